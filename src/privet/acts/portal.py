"""Portal: a customer is sent a link to their own page, on their own channel, and comes in by it; no account is needed.

The link works once, for whoever presses the button on the page that it opens: to look at that page, as previews and
prefetchers do, uses nothing up, and its secret is in no address that a server sees. Nobody of the company is shown it.
Whoever comes in is the customer as who asks, for what is theirs alone; what is sensitive asks for a proof in the same
visit, by a code or a passkey (`acts.stepup`), since a link can be passed on.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from privet.acts import passkeys, recognise, respond, stepup
from privet.acts import send as sending
from privet.acts.about import about
from privet.acts.noting import stated
from privet.core import ids, portal, secret
from privet.core import session as core
from privet.core.entry import Entry, Outcome
from privet.core.entry import encode as entry
from privet.core.message import TenantId
from privet.core.passkey import Site
from privet.core.plain import Plain
from privet.core.policy import Actor, Ask, Deny, Permit, Scope, decide
from privet.errors import NotFound, NotProved
from privet.store import portal as rows
from privet.store import subjects, tenants
from privet.store.portal import LinkRow, VisitRow
from privet.store.subjects import ConversationRow, SubjectRow

if TYPE_CHECKING:
    from privet.app import Privet
    from privet.store.view import Tx, View

PURPOSE = "subject-request"
NAME = "portal"
"""How the ledger names a customer on their own page, as `service:portal`. No program's key has this name."""

ACTS = frozenset({"portal", "read", "step-up", "gather", "erase", "restrict", "request", "opt-out", "consent", "timer"})
"""What a customer may do on their own page, where rules let them."""

TOO_MANY = Deny(("portal-often",), (f"The customer was sent {portal.MOST} links within 24 hours.",))
WRONG = "the link is wrong, was used already, or is too old"
HINT = "ask for a new one where you got it"
OVER = "your visit has ended"
UNPROVED = "this asks for a proof that it is you"
BY_CODE = "have a code sent to you, or use your passkey"


@dataclass(frozen=True, slots=True)
class Came:
    """Whose visit it is: conversation (`con_…`), its customer (`sub_…`) and channel, the customer as who asks, whether
    they proved themselves in this visit, whether they were erased, and whether they have a passkey. `visit` is raw.
    """

    visit: bytes
    conversation: str
    subject: str
    channel: str
    actor: Actor
    proved: bool
    erased: bool
    passkey: bool

    def sure(self) -> None:
        """Raise NotProved unless the customer proved themselves in this visit."""
        if not self.proved:
            raise NotProved(UNPROVED, hint=BY_CODE)


@dataclass(frozen=True, slots=True)
class Opened:
    """A visit that was opened, or proved anew: its secret goes to the browser, for so many seconds."""

    secret: Plain
    seconds: int


def link(app: Privet, tenant: TenantId, conversation: str, purpose: str, actor: Actor, language: str = "en") -> str:
    """Send the customer of `conversation` (`con_…`) a link to their page; the state of its message. Raises NotFound,
    Denied, Erased, and BadInput for a group, where it would reach others, and where nothing is set up to send it over.
    """
    with app.store.view(tenant) as view:
        row, _ = stepup.whose(view, conversation)
    sending.reach(app, row.channel)
    text = message(app, tenant, conversation, purpose, actor, language)
    return sending.send(app, tenant, conversation, Plain(text), Actor("service", NAME)).state


def message(app: Privet, tenant: TenantId, conversation: str, purpose: str, actor: Actor, language: str = "en") -> str:
    """A new link to their page in the words of the message that carries it, for whoever sends that to the customer of
    `conversation` and shows it to nobody else. Raises NotFound, Denied, Erased, BadInput for a group.
    """
    with app.store.write(tenant) as tx:
        row, owner = stepup.whose(tx, conversation)
        now = app.now()
        rows.forget(tx, now - portal.DAY_MS, now - portal.LIMITS.whole)
        decision = _decided(app, tx, Ask(actor, "portal", purpose), row, owner)
        if isinstance(decision, Permit) and rows.links(tx, row.id) >= portal.MOST:
            decision = TOO_MANY
        drawn = secret.text(secret.LINK, tenant, app.chance(secret.SIZE))
        if isinstance(decision, Permit):
            digest = secret.digest(drawn.expose())
            rows.put_link(tx, LinkRow(app.id(), digest, row.id, now + portal.LINK_MS, 0, actor.id))
        _record(app, tx, "portal.send", Ask(actor, "portal", purpose), row, owner, decision)
        name = tenants.of(tx).name
    decision.require()
    return portal.text(language, name, portal.address(origin(app), drawn.expose()))


def origin(app: Privet) -> str:
    """Where customers reach their pages."""
    config = app.config
    return config.portal.url or config.login.url or f"http://localhost:{config.server.port}"


