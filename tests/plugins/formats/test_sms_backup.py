"""SMS Backup & Restore: what is read, what the app writes although XML forbids it, what is refused."""

from __future__ import annotations

import io
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from privet.core import record
from privet.errors import BadInput
from privet.plugins.formats import FORMATS, sms_backup

HEAD = "<?xml version='1.0' encoding='UTF-8' standalone='yes' ?>\n<!-- <sms address='no' /> -->\n"


def backup(*elements: str) -> str:
    return f'{HEAD}<smses count="{len(elements)}">\n' + "\n".join(elements) + "\n</smses>"


def sms(body: str, **more: str) -> str:
    fields = {"protocol": "0", "address": "+447700900123", "date": "1709287200123", "type": "1"} | more
    return "<sms " + " ".join(f'{key}="{value}"' for key, value in fields.items()) + f' body="{body}" />'


def mms(inner: str, **more: str) -> str:
    fields = {"date": "1709287200000", "msg_box": "1", "address": "+447700900123", "sub": "null"} | more
    return "<mms " + " ".join(f'{key}="{value}"' for key, value in fields.items()) + f">{inner}</mms>"


def test_an_incoming_message(reading):
    data = backup(sms("Hi there", contact_name="Ana Example", readable_date="x", subject="null"))
    [message] = reading.messages(reading.items("sms-backup", data))
    shown = reading.shown(message)
    assert shown.pop("external_id").startswith("1709287200123-1-")
    assert shown == {
        "channel": "sms",
        "conversation": "+447700900123",
        "party": "+447700900123",
        "text": "Hi there",
        "sent_at": 1709287200123,
        "name": "Ana Example",
    }


def test_our_message_is_for_the_one_it_went_to_and_has_no_senders_name(reading):
    data = backup(sms("Hello", type="2", contact_name="Ana Example"), sms("x", contact_name="(Unknown)"))
    ours, unknown = reading.messages(reading.items("sms-backup", data))
    assert (ours.direction, ours.party.expose(), ours.name) == ("out", "+447700900123", None)
    assert unknown.name is None


@pytest.mark.parametrize("box", ["3", "4", "5", "6"])
def test_drafts_and_what_was_never_sent_are_skipped(reading, box):
    found = reading.items("sms-backup", backup(sms("x", type=box)))
    assert reading.skipped(found) == [sms_backup.NOT_SENT.reason]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("&#55357;&#56832;!", "😀!"),
        ("&#xD83D;&#xDE00;", "😀"),
        ("&#128512;", "😀"),
        ("&#55357; alone", "\ufffd alone"),
        ("&#56832;&#55357;", "\ufffd\ufffd"),
        ("a&amp;b &lt;c&gt; &quot;d&apos;", "a&b <c> \"d'"),
        ("line&#10;two&#13;", "line\ntwo\r"),
        ("raw\nline\tand\r\ntab", "raw line and tab"),
        ("control \x0b &#x1f;", "control \x0b \x1f"),
        ("fish & chips; R&D", "fish & chips; R&D"),
        ("a > b", "a > b"),
        ("null", "null"),
        ("&amp;#55357;", "&#55357;"),
    ],
)
def test_what_the_app_writes(reading, written, read):
    assert reading.texts(reading.items("sms-backup", backup(sms(written), sms("after")))) == [read, "after"]


def test_single_quotes_are_quotes_too(reading):
    data = backup("""<sms address='1' date = '5' type='1' body='say "hi"'/>""")
    assert reading.texts(reading.items("sms-backup", data)) == ['say "hi"']


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\r\n\t", min_codepoint=32), max_size=60)))
def test_well_formed_files_read_as_another_xml_parser_reads_them(bodies):
    root = ElementTree.Element("smses")
    for number, body in enumerate(bodies):
        fields = {"address": f"+4477009{number:05}", "date": str(number), "type": "1", "body": body}
        ElementTree.SubElement(root, "sms", fields)
    data = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    judged = [each.get("body") for each in ElementTree.fromstring(data) if each.get("body")]
    read = [getattr(item, "text", None) for _, item in FORMATS["sms-backup"].read(io.BytesIO(data), 0)]
    assert [text.expose() for text in read if text] == judged


