"""Programs of two purposes, each with ids of its own: what one knows leads to nothing that the other knows."""

from __future__ import annotations

import re
from typing import Any

import pytest

from privet.core.kinds import KINDS

ID = re.compile(r"\b(?:tok|sub|con|msg)_[a-z2-7]{26}\b")
ACTS = ("read", "reveal", "search", "find", "consent", "send")


def ids_of(said: Any) -> set[str]:
    return set(ID.findall(said.body.decode()))


def walk(served: Any, key: str, purpose: str) -> dict[str, Any]:
    """All that a program reads: conversations, their messages and customers, one value."""
    talks = served.get(f"/v1/conversations?purpose={purpose}", key)
    assert talks.status == 200
    (talk,) = talks.json["items"]
    messages = served.get(f"/v1/conversations/{talk['id']}/messages?purpose={purpose}", key)
    assert messages.status == 200, messages.body
    first = messages.json["items"][0]
    one = served.get(f"/v1/messages/{first['id']}?purpose={purpose}", key)
    assert one.json["text"] == first["text"]
    token = next(each["id"] for each in first["tokens"] if each["kind"] == "EMAIL")
    value = served.post("/v1/reveals", {"token": token, "purpose": purpose, "reason": "asked"}, key)
    return {"ids": ids_of(talks) | ids_of(messages) | ids_of(one), "value": value, "talk": talk["id"], "token": token}


@pytest.mark.slow
def test_what_two_purposes_know_cannot_be_joined_by_ids(served: Any) -> None:
    served.installation.receive("I am ann@example.com, call +1 202 555 0199")
    more = {"kinds": tuple(KINDS), "budget": 100, "apart": True}
    fraud = served.make_key(*ACTS, purposes=("fraud",), **more)
    support = served.make_key(*ACTS, purposes=("support",), **more)
    plain = served.make_key(*ACTS, purposes=("support", "fraud"), kinds=tuple(KINDS), budget=100)
    seen = {name: walk(served, key, purpose) for name, key, purpose in (
        ("fraud", fraud, "fraud"), ("support", support, "support"), ("plain", plain, "support"),
    )}  # fmt: skip
    for one, other in (("fraud", "support"), ("fraud", "plain"), ("support", "plain")):
        assert len(seen[one]["ids"]) >= 4
        assert seen[one]["ids"].isdisjoint(seen[other]["ids"])
    assert {each["value"].json["value"] for each in seen.values()} == {"ann@example.com"}
    again = walk(served, support, "support")
    assert again["ids"] == seen["support"]["ids"]
    for key, purpose, of in ((support, "support", "fraud"), (fraud, "fraud", "plain"), (plain, "support", "fraud")):
        said = served.get(f"/v1/conversations/{seen[of]['talk']}/messages?purpose={purpose}", key)
        assert said.status == 404
        body = {"token": seen[of]["token"], "purpose": purpose, "reason": "asked"}
        assert served.post("/v1/reveals", body, key).status == 404


def test_what_is_signed_is_not_for_a_key_that_is_kept_apart(served: Any) -> None:
    served.installation.receive("hello")
    key = served.make_key("read", purposes=("support",), apart=True)
    said = served.get("/v1/consents/cns_" + 26 * "a" + "/receipt?purpose=support", key)
    assert said.status == 403
    assert "ids of its own" in said.json["title"]
