"""One entry of the ledger, and its bytes: canonical JSON that can hold no free text (docs/spec/ledger-entry.md).

The bytes are one JSON object with a fixed order of keys, no spaces, and absent keys left out. A single pattern
describes all of it, so that what is written and what is read back are held to the same grammar: ids, names and numbers,
nothing that could carry a message. Free text stays outside; the ledger holds a salted commitment to it.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from functools import lru_cache

from privet.core.base32 import base32
from privet.errors import BadInput, Tampered


class Outcome(StrEnum):
    """What became of an act."""

    REQUESTED = "requested"  # on record; its effect outside the store follows
    DONE = "done"
    DENIED = "denied"
    FAILED = "failed"
    UNKNOWN = "unknown"  # a crash hid whether the effect took place


@dataclass(frozen=True, slots=True)
class Entry:
    """One act on record. `id` is 26 base32 characters of 16 random bytes; `at` is milliseconds since 1970 UTC.

    `object` and `subject` are ids as the API shows them (`msg_…`, `sub_…`); `policy` is the version of the rules that
    decided, `reasons` the ids of the rules that applied; `count` says how many objects the act touched when it is not
    one; `note` is a commitment of 32 bytes to a free text that is kept elsewhere. None and () mean: not stated.
    """

    id: str
    at: int
    act: str
    outcome: Outcome
    actor: str
    object: str | None = None
    subject: str | None = None
    purpose: str | None = None
    policy: int | None = None
    reasons: tuple[str, ...] = ()
    count: int | None = None
    note: bytes | None = None


_NAME = r"[a-z0-9_:.-]{1,64}"
_ID = r"[a-z]{3}_[a-z2-7]{26}"
_NUMBER = r"0|[1-9][0-9]{0,14}"
_COMMITMENT = r"[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]="

_GRAMMAR = re.compile(
    r'\{"v":1,"id":"([a-z2-7]{26})"'
    r',"at":"([0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2})\.([0-9]{3})Z"'
    rf',"act":"({_NAME})","outcome":"(requested|done|denied|failed|unknown)","actor":"({_NAME})"'
    rf'(?:,"object":"({_ID})")?(?:,"subject":"({_ID})")?(?:,"purpose":"({_NAME})")?(?:,"policy":({_NUMBER}))?'
    rf'(?:,"reasons":\["({_NAME}(?:","{_NAME})*)"\])?(?:,"count":({_NUMBER}))?(?:,"note":"({_COMMITMENT})")?\}}'
)

MAX_SIZE = 65_535
"""The longest entry in bytes: what fits a bundle's length prefix."""

_LAST_SECOND = 253_402_300_799  # of the year 9999


def encode(entry: Entry) -> bytes:
    """The entry's canonical bytes. BadInput names the fields where one is outside the grammar, without its value."""
    seconds, thousandths = divmod(entry.at, 1000)
    text = (
        f'{{"v":1,"id":"{entry.id}","at":"{_second(seconds)}.{thousandths:03d}Z"'
        f',"act":"{entry.act}","outcome":"{entry.outcome}","actor":"{entry.actor}"'
    )
    if entry.object is not None:
        text += f',"object":"{entry.object}"'
    if entry.subject is not None:
        text += f',"subject":"{entry.subject}"'
    if entry.purpose is not None:
        text += f',"purpose":"{entry.purpose}"'
    if entry.policy is not None:
        text += f',"policy":{entry.policy}'
    if entry.reasons:
        text += ',"reasons":["' + '","'.join(entry.reasons) + '"]'
    if entry.count is not None:
        text += f',"count":{entry.count}'
    if entry.note is not None:
        text += f',"note":"{base64.b64encode(entry.note).decode("ascii")}"'
    text += "}"
    if _GRAMMAR.fullmatch(text) is None or len(text) > MAX_SIZE:
        raise BadInput(f"a ledger entry cannot hold this {_outside(entry)}")
    return text.encode("ascii")


def encode_each(
    like: Entry, at: int, ids: Sequence[bytes], objects: Sequence[bytes], subjects: Sequence[bytes]
) -> list[bytes]:
    """The bytes of many entries of the time `at` that differ only in these ids, 16 raw bytes each; everything else is
    as in `like`, whose own time does not matter.

    `like` states an object and a subject, whose prefixes are kept. This is how a batch of messages is recorded: about
    a microsecond an entry, where `encode` takes several.
    """
    to_time, to_object, to_subject, after = _parts(like)
    seconds, thousandths = divmod(at, 1000)
    second = _second(seconds)
    if len(second) != _SECOND:
        raise BadInput("a ledger entry cannot hold this at")
    to_object = b"%b%b.%03dZ%b" % (to_time, second.encode("ascii"), thousandths, to_object)
    count = len(ids)
    shown = base32([*ids, *objects, *subjects])
    return [
        b"".join((_BEFORE, ident, to_object, thing, to_subject, subject, after))
        for ident, thing, subject in zip(shown[:count], shown[count : 2 * count], shown[2 * count :], strict=True)
    ]


