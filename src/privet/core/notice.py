"""The privacy notice, the record of processing and their differences, made of what an installation is set to do.

A notice says what GDPR Art. 13 and 14 and Cal. Civ. Code § 1798.130(a)(5) ask; a record what GDPR Art. 30(1) asks. Both
are made of the same facts, so neither can say another thing than what runs. Everything is said in plain sentences.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence

import msgspec

from privet.core.consent import BASES, NONE
from privet.core.kinds import KINDS
from privet.errors import BadInput

DETAILS = {
    "company": "The company, as it is registered.",
    "address": "Its postal address.",
    "contact": "Where people write to about their data: an address of mail or of a page.",
    "officer": "How to reach its data protection officer; empty: it has none.",
    "authority": "The authority that people may complain to.",
    "transfers": "Countries outside the person's own that data goes to, and on what ground; empty: none.",
}
"""What no setting says, and somebody fills in."""

NEEDED = ("company", "contact")
LONGEST = 500

SAID = {
    "who": "{company} answers for your data.",
    "where": "Its address: {address}.",
    "contact": "Write about your data to {contact}.",
    "officer": "Its data protection officer: {officer}.",
    "what": "What you write to us and when, over",
    "named": "Others may have written about you to us; then we hold that too.",
    "masked": "In what we read of your messages, what is personal is replaced by marks such as [PHONE_1]; the values"
    " are kept apart, each person's under a key of their own.",
    "seal": "Kept, under a key of your own",
    "transit": "Kept only until it is delivered",
    "drop": "Never written down",
    "pass": "Left in the message as it is",
    "unset": "The company has not said on which ground yet.",
    "day": "For {count} days.",
    "hour": "For {count} hours.",
    "minute": "For {count} minutes.",
    "second": "For {count} seconds.",
    "until": "Until an event ends it, such as the end of your contract or a consent taken back.",
    "gone": "After that its key is destroyed, and with it every copy, those in backups too.",
    "nobody": "Nobody outside the company.",
    "clear": "It may be given these values:",
    "marks": "It gets marks in place of values.",
    "values": "It carries what you write and what we answer, as you read it.",
    "transfers": "Data goes to other countries: {transfers}.",
    "here": "The company names no country outside your own that data goes to.",
    "rights": "You may ask what is held about you and get a copy, have it put right, restricted or erased, object"
    " to what is done with it, and take back a consent whenever you like. It costs nothing"
    " and is answered within a month.",
    "seen": "Whoever looks at a value of yours is on record with name, purpose and time.",
    "complain": "You may complain to {authority}.",
    "complain-any": "You may complain to the data protection authority where you live.",
    "machine": "Nothing in this system decides about you by itself.",
    "sold": "Nothing in this system sells your data, or shares it for advertising (Cal. Civ. Code § 1798.120).",
    "equal": "Whoever uses these rights is treated no worse for it (Cal. Civ. Code § 1798.125).",
    "measures": "Values are sealed by AES-256-GCM, each person's under keys of their own; erasing destroys the key. Who"
    " sees what is decided by rules and written to a ledger that cannot be changed unseen. Staff log in by two proofs.",
    "people": "Customers, and those whom they write about.",
}
"""Every sentence there is; what stands in braces is filled in."""

HEADINGS = {
    "who": "Who answers for your data",
    "what": "What we hold",
    "why": "What for, and on which ground",
    "long": "For how long",
    "whom": "Who gets any of it",
    "rights": "What you may ask",
    "california": "If you live in California",
}

CHANNELS = {
    "telegram": "Telegram", "sms": "text messages", "webchat": "the chat on our site", "api": "our own programs",
    "llm": "assistants that use a language model", "adapter": "other chat programs",
}  # fmt: skip
"""What each way in is called."""

WAYS = {
    "telegram": "Carries the chats with @{name}.",
    "sms": "Carries text messages ({name}).",
    "llm": "Runs a language model that helps to answer.",
    "adapter": "Carries chats of another program.",
    "hook": "Is told that something happened.",
    "upstream": "Is asked for what a customer wants ({name}).",
    "storage": "Keep what customers write.",
}
"""What each recipient does; and the purpose that no policy names."""


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
        Section(HEADINGS["whom"], tuple(_abroad(said)), tuple(_whom(facts))),
        Section(HEADINGS["rights"], (*_rights(said), SAID["seen"], SAID["machine"])),
        Section(HEADINGS["california"], (SAID["sold"], SAID["equal"])),
    ]


def record(notice: Notice) -> list[Section]:
    """The record of processing activities (GDPR Art. 30(1)): a section a purpose, after who answers for it."""
    said, facts = notice.details, notice.facts
    found = [Section("Controller", tuple(_who(said)))]
    for one in facts.purposes:
        rows = [
            ("Purpose", (one.sentence,)),
            ("Legal basis", (_ground(one),)),
            ("People", (SAID["people"],)),
            *_sorts(facts),
            ("Recipients", tuple(f"{who}: {joined(what)}" for who, what in _whom(facts)) or (SAID["nobody"],)),
            ("Other countries", tuple(_abroad(said))),
            ("Kept", tuple(f"{each.name}: {length(each)}" for each in facts.kept)),
            ("Measures", (SAID["measures"],)),
        ]
        found.append(Section(one.name, (), tuple(rows)))
    return found


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
    """Sentences one after the other, and names with commas between."""
    return "".join(f"{one}{' ' if one[-1:] in '.:' else ', '}" for one in texts).rstrip(", ")


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
