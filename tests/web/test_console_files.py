"""Files on the pages: named beside their messages, opened on record by whoever may, saved and never shown."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

import bots
import botserver
from botserver import Fake
from privet.acts import bot, file_keep
from privet.acts.bot import Open
from privet.core.bot import Checked, Settings
from privet.core.decision import LOCAL
from privet.core.file import PIECE
from privet.core.plain import Plain

HTML = b"<script>alert(document.domain)</script>" * 9_000  # more than a piece
NAME = "invoice of annabel.html"
WHY = {"purpose": "support", "reason": "the parcel came broken"}


@pytest.fixture(scope="module")
def telegram() -> Iterator[Fake]:
    with botserver.served() as fake:
        yield fake


class Desk:
    """A company whose bot got files, and its staff."""

    def __init__(self, staff: Any, telegram: Fake) -> None:
        self.staff, self.fake, self.installation = staff, telegram, staff.installation
        self.given = (self.installation.app, self.installation.tenant)
        app, self.bot = self.installation.app, telegram.bot()
        app.config = replace(app.config, telegram=replace(app.config.telegram, api=telegram.url, file_megabytes=1))
        self.settle()

    def settle(self, **settings: Any) -> Open:
        number = self.bot.id
        if any(one.number == number for one in bot.opened(*self.given)):
            bot.change(*self.given, "shop", Settings(**settings), LOCAL, reason=Plain("a test"))
        else:
            bot.add(*self.given, "shop", Plain(self.bot.token), Checked(number, "shop_bot"), Settings(), LOCAL)
        (one,) = bot.opened(*self.given)
        return one

    def comes(self, data: bytes = HTML, name: str = NAME, number: int = 1, **settings: Any) -> tuple[str, str, str]:
        """A file comes; the ids of its conversation and of itself, and Telegram's for it."""
        document = self.fake.file(data, name) | {"file_name": name, "mime_type": "text/html"}
        message = {**bots.message("", number), "document": document}
        del message["text"]
        (got,) = bots.take(
            self.installation, self.settle(**settings), bots.read({"update_id": number, "message": message})
        )
        (row,) = file_keep.files.of_messages(self.view(), [file_keep.ids.read("msg", got.message)])
        return got.conversation, file_keep.ids.shown("fil", row.file), document["file_id"]

    def view(self) -> Any:
        with self.given[0].store.view(self.given[1]) as view:
            return view

    def acts(self, act: str) -> list[tuple[str, str, str | None]]:
        return [(one.actor, str(one.outcome), one.object) for one in self.installation.entries() if one.act == act]


@pytest.fixture
def desk(staff: Any, telegram: Fake) -> Iterator[Desk]:
    one = Desk(staff, telegram)
    yield one
    telegram.before_file, telegram.cut = None, False


def saved(browser: Any, id: str, **more: str) -> Any:
    browser.get(f"/files/{id}?purpose=support")
    return browser.submit(f"/files/{id}/opened", **{**WHY, **more})


def test_a_conversation_names_its_files_and_each_leads_to_its_page(desk: Desk) -> None:
    talk, id, _ = desk.comes()
    sue = desk.staff.enrolled("sue", "supervisor")
    page = sue.get(f"/conversations/{talk}")
    assert "1 file" in page.read.said
    assert "Document, 351 kB" in page.read.said
    assert f"/files/{id}?purpose=support&from={talk}" in page.read.links
    page = sue.get(f"/files/{id}?purpose=support&from={talk}")
    assert f"/conversations/{talk}" in page.read.links
    assert "never shows it as a page" in " ".join(page.read.said.split())
    for word in ("annabel", "text/html", "351"):
        assert word not in page.text
    rita = desk.staff.enrolled("rita", "auditor")
    page = rita.get(f"/conversations/{talk}?purpose=operation")
    assert "Document" in page.read.said
    assert not [link for link in page.read.links if link.startswith("/files/")]
    assert "No rule lets you open files." in rita.get(f"/files/{id}").read.said


def test_it_is_fetched_after_its_entry_and_saved_and_never_shown(desk: Desk) -> None:
    _, id, _ = desk.comes()
    sue = desk.staff.enrolled("sue", "supervisor")
    before: list[Any] = []
    desk.fake.before_file = lambda: before.extend(desk.acts("open-file"))
    got = saved(sue, id)
    assert (got.status, got.body) == (200, HTML)
    assert before == [("operator:sue", "done", id)]
    assert got.header("content-type") == "application/octet-stream"
    assert got.header("content-disposition") == f'attachment; filename="{id}.bin"'
    policies = [value for name, value in got.headers if name == "content-security-policy"]
    assert "sandbox; default-src 'none'" in policies
    assert got.header("x-content-type-options") == "nosniff"
    assert got.header("cache-control") == "no-store"
    assert "annabel" not in str(got.headers)


