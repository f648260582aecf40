"""Mine: what a customer sees of themselves on their own page, and what they do there, each as an act of its own.

No value is shown: kinds, how many, from when to when, why; who saw what for which purpose, as what and not by name;
what they agreed to. To be handed all of it, or to have it erased, asks for a proof in the same visit.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from privet.acts import (
    consent,
    correct,
    customer,
    fulfil,
    gather,
    notice,
    portal,
    receipt,
    request,
    restrict,
    stop,
    timer,
)
from privet.acts import retract_asked as retracting
from privet.acts.allowed import allowed
from privet.acts.certify import Listed, certify, listed
from privet.acts.consent import CONSENT, Given
from privet.acts.customer import Held
from privet.acts.portal import PURPOSE, Came
from privet.acts.request import Shown
from privet.acts.retract import CLOCK
from privet.acts.wanted import linked
from privet.core import consent as core
from privet.core import ids
from privet.core.consent import EVERY, Consent, Wording
from privet.core.dossier import Dossier, Seen
from privet.core.message import TenantId
from privet.core.plain import Plain
from privet.core.policy import Ask, Facts
from privet.errors import BadInput, Denied, NotFound
from privet.store import consents, erasures, ledger, rights, subjects, tally
from privet.store.requests import CHANNEL, CODE

if TYPE_CHECKING:
    from privet.app import Privet, Rules
    from privet.store.subjects import SubjectRow
    from privet.store.view import View

WHY = Plain("on their own page")
SHOWN = 50
"""Entries about who saw something, and requests, that the page shows."""

ASKED = ("correction", "restriction")
"""Rights that are asked for on the page, and answered by an officer; the others are had at once."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A purpose about which the customer has a say: by which basis it is done, whether they agreed (False: they took it
    back or objected; None: they said nothing) and when (ms); the text to agree to ("": there is none) with its version
    and language; the record (`cns_…`) that there is a receipt of, "" for none.
    """

    purpose: str
    sentence: str
    basis: str
    agreed: bool | None
    at: int
    text: str
    version: str
    language: str
    receipt: str


@dataclass(frozen=True, slots=True)
class Mine:
    """What the page shows; times are ms. Of somebody who was erased nothing but `erasure`. `there` says that what they
    wrote may be deleted from the chat itself, `deleted` how much of it is in which state; `timer` is the time after
    which what they write destroys itself ("off": it does not); `corrected` when something was.
    """

    since: int
    erasure: Listed | None
    held: tuple[Held, ...] = ()
    purposes: tuple[tuple[str, str, str], ...] = ()
    recipients: tuple[tuple[str, str], ...] = ()
    seen: tuple[Seen, ...] = ()
    further: bool = False
    choices: tuple[Choice, ...] = ()
    opted_out: int | None = None
    restricted: bool = False
    there: bool = False
    deleted: tuple[tuple[str, int], ...] = ()
    requests: tuple[Shown, ...] = ()
    timer: str = timer.OFF
    corrected: tuple[int, ...] = ()


def mine(app: Privet, tenant: TenantId, came: Came, language: str = "en") -> Mine:
    """What is held of whoever came, who saw what, and what they may decide. Raises Denied, on the ledger."""
    raw = ids.read(ids.SUBJECT, came.subject)
    given = tuple((one.name, one.what) for one in notice.recipients(app, tenant))
    with allowed(app, tenant, Ask(came.actor, "read", PURPOSE), Facts(channel=came.channel)) as view:
        row, erasure = subjects.subject(view, raw), erasures.of(view, raw)
        if row is None or erasure is not None:
            return Mine(row.created if row else 0, listed(view, erasure) if erasure else None)
        rules, numbers = app.rules_in(view), tally.about(view, raw, ledger.size(view), customer.LOOKED)
        out = stop.of(view, raw)
        there, deleted = retracting.there(view, ids.read(ids.CONVERSATION, came.conversation), raw)
        seen, set_ = tuple(gather.seen(view, numbers)), timer.of(view, raw)
        return Mine(
            row.created, None, tuple(customer.held(view, row, rules.policy)), tuple(gather.purposes(view, rules)),
            given, seen[:SHOWN], len(numbers) == customer.LOOKED or len(seen) > SHOWN,
            tuple(_choices(view, rules, row, language)), out.since if out else None, rights.restricted(view, raw),
            there, tuple(deleted.items()),
            tuple(request.about(view, raw, app.now())[:SHOWN]), set_.after if set_ else timer.OFF,
            tuple(at for at, _ in correct.of(app, view, raw)),
        )  # fmt: skip


def choose(app: Privet, tenant: TenantId, came: Came, purpose: str, language: str, *, agree: bool) -> None:
    """They agree to a purpose, in the words that the page shows, or take it back, or object. Raises NotFound where they
    have no say, BadInput where there is no text to agree to, Denied.
    """
    found = next((one for one in mine(app, tenant, came, language).choices if one.purpose == purpose), None)
    if found is None:
        raise NotFound("there is nothing to decide about that", hint="the page shows what there is")
    if agree and not found.text:
        raise BadInput("there is no text to agree to", hint="tell the company that you want it again")
    what = Given(purpose, found.version, EVERY, found.language, "form") if agree else Given(purpose, method="form")
    does = consent.give if agree else consent.withdraw
    does(app, tenant, came.subject, what, PURPOSE, WHY, came.actor)


def hear(app: Privet, tenant: TenantId, came: Came, *, wanted: bool) -> None:
    """They want messages again, or none any more. Raises Denied, Erased."""
    does = stop.start if wanted else stop.stop
    does(app, tenant, came.subject, PURPOSE, WHY, came.actor)


def fade(app: Privet, tenant: TenantId, came: Came, after: str) -> bool:
    """From here on what they write destroys itself after a time, or does not (`timer.OFF`); whether that changed
    anything. Raises NotProved, BadInput, Denied.
    """
    came.sure()
    return timer.put(app, tenant, came.subject, after, PURPOSE, came.actor)


def ask(app: Privet, tenant: TenantId, came: Came, right: str, words: Plain) -> str:
    """They ask for a correction, or that what is held is only kept, which it is at once: a case for an officer; its id.
    Raises BadInput, Denied.
    """
    if right not in ASKED:
        raise BadInput("this is not asked for here", hint="the page has a button for it")
    law = app.config.requests.law
    made = request.file(
        app, tenant, right, law, [came.subject], words, came.actor, via="page", proof=CODE if came.proved else CHANNEL
    )
    if right == "restriction":
        restrict.restrict(app, tenant, came.subject, PURPOSE, WHY, came.actor)
    return made


def take(app: Privet, tenant: TenantId, came: Came) -> Dossier:
    """All that is held, to take with them (GDPR Art. 15 and 20). Raises NotProved, Denied, Erased."""
    portal.taken(app, tenant, came)
    return gather.gather(app, tenant, [came.subject], PURPOSE, WHY, came.actor)


def erase(app: Privet, tenant: TenantId, came: Came) -> bool:
    """Have all of it erased; False where the company's rules leave that to an officer, who has a case then. Raises
    NotProved, Denied.
    """
    came.sure()
    law = app.config.requests.law
    made = request.file(app, tenant, "erasure", law, [came.subject], WHY, came.actor, via="page", proof=CODE)
    try:
        fulfil.fulfil(app, tenant, made, WHY, came.actor)
    except Denied:
        return False
    return True


def clear(app: Privet, tenant: TenantId, came: Came) -> int:
    """Have what they wrote deleted from the chat itself, for everybody there; how many messages that is. Raises
    NotProved.
    """
    came.sure()
    return retracting.ask(app, tenant, came.conversation, came.subject)


def certificate(app: Privet, tenant: TenantId, came: Came) -> str:
    """The signed certificate that they were erased, which the clock signs as it signs reports. Raises NotFound."""
    return certify(app, tenant, came.subject, CLOCK)


def receipt_of(app: Privet, tenant: TenantId, came: Came, id: str) -> str:
    """The signed receipt of what they agreed to themselves (`cns_…`). Raises NotFound, Conflict, Denied."""
    with app.store.view(tenant) as view:
        row = consents.one(view, ids.read(CONSENT, id))
    if row is None or row.subject != ids.read(ids.SUBJECT, came.subject):
        raise NotFound("there is no such receipt", hint="the page shows those there are")
    return receipt.receipt_of(app, tenant, id, came.actor)


def _choices(view: View, rules: Rules, row: SubjectRow, language: str) -> Iterator[Choice]:
    bases, said, texts = consents.bases(view), consents.of(view, linked(view, row)), consents.texts(view)
    for name, sentence in rules.policy.terms.purposes.items():
        basis = bases[name][0] if name in bases else None
        last = next((one for one in reversed(said) if one.purpose == name), None)
        if basis == core.CONSENT or last is not None or (basis is not None and basis in core.OBJECTED):
            yield _choice(row, name, sentence, basis or "", last, _text(texts, name, language))


def _choice(
    row: SubjectRow, name: str, sentence: str, basis: str, last: Consent | None, text: Wording | None
) -> Choice:
    own = last is not None and last.digest and last.subject == row.id
    return Choice(
        name, sentence, basis, None if last is None else last.given, 0 if last is None else last.at,
        text.text if text else "", text.version if text else "", text.language if text else "",
        ids.shown(CONSENT, last.id) if own and last is not None else "",
    )  # fmt: skip


def _text(texts: list[Wording], purpose: str, language: str) -> Wording | None:
    """The newest text for a purpose, in the reader's language where there is one."""
    found = sorted((one for one in texts if one.purpose == purpose), key=lambda one: one.at)
    if not found:
        return None
    newest = [one for one in found if one.version == found[-1].version]
    return next((one for one in newest if one.language.partition("-")[0] == language), newest[-1])
