"""What the Bot API's methods do to the world, as strictly as Telegram, and here and there more."""

from __future__ import annotations

import json
import re
import secrets
from collections.abc import Callable, Mapping
from typing import Any

from botserver import api, words
from botserver.api import Refusal, bad
from botserver.world import Bot, Call, Connection, Dict, Group, Person, Said, World

DAY_S = 24 * 3600
DELETABLE_S = 48 * 3600
BIGGEST = 20 << 20
"""Bytes of a file that getFile hands out at most."""
CAPTION = 1024


class Doing:
    """Carries out calls."""

    def __init__(self, world: World) -> None:
        self._world = world

    def do(self, bot: Bot, method: str, values: Mapping[str, Any], files: Mapping[str, Any]) -> Any:
        """The result of a call. Refusal where there is none."""
        said = api.checked(method, values, files)
        with self._world.lock:
            self._world.calls.append(Call(bot.id, method, said, dict(files)))
            own: Callable[[Bot, Dict, Mapping[str, Any]], Any] | None = getattr(self, f"do_{method}", None)
            if own is not None:
                return own(bot, said, files)
            if method in SENDS:
                return self._send(bot, method, said, files)
            if said.get("chat_id") is not None:
                self._chat(bot, said["chat_id"], said.get("business_connection_id"))
            return api.made(api.methods()[method.lower()].returns)

    # Chats and messages

    def _chat(self, bot: Bot, chat_id: int | str, connection: str | None = None) -> Person | Group:
        """A chat that the bot may write to."""
        world = self._world
        if connection:
            one = self._connection(bot, connection, "can_reply")
            if world.room(0, int(chat_id), connection) not in world.messages:
                raise bad("BUSINESS_PEER_INVALID")
            if one.owner.id == chat_id:
                raise bad("BUSINESS_PEER_USAGE_MISSING")
            return world.people[int(chat_id)]
        if isinstance(chat_id, str):
            found = next((one for one in world.groups.values() if f"@{one.username}" == chat_id), None)
            if found is None:
                raise bad("chat not found")
            chat_id = found.id
        if chat_id > 0:
            person = world.people.get(chat_id)
            if person is None:
                raise bad("chat not found")
            if bot.id in person.blocked:
                raise Refusal(403, "Forbidden: bot was blocked by the user")
            if bot.id not in person.started:
                raise Refusal(403, "Forbidden: bot can't initiate conversation with a user")
            return person
        group = world.groups.get(chat_id)
        if group is None:
            raise bad("chat not found")
        if bot.id not in group.members:
            raise Refusal(403, f"Forbidden: bot is not a member of the {group.type} chat")
        if group.type == "channel" and "can_post_messages" not in group.admins.get(bot.id, ()):
            raise bad("need administrator rights in the channel chat")
        return group

    def _connection(self, bot: Bot, id: str, right: str) -> Connection:
        one = self._world.connections.get(id)
        if one is None or one.bot != bot.id:
            raise bad("business connection not found")
        if not one.enabled:
            raise bad("BUSINESS_CONNECTION_INVALID")
        if not one.rights.get(right):
            raise Refusal(403, "Forbidden: BOT_ACCESS_FORBIDDEN")
        return one

    def _room(self, bot: Bot, said: Dict, name: str = "chat_id") -> str:
        chat = self._chat(bot, said[name], said.get("business_connection_id"))
        return self._world.room(bot.id, chat.id, said.get("business_connection_id") or "")

    def _said(self, bot: Bot, said: Dict, words_: str) -> Said:
        return self._world.found(self._room(bot, said), said["message_id"], words_)

    # Sending

    def _send(self, bot: Bot, method: str, said: Dict, files: Mapping[str, Any]) -> Dict:
        """A message of the bot's."""
        content = getattr(self, f"has_{method}", self._has)(method, said, files)
        return self._put(bot, said, content)

    def _put(self, bot: Bot, said: Dict, content: Dict) -> Dict:
        chat = self._chat(bot, said["chat_id"], said.get("business_connection_id"))
        room = self._world.room(bot.id, chat.id, said.get("business_connection_id") or "")
        head: Dict = {"from": bot.user, "chat": chat.chat}
        if isinstance(chat, Group) and chat.type == "channel":
            head = {"sender_chat": chat.chat, "chat": chat.chat}
        if connection := said.get("business_connection_id"):
            head = {"business_connection_id": connection, "chat": chat.chat, "sender_business_bot": bot.user,
                    "from": self._world.connections[connection].owner.user}  # fmt: skip
        if topic := said.get("message_thread_id"):
            if not isinstance(chat, Group) or topic not in chat.topics:
                raise bad("message thread not found")
            head |= {"message_thread_id": topic, "is_topic_message": True}
        if said.get("protect_content"):
            head["has_protected_content"] = True
        head |= self._reply(room, said)
        if markup := said.get("reply_markup"):
            head |= keyboard(markup)
        return self._world.keep(room, head | content, bot.id)

    def _reply(self, room: str, said: Dict) -> Dict:
        """What a message answers to, with its quote."""
        asked = said.get("reply_parameters") or {}
        number = asked.get("message_id") or said.get("reply_to_message_id")
        if not number:
            return {}
        try:
            to = self._world.found(room, number, "message to be replied not found").message
        except Refusal:
            if asked.get("allow_sending_without_reply") or said.get("allow_sending_without_reply"):
                return {}
            raise
        found: Dict = {"reply_to_message": {name: one for name, one in to.items() if name != "reply_to_message"}}
        if quote := asked.get("quote"):
            text, marks = words.read(quote, asked.get("quote_parse_mode"), asked.get("quote_entities"), 1024)
            whole = str(to.get("text") or to.get("caption") or "")
            if text not in whole:
                raise bad("QUOTE_TEXT_INVALID")
            found["quote"] = {"text": text, "position": words.units(whole[: whole.index(text)])}
            found["quote"] |= {"entities": marks} if marks else {}
        return found

    def has_sendMessage(self, method: str, said: Dict, files: Mapping[str, Any]) -> Dict:
        text, marks = words.read(said["text"], said.get("parse_mode"), said.get("entities"), 4096)
        if not text:
            raise bad("message text is empty")
        return {"text": text} | ({"entities": marks} if marks else {})

    def _has(self, method: str, said: Dict, files: Mapping[str, Any]) -> Dict:
        """The content of a message with a file, and the rest."""
        what = SENDS[method]
        content: Dict = {}
        if what == "photo":
            content["photo"] = self._photo(said["photo"], files)
        elif what in FILED:
            content[what] = api.made((FILED[what],)) | self._file(said[what], files, f"{what}s")
            if isinstance(said[what], dict):
                content[what]["file_name"] = said[what]["name"]
        elif what in ("location", "venue", "contact"):
            kind = {"location": "Location", "venue": "Venue", "contact": "Contact"}[what]
            content[what] = {name: said[name] for name in api.forms()["type"][kind].fields if name in said}
            if what == "venue":
                content["location"] = {name: said[name] for name in ("latitude", "longitude")}
                content["venue"]["location"] = content["location"]
        elif what:
            content[what] = api.made(api.forms()["type"]["Message"].fields[what].kinds)
        if "caption" in said:
            content |= captioned(said)
        return content

    def has_sendPoll(self, method: str, said: Dict, files: Mapping[str, Any]) -> Dict:
        options = said["options"]
        if not 2 <= len(options) <= 12:
            raise bad("poll must have at least 2 option" if len(options) < 2 else "poll can't have so many options")
        options = [{"text": one} if isinstance(one, str) else one for one in options]
        question, marks = words.read(
            said["question"], said.get("question_parse_mode"), said.get("question_entities"), 300
        )
        id = str(secrets.randbits(60))
        poll: Dict = {
            "id": id, "question": question, "is_closed": False, "total_voter_count": 0, "allows_revoting": True,
            "is_anonymous": said.get("is_anonymous", True), "type": said.get("type", "regular"),
            "allows_multiple_answers": said.get("allows_multiple_answers", False), "members_only": False,
            "options": [{"persistent_id": f"{at}", "text": words.read(one["text"], one.get("text_parse_mode"),
                         one.get("text_entities"), 100)[0], "voter_count": 0} for at, one in enumerate(options)],
        }  # fmt: skip
        poll |= {"question_entities": marks} if marks else {}
        self._world.polls[id] = poll
        return {"poll": poll}

    def has_sendDice(self, method: str, said: Dict, files: Mapping[str, Any]) -> Dict:
        return {"dice": {"emoji": said.get("emoji", "🎲"), "value": 1 + secrets.randbelow(6)}}

    def do_sendMediaGroup(self, bot: Bot, said: Dict, files: Mapping[str, Any]) -> list[Dict]:
        if not 2 <= len(said["media"]) <= 10:
            raise bad("media group must include 2-10 items")
        group, found = str(secrets.randbits(60)), []
        for one in said["media"]:
            content: Dict = {"media_group_id": group}
            if one["type"] == "photo":
                content["photo"] = self._photo(one["media"], files)
            else:
                content[one["type"]] = api.made((FILED[one["type"]],)) | self._file(one["media"], files, "media")
            asked = {name: value for name, value in said.items() if name != "media"}
            found.append(self._put(bot, asked, content | (captioned(one) if "caption" in one else {})))
        return found

    def _photo(self, value: Any, files: Mapping[str, Any]) -> list[Dict]:
        return [self._file(value, files, "photos") | {"width": side, "height": side} for side in (90, 800)]

    def _file(self, value: Any, files: Mapping[str, Any], kind: str) -> Dict:
        """A file handed in, or named by attach://, by its id, or by an address."""
        if isinstance(value, str) and value.startswith("attach://"):
            value = files.get(value.removeprefix("attach://"))
            if value is None:
                raise bad("wrong file identifier/HTTP URL specified")
        if isinstance(value, dict):
            if not value["data"]:
                raise bad("file must be non-empty")
            return self._world.file(value["data"], value["name"], kind)
        if value in self._world.files:
            data = self._world.files[value][0]
            return {"file_id": value, "file_unique_id": value[-8:], "file_size": len(data)}
        if re.match("https?://", value):
            return self._world.file(b"fetched", "a.bin", kind)
        raise bad("wrong file identifier/HTTP URL specified")

    # Copies

    def _copied(self, bot: Bot, said: Dict, number: int) -> Said:
        one = self._world.found(self._room(bot, said, "from_chat_id"), number, "message to forward not found")
        if one.message.get("has_protected_content"):
            raise bad("message can't be forwarded")
        return one

    def do_forwardMessage(self, bot: Bot, said: Dict, files: Mapping[str, Any]) -> Dict:
        one = self._copied(bot, said, said["message_id"])
        content = {name: value for name, value in one.message.items() if name not in HEAD}
        if sender := one.message.get("from"):
            content["forward_origin"] = {"type": "user", "date": one.message["date"], "sender_user": sender}
        return self._put(bot, said, content)

    def do_forwardMessages(self, bot: Bot, said: Dict, files: Mapping[str, Any]) -> list[Dict]:
        every = [self.do_forwardMessage(bot, said | {"message_id": one}, files) for one in said["message_ids"]]
        return [{"message_id": one["message_id"]} for one in every]

    def do_copyMessage(self, bot: Bot, said: Dict, files: Mapping[str, Any]) -> Dict:
        one = self._copied(bot, said, said["message_id"])
        content = {name: value for name, value in one.message.items() if name not in HEAD}
        if "caption" in said:
            content |= captioned(said)
        return {"message_id": self._put(bot, said, content)["message_id"]}

    def do_copyMessages(self, bot: Bot, said: Dict, files: Mapping[str, Any]) -> list[Dict]:
        return [self.do_copyMessage(bot, said | {"message_id": one}, files) for one in said["message_ids"]]

    # Changing

    def _edit(self, bot: Bot, said: Dict, changes: Dict) -> Any:
        if said.get("inline_message_id"):
            return True
        if "chat_id" not in said or "message_id" not in said:
            raise bad("message identifier is not specified")
        one = self._said(bot, said, "message to edit not found")
        if one.author != bot.id:
            raise bad("message can't be edited")
        after = dict(one.message)
        after.pop("reply_markup", None)
        for name in changes:
            after.pop({"text": "entities", "caption": "caption_entities"}.get(name, name), None)
        after |= changes | (keyboard(said["reply_markup"]) if said.get("reply_markup") else {})
        if after == one.message:
            raise bad(NOT_MODIFIED)
        one.message = after | {"edit_date": int(self._world.now())}
        return one.message

    def do_editMessageText(self, bot: Bot, said: Dict, files: Mapping[str, Any]) -> Any:
        return self._edit(bot, said, self.has_sendMessage("", said, files))

    def do_editMessageCaption(self, bot: Bot, said: Dict, files: Mapping[str, Any]) -> Any:
        return self._edit(bot, said, captioned(said))

    def do_editMessageReplyMarkup(self, bot: Bot, said: Dict, files: Mapping[str, Any]) -> Any:
        return self._edit(bot, said, {})

    def do_editMessageMedia(self, bot: Bot, said: Dict, files: Mapping[str, Any]) -> Any:
        media = said["media"]
        content: Dict = {"photo": self._photo(media["media"], files)} if media["type"] == "photo" else {
            media["type"]: api.made((FILED[media["type"]],)) | self._file(media["media"], files, "media")
        }  # fmt: skip
        return self._edit(bot, said, content | (captioned(media) if "caption" in media else {}))

    def do_stopPoll(self, bot: Bot, said: Dict, files: Mapping[str, Any]) -> Any:
        poll = self._said(bot, said, "message with poll to stop not found").message["poll"]
        poll["is_closed"] = True
        return poll

    def do_deleteMessage(self, bot: Bot, said: Dict, files: Mapping[str, Any]) -> bool:
        one = self._said(bot, said, "message to delete not found")
        group = self._world.groups.get(one.message["chat"]["id"])
        if self._world.now() - one.at > DELETABLE_S:
            raise bad("message can't be deleted for everyone")
        if group is not None and one.author != bot.id and "can_delete_messages" not in group.admins.get(bot.id, ()):
            raise bad("message can't be deleted")
        self._gone(one)
        return True

    def do_deleteMessages(self, bot: Bot, said: Dict, files: Mapping[str, Any]) -> bool:
        if not 1 <= len(said["message_ids"]) <= 100:
            raise bad("too many messages specified" if said["message_ids"] else "message identifiers are not specified")
        for number in said["message_ids"]:
            if number in self._world.messages.get(self._room(bot, said), {}):
                self.do_deleteMessage(bot, said | {"message_id": number}, files)
        return True

    def do_deleteBusinessMessages(self, bot: Bot, said: Dict, files: Mapping[str, Any]) -> bool:
        id = said["business_connection_id"]
        rooms = {name: room for name, room in self._world.messages.items() if name.startswith(f"business {id} ")}
        for number in said["message_ids"]:
            one = next((room[number] for room in rooms.values() if number in room), None)
            if one is None:
                raise bad("message to delete not found")
            right = "can_delete_sent_messages" if one.author == bot.id else "can_delete_all_messages"
            self._connection(bot, id, right)
            self._gone(one)
        return True

    def _gone(self, one: Said) -> None:
        del self._world.messages[one.room][one.message["message_id"]]
        self._world.deleted.append((one.room, one.message["message_id"]))

    def do_readBusinessMessage(self, bot: Bot, said: Dict, files: Mapping[str, Any]) -> bool:
        self._connection(bot, said["business_connection_id"], "can_read_messages")
        room = self._world.room(0, said["chat_id"], said["business_connection_id"])
        self._world.found(room, said["message_id"])
        return True

    # Asking

    def do_getMe(self, bot: Bot, said: Dict, files: Mapping[str, Any]) -> Dict:
        return bot.me

    def do_getBusinessConnection(self, bot: Bot, said: Dict, files: Mapping[str, Any]) -> Dict:
        one = self._world.connections.get(said["business_connection_id"])
        if one is None or one.bot != bot.id:
            raise bad("business connection not found")
        return one.said

    def do_getChat(self, bot: Bot, said: Dict, files: Mapping[str, Any]) -> Dict:
        chat = self._chat(bot, said["chat_id"])
        least = api.made(("ChatFullInfo",))
        return least | chat.chat | ({"bio": "Writes from +44 20 7946 0958"} if isinstance(chat, Person) else {})

    def do_getChatMember(self, bot: Bot, said: Dict, files: Mapping[str, Any]) -> Dict:
        group = self._chat(bot, said["chat_id"])
        member = self._world.people.get(said["user_id"])
        if member is None:
            raise bad("invalid user_id specified")
        there = not isinstance(group, Group) or member.id in group.members
        return {"status": "member" if there else "left", "user": member.user}

    def do_getChatAdministrators(self, bot: Bot, said: Dict, files: Mapping[str, Any]) -> list[Dict]:
        group = self._chat(bot, said["chat_id"])
        if not isinstance(group, Group):
            raise bad("there are no administrators in the private chat")
        owner = next(one for one in self._world.people.values() if one.id in group.members)
        return [{"status": "creator", "user": owner.user, "is_anonymous": False}]

    def do_getFile(self, bot: Bot, said: Dict, files: Mapping[str, Any]) -> Dict:
        if said["file_id"] not in self._world.files:
            raise bad("wrong file_id or the file is temporarily unavailable")
        data, path = self._world.files[said["file_id"]]
        if len(data) > BIGGEST:
            raise bad("file is too big")
        return {"file_id": said["file_id"], "file_unique_id": said["file_id"][-8:], "file_size": len(data),
                "file_path": path}  # fmt: skip

    # Answering

    def _query(self, bot: Bot, id: str, most_s: float) -> None:
        owner, at = self._world.queries.pop(id, (0, 0.0))
        if owner != bot.id or self._world.now() - at > most_s:
            raise bad("query is too old and response timeout expired or query ID is invalid")

    def do_answerCallbackQuery(self, bot: Bot, said: Dict, files: Mapping[str, Any]) -> bool:
        if words.units(said.get("text", "")) > 200:
            raise bad("MESSAGE_TOO_LONG")
        self._query(bot, said["callback_query_id"], 900)
        self._world.answers[said["callback_query_id"]] = said
        return True

    def do_answerInlineQuery(self, bot: Bot, said: Dict, files: Mapping[str, Any]) -> bool:
        ids = [one["id"] for one in said["results"]]
        if len(ids) > 50 or len(set(ids)) < len(ids) or not all(0 < len(one.encode()) <= 64 for one in ids):
            raise bad("RESULT_ID_DUPLICATE" if len(set(ids)) < len(ids) else "RESULTS_TOO_MUCH")
        for one in said["results"]:
            if "input_message_content" in one and "message_text" in one["input_message_content"]:
                text = one["input_message_content"]
                words.read(text["message_text"], text.get("parse_mode"), text.get("entities"), 4096)
        self._query(bot, said["inline_query_id"], 60)
        self._world.answers[said["inline_query_id"]] = said
        return True


