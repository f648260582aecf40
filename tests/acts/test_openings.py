"""Every value that is opened to be seen has its entry, committed before: openings are counted inside the process while
everything is done that can be, and held against the ledger.
"""

from __future__ import annotations

import sqlite3
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from types import ModuleType
from typing import Any, NamedTuple

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

import bots
from privet import jobs
from privet.acts import (
    access,
    annotate,
    browse,
    customer,
    entries,
    file_keep,
    file_open,
    file_pass,
    index,
    mask,
    overview,
    read,
    reindex,
    relay,
    search,
    stepup,
    verify,
)
from privet.acts.draft import VALUE
from privet.acts.file import FILE, PIECE
from privet.config import Upstream
from privet.core import ids, seal, unseal
from privet.core.decision import LOCAL, Actor
from privet.core.entry import Entry
from privet.core.exchange import Answer
from privet.core.plain import Plain
from privet.core.relay import Relay
from privet.errors import PrivetError

ANN, BEN = "+12025550101", "+12025550102"
SUE = Actor("operator", "sue", frozenset({"supervisor"}))
OLGA = Actor("operator", "olga", frozenset({"auditor"}))

SHOWN = {"reveal": ("reveal", "done"), "relay": ("relay", "requested"), "restoring": ("send", "requested"),
         "mask": ("mask", "done"), "file_open": ("open-file", "done")}  # fmt: skip
"""By the module that opens values to show them or to hand them on: the entry that must be there before."""

UNSEEN = {
    "tokenise": "sealed anew under the key of a later day",
    "find": "compared with what was looked for; the entry says how many were found",
    "stepup": "compared with the code that was sent; the entry says whether it was right",
    "reindex": "its tag goes into the index",
    "forgetting": "its tag is taken out of the index",
}
"""Modules that open values which nobody sees, each with what becomes of them."""


class Opening(NamedTuple):
    """A value that was opened: by which module of `acts`, its id, and how many entries were committed then."""

    module: str
    value: bytes
    entries: int


@dataclass
class Counted:
    """Counts what is opened in this process, where all of it passes."""

    installation: Any
    openings: list[Opening] = field(default_factory=list)

    def cipher(self, key: bytes) -> Any:
        """In place of the library's class, in the one module that opens."""
        counted, own = self, AESGCM(key)

        class Counting:
            def decrypt(self, nonce: bytes, data: bytes, place: bytes) -> bytes:
                counted.note(place)
                return own.decrypt(nonce, data, place)

        return Counting()

    def note(self, place: bytes) -> None:
        _, _, _, record, _, field_, _, _ = seal._CONTEXT.unpack(place[1:])
        if field_ in (VALUE, PIECE):
            caller = sys._getframe(3).f_globals["__name__"]
            with sqlite3.connect(f"file:{self.installation.folder}/data.db?mode=ro", uri=True) as link:
                (size,) = link.execute(
                    "SELECT size FROM tenant WHERE tenant = ?", (self.installation.tenant,)
                ).fetchone()
            link.close()
            self.openings.append(Opening(caller.removeprefix("privet.acts."), record, size))

    def unrecorded(self) -> list[str]:
        """Openings that nobody knows of, and those whose entry was not committed before."""
        all_ = self.installation.entries()
        found = [one.module for one in self.openings if one.module not in {*SHOWN, *UNSEEN}]
        for one in self.openings:
            if one.module in SHOWN and not any(_covers(entry, one) for entry in all_[: one.entries]):
                found.append(f"{one.module} opened a value without its entry")
        return found


def _covers(entry: Entry, one: Opening) -> bool:
    """Whether an entry is of that act, and names that value where its act names values."""
    if (entry.act, str(entry.outcome)) != SHOWN[one.module]:
        return False
    if one.module == "file_open":
        return entry.object == ids.shown(FILE, one.value)
    return one.module not in ("reveal", "relay") or entry.object == ids.shown(ids.TOKEN, one.value)


@pytest.fixture
def counted(installation: Any, monkeypatch: pytest.MonkeyPatch) -> Counted:
    made = Counted(installation)
    monkeypatch.setattr(unseal, "AESGCM", made.cipher)
    return made


def filed(one: Any) -> Iterator[Callable[[], object]]:
    """Files of customers: one is kept, opened by whoever may, asked for by somebody else, and handed on."""
    given, telegram = (one.app, one.tenant), bots.add(one, files={"document": "seal"})
    message = {**bots.message("", 1), "document": {"file_id": "BQAC", "file_unique_id": "u", "file_name": "a.pdf"}}
    del message["text"]
    bots.take(one, telegram, bots.read({"update_id": 1, "message": message}))
    (id,) = file_keep.due(*given, 8)
    yield lambda: file_keep.begin(*given, id)
    yield lambda: file_keep.piece(*given, id, 0, b"bytes")
    yield lambda: file_keep.done(*given, id, 5)
    made = file_open.open_(*given, id, "support", Plain("case 7"), SUE, 10)
    yield lambda: file_open.piece(*given, made, 0)
    yield lambda: file_open.open_(*given, id, "support", Plain("case 7"), OLGA, 10)
    yield lambda: file_pass.pass_on(*given, telegram, id)


