"""Algorithms: every one that Privet relies on, what for, who says so, until when it may be used, and what comes after.

A day of sunset is that from which NIST, or whoever else is named, no longer allows the algorithm: SP 800-131A (lengths
of keys), the plan of 15 December 2022 for SHA-1, and the draft IR 8547 for what a quantum computer would break. Where
nobody has named a day there is none. One that is past its day is told at each start, by `privet doctor` and by the
posture score, and fails the build. A test holds the table to what the code imports.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime

SHA_1, QUANTUM, SHORT = "2030-12-31", "2035-12-31", "2030-12-31"
"""Days: the end of SHA-1, the end of what a quantum computer would break, the end of RSA under 3072 bits."""

YEAR_DAYS = 365


@dataclass(frozen=True, slots=True)
class Algorithm:
    """One algorithm: what it is used for, the text that defines it, the last day (RFC 3339) of its use or nothing where
    nobody has named one, and what comes after it.

    `marks` are the names by which code uses it, as `tests/house/test_algorithms.py` reads them; `only` are the modules
    in which they may stand, all where there is none.
    """

    name: str
    use: str
    source: str
    sunset: str
    after: str
    marks: tuple[str, ...]
    only: tuple[str, ...] = ()

    def ended(self, at: int) -> bool:
        """Whether its last day is over at a time (ms)."""
        return bool(self.sunset) and _day(at) > date.fromisoformat(self.sunset)

    def ends_soon(self, at: int) -> bool:
        """Whether its last day is less than a year away, and not over."""
        if not self.sunset or self.ended(at):
            return False
        return (date.fromisoformat(self.sunset) - _day(at)).days < YEAR_DAYS


INVENTORY = (
    Algorithm(
        "AES-256-GCM", "seals every value, text and name that is kept", "NIST SP 800-38D", "",
        "AES-256-GCM-SIV; 256-bit keys are held to be safe against quantum computers too",
        ("AESGCM", "AEAD.AES_256_GCM"), ("privet.core.seal", "privet.core.unseal", "privet.core.wrap"),
    ),
    Algorithm(
        "AES-256", "makes ids of one purpose out of the vault's own", "NIST FIPS 197", "",
        "AES-256 with a wider block, once there is a standard for one", ("AES", "Cipher", "ECB"), ("privet.core.seal",),
    ),
    Algorithm(
        "AES-256-GCM-SIV", "wraps each key under the key above it", "RFC 8452", "",
        "AES key wrap (NIST SP 800-38F)", ("AESGCMSIV",), ("privet.core.wrap",),
    ),
    Algorithm(
        "HKDF-SHA-256", "makes the key of a person's day out of both keys; keys of one use out of another",
        "RFC 5869, NIST SP 800-56C", "", "HKDF with SHA-512 or SHA3-256",
        ("HKDF", "HKDFExpand", "KDF.HKDF_SHA256"),
        ("privet.core.seal", "privet.core.note", "privet.core.wrap", "privet.plugins.keys.passphrase"),
    ),
    Algorithm(
        "SHA-256", "the ledger's tree; digests of links, access keys and files; commitments",
        "FIPS 180-4, RFC 6962", "", "SHA-512 or SHA3-256", ("SHA256", "hashlib.sha256"),
    ),
    Algorithm(
        "HMAC-SHA-256", "signs webhooks, forms, challenges and links; stand-ins when files are redacted",
        "RFC 2104, FIPS 198-1", "", "HMAC-SHA-512 or KMAC256", ("hmac.sha256",),
    ),
    Algorithm(
        "BLAKE2b, keyed", "tags by which an address or a word is found", "RFC 7693", "", "HMAC-SHA-256 or KMAC256",
        ("hashlib.blake2b",), ("privet.core.backup", "privet.core.tags", "privet.prove.forms"),
    ),
    Algorithm(
        "Ed25519", "signs the ledger's checkpoints", "RFC 8032, FIPS 186-5", QUANTUM,
        "ML-DSA-44, which signs each checkpoint beside it already",
        ("Ed25519PrivateKey", "Ed25519PublicKey"), ("privet.core.drp", "privet.core.note"),
    ),
    Algorithm(
        "ML-DSA-44", "signs the ledger's checkpoints against quantum computers", "FIPS 204", "", "ML-DSA-65 or SLH-DSA",
        ("MLDSA44PrivateKey", "MLDSA44PublicKey"), ("privet.core.note",),
    ),
    Algorithm(
        "ML-KEM-768 with X25519", "seals the epoch key to the recovery key; as safe as the stronger of the two",
        "FIPS 203, RFC 7748, RFC 9180", "", "ML-KEM-1024",
        (
            "MLKEM768PrivateKey", "MLKEM768PublicKey", "X25519PrivateKey", "X25519PublicKey", "KEM.MLKEM768_X25519",
            "MLKEM768X25519PrivateKey", "MLKEM768X25519PublicKey", "Suite",
        ),
        ("privet.core.wrap",),
    ),
    Algorithm(
        "SHAKE256", "makes the recovery key's two halves out of one seed", "FIPS 202", "", "none is needed",
        ("hashlib.shake_256",), ("privet.core.wrap",),
    ),
    Algorithm(
        "Argon2id", "makes a key out of the root passphrase; keeps operators' passphrases as hashes", "RFC 9106", "",
        "Argon2id with more memory", ("argon2",), ("privet.acts.proving", "privet.plugins.keys.passphrase"),
    ),
    Algorithm(
        "TOTP with HMAC-SHA-1", "codes of an authenticator app, which know no other hash everywhere",
        "RFC 6238, NIST's plan for SHA-1", SHA_1, "passkeys, which need no codes", ("pyotp",), ("privet.core.proof",),
    ),
    Algorithm(
        "ECDSA P-256 with SHA-256", "passkeys, and log-ins by the company's own provider", "FIPS 186-5, RFC 7518",
        QUANTUM, "ML-DSA, once authenticators and providers speak it", ("cose.ECDSA_SHA_256", "jose.ES256"),
        ("privet.core.passkey", "privet.core.oidc"),
    ),
    Algorithm(
        "EdDSA", "passkeys, and log-ins by the company's own provider", "RFC 8032, RFC 8037", QUANTUM,
        "ML-DSA, once authenticators and providers speak it", ("cose.EDDSA", "jose.EdDSA", "jose.Ed25519"),
        ("privet.core.passkey", "privet.core.oidc"),
    ),
    Algorithm(
        "RSA with SHA-256", "older passkeys, and log-ins by the company's own provider", "RFC 8017, NIST SP 800-131A",
        SHORT, "ECDSA P-256 or EdDSA; keys of 3072 bits until 2035",
        ("cose.RSASSA_PKCS1_v1_5_SHA_256", "jose.RS256", "jose.PS256"), ("privet.core.passkey", "privet.core.oidc"),
    ),
    Algorithm(
        "TLS 1.2", "https for those who cannot speak 1.3", "RFC 5246, RFC 9325", "",
        "TLS 1.3; nothing new is added to 1.2, and nobody has named its last day", ("ssl.TLSv1_2",),
    ),
    Algorithm(
        "TLS 1.3", "https, to and from Privet", "RFC 8446", "", "TLS 1.3 with a hybrid key exchange", ("ssl",),
        ("privet.plugins.botapi", "privet.plugins.client", "privet.plugins.syslog", "privet.web.listen"),
    ),
    Algorithm(
        "ECDHE (X25519, P-256)", "agrees on the keys of a TLS connection", "RFC 8446, NIST SP 800-56A", QUANTUM,
        "X25519MLKEM768, as soon as the libraries that speak TLS offer it by themselves", ("ssl",),
        ("privet.plugins.botapi", "privet.plugins.client", "privet.plugins.syslog", "privet.web.listen"),
    ),
    Algorithm(
        "The system's random numbers", "every key, nonce, id and secret", "getrandom(2), NIST SP 800-90A", "",
        "none is needed", ("secrets",), ("privet.app",),
    ),
    Algorithm(
        "MD5, SHA-1 and SHA-512", "privet prove looks for hashes of what it planted; nothing rests on them",
        "RFC 1321, FIPS 180-4", "", "none is needed", ("hashlib.md5", "hashlib.sha1", "hashlib.sha512"),
        ("privet.prove.forms",),
    ),
    Algorithm(
        "HMAC-SHA-1", "Twilio signs its webhooks so unless it is told otherwise", "RFC 2104, NIST's plan for SHA-1",
        SHA_1, "the line's scheme `sha256`", ("hmac.hash",), ("privet.core.sms.twilio",),
    ),
    Algorithm(
        "HMAC-SHA-384 and HMAC-SHA-512", "tokens that providers of text messages sign may use them", "RFC 7518", "",
        "none is needed", ("hmac.HASHES[name]",), ("privet.core.sms.jwt",),
    ),
    Algorithm(
        "MD5, HMAC-MD5, HMAC-SHA-1", "Vonage's older interface signs so where the company chose it; nothing of ours is",
        "RFC 1321, RFC 2104", SHA_1, "the line's scheme `jwt`, or `sig-sha256`",
        ("hashlib.md5", "hmac.HASHES[scheme]"), ("privet.core.sms.vonage",),
    ),
)  # fmt: skip
"""Every algorithm in use."""


def ended(at: int) -> tuple[Algorithm, ...]:
    """Those in use that are past their last day at a time (ms)."""
    return tuple(one for one in INVENTORY if one.ended(at))


def warning(one: Algorithm) -> str:
    """What is said of an algorithm that is past its day."""
    return f"{one.name} is past its last day, {one.sunset}, and in use for: {one.use}. What comes after: {one.after}."


def _day(at: int) -> date:
    return datetime.fromtimestamp(at / 1000, UTC).date()
