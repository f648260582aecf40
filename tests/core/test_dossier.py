"""A dossier reads the same as JSON and as a page; nothing that somebody wrote becomes markup."""

from __future__ import annotations

import json
from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from privet.core.dossier import Agreed, Dossier, Held, Line, Person, Seen, Talk, as_html, as_json

AT = 1_795_262_400_000


def made(text: str = "hello", **more: object) -> Dossier:
    whole: dict[str, object] = {
        "made": AT, "company": "demo", "people": (Person("sub_a", "sms", "+12025550101", text, "7", AT),),
        "held": (Held("EMAIL", "e-mail address", "Messages.", 2, AT, AT + 1, None),),
        "purposes": (("support", "Answer.", "contract"),), "recipients": (("crm.example.com", "a program"),),
        "seen": (Seen(AT, "reveal: shown", "staff", "support", "EMAIL"),), "further": True,
        "agreed": (Agreed(AT, "marketing", "", "v1", True), Agreed(AT, "marketing", "sms", "v1", False)),
        "opted_out": AT, "talks": (Talk("con_a", "sms", True, (Line("msg_a", AT, "you", text), LATE), 3),),
    }  # fmt: skip
    return Dossier(**{**whole, **more})  # type: ignore[arg-type]


LATE = Line("msg_b", None, "company", None)


class Reader(HTMLParser):
    """The tags of a page, and its text."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.text += data


def read(page: bytes) -> Reader:
    reader = Reader()
    reader.feed(page.decode())
    return reader


TAGS = set(read(as_html(made())).tags)


def test_the_document_is_what_the_page_of_the_format_says() -> None:
    said = json.loads(as_json(made()))
    assert (said["format"], said["version"], said["made"]) == ("privet-dossier", 1, "2026-11-21T12:00:00Z")
    assert said["talks"][0]["lines"] == [
        {"id": "msg_a", "at": "2026-11-21T12:00:00Z", "by": "you", "text": "hello", "attachments": 0},
        {"id": "msg_b", "at": None, "by": "company", "text": None, "attachments": 0},
    ]
    assert said["held"][0]["until"] is None
    assert set(said) == {
        "format", "version", "made", "company", "people", "held", "purposes", "recipients", "seen", "further", "agreed",
        "opted_out", "talks", "corrected", "rights",
    }  # fmt: skip


def test_the_page_says_it_all_and_needs_nothing() -> None:
    page = as_html(made())
    text = read(page).text
    for one in (
        "+12025550101", "e-mail address", "as long as the relation lasts", "crm.example.com", "staff", "took it back",
        "its time is over", "3 messages of other people", "More was seen", "You wanted no more messages",
    ):  # fmt: skip
        assert one in text
    assert not {"script", "link", "img", "iframe"} & TAGS
    assert b"http" not in page


def test_where_there_is_nothing_it_says_so() -> None:
    empty = made(people=(), held=(), seen=(), agreed=(), talks=(), further=False, opted_out=None)
    assert read(as_html(empty)).text.count("Nothing.") == 5


@given(st.text())
def test_what_somebody_wrote_never_becomes_markup(text: str) -> None:
    reader = read(as_html(made(text)))
    assert set(reader.tags) <= TAGS | {"br"}
    assert json.loads(as_json(made(text)))["people"][0]["name"] == text.encode("utf-8", "replace").decode()
