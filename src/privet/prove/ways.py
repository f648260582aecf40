"""Ways: how each act is made to fail, with canaries in whatever it is given."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from privet.acts import (
    access,
    answering,
    attest,
    certify,
    check,
    checkpoint,
    customer,
    entries,
    erase,
    expire,
    export,
    fetch,
    find,
    hook,
    index,
    notify,
    operator,
    overview,
    publish,
    read,
    receive,
    reindex,
    relay,
    reveal,
    review,
    rule,
    search,
    send,
    tenant,
    verify,
    weigh,
)  # fmt: skip
from privet.app import Privet, default_policy
from privet.core.channel import Outgoing
from privet.core.message import Inbound, TenantId
from privet.core.plain import Plain
from privet.core.policy import LOCAL, Actor
from privet.core.relay import Relay
from privet.errors import ChannelError, PrivetError
from privet.plugins.channels.loopback import Loopback
from privet.prove.canaries import Canary, of
from privet.prove.scratch import UPSTREAM
from privet.web.guard import unforeseen

NOBODY = Actor("service", "nobody")
OFFICER, SECOND = (Actor("operator", name, frozenset({"privacy"})) for name in ("prove", "second"))
NOON = 1_795_262_400_000
PHRASE = "five invented words for this"  # of the scratch installation's operator

Answer = TypeVar("Answer")
Forced = Callable[["Stand"], object]


@dataclass(slots=True)
class Stand:
    """The open scratch installation, what is planted in it, and what acts were made to refuse."""

    app: Privet
    tenant: TenantId
    planted: list[Canary]
    folder: Path
    talk: str = ""
    subject: str = ""
    token: str = ""
    refused: dict[str, int] = field(default_factory=dict)
    passed: list[str] = field(default_factory=list)

    def word(self, entrance: str, name: str) -> str:
        """The word that is planted in a field of an entrance."""
        return of(self.planted, entrance, name)

    def force(self, name: str, calls: Sequence[Forced]) -> None:
        """Let an act fail, each of the ways given, and keep what it says."""
        for at, call in enumerate(calls):
            try:
                call(self)
            except Exception as error:
                self.refused[name] = self.refused.get(name, 0) + 1
                self.note(name, error)
            else:
                self.passed.append(f"{name} {at}")

    def meant(self, name: str, call: Callable[[], Answer]) -> Answer | None:
        """What an act answers that is meant to be allowed; None where a rule of the company's refuses it."""
        try:
            return call()
        except PrivetError as error:
            self.refused[f"{name}, as meant"] = self.refused.get(f"{name}, as meant", 0) + 1
            self.note(name, error)
            return None

    def note(self, name: str, error: BaseException) -> None:
        """What is said of an error: all of one of ours, of any other what the log and the terminal say of it."""
        with (self.folder / "said" / "errors.txt").open("a", encoding="utf-8", errors="surrogateescape") as file:
            if isinstance(error, PrivetError):
                print_ = "".join(traceback.format_exception(error)) + repr(error) + repr(error.__dict__)
                file.write(f"{name}: {error.message} {error.hint}\n{print_}\n")
            file.write(f"{name}: {unforeseen(error)}\n")


def revealing(stand: Stand, reason: str, actor: Actor = OFFICER, token: str = "", age: int | None = 1) -> None:
    reveal.reveal(stand.app, stand.tenant, token or stand.token, "fraud", Plain(reason), actor, age)


def _receive(stand: Stand, actor: Actor, **more: str) -> None:
    """A message that is refused, or else an error that says so."""
    w = stand.word
    text, channel = more.get("text", w("receive", "name")), more.get("channel", "loopback")
    one = Inbound(channel, Plain(w("receive", "title")), Plain(w("receive", "address")), Plain(text), NOON)
    (answer,) = receive.receive(stand.app, stand.tenant, [one], actor)
    if answer.outcome == "refused":
        raise PrivetError(f"refused: {', '.join(answer.reasons)}")


def _send(stand: Stand, text: str, actor: Actor = LOCAL, purpose: str = "delivery") -> None:
    send.send(stand.app, stand.tenant, stand.talk, Plain(text), actor, purpose)


def _broken_channel(stand: Stand, error: Exception) -> None:
    def take(message: Outgoing) -> None:
        raise error

    stand.app.channels["loopback"] = Loopback(take)
    try:
        sent = send.send(stand.app, stand.tenant, stand.talk, Plain(stand.word("send", "answer")), LOCAL)
    finally:
        stand.app.channels["loopback"] = Loopback(lambda message: None)
    raise PrivetError(f"sent: {sent.state}")


