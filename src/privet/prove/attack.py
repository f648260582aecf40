"""The attack, in processes of its own: every act with canaries in every field, then every act made to fail.

    first   messages come in; the process is killed in the midst of it
    rest    what a crash left is finished; every act, done and then refused for each reason that can be planted
    full    every act again on a disk that takes no more bytes

What an act raises is kept as a server's log or a terminal would have it, and searched like everything that was written.
"""

from __future__ import annotations

import json
import logging
import os
import resource
import sys
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from privet import config as settings
from privet import jobs
from privet.acts import (
    access,
    checkpoint,
    erase,
    expire,
    export,
    find,
    operator,
    publish,
    read,
    receive,
    reindex,
    reveal,
    rule,
    send,
    tenant,
    verify,
)  # fmt: skip
from privet.app import Chance, Privet, closing, default_policy, open_privet
from privet.core.channel import Outgoing
from privet.core.detect import Scanner
from privet.core.finding import Finding
from privet.core.message import Inbound, TenantId
from privet.core.plain import Plain
from privet.core.policy import LOCAL, Actor
from privet.errors import ChannelError, PrivetError
from privet.plugins.channels.loopback import Loopback
from privet.plugins.keys.keyfile import KeyFile
from privet.prove.canaries import Canary, loaded, of, texts
from privet.store import copies
from privet.web.guard import unforeseen

HALF = "half-way"
"""The name of the file that says that messages are in and more are coming."""

NOBODY = Actor("service", "nobody")
OFFICER = Actor("operator", "prove", frozenset({"privacy"}))
NOON = 1_795_262_400_000
PHRASE = "five invented words for this"  # of the scratch installation's operator

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

    def note(self, name: str, error: BaseException) -> None:
        """What is said of an error: all of one of ours, of any other what the log and the terminal say of it."""
        with (self.folder / "said" / "errors.txt").open("a", encoding="utf-8", errors="surrogateescape") as file:
            if isinstance(error, PrivetError):
                print_ = "".join(traceback.format_exception(error)) + repr(error) + repr(error.__dict__)
                file.write(f"{name}: {error.message} {error.hint}\n{print_}\n")
            file.write(f"{name}: {unforeseen(error)}\n")


