"""How long a law has something kept, or lets it be: by kind, purpose and country, as data with dates and citations.

A policy says how long each class is kept; here stands what it is held against. Where a law says nothing in numbers, the
advice that most keep to stands beside it, and says that it is one. A company falls under the laws of the countries that
its policy names (`regions`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from privet.core.kinds import Disposition
from privet.core.terms import DAY, Terms

EEA = frozenset({
    "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IS", "IT", "LI", "LT",
    "LU", "LV", "MT", "NL", "NO", "PL", "PT", "RO", "SE", "SI", "SK",
})  # fmt: skip
"""The European Economic Area, where the GDPR and the ePrivacy Directive hold."""

EVERYWHERE: frozenset[str] = frozenset()

TRACES = ("IP", "CELL", "COORDINATES")
"""What tells where somebody was."""


@dataclass(frozen=True, slots=True)
class Rule:
    """What a law asks: of these kinds (none: of messages), for a purpose ("": any), in these countries (none: in all),
    from a day on; kept for at least or at most so long (s; None: it says nothing). `binds` is False for advice.
    """

    name: str
    where: str
    countries: frozenset[str]
    kinds: tuple[str, ...]
    purpose: str
    least: int | None
    most: int | None
    since: date
    binds: bool
    citation: str
    sentence: str


RULES: tuple[Rule, ...] = (
    Rule(
        "no-card-code", "everywhere", EVERYWHERE, ("CARD_CODE", "PIN"), "", None, 0, date(2022, 3, 31), True,
        "PCI DSS 4.0.1, 3.3.1", "What proves a card is not kept after it was used, sealed or not.",
    ),
    Rule(
        "codes", "everywhere", EVERYWHERE, ("CODE",), "", None, 600, date(2018, 5, 25), False,
        "GDPR Art. 5(1)(e)", "A one-time code is of use for minutes.",
    ),
    Rule(
        "traces", "EU and EEA", EEA, TRACES, "", None, 7 * DAY, date(2002, 7, 31), False,
        "Directive 2002/58/EC Art. 6, 9", "Where somebody was is kept for as long as it serves security: a week.",
    ),
    Rule(
        "transcripts", "EU and EEA", EEA, (), "", None, 90 * DAY, date(2018, 5, 25), False,
        "GDPR Art. 5(1)(e)", "What was said is kept for as long as somebody comes back to it: three months.",
    ),
    Rule(
        "logs-br", "Brazil", frozenset({"BR"}), ("IP",), "security", 180 * DAY, None, date(2014, 6, 23), True,
        "Lei 12.965/2014 Art. 15", "Providers of applications for profit keep logs of access for six months.",
    ),
    Rule(
        "logs-in", "India", frozenset({"IN"}), ("IP",), "security", 180 * DAY, None, date(2022, 6, 28), True,
        "CERT-In Directions of 28 April 2022", "Logs of systems are kept for 180 days, in India.",
    ),
    Rule(
        "dpdp-in", "India", frozenset({"IN"}), ("IP",), "security", 365 * DAY, None, date(2027, 5, 13), True,
        "DPDP Rules 2025 (G.S.R. 846(E))", "Logs of what was done with personal data are kept for a year.",
    ),
)  # fmt: skip
"""The rules, the broadest first."""

WRONG = {
    "over": "longer than the law lets", "long": "longer than most keep it", "under": "shorter than the law asks",
}  # fmt: skip
"""What may be wrong with a length."""


@dataclass(frozen=True, slots=True)
class Held:
    """A rule held against a policy: the class that says how long, how long that is (s; None: until an event ends it),
    and what is wrong with it, a word of `WRONG` ("": nothing).
    """

    rule: Rule
    kind: str
    class_: str
    seconds: int | None
    wrong: str


def inforce(regions: Sequence[str], on: date) -> Iterator[Rule]:
    """The rules that hold for a company of these countries on a day."""
    return (one for one in RULES if one.since <= on and (not one.countries or one.countries & set(regions)))


def held(terms: Terms, on: date) -> list[Held]:
    """Every rule in force held against a policy, kind by kind. What is dropped or passes is kept by nobody."""
    found: list[Held] = []
    for rule in inforce(terms.regions, on):
        for kind in rule.kinds or ("",):
            disposition, class_ = terms.kinds[kind] if kind else (Disposition.SEAL, "message")
            there = disposition in (Disposition.SEAL, Disposition.TRANSIT)
            seconds = terms.classes[class_].seconds if there else 0
            found.append(Held(rule, kind, class_ if there else "", seconds, _wrong(rule, seconds)))
    return found


def _wrong(rule: Rule, seconds: int | None) -> str:
    if rule.most is not None and (seconds is None or seconds > rule.most):
        return "over" if rule.binds else "long"
    if rule.least is not None and seconds is not None and seconds < rule.least:
        return "under"
    return ""
