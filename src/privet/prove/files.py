"""Files of customers in the attack: sealed copies with a canary in their bytes, and how each act on files is made to
fail.
"""

from __future__ import annotations

from privet.acts import file_keep, file_open, file_pass
from privet.acts.file import FILE
from privet.core import ids
from privet.core.plain import Plain
from privet.core.policy import Actor
from privet.prove.bots import nobodys
from privet.prove.ways import NOBODY, OFFICER, Forced, Stand

NONE = ids.shown(FILE, bytes(16))
w = Stand.word


def kept(stand: Stand, word: str) -> None:
    """Bring a copy of each file that is due, of bytes with the word in them, and open it as somebody who may."""
    data = word.encode() * 2_000
    for id in file_keep.due(stand.app, stand.tenant, 8):
        if file_keep.begin(stand.app, stand.tenant, id) is None:
            continue
        file_keep.piece(stand.app, stand.tenant, id, 0, data)
        file_keep.done(stand.app, stand.tenant, id, len(data))
        made = stand.meant("file_open", lambda id=id: _opened(stand, id, OFFICER))  # type: ignore[misc]
        if made is not None:
            file_open.piece(stand.app, stand.tenant, made, 0)


def _opened(stand: Stand, id: str, actor: Actor, purpose: str = "fraud") -> file_open.Opened:
    reason = Plain(stand.word("erase", "reason"))
    return file_open.open_(stand.app, stand.tenant, id, purpose, reason, actor, 1)


WAYS: dict[str, tuple[Forced, ...]] = {
    "file_open": (
        lambda s: _opened(s, w(s, "command line", "argument"), OFFICER),
        lambda s: _opened(s, NONE, OFFICER, w(s, "send", "purpose")),
        lambda s: _opened(s, NONE, OFFICER),
        lambda s: _opened(s, NONE, NOBODY),
    ),
    "file_pass": (
        lambda s: file_pass.again(
            s.app, s.tenant, nobodys(w(s, "command line", "argument")), w(s, "command line", "id"), 0
        ),
        lambda s: file_pass.pass_on(s.app, s.tenant, nobodys(w(s, "command line", "argument")), NONE),
    ),
    "file_keep": (
        lambda s: file_keep.begin(s.app, s.tenant, w(s, "command line", "argument")),
        lambda s: file_keep.piece(s.app, s.tenant, NONE, 0, w(s, "send", "answer").encode()),
        lambda s: file_keep.done(s.app, s.tenant, NONE, 7),
    ),
}
