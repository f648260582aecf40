"""A stage of the attack: somebody is erased and everything else expires; then what is left is read and looked for.

A copy of the databases is made before, as whoever had a backup has it: its rows are tried with the keys of today. And
the bytes that were sealed are looked for in every file, free pages and journals included, once no process has it open.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from privet import jobs
from privet.acts import erase, expire, foresee, purge, read
from privet.acts.whose import open_key
from privet.core import ids
from privet.core.plain import Plain
from privet.core.policy import LOCAL
from privet.store import copies, messages, subjects

if TYPE_CHECKING:
    from privet.prove.scratch import Scratch
    from privet.prove.ways import Stand
    from privet.store.view import View

SAID, EARLIER = "left.json", "gone"
HEAD = 48
"""Bytes of what was sealed that are looked for: its nonce and more, which lie together on one page."""
PAGE, HOUR_MS = 500, 3_600_000


class Left(NamedTuple):
    """Of so many messages and values of somebody erased, and of all others that are over: how many opened all the same,
    by the keys of today; how many of their bytes were found in the files of today, and in the copy made before, where
    each of them must be.
    """

    erased: int
    over: int
    opened: int
    found: int
    before: int

    def faults(self) -> list[str]:
        """What does not hold, in words."""
        said = []
        if not self.erased or not self.over or self.before < self.erased + self.over:
            said.append("nothing could be shown of what is erased and over: it was not there before")
        if self.opened:
            said.append(f"{self.opened} of what is erased or over opens with the keys of today")
        if self.found:
            said.append(f"the bytes of {self.found} of what is erased or over are in the files")
        return said


class _Row(NamedTuple):
    subject: bytes
    slot: int
    period: int
    head: str


def gone(stand: Stand) -> None:
    """Erase the first who wrote anything, let all else expire, try what was there, and write down what to find."""
    app, own = stand.app, stand.tenant
    copies.copy_all(app.folder, stand.folder / "backup" / EARLIER)
    with app.store.view(own) as view:
        rows = _rows(view)
    first = next((one.subject for one in rows if one.slot), b"")
    reason = Plain(stand.word("erase", "reason"))
    stand.meant("erase", lambda: erase.erase(app, own, ids.shown(ids.SUBJECT, first), "subject-request", reason, LOCAL))
    last = max((one.until for one in foresee.foresee(app, own, LOCAL).going), default=0)
    app.clock = lambda: last + 1
    jobs.tick(app)  # the jump is doubted, until somebody says that the clock is right
    stand.meant("expire", lambda: expire.believe(app, own, reason, LOCAL))
    app.clock = lambda: last + HOUR_MS
    jobs.tick(app)
    purge.whole(app, own)
    with app.store.view(own) as view:
        opened = sum(open_key(view, one.subject, one.slot, one.period) is not None for one in rows)
        keys = sum(len(view.keys.keys(own, (one.slot, one.period))) == 2 for one in rows)
    talks = stand.meant("read", lambda: read.conversations(app, own, LOCAL, limit=1000)) or []
    shown = sum(line.text is not None for talk in talks for line in read.conversation(app, own, talk.id, LOCAL))
    said = {
        "erased": sum(one.subject == first for one in rows), "opened": max(opened, keys, shown),
        "heads": [one.head for one in rows],
    }  # fmt: skip
    (stand.folder / "said" / SAID).write_text(json.dumps(said), "ascii")


def _rows(view: View) -> list[_Row]:
    """Everything that is sealed of messages and values and can be opened."""
    found: list[_Row] = []
    for page in (messages.newer, messages.values_newer):
        after = b""
        while some := page(view, after, PAGE):
            for one in some:
                owner = subjects.subject(view, one.subject)
                if owner is not None and open_key(view, owner.id, owner.slot, one.period) is not None:
                    sealed = one[-1]
                    found.append(_Row(owner.id, owner.slot, one.period, sealed[:HEAD].hex()))
            after = some[-1].id
    return found


def looked(made: Scratch) -> Left:
    """What the stage left, looked for in the files: by whoever attacks, when no process has them open."""
    path = made.folder / "said" / SAID
    if not path.exists():
        return Left(0, 0, 0, 0, 0)
    said = json.loads(path.read_text("ascii"))
    heads = [bytes.fromhex(one) for one in said["heads"]]
    return Left(
        said["erased"], len(heads) - said["erased"], said["opened"], _found(made.data, heads),
        _found(made.folder / "backup" / EARLIER, heads),
    )  # fmt: skip


def _found(folder: Path, heads: list[bytes]) -> int:
    """How many of these are in any file of a folder."""
    left = set(heads)
    for path in folder.rglob("*"):
        if path.is_file() and not path.is_symlink():
            data = path.read_bytes()
            left -= {one for one in left if one in data}
    return len(set(heads)) - len(left)
