"""Every bundled detector against the table of cases that carries its name, and the rules of the port."""

import ipaddress
import json
import re
from pathlib import Path

import phonenumbers
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from privet.core.kinds import KINDS
from privet.core.numbering import Plan, international, plan_of
from privet.core.shapes import Shape, Shapes
from privet.plugins.detectors import bundled, phone
from privet.plugins.detectors.ip import version_6
from privet.testing import Case, check_detector

DETECTORS = {detector.name: detector for detector in bundled(("GB", "US", "DE"))}


def cases(name: str) -> list[Case]:
    table = json.loads((Path(__file__).parent / f"{name}.json").read_text(encoding="utf-8"))
    return [Case(text, [tuple(found) for found in expected]) for text, expected in table]


@pytest.mark.parametrize("name", DETECTORS)
def test_a_detector_finds_what_its_table_says_and_keeps_the_rules(name: str) -> None:
    check_detector(DETECTORS[name], cases(name))


@pytest.mark.parametrize("name", DETECTORS)
def test_a_table_has_texts_with_and_without_findings(name: str) -> None:
    table = cases(name)
    assert any(case.found for case in table)
    assert any(not case.found for case in table)


SHORTCUTS = [
    pytest.param(ready.shape, id=f"{name} {place}")
    for name, detector in DETECTORS.items()
    for table in (detector, *getattr(detector, "__dict__", {}).values())
    if isinstance(table, Shapes)
    for place, ready in enumerate(table._ready)
    if (ready.shape.edges or ready.shape.holds) and "(?<=" not in ready.shape.value
]


@pytest.mark.parametrize("shape", SHORTCUTS)
@settings(max_examples=10, suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow])
@given(st.data())
def test_every_value_has_what_its_shape_says_it_has(shape: Shape, data: st.DataObject) -> None:
    value = data.draw(st.from_regex(re.compile(shape.value, re.ASCII), fullmatch=True))
    if shape.edges:
        assert re.match(f"[^0-9]{{0,{shape.edges[0]}}}[0-9]", value)
        assert not shape.behind or re.search(f"[0-9]{shape.edges[1]}\\Z", value)
    assert re.search(shape.holds, value)


def _known_to_phonenumbers(digits: str, region: str | None) -> str | None:
    try:
        number = phonenumbers.parse(digits, region)
    except phonenumbers.NumberParseException:
        return None
    valid = phonenumbers.is_valid_number(number)
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164) if valid else None


def _examples() -> list[tuple[str, str]]:
    """(region, digits) of the example numbers in the metadata: national, international, after an exit code."""
    found = []
    for region in sorted(phonenumbers.SUPPORTED_REGIONS):
        for number_type in range(11):
            number = phonenumbers.example_number_for_type(region, number_type)
            if number is not None:
                national = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.NATIONAL)
                whole = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)[1:]
                found += [(region, "".join(filter(str.isdecimal, national))), (region, whole), (region, "00" + whole)]
    return found


EXAMPLES = _examples()
REGIONS = sorted({region for region, _ in EXAMPLES})


@st.composite
def near_numbers(draw: st.DrawFn) -> tuple[str, str]:
    """A region and digits that nearly are a number: an example with a few digits changed, added or left out."""
    region, digits = draw(st.sampled_from(EXAMPLES))
    for _ in range(draw(st.integers(0, 3))):
        at = draw(st.integers(0, len(digits) - 1))
        put = draw(st.sampled_from(["", *"0123456789"]))
        digits = (digits[:at] + put + digits[at + draw(st.integers(0, 1)) :]) or "0"
    return draw(st.one_of(st.just(region), st.sampled_from(REGIONS))), digits


@settings(deadline=None)
@example(("BY", "0152450911"))
@given(near_numbers())
def test_the_fast_numbering_plan_answers_as_phonenumbers_does(near: tuple[str, str]) -> None:
    region, digits = near
    plan = plan_of(region)
    assert plan is not None
    assert plan.e164(digits) == _known_to_phonenumbers(digits, region)
    assert international(digits) == _known_to_phonenumbers("+" + digits, None)
    if not plan.may_begin(digits):
        canonical = plan.e164(digits)
        assert canonical is None or not plan.dialled(digits, canonical)


@settings(deadline=None)
@given(near_numbers())
def test_what_is_ruled_out_in_one_look_is_no_number(near: tuple[str, str]) -> None:
    region, digits = near
    plan = plan_of(region)
    assert plan is not None
    assert plan.may_be(digits) or plan.e164(digits) is None
    assert plan.has_length(len(digits)) or re.match(plan.exit, digits) or plan.e164(digits) is None


@given(st.one_of(st.ip_addresses(v=6).map(str), st.text("0123456789abcdefF:.%", max_size=24)))
def test_version_6_is_read_as_ipaddress_reads_it(written: str) -> None:
    try:
        expected = str(ipaddress.IPv6Address(written))
    except ValueError:
        expected = None
    assert version_6(written) == expected


def test_every_example_number_of_every_region_is_known() -> None:
    for region, digits in EXAMPLES:
        plan = plan_of(region)
        assert isinstance(plan, Plan)
        assert plan.e164(digits) == _known_to_phonenumbers(digits, region)
        assert plan.may_be(digits) or plan.e164(digits) is None


def test_a_trunk_prefix_is_known_where_there_is_one() -> None:
    british, spanish = plan_of("GB"), plan_of("ES")
    assert british is not None
    assert spanish is not None
    assert british.has_trunk("02079460018")
    assert not british.has_trunk("442079460018")
    assert not spanish.has_trunk("0912345678")
    assert british.dialled("1", "+441")  # no layout for it: nothing speaks against it
    assert international("44" + "7" * 20) is None  # longer than libphonenumber reads


def test_regions_are_known_or_not() -> None:
    assert phone.known("gb")
    assert not phone.known("XX")
    assert not list(phone.make(("XX",)).find("07911 123456"))


def test_the_reference_names_every_kind_and_every_detector() -> None:
    docs = Path(__file__).parents[3] / "docs" / "reference"
    kinds = (docs / "kinds.md").read_text(encoding="utf-8")
    for kind in KINDS.values():
        looked_up = "yes" if kind.looked_up else "no"
        assert f"| `{kind.name}` | {kind.number} | {kind.disposition} | {looked_up} | {kind.meaning} |" in kinds
    detectors = (docs / "detectors.md").read_text(encoding="utf-8")
    assert all(f"| `{name}` |" in detectors for name in DETECTORS)
