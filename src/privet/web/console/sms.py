"""Text messages: accounts at providers behind Privet, put there, set, looked at, paused and removed.

A line's name is what a form says, never part of an address: addresses are logged. Secrets of the provider are in no
page; the one that the application shares is in one, once.
"""

from __future__ import annotations

from privet.acts import line, trial
from privet.acts.line import Line
from privet.app import Privet
from privet.core.plain import Plain
from privet.core.sms.line import Settings
from privet.core.sms.providers import PROVIDERS
from privet.errors import BadInput, NotFound, PrivetError
from privet.web.console.answer import Answer, Moved, Page, Route, refilled
from privet.web.console.visit import Visit

HERE = "/settings/sms"
SILENT_MS = 60_000
"""What waits for longer than this waits because the application does not take it."""
_TYPED = ("name", "provider", "account", "numbers", "public", "app", "app_public", "scheme", "trial", "reason")


def shown(app: Privet, visit: Visit) -> Answer:
    """Every line, and the form for another one."""
    lines = line.everyone(app, visit.tenant, visit.here.actor)
    typed = dict.fromkeys(_TYPED, "")
    said = {"each": lines, "late": _late(app, lines), "providers": _providers(), "typed": typed, "wrong": None}
    return Page("sms.html", said, path=HERE)


def added(app: Privet, visit: Visit) -> Answer:
    """A line is put behind Privet; the secret of its application is on this page and never again."""
    said, here = visit.asked, visit.here
    sends = Plain(said["sends"].strip())
    settings = Settings(
        provider=said["provider"], scheme=_scheme(said["scheme"], said["provider"]), public=said["public"].strip(),
        app=said["app"].strip(), app_public=said["app_public"].strip(), numbers=_numbers(said["numbers"]),
        trial=said["trial"] == "yes",
    )  # fmt: skip
    made, secret = line.add(
        app, visit.tenant, said["name"].strip(), settings, said["account"].strip(), sends,
        Plain(said["signs"].strip()) if said["signs"].strip() else sends, here.actor, reason=said.text("reason"),
        factor_age_s=here.factor_age_s,
    )  # fmt: skip
    return _secret(made, secret)


def add_again(app: Privet, visit: Visit, error: PrivetError) -> Page:
    """What was typed, but for secrets, and what was wrong."""
    page = shown(app, visit)
    assert isinstance(page, Page)
    return refilled(page, error, typed={name: visit.asked[name] for name in _TYPED})


def one(app: Privet, visit: Visit) -> Answer:
    """A line: how it stands, its two addresses, its settings, what its trial shows."""
    return _page(app, visit, _of(app, visit, visit.asked.places["line"]))


def changed(app: Privet, visit: Visit) -> Answer:
    """A line is set anew."""
    found, here = _of(app, visit, visit.asked["line"]), visit.here
    line.change(
        app, visit.tenant, found.name, _settings(visit, found), here.actor, reason=visit.asked.text("reason"),
        factor_age_s=here.factor_age_s,
    )  # fmt: skip
    return Moved(f"{HERE}/{found.id}?done=set")


def change_again(app: Privet, visit: Visit, error: PrivetError) -> Page:
    """What was set, again, and what was wrong."""
    found = _of(app, visit, visit.asked["line"])
    return refilled(
        _page(app, visit, found), error, settings=_settings(visit, found), reason=visit.asked["reason"]
    )  # fmt: skip


def renewed(app: Privet, visit: Visit) -> Answer:
    """Other secrets of the provider; or the application's, drawn anew, on this page and never again."""
    said, here = visit.asked, visit.here
    found = _of(app, visit, said["line"])
    given = {name: Plain(text) for name in ("sends", "signs") if (text := said[name].strip())}
    if said["do"] == "provider" and not given:
        raise BadInput("there is no secret in the form", hint="the provider shows it")
    made = line.renew(
        app, visit.tenant, found.name, here.actor, sends=given.get("sends"), signs=given.get("signs"),
        reason=said.text("reason"), factor_age_s=here.factor_age_s,
    )  # fmt: skip
    return Moved(f"{HERE}/{found.id}?done=set") if made is None else _secret(found, made)