def _relayed(stand: Stand, upstream: str, token: str = "") -> Relay:
    """A request that names a token, in which a word goes along."""
    said = {"for": token or stand.token, "note": stand.word("send", "answer")}
    return Relay(upstream, "POST", "/", {}, said)


def _late(stand: Stand) -> None:
    """Ten years on, by somebody who may not."""
    clock = stand.app.clock
    stand.app.clock = lambda: clock() + 10 * 365 * 86_400_000
    try:
        expire.expire(stand.app, stand.tenant, NOBODY)
    finally:
        stand.app.clock = clock


w = Stand.word
OTHER = "tok_" + 26 * "a"

WAYS: dict[str, tuple[Forced, ...]] = {
    "receive": (
        lambda s: _receive(s, Actor("operator", "nobody")),
        lambda s: _receive(s, LOCAL, text=w(s, "receive", "name") + "\ud83d"),
        lambda s: _receive(s, LOCAL, channel=w(s, "receive", "title").upper()),
        lambda s: receive.receive(s.app, s.tenant, [w(s, "receive", "title")], LOCAL),  # type: ignore[list-item]
    ),
    "send": (
        lambda s: _send(s, w(s, "send", "answer"), NOBODY, w(s, "send", "purpose")),
        lambda s: _send(s, w(s, "send", "answer") + "\ud83d"),
        lambda s: _send(s, "my pin is 6413. " + w(s, "send", "answer")),
        lambda s: send.send(s.app, s.tenant, w(s, "command line", "id"), Plain(w(s, "send", "answer")), LOCAL),
        lambda s: _broken_channel(s, ChannelError("down", retry=True)),
        lambda s: _broken_channel(s, RuntimeError("connection reset")),
    ),
    "reveal": (
        lambda s: revealing(s, w(s, "erase", "reason"), NOBODY),
        lambda s: revealing(s, w(s, "erase", "reason"), age=None),
        lambda s: revealing(s, w(s, "erase", "reason") * 200),
        lambda s: revealing(s, w(s, "erase", "reason"), token=w(s, "command line", "id")),
        lambda s: revealing(s, w(s, "erase", "reason"), token=OTHER),
    ),
    "find": (
        lambda s: find.find(s.app, s.tenant, Plain(w(s, "find", "address")), w(s, "find", "purpose"), NOBODY),
        lambda s: find.find(s.app, s.tenant, Plain(w(s, "find", "address") * 200), "legal", LOCAL),
    ),
    "search": (
        lambda s: search.search(s.app, s.tenant, Plain(w(s, "search", "words")), "legal", NOBODY),
        lambda s: search.search(s.app, s.tenant, Plain(w(s, "search", "words") * 20), "legal", LOCAL),
        lambda s: search.search(s.app, s.tenant, Plain("x"), "legal", LOCAL, after=w(s, "search", "words")),
    ),
    "index": (lambda s: index.index(s.app, TenantId(99)),),
    "read": (
        lambda s: read.conversation(s.app, s.tenant, w(s, "command line", "id"), LOCAL),
        lambda s: read.conversation(s.app, s.tenant, s.talk, NOBODY),
        lambda s: read.message(s.app, s.tenant, w(s, "command line", "id"), LOCAL),
        lambda s: read.conversations(s.app, s.tenant, LOCAL, after=w(s, "command line", "id")),
        lambda s: read.people(s.app, s.tenant, LOCAL, limit=0),
    ),
    "erase": (
        lambda s: erase.erase(s.app, s.tenant, s.subject, "legal", Plain(w(s, "erase", "reason")), NOBODY),
        lambda s: erase.erase(s.app, s.tenant, w(s, "command line", "id"), "legal", Plain(""), LOCAL),
        lambda s: erase.erase(s.app, s.tenant, s.subject, w(s, "find", "purpose"), Plain("x"), LOCAL),
    ),
    "certify": (
        lambda s: certify.certify(s.app, s.tenant, w(s, "command line", "id"), LOCAL),
        lambda s: certify.certify(s.app, s.tenant, "sub_" + "a" * 26, LOCAL),
    ),
    "rule": (
        lambda s: rule.propose(s.app, s.tenant, {}, Plain(w(s, "rule", "reason")), LOCAL),
        lambda s: rule.propose(s.app, s.tenant, default_policy(), Plain(w(s, "rule", "reason")), NOBODY),
        lambda s: rule.propose(s.app, s.tenant, default_policy(), Plain(w(s, "rule", "reason") * 200), LOCAL),
        lambda s: rule.adopt(s.app, s.tenant, 99, Plain(w(s, "rule", "reason")), LOCAL),
    ),
    "operator": (
        lambda s: operator.prove(s.app, s.tenant, w(s, "operator", "name"), Plain(w(s, "operator", "passphrase"))),
        lambda s: operator.prove(s.app, s.tenant, OFFICER.name, Plain(w(s, "operator", "passphrase"))),
        lambda s: operator.prove(s.app, s.tenant, OFFICER.name, Plain(PHRASE), w(s, "operator", "code")),
        lambda s: operator.add(s.app, s.tenant, w(s, "operator", "name").upper(), ["agent"], Plain(PHRASE), LOCAL),
        lambda s: operator.add(
            s.app,
            s.tenant,
            "second",
            ["agent"],
            Plain(w(s, "operator", "passphrase")),
            NOBODY,
            reason=Plain(w(s, "operator", "reason")),
        ),
        lambda s: operator.remove(s.app, s.tenant, w(s, "operator", "name"), LOCAL),
        lambda s: operator.everyone(s.app, s.tenant, NOBODY),
    ),
    "access": (
        lambda s: access.revoke(s.app, s.tenant, w(s, "command line", "argument"), LOCAL),
        lambda s: access.enter(s.app, s.tenant, w(s, "command line", "argument").encode()),
        lambda s: access.everyone(s.app, s.tenant, NOBODY),
    ),
    "hook": (
        lambda s: hook.add(s.app, s.tenant, "second", f"https://{w(s, 'command line', 'argument')}@x", [], LOCAL),
        lambda s: hook.add(s.app, s.tenant, "second", "https://hooks.example.com/", ["message.received"], NOBODY),
        lambda s: hook.remove(s.app, s.tenant, w(s, "command line", "argument"), LOCAL),
        lambda s: hook.failed(s.app, s.tenant, NOBODY),
    ),
    "answering": (
        lambda s: answering.begin(s.app, TenantId(99), answering.Request(b"", w(s, "command line", "id"), b"")),
        lambda s: answering.finish(
            s.app, TenantId(99), answering.Request(b"", w(s, "command line", "id"), b""), answering.Said(200, "", b"")
        ),
    ),
    "fetch": (lambda s: fetch.fetch(s.app, s.tenant, "webchat", Plain(s.talk), w(s, "command line", "id")),),
    "notify": (lambda s: notify.claim(s.app, TenantId(99), w(s, "command line", "id").encode(), 9),),
    "attest": (
        lambda s: attest.attest(s.app, s.tenant, "prove", "", LOCAL),
        lambda s: attest.attest(s.app, s.tenant, "prove", w(s, "command line", "argument"), NOBODY),
    ),
    "relay": (
        lambda s: relay.begin(s.app, s.tenant, _relayed(s, w(s, "command line", "argument")), None, "support", LOCAL),
        lambda s: relay.begin(s.app, s.tenant, _relayed(s, UPSTREAM), None, w(s, "find", "purpose"), NOBODY),
        lambda s: relay.begin(s.app, s.tenant, _relayed(s, UPSTREAM, OTHER), None, "support", LOCAL),
    ),
    "review": (lambda s: review.review(s.app, s.tenant, NOBODY),),
    "check": (lambda s: check.links(s.app, s.tenant, NOBODY),),
    "weigh": (
        lambda s: weigh.history(s.app, s.tenant, NOBODY),
        lambda s: weigh.compared(s.app, s.tenant, 99, LOCAL),
    ),
    "tenant": (lambda s: tenant.add(s.app, w(s, "command line", "argument").upper(), default_policy(), LOCAL),),
    "expire": (
        lambda s: _late(s),
        lambda s: expire.believe(s.app, s.tenant, Plain(w(s, "erase", "reason")), NOBODY),
    ),
    "export": (
        lambda s: export.entries(s.app, s.tenant, NOBODY),
        lambda s: export.prove(s.app, s.tenant, w(s, "command line", "id")),
    ),
    "entries": (
        lambda s: entries.search(s.app, s.tenant, LOCAL, entries.Wanted(about=w(s, "command line", "id"))),
        lambda s: entries.search(s.app, s.tenant, NOBODY, entries.Wanted(act=w(s, "command line", "argument"))),
    ),
    "customer": (lambda s: customer.customer(s.app, s.tenant, w(s, "command line", "id"), LOCAL),),
    "overview": (lambda s: overview.overview(s.app, s.tenant, NOBODY),),
    "publish": (lambda s: publish.tile(s.app, s.tenant, w(s, "command line", "id"), LOCAL),),
    "checkpoint": (lambda s: checkpoint.checkpoint(s.app, TenantId(99)),),
    "verify": (lambda s: verify.verify(s.app, TenantId(99)),),
    "reindex": (lambda s: reindex.reindex(s.app, TenantId(99)),),
}
