"""From a text and its findings to tokens, sealed values and marks: the middle of receive and send (design.md §3.2).

The same exact characters of the same subject get the same token in a conversation; another spelling of the same value
gets its own, with `same_as`. What must not be kept gets a token that stands for nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

from privet.acts.draft import VALUE, Draft, Kept, Talk
from privet.core import seal, tags, tokens
from privet.core.finding import Finding
from privet.core.kinds import BY_NUMBER, Disposition
from privet.core.plain import TokenText
from privet.core.unseal import unseal
from privet.store.known import Place
from privet.store.messages import Mark

Placed = tuple[int, int, int, int, bytes]
"""A token where it stands in a tokenised text, kept sealed with the message: start, end, number of its kind, n, value.
"""


def kept(draft: Draft, place: Place, text: str, findings: Sequence[Finding]) -> list[Kept]:
    """What becomes a token, with the tags under which the conversation may know it already."""
    parts: list[Kept] = []
    kinds, tag = draft.rules.kinds, tags.under(place.key, tags.VALUE)
    for found in findings:
        terms = kinds[found.kind]
        if terms.disposition is Disposition.PASS:
            continue
        exact = text[found.start : found.end]
        where = place.conversation + found.kind.encode()
        spelling = tag(exact, where)
        canonical = found.canonical
        value = spelling if canonical == exact else tag(canonical, where)
        parts.append(Kept(found, terms, exact, value, spelling))
    return parts


def tokenise(draft: Draft, place: Place, text: str, parts: Sequence[Kept]) -> tuple[TokenText, list[Placed]]:
    """The tokenised text and its tokens; what is new goes into the draft, which has recalled the tags of `parts`."""
    talk = draft.talk(place.conversation)
    names: list[str] = []
    placed: list[Placed] = []
    moved = 0
    for part in parts:
        kind, n, value = _token(draft, place, part, talk)
        found = part.found
        name = tokens.name(found.kind, n)
        start = found.start + moved
        end = start + len(name)
        moved = end - found.end
        names.append(name)
        placed.append((start, end, kind, n, value))
    return tokens.replace(text, [part.found for part in parts], names), placed


def _token(draft: Draft, place: Place, part: Kept, talk: Talk) -> tuple[int, int, bytes]:
    """Kind, number and value id of one token: a known one where the spelling was seen before, else a new one."""
    terms = part.terms
    kind = terms.number
    same_as = None
    if terms.disposition is not Disposition.DROP:
        for mark in talk.known.get(part.by_value, ()):
            if mark.kind == kind and mark.ref:
                if mark.exact == part.by_spelling and _still(draft, place, mark.ref, part):
                    return kind, mark.n, mark.ref
                same_as = same_as or mark.ref
    n = talk.next(kind)
    value = draft.app.id()
    if terms.disposition is not Disposition.DROP:
        _keep(draft, place, part, (kind, n), value, same_as)
        talk.mark(Mark(part.by_value, value, kind, n, part.by_spelling))
    return kind, n, value


def _keep(draft: Draft, place: Place, part: Kept, number: tuple[int, int], value: bytes, same_as: bytes | None) -> None:
    """Seal a new value, and let the index find it where its kind is looked up."""
    kind, n = number
    terms = part.terms
    period, key = _key(draft, place, terms.class_)
    context = seal.context(draft.tenant, place.subject, value, kind, VALUE, place.slot, period)
    sealed = draft.sealed(key, part.exact.encode("utf-8", "surrogatepass"), context)
    draft.value(
        (draft.tenant, value, place.conversation, place.subject, period, kind, n, same_as, sealed), terms.class_
    )
    draft.hold(period, kind)
    draft.clear[value] = part.exact
    if terms.looked_up:
        draft.mentions.append((part.found.kind, part.exact, value))


def _key(draft: Draft, place: Place, class_: str) -> tuple[int, bytes]:
    """Slot of the period of a class that holds now, and the key that seals a subject's values in it."""
    slot, period_key = draft.period(class_, place.lasting)
    if slot == place.period:
        return slot, place.data_key
    return slot, seal.data_key(place.key, period_key, draft.tenant, place.subject, slot)


def _still(draft: Draft, place: Place, value: bytes, part: Kept) -> bool:
    """Is the value of this id really this one, and does it still open? Then it is kept as long as this message is."""
    own = draft.clear.get(value)
    if own is not None:
        return own == part.exact
    row = draft.held.get(value)
    period_key = None if row is None else draft.tx.key(row.period)
    if row is None or period_key is None:
        return False
    same = row.period == place.period
    old = place.data_key if same else seal.data_key(place.key, period_key, draft.tenant, place.subject, row.period)
    context = seal.context(draft.tenant, place.subject, value, row.kind, VALUE, place.slot, row.period)
    plain = unseal(old, row.sealed, context)
    if plain.decode("utf-8", "surrogatepass") != part.exact:
        return False
    class_ = draft.rules.kinds[BY_NUMBER[row.kind].name].class_
    period, key = _key(draft, place, class_)
    if period != row.period and not (place.lasting and draft.longer(row.period, period)):
        context = seal.context(draft.tenant, place.subject, value, row.kind, VALUE, place.slot, period)
        draft.value((draft.tenant, *row._replace(period=period, sealed=draft.sealed(key, plain, context))), class_)
        draft.hold(period, row.kind)
        draft.hold(row.period, row.kind, -1)
    draft.clear[value] = part.exact
    return True
