"""The entrance of text messages: webhooks of a provider with canaries in their texts and in every field that says
something of somebody, taken in as the gateway does and handed to the application; and ways of the acts about lines, how
each is made to fail.
"""

from __future__ import annotations

from urllib.parse import urlencode

from privet.acts import copied, forward, line, llm, posted
from privet.acts.line import Open
from privet.core.llm.gateway import Settings as Model
from privet.core.llm.request import Item
from privet.core.message import TenantId
from privet.core.plain import Plain
from privet.core.policy import LOCAL
from privet.core.sms.asked import FORM, Asked, Came, Keys
from privet.core.sms.line import Settings
from privet.core.sms.providers import PROVIDERS
from privet.errors import PrivetError
from privet.prove.canaries import FIELDS, texts
from privet.prove.ways import NOBODY, Forced, Stand

ENTRANCE = "text message"
OURS = "+12025550100"
SETTINGS = Settings(public="https://privet.example.com", app="https://bot.example.com/", numbers=(OURS,))
SECRET = Plain("prove" * 7)

w = Stand.word


def brought_in(stand: Stand) -> None:
    """Put a line there and let a copy of every message come, and the message itself twice, as a provider may send it;
    then look at what waits.
    """
    reason = Plain(stand.word("operator", "reason"))
    stand.meant(
        "line",
        lambda: line.add(
            stand.app, stand.tenant, "prove", SETTINGS, "AC0001", SECRET, SECRET, LOCAL, reason=reason
        ),
    )  # fmt: skip
    field = {name: stand.word(ENTRANCE, name) for name in FIELDS[ENTRANCE]}
    for one in line.opened(stand.app, stand.tenant):
        if one.name != "prove":
            continue
        for at, text in enumerate(texts(stand.planted, ENTRANCE)):
            said = {
                "MessageSid": f"SM{at}", "From": "+12025550142", "To": OURS, "Body": text, "FromCity": field["place"],
                "ProfileName": field["name"], "Unknown": field["unknown field"],
            }  # fmt: skip
            asked = Asked("POST", SETTINGS.public, FORM, {}, urlencode(said, errors="surrogatepass").encode("ascii"))
            try:
                each = [came for came in PROVIDERS["twilio"].read(asked) if came is not None]
                copied.messages(stand.app, stand.tenant, one, each)
                forward.forward(stand.app, stand.tenant, one, each)
                forward.forward(stand.app, stand.tenant, one, each)
            except PrivetError as error:
                stand.note("forward", error)
        posted.waiting(stand.app, one)


def _added(stand: Stand, name: str, account: str, **more: object) -> None:
    reason, actor = Plain(w(stand, "operator", "reason")), more.get("actor", LOCAL)
    line.add(stand.app, stand.tenant, name, SETTINGS, account, SECRET, SECRET, actor, reason=reason)  # type: ignore[arg-type]


def _nobodys(word: str) -> Open:
    """A line that nobody put behind Privet."""
    return Open(TenantId(99), bytes(16), word, SETTINGS, Keys(word, SECRET, SECRET, SECRET), False)


_NOBODYS = llm.Open(TenantId(99), bytes(16), "nobody", Model("https://api.example.com/v1", trial=True), False)
"""A gateway to a language model that nobody put up."""


def _came(text: str) -> Came:
    return Came(text, OURS, text, text)


WAYS: dict[str, tuple[Forced, ...]] = {
    "line": (
        lambda s: _added(s, f"é{w(s, 'command line', 'argument')}", "AC0001"),
        lambda s: _added(s, "second", f"é{w(s, 'command line', 'argument')}"),
        lambda s: _added(s, "second", "AC0001", actor=NOBODY),
        lambda s: line.change(s.app, s.tenant, w(s, "command line", "argument"), SETTINGS, LOCAL),
        lambda s: line.renew(s.app, s.tenant, "prove", LOCAL, sends=Plain(f"é{w(s, 'command line', 'argument')}")),
        lambda s: line.remove(s.app, s.tenant, w(s, "command line", "argument"), NOBODY),
        lambda s: line.everyone(s.app, s.tenant, NOBODY),
    ),
    "copied": (
        lambda s: copied.messages(
            s.app, TenantId(99), _nobodys(w(s, "command line", "argument")), [_came(w(s, "send", "answer"))]
        ),
        lambda s: copied.requests(s.app, TenantId(99), _NOBODYS, [[Item(w(s, "send", "answer"))]]),
        lambda s: copied.unread(s.app, TenantId(99), _NOBODYS),
    ),
    "forward": (
        lambda s: forward.forward(
            s.app, TenantId(99), _nobodys(w(s, "command line", "argument")), [_came(w(s, "send", "answer"))]
        ),
        lambda s: forward.talk(s.app, _nobodys(w(s, "command line", "argument")), OURS, w(s, "send", "answer")),
    ),
}
