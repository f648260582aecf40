"""Messages are deleted at the channel when their time is over, or at once; what came of it is on record, and nobody
learns too late that nothing did.
"""

from __future__ import annotations

from typing import Any

import pytest

import bots
from privet import jobs
from privet.acts import bot as bots_
from privet.acts import hook, retract
from privet.acts.bot import Open
from privet.core import ids, retraction
from privet.core.decision import LOCAL, Actor
from privet.errors import ChannelError, Denied, NotFound
from privet.store import events, retractions

ANN, BEN, TEAM = "123456789", "123456790", "-1001234567890"
CARD = "my card is 4111 1111 1111 1111"
REFUSED = ChannelError("refused", retry=False)
LATER = ChannelError("busy", retry=True)


def said(house: Any, text: str = CARD, number: str | None = "12", party: str = ANN, **more: Any) -> str:
    """A message that came in by Telegram; its id."""
    return house.receive(text, party, **{"channel": "telegram", "external_id": number, **more}).id


def pasted(house: Any, bot: Open, *messages: str) -> list[retract.Pasted]:
    with house.app.store.write(house.tenant) as tx:
        return retract.pasted(house.app, tx, bot, messages)


def later(house: Any, bot: Open, *messages: str) -> None:
    with house.app.store.write(house.tenant) as tx:
        retract.later(house.app, tx, bot, messages)


def due(house: Any) -> list[retract.Deletion]:
    return retract.due(house.app, house.tenant)


def settle(house: Any, one: retract.Deletion, fault: Exception | None = None, why: str = "") -> None:
    retract.settle(house.app, house.tenant, [(one, fault, why)])


def listed(house: Any, **more: Any) -> list[retract.Listed]:
    return retract.listed(house.app, house.tenant, LOCAL, **more)


def told(house: Any) -> list[str]:
    """What the hook `crm` is told of."""
    with house.app.store.view(house.tenant) as view:
        row = events.hook(view, "crm")
        assert row is not None
        return [one.kind for one in events.in_state(view, row.id, "queued", house.clock.at, 100)]


def listen(house: Any) -> None:
    url = "https://crm.example.com/x"
    hook.add(house.app, house.tenant, "crm", url, ["deletion.late", "deletion.failed"], LOCAL)


def test_a_pasted_card_is_deleted_at_once_and_its_writer_told_once_a_case(installation) -> None:
    bot = bots.add(installation)
    first, second = said(installation), said(installation, f"again, {CARD}", "13.1795262400")
    before = len(installation.entries())
    one, two = pasted(installation, bot, first, second)
    assert one.deletion is not None
    assert (one.deletion.method, one.deletion.params) == ("deleteMessage", {"chat_id": 123456789, "message_id": 12})
    assert one.deletion.bot == bot.id
    assert two.deletion is not None
    assert two.deletion.params["message_id"] == 13
    assert (one.coach, two.coach) == (True, False)
    entry = installation.entries()[before]
    assert (entry.act, str(entry.outcome), entry.object, entry.actor) == ("retract", "requested", first, bot.actor.id)
    assert (entry.subject, entry.reasons[-1]) == (installation.subject(ANN), "pasted")
    settle(installation, one.deletion)
    assert installation.acts()[-1] == ("retract", "done")
    assert [(row.message, row.state, row.reason) for row in listed(installation)] == [
        (first, "done", ""), (second, "asked", ""),
    ]  # fmt: skip
    installation.clock.forward(days=1, minutes=1)
    (third,) = pasted(installation, bot, said(installation, number="14"))
    assert third.coach


def test_what_is_pasted_is_planned_for_in_the_commit_that_stores_it(installation) -> None:
    bot = bots.add(installation, delete_after_hours=2)
    batch = [bots.said(text, number, bots.ANN) for number, text in enumerate((CARD, "hello", CARD), 11)]
    came = bots.take(installation, bot, *batch, batch[0])
    told = [one.pasted for one in came]
    assert [one is not None and one.deletion is not None and one.deletion.params["message_id"] for one in told] == [
        11, False, 13, False,
    ]  # fmt: skip
    assert [one.coach for one in told if one is not None] == [True, False]
    assert sorted((row.message, row.why, row.state) for row in listed(installation)) == sorted([
        (came[0].message, "pasted", "asked"), (came[1].message, "time", "due"), (came[2].message, "pasted", "asked"),
    ])  # fmt: skip
    assert due(installation) == []
    installation.clock.forward(minutes=2)  # whoever was to ask Telegram crashed
    assert sorted(one.params["message_id"] for one in due(installation)) == [11, 13]


