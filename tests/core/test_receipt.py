"""A receipt of consent has what ISO/IEC TS 27560 asks, in DPV's terms, and is refused where anything is another."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from privet.core import notice, receipt, report
from privet.core.consent import Consent, Wording, check_text, digest, shown_text
from privet.core.entry import Entry, Outcome, commitment, encode
from privet.core.merkle import leaf_hash, node_hash
from privet.core.note import Signer
from privet.core.notice import Notice
from privet.core.receipt import Told
from privet.errors import BadInput, Conflict, Tampered

NAME = "privet.invalid/abcdef/shop"
SALT = bytes(range(32))
AT = 1_795_262_400_123
TEXT = "Yes, send me offers by text message. I can take this back at any time."
WORDING = Wording("offers-3", "en", "delivery", TEXT, digest(TEXT), "IE DE", "IE", AT - 9_000, "local")
DETAILS = {
    "company": "Example Ltd", "address": "1 High Street, Dublin", "contact": "privacy@example.com", "officer": "",
    "authority": "the Data Protection Commission", "transfers": "",
}  # fmt: skip
FACTS = notice.Facts(
    (notice.Purpose("delivery", "Carry a message between the company and its customer.", "consent"),),
    {"seal": ("PHONE",), "transit": ("CODE",), "pass": ("SPECIAL",), "drop": ("PIN",)},
    (notice.Kept("message", 31_536_000, "Messages."), notice.Kept("relation", None, "The record.")),
    ("api",),
    (notice.Recipient("sms.example", "carries text messages", (), True),),
)
TOLD = Told(2, AT - 8_000, Notice(DETAILS, FACTS))


def row(number: int, given: bool = True, **more: Any) -> Consent:
    said = {"language": "en", "digest": WORDING.digest, "method": "form", **more}
    return Consent(bytes([number]) * 16, bytes(16), "sms", "delivery", "offers-3", given, AT + number, "local", **said)


RECORD = receipt.record(NAME, [row(1)], WORDING, TOLD)
ID = "ent_" + "a" * 26


def made(text: str, act: str = receipt.ACT, **more: Any) -> tuple[str, tuple[str, ...]]:
    """A receipt on a ledger of two entries, and the ledger's keys."""
    signer = Signer(bytes(32), NAME)
    said = {"subject": "sub_" + "a" * 26, **more}
    entry = encode(Entry("a" * 26, AT + 500, act, Outcome.DONE, "local", note=commitment(SALT, text), **said))
    other = leaf_hash(b"other")
    note = signer.sign(NAME, 2, node_hash(other, leaf_hash(entry)), 1_795_262_401)
    proof = f"c2sp.org/tlog-proof@v1\nindex 1\n{base64.b64encode(other).decode()}\n\n{note}"
    return report.write(text, SALT, entry, proof), signer.vkeys


def document(**more: Any) -> dict[str, Any]:
    return {**receipt.receipt(ID, NAME, "ent_" + "b" * 25 + "a", AT + 500, RECORD), **more}


