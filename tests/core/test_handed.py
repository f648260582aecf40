"""Entries as other programs read them: OCSF by its published schema, CEF and syslog by strict readers of their own
grammars; other people's parsers are in tests/e2e/judges.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

import jsonschema_rs
from hypothesis import given
from hypothesis import strategies as st

from privet.core import handed
from privet.core.entry import Entry, Outcome, decode, encode
from privet.core.sentence import DEEDS

SCHEMA = jsonschema_rs.Draft202012Validator(
    json.loads((Path(__file__).parents[1] / "vectors/ocsf/entity_management.json").read_text("utf-8"))
)
ORIGIN = "privet.invalid/abcdefgh/demo"

names = st.from_regex(r"[a-z0-9_:.-]{1,64}", fullmatch=True)
numbers = st.integers(0, 10**15 - 1)
ids = st.builds(lambda prefix, letters: f"{prefix}_{letters}", st.from_regex(r"[a-z]{3}", fullmatch=True),
                st.from_regex(r"[a-z2-7]{26}", fullmatch=True))  # fmt: skip
ENTRIES = st.builds(
    Entry,
    id=st.from_regex(r"[a-z2-7]{26}", fullmatch=True),
    at=st.integers(0, 253_402_300_799_999),
    act=st.sampled_from(sorted(DEEDS)) | names,
    outcome=st.sampled_from(Outcome),
    actor=names,
    object=st.none() | ids,
    subject=st.none() | ids,
    purpose=st.none() | names,
    policy=st.none() | numbers,
    reasons=st.lists(names, max_size=3).map(tuple),
    count=st.none() | numbers,
    note=st.none() | st.binary(min_size=32, max_size=32),
)


@given(ENTRIES, numbers)
def test_an_ocsf_event_is_what_its_schema_says(entry: Entry, number: int) -> None:
    made = json.loads(handed.ocsf(number, entry, ORIGIN))
    SCHEMA.validate(made)
    assert made["type_uid"] == made["class_uid"] * 100 + made["activity_id"]
    assert (made["metadata"]["uid"], made["metadata"]["sequence"], made["time"]) == (entry.id, number, entry.at)


def test_the_schema_can_refuse() -> None:
    made = handed.event(1, Entry("a" * 26, 1, "reveal", Outcome.DONE, "local"), ORIGIN)
    for wrong in ({"status_id": 7}, {"time": "now"}, {"entity": {}}, {"planted": 1}):
        assert not SCHEMA.is_valid(made | wrong)
    assert not SCHEMA.is_valid({name: value for name, value in made.items() if name != "class_uid"})


@given(ENTRIES, numbers)
def test_a_line_of_json_has_the_entry_itself(entry: Entry, number: int) -> None:
    line = handed.jsonl(number, entry, ORIGIN)
    found = json.loads(line)
    assert (found["ledger"], found["number"]) == (ORIGIN, number)
    assert decode(line.partition('"entry":')[2][:-1].encode()) == entry
    assert found["entry"] == json.loads(encode(entry))


def read_cef(line: str) -> tuple[list[str], dict[str, str]]:
    """Header and extension of a line, as the standard writes them."""
    header = [""]
    at = 0
    while len(header) < 8:
        one = line[at]
        if one == "\\":
            at += 1
            header[-1] += line[at]
        elif one == "|":
            header.append("")
        else:
            header[-1] += one
        at += 1
    fields: dict[str, str] = {}
    for key, value in re.findall(r"([A-Za-z0-9]+)=((?:\\[\\=n]|[^\\=])*?)(?= [A-Za-z0-9]+=|$)", line[at:]):
        assert key not in fields
        fields[key] = re.sub(r"\\(.)", lambda match: {"n": "\n"}.get(match[1], match[1]), value)
    return header[:7], fields


@given(ENTRIES, numbers)
def test_a_line_of_cef_reads_back(entry: Entry, number: int) -> None:
    line = handed.cef(number, entry, ORIGIN)
    assert "\n" not in line
    header, fields = read_cef(line)
    assert header[:5] == ["CEF:0", "Privet", "Privet", "1", entry.act]
    assert 0 <= int(header[6]) <= 10
    assert (fields["rt"], fields["externalId"], fields["suser"], fields["cn1"]) == (
        str(entry.at), entry.id, entry.actor, str(number),
    )  # fmt: skip
    for place, value in (("cs1", entry.object), ("cs2", entry.subject), ("cs3", entry.purpose)):
        assert fields.get(place) == value
    assert fields.get("cs4") == (" ".join(entry.reasons) or None)
    assert all(f"{one}Label" in fields for one in fields if re.fullmatch("c[sn][0-9]", one))


def test_what_would_end_a_field_is_escaped() -> None:
    assert handed._bar("a|b\\c") == "a\\|b\\\\c"
    assert handed._equals("a=b\\c\r\nd") == "a\\=b\\\\c \\nd"


SYSLOG = re.compile(
    r"<(\d{1,3})>1 (\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z) ([!-~]{1,255}) ([!-~]{1,48}) - ([!-~]{1,32}) - (.*)",
    re.DOTALL,
)


@given(ENTRIES, st.text())
def test_a_syslog_message_has_the_form_of_rfc_5424(entry: Entry, host: str) -> None:
    message = handed.syslog(entry, handed.ocsf(1, entry, ORIGIN), host)
    match = SYSLOG.fullmatch(message.decode("utf-8"))
    assert match is not None
    assert 0 <= int(match[1]) <= 191
    assert int(match[1]) // 8 == 13
    assert match[6] == handed.ocsf(1, entry, ORIGIN)
    assert handed.counted(message) == str(len(message)).encode() + b" " + message


def test_a_refusal_is_more_than_information() -> None:
    def level(outcome: Outcome) -> int:
        message = handed.syslog(Entry("a" * 26, 1, "reveal", outcome, "local"), "", "")
        assert b" - privet - reveal - " in message  # no name of a host is the nil value
        return int(message[1:].partition(b">")[0]) % 8

    assert (level(Outcome.DONE), level(Outcome.DENIED), level(Outcome.FAILED)) == (6, 4, 3)
