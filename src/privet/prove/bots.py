"""Ways of the acts about bots: how each is made to fail, with canaries in whatever it is given."""

from __future__ import annotations

from privet.acts import bot, trial
from privet.core.bot import Checked, Settings
from privet.core.message import TenantId
from privet.core.plain import Plain
from privet.core.policy import LOCAL
from privet.prove.ways import NOBODY, Forced, Stand

NUMBER = 990000000777
TOKEN = f"{NUMBER}:{35 * 'A'}"
OURS = Checked(NUMBER, "prove_bot")

w = Stand.word


def _added(stand: Stand, name: str, token: str, **more: object) -> None:
    reason, actor = Plain(w(stand, "operator", "reason")), more.get("actor", LOCAL)
    bot.add(stand.app, stand.tenant, name, Plain(token), OURS, Settings(), actor, reason=reason)  # type: ignore[arg-type]


WAYS: dict[str, tuple[Forced, ...]] = {
    "bot": (
        lambda s: _added(s, w(s, "command line", "argument"), TOKEN),
        lambda s: _added(s, "second", w(s, "command line", "argument")),
        lambda s: _added(s, "second", TOKEN, actor=NOBODY),
        lambda s: bot.change(s.app, s.tenant, w(s, "command line", "argument"), Settings(), LOCAL),
        lambda s: bot.remove(s.app, s.tenant, w(s, "command line", "argument"), NOBODY),
        lambda s: bot.everyone(s.app, s.tenant, NOBODY),
    ),
    "trial": (
        lambda s: trial.report(s.app, s.tenant, w(s, "command line", "argument"), LOCAL),
        lambda s: trial.report(s.app, s.tenant, "second", NOBODY),
        lambda s: trial.count(s.app, TenantId(99), bytes(16), [trial.Tried(("CARD",), 1)]),
    ),
}
