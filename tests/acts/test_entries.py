"""The ledger looked through: what is found is what a walk over all of it finds, page by page; its proofs hold."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from privet.acts import assign, entries, restrict
from privet.acts.checkpoint import checkpoint, vkeys
from privet.acts.entries import Found, Wanted
from privet.core import handed, ids
from privet.core.decision import LOCAL, Actor
from privet.core.entry import Entry
from privet.core.plain import Plain
from privet.errors import BadInput, Denied, NotFound
from privet.store import tenants
from privet.store.tally import DAY_MS
from privet.store.tenants import OperatorRow

VERIFIER = Path(__file__).parents[2] / "verifier" / "privet_verify.py"
ANN, BEN = "+12025550101", "+12025550102"
AUDITOR = Actor("operator", "uma", frozenset({"auditor"}))
AGENT = Actor("operator", "maria", frozenset({"agent"}))


@pytest.fixture
def busy(installation: Any) -> Any:
    """Three days: messages of two people, a value shown and refused, one who is given a conversation, an erasure."""
    got = installation.receive("I am ann@example.com")
    installation.give(got.conversation)
    for number in range(3):
        installation.receive(f"mail {number}@example.com", BEN)
        installation.reveal(got.tokens[0].id)
        with pytest.raises(Denied):
            installation.reveal(got.tokens[0].id, purpose="support", actor=LOCAL)
        installation.send(got.conversation, "thank you")
        installation.clock.forward(days=1)
    installation.erase(installation.subject(BEN))
    installation.got = got
    return installation


def search(installation: Any, **wanted: Any) -> Found:
    more = {name: wanted.pop(name) for name in ("before", "limit") if name in wanted}
    return entries.search(installation.app, installation.tenant, AUDITOR, Wanted(**wanted), **more)


def walked(installation: Any, **wanted: Any) -> list[tuple[int, Entry]]:
    """The same by looking at every entry."""
    return [one for one in enumerate(installation.entries()) if Wanted(**wanted).meets(one[1])][::-1]


DAY = "2026-11-22"


WANTED = [
        {}, {"act": "reveal"}, {"act": "reveal", "outcome": "denied"}, {"actor": "operator:paul"},
        {"outcome": "denied"},
        {"first_day": DAY}, {"last_day": DAY}, {"first_day": DAY, "last_day": DAY, "act": "receive"},
        {"act": "send", "actor": "local", "outcome": "requested", "first_day": DAY}, {"act": "nothing"},
        {"first_day": "2030-01-01"},
]  # fmt: skip


def parts(installation: Any, **wanted: Any) -> list[tuple[int, Entry]]:
    found, at, end = list[tuple[int, Entry]](), 0, len(installation.entries())
    part = entries.Part((), 0)
    while True:
        part = entries.part(installation.app, installation.tenant, AUDITOR, Wanted(**wanted), at, end, part.spans)
        assert len(part.rows) <= entries.PART
        found += part.rows
        if part.next is None:
            return found
        assert part.next > at
        at = part.next


@pytest.mark.parametrize("wanted", WANTED)
@pytest.mark.parametrize(("looked", "many"), [(1, 1), (3, 2), (2048, 256)])
def test_a_file_has_part_by_part_what_a_walk_finds(
    busy: Any, wanted: dict[str, str], looked: int, many: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(entries, "PART_LOOKED", looked)
    monkeypatch.setattr(entries, "PART", many)
    assert parts(busy, **wanted) == walked(busy, **wanted)[::-1]


@pytest.mark.parametrize("wanted", WANTED)
@pytest.mark.parametrize("limit", [1, 3, 100])
def test_it_finds_what_a_walk_finds_page_by_page(busy: Any, wanted: dict[str, str], limit: int) -> None:
    found, before = list[tuple[int, Entry]](), None
    for _ in range(100):
        page = search(busy, **wanted, before=before, limit=limit)
        assert len(page.rows) <= limit
        found += page.rows
        before = page.next
        if before is None:
            break
    assert found == walked(busy, **wanted)


def test_what_is_about_somebody_or_something(busy: Any) -> None:
    subject = busy.subject(ANN)
    about = [entry for _, entry in search(busy, about=subject).rows]
    assert about == [one for one in busy.entries() if one.subject == subject and one.act != "receive"][::-1]
    assert {one.act for one in about} == {"reveal", "send"}
    token = busy.got.tokens[0].id
    assert {one.object for _, one in search(busy, about=token).rows} == {token}
    assert search(busy, about=token, act="reveal", outcome="denied").rows == tuple(
        walked(busy, act="reveal", outcome="denied")
    )


def test_what_is_about_a_conversation_are_its_messages_and_values(busy: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    with busy.app.store.write(busy.tenant) as tx:
        tenants.put_operator(tx, OperatorRow(busy.app.id(), "uma", ("agent",), "", None, 0, 0, 0), busy.app.now())
    restrict.restrict(busy.app, busy.tenant, busy.subject(ANN), "subject-request", Plain("asked"), busy.privacy, 1)
    restrict.lift(busy.app, busy.tenant, busy.subject(ANN), "subject-request", Plain("asked"), busy.privacy, 1)
    other = busy.receive("I am ann@example.com", ANN, conversation="another")
    busy.reveal(other.tokens[0].id)
    within = [entry for _, entry in search(busy, about=busy.got.conversation).rows]
    assert other.tokens[0].id not in {one.object for one in within}
    assert {one.act for one in within} == {"reveal", "send"}
    assert [one.object for _, one in search(busy, about=other.conversation).rows] == [other.tokens[0].id]
    for name in ("got", "other"):
        talk = {"got": busy.got, "other": other}[name].conversation
        for many in (1, 2, 256):
            monkeypatch.setattr(entries, "PART", many)
            assert parts(busy, about=talk) == list(search(busy, about=talk).rows)[::-1]
    empty = ids.shown(ids.CONVERSATION, bytes(16))
    assert search(busy, about=empty).rows == ()
    supervisor = Actor("operator", "sue", frozenset({"supervisor"}))
    assign.assign(busy.app, busy.tenant, busy.got.conversation, "uma", supervisor)
    assert search(busy, about=busy.got.conversation).rows[0][1].act == "assign"


def test_what_members_did_elsewhere_is_looked_at_as_well(busy: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    other = busy.receive("I am ann@example.com", ANN, conversation="another")
    for _ in range(3):
        busy.reveal(other.tokens[0].id)
    whole = search(busy, about=busy.got.conversation)
    assert not whole.looked
    monkeypatch.setattr(entries, "LOOKED", 2)
    found = search(busy, about=busy.got.conversation)
    assert found.rows == ()
    assert found.looked
    rows: list[tuple[int, Entry]] = []
    while found.next is not None:
        found = search(busy, about=busy.got.conversation, before=found.next)
        rows += found.rows
    assert tuple(rows) == whole.rows


def test_no_more_than_enough_is_looked_at_for_one_page(busy: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(entries, "LOOKED", 4)
    monkeypatch.setattr(entries, "_STEP", 3)
    found, before, pages = list[tuple[int, Entry]](), None, 0
    while True:
        page = search(busy, act="reveal", before=before, limit=50)
        found += page.rows
        pages += 1
        if page.next is None:
            break
        assert page.looked
        before = page.next
    assert found == walked(busy, act="reveal")
    assert pages > 1


@pytest.mark.parametrize(
    "wrong",
    [{"first_day": "yesterday"}, {"last_day": "2026-02-30"}, {"first_day": "20261121"}, {"outcome": "lost"},
     {"about": "ann"}, {"about": "sub_ann"}, {"limit": 0}, {"limit": 10_001}],
)  # fmt: skip
def test_what_no_entry_could_be_is_said(installation: Any, wrong: dict[str, Any]) -> None:
    with pytest.raises(BadInput):
        search(installation, **wrong)


def test_who_may_not_read_what_is_the_companys_own_reads_nothing(busy: Any) -> None:
    for ask in (
        lambda app, tenant: entries.search(app, tenant, AGENT, Wanted()),
        lambda app, tenant: entries.one(app, tenant, AGENT, 1),
        lambda app, tenant: entries.proof(app, tenant, AGENT, 1),
        lambda app, tenant: entries.state(app, tenant, AGENT),
        lambda app, tenant: entries.named(app, tenant, AGENT),
        lambda app, tenant: list(entries.lines(app, tenant, AGENT, handed.FORMATS["cef"])),
    ):
        before = len(busy.entries())
        with pytest.raises(Denied):
            ask(busy.app, busy.tenant)
        assert busy.acts(before) == [("read", "denied")]


def test_another_tenants_entries_are_not_there(busy: Any) -> None:
    other = busy.add_tenant("other")
    assert len(entries.search(busy.app, other, AUDITOR, Wanted()).rows) == 1
    assert entries.search(busy.app, other, AUDITOR, Wanted(about=busy.subject(ANN))).rows == ()
    with pytest.raises(NotFound):
        entries.one(busy.app, other, AUDITOR, 5)


def test_what_can_be_chosen_is_what_is_on_record(busy: Any) -> None:
    acts, actors = entries.named(busy.app, busy.tenant, AUDITOR)
    assert set(acts) == {one.act for one in busy.entries()}
    assert set(actors) == {one.actor for one in busy.entries()}


def test_the_proof_of_an_entry_is_taken_by_the_strangers_verifier(busy: Any, tmp_path: Path) -> None:
    path = tmp_path / "entry.tlog-proof"
    path.write_text(entries.proof(busy.app, busy.tenant, AUDITOR, 3))
    keys = [word for key in vkeys(busy.app, busy.tenant) for word in ("--key", key)]
    run = subprocess.run(
        [sys.executable, "-I", str(VERIFIER), str(path), *keys], capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stdout + run.stderr
    assert f'"id":"{busy.entries()[3].id}"' in run.stdout
    with pytest.raises(NotFound):
        entries.proof(busy.app, busy.tenant, AUDITOR, 10_000)


def test_how_far_it_is_signed_and_witnessed(busy: Any, tmp_path: Path) -> None:
    def state() -> entries.State:
        return entries.state(busy.app, busy.tenant, AUDITOR)

    assert (state().signed, state().note, state().at, state().witness) == (0, "", None, "")
    checkpoint(busy.app, busy.tenant)
    size = len(busy.entries())
    assert (state().size, state().signed, state().at) == (size, size, busy.clock.at // 1000)
    config = busy.app.config
    busy.app.config = replace(config, ledger=replace(config.ledger, witness=str(tmp_path / "witness")))
    checkpoint(busy.app, busy.tenant)
    assert state().witness
    assert state().witnessed
    assert state().keys == vkeys(busy.app, busy.tenant)


def test_lines_are_all_entries_in_their_order(busy: Any) -> None:
    form = handed.FORMATS["jsonl"]
    lines = list(entries.lines(busy.app, busy.tenant, LOCAL, form))
    assert len(lines) == len(busy.entries())
    assert list(entries.lines(busy.app, busy.tenant, LOCAL, form, after=4)) == lines[5:]
    day = {one.at // DAY_MS for one in busy.entries()}
    assert len(day) == 4
