"""Errors as programs that ask language models know them (platform.openai.com/docs/guides/error-codes): one object, with
a message, a type and a code; a status by which their libraries tell whether to ask again.
"""

from __future__ import annotations

import json
import logging

from privet.errors import BadInput, ChannelError, Denied, NotFound, NotReady, PrivetError
from privet.gateways.rate import TooOften

_log = logging.getLogger("privet.gateways")

TYPES: tuple[tuple[type[PrivetError], str], ...] = (
    (BadInput, "invalid_request_error"),
    (NotFound, "invalid_request_error"),
    (Denied, "permission_error"),
    (TooOften, "rate_limit_error"),
    (NotReady, "server_error"),
    (ChannelError, "upstream_error"),
)


def refusal(error: PrivetError) -> tuple[int, bytes]:
    """An error's status and body. What is no error of the request says no more than that."""
    for type_, name in TYPES:
        if isinstance(error, type_):
            said = error.message + (f" ({error.hint})" if error.hint else "")
            return error.status, body(said, name, error.code)
    _log.warning("a request to a language model failed: %s", error.code)
    return 500, body("something unforeseen happened in Privet", "server_error", "privet")


def body(message: str, type_: str, code: str) -> bytes:
    """The object that stands for an error."""
    return json.dumps({"error": {"message": message, "type": type_, "param": None, "code": code}}).encode()
