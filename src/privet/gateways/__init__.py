"""STANDS IN THE PATH: what other people's programs connect to. `opened` gives what the settings ask for."""

from __future__ import annotations

import stat
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from privet.errors import BadInput

if TYPE_CHECKING:
    from privet.app import Privet
    from privet.gateways.asgi import Turns


@dataclass(slots=True)
class Gateways:
    """ASGI applications by the name under /gateways/, and what runs beside them as long as the server does."""

    apps: dict[str, Any] = field(default_factory=dict)
    beside: list[Callable[[], Coroutine[None, None, None]]] = field(default_factory=list)
    ends: list[Callable[[], None]] = field(default_factory=list)

    def end(self) -> None:
        """Let go of whoever waits: the server stops."""
        for end in self.ends:
            end()


def opened(app: Privet, turns: Turns) -> Gateways:
    """The gateways that privet.toml asks for; each has its channel from now on. Raises BadInput for what is missing."""
    found = Gateways()
    channels(app)
    if app.config.webchat.sites:
        _webchat(app, turns, found)
    for name in app.config.adapter:
        _adapter(app, turns, found, name)
    _telegram(app, turns, found)
    _llm(app, turns, found)
    _sms(app, turns, found)
    if app.config.drp.business:
        _drp(app, turns, found)
    return found


def channels(app: Privet) -> None:
    """Have the channels that privet.toml names. What is sent over one waits there for the server, whoever sends it."""
    from privet.plugins.channels.waiting import Waiting

    names = [name for name, one in app.config.adapter.items() if one.answer_url]
    if app.config.webchat.sites:
        from privet.gateways import webchat

        names.append(webchat.NAME)
    names += ["telegram", "sms"]
    app.channels |= {name: Waiting(name) for name in names}


def _webchat(app: Privet, turns: Turns, found: Gateways) -> None:
    from privet.gateways import webchat

    settings = app.config.webchat
    chat = webchat.WebChat(settings, turns, app.tenant(settings.tenant or None).id, app.now, app.chance)
    found.apps[webchat.NAME] = chat
    found.beside.append(chat.polls.watch)
    found.ends.append(chat.polls.end)


def _drp(app: Privet, turns: Turns, found: Gateways) -> None:
    from privet.gateways import drp

    if drp.NAME in found.apps:
        raise BadInput("privet.toml: an adapter cannot be called drp", hint="there is a gateway of that name")
    found.apps[drp.NAME] = drp.DataRights(turns, app.tenant(app.config.drp.tenant or None).id)


def _telegram(app: Privet, turns: Turns, found: Gateways) -> None:
    from privet.gateways import telegram
    from privet.gateways.telegram.wiring import Gateway

    if telegram.NAME in found.apps:
        raise BadInput("privet.toml: an adapter cannot be called telegram", hint="there is a gateway of that name")
    gateway = Gateway(app.config, turns, app.chance)
    found.apps[telegram.NAME] = gateway.app
    found.beside += gateway.beside
    found.ends.append(gateway.end)


def _llm(app: Privet, turns: Turns, found: Gateways) -> None:
    from privet.gateways.llm import NAME
    from privet.gateways.llm.wiring import Gateway

    if NAME in found.apps:
        raise BadInput("privet.toml: an adapter cannot be called llm", hint="there is a gateway of that name")
    gateway = Gateway(app.config, turns)
    found.apps[NAME] = gateway.app
    found.beside += gateway.beside
    found.ends.append(gateway.end)


def _sms(app: Privet, turns: Turns, found: Gateways) -> None:
    from privet.gateways import sms
    from privet.gateways.sms.wiring import Gateway

    if sms.NAME in found.apps:
        raise BadInput("privet.toml: an adapter cannot be called sms", hint="there is a gateway of that name")
    gateway = Gateway(app.config, turns, app.now)
    found.apps[sms.NAME] = gateway.app
    found.beside += gateway.beside


def _adapter(app: Privet, turns: Turns, found: Gateways, name: str) -> None:
    from privet.gateways.adapter import Adapter
    from privet.gateways.answers import Answers
    from privet.plugins.client import Client

    if name in found.apps:
        raise BadInput(f"privet.toml: an adapter cannot be called {name}", hint="there is a gateway of that name")
    settings, outgoing = app.config.adapter[name], app.config.outgoing
    tenant = app.tenant(settings.tenant or None).id
    secret = _secret(f"adapter.{name}.secret_file", settings.secret_file)
    found.apps[name] = Adapter(name, settings, secret.encode(), turns, tenant, app.now)
    if settings.answer_url:
        said = (
            _secret(f"adapter.{name}.answer_secret_file", settings.answer_secret_file) if settings.answer_header else ""
        )
        answers = Answers(
            name, settings, said, turns.take, tenant,
            lambda: Client(outgoing.networks, outgoing.ca, outgoing.timeout_seconds),
        )  # fmt: skip
        found.beside.append(answers.watch)


def _secret(setting: str, path: str) -> str:
    """The first line of the file that a setting names, which nobody else may read."""
    try:
        file = Path(path).expanduser()
        mode, lines = file.stat().st_mode, file.read_text("utf-8").split("\n")
    except (OSError, UnicodeDecodeError):
        raise BadInput(
            f"privet.toml: {setting} names no file with a secret", hint="write one line into a file"
        ) from None
    if mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise BadInput(f"the file that {setting} names can be read by others", hint="chmod 600 it")
    if len(lines[0].strip()) < 16:
        raise BadInput(f"the secret that {setting} names is shorter than 16 characters", hint="choose a longer one")
    return lines[0].strip()
