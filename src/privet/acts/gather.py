"""Gather: all that is held of a person is put together to be handed to them (GDPR Art. 15 and 20), on record.

Only what was proven to be theirs: whoever asks names the subjects, and a link that nobody proved brings in nobody. A
message is shown with the person's own values; what others wrote stays a token, or away (Art. 15(4)).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from privet.acts import correct, customer, notice, stepup, stop
from privet.acts.draft import VALUE
from privet.acts.noting import note, scanned, stated
from privet.acts.reading import Page
from privet.acts.whose import open_key, subject_record
from privet.core import ids, seal
from privet.core.dossier import Agreed, Corrected, Dossier, Held, Line, Person, Seen, Talk
from privet.core.entry import Entry, Outcome
from privet.core.entry import encode as entry
from privet.core.message import TenantId
from privet.core.plain import Plain
from privet.core.policy import Actor, Ask, Deny, Facts, Permit, decide
from privet.core.unseal import unseal
from privet.errors import BadInput, NotFound
from privet.store import consents, ledger, messages, rights, subjects, tally, tenants
from privet.store.subjects import ACTIVE, SubjectRow

if TYPE_CHECKING:
    from privet.acts.noting import Said
    from privet.app import Privet, Rules
    from privet.store.messages import MessageRow
    from privet.store.view import Tx, View

MOST, PAGE = 20, 500
"""Subjects of one person, and messages that are opened at a time."""

ROLES = {"local": "somebody at the machine", "operator": "staff", "service": "a program", "gateway": "a gateway"}
"""What whoever saw something is called: a person is told as what, not who (their names are theirs)."""


def gather(
    app: Privet,
    tenant: TenantId,
    whose: Sequence[str],
    purpose: str,
    reason: Plain,
    actor: Actor,
    factor_age_s: int | None = None,
) -> Dossier:
    """All that is held of one person, who is each of the subjects `whose` (`sub_…`). Raises NotFound, BadInput, Denied,
    Erased; each entry is on the ledger before anything is opened.
    """
    said, raw = scanned(app, tenant, reason), list(dict.fromkeys(ids.read(ids.SUBJECT, one) for one in whose))
    if not 0 < len(raw) <= MOST:
        raise BadInput(f"a person is 1 to {MOST} subjects", hint="name each that they have proven to be theirs")
    with app.store.view(tenant) as view:
        if any(subjects.subject(view, one) is None for one in raw):
            raise NotFound("there is no such subject", hint="`privet find` or `privet subjects` gives its id")
    ask = Ask(actor, "gather", purpose)
    with app.store.write(tenant) as tx:
        decisions = [_decided(app, tx, one, ask, said, factor_age_s) for one in raw]
    for decision in decisions:
        decision.require()
    given = tuple((one.name, one.what) for one in notice.recipients(app, tenant))
    with app.store.view(tenant) as view:
        return _dossier(app, view, given, [row for one in raw if (row := subjects.subject(view, one)) is not None])


def _decided(app: Privet, tx: Tx, id: bytes, ask: Ask, said: Said, factor_age_s: int | None) -> Permit | Deny:
    """May what is held of a subject be gathered? On record."""
    row, rules, number = subjects.subject(tx, id), app.rules_in(tx), app.entry_id()
    erased = row is None or row.state != ACTIVE
    facts = Facts(
        factor_age_s=factor_age_s, reason_given=bool(said), erased=erased, restricted=rights.restricted(tx, id),
        subject_verified=stepup.verified(app, tx, id),
    )  # fmt: skip
    decision = decide(rules.policy, ask, facts)
    tx.record(
        entry(
            Entry(
                number, app.now(), "gather", Outcome.DONE if isinstance(decision, Permit) else Outcome.DENIED,
                ask.actor.id, None, ids.shown(ids.SUBJECT, id), stated(rules, ask.purpose), rules.version,
                decision.reasons, note=note(app, tx, row, number, said.under(rules)),
            )
        )
    )  # fmt: skip
    return decision


def _dossier(app: Privet, view: View, given: tuple[tuple[str, str], ...], rows: list[SubjectRow]) -> Dossier:
    rules, own = app.rules_in(view), {row.id for row in rows}
    about = [tally.about(view, row.id, ledger.size(view), customer.LOOKED) for row in rows]
    shown = sorted((one for numbers in about for one in seen(view, numbers)), key=lambda one: one.at, reverse=True)
    out = [one for row in rows if (one := stop.of(view, row.id)) is not None]
    talks = dict.fromkeys(talk for row in rows for talk in subjects.conversations_of(view, row.id))
    return Dossier(
        made=app.now(),
        company=tenants.of(view).name,
        people=tuple(_person(view, row) for row in rows),
        held=tuple(_held(one) for row in rows for one in customer.held(view, row, rules.policy)),
        purposes=tuple(purposes(view, rules)),
        recipients=given,
        seen=tuple(shown),
        further=any(len(numbers) == customer.LOOKED for numbers in about),
        agreed=tuple(
            Agreed(one.at, one.purpose, one.channel, one.version, one.given)
            for one in consents.of(view, [row.id for row in rows])
        ),
        opted_out=min((one.since for one in out), default=None),
        talks=tuple(_talk(view, talk, own) for talk in talks),
        corrected=tuple(Corrected(*one) for row in rows for one in correct.of(app, view, row.id)),
    )


def _person(view: View, row: SubjectRow) -> Person:
    address, name, reference = subject_record(view, row) or ("", "", "")
    return Person(ids.shown(ids.SUBJECT, row.id), row.channel, address, name, reference, row.created)


def _held(one: customer.Held) -> Held:
    return Held(one.kind, one.meaning, one.why, one.values, one.first, one.last, one.until)


def purposes(view: View, rules: Rules) -> Iterator[tuple[str, str, str]]:
    """Name, sentence and legal basis of every purpose. A step of acts."""
    bases = consents.bases(view)
    for name, sentence in rules.policy.terms.purposes.items():
        yield name, sentence, bases[name][0] if name in bases else "not stated"


def seen(view: View, numbers: Sequence[int]) -> Iterator[Seen]:
    """Who saw something, as what and not by name, by the entries of these numbers. A step of acts."""
    for one in customer.seen(view, numbers):
        kind = ROLES.get(one.entry.actor.partition(":")[0], "somebody")
        did = "shown" if one.entry.outcome is Outcome.DONE else "asked for, and refused"
        yield Seen(one.entry.at, f"{one.entry.act}: {did}", kind, one.entry.purpose or "", one.kind)


def _talk(view: View, talk: bytes, own: set[bytes]) -> Talk:
    """A conversation as the person may see it."""
    row, page, lines, others, after = subjects.conversation(view, talk), Page(view), list[Line](), 0, b""
    values = _Values(view, own)
    while rows := messages.of(view, talk, after, PAGE):
        for one in rows:
            if one.subject in own or one.direction:
                lines.append(_line(page, values, one, own))
            else:
                others += 1
        after = rows[-1].id
    group = row is not None and row.group
    return Talk(ids.shown(ids.CONVERSATION, talk), row.channel if row else "", group, tuple(lines), others)


def _line(page: Page, values: _Values, row: MessageRow, own: set[bytes]) -> Line:
    body = page.body(row)
    by = "company" if row.direction else "you"
    if body is None:
        return Line(ids.shown(ids.MESSAGE, row.id), None, by, None)
    pieces, at = list[str](), 0
    for start, end, _, _, value in body.tokens:
        found = values.of(value)
        if found is not None:
            pieces += (body.text[at:start], found)
            at = end
    pieces.append(body.text[at:])
    return Line(ids.shown(ids.MESSAGE, row.id), body.sent_at, by, "".join(pieces), len(body.attachments))


class _Values:
    """The values of some subjects, opened; each period's key is looked up once."""

    def __init__(self, view: View, own: set[bytes]) -> None:
        self._view, self._own = view, own
        self._slots = {one.id: one.slot for id in own if (one := subjects.subject(view, id)) is not None}
        self._keys: dict[tuple[bytes, int], bytes | None] = {}

    def of(self, id: bytes) -> str | None:
        """A value; None where it is gone, or somebody else's."""
        row = messages.value(self._view, id)
        if row is None or row.subject not in self._own:
            return None
        place = (row.subject, row.period)
        if place not in self._keys:
            self._keys[place] = open_key(self._view, row.subject, self._slots[row.subject], row.period)
        key = self._keys[place]
        if key is None:
            return None
        context = seal.context(
            self._view.tenant, row.subject, row.id, row.kind, VALUE, self._slots[row.subject], row.period
        )
        return unseal(key, row.sealed, context).decode("utf-8", "surrogatepass")
