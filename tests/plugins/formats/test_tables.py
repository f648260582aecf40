"""JSON Lines and CSV: the same columns, two spellings."""

from __future__ import annotations

import csv
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from privet.core import record
from privet.errors import BadInput
from privet.plugins.formats import FORMATS
from privet.plugins.formats import csv as csv_format

ROW = {
    "id": "m1",
    "conversation": "chat-9",
    "sender": "ana@example.com",
    "text": "Hello",
    "sent_at": "2024-03-01T10:00:00Z",
}
NAMES = list(ROW)


def jsonl(*rows: object) -> str:
    return "".join(json.dumps(each, ensure_ascii=False) + "\n" for each in rows)


def table(*rows: dict[str, str], names: list[str] = NAMES, **style: str) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, names, **style)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def both(row: dict[str, str]) -> list[tuple[str, str]]:
    return [("jsonl", jsonl(row)), ("csv", table(row, names=list(row)))]


def test_a_row_is_a_message(reading):
    for name, data in both(ROW):
        [message] = reading.messages(reading.items(name, data))
        assert reading.shown(message) == {
            "channel": "import",
            "conversation": "chat-9",
            "party": "ana@example.com",
            "text": "Hello",
            "sent_at": 1709287200000,
            "external_id": "m1",
        }


def test_an_answer_is_for_the_conversation_since_a_row_names_no_recipient(reading):
    more = {"channel": "webchat", "direction": "out", "subject_ref": "K-1", "attachment": "bill.pdf", "extra": "x"}
    for name, data in both(ROW | more):
        [message] = reading.messages(reading.items(name, data))
        shown = reading.shown(message)
        assert (shown["direction"], shown["party"], shown["name"]) == ("out", "chat-9", "ana@example.com")
        assert (shown["channel"], shown["subject_ref"], shown["attachments"]) == ("webchat", "K-1", ("bill.pdf",))


def test_json_may_have_numbers_several_files_and_nothing(reading):
    row = ROW | {"id": 7, "sent_at": 1709287200.5, "attachment": ["a", "b"], "direction": None, "channel": ""}
    [message] = reading.messages(reading.items("jsonl", jsonl(row)))
    assert (message.external_id, message.sent_at) == ("7", 1709287200500)
    assert [each.expose() for each in message.attachments] == ["a", "b"]


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({"sent_at": "yesterday"}, record.NO_TIME),
        ({"sent_at": ""}, record.NO_TIME),
        ({"id": ""}, record.MISSING),
        ({"sender": " "}, record.MISSING),
        ({"conversation": ""}, record.MISSING),
        ({"direction": "both"}, record.NO_DIRECTION),
        ({"channel": "Web Chat"}, record.NO_CHANNEL),
        ({"text": "x" * (record.TEXT + 1)}, record.OVER),
        ({"text": "x" * (record.RAW + 1)}, record.TOO_LONG),
        ({"id": "1" * 257}, record.OVER),
        ({"subject_ref": "1" * 1025}, record.OVER),
        ({"attachment": "1" * 1025}, record.OVER),
    ],
)
def test_one_bad_row_costs_no_other(reading, more, reason):
    names = [*NAMES, "channel", "direction", "subject_ref", "attachment"]
    rows = (ROW | {"text": "before"}, ROW | more, ROW | {"text": "after"})
    for name, data in (("jsonl", jsonl(*rows)), ("csv", table(*rows, names=names))):
        found = reading.items(name, data)
        assert reading.troubles(found) == [(1, "line 3" if name == "csv" else "line 2", reason)]
        assert reading.texts(found) == ["before", "after"]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{", record.NOT_JSON),
        ("[]", record.NOT_JSON),
        ("nul", record.NOT_JSON),
        (b"\xff", record.NOT_UTF8),
        ('{"id":"\x00"}', record.NOT_JSON),
        ("[" * 100000, record.NOT_JSON),
        ('{"id": %s}' % ("9" * 5000), record.NOT_JSON),
        ('{"id": "1"}', record.MISSING),
        (json.dumps(ROW | {"text": None}), record.MISSING),
        (json.dumps(ROW | {"text": {"a": 1}}), record.MISSING),
        (json.dumps(ROW | {"id": True}), record.MISSING),
        (json.dumps(ROW | {"attachment": [1]}), record.WRONG_TYPE),
        (json.dumps(ROW | {"attachment": 1}), record.WRONG_TYPE),
        (json.dumps(ROW | {"attachment": ["a"] * 101}), record.MANY),
    ],
)
def test_a_line_that_is_no_row_costs_no_other(reading, line, reason):
    raw = line if isinstance(line, bytes) else line.encode()
    for end in (b"\n", b"\r\n"):
        found = reading.items("jsonl", jsonl(ROW).encode() + b"\n  \n" + raw + end + jsonl(ROW).encode().rstrip())
        assert reading.troubles(found) == [(1, "line 4", reason)]
        assert reading.texts(found) == ["Hello", "Hello"]


