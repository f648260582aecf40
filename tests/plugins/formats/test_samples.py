"""The bundled samples: written as the real programs write them, in six languages, with every kind that is found."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree

import pytest

from privet.core.detect import Scanner
from privet.core.kinds import KINDS
from privet.plugins.detectors import bundled

SAMPLES = Path(__file__).parents[3] / "docs" / "tutorial" / "samples"
FILES = {"telegram": "telegram.json", "sms-backup": "sms.xml", "jsonl": "multidogo.jsonl"}


@pytest.mark.parametrize(
    ("name", "messages", "skipped"), [("telegram", 62, 2), ("sms-backup", 80, 1), ("jsonl", 500, 0)]
)
def test_every_message_is_read(reading, name, messages, skipped):
    found = reading.items(name, (SAMPLES / FILES[name]).read_bytes())
    assert (len(reading.messages(found)), len(reading.skipped(found))) == (messages, skipped)
    assert not reading.troubles(found)


def test_they_are_as_invalid_as_real_ones():
    with pytest.raises(json.JSONDecodeError):
        json.loads((SAMPLES / FILES["telegram"]).read_bytes())
    with pytest.raises(ElementTree.ParseError):
        ElementTree.parse(SAMPLES / FILES["sms-backup"])


def test_the_odd_things_are_there(reading):
    found = reading.messages(reading.items("telegram", (SAMPLES / FILES["telegram"]).read_bytes()))
    assert any("\x0b" in each.text.expose() for each in found)
    assert ["bill-2026-01.pdf"] in [[name.expose() for name in each.attachments] for each in found]
    assert (
        sum("😊" in text for text in reading.texts(reading.items("sms-backup", (SAMPLES / "sms.xml").read_bytes())))
        == 1
    )


@pytest.mark.parametrize("name", ["telegram", "sms-backup"])
def test_every_kind_is_found_in_them(reading, name):
    scanner = Scanner(bundled(("GB", "US", "ES", "FR", "DE", "PT", "RU")))
    texts = reading.texts(reading.items(name, (SAMPLES / FILES[name]).read_bytes()))
    assert {finding.kind for text in texts for finding in scanner.scan(text)} >= {
        kind for kind in KINDS if KINDS[kind].number <= 12
    }


def test_the_customer_turns_are_spread_and_attributed():
    rows = [json.loads(line) for line in (SAMPLES / FILES["jsonl"]).read_text().splitlines()]
    domains = Counter(row["id"].partition("-")[0] for row in rows)
    assert len(domains) == 6
    assert min(domains.values()) >= 83
    assert len({row["conversation"] for row in rows}) == 126
    assert "changed" in rows[0]["notice"]
    assert "CDLA-Permissive-1.0" in (SAMPLES / "ATTRIBUTION.md").read_text()


def test_they_are_small():
    assert sum(file.stat().st_size for file in SAMPLES.iterdir()) < 300_000
