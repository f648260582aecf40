"""A receipt of consent: who agreed to what, or took it back, shaped as ISO/IEC TS 27560:2023 asks, in the terms of the
W3C Data Privacy Vocabulary (docs/spec/consent-receipt.md).

The record is JSON-LD with the sections of that specification: metadata, processing, personal data, party, event. A
receipt holds the record, and leaves as a signed report (`core.report`): an entry of the ledger commits to it, and a
checkpoint over that entry is signed by the ledger's keys, so that whoever has these checks it without the installation.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from privet.core import ids, notice, report
from privet.core.consent import METHODS, OTHER, Consent, Wording
from privet.core.kinds import KINDS
from privet.core.notice import Notice
from privet.core.notice_texts import SAID
from privet.core.report import Checked
from privet.errors import Tampered

ACT = "report.consent"
"""The ledger's act whose entry commits to a receipt."""

CONSENT = "cns"
SCHEMA = "https://w3id.org/dpv/schema/dpv-27560#"
CONTEXT: Mapping[str, str] = {
    "dct": "http://purl.org/dc/terms/",
    "dpv": "https://w3id.org/dpv#",
    "eu-gdpr": "https://w3id.org/dpv/legal/eu/gdpr#",
    "loc": "https://w3id.org/dpv/loc#",
    "privet": "urn:privet:",
}
"""What the prefixes stand for (W3C DPV 2.3); `privet:` is for what the vocabulary has no word for."""

RIGHTS = tuple(
    f"eu-gdpr:{one}" for one in ("A7-3", "A13", "A15", "A16", "A17", "A18", "A20", "A21", "A77")
)  # fmt: skip
"""Rights of the person by the articles of the GDPR, in DPV's terms."""

GIVEN, RENEWED, WITHDRAWN = "dpv:ConsentGiven", "dpv:RenewedConsentGiven", "dpv:ConsentWithdrawn"

WITHDRAWAL = (
    "As it was given: to whoever took the consent, by the same channels and in as many steps. No version of a text"
    " has to be named. STOP, as a message, ends all messages at once."
)


@dataclass(frozen=True, slots=True)
class Told:
    """The privacy notice that stood: its number, when it was given out (ms), and what it says."""

    version: int
    at: int
    said: Notice


def record(ledger: str, rows: Sequence[Consent], wording: Wording, told: Told) -> dict[str, Any]:
    """The consent record of the newest of `rows`: what one subject said of one purpose and channel, oldest first.

    `ledger` is the ledger's origin, which stands for the company where a party needs an id.
    """
    last = rows[-1]
    return {
        "@id": f"privet:{ids.shown(CONSENT, last.id)}",
        "@type": "dpv:ConsentRecord",
        "dct:identifier": ids.shown(CONSENT, last.id),
        "dct:conformsTo": f"{SCHEMA}record-eu-gdpr",
        "dpv:hasDataSubject": {"@type": "dpv:DataSubject", "dct:identifier": ids.shown(ids.SUBJECT, last.subject)},
        "dpv:hasDataController": _controller(ledger, told.said.details),
        "dpv:hasJurisdiction": _countries(wording.law),
        "dpv:hasAuthority": {
            "@type": "dpv:Authority",
            "dpv:hasName": told.said.details["authority"] or SAID["complain-any"],
        },
        "dpv:hasProcess": _process(last, wording, told),
        "dpv:hasConsentStatus": list(_events(rows)),
    }  # fmt: skip


def receipt(id: str, ledger: str, entry: str, made: int, of: Mapping[str, Any]) -> dict[str, Any]:
    """A receipt of a record: its id, the ledger's origin, the id of the entry by which the consent came on the ledger
    ("" of before), and when it was made (ms).
    """
    return {
        "@context": dict(CONTEXT),
        "@id": f"privet:{id}",
        "@type": "dpv:ConsentReceipt",
        "dct:identifier": id,
        "dct:conformsTo": f"{SCHEMA}receipt-eu-gdpr",
        "dct:created": _time(made),
        "privet:ledger": ledger,
        "privet:entry": entry,
        "dpv:hasRecordOfActivity": of,
    }


