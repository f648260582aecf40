"""Labelled sets, each read into the same form: those in `sets/`, and any folder or file of JSON lines.

A JSON line is {"id", "lang", "text", "spans": [[start, end, label], ...]}: offsets are code points, the end exclusive.
Files may be compressed by xz. Labels are those of whoever labelled; `LABELS` says which of our kinds an answer may have
to be right. A label that is in no line of it is of something we have no kind for: it is neither asked for nor held
against whoever finds it.
"""

from __future__ import annotations

import json
import lzma
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import marked

from privet.core.kinds import KINDS

HERE = Path(__file__).parent / "sets"
DATAFOG = Path(__file__).parents[2] / "tests" / "plugins" / "detectors" / "peers" / "datafog.jsonl.xz"
"""DataFog's own corpus, which is also a test."""

BESIDE = frozenset({"ORGANISATION", "SPECIAL", "LITERAL"})
"""Kinds that mask nothing and are found for another's sake: shown kind by kind, never in a figure for the whole."""

NAMES = frozenset({"PERSON", "ADDRESS", "PLACE"})

COMMON = NAMES | {
    "PHONE", "EMAIL", "CARD", "IBAN", "IP", "URL", "DATE", "NATIONAL_ID", "DRIVING_LICENCE",
}  # fmt: skip
"""The twelve types that detectors of personal data commonly look for."""

ANY_NUMBER, POSTCODE = "ID", "POSTCODE"
"""Counted as kinds of their own: some number of a person or their affair, whatever kind we have for it; and a postcode
alone, which we call a place."""

_IDS = ("NATIONAL_ID", "TAX_ID")
"""In many countries one number is both, so either name is right for both."""
_NUMBERS = ("ACCOUNT", *_IDS, "TRACKING", "PASSPORT", "DRIVING_LICENCE", "PLATE", "USERNAME", "CODE", "PIN")

LABELS: dict[str, tuple[str, ...]] = {
    **{name: (name,) for name in KINDS},
    **dict.fromkeys(("NATIONAL_ID", "SSN", "US_SSN", "AADHAR", "UK_NINO"), _IDS),
    **dict.fromkeys(("TAX_ID", "TAXID", "PAN", "US_ITIN", "DE_VAT_ID"), _IDS[::-1]),
    **dict.fromkeys(("PER", "NAME", "NAMES"), ("PERSON",)),
    **dict.fromkeys(("LOC", "LOCATION"), ("PLACE", "ADDRESS")),
    **dict.fromkeys(("GPE", "CITY", "COUNTRY", "STATE"), ("PLACE", "ADDRESS")),
    **dict.fromkeys(("ZIP", "ZIP_CODE", "POSTCODE"), (POSTCODE, "PLACE", "ADDRESS")),
    **dict.fromkeys(("ADDRESS", "STREET_ADDRESS"), ("ADDRESS", "PLACE")),
    **dict.fromkeys(("ORG", "ORGANIZATION", "CORPORATION", "GROUP", "BANK"), ("ORGANISATION",)),
    **dict.fromkeys(("PHONE_NUMBER", "FAX"), ("PHONE",)),
    **dict.fromkeys(("EMAIL_ADDRESS",), ("EMAIL",)),
    **dict.fromkeys(("CREDIT_CARD", "CARD_NUMBER"), ("CARD",)),
    **dict.fromkeys(("IBAN_CODE", "DE_IBAN"), ("IBAN",)),
    **dict.fromkeys(("IP_ADDRESS",), ("IP",)),
    **dict.fromkeys(("MAC_ADDRESS",), ("MAC",)),
    **dict.fromkeys(("URL", "DOMAIN_NAME", "DOMAIN"), ("URL", "URL_LOGIN")),
    **dict.fromkeys(("DATE_TIME", "DATE", "TIME"), ("DATE", "BIRTH_DATE", "CARD_EXPIRY")),
    **dict.fromkeys(("DOB", "DATE_OF_BIRTH"), ("BIRTH_DATE", "DATE")),
    **dict.fromkeys(("ACCOUNT_NUMBER", "BANK_ACCOUNT", "BANK_ACCOUNT_NUM", "US_BANK_NUMBER"), ("ACCOUNT",)),
    **dict.fromkeys(("ROUTING_NUMBER", "ABA_ROUTING_NUMBER", "SORT_CODE", "BIC"), ("BANK_CODE",)),
    **dict.fromkeys(("PASSPORT_NUM", "US_PASSPORT"), ("PASSPORT",)),
    **dict.fromkeys(("DRIVER_LICENSE", "DRIVER_LICENSE_NUM", "US_DRIVER_LICENSE"), ("DRIVING_LICENCE",)),
    **dict.fromkeys(("ID", "REFERENCE", "SSN_LAST4"), (ANY_NUMBER, *_NUMBERS)),
    **dict.fromkeys(("USER_ID", "USERID", "HANDLE"), ("USERNAME",)),
    **dict.fromkeys(("CRYPTO",), ("WALLET",)),
    **dict.fromkeys(("LICENSE_PLATE",), ("PLATE",)),
    **dict.fromkeys(("OTP",), ("CODE",)),
    # MEDDOCAN, Spanish clinical cases
    **dict.fromkeys(
        ("NOMBRE_SUJETO_ASISTENCIA", "NOMBRE_PERSONAL_SANITARIO"), ("PERSON",)
    ),
    **dict.fromkeys(("TERRITORIO", "PAIS"), ("PLACE", "ADDRESS")),
    **dict.fromkeys(("CALLE",), ("ADDRESS", "PLACE")),
    **dict.fromkeys(("FECHAS",), ("DATE", "BIRTH_DATE")),
    **dict.fromkeys(("CORREO_ELECTRONICO",), ("EMAIL",)),
    **dict.fromkeys(("NUMERO_TELEFONO", "NUMERO_FAX"), ("PHONE",)),
    **dict.fromkeys(("HOSPITAL", "INSTITUCION", "CENTRO_SALUD"), ("ORGANISATION",)),
}  # fmt: skip