def test_a_bad_first_line_does_not_hide_what_columns_are_asked_for(reading):
    assert [why for _, _, why in reading.troubles(reading.items("jsonl", "nonsense\n" + jsonl(ROW)))] == [
        record.NOT_JSON
    ]
    with pytest.raises(BadInput, match="a column is missing: text, sent_at"):
        reading.items("jsonl", "nonsense\n" + jsonl({"id": 1, "conversation": 1, "sender": 1}))


@pytest.mark.parametrize(
    "data",
    [
        "",
        "\n",
        "id,conversation,sender,text\n",
        "id,conversation,sender,text,sent_at,id\n",
        "id,conversation,sender,text,sent_at,direction,Direction\n",
        "a\tb\n",
        '"id,conversation\n',
        "x" * (record.RAW + 1),
        "\ufeff".encode("utf-16-le"),
        "i\0d,",
    ],
)
def test_a_table_without_its_columns_is_refused_before_anything_is_read(reading, data):
    with pytest.raises(BadInput):
        reading.items("csv", data)


def test_utf_16_is_named(reading):
    for name in ("csv", "jsonl"):
        with pytest.raises(BadInput, match="UTF-16"):
            reading.items(name, "id,sender".encode("utf-16"))


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv_as_different_programs_write_it(reading, delimiter, end):
    rows = [ROW | {"text": 'two\nlines, "quoted"; and\ta tab'}, ROW | {"text": "é 😀"}]
    data = "\ufeff" + table(*rows, delimiter=delimiter, lineterminator=end) + end
    data = data.replace("sender", " Sender ")
    assert reading.texts(reading.items("csv", data)) == [row["text"] for row in rows]


def test_csv_rows_that_cannot_be_read(reading):
    lines = [
        ",".join(NAMES),
        "1,c,s,short",
        "2,c,s,nul\0,5",
        "3,c,s,\udcff,5",
        '4,c,s,"a"b,5',
        '5,c,s,"two',
        'of it",5',
        '6,c,s,5" screen,5',
        '7,c,s,"never closed,5',
        "8,c,s,read all the same,5",
    ]
    found = reading.items("csv", "\n".join(lines).encode("utf-8", "surrogateescape"))
    assert [(where, why) for _, where, why in reading.troubles(found)] == [
        ("line 2", csv_format.COLUMNS),
        ("line 3", csv_format.NUL),
        ("line 4", record.NOT_UTF8),
        ("line 5", csv_format.QUOTES),
        ("line 9", csv_format.QUOTES),
    ]
    assert reading.texts(found) == ["two\nof it", '5" screen', "read all the same"]


def test_a_row_over_the_bound_gives_back_the_lines_it_swallowed(reading, monkeypatch):
    monkeypatch.setattr(csv_format, "RAW", 1 << 16)
    good = "1,c,s,good,5\n"
    data = ",".join(NAMES) + '\n2,c,s,"open,5\n' + good * 7_000
    found = reading.items("csv", data)
    assert reading.troubles(found) == [(0, "line 2", csv_format.QUOTES)]
    assert len(found) == 7_001


def test_a_file_made_to_cost_time_loses_lines_and_says_which(reading, monkeypatch):
    monkeypatch.setattr(csv_format, "RAW", 1 << 16)
    # Every line leaves a quote open, read from its start or in the middle of a row.
    data = ",".join(NAMES) + "\n" + 'x","y\n' * 40_000
    found = reading.items("csv", data)
    assert 0 < len(found) < 100
    assert any(where.startswith("lines ") for _, where, _ in reading.troubles(found))


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=60)))
def test_every_text_another_writer_can_write_is_read_as_it_was(bodies):
    rows = [ROW | {"text": body} for body in bodies]
    for name, data in (("jsonl", jsonl(*rows)), ("csv", table(*rows))):
        read = [item.text.expose() for _, item in FORMATS[name].read(io.BytesIO(data.encode()), 0)]
        assert read == bodies


def test_reading_goes_on_where_it_stopped(reading):
    rows = [ROW | {"text": "a\nb"}, ROW | {"sent_at": "?"}, ROW, ROW]
    for name, data in (("jsonl", jsonl(*rows)), ("csv", table(*rows))):
        whole = reading.items(name, data)
        for start in range(6):
            assert reading.items(name, data, start) == whole[start:]
