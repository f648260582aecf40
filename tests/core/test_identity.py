"""All spellings of an address meet in one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from privet.core.identity import canonical, spelled

REGIONS = ("US", "GB", "DE")


@pytest.mark.parametrize(
    ("written", "one"),
    [
        ("+12025550101", "+12025550101"),
        ("+1 202-555-0101", "+12025550101"),
        (" (202) 555-0101 ", "+12025550101"),
        ("020 7946 0018", "+442079460018"),
        ("+49 30 901820", "+4930901820"),
        ("030 901820", "+4930901820"),
        ("Ann@Example.COM", "ann@example.com"),
        (" ann@example.com\n", "ann@example.com"),
        ("@ann", "@ann"),
        ("Ann B", "Ann B"),
        ("4711", "4711"),
        ("group:4711", "group:4711"),
        ("1234567 is an order", "1234567 is an order"),
        ("+999 1234567", "+999 1234567"),
        ("1" * 41, "1" * 41),
        ("", ""),
    ],
)
def test_one_spelling(written: str, one: str) -> None:
    assert canonical(written, REGIONS) == one


def test_a_national_number_is_read_in_the_first_region_that_has_it() -> None:
    assert canonical("030 901820", ("DE",)) == "+4930901820"
    assert canonical("030 901820", ()) == "030 901820"
    assert canonical("+49 30 901820", ()) == "+4930901820"


@given(st.text(max_size=60))
def test_what_is_canonical_stays(text: str) -> None:
    once = canonical(text, REGIONS)
    assert canonical(once, REGIONS) == once


def test_an_account_number_meets_without_spaces_in_capitals() -> None:
    assert spelled("IBAN", "de89 3704 0044 0532 0130 00", ()) == "DE89370400440532013000"
    assert spelled("EMAIL", "Ann@example.com", ()) == "ann@example.com"