def test_a_reference_may_stand_across_any_border_of_what_is_read(reading, monkeypatch):
    data = backup(sms("&#55357;&#56832; é"), mms("<parts><part ct='text/plain' text='&#55357;&#56832;'/></parts>"))
    expected = reading.texts(reading.items("sms-backup", data))
    for size in (1, 2, 3, 7, 64):
        monkeypatch.setattr(record, "CHUNK", size)
        assert reading.texts(reading.items("sms-backup", data)) == expected == ["😀 é", "😀"]


def test_a_picture_message(reading):
    parts = (
        '<parts><part seq="-1" ct="application/smil" text="&lt;smil&gt;"/>'
        '<part seq="0" ct="text/plain" name="null" text="Look" />'
        '<part seq="0" ct="text/plain" text="here" ></part>'
        f'<part ct="image/jpeg" name="null" cl="bill.jpg" text="null" data="{"QUJD" * 400000}" />'
        '<part ct="image/png" name="null" cl="null" /></parts>'
        '<addrs><addr address="+447700900123" type="137" /><addr address="+447700900999" type="151" /></addrs>'
    )
    [message] = reading.messages(reading.items("sms-backup", backup(mms(parts, sub="Bill"))))
    assert message.text.expose() == "Bill\nLook\nhere"
    assert [each.expose() for each in message.attachments] == ["bill.jpg", "image/png"]
    assert (message.party.expose(), message.direction, message.group) == ("+447700900123", "in", False)


def test_a_group_is_all_its_addresses_and_the_sender_is_named_in_it(reading):
    inner = (
        '<addrs><addr address="+447700900456" type="137"/><addr address="+447700900123" type="151"/></addrs>'
        '<parts><part ct="text/plain" text="Hi all"/></parts>'
    )
    both = "+447700900456~+447700900123"
    data = backup(
        mms(inner, address=both, contact_name="Ana, Bo"),
        mms(inner.replace("+447700900456", "insert-address-token"), address=both, msg_box="2"),
        mms("<parts><part ct='text/plain' text='from nobody'/></parts>", address=both),
    )
    found = reading.items("sms-backup", data)
    theirs, ours = reading.messages(found)
    assert theirs.group
    assert theirs.conversation.expose() == ours.conversation.expose() == "+447700900123~+447700900456"
    assert theirs.party.expose() == "+447700900456"
    assert (theirs.title.expose(), theirs.name) == ("Ana, Bo", None)
    assert (ours.direction, ours.party.expose()) == ("out", ours.conversation.expose())
    assert [reason for _, _, reason in reading.troubles(found)] == [record.MISSING]


def test_ids_tell_messages_of_one_millisecond_apart_and_know_a_message_again(reading):
    data = backup(sms("one"), sms("two"), sms("one"), sms("one", type="2"))
    ids = [each.external_id for each in reading.messages(reading.items("sms-backup", data))]
    assert ids[0] == ids[2]
    assert len(set(ids)) == 3
    assert all("one" not in each and "7700" not in each for each in ids)


@pytest.mark.parametrize(
    ("element", "reason"),
    [
        (sms("&lol;"), sms_backup.ENTITY),
        (sms("&#1114112;"), sms_backup.ENTITY),
        (sms("x", type="9"), record.MISSING),
        (sms("x", date=""), record.MISSING),
        (sms("x", date="-5"), record.MISSING),
        (sms("x", date="٣"), record.MISSING),
        (sms("x", date="9" * 15), record.NO_TIME),
        (sms("x", address=""), record.MISSING),
        (sms("x" * (record.TEXT + 1)), record.OVER),
        (sms("x" * (7 * record.TEXT)), record.OVER),
        (sms("x", address="1" * 1025), record.OVER),
        (sms("x", address="1" * 20000), record.OVER),
        ('<sms address="1" date="5" type="1" body="x" ! />', sms_backup.BAD_TAG),
        ('<sms address="1" date="5" type="1" body=x />', sms_backup.BAD_TAG),
        ('<sms address="1" date="5" type="1" body="x/>', sms_backup.BAD_TAG),
        ('<sms address="1"date="5" type="1" body="x"/>', sms_backup.BAD_TAG),
        (mms("<parts><part ct='text/plain' text='&nope;'/></parts>"), sms_backup.ENTITY),
        (mms("<parts><part ct=text/plain text='x'/></parts>"), sms_backup.BAD_TAG),
        (mms("<part ct='text/plain' text='x'/>" * 101), record.MANY),
        (mms(f"<part ct='text/plain' text='{'x' * 600000}'/>" * 2), record.OVER),
        (mms("<part ct='text/plain' text='x'/>").removesuffix("</mms>"), sms_backup.NO_END),
        (mms("<parts/>", msg_box="9"), record.MISSING),
    ],
)
def test_one_bad_message_costs_no_other(reading, element, reason):
    found = reading.items("sms-backup", backup(sms("before"), element, sms("after")))
    [(number, where, why)] = reading.troubles(found)
    assert (number, why) == (1, reason)
    assert where.startswith("byte ")
    assert reading.texts(found) == ["before", "after"]


