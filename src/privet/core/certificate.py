"""A certificate of erasure: what was erased, what was looked for afterwards and what is still pending, in canonical
JSON (docs/spec/certificate.md).

It leaves as a signed report (`core.report`): an entry of the ledger commits to it, and a checkpoint over that entry is
signed by the ledger's keys, so that whoever has these checks it without the installation.
"""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass
from typing import Any

from privet.core import report
from privet.core.report import Checked
from privet.errors import Tampered

ACT = "report.erasure"
"""The ledger's act whose entry commits to a certificate."""

VERSION = 2
_LISTS = ("pending", "informed", "unconfirmed")


@dataclass(frozen=True, slots=True)
class Statement:
    """What a certificate says of one subject; times are milliseconds since 1970 UTC, `done` 0 where not yet.

    `before` and `after` are the generations of the key store, hence of its `epoch`, that the erasure ended and began (0
    and 0 where not yet, or where an earlier Privet did not write them down), `generation` is that when it was looked
    at, `gone` when the last bytes were overwritten (0: not yet), `erased` how many sealed objects of each sort can be
    opened no more, `residue` how many rows of each sort were found that still lead to the subject or hold something of
    theirs. `confirmed` counts the further places of the keys that hold nothing older; `pending` names, by number,
    those that have not answered, and the index's journal. `informed` are the programs that confirmed that they erased
    the subject too, `unconfirmed` those that were told and have not (GDPR Art. 19).
    """

    not_covered: str
    ledger: str
    subject: str
    requested: int
    done: int
    at: int
    before: int
    after: int
    generation: int
    gone: int
    erased: tuple[tuple[str, int], ...]
    residue: tuple[tuple[str, int], ...]
    confirmed: int
    pending: tuple[str, ...]
    informed: tuple[str, ...]
    unconfirmed: tuple[str, ...]

    @property
    def holds(self) -> bool:
        """Whether the key is destroyed, nothing was found and nothing is pending."""
        return bool(self.done) and not self.pending and not any(count for _, count in self.residue)


def encode(statement: Statement) -> str:
    """The statement as one line: keys in a fixed order, no spaces, ASCII alone; what it does not cover comes first."""
    fields = {**asdict(statement), "erased": dict(statement.erased), "residue": dict(statement.residue)}
    whole = {"not_covered": fields.pop("not_covered"), "v": VERSION, **fields, "holds": statement.holds}
    return json.dumps(whole, separators=(",", ":"), ensure_ascii=True)


def decode(text: str) -> Statement:
    """The statement behind a line; Tampered for any other spelling, key, order or sort of value."""
    try:
        whole: Any = json.loads(text)
        version, holds = whole.pop("v"), whole.pop("holds")
        erased, residue = _counts(whole.pop("erased")), _counts(whole.pop("residue"))
        lists = {name: tuple(whole[name]) for name in _LISTS}
        made = Statement(**{**whole, **lists}, erased=erased, residue=residue)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise Tampered("this is no certificate of erasure") from None
    if version != VERSION or not _fits(made) or type(holds) is not bool or encode(made) != text:
        raise Tampered("the certificate is not in its canonical form, or of another version")
    return made


def check(file: str, vkeys: tuple[str, ...]) -> tuple[Statement, Checked]:
    """The statement of a certificate, once all of it is shown to be what the ledger with these keys holds. Tampered."""
    checked = report.check(file, vkeys)
    if checked.entry.act != ACT:
        raise Tampered("the report is no certificate of erasure")
    said = decode(checked.text)
    if said.ledger != checked.checkpoint.origin:
        raise Tampered("the certificate is of another ledger than the one that signed it")
    return said, checked


def _counts(value: Any) -> tuple[tuple[str, int], ...]:
    return tuple(value.items())


def _fits(said: Statement) -> bool:
    """Whether every field is of its sort."""
    numbers = [
        said.requested, said.done, said.at, said.before, said.after, said.generation, said.gone, said.confirmed
    ]  # fmt: skip
    counted = (*said.erased, *said.residue)
    listed = (*said.pending, *said.informed, *said.unconfirmed)
    texts = [said.not_covered, said.ledger, *listed, *(name for name, _ in counted)]
    return (
        all(type(one) is int and one >= 0 for one in (*numbers, *(count for _, count in counted)))
        and all(isinstance(one, str) for one in texts)
        and isinstance(said.subject, str)
        and re.fullmatch(r"sub_[a-z2-7]{26}", said.subject) is not None
    )
