"""Files through Privet, before a strict Telegram: withheld behind a link, kept as sealed copies, handed on after their
entry; uploads and downloads in bounded memory.
"""

from __future__ import annotations

import http.client
import re
import secrets
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from botserver import Bot, Fake, Person
from botserver.words import Refusal
from gateways.conftest import Server
from gateways.telegram.conftest import Gate
from privet.acts import file_open, file_pass
from privet.app import Chance, Privet, closing, open_privet
from privet.core.decision import Actor
from privet.core.entry import Entry, decode
from privet.core.plain import Plain
from privet.plugins.keys.keyfile import KeyFile
from privet.store import ledger

CONSOLE = "https://privet.example.com"
SUE = Actor("operator", "sue", frozenset({"supervisor"}))
DATA = b"canary-in-a-file " * 20_000  # more than a piece
FORM = "multipart/form-data; boundary=xx"


@pytest.fixture(scope="module")
def gate(serve: Callable[..., Server], telegram: Fake) -> Gate:
    """Privet before a Telegram, with a bot that gets voices, and whose documents are sealed here."""
    toml = f'[telegram]\napi = "{telegram.url}"\npoll_seconds = 5\nfile_megabytes = 1\n[login]\nurl = "{CONSOLE}"\n'
    one = Gate(serve(toml), telegram, telegram.bot("files_bot"))
    one.added(one.bot, "files", "--files", "document=seal,video=block")
    return one


@pytest.fixture(autouse=True)
def mended(gate: Gate) -> Iterator[None]:
    yield
    gate.fake.before_file, gate.fake.cut = None, False


def beside(gate: Gate, look: Callable[[Privet], Any]) -> Any:
    """What somebody with a shell on the machine finds, while the server runs."""
    folder = Path(gate.server.data)
    with closing(open_privet(folder, KeyFile.open(folder.parent / "root.key", folder, Chance()))) as app:
        return look(app)


def entries(gate: Gate, act: str) -> list[Entry]:
    def look(app: Privet) -> list[Entry]:
        with app.store.view(app.tenant("shop").id) as view:
            return [decode(one) for _, one in ledger.entries(view, 0, ledger.size(view))]

    return [one for one in beside(gate, look) if one.act == act]


def sends(gate: Gate, ann: Person, content: dict[str, Any]) -> dict[str, Any]:
    """Ann sends something; the message that the bot gets."""
    gate.fake.sends(ann, gate.bot, content)
    message: dict[str, Any] = gate.updates()[-1]["message"]
    return message


def fetched(gate: Gate, path: str) -> Any:
    return gate.server.ask("GET", f"/gateways/telegram/file/bot{gate.bot.token}/{path}")


def voice(gate: Gate, data: bytes) -> dict[str, Any]:
    return {"voice": gate.fake.file(data, "a.oga", "voice") | {"duration": 3}}


def document(gate: Gate, data: bytes, name: str = "passport of annabel.pdf") -> dict[str, Any]:
    return {"document": gate.fake.file(data, name) | {"file_name": name, "mime_type": "text/html"}}


def test_a_photo_is_withheld_and_the_line_leads_to_its_page(gate: Gate, ann: Person) -> None:
    message = sends(gate, ann, {"photo": gate.fake.photo(DATA)})
    for size in message["photo"]:
        answer = gate.ask("getFile", file_id=size["file_id"])
        path = answer["result"]["file_path"]
        said = fetched(gate, path)
        assert said.status == 200
        assert DATA[:16] not in said.body
        assert len(said.body) == answer["result"]["file_size"]
        link = re.search(rb"https://\S+", said.body)
        assert link is not None
        assert re.fullmatch(CONSOLE + r"/files/fil_[a-z2-7]{26}", link[0].decode())
        assert path == f"withheld/{link[0].decode().rpartition('/')[2]}.txt"
    assert entries(gate, "pass-file") == []


