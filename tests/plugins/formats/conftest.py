"""What the tests of the formats share: reading bytes, and looking at a message in plain tuples."""

from __future__ import annotations

import io
import sys
from types import ModuleType

import pytest

from privet.core.message import Inbound, Unreadable
from privet.core.record import Item, Skipped
from privet.plugins.formats import FORMATS


def items(name: str, data: bytes | str, start: int = 0) -> list[Item]:
    raw = data.encode("utf-8") if isinstance(data, str) else data
    return [item for _, item in FORMATS[name].read(io.BytesIO(raw), start)]


def texts(found: list[Item]) -> list[str]:
    return [item.text.expose() for item in found if isinstance(item, Inbound)]


def messages(found: list[Item]) -> list[Inbound]:
    return [item for item in found if isinstance(item, Inbound)]


def troubles(found: list[Item]) -> list[tuple[int, str, str]]:
    return [(item.record, item.position, item.reason) for item in found if isinstance(item, Unreadable)]


def skipped(found: list[Item]) -> list[str]:
    return [item.reason for item in found if isinstance(item, Skipped)]


def shown(message: Inbound) -> dict[str, object]:
    """Every field of a message in the clear, those left at their default left out."""
    plain = {
        "channel": message.channel,
        "conversation": message.conversation.expose(),
        "party": message.party.expose(),
        "text": message.text.expose(),
        "sent_at": message.sent_at,
        "external_id": message.external_id,
        "direction": message.direction,
        "name": message.name.expose() if message.name else None,
        "title": message.title.expose() if message.title else None,
        "group": message.group,
        "subject_ref": message.subject_ref.expose() if message.subject_ref else None,
        "attachments": tuple(each.expose() for each in message.attachments),
    }
    default = {"direction": "in", "name": None, "title": None, "group": False, "subject_ref": None, "attachments": ()}
    return {key: value for key, value in plain.items() if key not in default or default[key] != value}


@pytest.fixture(scope="session")
def reading() -> ModuleType:
    """The functions above, for tests that stand in files of their own."""
    return sys.modules[__name__]
