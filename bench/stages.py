"""Where the time of `receive` goes: a stopwatch that is handed from one wrapped function to the next.

While a watch runs, the functions named in `_WRAPPED` are wrapped: each counts its own time without that of the wrapped
functions it calls, so the stages add up to the whole. Statements are told apart by the table they name. The watch takes
time itself; `cost` measures how much, and rates are taken without it.
"""

from __future__ import annotations

import functools
import re
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from privet.acts import receive, whose
from privet.acts.draft import Draft
from privet.app import Privet
from privet.core import seal, tags
from privet.core.detect import Scanner
from privet.store import ledger
from privet.store.keystore import KeyStore
from privet.store.view import Tx, View

REST = "everything else of the commit"
_WRAPPED: tuple[tuple[Any, str, str], ...] = (
    (Scanner, "scan_each", "scan"),
    (receive.Gate, "refusal", "policy"),
    (whose, "named", "look-up of sender and conversation"),
    (whose, "place", "look-up of sender and conversation"),
    (receive, "kept", "tokenise: which values"),
    (receive, "tokenise", "tokenise: numbers, rows, text"),
    (receive, "_seen", "one message: what is between its stages"),
    (receive, "taken", "one message: what is between its stages"),
    (receive, "_stored", "body: pack, ids, row"),
    (Draft, "recall", "what the conversations know already"),
    (Draft, "write", "rows in order"),
    (Draft, "sealed", "cryptography: AES-256-GCM"),
    (seal, "data_key", "cryptography: HKDF"),
    (tags, "tag", "cryptography: HMAC tags"),
    (tags, "wide", "cryptography: HMAC tags"),
    (receive, "record", "ledger entries"),
    (ledger, "append", "ledger tree"),
    (receive, "shown", "answers"),
    (KeyStore, "new_leaves", "keys of newcomers"),
    (KeyStore, "refresh", "look at the key store"),
    (KeyStore, "commit", "commit keys.db"),
)
_TABLE = re.compile(r"(?:FROM|INTO|UPDATE)\s+(\w+)")


class Watch:
    """Seconds a stage, each without the stages inside it."""

    def __init__(self) -> None:
        self.spent: dict[str, float] = {}
        self.calls = 0
        self._open: list[str] = []
        self._since = 0.0

    def measured(self, stage: str | Callable[..., str], work: Callable[..., Any]) -> Callable[..., Any]:
        """`work`, on the watch as `stage`, or as what `stage` says of the arguments."""

        @functools.wraps(work)
        def on_the_watch(*args: Any, **named: Any) -> Any:
            self._enter(stage if isinstance(stage, str) else stage(*args))
            try:
                return work(*args, **named)
            finally:
                self._leave()

        return on_the_watch

    def _enter(self, stage: str) -> None:
        now = time.perf_counter()
        if self._open:
            self._add(now)
        self._open.append(stage)
        self.calls += 1
        self._since = time.perf_counter()

    def _leave(self) -> None:
        self._add(time.perf_counter())
        self._open.pop()
        self._since = time.perf_counter()

    def _add(self, now: float) -> None:
        stage = self._open[-1]
        self.spent[stage] = self.spent.get(stage, 0.0) + now - self._since


class _Link:
    """A connection whose beginnings and commits are on the watch."""

    def __init__(self, link: sqlite3.Connection, watch: Watch, name: str) -> None:
        self._link = link
        self._timed = {
            "COMMIT": watch.measured(f"commit {name}", link.execute),
            "BEGIN IMMEDIATE": watch.measured(f"begin {name}", link.execute),
        }

    def execute(self, sql: str, *values: Any) -> Any:
        return self._timed.get(sql, self._link.execute)(sql, *values)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._link, name)


@contextmanager
def watching(app: Privet) -> Iterator[Watch]:
    """A watch on `receive`, taken away at the end of the block."""
    watch = Watch()
    before: list[tuple[Any, str, Any]] = []

    def put(owner: Any, name: str, stage: str | Callable[..., str]) -> None:
        work = getattr(owner, name)
        before.append((owner, name, work))
        setattr(owner, name, watch.measured(stage, work))

    for owner, name, stage in _WRAPPED:
        put(owner, name, stage)
    for owner, name, verb in (
        (View, "rows", "read"), (View, "row", "read"), (View, "index_rows", "read"),
        (Tx, "run", "write"), (Tx, "many", "write"), (Tx, "index_many", "write"),
    ):  # fmt: skip
        put(owner, name, functools.partial(_table, verb))
    store: Any = app.store
    links = store.data, store.index
    store.data, store.index = _Link(links[0], watch, "data.db"), _Link(links[1], watch, "index.db")
    try:
        yield watch
    finally:
        store.data, store.index = links
        for owner, name, work in reversed(before):
            setattr(owner, name, work)


def cost() -> float:
    """Seconds that the watch takes a call."""
    watch = Watch()
    inner = watch.measured("inner", lambda: None)
    outer = watch.measured("outer", lambda: [inner() for _ in range(20_000)])
    begun = time.perf_counter()
    outer()
    return (time.perf_counter() - begun) / watch.calls


def _table(verb: str, _: View, sql: str, *values: object) -> str:
    named = _TABLE.search(sql)
    return f"SQL {verb} {named.group(1) if named else '?'}"
