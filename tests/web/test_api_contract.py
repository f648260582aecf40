"""Every operation of the API over a real server: asked well, badly, for another tenant's, beyond the key, too late."""

from __future__ import annotations

import asyncio
import logging
import threading
from contextlib import nullcontext
from typing import Any

import pytest

from operations import ACT, ANN, GOOD, MAIL, NAMES_AN_ID, NOTHING, World, asked
from privet.acts import access
from privet.core.access import key_text, read_key
from privet.core.decision import LOCAL
from privet.errors import NotProved
from privet.web.api.visitor import STRANGERS, Credential, Door
from privet.web.turns import Turns

BEN = "+12025550102"


every = pytest.mark.parametrize("name", GOOD)


def problem(answer: Any, status: int, code: str) -> dict[str, Any]:
    assert (answer.status, answer.json["status"], answer.json["code"]) == (status, status, code), answer.body
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json["type"] == f"urn:privet:error:{code}"
    return answer.json


def test_every_operation_has_its_cases() -> None:
    assert GOOD.keys() == ACT.keys()


@every
def test_it_answers_whoever_has_the_key_for_it(served: Any, world: World, name: str) -> None:
    answer = asked(served, world, name, served.make_key(ACT[name]))
    assert answer.status == 200, answer.body
    private = name == "tile"
    assert answer.headers["cache-control"] == ("private, max-age=31536000, immutable" if private else "no-store")


@every
def test_without_a_good_key_there_is_one_sentence(served: Any, world: World, name: str) -> None:
    gone = served.make_key(ACT[name], days=1)
    said = {asked(served, world, name, key).body for key in ("", "prv_1_" + "A" * 43, "prv_77_" + "A" * 43, gone[:-1])}
    served.installation.clock.forward(days=1)
    late = asked(served, world, name, gone)
    assert said == {late.body}
    problem(late, 401, "not-proved")
    assert late.headers["www-authenticate"] == "Bearer"


@every
def test_a_revoked_key_is_refused_from_its_next_request_on(served: Any, world: World, name: str) -> None:
    key = served.make_key(ACT[name])
    access.revoke(served.installation.app, served.installation.tenant, f"key-{served.made}", LOCAL)
    problem(asked(served, world, name, key), 401, "not-proved")


@every
def test_beyond_the_key_it_is_refused_on_the_record(served: Any, world: World, name: str) -> None:
    other = "read" if ACT[name] != "read" else "find"
    before = len(served.installation.entries())
    said = problem(asked(served, world, name, served.make_key(other)), 403, "denied")
    assert "key-act" in said["title"]
    act, outcome = served.installation.acts(before)[-1]
    assert (act.partition(".")[0], outcome) == (ACT[name], "denied")
    purpose = served.make_key(ACT[name], purposes=("legal",))
    assert "key-purpose" in problem(asked(served, world, name, purpose), 403, "denied")["title"]


@every
def test_another_tenants_is_not_there(served: Any, world: World, name: str) -> None:
    """It is answered, byte for byte, as what is there for nobody."""
    bank = served.installation.add_tenant("bank")
    key = served.make_key(ACT[name], tenant=bank)
    answer, nothing = asked(served, world, name, key), asked(served, NOTHING, name, key)
    if name in NAMES_AN_ID or name == "checkpoint":  # the other tenant's ledger was never signed
        problem(answer, 404, "not-found")
        hidden = {"date": None}
        assert (answer.body, answer.headers | hidden) == (nothing.body, nothing.headers | hidden)
        assert served.installation.entries(bank)[-1].act != ACT[name]  # what is not there leaves no trace of asking
    elif name == "tile":
        assert answer.body != asked(served, world, name, served.make_key("ledger")).body
    else:
        assert answer.status == 200
        assert world.subject not in answer.body.decode()


@every
def test_a_field_nobody_knows_is_refused_by_its_name(served: Any, world: World, name: str) -> None:
    method, path, body = GOOD[name]
    key = served.make_key(ACT[name])
    if method == "GET":
        sign = "&" if "?" in path(world) else "?"
        answer = served.get(f"{path(world)}{sign}colour=blue", key)
    else:
        answer = served.post(path(world), {**body(world), "colour": "blue"}, key)
    assert "colour" in problem(answer, 400, "bad-input")["title"]
    assert b"blue" not in answer.body


