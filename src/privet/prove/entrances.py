"""Entrances of the command line: canaries go in by files and by what people type, right and wrong."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from xml.sax.saxutils import quoteattr

from privet.core.kinds import KINDS, PASSED
from privet.prove.canaries import Canary, of, texts
from privet.prove.scratch import Scratch, Typed

AT, AT_MS = "2026-11-20T12:00:00Z", 1_795_176_000_000


def imports(made: Scratch, planted: list[Canary]) -> None:
    """Every format by the real command, whole, and then broken."""
    typed = []
    for name, write in (("telegram", _telegram), ("sms-backup", _sms), ("jsonl", _jsonl), ("csv", _csv)):
        words, data = ("import", "--format", name, "-"), write(planted)
        typed += [Typed(f"import-{name}", words, data), Typed(f"import-{name}-broken", words, _broken(data))]
    made.each(typed)


def _telegram(planted: list[Canary]) -> bytes:
    word = {name: of(planted, "import telegram", name) for name in ("name", "title", "file name")}
    messages = [
        {
            "id": at, "type": "message", "date": AT[:-1], "date_unixtime": str(AT_MS // 1000), "from": word["name"],
            "from_id": "user990000000101", "text": text, "file_name": word["file name"], "file": word["file name"],
        }
        for at, text in enumerate(texts(planted, "import telegram"), 1)
    ]  # fmt: skip
    chat = {"name": word["title"], "type": "personal_chat", "id": 990000000101, "messages": messages}
    return json.dumps({"chats": {"list": [chat]}}).encode()


def _sms(planted: list[Canary]) -> bytes:
    name, address, file = (of(planted, "import sms-backup", one) for one in ("name", "address", "file name"))
    lines = [
        f'<sms address={quoteattr(address)} date="{AT_MS + at}" type="1" body={quoteattr(text)} '
        f"contact_name={quoteattr(name)} />"
        for at, text in enumerate(texts(planted, "import sms-backup"))
    ]
    mms = (
        f'<mms date="{AT_MS}" msg_box="1" address={quoteattr(address)} contact_name={quoteattr(name)}>'
        f'<parts><part ct="image/png" cl={quoteattr(file)} data="AAAA" /></parts>'
        f'<addrs><addr address={quoteattr(address)} type="137" /></addrs></mms>'
    )
    return ("<?xml version='1.0' encoding='UTF-8'?>\n<smses>" + "\n".join([*lines, mms]) + "</smses>\n").encode()


def _rows(planted: list[Canary], entrance: str) -> Iterator[dict[str, str]]:
    word = {
        name: of(planted, entrance, name)
        for name in ("name", "conversation", "address", "reference", "external id", "file name")
    }
    for at, text in enumerate(texts(planted, entrance)):
        out = at % 4 == 3
        yield {
            "id": f"{word['external id']}-{at}", "conversation": word["conversation"],
            "sender": word["name"] if out else word["address"], "text": text, "sent_at": AT,
            "direction": "out" if out else "in", "subject_ref": word["reference"], "attachment": word["file name"],
        }  # fmt: skip


def _jsonl(planted: list[Canary]) -> bytes:
    return "".join(json.dumps(row) + "\n" for row in _rows(planted, "import jsonl")).encode()


def _csv(planted: list[Canary]) -> bytes:
    rows, out = list(_rows(planted, "import csv")), io.StringIO()
    table = csv.DictWriter(out, list(rows[0]))
    table.writeheader()
    table.writerows(rows)
    return out.getvalue().encode()


def _broken(data: bytes) -> bytes:
    """The file with what no reader likes in the middle of its records, and cut off in the end."""
    middle = len(data) // 2
    return data[:middle] + b'\xff"\x00{' + data[middle : -len(data) // 10]


def commands(made: Scratch, planted: list[Canary]) -> None:
    """What people type, right and wrong: the look-ups, the filters, and what is not there."""
    word = {name: of(planted, "command line", name) for name in ("argument", "file name", "id")}
    known = [one for one in planted if one.entrance == "receive" and one.kind in KINDS and one.way == "plain"]
    seen = "\n".join(one.text for one in known).encode()
    hidden = "\n".join(one.text for one in known if one.kind not in PASSED).encode()  # redact lets the others through
    typed = [
        Typed("scan", ("scan", "-"), seen),
        Typed("redact", ("redact", "-"), hidden),
        Typed("redact-mask", ("redact", "--as", "mask", "-"), hidden),
        Typed("scan-broken", ("scan", "--format", "jsonl", "--field", "text", "-"), b'{"text": 1, ' + seen),
        Typed("find", ("find", of(planted, "find", "address"), "--purpose", "legal")),
        Typed("search", ("search", of(planted, "search", "words"), "--purpose", "legal")),
        Typed("list-conversations", ("conversations",), shows=True),
        Typed("list-subjects", ("subjects",), shows=True),
    ]
    wrong = (
        ("import", "--format", "csv", word["file name"]),
        ("import", "--format", word["argument"], "-"),
        ("find", word["argument"], "--purpose", word["argument"]),
        ("search", word["argument"], "--purpose", word["argument"]),
        ("messages", word["id"]),
        ("erase", "--subject", word["id"], "--reason", of(planted, "erase", "reason"), "--yes"),
        ("reveal", "--token", word["id"], "--purpose", word["argument"], "--reason", word["argument"]),
        ("ledger", "prove", word["id"]),
        (word["argument"], word["id"]),
    )
    made.each([*typed, *(Typed(f"wrong-{at}", words) for at, words in enumerate(wrong))])
