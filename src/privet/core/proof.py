"""How an operator proves to be one, as far as it can be decided from values: one-time codes and waiting after failures.

Codes are TOTP (RFC 6238) in the form every authenticator app knows: SHA-1, 6 digits, steps of 30 seconds.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
from bisect import bisect_left

import pyotp

STEP_S = 30
DRIFT = 1
"""How many steps a clock may be off, either way (RFC 6238 section 5.2 recommends one)."""

FREE = 5
"""Failures in a row before waiting begins."""
LONGEST_WAIT_S = 900

LOCKED = 100
"""Failures in a row after which a passphrase opens nothing until a passkey, a recovery code or a new link does (NIST
SP 800-63B-4 §3.2.2)."""


def totp_secret(raw: bytes) -> str:
    """The base32 secret for 20 random bytes (160 bits, RFC 4226 section 4), as an authenticator app takes it."""
    if len(raw) != 20:
        raise ValueError("a TOTP secret is 20 bytes")
    return base64.b32encode(raw).decode("ascii")


def totp_uri(secret: str, name: str) -> str:
    """The otpauth:// address that an authenticator app reads from a QR code. It holds the secret: show it once."""
    return pyotp.TOTP(secret).provisioning_uri(name=name, issuer_name="Privet")


def totp_step(secret: str, code: str, at: int, last_step: int | None) -> int | None:
    """The time step of `code` when it is right at `at` (seconds since 1970 UTC), otherwise None.

    `last_step` is the step of the last code accepted: that step and all before it are refused, so that no code is
    accepted twice (RFC 6238 section 5.2). The caller stores what is returned before it lets anyone in.
    """
    digits = code.replace(" ", "")
    if len(digits) != 6 or not digits.isascii() or not digits.isdigit():
        return None
    now = at // STEP_S
    found = None
    for step in range(max(0, now - DRIFT), now + DRIFT + 1):
        # Every step is compared, so that the time taken does not say which one it was.
        right = hmac.compare_digest(pyotp.TOTP(secret).generate_otp(step), digits)
        if right and (last_step is None or step > last_step):
            found = step
    return found


def wait_s(failures: int) -> int:
    """Seconds to wait after the last failure: none for the first `FREE` in a row, then 1, 2, 4 … up to 15 minutes."""
    if failures < FREE:
        return 0
    return min(LONGEST_WAIT_S, 1 << min(failures - FREE, 10))


_COMMON = re.compile(
    r"abcdefghijklmnopqrstuvwxyz|administrator|1q2w3e4r5t6y|ichliebedich|1q2w3e4r5t|azertyuiop|contrasena|"
    r"motdepasse|passphrase|qwertyuiop|qwertzuiop|willkommen|asdfghjkl|bienvenue|liverpool|qazwsxedc|1q2w3e4r|"
    r"abcdefgh|baseball|changeme|computer|football|iloveyou|internet|operator|p@ssw0rd|p@ssword|passw0rd|password|"
    r"passwort|princess|q1w2e3r4|starwars|sunshine|superman|whatever|arsenal|chelsea|company|default|jetaime|"
    r"letmein|pokemon|trustno|welcome|yxcvbnm|zxcvbnm|abcdef|asdfgh|autumn|azerty|batman|dragon|master|monkey|"
    r"privet|qazwsx|qwerty|qwertz|secret|shadow|sommer|spring|summer|winter|zxcvbn|admin|guest|login|parol|senha|"
    r"abcd|root|test|user|abc"
)
"""What the lists of common passwords are made of, as far as it comes to twelve characters."""

_LEFT, _DISTINCT = 5, 5
_MARK = 4
"""Bytes of a digest that a list of leaked passphrases keeps of each (docs/passphrases.py)."""


def tried_first(passphrase: str, leaked: bytes = b"") -> bool:
    """Whether a passphrase is among those that are tried first, so that its length says nothing: common words and rows
    of keys, however often and with whatever digits and marks, few different characters, or one of `leaked`, with
    whatever digits and marks behind it (NIST SP 800-63B-4 §3.1.1.2, ASVS 5.0 6.2.4 and 6.2.12).

    `leaked` are marks as docs/passphrases.py sorts them, one behind the other.
    """
    low = passphrase.casefold()
    left = [one for one in _COMMON.sub("", low) if one.isalpha()]
    if len(set(low)) < _DISTINCT or len(left) < _LEFT:
        return True
    return _is_in(leaked, low) or _is_in(leaked, low.rstrip("0123456789 !?.,;:*#$%&+-_=@"))


def _is_in(leaked: bytes, text: str) -> bool:
    """Whether a list of marks has the one of a text."""
    mark = hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()[:_MARK]
    at = _MARK * bisect_left(
        range(len(leaked) // _MARK), mark, key=lambda one: leaked[_MARK * one : _MARK * one + _MARK]
    )
    return leaked[at : at + _MARK] == mark
