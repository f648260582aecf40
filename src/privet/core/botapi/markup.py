"""Values as they stand in marked-up text (placeholder: the shapes that others work with)."""

from __future__ import annotations


def escaped(value: str, markup: str) -> str:
    """`value` as it reads literally in a text of this `markup`: "", "HTML", "Markdown" or "MarkdownV2"."""
    raise NotImplementedError
