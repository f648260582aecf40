"""An invented company with a month behind it: who works there, who wrote, what was answered, shown, refused and looked
through. What pages are looked at with, in tests and for the pictures in the documentation; every value is invented.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from privet.acts import (
    access,
    annotate,
    assign,
    checkpoint,
    enrol,
    find,
    grant,
    invite,
    learn,
    login,
    macro,
    restrict,
    reveal,
    rule,
    sample,
    send,
    task,
)
from privet.acts.receive import receive
from privet.acts.session import Whence
from privet.acts.trained import lessons
from privet.app import Privet
from privet.cli.opening import opened_app
from privet.core import secret
from privet.core.decision import LOCAL, Actor
from privet.core.message import Inbound, TenantId
from privet.core.passkey import Site
from privet.core.plain import Plain
from privet.errors import Denied
from privet.plugins.channels.loopback import Loopback
from softkey import Softkey

WHENCE = Whence(label="Firefox on Linux")
DAY_MS, HOUR_MS, MINUTE_MS = 86_400_000, 3_600_000, 60_000
PEOPLE = {
    "ann": "agent",
    "ben": "agent",
    "sue": "supervisor",
    "pia": "privacy",
    "pit": "privacy",
    "rita": "auditor",
    "eve": "admin",
}
TEXTS = {
    "Refund on its way": "Your refund is on its way. It is on your account within five working days.",
    "Sent by mail": "I have just sent it to [EMAIL_1]. Is there anything else I can do for you?",
    "Delayed parcel": "I am sorry for the wait. The parcel left our warehouse today.",
}
CARDS = ("4111 1111 1111 1111", "5555 5555 5555 4444", "4242 4242 4242 4242", "6011 1111 1111 1117")
NAMES = (
    "Anna Keller", "Miguel Ortega", "Sarah Whitfield", "Jonas Becker", "Olga Smirnova", "Tom Baker", "Lucia Romero",
    "Peter Novak", "Emma Clarke", "Paulo Mendes", "Grace Miller", "Hannah Vogel", "David Stone", "Marta Silva",
)  # fmt: skip
STREETS = ("12 High Street, Leeds", "48 Mill Lane, York", "7 Station Road, Bath", "91 Park Avenue, Bristol")
TALKS = (
    (
        "webchat",
        "Hi, I was charged twice for order {order}. My card is {card}.",
        "> I see both charges and pay one back today.",
        "Thank you! Please confirm to {mail}",
    ),
    (
        "sms",
        "Where is my parcel? It was due on Monday. {name}",
        "> It left our warehouse this morning.",
        "ok, please call {phone} when it is here",
    ),
    (
        "telegram",
        "I have moved, my new address is {street}",
        "> Thank you, that is changed.",
        "Great. My mail is now {mail}",
    ),
    (
        "webchat",
        "I cannot log in any more, my account is {mail}",
        "> We sent a link to [EMAIL_1].",
        "It works, thanks a lot!",
    ),
    (
        "sms",
        "Please cancel the subscription of {name}, customer since May",
        "> It ends on the last of the month.",
        "and the refund? my account is GB82 WEST 1234 5698 7654 32",
    ),
    (
        "telegram",
        "The lamp came broken. Photos follow.",
        "> I am sorry to hear that. A new one is on its way.",
        "wonderful, to {street} please",
    ),
    (
        "webchat",
        "Which of my cards is on file? I mean {card}",
        "> The one that ends in 1111 is not on file any more.",
    ),
    (
        "sms",
        "call me back at {phone}, it is about order {order}",
    ),
    (
        "telegram",
        "Guten Tag, mein Name ist {name}, meine Bestellung {order} fehlt noch.",
    ),
    (
        "webchat",
        "Do you deliver to Ireland?",
        "> We do, within four days.",
        "Perfect, then I order tonight.",
    ),
    (
        "sms",
        "Hola, soy {name}. Mi correo es {mail}, espero la factura.",
    ),
    (
        "webchat",
        "someone logged in to my account from 203.0.113.24, that was not me",
        "> Thank you for telling us. We ended every session.",
        "please tell me at {mail} what they saw",
    ),
    (
        "telegram",
        "Can you send the invoice of order {order} again?",
        "> It is in your inbox now.",
    ),
)
NOTES = (
    "Called back on Tuesday, nobody was there.",
    "Second parcel lost on this route within a month; told the carrier.",
    "Promised a voucher if it is late again.",
)
WHY = (
    "the carrier needs the number",
    "caller proved that it is theirs, asked to read it back",
    "chargeback, the bank asks for it",
    "two accounts with one address",
)


@dataclass
class Company:
    """Where it lies, what its pages are called by, and the secrets of its people's sessions."""

    data: Path
    talks: list[str] = field(default_factory=list)
    subject: str = ""
    token: str = ""
    card: str = ""
    bot: str = ""
    sessions: dict[str, str] = field(default_factory=dict)


