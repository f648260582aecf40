"""Where somebody is and what they are called by stays with Privet: no agent sees an internet address or a telephone
number whole, and what goes out bears nothing of whoever asked for it.
"""

from __future__ import annotations

import re
from typing import Any

import pytest

from privet.acts import hook
from privet.core.decision import LOCAL
from web.test_outward import Bot, Other, bot, other, telling, turns

__all__ = ["bot", "other", "turns"]
"""Fixtures."""

HERE, PHONE, SENDER = "192.0.2.44", "+1 202 555 0143", "+12025550188"
BROUGHT = {
    "x-forwarded-for": HERE, "x-real-ip": HERE, "forwarded": f"for={HERE}", "via": f"1.1 {HERE}", "cookie": "who=ann",
    "referer": f"https://shop.example.com/{HERE}", "user-agent": "a-browser", "x-client-ip": HERE, "origin": "null",
    "true-client-ip": HERE, "cf-connecting-ip": HERE, "x-phone": PHONE, "accept-language": "de",
}  # fmt: skip
"""What a proxy before Privet, or a browser, says of whoever asks."""

OURS = {"host", "accept", "accept-encoding", "user-agent", "content-length", "content-type"}
SIGNED = {"webhook-id", "webhook-timestamp", "webhook-signature"}


def digits(text: str) -> str:
    """A text without what stands between digits."""
    return re.sub(r"[\s().+-]", "", text)


def hidden(text: str) -> bool:
    """Whether neither address nor number stands in a text, however it is written."""
    known = (digits(HERE), digits(PHONE), digits(SENDER), "2025550143", "2025550188")
    return HERE not in text and not any(one in digits(text) for one in known)


def test_an_agent_sees_no_internet_address_and_no_number(staff: Any) -> None:
    said = f"call {PHONE}, (202) 555-0143 or 001 202-555-0143; I wrote from {HERE}"
    talk = staff.installation.receive(said, SENDER)
    ann = staff.enrolled("ann")
    staff.installation.give(talk.conversation, "ann")
    assert {one.kind for one in talk.tokens} == {"PHONE", "IP"}
    paths = ["/conversations", f"/conversations/{talk.conversation}", "/requests", "/account"]
    paths += [f"/values/{one.id}?purpose=support&from={talk.conversation}" for one in talk.tokens]
    for path in paths:
        page = ann.get(path)
        assert page.status == 200, path
        assert hidden(page.text), path
        assert hidden(str(page.headers)), path
        assert page.header("referrer-policy") == "no-referrer", path
    assert not hidden(said)


def test_an_upstream_is_told_nothing_of_who_asked(installation: Any, bot: Bot, other: Other) -> None:
    got = installation.receive("ann@example.com", SENDER)
    asked = {"upstream": "crm", "path": "/customers", "purpose": "support", "body": {"mail": got.tokens[0].id}}
    status, _ = bot.relay(asked, **BROUGHT)
    assert status == 200
    ((_, _, headers, body),) = other.asked
    assert headers.keys() <= OURS, headers.keys() - OURS
    assert headers["user-agent"] == "privet"
    assert hidden(str(headers) + body.decode())


@pytest.mark.parametrize("text", [f"call {PHONE}", f"from {HERE}"])
def test_a_hook_is_told_in_tokens_and_nothing_of_who_wrote(
    installation: Any, turns: Any, other: Other, text: str
) -> None:
    hook.add(installation.app, installation.tenant, "crm", other.url, ("message.received",), LOCAL)
    installation.receive(text, SENDER)
    telling(installation, turns, lambda: len(other.asked) == 1)
    ((_, _, headers, body),) = other.asked
    assert headers.keys() <= OURS | SIGNED, headers.keys() - OURS - SIGNED
    assert hidden(str(headers) + body.decode())