def test_a_trial_and_a_bot_that_protects_nothing_plan_nothing(installation) -> None:
    for number, settings in enumerate(({"trial": True}, {"retract": False, "coach": False})):
        bot = bots.add(installation, f"bot{number}", 7000000003 + number, **settings)
        (came,) = bots.take(installation, bot, bots.said(CARD, 11))
        assert (came.outcome, came.pasted) == ("stored", None)
    assert listed(installation) == []


def test_a_message_that_comes_again_is_neither_deleted_nor_spoken_of_again(installation) -> None:
    bot = bots.add(installation)
    message = said(installation)
    (one,) = pasted(installation, bot, message)
    assert one.deletion is not None
    (again,) = pasted(installation, bot, message)
    assert again.deletion is not None  # nothing is known of the first try
    assert not again.coach
    settle(installation, one.deletion)
    assert pasted(installation, bot, message) == [retract.Pasted(None, coach=False)]
    settle(installation, one.deletion, REFUSED)  # what is over is over
    assert listed(installation)[0].state == "done"


def test_what_a_bot_shall_not_delete_stays_and_its_writer_is_told_all_the_same(installation) -> None:
    bot = bots.add(installation, retract=False)
    assert pasted(installation, bot, said(installation)) == [retract.Pasted(None, coach=True)]
    assert pasted(installation, bot, said(installation, number="13")) == [retract.Pasted(None, coach=False)]
    assert listed(installation) == []
    assert ("retract", "requested") not in installation.acts()
    quiet = bots.add(installation, "quiet", 7000000002, coach=False)
    (one,) = pasted(installation, quiet, said(installation, number="14", party=BEN))
    assert (one.deletion is None, one.coach) == (False, False)


def test_what_is_not_deleted_at_once_is_when_its_time_is_over(installation) -> None:
    bot = bots.add(installation, retract=False, delete_after_hours=2)
    assert pasted(installation, bot, said(installation)) == [retract.Pasted(None, coach=True)]
    assert pasted(installation, bot, said(installation, number=None)) == [retract.Pasted(None, coach=False)]
    assert due(installation) == []
    installation.clock.forward(minutes=121)
    (one,) = due(installation)
    assert one.params["message_id"] == 12


def test_without_the_channels_number_or_the_message_nothing_can_be_deleted(installation) -> None:
    bot = bots.add(installation)
    assert pasted(installation, bot, said(installation, number=None)) == [retract.Pasted(None, coach=True)]
    with pytest.raises(NotFound):
        pasted(installation, bot, ids.shown(ids.MESSAGE, bytes(16)))
    message = said(installation, number="13", party=BEN)
    installation.erase(installation.subject(BEN))
    assert pasted(installation, bot, message)[0].deletion is None


def test_in_a_group_each_writer_is_told_and_in_a_topic_it_is_the_groups_message(installation) -> None:
    bot = bots.add(installation)
    there = {"conversation": f"{TEAM}/42", "group": True}
    one, two = pasted(
        installation, bot, said(installation, party=ANN, **there), said(installation, number="13", party=BEN, **there)
    )
    assert one.coach
    assert two.coach
    assert one.deletion is not None
    assert one.deletion.params == {"chat_id": int(TEAM), "message_id": 12}


def test_a_business_accounts_message_is_deleted_through_its_connection(installation) -> None:
    bot = bots.add(installation)
    (one,) = pasted(installation, bot, said(installation, conversation=f"{ANN}@conn"))
    assert one.deletion is not None
    assert one.deletion.method == "deleteBusinessMessages"
    assert one.deletion.params == {"business_connection_id": "conn", "message_ids": [12]}


