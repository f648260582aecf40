"""Ways of the acts about bots: how each is made to fail, with canaries in whatever it is given."""

from __future__ import annotations

from privet.acts import admit, bot, queued, trial
from privet.acts.bot import Open
from privet.core.bot import Checked, Settings
from privet.core.botapi.update import Part, Read, Said
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


def nobodys(word: str) -> Open:
    """A bot that nobody put behind Privet."""
    word = "".join(filter(str.isalnum, word.lower()))[:32]
    return Open(
        TenantId(99), bytes(16), NUMBER, word, "prove_bot", Plain(TOKEN), Plain(""), Settings(), (), False, False, 0
    )


def _update(text: str) -> Read:
    """An update that brings a message in a chat of its own."""
    said = Said("990000000001", "in", 0, "1", 0)
    return Read(1, "message", said.party, False, None, said, [Part(text, "", said.party, said.party)], [], [])


WAYS: dict[str, tuple[Forced, ...]] = {
    "bot": (
        lambda s: _added(s, w(s, "command line", "argument"), TOKEN),
        lambda s: _added(s, "second", w(s, "command line", "argument")),
        lambda s: _added(s, "second", TOKEN, actor=NOBODY),
        lambda s: bot.change(s.app, s.tenant, w(s, "command line", "argument"), Settings(), LOCAL),
        lambda s: bot.remove(s.app, s.tenant, w(s, "command line", "argument"), NOBODY),
        lambda s: bot.everyone(s.app, s.tenant, NOBODY),
    ),
    "queued": (
        lambda s: queued.forward(s.app, s.tenant, bytes(16), f"http://{w(s, 'command line', 'argument')}/", Plain("")),
        lambda s: queued.forward(
            s.app, s.tenant, bytes(16), "https://hooks.example.com/", Plain(w(s, "command line", "argument"))
        ),
        lambda s: queued.allow(s.app, s.tenant, bytes(16), [w(s, "command line", "argument")]),
    ),
    "admit": (
        lambda s: admit.admit(
            s.app, TenantId(99), nobodys(w(s, "command line", "argument")), [_update(w(s, "send", "answer"))]
        ),
        lambda s: admit.answered(s.app, TenantId(99), nobodys("second"), [_update(w(s, "send", "answer"))]),
    ),
    "trial": (
        lambda s: trial.report(s.app, s.tenant, w(s, "command line", "argument"), LOCAL),
        lambda s: trial.report(s.app, s.tenant, "second", NOBODY),
        lambda s: trial.report(s.app, s.tenant, w(s, "command line", "argument"), LOCAL, "line"),
        lambda s: trial.report(s.app, s.tenant, w(s, "command line", "argument"), LOCAL, "llm"),
        lambda s: trial.count(s.app, TenantId(99), bytes(16), [trial.Tried(("CARD",), 1)]),
    ),
}
