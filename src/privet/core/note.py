"""Checkpoints: the ledger's head as a signed note that a stranger can check (docs/spec/checkpoint.md).

The text is a C2SP tlog-checkpoint: origin, size and root, a line each. The log signs it twice: an Ed25519 line
(signed-note, type 0x01) that every existing verifier knows, and an ML-DSA-44 line (tlog-cosignature, type 0x06) that a
quantum computer does not forge. Witnesses add Ed25519 cosignatures (type 0x04), which say that they saw the log grow.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol, final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.mldsa import MLDSA44PrivateKey, MLDSA44PublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand

from privet.errors import Tampered

ED25519, COSIGNATURE, ML_DSA_44 = 0x01, 0x04, 0x06
"""Signature types of signed notes: plain Ed25519; timestamped Ed25519; timestamped ML-DSA-44."""

_KEY_SIZES = {ED25519: 32, COSIGNATURE: 32, ML_DSA_44: 1312}
_SIGNATURE_SIZES = {ED25519: 64, COSIGNATURE: 8 + 64, ML_DSA_44: 8 + 2420}

_NAME = re.compile(r"[^\s+\x00-\x1f]{1,255}")
_TEXT = re.compile(r"([^\x00-\x1f]{1,255})\n(0|[1-9][0-9]{0,18})\n([A-Za-z0-9+/]{43}=)\n")
_LINE = re.compile(r"— ([^\s+\x00-\x1f]+) ([A-Za-z0-9+/]+={0,2})\n")
_SURROGATE = re.compile("[\ud800-\udfff]")
_MOST_LINES = 100
_LATEST = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """What an accepted note says: the tree of `size` entries of the log `origin` had this root (32 bytes).

    `at` is when it was signed, in seconds since 1970, as the newest ML-DSA-44 line says, or None without such a line.
    `signed_by` are the vkeys whose signatures were there and true.
    """

    origin: str
    size: int
    root: bytes
    at: int | None
    signed_by: tuple[str, ...]


class Witness(Protocol):
    """The port a witness fits: somebody outside the installation who remembers how far each log had grown."""

    @property
    def vkey(self) -> str:
        """The witness's public key, as text."""
        ...

    def seen(self, origin: str) -> int:
        """The size of the tree that the witness saw last; 0 where it does not know the log."""
        ...

    def see(self, note: str, vkeys: Sequence[str], old: int, proof: Sequence[bytes], at: int) -> str:
        """The note with the witness's own line, once it has checked it.

        `vkeys` are the log's keys, remembered at first sight and binding from then on; `proof` is the consistency
        proof from `old`, which is what `seen` answered; `at` is the time in seconds since 1970. Tampered where the note
        or the proof is not true, or the log became smaller; Busy where the witness has seen more since.
        """
        ...


@final
class Signer:
    """The log's two signing keys, both made from one seed of 32 random bytes, under one name. It does not print."""

    __slots__ = ("_ed25519", "_ml_dsa", "name", "vkeys")

    def __init__(self, seed: bytes, name: str) -> None:
        if len(seed) != 32:
            raise ValueError("a signer's seed is 32 bytes")
        self.name = name
        self._ed25519 = Ed25519PrivateKey.from_private_bytes(_expanded(seed, b"privet/signer/v1/ed25519"))
        self._ml_dsa = MLDSA44PrivateKey.from_seed_bytes(_expanded(seed, b"privet/signer/v1/ml-dsa-44"))
        self.vkeys: tuple[str, str] = (
            vkey(name, ED25519, self._ed25519.public_key().public_bytes_raw()),
            vkey(name, ML_DSA_44, self._ml_dsa.public_key().public_bytes_raw()),
        )

    def sign(self, origin: str, size: int, root: bytes, at: int) -> str:
        """The checkpoint as a signed note with both lines; `at` is the time in seconds since 1970."""
        text = checkpoint_text(origin, size, root)
        message = _cosigned_message(self.name, at, origin, size, root)
        signatures = (
            self._ed25519.sign(text.encode()),
            at.to_bytes(8, "big") + self._ml_dsa.sign(message),
        )
        return text + "\n" + "".join(map(_line, self.vkeys, signatures))

    def __repr__(self) -> str:
        return f"Signer({self.name})"


