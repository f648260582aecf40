"""Nothing of a customer is written, said or raised in the clear: canaries go in everywhere, then all is searched."""

from __future__ import annotations

import base64
import logging
import re
import sys
import traceback
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType

import pytest

from privet import jobs
from privet.acts import annotate, find, macro, mask, own, read, receive, reveal, search, send
from privet.acts.draft import BODY, CONVERSATION, NOTE, SUBJECT, VALUE
from privet.core import seal
from privet.core.channel import Outgoing
from privet.core.decision import LOCAL, Actor
from privet.core.plain import Plain
from privet.core.unseal import unseal
from privet.errors import ChannelError, PrivetError
from privet.plugins.channels.loopback import Loopback
from privet.store import subjects

KEPT = {
    "EMAIL": "canary.mail@example.com",
    "PHONE": "+1 202-555-0187",
    "CARD": "4111 1111 1111 1111",
    "IBAN": "DE89 3704 0044 0532 0130 00",
    "IP": "192.0.2.177",
    "URL_LOGIN": "https://canaryuser:canarysecret@example.org/in",
    "CODE": "771294",
}
"""A value of each kind that is kept, or kept until delivered."""

DROPPED = {"CARD_CODE": "8316", "PASSWORD": "canary7boat", "PIN": "90417", "PUK": "83920174"}
"""A value of each kind that is never kept."""

TEXT = (
    "mail {EMAIL}, call {PHONE}, card {CARD}, pay {IBAN}, from {IP}, see {URL_LOGIN} . your code is {CODE}. "
    "my cvv is {CARD_CODE}. password: {PASSWORD} and my pin is {PIN}, the puk is {PUK}. canarymissed"
).format(**KEPT, **DROPPED)

FIELDS = {
    "name": "Canaryname Person",
    "title": "Canarytitle of the talk",
    "conversation": "canarytalk 4711",
    "subject_ref": "canaryreference 9",
}
ADDRESS = "canary.sender@example.net"
EXTERNAL, FILE, REASON, ASKED = "canaryexternal-1", "canaryfile.pdf", "canaryreason of the case", "canaryasked"
ANSWER = "write to canary.answer@example.com, your code is 620817, canaryanswer"

CANARIES = [
    *KEPT.values(),
    *DROPPED.values(),
    *FIELDS.values(),
    "canary",
    "Canary",
    ADDRESS,
    EXTERNAL,
    FILE,
    REASON,
    ASKED,
    "620817",
    "canarymissed",
]


