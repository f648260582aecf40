"""Values as they stand in marked-up text (core.telegram.org/bots/api#formatting-options)."""

from __future__ import annotations

import re

_HTML = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"})
_SECOND = re.compile(r"[!-/:-@\[-`{-~]")
"""Everything in ASCII that is neither letter, digit nor space: MarkdownV2 lets each be escaped, in any place."""
_FIRST = re.compile(r"[_*`\[]")


def escaped(value: str, markup: str) -> str:
    """`value` as it reads literally in a text of this `markup`: "", "HTML", "Markdown" or "MarkdownV2". Markdown of the
    first version knows no escape within bold, italic or code, where a reader sees the backslash too.
    """
    if markup == "HTML":
        return value.translate(_HTML)
    if markup == "MarkdownV2":
        return _SECOND.sub(r"\\\g<0>", value)
    if markup == "Markdown":
        return _FIRST.sub(r"\\\g<0>", value)
    return value


def named(mode: object) -> str:
    """A `parse_mode`, in any case, as one of the four."""
    return {"html": "HTML", "markdown": "Markdown", "markdownv2": "MarkdownV2"}.get(str(mode).lower(), "")
