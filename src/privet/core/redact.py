"""A text with what is personal in it replaced, without a vault: by tokens, asterisks, a mask that
shows what a support agent still needs, nothing, or keyed pseudonyms.

Tokens read as in docs/spec/token.md, and `n` counts per kind within one record. A pseudonym is `[KIND_` and 16 base32
letters of HMAC-SHA256 over kind and canonical form, so that two spellings of one value, in any file, get the same one
as long as the key is the same. Kinds that must not be kept get none: of a PIN's ten thousand values even a keyed
pseudonym tells which are alike, so they read `[PIN_1]`.
"""

from __future__ import annotations

import base64
import hmac
from collections.abc import Callable, Sequence
from typing import Literal

from privet.core.finding import Finding
from privet.core.kinds import KINDS, Disposition
from privet.core.masks import mask
from privet.core.tokens import name

Style = Literal["token", "mask", "partial", "remove"]
Namer = Callable[[str, Sequence[Finding]], list[str]]
"""What stands in place of each finding of one record's text."""


def redacted(text: str, findings: Sequence[Finding], names: Namer) -> str:
    """`text` with each finding replaced; findings are settled: sorted, not overlapping."""
    pieces: list[str] = []
    at = 0
    for finding, put in zip(findings, names(text, findings), strict=True):
        pieces.append(text[at : finding.start])
        pieces.append(put)
        at = finding.end
    pieces.append(text[at:])
    return "".join(pieces)


def tokens(text: str, findings: Sequence[Finding]) -> list[str]:
    """`[KIND_n]`; the same characters of the same kind get the same `n`."""
    seen: dict[tuple[str, str], str] = {}
    counts: dict[str, int] = {}
    for finding in findings:
        key = (finding.kind, text[finding.start : finding.end])
        if key not in seen:
            counts[finding.kind] = counts.get(finding.kind, 0) + 1
            seen[key] = name(finding.kind, counts[finding.kind])
    return [seen[finding.kind, text[finding.start : finding.end]] for finding in findings]


def masks(text: str, findings: Sequence[Finding]) -> list[str]:
    """One asterisk a character, so that columns stay where they were."""
    return ["*" * (finding.end - finding.start) for finding in findings]


def partial(text: str, findings: Sequence[Finding]) -> list[str]:
    """What `core.masks` shows of each: "···· 4242" of a card."""
    return [mask(finding.kind, text[finding.start : finding.end]) for finding in findings]


def nothing(text: str, findings: Sequence[Finding]) -> list[str]:
    """The finding is cut out."""
    return [""] * len(findings)


def pseudonyms(key: bytes) -> Namer:
    """Names under `key` (32 random bytes): alike for alike values, over records and files."""

    def names(text: str, findings: Sequence[Finding]) -> list[str]:
        return [
            _pseudonym(key, finding) if KINDS[finding.kind].disposition is not Disposition.DROP else token
            for finding, token in zip(findings, tokens(text, findings), strict=True)
        ]

    return names


def _pseudonym(key: bytes, finding: Finding) -> str:
    said = f"{finding.kind}\0{finding.canonical}".encode("utf-8", "surrogatepass")
    letters = base64.b32encode(hmac.digest(key, said, "sha256")[:10]).decode("ascii").lower()
    return f"[{finding.kind}_{letters}]"


STYLES: dict[Style, Namer] = {"token": tokens, "mask": masks, "partial": partial, "remove": nothing}
