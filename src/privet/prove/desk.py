"""Ways in which acts of people at their desk are made to fail, with canaries in what they get."""

from __future__ import annotations

from privet.acts import annotate, browse, macro, mask
from privet.core.plain import Plain
from privet.core.policy import LOCAL
from privet.prove.ways import NOBODY, OFFICER, OTHER, Forced, Stand

SUPPORT = "support"
w = Stand.word


def noted(stand: Stand, text: str) -> None:
    """A note about the conversation, as it is meant."""
    annotate.annotate(stand.app, stand.tenant, stand.talk, Plain(text), OFFICER, purpose=SUPPORT)


WAYS: dict[str, tuple[Forced, ...]] = {
    "browse": (
        lambda s: browse.browse(s.app, s.tenant, LOCAL, purpose=SUPPORT, which=w(s, "find", "purpose")),
        lambda s: browse.browse(s.app, s.tenant, LOCAL, purpose=SUPPORT, before=w(s, "command line", "id")),
        lambda s: browse.browse(s.app, s.tenant, NOBODY, purpose=w(s, "find", "purpose")),
    ),
    "mask": (
        lambda s: mask.mask(s.app, s.tenant, s.talk, [w(s, "command line", "id")], OFFICER, purpose=SUPPORT),
        lambda s: mask.mask(s.app, s.tenant, w(s, "command line", "id"), [OTHER], OFFICER, purpose=SUPPORT),
        lambda s: mask.mask(s.app, s.tenant, s.talk, [s.token], OFFICER, purpose=w(s, "find", "purpose")),
        lambda s: mask.mask(s.app, s.tenant, s.talk, [s.token], NOBODY, purpose=SUPPORT),
    ),
    "annotate": (
        lambda s: annotate.annotate(
            s.app, s.tenant, s.talk, Plain(w(s, "erase", "reason")), NOBODY, purpose=SUPPORT
        ),
        lambda s: noted(s, w(s, "erase", "reason") * 200),
        lambda s: noted(s, w(s, "erase", "reason") + "\ud83d"),
        lambda s: annotate.annotate(
            s.app, s.tenant, w(s, "command line", "id"), Plain("x"), OFFICER, purpose=SUPPORT
        ),
        lambda s: annotate.notes(s.app, s.tenant, s.talk, NOBODY, purpose=SUPPORT),
    ),
    "macro": (
        lambda s: macro.keep(s.app, s.tenant, w(s, "erase", "reason") * 20, "text", OFFICER),
        lambda s: macro.keep(s.app, s.tenant, "name", w(s, "erase", "reason") * 999, OFFICER),
        lambda s: macro.keep(s.app, s.tenant, "name", "text", NOBODY),
        lambda s: macro.drop(s.app, s.tenant, w(s, "command line", "id"), OFFICER),
        lambda s: macro.all_(s.app, s.tenant, NOBODY, purpose=w(s, "find", "purpose")),
    ),
}  # fmt: skip
"""By act, what is expected to be refused."""