def everything(one: Any) -> Iterator[Callable[[], object]]:
    """Whatever opens values, or might."""
    app, tenant = one.app, one.tenant
    up = Upstream("https://crm.example.com/api", ["POST"], ["EMAIL", "PHONE"])
    app.config = replace(app.config, upstreams={"crm": up})
    got = one.receive("I am ann@example.com, card 4111 1111 1111 1111, call +44 7700 900123")
    mail, card = (next(ref for ref in got.tokens if ref.kind == kind) for kind in ("EMAIL", "CARD"))
    talk, given = got.conversation, (app, tenant)
    yield lambda: one.reveal(mail.id)
    yield lambda: one.reveal(mail.id)
    yield lambda: one.reveal(card.id, purpose="support")
    one.grant(card.id)
    yield lambda: one.reveal(card.id)
    yield lambda: one.send(talk, f"we wrote to {mail.text} and to {mail.text}")
    yield lambda: one.send(talk, "thank you")
    yield lambda: one.send(talk, "your PIN, please")
    for _ in range(2):
        yield lambda: mask.mask(*given, talk, [mail.id, card.id], SUE, purpose="support")
    yield lambda: mask.mask(
        *given, talk, [mail.id], Actor("operator", "olga", frozenset({"auditor"})), purpose="support"
    )
    limits = access.Limits(("relay",), purposes=("support",), kinds=("EMAIL", "PHONE"), budget=9)
    bot = access.enter(*given, access.secret.digest(access.make(*given, "bot", limits, LOCAL)[1].expose()))

    def relayed(*named: str) -> None:
        under = relay.begin(*given, Relay("crm", "POST", "/x", {}, {"to": list(named)}), None, "support", bot)
        relay.done(*given, under, Answer(200, "application/json", "utf-8", b"{}"))

    yield lambda: relayed(mail.id)
    yield lambda: relayed(card.id)
    yield lambda: one.receive(f"my colleague is {ANN}", BEN)
    yield lambda: one.find(ANN)
    yield lambda: one.find("ann@example.com", actor=SUE)
    yield lambda: annotate.annotate(*given, talk, Plain("mail ben@example.com"), SUE, purpose="support")
    yield lambda: index.whole(*given)
    yield lambda: search.search(*given, Plain("card"), "support", SUE, notes=True)
    yield lambda: browse.browse(*given, SUE, purpose="support")
    yield lambda: read.latest(*given, talk, SUE, purpose="support")
    yield lambda: customer.customer(*given, one.subject(), one.privacy)
    yield lambda: overview.overview(*given, one.privacy)
    yield lambda: entries.search(*given, one.privacy, entries.Wanted())
    yield lambda: verify.verify(*given)
    yield from filed(one)
    yield lambda: stepup.send_code(*given, talk, "support", SUE)
    yield lambda: stepup.check(*given, talk, mail.id, "support", SUE)
    one.clock.forward(days=1)
    yield lambda: one.receive("again ann@example.com")
    yield lambda: jobs.tick(app)
    yield lambda: one.erase(one.subject())
    yield lambda: one.reveal(mail.id)


def test_what_was_opened_is_what_the_ledger_has(counted: Counted) -> None:
    one = counted.installation
    for step in everything(one):
        with suppress(PrivetError):  # refused ones are on the ledger as such, and open nothing
            step()
    assert counted.unrecorded() == []
    times = Counter(opening.module for opening in counted.openings)
    assert {*times} == {*SHOWN, *UNSEEN} - {"reindex"}
    on_record = Counter((entry.act, str(entry.outcome)) for entry in one.entries())
    assert times["reveal"] == on_record["reveal", "done"] == 3
    assert times["file_open"] == on_record["open-file", "done"] == on_record["open-file", "denied"] == 1
    assert times["relay"] == on_record["relay", "requested"] == 1
    sends = {opening.entries for opening in counted.openings if opening.module == "restoring"}
    assert (times["restoring"], len(sends)) == (3, 2)  # an answer in which a value stands twice, and a code
    masks = {opening.entries for opening in counted.openings if opening.module == "mask"}
    assert (times["mask"], len(masks), on_record["mask", "done"]) == (
        4,
        1,
        1,
    )  # for a quarter of an hour
    assert on_record["mask", "denied"] == on_record["relay", "denied"] == 1


def test_what_is_opened_while_the_index_is_made_anew_is_seen_by_nobody(counted: Counted) -> None:
    one = counted.installation
    one.receive(f"my colleague is {ANN}", BEN)
    reindex.reindex(one.app, one.tenant, whole=True)
    assert {opening.module for opening in counted.openings} == {"reindex"}
    assert counted.unrecorded() == []


def test_an_opening_without_an_entry_or_by_somebody_else_is_seen(
    counted: Counted, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = counted.installation
    (mail,) = one.receive("I am ann@example.com").tokens
    one.reveal(mail.id)
    (other,) = one.receive("I am ben@example.com", BEN).tokens
    assert counted.unrecorded() == []
    with monkeypatch.context() as broken:
        broken.setattr("privet.store.view.Tx.record", lambda *_: None)
        one.reveal(other.id)
    assert counted.unrecorded() == ["reveal opened a value without its entry"]
    leak = ModuleType("privet.acts.leak")
    counted.openings.clear()
    row = {}

    def keep(key: bytes, sealed: bytes, place: bytes) -> bytes:
        row.update(key=key, sealed=sealed, place=place)
        return unseal.unseal(key, sealed, place)

    with monkeypatch.context() as patched:
        patched.setattr("privet.acts.reveal.unseal", keep)
        one.reveal(mail.id)
    counted.openings.clear()
    exec("def look(unseal, key, sealed, place):\n    return unseal(key, sealed, place)", leak.__dict__)
    assert leak.look(unseal.unseal, **row) == b"ann@example.com"
    assert counted.unrecorded() == ["leak"]
