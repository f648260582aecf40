"""Unseen: where a channel's messages wait until they can be looked through, one that could not be is sealed whole and
kept for a day at most, and whatever follows it in its conversation waits behind it. A step of `receive` and `forward`.

What waits lies under the key of whose it is and of the hour it came in, so that erasing and the clock reach it. Nothing
of it is shown, searched or sent on. Where it must not be kept, or may hold a card's code, it is refused instead.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from msgspec import structs

from privet.acts import whose
from privet.acts.draft import Draft, packed
from privet.acts.telling import tell
from privet.core import ids, seal
from privet.core.entry import Entry, Outcome
from privet.core.entry import encode as entry
from privet.core.failing import CARDS, HOLD, PROBE, TRIES
from privet.core.kinds import KINDS
from privet.core.lasting import DAY_MS, QUEUE
from privet.core.message import Inbound
from privet.core.plain import Plain
from privet.core.policy import Actor
from privet.core.unseal import unseal
from privet.store import failing, holdings, subjects, unseen
from privet.store.known import Place
from privet.store.subjects import ACTIVE
from privet.store.unseen import UnseenRow

if TYPE_CHECKING:
    from privet.app import Privet
    from privet.core.message import TenantId
    from privet.store.view import Tx, View

PURPOSE = "delivery"
UNSEEN = 21
"""Field that what waits stands in, sealed."""
MOST = 100_000
"""Messages of a tenant that wait at most; more are refused."""
LATELY_MS = 30 * DAY_MS
"""Cards that were found so lately are taken here."""


_unpacked = msgspec.msgpack.Decoder().decode


class Waiting:
    """What waits, as it stands in one transaction, and what begins to. `lifted` is the raw id of the one that is taken
    in now.
    """

    def __init__(self, draft: Draft, actor: Actor, lifted: bytes = b"") -> None:
        self._draft, self._actor, self._lifted = draft, actor, lifted
        self._any = not lifted and unseen.any_(draft.tx)
        self._channels: dict[str, bool] = {}
        self._rows: list[UnseenRow] = []
        self._again = False

    def holds(self, channel: str) -> bool:
        """Whether messages of a channel wait that cannot be looked through. Whoever has no line or gateway of its own
        before Privet, such as a program, sends them again.
        """
        if self._lifted:  # it waits already, until its day is over
            return True
        if channel not in self._channels:
            tx = self._draft.tx
            self._channels[channel] = (
                self._actor.kind == "gateway"
                and failing.mode(tx, channel) == HOLD
                and not cards(tx, self._draft.at)
                and unseen.counted(tx)[0] < MOST
            )
        return self._channels[channel]

    def behind(self, conversation: bytes) -> bool:
        """Whether a message has to wait for others of its conversation."""
        if any(one.conversation == conversation for one in self._rows):
            return True
        return self._any and any(one.tries < TRIES for one in unseen.of(self._draft.tx, conversation))

    def keep(self, place: Place, tag: int, plain: bytes, line: bytes = b"") -> bytes:
        """Let a message wait; its raw id, or that of the one that waits already by this tag."""
        if self._lifted:
            self._again = True
            return self._lifted
        draft = self._draft
        before = [*self._rows, *(unseen.of(draft.tx, place.conversation) if self._any else ())]
        known = next((one for one in before if tag and (one.tag, one.line) == (tag, line)), None)
        if known is not None:
            id: bytes = known.id
            return id
        period, period_key = draft.period(QUEUE)
        key = seal.data_key(place.key, period_key, draft.tenant, place.subject, period)
        row = UnseenRow(draft.app.id(), place.conversation, place.subject, period, line, tag, draft.at, 0, b"")
        sealed = draft.sealed(key, plain, _place(draft.tenant, row, place.slot))
        self._rows.append(row._replace(sealed=sealed))
        return row.id

    def begins(self, id: bytes) -> bool:
        """Whether a message that was kept begins to wait now, or is the one that was lifted; else it came before."""
        return id == self._lifted or any(one.id == id for one in self._rows)

    def write(self) -> None:
        """Write what begins to wait, an entry each, and that what was lifted waits no longer."""
        draft, tx = self._draft, self._draft.tx
        if self._lifted and not self._again:
            unseen.gone(tx, self._lifted)
        unseen.add(tx, self._rows)
        for one in self._rows:
            made = Entry(
                draft.app.entry_id(), draft.at, "unseen", Outcome.REQUESTED, self._actor.id,
                ids.shown(ids.MESSAGE, one.id), ids.shown(ids.SUBJECT, one.subject), PURPOSE, draft.rules.version,
            )  # fmt: skip
            tx.record(entry(made))
        if self._rows:
            tell(draft.app, tx, "message.waits", ids.MESSAGE, [one.id for one in self._rows])


def cards(view: View, at: int) -> bool:
    """Whether the tenant takes cards: lately, one was found in what its customers write."""
    return not holdings.kinds(view, at - LATELY_MS).isdisjoint(KINDS[one].number for one in CARDS)


def healthy(app: Privet, tenant: TenantId) -> bool:
    """Whether detectors answer at all."""
    return app.rules_of(tenant).scanner.scan_each([PROBE]) != [None]


def opened(view: View, row: UnseenRow, at: int) -> bytes | None:
    """What waits; None when its day is over at `at` (ms), or the key of whose it is, or of its time, is gone."""
    owner = subjects.subject(view, row.subject)
    if owner is None or owner.state != ACTIVE or at >= row.at + DAY_MS:
        return None
    key = whose.open_key(view, owner.id, owner.slot, row.period)
    return None if key is None else unseal(key, row.sealed, _place(view.tenant, row, owner.slot))


def written(inbound: Inbound, actor: Actor) -> bytes:
    """A message as it waits, and which gateway it came by."""
    told = [one.expose() if isinstance(one, Plain) else one for one in structs.astuple(inbound)[:-2]]
    return packed([actor.name, *told, [one.expose() for one in inbound.attachments], inbound.timer])


def read(plain: bytes) -> tuple[Actor, Inbound]:
    """The gateway and the message that `written` wrote down."""
    name, channel, talk, party, text, sent_at, direction, external, *rest = _unpacked(plain)
    called, title, group, reference, files, *timer = rest
    return Actor("gateway", name), Inbound(
        channel, Plain(talk), Plain(party), Plain(text), sent_at, direction, external, _plain(called), _plain(title),
        group, _plain(reference), tuple([Plain(one) for one in files]), *timer,
    )  # fmt: skip


def _plain(text: str | None) -> Plain | None:
    return None if text is None else Plain(text)


def over(app: Privet, tx: Tx, periods: list[int]) -> None:
    """Keys of these periods are destroyed: what waited under them is lost, on record, and whoever asked is told. A step
    of expire.
    """
    _lost(app, tx, unseen.over(tx, periods))


def drop(app: Privet, tx: Tx, row: UnseenRow) -> None:
    """One is lost: there is nothing any longer that it could be taken in by."""
    unseen.gone(tx, row.id)
    _lost(app, tx, 1)


def _lost(app: Privet, tx: Tx, lost: int) -> None:
    if lost:
        number = app.entry_id()
        made = Entry(number, app.now(), "unseen.lost", Outcome.FAILED, "service:clock", purpose=PURPOSE, count=lost)
        tx.record(entry(made))
        tell(app, tx, "message.lost", ids.ENTRY, [ids.raw(number)])


def _place(tenant: int, row: UnseenRow, slot: int) -> bytes:
    return seal.context(tenant, row.subject, row.id, 0, UNSEEN, slot, row.period)