def actor(name: str) -> Actor:
    """Somebody who works there."""
    return Actor("operator", name, frozenset({PEOPLE[name]}))


def founded(data: Path, tenant: str, base: str, days: int = 30, busy: int = 5) -> Company:
    """A company in the installation at `data` with so many days behind it, with up to `busy` conversations begun a day;
    its people are logged in at the address `base`. With no days nobody wrote yet.
    """
    made = Company(data)
    with opened_app(data) as app:
        here, now, chance = app.tenant(tenant).id, app.now(), random.Random(11)
        app.clock = lambda: now - days * DAY_MS
        for channel in ("sms", "telegram", "webchat"):
            app.channels[channel] = Loopback(lambda out: None)
        site = Site("localhost", base)
        keys = {name: _enrolled(app, here, name, role, site) for name, role in PEOPLE.items()}
        if days:
            for name, text in TEXTS.items():
                macro.keep(app, here, name, text, actor("sue"))
            task.remind(app, here)
        for at, which in _times(chance, now, days, busy):
            app.clock = lambda at=at: at  # type: ignore[misc]
            _talk(app, here, made, chance, which)
        app.clock = lambda: now
        if days:
            _today(app, here, made, now)
        for name, key in keys.items():
            answer = key.get(login.ask_passkey(app, here, site))
            made.sessions[name] = login.by_passkey(app, here, answer, site, WHENCE).secret.expose()
        checkpoint.checkpoint(app, here)
    return made


def _enrolled(app: Privet, tenant: TenantId, name: str, role: str, site: Site) -> Softkey:
    given = secret.read(secret.INVITATION, invite.invite(app, tenant, name, [role], LOCAL).secret.expose())
    assert given
    key = Softkey(origin=site.origin)
    enrol.with_passkey(app, *given, key.create(enrol.offer(app, *given, site).passkey), site, WHENCE)
    return key


def _times(chance: random.Random, now: int, days: int, busy: int) -> Iterator[tuple[int, int]]:
    """When conversations begin, oldest first, and which of `TALKS` each is; the last ends minutes ago."""
    many = 0
    for back in range(days - 1, -1, -1):
        begun = sorted(chance.randrange(30 * MINUTE_MS, 9 * HOUR_MS) for _ in range(chance.randrange(2, busy + 1)))
        for ago in reversed(begun):
            many += 1
            yield now - back * DAY_MS - ago, many % len(TALKS)


def _talk(app: Privet, tenant: TenantId, made: Company, chance: random.Random, which: int) -> None:
    n = len(made.talks)
    name = NAMES[n % len(NAMES)]
    mail = f"{name.lower().replace(' ', '.')}{n}@example.com"
    holes = {
        "name": name, "mail": mail, "phone": f"+1 202 555 {100 + n % 100:04}", "card": CARDS[n % len(CARDS)],
        "street": STREETS[n % len(STREETS)], "order": str(20_411 + 37 * n),
    }  # fmt: skip
    channel, *lines = TALKS[which]
    begun, talk, tokens = app.now(), "", list[str]()
    for at, line in enumerate(lines):
        app.clock = lambda at=at: begun + at * 4 * MINUTE_MS  # type: ignore[misc]
        if line.startswith("> "):
            send.send(app, tenant, talk, Plain(line.removeprefix("> ")), actor("sue"))
            continue
        said = Plain(line.format(**holes))
        one = Inbound(channel, Plain(f"{channel}-{n}"), Plain(f"+1 303 555 {100 + n:04}"), said, app.now())
        (got,) = receive(app, tenant, [one], LOCAL)
        talk = got.conversation
        tokens += [token.id for token in got.tokens]
        made.card = next((token.id for token in got.tokens if token.kind == "CARD"), made.card)
    made.talks.append(talk)
    if chance.random() < 0.4:
        assign.assign(app, tenant, talk, chance.choice(("ann", "ben")), LOCAL)
    for token in tokens:
        if chance.random() < 0.3:
            with suppress(Denied):
                who, purpose = actor(chance.choice(("ann", "ben", "sue", "pia"))), chance.choice(("support", "fraud"))
                reveal.reveal(app, tenant, token, purpose, Plain(chance.choice(WHY)), who, 5)
    made.token = tokens[-1] if tokens else made.token


