"""Telegram: bots behind Privet, put there by their token, set, looked at, paused and removed; what a trial shows.

A bot's name is what a form says, never part of an address: addresses are logged. Its token is in no page.
"""

from __future__ import annotations

from functools import partial

from privet.acts import bot, retract, trial
from privet.acts.bot import Bot
from privet.app import Privet
from privet.config import Config
from privet.core import bot as core
from privet.core.bot import CLEAR, FILES, SOON_DELETED_H, WAYS, Checked, Settings
from privet.core.oneline import lines
from privet.core.plain import Plain
from privet.core.standing import Standing
from privet.errors import BadInput, NotFound, PrivetError
from privet.plugins import botapi
from privet.web.console.answer import Answer, Away, Moved, Page, Route, refilled
from privet.web.console.visit import Visit

HERE = "/settings/telegram"

DELETIONS = 20
"""How many deletions a bot's own page has at most, the newest first."""

SWITCHES = ("trial", "protect", "commands", "stop", "show_stop", "retract", "coach", "repeat", "unknown")
"""Settings that are yes or no."""


def shown(app: Privet, visit: Visit) -> Answer:
    """Every bot, the form for another one, and what Telegram keeps whatever Privet does."""
    bots = bot.everyone(app, visit.tenant, visit.here.actor)
    typed = {"name": "", "mode": "poll", "trial": "", "reason": ""}
    return Page("telegram.html", {"bots": bots, "typed": typed, "wrong": None})


def added(app: Privet, visit: Visit) -> Answer:
    """A bot is put behind Privet, once Telegram said whose token it is."""
    said, here = visit.asked, visit.here
    settings = core.given({"mode": said["mode"] or "poll", "trial": said["trial"] == "yes"})
    token = Plain(said["token"].strip())

    def put(app: Privet, checked: Checked) -> Answer:
        made = bot.add(
            app, visit.tenant, said["name"].strip(), token, checked, settings, here.actor,
            reason=said.text("reason"), factor_age_s=here.factor_age_s,
        )  # fmt: skip
        return Moved(f"{HERE}/{made.id}?done=added")

    bot.everyone(app, visit.tenant, here.actor)
    if not visit.ways.may("bot"):
        return put(app, _named(said["token"]))  # refused, on record; Telegram is asked nothing
    return Away(partial(_looked, app.config, token), lambda app, found: put(app, found.checked))


def add_again(app: Privet, visit: Visit, error: PrivetError) -> Page:
    """What was typed, but for the token, and what was wrong."""
    page = shown(app, visit)
    assert isinstance(page, Page)
    typed = {name: visit.asked[name] for name in ("name", "mode", "trial", "reason")}
    return refilled(page, error, typed=typed)


def one(app: Privet, visit: Visit) -> Answer:
    """A bot: how it stands, the one line to change, its settings, its deletions, what its trial shows."""
    return _page(app, visit, _of(app, visit, visit.asked.places["bot"]))


def looked(app: Privet, visit: Visit) -> Answer:
    """The same, with what Telegram says of it now."""
    found = _of(app, visit, visit.asked["bot"])
    (held,) = (each.token for each in bot.opened(app, visit.tenant) if each.shown == found.id)
    return Away(partial(_looked, app.config, held), lambda app, standing: _page(app, visit, found, standing=standing))


def changed(app: Privet, visit: Visit) -> Answer:
    """A bot is set anew."""
    found = _of(app, visit, visit.asked["bot"])
    bot.change(
        app, visit.tenant, found.name, _settings(visit), visit.here.actor, reason=visit.asked.text("reason"),
        factor_age_s=visit.here.factor_age_s,
    )  # fmt: skip
    return Moved(f"{HERE}/{found.id}?done=set")


def change_again(app: Privet, visit: Visit, error: PrivetError) -> Page:
    """What was set, again, and what was wrong."""
    page = _page(app, visit, _of(app, visit, visit.asked["bot"]))
    return refilled(page, error, settings=_settings(visit), reason=visit.asked["reason"])


