"""TwiML: what an application answers a message with (twilio.com/docs/messaging/twiml), of which texts alone go on.

Read by a scanner of its own rather than an XML parser: there is nothing here that could define or expand an entity, and
whatever is not a text for the customer is left out.
"""

from __future__ import annotations

import html
import re
from collections.abc import Sequence

LONGEST = 1 << 16
MOST = 10
"""Texts of one answer."""
_MESSAGE = re.compile(r"<(?:Message|Sms)(?:\s[^<>]{0,500})?>(.*?)</(?:Message|Sms)\s*>", re.DOTALL)
_BODY = re.compile(r"<Body\s*>(.*?)</Body\s*>", re.DOTALL)
_TAG = re.compile(r"<[^<>]*>")
_CDATA = re.compile(r"<!\[CDATA\[(.*?)\]\]>", re.DOTALL)
_CONTROL = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
EMPTY = b'<?xml version="1.0" encoding="UTF-8"?><Response></Response>'


def texts(answer: bytes) -> list[str]:
    """The texts that an application answers with; none where it says something else."""
    try:
        written = answer[:LONGEST].decode("utf-8")
    except UnicodeDecodeError:
        return []
    if len(answer) > LONGEST or "<!DOCTYPE" in written or "<!ENTITY" in written:
        return []
    found = []
    for match in _MESSAGE.finditer(written):
        inner = _CDATA.sub(lambda cdata: html.escape(cdata[1]), match[1])
        body = _BODY.search(inner)
        said = html.unescape(_TAG.sub("", body[1] if body else inner)).strip()
        if said:
            found.append(said)
    return found[:MOST]


def response(texts: Sequence[str]) -> bytes:
    """The answer that has Twilio send these."""
    each = "".join(f"<Message>{html.escape(_CONTROL.sub('', one))}</Message>" for one in texts)
    return f'<?xml version="1.0" encoding="UTF-8"?><Response>{each}</Response>'.encode()
