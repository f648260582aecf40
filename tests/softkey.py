"""An authenticator in software, for tests: it makes passkeys and signs with them, as WebAuthn Level 3 §6 says.

It stands on `cryptography` alone and shares nothing with what checks it; tests/core/test_passkey.py holds it to the
test vectors that the W3C publishes.
"""

from __future__ import annotations

import base64
import json
import secrets
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

PRESENT, VERIFIED, SYNCED, BACKED_UP, CREDENTIAL = 0x01, 0x04, 0x08, 0x10, 0x40
"""Flags of authenticator data (§6.1): UP, UV, BE, BS, AT."""


def b64(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def unb64(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def client_data(kind: str, challenge: bytes, origin: str, **more: Any) -> bytes:
    """clientDataJSON (§5.8.1), members in the order in which browsers write them."""
    said = {"type": kind, "challenge": b64(challenge), "origin": origin, "crossOrigin": False, **more}
    return json.dumps(said, separators=(",", ":")).encode()


@dataclass
class Softkey:
    """One passkey and its device; `flags` and `count` can be set to what a broken or hostile one would say."""

    rp: str = "localhost"
    origin: str = "http://localhost:8080"
    flags: int = PRESENT | VERIFIED
    count: int = 0
    counts: bool = True
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    id: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    aaguid: bytes = bytes(16)
    user: bytes = b""

    def create(self, options: dict[str, Any], **said: Any) -> str:
        """What the page sends after `navigator.credentials.create(options)`, as JSON."""
        self.user = unb64(options["user"]["id"])
        data = client_data("webauthn.create", unb64(options["challenge"]), self.origin, **said)
        return json.dumps(self.answer(clientDataJSON=b64(data), attestationObject=b64(self.attestation())))

    def get(self, options: dict[str, Any], **said: Any) -> str:
        """What the page sends after `navigator.credentials.get(options)`, as JSON."""
        if self.counts:
            self.count += 1
        data = client_data("webauthn.get", unb64(options["challenge"]), self.origin, **said)
        auth, signature = self.assertion(data)
        return json.dumps(
            self.answer(
                clientDataJSON=b64(data), authenticatorData=b64(auth), signature=b64(signature),
                userHandle=b64(self.user),
            )
        )  # fmt: skip

    def answer(self, **response: str) -> dict[str, Any]:
        """PublicKeyCredential.toJSON() (§5.1)."""
        return {
            "id": b64(self.id), "rawId": b64(self.id), "type": "public-key", "response": response,
            "clientExtensionResults": {}, "authenticatorAttachment": "platform",
        }  # fmt: skip

    def data(self, flags: int, more: bytes = b"") -> bytes:
        """Authenticator data (§6.1)."""
        return sha256(self.rp.encode()).digest() + bytes([flags]) + self.count.to_bytes(4, "big") + more

    def attestation(self) -> bytes:
        """An attestation object of format `none`, in canonical CBOR (§6.5, §8.7)."""
        point = self.key.public_key().public_numbers()
        cose = b"\xa5\x01\x02\x03\x26\x20\x01\x21\x58\x20%b\x22\x58\x20%b" % (
            point.x.to_bytes(32, "big"), point.y.to_bytes(32, "big"),
        )  # fmt: skip
        held = self.aaguid + len(self.id).to_bytes(2, "big") + self.id + cose
        data = self.data(self.flags | CREDENTIAL, held)
        return b"\xa3\x63fmt\x64none\x67attStmt\xa0\x68authData\x58" + bytes([len(data)]) + data

    def assertion(self, client: bytes) -> tuple[bytes, bytes]:
        """Authenticator data, and the signature over it and what the browser says; with RFC 6979's nonce."""
        data = self.data(self.flags)
        signed = self.key.sign(data + sha256(client).digest(), ec.ECDSA(hashes.SHA256(), deterministic_signing=True))
        return data, signed