@final
class Cosigner:
    """A witness's Ed25519 key, made from a seed of 32 random bytes, under its name. It does not print."""

    __slots__ = ("_key", "name", "vkey")

    def __init__(self, seed: bytes, name: str) -> None:
        self.name = name
        self._key = Ed25519PrivateKey.from_private_bytes(seed)
        self.vkey = vkey(name, COSIGNATURE, self._key.public_key().public_bytes_raw())

    def cosign(self, note: str, at: int) -> str:
        """`note` with a cosignature line of this witness; `at` is the time in seconds since 1970.

        Whoever calls has opened the note and checked that the log only grew.
        """
        text, _ = _parted(note)
        signature = at.to_bytes(8, "big") + self._key.sign(_witnessed(text, at))
        return note + _line(self.vkey, signature)

    def __repr__(self) -> str:
        return f"Cosigner({self.name})"


def checkpoint_text(origin: str, size: int, root: bytes) -> str:
    """The text that is signed: three lines, each with its newline. ValueError where they cannot be said in it."""
    text = f"{origin}\n{size}\n{base64.b64encode(root).decode('ascii')}\n"
    if _TEXT.fullmatch(text) is None or len(origin.encode()) > 255:
        raise ValueError("a checkpoint has an origin of one line, a size and a root of 32 bytes")
    return text


def vkey(name: str, kind: int, key: bytes) -> str:
    """A verifier key as text: name, key id in hex and the key with its type byte, joined by `+` (C2SP signed-note)."""
    if _NAME.fullmatch(name) is None or len(name.encode()) > 255 or len(key) != _KEY_SIZES.get(kind):
        raise ValueError("a key's name has no space and no plus, and its key the size of its type")
    material = bytes([kind]) + key
    return f"{name}+{_key_id(name, material).hex()}+{base64.b64encode(material).decode('ascii')}"


def open_note(note: str, vkeys: Iterable[str], witnesses: Iterable[str] = ()) -> Checkpoint:
    """The checkpoint in `note`, once every key of `vkeys` has truly signed it; Tampered says what is wrong.

    All of the log's keys must have signed, so that nobody can strip the stronger line. `witnesses` are keys whose lines
    are checked where there are any. Lines of other keys are passed over, as signed-note asks.
    """
    text, lines = _parted(note)
    match = _TEXT.fullmatch(text)
    if match is None or len(match[1].encode()) > 255:
        raise Tampered("the text of the checkpoint is not an origin, a size and a root")
    origin, size, root = match[1], int(match[2]), _decoded(match[3], "the root of the checkpoint")
    required = tuple(vkeys)
    if not required:
        raise ValueError("a note is opened with at least one key")
    signed_by: list[str] = []
    newest: int | None = None
    for key_text in dict.fromkeys((*required, *witnesses)):
        key = _read_vkey(key_text)
        found = [signature for name, key_id, signature in lines if (name, key_id) == (key.name, key.id)]
        if not found and key_text not in required:
            continue
        if len(found) != 1:
            raise Tampered(f"the checkpoint has {len(found)} signatures of {key.label} instead of one")
        at = _verified(key, found[0], text, origin, size, root)
        if key.kind == ML_DSA_44 and at is not None:
            newest = max(at, newest or 0)
        signed_by.append(key_text)
    return Checkpoint(origin, size, root, newest, tuple(signed_by))


@dataclass(frozen=True, slots=True)
class _Key:
    """A vkey that was read: its name, 4-byte id, signature type and public key."""

    name: str
    id: bytes
    kind: int
    public: bytes

    @property
    def label(self) -> str:
        """How the key is called in a sentence."""
        scheme = {ED25519: "Ed25519", COSIGNATURE: "Ed25519 cosignature", ML_DSA_44: "ML-DSA-44"}[self.kind]
        return f"{self.name} ({scheme} {self.id.hex()})"


