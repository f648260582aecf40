"""Where there is no basis to keep what customers write, whatever came is in no file, and what cannot go on is refused.

Lines of text messages: `sms/test_sms_wishes.py`; bots, which cannot be where nothing is kept: `acts/test_passing.py`.
"""

from __future__ import annotations

import base64
import os
import subprocess
from collections.abc import Callable
from typing import Any

import pytest

from gateways import test_adapter as adapter
from gateways import test_webchat as webchat
from gateways.conftest import PRIVET
from gateways.llm import upstream as models
from gateways.llm.conftest import KEY, Gate

CANARY, MAIL, WHO = "canaryword-nobody-keeps", "nobody.keeps@example.com", "Nobody Keeps Canary"


@pytest.fixture(scope="module")
def server(serve: Callable[..., Any], tmp_path_factory: pytest.TempPathFactory) -> Any:
    secrets = tmp_path_factory.mktemp("secrets")
    for name in ("chatwoot-webhook", "chatwoot-token"):
        (secrets / name).write_text(adapter.SECRET + "\n")
        (secrets / name).chmod(0o600)
    one = serve(webchat.TOML + adapter.TOML.replace("BASE", "http://localhost:9").replace("SECRETS", str(secrets)))
    env = {name: value for name, value in os.environ.items() if not name.startswith("PRIVET_")}
    words = ["consent", "basis", "storage", "none", "--reason", "as counsel said", "--data", str(one.data)]
    subprocess.run([*PRIVET, *words], check=True, capture_output=True, env=env, timeout=60)
    return one


def nowhere(server: Any, *more: str) -> None:
    """Nothing of what came is in any file, in the clear or as it is often written."""
    files = list(server.written())
    assert len(files) > 3
    for canary in (CANARY, MAIL, WHO, *more):
        forms = (canary.encode(), canary.encode("utf-16-le"), canary.encode().hex().encode())
        for form in (*forms, base64.b64encode(canary.encode())[:16]):
            assert not [name for name, data in files if form in data]


def test_a_web_chat_cannot_deliver_and_says_so(server: Any) -> None:
    visitor = webchat.Visitor(server).begin()
    answer = visitor.say(f"{CANARY}: I am {MAIL}")
    assert answer.status == 403
    assert "may not keep" in answer.body.decode()
    assert visitor.answers() == []
    nowhere(server, visitor.session)


def test_a_webhook_is_answered_in_tokens(server: Any) -> None:
    event = adapter.Chatwoot.event(None, 71, f"{CANARY}: I am {MAIL}")  # type: ignore[arg-type]
    event["sender"]["name"] = WHO
    answer = adapter.tell(server, event)
    assert (answer.status, answer.json["outcome"], answer.json["conversation"]) == (200, "passed", "")
    assert answer.json["text"] == f"{CANARY}: I am [EMAIL_1]"
    nowhere(server)


def test_a_program_that_brings_messages_over_the_api_gets_tokens(server: Any) -> None:
    message = {
        "channel": "crm",
        "conversation": "talk-canary-7",
        "sender": {"address": "+12025550177"},
        "text": f"{CANARY}: I am {MAIL}",
        "external_id": "canary-7",
    }
    answer = server.api("POST", "/messages", message)
    assert answer["text"] == f"{CANARY}: I am [EMAIL_1]"
    nowhere(server, "2025550177", "talk-canary-7")


def test_what_is_asked_of_a_model_goes_and_its_answer_comes_back(server: Any) -> None:
    gate = Gate(server, models.serve())
    gate.up()
    said = [{"role": "user", "content": f"{CANARY}: I am {MAIL}"}]
    answer = gate.client().chat.completions.create(
        model="m", messages=said, user=WHO, extra_headers={"Privet-Conversation": "nobody keeps this talk"}
    )
    assert answer.choices[0].message.content == said[0]["content"]
    assert models.text_of(gate.upstream.last) == f"{CANARY}: I am [EMAIL_1]"
    nowhere(server, KEY, "nobody keeps this talk")
