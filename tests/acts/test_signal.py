"""Global Privacy Control is an objection, on record, in force at once, and no erasure."""

from __future__ import annotations

from typing import Any

import pytest

from privet.acts import basis, consent, signal
from privet.acts.consent import Given
from privet.core import ids
from privet.core.decision import LOCAL, Actor
from privet.core.plain import Plain
from privet.errors import Denied
from privet.store import consents, subjects

CHAT = Actor("gateway", "webchat")


def honours(house: Any, message: str, actor: Actor = CHAT) -> int:
    return signal.honour(house.app, house.tenant, message, actor)


def purposes(house: Any, *names: str) -> None:
    house.app.config.webchat.gpc_purposes[:] = names


@pytest.fixture(autouse=True)
def as_it_was(installation: Any) -> Any:
    yield
    purposes(installation, "marketing")


def test_it_is_recorded_once_for_each_purpose_and_nothing_is_sent_for_them(installation: Any) -> None:
    purposes(installation, "delivery", "marketing")
    made = installation.receive("hello")
    assert installation.send(made.conversation, "an offer").state == "sent"
    before = len(installation.entries())
    assert honours(installation, made.id) == 2
    assert honours(installation, made.id) == 0
    new = installation.entries()[before:]
    assert [(one.act, one.actor, one.outcome.value) for one in new] == [
        ("consent.withdraw", "gateway:webchat", "done")
    ] * 2
    kept = consent.history(installation.app, installation.tenant, installation.subject(), LOCAL)
    assert [(one.what.purpose, one.given, one.what.method) for one in kept] == [
        ("delivery", False, "signal"), ("marketing", False, "signal"),
    ]  # fmt: skip
    with pytest.raises(Denied, match="send-no-basis"):
        installation.send(made.conversation, "an offer")
    # It is no deletion: what they wrote is there.
    raw = ids.read(ids.SUBJECT, installation.subject())
    with installation.app.store.view(installation.tenant) as view:
        row = subjects.subject(view, raw)
        assert row is not None
        assert row.state == subjects.ACTIVE
    assert installation.receive("hello again").conversation == made.conversation


def test_what_a_contract_needs_is_still_sent(installation: Any) -> None:
    purposes(installation, "delivery")
    made = installation.receive("hello")
    basis.set_(installation.app, installation.tenant, "delivery", "contract", Plain("x"), LOCAL)
    assert honours(installation, made.id) == 1
    assert installation.send(made.conversation, "your bill").state == "sent"


def test_it_holds_again_for_whoever_agreed_since(installation: Any) -> None:
    purposes(installation, "delivery")
    made = installation.receive("hello")
    assert honours(installation, made.id) == 1
    what = Given("delivery", "v1")
    consent.give(installation.app, installation.tenant, installation.subject(), what, "support", Plain("x"), LOCAL)
    assert honours(installation, made.id) == 1


def test_of_nobody_there_is_nothing_to_sell(installation: Any) -> None:
    assert honours(installation, ids.shown(ids.MESSAGE, bytes(16))) == 0


def test_somebody_else_may_not_say_so_for_them(installation: Any) -> None:
    made = installation.receive("hello")
    with pytest.raises(Denied):
        honours(installation, made.id, Actor("service", "crm"))
    assert installation.acts()[-1] == ("consent.withdraw", "denied")
    with installation.app.store.view(installation.tenant) as view:
        assert not consents.some(view)


def test_two_at_a_time_record_it_once(installation: Any, monkeypatch: Any) -> None:
    """Another process recorded it between the look and the write."""
    made = installation.receive("hello")
    real, looked = signal._news, []

    def news(app: Any, view: Any, row: Any) -> list[str]:
        looked.append(1)
        return real(app, view, row) if len(looked) > 1 else ["marketing"]

    honours(installation, made.id)
    monkeypatch.setattr(signal, "_news", news)
    assert honours(installation, made.id) == 0
    assert len(looked) == 2
