"""Every legal basis by every last word of the customer decides what is seen, passed on and opened, not only sent."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from privet.acts import access, basis, consent, prompt, relay
from privet.acts.consent import Given
from privet.acts.llm import Open
from privet.acts.prompt import Asking
from privet.config import Upstream
from privet.core import ids
from privet.core.consent import BASES, CONSENT, NONE
from privet.core.decision import LOCAL, Actor
from privet.core.llm.gateway import Settings
from privet.core.llm.naming import Named
from privet.core.llm.request import Item
from privet.core.plain import Plain
from privet.core.relay import Relay
from privet.errors import Denied

MAIL, PURPOSE = "ann@example.com", "fraud"
STOPPED_BY_NO = {CONSENT, "legitimate-interests", "public-task", None}
"""GDPR Art. 7(3) and 21(1); and where nobody said which basis there is."""


def program(house: Any) -> Actor:
    """A program with a key to pass addresses on."""
    limits = access.Limits(acts=("relay",), purposes=(PURPOSE,), kinds=("EMAIL",), budget=3)
    access.make(house.app, house.tenant, "crm", limits, LOCAL)
    with house.app.store.view(house.tenant) as view:
        (row,) = access.keys.every(view)
    return access.enter(house.app, house.tenant, row.digest)


def sets(house: Any, on: str | None, purpose: str = PURPOSE) -> None:
    if on is not None:
        basis.set_(house.app, house.tenant, purpose, on, Plain("as counsel said"), LOCAL)


def says(house: Any, word: bool | None, subject: str, purpose: str = PURPOSE, channel: str = "") -> None:
    if word is not None:
        do, what = consent.give if word else consent.withdraw, Given(purpose, "v1", channel)
        do(house.app, house.tenant, subject, what, "support", Plain("said so"), LOCAL)


def may(on: str | None, word: bool | None) -> bool:
    """The table, written from the law."""
    if on == NONE:
        return False
    if on == CONSENT:
        return word is True
    return word is not False or on not in STOPPED_BY_NO


@pytest.mark.parametrize("word", [None, True, False])
@pytest.mark.parametrize("on", [None, *BASES])
def test_a_value_is_seen_and_passed_on_only_where_there_is_a_basis(
    installation: Any, on: str | None, word: bool | None
) -> None:
    upstream = Upstream("https://crm.example.com/api", ["POST"], ["EMAIL"])
    installation.app.config = replace(installation.app.config, upstreams={"crm": upstream})
    token = installation.receive(f"mail {MAIL}").tokens[0].id
    says(installation, word, installation.subject())
    sets(installation, on)

    if may(on, word):
        assert installation.reveal(token, PURPOSE) == MAIL
        return
    with pytest.raises(Denied, match="see-no-basis"):
        installation.reveal(token, PURPOSE)
    assert (installation.entries()[-1].act, installation.entries()[-1].reasons) == ("reveal", ("see-no-basis",))
    asked = Relay("crm", "POST", "/x", {}, {"to": token})
    with pytest.raises(Denied, match="see-no-basis"):
        relay.begin(installation.app, installation.tenant, asked, None, PURPOSE, program(installation))


def test_what_was_said_of_messages_on_one_channel_is_not_about_being_seen(installation: Any) -> None:
    token = installation.receive(f"mail {MAIL}").tokens[0].id
    says(installation, False, installation.subject(), channel="sms")
    assert installation.reveal(token, PURPOSE) == MAIL


def test_of_whoever_is_erased_nothing_is_asked(installation: Any) -> None:
    token = installation.receive(f"mail {MAIL}").tokens[0].id
    other = installation.receive("hello", "+12025550177")
    says(installation, True, installation.subject("+12025550177"))
    assert other
    installation.erase(installation.subject())
    with pytest.raises(Denied, match="erased"):
        installation.reveal(token, PURPOSE)


@pytest.mark.parametrize("word", [None, True, False])
@pytest.mark.parametrize("on", [None, *BASES])
def test_a_model_is_asked_only_where_there_is_a_basis(installation: Any, on: str | None, word: bool | None) -> None:
    shop = Open(installation.tenant, b"g" * 16, "shop", Settings(upstream="https://api.example.com/v1"), False)

    def asks(named: Named) -> Any:
        asking = Asking([Item(f"I am {MAIL}")], named, Plain("Bearer sk-mine"))
        (made,) = prompt.begin(installation.app, installation.tenant, shop, [asking])
        return made

    begun = asks(Named("talk", user="C-1"))
    says(installation, word, ids.shown(ids.SUBJECT, begun.subject), "delivery")
    sets(installation, on, "delivery")
    assert isinstance(asks(Named("talk", user="C-1")), Denied) is not may(on, word)
    assert isinstance(asks(Named()), Denied) is not may(on, None), "of nobody there is no word"
    if not may(on, word):
        assert installation.acts()[-1][0] == "prompt"
