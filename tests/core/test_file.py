"""What files of customers are called where they are saved, and what of a message is a file."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from privet.core.bot import FILES, WAYS, Settings
from privet.core.botapi import update
from privet.core.botapi.said import LARGEST, LONGEST, MOST_FILES, Sent
from privet.core.file import ENDINGS, PIECE, pieces, saved_as

RUN = {"exe", "html", "htm", "svg", "js", "mjs", "xhtml", "xml", "bat", "cmd", "com", "scr", "lnk", "jar", "sh", "ps1",
       "vbs", "hta", "msi", "apk", "docm", "xlsm", "url", "desktop", "php", "mht", "swf"}  # fmt: skip
"""What a browser or a system runs when somebody opens it."""


def test_no_ending_is_kept_that_anything_runs() -> None:
    assert not ENDINGS & RUN


@pytest.mark.parametrize(
    ("sort", "name", "called"),
    [
        ("document", "Passport of Ann.PDF", "fil_x.pdf"),
        ("document", "page.html", "fil_x.bin"),
        ("photo", "picture.svg", "fil_x.bin"),
        ("photo", "", "fil_x.jpg"),
        ("voice", "", "fil_x.oga"),
        ("document", "", "fil_x.bin"),
        ("document", "no ending", "fil_x.bin"),
        ("document", "a.tar.gz", "fil_x.gz"),
        ("document", 'a.pdf"; filename="b.exe', "fil_x.bin"),
        ("document", "x.pdf\r\nSet-Cookie: a=b", "fil_x.bin"),
    ],
)
def test_of_a_name_at_most_its_ending_is_kept(sort: str, name: str, called: str) -> None:
    assert saved_as("fil_x", sort, name) == called


@given(st.sampled_from(FILES), st.text(max_size=60))
def test_whatever_a_file_is_called_it_is_saved_under_a_plain_name(sort: str, name: str) -> None:
    called = saved_as("fil_x", sort, name)
    assert called.removeprefix("fil_x.") in {*ENDINGS, "bin"}


def test_pieces() -> None:
    assert [pieces(one) for one in (0, 1, PIECE, PIECE + 1)] == [0, 1, 1, 2]


@given(st.dictionaries(st.sampled_from(FILES), st.sampled_from(WAYS)), st.sampled_from(FILES), st.sampled_from(FILES))
def test_of_two_sorts_the_stricter_holds(files: Any, one: str, other: str) -> None:
    settings = Settings(files=files)
    both = settings.way(one, other)
    assert both == settings.way(other, one)
    assert both in (settings.way(one), settings.way(other))
    for each in (one, other):
        assert WAYS.index(both) >= WAYS.index(settings.way(each))


# what of a message is a file

HEAD = {"message_id": 7, "date": 1, "from": {"id": 5, "is_bot": False, "first_name": "A"},
        "chat": {"id": 5, "type": "private"}}  # fmt: skip


def sent(**content: Any) -> tuple[Sent, ...]:
    raw = json.dumps({"update_id": 1, "message": {**HEAD, **content}}).encode()
    said = update.read(raw, frozenset()).message
    return () if said is None else said.files


def described(id: str, **more: Any) -> dict[str, Any]:
    return {"file_id": id, "file_unique_id": f"u{id}", **more}


def test_each_sort() -> None:
    for name, sort in (
        ("document", "document"), ("audio", "audio"), ("video", "video"), ("voice", "voice"), ("video_note", "video"),
        ("sticker", "sticker"), ("live_photo", "photo"),
    ):  # fmt: skip
        assert sent(**{name: described("a", file_size=9)}) == (Sent(sort, "", "", 9, ("a",)),)
    assert sent(photo=[described("s"), described("m"), described("l")]) == (Sent("photo", "", "", 0, ("l", "s", "m")),)
    assert sent(text="no file") == ()


def test_an_animation_is_one_file_though_telegram_says_it_twice() -> None:
    moving = described("a", file_name="a.mp4", mime_type="video/mp4", thumbnail=described("t"))
    assert sent(animation=moving, document=moving) == (Sent("video", "a.mp4", "video/mp4", 0, ("a", "t")),)


def test_media_that_are_paid_for_are_files_each() -> None:
    media = [{"type": "photo", "photo": [described("p")]}, {"type": "video", "video": described("v")}, {"type": "x"}]
    assert [(one.sort, one.ids) for one in sent(paid_media={"star_count": 1, "paid_media": media})] == [
        ("photo", ("p",)), ("video", ("v",)),
    ]  # fmt: skip
    assert sent(paid_media={"star_count": 1, "paid_media": "?"}) == ()


def test_what_is_no_file_and_what_is_too_much() -> None:
    assert sent(document={"file_name": "a"}) == ()
    assert sent(document=described("not an id \ud83e")) == ()
    assert sent(document=described("x" * 600)) == ()
    (one,) = sent(document=described("a", file_name="n" * 999, mime_type="a/b; c=d\r\n", file_size=-5))
    assert (one.name, one.type, one.size) == ("n" * LONGEST, "", 0)
    (one,) = sent(document=described("a", file_size=1 << 70))
    assert one.size == LARGEST
    (one,) = sent(photo=[described(f"p{at}") for at in range(99)])
    assert len(one.ids) == MOST_FILES
    assert one.ids[0] == "p98"
    assert repr(one) == "Sent(photo)"
    many = [{"type": "video", "video": described(f"v{at}")} for at in range(99)]
    assert len(sent(paid_media={"star_count": 1, "paid_media": many})) == MOST_FILES
