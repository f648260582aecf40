"""Receipts of consents: what somebody was shown to the byte, signed, and erased with them; to take back is as easy."""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from privet.acts import consent, consent_text, notice, receipt
from privet.acts.checkpoint import vkeys
from privet.acts.consent import Given
from privet.acts.consent_text import Draft
from privet.cli import consent as command
from privet.core import ids
from privet.core import receipt as form
from privet.core.consent import digest
from privet.core.decision import LOCAL, Actor
from privet.core.plain import Plain
from privet.errors import BadInput, Conflict, Denied, NotFound, Tampered
from privet.store import consents

PAUL = Actor("operator", "paul", frozenset({"privacy"}))
MARIA = Actor("operator", "maria", frozenset({"agent"}))
WHY = Plain("as counsel said")
TEXT = "Yes, send me offers.\nI can take this back."
DRAFT = Draft("offers-3", "en", "delivery", TEXT, "IE", "IE")
OFFERS = Given("delivery", "offers-3", method="form")
VERIFIER = Path(__file__).parents[2] / "verifier/privet_verify.py"


def adds(house: Any, actor: Actor = LOCAL, age: int | None = None, **more: str) -> Any:
    said = {name: getattr(DRAFT, name) for name in Draft.__slots__} | more
    return consent_text.add(house.app, house.tenant, Draft(**said), WHY, actor, age)


def told(house: Any) -> None:
    details = {"company": "Example Ltd", "contact": "privacy@example.com"}
    notice.publish(house.app, house.tenant, details, WHY, LOCAL)


def gives(house: Any, what: Given = OFFERS, do: Any = consent.give) -> consent.Kept:
    made: consent.Kept = do(house.app, house.tenant, house.subject(), what, "subject-request", WHY, LOCAL)
    return made


def receipts(house: Any, id: str, actor: Actor = LOCAL, **more: str) -> str:
    return receipt.receipt_of(house.app, house.tenant, id, actor, **more)


@pytest.fixture
def shop(installation: Any) -> Any:
    """Somebody wrote; a text and a notice are on file."""
    installation.receive("hello")
    adds(installation)
    told(installation)
    return installation


def test_a_receipt_names_the_text_to_the_byte_and_anybody_with_the_keys_checks_it(shop: Any, tmp_path: Path) -> None:
    kept = gives(shop)
    said_by = shop.entries()[-1]
    assert (kept.digest, kept.what.language, kept.what.method) == (digest(TEXT), "en", "form")
    shop.clock.forward(minutes=1)
    file = receipts(shop, kept.id)
    entry = shop.entries()[-1]
    assert (entry.act, entry.object, entry.subject) == ("report.consent", kept.id, kept.subject)
    keys = vkeys(shop.app, shop.tenant)
    said, checked = form.check(file, keys)
    assert checked.entry == entry
    assert said["privet:entry"] == f"ent_{said_by.id}"
    record = said["dpv:hasRecordOfActivity"]
    assert record["dct:identifier"] == kept.id
    assert record["dpv:hasProcess"]["dpv:hasNotice"][0]["privet:sha256"] == digest(TEXT)
    assert record["dpv:hasConsentStatus"][0]["@type"] == "dpv:ConsentGiven"
    # The verifier shares no code with us and has nothing but the file and the keys.
    path = tmp_path / "receipt.txt"
    for text, holds in ((file, True), (file.replace("offers-3", "offers-4"), False)):
        path.write_text(text)
        done = subprocess.run(
            [sys.executable, str(VERIFIER), str(path), *(word for key in keys for word in ("--key", key))],
            capture_output=True, text=True, timeout=60, check=False,
        )  # fmt: skip
        assert (done.returncode == 0) is holds, done.stdout + done.stderr
    with pytest.raises(Tampered):
        form.check(file.replace("dpv:ConsentGiven", "dpv:ConsentWithdrawn"), keys)


