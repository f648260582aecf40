"""How a line is set: an account at a provider of text messages whose messages go through Privet."""

from __future__ import annotations

import re

import msgspec

from privet.core import webhook
from privet.core.sms.providers import PROVIDERS
from privet.errors import BadInput

_NUMBER = re.compile(r"\+?[0-9]{3,15}|[A-Za-z0-9 ._-]{1,16}", re.ASCII)
_ORIGIN = re.compile(r"https://[^/?#]+|http://(?:localhost|127\.0\.0\.1)(?::[0-9]{1,5})?", re.ASCII)
_EVERYWHERE = webhook.networks(["0.0.0.0/0", "::/0"])
"""Nothing is asked of the public address, so it may lie anywhere."""
MOST = 64
"""Numbers of one line."""


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """How a line is set. `public` is where the provider reaches this server, without a path; `app` is where the
    company's application is posted to, empty where it takes nothing; `app_public` the address that it takes for its own
    when it checks a signature, empty where that is `app`; `numbers` are the company's own; `show_stop` hands on to it
    also STOP, START and HELP, which Privet answers. In a `trial` the provider posts to the application as ever, which
    posts a copy here: it is counted, and nothing is handed on or sent.
    """

    provider: str = "twilio"
    scheme: str = ""
    public: str = ""
    api: str = ""
    app: str = ""
    app_public: str = ""
    numbers: tuple[str, ...] = ()
    show_stop: bool = False
    coach: bool = True
    trial: bool = False

    @property
    def told(self) -> str:
        """The address that the application takes for its own, and that its provider signs for."""
        return self.app_public or self.app


def checked(given: Settings, networks: webhook.Networks, *, local: bool) -> Settings:
    """The settings, with what is not said filled in. Raises BadInput for what cannot be so."""
    provider = PROVIDERS.get(given.provider)
    if provider is None:
        raise BadInput("there is no such provider", hint=f"there are: {', '.join(PROVIDERS)}")
    scheme, api = given.scheme or provider.schemes[0], given.api or provider.api
    if scheme not in provider.schemes:
        raise BadInput("the provider does not sign so", hint=f"it signs by: {', '.join(provider.schemes)}")
    if not _ORIGIN.fullmatch(given.public):
        raise BadInput("the public address is https and a host", hint="such as https://privet.example.com")
    webhook.checked(given.public, _EVERYWHERE, local=True)
    for url in (api, given.app, given.app_public):
        if url:
            webhook.checked(url, networks, local=local)
    if given.trial and not given.app:
        raise BadInput("in a trial a line needs the address that its provider posts to", hint="the application's own")
    if not given.numbers or len(given.numbers) > MOST or not all(map(_NUMBER.fullmatch, given.numbers)):
        raise BadInput("a line has numbers of the company's own", hint=f"such as +12025550100, at most {MOST}")
    return msgspec.structs.replace(given, scheme=scheme, api=api.rstrip("/"))


def written(settings: Settings) -> str:
    """The settings as they are kept."""
    return msgspec.json.encode(settings).decode()


def read(text: str) -> Settings:
    """Settings that were kept."""
    return msgspec.json.decode(text, type=Settings)
