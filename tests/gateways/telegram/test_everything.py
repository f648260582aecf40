"""Every update with every field that the Bot API has, and every method: both libraries understand what Privet makes of
them, nothing that is somebody's stands in it, and every method is passed.
"""

from __future__ import annotations

import itertools
import json
from typing import Any

import pytest

from botserver import Bot, Person, api
from gateways.telegram.conftest import Gate

NAMES = {"first_name", "last_name", "sender_user_name", "author_signature"}
WORDS = {"text", "caption", "question", "bio", "description", "query", "message", "comment"}
PERSONS = itertools.count(5_900_000_001)
UPDATES = [name for name in api.forms()["type"]["Update"].fields if name != "update_id"]
OURS = {"getUpdates", "setWebhook", "deleteWebhook", "getWebhookInfo", "logOut", "close", "getFile"}
"""Methods that Privet answers itself, or looks into."""


class Planted:
    """What stands in simple fields; `person` is the one number of everybody in it."""

    def __init__(self) -> None:
        self.person = next(PERSONS)

    def __call__(self, path: str, kind: str) -> Any:
        name = path.rpartition(".")[2]
        if kind == "str":
            return self._text(path, name)
        if kind == "int":
            around = path.split(".")[-2] if "." in path else ""
            owns = name.endswith("user_id") or name == "user_chat_id"
            if owns or (name == "id" and (around == "from" or "user" in around or "chat" in around)):
                return self.person
            return 1_795_262_400 if "date" in name else 0 if name == "offset" else 1
        if kind == "rich":
            return "Write to zebedee@example.com"
        if kind == "float":
            return 51.50735 if name in ("latitude", "longitude") else 7.5
        return {"bool": name != "is_bot", "any": True}[kind]

    def _text(self, path: str, name: str) -> str:
        if name in NAMES:
            return "Zebedee"
        if name == "phone_number":
            return "+442079460958"
        if name in WORDS or (name == "title" and "chat" not in path):
            return "Write to zebedee@example.com or +44 20 7946 0958"
        if name == "username":
            return "zebedee_ex"
        return {"type": "private", "status": "member", "currency": "EUR", "emoji": "👍", "language_code": "en",
                "language": "en", "url": "https://example.com/", "sticker_type": "regular"}.get(name, "x1")  # fmt: skip


def whole(name: str, depth: int) -> tuple[dict[str, Any], int]:
    """An update with everything in it, and the number of whoever is in it."""
    planted = Planted()
    (kind, *_) = api.forms()["type"]["Update"].fields[name].kinds
    return api.full(kind, planted, depth, name), planted.person


@pytest.fixture(scope="module")
def own(gate: Gate) -> Bot:
    return gate.added(gate.fake.bot("all_bot", reads_all=True), "all", "--stop", "no", "--commands", "no")


@pytest.mark.parametrize("name", UPDATES)
def test_an_update_with_everything_in_it(gate: Gate, own: Bot, name: str) -> None:
    what, person = whole(name, 1)
    number = own.next
    raw = json.dumps({"update_id": number, name: what}, ensure_ascii=False).encode()
    assert api.mismatch(json.loads(raw), ("Update",), "update") == ""
    gate.ask("getUpdates", own, allowed_updates=UPDATES)
    gate.fake.raw(own, number, name, raw)
    (update,) = gate.updates(own, allowed_updates=UPDATES)
    assert api.mismatch(update, ("Update",), "update") == ""
    said = json.dumps(update, ensure_ascii=False)
    for canary in ("Zebedee", "zebedee@example.com", "7946", "442079460958", "51.50735", "zebedee_ex", str(person)):
        assert canary not in said, around(said, canary)
    understood(raw, json.dumps(update).encode())


def around(said: str, canary: str) -> str:
    at = said.index(canary)
    return said[max(0, at - 120) : at + 60]


def understood(before: bytes, after: bytes) -> None:
    """What a library understands of an update as Telegram made it, it understands of ours."""
    import telegram
    from aiogram.types import Update

    Update.model_validate_json(before)
    Update.model_validate_json(after)
    try:
        telegram.Update.de_json(json.loads(before), None)
    except Exception:
        return  # this library cannot read what Telegram sends
    assert telegram.Update.de_json(json.loads(after), None) is not None


@pytest.fixture
def ann(gate: Gate, own: Bot) -> Person:
    one = gate.fake.person("Annabel", "Exampleton")
    gate.fake.start(one, own)
    return one


@pytest.mark.parametrize("method", sorted(api.forms()["method"].keys() - OURS))
def test_every_method_is_passed_as_it_was_asked(gate: Gate, own: Bot, method: str) -> None:
    """With the fewest parameters, to Telegram's own answer, be it a refusal."""
    form = api.methods()[method.lower()]
    values = {name: least(field.kinds) for name, field in form.fields.items() if field.must}
    before = len(gate.fake.asked)
    answer = gate.ask(method, own, **values)
    assert "strict" not in str(answer.get("description")), answer
    assert [asked for asked, _ in gate.fake.asked[before:] if asked == method], answer
    if answer["ok"]:
        assert api.mismatch(answer["result"], form.returns, method) == ""


def least(kinds: tuple[str, ...]) -> Any:
    """The least value of a parameter; files are named by the id of one that is not there."""
    return "AgAD" if "file" in kinds else api.made(kinds)
