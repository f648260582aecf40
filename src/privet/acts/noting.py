"""Free text that belongs to an entry, such as the reason of a reveal. A step of the acts that take one.

The ledger holds a salted commitment; text and salt are sealed under the subject's key and erased with it (§3.5).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from privet.acts.draft import NOTE, RELATION, Draft, packed
from privet.acts.whose import open_key
from privet.core import ids, seal, tokens
from privet.core.detect import Scanner
from privet.core.entry import commitment
from privet.core.plain import Plain
from privet.core.unseal import unseal
from privet.errors import BadInput
from privet.plugins.detectors import bundled
from privet.store import messages, subjects
from privet.store.subjects import ACTIVE, SubjectRow

if TYPE_CHECKING:
    from privet.app import Privet, Rules
    from privet.core.message import TenantId
    from privet.store.view import Tx, View

LONGEST = 2000


def stated(rules: Rules, purpose: str) -> str | None:
    """The purpose as an entry may hold it: one of the policy's, or none, since anything else could be personal."""
    return purpose if purpose in rules.policy.purposes else None


@dataclass(frozen=True, slots=True, repr=False)
class Said:
    """A reason, and its text with whatever is personal in it masked, as the rules had it that `by` belongs to; kinds
    that are `kept` stay as they were written.
    """

    reason: Plain
    text: str
    by: Scanner
    kept: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.text)

    def under(self, rules: Rules) -> str:
        """The masked text by the rules in force: another process may have adopted others since it was scanned."""
        return self.text if rules.scanner is self.by else _masked(rules, self.reason.expose().strip(), self.kept)


def scanned(app: Privet, tenant: TenantId, reason: Plain, kept: frozenset[str] = frozenset()) -> Said:
    """A reason, scanned before a transaction begins; BadInput when it is longer than 2,000 characters."""
    if not reason.whole():
        raise BadInput("the reason is not Unicode: it holds half a surrogate pair")
    text = reason.expose().strip()
    if len(text) > LONGEST:
        raise BadInput(f"a reason has at most {LONGEST} characters", hint="shorten it")
    rules = app.rules_of(tenant)
    return Said(reason, _masked(rules, text, kept), rules.scanner, kept)


def _masked(rules: Rules, text: str, kept: frozenset[str]) -> str:
    """Where the scanner of these rules cannot be built, the detectors that come with Privet look alone: a tenant that
    adopted such rules must be able to say why it adopts others."""
    if not text:
        return ""
    scanner = rules.scanner
    try:
        scanner.ready()
    except Exception:
        scanner = Scanner(bundled(rules.policy.regions))
    found = [one for one in scanner.personal(text) if one.kind not in kept]
    return tokens.replace(text, found, [f"[{one.kind}]" for one in found]).text


def note(app: Privet, tx: Tx, subject: SubjectRow | None, entry: str, reason: str, salt: bytes = b"") -> bytes | None:
    """Keep `reason` for the entry of that id; what the entry commits to. None where no key is left to seal it with.

    `salt` is 32 random bytes where the caller hands it on with the text; otherwise nobody else gets it.
    """
    key = None if subject is None or subject.state != ACTIVE else tx.keys.key(tx.tenant, subject.slot)
    if subject is None or key is None or not reason:
        return None
    draft = Draft(app, tx, app.rules_in(tx))
    salt = salt or app.chance(32)
    record = ids.raw(entry)
    period, data_key = draft.data_key(subject.id, subject.slot, key, RELATION)
    place = seal.context(tx.tenant, subject.id, record, 0, NOTE, subject.slot, period)
    sealed = draft.sealed(data_key, packed([salt, reason]), place)
    messages.add_note(tx, messages.NoteRow(record, subject.id, period, sealed))
    return commitment(salt, reason)


def read_note(view: View, entry: bytes) -> str:
    """The reason kept for the entry of that id (16 bytes), masked as it is; empty where there is none, or its key is
    gone.
    """
    row = messages.note(view, entry)
    subject = None if row is None else subjects.subject(view, row.subject)
    return note_of(view, subject, entry) if subject is not None and subject.state == ACTIVE else ""


def note_of(view: View, subject: SubjectRow, entry: bytes) -> str:
    """The same of a subject whatever its state, for the index to forget it; empty where there is none of theirs, or
    its key is gone.
    """
    row = messages.note(view, entry)
    key = open_key(view, subject.id, subject.slot, row.period) if row and row.subject == subject.id else None
    if row is None or key is None:
        return ""
    place = seal.context(view.tenant, subject.id, entry, 0, NOTE, subject.slot, row.period)
    reason: str = msgspec.msgpack.decode(unseal(key, row.sealed, place))[1]
    return reason
