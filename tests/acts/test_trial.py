"""A trial counts what would have become tokens and how long it took, and shows it to whoever may see the company's."""

from __future__ import annotations

from typing import Any

import pytest

from privet.acts import trial
from privet.acts.trial import Report, Tried
from privet.core.decision import LOCAL
from privet.errors import Denied, NotFound
from privet.store import bots, trials
from privet.store.bots import BotRow


@pytest.fixture
def bot(installation: Any) -> bytes:
    """A bot that is there, without what proves it."""
    row = BotRow(installation.app.id(), 777, "support", "larkspur_bot", bytes(32), b"", b"", "{}", (), None, 0, None)
    with installation.app.store.write(installation.tenant) as tx:
        bots.put(tx, row)
    return row.id


def report(installation: Any) -> Report:
    return trial.report(installation.app, installation.tenant, "support", LOCAL)


def test_before_anything_came_it_says_so(installation: Any, bot: bytes) -> None:
    trial.count(installation.app, installation.tenant, bot, [])
    assert report(installation) == Report(None, None, 0, 0, (), None, None, None)


def test_what_came_is_counted_by_kind_and_by_time(installation: Any, bot: bytes) -> None:
    app, tenant, begun = installation.app, installation.tenant, installation.clock.at
    trial.count(app, tenant, bot, [Tried(("PERSON", *["CARD"] * 9, "EMAIL"), 1840), Tried((), 90)])
    installation.clock.forward(minutes=5)
    trial.count(app, tenant, bot, [Tried(("PERSON", "CARD"), 130_000), Tried((), 95)])
    assert report(installation) == Report(
        begun, installation.clock.at, 4, 2, (("CARD", 10), ("EMAIL", None), ("PERSON", None)), 100, 130_000, 130_000
    )


def test_another_bots_trial_is_its_own_and_goes_with_it(installation: Any, bot: bytes) -> None:
    app, tenant = installation.app, installation.tenant
    trial.count(app, tenant, app.id(), [Tried(("CARD",), 100)])
    assert report(installation).came == 0
    trial.count(app, tenant, bot, [Tried(("CARD",), 100)])
    with app.store.write(tenant) as tx:
        bots.remove(tx, bot)
        assert trials.counted(tx, bot) == {}


def test_it_is_the_companys_own(installation: Any, bot: bytes) -> None:
    with pytest.raises(Denied):
        trial.report(installation.app, installation.tenant, "support", installation.agent)
    assert installation.entries()[-1].act == "read"
    with pytest.raises(NotFound):
        trial.report(installation.app, installation.tenant, "sales", LOCAL)