def test_what_was_taken_back_has_a_receipt_and_the_first_still_says_that_it_was_given(shop: Any) -> None:
    first, back = gives(shop), gives(shop, Given("delivery"), consent.withdraw)
    assert (back.what.version, back.digest) == ("offers-3", digest(TEXT))
    keys = vkeys(shop.app, shop.tenant)
    states = [
        [one["@type"] for one in form.check(receipts(shop, id), keys)[0]["dpv:hasRecordOfActivity"][
            "dpv:hasConsentStatus"]]
        for id in (first.id, back.id)
    ]  # fmt: skip
    assert states == [["dpv:ConsentGiven"], ["dpv:ConsentGiven", "dpv:ConsentWithdrawn"]]


def test_to_take_a_consent_back_asks_for_nothing_that_giving_it_does_not(shop: Any) -> None:
    """GDPR Art. 7(3): the same acts, purposes and channels, and no field more, at the command line and over the API."""
    parser = argparse.ArgumentParser()
    command.arguments(parser)
    chosen = next(one for one in parser._actions if isinstance(one, argparse._SubParsersAction)).choices
    give, back = (
        {one.dest for one in chosen[name]._actions if one.required} for name in ("give", "withdraw")
    )  # fmt: skip
    assert back < give
    assert {one.dest for one in chosen["give"]._actions} == {one.dest for one in chosen["withdraw"]._actions}
    gives(shop, Given("delivery", "offers-3", "sms"))
    # Whatever version or language is named, or none, it is not refused, and it takes back what was given.
    for what in (
        Given("delivery", channel="sms"), Given("delivery", "another", "sms"), Given("delivery", language="de"),
        Given("delivery", "offers-3"),
    ):  # fmt: skip
        assert not gives(shop, what, consent.withdraw).given
    assert gives(shop, Given("support"), consent.withdraw).what.version == "any"


def test_a_text_is_never_changed_and_from_the_first_on_only_texts_on_file_are_agreed_to(installation: Any) -> None:
    installation.receive("hello")
    assert gives(installation, Given("delivery", "old-1")).digest == ""
    made = adds(installation)
    assert installation.acts()[-1] == ("consent.text", "done")
    assert (made.digest, made.by) == (digest(TEXT), "local")
    with pytest.raises(Conflict, match="stays as it is"):
        adds(installation, text="Something else.")
    with pytest.raises(Conflict, match="another purpose"):
        adds(installation, language="de", purpose="support")
    adds(installation, language="de", text="Ja.")
    assert [one.language for one in consent_text.all_(installation.app, installation.tenant, LOCAL)] == ["de", "en"]
    with pytest.raises(Conflict, match="not on file"):
        gives(installation, Given("delivery", "old-1"))
    with pytest.raises(Conflict, match="not clear"):
        gives(installation)
    assert gives(installation, Given("delivery", "offers-3", language="de")).digest == digest("Ja.")
    assert gives(installation, Given("support", "old-1")).digest == ""
    with pytest.raises(Conflict, match="not named"):
        gives(installation, Given("support"))
    with pytest.raises(BadInput, match="way to agree"):
        gives(installation, Given("delivery", "offers-3", method="by pigeon"))
    with pytest.raises(BadInput, match="purpose"):
        adds(installation, purpose="gambling")


def test_only_whoever_sets_bases_adds_texts(installation: Any) -> None:
    for actor, age in ((MARIA, 10), (PAUL, None)):
        with pytest.raises(Denied):
            adds(installation, actor, age)
        assert installation.acts()[-1] == ("consent.text", "denied")
    adds(installation, PAUL, 10)
    with pytest.raises(Denied):
        consent_text.all_(installation.app, installation.tenant, MARIA)


