"""One-time codes by RFC 6238, each accepted once; waiting after failures."""

from __future__ import annotations

import base64
from hashlib import sha256
from itertools import pairwise

import pyotp
import pytest
from hypothesis import given
from hypothesis import strategies as st

from privet.app import leaked_passphrases
from privet.core.proof import FREE, LONGEST_WAIT_S, STEP_S, totp_secret, totp_step, totp_uri, tried_first, wait_s

SECRET = base64.b32encode(b"12345678901234567890").decode()

RFC_6238 = [  # appendix B, SHA-1; its codes have eight digits, of which six-digit codes are the last six
    (59, "94287082"),
    (1111111109, "07081804"),
    (1111111111, "14050471"),
    (1234567890, "89005924"),
    (2000000000, "69279037"),
    (20000000000, "65353130"),
]


@pytest.mark.parametrize(("at", "code"), RFC_6238)
def test_rfc_6238_vectors(at: int, code: str) -> None:
    assert totp_step(SECRET, code[-6:], at, None) == at // STEP_S


@pytest.mark.parametrize(("at", "code"), RFC_6238)
def test_an_accepted_code_is_refused_from_then_on(at: int, code: str) -> None:
    step = totp_step(SECRET, code[-6:], at, None)
    assert step is not None
    assert totp_step(SECRET, code[-6:], at, step) is None
    assert totp_step(SECRET, code[-6:], at + STEP_S, step) is None
    assert totp_step(SECRET, code[-6:], at, step - 1) == step


def test_a_code_older_than_the_last_accepted_is_refused() -> None:
    at = 1_234_567_890
    older = pyotp.TOTP(SECRET).at(at - STEP_S)
    step = totp_step(SECRET, pyotp.TOTP(SECRET).at(at), at, None)
    assert totp_step(SECRET, older, at, None) == at // STEP_S - 1
    assert totp_step(SECRET, older, at, step) is None


@pytest.mark.parametrize(("late", "accepted"), [(-60, False), (-30, True), (0, True), (30, True), (60, False)])
def test_one_step_of_drift_either_way(late: int, accepted: bool) -> None:
    at = 1_234_567_890
    code = pyotp.TOTP(SECRET).at(at)
    assert (totp_step(SECRET, code, at + late, None) is not None) == accepted


@pytest.mark.parametrize("code", ["", "28708", "94287082", "28708a", "２８７０８２", "-28708", "287 08"])
def test_what_is_no_code_is_refused(code: str) -> None:
    assert totp_step(SECRET, code, 59, None) is None


def test_a_space_in_the_middle_is_how_apps_show_it() -> None:
    assert totp_step(SECRET, "287 082", 59, None) == 1


def test_at_the_beginning_of_time() -> None:
    assert totp_step(SECRET, pyotp.TOTP(SECRET).generate_otp(0), 5, None) == 0


@given(st.binary(min_size=20, max_size=20), st.integers(0, 2**35))
def test_what_an_app_shows_is_accepted(raw: bytes, at: int) -> None:
    app = pyotp.parse_uri(totp_uri(totp_secret(raw), "maria"))
    assert isinstance(app, pyotp.TOTP)
    assert totp_step(totp_secret(raw), app.at(at), at, None) is not None


def test_a_secret_has_160_bits() -> None:
    with pytest.raises(ValueError, match="20 bytes"):
        totp_secret(bytes(16))


def test_waiting_begins_after_some_failures_and_ends_growing() -> None:
    waits = [wait_s(failures) for failures in range(40)]
    assert waits[:FREE] == [0] * FREE
    assert waits[FREE : FREE + 4] == [1, 2, 4, 8]
    assert waits == sorted(waits)
    assert waits[-1] == LONGEST_WAIT_S


TRIED_FIRST = [
    "password1234", "Password2026!", "passwordpassword", "qwertyuiop123", "1q2w3e4r5t6y", "123456789012",
    "aaaaaaaaaaaa", "abababababab", "Welcome-2026!", "iloveyou12345", "abcdefghijkl", "administrator1",
    "privetprivet", "trustno1trustno1", "qwertyqwerty", "asdfghjkl1234", "changeme2026!", "letmeinletmein",
    "Admin@12345678", "111222333444", "aaaa_bbbb_aaaa",
]  # fmt: skip


@pytest.mark.parametrize("passphrase", TRIED_FIRST)
def test_what_is_tried_first_is_no_passphrase(passphrase: str) -> None:
    assert tried_first(passphrase)


LONG_ENOUGH = [
    "four words of no meaning", "another passphrase", "stvls-wlkbb-4jjto-amr6f-2ajfj", "лошадь батарея скрепка",
    "my password is a horse",
]  # fmt: skip


@pytest.mark.parametrize("passphrase", LONG_ENOUGH)
def test_what_is_not_is_taken(passphrase: str) -> None:
    assert not tried_first(passphrase)
    assert not tried_first(passphrase, leaked_passphrases())


@pytest.mark.parametrize(
    "passphrase",
    [
        "unbelievable",
        "websolutions",
        "Justinbieber",
        "chickenwing101",
        "gfhjkmgfhjkm",
        "finalfantasy7!",
        "1qaz2wsx3edc",
    ],
)
def test_what_was_leaked_is_no_passphrase_whatever_stands_behind_it(passphrase: str) -> None:
    assert tried_first(passphrase, leaked_passphrases())


def test_the_list_has_what_the_standard_asks_for() -> None:
    """ASVS 5.0 6.2.4: the 3,000 commonest that the rules for passphrases would let through, at least."""
    leaked = leaked_passphrases()
    kept = [leaked[at : at + 4] for at in range(0, len(leaked), 4)]
    assert len(kept) > 40_000
    assert all(one < other for one, other in pairwise(kept))


texts = st.text(st.characters(exclude_categories=["Cs"]), min_size=12, max_size=20)


@given(st.lists(texts, max_size=20), texts)
def test_a_list_has_its_own_and_nothing_else(listed: list[str], other: str) -> None:
    made = b"".join(sorted({sha256(one.casefold().encode()).digest()[:4] for one in listed}))
    assert all(tried_first(one, made) for one in listed)
    assert tried_first(other, made) == (tried_first(other) or has(made, other))


def has(made: bytes, text: str) -> bool:
    """The same by walking the list, with and without what stands behind the last letter."""
    kept = {made[at : at + 4] for at in range(0, len(made), 4)}
    low = text.casefold()
    shorn = low.rstrip("0123456789 !?.,;:*#$%&+-_=@")
    return any(sha256(one.encode()).digest()[:4] in kept for one in (low, shorn))
