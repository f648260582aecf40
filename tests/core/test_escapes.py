"""Marked-up texts without their escapes, with the way back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from privet.core.botapi.escapes import resolved
from privet.core.botapi.markup import escaped


@pytest.mark.parametrize(
    ("text", "marks", "read"),
    [
        (r"\[CARD\_CODE\_1\] of ann@example\.com", "MarkdownV2", "[CARD_CODE_1] of ann@example.com"),
        (r"a \\ b", "Markdown", r"a \ b"),
        (r"C:\new", "MarkdownV2", r"C:\new"),
        (r"\[CARD\_1\]", "", r"\[CARD\_1\]"),
        (r"\[CARD\_1\]", "HTML", r"\[CARD\_1\]"),
        ("&lt;ann&amp;ben&gt; &quot;x&quot;", "HTML", '<ann&ben> "x"'),
        ("&#91;CARD_1&#x5D; &#0; &#xD800; &#9999999;", "HTML", "[CARD_1] \ufffd \ufffd \ufffd"),
        ("&nbsp; &amp", "HTML", "&nbsp; &amp"),
        ("&lt;", "Markdown", "&lt;"),
        ("", "HTML", ""),
    ],
)
def test_escapes_are_resolved_and_everything_else_stays(text: str, marks: str, read: str) -> None:
    found, starts = resolved(text, marks)
    assert found == read
    assert len(starts) == len(read) + 1
    assert list(starts) == sorted(starts)
    assert (starts[0], starts[-1]) == (0, len(text))


TEXTS = st.text(st.characters(codec="utf-8"), max_size=30)


@given(TEXTS, st.sampled_from(["HTML", "MarkdownV2", ""]), TEXTS)
def test_what_was_escaped_is_read_as_it_was_and_its_place_is_found_again(value: str, marks: str, before: str) -> None:
    head, whole = escaped(before, marks), escaped(before, marks) + escaped(value, marks)
    read, starts = resolved(whole, marks)
    assert read == before + value
    assert starts[len(before)] == len(head)
