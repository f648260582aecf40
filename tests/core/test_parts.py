"""Detectors of several parts: looking for what a text's triggers speak of finds what looking for everything does."""

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from privet.core import detect
from privet.core.cues import lowered
from privet.core.detect import Scanner
from privet.core.finding import Parted
from privet.plugins.detectors import bundled

REGIONS = ("US", "GB", "DE", "FR", "ES", "MX", "AR", "IN", "PL")
PARTED = [one for one in bundled(REGIONS) if isinstance(one, Parted)]

PIECES = (
    "account ", "account number ", "kontonummer: ", "acct no", "cuenta ", "aa", "SSN ", "my social is ", "DNI ",
    "pesel", "carte vitale ", "id ", "aadhaar ", "tax id ", "UTR ", "VAT ", "tracking number ", "parcel ", "imei ",
    "iccid: ", "imsi ", "sort code ", "ifsc ", "plate ", "licence ", "passport ", "wallet ", "seed phrase ", "token ",
    "born ", "0043 2210 8876", "002010077777777771", "2850590940090418135201", "219-09-9999", "12345678Z",
    "44051401359", "2 55 08 14 168 025 38", "2345 6789 0124", "1Z999AA10123456784", "RA123456785GB",
    "9400111899223197428490", "ES9121000418450200051332", "JD014600003513234567",
    "490154203237518", "8944110068001234567", "310150123456789",
    "20-00-00", "HDFC0001234", "WAW 12345", "AB51 DVL", "K1234567", "12/05/1990", "1BoatSLRHtKNngkdXEeobR76b53LEtpyT",
    *"0123456789", " ", ", ", ". ", ": ", " is ", "-", "/", "\n", "é", "İ", "号", "account", "x",
)  # fmt: skip
texts = st.lists(st.sampled_from(PIECES), max_size=10).map("".join)


@settings(deadline=None, max_examples=400)
@given(texts)
@example("The transfer from ES9121000418450200051332 to your account was made, account number 0043 2210 8876")
def test_parts_whose_triggers_are_not_there_find_nothing(text: str) -> None:
    small = lowered(text)
    for one in PARTED:
        there = [any(re.search(each, small, re.IGNORECASE) for each in part) for part in one.parts]
        looking = one.looking(tuple(number for number, said in enumerate(there) if said))
        assert list(looking(text)) == (list(one.find(text)) if any(there) else []), one.name


def test_the_parts_of_a_detector_have_all_its_triggers_and_look_for_all_it_finds() -> None:
    assert {one.name for one in PARTED} >= {"account", "tracking", "national_id", "tax_id"}
    text = "account number 0043 2210 8876, SSN 219-09-9999, RA123456785GB, 1Z999AA10123456784, imei 490154203237518"
    for one in PARTED:
        assert {each for part in one.parts for each in part} == set(one.triggers)
        assert list(one.looking(tuple(range(len(one.parts))))(text)) == list(one.find(text))


def test_where_groups_of_triggers_are_many_each_detector_has_one(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "account number 0043 2210 8876 or RA123456785GB"
    apart = Scanner(PARTED)
    expected = apart.scan(text)
    assert [one.kind for one in expected] == ["ACCOUNT", "TRACKING"]
    assert len(apart._places) > len(apart.detectors)
    monkeypatch.setattr(detect, "_PLACES", len(apart._places) + 1)
    together = Scanner(PARTED)
    assert together.scan(text) == expected
    assert len(together._places) == len(together.detectors)


def test_what_texts_asked_for_is_forgotten_where_it_is_much(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(detect, "_PLANS", 1)
    scanner = Scanner(PARTED)
    for _ in range(2):
        assert scanner.scan("nothing at all") == []
        assert [one.kind for one in scanner.scan("account number 0043 2210 8876")] == ["ACCOUNT"]
        assert len(scanner._plans) == 1
