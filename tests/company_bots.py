"""Two bots of an invented company, one of them in a trial; what was deleted, who wants no messages."""

from __future__ import annotations

import json

import bots
from botserver import Fake
from company import DAY_MS, HOUR_MS, Company, actor
from privet.acts import admit, bot, call, retract, stop, trial
from privet.acts.bot import Open
from privet.acts.trial import Tried
from privet.app import Privet
from privet.cli.opening import opened_app
from privet.core.bot import Checked, Settings
from privet.core.botapi import call as calls
from privet.core.decision import LOCAL
from privet.core.message import TenantId
from privet.core.plain import Plain
from privet.errors import ChannelError

WRITTEN = (
    "Where is my parcel?",
    "My card is 4111 1111 1111 1111",
    "Thanks!",
    "STOP",
    "card 5555 5555 5555 4444 please",
)
NAMES = ("Sarah Whitfield", "Miguel Ortega", "Anna Keller", "Tom Baker", "Emma Clarke")


def behind(company: Company, tenant: str, fake: Fake) -> None:
    """Put the bots behind the company's Privet; `fake` is the Telegram that knows them."""
    with opened_app(company.data) as app:
        here, now = app.tenant(tenant).id, app.now()
        app.clock = lambda: now - 3 * DAY_MS
        help_, orders = (fake.bot(name) for name in ("larkspur_help_bot", "larkspur_orders_bot"))
        for name, one, settings in (
            ("help-desk", help_, Settings(delete_after_hours=24)), ("orders", orders, Settings(trial=True)),
        ):  # fmt: skip
            checked = Checked(one.id, one.username)
            bot.add(app, here, name, Plain(one.token), checked, settings, LOCAL, reason=Plain("as agreed"))
        first, second = sorted(bot.opened(app, here), key=lambda one: one.name)
        some = [Tried((), 700), Tried(("PERSON",), 940), Tried((), 610), Tried(("PERSON", "ADDRESS"), 1_900)]
        trial.count(app, here, second.id, some * 60)
        app.clock = lambda: now - HOUR_MS
        trial.count(app, here, second.id, [Tried(("CARD", "PERSON"), 4_800), *[Tried(("CARD",), 980)] * 20])
        app.clock = lambda: now - 6 * HOUR_MS
        _written(app, here, first)
        app.clock = lambda: now
        company.bot = bot.everyone(app, here, actor("pia"))[-1].id


def _written(app: Privet, tenant: TenantId, one: Open) -> None:
    """What came by a bot, what it answered, and what was deleted of it."""
    at = app.now() // 1000
    for number, (text, name) in enumerate(zip(WRITTEN, NAMES, strict=True), 1):
        first_name, last_name = name.split()
        of = {"id": 990000000300 + number, "is_bot": False, "first_name": first_name, "last_name": last_name}
        (got,) = admit.admit(app, tenant, one, [bots.said(text, number, of, date=at)])
        if "card" in text.lower():
            if got.pasted is not None and got.pasted.deletion is not None:
                fault = ChannelError("refused", retry=False) if number > 2 else None
                retract.settle(app, tenant, [(got.pasted.deletion, fault, "not enough rights" if fault else "")])
        elif text == "STOP":
            stop.word(app, tenant, got.subject, one.actor, stop=True)
        else:
            chat = json.loads(got.raw)["message"]["chat"]["id"]
            asked = calls.read("sendMessage", {"chat_id": chat, "text": "Thank you, we look into it."})
            (begun,) = call.begin(app, tenant, one, [asked])
            assert isinstance(begun, call.Begun)
            call.finish(app, tenant, one, [call.Finished(begun, None, (100 + number,))])
