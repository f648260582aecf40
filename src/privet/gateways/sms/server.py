"""What providers and applications ask, as one ASGI application.

POST /gateways/sms/<line>/in      a message or the state of one, signed by the provider (also GET)
POST /gateways/sms/<line>/…       what the company's application wants sent, at the provider's own path

A line on trial takes copies of what its provider posts to the application, and counts them.

The address that a signature is checked against is made of the line's own setting, never of the Host header.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from functools import partial
from typing import Any, cast

from privet.acts import copied, forward, hear, trial
from privet.acts.copied import Looked
from privet.acts.forward import Forwarded
from privet.acts.line import Open
from privet.acts.receive import FAILED
from privet.app import Privet
from privet.core import coaching
from privet.core.sms import twiml
from privet.core.sms.asked import JSON, Asked, Came
from privet.errors import BadInput, Denied, NotReady, PrivetError
from privet.gateways import asgi
from privet.gateways.pastes import Pastes
from privet.gateways.rate import Rate, whence
from privet.gateways.sms.live import BASE, Lines, Live
from privet.gateways.sms.parts import Parts
from privet.gateways.sms.posting import Posting
from privet.gateways.sms.sending import Sending, Taken

BODY = 1 << 20
"""Bytes of a request at most."""
UNPROVED = 60
"""Requests a minute from one address that are looked at though the last ones proved nothing."""
ANSWER_S = 8
"""So long the application may take to answer within the provider's own request, which waits 15 seconds."""
XML = "text/xml; charset=utf-8"
NO_STORE = (b"cache-control", b"no-store")
PROVING = (b"authorization", b"x-twilio-signature", b"x-twilio-webhooks-signature-settings",
           b"messagebird-signature-jwt", b"x-infobip-signature")  # fmt: skip

UNREAD = BadInput("something of it can be read as no message and no state of one")


class Unproved(Denied):
    """The request does not prove whose it is."""

    code, status = "unauthorized", 401


