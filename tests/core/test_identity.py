"""All spellings of an address meet in one."""

import phonenumbers
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from privet.core.identity import address, canonical, read, spelled
from privet.core.normal import Read, plain
from privet.core.spelled import reworded

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
        ("+11134567890123456", "+11134567890123456"),  # too long: each reading would take another "1" from it
        ("+1 555 010 0199", "+15550100199"),  # no plan has it; after "+" it is one all the same
        ("020 7946 0018 ext 12", "020 7946 0018 ext 12"),
        ("00 44 20 7946 0018", "+442079460018"),
        ("1" * 41, "1" * 41),
        ("+1234567890123456789", "+1234567890123456789"),
        ("1234567;;", "1234567;;"),
        ("\u0660\u0662\u0660 7946 0018 ", "+442079460018"),
        ("", ""),
    ],
)
def test_one_spelling(written: str, one: str) -> None:
    assert canonical(written, REGIONS) == one


def test_a_national_number_is_read_in_the_first_region_that_has_it() -> None:
    assert canonical("030 901820", ("DE",)) == "+4930901820"
    assert canonical("030 901820", ()) == "030 901820"
    assert canonical("+49 30 901820", ()) == "+4930901820"


def test_two_names_with_numbers_in_them_stay_two_people() -> None:
    """Letters stand for digits on a dial, so a parser of telephone numbers would read both as one number."""
    names = ("1x2x3x4x5x6x7", "1y2y3y4y5y6y7", "ann202555010", "anm202555010", "call 2025550101", "2025550101 ext 5")
    assert [canonical(one, REGIONS) for one in names] == list(names)


_PIECES = st.sampled_from(
    ("one", "two", "GB29", "at", "dot", "7", "04", "x1", "1at", "com", "@", ".", "%40", " ", "-", "\t", "é")
)


@given(st.lists(_PIECES, max_size=9).map("".join))
def test_what_is_not_looked_at_more_closely_reads_as_it_would(text: str) -> None:
    assert read(text) == reworded(plain(text) or Read(text)).text


@given(st.text(max_size=60))
def test_what_is_canonical_stays(text: str) -> None:
    once = canonical(text, REGIONS)
    assert canonical(once, REGIONS) == once


def test_an_account_number_meets_without_spaces_in_capitals() -> None:
    assert spelled("IBAN", "de89 3704 0044 0532 0130 00", ()) == "DE89370400440532013000"
    assert spelled("EMAIL", "Ann@example.com", ()) == "ann@example.com"


def test_numbers_of_people_and_things_meet_whatever_stands_between_their_signs() -> None:
    assert (
        spelled("NATIONAL_ID", "078-05-1120", REGIONS) == spelled("NATIONAL_ID", "078 05 1120", REGIONS) == "078051120"
    )
    assert spelled("PASSPORT", "c01x-00t47", ()) == "C01X00T47"
    assert spelled("ACCOUNT", "202 555 0101", REGIONS) == "2025550101"  # never a telephone's E.164 form
    assert spelled("PHONE", "202 555 0101", REGIONS) == "+12025550101"


def _by_libphonenumber(written: str) -> str:
    for region in REGIONS:
        try:
            number = phonenumbers.parse(written, region)
        except phonenumbers.NumberParseException:
            continue
        if phonenumbers.is_valid_number(number) or written.startswith("+"):
            return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))
    return written


EXAMPLES = sorted(
    phonenumbers.format_number(number, form)
    for region in phonenumbers.SUPPORTED_REGIONS
    if (number := phonenumbers.example_number(region)) is not None
    for form in (phonenumbers.PhoneNumberFormat.NATIONAL, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
)


@st.composite
def written_numbers(draw: st.DrawFn) -> str:
    """A number as people of some country write it, a few characters changed."""
    written = draw(st.sampled_from(EXAMPLES))
    for _ in range(draw(st.integers(0, 3))):
        at = draw(st.integers(0, len(written)))
        put = draw(st.sampled_from(["", *"0123456789 ()-./+x#"]))
        written = written[:at] + put + written[at + draw(st.integers(0, 1)) :]
    return written.strip()


@settings(deadline=None)
@given(written_numbers())
def test_numbers_are_read_as_libphonenumber_reads_them(written: str) -> None:
    if sum(sign.isdigit() for sign in written) >= 7 and len(written) <= 40 and "x" not in written and written[0] != "-":
        assert canonical(written, REGIONS) == _by_libphonenumber(written)


def test_digits_alone_are_a_telephone_only_where_all_addresses_are() -> None:
    assert address("sms", "202 555 0101", ("US",)) == address("sms", "2025550101", ("US",)) == "+12025550101"
    assert address("telegram", "2025550101", ("US",)) == "2025550101"
    assert address("telegram", "-2025550101", ("US",)) == canonical("-2025550101", ("US",)) == "-2025550101"
    assert address("import", "(202) 555-0101", ("US",)) == "+12025550101"
    assert address("import", " 612345678 ", ("DE",)) == "612345678"
