"""Masks: an agent can still work with them, and they never show a value."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from privet.core.kinds import KINDS, PASSED, Disposition
from privet.core.masks import HIDDEN, mask

SHOWN = [
    ("EMAIL", "jane@example.com", "j···@example.com"),
    ("EMAIL", "j@example.com", "···@example.com"),
    ("EMAIL", "no address", HIDDEN),
    ("PHONE", "+4930123467", "+49 ···· 67"),
    ("PHONE", "+1 202 555 0143", "+1 ···· 43"),
    ("PHONE", "(+380) 44 555 0143", "+380 ···· 43"),
    ("PHONE", "07700 900123", "···· 23"),
    ("PHONE", "900123", HIDDEN),
    ("CARD", "4242 4242 4242 4242", "···· 4242"),
    ("CARD", "4242", HIDDEN),
    ("IBAN", "de89 3704 0044 0532 0130 00", "DE ···· 3000"),
    ("IBAN", "DE89", HIDDEN),
    ("IP", "192.0.2.17", "192.0.····"),
    ("IP", "2001:db8::17", "2001:db8:····"),
    ("IP", "::ffff:192.0.2.17", "::····"),
    ("IP", "17", HIDDEN),
    ("URL_LOGIN", "https://ann:secret@example.com/in?token=abc", "https://example.com/····"),
    ("URL_LOGIN", "example.com/in?token=abc", "example.com/····"),
    ("URL_LOGIN", "?token=abc", HIDDEN),
    ("PERSON", "Ann-Marie von Lee", "A··· M··· v···"),
    ("PERSON", "王小明", "王···"),
    ("PERSON", "X", HIDDEN),
    ("ADDRESS", "12 Harbour Street, 4th floor, Leeds LS1", "····, Leeds"),
    ("ADDRESS", "Hauptstraße 5, 10115", HIDDEN),
    ("ADDRESS", "12 Harbour Street", HIDDEN),
    ("PLACE", "Leeds", "L····"),
    ("PLACE", "10115", HIDDEN),
    ("MAC", "00-1a-2b-3c-4d-5e", "00:1a:2b:····"),
    ("MAC", "00-1a", HIDDEN),
    ("ACCOUNT", "0012345678", "···· 678"),
    ("NATIONAL_ID", "078-05-1120", "···· 20"),
    ("NATIONAL_ID", "12345", HIDDEN),
    ("BIRTH_DATE", "3 May 1984", "···· 1984"),
    ("BIRTH_DATE", "3/5/84", HIDDEN),
    ("IMEI", "49-015420-323751-8", "49015420····"),
    ("IMSI", "262019876543210", "26201····"),
    ("ICCID", "8949000000001234567", "···· 4567"),
    ("USERNAME", "@jane_doe", "@j····"),
    ("USERNAME", "jd", HIDDEN),
    ("COORDINATES", "52.5200, 13.4050", "52°, 13°"),
    ("COORDINATES", "52°31'12\" N, 13°24'18\" E", "52°N, 13°E"),
    ("COORDINATES", "52", HIDDEN),
    ("WALLET", "bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq", "bc1q····5mdq"),
    ("WALLET", "bc1q", HIDDEN),
    ("PASSWORD", "hunter2", HIDDEN),
    ("SECRET", "sk_test_0123456789", HIDDEN),
    ("ORGANISATION", "Example Ltd", "Example Ltd"),
    ("BADGE", "12-AB", HIDDEN),
]  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "value", "expected"), SHOWN, ids=[f"{kind}-{n}" for n, (kind, *_) in enumerate(SHOWN)]
)
def test_a_mask_shows_what_helps_and_no_more(kind: str, value: str, expected: str) -> None:
    assert mask(kind, value) == expected


@given(st.sampled_from(sorted(KINDS)), st.text(max_size=60))
def test_any_text_of_any_kind_has_a_mask_that_is_not_the_value(kind: str, value: str) -> None:
    shown = mask(kind, value)
    if kind in PASSED:
        assert shown == value
        return
    assert "···" in shown or "°" in shown
    assert shown != value or HIDDEN in value
    if KINDS[kind].disposition in (Disposition.DROP, Disposition.TRANSIT):
        assert shown == HIDDEN


@given(
    st.sampled_from(["ACCOUNT", "NATIONAL_ID", "TAX_ID", "PASSPORT", "DRIVING_LICENCE", "CARD", "ICCID", "TRACKING"]),
    st.text("ABCXYZ0123456789- ", min_size=1, max_size=30),
)
def test_of_a_number_at_most_a_third_is_shown(kind: str, value: str) -> None:
    signs = re.sub("[^A-Z0-9]", "", value)
    assert 3 * len(mask(kind, value).removeprefix(HIDDEN).strip()) <= len(signs)
