"""One rule of a policy changed in its files: its text and its cases taken out, and put back as somebody rewrote them.

Everything else in the files stays as it stands, comments too. What comes out is checked like any policy that is
proposed (`core.policy`); nothing here decides whether it is one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from privet.core.cases import FILE as CASES
from privet.core.change import spans
from privet.core.policy import Policy
from privet.core.rulebook import FILE as RULES
from privet.errors import BadInput

_BEGIN = "[[case]]"


@dataclass(frozen=True, slots=True)
class Piece:
    """A rule as its files have it: its text in Cedar, and its cases in TOML."""

    rule: str
    cases: str


def texts(policy: Policy, files: Mapping[str, str]) -> dict[str, str]:
    """The text of each rule by its id, in the order of the file."""
    lines = _lines(files[RULES])
    owns = ((name, _own(policy, lines, name)) for name in sorted(policy.rules, key=lambda one: policy.rules[one].line))
    return {name: "\n".join(lines[start:end]) for name, (start, end) in owns}


def pieces(policy: Policy, files: Mapping[str, str]) -> dict[str, Piece]:
    """Each rule by its id, in the order of the file. Raises BadInput where the cases cannot be told apart."""
    _, blocks = _blocks(policy, files)
    found = {}
    for name, rule in texts(policy, files).items():
        cases = (block for case, block in zip(policy.cases, blocks, strict=True) if case.rule == name)
        found[name] = Piece(rule, "\n\n".join("\n".join(block).strip() for block in cases))
    return found


def rewritten(policy: Policy, files: Mapping[str, str], name: str, piece: Piece) -> dict[str, str]:
    """The files with the rule `name` as `piece` has it; a name that no rule has adds one, an empty piece removes it.

    Raises BadInput where the cases cannot be told apart.
    """
    text, (head, blocks) = _lines(files[RULES]), _blocks(policy, files)
    start, end = _own(policy, text, name) if name in policy.rules else (len(text), len(text))
    text[start:end] = _lines(piece.rule.strip())
    if start == end:  # behind all others, after an empty line
        text.insert(start, "")
    own = [at for at, case in enumerate(policy.cases) if case.rule == name]
    place = own[0] if own else len(blocks)
    before, after = (
        [block for at, block in enumerate(blocks) if at not in own and (at < place) == first] for first in (True, False)
    )
    new = [_lines(piece.cases.strip())] if piece.cases.strip() else []
    cases = "\n\n".join("\n".join(block).strip("\n") for block in ([head] if head else []) + before + new + after)
    return {**files, RULES: "\n".join(text).strip("\n") + "\n", CASES: cases + "\n"}


def _lines(text: str) -> list[str]:
    return text.replace("\r\n", "\n").split("\n") if text else []


def _own(policy: Policy, text: list[str], name: str) -> tuple[int, int]:
    """Where a rule begins and ends, less the comments and empty lines that stand before the next one."""
    start, end = spans(policy, len(text))[name]
    while end > start + 1 and (not text[end - 1].strip() or text[end - 1].lstrip().startswith("//")):
        end -= 1
    return start, end


def _blocks(policy: Policy, files: Mapping[str, str]) -> tuple[list[str], list[list[str]]]:
    """The lines of cases.toml before its first case, and those of each case."""
    head: list[str] = []
    blocks: list[list[str]] = []
    for line in _lines(files[CASES]):
        if line.strip() == _BEGIN:
            blocks.append([])
        (blocks[-1] if blocks else head).append(line)
    if len(blocks) != len(policy.cases):
        raise BadInput(f"{CASES} cannot be changed rule by rule", hint="begin each case with a line [[case]]")
    while head and not head[-1].strip():
        head.pop()
    return head, blocks
