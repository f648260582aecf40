"""PYTHONPATH=examples python -m telecom_bot counter|bot …: see README.md."""

from __future__ import annotations

import argparse
import base64
import hashlib
import hmac
import json
import time
from collections.abc import Callable
from pathlib import Path

from .billing import Billing
from .bot import Bot
from .counter import Counter, Remote, front
from .guard import Guard
from .model import Gateway, Talker
from .wire import Answer, Failed, Wire, listen

LATE_S = 300
PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>A telecom company</title>
<h1>A telecom company</h1><p>Ask the chat about your bill, a fault, a plan, or your SIM card.</p>
<script src="PRIVET/gateways/webchat/chat.js" data-title="Ask us" async></script></html>"""


def signed(headers: dict[str, str], body: bytes, secret: str, now: float) -> bool:
    """Whether Privet signed this event just now (docs/spec/webhook.md)."""
    at = headers.get("webhook-timestamp", "")
    if not (at.isascii() and at.isdigit() and len(at) < 12 and abs(now - int(at)) <= LATE_S):
        return False
    key = base64.b64decode(secret.removeprefix("whsec_"))
    said = f"{headers.get('webhook-id', '')}.{at}.".encode("utf-8", "surrogatepass") + body
    own = "v1," + base64.b64encode(hmac.digest(key, said, hashlib.sha256)).decode()
    given = headers.get("webhook-signature", "").split(" ")
    return any(hmac.compare_digest(own.encode(), one.encode("utf-8", "surrogatepass")) for one in given)


def ear(bot: Bot, secret: str, privet: str) -> Callable[[str, str, dict[str, str], bytes], Answer]:
    """What hears events at /heard, and shows a page with the chat."""

    def answer(method: str, path: str, headers: dict[str, str], body: bytes) -> Answer:
        if method == "GET":
            return (200, PAGE.replace("PRIVET", privet)) if path == "/" else (404, "")
        if path != "/heard" or not signed(headers, body, secret, time.time()):
            return 401, {}
        try:
            event = json.loads(body)
            if event["type"] == "message.received":
                bot.heard(event["data"])
        except Failed:
            return 503, {}  # Privet tells it again
        except (ValueError, KeyError, TypeError):
            return 400, {}
        return 200, {}

    return answer


def _line(path: str) -> str:
    return Path(path).read_text(encoding="ascii").strip()


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="telecom_bot", description="A telecom company's chat bot behind Privet.")
    parser.add_argument("program", choices=("counter", "bot"))
    parser.add_argument("--privet", default="http://localhost:8080", help="where Privet is")
    parser.add_argument("--bot-key", required=True, help="a file; its line lets the bot ask the counter")
    parser.add_argument("--privet-key", help="counter: a file with the access key")
    parser.add_argument("--hook-secret", help="bot: a file with the secret of its hook")
    parser.add_argument("--counter-port", type=int, default=8098)
    parser.add_argument("--port", type=int, default=8099, help="bot: where it hears, and shows a page with the chat")
    parser.add_argument("--model", help="bot: a gateway to a model, http://localhost:8080/llm/NAME/v1")
    parser.add_argument("--model-name", default="small", help="bot: what the gateway's model is called")
    parser.add_argument("--model-key", help="bot: a file with the model's key")
    return parser.parse_args()


def main() -> None:
    """Run one of the two until it is ended."""
    given = _options()
    if given.program == "counter":
        counter = Counter(Wire(given.privet, _line(given.privet_key)), Billing(), Guard())
        server = listen(given.counter_port, front(counter, _line(given.bot_key)))
    else:
        remote = Remote(Wire(f"http://localhost:{given.counter_port}", _line(given.bot_key)))
        talker = None
        if given.model:
            wire = Wire(given.model, _line(given.model_key) if given.model_key else "none", timeout=120)
            talker = Talker(Gateway(wire, given.model_name), remote)
        server = listen(given.port, ear(Bot(remote, talker), _line(given.hook_secret), given.privet))
    print(f"The {given.program} listens on http://localhost:{server.server_address[1]}", flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main()
