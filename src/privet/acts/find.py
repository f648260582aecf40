"""Find: who has this address, and where is it mentioned; by exact identity, in any spelling."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from privet.acts.about import about, talk
from privet.acts.draft import VALUE, index_key
from privet.acts.noting import stated
from privet.acts.whose import open_key, subject_record, subjects_at
from privet.core import identity, ids, seal, tags
from privet.core.entry import Entry, Outcome
from privet.core.entry import encode as entry
from privet.core.kinds import BY_NUMBER
from privet.core.message import TenantId
from privet.core.plain import Plain
from privet.core.policy import Actor, Ask, Deny, Facts, Permit, decide
from privet.core.sight import Sight, sight
from privet.core.unseal import unseal
from privet.errors import BadInput
from privet.store import messages, rights, subjects

if TYPE_CHECKING:
    from privet.app import Privet, Rules
    from privet.store.view import View

LONGEST = 1024


@dataclass(frozen=True, slots=True)
class Mention:
    """A value that spells the identity: its token, in which conversation, in whose words."""

    token: str
    kind: str
    conversation: str
    subject: str


@dataclass(frozen=True, slots=True)
class Found:
    """Subjects with the address or reference that was asked for, and mentions of it in anybody's messages."""

    subjects: tuple[str, ...]
    mentions: tuple[Mention, ...]


def find(
    app: Privet, tenant: TenantId, who: Plain, purpose: str, actor: Actor, factor_age_s: int | None = None
) -> Found:
    """Look `who` up: an address, a telephone number in any spelling, or the company's own reference of a customer.

    Only what the actor may see is found: of a subject, somebody in a conversation that is given to them where rules ask
    for that; of a mention, its own conversation. The entry says how many were found, never who was asked for, nor that
    there was more. Raises Denied, on the ledger.
    """
    asked = who.expose().strip()
    if not asked or len(asked) > LONGEST:
        raise BadInput(f"look for an address or number of 1 to {LONGEST} characters")
    with app.store.write(tenant) as tx:
        rules = app.rules_in(tx)
        ask, facts = Ask(actor, "find", purpose), Facts(factor_age_s=factor_age_s)
        sees = sight(rules.policy, ask, lambda: rights.channels(tx), facts)
        decision: Permit | Deny = sees if isinstance(sees, Deny) else Permit(why(rules, ask, facts, sees))
        found = Found((), ())
        if isinstance(sees, Sight):
            found = _seen(app, tx, actor, sees, _look(tx, asked, rules.policy.regions))
        tx.record(
            entry(
                Entry(
                    app.entry_id(), app.now(), "find",
                    Outcome.DONE if isinstance(decision, Permit) else Outcome.DENIED,
                    actor.id, purpose=stated(rules, purpose), policy=rules.version, reasons=decision.reasons,
                    count=len(found.subjects) + len(found.mentions),
                )
            )
        )  # fmt: skip
    decision.require()
    return found


def why(rules: Rules, ask: Ask, facts: Facts, sees: Sight) -> tuple[str, ...]:
    """The rules by which anything may be seen: those of the class of rows that comes first, where there is one."""
    classes = (dict[str, Any](zip(sees.by, one, strict=True)) for one in sorted(sees.seen, key=repr))
    return decide(rules.policy, ask, replace(facts, **next(classes, {"assigned": True}))).reasons


def _seen(app: Privet, view: View, actor: Actor, sees: Sight, found: Found) -> Found:
    """What of it is in sight, as it is in lists (`acts.read`)."""

    def subject(id: str) -> bool:
        raw = ids.read(ids.SUBJECT, id)
        row = subjects.subject(view, raw)
        met = actor.kind == "operator" and rights.met(view, actor.id, raw, app.now())
        facts = Facts(channel=row.channel if row else "", restricted=rights.restricted(view, raw), assigned=met)
        return sees.sees(facts)

    def mention(one: Mention) -> bool:
        row = talk(view, ids.read(ids.CONVERSATION, one.conversation))
        return sees.sees(about(app, view, actor, row, ids.read(ids.SUBJECT, one.subject)))

    return Found(tuple(filter(subject, found.subjects)), tuple(filter(mention, found.mentions)))


def holders(view: View, asked: str, regions: tuple[str, ...]) -> dict[bytes, None]:
    """The subjects (raw ids) who have an address. A step of acts, which shows nobody whether there are any."""
    held: dict[bytes, None] = {}
    addresses = (identity.canonical(asked, regions), asked, identity.spelled("PHONE", asked, regions))
    for written in dict.fromkeys(addresses):  # digits alone may be an address as they stand
        tag = tags.tag(index_key(view), tags.ADDRESS, written)
        held.update(dict.fromkeys(row.id for row in subjects_at(view, written, tag)))
    return held


def _look(view: View, asked: str, regions: tuple[str, ...]) -> Found:
    key, held = index_key(view), holders(view, asked, regions)
    for ref in subjects.find_refs(view, tags.tag(key, tags.REFERENCE, asked)):
        row = subjects.subject(view, ref)
        record = None if row is None else subject_record(view, row)
        if record is not None and record[2] == asked:
            held[ref] = None
    mentions = []
    for form in identity.forms(asked, regions):
        for value in dict.fromkeys(subjects.find_mentions(view, tags.tag(key, tags.MENTION, form))):
            mention = _mention(view, value, form, regions)
            if mention is not None:
                mentions.append(mention)
    return Found(tuple(ids.shown(ids.SUBJECT, id) for id in held), tuple(mentions))


def _mention(view: View, value: bytes, form: str, regions: tuple[str, ...]) -> Mention | None:
    """The mention that a value is, when it still opens and really spells `form`."""
    row = messages.value(view, value)
    owner = None if row is None else subjects.subject(view, row.subject)
    if row is None or owner is None or owner.state != subjects.ACTIVE:
        return None
    key = open_key(view, owner.id, owner.slot, row.period)
    if key is None:
        return None
    place = seal.context(view.tenant, owner.id, row.id, row.kind, VALUE, owner.slot, row.period)
    plain = unseal(key, row.sealed, place).decode("utf-8", "surrogatepass")
    kind = BY_NUMBER[row.kind].name
    if identity.spelled(kind, plain, regions) != form:
        return None
    return Mention(
        ids.shown(ids.TOKEN, row.id),
        kind,
        ids.shown(ids.CONVERSATION, row.conversation),
        ids.shown(ids.SUBJECT, row.subject),
    )
