"""What `policy.toml` says: purposes, roles, retention classes, what becomes of each kind, default phone regions, and
what detection is told beside: a tenant's own patterns, and values that are no finding."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from privet.core import pattern
from privet.core.decision import NAME
from privet.core.kinds import KINDS, Disposition
from privet.errors import BadInput

FILE, DAY = "policy.toml", 86_400
UNIT, LONGEST = {"s": 1, "m": 60, "h": 3_600, "d": DAY}, 36_500 * DAY
NEEDED = ("message", "transit", "undetected", "relation")
"""Classes every policy has: tokenised messages and sealed values; what is kept until delivered; text not yet scanned;
what ends by an event."""

FIXED = ("LITERAL", "SPECIAL", "TEXT")
"""Kinds beside the dropped ones whose disposition no policy changes."""
MOST_PATTERNS, MOST_ALLOWED, LONGEST_ALLOWED = 100, 1_000, 200

MOST_SHOWING = {"hour": 10_000, "day": 100_000, "shown": 300, "answer": 7 * DAY, "use": DAY, "uses": 100}
"""The most that a policy may say of each line of `Showing`."""

MOST_TRAINING = {"valid": 730 * DAY, "grace": 180 * DAY, "mark": 100, "tries": 100}
"""The same of `Training`."""

COUNTED = ("hour", "day", "uses", "mark", "tries")
"""Lines of the two that are numbers; the others are lengths."""


@dataclass(frozen=True, slots=True)
class Retention:
    """One retention class. `seconds` is None where an event ends it; `exact` (s), where not 0, is for how long values
    keep their exact form, of which a shortened one stays then (`core.lasting`).
    """

    name: str
    seconds: int | None
    sentence: str
    exact: int = 0


@dataclass(frozen=True, slots=True)
class Showing:
    """How values are shown to a person: how many within an hour and 24 hours, for how long (s) one is on the screen;
    how long (s) a request for a grant waits, how long (s) a grant is good for and how many times.
    """

    hour: int = 30
    day: int = 120
    shown: int = 30
    answer: int = 8 * 3_600
    use: int = 900
    uses: int = 1


@dataclass(frozen=True, slots=True)
class Training:
    """For how long (s) a pass of the training is good; how long (s) nobody needs one when that is newly introduced;
    how many percent of a module's answers are to be right, and how often it may be tried within 24 hours.
    """

    valid: int = 365 * DAY
    grace: int = 30 * DAY
    mark: int = 80
    tries: int = 3


@dataclass(frozen=True, slots=True)
class Terms:
    """What `policy.toml` says, checked."""

    regions: tuple[str, ...]
    purposes: Mapping[str, str]
    roles: Mapping[str, str]
    classes: Mapping[str, Retention]
    kinds: Mapping[str, tuple[Disposition, str]]
    patterns: Mapping[str, tuple[str, str]]
    """(kind, pattern as it is written) of each of the tenant's own patterns, by name."""
    allowed: tuple[str, ...]
    """Values of the tenant's own, such as its hotline, that are no finding."""
    showing: Showing
    training: Training