# ISO/IEC TS 27560:2023 through the mapping of W3C DPV's guide (table "ISO 27560:2023, EU GDPR, and DPV"): the field,
# whether ISO (I) or only the GDPR (G) makes it mandatory, and where it stands. Written from that table, not from here.
Place = Callable[[dict[str, Any]], Any]
FIELDS: list[tuple[str, str, Place]] = [
    ("schema version", "I", lambda r: r["dct:conformsTo"]),
    ("record id", "I", lambda r: r["dct:identifier"]),
    ("pii principal id", "I", lambda r: r["dpv:hasDataSubject"]["dct:identifier"]),
    ("privacy notice", "I", lambda r: [n for n in process(r)["dpv:hasNotice"] if n["@type"] == "dpv:PrivacyNotice"]),
    ("consent notice", "I", lambda r: [n for n in process(r)["dpv:hasNotice"] if n["@type"] == "dpv:ConsentNotice"]),
    ("language", "I", lambda r: process(r)["dct:language"]),
    ("purpose", "I", lambda r: process(r)["dpv:hasPurpose"]["dct:description"]),
    ("lawful basis", "G", lambda r: process(r)["dpv:hasLegalBasis"]),
    ("pii information", "I", lambda r: process(r)["dpv:hasPersonalData"]),
    ("pii controllers", "I", lambda r: r["dpv:hasDataController"]),
    ("collection method", "G", lambda r: process(r)["dpv:hasDataSource"]["dct:description"]),
    ("processing method", "G", lambda r: process(r)["dpv:hasProcessing"]),
    ("storage locations", "I", lambda r: stored(r, "dpv:StorageLocation")[0]["dpv:hasLocation"]),
    ("retention period", "I", lambda r: [one["dpv:hasDuration"] for one in stored(r, "dpv:StorageDuration")]),
    ("processing location", "G", lambda r: process(r)["dpv:hasLocation"]),
    ("geographic restrictions", "G", lambda r: process(r)["dpv:hasRule"]["dct:description"]),
    ("jurisdiction", "I", lambda r: r["dpv:hasJurisdiction"]),
    ("recipient third parties", "I", lambda r: process(r)["dpv:hasRecipient"]),
    ("withdrawal method", "I", lambda r: process(r)["dpv:hasConsentControl"]["dct:description"]),
    ("privacy rights", "G", lambda r: process(r)["dpv:hasRight"]),
    ("authority party", "G", lambda r: r["dpv:hasAuthority"]["dpv:hasName"]),
    ("pii type", "I", lambda r: [one["dct:identifier"] for one in process(r)["dpv:hasPersonalData"]]),
    ("pii optional", "G", lambda r: [one["dpv:hasNecessity"] for one in process(r)["dpv:hasPersonalData"]]),
    ("special pii category", "G", lambda r: {one["privet:special"] for one in process(r)["dpv:hasPersonalData"]}),
    ("party id", "I", lambda r: r["dpv:hasDataController"]["dct:identifier"]),
    ("party address", "I", lambda r: r["dpv:hasDataController"]["dpv:hasAddress"]),
    ("party name", "I", lambda r: r["dpv:hasDataController"]["dpv:hasName"]),
    ("party role", "G", lambda r: r["dpv:hasDataController"]["@type"]),
    ("party contact", "I", lambda r: r["dpv:hasDataController"]["dpv:hasContact"]),
    ("party type", "I", lambda r: r["dpv:hasDataController"]["@type"]),
    ("event time", "I", lambda r: [one["dct:date"] for one in r["dpv:hasConsentStatus"]]),
    ("validity duration", "I", lambda r: [one["dct:valid"] for one in r["dpv:hasConsentStatus"]]),
    ("entity id", "I", lambda r: [one["dpv:isImplementedByEntity"] for one in r["dpv:hasConsentStatus"]]),
    ("event type", "I", lambda r: [one["dpv:hasLegalBasis"] for one in r["dpv:hasConsentStatus"]]),
    ("event state", "I", lambda r: [one["@type"] for one in r["dpv:hasConsentStatus"]]),
]
GOLDEN = Path(__file__).parents[1] / "vectors/consent-receipt.jsonld"
STATES = {
    f"dpv:{one}"
    for one in (
        "ConsentRequested", "ConsentRequestDeferred", "ConsentRefused", "ConsentGiven", "RenewedConsentGiven",
        "ConsentExpired", "ConsentInvalidated", "ConsentRevoked", "ConsentWithdrawn", "ConsentUnknown",
    )
}  # fmt: skip
TYPES = {
    f"dpv:{one}Consent" for one in ("Uninformed", "Implied", "Expressed", "ExplicitlyExpressed", "Informed")
}  # fmt: skip


