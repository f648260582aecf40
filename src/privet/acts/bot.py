"""Bot: a bot is put behind Privet, set, paused, let on and removed; where its own updates go is named by itself. Every
change is on the ledger, since a bot is a standing way for messages out of the house.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Unpack

from privet.acts import own
from privet.acts.allowed import absent, company
from privet.acts.hook import Why
from privet.acts.noting import scanned
from privet.acts.operator import NAME
from privet.core import bot as core
from privet.core import ids
from privet.core.bot import Checked, Settings
from privet.core.consent import CONSENT, NONE, STORAGE
from privet.core.message import TenantId
from privet.core.plain import Plain
from privet.core.policy import Actor, Ask, Facts, Permit
from privet.errors import BadInput, NotFound
from privet.store import bots, consents, tenants, updates
from privet.store.bots import BotRow

if TYPE_CHECKING:
    from privet.app import Privet
    from privet.store.view import Tx

BOT = "bot"
"""Prefix of the ids of bots."""

TOKEN, SECRET = 10, 11
"""Fields that a bot's sealed token stands in, and the secret of Privet's own webhook for it."""

MOST = 32
"""Bots a tenant may have: each is one connection to Telegram."""

DAY_MS = 86_400_000


@dataclass(frozen=True, slots=True)
class Bot:
    """A bot as a list shows one: how many updates wait for it, and since when (ms); `forwards` says that it has a
    webhook of its own.
    """

    id: str
    number: int
    name: str
    username: str
    settings: Settings
    allowed: tuple[str, ...]
    created: int
    paused: bool
    forwards: bool
    waiting: int
    since: int | None


@dataclass(frozen=True, slots=True, repr=False)
class Open:
    """A bot as its gateway needs it: with its token and the secret of Privet's own webhook for it, opened. `id` is raw;
    `offset` is where updates are fetched from; `forwards` says that it has a webhook of its own.
    """

    tenant: TenantId
    id: bytes
    number: int
    name: str
    username: str
    token: Plain
    secret: Plain
    settings: Settings
    allowed: tuple[str, ...]
    paused: bool
    forwards: bool
    offset: int

    @property
    def actor(self) -> Actor:
        """How the ledger names what it does."""
        return actor_of(self.name)

    @property
    def shown(self) -> str:
        """Its id as addresses and the ledger show it."""
        return ids.shown(BOT, self.id)


def add(
    app: Privet,
    tenant: TenantId,
    name: str,
    token: Plain,
    checked: Checked,
    settings: Settings,
    actor: Actor,
    **why: Unpack[Why],
) -> Bot:
    """A new bot, by the token that Telegram knows it by and what a live check said of it. Raises BadInput, Denied."""
    said = scanned(app, tenant, why.get("reason") or Plain(""))
    if not NAME.fullmatch(name):
        raise BadInput("a bot's name has a-z, 0-9, '_', '.' and '-', at most 40 of them", hint="for example: support")
    form = core.TOKEN.fullmatch(token.expose())
    if form is None or int(form[1]) != checked.number:
        raise BadInput("that is no token of this bot", hint="@BotFather shows it: digits, a colon, and 35 characters")
    if any(one.number == checked.number for each in tenants.every(app.store) for one in _rows(app, each.id)):
        raise BadInput("this bot is behind Privet already", hint="`privet bot list` names it; change or remove it")
    row = BotRow(
        app.id(), checked.number, name, checked.username, digest(token.expose()), b"", b"",
        core.written(core.checked(settings)), (), None, app.now(), None,
    )  # fmt: skip
    with app.store.write(tenant) as tx:
        known = bots.every(tx)
        if consents.basis(tx, STORAGE) in (CONSENT, NONE):
            raise BadInput("bots keep what waits for them", hint="give `storage` another basis: `privet consent basis`")
        if any(one.name == name for one in known):
            raise BadInput("there is a bot of that name", hint="choose another name, or remove that one first")
        if len(known) >= MOST:
            raise BadInput(f"there are {MOST} bots already", hint="remove one first: `privet bot list`")
        decision = own.recorded(
            app, tx, Ask(actor, "bot", "operation"), "bot.add", ids.shown(BOT, row.id), said, why.get("factor_age_s")
        )
        if isinstance(decision, Permit):
            secret = ids.letters(app.chance(16)) + ids.letters(app.chance(16))
            bots.put(
                tx,
                replace(
                    row,
                    token=own.seal_own(app, tx, row.id, TOKEN, token.expose().encode("ascii")),
                    secret=own.seal_own(app, tx, row.id, SECRET, secret.encode("ascii")),
                ),
            )
    decision.require()
    return _shown(row, 0, None)


def change(app: Privet, tenant: TenantId, name: str, settings: Settings, actor: Actor, **why: Unpack[Why]) -> None:
    """Set a bot anew, all of it. Raises BadInput, NotFound, Denied."""
    text = core.written(core.checked(settings))
    _change(app, tenant, name, actor, "bot.change", lambda tx, row: bots.put(tx, replace(row, settings=text)), **why)


def renew(
    app: Privet, tenant: TenantId, name: str, token: Plain, checked: Checked, actor: Actor, **why: Unpack[Why]
) -> None:
    """The same bot by another token, since the old one was revoked. Raises BadInput, NotFound, Denied."""
    form = core.TOKEN.fullmatch(token.expose())

    def do(tx: Tx, row: BotRow) -> None:
        if form is None or not int(form[1]) == checked.number == row.number:
            raise BadInput("that is no token of this bot", hint="@BotFather shows it: digits, a colon, 35 characters")
        sealed = own.seal_own(app, tx, row.id, TOKEN, token.expose().encode("ascii"))
        bots.put(tx, replace(row, token=sealed, digest=digest(token.expose()), username=checked.username))

    _change(app, tenant, name, actor, "bot.renew", do, **why)


def remove(app: Privet, tenant: TenantId, name: str, actor: Actor, **why: Unpack[Why]) -> None:
    """Remove a bot, and whatever waits for it."""
    _change(app, tenant, name, actor, "bot.remove", lambda tx, row: bots.remove(tx, row.id), **why)


def pause(app: Privet, tenant: TenantId, name: str, actor: Actor, **why: Unpack[Why]) -> None:
    """Fetch nothing for a bot and hand nothing on, for now."""

    def do(tx: Tx, row: BotRow) -> None:
        bots.put(tx, replace(row, paused=row.paused or app.now()))

    _change(app, tenant, name, actor, "bot.pause", do, **why)


def resume(app: Privet, tenant: TenantId, name: str, actor: Actor, **why: Unpack[Why]) -> None:
    """Let it on."""
    _change(app, tenant, name, actor, "bot.resume", lambda tx, row: bots.put(tx, replace(row, paused=None)), **why)


def everyone(app: Privet, tenant: TenantId, actor: Actor) -> list[Bot]:
    """Every bot, by name, without what proves it. Raises Denied, on the ledger."""
    with company(app, tenant, actor) as view:
        since = app.now() - DAY_MS
        return [_shown(row, *updates.counted(view, row.id, since)) for row in bots.every(view)]


def opened(app: Privet, tenant: TenantId) -> list[Open]:
    """Every bot, by name, for the gateway that stands before them; nobody else may call this."""
    with app.store.view(tenant) as view:
        return [
            Open(
                tenant, row.id, row.number, row.name, row.username,
                Plain(own.unseal_own(view, row.id, TOKEN, row.token).decode("ascii")),
                Plain(own.unseal_own(view, row.id, SECRET, row.secret).decode("ascii")),
                core.read(row.settings), row.allowed, row.paused is not None, row.forward is not None,
                updates.following(view, row.id),
            )
            for row in bots.every(view)
        ]  # fmt: skip


def actor_of(name: str) -> Actor:
    """How the ledger names what a bot does."""
    return Actor("gateway", f"telegram:{name}")


def digest(token: str) -> bytes:
    """What a bot is found by: the SHA-256 of its token."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).digest()