def test_a_sealed_copy_is_saved_piece_by_piece_though_telegram_has_it_no_more(desk: Desk) -> None:
    talk, id, at_telegram = desk.comes(name="a.pdf", files={"document": "seal"})
    file_keep.begin(*desk.given, id)
    for at in range(0, len(HTML), PIECE):
        file_keep.piece(*desk.given, id, at // PIECE, HTML[at : at + PIECE])
    file_keep.done(*desk.given, id, len(HTML))
    del desk.fake.files[at_telegram]
    sue = desk.staff.enrolled("sue", "supervisor")
    assert "kept here" in sue.get(f"/conversations/{talk}").read.said
    got = saved(sue, id)
    assert (got.status, got.body) == (200, HTML)
    assert got.header("content-disposition") == f'attachment; filename="{id}.pdf"'
    assert got.header("content-type") == "application/octet-stream"


def test_an_empty_copy_is_an_empty_file(desk: Desk) -> None:
    _, id, _ = desk.comes(files={"document": "seal"})
    file_keep.begin(*desk.given, id)
    file_keep.done(*desk.given, id, 0)
    got = saved(desk.staff.enrolled("sue", "supervisor"), id)
    assert (got.status, got.body) == (200, b"")


def test_who_may_not_gets_nothing_and_telegram_is_asked_nothing(desk: Desk) -> None:
    _, id, _ = desk.comes()
    ann, sue = desk.staff.enrolled("ann"), desk.staff.enrolled("sue", "supervisor")
    asked = len(desk.fake.asked)
    ann.get(f"/files/{id}")
    assert ann.submit(f"/files/{id}/opened", **WHY).status == 403  # not given to her
    page = saved(sue, id, reason="")
    assert page.status == 403
    assert sue.get("/files/fil_x").status in (400, 404)
    assert saved(sue, f"fil_{'a' * 26}").status == 404
    eve = desk.staff.enrolled("eve", "admin")
    page = eve.get(f"/files/{id}")
    assert "No rule lets you open files." in page.read.said
    assert eve.send(f"/files/{id}/opened", {"form": eve.token, **WHY}).status == 403
    assert len(desk.fake.asked) == asked
    assert [outcome for _, outcome, _ in desk.acts("open-file")] == ["denied"] * 3


def test_an_old_proof_is_asked_for_again_and_what_was_typed_is_not_lost(desk: Desk) -> None:
    _, id, _ = desk.comes()
    sue = desk.staff.enrolled("sue", "supervisor")
    desk.staff.later(400)
    page = saved(sue, id)
    assert page.status == 403
    assert "Your last proof is too old for this." in page.read.said
    (form,) = [fields for to, fields in page.read.forms if to == f"/files/{id}/opened"]
    assert (form["reason"], form["purpose"]) == (WHY["reason"], "support")
    desk.staff.prove(sue, "sue")
    assert saved(sue, id).body == HTML


def test_what_telegram_does_not_have_is_said_on_a_page_and_on_record(desk: Desk) -> None:
    _, id, at_telegram = desk.comes()
    sue = desk.staff.enrolled("sue", "supervisor")
    del desk.fake.files[at_telegram]
    page = saved(sue, id)
    assert page.status == 502
    assert "does not have this file any more" in page.read.said
    assert [outcome for _, outcome, _ in desk.acts("open-file")] == ["done", "failed"]
    _, large, _ = desk.comes(bytes((1 << 20) + 1), number=2)
    assert saved(sue, large).status == 502


def test_what_breaks_off_on_its_way_does_not_end_as_what_is_whole(desk: Desk) -> None:
    _, id, _ = desk.comes(bytes(1 << 20))
    sue = desk.staff.enrolled("sue", "supervisor")
    sue.get(f"/files/{id}")
    desk.fake.cut = True
    got = sue.submit(f"/files/{id}/opened", **WHY)
    assert not got.whole
    assert len(got.body) < 1 << 20


def test_a_removed_bots_file_is_not_there(desk: Desk) -> None:
    _, id, _ = desk.comes()
    bot.remove(*desk.given, "shop", LOCAL, reason=Plain("not needed"))
    assert saved(desk.staff.enrolled("sue", "supervisor"), id).status == 404


def test_the_way_of_each_sort_is_set_on_the_bots_page(desk: Desk) -> None:
    desk.settle()
    pia = desk.staff.enrolled("pia", "privacy")
    (one,) = bot.everyone(*desk.given, LOCAL)
    pia.get(f"/settings/telegram/{one.id}")
    pia.submit("/settings/telegram/set", file_document="seal", reason="kept for cases")
    (one,) = bot.everyone(*desk.given, LOCAL)
    assert one.settings.way("document") == "seal"
