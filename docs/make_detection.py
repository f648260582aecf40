"""Writes docs/reference/kinds.md and detectors.md from the code: `python docs/make_detection.py`."""

from __future__ import annotations

import inspect
from pathlib import Path

from privet.core.kinds import KINDS, OPTIONAL
from privet.core.masks import mask
from privet.plugins import detectors

FOLDER = Path(__file__).resolve().parent / "reference"

SAMPLES = {
    "EMAIL": "jane@example.com", "PHONE": "+44 7700 900123", "CARD": "4242 4242 4242 4242", "CARD_CODE": "123",
    "IBAN": "DE89 3704 0044 0532 0130 00", "IP": "192.0.2.17", "URL_LOGIN": "https://ann:secret@example.com/in",
    "CODE": "482913", "PASSWORD": "hunter2", "PIN": "4321", "PUK": "12345678", "LITERAL": "[CARD_1]",
    "PERSON": "Jane Doe", "ADDRESS": "12 Harbour Street, Leeds", "PLACE": "Leeds", "ORGANISATION": "Example Ltd",
    "URL": "https://example.com/a", "MAC": "02:00:5e:10:20:30", "CARD_EXPIRY": "12/29", "ACCOUNT": "0012345678",
    "BANK_CODE": "20-00-00", "NATIONAL_ID": "999 123 4567", "TAX_ID": "900-70-0000", "PASSPORT": "ZZ1234567",
    "DRIVING_LICENCE": "DOE99 812315 J99AB", "BIRTH_DATE": "3 May 1984", "DATE": "3 May, 10:30",
    "SECRET": "sk_test_example", "IMEI": "001012345678905", "IMSI": "001011234567890", "ICCID": "8900101123456789012",
    "CELL": "001-01-4660-22136", "TRACKING": "RR123456785GB", "USERNAME": "@jane_doe", "PLATE": "AB12 CDE",
    "COORDINATES": "51.50135, -0.14189", "WALLET": "0x00000000000000000000000000000000000000ab",
    "SPECIAL": "diabetes",
    "TEXT": "all that was written",
}  # fmt: skip
"""An invented value of each kind, to show its mask."""

KINDS_HEAD = """# Kinds

<!-- Made by docs/make_detection.py from src/privet/core/kinds.py and masks.py; change those files, not this page. -->

Kinds are a closed list. A kind's number is part of stored formats and never changes.

| Kind | Number | Disposition | Looked up | Meaning | A mask |
|---|---|---|---|---|---|
"""

KINDS_FOOT = """
**Disposition.** *seal*: kept sealed until its retention ends. *transit*: kept sealed only until delivered. *drop*:
never written; its token stands for nothing. *pass*: left as it is. A tenant's policy may change it
([how](../howto/change-a-rule.md)), but for what must never be kept, for `LITERAL` and for `SPECIAL`, which flags a
message and hides nothing.

**Looked up**: gets a keyed tag in the index, so that a person's own request finds where their number or address was
mentioned. Cards get none (PCI DSS 3.5.1).

**A mask** is what `privet redact --as partial` writes and what an agent may be shown in place of a value.

**Optional.** {optional}: looked for only where a policy does not let it pass, or with `privet scan --also`.

**Overlaps.** Where findings overlap, every character that any of them covers is one finding, so that a wrong kind
never uncovers anything. Its kind is that of the strongest evidence: proved by a checksum or numbering plan
(`checksum`), then named by a cue word (`cue`), then told by a model (`model`), then a bare pattern (`pattern`);
among equals the higher score, then the longer. A kind that must never be kept wins every overlap. A finding whose
kind passes stands only where all that it overlaps lies within it and has weaker evidence. When a finding covers
more than the one that won, its canonical form is what it covers. `privet scan --explain` says of each finding what
decided.
"""

DETECTORS_HEAD = """# Detectors

<!-- Made by docs/make_detection.py from src/privet/plugins/detectors; change those files, not this page. -->

One file each in `src/privet/plugins/detectors`, with a table of cases beside its test in `tests/plugins/detectors`;
[how to add one](../howto/add-a-detector.md). Cue words are known in English, Spanish, Portuguese, French, German,
Italian, Dutch, Polish, Turkish, Indonesian, Russian, Ukrainian, Arabic, Hindi and Chinese, not all in all. Scores
order findings; they are no probabilities.

**Before any detector looks**, a text is made plain: digits of every script, full-width, mathematical and circled
letters become ASCII, spaces and hyphens of every kind become one; signs of no width and soft hyphens go; "ann (at)
example [dot] com" is an address, and at least four digits in words of one language are digits. Offsets lead back to
the text as it was written.

**Hostile text.** Every detector takes time in proportion to the length of the text. A text may have 1,000 stretches
of digit groups, and one more for each 25 characters, tried in vain as telephone numbers; after that each run of
groups that is no number as a whole is masked as it stands, as `PHONE`.

| Detector | Kinds | What it finds |
|---|---|---|
"""


def kinds() -> str:
    """The page of kinds."""
    rows = [
        f"| `{one.name}` | {one.number} | {one.disposition} | {'yes' if one.looked_up else 'no'} | {one.meaning} "
        f"| `{mask(one.name, SAMPLES[one.name])}` |\n"
        for one in KINDS.values()
    ]
    return "".join([KINDS_HEAD, *rows, KINDS_FOOT.format(optional=", ".join(f"`{name}`" for name in sorted(OPTIONAL)))])


def found_by() -> str:
    """The page of detectors: a line for each, then all that its file says of it."""
    rows, texts = [], []
    for module in detectors._BUNDLED:
        detector = module.make(("US", "GB", "DE"))
        told = inspect.getdoc(module) or ""
        listed = ", ".join(f"`{kind}`" for kind in detector.kinds)
        first = " ".join(told.split("\n\n")[0].split()).replace("|", "\\|")
        rows.append(f"| `{detector.name}` | {listed} | {first} |\n")
        rest = told.split("\n\n", 1)[1] if "\n\n" in told else ""
        if rest:
            texts.append(f"\n## {detector.name}\n\n{rest}\n")
    rows.append("| `literal` | `LITERAL` | Text that reads like a token, so that every text can be restored. |\n")
    return "".join([DETECTORS_HEAD, *rows, *texts])


PAGES = {FOLDER / "kinds.md": kinds, FOLDER / "detectors.md": found_by}

if __name__ == "__main__":
    for path, page in PAGES.items():
        path.write_text(page(), "utf-8")