def collected(records: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Several records as one JSON-LD document."""
    return {"@context": dict(CONTEXT), "@graph": list(records)}


def encode(document: Mapping[str, Any]) -> str:
    """The document as one line of ASCII, keys in their order, no spaces."""
    return json.dumps(document, separators=(",", ":"), ensure_ascii=True)


def check(file: str, vkeys: tuple[str, ...]) -> tuple[dict[str, Any], Checked]:
    """The receipt in a file, once all of it is shown to be what the ledger with these keys holds. Raises Tampered."""
    checked = report.check(file, vkeys)
    if checked.entry.act != ACT:
        raise Tampered("the report is no receipt of a consent")
    return decode(checked), checked


def decode(checked: Checked) -> dict[str, Any]:
    """The receipt that a report states. Raises Tampered where it is none, of another ledger, entry, time or person."""
    try:
        said = json.loads(checked.text)
        whose = said["dpv:hasRecordOfActivity"]["dpv:hasDataSubject"]["dct:identifier"]
        named = (said["privet:ledger"], said["dct:identifier"], said["dct:created"], whose)
    except (ValueError, TypeError, KeyError, RecursionError):
        raise Tampered("this is no receipt of a consent") from None
    entry = checked.entry
    if named != (checked.checkpoint.origin, f"{ids.ENTRY}_{entry.id}", _time(entry.at), entry.subject):
        raise Tampered("the receipt is of another ledger, entry, time or person than those that stand for it")
    if encode(said) != checked.text:
        raise Tampered("the receipt is not in its canonical form")
    return dict(said)


def _controller(ledger: str, said: Mapping[str, str]) -> dict[str, Any]:
    return {
        "@type": ["dpv:DataController", "dpv:LegalEntity"],
        "dct:identifier": ledger,
        "dpv:hasName": said["company"],
        "dpv:hasAddress": said["address"] or said["contact"],
        "dpv:hasContact": said["contact"],
    }


def _process(last: Consent, wording: Wording, told: Told) -> dict[str, Any]:
    """What is done with whose agreement: the sections on processing and on personal data."""
    facts = told.said.facts
    return {
        "@type": "dpv:Process",
        "dpv:hasNotice": [_text(wording), _notice(told)],
        "dct:language": wording.language,
        "dpv:hasPurpose": _purpose(wording.purpose, told.said),
        "dpv:hasLegalBasis": "eu-gdpr:A6-1-a",
        "dpv:hasPersonalData": list(_personal(facts)),
        "dpv:hasDataSource": {
            "@type": "dpv:DataSubject",
            "privet:method": last.method or OTHER,
            "dct:description": METHODS[last.method or OTHER],
        },
        "dpv:hasProcessing": ["dpv:Collect", "dpv:Store", "dpv:Use", "dpv:Erase"],
        "dpv:hasStorageCondition": [
            {"@type": "dpv:StorageLocation", "dpv:hasLocation": _countries(wording.place)},
            *({"@type": "dpv:StorageDuration", "dct:identifier": one.name, "dpv:hasDuration": _duration(one),
               "dct:description": one.sentence} for one in facts.kept),
        ],
        "dpv:hasLocation": _countries(wording.place),
        "dpv:hasRule": {"@type": "dpv:Rule", "dct:description": _abroad(told.said.details)},
        "dpv:hasRecipient": [
            {"@type": "dpv:Recipient", "dpv:hasName": one.name, "dct:description": one.what}
            for one in facts.recipients
        ]
        or [{"@type": "dpv:Recipient", "dpv:hasName": SAID["nobody"]}],
        "dpv:hasConsentControl": {"@type": "dpv:WithdrawConsent", "dct:description": WITHDRAWAL},
        "dpv:hasRight": list(RIGHTS),
        "privet:channel": last.channel or "every",
    }  # fmt: skip


def _countries(codes: str) -> list[str]:
    return [f"loc:{one}" for one in codes.split(" ")]


def _text(wording: Wording) -> dict[str, Any]:
    return {
        "@type": "dpv:ConsentNotice", "dct:identifier": wording.version, "dct:language": wording.language,
        "dct:date": _time(wording.at), "privet:sha256": wording.digest,
    }  # fmt: skip


def _notice(told: Told) -> dict[str, Any]:
    return {
        "@type": "dpv:PrivacyNotice", "dct:identifier": str(told.version), "dct:date": _time(told.at),
        "privet:sha256": told.said.digest(),
    }  # fmt: skip


def _purpose(name: str, said: Notice) -> dict[str, Any]:
    sentence = next((one.sentence for one in said.facts.purposes if one.name == name), name)
    return {"@type": "dpv:Purpose", "dct:identifier": name, "dct:description": sentence}


def _personal(facts: notice.Facts) -> Iterator[dict[str, Any]]:
    """What may be held, by kind; nobody has to give any of it, and a word of a special category is a flag."""
    for disposition in ("seal", "transit", "pass"):
        for name in facts.kinds.get(disposition, ()):
            special = name == "SPECIAL"
            yield {
                "@type": "dpv:SpecialCategoryPersonalData" if special else "dpv:PersonalData",
                "dct:identifier": name,
                "dct:description": KINDS[name].meaning,
                "dpv:hasNecessity": "dpv:Optional",
                "privet:special": special,
            }


def _duration(kept: notice.Kept) -> str:
    """ISO 8601, or the words for what an event ends."""
    return SAID["until"] if kept.seconds is None else f"PT{kept.seconds}S"


def _abroad(said: Mapping[str, str]) -> str:
    return SAID["transfers"].format(transfers=said["transfers"]) if said["transfers"] else SAID["here"]


def _events(rows: Sequence[Consent]) -> Iterator[dict[str, Any]]:
    """Each word of the person: when, for how long it holds, whose, of which type and to which state it led."""
    stood = False
    for one in rows:
        state = WITHDRAWN if not one.given else RENEWED if stood else GIVEN
        stood = one.given
        yield {
            "@type": state,
            "dct:identifier": ids.shown(CONSENT, one.id),
            "dct:date": _time(one.at),
            "dct:valid": SAID["until"] if one.given else "PT0S",
            "dpv:isImplementedByEntity": ids.shown(ids.SUBJECT, one.subject),
            "dpv:hasLegalBasis": "dpv:ExpressedConsent",
            "privet:version": one.version,
            "privet:sha256": one.digest,
            "privet:recordedBy": one.by.partition(":")[0],
        }


def _time(ms: int) -> str:
    """ISO 8601 in UTC, to the millisecond."""
    seconds, thousandths = divmod(ms, 1000)
    return f"{datetime.fromtimestamp(seconds, UTC):%Y-%m-%dT%H:%M:%S}.{thousandths:03d}Z"
