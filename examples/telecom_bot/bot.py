"""The bot: it hears what customers write, in tokens, and answers in sentences with slots.

By script: words say what is wanted, and a sentence of `words/` answers. With a model, it answers what the script has no
sentence for, and whatever is wanted is still told by the customer's own words. Proof, consent and coaching are never
left to a model.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from threading import Lock
from typing import Any

from .billing import PLANS
from .guard import Asked, Refused
from .model import Message, Talker
from .tools import INTENTS, TOOLS
from .wire import Failed
from .words import ALL, Words, language

SECRETS = frozenset({"CARD", "CARD_CODE", "PASSWORD", "PIN", "PUK", "CODE", "SECRET", "NATIONAL_ID", "PASSPORT"})
"""Kinds that nobody should write in a chat."""

MOST_TALKS, REMEMBERED = 10_000, 12
READS = {"bill": "read_bill", "usage": "read_usage", "contract": "read_contract", "sim": "read_sim"}


@dataclass
class Talk:
    """What the bot remembers of a conversation, in memory and in tokens: what waits for a proof, and for a yes."""

    lock: Any = field(default_factory=Lock)
    language: str = "en"
    waits: str = ""
    plan: str = ""
    offered: str = ""
    coached: bool = False
    heard: list[str] = field(default_factory=list)
    said: list[Message] = field(default_factory=list)


class Bot:
    """Hears one message after another in each conversation. `counter` is a `Counter`, or a `Remote` one."""

    def __init__(self, counter: Any, talker: Talker | None = None, *, always: bool = False) -> None:
        self._counter, self._talker, self._always = counter, talker, always
        self._talks: OrderedDict[str, Talk] = OrderedDict()
        self._lock = Lock()

    def heard(self, message: dict[str, Any]) -> None:
        """A customer's message, as the event `message.received` has it. One that came before is passed over."""
        with self._lock:
            talk = self._talks.setdefault(message["conversation"], Talk())
            self._talks.move_to_end(message["conversation"])
            while len(self._talks) > MOST_TALKS:
                self._talks.popitem(last=False)
        with talk.lock:
            if message["id"] in talk.heard or message["direction"] != "in" or not message["text"]:
                return
            kinds = {one["kind"] for one in message["tokens"]}
            talk.language = language(message["text"], talk.language)
            with suppress(Refused):  # not even that may be said: the customer wants no messages, or is restricted
                self._answer(talk, message["conversation"], message["text"], bool(kinds & SECRETS))
            talk.heard = [*talk.heard[-99:], message["id"]]  # not where that failed: it is told again

    def _answer(self, talk: Talk, conversation: str, text: str, secret: bool) -> None:
        words = ALL[talk.language]
        intent = words.intent(text)
        taught = secret and not talk.coached
        if taught:
            talk.coached = True
            self._say(Asked(conversation, ""), words, "coach")
        if talk.offered and (words.says("yes", text) or words.says("no", text)):
            self._settle(talk, conversation, words, yes=not words.says("no", text))
            return
        if talk.waits and not intent and words.says("done", text):
            intent = talk.waits
        elif intent == "plan":
            talk.plan = next((one for one in PLANS if one in text.lower()), "")
        talk.offered = ""
        if taught and not intent:
            return
        asked = Asked(conversation, intent)
        if self._talker and (self._always or not intent):
            self._by_model(talk, asked, words, text)
        else:
            self._by_script(talk, asked, words, text)

    def _by_script(self, talk: Talk, asked: Asked, words: Words, text: str) -> None:
        intent = asked.intent
        try:
            if intent == "lost":
                self._counter.lost(asked)
                self._do(asked, words, "open_ticket", {"note": "SIM card lost or stolen"}, "lost")
            elif intent == "plan" and talk.plan:
                self._do(asked, words, "change_plan", {"plan": talk.plan}, "done-change_plan")
            elif intent == "plan":
                self._do(asked, words, "list_plans", {}, "plans")
            elif intent == "order":
                self._do(asked, words, "order_sim", {}, "done-order_sim")
            elif intent == "trouble":
                found = self._counter.use(asked, "guide", {"topic": words.topic(text)})
                self._say(asked, words, "guide", found)
            elif intent == "person":
                self._do(asked, words, "open_ticket", {"note": "asks for a colleague"}, "person")
            elif intent in READS:
                self._do(asked, words, READS[intent], {}, intent)
            else:
                self._say(asked, words, intent or "unknown")
        except Refused as refused:
            self._refused(talk, asked, words, refused)

    def _by_model(self, talk: Talk, asked: Asked, words: Words, text: str) -> None:
        talk.said = [*talk.said, {"role": "user", "content": text}][-REMEMBERED:]
        assert self._talker is not None  # whoever calls has looked
        try:
            refused = self._talker.answer(asked, talk.said)
        except Failed:
            self._by_script(talk, asked, words, text)
        else:
            if refused is not None:
                self._refused(talk, asked, words, refused)

    def _settle(self, talk: Talk, conversation: str, words: Words, *, yes: bool) -> None:
        """The customer said yes or no to what they were asked, and to nothing else."""
        what, talk.offered = talk.offered, ""
        tool, *rest = what.split(" ")
        asked = Asked(conversation, next(one for one, tools in INTENTS.items() if tool in tools), what)
        if not yes:
            self._say(asked, words, "cancelled")
            return
        try:
            self._do(asked, words, tool, dict(zip(sorted(TOOLS[tool].takes), rest, strict=True)), f"done-{tool}")
        except Refused as refused:
            self._refused(talk, asked, words, refused)

    def _do(self, asked: Asked, words: Words, tool: str, arguments: dict[str, str], sentence: str) -> None:
        self._counter.use(asked, tool, arguments)
        self._say(asked, words, sentence, arguments)

    def _refused(self, talk: Talk, asked: Asked, words: Words, refused: Refused) -> None:
        """Ask for what lacks: a yes, or a proof; say no where neither would help."""
        if refused.reason == "confirm":
            talk.offered, talk.waits = refused.what, ""
            tool, *rest = refused.what.split(" ")
            self._say(asked, words, f"ask-{tool}", dict(zip(sorted(TOOLS[tool].takes), rest, strict=True)))
        elif refused.reason != "proof":
            self._say(asked, words, "refused")
        elif self._counter.prove(asked):
            talk.waits = asked.intent
            self._say(asked, words, "prove")
        else:
            self._say(asked, words, "no-passkey")

    def _say(self, asked: Asked, words: Words, sentence: str, more: Mapping[str, str] | None = None) -> None:
        text = words.sentences[sentence]
        for name, value in (more or {}).items():
            text = text.replace(f"<{name}>", value)
        self._counter.say(asked, text)
