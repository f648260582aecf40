"""From a text and its findings to tokens, sealed values and marks: the middle of receive and send (design.md §3.2).

The same exact characters of the same subject get the same token in a conversation; another spelling of the same value
gets its own, with `same_as`. What must not be kept gets a token that stands for nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from privet.acts.draft import VALUE, Draft
from privet.core import identity, ids, seal, tags, tokens
from privet.core.finding import Finding
from privet.core.kinds import BY_NUMBER, KINDS, Disposition
from privet.core.message import TokenRef
from privet.core.plain import TokenText
from privet.core.unseal import unseal
from privet.errors import TooLarge
from privet.store import messages
from privet.store.messages import Mark

MENTION = b"mention"


class Placed(NamedTuple):
    """A token where it stands in a tokenised text; kept sealed with the message. `kind` is the kind's number."""

    start: int
    end: int
    kind: int
    n: int
    value: bytes


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose values these are: subject id, the slot of their key, the key, and the key of their marks."""

    id: bytes
    slot: int
    key: bytes
    marks: bytes

    @classmethod
    def of(cls, draft: Draft, subject: tuple[bytes, int]) -> Owner:
        """The owner that a subject is, with its keys."""
        key = draft.tx.keys.key(draft.tenant, subject[1])
        if key is None:  # looked up under this very lock: cannot happen unless the key store was tampered with
            raise LookupError("the key of a live subject is gone")
        return cls(subject[0], subject[1], key, tags.mark_key(key))


def tokenise(
    draft: Draft, owner: Owner, conversation: bytes, text: str, findings: Sequence[Finding]
) -> tuple[TokenText, list[Placed]]:
    """The tokenised text and its tokens; what is new goes into the draft."""
    kept = [found for found in findings if _disposition(draft, found.kind) is not Disposition.PASS]
    if not kept:
        return tokens.replace(text, (), ()), []
    wanted: list[int] = []
    pairs: list[tuple[int, int]] = []
    for found in kept:
        exact = text[found.start : found.end]
        by_spelling = _tag(owner, conversation, found.kind, exact)
        by_value = by_spelling if found.canonical == exact else _tag(owner, conversation, found.kind, found.canonical)
        pairs.append((by_value, by_spelling))
        wanted += (by_value, KINDS[found.kind].number)
    known = draft.recognised(conversation, wanted)
    called: list[str] = []
    placed: list[Placed] = []
    moved = 0
    for found, pair in zip(kept, pairs, strict=True):
        n, value = _token(draft, owner, conversation, text, found, pair, known)
        name = tokens.name(found.kind, n)
        start = found.start + moved
        moved += len(name) - (found.end - found.start)
        called.append(name)
        placed.append(Placed(start, start + len(name), KINDS[found.kind].number, n, value))
    return tokens.replace(text, kept, called), placed


def refs(text: str, placed: Sequence[Placed | Sequence[object]]) -> tuple[TokenRef, ...]:
    """Tokens as the API shows them."""
    found = []
    for start, end, kind, _, value in placed:
        found.append(
            TokenRef(text[start:end], ids.shown(ids.TOKEN, value), BY_NUMBER[kind].name, start, end)  # type: ignore[index,arg-type]
        )
    return tuple(found)


def _disposition(draft: Draft, kind: str) -> Disposition:
    return draft.rules.policy.kind(kind)[0]


def _tag(owner: Owner, conversation: bytes, kind: str, value: str) -> int:
    return tags.tag(owner.marks, conversation + kind.encode(), value)


def _token(
    draft: Draft,
    owner: Owner,
    conversation: bytes,
    text: str,
    found: Finding,
    pair: tuple[int, int],
    known: dict[int, list[Mark]],
) -> tuple[int, bytes]:
    """Number and value id of one token: a known one where the spelling was seen before, else a new one."""
    exact = text[found.start : found.end]
    kind = KINDS[found.kind].number
    by_value, by_spelling = pair
    same_as = None
    dropped = _disposition(draft, found.kind) is Disposition.DROP
    if not dropped:
        for mark in known.get(by_value, ()):
            if mark.kind != kind:
                continue
            if mark.exact == by_spelling and _still(draft, owner, mark.ref, exact):
                return mark.n, mark.ref
            same_as = same_as or mark.ref
    n = _next(draft, conversation, kind, known)
    value = draft.app.id()
    if not dropped:
        _keep(draft, owner, conversation, found, exact, (kind, n), value, same_as)
        mark = Mark(by_value, value, kind, n, by_spelling)
        draft.mark(conversation, mark)
        known.setdefault(by_value, []).append(mark)
    return n, value


def _next(draft: Draft, conversation: bytes, kind: int, known: dict[int, list[Mark]]) -> int:
    counter = known.get(kind)
    n = counter[-1].n + 1 if counter else 1
    if n > tokens.HIGHEST:
        raise TooLarge(f"a conversation holds at most {tokens.HIGHEST} values of a kind")
    mark = Mark(kind, b"", 0, n, 0)
    known[kind] = [mark]
    draft.mark(conversation, mark)
    return n


def _keep(
    draft: Draft,
    owner: Owner,
    conversation: bytes,
    found: Finding,
    exact: str,
    number: tuple[int, int],
    value: bytes,
    same_as: bytes | None,
) -> None:
    """Seal a new value, and let the index find it where its kind is looked up."""
    kind, n = number
    period, key = draft.data_key(owner.id, owner.slot, owner.key, draft.rules.policy.kind(found.kind)[1])
    place = seal.context(draft.tenant, owner.id, value, kind, VALUE, owner.slot, period)
    sealed = draft.sealed(key, exact.encode("utf-8", "surrogatepass"), place)
    draft.values.append((draft.tenant, value, conversation, owner.id, period, kind, n, same_as, sealed))
    draft.clear[value] = exact
    if KINDS[found.kind].looked_up:
        spelling = identity.third_party(found.kind, found.canonical)
        draft.mentions.append((tags.tag(draft.index_key(), MENTION, spelling), value))


def _still(draft: Draft, owner: Owner, value: bytes, exact: str) -> bool:
    """Is the value of this id really `exact`, and does it still open? If so it is kept as long as this message is."""
    own = draft.clear.get(value)
    if own is not None:
        return own == exact
    row = messages.value(draft.tx, value)
    period_key = None if row is None else draft.tx.keys.key(draft.tenant, row.period)
    if row is None or period_key is None:
        return False
    old = seal.data_key(owner.key, period_key, draft.tenant, owner.id, row.period)
    kind = BY_NUMBER[row.kind].name
    plain = unseal(
        old, row.sealed, seal.context(draft.tenant, owner.id, value, row.kind, VALUE, owner.slot, row.period)
    )
    if plain.decode("utf-8", "surrogatepass") != exact:
        return False
    period, key = draft.data_key(owner.id, owner.slot, owner.key, draft.rules.policy.kind(kind)[1])
    if period != row.period:
        place = seal.context(draft.tenant, owner.id, value, row.kind, VALUE, owner.slot, period)
        draft.values.append((draft.tenant, *row._replace(period=period, sealed=draft.sealed(key, plain, place))))
        draft.clear[value] = exact
    return True
