"""The word index: which messages hold a word, by keyed tag (docs/spec/word-index.md). It shows nothing by itself.

A message's place is the number of the ledger entry that brought it, so that places are in order of arrival, the same
whenever the index is made anew. A part is 1,024 places: an insert touches the newest part alone, and what is removed,
one part. A row is a tag and the places in the part where it occurs, two bytes each, ascending.
"""

from __future__ import annotations

import struct
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from privet.store.view import Tx, View

PART = 1 << 10
"""Places of a part."""

_TOGETHER = 64
"""Parts, or messages, that are asked for in one statement."""


class Worded(NamedTuple):
    """A message in the index: its place, its id, the period whose key it is sealed under, the tags of its words."""

    place: int
    message: bytes
    period: int
    tags: Iterable[int]


def upto(view: View) -> tuple[int, bytes]:
    """How many of the ledger's entries the index has seen, and the id of the last of them."""
    rows = view.index_rows("SELECT entries, last FROM worded_upto WHERE tenant = ?", (view.tenant,))
    return (int(rows[0][0]), bytes(rows[0][1])) if rows else (0, b"")


def keyed(view: View) -> bool | None:
    """Whether the newest rows hold numbers alone, tags and places, and no text that anybody could read; None while
    there is nothing in the index.
    """
    rows = view.index_rows(
        "SELECT typeof(tag), typeof(places), length(places) FROM word WHERE tenant = ? ORDER BY part DESC LIMIT ?",
        (view.tenant, PART),
    )
    if not rows:
        return None
    return all(tag == "integer" and places == "blob" and length % 2 == 0 for tag, places, length in rows)


def known(view: View, message: bytes) -> bool:
    """Whether a message is in the index."""
    return bool(view.index_rows("SELECT 1 FROM worded WHERE tenant = ? AND message = ?", (view.tenant, message)))


def add(tx: Tx, rows: Sequence[Worded], upto: tuple[int, bytes]) -> None:
    """Put messages in, which come behind all that are there, and move the index's own mark (`upto`)."""
    postings: dict[tuple[int, int], bytearray] = defaultdict(bytearray)
    periods: dict[int, list[int]] = {}
    for one in rows:
        part, at = divmod(one.place, PART)
        for tag in one.tags:
            postings[part, tag] += at.to_bytes(2, "big")
        periods.setdefault(one.period, [one.place, one.place])[1] = one.place
    tenant = tx.tenant
    tx.index_many(
        "INSERT INTO word (tenant, part, tag, places) VALUES (?, ?, ?, ?) ON CONFLICT (tenant, part, tag) "
        "DO UPDATE SET places = CAST(word.places || excluded.places AS BLOB)",
        [(tenant, part, tag, bytes(postings[part, tag])) for part, tag in sorted(postings)],
    )
    tx.index_many(
        "INSERT INTO worded (tenant, place, message, period) VALUES (?, ?, ?, ?)",
        [(tenant, one.place, one.message, one.period) for one in rows],
    )
    tx.index_many(
        "INSERT INTO worded_period (tenant, period, first, last) VALUES (?, ?, ?, ?) ON CONFLICT (tenant, period) "
        "DO UPDATE SET last = excluded.last",
        [(tenant, period, *ends) for period, ends in periods.items()],
    )
    tx.index_many("INSERT OR REPLACE INTO worded_upto (tenant, entries, last) VALUES (?, ?, ?)", [(tenant, *upto)])


