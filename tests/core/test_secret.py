"""Secrets, challenges and throttles: what people and programs are known by, and how often they may be wrong."""

from __future__ import annotations

import hashlib
import secrets

import pytest
from hypothesis import given
from hypothesis import strategies as st

from privet.core import challenge, secret, session
from privet.core.message import TenantId
from privet.core.proof import LOCKED, wait_s
from privet.core.throttle import FORGET_S, Throttle

TENANT = TenantId(7)
KEY = challenge.key(bytes(32))
SORTS = (secret.ACCESS, secret.SESSION, secret.INVITATION, secret.DEVICE)


@given(st.sampled_from(SORTS), st.sampled_from(SORTS), st.binary(min_size=32, max_size=32), st.integers(1, 999_999_999))
def test_a_secret_is_read_as_what_it_is_alone(sort: str, other: str, drawn: bytes, tenant: int) -> None:
    text = secret.text(sort, TenantId(tenant), drawn).expose()
    expected = (TenantId(tenant), hashlib.sha256(text.encode()).digest()) if other == sort else None
    assert secret.read(other, text) == expected


@pytest.mark.parametrize(
    "text", ["", "prs_0_" + 43 * "A", "prs_1_" + 42 * "A", "prs_1_" + 44 * "A", "prs_１_" + 43 * "A"]
)
def test_what_has_not_the_form_is_no_secret(text: str) -> None:
    assert secret.read(secret.SESSION, text) is None


def test_a_secret_has_32_random_bytes() -> None:
    with pytest.raises(ValueError, match="32"):
        secret.text(secret.SESSION, TENANT, bytes(31))


USES = st.text("abc:1", max_size=5)
BOUND = st.binary(max_size=5)


@given(USES, BOUND, USES, BOUND, st.integers(0, 2**50), st.integers(-1, 1))
def test_a_challenge_holds_for_its_use_and_its_time(
    use: str, bound: bytes, use2: str, bound2: bytes, now: int, off: int
) -> None:
    made = challenge.make(KEY, use, bound, now, bytes(16))
    end = now + challenge.LIFE_MS
    assert len(made) == challenge.SIZE
    assert challenge.ends(KEY, use, bound, made, now) == end
    assert challenge.ends(KEY, use, bound, made, end + off) == (end if off < 0 else None)
    if (use, bound) != (use2, bound2):
        assert challenge.ends(KEY, use2, bound2, made, now) is None
    assert challenge.ends(challenge.key(b"\1" + bytes(31)), use, bound, made, now) is None


@given(st.integers(0, 319))
def test_a_challenge_with_any_bit_changed_is_none(bit: int) -> None:
    made = bytearray(challenge.make(KEY, "login", b"", 0, secrets.token_bytes(16)))
    made[bit // 8] ^= 1 << bit % 8
    assert challenge.ends(KEY, "login", b"", bytes(made), 0) is None


@pytest.mark.parametrize("given", [b"", bytes(39), bytes(41)])
def test_a_challenge_has_its_length(given: bytes) -> None:
    assert challenge.ends(KEY, "login", b"", given, 0) is None
    with pytest.raises(ValueError, match="16"):
        challenge.make(KEY, "login", b"", 0, bytes(15))


@given(st.lists(st.integers(0, 2_000_000), max_size=40))
def test_an_account_waits_as_one_whose_failures_are_stored_does(pauses: list[int]) -> None:
    """In memory and in the store the same schedule holds, so that nobody can tell which accounts there are."""
    throttle, failures, until, now = Throttle(5), 0, 0, 0
    for pause in pauses:
        now += pause
        assert throttle.waits(b"ann", now) == (now < until or failures >= LOCKED)
        if not throttle.waits(b"ann", now):
            throttle.fail(b"ann", now)
            failures += 1
            until = now + wait_s(failures) * 1000


def test_an_account_is_locked_at_a_hundred_and_an_address_is_not() -> None:
    account, address = Throttle(5), Throttle(5, FORGET_S)
    now = 0
    for _ in range(LOCKED):
        now += 900_000
        account.fail(b"x", now)
        address.fail(b"x", now)
    now += 10 * 900_000
    assert account.waits(b"x", now)
    assert not address.waits(b"x", now)
    account.forget(b"x")
    assert not account.waits(b"x", now)


def test_an_address_begins_anew_after_an_hour() -> None:
    throttle = Throttle(1, FORGET_S)
    throttle.fail(b"x", 0)
    assert throttle.waits(b"x", 999)
    throttle.fail(b"x", 1_000 + FORGET_S * 1000)
    throttle.take_back(b"x", 1_000 + FORGET_S * 1000)
    assert len(throttle) == 0


def test_a_try_that_was_right_leaves_what_failed_before() -> None:
    throttle = Throttle(3, FORGET_S)
    for _ in range(2):
        throttle.fail(b"x", 0)
    throttle.fail(b"x", 0)
    throttle.take_back(b"x", 0)
    assert not throttle.waits(b"x", 0)
    throttle.fail(b"x", 0)
    assert throttle.waits(b"x", 0)


def test_memory_is_bounded() -> None:
    throttle = Throttle(1, kept=100)
    for number in range(1000):
        throttle.fail(str(number).encode(), 0)
    assert len(throttle) == 100
    assert not throttle.waits(b"0", 0)
    assert throttle.waits(b"999", 0)


AGENTS = [
    ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox on Linux"),
    ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/141.0 Safari/537.36 Edg/141.0", "Edge on Windows"),
    ("Mozilla/5.0 (Linux; Android 16) AppleWebKit/537.36 Chrome/141.0 Mobile Safari/537.36", "Chrome on Android"),
    ("Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19.0 Safari/604.1", "Safari on iPhone"),
    ("Mozilla/5.0 (Macintosh; Intel Mac OS X 15_0) Version/18.0 Safari/605.1.15", "Safari on macOS"),
    ("curl/8.5", "curl"),
    ("ann@example.com", "a browser"),
    ("x" * 400 + "Firefox", "a browser"),
]


@pytest.mark.parametrize(("agent", "shown"), AGENTS)
def test_of_a_browser_only_words_of_ours_are_kept(agent: str, shown: str) -> None:
    assert session.browser(agent) == shown
