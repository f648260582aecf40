"""A pack: what one law asks beyond the rules that everybody has, as rules and cases with their citations, to be added
to a policy and adopted as any other change is.

Each is a folder: `pack.toml` says whose law it is, as it stood on which day, and which provision stands behind which
rule; `rules.cedar` and `cases.toml` are written as a policy's own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from privet.core.cases import FILE as CASES
from privet.core.rulebook import FILE as RULES
from privet.core.terms import read_toml
from privet.errors import Conflict

HEAD = "pack.toml"
FILES = (HEAD, RULES, CASES)
"""The files of a pack."""


@dataclass(frozen=True, slots=True)
class Source:
    """The provision behind a rule: its citation, and what it says in our words."""

    rule: str
    citation: str
    says: str


@dataclass(frozen=True, slots=True)
class Pack:
    """A pack as it is read; `as_of` is the day as of which the law was looked at."""

    name: str
    where: str
    as_of: date
    sentence: str
    sources: tuple[Source, ...]
    files: Mapping[str, str]


def read_pack(files: Mapping[str, str]) -> Pack:
    """The pack that these texts are, by file name."""
    raw = read_toml(HEAD, files[HEAD])
    sources = tuple(Source(one["rule"], one["citation"], one["says"]) for one in raw["source"])
    return Pack(raw["name"], raw["where"], raw["as_of"], raw["sentence"], sources, files)


def added(policy: Mapping[str, str], pack: Pack) -> dict[str, str]:
    """The files of a policy with the pack's rules and cases behind its own. Conflict where it has one of them."""
    if any(f'@id("{one.rule}")' in policy[RULES] for one in pack.sources):
        raise Conflict("the policy has rules of that pack", hint="change them in rules.cedar, or remove them first")
    return {
        name: f"{text.rstrip()}\n\n{pack.files[name].strip()}\n" if name in (RULES, CASES) else text
        for name, text in policy.items()
    }
