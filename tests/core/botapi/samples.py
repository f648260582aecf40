"""Updates to try things with, and a finder that finds card numbers and two names."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from privet.core.botapi import update
from privet.core.botapi.entities import Made
from privet.core.botapi.update import Read

ANN = {
    "id": 1111, "is_bot": False, "first_name": "Ann", "last_name": "Example", "username": "ann_ex",
    "language_code": "de",
}  # fmt: skip
BOB = {"id": 2222, "is_bot": False, "first_name": "Bob"}
BOT = {"id": 3333, "is_bot": True, "first_name": "Shop", "username": "shop_bot"}
ALONE = {"id": 1111, "type": "private", "first_name": "Ann", "last_name": "Example", "username": "ann_ex"}
GROUP = {"id": -1001234, "type": "supergroup", "title": "Friends of Ann", "username": "friends"}
CARD = "4111 1111 1111 1111"
LOWEST = 1 << 51
NOTHING: frozenset[str] = frozenset()


def message(**more: Any) -> dict[str, Any]:
    return {"message_id": 9, "from": ANN, "chat": ALONE, "date": 1_700_000_000, **more}


def read(node: dict[str, Any], name: str = "message", clear: frozenset[str] = NOTHING) -> Read:
    return update.read(json.dumps({"update_id": 77, name: node}).encode(), clear)


def found(text: str, kind: str, counts: dict[str, int]) -> Made:
    """Typed values become tokens as a whole; in free text, card numbers and names do."""
    pieces, spans, at = [], [], 0
    for match in re.finditer(".+" if kind else f"{CARD}|Ann|Bob", text, re.DOTALL):
        what = kind or ("CARD" if match[0] == CARD else "PERSON")
        counts[what] = counts.get(what, 0) + 1
        token = f"[{what}_{counts[what]}]"
        pieces += [text[at : match.start()], token]
        spans.append((match.start(), match.end(), len(token)))
        at = match.end()
    return Made("".join([*pieces, text[at:]]), spans)


def raw(one: Read) -> bytes:
    counts: dict[str, int] = {}
    made = [found(part.text, part.kind, counts) for part in one.parts]
    numbers = {number: LOWEST + number for number in one.numbers}
    return update.write(one, made, numbers, [f"+999{at:011}" for at in range(len(one.phones))])


def written(one: Read) -> Any:
    return next(value for name, value in json.loads(raw(one)).items() if name != "update_id")


def owners(one: Read) -> Mapping[str, str]:
    return {part.text: part.whose for part in one.parts}
