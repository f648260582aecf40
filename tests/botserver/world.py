"""The people, groups and bots of a Telegram of our own, and what its people do: all of it reaches the bots that may see
it, as updates.
"""

from __future__ import annotations

import itertools
import json
import secrets
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from threading import RLock
from typing import Any

from botserver import words
from botserver.api import bad

UNASKED = {"chat_member", "message_reaction", "message_reaction_count"}
"""Updates that a bot gets only where it names them."""
KEPT_S = 24 * 3600
"""How long an update waits for its bot."""
RIGHTS = ("can_reply", "can_read_messages", "can_delete_sent_messages", "can_delete_all_messages")

Dict = dict[str, Any]


@dataclass(eq=False)
class Person:
    """Somebody who uses Telegram."""

    id: int
    first_name: str
    last_name: str = ""
    username: str = ""
    language: str = ""
    blocked: set[int] = field(default_factory=set)
    started: set[int] = field(default_factory=set)

    @property
    def user(self) -> Dict:
        """The person as bots see them."""
        said = {"id": self.id, "is_bot": False, "first_name": self.first_name, "last_name": self.last_name,
                "username": self.username, "language_code": self.language}  # fmt: skip
        return {name: value for name, value in said.items() if value != ""}

    @property
    def chat(self) -> Dict:
        """The private chat with them."""
        said = {name: value for name, value in self.user.items() if name not in ("is_bot", "language_code")}
        return said | {"type": "private"}


@dataclass(eq=False)
class Group:
    """A group, supergroup or channel; `members` has people and bots, `admins` what each bot may do."""

    id: int
    title: str
    type: str = "supergroup"
    username: str = ""
    forum: bool = False
    members: set[int] = field(default_factory=set)
    admins: dict[int, set[str]] = field(default_factory=dict)
    topics: set[int] = field(default_factory=set)

    @property
    def chat(self) -> Dict:
        """The group as its messages name it."""
        said: Dict = {"id": self.id, "title": self.title, "type": self.type}
        return said | ({"username": self.username} if self.username else {}) | (
            {"is_forum": True} if self.forum else {}
        )  # fmt: skip


@dataclass(eq=False)
class Connection:
    """A person who lets a bot into their own account."""

    id: str
    owner: Person
    bot: int
    rights: dict[str, bool]
    enabled: bool = True
    date: int = 0

    @property
    def said(self) -> Dict:
        """As `business_connection` has it."""
        return {"id": self.id, "user": self.owner.user, "user_chat_id": self.owner.id, "date": self.date,
                "is_enabled": self.enabled, "rights": self.rights}  # fmt: skip


@dataclass(eq=False)
class Bot:
    """A bot: its token, what waits for it, and where it is posted."""

    token: str
    username: str
    name: str
    reads_all: bool = False
    inline: bool = True
    queue: list[tuple[int, str, float, bytes]] = field(default_factory=list)
    """Updates that wait: number, name, since when, the bytes."""
    next: int = 0
    allowed: list[str] | None = None
    hook: Dict = field(default_factory=dict)
    polls: int = 0
    """Which request for updates is the newest one."""

    @property
    def id(self) -> int:
        return int(self.token.partition(":")[0])

    @property
    def user(self) -> Dict:
        """The bot as others see it."""
        return {"id": self.id, "is_bot": True, "first_name": self.name, "username": self.username}

    @property
    def me(self) -> Dict:
        """The bot as getMe says it."""
        return self.user | {
            "can_join_groups": True, "can_read_all_group_messages": self.reads_all, "has_main_web_app": False,
            "supports_inline_queries": self.inline, "can_connect_to_business": True, "has_topics_enabled": False,
            "allows_users_to_create_topics": False, "can_manage_bots": False,
        }  # fmt: skip

    def wants(self, name: str) -> bool:
        return name in self.allowed if self.allowed else name not in UNASKED


@dataclass(eq=False)
class Said:
    """A message that is there: as it is shown, who wrote it, when, and where."""

    message: Dict
    author: int
    at: float
    room: str