def paused(app: Privet, visit: Visit) -> Answer:
    """Nothing is taken and nothing sent, for now; or it goes on."""
    found, here = _of(app, visit, visit.asked["line"]), visit.here
    does = line.resume if visit.asked["do"] == "resume" else line.pause
    does(app, visit.tenant, found.name, here.actor, reason=visit.asked.text("reason"), factor_age_s=here.factor_age_s)
    return Moved(f"{HERE}/{found.id}?done=set")


def removed(app: Privet, visit: Visit) -> Answer:
    """A line is behind Privet no more, and what waits for its application is forgotten."""
    found, here = _of(app, visit, visit.asked["line"]), visit.here
    line.remove(
        app, visit.tenant, found.name, here.actor, reason=visit.asked.text("reason"), factor_age_s=here.factor_age_s
    )
    return Moved(HERE)


def _of(app: Privet, visit: Visit, id: str) -> Line:
    """The line with that id. Raises NotFound."""
    for found in line.everyone(app, visit.tenant, visit.here.actor):
        if found.id == id:
            return found
    raise NotFound("there is no such line", hint="the page of the settings lists them")


def _page(app: Privet, visit: Visit, found: Line) -> Page:
    report = trial.report(app, visit.tenant, found.name, visit.here.actor, "line")
    said = {
        "line": found, "report": report, "settings": found.settings, "late": _late(app, [found]),
        "wrong": None, "reason": "", "schemes": PROVIDERS[found.settings.provider].schemes,
        "done": visit.asked["done"], "base": f"{found.settings.public}/gateways/sms/{found.id}",
    }  # fmt: skip
    return Page("sms-line.html", said, path=f"{HERE}/{found.id}")


def _secret(found: Line, secret: Plain) -> Page:
    base = f"{found.settings.public}/gateways/sms/{found.id}"
    return Page("sms-secret.html", {"line": found, "base": base, "text": secret.expose()})


def _late(app: Privet, lines: list[Line]) -> set[str]:
    """The lines whose application does not take what waits for it."""
    before = app.now() - SILENT_MS
    return {one.id for one in lines if one.since is not None and one.since < before and not one.paused}


def _providers() -> list[tuple[str, tuple[str, ...]]]:
    return [(one.name, one.schemes) for one in PROVIDERS.values()]


def _scheme(text: str, provider: str) -> str:
    """How it signs, where the form said that of this provider; the form names those of all."""
    named, _, scheme = text.partition(":")
    return scheme if named == provider else ""


def _numbers(text: str) -> tuple[str, ...]:
    return tuple(one.strip() for one in text.split(",") if one.strip())


def _settings(visit: Visit, found: Line) -> Settings:
    """What the form says of a line that is there; whose account it is stays."""
    said = visit.asked
    return Settings(
        provider=found.settings.provider, scheme=said["scheme"], public=said["public"].strip(), api=said["api"].strip(),
        app=said["app"].strip(), app_public=said["app_public"].strip(), numbers=_numbers(said["numbers"]),
        show_stop=said["show_stop"] == "yes", coach=said["coach"] == "yes", trial=said["trial"] == "yes",
    )  # fmt: skip


ROUTES = (
    Route("GET", HERE, shown),
    Route("POST", "/settings/sms/add", added, typed=("name", "reason"), again=add_again),
    Route("GET", "/settings/sms/{line:str}", one),
    Route("POST", "/settings/sms/set", changed, typed=("reason",), again=change_again),
    Route("POST", "/settings/sms/renew", renewed),
    Route("POST", "/settings/sms/pause", paused),
    Route("POST", "/settings/sms/remove", removed),
)