def spellings(value: str) -> Iterator[bytes]:
    """`value` as it could stand in a file: encodings, hexadecimal, base64 at each offset, digits without separators."""
    forms = {value, value.lower(), value.upper(), value.replace(" ", "")}
    digits = "".join(sign for sign in value if sign.isdecimal())
    if len(digits) >= 6:
        forms.add(digits)
    for form in forms:
        for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
            raw = form.encode(encoding)
            if len(raw) >= 4:
                yield raw
            yield raw.hex().encode()
            yield raw.hex().upper().encode()
            if len(raw) >= 6:
                for offset in range(3):
                    # The letters that depend on neither neighbour.
                    whole = base64.b64encode(bytes(offset) + raw + bytes(3))
                    inner = whole[4 if offset else 0 : (offset + len(raw)) // 3 * 4]
                    yield inner
                    yield inner.replace(b"+", b"-").replace(b"/", b"_")


NEEDLES = sorted({(needle, value) for value in CANARIES for needle in spellings(value) if len(needle) > 4})
SHORT = sorted({(needle, value) for value in CANARIES for needle in spellings(value) if len(needle) == 4})
"""Four bytes turn up by chance in a megabyte of random ones, so these are looked for in what is not sealed."""


def found(data: bytes, needles: list[tuple[bytes, str]] = NEEDLES) -> list[str]:
    """The canaries that stand in `data`."""
    return sorted({value for needle, value in needles if needle in data})


def worded(text: str) -> bytes:
    """What is said in a text, less places in memory: their digits turn up by chance."""
    return re.sub("0x[0-9a-f]{6,16}", "0x", text).encode("utf-8", "surrogatepass")


def files(folder: Path) -> dict[str, bytes]:
    """Every byte of every file in a folder."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def raised(error: BaseException) -> Iterator[str]:
    """Everything an error report could print: text, repr, notes, chain, and each frame's locals of our types."""
    seen: list[BaseException] = []
    rest: list[BaseException | None] = [error]
    while rest:
        one = rest.pop()
        if one is None or one in seen:
            continue
        seen.append(one)
        rest += [one.__cause__, one.__context__]
        yield str(one)
        yield repr(one)
        yield repr(one.args)
        yield repr(getattr(one, "object", ""))  # what an encoding error holds
        yield "".join(traceback.format_exception_only(one))  # frames print source, which holds no value
        yield from locals_of(one.__traceback__)


def locals_of(trace: TracebackType | None) -> Iterator[str]:
    """The repr of every local of ours in the frames of the package."""
    while trace is not None:
        frame, trace = trace.tb_frame, trace.tb_next
        if not str(frame.f_globals.get("__name__", "")).startswith("privet."):
            continue
        for value in frame.f_locals.values():
            for one in value if isinstance(value, list | tuple) and type(value) in (list, tuple) else [value]:
                if type(one).__module__.startswith("privet."):
                    yield repr(one)


def live_through_everything(house) -> list[BaseException]:
    """Every act with canaries in every field, the ways that fail included; the errors that were raised."""
    errors: list[BaseException] = []

    def refused(act, *given, **more) -> None:
        try:
            act(house.app, house.tenant, *given, **more)
        except Exception as error:
            errors.append(error)
        else:
            raise AssertionError("this was expected to be refused")

    message = house.inbound(TEXT, ADDRESS, external_id=EXTERNAL, attachments=(Plain(FILE),), **FIELDS)
    told, repeated = house.batch([message, message])
    assert {one.kind for one in told.tokens} == {*KEPT, *DROPPED}
    assert repeated.outcome == "repeated"
    group = house.inbound(TEXT, KEPT["PHONE"], group=True, title=FIELDS["title"], conversation="canarygroup")
    house.batch([group])
    kept = {one.kind: one.id for one in told.tokens}
    for kind, value in KEPT.items():
        house.grant(kept[kind])
        assert house.reveal(kept[kind], reason=f"{REASON} {value}") == value
        refused(reveal.reveal, kept[kind], "support", Plain(REASON), house.agent, None)
    for kind in DROPPED:
        refused(reveal.reveal, kept[kind], "fraud", Plain(REASON), house.privacy, 1)
    talk = told.conversation
    house.app.channels["loopback"] = Loopback(failing(ChannelError("down", retry=True), house))
    house.send(talk, ANSWER + " [EMAIL_1]")
    house.app.channels["loopback"] = Loopback(failing(RuntimeError("connection reset"), house))
    house.send(talk, ANSWER + " [PHONE_1]")
    house.app.channels["loopback"] = Loopback(house.delivered.append)
    house.send(talk, ANSWER + " [EMAIL_1] [CARD_1]")
    refused(send.send, talk, Plain(f"card {KEPT['CARD']}"), LOCAL)
    refused(send.send, talk, Plain(ANSWER), LOCAL, purpose="canary")
    refused(send.send, talk, Plain(ANSWER + "\ud83d"), LOCAL)
    note(house, talk, f"{REASON} {KEPT['PHONE']} {DROPPED['PIN']}")
    refused(annotate.annotate, talk, Plain(REASON), house.agent, purpose="support")
    masked = mask.mask(house.app, house.tenant, talk, kept.values(), house.privacy, purpose="support")
    assert not set(masked.values()) & {*KEPT.values()}
    refused(macro.keep, "Refund", f"write to {KEPT['EMAIL']}", house.privacy)
    house.clock.forward(minutes=1)
    jobs.tick(house.app)
    for asked in (ADDRESS, FIELDS["subject_ref"], KEPT["IBAN"], ASKED):
        house.find(asked)
        refused(find.find, Plain(asked), "delivery", LOCAL)
    refused(find.find, Plain(ASKED * 200), "legal", LOCAL)
    for asked in ("canarymissed", "canaryanswer", ASKED):  # which the index knows by now, or does not
        hits = search.search(house.app, house.tenant, Plain(asked), "legal", LOCAL).items
        assert bool(hits) == (asked != ASKED)
    refused(search.search, Plain(ASKED), "legal", Actor("operator", "nobody"))
    refused(search.search, Plain(ASKED * 200), "legal", LOCAL)
    refused(search.search, Plain("canary"), "legal", LOCAL, after=ASKED)
    refused(reveal.reveal, kept["EMAIL"], "legal", Plain(REASON * 100), house.privacy, 1)
    refused(reveal.reveal, KEPT["EMAIL"], "legal", Plain(REASON), house.privacy, 1)
    refused(read.conversation, KEPT["EMAIL"], LOCAL)
    house.batch([house.inbound(TEXT + "\ud83d", ADDRESS + "2")])
    errors.append(broken_off(house, message))
    first, *_ = house.find(ADDRESS).subjects
    house.erase(first, reason=REASON)
    refused(reveal.reveal, kept["EMAIL"], "fraud", Plain(REASON), house.privacy, 1)
    refused(send.send, talk, Plain(ANSWER), LOCAL)
    house.batch([message])
    return errors


def note(house, talk: str, text: str) -> None:
    """A note about a conversation, and it reads as it was written, but for what is personal."""
    annotate.annotate(house.app, house.tenant, talk, Plain(text), house.privacy, purpose="support")
    (made,) = annotate.notes(house.app, house.tenant, talk, house.privacy, purpose="support")
    assert made.text.startswith(REASON)
    assert KEPT["PHONE"] not in made.text


def failing(error: Exception, house):
    """A channel's other side that takes nothing."""

    def take(message: Outgoing) -> None:
        raise error

    return take


def broken_off(house, message) -> BaseException:
    """The error of a receive whose commit fails, with everything still in its frames."""
    house.app.store.data.execute("PRAGMA query_only = ON")
    try:
        receive.receive(house.app, house.tenant, [message, house.inbound(TEXT, "canary@example.org")], LOCAL)
    except Exception as error:
        return error
    finally:
        house.app.store.data.execute("PRAGMA query_only = OFF")
    raise AssertionError("the disk refused nothing")


def test_nothing_is_written_said_logged_or_raised(installation, capfd, caplog) -> None:
    caplog.set_level(logging.DEBUG)
    errors = live_through_everything(installation)
    open_files = files(installation.folder)
    assert {"data.db", "data.db-wal", "index.db", "keys.db", "epoch"} <= set(open_files)
    installation.app.close()
    for where, data in [*open_files.items(), *files(installation.folder).items()]:
        assert found(data) == [], where
    out, err = capfd.readouterr()
    said = [out, err, caplog.text, *(repr(record.__dict__) for record in caplog.records)]
    assert len(errors) > 20
    for error in errors:
        assert isinstance(error, PrivetError) or "readonly" in str(error)
        for text in raised(error):
            assert found(worded(text), NEEDLES + SHORT) == [], type(error)
    for text in said:
        assert found(worded(text), NEEDLES + SHORT) == []


def test_nothing_is_in_a_row_that_is_not_sealed(installation) -> None:
    from privet.store import schema

    live_through_everything(installation)
    seen = 0
    for metadata, link in ((schema.data, installation.app.store.data), (schema.index, installation.app.store.index)):
        for table in metadata.sorted_tables:
            open_ = [
                one.name for one in table.c if one.info["holds"] in ("metadata", "configuration", "staff", "ledger")
            ]
            # Entries and hashes are bytes; short digits are looked for in what is text.
            columns = ", ".join(f'"{name}"' for name in open_)
            for row in link.execute(f"SELECT {columns} FROM {table.name}") if open_ else ():
                for value in row:
                    if isinstance(value, str) and table.name != "policy":
                        seen += 1
                        assert found(value.encode(), NEEDLES + SHORT) == [], table.name
    assert seen > 20


def opened(house) -> Iterator[bytes]:
    """Every row that today's keys open, as it was before it was sealed."""
    tenant = house.tenant
    with house.app.store.view(tenant) as view:
        slots = {row.id: row.slot for row in subjects.subjects(view, b"", 10_000)}
        sources = (
            ("SELECT value, subject, period, kind, sealed FROM value", VALUE),
            ("SELECT message, subject, period, 0, body FROM message", BODY),
            ("SELECT subject, subject, period, 0, record FROM subject", SUBJECT),
            ("SELECT conversation, subject, period, 0, record FROM conversation", CONVERSATION),
            ("SELECT entry, subject, period, 0, sealed FROM note", NOTE),
        )
        for sql, field in sources:
            for record, subject, period, kind, sealed in view.rows(sql):
                if subject == own.NOBODY:  # the tenant's own, such as the review's report
                    yield own.unseal_own(view, record, own.REASON, sealed)
                    continue
                keys = view.keys.keys(tenant, (slots[subject], period))
                if len(keys) < 2:
                    continue
                key = seal.data_key(keys[slots[subject]], keys[period], tenant, subject, period)
                place = seal.context(tenant, subject, record, kind, field, slots[subject], period)
                yield unseal(key, sealed, place)


def test_what_must_not_be_kept_is_in_nothing_that_any_key_opens(installation) -> None:
    live_through_everything(installation)
    plain = list(opened(installation))
    together = b"\n".join(plain)
    assert len(plain) > 20
    for value in (KEPT["EMAIL"], KEPT["IBAN"], "canarymissed", FIELDS["name"], FILE, EXTERNAL):
        assert value.encode() in together  # the look does see what is there
    for kind, value in DROPPED.items():
        assert value.encode() not in together, kind


WAYS = {
    "utf-8": lambda value: value.encode(),
    "utf-16-le": lambda value: value.encode("utf-16-le"),
    "utf-16-be": lambda value: value.encode("utf-16-be"),
    "hex": lambda value: value.encode().hex().encode(),
    "HEX": lambda value: value.encode().hex().upper().encode(),
    "joined": lambda value: value.replace(" ", "").encode(),
    "base64": lambda value: base64.b64encode(value.encode()),
    "base64 after 1": lambda value: base64.b64encode(b"x" + value.encode() + b"yz"),
    "base64 after 2": lambda value: base64.urlsafe_b64encode(b"xy" + value.encode() + b"z"),
}


@pytest.mark.parametrize("way", WAYS)
def test_a_planted_canary_is_found(tmp_path: Path, way: str) -> None:
    (tmp_path / "sub").mkdir()
    for value in CANARIES:
        if len(value) < 8 and way.startswith("base64"):
            continue  # too few letters that do not depend on the neighbours
        (tmp_path / "sub" / "data.db-wal").write_bytes(b"\0" * 100 + WAYS[way](value) + b"\0" * 100)
        ((_, data),) = files(tmp_path).items()
        assert value in found(data, NEEDLES + SHORT)


def test_a_canary_in_a_traceback_is_found() -> None:
    class Loud:
        def __repr__(self) -> str:
            return f"Loud({KEPT['EMAIL']})"

    Loud.__module__ = "privet.acts.loud"
    scope = {"__name__": "privet.acts.loud", "Loud": Loud}
    exec("def act():\n    mine = Loud()\n    raise ValueError('no')", scope)
    try:
        scope["act"]()
    except ValueError:
        error = sys.exc_info()[1]
    assert any(found(text.encode()) for text in raised(error))


def test_a_value_left_in_the_store_is_found(installation) -> None:
    with installation.app.store.write(installation.tenant) as tx:
        tx.run("UPDATE tenant SET origin = ?", (KEPT["EMAIL"],))
    assert any(found(data) for data in files(installation.folder).values())
