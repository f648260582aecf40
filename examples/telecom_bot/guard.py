"""The guard: what the bot may have done, and what it may say. It trusts nothing that a model said.

Whose account it is comes from Privet, from the conversation's own customer: no tool takes a name or number to look
under. Data of an account comes back as names of slots. They are filled, and anything is changed, only where the
customer proved themselves in that very conversation by a passkey: a code in a text message alone opens nothing, since
codes are stolen with the number.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .tools import INTENTS, TOOLS, TOPICS, Tool, fills

LONGEST, NOTE = 1500, 300
"""Characters of an answer, and of a note for a colleague."""

PAGE = "proof.page"
"""The slot that becomes the address of the page on which the customer uses their passkey."""

SLOT = re.compile(r"\{([a-z]+\.[a-z]+)\}")
ADDRESS = re.compile(
    r"://|//|\\\\|www\.|\]\s*\(|<[a-z/!]|(?:data|mailto|tel|javascript|file|blob)\s*:|%[0-9a-f]{2}|&#|@"
    r"|(?:href|src|url)\s*[=:]|[a-z0-9-]\s*\.\s*[a-z]{2,}\s*/|(?<![\w.])(?:[\w-]+\.)+[a-z]{2,24}(?![\w.])",
    re.IGNORECASE,
)
"""Whatever a program might follow, or take for an address."""
ENCODED = re.compile(r"[0-9](?:[ .,:_*'-]{0,3}[0-9]){5,}|\b[0-9a-f]{16,}\b|[A-Za-z0-9+/_=-]{36,}", re.IGNORECASE)
"""What holds a number or a text in another shape: an answer has no reason to."""


class Refused(Exception):
    """It is not to be: `reason` is capability, argument, proof, confirm, slot, address or shape, or denied by Privet.

    `what` is what the customer is to say yes to, where the reason is that they did not.
    """

    def __init__(self, reason: str, what: str = "") -> None:
        super().__init__(reason)
        self.reason, self.what = reason, what


@dataclass(frozen=True)
class Asked:
    """What the bot says it is about: a conversation, what its customer wants, and to what they said yes just now."""

    conversation: str
    intent: str
    confirmed: str = ""


class Guard:
    """Decides; it does nothing. What was proved, Privet says of this very conversation, asked anew each time."""

    def admit(self, asked: Asked, name: str, arguments: Mapping[str, Any]) -> Tool:
        """The tool, if it goes with the intent and takes exactly these arguments. Raises Refused."""
        if name not in INTENTS.get(asked.intent, ()):
            raise Refused("capability")
        tool = TOOLS[name]
        if set(arguments) != set(tool.takes):
            raise Refused("argument")
        for one, allowed in tool.takes.items():
            given = arguments[one]
            if not isinstance(given, str) or (allowed is not None and given not in allowed):
                raise Refused("argument")
            if allowed is None and (len(given) > NOTE or SLOT.search(_plain(given)) or _hides(given)):
                raise Refused("argument")
        return tool

    def whose(self, own: str, arguments: Mapping[str, Any]) -> str:
        """Whose account: the conversation's own customer's, whatever the arguments say."""
        return own

    def proved(self, tool: Tool, proved: str) -> None:
        """Raise Refused unless there is the proof that the tool needs."""
        if tool.proof and proved != "passkey":
            raise Refused("proof")

    def confirmed(self, asked: Asked, tool: Tool, arguments: Mapping[str, Any]) -> None:
        """Raise Refused unless the customer said yes to just this, where it takes a yes."""
        what = confirmation(tool.name, arguments)
        if tool.confirm and asked.confirmed != what:
            raise Refused("confirm", what)

    def veil(self, facts: Mapping[str, str]) -> dict[str, str]:
        """What the bot is told of an account: that there is something, never what."""
        return {name: f"{{{name}}}" for name in facts}

    def slots(self, asked: Asked, text: str) -> frozenset[str]:
        """The slots of an answer, which is one that may be given. Raises Refused."""
        if len(text) > LONGEST:
            raise Refused("shape")
        found = frozenset(SLOT.findall(text))
        if found - fills(asked.intent) - {PAGE} or "{" in SLOT.sub("", text):
            raise Refused("slot")
        if _hides(text):
            raise Refused("address")
        return found

    def fill(self, text: str, facts: Mapping[str, str]) -> str:
        """An answer with its slots filled."""
        return SLOT.sub(lambda slot: facts[slot[1]], text)


def confirmation(name: str, arguments: Mapping[str, Any]) -> str:
    """What a customer says yes to."""
    return " ".join((name, *(str(arguments[one]) for one in sorted(arguments))))


def _plain(text: str) -> str:
    """A text as a reader or a program might see it: one width, nothing invisible."""
    return "".join(one for one in unicodedata.normalize("NFKC", text) if unicodedata.category(one) not in ("Cf", "Mn"))


def _hides(text: str) -> bool:
    """Whether a text has an address other than those of our help, or something that may be data in another shape."""
    seen = _plain(text)
    for page in sorted(TOPICS.values(), key=len, reverse=True):
        seen = re.sub(rf"(?<!\S){re.escape(page)}(?=[.,;:!?]?(?:\s|$))", " ", seen)
    seen = SLOT.sub("slot", seen)  # what stands beside one may make it a part of an address
    return bool(ADDRESS.search(seen) or ENCODED.search(seen))
