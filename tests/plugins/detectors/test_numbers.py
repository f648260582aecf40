"""The detectors of numbers that states give, in several regions; hostile text for each; regions widen, never narrow."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from privet.core.finding import CHECKSUM, CUE, PATTERN, Detector
from privet.core.formats import Format, Numbers, groups
from privet.core.shapes import compact
from privet.plugins.detectors import driving_licence, national_id, passport, tax_id
from privet.testing import Case, check_detector

MAKES = (national_id.make, tax_id.make, passport.make, driving_licence.make)
STATES = "AR AT AU BE BR CA CH CL CN CO DE ES FI FR GB ID IE IN IT JP KR MX NG NL PE PH PL PT RU SE SG TH TR UA US ZA"
EVERYWHERE = tuple(STATES.split())
ALONE = {  # the region in which a message that is only the number counts, and a look-alike that does not
    "national_id": {
        "AT": ("1237 010180", "1238 010180"),
        "AU": ("2123 45670 1", "2123 45671 1"),
        "BE": ("85073003328", "85073003329"),
        "CA": ("130692544", "130692545"),
        "GB": ("943 476 5919", "943 476 5918"),
        "IN": ("2341 2341 2346", "2341 2341 2347"),
        "JP": ("1234 5678 9018", "1234 5678 9019"),
        "NL": ("111222333", "111222334"),
        "PL": ("44051401359", "44051401358"),
        "SE": ("8803200016", "8803200017"),
        "TH": ("1234545678781", "1234545678782"),
        "TR": ("10000000146", "10000000147"),
        "US": ("078 05 1121", "666 05 1121"),
        "ZA": ("7503305044089", "7503305044088"),
    },
    "tax_id": {
        "AU": ("83914571673", "83914571674"),
        "BR": ("39053344705", "39053344706"),
        "DE": ("36574261809", "36574261808"),
        "FR": ("3023217600053", "3023217600054"),
        "IT": ("00743110157", "00743110158"),
        "KR": ("116-82-00276", "116-82-00277"),
        "PT": ("501964843", "501964842"),
        "RU": ("500100732259", "500100732258"),
        "UA": ("1759013776", "1759013777"),
    },
}


@pytest.mark.parametrize("make", MAKES)
def test_the_rules_of_the_port_hold_in_every_region(make: object) -> None:
    detector: Detector = make(EVERYWHERE)  # type: ignore[operator]
    written = "078-05-1120 ssn 078051120, id T220001293 паспорт АБ 123456 and AB1234567, cpf 390.533.447-05"
    check_detector(detector, [Case(text, _found(detector, text)) for text in (written, f"{written} " * 3, "my id: ")])


def _found(detector: Detector, text: str) -> list[tuple[str, str, str]]:
    return [(one.kind, text[one.start : one.end], one.canonical) for one in detector.find(text)]


@pytest.mark.parametrize(("name", "region"), [(name, region) for name, regions in ALONE.items() for region in regions])
def test_a_number_that_is_the_whole_message_counts_in_its_region_only(name: str, region: str) -> None:
    make = {"national_id": national_id.make, "tax_id": tax_id.make}[name]
    right, wrong = ALONE[name][region]
    here, nowhere = make((region.lower(),)), make(())
    assert [text for _, text, _ in _found(here, f" {right}. ")] == [right]
    assert _found(here, wrong) == []
    assert region == "KR" or _found(nowhere, right) == []


RULED = [
    one
    for module in (national_id, tax_id, passport, driving_licence)
    for table in vars(module).values()
    if isinstance(table, tuple)
    for one in table
    if isinstance(one, Format) and one.valid is not None
]


@pytest.mark.parametrize("form", RULED, ids=lambda form: f"{form.country} {form.valid.__name__}")
@settings(max_examples=4)
@given(st.data())
def test_a_rule_judges_whatever_its_shape_takes(form: Format, data: st.DataObject) -> None:
    shape = re.compile(form.shape, re.ASCII)
    form.right(compact(data.draw(st.from_regex(shape, fullmatch=True))))  # raising would hold up a message


@given(st.sampled_from(MAKES), st.text("0123456789 -./abcdefghijklmnopqrstuvwxyz", max_size=60))
def test_more_regions_never_find_less(make: object, text: str) -> None:
    covered = [
        {at for one in make(regions).find(text) for at in range(one.start, one.end)}  # type: ignore[operator]
        for regions in ((), ("US", "DE"), EVERYWHERE)
    ]
    assert covered[0] <= covered[1] <= covered[2]


TABLE = Numbers(
    "badge",
    "NATIONAL_ID",
    (
        Format("GB", groups(3, 3), lambda number: number[-1] == "7", "badge", "pass", bare="[0-9]{3}-[0-9]{3}"),
        Format("GB", "zz[0-9]{4}", lambda number: number[-1] == "7", bare="=", anywhere=True, telling=True),
        Format("FR", "x[0-9]{4}|q[0-9]{2} number [0-9]{3}", None, "carte"),
        Format("GB", "[0-9]{2} [0-9]{2}", bare="="),
    ),
    "number",
    ("GB",),
)


@pytest.mark.parametrize(
    ("text", "found", "strength"),
    [
        ("badge 123 457", "123 457", CHECKSUM),
        ("badge 123 456", "123 456", CUE),
        ("badge 123-457", "123-457", CHECKSUM),
        ("badge is not with me today and surely 123 456", None, 0),
        ("badge is not with me today and surely it is: 123 456", "123 456", CUE),
        ("123-457 there", "123-457", PATTERN),
        ("123-456 there", None, 0),
        ("pass 123 457", "123 457", CHECKSUM),
        ("pass 123 456", None, 0),
        ("number 123 457", "123 457", CHECKSUM),
        ("123 457 badge", "123 457", CHECKSUM),
        ("123 456 is my badge", "123 456", CUE),
        ("123 456, badge lost", None, 0),
        ("123457 is at the gate and there I lost my badge", None, 0),
        ("zz1237 zz1238", "zz1237", CHECKSUM),
        ("and zz1238", "zz1238", PATTERN),
        ("carte x1234", "x1234", CUE),
        ("carte q12 number 345", "q12 number 345", CUE),
        ("carte, number 123 457", "123 457", CHECKSUM),
        ("carte, number x1234", None, 0),
        ("there 12 34", "12 34", PATTERN),
        ("badge 123 457 and gate 123 456", "123 457", CHECKSUM),
        ("there 12 34 567", None, 0),
        ("badge 000 000", None, 0),
        ("badge", None, 0),
        ("ann@example.com123-457", "123-457", PATTERN),
        ("123457", "123457", PATTERN),
        ("badge 123 4567", None, 0),
    ],
)
def test_a_table_becomes_a_detector(text: str, found: str | None, strength: int) -> None:
    expected = [] if found is None else [(found, strength)]
    assert [(text[one.start : one.end], one.strength) for one in TABLE.find(text)][:1] == expected


def test_a_table_without_checks_or_bare_forms_is_a_detector_too() -> None:
    plain = Numbers("plain", "PASSPORT", [Format("", "[0-9]{6}", None, "passport")])
    assert _found(plain, "passport 123456, and 234567 & 345678") == [
        ("PASSPORT", "123456", "123456"),
        ("PASSPORT", "234567", "234567"),
        ("PASSPORT", "345678", "345678"),
    ]
