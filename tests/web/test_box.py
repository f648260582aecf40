"""The box: text in, tokenised text out, and nothing else."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from privet.core import tokens
from privet.core.detect import Scanner
from privet.core.plain import Plain
from privet.errors import BadInput, TooLarge
from privet.plugins.detectors import bundled
from privet.web import box, page

SCANNER = Scanner(bundled(("US", "GB")))


def _box(text: str) -> box.Tokenised:
    return box.tokenise(SCANNER, Plain(text))


@pytest.mark.parametrize(
    ("text", "tokenised", "found"),
    [
        ("", "", ()),
        ("Good morning", "Good morning", ()),
        ("a@example.com", "[EMAIL_1]", (("EMAIL", 1),)),
        ("a@example.com, b@example.com", "[EMAIL_1], [EMAIL_2]", (("EMAIL", 2),)),
        ("a@example.com and a@example.com", "[EMAIL_1] and [EMAIL_1]", (("EMAIL", 2),)),
        ("A@example.com and a@example.com", "[EMAIL_1] and [EMAIL_2]", (("EMAIL", 2),)),
        ("b@example.com 4111 1111 1111 1111", "[EMAIL_1] [CARD_1]", (("EMAIL", 1), ("CARD", 1))),
        ("what is [EMAIL_1]?", "what is [LITERAL_1]?", (("LITERAL", 1),)),
    ],
)
def test_tokens_are_numbered_by_kind_from_one(text: str, tokenised: str, found: tuple[tuple[str, int], ...]) -> None:
    made = _box(text)
    assert (made.text.text, made.found) == (tokenised, found)


@given(
    st.text(max_size=300)
    | st.lists(st.sampled_from(["a@example.com", "[CARD_1]", " ", "4111111111111111"])).map("".join)
)
def test_what_was_replaced_can_be_put_back(text: str) -> None:
    findings = SCANNER.scan(text)
    values: dict[tuple[str, int], str] = {}
    for finding, token in zip(findings, tokens.mentioned(_box(text).text.text), strict=True):
        assert values.setdefault(token, text[finding.start : finding.end]) == text[finding.start : finding.end]
    assert tokens.restore(_box(text).text.text, lambda kind, n: values.get((kind, n))) == (text, 0)


def test_a_full_box_of_findings_takes_no_longer_than_a_person_waits() -> None:
    text = "".join(f"a{number}@example.com " for number in range(4000))[: box.LONGEST]
    begun = time.process_time()
    assert _box(text).text.text.startswith("[EMAIL_1] [EMAIL_2] ")
    assert time.process_time() - begun < 2


def test_the_box_has_a_bound_and_takes_only_utf8() -> None:
    assert box.read(b"x" * box.LONGEST).expose() == "x" * box.LONGEST
    with pytest.raises(TooLarge):
        box.read(b"x" * (box.LONGEST + 1))
    with pytest.raises(BadInput) as caught:
        box.read(b"caf\xe9 4111111111111111")
    assert "4111" not in str(caught.value)


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (b"text=a%40example.com", b"a@example.com"),
        (b"text=one%0D%0Atwo+three", b"one\ntwo three"),
        (b"text=%D0%B4%D0%B0", "да".encode()),
        (b"text=%FF", b"\xff"),
        (b"other=1", b""),
        (b"", b""),
    ],
)
def test_a_form_is_read_as_forms_write(body: bytes, text: bytes) -> None:
    assert page._field(body) == text
