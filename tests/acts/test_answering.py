"""A request that comes again is answered as it was, for a day, and done once."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from privet.acts import answering, expire
from privet.acts.answering import Request, Said, begin, finish, once
from privet.errors import Conflict, Tampered, UsedAgain

ASKED = Request(b"k" * 16, "0001", b"content")
CANARY = "ann@example.com"


def again(said: str = CANARY) -> tuple[list[int], Callable[[], Said]]:
    """An act that counts how often it was done."""
    done: list[int] = []

    def act() -> Said:
        done.append(1)
        return Said(201, "application/json", said.encode(), "/there")

    return done, act


def test_it_is_done_once_and_answered_twice_sealed(installation) -> None:
    done, act = again()
    first = once(installation.app, installation.tenant, ASKED, act)
    installation.reopen()
    assert (
        once(installation.app, installation.tenant, ASKED, act)
        == first
        == Said(201, "application/json", CANARY.encode(), "/there")
    )
    assert done == [1]
    for path in installation.folder.iterdir():
        held = path.read_bytes()
        assert not any(canary in held for canary in (CANARY.encode(), ASKED.content, b"0001\n"))


@pytest.mark.parametrize(
    ("other", "same"),
    [
        (Request(b"l" * 16, "0001", b"content"), False),
        (Request(b"k" * 16, "0002", b"content"), False),
    ],
)
def test_another_key_or_name_is_another_request(installation, other: Request, same: bool) -> None:
    done, act = again()
    once(installation.app, installation.tenant, ASKED, act)
    once(installation.app, installation.tenant, other, act)
    assert done == [1, 1]


def test_the_same_name_for_another_content_is_refused(installation) -> None:
    _, act = again()
    once(installation.app, installation.tenant, ASKED, act)
    with pytest.raises(UsedAgain):
        once(installation.app, installation.tenant, Request(ASKED.key, ASKED.name, b"other"), act)


def test_tenants_do_not_meet(installation) -> None:
    done, act = again()
    once(installation.app, installation.tenant, ASKED, act)
    once(installation.app, installation.add_tenant("other"), ASKED, act)
    assert done == [1, 1]


def test_what_was_cut_off_is_done_again_only_where_that_does_no_harm(installation) -> None:
    done, act = again()
    assert begin(installation.app, installation.tenant, ASKED) is None
    installation.reopen()
    with pytest.raises(Conflict):
        once(installation.app, installation.tenant, ASKED, act)
    with pytest.raises(UsedAgain):
        once(installation.app, installation.tenant, Request(ASKED.key, ASKED.name, b"other"), act)
    once(installation.app, installation.tenant, ASKED, act, resumes=True)
    once(installation.app, installation.tenant, ASKED, act)
    assert done == [1]


def test_what_shows_a_value_is_not_kept(installation) -> None:
    done, act = again()
    for _ in range(2):
        once(installation.app, installation.tenant, ASKED, act, keep=False)
    assert done == [1, 1]
    assert installation.app.store.data.execute("SELECT sealed FROM answer").fetchall() == [(None,)]


def test_an_answer_is_kept_a_day_and_gone_after_a_day_and_a_half(installation) -> None:
    done, act = again()
    installation.clock.forward(minutes=719)  # just before the next period begins
    once(installation.app, installation.tenant, ASKED, act)
    installation.clock.forward(days=1, minutes=-1)
    expire.expire(installation.app, installation.tenant)
    once(installation.app, installation.tenant, ASKED, act)
    assert done == [1]
    installation.clock.forward(minutes=721)
    expire.expire(installation.app, installation.tenant)
    assert installation.app.store.data.execute("SELECT count(*) FROM answer").fetchone() == (0,)
    once(installation.app, installation.tenant, ASKED, act)
    assert done == [1, 1]


def test_an_answer_whose_time_went_by_meanwhile_is_not_kept(installation) -> None:
    begin(installation.app, installation.tenant, ASKED)
    installation.clock.forward(days=2)
    expire.expire(installation.app, installation.tenant)
    finish(installation.app, installation.tenant, ASKED, Said(200, "", b""))
    assert installation.app.store.data.execute("SELECT count(*) FROM answer").fetchone() == (0,)


def test_one_answer_does_not_pass_for_another(installation) -> None:
    _, act = again()
    other = Request(ASKED.key, "0002", b"content")
    once(installation.app, installation.tenant, ASKED, act)
    once(installation.app, installation.tenant, other, again("other")[1])
    link = installation.app.store.data
    link.execute("UPDATE answer SET sealed = (SELECT max(sealed) FROM answer)")
    failed = 0
    for one in (ASKED, other):
        try:
            once(installation.app, installation.tenant, one, act)
        except Tampered:
            failed += 1
    assert failed == 1


def test_nothing_of_a_request_or_an_answer_is_in_how_it_prints() -> None:
    assert repr(Said(200, "", CANARY.encode(), CANARY)) == "Said(200)"
    assert CANARY not in repr(answering.Request(b"", CANARY, CANARY.encode()))
