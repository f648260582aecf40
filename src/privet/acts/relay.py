"""Relay: a request to an allow-listed upstream leaves with the values of the tokens that it names, and nothing else.

Each value is decided by itself, by the rules, by the key's scope and budget and by what the upstream may be given; one
refusal refuses the whole request. `begin` puts an entry a value on record and commits before anything leaves; whoever
called sends the request; `done` or `failed` puts the outcome on record. What a crash hid becomes `unknown`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from privet.acts import access, restoring
from privet.acts.about import about, talk
from privet.acts.draft import VALUE
from privet.acts.noting import stated
from privet.acts.reveal import EXPIRED, proven
from privet.acts.wanted import grounded
from privet.acts.whose import open_key
from privet.core import ids, seal, webhook
from privet.core import relay as relaying
from privet.core.entry import Entry, Outcome
from privet.core.entry import encode as entry
from privet.core.exchange import Answer, Request
from privet.core.kinds import BY_NUMBER
from privet.core.message import TenantId
from privet.core.policy import Actor, Ask, Deny, Permit, decide
from privet.core.relay import Cleaned, Named, Relay
from privet.core.unseal import unseal
from privet.errors import BadInput, NotFound, PrivetError
from privet.store import messages, relays, subjects, tenants
from privet.store.messages import ValueRow
from privet.store.relays import RelayRow
from privet.store.subjects import ACTIVE

if TYPE_CHECKING:
    from privet.app import Privet
    from privet.config import Upstream
    from privet.store.view import Tx, View

LEASE_MS = 120_000
"""How long an upstream may take; after that whoever asked it is taken for dead. Settings end it sooner."""

NOT_GIVEN = Deny(("upstream-kind",), ("The upstream is not given values of this kind; privet.toml says which.",))
NOT_ASKED = Deny(("upstream-method",), ("The upstream is not asked with this method; privet.toml says which.",))


@dataclass(frozen=True, slots=True, repr=False)
class Underway:
    """A relay that is on record: its request with the values in it, which is to be sent now."""

    id: bytes
    request: Request
    named: tuple[Named, ...]
    actor: str
    purpose: str


@dataclass(frozen=True, slots=True, repr=False)
class _Value:
    """One value that is asked for: the token as it was named, its row, and the key that opens it, None when gone."""

    token: str
    row: ValueRow
    slot: int
    key: bytes | None


def begin(
    app: Privet, tenant: TenantId, asked: Relay, conversation: str | None, purpose: str, actor: Actor
) -> Underway:
    """Decide and record; the request with its values. Raises NotFound, BadInput, Denied, Erased; then nothing leaves.

    `conversation` (`con_…`) is where tokens that are named as they read stand.
    """
    upstream = _upstream(app, tenant, asked.upstream)
    webhook.checked(upstream.url, webhook.networks(app.config.outgoing.networks), local=True)
    asked = relaying.checked(asked)
    tokens = relaying.named(asked)
    relay = app.id()
    with app.store.write(tenant) as tx:
        found = _found(tx, tokens, conversation)
        values = list({one.row.id: one for one in found}.values())  # one may be named twice, by id and as it reads
        rules = app.rules_in(tx)
        over = access.over_budget(app, tx, actor, len(values))
        decisions = [_decided(app, tx, one, asked, upstream, Ask(actor, "relay", purpose), over) for one in values]
        refused = next((one for one in decisions if isinstance(one, Deny)), None)
        for one, decision in zip(values, decisions, strict=True):
            if refused is None or isinstance(decision, Deny):
                outcome = Outcome.DENIED if isinstance(decision, Deny) else Outcome.REQUESTED
                tx.record(
                    entry(
                        Entry(
                            app.entry_id(), app.now(), "relay", outcome, actor.id, ids.shown(ids.TOKEN, one.row.id),
                            ids.shown(ids.SUBJECT, one.row.subject), stated(rules, purpose), rules.version,
                            (*decision.reasons, f"upstream:{asked.upstream}"),
                        )
                    )
                )  # fmt: skip
        if refused is None:
            access.spend(app, tx, actor, len(values))
            due = app.now() + LEASE_MS
            relays.add(tx, [RelayRow(relay, one.row.id, due, actor.id, purpose) for one in values])
    if refused is not None:
        refused.require()
    named = tuple(Named(one.token, BY_NUMBER[one.row.kind].name, _opened(tenant, one)) for one in found)
    try:
        request = relaying.request(asked, upstream.url, {one.token: one.value for one in named})
    except PrivetError:
        _outcome(app, tenant, relay, Outcome.FAILED)
        raise
    return Underway(relay, request, named, actor.id, purpose)


def _upstream(app: Privet, tenant: TenantId, name: str) -> Upstream:
    """The upstream of that name, if it is this tenant's; another tenant's is not there for it (law 7)."""
    found = app.config.upstreams.get(name)
    every = tenants.every(app.store)
    for one in every:
        if (
            found is not None
            and one.id == tenant
            and (found.tenant == one.name or (not found.tenant and len(every) < 2))
        ):
            return found
    raise NotFound("there is no such upstream", hint="privet.toml names them, each with its tenant: [upstreams.NAME]")


def done(app: Privet, tenant: TenantId, underway: Underway, answer: Answer) -> Cleaned:
    """The upstream has answered, whatever its status; its answer in tokens."""
    _outcome(app, tenant, underway.id, Outcome.DONE)
    rules = app.rules_of(tenant)
    return relaying.cleaned(answer, underway.named, rules.scanner, rules.policy.regions)


def failed(app: Privet, tenant: TenantId, underway: Underway, outcome: Outcome) -> None:
    """There is no answer to hand on: nothing left (failed), it may have arrived (unknown), it was too long (done)."""
    _outcome(app, tenant, underway.id, outcome)


def reconcile(app: Privet, tenant: TenantId) -> int:
    """What a crash left between leaving and its outcome becomes `unknown`; how many relays there were."""
    with app.store.view(tenant) as view:
        hidden = {row.relay for row in relays.overdue(view, app.now())}
    for relay in hidden:
        _outcome(app, tenant, relay, Outcome.UNKNOWN)
    return len(hidden)


def _found(view: View, tokens: Sequence[str], conversation: str | None) -> list[_Value]:
    """The value behind each token, as far as it can still be opened. Raises NotFound for one that has none."""
    own = _own(view, tokens, conversation)
    found = []
    for token in tokens:
        raw = own.get(token) if token.startswith("[") else ids.read(ids.TOKEN, token)
        row = None if raw is None else messages.value(view, raw)
        if row is None:
            raise NotFound("there is no value behind one of the tokens", hint="what must not be kept was never stored")
        owner = subjects.subject(view, row.subject)
        live = owner is not None and owner.state == ACTIVE
        slot = owner.slot if owner is not None else 0
        found.append(_Value(token, row, slot, open_key(view, row.subject, slot, row.period) if live else None))
    return found


def _own(view: View, tokens: Sequence[str], conversation: str | None) -> dict[str, bytes]:
    """Token as it reads → value id, of one conversation."""
    reads = [token for token in tokens if token.startswith("[")]
    if not reads:
        return {}
    if conversation is None:
        raise BadInput("conversation: say in which one tokens like [EMAIL_1] stand", hint="or name tokens by tok_…")
    talk = ids.read(ids.CONVERSATION, conversation)
    if subjects.conversation(view, talk) is None:
        raise NotFound("there is no such conversation", hint="`privet conversations` lists them")
    known = restoring.known(view, talk, " ".join(reads))
    return {f"[{BY_NUMBER[kind].name}_{n}]": value for (kind, n), value in known.items()}


def _decided(
    app: Privet, tx: Tx, one: _Value, asked: Relay, upstream: Upstream, ask: Ask, over_budget: bool
) -> Permit | Deny:
    """May this value go there? By what privet.toml allows, then by the rules and the key."""
    kind = BY_NUMBER[one.row.kind].name
    if asked.method not in upstream.methods:
        return NOT_ASKED
    if kind not in upstream.kinds:
        return NOT_GIVEN
    owner = subjects.subject(tx, one.row.subject)
    erased = owner is None or owner.state != ACTIVE
    facts = about(app, tx, ask.actor, talk(tx, one.row.conversation), one.row.subject)
    facts = grounded(tx, facts, one.row.subject, ask.purpose)
    decision = decide(
        app.rules_in(tx).policy,
        Ask(ask.actor, ask.act, ask.purpose, frozenset({kind})),
        replace(
            facts,
            erased=erased,
            over_budget=over_budget,
            subject_verified=proven(app, tx, one.row.subject),
        ),
    )
    return EXPIRED if isinstance(decision, Permit) and one.key is None else decision


def _opened(tenant: TenantId, one: _Value) -> str:
    row = one.row
    place = seal.context(tenant, row.subject, row.id, row.kind, VALUE, one.slot, row.period)
    return unseal(one.key or b"", row.sealed, place).decode("utf-8", "surrogatepass")


def _outcome(app: Privet, tenant: TenantId, relay: bytes, outcome: Outcome) -> None:
    """What became of a relay, an entry a value; said once, whoever comes first."""
    with app.store.write(tenant) as tx:
        for row in relays.of(tx, relay):
            value = messages.value(tx, row.value)
            subject = None if value is None else ids.shown(ids.SUBJECT, value.subject)
            shown = ids.shown(ids.TOKEN, row.value)
            tx.record(
                entry(
                    Entry(app.entry_id(), app.now(), "relay", outcome, row.actor, shown, subject, purpose=row.purpose)
                )
            )
        relays.remove(tx, relay)