def test_what_came_in_and_what_was_sent_are_deleted_when_their_time_is_over(installation) -> None:
    bot = bots.add(installation, delete_after_hours=2)
    message = said(installation, "hello")
    answer = said(installation, "hi", None, direction="out")
    given = (installation.app, installation.tenant, bot)
    later(installation, bot, message, said(installation, "without a number", None))
    later(installation, bot, message)
    retract.sent(*given, answer, [20, 21])
    retract.sent(*given, answer, [])
    retract.sent(*given, ids.shown(ids.MESSAGE, bytes(16)), [22])
    assert due(installation) == []
    assert [row.state for row in listed(installation)] == ["due"] * 3
    installation.clock.forward(minutes=120)
    found = due(installation)
    assert sorted(one.params["message_id"] for one in found) == [12, 20, 21]
    entry = installation.entries()[-1]
    assert (entry.act, str(entry.outcome), entry.actor, entry.reasons[-1]) == (
        "retract", "requested", "service:clock", "time",
    )  # fmt: skip
    assert due(installation) == []  # they are being asked for
    for one in found:
        settle(installation, one)
    assert installation.acts()[-3:] == [("retract", "done")] * 3
    assert {row.why for row in listed(installation)} == {"time"}


def test_a_bot_without_such_a_time_leaves_everything(installation) -> None:
    bot = bots.add(installation)
    message = said(installation)
    later(installation, bot, message)
    retract.sent(installation.app, installation.tenant, bot, message, [20])
    with installation.app.store.write(installation.tenant) as tx:
        retract.plan(installation.app, tx, bot, ids.read(ids.MESSAGE, message), [20])
    assert listed(installation) == []


def test_what_is_pasted_is_deleted_now_though_it_was_to_be_later(installation) -> None:
    bot = bots.add(installation, delete_after_hours=2)
    message = said(installation)
    later(installation, bot, message)
    (one,) = pasted(installation, bot, message)
    assert one.deletion is not None
    assert one.coach
    (row,) = listed(installation)
    assert (row.state, row.why) == ("asked", "pasted")


def test_without_an_answer_it_is_asked_for_again_and_on_record_once(installation) -> None:
    bot = bots.add(installation)
    (one,) = pasted(installation, bot, said(installation))
    before = len(installation.entries())
    assert one.deletion is not None
    settle(installation, one.deletion, LATER)
    assert due(installation) == []
    installation.clock.forward(minutes=1)
    (again,) = due(installation)
    assert again.params == one.deletion.params
    settle(installation, again, TimeoutError())
    installation.clock.forward(minutes=1)
    (third,) = due(installation)
    installation.clock.forward(minutes=2)  # whoever asked for it died
    assert [one.key for one in due(installation)] == [third.key]
    assert len(installation.entries()) == before
    settle(installation, third)
    assert installation.acts()[-1] == ("retract", "done")


@pytest.mark.parametrize(
    ("said_", "state", "reason"),
    [
        ("Bad Request: message to delete not found", "done", "not-found"),
        ("Bad Request: not enough rights", "failed", "no-rights"),
        ("something else", "failed", "refused"),
    ],
)
def test_what_the_channel_refuses_is_on_record_with_its_reason(
    installation, said_: str, state: str, reason: str
) -> None:
    listen(installation)
    bot = bots.add(installation)
    (one,) = pasted(installation, bot, said(installation))
    assert one.deletion is not None
    settle(installation, one.deletion, REFUSED, said_)
    entry = installation.entries()[-1]
    assert (entry.act, str(entry.outcome), entry.reasons) == ("retract", state, (reason,))
    (row,) = listed(installation)
    assert (row.state, row.reason, row.at) == (state, retraction.REASONS[reason][1], installation.clock.at)
    assert told(installation) == (["deletion.failed"] if state == "failed" else [])


def test_what_is_not_deleted_is_told_of_in_time_once_and_then_fails(installation) -> None:
    listen(installation)
    bot = bots.add(installation, delete_after_hours=47)
    later(installation, bot, said(installation, "hello"))
    installation.clock.forward(minutes=47 * 60)
    (one,) = due(installation)
    settle(installation, one, LATER)
    jobs.tick(installation.app)
    assert told(installation) == []
    assert listed(installation)[0].state == "asked"
    installation.clock.forward(minutes=31)
    assert listed(installation)[0].state == "late"
    jobs.tick(installation.app)
    jobs.tick(installation.app)
    assert told(installation) == ["deletion.late"]
    installation.clock.forward(minutes=30)
    assert due(installation) == []
    assert told(installation) == ["deletion.late", "deletion.failed"]
    entry = installation.entries()[-1]
    assert (entry.act, str(entry.outcome), entry.reasons, entry.actor) == (
        "retract", "failed", ("too-late",), "service:clock",
    )  # fmt: skip


