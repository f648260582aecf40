"""Answering once: a program that asks again, because it never saw the answer, gets the same answer and nothing is done
twice (the Idempotency-Key header of draft-ietf-httpapi-idempotency-key-header).

Request and answer are kept 24 to 36 hours. The answer is sealed, and what names the request is a keyed tag, under a key
of the hours in which it came: once that key is destroyed, neither says anything. A step of whoever answers programs.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import msgspec

from privet.acts.draft import Draft, key_of
from privet.core import seal, tags
from privet.core.lasting import ANSWER
from privet.core.message import TenantId
from privet.core.unseal import unseal
from privet.errors import Conflict, UsedAgain
from privet.store import answers
from privet.store.answers import AnswerRow

if TYPE_CHECKING:
    from privet.app import Privet
    from privet.store.view import View

FIELD = 8
"""Where an answer stands, after the fields of `acts.draft` and `acts.own`."""


class Said(msgspec.Struct, frozen=True, array_like=True):
    """An answer as it goes out: status, media type, body, and the address of what was made, or ""."""

    status: int
    type: str
    body: bytes
    location: str = ""

    def __repr__(self) -> str:
        return f"Said({self.status})"


class Request(msgspec.Struct, frozen=True):
    """A request that says how it is told apart: by whose access key (its id), under which name, with which content."""

    key: bytes
    name: str
    content: bytes

    def __repr__(self) -> str:
        return "Request(…)"


_decode = msgspec.msgpack.Decoder(Said).decode


def once(
    app: Privet,
    tenant: TenantId,
    request: Request,
    act: Callable[[], Said],
    *,
    resumes: bool = False,
    keep: bool = True,
) -> Said:
    """What `act` answers, or what it answered when this request first came.

    A request that was cut off is done again where it `resumes`, that is where doing it twice does no harm; otherwise it
    raises Conflict. Without `keep` only the request is kept and a repetition is done again: for answers that show
    values. Raises UsedAgain where the name stood for another content.
    """
    before = begin(app, tenant, request, resumes=resumes or not keep)
    if before is not None:
        return before
    said = act()
    if keep:
        finish(app, tenant, request, said)
    return said


def begin(app: Privet, tenant: TenantId, request: Request, *, resumes: bool = False) -> Said | None:
    """The answer that was given before; None when it is to be done now, which is written down."""
    with app.store.write(tenant) as tx:
        row = _find(tx, request)
        if row is None:
            period, key = Draft(app, tx, app.rules_in(tx)).period(ANSWER)
            answers.put(tx, AnswerRow(period, request.key, _tag(key, request), _fingerprint(key, request), None))
            return None
        key = key_of(tx, row.period)
        if row.fingerprint != _fingerprint(key, request):
            raise UsedAgain("this Idempotency-Key stood for another request", hint="take a new one for each request")
        if row.sealed is not None:
            key, place = _place(tx, row, key)
            return _decode(unseal(key, row.sealed, place))
        if not resumes:
            raise Conflict(
                "this request was cut off before its answer was written down, so it may have been done",
                hint="look whether it was done; another Idempotency-Key does it again",
            )
        return None


def finish(app: Privet, tenant: TenantId, request: Request, said: Said) -> None:
    """Keep the answer of a request that was begun."""
    with app.store.write(tenant) as tx:
        row = _find(tx, request)
        if row is not None:  # its time went by meanwhile
            key, place = _place(tx, row, key_of(tx, row.period))
            sealed = seal.seal(key, app.chance(12), msgspec.msgpack.encode(said), place)
            answers.put(tx, AnswerRow(row.period, row.key, row.tag, row.fingerprint, sealed))


def _find(view: View, request: Request) -> AnswerRow | None:
    """What is known of a request, in any period that is kept."""
    for period in answers.periods(view, ANSWER):
        found = answers.answer(view, period, request.key, _tag(key_of(view, period), request))
        if found is not None:
            return found
    return None


def _tag(key: bytes, request: Request) -> int:
    return tags.tag(key, tags.ANSWER, request.name, request.key)


def _fingerprint(key: bytes, request: Request) -> bytes:
    return tags.wide(key, tags.ANSWER, request.name, request.content.hex())


def _place(view: View, row: AnswerRow, key: bytes) -> tuple[bytes, bytes]:
    """The key that seals an answer, and its place: that access key's answer to that very request."""
    place = seal.context(view.tenant, row.key, row.fingerprint, 0, FIELD, row.period, row.period)
    return seal.data_key(key, key, view.tenant, row.key, row.period), place