@pytest.mark.parametrize("name", [one for one in GOOD if GOOD[one][0] == "POST"])
@pytest.mark.parametrize(
    "body",
    [b"{", b"", b"[]", b"null", b'{"purpose": 1}', b"\xff\xfe", b"[" * 100_000, b'{"purpose": "\\ud800"}'],
    ids=["cut", "empty", "array", "null", "number", "not-utf-8", "nested", "half-a-pair"],
)
def test_a_body_that_is_none_is_refused(served: Any, world: World, name: str, body: bytes) -> None:
    method, path, _ = GOOD[name]
    problem(served.ask(method, path(world), body, served.make_key(ACT[name])), 400, "bad-input")


@pytest.mark.parametrize("name", [one for one in GOOD if GOOD[one][0] == "POST"])
def test_a_body_of_another_type_is_refused(served: Any, world: World, name: str) -> None:
    key = served.make_key(ACT[name])
    problem(asked(served, world, name, key, content_type="text/plain"), 415, "wrong-type")
    assert asked(served, world, name, key, content_type="Application/JSON; charset=utf-8").status == 200


def test_what_stands_in_a_field_is_never_repeated(served: Any, world: World) -> None:
    key = served.make_key("reveal", "find", "read")
    canary = "4000001234567899"
    for answer in (
        served.post("/v1/reveals", {"token": canary, "purpose": "support"}, key),
        served.post("/v1/reveals", {"token": world.token, "purpose": canary.replace("4", "A")}, key),
        served.post("/v1/find", {"identity": {"is": canary}, "purpose": "support"}, key),
        served.get(f"/v1/messages/{canary}", key),
        served.get(f"/v1/subjects?after={canary}", key),
        served.get(f"/v1/{canary}", key),
    ):
        assert 400 <= answer.status < 500
        assert canary[4:].encode() not in answer.body


def test_a_body_that_is_too_long(served: Any, world: World) -> None:
    key = served.make_key("send")
    said = served.ask("POST", "/v1/sends", b"{", key, content_length="600000")  # the rest is not waited for
    problem(said, 413, "too-large")
    long = {"conversation": world.conversation, "text": "a" * 65_537}
    problem(served.post("/v1/sends", long, key), 400, "bad-input")
    assert served.post("/v1/sends", {**long, "text": "é" * 65_536}, key).status == 200


@every
def test_the_wrong_method_names_the_right_ones(served: Any, world: World, name: str) -> None:
    method, path, _ = GOOD[name]
    answer = served.ask("DELETE", path(world), None, served.make_key(ACT[name]))
    problem(answer, 405, "wrong-method")
    assert method in answer.headers["allow"]
    assert method in served.ask("OPTIONS", path(world)).headers["allow"]


def test_pages_lead_on_to_the_end(served: Any) -> None:
    served.key = served.make_key("read")
    talk = served.installation.batch([served.installation.inbound(f"message {n}", ANN) for n in range(5)])[
        0
    ].conversation
    served.installation.receive("hello", BEN)
    for path, total in (("conversations", 2), ("subjects", 2), (f"conversations/{talk}/messages", 5)):
        found, after = [], ""
        while after is not None:
            said = served.get(f"/v1/{path}?limit=2&after={after}").json
            assert len(said["items"]) <= 2
            found += [one["id"] for one in said["items"]]
            after = said["next"]
        assert len(set(found)) == len(found) == total


@pytest.mark.parametrize(
    "query", ["limit=0", "limit=1001", "limit=x", "after=x", "limit=1&limit=2", "purpose=A", "%ff"]
)
def test_a_query_out_of_bounds(served: Any, query: str) -> None:
    problem(served.get(f"/v1/subjects?{query}", served.make_key("read")), 400, "bad-input")


def test_an_erased_subject_is_gone_for_everybody(served: Any, world: World) -> None:
    served.key = served.make_key("erase", "reveal", "read", "send")
    (made,) = served.post("/v1/erasures", {"subject": world.subject}).json["items"]
    assert made["not_covered"].startswith("Not covered")
    assert made["requested"] == made["done"] == "2026-11-21T12:00:00.000Z"
    assert made["pending"] == []
    problem(served.post("/v1/reveals", {"token": world.token, "purpose": "support"}), 410, "erased")
    problem(served.post("/v1/sends", {"conversation": world.conversation, "text": "hello"}), 410, "erased")
    assert served.get(f"/v1/messages/{world.message}").json["text"] is None
    assert [one["state"] for one in served.get("/v1/subjects").json["items"]] == ["erased"]


