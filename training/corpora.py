"""Labelled texts from `data/` (sources and licences: data/README.md), their labels mapped to those of the models."""

from __future__ import annotations

import json
import lzma
import re
from collections.abc import Iterator
from pathlib import Path

from synthetic import Labelled, Span, without

DATA = Path(__file__).parent / "data"

_LABELS = {
    "multidogo": {
        "PERSON": "PERSON",
        "USERNAME": "PERSON",
        "CITY": "PLACE",
        "ZIP": "PLACE",
        "ADDRESS": "ADDRESS",
        "ORG": "ORGANISATION",
        "EMAIL": "EMAIL",
        **dict.fromkeys(("SSN_LAST4", "ID", "ACCOUNT", "PHONE", "CARD_NUMBER", "PASSWORD", "DATE"), "NUMBER"),
    },
    "wnut17": {
        "person": "PERSON",
        "location": "PLACE",
        "group": "ORGANISATION",
        "corporation": "ORGANISATION",
        "product": "OTHER",
        "creative-work": "OTHER",
    },
    "btc": {"PER": "PERSON", "LOC": "PLACE", "ORG": "ORGANISATION"},
    "wikigold": {"PER": "PERSON", "LOC": "PLACE", "ORG": "ORGANISATION", "MISC": "OTHER"},
    "meddocan_es": {
        "NOMBRE_SUJETO_ASISTENCIA": "PERSON",
        "NOMBRE_PERSONAL_SANITARIO": "PERSON",
        "TERRITORIO": "PLACE",
        "PAIS": "PLACE",
        "CALLE": "ADDRESS",
        "HOSPITAL": "ORGANISATION",
        "INSTITUCION": "ORGANISATION",
        "CENTRO_SALUD": "ORGANISATION",
        "CORREO_ELECTRONICO": "NUMBER",
        "FECHAS": "NUMBER",
        "ID_SUJETO_ASISTENCIA": "NUMBER",
        "ID_TITULACION_PERSONAL_SANITARIO": "NUMBER",
        "ID_ASEGURAMIENTO": "NUMBER",
        "NUMERO_TELEFONO": "NUMBER",
    },
    "street_ninja": {"ADDRESS": "ADDRESS"},
}
NAMES = tuple(_LABELS)

_APART = re.compile(r"(?<=[^\W\d_]) (?=['’](?:s|t|re|ve|ll|d|m)\b)|(?<=['’]) (?=(?:s|t|re|ve|ll|d|m)\b)|(?<=@) (?=\w)")
"""Blanks that the sources put where a tokeniser cut: "Anna 's", "@ anna"."""


def read(name: str) -> Iterator[Labelled]:
    """The texts of one source."""
    with lzma.open(DATA / f"{name}.jsonl.xz", "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            for labelled in _cut(name, row["text"], labelled_spans(name, row["text"], row["spans"])):
                yield labelled if name == "meddocan_es" else without(*labelled, _APART)


def labelled_spans(name: str, text: str, spans: list[tuple[int, int, str]]) -> list[Span]:
    """The spans whose label means something here, without handles, hash signs and quotes, and not overlapping."""
    found: list[Span] = []
    for start, end, label in sorted(spans):
        mapped = _LABELS[name].get(label)
        while start < end and text[start] in "#\"'“‘ ":
            start += 1
        handle = "@" in text[max(0, start - 2) : start + 1]
        if mapped and start < end and not handle and (not found or start >= found[-1][1]):
            found.append((start, end, mapped))
    return found


def _cut(name: str, text: str, spans: list[Span]) -> Iterator[Labelled]:
    """Documents in pieces of a few lines, since messages are short; a piece ends where no span is cut."""
    if name != "meddocan_es":
        yield text, spans
        return
    begin = 0
    for match in re.finditer(r"\n(?=\S)", text + "\nx"):
        if match.end() - begin > 60 or match.end() > len(text):
            piece = [(s - begin, e - begin, label) for s, e, label in spans if begin <= s and e <= match.start()]
            yield text[begin : match.start()], piece
            begin = match.end()