def enter(app: Privet, tenant: TenantId, digest: bytes) -> Opened:
    """A customer comes in by the link whose secret has this digest, which is used up by that. Raises NotProved, with
    one sentence whatever is wrong; Denied, Erased.
    """
    with app.store.write(tenant) as tx:
        link, now = rows.link(tx, digest), app.now()
        if link is None or link.used or now >= link.expires:
            raise NotProved(WRONG, hint=HINT)
        row, owner = stepup.whose(tx, ids.shown(ids.CONVERSATION, link.conversation))
        ask = Ask(_customer(row.id), "portal", PURPOSE)
        decision = _decided(app, tx, ask, row, owner)
        drawn = secret.text(secret.VISIT, tenant, app.chance(secret.SIZE))
        if isinstance(decision, Permit):
            rows.put_link(tx, replace(link, used=now))
            rows.put_visit(tx, VisitRow(app.id(), secret.digest(drawn.expose()), row.id, now, now, 0, 0))
        _record(app, tx, "portal.open", ask, row, owner, decision)
    decision.require()
    return Opened(drawn, portal.LIMITS.whole // 1000)


def here(app: Privet, tenant: TenantId, digest: bytes) -> Came:
    """Whose visit has a secret of this digest. Raises NotProved, with one sentence whatever is wrong."""
    now = app.now()
    with app.store.view(tenant) as view:
        visit = rows.visit(view, digest)
        if visit is None or _ended(visit, now):
            raise NotProved(OVER, hint=HINT)
        found = _came(view, visit, now)
    if now - visit.seen >= core.SEEN_MS:
        with app.store.write(tenant) as tx:
            _again(tx, digest, now, seen=now)
    return found


def leave(app: Privet, tenant: TenantId, came: Came) -> None:
    """The visit is over; its secret opens nothing any more."""
    with app.store.write(tenant) as tx:
        rows.leave(tx, came.visit)


def offer(app: Privet, tenant: TenantId, came: Came) -> str:
    """Have the customer prove themselves in this visit: the state of the message with the code, or `passkey` where that
    alone counts. Raises what `acts.stepup.send_code` raises.
    """
    return stepup.send_code(app, tenant, came.conversation, PURPOSE, came.actor, asked=True)


def prove(app: Privet, tenant: TenantId, came: Came, code: Plain) -> Opened:
    """They typed the code. The visit has a new secret from here on. Raises what `acts.stepup.check` raises."""
    stepup.check(app, tenant, came.conversation, code, PURPOSE, came.actor)
    return _proved(app, tenant, came)


def challenge(app: Privet, tenant: TenantId, came: Came, site: Site) -> dict[str, object]:
    """What to ask their browser for a passkey with. Raises NotProved where they have none, or nothing was offered."""
    return recognise.ask(app, tenant, respond.link(app, tenant, came.conversation, PURPOSE), site)


def recognised(app: Privet, tenant: TenantId, came: Came, answer: str, site: Site, address: str = "") -> Opened:
    """Their passkey answered (JSON). Raises what `acts.recognise.recognise` raises."""
    link = respond.link(app, tenant, came.conversation, PURPOSE)
    recognise.recognise(app, tenant, link, answer, site, address)
    return _proved(app, tenant, came)


def taken(app: Privet, tenant: TenantId, came: Came) -> None:
    """All that is held is handed over once more in this visit. Raises NotProved unless they proved themselves in it,
    and where it was handed over often enough.
    """
    came.sure()
    with app.store.write(tenant) as tx:
        visit = rows.of(tx, came.visit)
        if visit is None or visit.taken >= portal.TAKEN:
            raise NotProved("it was handed over often enough in this visit", hint=HINT)
        rows.put_visit(tx, replace(visit, taken=visit.taken + 1))


def _proved(app: Privet, tenant: TenantId, came: Came) -> Opened:
    drawn, now = secret.text(secret.VISIT, tenant, app.chance(secret.SIZE)), app.now()
    with app.store.write(tenant) as tx:
        visit = rows.of(tx, came.visit)
        if visit is None or _ended(visit, now):
            raise NotProved(OVER, hint=HINT)
        rows.put_visit(tx, replace(visit, digest=secret.digest(drawn.expose()), seen=now, proved=now))
    return Opened(drawn, max(0, visit.created + portal.LIMITS.whole - now) // 1000)


def _again(tx: Tx, digest: bytes, now: int, *, seen: int) -> None:
    visit = rows.visit(tx, digest)
    if visit is not None and not _ended(visit, now):
        rows.put_visit(tx, replace(visit, seen=seen))


def _ended(visit: VisitRow, now: int) -> bool:
    return core.ended(core.Times(visit.created, visit.seen, visit.proved), portal.LIMITS, now)


def _came(view: View, visit: VisitRow, now: int) -> Came:
    conversation = ids.shown(ids.CONVERSATION, visit.conversation)
    try:
        row, owner = stepup.whose(view, conversation)
    except NotFound:
        raise NotProved(OVER, hint=HINT) from None
    proved = visit.proved > 0 and 0 <= now - visit.proved < portal.PROVED_MS
    return Came(
        visit.id, conversation, ids.shown(ids.SUBJECT, owner.id), row.channel, _customer(row.id), proved,
        owner.state != subjects.ACTIVE, owner.state == subjects.ACTIVE and bool(passkeys.known(view, owner)),
    )  # fmt: skip


def _customer(conversation: bytes) -> Actor:
    """The customer as who asks: as narrow as an access key."""
    return Actor("service", NAME, scope=Scope(conversation, ACTS, frozenset(), frozenset({PURPOSE})))


def _decided(app: Privet, view: View, ask: Ask, row: ConversationRow, owner: SubjectRow) -> Permit | Deny:
    facts = about(app, view, ask.actor, row, owner.id)
    facts = replace(facts, erased=owner.state != subjects.ACTIVE, subject_verified=stepup.verified(app, view, owner.id))
    return decide(app.rules_in(view).policy, ask, facts)


def _record(
    app: Privet, tx: Tx, act: str, ask: Ask, row: ConversationRow, owner: SubjectRow, decision: Permit | Deny
) -> None:
    rules = app.rules_in(tx)
    outcome = Outcome.DONE if isinstance(decision, Permit) else Outcome.DENIED
    tx.record(
        entry(
            Entry(
                app.entry_id(), app.now(), act, outcome, ask.actor.id, ids.shown(ids.CONVERSATION, row.id),
                ids.shown(ids.SUBJECT, owner.id), stated(rules, ask.purpose), rules.version, decision.reasons,
            )
        )
    )  # fmt: skip
