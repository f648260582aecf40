"""The entrance of Telegram: updates of a bot with canaries in their texts and in every field that says something of
somebody, taken in as the gateway does, files kept with them, handed to the bot, and an answer of a call as well.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from privet.acts import admit, bot, queued
from privet.core.bot import Settings
from privet.core.botapi import update
from privet.core.plain import Plain
from privet.core.policy import LOCAL
from privet.errors import PrivetError
from privet.prove import files
from privet.prove.bots import OURS, TOKEN
from privet.prove.canaries import FIELDS, texts
from privet.prove.ways import NOON, Stand

ENTRANCE = "telegram update"
PERSON, OTHER, ROOM = 990_000_000_401, 990_000_000_402, -1_000_990_000_000_403
AT = NOON // 1000


def brought_in(stand: Stand) -> None:
    """Put a bot there and let every update come in twice, as Telegram may send it; then let the bot fetch them."""
    reason, settings = Plain(stand.word("operator", "reason")), Settings(files={"document": "seal"})
    stand.meant(
        "bot",
        lambda: bot.add(stand.app, stand.tenant, "prove", Plain(TOKEN), OURS, settings, LOCAL, reason=reason),
    )
    for open_ in bot.opened(stand.app, stand.tenant):
        if open_.name != "prove":
            continue
        raws = list(_updates(stand))
        for raw in (*raws, *raws, b'{"update_id": 1, "message": ' + raws[0][40:]):
            try:
                admit.admit(stand.app, stand.tenant, open_, [update.read(raw, frozenset())])
            except PrivetError as error:
                stand.note("admit", error)
        files.kept(stand, stand.word(ENTRANCE, "file bytes"))
        queued.after(stand.app, stand.tenant, open_.id, 0)


def _updates(stand: Stand) -> Iterator[bytes]:
    """What a person does in their own chat with a bot, in a group, and beside chats; each kind of update that says
    something of somebody.
    """
    kept = [{"text": text} for text in texts(stand.planted, ENTRANCE)]
    w = {name: stand.word(ENTRANCE, name) for name in FIELDS[ENTRANCE]}
    me = {"id": PERSON, "is_bot": False, "first_name": w["first name"], "last_name": w["last name"],
          "username": w["username"]}  # fmt: skip
    them = {"id": OTHER, "is_bot": False, "first_name": w["author"]}
    own = {"id": PERSON, "type": "private", "first_name": w["first name"], "username": w["username"]}
    room = {"id": ROOM, "type": "supergroup", "title": w["title"]}
    head = {"date": AT, "from": me}
    file = {"file_id": "BQACAgI", "file_unique_id": "AgADxx", "file_name": w["file name"], "file_size": 7}
    messages = [
        *[{**head, "chat": room if at % 3 == 2 else own, **one} for at, one in enumerate(kept)],
        {**head, "chat": own, "document": file, "caption": kept[0]["text"]},
        {**head, "chat": own, "contact": {"phone_number": "+12025550142", "first_name": w["author"], "user_id": OTHER}},
        {**head, "chat": room, "text": "see above", "quote": {"text": w["quote"], "position": 0},
         "reply_to_message": {"message_id": 3, "date": AT, "chat": room, "from": them, "text": w["quote"]}},
        {**head, "chat": own, "text": "see this", "forward_origin": {
            "type": "hidden_user", "date": AT, "sender_user_name": w["author"]}},
    ]  # fmt: skip
    seen = {"message_id": 1, "date": AT, "chat": own, "from": me, "text": kept[2]["text"]}
    rest: list[dict[str, object]] = [
        {"inline_query": {"id": "7", "from": me, "query": w["query"], "offset": ""}},
        {"callback_query": {"id": "8", "from": me, "chat_instance": "9", "data": kept[1]["text"][:60],
                            "message": seen}},
        {"poll": {"id": "10", "question": w["title"], "options": [{"text": w["option"], "voter_count": 1}]}},
        {"something_new": {"from": me, "words": w["unknown field"], "deep": [{"text": kept[3]["text"]}]}},
    ]  # fmt: skip
    whole: list[dict[str, object]] = [{"message": {"message_id": at, **one}} for at, one in enumerate(messages, 1)]
    whole.append({"edited_message": {**messages[0], "message_id": 1, "edit_date": AT + 9}})
    for at, one in enumerate([*whole, *rest]):
        yield json.dumps({"update_id": 7_000 + at, **one}).encode()