def main(stage: str) -> None:
    """One stage; canaries come on standard input, where the installation is in the environment."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    logging.basicConfig(level=logging.DEBUG, stream=sys.stderr)
    planted, data = loaded(sys.stdin.buffer.read()), Path(os.environ["PRIVET_DATA"])
    config = settings.load(data)
    root = KeyFile.open(Path(config.keys.file), data, Chance())
    with closing(open_privet(data, root, config=config)) as app:
        stand = Stand(app, app.tenant(None).id, planted, data.parent)
        app.channels["loopback"] = Loopback(lambda message: None)
        {"first": _first, "rest": _rest, "full": _full}[stage](stand)
        said = {"refused": stand.refused, "passed": stand.passed}
        (stand.folder / "said" / f"{stage}.json").write_text(json.dumps(said), "utf-8")


def messages(stand: Stand) -> list[Inbound]:
    """What a channel brings: every canary of `receive`, each field of a message filled."""
    w, name = stand.word, "receive"
    return [
        Inbound(
            "loopback", Plain(w(name, "conversation")), Plain(w(name, "address")), Plain(text), NOON + at,
            external_id=f"{w(name, 'external id')}-{at}", name=Plain(w(name, "name")), title=Plain(w(name, "title")),
            subject_ref=Plain(w(name, "reference")), attachments=(Plain(w(name, "file name")),), group=at % 5 == 4,
        )
        for at, text in enumerate(texts(stand.planted, name))
    ]  # fmt: skip


def _first(stand: Stand) -> None:
    """Take messages in until killed."""
    given = messages(stand)
    receive.receive(stand.app, stand.tenant, given[: len(given) // 2], LOCAL)
    (stand.folder / "said" / HALF).touch()
    for round_ in range(10_000):
        more = [replace_id(one, f"{one.external_id}-{round_}") for one in given]
        receive.receive(stand.app, stand.tenant, more, LOCAL)


def replace_id(one: Inbound, name: str) -> Inbound:
    """The same message under another id."""
    return Inbound(one.channel, one.conversation, one.party, one.text, one.sent_at, external_id=name)


def _rest(stand: Stand) -> None:
    app, own = stand.app, stand.tenant
    jobs.at_start(app)
    answers = receive.receive(app, own, messages(stand), LOCAL)
    done = next(one for one in answers if one.tokens)
    stand.talk, stand.token = done.conversation, done.tokens[0].id
    _live(stand)
    _all(stand)
    with _failing(stand):
        _all(stand, ("receive", "send", "reveal", "erase", "operator", "rule"))
    copies.copy_all(app.folder, stand.folder / "backup" / "before")
    certificate = erase.erase(app, own, stand.subject, "subject-request", Plain(stand.word("erase", "reason")), LOCAL)
    assert certificate.subject == stand.subject
    _all(stand, ("reveal", "send", "erase", "read"))
    jobs.tick(app)
    checkpoint.checkpoint(app, own)
    copies.copy_all(app.folder, stand.folder / "backup" / "after")


def _live(stand: Stand) -> None:
    """Every act as it is meant, with canaries in what is said along."""
    app, own, w = stand.app, stand.tenant, stand.word
    for text in texts(stand.planted, "send"):
        stand.force("send, as meant", [lambda s, text=text: send.send(app, own, s.talk, Plain(text), LOCAL)])  # type: ignore[misc]
    for text in texts(stand.planted, "reason"):
        stand.force("reveal, as meant", [lambda s, text=text: _reveal(s, text)])  # type: ignore[misc]
    stand.force("find, as meant", [lambda s: find.find(app, own, Plain(w("find", "address")), "legal", LOCAL)])
    found = find.find(app, own, Plain(w("receive", "address")), "subject-request", LOCAL)
    stand.subject = found.subjects[0] if found.subjects else read.people(app, own, LOCAL)[0].id
    operator.add(
        app, own, OFFICER.name, ["privacy"], Plain(PHRASE), LOCAL, codes=True,
        reason=Plain(w("operator", "reason")),
    )  # fmt: skip
    version = rule.propose(app, own, rule.show(app, own, LOCAL)[0], Plain(w("rule", "reason")), LOCAL)
    rule.adopt(app, own, version.version, Plain(w("rule", "reason")), LOCAL)
    stand.passed.clear()  # these were to pass


def _reveal(stand: Stand, reason: str, actor: Actor = OFFICER, token: str = "", age: int | None = 1) -> None:
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


def _ways() -> dict[str, tuple[Forced, ...]]:
    """For each module of acts that does something: the ways in which it is made to fail."""
    w = Stand.word
    other = "tok_" + 26 * "a"
    return {
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
            lambda s: _reveal(s, w(s, "erase", "reason"), NOBODY),
            lambda s: _reveal(s, w(s, "erase", "reason"), age=None),
            lambda s: _reveal(s, w(s, "erase", "reason") * 200),
            lambda s: _reveal(s, w(s, "erase", "reason"), token=w(s, "command line", "id")),
            lambda s: _reveal(s, w(s, "erase", "reason"), token=other),
        ),
        "find": (
            lambda s: find.find(s.app, s.tenant, Plain(w(s, "find", "address")), w(s, "find", "purpose"), NOBODY),
            lambda s: find.find(s.app, s.tenant, Plain(w(s, "find", "address") * 200), "legal", LOCAL),
        ),
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
            lambda s: operator.add(
                s.app, s.tenant, w(s, "operator", "name").upper(), ["agent"], Plain(PHRASE), LOCAL
            ),
            lambda s: operator.add(
                s.app, s.tenant, "second", ["agent"], Plain(w(s, "operator", "passphrase")), NOBODY,
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
        "tenant": (lambda s: tenant.add(s.app, w(s, "command line", "argument").upper(), default_policy(), LOCAL),),
        "expire": (lambda s: _late(s),),
        "export": (
            lambda s: export.entries(s.app, s.tenant, NOBODY),
            lambda s: export.prove(s.app, s.tenant, w(s, "command line", "id")),
        ),
        "publish": (lambda s: publish.tile(s.app, s.tenant, w(s, "command line", "id"), LOCAL),),
        "checkpoint": (lambda s: checkpoint.checkpoint(s.app, TenantId(99)),),
        "verify": (lambda s: verify.verify(s.app, TenantId(99)),),
        "reindex": (lambda s: reindex.reindex(s.app, TenantId(99)),),
    }  # fmt: skip


def _late(stand: Stand) -> None:
    """Ten years on, by somebody who may not."""
    clock = stand.app.clock
    stand.app.clock = lambda: clock() + 10 * 365 * 86_400_000
    try:
        expire.expire(stand.app, stand.tenant, NOBODY)
    finally:
        stand.app.clock = clock


def _all(stand: Stand, names: Sequence[str] = ()) -> None:
    for name, calls in _ways().items():
        if not names or name in names:
            stand.force(name, calls)


def _full(stand: Stand) -> None:
    """Every act where no file may grow, as on a full disk."""
    rows = read.conversations(stand.app, stand.tenant, LOCAL)
    stand.talk = rows[0].id if rows else ""
    stand.subject = rows[0].subjects[0] if rows and rows[0].subjects else ""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    for name, calls in _ways().items():
        for call in calls:
            error: BaseException | None = None
            resource.setrlimit(resource.RLIMIT_FSIZE, (1, hard))
            try:
                call(stand)
            except Exception as raised:
                error = raised
            finally:
                resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
            if error is not None:
                stand.note(f"{name}, disk full", error)
                stand.refused[name] = stand.refused.get(name, 0) + 1


class _Failing:
    """A detector that breaks on every text and says what it broke on."""

    name = "failing"
    kinds: tuple[str, ...] = ("EMAIL",)
    triggers: tuple[str, ...] = ("[a-z0-9]",)

    def find(self, text: str) -> Iterator[Finding]:
        """Break."""
        raise ValueError(text)


@contextmanager
def _failing(stand: Stand) -> Iterator[None]:
    """While every scan fails."""
    rules = stand.app.rules_of(stand.tenant)
    stand.app.rules[stand.tenant] = replace(rules, scanner=Scanner([_Failing()], False))
    try:
        yield
    finally:
        stand.app.rules[stand.tenant] = rules
