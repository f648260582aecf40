"""The counter: the accounts lie behind it. It alone has a key to Privet, and nothing leaves it but by the guard.

POST /use      do something for the customer of a conversation; data comes back as names of slots
POST /say      send the customer an answer, its slots filled
POST /prove    have the customer prove themselves, by a passkey
POST /lost     a SIM card was lost or stolen: no code counts for 72 hours
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from .billing import PLANS, Account, Billing
from .guard import PAGE, Asked, Guard, Refused
from .tools import TOOLS, TOPICS
from .wire import Answer, Failed, Wire, bears


class Counter:
    """What is done for customers. `fetched` and `Account.tickets` are where something leaves it besides the chat."""

    def __init__(self, privet: Wire, billing: Billing, guard: Guard, address: str = "") -> None:
        self._privet, self._billing, self._guard = privet, billing, guard
        self._address = address or privet.base
        self._pages: dict[str, str] = {}
        self.fetched: list[str] = []

    def use(self, asked: Asked, name: str, arguments: Mapping[str, Any]) -> dict[str, str]:
        """Do it; what came of it. Raises Refused, and Failed where Privet does."""
        tool = self._guard.admit(asked, name, arguments)
        if tool.proof:
            self._guard.proved(tool, self._state(asked.conversation)["here"])
        self._guard.confirmed(asked, tool, arguments)
        if name == "list_plans":
            return dict(PLANS)
        if name == "guide":
            return {"page": TOPICS[arguments["topic"]]}
        if name == "help_page":
            self.fetched.append(arguments["address"])  # a program that is no example fetches it
            return {"done": name}
        account = self._account(asked.conversation, arguments)
        if tool.gives:
            return self._guard.veil({one: account.facts[one] for one in tool.gives})
        return self._change(asked, name, arguments, account)

    def say(self, asked: Asked, text: str) -> None:
        """Send an answer. Raises Refused, Failed."""
        slots, facts = self._guard.slots(asked, text), dict[str, str]()
        if slots - {PAGE}:
            facts |= self._facts(asked)
        if PAGE in slots:
            page = self._pages.pop(asked.conversation, "")
            if not page:
                raise Refused("slot")
            facts[PAGE] = self._address + page
        said = self._guard.fill(text, facts)
        try:
            self._privet.ask("POST", "/v1/sends", {"conversation": asked.conversation, "text": said})
        except Failed as failed:
            if failed.status != 403:
                raise
            raise Refused("denied") from None  # it asks for a secret, or the customer wants no messages; on record

    def prove(self, asked: Asked) -> bool:
        """Have the customer prove themselves; False where they have no passkey. No model comes here."""
        if not self._state(asked.conversation)["passkeys"]:
            return False
        said = {"conversation": asked.conversation, "purpose": "support"}
        if len(self._pages) > 10_000:
            self._pages.clear()
        self._pages[asked.conversation] = str(self._privet.ask("POST", "/v1/step-ups", said)["page"])
        return True

    def lost(self, asked: Asked) -> None:
        """A card was lost or stolen. Nobody need prove that: it only makes Privet believe less."""
        said = {"conversation": asked.conversation, "purpose": "support"}
        self._privet.ask("POST", "/v1/step-ups/sim-change", said)

    def _facts(self, asked: Asked) -> dict[str, str]:
        """What may be filled in now: the proof is asked for again, since it may be over."""
        self._guard.proved(TOOLS["read_bill"], self._state(asked.conversation)["here"])
        return dict(self._account(asked.conversation, {}).facts)

    def _state(self, conversation: str) -> dict[str, Any]:
        return self._privet.ask("GET", f"/v1/step-ups?conversation={quote(conversation)}&purpose=support")

    def _account(self, conversation: str, arguments: Mapping[str, Any]) -> Account:
        found = self._privet.ask("GET", f"/v1/conversations/{quote(conversation)}/messages?limit=1")
        return self._billing.of(self._guard.whose(str(found["items"][0]["subject"]), arguments))

    def _change(self, asked: Asked, name: str, arguments: Mapping[str, Any], account: Account) -> dict[str, str]:
        if name == "change_plan":
            account.change_plan(arguments["plan"])
        elif name == "order_sim":
            account.order_sim()
            self.lost(asked)  # whoever holds the old card, or the new one on its way, gets no code that counts
        elif name == "open_ticket":
            account.tickets.append(arguments["note"])
        return {"done": name}


def front(counter: Counter, key: str) -> Any:
    """The counter as the bot asks it, over HTTP."""

    def answer(_: str, path: str, headers: dict[str, str], body: bytes) -> Answer:
        if not bears(headers, key):
            return 401, {"code": "key"}
        try:
            said = json.loads(body)
            asked = Asked(str(said["conversation"]), str(said["intent"]), str(said["confirmed"]))
            if path == "/use":
                return 200, {"found": counter.use(asked, str(said["tool"]), dict(said["arguments"]))}
            if path == "/say":
                counter.say(asked, str(said["text"]))
            elif path == "/prove":
                return 200, {"asked": counter.prove(asked)}
            elif path == "/lost":
                counter.lost(asked)
            return 200, {}
        except Refused as refused:
            return 403, {"code": f"{refused.reason} {refused.what}".strip()}
        except Failed as failed:
            return 502, {"code": failed.code}
        except (ValueError, KeyError, TypeError):
            return 400, {"code": "malformed"}

    return answer


class Remote:
    """The counter, as the bot has it: names go there, names come back."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire

    def use(self, asked: Asked, name: str, arguments: Mapping[str, Any]) -> dict[str, str]:
        return dict(self._ask("/use", asked, tool=name, arguments=dict(arguments))["found"])

    def say(self, asked: Asked, text: str) -> None:
        self._ask("/say", asked, text=text)

    def prove(self, asked: Asked) -> bool:
        return bool(self._ask("/prove", asked)["asked"])

    def lost(self, asked: Asked) -> None:
        self._ask("/lost", asked)

    def _ask(self, path: str, asked: Asked, **more: Any) -> dict[str, Any]:
        said = {"conversation": asked.conversation, "intent": asked.intent, "confirmed": asked.confirmed, **more}
        try:
            return self._wire.ask("POST", path, said)
        except Failed as failed:
            if failed.status == 403:
                reason, _, what = failed.code.partition(" ")
                raise Refused(reason, what) from None
            raise
