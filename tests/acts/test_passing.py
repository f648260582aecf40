"""Without a basis to keep what somebody writes, it goes on in tokens, and nothing of it is kept but that one came."""

from __future__ import annotations

from typing import Any

import pytest

import bots
from privet.acts import basis, consent, stop
from privet.acts import receive as receiving
from privet.acts.consent import Given
from privet.core import ids
from privet.core.consent import CONSENT, NONE, STORAGE
from privet.core.decision import LOCAL, Actor
from privet.core.plain import Plain
from privet.errors import BadInput

ANN, BEN = "+12025550101", "+12025550102"
MAIL, PHONE = "nobody-keeps-this@example.com", "+1 202-555-0177"
GATEWAY = Actor("gateway", "loopback")


def sets(house: Any, on: str) -> None:
    basis.set_(house.app, house.tenant, STORAGE, on, Plain("as counsel said"), LOCAL)


def comes(house: Any, text: str, party: str = ANN, **more: Any) -> Any:
    return receiving.receive(house.app, house.tenant, [house.inbound(text, party, **more)], GATEWAY)[0]


def rows(house: Any) -> dict[str, int]:
    """How many rows each table of a tenant has, but those of the ledger and its figures."""
    tables = ("subject", "conversation", "member", "message", "value", "mark", "note", "outbox", "holding", "event")
    with house.app.store.view(house.tenant) as view:
        return {one: view.row(f"SELECT count(*) FROM {one}")[0] for one in tables} | {
            one: view.index_rows(f"SELECT count(*) FROM {one}")[0][0] for one in ("identity", "mention")
        }


def test_what_came_goes_on_in_tokens_and_nothing_is_written_but_an_entry(installation) -> None:
    sets(installation, NONE)
    before = rows(installation)
    text = f"I am {MAIL}, {PHONE} or {MAIL}; my password is hunter2-nobody"
    made = comes(
        installation, text, BEN, name="Benjamin Nobodykeeps", conversation="nobodys talk", external_id="nobodys-id"
    )
    assert (made.outcome, made.conversation) == ("passed", "")
    assert made.text.text == "I am [EMAIL_1], [PHONE_1] or [EMAIL_1]; my password is [PASSWORD_1]"
    assert [made.text.text[one.start : one.end] for one in made.tokens] == [one.text for one in made.tokens]
    assert {one.id for one in made.tokens} == {""}
    assert rows(installation) == before
    entry = installation.entries()[-1]
    assert (entry.act, entry.outcome, entry.object, entry.subject) == ("pass", "done", made.id, None)
    installation.app.close()
    written = [one.read_bytes() for one in installation.folder.rglob("*") if one.is_file()]
    assert len(written) > 3
    for word in (MAIL, PHONE, "2025550177", "2025550102", "hunter2", "Nobodykeeps", "nobodys talk", "nobodys-id"):
        for form in (word.encode(), word.encode("utf-16-le"), word.encode().hex().encode()):
            assert not any(form in one for one in written), "it was written"
    assert not any(b"EMAIL_1" in one for one in written)
    installation.reopen()


def test_where_keeping_takes_consent_only_theirs_is_kept_who_gave_it(installation) -> None:
    comes(installation, "hello")
    comes(installation, "hello", BEN)
    sets(installation, CONSENT)
    what = Given(STORAGE, "privacy-2")
    consent.give(
        installation.app, installation.tenant, installation.subject(), what, "subject-request", Plain("form"), LOCAL
    )
    assert comes(installation, MAIL).outcome == "stored"
    assert comes(installation, MAIL, BEN).outcome == "passed"
    assert comes(installation, MAIL, "+12025550199").outcome == "passed"
    sets(installation, "contract")
    assert comes(installation, MAIL, BEN).outcome == "stored"


def test_one_batch_may_hold_both_and_each_has_its_own_answer(installation) -> None:
    comes(installation, "hello")
    sets(installation, CONSENT)
    what = Given(STORAGE, "privacy-2", "loopback")
    consent.give(
        installation.app, installation.tenant, installation.subject(), what, "subject-request", Plain("form"), LOCAL
    )
    batch = [installation.inbound(f"{n} a{n}@example.com", (ANN, BEN)[n % 2]) for n in range(4)]
    made = receiving.receive(installation.app, installation.tenant, batch, GATEWAY)
    assert [one.outcome for one in made] == ["stored", "passed"] * 2
    assert [one.text.text[0] for one in made] == list("0123")


def test_a_stop_from_somebody_known_holds_though_nothing_else_of_it_is_kept(installation) -> None:
    comes(installation, "hello")
    subject = installation.subject()
    sets(installation, NONE)
    assert comes(installation, "STOP").heard == "stop"
    assert comes(installation, "STOP", BEN).heard == "stop"
    with installation.app.store.view(installation.tenant) as view:
        assert stop.of(view, ids.read(ids.SUBJECT, subject)) is not None
    (receipt,) = stop.receipts(installation.app, installation.tenant, subject, LOCAL)
    assert receipt.said == "STOP"
    assert installation.delivered == []


def test_bots_keep_what_waits_for_them_and_so_go_first(installation) -> None:
    bots.add(installation)
    with pytest.raises(BadInput, match="bots"):
        sets(installation, NONE)
    sets(installation, "contract")


@pytest.mark.parametrize("on", [NONE, CONSENT])
def test_where_nothing_may_be_kept_no_bot_is_added(installation, on: str) -> None:
    sets(installation, on)
    with pytest.raises(BadInput, match="bots keep"):
        bots.add(installation)
    sets(installation, "contract")
    bots.add(installation)
