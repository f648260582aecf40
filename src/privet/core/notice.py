"""The privacy notice, the record of processing and their differences, made of what an installation is set to do.

A notice says what GDPR Art. 13 and 14 and Cal. Civ. Code § 1798.130(a)(5) ask; a record what GDPR Art. 30(1) asks. Both
are made of the same facts, so neither can say another thing than what runs. Everything is said in plain sentences.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence

import msgspec

from privet.core.consent import BASES, NONE, STORAGE
from privet.core.kinds import KINDS, Disposition
from privet.core.notice_texts import CHANNELS, DETAILS, HEADINGS, SAID, WAYS
from privet.core.policy import Policy
from privet.errors import BadInput

OWN = ("LITERAL", "TEXT")
"""Kinds that are about how texts are handled, not about anybody."""

NEEDED = ("company", "contact")
LONGEST = 500


class Purpose(msgspec.Struct, frozen=True):
    """What something is done for; `basis` is "" where nobody said on which ground."""

    name: str
    sentence: str
    basis: str


class Kept(msgspec.Struct, frozen=True):
    """A retention class; `seconds` None: an event ends it."""

    name: str
    seconds: int | None
    sentence: str


class Recipient(msgspec.Struct, frozen=True):
    """Who gets data: the name of a host or a service, what it is here, and the kinds it may get as values; `whole`:
    it carries messages as people read them.
    """

    name: str
    what: str
    kinds: tuple[str, ...] = ()
    whole: bool = False


class Facts(msgspec.Struct, frozen=True):
    """What an installation is set to do with one tenant's data; by disposition, the names of kinds."""

    purposes: tuple[Purpose, ...]
    kinds: Mapping[str, tuple[str, ...]]
    kept: tuple[Kept, ...]
    channels: tuple[str, ...]
    recipients: tuple[Recipient, ...]


class Notice(msgspec.Struct, frozen=True):
    """A version of the notice: what somebody filled in, and the facts."""

    details: Mapping[str, str]
    facts: Facts

    def digest(self) -> str:
        """SHA-256 over the notice as canonical JSON, in hexadecimal: consents name the text that they are given to."""
        return hashlib.sha256(encode(self)).hexdigest()


class Section(msgspec.Struct, frozen=True):
    """A part of a document: its heading, sentences, and pairs of a name and what is said of it."""

    heading: str
    sentences: tuple[str, ...] = ()
    rows: tuple[tuple[str, tuple[str, ...]], ...] = ()


def facts(
    policy: Policy, bases: Mapping[str, str], channels: tuple[str, ...], recipients: tuple[Recipient, ...]
) -> Facts:
    """What a policy says, with the legal basis of each purpose ("" where nobody set one) and who gets data."""
    kinds: dict[str, list[str]] = {one.value: [] for one in Disposition}
    for name in KINDS:
        if name not in OWN:
            kinds[policy.kind(name)[0].value].append(name)
    sentences = {**policy.purposes, STORAGE: WAYS[STORAGE]}
    return Facts(
        tuple(Purpose(name, sentences[name], basis) for name, basis in bases.items()),
        {disposition: tuple(names) for disposition, names in kinds.items()},
        tuple(Kept(one.name, one.seconds, one.sentence) for one in policy.classes.values()),
        channels,
        recipients,
    )


def encode(notice: Notice) -> bytes:
    """The notice as JSON with sorted keys; the same notice gives the same bytes."""
    return msgspec.json.encode(notice, order="sorted")


def read(said: bytes | str) -> Notice:
    """A notice of `encode`."""
    return msgspec.json.decode(said, type=Notice)


def details(given: Mapping[str, str], before: Mapping[str, str]) -> dict[str, str]:
    """What somebody filled in, over what stood there before. Raises BadInput for what does not fit a line, an unknown
    name, or where what must be said is not.
    """
    for name, text in given.items():
        if name not in DETAILS:
            raise BadInput("a notice says no such thing", hint=f"there are: {', '.join(DETAILS)}")
        if len(text) > LONGEST or not text.isprintable():
            raise BadInput("that does not fit a line of a notice", hint="a line of at most 500 signs")
    made = {name: given.get(name, before.get(name, "")).strip() for name in DETAILS}
    if not all(made[name] for name in NEEDED):
        raise BadInput("a notice names the company and where to write to", hint="say company and contact")
    return made


def document(notice: Notice) -> list[Section]:
    """The privacy notice (GDPR Art. 13 and 14, and for California)."""
    said, facts = notice.details, notice.facts
    return [
        Section(HEADINGS["who"], tuple(_who(said))),
        Section(HEADINGS["what"], (SAID["named"], SAID["masked"]), tuple(_what(facts))),
        Section(HEADINGS["why"], (), tuple((one.name, (one.sentence, _ground(one))) for one in facts.purposes)),
        Section(
            HEADINGS["long"], (SAID["gone"],), tuple((one.name, (one.sentence, length(one))) for one in facts.kept)
        ),
        Section(
            HEADINGS["whom"], (*(() if facts.recipients else (SAID["nobody"],)), *_abroad(said)), tuple(_whom(facts))
        ),
        Section(HEADINGS["rights"], (*_rights(said), SAID["seen"], SAID["machine"])),
        Section(HEADINGS["california"], (SAID["sold"], SAID["equal"])),
    ]