class Span(NamedTuple):
    """`text[start:end]` is personal; an answer of any of `kinds` is right, the first is what it is counted as."""

    start: int
    end: int
    kinds: tuple[str, ...]


class Case(NamedTuple):
    """One text. `unasked` are the stretches that bear a label we have no kind for."""

    id: str
    lang: str
    text: str
    spans: tuple[Span, ...]
    unasked: tuple[tuple[int, int], ...] = ()


class Labelled(NamedTuple):
    """One set. `labelled` are the kinds that whoever labelled it looked for: another answer is not held against any."""

    name: str
    cases: tuple[Case, ...]
    labelled: frozenset[str]
    by_hand: bool = False
    unknown: tuple[str, ...] = ()  # labels that none of our kinds fits

    @property
    def whole(self) -> frozenset[str]:
        """The kinds that its figure for the whole counts. In the telecom set those are all but names and places."""
        beside = BESIDE | NAMES | {"URL"} if self.name == "telecom" else BESIDE
        return frozenset(kind for kind in self.labelled if kind not in beside)


def of_repository() -> Iterator[Labelled]:
    """Every set in `sets/`, by name, and DataFog's; a folder without messages is none."""
    yield _foreign("datafog", [DATAFOG])
    for folder in sorted(path for path in HERE.iterdir() if path.is_dir() and path.name != "linter"):
        if texts := sorted(folder.glob("*.txt")):
            yield _by_hand(folder.name, texts)
        elif files := _lines_files(folder):
            yield _foreign(folder.name, files)


def at(name: str, path: Path) -> Labelled:
    """The set in a file of JSON lines, or in all those of a folder. Raises ValueError where there is none."""
    files = _lines_files(path) if path.is_dir() else [path]
    if not files or not all(file.is_file() for file in files):
        raise ValueError(f"{path}: no .jsonl there")
    return _foreign(name, files)


def _by_hand(name: str, files: Iterable[Path]) -> Labelled:
    """A hand-written set: every kind is labelled in it but those that nobody was asked to label."""
    cases = []
    for file in files:
        for case in marked.read(file):
            spans = tuple(Span(one.start, one.end, LABELS[one.kind]) for one in case.spans if one.kind != "DATE")
            unasked = tuple((one.start, one.end) for one in case.spans if one.kind == "DATE")
            cases.append(Case(case.id, case.lang, case.text, spans, unasked))
    unlabelled = {"DATE", "SPECIAL", "LITERAL"} | ({"ORGANISATION"} if name != "names" else set())
    return Labelled(name, tuple(cases), frozenset(KINDS) - unlabelled, by_hand=True)


def _foreign(name: str, files: Iterable[Path]) -> Labelled:
    """A set that others labelled: the kinds of the labels that occur in it are those they looked for."""
    cases = []
    labelled: set[str] = set()
    unknown: set[str] = set()
    for file in files:
        for number, line in enumerate(_lines(file), 1):
            spans, unasked = [], []
            for start, end, label in line["spans"]:
                kinds = LABELS.get(label.upper().replace("-", "_"))
                if kinds:
                    spans.append(Span(start, end, kinds))
                    labelled.update(kinds[:1] if kinds[0] in (ANY_NUMBER, POSTCODE) else kinds)
                else:
                    unasked.append((start, end))
                    unknown.add(label)
            where = f"{name}/{file.name.split('.')[0]}:{number}"
            cases.append(Case(where, line.get("lang", "en"), line["text"], tuple(sorted(spans)), tuple(unasked)))
    return Labelled(name, tuple(cases), frozenset(labelled), unknown=tuple(sorted(unknown)))


def _lines(file: Path) -> Iterator[dict[str, Any]]:
    data = file.read_bytes()
    text = (lzma.decompress(data) if file.suffix == ".xz" else data).decode("utf-8")
    yield from (json.loads(line) for line in text.split("\n") if line.strip())


def _lines_files(folder: Path) -> list[Path]:
    return sorted([*folder.glob("*.jsonl"), *folder.glob("*.jsonl.xz")])
