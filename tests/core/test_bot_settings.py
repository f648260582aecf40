"""What of a bot can be set: kept as it was said, with defaults that protect."""

from __future__ import annotations

import pytest

from privet.core.bot import CLEAR, FILES, TOKEN, UNASKED, Settings, checked, given, read, wanted, written
from privet.errors import BadInput


def test_what_is_not_said_protects() -> None:
    default = Settings()
    assert (default.protect, default.commands, default.stop, default.retract, default.coach) == (True,) * 5
    assert (default.clear, default.trial, default.repeat, default.delete_after_hours) == (frozenset(), False, False, 0)
    assert {one: default.way(one) for one in FILES} == {
        "photo": "link", "document": "link", "video": "pass", "audio": "pass", "voice": "pass", "sticker": "pass",
        "other": "pass",
    }  # fmt: skip
    assert Settings(files={"photo": "block"}).way("photo") == "block"
    assert default.way("what Telegram will have next year") == "pass"


@pytest.mark.parametrize(
    "settings",
    [Settings(), Settings(mode="hook", clear=frozenset(CLEAR), files={"voice": "block"}, delete_after_hours=47)],
)
def test_settings_are_read_as_they_were_written(settings: Settings) -> None:
    assert read(written(checked(settings))) == settings
    assert written(read(written(settings))) == written(settings)


def test_a_form_says_what_it_says_and_nothing_else() -> None:
    assert given({"mode": "hook", "clear": ["ids"]}) == Settings(mode="hook", clear=frozenset({"ids"}))
    for broken in (
        {"mode": "pigeon"},
        {"colour": "green"},
        {"delete_after_hours": "soon"},
        {"files": {"photo": "eat"}},
    ):
        with pytest.raises(BadInput):
            given(broken)


@pytest.mark.parametrize(
    "settings",
    [Settings(clear=frozenset({"faces"})), Settings(files={"paper": "pass"}), Settings(delete_after_hours=48)],
)
def test_what_there_is_not_cannot_be_set(settings: Settings) -> None:
    with pytest.raises(BadInput):
        checked(settings)


def test_a_bot_gets_the_usual_updates_or_those_it_names() -> None:
    assert wanted((), "message")
    assert not any(wanted((), one) for one in UNASKED)
    assert wanted(("chat_member",), "chat_member")
    assert not wanted(("chat_member",), "message")


@pytest.mark.parametrize(
    ("text", "right"),
    [("123456:" + "A" * 35, True), ("0123:" + "A" * 35, False), ("123456:short", False), ("١٢٣:" + "A" * 35, False)],
)
def test_the_form_of_a_token(text: str, right: bool) -> None:
    assert bool(TOKEN.fullmatch(text)) is right
