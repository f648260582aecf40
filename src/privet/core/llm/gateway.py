"""What of a gateway to a language model can be set (docs/howto/llm.md)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal

import msgspec

from privet.core import webhook
from privet.core.webhook import Networks
from privet.errors import BadInput

CHANNEL = "llm"
NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}", re.ASCII)
"""How a gateway is called: it stands in an address."""

ROUTES = frozenset({"/chat/completions", "/responses", "/embeddings"})
"""What is asked of a model below /v1, beside what there is to ask."""


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What a tenant may set of a gateway.

    `upstream` is where the model is, as https://api.openai.com/v1. `reader` says who reads the answers: the `customer`
    whose request it is, who may have back what they wrote, as the policy says; or `nobody` whom Privet knows, so that
    tokens stay tokens. `timeout_s` is how long the model may be silent. In a `trial` copies of requests are counted,
    and nothing is asked of the model.
    """

    upstream: str
    reader: Literal["customer", "nobody"] = "customer"
    timeout_s: int = 120
    trial: bool = False


_decoder = msgspec.json.Decoder(Settings)
_encoder = msgspec.json.Encoder(order="sorted")


def written(settings: Settings) -> str:
    """Settings as they are kept."""
    return _encoder.encode(settings).decode()


def read(text: str) -> Settings:
    """Settings as they were kept."""
    return _decoder.decode(text)


def given(values: Mapping[str, object], allowed: Networks) -> Settings:
    """Settings as a form or a command line says them. Raises BadInput."""
    try:
        return checked(msgspec.convert(values, Settings), allowed)
    except msgspec.ValidationError:
        raise BadInput("a gateway cannot be set so", hint="`privet llm set --help` says what there is to set") from None


def checked(settings: Settings, allowed: Networks) -> Settings:
    """`settings`, where each can be kept; `allowed` are private networks that may be reached. Raises BadInput."""
    webhook.checked(settings.upstream, allowed, local=True)
    if "?" in settings.upstream or settings.upstream.endswith("/"):
        raise BadInput("an upstream has no query and no / at its end", hint="for example https://api.openai.com/v1")
    if not 1 <= settings.timeout_s <= 3600:
        raise BadInput("timeout_s is 1 to 3600")
    return settings
