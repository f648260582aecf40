"""Looked: what is personal in requests to language models, each text scanned once, however many places it stands in. A
step of `prompt`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec

from privet.core.failing import whole
from privet.core.finding import CUE, Finding
from privet.core.llm.item import adjoined, together
from privet.core.llm.naming import Named
from privet.core.llm.request import NAME, TEXT, Item
from privet.core.plain import Plain

if TYPE_CHECKING:
    from privet.core.detect import Scanner


class Asking(msgspec.Struct, frozen=True, gc=False):
    """A request that is to leave: its texts, what it says of its conversation, and its program's own key, which the
    conversation belongs to: whoever names one of somebody else's gets one of their own.
    """

    items: Sequence[Item]
    named: Named
    client: Plain

    def __repr__(self) -> str:
        return "Asking(…)"


Found = list[list[Finding]] | None
"""What is personal in each text of a request; None where a detector failed."""


def looked(scanner: Scanner, batch: Sequence[Asking], *, masks: bool = False) -> list[Found]:
    """What is personal in each request: scan each text once, however many requests and places it stands in."""
    texts = list(dict.fromkeys(one.scanned() for asking in batch for one in asking.items if one.sort == TEXT))
    texts += [one.text for asking in batch for one in together(asking.items)]
    found = dict(zip(texts, scanner.scan_each(texts), strict=True))
    if masks:
        found = {text: whole(text) if one is None else one for text, one in found.items()}
    return [_found(asking, found) for asking in batch]


def _found(asking: Asking, found: dict[str, list[Finding] | None]) -> Found:
    made: list[list[Finding]] = []
    for one in asking.items:
        if one.sort == TEXT:
            own = found[one.scanned()]
            if own is None:
                return None
            made.append(one.own(own))
        else:
            whole = Finding(0, len(one.text), "USERNAME", 1.0, "author", one.text, CUE)
            made.append([whole] if one.sort == NAME else [])
    return adjoined(asking.items, made, found)
