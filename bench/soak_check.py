"""After the soak: is everything there that was acknowledged, once, and on the ledger, and is what was erased gone?"""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import workload

from privet import jobs
from privet.acts.draft import VALUE
from privet.acts.reading import Page
from privet.acts.whose import open_key
from privet.app import Privet, closing
from privet.core import ids, seal
from privet.core.entry import Outcome, decode
from privet.core.merkle import Edge, leaf_hash
from privet.core.message import TenantId
from privet.core.unseal import unseal
from privet.errors import PrivetError
from privet.store import erasures, ledger, messages, subjects
from privet.store.view import View

VERIFIER = Path(__file__).parents[1] / "verifier" / "privet_verify.py"


def check(data: Path, key: Path, journals: dict[str, list[dict[str, Any]]], imported: list[str]) -> Iterator[str]:
    """A sentence for each thing that does not hold. `imported`: the ids of messages whose import was acknowledged."""
    with closing(workload.opened(data, key)) as app:
        jobs.at_start(app)
        tenant = app.tenant(None).id
        with app.store.view(tenant) as view:
            rows, outside, twice = _messages(view)
            yield from twice
            yield from _acknowledged(journals, imported, rows, outside)
            yield from _erased(app, tenant, view, journals)
            yield from values(view)
            yield from _ledger(view, {ids.shown(ids.MESSAGE, one) for one in rows})
    for file in ("data.db", "index.db", "keys.db"):
        link = sqlite3.connect(data / file)
        if link.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
            yield f"{file} is damaged"
        link.close()
    yield from clear(data)
    yield from verifier(data)


def _messages(view: View) -> tuple[dict[bytes, bool], set[str], list[str]]:
    """Every message and whether it opens; the external ids of those that do; what is wrong with them."""
    rows: dict[bytes, bool] = {}
    outside: Counter[str] = Counter()
    wrong = []
    after, reading = b"", Page(view)
    while page := messages.newer(view, after, 1000):
        for row in page:
            owner = subjects.subject(view, row.subject)
            body = reading.body(row)
            rows[row.id] = body is not None
            if body is None and (owner is None or owner.state != subjects.ERASED):
                wrong.append(f"message {ids.shown(ids.MESSAGE, row.id)} does not open and its subject was not erased")
            if body is not None:
                outside[body.external_id or ""] += 1
        after = page[-1].id
    wrong += [f"message {name} is there {count} times" for name, count in outside.items() if count > 1]
    return rows, set(outside), wrong


def _acknowledged(
    journals: dict[str, list[dict[str, Any]]], imported: list[str], rows: dict[bytes, bool], outside: set[str]
) -> Iterator[str]:
    for name, lines in journals.items():
        for line in lines:
            if "fault" in line:
                yield f"writer {name}: {line['fault']}"
            for number, shown in enumerate(line.get("ids", ()), line.get("start", 0)):
                opens = rows.get(ids.read(ids.MESSAGE, shown))
                if opens is None:
                    yield f"message {name}-{number} was acknowledged and is lost"
                elif opens and f"{name}-{number}" not in outside:
                    yield f"message {name}-{number} was acknowledged and is another"
    hidden = sum(not opens for opens in rows.values())
    missing = sum(one not in outside for one in imported)
    if missing > hidden:
        yield f"{missing:,} imported messages do not open, and only {hidden:,} belong to erased subjects"


def _erased(app: Privet, tenant: TenantId, view: View, journals: dict[str, list[dict[str, Any]]]) -> Iterator[str]:
    if erasures.unfinished(view):
        yield "an erasure was asked for and is not done"
    for lines in journals.values():
        for subject in {line["erased"] for line in lines if "erased" in line}:
            row = subjects.subject(view, ids.read(ids.SUBJECT, subject))
            if row is None or row.state != subjects.ERASED or app.store.keys.key(tenant, row.slot) is not None:
                yield f"subject {subject} was erased and still has a key"


def values(view: View) -> Iterator[str]:
    """Every value opens in its place, unless its subject was erased or its time is over."""
    after = b""
    while page := messages.values_newer(view, after, 1000):
        for row in page:
            owner = subjects.subject(view, row.subject)
            if owner is None:
                yield f"value {ids.shown(ids.TOKEN, row.id)} is nobody's"
                continue
            key = open_key(view, owner.id, owner.slot, row.period)
            if key is None:
                if owner.state != subjects.ERASED and row.kind != 8:  # a one-time code ends after ten minutes
                    yield f"value {ids.shown(ids.TOKEN, row.id)} does not open and its subject was not erased"
                continue
            place = seal.context(view.tenant, owner.id, row.id, row.kind, VALUE, owner.slot, row.period)
            try:
                unseal(key, row.sealed, place)
            except PrivetError:
                yield f"value {ids.shown(ids.TOKEN, row.id)} does not open in its place"
        after = page[-1].id


def _ledger(view: View, stored: set[str]) -> Iterator[str]:
    """The tree is that of its entries, and every message has exactly one of them."""
    size = ledger.size(view)
    tree, received = Edge(), Counter[str | None]()
    count = 0
    for place, raw in ledger.entries(view, 0, size):
        if place != count:
            yield f"the ledger's entry {count} is missing"
            return
        count += 1
        tree.append([leaf_hash(raw)])
        entry = decode(raw)
        if entry.act == "receive" and entry.outcome is Outcome.DONE:
            received[entry.object] += 1
    if count != size or tree.root() != ledger.edge(view, size).root():
        yield f"the ledger of {size:,} entries does not have the root of its {count:,} entries"
    if set(received) != stored:
        yield f"{len(stored ^ set(received)):,} messages have no entry, or entries no message"
    if any(times > 1 for times in received.values()):
        yield "a message has more than one entry"


def clear(data: Path) -> Iterator[str]:
    """Nothing of what was said, or of who said it, is readable in any file."""
    for path in data.rglob("*"):
        held = path.read_bytes() if path.is_file() else b""
        for needle in (b"@example.com", b"+999000000", "@example.com".encode("utf-16-le"), b"202 555 01"):
            if needle in held:
                yield f"{path.name} holds in the clear what was written"


def verifier(data: Path) -> Iterator[str]:
    """What the sceptic's own program says of the exported ledger."""
    command = [sys.executable, "-m", "privet", "ledger", "export", "--data", str(data)]
    exported = subprocess.run(command, capture_output=True, check=False)
    if exported.returncode:
        yield "the ledger could not be exported"
        return
    file = data.parent / "ledger.txt"
    file.write_bytes(exported.stdout)
    done = subprocess.run([sys.executable, str(VERIFIER), str(file)], capture_output=True, text=True, check=False)
    if done.returncode:
        yield f"the verifier refuses the ledger: {(done.stdout + done.stderr).strip()}"


def acknowledged(journals: dict[str, list[dict[str, Any]]]) -> tuple[int, int]:
    """How many messages were acknowledged, and how many erasures."""
    lines = [line for each in journals.values() for line in each]
    return sum(len(line.get("ids", ())) for line in lines), sum("erased" in line for line in lines)
