"""The ledger's entries as other people's programs read them: JSON lines, OCSF 1.5.0 events, CEF, syslog messages.

Each form is one line an entry, and holds what the entry holds: ids, names, numbers; nothing personal.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, NamedTuple

from privet.core.entry import Entry, Outcome, encode
from privet.core.sentence import DEEDS, sentence

VENDOR = "Privet"
_SEVERITY = {Outcome.DENIED: (3, "Medium", 5), Outcome.FAILED: (2, "Low", 4), Outcome.UNKNOWN: (2, "Low", 4)}
"""What OCSF calls it, by number and name, and CEF (0 to 10); everything else is for information."""
_INFORMATIONAL = (1, "Informational", 2)

_STATUS = {Outcome.DONE: (1, "Success"), Outcome.DENIED: (2, "Failure"), Outcome.FAILED: (2, "Failure"),
           Outcome.REQUESTED: (99, "Requested"), Outcome.UNKNOWN: (0, "Unknown")}  # fmt: skip
_ACTIVITY = {"receive": (1, "Create"), "reveal": (2, "Read"), "read": (2, "Read"), "erase": (4, "Delete")}
"""Activities of OCSF's class Entity Management (3004); any other act is one of its own."""


class Form(NamedTuple):
    """A form that entries are handed on in: how a file of them ends, its media type, and one entry's line, made of its
    number, the entry and the ledger's origin.
    """

    suffix: str
    media: str
    line: Callable[[int, Entry, str], str]


def jsonl(number: int, entry: Entry, origin: str) -> str:
    """The entry's own bytes, beside its number and its ledger."""
    return f'{{"ledger":{json.dumps(origin)},"number":{number},"entry":{encode(entry).decode("ascii")}}}'


def ocsf(number: int, entry: Entry, origin: str) -> str:
    """An event of the class Entity Management, as schema.ocsf.io describes version 1.5.0."""
    return json.dumps(event(number, entry, origin), ensure_ascii=False, separators=(",", ":"))


def event(number: int, entry: Entry, origin: str) -> dict[str, Any]:
    """The same as an object."""
    activity, named = _ACTIVITY.get(entry.act, (99, entry.act))
    severity, severe, _ = _SEVERITY.get(entry.outcome, _INFORMATIONAL)
    status, said = _STATUS[entry.outcome]
    beside = {
        "subject": entry.subject, "purpose": entry.purpose, "policy": entry.policy,
        "reasons": list(entry.reasons) or None, "count": entry.count,
    }  # fmt: skip
    return {
        "activity_id": activity, "activity_name": named,
        "actor": {"user": {"name": entry.actor, "uid": entry.actor}},
        "category_name": "Identity & Access Management", "category_uid": 3,
        "class_name": "Entity Management", "class_uid": 3004, "type_uid": 300_400 + activity,
        "entity": {"uid": entry.object or entry.subject or origin, "type": _entity(entry)},
        "message": str(sentence(entry)),
        "metadata": {
            "version": "1.5.0", "product": {"name": VENDOR, "vendor_name": VENDOR}, "uid": entry.id, "sequence": number,
            "log_name": origin, "event_code": entry.act,
        },
        "severity_id": severity, "severity": severe, "status_id": status, "status": said,
        "status_code": str(entry.outcome), "time": entry.at,
        "unmapped": {name: value for name, value in beside.items() if value is not None},
    }  # fmt: skip


def cef(number: int, entry: Entry, origin: str) -> str:
    """A line of ArcSight's Common Event Format, version 0 (its implementation standard, revision 25)."""
    severity = _SEVERITY.get(entry.outcome, _INFORMATIONAL)[2]
    name = DEEDS.get(entry.act, (entry.act,))[0]
    head = "|".join(map(_bar, ("CEF:0", VENDOR, VENDOR, "1", entry.act, name, str(severity))))
    fields: dict[str, object] = {
        "rt": entry.at, "externalId": entry.id, "deviceExternalId": origin, "suser": entry.actor, "act": entry.act,
        "outcome": entry.outcome, "cn1Label": "number", "cn1": number,
    }  # fmt: skip
    texts = (entry.object, entry.subject, entry.purpose, " ".join(entry.reasons))
    for place, (label, text) in enumerate(zip(("object", "subject", "purpose", "reasons"), texts, strict=True), 1):
        if text:
            fields |= {f"cs{place}Label": label, f"cs{place}": text}
    for place, (label, value) in enumerate((("policy", entry.policy), ("count", entry.count)), 2):
        if value is not None:
            fields |= {f"cn{place}Label": label, f"cn{place}": value}
    fields["msg"] = str(sentence(entry))
    return f"{head}|" + " ".join(f"{key}={_equals(str(value))}" for key, value in fields.items())


FORMATS = {
    "jsonl": Form("jsonl", "application/x-ndjson", jsonl),
    "ocsf": Form("ocsf.jsonl", "application/x-ndjson", ocsf),
    "cef": Form("cef", "text/plain; charset=utf-8", cef),
}
"""By name."""

AUDIT = 13
"""The facility of a log of audits (RFC 5424 §6.2.1)."""

_LEVEL = {Outcome.DENIED: 4, Outcome.FAILED: 3, Outcome.UNKNOWN: 3}
_INFO = 6


def syslog(entry: Entry, line: str, host: str) -> bytes:
    """A syslog message of an entry (RFC 5424): the line as its text, the act as its MSGID; `host` is who sends it."""
    level = AUDIT * 8 + _LEVEL.get(entry.outcome, _INFO)
    at = datetime.fromtimestamp(entry.at / 1000, UTC).strftime("%Y-%m-%dT%H:%M:%S")
    who = "".join(one for one in host if "!" <= one <= "~")[:255] or "-"
    return f"<{level}>1 {at}.{entry.at % 1000:03d}Z {who} privet - {entry.act[:32]} - {line}".encode()


def counted(message: bytes) -> bytes:
    """A syslog message as it goes over a stream, its length before it (RFC 5425 §4.3, RFC 6587 §3.4.1)."""
    return b"%d %b" % (len(message), message)


def _entity(entry: Entry) -> str:
    named = entry.object or entry.subject
    return named[:3] if named else "ledger"


def _bar(text: str) -> str:
    return text.replace("\\", "\\\\").replace("|", "\\|")


def _equals(text: str) -> str:
    return text.replace("\\", "\\\\").replace("=", "\\=").replace("\r", " ").replace("\n", "\\n")
