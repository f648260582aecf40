"""Protection in the chat: words and commands that Privet answers itself, pasted cards and passwords that it has
deleted, messages whose time is over.

What is to be said or deleted is on record before Telegram is asked for it, and so is what came of it.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine, Sequence
from typing import Any

from privet.acts import call as record
from privet.acts import claim, mydata, notice, portal, retract
from privet.acts.admit import Admitted
from privet.acts.retract import Pasted
from privet.app import Privet
from privet.core import claim as asking
from privet.core import coaching, revocation
from privet.core.botapi.update import Read
from privet.core.message import TenantId
from privet.core.retraction import PASTED
from privet.errors import BadInput, ChannelError, Denied
from privet.gateways import asgi
from privet.gateways.pastes import Pastes
from privet.gateways.telegram.bots import Bots, Live
from privet.gateways.telegram.calls import Calls, Unsure
from privet.gateways.telegram.intake import Heard
from privet.plugins.botapi import BotApi, Refused
from privet.store import tenants

_log = logging.getLogger("privet.gateways")

LOOK_S = 2.0
"""How often somebody looks for messages whose time is over."""
TOGETHER = 64
MOST = 1_000
"""What is done about updates at a time, at most; what comes beside waits for its turn."""

STORED = ("message", "business_message")
"""Updates whose words are heard as commands: not edits, not what stands in channels."""


class Policy:
    """What is done about an update beside handing it on."""

    def __init__(self, turns: asgi.Turns, api: BotApi, bots: Bots, calls: Calls) -> None:
        self._turns, self._api, self._bots, self._calls = turns, api, bots, calls
        self._under_way: set[asyncio.Task[None]] = set()
        self._room = asyncio.Semaphore(MOST)
        self._rest: dict[bytes, float] = {}
        """Until when Telegram asked a bot to be quiet, by the loop's clock."""
        self.pastes = Pastes("telegram", lambda: int(asyncio.get_running_loop().time() * 1000))

    def hears(self, live: Live, read: Read) -> Heard:
        """Whether Privet answers an update itself, and what somebody says in it about messages."""
        settings = live.bot.settings
        if settings.trial:
            return Heard(True, "")
        word = heard(live, read)
        if word in ("stop", "start"):
            return Heard(not settings.show_stop, word)
        if word:
            return Heard(True, "")
        said = "stop" if revoked(live, read) else "start" if opened(live, read) else ""
        return Heard(False, f"{said} {claimed(live, read)}".strip())

    def after(self, live: Live, read: Read, admitted: Admitted) -> None:
        """Begin what is to be done about an update that is stored."""
        settings = live.bot.settings
        if not admitted.message or settings.trial:
            return
        if admitted.case:
            self._begin(self._confirm(live, read, admitted))
        elif admitted.wish and (admitted.changed or not opened(live, read)):  # a new chat is opened without a word
            told = coaching.stopped if admitted.wish == "stop" else coaching.started
            self._begin(self._say(live, admitted, told(spoken(read)), asked=True))
        elif (word := heard(live, read)) in ("privacy", "mydata"):
            self._begin(self._answer(live, word, read, admitted))
        if admitted.outcome == "stored":
            self.pastes.first(admitted.conversation, admitted.kinds)
        if admitted.pasted is not None:
            self._begin(self._pasted(live, read, admitted, admitted.pasted))

    def _begin(self, what: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(self._done(what))
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)

    async def _done(self, what: Coroutine[Any, Any, None]) -> None:
        async with self._room:
            try:
                await what
            except Exception as error:  # what is on record as due is done by the next look
                _log.warning("protecting a chat failed: %s", type(error).__name__)

    async def _answer(self, live: Live, word: str, read: Read, admitted: Admitted) -> None:
        """Tell a customer what they asked for by a command."""
        language = spoken(read)

        def act(app: Privet) -> str:
            if word == "mydata":
                held = mydata.mydata(app, live.tenant, admitted.subject, live.bot.actor)
                said = (coaching.mydata(language, held), _page(app, live, admitted, language))
                return "\n\n".join(filter(None, said))
            named = next(one.name for one in tenants.every(app.store) if one.id == live.tenant)
            return "\n".join(filter(None, (coaching.privacy(language, named), notice.link(app, live.tenant))))

        await self._say(live, admitted, await self._turns.take(act), asked=True)

    async def _confirm(self, live: Live, read: Read, admitted: Admitted) -> None:
        """Tell a customer, once, that what they asked over their own data came, and by when it is answered."""
        id, stopped = admitted.case, admitted.wish == "stop" and admitted.changed
        language = coaching.language(read.language or asking.language(words(read)), words(read))
        text = await self._turns.take(lambda app: claim.answer(app, live.tenant, id, language, stopped=stopped))
        await self._say(live, admitted, text, asked=True)
        await self._turns.take(lambda app: claim.told(app, live.tenant, id, live.bot.actor))

    async def _say(self, live: Live, admitted: Admitted, text: str, *, asked: bool) -> None:
        """A line of Privet's own in a chat; whoever opted out gets only what they asked for."""
        begun = await self._turns.take(
            lambda app: record.notice(app, live.tenant, live.bot, admitted.conversation, text, own_answer=asked)
        )
        await self._calls.sent(live, "sendMessage", begun)

    async def _pasted(self, live: Live, read: Read, admitted: Admitted, pasted: Pasted) -> None:
        """Have what somebody pasted deleted, and tell them once a case what would have been better."""
        if pasted.deletion is not None:
            await self._deleted(live.tenant, live, [pasted.deletion])
        if pasted.coach:
            line = coaching.line(sorted(admitted.kinds & PASTED), spoken(read))
            await self._say(live, admitted, line, asked=False)

    async def watch(self) -> None:
        """Have messages deleted whose time is over, as long as the server runs."""
        while True:
            await asyncio.sleep(LOOK_S)
            for tenant in {live.tenant for live in self._bots}:
                try:
                    await self._due(tenant)
                except Exception as error:  # what is due stays due
                    _log.warning("deleting messages failed: %s", type(error).__name__)

    async def _due(self, tenant: TenantId) -> None:
        """Ask for the deletions of one tenant whose time has come."""
        due = await self._turns.take(lambda app: retract.due(app, tenant, TOGETHER))
        for bot in {one.bot for one in due}:
            await self._deleted(tenant, self._bots.by_id(bot), [one for one in due if one.bot == bot])

    async def _deleted(self, tenant: TenantId, live: Live | None, due: Sequence[retract.Deletion]) -> None:
        """Ask Telegram to delete, and put on record what it says."""
        outcomes = [(one, *await self._asked(live, one)) for one in due]
        for said in await self._turns.share(("settle", tenant), outcomes, _settle(tenant)):
            if isinstance(said, Exception):
                raise said

    async def _asked(self, live: Live | None, one: retract.Deletion) -> tuple[Exception | None, str]:
        """What went wrong with a deletion, and what Telegram said. Only a refusal is the end of it: to delete again
        what is gone does no harm.
        """
        now = asyncio.get_running_loop().time
        if live is None or live.bot.paused or self._rest.get(live.bot.id, 0) > now():
            return ChannelError("the bot asks nothing of Telegram now", retry=True), ""
        try:
            await self._api.ask(live.bot.token, one.method, one.params)
        except Refused as error:
            self._rest[live.bot.id] = now() + error.after_s
            return (error if error.status < 500 else Unsure()), error.reason
        except ChannelError as error:
            return (error if error.retry else Unsure()), ""
        return None, ""

    async def close(self) -> None:
        """Drop what is under way: what is on record as due is done after the next start."""
        for task in list(self._under_way):
            task.cancel()