def test_with_the_customer_or_the_bot_gone_it_fails_and_says_so(installation) -> None:
    bot = bots.add(installation, delete_after_hours=2)
    other = bots.add(installation, "other", 7000000002, delete_after_hours=2)
    given = (installation.app, installation.tenant)
    later(installation, bot, said(installation, "hello"))
    later(installation, other, said(installation, "hello", party=BEN))
    installation.erase(installation.subject(ANN))
    bots_.remove(*given, "other", LOCAL)
    installation.clock.forward(minutes=121)
    assert due(installation) == []
    assert {row.reason for row in listed(installation)} == {
        retraction.REASONS["erased"][1], retraction.REASONS["bot-removed"][1],
    }  # fmt: skip
    assert installation.acts()[-2:] == [("retract", "failed")] * 2


def test_a_rule_that_does_not_let_it_be_deleted_holds(install) -> None:
    house = install()
    from privet.app import default_policy

    rules, cases = default_policy()["rules.cedar"], default_policy()["cases.toml"]
    rules = rules.replace(
        '@id("mydata")',
        '@id("keep")\n@sentence("Nothing is deleted in groups.")\n'
        'forbid (principal, action == Action::"retract", resource)\nwhen { resource.group };\n\n@id("mydata")',
    )
    for facts, expect, by in (("{ group = true }", "deny", "keep"), ("{ group = false }", "permit", "retract")):
        cases += (
            '\n[[case]]\nrule = "keep"\nthat = "it is in a group"\nactor = "service:clock"\nact = "retract"\n'
            f'purpose = "delivery"\nfacts = {facts}\nexpect = "{expect}"\nby = ["{by}"]\n'
        )
    house.tenant = house.add_tenant("kept", rules=rules, cases=cases)
    bot = bots.add(house)
    there = {"conversation": TEAM, "group": True}
    message = house.batch([house.inbound(CARD, ANN, channel="telegram", external_id="12", **there)], house.tenant)[0].id
    assert pasted(house, bot, message) == [retract.Pasted(None, coach=True)]
    assert (house.entries(house.tenant)[-1].act, str(house.entries(house.tenant)[-1].outcome)) == ("retract", "denied")
    (row,) = listed(house)
    assert (row.state, row.reason) == ("failed", retraction.REASONS["denied"][1])


def test_a_list_is_of_one_bot_or_of_all_for_whoever_may_see_it(installation) -> None:
    bot, other = bots.add(installation), bots.add(installation, "other", 7000000002)
    pasted(installation, bot, said(installation))
    pasted(installation, other, said(installation, number="13"))
    assert len(listed(installation)) == 2
    (row,) = listed(installation, bot="other")
    assert row.bot == other.shown
    assert len(listed(installation, limit=1)) == 1
    with pytest.raises(NotFound):
        listed(installation, bot="nobody")
    agent = Actor("operator", "maria", frozenset({"agent"}))
    with pytest.raises(Denied):
        retract.listed(installation.app, installation.tenant, agent)


def test_what_is_long_done_is_gone_from_the_list_and_stays_on_the_ledger(installation) -> None:
    bot = bots.add(installation)
    (one,) = pasted(installation, bot, said(installation))
    assert one.deletion is not None
    settle(installation, one.deletion)
    retract.alarm(installation.app, installation.tenant)
    assert len(listed(installation)) == 1
    installation.clock.forward(days=91)
    with installation.app.store.view(installation.tenant) as view:
        assert retract.wanted(view, installation.clock.at)
    assert retract.alarm(installation.app, installation.tenant) == 0
    assert listed(installation) == []
    assert ("retract", "done") in installation.acts()
    with installation.app.store.view(installation.tenant) as view:
        assert retractions.one(view, *one.deletion.key) is None
    settle(installation, one.deletion)