def places(view: View, tags: Sequence[int], within: Sequence[int], before: int) -> Iterator[list[int]]:
    """Places that all of `tags` lead to and, where there are any, one of `within`: those before `before`, newest first,
    those of one part at a time.
    """
    newest = view.index_rows("SELECT max(part) FROM word WHERE tenant = ?", (view.tenant,))[0][0]
    part = -1 if newest is None else min(newest, (before - 1) // PART)
    while part >= 0:
        lowest = max(0, part - _TOGETHER + 1)
        found: dict[int, dict[int, set[int]]] = defaultdict(dict)
        for at, tag, held in _rows(view, range(lowest, part + 1), [*tags, *within]):
            found[at][tag] = set(_places(held))
        for at in sorted(found, reverse=True):
            there = [at * PART + one for one in _both(found[at], tags, within) if at * PART + one < before]
            if there:
                yield there
        part = lowest - 1


def messages(view: View, places: Sequence[int]) -> dict[int, bytes]:
    """The messages at places, as far as they are still there."""
    found: dict[int, bytes] = {}
    for at in range(0, len(places), _TOGETHER):
        some = places[at : at + _TOGETHER]
        found.update(
            view.index_rows(
                f"SELECT place, message FROM worded WHERE tenant = ? AND place IN ({_marks(some)})",  # noqa: S608
                (view.tenant, *some),
            )
        )
    return found


def drop(tx: Tx, gone: Mapping[bytes, Iterable[int]]) -> None:
    """Take messages out, each with the tags of its words."""
    out: dict[tuple[int, int], set[int]] = defaultdict(set)
    for message, tags in gone.items():
        for (place,) in tx.index_rows(
            "SELECT place FROM worded WHERE tenant = ? AND message = ?", (tx.tenant, message)
        ):
            part, at = divmod(place, PART)
            for tag in tags:
                out[part, tag].add(at)
    for (part, tag), dead in sorted(out.items()):
        _without(tx, part, [row[1:] for row in _rows(tx, [part], [tag])], dead)
    tx.index_many("DELETE FROM worded WHERE tenant = ? AND message = ?", [(tx.tenant, message) for message in gone])


def moved(tx: Tx, message: bytes, period: int) -> None:
    """A message that may be in the index was sealed anew, in another period."""
    there = "FROM worded WHERE tenant = ?1 AND message = ?2"
    tx.index_many(
        f"INSERT INTO worded_period (tenant, period, first, last) SELECT ?1, ?3, place, place {there} "
        "ON CONFLICT (tenant, period) DO UPDATE SET first = min(first, excluded.first), "
        "last = max(last, excluded.last)",
        [(tx.tenant, message, period)],
    )
    tx.index_many("UPDATE worded SET period = ? WHERE tenant = ? AND message = ?", [(period, tx.tenant, message)])


def ended(view: View) -> list[tuple[int, int, int]]:
    """(period, first place, last place) of messages that are in the index although the key of their period is gone."""
    held = view.index_rows("SELECT period, first, last FROM worded_period WHERE tenant = ?", (view.tenant,))
    live = {row[0] for row in view.rows("SELECT slot FROM period WHERE tenant = ? AND state = 0", (view.tenant,))}
    return [(period, first, last) for period, first, last in held if period not in live]


def sweep(tx: Tx, periods: Sequence[tuple[int, int, int]]) -> None:
    """Take out of one part what was sealed in `periods` (`ended`): the oldest part that has any of it."""
    tenant, over = tx.tenant, [period for period, _, _ in periods]
    part = min(first for _, first, _ in periods) // PART
    ends = (tenant, part * PART, (part + 1) * PART)
    there = tx.index_rows("SELECT place, period FROM worded WHERE tenant = ? AND place >= ? AND place < ?", ends)
    kept = {place % PART for place, period in there if period not in over}
    if kept:
        rows = tx.index_rows("SELECT tag, places FROM word WHERE tenant = ? AND part = ?", (tenant, part))
        _without(tx, part, rows, set(range(PART)) - kept)
    else:
        tx.index_many("DELETE FROM word WHERE tenant = ? AND part = ?", [(tenant, part)])
    tx.index_many(
        "DELETE FROM worded WHERE tenant = ? AND place = ?",
        [(tenant, place) for place, period in there if period in over],
    )
    later = (part + 1) * PART
    tx.index_many(
        "UPDATE worded_period SET first = max(first, ?) WHERE tenant = ? AND period = ?",
        [(later, tenant, period) for period in over],
    )
    tx.index_many("DELETE FROM worded_period WHERE tenant = ? AND first > last", [(tenant,)])


def forget(tx: Tx) -> None:
    """Empty this tenant's word index, to be built again from the data."""
    for table in ("word", "worded", "worded_period", "worded_upto"):
        tx.index_many(f"DELETE FROM {table} WHERE tenant = ?", [(tx.tenant,)])  # noqa: S608


def _rows(view: View, parts: Sequence[int], tags: Sequence[int]) -> list[tuple[int, int, bytes]]:
    """(part, tag, places) of these tags in these parts."""
    rows = view.index_rows(
        f"SELECT part, tag, places FROM word WHERE tenant = ? AND part IN ({_marks(parts)}) "  # noqa: S608
        f"AND tag IN ({_marks(tags)})",
        (view.tenant, *parts, *tags),
    )
    return [(row[0], row[1], row[2]) for row in rows]


def _both(held: Mapping[int, set[int]], tags: Sequence[int], within: Sequence[int]) -> list[int]:
    """Where all of `tags` and one of `within` stand, descending."""
    if not all(tag in held for tag in tags):
        return []
    shared = set.intersection(*(held[tag] for tag in tags))
    if within:
        shared &= set[int]().union(*(held[tag] for tag in within if tag in held))
    return sorted(shared, reverse=True)


def _without(tx: Tx, part: int, rows: Iterable[tuple[int, bytes]], dead: set[int]) -> None:
    """Take places out of rows of a part; a row without any goes."""
    empty, less = [], []
    for tag, held in rows:
        there = _places(held)
        left = [at for at in there if at not in dead]
        if not left:
            empty.append((tx.tenant, part, tag))
        elif len(left) < len(there):
            less.append((_packed(left), tx.tenant, part, tag))
    tx.index_many("DELETE FROM word WHERE tenant = ? AND part = ? AND tag = ?", empty)
    tx.index_many("UPDATE word SET places = ? WHERE tenant = ? AND part = ? AND tag = ?", less)


def _packed(places: Sequence[int]) -> bytes:
    return struct.pack(f">{len(places)}H", *places)


def _places(held: bytes) -> tuple[int, ...]:
    return struct.unpack(f">{len(held) // 2}H", held)


def _marks(values: Sequence[object]) -> str:
    return ",".join("?" * len(values))
