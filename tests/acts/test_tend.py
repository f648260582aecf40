"""One process of several looks after a bot: the one that said so last, for as long as it says so again."""

from __future__ import annotations

from typing import Any

from privet.acts import tend
from privet.acts.tend import AGAIN_MS, TEND_MS

ONE, OTHER = b"1" * 16, b"2" * 16
SHOP, DESK = b"s" * 16, b"d" * 16


def tended(house: Any, holder: bytes, *bots: bytes) -> dict[bytes, int]:
    return tend.tend(house.app, house.tenant, bots or (SHOP,), holder)


def test_whoever_comes_first_has_it_until_it_does_not_say_so_again(installation) -> None:
    at = installation.clock.at
    assert tended(installation, ONE) == {SHOP: at + TEND_MS}
    assert tended(installation, OTHER) == {}
    installation.clock.at = at + TEND_MS - 1
    assert tended(installation, OTHER) == {}
    installation.clock.at = at + TEND_MS
    assert tended(installation, OTHER) == {SHOP: at + 2 * TEND_MS}
    assert tended(installation, ONE) == {}


def test_it_is_written_again_only_when_little_is_left(installation) -> None:
    at = installation.clock.at
    tended(installation, ONE)
    installation.clock.at = at + TEND_MS - AGAIN_MS - 1
    assert tended(installation, ONE) == {SHOP: at + TEND_MS}
    installation.clock.at = at + TEND_MS - AGAIN_MS
    assert tended(installation, ONE) == {SHOP: installation.clock.at + TEND_MS}


def test_each_bot_may_have_another_process(installation) -> None:
    tended(installation, ONE, SHOP)
    assert set(tended(installation, OTHER, SHOP, DESK)) == {DESK}
    assert set(tended(installation, ONE, SHOP, DESK)) == {SHOP}


def test_what_is_left_is_free_at_once(installation) -> None:
    tended(installation, ONE, SHOP, DESK)
    assert tend.leave(installation.app, installation.tenant, OTHER) == 0
    assert tend.leave(installation.app, installation.tenant, ONE) == 2
    assert set(tended(installation, OTHER, SHOP, DESK)) == {SHOP, DESK}


def test_a_clock_that_was_far_ahead_blocks_nobody(installation) -> None:
    at = installation.clock.at
    installation.clock.at = at + 86_400_000
    tended(installation, ONE)
    installation.clock.at = at
    assert set(tended(installation, OTHER)) == {SHOP}


def test_it_leaves_no_entry(installation) -> None:
    before = len(installation.entries())
    tended(installation, ONE)
    tend.leave(installation.app, installation.tenant, ONE)
    assert len(installation.entries()) == before