def test_the_entry_is_there_before_the_first_byte_goes_to_the_bot(gate: Gate, ann: Person) -> None:
    message = sends(gate, ann, voice(gate, DATA))
    path = gate.ask("getFile", file_id=message["voice"]["file_id"])["result"]["file_path"]
    assert re.fullmatch(r"fil_[a-z2-7]{26}\.0/file_[0-9]+\.oga", path)
    seen: list[Entry] = []
    gate.fake.before_file = lambda: seen.extend(entries(gate, "pass-file"))
    got = fetched(gate, path)
    assert (got.status, got.body) == (200, DATA)
    assert got.headers["content-type"] == "application/octet-stream"
    assert got.headers["content-disposition"] == "attachment"
    assert got.headers["x-content-type-options"] == "nosniff"
    (entry,) = seen
    assert (entry.object, str(entry.outcome), entry.actor) == (path[:30], "done", "gateway:telegram:files")
    assert entry.subject is not None
    assert entry.subject.startswith("sub_")


def test_what_is_fetched_is_what_is_on_record_whatever_path_is_named(gate: Gate, ann: Person) -> None:
    first, second = (sends(gate, ann, voice(gate, data))["voice"]["file_id"] for data in (b"first", b"second"))
    paths = [gate.ask("getFile", file_id=one)["result"]["file_path"] for one in (first, second)]
    crossed = paths[0].partition("/")[0] + "/" + paths[1].partition("/")[2]
    assert fetched(gate, crossed).body == b"first"
    assert fetched(gate, paths[0].replace(".0/", ".9/")).status == 400
    assert fetched(gate, f"fil_{'a' * 26}.0/x.oga").status == 400
    assert fetched(gate, "voice/../documents/file_1.pdf").status in (400, 403)


def test_a_file_of_no_message_is_on_record_under_the_bot(gate: Gate) -> None:
    stray = gate.fake.file(b"stray", "a.oga", "voice")
    before = len(entries(gate, "pass-file"))
    path = gate.ask("getFile", file_id=stray["file_id"])["result"]["file_path"]
    assert fetched(gate, path).body == b"stray"
    found = entries(gate, "pass-file")[before:]
    assert [one.object[:4] for one in found if one.object] == ["bot_"]


def test_what_is_blocked_is_fetched_by_nobody(gate: Gate, ann: Person) -> None:
    video = gate.fake.file(DATA, "a.mp4", "videos") | {"duration": 1, "width": 1, "height": 1}
    message = sends(gate, ann, {"video": video})
    asked: list[int] = []
    gate.fake.before_file = lambda: asked.append(1)
    assert gate.ask("getFile", file_id=message["video"]["file_id"])["status"] == 403
    assert fetched(gate, gate.fake.files[video["file_id"]][1]).status == 403
    assert asked == []


def test_what_breaks_off_does_not_end_as_what_is_whole(gate: Gate, ann: Person) -> None:
    message = sends(gate, ann, voice(gate, bytes(900_000)))
    path = gate.ask("getFile", file_id=message["voice"]["file_id"])["result"]["file_path"]
    gate.fake.cut = True
    with pytest.raises((http.client.HTTPException, ConnectionError)):
        fetched(gate, path)
    gate.fake.cut = False
    assert len(fetched(gate, path).body) == 900_000


def test_what_is_larger_than_the_setting_is_handed_to_nobody(gate: Gate, ann: Person) -> None:
    message = sends(gate, ann, voice(gate, bytes((1 << 20) + 1)))
    path = gate.ask("getFile", file_id=message["voice"]["file_id"])["result"]["file_path"]
    assert fetched(gate, path).status == 413


def test_a_paused_bot_gets_no_file(gate: Gate, ann: Person) -> None:
    message = sends(gate, ann, voice(gate, b"a voice"))
    path = gate.ask("getFile", file_id=message["voice"]["file_id"])["result"]["file_path"]
    gate.privet("bot", "pause", "files", "--reason", "for a test")
    gate.fake.until(lambda: fetched(gate, path).status == 403)
    gate.privet("bot", "resume", "files", "--reason", "for a test")
    gate.fake.until(lambda: fetched(gate, path).body == b"a voice")


# sealed copies


def kept(gate: Gate, file_id: str) -> bytes | None:
    """What somebody who may sees of the sealed copy of a file; None as long as there is none."""

    def look(app: Privet) -> bytes | None:
        tenant = app.tenant("shop").id
        (one,) = [each for each in file_open.bot.opened(app, tenant) if each.name == "files"]
        known = file_pass.known(app, tenant, one, file_id)
        assert known is not None
        made = file_open.open_(app, tenant, known.id, "support", Plain("a test"), SUE, 1)
        if not made.kept:
            return None
        return b"".join(file_open.piece(app, tenant, made, number) for number in range(made.pieces))

    found: bytes | None = beside(gate, look)
    return found


