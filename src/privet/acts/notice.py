"""Notice: what customers are told of their data, made of what is set and given out under a number by an act.

What is set may change at any time; what was given out stays as it was read. Where the two differ, `check` says in what,
and the doctor does too. Whoever may change rules gives a notice out; everybody reads it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from privet.acts import basis, bot, hook, line, llm
from privet.acts.allowed import company
from privet.acts.noting import scanned
from privet.core import notice, notice_texts
from privet.core.entry import Entry, Outcome
from privet.core.entry import encode as entry
from privet.core.message import TenantId
from privet.core.notice import Facts, Notice, Recipient
from privet.core.notice_texts import WAYS
from privet.core.plain import Plain
from privet.core.policy import LOCAL, Actor, Ask, Permit, decide
from privet.core.policy import Facts as Known
from privet.errors import Conflict, NotFound
from privet.store import notices, tenants

if TYPE_CHECKING:
    from privet.app import Privet

PURPOSE = "operation"


@dataclass(frozen=True, slots=True)
class Given:
    """A version that was given out: its number, when (ms), by whom, and what it says."""

    version: int
    at: int
    by: str
    said: Notice


def running(app: Privet, tenant: TenantId, actor: Actor) -> Facts:
    """What is set now. Raises Denied, on the ledger."""
    bases = {one.purpose: one.basis for one in basis.all_(app, tenant, actor)}
    ways = list(_ways(app, tenant, actor))
    told = dict.fromkeys(who for _, who in ways if who is not None)
    with company(app, tenant, actor) as view:
        policy = app.rules_in(view).policy
    return notice.facts(policy, bases, tuple(dict.fromkeys(way for way, _ in ways if way)), tuple(told))


def recipients(app: Privet, tenant: TenantId) -> list[Recipient]:
    """Who gets data as it is set now, for whoever is told what is held of them (GDPR Art. 15(1)(c))."""
    return list(dict.fromkeys(who for _, who in _ways(app, tenant, LOCAL) if who is not None))


def publish(
    app: Privet, tenant: TenantId, details: Mapping[str, str], reason: Plain, actor: Actor,
    factor_age_s: int | None = None,
) -> Given:  # fmt: skip
    """Give out what is set now, under the next number; `details` over those of before. Raises BadInput; Conflict where
    nothing changed; Denied, on the ledger.
    """
    facts = running(app, tenant, actor)
    given = bool(scanned(app, tenant, reason))
    with app.store.write(tenant) as tx:
        rules = app.rules_in(tx)
        last = notices.last(tx)
        before = None if last is None else notice.read(last.said)
        said = Notice(notice.details(details, {} if before is None else before.details), facts)
        made = notices.NoticeRow(1 if last is None else last.version + 1, app.now(), actor.id, notice.encode(said))
        about = Known(factor_age_s=factor_age_s, reason_given=given)
        decision = decide(rules.policy, Ask(actor, "rule", PURPOSE), about)
        if isinstance(decision, Permit):
            if said == before:
                raise Conflict("the notice says that already", hint="what is set did not change since it was given out")
            notices.add(tx, made)
        tx.record(
            entry(
                Entry(
                    app.entry_id(), app.now(), "notice",
                    Outcome.DONE if isinstance(decision, Permit) else Outcome.DENIED, actor.id, None,
                    purpose=PURPOSE, policy=rules.version, reasons=decision.reasons,
                )
            )
        )  # fmt: skip
    decision.require()
    return Given(made.version, made.at, made.by, said)


def draft(app: Privet, tenant: TenantId, actor: Actor) -> Notice:
    """What would be given out now. Raises Denied, on the ledger."""
    facts, last = running(app, tenant, actor), newest(app, tenant)
    return Notice(dict.fromkeys(notice_texts.DETAILS, "") if last is None else last.said.details, facts)


def check(app: Privet, tenant: TenantId, actor: Actor) -> list[tuple[str, str, str]]:
    """(what, as it was given out, as it is set) of everything in which they differ. Raises Denied, on the ledger."""
    last = newest(app, tenant)
    return notice.differences(None if last is None else last.said, draft(app, tenant, actor))


def newest(app: Privet, tenant: TenantId) -> Given | None:
    """The notice that stands, which anybody may read; None where none was given out."""
    with app.store.view(tenant) as view:
        row = notices.last(view)
    return None if row is None else _given(row)


def link(app: Privet, tenant: TenantId) -> str:
    """Where customers read the notice; "" where none was given out, or nobody said where people open Privet. The pages
    are one tenant's: where there are several, nothing says whose.
    """
    url = app.config.login.url
    if not url or len(tenants.every(app.store)) > 1 or newest(app, tenant) is None:
        return ""
    return url.rstrip("/") + "/notice"


def version(app: Privet, tenant: TenantId, number: int) -> Given:
    """That version, which anybody may read. Raises NotFound."""
    with app.store.view(tenant) as view:
        row = notices.version(view, number)
    if row is None:
        raise NotFound("there is no such version of the notice")
    return _given(row)


def versions(app: Privet, tenant: TenantId) -> list[Given]:
    """Every version, the newest first, which anybody may read."""
    with app.store.view(tenant) as view:
        return [_given(row) for row in notices.every(view)]


def _given(row: notices.NoticeRow) -> Given:
    return Given(row.version, row.at, row.by, notice.read(row.said))


def _ways(app: Privet, tenant: TenantId, actor: Actor) -> Iterator[tuple[str, Recipient | None]]:
    """(the channel, who carries it or gets data by it) of each way in and out; "" where it is no channel."""
    yield "api", None
    config = app.config
    if config.webchat.sites:
        yield "webchat", None
    for one in bot.everyone(app, tenant, actor):
        host = _host(config.telegram.api)
        yield "telegram", Recipient(host, WAYS["telegram"].format(name=one.username), whole=True)
    for each in line.everyone(app, tenant, actor):
        yield "sms", Recipient(_host(each.settings.api), WAYS["sms"].format(name=each.settings.provider), whole=True)
    for model in llm.everyone(app, tenant, actor):
        yield "llm", Recipient(_host(model.settings.upstream), WAYS["llm"])
    for adapter in config.adapter.values():
        carries = Recipient(_host(adapter.answer_url), WAYS["adapter"], whole=True)
        yield "adapter", carries if adapter.answer_url else None
    for told in hook.everyone(app, tenant, actor):
        yield "", Recipient(_host(told.url), WAYS["hook"])
    for name, upstream in config.upstreams.items():
        yield "", Recipient(_host(upstream.url), WAYS["upstream"].format(name=name), tuple(upstream.kinds))


def _host(url: str) -> str:
    """The name of the machine, without what may stand in an address beside it."""
    return urlsplit(url).hostname or "?"
