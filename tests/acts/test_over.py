"""From the first second after its time nothing is read any more, on any path, though no job ran yet."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from privet import jobs
from privet.acts import customer, find, hook, index, mask, mydata, notify, search
from privet.core import ids
from privet.core.decision import LOCAL, Actor
from privet.core.plain import Plain
from privet.errors import Erased
from privet.store import messages

BOT, SUE = Actor("gateway", "telegram"), Actor("operator", "sue", frozenset({"supervisor"}))
MAIL = "ann@example.com"
END_MS = 91 * 86_400_000
"""When the messages of a day of the default policy are over: a year behind the day's end."""


def revealed(house: Any, told: Any) -> bool:
    try:
        return bool(house.reveal(told.tokens[0].id) == MAIL)
    except Erased:
        return False


def sent(house: Any, told: Any) -> bool:
    """An answer with the token leaves with the value."""
    house.delivered.clear()
    house.send(told.conversation, "[EMAIL_1] it is")
    return MAIL in house.delivered[-1].text.expose()


def searched(house: Any, told: Any) -> bool:
    found = search.search(house.app, house.tenant, Plain("order"), "support", LOCAL)
    return any(one.message == told.id for one in found.items)


def hooked(house: Any, told: Any) -> bool:
    """What a hook is told of the message, when it is delivered late."""
    (hook_id,) = [one.id for one in hook.everyone(house.app, house.tenant, LOCAL)]
    due = notify.claim(house.app, house.tenant, ids.read("hok", hook_id), 1)
    notify.settle(house.app, house.tenant, ids.read("hok", hook_id), [(one.event, 500) for one in due])
    with house.app.store.write(house.tenant) as tx:
        tx.run("UPDATE event SET due = 0")
    return any(b"order" in one.request.body for one in due)


def masked(house: Any, told: Any) -> bool:
    return bool(mask.mask(house.app, house.tenant, told.conversation, [told.tokens[0].id], SUE, purpose="support"))


def held(house: Any, told: Any) -> bool:
    return any(one.kind == "EMAIL" for one in customer.customer(house.app, house.tenant, house.subject(), LOCAL).held)


def told_of(house: Any, told: Any) -> bool:
    return "EMAIL" in mydata.mydata(house.app, house.tenant, house.subject(), BOT)


PATHS: dict[str, Callable[[Any, Any], bool]] = {
    "reveal": revealed,
    "read": lambda house, told: house.read(told.conversation)[0] is not None,
    "find a mention": lambda house, told: bool(
        find.find(house.app, house.tenant, Plain(MAIL), "support", LOCAL).mentions
    ),
    "send": sent,
    "search": searched,
    "a hook": hooked,
    "masks": masked,
    "the customer's page": held,
    "what a customer is told": told_of,
}


@pytest.mark.parametrize("path", PATHS)
def test_it_is_read_to_the_last_millisecond_and_never_after(installation, path: str) -> None:
    hook.add(installation.app, installation.tenant, "crm", "https://crm.example.com/x", ["message.received"], LOCAL)
    begun = installation.clock.at - installation.clock.at % 86_400_000
    told = installation.receive(f"{MAIL} asks for her order")
    index.whole(installation.app, installation.tenant)
    installation.clock.at = begun + END_MS - 1
    assert PATHS[path](installation, told)
    installation.clock.at += 1
    assert not PATHS[path](installation, told)
    with installation.app.store.view(installation.tenant) as view:
        row = messages.message(view, ids.read(ids.MESSAGE, told.id))
        assert row is not None
        assert view.keys.key(installation.tenant, row.period) is not None, "the key is still there"
    jobs.tick(installation.app)
    assert not PATHS[path](installation, told)


def test_a_value_whose_time_is_over_is_not_kept_on_by_being_written_again(installation) -> None:
    first = installation.receive("my code is 482913").tokens[0]
    installation.clock.forward(minutes=20)
    again = installation.receive("my code is 482913").tokens[0]
    assert (first.text, again.text) == ("[CODE_1]", "[CODE_2]")
    assert installation.reveal(again.id) == "482913"
    with pytest.raises(Erased):
        installation.reveal(first.id)


def test_a_clock_that_is_set_back_reads_again(installation) -> None:
    told = installation.receive(MAIL)
    installation.clock.forward(days=400)
    assert installation.read(told.conversation) == [None]
    installation.clock.forward(days=-400)
    assert installation.read(told.conversation) == ["[EMAIL_1]"]


def test_what_another_process_began_is_over_in_time_here_too(installation) -> None:
    """The next look is half a second away at most, and no class lasts less than a second."""
    installation.receive("hello")
    with installation.app.store.view(installation.tenant) as view:
        before = view.over()
    with installation.app.store.write(installation.tenant) as tx:  # as another process would, without our cache
        tx.run(
            'INSERT INTO period (tenant, class, start, "end", slot, state) VALUES (?, ?, 1, ?, 999, 0)',
            (tx.tenant, "message", installation.clock.at + 1000),
        )
    installation.clock.at += 1000
    with installation.app.store.view(installation.tenant) as view:
        assert view.over() - before == {999}