def test_erasing_by_exact_identity(served: Any, world: World) -> None:
    served.installation.receive(f"ask {ANN}", BEN)
    problem(served.post("/v1/erasures", {"identity": ANN}, served.make_key("erase")), 403, "denied")
    served.key = served.make_key("erase", "find")
    said = served.post("/v1/erasures", {"identity": "(202) 555-0101"}).json
    assert [one["subject"] for one in said["items"]] == [world.subject]
    assert [one["kind"] for one in said["mentions"]] == ["PHONE"]
    for neither in ({}, {"subject": world.subject, "identity": ANN}):
        problem(served.post("/v1/erasures", neither), 400, "bad-input")


def test_finding_says_who_and_where(served: Any, world: World) -> None:
    said = served.post("/v1/find", {"identity": MAIL, "purpose": "support"}, served.make_key("find")).json
    assert said == {
        "subjects": [],
        "mentions": [
            {"token": world.token, "kind": "EMAIL", "conversation": world.conversation, "subject": world.subject}
        ],
    }


def test_a_message_that_is_sent_carries_the_value_and_reads_in_tokens(served: Any, world: World) -> None:
    served.key = served.make_key("send", "read", kinds=("EMAIL",))
    body = {"conversation": world.conversation, "text": "We wrote to [EMAIL_1]."}
    sent = served.post("/v1/sends", body).json
    assert (sent["state"], sent["stayed"]) == ("sent", 0)
    assert [one.text.expose() for one in served.installation.delivered] == [f"We wrote to {MAIL}."]
    read = served.get(f"/v1/messages/{sent['id']}").json
    assert (read["text"], read["direction"]) == (body["text"], "out")


def test_a_document_and_its_page_need_no_key_and_ask_nobody_else(served: Any) -> None:
    document = served.get("/v1/openapi.json")
    assert (document.status, document.json["openapi"]) == (200, "3.1.0")
    text = served.get("/docs")
    assert text.headers["content-type"] == "text/html; charset=utf-8"
    assert text.body.decode().count("http://") == text.body.decode().count("http://localhost:8080/v1/")
    assert b"https://" not in text.body
    assert b"<script" not in text.body
    assert b"style=" not in text.body


def test_the_log_names_no_id_and_nothing_that_was_asked(
    served: Any, world: World, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "privet.web")
    served.key = served.make_key(*set(ACT.values()))
    for name in GOOD:
        asked(served, world, name)
    served.get(f"/v1/messages/{MAIL}?purpose={MAIL}")
    lines = [one.getMessage() for one in caplog.records]
    assert len(lines) == len(GOOD) + 1
    assert "POST /v1/reveals 200" in " ".join(lines)
    for canary in (world.message, world.conversation, world.token, world.subject, MAIL, ANN, served.key, "purpose"):
        assert canary not in " ".join(lines)


def test_head_is_get_without_the_body(served: Any) -> None:
    got, head = (served.ask(method, "/healthz") for method in ("GET", "HEAD"))
    assert (head.status, head.body, got.body) == (200, b"", b"ok\n")
    assert served.ask("HEAD", "/v1/sends").status == 405


def test_keys_that_are_made_up_take_few_turns_and_none_of_who_is_known(installation: Any) -> None:
    turns, free = Turns(installation.app), threading.Event()
    door = Door(turns)
    limits = access.Limits(("receive",), ("delivery",))
    _, good = access.make(installation.app, installation.tenant, "till", limits, LOCAL)

    async def come(key: str) -> bool:
        async with nullcontext() if door.knows([(b"authorization", b"Bearer " + key.encode())]) else door.strangers:
            try:
                await turns.take(lambda app: door.enter(app, Credential(*read_key(key))))
            except NotProved:
                return False
            return True

    async def crowd() -> None:
        assert await come(good.expose())
        held = asyncio.ensure_future(turns.take(lambda app: free.wait(20)))
        made_up = [key_text(installation.tenant, n.to_bytes(32, "big")).expose() for n in range(100)]
        strangers = [asyncio.ensure_future(come(key)) for key in made_up]
        await asyncio.sleep(0.3)
        known = asyncio.ensure_future(come(good.expose()))
        await asyncio.sleep(0.1)
        assert len(turns._acts) <= STRANGERS + 1
        free.set()
        assert await known
        assert not any(await asyncio.gather(*strangers))
        await held

    try:
        asyncio.run(crowd())
    finally:
        free.set()
        turns.end()
