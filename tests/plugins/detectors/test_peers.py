"""What Presidio and DataFog hold themselves to, held against Privet: each case judged for its own kind, and each answer
that differs listed with a reason in `peers/deviations.json`. One that is listed and no longer differs fails as well.

A recogniser whose kind no detector finds yet is skipped; names, places and organisations are a model's, judged by
figures (bench/accuracy), not case by case.
"""

import json
import lzma
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from privet.core.finding import Detector
from privet.plugins.detectors import bundled

PEERS = Path(__file__).parent / "peers"
PRESIDIO = {  # recogniser: our kind
    "aba_routing": "BANK_CODE",
    "au_abn": "TAX_ID",
    "au_acn": "TAX_ID",
    "au_medicare": "NATIONAL_ID",
    "au_tfn": "TAX_ID",
    "ca_sin": "NATIONAL_ID",
    "credit_card": "CARD",
    "crypto": "WALLET",
    "date": "DATE",
    "de_fuehrerschein": "DRIVING_LICENCE",
    "de_health_insurance": "NATIONAL_ID",
    "de_id_card": "NATIONAL_ID",
    "de_kfz": "PLATE",
    "de_passport": "PASSPORT",
    "de_social_security": "NATIONAL_ID",
    "de_tax_id": "TAX_ID",
    "de_tax_number": "TAX_ID",
    "de_vat_id": "TAX_ID",
    "email": "EMAIL",
    "es_nie": "NATIONAL_ID",
    "es_nif": "NATIONAL_ID",
    "es_passport": "PASSPORT",
    "fi_personal_identity_code": "NATIONAL_ID",
    "in_aadhaar": "NATIONAL_ID",
    "in_gstin": "TAX_ID",
    "in_pan": "TAX_ID",
    "in_passport": "PASSPORT",
    "in_vehicle_registration": "PLATE",
    "in_voter": "NATIONAL_ID",
    "ip": "IP",
    "it_driver_license": "DRIVING_LICENCE",
    "it_fiscal_code": "TAX_ID",
    "it_identity_card": "NATIONAL_ID",
    "it_passport": "PASSPORT",
    "it_vat_code": "TAX_ID",
    "kr_brn": "TAX_ID",
    "kr_driver_license": "DRIVING_LICENCE",
    "kr_frn": "NATIONAL_ID",
    "kr_passport": "PASSPORT",
    "kr_rrn": "NATIONAL_ID",
    "mac": "MAC",
    "ng_nin": "NATIONAL_ID",
    "ng_vehicle_registration": "PLATE",
    "ph_mobile_number": "PHONE",
    "ph_tin": "TAX_ID",
    "phone": "PHONE",
    "pl_pesel": "NATIONAL_ID",
    "se_organisationsnummer": "TAX_ID",
    "se_personnummer": "NATIONAL_ID",
    "sg_fin": "NATIONAL_ID",
    "th_tnin": "NATIONAL_ID",
    "tr_license_plate": "PLATE",
    "tr_national_id": "NATIONAL_ID",
    "tr_phone_number": "PHONE",
    "uk_driving_licence": "DRIVING_LICENCE",
    "uk_nhs": "NATIONAL_ID",
    "uk_nino": "NATIONAL_ID",
    "uk_passport": "PASSPORT",
    "uk_vehicle_registration": "PLATE",
    "url": "URL",
    "us_bank": "ACCOUNT",
    "us_driver_license": "DRIVING_LICENCE",
    "us_itin": "TAX_ID",
    "us_mbi": "NATIONAL_ID",
    "us_passport": "PASSPORT",
    "us_ssn": "NATIONAL_ID",
    "za_id_number": "NATIONAL_ID",
}
NOT_OURS = {
    "certificate_number": "a doctor's registration with a drug agency",
    "de_bsnr": "the number of a doctor's surgery",
    "de_handelsregister": "the number of a firm in a public register",
    "de_lanr": "the public number of a doctor",
    "de_plz": "a postcode alone: the names model's, by its address",
    "pattern": "tests of Presidio's own pattern class",
    "sg_uen": "the number of a firm in a public register",
    "spacy": "names: a model's",
    "stanza": "names: a model's",
    "transformers": "names: a model's",
    "uk_postcode": "a postcode alone: the names model's, by its address",
    "us_npi": "the public number of a health care provider",
}
REGIONS = {"uk": "GB", "phone": "US GB DE IL BR IN", "date": "", "aba_routing": "US"}
DATAFOG = {
    "EMAIL": "EMAIL",
    "PHONE": "PHONE",
    "DATE": "DATE",
    "SSN": "NATIONAL_ID",
    "CREDIT_CARD": "CARD",
    "IP_ADDRESS": "IP",
    "DE_VAT_ID": "TAX_ID",
    "DE_IBAN": "IBAN",
}


def lines(name: str) -> list[dict[str, Any]]:
    with lzma.open(PEERS / f"{name}.jsonl.xz", "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file]


CASES = lines("presidio")
DEVIATIONS: dict[str, dict[str, list[str]]] = json.loads((PEERS / "deviations.json").read_text(encoding="utf-8"))
FOUND = {kind for detector in bundled() for kind in detector.kinds}


def recogniser(case: dict[str, Any]) -> str:
    return str(case["recognizer"]).removeprefix("test_").removesuffix("_recognizer")


@cache
def detectors(kind: str, regions: str) -> list[Detector]:
    return [detector for detector in bundled(tuple(regions.split())) if kind in detector.kinds]


def differs(case: dict[str, Any], kind: str, labels: set[str], regions: str) -> bool:
    """Whether what is found of `kind` are other characters than what carries one of `labels`, blanks around aside."""
    text = case["text"]
    wanted = [text[start:end].strip() for start, end, label in case["spans"] if label in labels]
    found = sorted(one for detector in detectors(kind, regions) for one in detector.find(text) if one.kind == kind)
    return [text[one.start : one.end].strip() for one in found] != wanted


def test_every_recogniser_of_presidio_has_a_kind_or_a_reason() -> None:
    assert {recogniser(case) for case in CASES} == PRESIDIO.keys() | NOT_OURS.keys()


@pytest.mark.parametrize("name", PRESIDIO)
def test_presidio_s_cases_are_answered_alike_or_the_difference_has_a_reason(name: str) -> None:
    kind = PRESIDIO[name]
    assert kind in FOUND
    country = name.split("_")[0]
    regions = REGIONS.get(name) or REGIONS.get(country) or (country.upper() if len(country) == 2 else "US")
    cases = [case for case in CASES if recogniser(case) == name]
    labels = {label for case in cases for *_, label in case["spans"]}
    other = {case["text"] for case in cases if differs(case, kind, labels, regions)}
    assert other == {text for texts in DEVIATIONS.get(name, {}).values() for text in texts}


@pytest.mark.parametrize("kind", sorted(set(DATAFOG.values())))
def test_datafog_s_cases_are_answered_alike_or_the_difference_has_a_reason(kind: str) -> None:
    assert kind in FOUND
    labels = {label for label, ours in DATAFOG.items() if ours == kind}
    other = {case["id"] for case in lines("datafog") if differs(case, kind, labels, "US DE")}
    assert other == {text for texts in DEVIATIONS.get(f"datafog {kind}", {}).values() for text in texts}