def renewed(app: Privet, visit: Visit) -> Answer:
    """The same bot by another token, once Telegram said that it is the same."""
    said, here = visit.asked, visit.here
    found, token = _of(app, visit, said["bot"]), Plain(said["token"].strip())

    def put(app: Privet, checked: Checked) -> Answer:
        bot.renew(
            app, visit.tenant, found.name, token, checked, here.actor, reason=said.text("reason"),
            factor_age_s=here.factor_age_s,
        )  # fmt: skip
        return Moved(f"{HERE}/{found.id}?done=set")

    if not visit.ways.may("bot"):
        return put(app, _named(said["token"]))
    return Away(partial(_looked, app.config, token), lambda app, standing: put(app, standing.checked))


def paused(app: Privet, visit: Visit) -> Answer:
    """Nothing is fetched and nothing handed on, for now; or it goes on."""
    found, here = _of(app, visit, visit.asked["bot"]), visit.here
    does = bot.resume if visit.asked["do"] == "resume" else bot.pause
    does(app, visit.tenant, found.name, here.actor, reason=visit.asked.text("reason"), factor_age_s=here.factor_age_s)
    return Moved(f"{HERE}/{found.id}?done=set")


def removed(app: Privet, visit: Visit) -> Answer:
    """A bot is behind Privet no more, and what waits for it is forgotten."""
    found, here = _of(app, visit, visit.asked["bot"]), visit.here
    bot.remove(
        app, visit.tenant, found.name, here.actor, reason=visit.asked.text("reason"), factor_age_s=here.factor_age_s
    )
    return Moved(HERE)


def _of(app: Privet, visit: Visit, id: str) -> Bot:
    """The bot with that id. Raises NotFound."""
    for found in bot.everyone(app, visit.tenant, visit.here.actor):
        if found.id == id:
            return found
    raise NotFound("there is no such bot", hint="the page of the settings lists them")


def _named(token: str) -> Checked:
    """Whose a token is by its own word, which is believed of nobody who could do anything with it."""
    number = token.strip().partition(":")[0]
    return Checked(int(number) if number.isascii() and number.isdecimal() and len(number) < 20 else 0, "")


def _page(app: Privet, visit: Visit, found: Bot, standing: Standing | None = None) -> Page:
    report = trial.report(app, visit.tenant, found.name, visit.here.actor)
    deleted = retract.listed(app, visit.tenant, visit.here.actor, found.name, DELETIONS)
    late = sum(one.state == "late" for one in deleted)
    deleted.sort(key=lambda one: one.state != "late")
    said = {
        "bot": found, "settings": found.settings, "standing": standing, "report": report, "wrong": None, "reason": "",
        "lines": lines(visit.site.origin), "clear": CLEAR, "files": FILES, "how": WAYS,
        "most_hours": SOON_DELETED_H, "done": visit.asked["done"], "deleted": deleted, "late": late,
    }  # fmt: skip
    return Page("telegram-bot.html", said, path=f"{HERE}/{found.id}")


def _settings(visit: Visit) -> Settings:
    """What the form says. Raises BadInput."""
    said = visit.asked
    hours = said["delete_after_hours"].strip() or "0"
    if not (hours.isascii() and hours.isdecimal() and len(hours) < 4):
        raise BadInput("after how many hours?", hint=f"a whole number, {SOON_DELETED_H} at most; 0 leaves it")
    files = {one: said[f"file_{one}"] for one in FILES if said[f"file_{one}"]}
    switches = {name: said[name] == "yes" for name in SWITCHES}
    clear = frozenset(said["clear"].split())
    given = {"mode": said["mode"], "clear": clear, "files": files, "delete_after_hours": int(hours), **switches}
    return core.given(given)


async def _looked(config: Config, token: Plain) -> Standing:
    """What Telegram says of a token."""
    return await botapi.looked(config.telegram.api, config.outgoing.ca, config.telegram.timeout_seconds, token)


ROUTES = (
    Route("GET", HERE, shown),
    Route("POST", "/settings/telegram/add", added, typed=("name", "reason"), again=add_again),
    Route("GET", "/settings/telegram/{bot:str}", one),
    Route("POST", "/settings/telegram/look", looked),
    Route("POST", "/settings/telegram/set", changed, typed=("reason",), again=change_again),
    Route("POST", "/settings/telegram/renew", renewed),
    Route("POST", "/settings/telegram/pause", paused),
    Route("POST", "/settings/telegram/remove", removed),
)