def heard(live: Live, read: Read) -> str:
    """The word or command in an update that Privet answers: `stop`, `start`, `privacy`, `mydata`, or ""."""
    settings, text = live.bot.settings, words(read)
    if settings.commands:
        word = coaching.command(text, live.bot.username)
        if word in ("privacy", "mydata"):
            return word
    return coaching.wish(text) if settings.stop and not read.group else ""


def revoked(live: Live, read: Read) -> bool:
    """Whether somebody says in other words that they want no more messages; the bot sees what else they say."""
    return live.bot.settings.stop and not read.group and revocation.revokes(words(read))


def opened(live: Live, read: Read) -> bool:
    """Whether somebody opens the chat with the bot, perhaps again: whoever had opted out wants messages from here on.
    It is the bot's own command too: it sees it.
    """
    return live.bot.settings.stop and not read.group and coaching.command(words(read), live.bot.username) == "start"


def claimed(live: Live, read: Read) -> str:
    """Which right over their own data somebody asks for in their own words, or "back"; the bot sees that too."""
    own = live.bot.settings.commands and not read.group and read.message is not None and not read.message.others
    return asking.claim(words(read)) if own else ""


def words(read: Read) -> str:
    """What a customer wrote in an update that is a message of theirs; "" for any other."""
    said = read.message
    if said is None or said.text is None or said.direction != "in" or read.name not in STORED:
        return ""
    return read.parts[said.text].text


def _settle(tenant: TenantId) -> Callable[[Privet, list[Any]], Sequence[None]]:
    """What became of deletions goes on record in commits that chats share."""

    def commit(app: Privet, batch: list[Any]) -> Sequence[None]:
        retract.settle(app, tenant, batch)
        return [None] * len(batch)

    return commit


def spoken(read: Read) -> str:
    """The language to answer in: the one that the sender has set in Telegram, else that of what they wrote."""
    return coaching.language(read.language, words(read))


def _page(app: Privet, live: Live, admitted: Admitted, language: str) -> str:
    """The link to the customer's own page, where settings say where that is and it reaches them alone; or ""."""
    if not (app.config.portal.url and app.config.portal.offer):
        return ""
    try:
        return portal.message(app, live.tenant, admitted.conversation, portal.PURPOSE, live.bot.actor, language)
    except (BadInput, Denied):  # a group; or rules, or links of today, say no: on record
        return ""
