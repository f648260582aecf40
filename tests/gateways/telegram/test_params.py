"""Parameters of calls, in each way that the Bot API takes them; aiohttp writes what we read and reads what we write."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import aiohttp
import pytest
from aiohttp.test_utils import make_mocked_request

from privet.acts.spool import Spool
from privet.app import Chance
from privet.errors import BadInput, TooLarge
from privet.gateways.telegram import params
from privet.gateways.telegram.params import File, Params, Parts


def read(type_: str, body: bytes, query: bytes = b"", **scope: Any) -> Params:
    """What a request says whose body comes in three pieces."""
    third = len(body) // 3 + 1
    pieces = [body[at : at + third] for at in range(0, len(body), third)] or [b""]

    async def receive() -> dict[str, Any]:
        piece = pieces.pop(0)
        return {"type": "http.request", "body": piece, "more_body": bool(pieces)}

    scope |= {"query_string": query, "headers": [(b"content-type", type_.encode())]}
    return asyncio.run(params.read(scope, receive, Chance()))


async def written(writer: aiohttp.MultipartWriter) -> bytes:
    class Into(bytearray):
        async def write(self, piece: bytes) -> None:
            self.extend(piece)

    into = Into()
    await writer.write(into)  # type: ignore[arg-type]
    return bytes(into)


def test_json() -> None:
    found = read("application/json; charset=utf-8", '{"chat_id": 5, "text": "Grüße 🦊", "entities": []}'.encode())
    assert found.values == {"chat_id": 5, "text": "Grüße 🦊", "entities": []}


def test_a_form_and_the_address() -> None:
    found = read("application/x-www-form-urlencoded", b"text=a%20b%2B%C3%BC&empty=", b"chat_id=5&text=other")
    assert found.values == {"chat_id": "5", "text": "a b+ü", "empty": ""}


def test_nothing_at_all() -> None:
    assert read("", b"").values == {}


def test_what_of_a_file_is_in_memory_no_more_is_told() -> None:
    form = aiohttp.FormData({"chat_id": "5"})
    form.add_field("document", bytes(1 << 16), filename="a.bin", content_type="image/png")
    told: list[int] = []
    body = form()
    assert isinstance(body, aiohttp.MultipartWriter)
    found = read(body.content_type, asyncio.run(written(body)), **{"privet.spooled": told.append})
    assert (sum(told), found.values) == (1 << 16, {"chat_id": "5"})
    found.close()


def test_parts_as_aiohttp_writes_them() -> None:
    form = aiohttp.FormData({"chat_id": "5", "caption": "Grüße\r\n--x"})
    form.add_field("document", b"\x00\r\n--privet\xff", filename="a\u00fc.bin", content_type="image/png")
    form.add_field("last", "after the file")
    writer = form()
    assert isinstance(writer, aiohttp.MultipartWriter)
    found = read(writer.content_type, asyncio.run(written(writer)))
    assert found.values == {"chat_id": "5", "caption": "Grüße\r\n--x", "last": "after the file"}
    assert b"".join(found.files["document"].data.pieces()) == b"\x00\r\n--privet\xff"
    assert found.files["document"].type == "image/png"


def test_what_goes_on_is_read_by_aiohttp() -> None:
    values = {"chat_id": 5, "caption": "Grüße\r\n", "reply_markup": {"a": ["ü"]}, 'odd"\r\nname': "x"}
    spool = Spool(Chance())
    spool.write(b"\x00\xff\r\n")
    type_, made = params.encoded(values, {"document": File('a"b\r\n.png', "image/png", spool)}, bytes(16))
    assert isinstance(made, Parts)
    body = b"".join(made.pieces())
    assert len(body) == made.size

    async def parts() -> dict[str, Any]:
        stream = aiohttp.StreamReader(make_mocked_request("GET", "/").protocol, 1 << 16)
        stream.feed_data(body)
        stream.feed_eof()
        reader = aiohttp.MultipartReader({"Content-Type": type_}, stream)
        found = {}
        async for part in reader:
            assert isinstance(part, aiohttp.BodyPartReader)
            found[str(part.name)] = (part.filename, part.headers.get("Content-Type"), bytes(await part.read()))
        return found

    found = asyncio.run(parts())
    assert found["chat_id"] == (None, None, b"5")
    assert found["caption"] == (None, None, "Grüße\r\n".encode())
    assert json.loads(found["reply_markup"][2]) == {"a": ["ü"]}
    assert found["document"][1:] == ("image/png", b"\x00\xff\r\n")
    assert len(found) == 5


def test_what_goes_on_without_files_is_json() -> None:
    type_, body = params.encoded({"text": "ü\ud83e", "n": 1}, {}, bytes(16))
    assert type_ == "application/json"
    assert body == b'{"text": "\xc3\xbc\xed\xa0\xbe", "n": 1}'


@pytest.mark.parametrize(
    ("type_", "body"),
    [
        ("application/json", b"[1]"),
        ("application/json", b"{"),
        ("application/json", b"\xff"),
        ("text/plain", b"x"),
        ("", b"x"),
        ("multipart/form-data", b"x"),
        ("multipart/form-data; boundary=x", b"--x\r\n\r\n"),
        ("multipart/form-data; boundary=x", b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\nbroken off'),
        ("multipart/form-data; boundary=x", b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n\xff\r\n--x--'),
        ("application/x-www-form-urlencoded", b"a=%ff"),
        ("application/x-www-form-urlencoded", b"&".join([b"a=b"] * 600)),
    ],
)
def test_what_cannot_be_read_is_refused_without_its_words(type_: str, body: bytes) -> None:
    with pytest.raises(BadInput) as raised:
        read(type_, body)
    assert "broken" not in str(raised.value)


def test_bodies_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(params, "BODY", 50)
    monkeypatch.setattr(params, "UPLOAD", 100)
    with pytest.raises(TooLarge):
        read("application/json", b'{"a": "%s"}' % (b"x" * 60))
    head = b'--x\r\nContent-Disposition: form-data; name="a"; filename="f"\r\n\r\n'
    with pytest.raises(TooLarge):
        read("multipart/form-data; boundary=x", head + b"y" * 60 + b"\r\n--x--\r\n")


@pytest.mark.parametrize(
    ("value", "means"), [(None, 7), ("", 7), (3, 3), ("3", 3), ("-5", 0), (999, 100), ("999", 100)]
)
def test_numbers(value: object, means: int) -> None:
    assert params.number(value, 7, 0, 100) == means


@pytest.mark.parametrize("value", [True, "x", 1.5, [], "1e3", "٣"])
def test_what_is_no_number(value: object) -> None:
    with pytest.raises(BadInput):
        params.number(value, 7, 0, 100)


def test_parameters_beside_files_are_bounded_and_of_two_files_of_a_name_the_last_holds(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(params, "BODY", 50)
    head = b'--x\r\nContent-Disposition: form-data; name="a"'
    with pytest.raises(TooLarge):
        read("multipart/form-data; boundary=x", head + b"\r\n\r\n" + b"y" * 60 + b"\r\n--x--\r\n")
    file = head + b'; filename="f"\r\n\r\n'
    found = read("multipart/form-data; boundary=x", file + b"y" * 60 + b"\r\n" + file + b"z\r\n--x--\r\n")
    assert b"".join(found.files["a"].data.pieces()) == b"z"
    found.close()
