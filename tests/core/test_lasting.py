"""How long things last: periods of classes, and what ends before its class says."""

from __future__ import annotations

import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from privet.core import lasting
from privet.core.terms import DAY, Retention
from privet.errors import BadInput

CLASSES = {
    one.name: one
    for one in (
        Retention("message", 90 * DAY, "x"), Retention("unknown", 30 * DAY, "x"), Retention("code", 600, "x"),
        Retention("trace", 7 * DAY, "x", exact=DAY), Retention("relation", None, "x"),
    )
}  # fmt: skip
SOONER = (*(lasting.timer(one) for one in lasting.TIMERS), ":exact:trace", lasting.QUEUE)


@pytest.mark.parametrize("text", ["203.0.113.77", "[203.0.113.77]", "::ffff:203.0.113.77", " 203.0.113.77 "])
def test_of_ipv4_the_first_24_bits_stay(text: str) -> None:
    assert lasting.shortened(text) == "203.0.113.0/24"


@pytest.mark.parametrize("text", ["2001:db8:1:2::3", "2001:DB8:1:ffff::%eth0", "[2001:db8:1::1]"])
def test_of_ipv6_the_first_48_bits_stay(text: str) -> None:
    assert lasting.shortened(text) == "2001:db8:1::/48"


@pytest.mark.parametrize("text", ["", "ann", "203.0.113", "203.0.113.0/24", "1.2.3.4.5", "2001:db8:::1"])
def test_of_anything_else_nothing_stays(text: str) -> None:
    assert not lasting.shortened(text)


@given(st.ip_addresses())
def test_whoever_has_the_short_form_cannot_tell_the_address_from_its_neighbours(address) -> None:
    short = lasting.shortened(str(address))
    network = ipaddress.ip_network(short)
    if network.version == address.version:
        assert address in network
    assert network.num_addresses >= 256
    assert all(lasting.shortened(str(network[at])) == short for at in (0, 1, 255) if network.version == 4)


@given(st.sampled_from(SOONER), st.integers(0, 1 << 45))
def test_what_ends_sooner_never_lasts_longer_than_it_says_and_little_less(class_: str, at: int) -> None:
    start, end = lasting.bounds(CLASSES, class_, at)
    kept = lasting.seconds(CLASSES, class_)
    assert kept is not None
    assert start <= at < start + 86_400_000
    assert kept * 1000 * 23 // 24 - 1 <= end - at <= kept * 1000


@given(st.sampled_from(["message", "unknown", "code", "trace"]), st.integers(0, 1 << 45))
def test_what_a_class_holds_lasts_at_least_as_long_as_it_says(class_: str, at: int) -> None:
    _, end = lasting.bounds(CLASSES, class_, at)
    kept = CLASSES[class_].seconds
    assert kept is not None
    assert kept * 1000 < end - at <= (kept + min(kept, DAY)) * 1000


def test_what_an_event_ends_has_no_end() -> None:
    assert lasting.bounds(CLASSES, "relation", 5)[1] == 0


@given(st.sampled_from([*CLASSES, *SOONER]), st.lists(st.sampled_from([*SOONER, "unknown", "dropped"]), max_size=4))
def test_the_first_to_be_over_counts(class_: str, sooner: list[str]) -> None:
    known = [lasting.seconds(CLASSES, one) for one in (class_, *sooner)]
    found = lasting.briefest(CLASSES, class_, sooner)
    assert found in (class_, *sooner)
    assert lasting.seconds(CLASSES, found) == min((one for one in known if one is not None), default=None)


def test_a_timer_is_one_of_those_that_are_offered() -> None:
    assert [lasting.timed(["unknown", lasting.timer(one)]) for one in lasting.TIMERS] == list(lasting.TIMERS.values())
    assert lasting.timed(["unknown", "message"]) == 0
    assert lasting.timed([lasting.timer("7d"), lasting.timer("8h")]) == 28_800
    assert [lasting.named(one) for one in (lasting.timer("1d"), "unknown")] == ["1d", ""]
    with pytest.raises(BadInput, match="destroy itself") as refused:
        lasting.timer("2d")
    assert "1h, 8h, 1d, 7d, 30d" in refused.value.hint


def test_only_what_can_be_shortened_and_whose_class_says_so_is() -> None:
    assert lasting.exact("IP", "trace", CLASSES) == ":exact:trace"
    assert lasting.exact("CELL", "trace", CLASSES) == "trace"
    assert lasting.exact("IP", "message", CLASSES) == "message"
    assert [lasting.shortens(one) for one in (":exact:trace", "trace")] == ["trace", ""]
