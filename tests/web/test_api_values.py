"""What lets a value out over the API: kinds, budget, record; and asking again with an Idempotency-Key."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

ANN = "+12025550101"
MAIL, CARD = "ann@example.com", "4111 1111 1111 1111"
NAMED = {"idempotency_key": "2f6b1c1e-order-7"}


@pytest.fixture
def mail(served: Any) -> Any:
    return served.installation.receive(f"mail {MAIL}, card {CARD}", ANN)


def reveal(token: Any, **more: Any) -> dict[str, Any]:
    return {"token": token.id, "purpose": "support", **more}


def written(folder: Path) -> bytes:
    return b"".join(one.read_bytes() for one in folder.rglob("*") if one.is_file())


def test_a_value_is_shown_on_the_record(served: Any, mail: Any) -> None:
    before = len(served.installation.entries())
    said = served.post("/v1/reveals", reveal(mail.tokens[0], reason="case 7"), served.make_key("reveal")).json
    assert said == {"token": mail.tokens[0].id, "value": MAIL, "seconds": 30}
    *_, entry = served.installation.entries()
    assert served.installation.acts(before)[-1] == ("reveal", "done")
    assert (entry.actor, entry.object, entry.purpose) == ("service:key-1", mail.tokens[0].id, "support")
    assert entry.note is not None


def test_a_kind_that_the_key_does_not_name_is_refused(served: Any, mail: Any) -> None:
    answer = served.post("/v1/reveals", reveal(mail.tokens[1]), served.make_key("reveal", kinds=("EMAIL",)))
    assert (answer.status, "key-kind" in answer.json["title"]) == (403, True)
    assert served.installation.entries()[-1].reasons == ("key-kind",)


def test_a_budget_is_a_days(served: Any, mail: Any) -> None:
    served.key = served.make_key("reveal", budget=2, days=3)
    assert [served.post("/v1/reveals", reveal(mail.tokens[0])).status for _ in range(3)] == [200, 200, 403]
    assert served.installation.entries()[-1].reasons == ("key-budget",)
    served.installation.clock.forward(days=1)
    assert served.post("/v1/reveals", reveal(mail.tokens[0])).status == 200


def test_a_reveal_asked_again_is_done_again_and_kept_nowhere(served: Any, mail: Any) -> None:
    served.key = served.make_key("reveal", budget=2)
    before = len(served.installation.entries())
    for _ in range(2):
        assert served.post("/v1/reveals", reveal(mail.tokens[0]), **NAMED).json["value"] == MAIL
    assert served.post("/v1/reveals", reveal(mail.tokens[0]), **NAMED).status == 403
    assert served.installation.acts(before) == [("reveal", "done")] * 2 + [("reveal", "denied")]
    other = served.post("/v1/reveals", reveal(mail.tokens[1]), **NAMED)
    assert (other.status, other.json["code"]) == (422, "used-again")
    assert MAIL.encode() not in written(served.installation.folder)


def test_a_message_asked_for_again_is_sent_once(served: Any, mail: Any) -> None:
    served.key = served.make_key("send")
    body = {"conversation": mail.conversation, "text": "hello [EMAIL_1]"}
    first = served.post("/v1/sends", body, **NAMED)
    again = served.post("/v1/sends", body, **NAMED)
    assert (first.status, again.body) == (200, first.body)
    assert len(served.installation.delivered) == 1
    assert served.post("/v1/sends", {**body, "text": "another"}, **NAMED).status == 422
    assert served.post("/v1/sends", body, served.make_key("send"), **NAMED).json["id"] != first.json["id"]
    served.installation.clock.forward(minutes=23 * 60)
    assert served.post("/v1/sends", body, **NAMED).body == first.body


def test_a_refusal_is_kept_as_well(served: Any, mail: Any) -> None:
    served.key = served.make_key("send", purposes=("support",))
    before = len(served.installation.entries())
    body = {"conversation": mail.conversation, "text": "hello"}
    first = served.post("/v1/sends", body, **NAMED)
    assert (first.status, served.post("/v1/sends", body, **NAMED).body) == (403, first.body)
    assert served.installation.acts(before) == [("send", "denied")]


def test_an_erasure_asked_for_again_gives_the_same_certificate(served: Any, mail: Any) -> None:
    served.key = served.make_key("erase", "find")
    first = served.post("/v1/erasures", {"identity": ANN}, **NAMED)
    served.installation.clock.forward(minutes=5)
    assert len(first.json["items"]) == 1
    assert served.post("/v1/erasures", {"identity": ANN}, **NAMED).body == first.body
    assert served.post("/v1/erasures", {"identity": ANN}).json["items"] == []


@pytest.mark.parametrize("name", ["", " ", "a" * 256, "é"])
def test_an_idempotency_key_has_a_form(served: Any, mail: Any, name: str) -> None:
    key = served.make_key("reveal")
    answer = served.post("/v1/reveals", reveal(mail.tokens[0]), key, idempotency_key=name)
    assert (answer.status, answer.json["code"]) == (400, "bad-input")


@pytest.mark.parametrize("form", ["one", "array", "lines"])
def test_an_erased_subject_is_in_no_kept_answer(served: Any, form: str) -> None:
    served.key = served.make_key("receive", "erase", "find")
    said = "xyzzy is no word that a detector knows"
    one = {"channel": "sms", "conversation": "c", "sender": {"address": ANN}, "text": f"{said}, {MAIL}"}
    bad = {**one, "colour": "blue"}
    body, headers = {
        "one": (one, {}),
        "array": ([bad, one], {}),
        "lines": (
            b"\n".join(json.dumps(each).encode() for each in (one, bad)),
            {"content_type": "application/x-ndjson"},
        ),
    }[form]
    first = served.post("/v1/messages", body, **NAMED, **headers)
    assert said in first.body.decode()
    again = served.post("/v1/messages", body, **NAMED, **headers)
    assert (again.status, again.body, again.headers["content-type"]) == (
        first.status, first.body, first.headers["content-type"],
    )  # fmt: skip
    assert len(served.post("/v1/erasures", {"identity": ANN}).json["items"]) == 1
    late = served.post("/v1/messages", body, **NAMED, **headers)
    assert late.status == first.status
    assert b"xyzzy" not in late.body
    assert b'"text":null' in late.body
    assert late.body.count(b"colour") == first.body.count(b"colour")