def test_bytes_that_are_no_utf8_cost_one_message(reading):
    data = backup(sms("@@"), sms("after")).encode().replace(b"@@", b"\xe9")
    found = reading.items("sms-backup", data)
    assert reading.troubles(found) == [(0, f"byte {data.index(b'<sms protocol')}", record.NOT_UTF8)]
    assert reading.texts(found) == ["after"]


def test_messages_with_nothing_in_them_are_skipped(reading):
    found = reading.items("sms-backup", backup(sms(""), mms("<parts/>"), mms("").replace("></mms>", "/>")))
    assert reading.skipped(found) == [sms_backup.EMPTY.reason] * 3


def test_other_elements_comments_and_cdata_are_passed_over(reading):
    data = backup(
        "<other a='1'>text</other>", "<![CDATA[<sms/>]]>", sms("x"), mms("<what/><part ct='text/plain' text='y'/>")
    )
    assert reading.texts(reading.items("sms-backup", data)) == ["x", "y"]


def test_every_truncation_keeps_what_came_before_it(reading):
    data = backup(sms("one é"), mms("<parts><part ct='text/plain' text='two'/></parts>"), sms("three")).encode()
    for end in range(data.index(b"<smses") + 17, len(data)):
        found = reading.items("sms-backup", data[:end])
        texts = reading.texts(found)
        assert texts == ["one é", "two", "three"][: len(texts)]
        assert reading.troubles(found)[-1][2] == record.BROKEN_OFF
    assert not reading.troubles(reading.items("sms-backup", data))


BOMB = '<!DOCTYPE lolz [<!ENTITY a "lol"><!ENTITY b "&a;&a;">]>'


@pytest.mark.parametrize(
    "data",
    [
        "",
        "no xml",
        "{}",
        "<smses",
        "<!-- never closed",
        HEAD,
        HEAD + "<calls count='0'></calls>",
        HEAD + BOMB + "<smses></smses>",
        HEAD + "<smses>" + BOMB + "</smses>",
        "<!doctype html><html></html>",
        HEAD + "<sms body='no root' />",
        "<smses count=1>",
        b"\xff\xfe<\x00s\x00",
    ],
)
def test_what_is_no_backup_is_refused_as_a_whole(reading, data):
    with pytest.raises(BadInput):
        reading.items("sms-backup", data)


def test_an_empty_backup_is_one(reading):
    assert reading.items("sms-backup", HEAD + "<smses count='0'/>") == []
    assert reading.items("sms-backup", "\ufeff" + backup()) == []


def test_reading_goes_on_where_it_stopped(reading):
    data = backup(sms("one"), sms("", type="3"), mms("<part ct='text/plain' text='two'/>"), "<sms bad", sms("three"))
    whole = reading.items("sms-backup", data)
    assert len(whole) == 5
    for start in range(7):
        assert reading.items("sms-backup", data, start) == whole[start:]


@pytest.mark.parametrize("inner", ['data="{}" ', 'a="" ' * 4000])
def test_after_a_bad_tag_over_the_bound_reading_goes_on_where_it_ended(reading, monkeypatch, inner):
    monkeypatch.setattr(sms_backup, "RAW", 5000)
    monkeypatch.setattr(record, "CHUNK", 100)
    bad = "<sms " + inner.format("x" * 20000) + "!/>"
    found = reading.items("sms-backup", backup(sms("before"), bad, sms("after")))
    assert [why for _, _, why in reading.troubles(found)] == [sms_backup.BAD_TAG]
    assert reading.texts(found) == ["before", "after"]


def test_a_file_that_ends_at_the_end_of_a_name_is_broken_off(reading):
    for cut in ("<sms", "<sms ", "<sms a=", "<sms a='"):
        found = reading.items("sms-backup", f"<smses>{sms('x')}{cut}")
        assert reading.texts(found) == ["x"]
        assert reading.troubles(found)[-1][2] == record.BROKEN_OFF
