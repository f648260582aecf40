"""What customers say about messages to a bot holds with the commit that stores it."""

from __future__ import annotations

from typing import Any

import pytest

import bots
from bots import ANN, said, take
from privet.acts import admit, bot, call, stop
from privet.acts.bot import Open
from privet.app import default_policy
from privet.core.bot import Checked, Settings
from privet.core.botapi import call as calls
from privet.core.decision import LOCAL
from privet.errors import Denied


@pytest.fixture
def one(installation: Any) -> Open:
    return bots.add(installation)


def sends(installation: Any, one: Open) -> Any:
    (found,) = call.begin(
        installation.app, installation.tenant, one, [calls.read("sendMessage", {"chat_id": ANN["id"], "text": "hi"})]
    )
    return found


def acts(installation: Any) -> list[tuple[str, str]]:
    return [each for each in installation.acts() if each[0].startswith("opt-out")]


def test_a_stop_holds_with_the_commit_that_stores_it(installation: Any, one: Open) -> None:
    (got,) = take(installation, one, said("STOP, I am ann@example.com", 1), hidden=[True], wishes=["stop"])
    assert (got.outcome, got.wish, got.changed, got.raw) == ("stored", "stop", True, b"")
    installation.reopen()  # whoever stored it was killed before anything else was done
    one = bots.again(installation)
    assert isinstance(sends(installation, one), Denied)
    assert acts(installation) == [("opt-out", "done")]
    (receipt,) = stop.receipts(installation.app, installation.tenant, got.subject, LOCAL)
    assert (receipt.stop, receipt.message, receipt.said) == (True, got.message, "STOP, I am [EMAIL_1]")
    assert receipt.by == one.actor.id


def test_a_stop_that_comes_again_is_one(installation: Any, one: Open) -> None:
    twice = [said("STOP", 1), said("STOP", 1)]
    first, same = take(installation, one, *twice, hidden=[True, True], wishes=["stop", "stop"])
    (again,) = take(installation, one, twice[0], hidden=[True], wishes=["stop"])
    assert [(each.outcome, each.wish) for each in (first, same, again)] == [
        ("stored", "stop"), ("repeated", ""), ("repeated", ""),
    ]  # fmt: skip
    assert acts(installation) == [("opt-out", "done")]


def test_a_start_takes_it_back_and_says_nothing_where_there_was_no_stop(installation: Any, one: Open) -> None:
    opened, *_, back = take(
        installation, one, said("/start", 1), said("STOP", 2), said("hello", 3), said("START", 4),
        wishes=["start", "stop", "", "start"],
    )  # fmt: skip
    assert (opened.wish, opened.changed) == ("start", False)
    assert (back.wish, back.changed) == ("start", True)
    assert acts(installation) == [("opt-out", "done"), ("opt-out.lift", "done")]
    assert isinstance(sends(installation, one), call.Begun)


def test_what_rules_do_not_let_hold_is_not_said_to_hold(installation: Any) -> None:
    files = default_policy()
    forbid = (
        '\n@id("no-opt-out")\n@sentence("Nobody opts out.")\n'
        'forbid (principal == Gateway::"telegram:till", action == Action::"opt-out", resource);\n'
    )
    case = '\n[[case]]\nrule = "no-opt-out"\nact = "opt-out"\npurpose = "delivery"\n'
    cases = (
        case + 'that = "a"\nactor = "gateway:telegram:till"\nexpect = "deny"\nby = ["no-opt-out"]\n'
        + case + 'that = "b"\nactor = "gateway:telegram:shop"\nexpect = "permit"\nby = ["opt-out-word"]\n'
    )  # fmt: skip
    tenant = installation.add_tenant("strict", rules=files["rules.cedar"] + forbid, cases=files["cases.toml"] + cases)
    bot.add(installation.app, tenant, "till", bots.token(7000000005), Checked(7000000005, "x"), Settings(), LOCAL)
    (strict,) = bot.opened(installation.app, tenant)
    (got,) = admit.admit(installation.app, tenant, strict, [said("STOP", 1)], [True], ["stop"])
    assert (got.outcome, got.wish, got.changed) == ("stored", "", False)