class Sms:
    """The ASGI application."""

    routes: tuple[str, ...] = ()

    def __init__(
        self, turns: asgi.Turns, lines: Lines, posting: Posting, sending: Sending, now: Callable[[], int]
    ) -> None:  # fmt: skip
        self._turns, self._lines, self._posting, self._sending, self._now = turns, lines, posting, sending, now
        self._wrong = Rate(UNPROVED)
        self._parts = Parts()
        self._pastes = Pastes("sms", now)
        self.measured = self._pastes.measured

    async def __call__(self, scope: asgi.Scope, receive: asgi.Receive, send: asgi.Send) -> None:
        """Answer one request."""
        shown, _, rest = scope["path"].removeprefix(BASE).partition("/")
        cast(dict[str, Any], scope)["path_template"] = BASE + ("in" if rest == "in" else "out")
        try:
            live = self._live(scope, shown)
            if rest == "in" and live.line.settings.trial:
                await self._copied(scope, live, receive, send)
                return
            asked = await _asked(scope, receive, live.hook)
            if rest == "in":
                await self._came(scope, live, asked, receive, send)
                return
            order = live.provider.order(rest, asked, live.line.keys) if scope["method"] == "POST" else None
            if order is None:
                raise self._unproved(scope)
            if live.line.paused:
                raise Denied("the line is paused in Privet")
            if live.line.settings.trial:
                raise Denied("the line is on trial in Privet: nothing is sent")
            told = await self._sending.ordered(live, order)
            status = {"twilio": 201, "messagebird": 201}.get(live.provider.name, 202 if order.form == "v1" else 200)
            await asgi.whole(send, status, told.body, told.type.encode(), [NO_STORE])
        except PrivetError as error:
            await asgi.problem(send, error)

    def _live(self, scope: asgi.Scope, shown: str) -> Live:
        live = self._lines.by_shown(shown)
        if live is None:
            if not self._lines.looked:
                raise NotReady("Privet has just begun", hint="ask again in a second")
            raise self._unproved(scope)
        return live

    def _unproved(self, scope: asgi.Scope) -> Unproved:
        self._wrong.spend(whence(scope.get("client")))
        return Unproved("the request does not prove whose it is")

    async def _came(
        self, scope: asgi.Scope, live: Live, asked: Asked, receive: asgi.Receive, send: asgi.Send
    ) -> None:  # fmt: skip
        """What the provider posts. It is answered once it is durable; until then the provider repeats it."""
        line = live.line
        if live.provider.proved(asked, line.keys, line.settings.scheme, self._now() // 1000) is None:
            raise self._unproved(scope)
        if line.paused:
            raise NotReady("the line is paused in Privet", hint="send it again")
        found = live.provider.read(asked)
        each = await self._whole(scope, line, found)
        if not each:
            await self._quiet(live, send)
            return
        lane = ("sms", line.tenant, line.id)
        made: list[Forwarded | Exception] = list(await self._turns.share(lane, each, _commit(live)))
        for one in made:
            if isinstance(one, Exception):
                raise one
            if one.outcome == "refused":
                if one.reasons == FAILED:
                    raise NotReady("the message could not be scanned, so it was refused", hint="send it again")
                raise Denied("the message was refused: " + ", ".join(one.reasons))
        live.news.set()
        self._parts_over(line, found)
        for one in made:
            if isinstance(one, Forwarded) and one.post is not None and not await self._posting.now(live, one.post):
                raise NotReady("the application did not take what may not be kept", hint="send it again")
        await self._pasted(line, each, [one for one in made if isinstance(one, Forwarded)])
        if any(isinstance(one, Forwarded) and one.heard == "stop" for one in made):
            await self._sending.quiet(line.tenant)
        if None in found:
            raise UNREAD
        if live.provider.name != "twilio":
            await self._quiet(live, send)
            return
        await self._answer(live, each, [one for one in made if isinstance(one, Forwarded)], receive, send)

    async def _pasted(self, line: Open, each: Sequence[Came], made: Sequence[Forwarded]) -> None:
        """Tell whoever sent what nobody should, once a day, what is safer."""
        for came, one in zip(each, made, strict=True):
            pasted = self._pastes.first(one.talk, one.pasted)
            if pasted and line.settings.coach:
                said = coaching.line(sorted(pasted), coaching.language("", came.text or ""))
                await self._turns.take(partial(hear.coach, tenant=line.tenant, channel="sms", talk=one.talk, text=said))

    async def _copied(self, scope: asgi.Scope, live: Live, receive: asgi.Receive, send: asgi.Send) -> None:
        """A copy of what the provider posted to the application, for whose address it is signed: it is counted, and
        answered with nothing.
        """
        line = live.line
        asked = await _asked(scope, receive, line.settings.told)
        begun = time.perf_counter()
        if live.provider.proved(asked, line.keys, line.settings.scheme, self._now() // 1000) is None:
            raise self._unproved(scope)
        if line.paused:
            raise NotReady("the line is paused in Privet", hint="send it again")
        lane = ("sms trial", line.tenant, line.id)
        found = live.provider.read(asked)
        each = await self._whole(scope, line, found)
        made: list[Looked | Exception] = list(
            await self._turns.share(lane, each, lambda app, batch: copied.messages(app, line.tenant, line, batch))
        )
        micros = int((time.perf_counter() - begun) * 1_000_000)
        counted = [one for one in made if isinstance(one, Looked) and one.counted]
        if counted:
            times = [micros] * len(counted)
            await self._turns.take(lambda app: trial.took(app, line.tenant, line.id, times))
        for one in made:
            if isinstance(one, Exception):
                raise one
            if one.reasons == FAILED:
                raise NotReady("the message could not be scanned, so it was not counted", hint="send it again")
        self._parts_over(line, found)
        if None in found:
            raise UNREAD
        await self._quiet(live, send)

    async def _whole(self, scope: asgi.Scope, line: Open, found: Sequence[Came | None]) -> list[Came]:
        """What can be read of what came, parts put together; nothing where another request brought the message in.
        Raises where nothing can be read.
        """
        each = [one for one in found if one is not None]
        if not each:
            raise UNREAD
        if all(one.part is None for one in each):
            return each
        with scope.get(asgi.ASIDE, nullcontext)():
            return [one for part in each if (one := await self._parts.whole(line.id, part)) is not None]

    def _parts_over(self, line: Open, found: Sequence[Came | None]) -> None:
        for one in found:
            if one is not None:
                self._parts.over(line.id, one)

    async def _quiet(self, live: Live, send: asgi.Send) -> None:
        """Say that it came, and nothing to the customer."""
        said, type_ = (twiml.response([]), XML) if live.provider.name == "twilio" else (b"", JSON)
        await asgi.whole(send, 200, said, type_.encode(), [NO_STORE])

    async def _answer(
        self, live: Live, each: list[Came], made: list[Forwarded], receive: asgi.Receive, send: asgi.Send
    ) -> None:  # fmt: skip
        """Answer Twilio with what the application says, restored for this customer alone. Where Twilio has hung up by
        then, that is sent as whatever is said later.
        """
        waits = each[0].text is not None and made[0].outcome == "stored" and made[0].tag
        gone = asyncio.create_task(_gone(receive))
        said: list[bytes] = []
        try:
            said = await self._posting.answered(live, made[0].tag, ANSWER_S) if waits else []
            if not gone.done():
                with self._sending.leaving(live.line.tenant):
                    await self._said(live, said, send)
        finally:
            gone.cancel()
            self._posting.reserved.difference_update(said)

    async def _said(self, live: Live, said: list[bytes], send: asgi.Send) -> None:
        """Write an answer with these messages in it; each is sent once that is done, else it may be."""
        taken: list[Taken] = []
        done = False
        try:
            for message in said:
                if (one := await self._sending.take(live.line.tenant, message)) is not None:
                    taken.append(one)
            texts = [outgoing.text.expose() for _, outgoing in taken]
            await asgi.whole(send, 200, twiml.response(texts), XML.encode(), [NO_STORE])
            done = True
        finally:
            for row, _ in taken:
                await self._sending.left(live.line.tenant, row, done)


async def _gone(receive: asgi.Receive) -> None:
    """Wait until whoever asked has hung up."""
    while (await receive())["type"] != "http.disconnect":
        pass


async def _asked(scope: asgi.Scope, receive: asgi.Receive, url: str) -> Asked:
    """A request as signatures see it."""
    query = scope.get("query_string", b"").decode("latin-1")
    type_ = asgi.header(scope, b"content-type").partition(";")[0].strip().lower()
    headers = {name.decode(): asgi.header(scope, name) for name in PROVING}
    url = f"{url.partition('?')[0]}?{query}" if query else url
    return Asked(scope["method"], url, type_, headers, await asgi.body(receive, BODY))


def _commit(live: Live) -> Callable[[Privet, list[Came]], list[Forwarded]]:
    def commit(app: Privet, batch: list[Came]) -> list[Forwarded]:
        return forward.forward(app, live.line.tenant, live.line, batch)

    return commit
