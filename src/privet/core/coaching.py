"""What Privet says in a chat by itself, in fifteen languages: when a card or a secret was pasted, and to STOP, START,
/privacy and /mydata; and which words mean those.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal


def language(code: str, text: str = "") -> str:
    """The language to answer in: of a customer's app (an IETF tag, or ""), else of what they wrote, else English."""
    raise NotImplementedError


def wish(text: str) -> Literal["stop", "start", ""]:
    """Does a whole message say that somebody wants no more messages, or wants them again?"""
    raise NotImplementedError


def command(text: str, username: str = "") -> str:
    """The name of a command that Privet answers itself ("privacy", "mydata", "stop"), said to it or to the bot of that
    name; "" for anything else.
    """
    raise NotImplementedError


def line(kinds: Iterable[str], language: str) -> str:
    """What a customer is told who pasted values of these kinds."""
    raise NotImplementedError


def stopped(language: str) -> str:
    """The answer to STOP."""
    raise NotImplementedError


def started(language: str) -> str:
    """The answer to START after a STOP."""
    raise NotImplementedError


def privacy(language: str, company: str) -> str:
    """The answer to /privacy."""
    raise NotImplementedError


def mydata(language: str, counts: Mapping[str, int]) -> str:
    """The answer to /mydata."""
    raise NotImplementedError
