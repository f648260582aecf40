"""One spelling of an address: as libphonenumber says, whichever way the answer is reached."""

import phonenumbers
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from privet.core.identity import canonical, third_party

REGIONS = ("GB", "US", "DE")


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("+442079460018", "+442079460018"),
        (" +44 (0)20 7946-0018 ", "+442079460018"),
        ("020 7946 0018", "+442079460018"),
        ("(202) 555-0143", "+12025550143"),
        ("0151 12345678", "+4915112345678"),
        ("00 44 20 7946 0018", "+442079460018"),
        ("020 7946 0018 ext 12", "+442079460018"),
        ("٠٢٠ ٧٩٤٦ ٠٠١٨, 020 7946 0018", "٠٢٠ ٧٩٤٦ ٠٠١٨, 020 7946 0018"),
        ("+1 555 010 0199", "+15550100199"),  # no plan has it; after "+" it is one all the same
        ("+999 123 456 789", "+999 123 456 789"),
        ("1234567", "1234567"),
        ("Ann@Example.COM ", "ann@example.com"),
        ("@ann_example", "@ann_example"),
        ("12345", "12345"),
    ],
)
def test_an_address_has_one_spelling(address: str, expected: str) -> None:
    assert canonical(address, REGIONS) == expected


def test_without_regions_only_what_names_its_country_is_a_number() -> None:
    assert canonical("020 7946 0018", ()) == "020 7946 0018"
    assert canonical("+44 20 7946 0018", ()) == "+442079460018"
    assert canonical("+44 20 7946 0018 ext 5", ()) == "+442079460018"


def test_a_mentioned_value_meets_the_address_it_is() -> None:
    assert third_party("IBAN", "de89 3704 0044 0532 0130 00") == "DE89370400440532013000"
    assert third_party("PHONE", "+442079460018") == canonical("020 7946 0018", REGIONS)


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
    if sum(sign.isdigit() for sign in written) >= 7 and len(written) <= 40:
        assert canonical(written, REGIONS) == _by_libphonenumber(written)