@dataclass(frozen=True)
class Call:
    """A call that a bot made, as its parameters were read."""

    bot: int
    method: str
    values: Dict
    files: Mapping[str, Any]


class World:
    """Everything there is. Whoever reads or changes it holds `lock`."""

    def __init__(self) -> None:
        self.lock = RLock()
        self.ahead_s = 0.0
        self.bots: dict[int, Bot] = {}
        self.people: dict[int, Person] = {}
        self.groups: dict[int, Group] = {}
        self.connections: dict[str, Connection] = {}
        self.messages: dict[str, dict[int, Said]] = {}
        self.files: dict[str, tuple[bytes, str]] = {}
        """Files by their ids: what is in them, and the path by which getFile hands them out."""
        self.polls: dict[str, Dict] = {}
        self.queries: dict[str, tuple[int, float]] = {}
        """Queries that can be answered: whose they are, since when."""
        self.answers: dict[str, Dict] = {}
        """What was answered to queries."""
        self.calls: list[Call] = []
        self.deleted: list[tuple[str, int]] = []
        self.changed: list[Callable[[int], None]] = []
        """Called with a bot's number once an update waits for it."""
        self._numbers = itertools.count(1)
        self._users = itertools.count(5_100_000_001, 7)
        self._groups = itertools.count(1_900_000_001, 11)

    def now(self) -> float:
        """The time here, which can be moved."""
        return time.time() + self.ahead_s

    # Who there is

    def bot(self, username: str = "shop_bot", *, token: str = "", reads_all: bool = False) -> Bot:
        """A new bot."""
        with self.lock:
            token = token or f"{next(self._users)}:{secrets.token_urlsafe(26)[:35]}"
            one = Bot(token, username, username.replace("_", " ").title(), reads_all, next=secrets.randbelow(10**6) + 1)
            self.bots[one.id] = one
            return one

    def person(self, first_name: str, last_name: str = "", username: str = "", language: str = "en") -> Person:
        """A new person."""
        with self.lock:
            one = Person(next(self._users), first_name, last_name, username, language)
            self.people[one.id] = one
            return one

    def group(self, title: str, *members: Person | Bot, type: str = "supergroup", forum: bool = False) -> Group:
        """A new group with these members; a bot is let in as a member without rights."""
        with self.lock:
            number = next(self._groups)
            id = -number if type == "group" else -1_000_000_000_000 - number
            one = Group(id, title, type, forum=forum, members={each.id for each in members})
            self.groups[id] = one
            return one

    def admin(self, group: Group, bot: Bot, *rights: str) -> None:
        """Give a bot rights in a group, of which the bot hears."""
        with self.lock:
            group.members.add(bot.id)
            group.admins[bot.id] = set(rights)

    def connect(self, owner: Person, bot: Bot, *rights: str) -> Connection:
        """A person connects a bot to their own account, with these of its rights."""
        with self.lock:
            one = Connection(
                secrets.token_urlsafe(16), owner, bot.id, dict.fromkeys(rights or RIGHTS, True), date=int(self.now())
            )
            self.connections[one.id] = one
            self.update(bot, "business_connection", one.said)
            return one

    # What they do

    def update(self, bot: Bot, name: str, what: Mapping[str, Any]) -> int:
        """An update for a bot, if it wants such; its number."""
        with self.lock:
            if not bot.wants(name):
                return 0
            number, bot.next = bot.next, bot.next + 1
            raw = json.dumps({"update_id": number, name: what}, ensure_ascii=False).encode()
            self.raw(bot, number, name, raw)
            return number

    def raw(self, bot: Bot, number: int, name: str, raw: bytes) -> None:
        """An update in these very bytes."""
        with self.lock:
            bot.next = max(bot.next, number + 1)
            bot.queue.append((number, name, self.now(), raw))
        for tell in self.changed:
            tell(bot.id)

    def room(self, bot_id: int, chat: int, connection: str = "") -> str:
        """Where the messages of a chat are kept: private chats are one with each bot."""
        if connection:
            return f"business {connection} {chat}"
        return f"private {bot_id} {chat}" if chat > 0 else f"group {chat}"

    def keep(self, room: str, message: Dict, author: int) -> Dict:
        """Give a message a number and a date, and keep it."""
        with self.lock:
            message.setdefault("message_id", next(self._numbers))
            message.setdefault("date", int(self.now()))
            ordered = {"message_id": message["message_id"]} | message
            self.messages.setdefault(room, {})[message["message_id"]] = Said(ordered, author, self.now(), room)
            return ordered

    def found(self, room: str, number: int, words: str = "message not found") -> Said:
        """A message that is there; Refusal where it is not."""
        try:
            return self.messages[room][number]
        except KeyError:
            raise bad(words) from None

    def start(self, who: Person, bot: Bot) -> Dict:
        """Somebody opens the chat with a bot."""
        return self.says(who, "/start", bot)

    def says(
        self, who: Person, text: str, to: Bot | Group, *, entities: Sequence[Dict] | None = None, **more: Any
    ) -> Dict:
        """Somebody writes a text; the message as bots see it."""
        text, marks = words.read(text, None, list(entities or ()), 4096)
        return self.sends(who, to, {"text": text} | ({"entities": marks} if marks else {}), **more)

    def sends(
        self,
        who: Person,
        to: Bot | Group,
        content: Mapping[str, Any],
        *,
        reply_to: Dict | None = None,
        quote: str = "",
        topic: int = 0,
    ) -> Dict:
        """Somebody sends a message with this content."""
        with self.lock:
            if isinstance(to, Bot):
                who.started.add(to.id)
                room, chat, seen = self.room(to.id, who.id), who.chat, [to]
            else:
                room, chat = self.room(0, to.id), to.chat
                seen = [bot for bot in self.bots.values() if bot.id in to.members and self.sees(bot, to, content)]
            head: Dict = {"from": who.user} if chat["type"] != "channel" else {"sender_chat": chat}
            head |= {"chat": chat}
            if topic:
                head |= {"message_thread_id": topic, "is_topic_message": True}
            if reply_to is not None:
                head["reply_to_message"] = {name: one for name, one in reply_to.items() if name != "reply_to_message"}
                if quote:
                    head["quote"] = quoted(reply_to, quote)
            message = self.keep(room, head | dict(content), who.id)
            name = "channel_post" if chat["type"] == "channel" else "message"
            for bot in seen:
                self.update(bot, name, message)
            return message

    def sees(self, bot: Bot, group: Group, content: Mapping[str, Any]) -> bool:
        """Privacy mode: a bot sees all in a group only as administrator, or where it is set so."""
        text = str(content.get("text", ""))
        return bot.reads_all or bot.id in group.admins or text.startswith("/") or f"@{bot.username}" in text

    def edits(self, who: Person, message: Dict, to: Bot | Group, text: str) -> Dict:
        """Somebody edits what they wrote."""
        with self.lock:
            room = self.room(to.id if isinstance(to, Bot) else 0, who.id if isinstance(to, Bot) else to.id)
            said = self.found(room, message["message_id"])
            field_ = "text" if "text" in said.message else "caption"
            text, marks = words.read(text, None, None, 4096)
            said.message |= {field_: text, "edit_date": max(int(self.now()), said.message["date"] + 1)}
            said.message.pop("entities", None)
            if marks:
                said.message["entities"] = marks
            seen = [to] if isinstance(to, Bot) else [bot for bot in self.bots.values() if bot.id in to.members]
            for bot in seen:
                self.update(bot, f"edited_{'channel_post' if said.message['chat']['type'] == 'channel' else 'message'}",
                            said.message)  # fmt: skip
            return dict(said.message)

    def writes(self, customer: Person, connection: Connection, content: str | Mapping[str, Any]) -> Dict:
        """A customer writes to the account that a bot is connected to; or its owner does, to `customer`."""
        with self.lock:
            held = {"text": content} if isinstance(content, str) else dict(content)
            room = self.room(0, customer.id, connection.id)
            head = {"business_connection_id": connection.id, "from": customer.user, "chat": customer.chat}
            message = self.keep(room, head | held, customer.id)
            self.update(self.bots[connection.bot], "business_message", message)
            return message

    def takes_back(self, customer: Person, connection: Connection, *messages: Dict) -> None:
        """Messages of a business chat are deleted."""
        with self.lock:
            numbers = [one["message_id"] for one in messages]
            for number in numbers:
                self.messages[self.room(0, customer.id, connection.id)].pop(number, None)
            said = {"business_connection_id": connection.id, "chat": customer.chat, "message_ids": numbers}
            self.update(self.bots[connection.bot], "deleted_business_messages", said)

    def file(self, data: bytes, name: str = "file.bin", kind: str = "documents") -> Dict:
        """A file that is there, as messages name it."""
        with self.lock:
            id, unique = "BQAC" + secrets.token_urlsafe(24), secrets.token_urlsafe(9)
            self.files[id] = data, f"{kind}/file_{len(self.files)}.{name.rpartition('.')[2]}"
            return {"file_id": id, "file_unique_id": unique, "file_size": len(data)}

    def photo(self, data: bytes) -> list[Dict]:
        """A photo in two sizes."""
        return [self.file(data, "a.jpg", "photos") | {"width": side, "height": side} for side in (90, 800)]

    def query(self, bot: Bot) -> str:
        """The id of a new query."""
        id = str(secrets.randbits(60))
        self.queries[id] = bot.id, self.now()
        return id

    def presses(self, who: Person, bot: Bot, message: Dict, data: str) -> str:
        """Somebody presses a button below a bot's message; the query's id."""
        with self.lock:
            buttons = [one for row in message["reply_markup"]["inline_keyboard"] for one in row]
            assert data in [one.get("callback_data") for one in buttons], "there is no such button"
            id = self.query(bot)
            said = {"id": id, "from": who.user, "message": message, "chat_instance": "7", "data": data}
            self.update(bot, "callback_query", said)
            return id

    def asks(self, who: Person, bot: Bot, text: str) -> str:
        """Somebody types @bot and a query into any chat."""
        with self.lock:
            id = self.query(bot)
            self.update(bot, "inline_query", {"id": id, "from": who.user, "query": text, "offset": "",
                                              "chat_type": "private"})  # fmt: skip
            return id

    def votes(self, who: Person, bot: Bot, poll: str, *options: int) -> None:
        """Somebody votes in a poll of a bot's."""
        with self.lock:
            ids = [self.polls[poll]["options"][at]["persistent_id"] for at in options]
            self.update(bot, "poll_answer", {"poll_id": poll, "user": who.user, "option_ids": list(options),
                                             "option_persistent_ids": ids})  # fmt: skip

    def blocks(self, who: Person, bot: Bot) -> None:
        """Somebody blocks a bot, of which it hears."""
        with self.lock:
            who.blocked.add(bot.id)
            left = {"user": bot.user, "status": "kicked", "until_date": 0}
            said = {"chat": who.chat, "from": who.user, "date": int(self.now()),
                    "old_chat_member": {"user": bot.user, "status": "member"}, "new_chat_member": left}  # fmt: skip
            self.update(bot, "my_chat_member", said)

    def shown(self, chat: Person | Group, bot: Bot | None = None, connection: Connection | None = None) -> list[Dict]:
        """The messages of a chat that are there, as its people see them, oldest first."""
        with self.lock:
            room = self.room(bot.id if bot else 0, chat.id, connection.id if connection else "")
            return [dict(one.message) for one in self.messages.get(room, {}).values()]


def quoted(message: Mapping[str, Any], quote: str) -> Dict:
    """A quote of a message's text."""
    text = str(message.get("text") or message.get("caption") or "")
    at = text.find(quote)
    assert at >= 0, "the quote is not in the message"
    return {"text": quote, "position": words.units(text[:at]), "is_manual": True}
