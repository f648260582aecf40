"""Check: which channels there are, where each leads, what came and went over it lately, and what could not be sent.

It reads what is configured and counted. Whether the other side answers is asked beside the installation's thread, by
whoever shows it; nothing of a customer is in that question.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from privet.acts import hook
from privet.acts.allowed import company
from privet.core.message import TenantId
from privet.core.policy import Actor
from privet.store import traffic

if TYPE_CHECKING:
    from privet.app import Privet

FAILED, UNKNOWN, WAITING = "failed", "unknown", ("queued", "waiting", "sending", "calling")


@dataclass(frozen=True, slots=True)
class Link:
    """One way in or out: its name, what it is (`webchat`, `webhook`, `upstream`, `hook`, `log-in`, `channel`), and the
    origin of the other side where Privet asks there.

    `came` and `went` are when the newest message did (ms), None where none of the latest did; `failed` and `unknown`
    count messages that were not sent, or nobody knows, `waiting` those that are on their way; `trouble` is when the
    last of the former was (ms). Of a hook they count events.
    """

    name: str
    what: str
    leads: str = ""
    came: int | None = None
    went: int | None = None
    failed: int = 0
    unknown: int = 0
    waiting: int = 0
    trouble: int | None = None
    paused: bool = False


def links(app: Privet, tenant: TenantId, actor: Actor) -> list[Link]:
    """Every way in and out that settings and hooks name, or messages came over. Raises Denied, on the ledger."""
    with company(app, tenant, actor) as view:
        newest = traffic.newest(view)
        standing = traffic.standing(view, (FAILED, UNKNOWN, *WAITING))
    found = {one.name: one for one in _configured(app, tenant)}
    for name in sorted({*(one.channel for one in newest), *(one.channel for one in standing)} - found.keys()):
        found[name] = Link(name, "channel")
    for row in newest:
        at = int.from_bytes(row.message[:8], "big") >> 16
        one = found[row.channel]
        found[row.channel] = replace(one, went=at) if row.direction else replace(one, came=at)
    for each in standing:
        found[each.channel] = _stood(found[each.channel], each)
    hooks = [
        Link(one.name, "hook", origin(one.url), waiting=one.waiting, failed=one.failed, paused=one.paused)
        for one in hook.everyone(app, tenant, actor)
    ]
    return [*found.values(), *_beside(app, tenant), *hooks]


def origin(url: str) -> str:
    """Where an address leads, without its path, which may hold a secret."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}" if parts.netloc else ""


def _stood(link: Link, row: traffic.Standing) -> Link:
    if row.state in WAITING:
        return replace(link, waiting=link.waiting + row.many)
    link = replace(link, trouble=max(row.at, link.trouble or 0))
    return replace(link, failed=row.many) if row.state == FAILED else replace(link, unknown=row.many)


def _configured(app: Privet, tenant: TenantId) -> Iterator[Link]:
    """The channels that settings name, of this tenant."""
    if app.config.webchat.sites and app.tenant(app.config.webchat.tenant or None).id == tenant:
        yield Link("webchat", "webchat")
    for name, one in app.config.adapter.items():
        if app.tenant(one.tenant or None).id == tenant:
            yield Link(name, "webhook", origin(one.answer_url))


def _beside(app: Privet, tenant: TenantId) -> Iterator[Link]:
    """What messages do not go over, but values or people do."""
    for name, one in app.config.upstreams.items():
        if app.tenant(one.tenant or None).id == tenant:
            yield Link(name, "upstream", origin(one.url))
    if app.config.sso.issuer:
        yield Link("sso", "log-in", origin(app.config.sso.issuer))
