"""Tokens: what replacing takes out, restoring puts back, whatever the text."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from privet.core import tokens
from privet.core.detect import Scanner
from privet.core.finding import Finding
from privet.plugins.detectors import bundled

SCANNER = Scanner(bundled(("GB", "US")))
PIECES = (
    "ann@example.com", "bob@example.com", "07911 123456", "pin 1234", "[EMAIL_1]", "[ email_1 ]", "[EMAIL _ 2]",
    "[EMAIL_1",    "EMAIL_1]", "[[EMAIL_1]]", "[EMAIL_0]",
    "[EMAIL_1234567]", "[LITERAL_1]", "[", "]", "_", "1", " ", "\n", "\ud800", "é",
)  # fmt: skip
hostile = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=4)), max_size=10).map("".join)


def names_for(text: str, findings: list[Finding]) -> tuple[list[str], dict[tuple[str, int], str]]:
    """A token for each finding, and what each token stands for."""
    values: dict[tuple[str, int], str] = {}
    names = []
    for n, finding in enumerate(findings, 1):
        names.append(tokens.name(finding.kind, n))
        values[finding.kind, n] = text[finding.start : finding.end]
    return names, values


@settings(deadline=None)
@given(hostile)
def test_restoring_undoes_replacing_for_every_text(text: str) -> None:
    findings = SCANNER.scan(text)
    names, values = names_for(text, findings)
    replaced = tokens.replace(text, findings, names).text
    assert tokens.restore(replaced, lambda kind, n: values.get((kind, n))) == (text, 0)


@settings(deadline=None)
@given(hostile)
def test_no_value_is_left_where_it_was_found_and_every_token_is_mentioned(text: str) -> None:
    findings = SCANNER.scan(text)
    names, values = names_for(text, findings)
    replaced = tokens.replace(text, findings, names).text
    assert tokens.mentioned(replaced) == list(values)
    assert all(tokens.EXACT.fullmatch(name) for name in names)


def test_a_changed_token_is_still_restored_and_an_unknown_one_stays() -> None:
    text = "to [ email_1 ], [Email _1] and [PHONE_7]"
    assert tokens.restore(text, lambda kind, n: "ann" if (kind, n) == ("EMAIL", 1) else None) == (
        "to ann, ann and [PHONE_7]",
        1,
    )


def test_restored_values_are_not_read_as_tokens_again() -> None:
    assert tokens.restore("[LITERAL_1]", lambda kind, n: "[LITERAL_1]") == ("[LITERAL_1]", 0)


def test_replacing_needs_a_name_for_each_finding() -> None:
    with pytest.raises(ValueError, match="zip"):
        tokens.replace("ann@example.com", SCANNER.scan("ann@example.com"), [])


def test_an_opened_text_is_what_was_sealed() -> None:
    assert tokens.opened("hi [EMAIL_1]").text == "hi [EMAIL_1]"


def test_a_text_without_a_bracket_has_no_literals() -> None:
    assert list(tokens.literals("EMAIL_1")) == []


excerpted = st.lists(st.sampled_from(["word", "a" * 70, " ", "[CARD_1]", "[ card _ 12 ]", "退款"]), min_size=1).map(
    "".join
)


@given(excerpted, st.data(), st.integers(1, 60))
def test_an_excerpt_holds_what_it_is_around_and_cuts_no_token(text: str, data: st.DataObject, width: int) -> None:
    at = data.draw(st.integers(0, len(text) - 1))
    part, start = tokens.excerpt(tokens.opened(text), at, width)
    end = start + len(part.text)
    assert text[start:end] == part.text
    assert start <= at < end
    assert len(part.text) <= 4 * width + 120
    for match in tokens.TOLERANT.finditer(text):
        assert match.end() <= start or match.start() >= end or start <= match.start() < match.end() <= end


def test_an_excerpt_ends_where_words_do() -> None:
    text = "begin beginning middle ending end"
    assert tokens.excerpt(tokens.opened(text), 16, 12)[0].text == "beginning middle ending"