_BEFORE = b'{"v":1,"id":"'
_SECOND = len("2026-11-21T21:20:18")


@lru_cache(maxsize=256)
def _parts(like: Entry) -> tuple[bytes, bytes, bytes, bytes]:
    """What stands before the time, between time and object, between object and subject, and after the subject."""
    sample = encode(like)
    match = _GRAMMAR.fullmatch(sample.decode("ascii"))
    if match is None or like.object is None or like.subject is None:
        raise ValueError("the entry to copy states no object or no subject")
    prefix = len("msg_")
    return (
        sample[match.end(1) : match.start(2)],
        sample[match.end(3) + 1 : match.start(7) + prefix],
        sample[match.end(7) : match.start(8) + prefix],
        sample[match.end(8) :],
    )


def decode(data: bytes) -> Entry:
    """The entry behind canonical bytes; Tampered for any other spelling, key, order or value."""
    # Latin-1 takes every byte, so that bytes outside ASCII fail in the grammar like all the rest.
    match = _GRAMMAR.fullmatch(data.decode("latin-1"))
    if match is None or len(data) > MAX_SIZE:
        raise Tampered("a ledger entry is not in its canonical form")
    ident, second, thousandths, act, outcome, actor, thing, subject, purpose, policy, reasons, count, note = (
        match.groups()
    )
    try:
        seconds = int(datetime.fromisoformat(second + "+00:00").timestamp())
    except ValueError:
        seconds = -1
    if seconds < 0:
        raise Tampered("a ledger entry has a time that does not exist, or before 1970")
    return Entry(
        id=ident,
        at=seconds * 1000 + int(thousandths),
        act=act,
        outcome=Outcome(outcome),
        actor=actor,
        object=thing,
        subject=subject,
        purpose=purpose,
        policy=None if policy is None else int(policy),
        reasons=() if reasons is None else tuple(reasons.split('","')),
        count=None if count is None else int(count),
        note=None if note is None else base64.b64decode(note),
    )


def commitment(salt: bytes, text: str) -> bytes:
    """SHA-256("privet/note/v1\\0" ‖ salt ‖ text in UTF-8): what the ledger holds of a free text.

    `salt` is 32 random bytes kept, sealed, beside the text; once both are gone the commitment says nothing.
    """
    if len(salt) != 32:
        raise ValueError("a commitment's salt is 32 bytes")
    return hashlib.sha256(b"privet/note/v1\0" + salt + text.encode("utf-8", "surrogatepass")).digest()


def packed(entries: Iterable[bytes]) -> bytes:
    """Entries end to end, each after its length in two bytes, big-endian: an entry bundle of C2SP tlog-tiles."""
    return b"".join(len(entry).to_bytes(2, "big") + entry for entry in entries)


def unpacked(bundle: bytes) -> list[bytes]:
    """The entries of a bundle; Tampered where it ends inside one."""
    entries = []
    at = 0
    while at < len(bundle):
        start = at + 2
        at = start + int.from_bytes(bundle[at:start], "big")
        entries.append(bundle[start:at])
    if at != len(bundle):
        raise Tampered("a bundle of ledger entries is cut short")
    return entries


@lru_cache(maxsize=64)
def _second(seconds: int) -> str:
    """`2026-11-21T21:20:18` for seconds since 1970. Entries of one batch share a few seconds, hence the cache."""
    if not 0 <= seconds <= _LAST_SECOND:
        return "?"  # outside the grammar, so that encoding refuses it like any other field
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%S")


def _outside(entry: Entry) -> str:
    """The names of the fields that are outside the grammar; called only once encoding has failed."""
    name, ident = re.compile(_NAME), re.compile(_ID)
    fields = {
        "id": re.fullmatch("[a-z2-7]{26}", entry.id),
        "at": _second(entry.at // 1000) != "?",
        "act": name.fullmatch(entry.act),
        "actor": name.fullmatch(entry.actor),
        "object": entry.object is None or ident.fullmatch(entry.object),
        "subject": entry.subject is None or ident.fullmatch(entry.subject),
        "purpose": entry.purpose is None or name.fullmatch(entry.purpose),
        "policy": entry.policy is None or re.fullmatch(_NUMBER, str(entry.policy)),
        "reasons": all(name.fullmatch(reason) for reason in entry.reasons),
        "count": entry.count is None or re.fullmatch(_NUMBER, str(entry.count)),
        "note": entry.note is None or len(entry.note) == 32,
    }
    return ", ".join(field for field, fits in fields.items() if not fits) or "length"