def _rows(app: Privet, tenant: TenantId) -> list[BotRow]:
    with app.store.view(tenant) as view:
        return bots.every(view)


def _change(
    app: Privet,
    tenant: TenantId,
    name: str,
    actor: Actor,
    act: str,
    do: Callable[[Tx, BotRow], None],
    **why: Unpack[Why],
) -> None:
    """Find the bot, decide, record, do."""
    ask = Ask(actor, "bot", "operation")
    said = scanned(app, tenant, why.get("reason") or Plain(""))
    with app.store.write(tenant) as tx:
        row = bots.by_name(tx, name)
        if row is not None:
            decision = own.recorded(app, tx, ask, act, ids.shown(BOT, row.id), said, why.get("factor_age_s"))
            if isinstance(decision, Permit):
                do(tx, row)
    if row is None:
        absent(app, tenant, ask, Facts(why.get("factor_age_s"), bool(said)), _nobody())
    decision.require()


def _nobody() -> NotFound:
    return NotFound("there is no such bot", hint="`privet bot list` names them")


def _shown(row: BotRow, waiting: int, since: int | None) -> Bot:
    return Bot(
        ids.shown(BOT, row.id), row.number, row.name, row.username, core.read(row.settings), row.allowed, row.created,
        row.paused is not None, row.forward is not None, waiting, since,
    )  # fmt: skip