def captioned(said: Mapping[str, Any]) -> Dict:
    """A caption and its entities."""
    text, marks = words.read(said.get("caption", ""), said.get("parse_mode"), said.get("caption_entities"), CAPTION)
    return {"caption": text} | ({"caption_entities": marks} if marks else {})


def keyboard(markup: Mapping[str, Any]) -> Dict:
    """The buttons below a message; only inline ones come back with it."""
    for one in [one for row in markup.get("inline_keyboard", ()) for one in row]:
        if not one["text"].strip():
            raise bad("inline keyboard button text is empty")
        if "callback_data" in one and not 1 <= len(one["callback_data"].encode()) <= 64:
            raise bad("BUTTON_DATA_INVALID")
        if "url" in one and not re.match("(?:https?|tg)://", one["url"]):
            raise bad("inline keyboard button URL is invalid")
        if len(one.keys() - {"text", "icon_custom_emoji_id", "style"}) != 1:
            raise bad("text buttons are unallowed in the inline keyboard")
    return {"reply_markup": json.loads(json.dumps(markup))} if "inline_keyboard" in markup else {}


NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same as a current "
    "content and reply markup of the message"
)
HEAD = {"message_id", "from", "chat", "date", "reply_to_message", "quote", "reply_markup", "edit_date",
        "has_protected_content", "business_connection_id", "sender_business_bot", "message_thread_id",
        "is_topic_message", "forward_origin"}  # fmt: skip
SENDS = {
    "sendMessage": "", "sendPhoto": "photo", "sendLivePhoto": "live_photo", "sendAudio": "audio",
    "sendDocument": "document", "sendVideo": "video", "sendAnimation": "animation", "sendVoice": "voice",
    "sendVideoNote": "video_note", "sendSticker": "sticker", "sendPaidMedia": "paid_media",
    "sendLocation": "location", "sendVenue": "venue", "sendContact": "contact", "sendPoll": "poll",
    "sendChecklist": "checklist", "sendDice": "dice", "sendInvoice": "invoice", "sendGame": "game",
    "sendRichMessage": "rich_message",
}  # fmt: skip
"""Methods that make one message, and the field that it has of them."""
FILED = {"audio": "Audio", "document": "Document", "video": "Video", "animation": "Animation", "voice": "Voice",
         "video_note": "VideoNote", "sticker": "Sticker"}  # fmt: skip
"""Fields of messages that are a file, and their types."""
