"""Every language whose asking is known, in the order in which they are tried."""

from __future__ import annotations

from privet.core.phrases import Phrases
from privet.core.phrases.english import ENGLISH
from privet.core.phrases.french import FRENCH
from privet.core.phrases.german import GERMAN
from privet.core.phrases.portuguese import PORTUGUESE
from privet.core.phrases.russian import RUSSIAN
from privet.core.phrases.spanish import SPANISH

LANGUAGES: tuple[Phrases, ...] = (ENGLISH, FRENCH, GERMAN, PORTUGUESE, RUSSIAN, SPANISH)
