"""What a customer wrote is deleted from the chat itself, as they ask on their own page."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from tests.acts.test_portal import Customer

import bots
from privet.acts import mine, portal, retract, retract_asked
from privet.acts.portal import Came
from privet.core import ids
from privet.core.decision import LOCAL
from privet.errors import ChannelError, NotProved


def said(house: Any, text: str, number: int, of: Any = bots.ANN, **more: Any) -> Any:
    """The update that brings what somebody wrote just now."""
    return bots.read(
        {"update_id": number, "message": bots.message(text, number, of, date=house.clock.at // 1000, **more)}
    )


@pytest.fixture
def chatting(installation: Any) -> Any:
    """A bot, and somebody who wrote three messages to it: two days and more ago, and lately."""
    bot = bots.add(installation, delete_after_hours=24)
    bots.take(installation, bot, said(installation, "long ago", 1))
    installation.clock.forward(days=2, minutes=1)
    (came, _) = bots.take(
        installation, bot, said(installation, "hello", 2), said(installation, "I am ann@example.com", 3)
    )
    bots.take(installation, bot, bots.said("from long ago, and come late", 4))
    return bot, came


def visit(house: Any, came: Any, *, proved: bool = True) -> Came:
    raw = ids.read(ids.CONVERSATION, came.conversation)
    return Came(bytes(16), came.conversation, came.subject, "telegram", portal._customer(raw), proved, False, False)


def test_what_was_written_lately_goes_from_the_chat_and_the_page_says_what_became_of_it(
    installation: Any, chatting: Any
) -> None:
    bot, came = chatting
    at = (installation.app, installation.tenant)
    with pytest.raises(NotProved):
        mine.clear(*at, visit(installation, came, proved=False))
    here = visit(installation, came)
    assert mine.mine(*at, here).there
    assert mine.clear(*at, here) == 2
    asked = retract.due(*at)
    assert sorted((one.method, one.params["message_id"]) for one in asked) == [
        ("deleteMessage", 2),
        ("deleteMessage", 3),
    ]
    assert all(one.bot == bot.id for one in asked)
    entry = installation.entries()[-1]
    assert (entry.act, str(entry.outcome), entry.actor) == ("retract", "requested", bot.actor.id)
    assert "asked" in entry.reasons
    refused = ChannelError("refused", retry=False)
    retract.settle(*at, [(asked[0], None, ""), (asked[1], refused, "Bad Request: message can't be deleted")])
    assert dict(mine.mine(*at, here).deleted) == {"done": 1, "failed": 1}
    assert mine.clear(*at, here) == 0
    assert {one.why for one in retract.listed(*at, LOCAL)} >= {"asked"}


def test_where_no_bot_of_ours_is_nothing_is_asked_for(installation: Any) -> None:
    customer = Customer(installation)
    came = replace(customer.visit(), proved=True)
    assert not mine.mine(*customer.at, came).there
    assert mine.clear(*customer.at, came) == 0


def test_what_others_wrote_in_a_group_stays(installation: Any) -> None:
    bot = bots.add(installation)
    both = (said(installation, "hello", 5, chat=bots.GROUP), said(installation, "me too", 6, bots.ZOE, chat=bots.GROUP))
    came = bots.take(installation, bot, *both)
    at = (installation.app, installation.tenant)
    assert retract_asked.ask(*at, came[0].conversation, came[0].subject) == 1
    assert [one.params["message_id"] for one in retract.due(*at)] == [5]
