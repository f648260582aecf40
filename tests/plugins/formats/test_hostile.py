"""Whatever the bytes: nothing but BadInput is raised, nothing read is in an error, and memory stays where it is."""

from __future__ import annotations

import contextlib
import io
import json
import pathlib
import subprocess
import sys
import textwrap

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from privet.core.message import Inbound, Unreadable
from privet.core.record import Skipped
from privet.errors import BadInput
from privet.plugins.formats import FORMATS

SECRET = "Zanzibar"  # stands in every field of every seed, and must never stand in an error
MESSAGE = {
    "id": 1,
    "type": "message",
    "date_unixtime": "5",
    "from": SECRET,
    "from_id": "user1",
    "text": [SECRET, {"type": "bold", "text": SECRET}],
    "file": f"{SECRET} (File not included. )",
    "poll": {"question": SECRET, "answers": [{"text": SECRET}]},
}
ROW = {"id": SECRET, "conversation": SECRET, "sender": SECRET, "text": SECRET, "sent_at": "5", "attachment": SECRET}
SEEDS = {
    "telegram": json.dumps(
        {
            "personal_information": {"user_id": 1},
            "chats": {"list": [{"name": SECRET, "type": "private_group", "id": 2, "messages": [MESSAGE, MESSAGE]}]},
        }
    ).replace(SECRET, SECRET + "\\\\x0B", 2),
    "sms-backup": f"<?xml version='1.0'?><!-- {SECRET} --><smses><sms address='{SECRET}' date='5' type='1' "
    f"body='{SECRET}&#55357;&#56832;' /><mms date='5' msg_box='1' address='{SECRET}~{SECRET}2'><parts>"
    f"<part ct='text/plain' text='{SECRET}' data='{SECRET}'/></parts><addrs><addr address='{SECRET}' type='137'/>"
    "</addrs></mms></smses>",
    "jsonl": f"{json.dumps(ROW)}\n{json.dumps(ROW)}\n",
    "csv": ",".join(ROW) + "\n" + f'{SECRET},{SECRET},{SECRET},"{SECRET}\n{SECRET}",5,{SECRET}\n' * 2,
}
PIECES = [b'"', b"'", b"\\", b"{", b"}", b"[", b"]", b"<", b">", b"&", b";", b",", b":", b"\n", b"\0", b"\xff", b"&x;"]
PIECES += [
    b"\\x",
    b"\\ud800",
    b"null",
    b"-1",
    b"9" * 400,
    b"[" * 99,
    b"<!",
    b"<!--",
    b"\xef\xbb\xbf",
    b"\xff\xfe",
    b"-->",
]
CHANGES = st.lists(
    st.tuples(st.integers(0, 900), st.integers(0, 40), st.sampled_from(PIECES) | st.binary(max_size=6)), max_size=6
)


@settings(max_examples=400)
@given(st.sampled_from(sorted(FORMATS)), CHANGES, st.integers(0, 3))
def test_no_bytes_raise_anything_but_bad_input_and_no_error_says_what_was_read(name, changes, start):
    data = SEEDS[name].encode()
    for at, removed, put in changes:
        data = data[:at] + put + data[at + removed :]
    last = start
    refused = None
    try:
        for mark, item in FORMATS[name].read(io.BytesIO(data), start):
            assert mark == last + 1
            last = mark
            assert isinstance(item, Inbound | Unreadable | Skipped)
            assert "anzibar" not in repr(item)
            if isinstance(item, Inbound):
                item.text.expose().encode("utf-8")
    except BadInput as error:
        refused = f"{error!r} {error.message} {error.hint}"
    assert "anzibar" not in (refused or "")


@given(st.sampled_from(sorted(FORMATS)), st.binary(max_size=200))
def test_nor_do_bytes_that_are_nothing_at_all(name, data):
    with contextlib.suppress(BadInput):
        list(FORMATS[name].read(io.BytesIO(data), 0))


class Slow(io.RawIOBase):
    """A file that gives a few bytes at a time, as a pipe may."""

    def __init__(self, data: bytes, size: int) -> None:
        self._data, self._size, self._at = data, size, 0

    def read(self, size: int = -1) -> bytes:
        piece = self._data[self._at : self._at + min(self._size, size)]
        self._at += len(piece)
        return piece


@given(st.sampled_from(sorted(FORMATS)), CHANGES, st.integers(1, 40))
def test_what_is_read_does_not_depend_on_how_the_file_arrives(name, changes, size):
    data = SEEDS[name].encode()
    for at, removed, put in changes:
        data = data[:at] + put + data[at + removed :]

    def outcome(file: object) -> object:
        try:
            return list(FORMATS[name].read(file, 0))
        except BadInput as error:
            return error.message

    assert outcome(Slow(data, size)) == outcome(io.BytesIO(data))


CHILD = """
import resource, sys
from privet.plugins.formats import FORMATS
from privet.core.message import Inbound
resource.setrlimit(resource.RLIMIT_DATA, (int(sys.argv[3]), int(sys.argv[3])))
count = 0
with open(sys.argv[2], "rb") as file:
    for mark, item in FORMATS[sys.argv[1]].read(file, 0):
        count += isinstance(item, Inbound)
print(count)
"""
BOUND = 120 << 20
WORDS = "where is my parcel, nobody told me anything about it " * 3


def _written(name: str, path: pathlib.Path, size: int) -> int:
    """Write a file of about `size` bytes, a third of it in few very long records; the number of messages that fit."""
    head, one, tail = {
        "telegram": (
            '{"chats": {"list": [{"name": "x", "type": "personal_chat", "id": 1, "messages": [',
            '{"id": %d, "type": "message", "date_unixtime": "5", "from_id": "user1", "text": "%s"},\n',
            "{}]}]}}",
        ),
        "sms-backup": ("<smses>", '<sms address="1" date="%d" type="1" body="%s" />\n', "</smses>"),
        "jsonl": ("", '{"id": %d, "conversation": "c", "sender": "s", "text": "%s", "sent_at": 5}\n', ""),
        "csv": ("id,conversation,sender,text,sent_at\n", '%d,c,s,"%s",5\n', ""),
    }[name]
    count = 0
    with path.open("w") as file:
        file.write(head)
        file.write(one % (0, "x" * (size // 3)))
        while file.tell() < size:
            file.write("".join(one % (count + number, WORDS) for number in range(1, 1001)))
            count += 1000
        file.write(tail)
    return count


@pytest.mark.parametrize("megabytes", [20, pytest.param(200, marks=pytest.mark.slow)])
@pytest.mark.parametrize("name", sorted(FORMATS))
def test_memory_does_not_grow_with_the_file(name, megabytes, tmp_path):
    path = tmp_path / "export"
    count = _written(name, path, megabytes << 20)
    argv = [sys.executable, "-c", textwrap.dedent(CHILD), name, str(path), str(BOUND)]
    done = subprocess.run(argv, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert int(done.stdout) == count
