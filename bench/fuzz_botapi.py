"""What the fuzzing feeds to the reading of Telegram's updates, and of the calls of bots.

Updates are judged by a reader of our own that only splits JSON into its words: what is nobody's, unknown fields above
all, stays byte for byte, and where nothing was replaced nothing changes but what is always left out.
"""

from __future__ import annotations

import json
import re

from privet.core.botapi import call, methods, update
from privet.core.botapi.entities import Made
from privet.errors import BadInput

WORD = re.compile(r'"(?:[^"\\]|\\.)*"|-?[0-9][0-9.eE+-]*|[^"0-9-]+|-', re.DOTALL)
ALWAYS = {"latitude", "longitude", "vcard", "foursquare_id", "google_place_id", "day", "month"}
"""Fields that are rounded or left out whatever is found."""


def seeds(canary: str) -> list[bytes]:
    """Updates with everything that people do, and with fields that no version of the Bot API has."""
    who = {"id": 5200000001, "is_bot": False, "first_name": canary, "last_name": "Müller", "username": "ann_ex",
           "language_code": "de", "zz_new": {"a": [1.50, 1e5, -0.0, True, None, "\\u00e9"]}}  # fmt: skip
    chat = {"id": 5200000001, "type": "private", "first_name": canary}
    room = {"id": -1001234567890, "type": "supergroup", "title": f"{canary} family", "is_forum": True}
    text = f"🦊 {canary}, ann@example.com, +44 20 7946 0958, 4111 1111 1111 1111"
    marks = [{"type": "email", "offset": 13, "length": 15}, {"type": "text_mention", "offset": 0, "length": 2,
             "user": who}, {"type": "custom_emoji", "offset": 0, "length": 2, "custom_emoji_id": "5"}]  # fmt: skip
    said = {"message_id": 7, "date": 1795262400, "from": who, "chat": chat, "text": text, "entities": marks}
    reply = said | {"chat": room, "message_thread_id": 3, "is_topic_message": True, "reply_to_message": said,
                    "quote": {"text": canary, "position": 3, "entities": []}}  # fmt: skip
    media = said | {"caption": text, "caption_entities": marks, "photo": [{"file_id": "A", "file_unique_id": "B",
                    "width": 1, "height": 1}], "forward_origin": {"type": "hidden_user", "date": 1,
                    "sender_user_name": canary}}  # fmt: skip
    card = {"phone_number": "+442079460958", "first_name": canary, "vcard": canary, "user_id": 5200000009}
    place = {"latitude": 51.50735, "longitude": -0.12776}
    typed = said | {
        "contact": card,
        "location": place,
        "venue": {"address": canary, "title": canary, "location": place},
    }
    button = {"id": "9", "from": who, "message": said, "chat_instance": "7", "data": f"use:[EMAIL_1]:{canary}"}
    poll = {"id": "5", "question": text, "options": [{"text": canary, "voter_count": 0, "persistent_id": "1"}]}
    every = [
        ("message", said),
        ("edited_message", reply),
        ("message", media),
        ("business_message", typed),
        ("callback_query", button),
        ("inline_query", {"id": "1", "from": who, "query": text, "offset": ""}),
        ("poll", poll),
        ("channel_post", said | {"sender_chat": room, "chat": room}),
        ("zz_new_update", reply),
    ]
    return [json.dumps({"update_id": 7 + at, name: what}, ensure_ascii=bool(at % 2)).encode()
            for at, (name, what) in enumerate(every)]  # fmt: skip


def updates(data: bytes) -> None:
    """An update is refused, or written again as it was but for its parts. Nothing of it stands in what is shown."""
    read = update.read(data, frozenset())
    assert "Zanzibar" not in repr(read), "what is shown of an update holds nothing that was read"
    numbers = {one: one for one in read.numbers}
    same = update.write(read, [Made(one.text, ()) for one in read.parts], numbers, [one.text for one in read.phones])
    _alike(data, same, exact=True)
    tokens = [Made(f"[X_{at + 1}]", ((0, len(one.text), len(f"[X_{at + 1}]")),)) for at, one in enumerate(read.parts)]
    other = update.write(read, tokens, {one: 2**51 + one for one in numbers}, ["+99912345678901"] * len(read.phones))
    _alike(data, other, exact=False)
    again = update.read(other, frozenset())
    assert (again.id, again.name) == (read.id, read.name), "what was written is the same update"


def _alike(before: bytes, after: bytes, *, exact: bool) -> None:
    """The same words in the same order; where nothing was replaced they mean the same as well."""
    olds, news = (WORD.findall(one.decode("utf-8")) for one in (before, after))
    assert len(olds) == len(news), "an update has as many words as before"
    key = ""
    for at, (old, new) in enumerate(zip(olds, news, strict=True)):
        if old[0] == '"' and at + 1 < len(olds) and olds[at + 1].lstrip().startswith(":"):
            assert old == new, "names of fields stay byte for byte"
            key = old.strip('"')
        elif old != new:
            assert (old[0] == '"') == (new[0] == '"'), "a text stays a text, a number a number"
            assert old[0] == '"' or old[0] in "-0123456789", "what stands between stays byte for byte"
            assert not key.startswith("zz_") or old[0] == '"', "numbers of unknown fields stay byte for byte"
            if exact and key not in ALWAYS:
                assert json.loads(old) == json.loads(new), "what was not replaced means what it meant"


CALLS = [
    b'{"chat_id": 2251799813685249, "text": "<b>[PERSON_1]</b> &amp; Zanzibar", "parse_mode": "HTML"}',
    b'{"chat_id": "-100123", "text": "*[EMAIL_1]* \\\\. _x_", "parse_mode": "MarkdownV2", "message_thread_id": 3}',
    b'{"chat_id": 5, "text": "Zanzibar [EMAIL_1] \xf0\x9f\xa6\x8a",'
    b' "entities": [{"type": "bold", "offset": 0, "length": 8}]}',
    b'{"chat_id": 5,'
    b' "media": "[{\\"type\\": \\"photo\\", \\"media\\": \\"attach://a\\", \\"caption\\": \\"[CARD_1]\\"}]"}',
    b'{"inline_query_id": "7", "results": [{"type": "article", "id": "1", "title": "Zanzibar",'
    b' "input_message_content": {"message_text": "[EMAIL_1]", "zz_new": [1.50]}}]}',
    b'{"chat_id": 5, "question": "[EMAIL_1]?", "options": ["Zanzibar", {"text": "[PHONE_1]"}],'
    b' "reply_markup": {"inline_keyboard": [[{"text": "a", "callback_data": "[EMAIL_1]"}]]}}',
]


def calls(data: bytes) -> None:
    """A call is refused, or written again with its parameters, and the call itself stays as it was."""
    try:
        params = json.loads(data)
    except (ValueError, RecursionError):
        return
    if not isinstance(params, dict):
        return
    before = json.dumps(params)
    for method in ("sendMessage", "sendMediaGroup", "answerInlineQuery", "sendPoll", "getChat"):
        assert method in methods.NAMES
        asked = call.read(method, params)
        assert "Zanzibar" not in repr(asked), "what is shown of a call holds nothing that it said"
        made = [Made(one.text, ()) for one in asked.texts]
        said = call.write(asked, made, {one: one for one in asked.numbers}, {}, protect=False)
        assert said.keys() == asked.params.keys(), "a call keeps its parameters"
        assert json.dumps(params) == before, "a call that is read stays as it was"


ALLOWED = (BadInput,)
