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
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from privet import config as settings
from privet import jobs
from privet.acts import (
    checkpoint,
    erase,
    find,
    grant,
    index,
    operator,
    read,
    receive,
    rule,
    search,
    send,
)  # fmt: skip
from privet.app import Chance, closing, open_privet
from privet.core.detect import Scanner
from privet.core.finding import Finding
from privet.core.message import Inbound
from privet.core.plain import Plain
from privet.core.policy import LOCAL
from privet.plugins.channels.loopback import Loopback
from privet.plugins.keys.keyfile import KeyFile
from privet.prove import accounts, backups, bots, desk, files, gone, leaving, lines, prompts, updates
from privet.prove.canaries import loaded, texts
from privet.prove.ways import NOON, OFFICER, PHRASE, SECOND, WAYS, Stand, revealing
from privet.store import copies

FORCED = (
    WAYS | accounts.WAYS | desk.WAYS | bots.WAYS | files.WAYS | leaving.WAYS | lines.WAYS | prompts.WAYS | backups.WAYS
)
"""Every act, and the ways in which it is made to fail."""

HALF = "half-way"
"""The name of the file that says that messages are in and more are coming."""


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
        {"first": _first, "rest": _rest, "full": _full, "gone": gone.gone}[stage](stand)
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
    for one in answers:
        if one.tokens and not stand.token:
            stand.talk, stand.token = one.conversation, one.tokens[0].id
    _live(stand)
    updates.brought_in(stand)
    prompts.brought_in(stand)
    lines.brought_in(stand)
    _all(stand)
    with _failing(stand):
        _all(stand, ("receive", "send", "reveal", "erase", "operator", "rule"))
    copies.copy_all(app.folder, stand.folder / "backup" / "before")
    reason = Plain(stand.word("erase", "reason"))
    stand.meant("erase", lambda: erase.erase(app, own, stand.subject, "subject-request", reason, LOCAL))
    _all(stand, ("reveal", "send", "erase", "read"))
    jobs.tick(app)
    checkpoint.checkpoint(app, own)
    copies.copy_all(app.folder, stand.folder / "backup" / "after")


def _live(stand: Stand) -> None:
    """Every act as it is meant, with canaries in what is said along."""
    app, own, w = stand.app, stand.tenant, stand.word
    for text in map(Plain, texts(stand.planted, "send")):
        stand.meant("send", lambda text=text: send.send(app, own, stand.talk, text, LOCAL))  # type: ignore[misc]
    asked = stand.meant(
        "grant", lambda: grant.ask(app, own, stand.token, "fraud", Plain(w("erase", "reason")), OFFICER)
    )
    if asked is not None:
        stand.meant("grant", lambda: grant.approve(app, own, asked, SECOND, 1))
        stand.meant("grant", lambda: grant.everyone(app, own, SECOND))
    for said in texts(stand.planted, "reason"):
        stand.meant("reveal", lambda said=said: revealing(stand, said))  # type: ignore[misc]
        stand.meant("annotate", lambda said=said: desk.noted(stand, said))  # type: ignore[misc]
    stand.meant("find", lambda: find.find(app, own, Plain(w("find", "address")), "legal", LOCAL))
    index.whole(app, own)
    for words in (w("search", "words"), w("receive", "title")):
        stand.meant("search", lambda words=words: search.search(app, own, Plain(words), "legal", LOCAL))  # type: ignore[misc]
    who = Plain(w("receive", "address"))
    found = stand.meant("find", lambda: find.find(app, own, who, "subject-request", LOCAL))
    people = stand.meant("read", lambda: read.people(app, own, LOCAL)) or []
    stand.subject = next(iter((*(found.subjects if found else ()), *(one.id for one in people))), "")
    roles = list(app.rules_of(own).policy.roles)[:1]
    reason = Plain(w("operator", "reason"))
    stand.meant(
        "operator",
        lambda: operator.add(app, own, OFFICER.name, roles, Plain(PHRASE), LOCAL, codes=True, reason=reason),
    )
    why = Plain(w("rule", "reason"))
    version = stand.meant("rule", lambda: rule.propose(app, own, rule.show(app, own, LOCAL)[0], why, LOCAL))
    if version is not None:
        stand.meant("rule", lambda: rule.adopt(app, own, version.version, why, LOCAL))


def _all(stand: Stand, names: Sequence[str] = ()) -> None:
    for name, calls in FORCED.items():
        if not names or name in names:
            stand.force(name, calls)


def _full(stand: Stand) -> None:
    """Every act where no file may grow, as on a full disk."""
    rows = stand.meant("read", lambda: read.conversations(stand.app, stand.tenant, LOCAL))
    stand.talk = rows[0].id if rows else ""
    stand.subject = rows[0].subjects[0] if rows and rows[0].subjects else ""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    for name, calls in FORCED.items():
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
