"""Ways in which acts about people, and about what they may see, are made to fail, with canaries in what they get."""

from __future__ import annotations

from privet.acts import (
    agent,
    agree,
    apart,
    assign,
    breaches,
    census,
    enrol,
    exercise,
    factor,
    grant,
    invite,
    learn,
    login,
    mine,
    portal,
    posture,
    proving,
    recognise,
    respond,
    restrict,
    sample,
    session,
    sign_out,
    sso,
    stepup,
    task,
    teach,
    timer,
    vouch,
)  # fmt: skip
from privet.acts.session import Whence
from privet.core import ids
from privet.core.exchange import Answer
from privet.core.logout import Left
from privet.core.oidc import Client, Provider
from privet.core.passkey import Site
from privet.core.plain import Plain
from privet.core.policy import LOCAL
from privet.prove.ways import NOBODY, OFFICER, Forced, Stand
from privet.store.agents import AgentRow

SITE = Site("localhost", "http://localhost:8080")
ISSUER = "https://login.example.com"
ASKED = ids.shown("req", bytes(16))
AGENT = AgentRow("A", bytes(32), b"", "local", 0)
NEVER = 1 << 80
"""An end that no table takes (ms)."""
w = Stand.word


def _whence(stand: Stand) -> Whence:
    return Whence(w(stand, "operator", "reason"), w(stand, "command line", "id"))


def _digest(stand: Stand) -> bytes:
    return w(stand, "command line", "id").encode("utf-8", "surrogatepass")


def _passkey(stand: Stand) -> str:
    """An answer of a browser that is none."""
    return f'{{"id": "{w(stand, "operator", "name")}", "rawId": "AA", "type": "public-key", "response": {{}}}}'


def _came(stand: Stand) -> portal.Came:
    """A customer on their own page, whom nothing proved."""
    shown = ids.shown(ids.CONVERSATION, bytes(16))
    return portal.Came(bytes(16), shown, stand.subject, "sms", NOBODY, proved=False, erased=False, passkey=False)


def _typed(stand: Stand, name: str) -> None:
    """Passphrase and code, both wrong."""
    attempt = proving.begin(stand.app, stand.tenant, name, w(stand, "operator", "reason"))
    right = proving.matches(attempt, Plain(w(stand, "operator", "passphrase")))
    login.by_codes(stand.app, stand.tenant, attempt, right, w(stand, "operator", "code"), _whence(stand))


def _provider(stand: Stand) -> tuple[Provider, Client]:
    return Provider(ISSUER, ISSUER, ISSUER, ISSUER), Client("privet", Plain(w(stand, "operator", "passphrase")), ISSUER)


def _answered(stand: Stand) -> Answer:
    body = f'{{"id_token": "{w(stand, "operator", "name")}", "keys": []}}'
    return Answer(200, "application/json", "utf-8", body.encode("utf-8", "surrogatepass"))


