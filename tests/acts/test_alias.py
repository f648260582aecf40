"""Numbers that stand for people where no token can: there and back, and gone with whom they stood for."""

from __future__ import annotations

import json
from typing import Any

import pytest

import bots
from bots import ANN, ZOE, said, take
from privet.acts import alias, bot
from privet.acts.admit import admit
from privet.acts.bot import Open
from privet.acts.draft import Draft
from privet.app import default_policy
from privet.core import ids
from privet.core.bot import Checked, Settings
from privet.core.decision import LOCAL
from privet.store import aliases


@pytest.fixture
def one(installation: Any) -> Open:
    return bots.add(installation)


def real(installation: Any, *numbers: int) -> dict[int, int]:
    with installation.app.store.view(installation.tenant) as view:
        return alias.real(view, numbers)


def phone(installation: Any, text: str, conversation: str) -> str | None:
    with installation.app.store.view(installation.tenant) as view:
        return alias.phone(view, text, ids.read("con", conversation))


def number_of(raw: bytes) -> int:
    number: int = json.loads(raw)["message"]["from"]["id"]
    return number


def contact(number: int = 1, phone: str = "+12025550107", **more: Any) -> Any:
    shared = {"phone_number": phone, "first_name": "Zoeline", "user_id": ZOE["id"]}
    message = bots.message("", number, contact=shared, **more)
    del message["text"]
    return bots.read({"update_id": number, "message": message})


def test_an_alias_leads_back_and_what_is_none_leads_nowhere(installation, one) -> None:
    (got,) = take(installation, one, said("hello"))
    number = number_of(got.raw)
    assert real(installation, number, number ^ 1, ANN["id"], 7) == {number: ANN["id"]}


def test_an_alias_dies_with_whom_it_stood_for(installation, one) -> None:
    (got,) = take(installation, one, said("hello"))
    number = number_of(got.raw)
    installation.erase(got.subject)
    assert real(installation, number) == {}
    with installation.app.store.view(installation.tenant) as view:
        assert aliases.alias(view, number) is None
    (after,) = take(installation, one, said("hello again", 2))
    assert number_of(after.raw) != number, "whoever comes back is somebody new"


def test_another_company_has_other_numbers(installation, one) -> None:
    tenant = installation.add_tenant("other")
    bot.add(installation.app, tenant, "x", bots.token(7000000006), Checked(7000000006, "x"), Settings(), LOCAL)
    (theirs,) = bot.opened(installation.app, tenant)
    (ours,) = take(installation, one, said("hello"))
    (other,) = admit(installation.app, tenant, theirs, [said("hello")])
    assert number_of(ours.raw) != number_of(other.raw)


def test_a_number_that_is_taken_is_drawn_again(installation, monkeypatch) -> None:
    app = installation.app
    drawn = [bytes(8), bytes(8), bytes(7) + b"\1"]
    with app.store.write(installation.tenant) as tx:
        draft = Draft(app, tx, app.rules_in(tx))
        monkeypatch.setattr(app, "chance", lambda count: drawn.pop(0) if count == 8 else bytes(count))
        made = [alias.telephone(draft, bytes(15) + bytes([each]), bytes(16)) for each in (1, 2)]
        again = alias.telephone(draft, bytes(15) + b"\2", bytes(16))
        monkeypatch.undo()
    assert made == ["+99900000000000", "+99900000000001"]
    assert again == made[1]


def test_a_telephone_number_is_one_of_a_country_that_nobody_has(installation, one) -> None:
    (got,) = take(installation, one, contact())
    shared = json.loads(got.raw)["message"]["contact"]
    text = shared["phone_number"]
    assert text.startswith("+999")
    assert len(text) == 15
    assert b"2025550107" not in got.raw
    assert phone(installation, text, got.conversation) == "+12025550107"
    assert phone(installation, text[1:], got.conversation) == "+12025550107"
    (again,) = take(installation, one, contact(2))
    assert json.loads(again.raw)["message"]["contact"]["phone_number"] == text
    (elsewhere,) = take(installation, one, said("hello", 3, ZOE))
    assert phone(installation, text, elsewhere.conversation) is None, "in its own conversation alone"
    for other in ("+12025550107", "+99900000000000", "x"):
        assert phone(installation, other, got.conversation) is None


def test_a_telephone_number_dies_with_whoever_shared_it(installation, one) -> None:
    (got,) = take(installation, one, contact())
    text = json.loads(got.raw)["message"]["contact"]["phone_number"]
    installation.erase(got.subject)
    assert phone(installation, text, got.conversation) is None


def test_and_with_its_time(installation, one) -> None:
    (got,) = take(installation, one, contact())
    text = json.loads(got.raw)["message"]["contact"]["phone_number"]
    with installation.app.store.view(installation.tenant) as view:
        row = aliases.alias(view, int(text[1:]))
        assert row is not None
        (period,) = view.row("SELECT period FROM value WHERE value = ?", (row.value,)) or ()
    installation.app.store.keys.destroy([(installation.tenant, period)])
    assert phone(installation, text, got.conversation) is None


@pytest.mark.parametrize("disposition", ["pass", "drop"])
def test_what_the_company_lets_pass_or_never_keeps(installation, disposition) -> None:
    policy = default_policy()["policy.toml"].replace(
        "[kinds]\n", f'[kinds]\nPHONE = {{ disposition = "{disposition}" }}\n'
    )
    tenant = installation.add_tenant("lax", policy=policy)
    bot.add(installation.app, tenant, "x", bots.token(7000000007), Checked(7000000007, "x"), Settings(), LOCAL)
    (lax,) = bot.opened(installation.app, tenant)
    (got,) = admit(installation.app, tenant, lax, [contact()])
    text = json.loads(got.raw)["message"]["contact"]["phone_number"]
    if disposition == "pass":
        assert text == "+12025550107"
    else:
        assert text.startswith("+999")
        with installation.app.store.view(tenant) as view:
            assert aliases.alias(view, int(text[1:])) is None
