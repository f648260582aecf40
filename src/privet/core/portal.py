"""The customer's own page: how long a link to it is good, how long a visit lasts, and what the message with it says.

A link works once, within a quarter of an hour; its secret stands behind the `#`, as a token, so that no server on the
way sees it, and so that the message that carries it is kept without it (a web address that carries credentials).
"""

from __future__ import annotations

from collections.abc import Mapping

from privet.core.session import Limits

LINK_MS = 900_000
"""How long a link can be used."""

DAY_MS, MOST = 86_400_000, 5
"""Links to one conversation's customer within 24 hours, at most."""

LIMITS = Limits(900_000, 3_600_000)
"""How long a visit may lie idle, and how long it lasts at all."""

PROVED_MS = 900_000
"""How long a proof in a visit is good for what is sensitive."""

TAKEN = 3
"""How often all that is held is handed over in one visit, at most."""

PATH, FIELD = "/my", "token"

TEXTS: Mapping[str, str] = {
    "en": "Here you see what {company} keeps of you, who saw it, and have it deleted: {link} The link works once, "
    "within 15 minutes. Do not pass it on.",
    "de": "Hier sehen Sie, was {company} von Ihnen aufbewahrt und wer es gesehen hat, und lassen es löschen: {link} "
    "Der Link gilt einmal, 15 Minuten lang. Geben Sie ihn nicht weiter.",
    "es": "Aquí ve lo que {company} guarda de usted y quién lo ha visto, y puede hacer que se borre: {link} El enlace "
    "sirve una vez, durante 15 minutos. No lo pase a nadie.",
    "pt": "Aqui você vê o que {company} guarda sobre você e quem viu, e pode mandar apagar: {link} O link funciona uma "
    "vez, por 15 minutos. Não o passe a ninguém.",
    "ru": "Здесь видно, что {company} хранит о вас и кто это видел, и можно всё удалить: {link} Ссылка действует один "
    "раз, 15 минут. Никому её не передавайте.",
}
"""What the message with a link says, by language (ISO 639-1)."""


def address(origin: str, secret: str) -> str:
    """Where a link leads. `origin` is scheme, host and port of the pages."""
    return f"{origin.rstrip('/')}{PATH}#{FIELD}={secret}"


def text(language: str, company: str, link: str) -> str:
    """The message; in English where there is none in that language."""
    return TEXTS.get(language, TEXTS["en"]).format(company=company, link=link)