WAYS: dict[str, tuple[Forced, ...]] = {
    "invite": (
        lambda s: invite.invite(s.app, s.tenant, w(s, "operator", "name").upper(), ["agent"], LOCAL),
        lambda s: invite.invite(
            s.app, s.tenant, "third", ["agent"], NOBODY, reason=Plain(w(s, "operator", "reason"))
        ),
        lambda s: invite.withdraw(s.app, s.tenant, w(s, "operator", "name"), LOCAL),
        lambda s: invite.reset(s.app, s.tenant, w(s, "operator", "name"), LOCAL),
        lambda s: invite.everyone(s.app, s.tenant, NOBODY),
    ),
    "agree": (
        lambda s: agree.agree(s.app, s.tenant, w(s, "operator", "name"), "reset", ["agent"], LOCAL),
        lambda s: agree.agree(s.app, s.tenant, "third", "invite", [w(s, "operator", "reason")], OFFICER),
        lambda s: agree.agree(
            s.app, s.tenant, "third", "invite", ["agent"], NOBODY, reason=Plain(w(s, "operator", "reason"))
        ),
        lambda s: agree.everyone(s.app, s.tenant, NOBODY),
    ),
    "enrol": (
        lambda s: enrol.offer(s.app, s.tenant, _digest(s), SITE),
        lambda s: enrol.with_passkey(s.app, s.tenant, _digest(s), _passkey(s), SITE, _whence(s)),
        lambda s: enrol.with_codes(s.app, s.tenant, _digest(s), "", w(s, "operator", "code"), _whence(s)),
        lambda s: proving.hashed(s.app, Plain(w(s, "operator", "passphrase") * 200)),
    ),
    "login": (
        lambda s: login.by_passkey(s.app, s.tenant, _passkey(s), SITE, _whence(s)),
        lambda s: login.by_passkey(s.app, s.tenant, w(s, "operator", "passphrase"), SITE, _whence(s)),
        lambda s: _typed(s, w(s, "operator", "name")),
        lambda s: _typed(s, OFFICER.name),
        lambda s: login.by_sso(s.app, s.tenant, _digest(s), _whence(s)),
        lambda s: login.recover(s.app, s.tenant, OFFICER.name, Plain(w(s, "operator", "code")), _whence(s)),
    ),
    "session": (
        lambda s: session.enter(s.app, s.tenant, _digest(s)),
        lambda s: session.end(s.app, s.tenant, w(s, "command line", "id"), LOCAL),
        lambda s: session.end_all(s.app, s.tenant, w(s, "operator", "name"), LOCAL),
        lambda s: session.everyone(s.app, s.tenant, NOBODY),
    ),
    "factor": (
        lambda s: factor.mine(s.app, s.tenant, NOBODY),
        lambda s: factor.more(s.app, s.tenant, OFFICER, 9_999),
        lambda s: factor.remove_passkey(s.app, s.tenant, w(s, "command line", "id"), OFFICER, 1),
    ),
    "sso": (
        lambda s: sso.back(
            s.app, s.tenant, *_provider(s), sso.LOG_IN, w(s, "operator", "code"), w(s, "command line", "id"), "x"
        ),
        lambda s: sso.who(
            s.app, s.tenant, *_provider(s), sso.LOG_IN, w(s, "command line", "id"), _answered(s), _answered(s), ["mfa"]
        ),
    ),
    "stepup": (
        lambda s: stepup.send_code(s.app, s.tenant, s.talk, w(s, "find", "purpose"), NOBODY),
        lambda s: stepup.send_code(s.app, s.tenant, w(s, "command line", "id"), "support", OFFICER),
        lambda s: stepup.check(s.app, s.tenant, s.talk, Plain(w(s, "operator", "code")), "support", OFFICER),
        lambda s: stepup.change_sim(s.app, s.tenant, s.talk, "support", NOBODY),
    ),
    "agent": (
        lambda s: agent.add(s.app, s.tenant, w(s, "operator", "code"), 44 * "A", Plain("x"), LOCAL),
        lambda s: agent.add(s.app, s.tenant, "A", w(s, "operator", "code"), Plain("x"), LOCAL),
        lambda s: agent.remove(s.app, s.tenant, w(s, "operator", "code"), Plain(w(s, "erase", "reason")), NOBODY),
        lambda s: agent.token(s.app, s.tenant, w(s, "operator", "code"), w(s, "command line", "id").encode()),
        lambda s: agent.entered(s.app, s.tenant, w(s, "operator", "code")),
    ),
    "exercise": (
        lambda s: exercise.exercise(s.app, s.tenant, AGENT, w(s, "command line", "id").encode()),
        lambda s: exercise.status(s.app, s.tenant, AGENT, w(s, "command line", "id")),
        lambda s: exercise.revoke(s.app, s.tenant, AGENT, ASKED, w(s, "operator", "code").encode()),
    ),
    "apart": (
        lambda s: apart.join(
            s.app, s.tenant, [w(s, "command line", "id")], (apart.OWN, "support"), "legal", Plain("x"),
            apart.Person(LOCAL), apart.Person(NOBODY),
        ),
        lambda s: apart.join(
            s.app, s.tenant, [s.subject], (apart.OWN, w(s, "find", "purpose")), "legal",
            Plain(w(s, "erase", "reason")), apart.Person(LOCAL), apart.Person(NOBODY),
        ),
        lambda s: apart.join(
            s.app, s.tenant, [s.subject], (apart.OWN, "support"), "legal", Plain(w(s, "erase", "reason")),
            apart.Person(OFFICER), apart.Person(NOBODY),
        ),
    ),
    "portal": (
        lambda s: portal.link(s.app, s.tenant, w(s, "command line", "id"), "support", OFFICER),
        lambda s: portal.link(s.app, s.tenant, s.talk, w(s, "find", "purpose"), NOBODY),
        lambda s: portal.message(s.app, s.tenant, s.talk, w(s, "find", "purpose"), NOBODY, w(s, "operator", "code")),
        lambda s: portal.prove(s.app, s.tenant, _came(s), Plain(w(s, "operator", "code"))),
        lambda s: portal.recognised(s.app, s.tenant, _came(s), w(s, "operator", "code"), SITE),
    ),
    "timer": (
        lambda s: timer.put(s.app, s.tenant, w(s, "command line", "id"), "1d", "support", OFFICER),
        lambda s: timer.put(s.app, s.tenant, s.talk, w(s, "operator", "code"), "support", OFFICER),
        lambda s: timer.put(s.app, s.tenant, s.talk, "1d", w(s, "find", "purpose"), NOBODY),
        lambda s: timer.state(s.app, s.tenant, s.talk, w(s, "find", "purpose"), NOBODY),
    ),
    "mine": (
        lambda s: mine.choose(s.app, s.tenant, _came(s), w(s, "find", "purpose"), "en", agree=True),
        lambda s: mine.ask(s.app, s.tenant, _came(s), w(s, "find", "purpose"), Plain(w(s, "erase", "reason"))),
        lambda s: mine.receipt_of(s.app, s.tenant, _came(s), w(s, "command line", "id")),
        lambda s: mine.take(s.app, s.tenant, _came(s)),
        lambda s: mine.fade(s.app, s.tenant, _came(s), w(s, "operator", "code")),
    ),
    "respond": (
        lambda s: respond.link(s.app, s.tenant, w(s, "command line", "id"), "support"),
        lambda s: respond.respond(s.app, s.tenant, w(s, "command line", "id"), Plain(w(s, "operator", "code"))),
        lambda s: respond.respond(
            s.app, s.tenant, respond.link(s.app, s.tenant, s.talk, "support"), Plain(w(s, "operator", "code")),
            w(s, "operator", "reason"),
        ),
    ),
    "recognise": (
        lambda s: recognise.ask(s.app, s.tenant, w(s, "command line", "id"), SITE),
        lambda s: recognise.recognise(s.app, s.tenant, w(s, "command line", "id"), w(s, "operator", "code"), SITE),
        lambda s: recognise.recognise(
            s.app, s.tenant, respond.link(s.app, s.tenant, s.talk, "support"), w(s, "operator", "code"), SITE
        ),
        lambda s: recognise.offer_by_code(
            s.app, s.tenant, w(s, "command line", "id"), Plain(w(s, "operator", "code")), SITE, "x"
        ),
        lambda s: recognise.enrol(s.app, s.tenant, w(s, "command line", "id"), w(s, "operator", "code"), SITE, "x"),
    ),
    "sign_out": (
        lambda s: sign_out.sign_out(s.app, s.tenant, Left(_digest(s), _digest(s), NEVER)),
    ),
    "assign": (
        lambda s: assign.assign(s.app, s.tenant, s.talk, w(s, "operator", "name"), LOCAL),
        lambda s: assign.assign(s.app, s.tenant, s.talk, OFFICER.name, NOBODY),
        lambda s: assign.assigned(s.app, s.tenant, w(s, "command line", "id"), LOCAL),
    ),
    "grant": (
        lambda s: grant.ask(s.app, s.tenant, s.token, "fraud", Plain(w(s, "erase", "reason")), NOBODY),
        lambda s: grant.approve(s.app, s.tenant, w(s, "command line", "id"), OFFICER, 1),
    ),
    "learn": (
        lambda s: learn.course(s.app, s.tenant, NOBODY),
        lambda s: learn.begin(s.app, s.tenant, w(s, "operator", "name"), OFFICER),
        lambda s: learn.mark(s.app, s.tenant, w(s, "command line", "id"), [0], OFFICER),
    ),
    "teach": (lambda s: teach.report(s.app, s.tenant, NOBODY),),
    "task": (
        lambda s: task.plan(s.app, s.tenant, w(s, "operator", "name"), OFFICER),
        lambda s: task.complete(s.app, s.tenant, "key-sunset", Plain(w(s, "operator", "reason")), NOBODY),
    ),
    "vouch": (
        lambda s: vouch.vouch(s.app, s.tenant, w(s, "operator", "name"), Plain(w(s, "operator", "reason")), OFFICER, 1),
        lambda s: vouch.vouch(s.app, s.tenant, OFFICER.name, Plain(w(s, "operator", "reason")), NOBODY),
        lambda s: vouch.everyone(s.app, s.tenant, NOBODY),
    ),
    "sample": (
        lambda s: sample.waiting(s.app, s.tenant, NOBODY),
        lambda s: sample.judge(
            s.app, s.tenant, w(s, "command line", "id"), "in-order", Plain(w(s, "operator", "reason")), OFFICER
        ),
        lambda s: sample.judge(s.app, s.tenant, "", w(s, "find", "purpose"), Plain(""), OFFICER),
    ),
    "posture": (lambda s: posture.posture(s.app, s.tenant, NOBODY),),
    "census": (lambda s: census.census(s.app, s.tenant, NOBODY),),
    "breaches": (lambda s: breaches.taught(s.app, s.tenant, NOBODY),),
    "restrict": (
        lambda s: restrict.restrict(
            s.app, s.tenant, s.subject, w(s, "find", "purpose"), Plain(w(s, "erase", "reason")), NOBODY
        ),
    ),
}  # fmt: skip