def process(record: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = record["dpv:hasProcess"]
    return found


def stored(record: dict[str, Any], type_: str) -> list[dict[str, Any]]:
    return [one for one in process(record)["dpv:hasStorageCondition"] if one["@type"] == type_]


def missing(record: dict[str, Any]) -> list[str]:
    """Fields that ISO or the GDPR makes mandatory and that are not there, or say nothing."""

    def there(place: Place) -> bool:
        try:
            said = place(record)
        except (KeyError, IndexError):
            return False
        return bool(said) and all(one not in ("", None, []) for one in (said if isinstance(said, list) else [said]))

    return [name for name, _, place in FIELDS if not there(place)]


def terms(value: Any) -> Iterator[str]:
    """Every term with a prefix."""
    if isinstance(value, dict):
        for key, one in value.items():
            yield key
            if key in ("@type", "dpv:hasRight", "dpv:hasLegalBasis", "dpv:hasProcessing", "dpv:hasLocation"):
                yield from one if isinstance(one, list) else [one]
            else:
                yield from terms(one)
    elif isinstance(value, list):
        for one in value:
            yield from terms(one)


def test_every_field_that_iso_or_the_gdpr_makes_mandatory_is_there() -> None:
    assert missing(RECORD) == []
    assert len(FIELDS) == 35
    for name in ("dpv:hasDataSubject", "dpv:hasProcess", "dpv:hasDataController", "dpv:hasConsentStatus"):
        assert missing({key: one for key, one in RECORD.items() if key != name}), name


def test_prefixes_stand_in_the_context_and_states_and_types_are_of_the_lists() -> None:
    whole = document()
    for one in terms({key: said for key, said in whole.items() if key != "@context"}):
        assert one.startswith("@") or one.partition(":")[0] in whole["@context"], one
    rows = [row(1), row(2), row(3, given=False), row(4)]
    events = receipt.record(NAME, rows, WORDING, TOLD)["dpv:hasConsentStatus"]
    assert [one["@type"] for one in events] == [
        "dpv:ConsentGiven", "dpv:RenewedConsentGiven", "dpv:ConsentWithdrawn", "dpv:ConsentGiven",
    ]  # fmt: skip
    assert {one["@type"] for one in events} <= STATES
    assert {one["dpv:hasLegalBasis"] for one in events} <= TYPES


def test_it_is_what_it_was() -> None:
    """Golden: what somebody reads of it, term by term; change it only with the page of its specification."""
    assert json.loads(GOLDEN.read_text("utf-8")) == document()
    kinds = {one["dct:identifier"]: one["privet:special"] for one in process(RECORD)["dpv:hasPersonalData"]}
    assert kinds == {"PHONE": False, "CODE": False, "SPECIAL": True}
    assert [one.get("dpv:hasDuration", "")[:10] for one in stored(RECORD, "dpv:StorageDuration")] == [
        "PT31536000", "Until an e",
    ]  # fmt: skip
    assert document()["@type"] == "dpv:ConsentReceipt"
    assert document()["dct:conformsTo"].endswith("#receipt-eu-gdpr")
    assert receipt.collected([RECORD])["@graph"] == [RECORD]


def test_what_nobody_said_is_said_in_general_words() -> None:
    alone = msgspec.structs.replace(FACTS, recipients=())
    bare = Told(1, AT, Notice({**DETAILS, "address": "", "authority": "", "transfers": "the USA"}, alone))
    other = WORDING._replace(purpose="storage")
    said = receipt.record(NAME, [row(1, method="")], other, bare)
    assert missing(said) == []
    assert said["dpv:hasDataController"]["dpv:hasAddress"] == "privacy@example.com"
    assert "the USA" in process(said)["dpv:hasRule"]["dct:description"]
    assert process(said)["dpv:hasPurpose"]["dct:description"] == "storage"
    assert process(said)["dpv:hasDataSource"]["privet:method"] == "other"


def test_whoever_has_the_keys_checks_it() -> None:
    text = receipt.encode(document())
    said, checked = receipt.check(*made(text))
    assert said == document()
    assert said["dpv:hasRecordOfActivity"]["dpv:hasConsentStatus"][-1]["privet:sha256"] == digest(TEXT)
    assert (checked.index, checked.checkpoint.size) == (1, 2)


@given(st.data())
def test_a_receipt_with_one_character_another_is_refused(data: st.DataObject) -> None:
    file, keys = made(receipt.encode(document()))
    at = data.draw(st.integers(0, len(file) - 1))
    other = data.draw(st.characters(min_codepoint=32, max_codepoint=126).filter(lambda one: one != file[at]))
    with pytest.raises(Tampered):
        receipt.check(file[:at] + other + file[at + 1 :], keys)


@pytest.mark.parametrize(
    ("text", "more"),
    [
        (receipt.encode(document(**{"privet:ledger": "privet.invalid/other/shop"})), {}),
        (receipt.encode(document(**{"dct:identifier": "ent_" + "b" * 25 + "a"})), {}),
        (receipt.encode(document(**{"dct:created": "2020-01-01T00:00:00.000Z"})), {}),
        (receipt.encode(document()), {"subject": "sub_" + "b" * 25 + "a"}),
        (receipt.encode(document()), {"act": "report.review"}),
        (json.dumps(document()), {}),
        ("[]", {}),
        ('{"privet:ledger":1}', {}),
        ("no JSON", {}),
        ('{"dpv:hasRecordOfActivity":' + "[" * 99_999 + "}", {}),
    ],
)
def test_what_a_key_holder_signed_for_another_is_no_receipt(text: str, more: dict[str, Any]) -> None:
    with pytest.raises(Tampered):
        receipt.check(*made(text, **more))


def test_what_can_be_a_text_that_people_agree_to() -> None:
    good = ("offers-3", "pt-BR", TEXT, "DE FR", "IE")
    check_text(*good)
    for at, bad in (
        (0, "Offers"), (0, "any"), (1, "english!"), (2, "  "), (2, "x" * 10_001), (2, "half \ud83d"), (3, "de"),
        (3, ""), (4, "DE, FR"),
    ):  # fmt: skip
        with pytest.raises(BadInput):
            check_text(*(bad if place == at else one for place, one in enumerate(good)))


def test_which_text_somebody_was_shown() -> None:
    german = WORDING._replace(language="de", text="Ja.", digest=digest("Ja."))
    assert shown_text([WORDING], "delivery", "") is WORDING
    assert shown_text([german, WORDING], "delivery", "de") is german
    for texts, purpose, language in (
        ([WORDING], "support", ""), ([german, WORDING], "delivery", ""), ([german, WORDING], "delivery", "fr"),
    ):  # fmt: skip
        with pytest.raises(Conflict):
            shown_text(texts, purpose, language)


def test_the_hash_is_that_of_the_exact_bytes() -> None:
    """SHA-256 of "abc", FIPS 180-2, appendix B.1."""
    assert digest("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