def record(notice: Notice) -> list[Section]:
    """The record of processing activities (GDPR Art. 30(1)): each purpose, and what is the same for all of them."""
    said, facts = notice.details, notice.facts
    rows = [
        ("People", (SAID["people"],)),
        *_sorts(facts),
        ("Recipients", tuple(f"{who}: {joined(what)}" for who, what in _whom(facts)) or (SAID["nobody"],)),
        ("Other countries", tuple(_abroad(said))),
        ("Kept", tuple(f"{one.name}: {length(one)}" for one in facts.kept)),
        ("Measures", (SAID["measures"],)),
    ]
    return [
        Section("Controller", tuple(_who(said))),
        Section("Purposes", (), tuple((one.name, (one.sentence, _ground(one))) for one in facts.purposes)),
        Section("For each of them", (), tuple(rows)),
    ]


def markdown(title: str, sections: Sequence[Section]) -> str:
    """A document as Markdown."""
    parts = [f"# {title}"]
    for one in sections:
        parts.append(f"## {one.heading}")
        parts += one.sentences
        if one.rows:
            parts.append("\n".join(f"- **{name}**: {joined(said)}" for name, said in one.rows))
    return "\n\n".join(parts) + "\n"


def joined(texts: Sequence[str]) -> str:
    """Sentences one after the other, and names with semicolons between."""
    return "".join(f"{one}{' ' if one[-1:] in '.:' else '; '}" for one in texts).rstrip("; ")


def differences(before: Notice | None, after: Notice) -> list[tuple[str, str, str]]:
    """(what, as it stood, as it stands) of every fact in which two notices differ; "" where there is none."""
    old, new = {} if before is None else dict(_flat(before)), dict(_flat(after))
    return [(name, old.get(name, ""), new.get(name, "")) for name in {**old, **new} if old.get(name) != new.get(name)]


def length(kept: Kept) -> str:
    """For how long, in words; a day is 24 hours, so that no number is one."""
    if kept.seconds is None:
        return SAID["until"]
    for size, name in ((86_400, "day"), (3_600, "hour"), (60, "minute")):
        if kept.seconds % size == 0 and kept.seconds > size:
            return SAID[name].format(count=kept.seconds // size)
    return SAID["second"].format(count=kept.seconds)


def _who(said: Mapping[str, str]) -> Iterator[str]:
    for name, key in (("who", "company"), ("where", "address"), ("contact", "contact"), ("officer", "officer")):
        if said[key]:
            yield re.sub(r"\.\.$", ".", SAID[name].format(**{key: said[key]}))


def _what(facts: Facts) -> Iterator[tuple[str, tuple[str, ...]]]:
    yield SAID["what"], tuple(CHANNELS[one] for one in facts.channels)
    yield from _sorts(facts)


def _sorts(facts: Facts) -> Iterator[tuple[str, tuple[str, ...]]]:
    for disposition in ("seal", "transit", "drop", "pass"):
        names = facts.kinds.get(disposition, ())
        if names:
            yield SAID[disposition], tuple(KINDS[one].meaning for one in names)


def _ground(one: Purpose) -> str:
    return BASES[one.basis] if one.basis else SAID["unset"]


def _whom(facts: Facts) -> Iterator[tuple[str, tuple[str, ...]]]:
    for one in facts.recipients:
        kinds = tuple(KINDS[kind].meaning for kind in one.kinds)
        said = (SAID["values"],) if one.whole else (SAID["clear"], *kinds) if kinds else (SAID["marks"],)
        yield one.name, (one.what, *said)


def _abroad(said: Mapping[str, str]) -> Iterator[str]:
    yield SAID["transfers"].format(transfers=said["transfers"]) if said["transfers"] else SAID["here"]


def _rights(said: Mapping[str, str]) -> Iterator[str]:
    yield SAID["rights"]
    yield SAID["complain"].format(authority=said["authority"]) if said["authority"] else SAID["complain-any"]


def _flat(notice: Notice) -> Iterator[tuple[str, str]]:
    """Every fact, by a name for it."""
    facts = notice.facts
    yield from ((f"details.{name}", text) for name, text in notice.details.items())
    yield from ((f"purpose.{one.name}", f"{one.sentence} ({one.basis or NONE})") for one in facts.purposes)
    yield from ((f"kind.{kind}", disposition) for disposition, kinds in facts.kinds.items() for kind in kinds)
    yield from ((f"kept.{one.name}", f"{one.sentence} {length(one)}") for one in facts.kept)
    yield from ((f"channel.{one}", CHANNELS[one]) for one in facts.channels)
    yield from ((f"recipient.{who}", joined(said)) for who, said in _whom(facts))