def _today(app: Privet, tenant: TenantId, made: Company, now: int) -> None:
    """What stands at the end: a conversation with all that one has, requests, keys, a proposed rule, reviews."""
    name = NAMES[2]
    lines = (
        f"Hello, this is {name}. I was charged twice for order 31877.",
        "> Hello, I am Ann. I look into it right away.",
        f"My card is {CARDS[1]}, the other one is {CARDS[2]}.",
        "> Thank you. I see two charges on the first one and pay one back today.",
        f"Great. Please confirm it to sarah.whitfield@example.com, or call +1 202 555 0143. I live at {STREETS[0]}.",
        "> I send the confirmation to [EMAIL_1].",
        "Has it gone out yet? I cannot find it.",
    )
    for at, line in enumerate(lines):
        app.clock = lambda at=at: now - (26 - 4 * at) * MINUTE_MS  # type: ignore[misc]
        if line.startswith("> "):
            send.send(app, tenant, made.talks[-1], Plain(line[2:]), actor("sue"))
            continue
        one = Inbound("webchat", Plain("today"), Plain("+1 303 555 0199"), Plain(line), app.now())
        (got,) = receive(app, tenant, [one], LOCAL)
        if not at:
            made.talks.append(got.conversation)
        made.card = next((token.id for token in got.tokens if token.kind == "CARD"), made.card)
    talk = made.talks[-1]
    assign.assign(app, tenant, talk, "ann", LOCAL)
    for note in NOTES[1:]:
        annotate.annotate(app, tenant, talk, Plain(note), actor("ann"), purpose="support")
    app.clock = lambda: now
    made.subject = find.find(app, tenant, Plain("+1 303 555 0199"), "fraud", actor("pia"), 5).subjects[0]
    grant.ask(app, tenant, made.card, "support", Plain("the bank asks which card it was"), actor("ann"))
    for token in (made.token, made.card):
        with suppress(Denied):
            reveal.reveal(app, tenant, token, "marketing", Plain("a campaign"), actor("ben"), 5)
    limits = access.Limits(("receive", "read"), ("support", "delivery"), (), None, owner="pia")
    access.make(app, tenant, "web-shop", limits, LOCAL, reason=Plain("messages of the shop"))
    files, _ = rule.show(app, tenant, actor("pia"))
    said = "A card number is not written into a message that is sent."
    changed = {name: text.replace(said, "No card number goes out in a message.") for name, text in files.items()}
    rule.propose(app, tenant, changed, Plain("said more plainly"), actor("pit"), 5)
    sample.draw(app, tenant)
    task.plan(app, tenant, "access-review", LOCAL, owner="pia", reason=Plain("every quarter"))
    task.plan(app, tenant, "key-sunset", LOCAL, owner="rita", reason=Plain("who looks after keys"))
    for who in ("ann", "pia", "rita", "sue"):
        _taught(app, tenant, who)
    with suppress(Denied):
        restrict.restrict(app, tenant, made.subject, "support", Plain("asked on the telephone"), actor("ben"), 5)


def _taught(app: Privet, tenant: TenantId, name: str) -> None:
    """Somebody reads every module and answers every question."""
    for module in lessons().values():
        quiz = learn.begin(app, tenant, module.name, actor(name))
        learn.mark(app, tenant, quiz.id, [one.right for one in quiz.posed], actor(name))
