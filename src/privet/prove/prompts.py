"""The entrance of programs that ask language models: requests with canaries in every field, of conversations or none,
put on record as the gateway does, and answers with their values; and the ways in which those acts are made to fail.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from privet.acts import complete, conclude, llm, prompt
from privet.acts.complete import Wanted
from privet.acts.llm import Open
from privet.acts.prompt import Asking, Prompted
from privet.core.entry import Outcome
from privet.core.llm import naming, request, tree
from privet.core.llm.gateway import Settings
from privet.core.message import TenantId
from privet.core.plain import Plain
from privet.core.policy import LOCAL
from privet.errors import PrivetError
from privet.prove.canaries import texts
from privet.prove.ways import NOBODY, Forced, Stand

ENTRANCE = "model request"
UPSTREAM = Settings("https://models.example.com/v1")

w = Stand.word


def brought_in(stand: Stand) -> None:
    """Put a gateway up and let every request come in twice, as programs send their history; then answer each."""
    reason = Plain(w(stand, "operator", "reason"))
    stand.meant("llm", lambda: llm.add(stand.app, stand.tenant, "prove", UPSTREAM, LOCAL, reason=reason))
    for gateway in llm.opened(stand.app, stand.tenant):
        raws = list(_requests(stand))
        for raw in (*raws, *raws):
            for header in ("", w(stand, ENTRANCE, "conversation")):
                try:
                    _asked(stand, gateway, raw, header)
                except PrivetError as error:
                    stand.note("prompt", error)


def _asked(stand: Stand, gateway: Open, raw: bytes, header: str) -> None:
    """One request, its answer with all of its values, and what became of it."""
    text, read = tree.parse(raw)
    key = Plain(f"Bearer {w(stand, ENTRANCE, 'key')}")
    asking = Asking(request.items(text, read), naming.named(header, read, "/responses"), key)
    (made,) = prompt.begin(stand.app, gateway.tenant, gateway, [asking])
    if isinstance(made, PrivetError):
        raise made
    complete.begin(stand.app, gateway.tenant, gateway, [Wanted(made, made.given)])
    conclude.ended(stand.app, gateway.tenant, gateway, [(made, Outcome.DONE)])


def _requests(stand: Stand) -> Iterator[bytes]:
    """What programs say, in each field that may hold something of somebody."""
    words = {name: w(stand, ENTRANCE, name) for name in ("user", "author", "argument", "metadata", "unknown field")}
    for said in texts(stand.planted, ENTRANCE):
        call = {"name": "look", "arguments": json.dumps({"who": words["argument"], "said": said})}
        yield json.dumps({
            "model": "m", "user": words["user"], "metadata": {"note": words["metadata"], words["metadata"]: said},
            "messages": [
                {"role": "user", "name": words["author"], "content": [{"type": "text", "text": said}]},
                {"role": "assistant", "tool_calls": [{"id": "call_1", "type": "function", "function": call}]},
                {"role": "tool", "tool_call_id": "call_1", "content": said, "beside": words["unknown field"]},
            ],
        }).encode()  # fmt: skip


def _refused(stand: Stand, named: naming.Named, tenant: TenantId | None = None) -> None:
    """A request that is refused, with its reason raised."""
    gateway = Open(tenant or stand.tenant, bytes(16), "prove", UPSTREAM, False)
    asking = Asking([request.Item(w(stand, "send", "answer"))], named, Plain(w(stand, ENTRANCE, "key")))
    (found,) = prompt.begin(stand.app, gateway.tenant, gateway, [asking])
    if isinstance(found, PrivetError):
        raise found


def _nobodys(tenant: int) -> tuple[Open, Prompted]:
    gateway = Open(TenantId(tenant), bytes(16), "prove", UPSTREAM, False)
    return gateway, Prompted(bytes(16), (), {}, frozenset())


WAYS: dict[str, tuple[Forced, ...]] = {
    "llm": (
        lambda s: llm.add(s.app, s.tenant, w(s, "command line", "argument") + "!", UPSTREAM, LOCAL),
        lambda s: llm.add(s.app, s.tenant, "second", Settings(f"http://{w(s, 'command line', 'argument')}/"), LOCAL),
        lambda s: llm.add(s.app, s.tenant, "second", UPSTREAM, NOBODY, reason=Plain(w(s, "operator", "reason"))),
        lambda s: llm.change(s.app, s.tenant, w(s, "command line", "argument"), UPSTREAM, LOCAL),
        lambda s: llm.remove(s.app, s.tenant, w(s, "command line", "argument"), NOBODY),
        lambda s: llm.everyone(s.app, s.tenant, NOBODY),
    ),
    "prompt": (
        lambda s: _refused(s, naming.Named(continued=w(s, "command line", "id"))),
        lambda s: _refused(s, naming.Named(continued=f"con_{26 * 'a'}")),
        lambda s: _refused(s, naming.Named(w(s, ENTRANCE, "conversation")), TenantId(99)),
        lambda s: naming.named(w(s, ENTRANCE, "conversation") * 99, None, "/responses"),
        lambda s: prompt.checked(w(s, ENTRANCE, "key") + "\n"),
        lambda s: request.items(*tree.parse(json.dumps([w(s, ENTRANCE, "unknown field")]).encode())),
    ),
    "conclude": (
        lambda s: conclude.ended(s.app, TenantId(99), _nobodys(99)[0], [(_nobodys(99)[1], Outcome.UNKNOWN)]),
        lambda s: conclude.carried(s.app, TenantId(99), [bytes(16)]),
        lambda s: conclude.reconcile(s.app, TenantId(99)),
    ),
    "complete": (
        lambda s: complete.begin(s.app, TenantId(99), _nobodys(99)[0], [Wanted(_nobodys(99)[1], frozenset())]),
    ),
}
