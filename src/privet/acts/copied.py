"""Copied: a copy of what came over a line, or of a request to a language model, is looked through and counted, and goes
no further.

Nothing of it is kept but counts by kind (`trial`) and, of a message, the tag of its provider's own id, by which a
repetition is known. Nobody becomes a customer by it, no token is made, nothing is answered in the company's name.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import msgspec

from privet.acts import line, llm, prompt, receive, trial, whole
from privet.acts.draft import index_key
from privet.acts.forward import CHANNEL, talk_of
from privet.acts.looked import looked
from privet.acts.prompt import Asking
from privet.acts.receive import FAILED, Gate
from privet.acts.trial import Tried
from privet.core import identity, revocation, tags
from privet.core.finding import Finding
from privet.core.kinds import Disposition
from privet.core.llm.gateway import CHANNEL as MODELS
from privet.core.llm.naming import Named
from privet.core.llm.request import Item
from privet.core.message import Inbound, TenantId
from privet.core.plain import Plain
from privet.core.policy import Ask, Deny, Facts
from privet.core.sms.asked import Came
from privet.errors import PrivetError
from privet.store import lines
from privet.store.lines import PostRow

if TYPE_CHECKING:
    from privet.app import Privet, Rules


class Looked(msgspec.Struct, frozen=True, gc=False):
    """What a copy turned out to hold: the kind of each value that would have become a token, and why it would have been
    refused. `counted` is False for what counts nowhere: a repetition, a message's state, what could not be scanned.
    """

    kinds: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    counted: bool = True


def messages(app: Privet, tenant: TenantId, line: line.Open, batch: Sequence[Came]) -> list[Looked]:
    """Look through copies of what a provider posted to the company's application, and count each message once."""
    texts = [one.text or "" for one in batch]
    scanner = app.rules_of(tenant).scanner
    found = scanner.scan_each(texts)
    with app.store.write(tenant) as tx:
        rules = app.rules_in(tx)
        if rules.scanner is not scanner:  # another process adopted other rules meanwhile
            found = rules.scanner.scan_each(texts)
        found = whole.masked(tx, [CHANNEL] * len(texts), texts, found)
        key, gate = index_key(tx), Gate.of(rules, line.actor)
        marks = [tags.tag(key, tags.SEEN, f"copy:{one.id}", line.id) for one in batch]
        known = set(lines.known(tx, line.id, marks))
        made: list[Looked] = []
        rows: dict[int, PostRow] = {}
        tried: list[Tried] = []
        for came, mark, findings in zip(batch, marks, found, strict=True):
            if came.text is None or mark in known or mark in rows:
                made.append(Looked(counted=False))
            elif findings is None:
                made.append(Looked((), FAILED, counted=False))
            else:
                reasons = _refusal(app, rules, gate, came, findings)
                made.append(Looked(() if reasons else _kinds(rules, [(came.text, findings)]), reasons))
                rows[mark] = PostRow(line.id, mark, app.id(), b"", 0, app.now(), None)
                tried.append(Tried(made[-1].kinds, None, bool(reasons), bool(revocation.wish(came.text))))
        if tried:
            lines.add(tx, list(rows.values()))
            trial.add(app, tx, line.id, tried)
    return made


def _refusal(app: Privet, rules: Rules, gate: Gate, came: Came, findings: list[Finding]) -> tuple[str, ...]:
    """Why the message itself would not have come in."""
    theirs = identity.address(CHANNEL, came.theirs, rules.policy.regions)
    inbound = Inbound(CHANNEL, Plain(talk_of(came.ours, theirs)), Plain(came.theirs), Plain(came.text or ""), app.now())
    return receive.fault(inbound) or gate.refusal(inbound, findings) or ()


def requests(
    app: Privet, tenant: TenantId, gateway: llm.Open, batch: Sequence[Sequence[Item]]
) -> list[Looked | PrivetError]:
    """Look through copies of requests to a language model, and count each; or why one would not have left (NotReady: it
    could not be looked through, and is not counted; Denied).
    """
    asked = [Asking(items, Named(), Plain("")) for items in batch]
    scanner = app.rules_of(tenant).scanner
    found = looked(scanner, asked)
    with app.store.write(tenant) as tx:
        rules = app.rules_in(tx)
        if rules.scanner is not scanner:  # another process adopted other rules meanwhile
            found = looked(rules.scanner, asked)
        if None in found and whole.masks(tx, MODELS):
            found = looked(rules.scanner, asked, masks=True)
        made: list[Looked | PrivetError] = []
        tried: list[Tried] = []
        for items, each in zip(batch, found, strict=True):
            if each is None:
                made.append(prompt.UNASKED)
                continue
            ask = Ask(gateway.actor, "prompt", prompt.PURPOSE, frozenset([one.kind for those in each for one in those]))
            decision = rules.decided.decide(ask, Facts(channel=MODELS))
            if isinstance(decision, Deny):
                made.append(prompt.refused(decision))
                tried.append(Tried((), None, refused=True))
                continue
            # What reads like a token already stays one: it is somebody else's to put back.
            own = [[one for one in those if one.kind != "LITERAL"] for those in each]
            seen = Looked(_kinds(rules, zip([one.text for one in items], own, strict=True)))
            made.append(seen)
            tried.append(Tried(seen.kinds))
        if tried:
            trial.add(app, tx, gateway.id, tried)
    return made


def unread(app: Privet, tenant: TenantId, gateway: llm.Open) -> None:
    """Count a copy of a request that nobody could have looked through, and that would have been refused."""
    with app.store.write(tenant) as tx:
        trial.add(app, tx, gateway.id, [Tried((), None, refused=True)])


def _kinds(rules: Rules, each: Iterable[tuple[str, Sequence[Finding]]]) -> tuple[str, ...]:
    """The kind of each value that would have become a token: the same characters once."""
    values = dict.fromkeys(
        (one.kind, text[one.start : one.end])
        for text, findings in each
        for one in findings
        if rules.kinds[one.kind].disposition is not Disposition.PASS
    )
    return tuple(kind for kind, _ in values)