def read_toml(file: str, text: str) -> dict[str, Any]:
    """`text` as TOML; BadInput names the file and line."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadInput(f"{file}: {error}", hint="Correct the line and try again.") from None


def known(file: str, where: str, keys: Iterable[str], allowed: Iterable[str]) -> None:
    """Refuse a key nobody knows, naming the nearest that is known."""
    names = list(allowed)
    for key in keys:
        if key not in names:
            near = difflib.get_close_matches(key, names, 1)
            raise BadInput(
                f"{file}: {where} has no {key!r}",
                hint=f"Did you mean {near[0]!r}?" if near else "Known here: " + ", ".join(sorted(names)) + ".",
            )


def read_terms(text: str) -> Terms:
    """Check and return what `policy.toml` says."""
    raw = read_toml(FILE, text)
    known(
        FILE, "the file", raw, ("regions", "purposes", "roles", "retention", "kinds", "detection", "reveal", "training")
    )
    for section in ("purposes", "roles", "retention"):
        if not isinstance(raw.get(section), dict) or not raw[section]:
            raise BadInput(f"{FILE}: [{section}] is missing or empty", hint=f"Add at least one line to [{section}].")
    classes = {name: _retention(name, given) for name, given in raw["retention"].items()}
    detection = raw.get("detection", {})
    if not isinstance(detection, dict):
        raise BadInput(f"{FILE}: [detection] is not a table", hint='For example: allow = ["info@example.com"]')
    known(FILE, "[detection]", detection, ("patterns", "allow"))
    _check_classes(classes)
    kinds = _kinds(raw.get("kinds", {}), classes)
    return Terms(
        regions=_regions(raw.get("regions")),
        purposes=_sentences("purposes", raw["purposes"]),
        roles=_sentences("roles", raw["roles"]),
        classes=classes,
        kinds=kinds,
        patterns=_patterns(detection.get("patterns", {}), kinds),
        allowed=_allowed(detection.get("allow", [])),
        showing=Showing(**_said("reveal", raw.get("reveal", {}), MOST_SHOWING)),
        training=Training(**_said("training", raw.get("training", {}), MOST_TRAINING)),
    )


def _named(section: str, name: str) -> None:
    if not NAME.fullmatch(name):
        raise BadInput(f"{FILE}: [{section}] {name!r} is not a name", hint="Use a-z, 0-9, '_', '.', ':' and '-'.")


def _sentences(section: str, given: Mapping[str, object]) -> dict[str, str]:
    for name, sentence in given.items():
        _named(section, name)
        if not isinstance(sentence, str) or not sentence.strip():
            raise BadInput(f"{FILE}: [{section}] {name} needs a sentence", hint="Say in one sentence what it is for.")
    return {name: str(sentence) for name, sentence in given.items()}


def _regions(given: object) -> tuple[str, ...]:
    if not isinstance(given, list) or not given or not all(re.fullmatch("[A-Z]{2}", str(one)) for one in given):
        raise BadInput(f"{FILE}: regions must list at least one country", hint='For example: regions = ["US", "DE"]')
    return tuple(str(one) for one in given)


def _retention(name: str, given: object) -> Retention:
    _named("retention", name)
    if not isinstance(given, dict):
        raise BadInput(f"{FILE}: [retention.{name}] is not a table", hint="Give it `keep` and `sentence`.")
    known(FILE, f"[retention.{name}]", given, ("keep", "sentence", "exact"))
    keep, sentence, exact = given.get("keep"), given.get("sentence"), given.get("exact")
    if not isinstance(sentence, str) or not sentence.strip():
        raise BadInput(f"{FILE}: [retention.{name}] needs a sentence", hint="Say in one sentence what it covers.")
    seconds, short = _seconds(name, keep), _length(exact)
    if exact is not None and not 0 < short < (seconds or 0):
        wrong = f"{FILE}: [retention.{name}] exact is no length shorter than its keep"
        raise BadInput(wrong, hint='For example keep = "7d" and exact = "24h".')
    return Retention(name, seconds, sentence, short)


def _seconds(name: str, keep: object) -> int | None:
    """The length `keep` stands for: "365d", "24h", "10m", "30s"; None for "event"."""
    if keep == "event":
        return None
    seconds = _length(keep)
    if not 0 < seconds <= LONGEST:
        raise BadInput(
            f"{FILE}: [retention.{name}] keep is no length",
            hint='Use a number and s, m, h or d, for example "365d", at most 36500d; or "event".',
        )
    return seconds


def _length(given: object) -> int:
    """Seconds of a length such as "8h"; 0 for what is none."""
    match = re.fullmatch(r"([1-9][0-9]{0,5})([smhd])", given) if isinstance(given, str) else None
    return int(match[1]) * UNIT[match[2]] if match else 0


def _said(section: str, given: object, most: Mapping[str, int]) -> dict[str, int]:
    """The numbers and lengths (s) that a section says; what it does not say keeps its default."""
    if not isinstance(given, dict):
        raise BadInput(f"{FILE}: [{section}] is not a table", hint=f"For example: {next(iter(most))} = …")
    known(FILE, f"[{section}]", given, most)
    said: dict[str, int] = {}
    for name, value in given.items():
        counted = name in COUNTED
        number = (value if type(value) is int else -1) if counted else _length(value)
        if not (0 if counted else 1) <= number <= most[name]:
            raise BadInput(
                f"{FILE}: [{section}] {name} is no {'number' if counted else 'length'} up to {most[name]}",
                hint="A number." if counted else 'Use a number and s, m, h or d, for example "15m".',
            )
        said[name] = number
    return said


def _check_classes(classes: Mapping[str, Retention]) -> None:
    for name in NEEDED:
        if name not in classes:
            raise BadInput(f"{FILE}: [retention.{name}] is missing", hint="Every policy has it; see docs/reference.")
    if classes["relation"].seconds is not None:
        raise BadInput(f"{FILE}: [retention.relation] ends by an event", hint='Set keep = "event".')
    for name, longest in (("message", LONGEST), ("transit", DAY), ("undetected", DAY)):
        seconds = classes[name].seconds
        if seconds is None or seconds > longest:
            raise BadInput(
                f"{FILE}: [retention.{name}] is kept too long", hint=f'Set keep to at most "{longest // DAY}d".'
            )


def _kinds(given: object, classes: Mapping[str, Retention]) -> dict[str, tuple[Disposition, str]]:
    """Disposition and class of every kind; a kind not named keeps its default.

    What must never be kept stays dropped, and LITERAL stays sealed: without it a hostile text could not be restored.
    SPECIAL stays a flag: it marks what a message is about, and hides nothing. TEXT stays sealed, as text not scanned.
    """
    if not isinstance(given, dict):
        raise BadInput(f"{FILE}: [kinds] is not a table", hint='For example: IP = { disposition = "drop" }')
    known(FILE, "[kinds]", given, KINDS)
    kinds: dict[str, tuple[Disposition, str]] = {}
    for name, kind in KINDS.items():
        entry = given.get(name, {})
        if not isinstance(entry, dict):
            raise BadInput(f"{FILE}: [kinds] {name} is not a table", hint='For example: { disposition = "drop" }')
        known(FILE, f"[kinds] {name}", entry, ("disposition", "class"))
        known(FILE, f"[kinds] {name} disposition", [str(entry.get("disposition", kind.disposition))], Disposition)
        disposition = Disposition(entry.get("disposition", kind.disposition))
        if disposition is not kind.disposition and (kind.disposition is Disposition.DROP or name in FIXED):
            raise BadInput(
                f"{FILE}: [kinds] {name} must stay {kind.disposition.value!r}", hint="Remove its disposition."
            )
        default = "transit" if disposition is Disposition.TRANSIT else "undetected" if name == "TEXT" else "message"
        known(FILE, f"[kinds] {name} class", [str(entry.get("class", default))], classes)
        kinds[name] = (disposition, str(entry.get("class", default)))
    return kinds


def _patterns(given: object, kinds: Mapping[str, tuple[Disposition, str]]) -> dict[str, tuple[str, str]]:
    """The tenant's own patterns, each checked; all of them together match in bounded time."""
    if not isinstance(given, dict) or len(given) > MOST_PATTERNS:
        raise BadInput(
            f"{FILE}: [detection.patterns] is no table of at most {MOST_PATTERNS}",
            hint="Give each pattern a section [detection.patterns.NAME].",
        )
    read = {name: _pattern(name, entry, kinds) for name, entry in given.items()}
    steps = sum(of[2] for of in read.values())
    if steps > pattern.MOST_TOGETHER:
        raise BadInput(
            f"{FILE}: [detection.patterns] can take {steps:,} steps from one place in a text, all together;"
            f" at most {pattern.MOST_TOGETHER:,} are allowed",
            hint="Fewer open lengths such as {1,40} behind each other take fewer steps.",
        )
    return {name: (kind, written) for name, (kind, written, _) in read.items()}


