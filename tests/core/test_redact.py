"""Redacting without a vault: tokens count in a record, masks keep length, pseudonyms depend on key and value only."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from privet.core.finding import Finding
from privet.core.redact import STYLES, masks, nothing, partial, pseudonyms, redacted, tokens

TEXT = "ann@example.com, pin 1234, bob@example.com, ann@example.com, ANN@example.com"


def findings(text: str = TEXT) -> list[Finding]:
    found = [
        Finding(match.start(), match.end(), kind, 0.9, "test", match.group().lower())
        for kind, pattern in (("EMAIL", r"(?i)[a-z]+@example\.com"), ("PIN", "1234"))
        for match in re.finditer(pattern, text)
    ]
    return sorted(found)


def test_tokens_count_per_kind_and_repeat_for_the_same_characters() -> None:
    assert redacted(TEXT, findings(), tokens) == "[EMAIL_1], pin [PIN_1], [EMAIL_2], [EMAIL_1], [EMAIL_3]"


def test_masks_keep_the_length_and_removal_leaves_the_rest() -> None:
    masked = redacted(TEXT, findings(), masks)
    assert len(masked) == len(TEXT)
    assert masked == "***************, pin ****, ***************, ***************, ***************"
    assert redacted(TEXT, findings(), nothing) == ", pin , , , "


def test_a_part_is_shown_where_an_agent_needs_it() -> None:
    shown = "a···@example.com, pin ····, b···@example.com, a···@example.com, A···@example.com"
    assert redacted(TEXT, findings(), partial) == shown


def test_pseudonyms_are_alike_for_one_value_however_spelled_and_another_key_gives_others() -> None:
    first = re.findall(r"\[EMAIL_([a-z2-7]{16})\]", redacted(TEXT, findings(), pseudonyms(b"k" * 32)))
    second = re.findall(r"\[EMAIL_([a-z2-7]{16})\]", redacted(TEXT, findings(), pseudonyms(b"l" * 32)))
    assert len(first) == len(second) == 4
    assert first[0] == first[2] == first[3] != first[1]
    assert not set(first) & set(second)


def test_a_pseudonym_is_the_documented_hmac() -> None:
    # printf 'EMAIL\0ann@example.com' | openssl dgst -sha256 -hmac kkkk… -binary | head -c 10 | base32
    text = redacted("ann@example.com", findings("ann@example.com"), pseudonyms(b"k" * 32))
    assert text == "[EMAIL_e7rxwtqlabk2ajbp]"


def test_a_kind_that_is_never_kept_gets_no_pseudonym() -> None:
    assert "[PIN_1]" in redacted(TEXT, findings(), pseudonyms(b"k" * 32))


@pytest.mark.parametrize("style", STYLES)
@settings(deadline=None)
@given(text=st.text(max_size=30), cut=st.tuples(st.integers(0, 30), st.integers(1, 30)))
def test_what_is_not_found_stays_and_what_is_found_goes(style: str, text: str, cut: tuple[int, int]) -> None:
    start, end = cut[0], min(len(text), cut[0] + cut[1])
    found = [Finding(start, end, "EMAIL", 1.0, "test", "c")] if start < end else []
    put = STYLES[style](text, found)  # type: ignore[index]
    assert redacted(text, found, STYLES[style]) == (text[:start] + put[0] + text[end:] if found else text)  # type: ignore[index]