def test_a_document_is_kept_sealed_and_not_handed_on(gate: Gate, ann: Person) -> None:
    message = sends(gate, ann, document(gate, DATA))
    assert message["document"]["file_name"] != "passport of annabel.pdf"
    path = gate.ask("getFile", file_id=message["document"]["file_id"])["result"]["file_path"]
    assert path.startswith("withheld/")
    gate.fake.until(lambda: entries(gate, "keep-file")[-1:] and str(entries(gate, "keep-file")[-1].outcome) == "done")
    del gate.fake.files[message["document"]["file_id"]]  # Telegram has it no more
    assert kept(gate, message["document"]["file_id"]) == DATA
    for name, data in gate.server.written():
        for word in (b"canary-in-a-file", b"passport of annabel", message["document"]["file_id"].encode()):
            assert word not in data, name


def test_what_telegram_hands_out_at_the_second_try_is_kept(gate: Gate, ann: Person) -> None:
    gate.fake.refusals["getFile"].append(Refusal(500, "Internal Server Error"))
    before = len(entries(gate, "keep-file"))
    message = sends(gate, ann, document(gate, b"later"))
    gate.fake.until(lambda: len(entries(gate, "keep-file")) == before + 4, 40)
    assert [str(one.outcome) for one in entries(gate, "keep-file")[before:]] == [
        "requested", "failed", "requested", "done",
    ]  # fmt: skip
    assert kept(gate, message["document"]["file_id"]) == b"later"


def test_what_is_too_large_stays_at_telegram(gate: Gate, ann: Person) -> None:
    before = len(entries(gate, "keep-file"))
    message = sends(gate, ann, document(gate, bytes((1 << 20) + 1)))
    gate.fake.until(lambda: len(entries(gate, "keep-file")) == before + 2)
    assert kept(gate, message["document"]["file_id"]) is None


# uploads


def peak(gate: Gate) -> int:
    """The most memory that the server had so far, in bytes (proc(5), VmHWM)."""
    status = Path(f"/proc/{gate.server.process.pid}/status").read_text()
    found = re.search(r"VmHWM:\s+([0-9]+) kB", status)
    assert found is not None
    return int(found[1]) * 1024


def uploaded(gate: Gate, bot: Bot, chat: int, data: bytes) -> int:
    """Send a document, the file first and what decides about it last; the status."""
    head = b'--xx\r\nContent-Disposition: form-data; name="document"; filename="a.bin"\r\n\r\n'
    tail = "".join(
        f'\r\n--xx\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}'
        for name, value in (("chat_id", chat), ("caption", "For [EMAIL_1]"))
    )
    body = b"".join([head, data, tail.encode(), b"\r\n--xx--\r\n"])
    return gate.server.ask("POST", f"/gateways/telegram/bot{bot.token}/sendDocument", body, content_type=FORM).status


def test_an_upload_goes_through_in_bounded_memory_and_its_caption_is_restored(gate: Gate, ann: Person) -> None:
    message = sends(gate, ann, {"text": "I am ann@example.com"})
    chat = message["chat"]["id"]
    assert uploaded(gate, gate.bot, chat, b"small") == 200
    before, data = peak(gate), secrets.token_bytes(48 << 20)
    assert uploaded(gate, gate.bot, chat, data) == 200
    assert peak(gate) - before < 32 << 20
    shown = gate.fake.shown(ann, gate.bot)[-1]
    assert shown["caption"] == "For ann@example.com"
    assert gate.fake.files[shown["document"]["file_id"]][0] == data


def test_an_upload_to_a_chat_that_is_not_there_never_leaves(gate: Gate, ann: Person) -> None:
    before = len(gate.fake.called("sendDocument"))
    assert uploaded(gate, gate.bot, 1 << 51, b"x" * 700_000) == 400
    assert len(gate.fake.called("sendDocument")) == before


def test_more_than_telegram_takes_is_refused(gate: Gate, ann: Person) -> None:
    chat = sends(gate, ann, {"text": "hello"})["chat"]["id"]
    assert uploaded(gate, gate.bot, chat, bytes(53 << 20)) == 413