def _pattern(name: str, entry: object, kinds: Mapping[str, tuple[Disposition, str]]) -> tuple[str, str, int]:
    """Kind, pattern and steps of one. One of a kind that passes would let through what others find."""
    _named("detection.patterns", name)
    where = f"[detection.patterns.{name}]"
    if not isinstance(entry, dict) or not {"kind", "pattern"} <= entry.keys():
        raise BadInput(f"{FILE}: {where} needs `kind` and `pattern`", hint='For example: pattern = "M-[0-9]{8}"')
    known(FILE, where, entry, ("kind", "pattern"))
    kind, written = str(entry["kind"]), str(entry["pattern"])
    known(FILE, f"{where} kind", [kind], KINDS.keys() - set(FIXED))
    if kinds[kind][0] is Disposition.PASS:
        raise BadInput(
            f"{FILE}: {where} is of a kind that passes, so it would hide nothing",
            hint="Take a kind that is sealed; values that are no finding stand in [detection] allow.",
        )
    try:
        return kind, written, pattern.steps(written)
    except BadInput as error:
        raise BadInput(f"{FILE}: {where}: {error.message}", hint=error.hint) from None


def _allowed(given: object) -> tuple[str, ...]:
    """Values that are no finding, trimmed."""
    listed = given if isinstance(given, list) and len(given) <= MOST_ALLOWED else [None]
    if not all(isinstance(one, str) and 0 < len(one.strip()) <= LONGEST_ALLOWED for one in listed):
        raise BadInput(
            f"{FILE}: [detection] allow is no list of at most {MOST_ALLOWED} texts of {LONGEST_ALLOWED} characters",
            hint='For example: allow = ["info@example.com"]',
        )
    return tuple(str(one).strip() for one in listed)