def _read_vkey(text: str) -> _Key:
    """The parts of a vkey; Tampered where its id is not that of its key, or its type is not known."""
    name, _, rest = text.partition("+")
    key_id, _, encoded = rest.partition("+")
    material = _decoded(encoded, "a verifier key")
    if not material or len(material) - 1 != _KEY_SIZES.get(material[0]) or _NAME.fullmatch(name) is None:
        raise Tampered("a verifier key is of no known type")
    if _SURROGATE.search(name) or len(name.encode()) > 255:
        raise Tampered("the name of a verifier key is not UTF-8, or longer than 255 bytes")
    if key_id != _key_id(name, material).hex():
        raise Tampered(f"the verifier key of {name} does not have the id that it states")
    return _Key(name, bytes.fromhex(key_id), material[0], material[1:])


def _verified(key: _Key, signature: bytes, text: str, origin: str, size: int, root: bytes) -> int | None:
    """The time that a true signature states, if its type states one; Tampered when it is not true."""
    at: int | None = None
    try:
        if len(signature) != _SIGNATURE_SIZES[key.kind]:
            raise InvalidSignature
        if key.kind == ED25519:
            Ed25519PublicKey.from_public_bytes(key.public).verify(signature, text.encode())
            return None
        at, signature = int.from_bytes(signature[:8], "big"), signature[8:]
        if at > _LATEST:
            raise InvalidSignature
        if key.kind == COSIGNATURE:
            Ed25519PublicKey.from_public_bytes(key.public).verify(signature, _witnessed(text, at))
        else:
            message = _cosigned_message(key.name, at, origin, size, root)
            MLDSA44PublicKey.from_public_bytes(key.public).verify(signature, message)
    except InvalidSignature:
        raise Tampered(f"the checkpoint's signature of {key.label} is not true") from None
    return at


def _parted(note: str) -> tuple[str, list[tuple[str, bytes, bytes]]]:
    """A note's text, and (key name, key id, signature) of each of its lines."""
    text, separator, signatures = note.rpartition("\n\n")
    if not separator or _SURROGATE.search(note):
        raise Tampered("the checkpoint is not a signed note")
    lines: list[tuple[str, bytes, bytes]] = []
    for line in signatures.splitlines(keepends=True):
        match = _LINE.fullmatch(line)
        if match is None or len(lines) == _MOST_LINES:
            raise Tampered("the checkpoint has a signature line that is not one, or too many")
        blob = _decoded(match[2], "a signature of the checkpoint")
        lines.append((match[1], blob[:4], blob[4:]))
    return text + "\n", lines


def _decoded(text: str, what: str) -> bytes:
    """Strict base64: the one spelling an encoder would have chosen."""
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        data = None
    if data is None or base64.b64encode(data).decode("ascii") != text:
        raise Tampered(f"{what} is not in base64")
    return data


def _line(key_text: str, signature: bytes) -> str:
    """One signature line for the key of this vkey."""
    name, key_id, _ = key_text.split("+", 2)
    return f"— {name} {base64.b64encode(bytes.fromhex(key_id) + signature).decode('ascii')}\n"


def _key_id(name: str, material: bytes) -> bytes:
    """SHA-256(name ‖ newline ‖ type ‖ public key), its first four bytes."""
    return hashlib.sha256(name.encode() + b"\n" + material).digest()[:4]


def _cosigned_message(name: str, at: int, origin: str, size: int, root: bytes) -> bytes:
    """The `cosigned_message` of tlog-cosignature for the whole tree: what an ML-DSA-44 line signs."""
    signer, log = name.encode(), origin.encode()
    return b"".join(
        (
            b"subtree/v1\n\0",
            bytes([len(signer)]) + signer,
            at.to_bytes(8, "big"),
            bytes([len(log)]) + log,
            bytes(8),  # the subtree starts at the first entry
            size.to_bytes(8, "big"),
            root,
        )
    )


def _witnessed(text: str, at: int) -> bytes:
    """What an Ed25519 cosignature signs: a header, the time, and the checkpoint's text."""
    return f"cosignature/v1\ntime {at}\n{text}".encode()


def _expanded(seed: bytes, info: bytes) -> bytes:
    """32 bytes of HKDF-Expand (RFC 5869) with SHA-256; the seed is uniformly random, so nothing has to be extracted."""
    return HKDFExpand(algorithm=SHA256(), length=32, info=info).derive(seed)