def test_there_is_no_receipt_of_what_is_not_on_file(installation: Any) -> None:
    installation.receive("hello")
    old = gives(installation, Given("delivery", "old-1"))
    with pytest.raises(Conflict, match="not on file"):
        receipts(installation, old.id)
    adds(installation, version="old-1")
    with pytest.raises(Conflict, match="not on file"):  # added afterwards: nobody shows that it is what they read
        receipts(installation, old.id)
    new = gives(installation, Given("delivery", "old-1"))
    with pytest.raises(Conflict, match="no privacy notice"):
        receipts(installation, new.id)
    told(installation)
    assert receipts(installation, new.id)
    with pytest.raises(NotFound):
        receipts(installation, ids.shown("cns", bytes(16)))


def test_a_consent_of_before_entries_were_named_has_a_receipt_too(shop: Any) -> None:
    kept = gives(shop)
    with shop.app.store.write(shop.tenant) as tx:
        row = consents.one(tx, ids.read("cns", kept.id))
        assert row is not None
        consents.add(tx, row._replace(id=shop.app.id(), entry=None))
        newest = consents.of(tx, [row.subject])[-1]
    said, _ = form.check(receipts(shop, ids.shown("cns", newest.id)), vkeys(shop.app, shop.tenant))
    assert said["privet:entry"] == ""


def test_the_notice_that_stood_then_is_named(shop: Any) -> None:
    kept = gives(shop)
    shop.clock.forward(minutes=1)
    notice.publish(shop.app, shop.tenant, {"contact": "new@example.com"}, WHY, LOCAL)
    late = gives(shop)
    keys = vkeys(shop.app, shop.tenant)
    named = [
        form.check(receipts(shop, id), keys)[0]["dpv:hasRecordOfActivity"]["dpv:hasProcess"]["dpv:hasNotice"][1][
            "dct:identifier"
        ]
        for id in (kept.id, late.id)
    ]
    assert named == ["1", "2"]


def test_an_export_has_the_newest_record_of_each_purpose_and_channel(shop: Any) -> None:
    subject = shop.subject()
    assert json.loads(receipt.export(shop.app, shop.tenant, subject, LOCAL))["@graph"] == []
    gives(shop)
    gives(shop, Given("delivery", "offers-3", "sms"))
    gives(shop, Given("delivery"), consent.withdraw)
    whole = json.loads(receipt.export(shop.app, shop.tenant, subject, LOCAL))
    found = {one["dpv:hasProcess"]["privet:channel"]: one["dpv:hasConsentStatus"][-1]["@type"]
             for one in whole["@graph"]}  # fmt: skip
    assert found == {"every": "dpv:ConsentWithdrawn", "sms": "dpv:ConsentGiven"}
    entry = shop.entries()[-1]
    assert (entry.act, entry.subject, entry.count) == ("consent.export", subject, 2)
    with pytest.raises(NotFound):
        receipt.export(shop.app, shop.tenant, ids.shown(ids.SUBJECT, bytes(16)), LOCAL)


def test_who_may_not_read_of_them_gets_neither(shop: Any) -> None:
    kept = gives(shop)
    nobody = Actor("service", "crm")
    for ask in (
        lambda: receipts(shop, kept.id, nobody),
        lambda: receipts(shop, ids.shown("cns", bytes(16)), nobody),
        lambda: receipt.export(shop.app, shop.tenant, ids.shown(ids.SUBJECT, bytes(16)), nobody),
        lambda: receipt.export(shop.app, shop.tenant, kept.subject, MARIA, purpose="nothing we know"),
    ):
        with pytest.raises(Denied):
            ask()
        assert shop.entries()[-1].outcome.value == "denied"
    assert shop.entries()[-1].purpose is None


def test_it_is_erased_with_them_and_what_they_hold_still_stands(shop: Any) -> None:
    kept = gives(shop)
    file = receipts(shop, kept.id)
    shop.erase(kept.subject)
    with pytest.raises(NotFound):
        receipts(shop, kept.id)
    assert form.check(file, vkeys(shop.app, shop.tenant))[0]["dpv:hasRecordOfActivity"]["dct:identifier"] == kept.id
