"""How things read on the pages: times, what proves somebody, a picture of an address for an authenticator app."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import segno
from markupsafe import Markup

from privet.core import ids, sentence

if TYPE_CHECKING:
    from privet.web.console.tongue import Catalogue

_LINES = str.maketrans(dict.fromkeys("\v\f\x85\u2028\u2029", "\n"))
_ABBREVIATED = {name: name for name in ("IBAN", "IP", "MAC", "IMEI", "IMSI", "ICCID", "PIN", "PUK")}
FACTORS = {"passkey": "passkey", "codes": "passphrase and code", "sso": "the company’s log-in"}


_CODE = Markup("<code>{}</code>")
_TIME = Markup('<time datetime="{}">{}</time>')


def when(at: int | None) -> Markup:
    """A time in ms as people read it, in UTC; the page's script says it in the reader's zone."""
    if at is None:
        return Markup("")
    time = datetime.fromtimestamp(at / 1000, UTC)
    return _TIME.format(time.strftime("%Y-%m-%dT%H:%M:%SZ"), time.strftime("%Y-%m-%d %H:%M UTC"))


def factor(name: str) -> str:
    """What proved somebody."""
    return FACTORS.get(name, name)


def person(actor: str) -> str:
    """An actor's name, as its colleagues call it."""
    return actor.removeprefix("operator:")


def since(id: str) -> str:
    """The day on which something came, by its id, which begins with that (`core.ids`)."""
    raw = ids.read(id.partition("_")[0], id)
    return datetime.fromtimestamp(int.from_bytes(raw[:6], "big") / 1000, UTC).strftime("%Y-%m-%d")


def short(id: str) -> str:
    """The end of an id, by which people tell a few from each other."""
    return id[-5:-1]


def kind(name: str) -> str:
    """A kind of value as people call it: `BIRTH_DATE` is a birth date."""
    return _ABBREVIATED.get(name) or name.replace("_", " ").lower()


def number(token: str) -> str:
    """The number in a token: that of `[CARD_1]` is 1."""
    return token.rpartition("_")[2].rstrip("]")


def size(count: int) -> str:
    """Bytes as a person reads them, in units of the SI."""
    return f"{max(1, round(count / 1000))} kB" if count < 1_000_000 else f"{round(count / 1_000_000)} MB"


def lines(text: str) -> str:
    """A text with those line ends that browsers have no picture of as such (Unicode's newline function, UAX #14)."""
    return text.translate(_LINES)


def picture(address: str, title: str) -> Markup:
    """The QR code (ISO/IEC 18004) of an address, as an SVG that stands in the page itself, called `title`."""
    code = segno.make(address, micro=False, error="m")
    drawn = code.svg_inline(
        border=4, omitsize=True, svgclass="qr", lineclass=None, dark="#000", light="#fff", title=title
    )
    return Markup(drawn)  # noqa: S704  (drawn by segno: paths and numbers, nothing of the text)


def deed(act: str) -> str:
    """An act as a sentence names it after “may”: to `reveal` is to see a value."""
    return sentence.DEEDS.get(act, sentence.OTHER)[1].replace("{act}", act)


def did(act: str) -> str:
    """What somebody did, as the ledger says it."""
    return sentence.DEEDS.get(act, sentence.OTHER)[0].replace("{act}", act)


def begun(text: str) -> str:
    """A text as a sentence begins: with a capital."""
    return text[:1].upper() + text[1:]


def filters(tongue: Catalogue) -> dict[str, Callable[..., Any]]:
    """What the templates call. What stands in the code in English is said in the reader's language: `spoken`."""
    return {
        "when": when, "person": person, "since": since, "lines": lines, "short": short, "number": number,
        "bytes": size,
        "begun": begun, "picture": picture, "code": _CODE.format, "spoken": tongue.say,
        "factor": lambda name: tongue.say(factor(name)), "kind": lambda name: tongue.say(kind(name)),
        "deed": lambda act: tongue.say(deed(act)), "did": lambda act: tongue.say(did(act)),
    }  # fmt: skip
