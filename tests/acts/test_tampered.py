"""Rows that do not belong together are refused, shared tags are not believed, and nothing of it prints."""

from __future__ import annotations

import msgspec
import pytest

from privet.acts import reading, tokenise, whose
from privet.acts.draft import SUBJECT
from privet.acts.whose import open_key
from privet.app import default_policy
from privet.core import ids, seal
from privet.core.finding import Finding
from privet.errors import Tampered
from privet.store import subjects
from privet.store.known import Place

ANN = "+12025550101"
MAIL, OTHER = "ann@example.com", "ben@example.com"


def test_a_tag_that_two_values_share_is_not_believed(installation) -> None:
    first = installation.receive(MAIL)
    with installation.app.store.write(installation.tenant) as tx:
        row = tx.row("SELECT value, period, sealed FROM value")
    second = installation.receive(OTHER)
    # The mark of the first value now leads to the second one, as a shared tag would.
    with installation.app.store.write(installation.tenant) as tx:
        tx.run("UPDATE mark SET ref = ? WHERE ref = ?", (bytes(15) + b"\1", row[0]))
    again = installation.receive(MAIL)
    assert again.text.text == "[EMAIL_3]"
    with installation.app.store.write(installation.tenant) as tx:
        mark = tx.row("SELECT tag, exact FROM mark WHERE ref = ?", (ids.read("tok", again.tokens[0].id),))
        tx.run("UPDATE mark SET tag = ?, exact = ? WHERE ref = ?", (*mark, ids.read("tok", second.tokens[0].id)))
        tx.run("DELETE FROM mark WHERE ref = ?", (ids.read("tok", again.tokens[0].id),))
    assert installation.receive(MAIL).text.text == "[EMAIL_4]"
    assert installation.reveal(second.tokens[0].id) == OTHER
    assert installation.reveal(first.tokens[0].id) == MAIL


def test_a_mark_of_another_kind_is_passed_over(installation) -> None:
    first = installation.receive(MAIL)
    with installation.app.store.write(installation.tenant) as tx:
        tx.run("UPDATE mark SET kind = 2 WHERE ref = ?", (ids.read("tok", first.tokens[0].id),))
    assert installation.receive(MAIL).text.text == "[EMAIL_2]"


def test_a_key_that_the_data_names_must_be_there(installation) -> None:
    installation.receive("hello")
    installation.reopen()
    with installation.app.store.write(installation.tenant) as tx:
        tx.run("UPDATE tenant SET index_slot = 4000000000")
    installation.reopen()
    with pytest.raises(Tampered, match="lacks a key"):
        installation.receive("hello")


@pytest.mark.parametrize("record", [["only two", "fields"], "no list"])
def test_a_record_of_another_form_is_refused(installation, record: object) -> None:
    installation.receive("hello")
    id = ids.read("sub", installation.subject())
    with installation.app.store.write(installation.tenant) as tx:
        row = subjects.subject(tx, id)
        key = open_key(tx, row.id, row.slot, row.period)
        place = seal.context(tx.tenant, id, id, 0, SUBJECT, row.slot, row.period)
        sealed = seal.seal(key, bytes(12), msgspec.msgpack.encode(record), place)
        tx.run("UPDATE subject SET record = ?", (sealed,))
    with pytest.raises(Tampered, match="form"):
        installation.find(ANN)


def test_rows_that_changed_places_open_nothing(installation) -> None:
    first, second = installation.receive(MAIL), installation.receive(OTHER)
    with installation.app.store.write(installation.tenant) as tx:
        (one, other) = (
            tx.row("SELECT sealed FROM value WHERE value = ?", (ids.read("tok", token),))[0]
            for token in (first.tokens[0].id, second.tokens[0].id)
        )
        tx.run("UPDATE value SET sealed = CASE sealed WHEN ? THEN ? ELSE ? END", (one, other, one))
    for token in (first.tokens[0].id, second.tokens[0].id):
        with pytest.raises(Tampered):
            installation.reveal(token)
        assert installation.acts()[-1] == ("reveal", "done")  # on record before it was tried
    with pytest.raises(Tampered):
        installation.receive(MAIL)


def test_a_policy_without_transit_drops_nothing_on_delivery(installation) -> None:
    policy = default_policy()["policy.toml"].replace(
        'disposition = "transit", class = "transit"', 'disposition = "seal"'
    )
    installation.tenant = installation.add_tenant("keeps", policy=policy)
    told = installation.receive("my code is 482913")
    assert installation.send(told.conversation, "thank you, [CODE_1]").state == "sent"
    assert installation.delivered[-1].text.expose() == "thank you, 482913"
    assert installation.reveal(told.tokens[0].id) == "482913"


def test_what_the_acts_carry_does_not_print(installation) -> None:
    inbound = installation.inbound(MAIL)
    found = Finding(0, 15, "EMAIL", 1.0, "test", MAIL)
    for one in (
        whose.Named(inbound, ANN, MAIL, b"tag"),
        tokenise.Kept(found, 1, MAIL, 7, 7),
        reading.Body(MAIL, [], 0, MAIL, MAIL, MAIL, (MAIL,)),
        Place(b"subject", 1, b"keykeykey", b"talk"),
        found,
    ):
        assert not any(secret in repr(one) + str(one) for secret in (MAIL, ANN, "keykey"))
