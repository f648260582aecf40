"""No field is forgotten: every model of aiogram, an independent list of the Bot API's types, is filled with marks, and
no mark of anybody's comes through.
"""

from __future__ import annotations

import json
import types
import typing
from collections.abc import Iterator
from functools import cache
from typing import Any

import aiogram.types
import pytest
from pydantic import BaseModel

from privet.core.botapi import fields, update
from privet.core.botapi.entities import Made

COUNTED = frozenset({
    "accent_color_id", "additional_chat_count", "amount", "audio_duration", "background_color", "boost_count",
    "bottom_color", "center_color", "checklist_task_id", "closing_minute", "color", "colors", "colspan",
    "commission_per_mille", "completion_date", "convert_star_count", "correct_option_id", "correct_option_ids",
    "corner_radius_percentage", "cover_frame_timestamp", "current_level_rating", "dark_theme_dimming",
    "dark_theme_main_color", "dark_theme_other_colors", "direct_message_star_count", "distance", "draft_id", "duration",
    "edge_color", "edit_date", "ephemeral_message_id", "expiration_date", "file_size", "forward_from_message_id",
    "gif_duration", "gif_height", "gif_width", "giveaway_message_id", "heading", "height", "height_percentage",
    "horizontal_accuracy", "icon_color", "intensity", "last_resale_amount", "last_resale_star_count", "length", "level",
    "light_theme_main_color", "light_theme_other_colors", "linked_chat_id", "live_period", "main_frame_timestamp",
    "marked_as_done_task_ids", "marked_as_not_done_task_ids", "max_connections", "max_quantity", "max_reaction_count",
    "max_tip_amount", "member_limit", "message_auto_delete_time", "message_id", "message_ids", "message_thread_id",
    "migrate_from_chat_id", "migrate_to_chat_id", "mpeg4_duration", "mpeg4_height", "mpeg4_width", "nanostar_amount",
    "next_level_rating", "number", "open_period", "opening_minute", "option_ids", "paid_message_star_count",
    "paid_star_count", "pending_join_request_count", "pending_update_count", "personal_remaining_count",
    "personal_total_count", "photo_height", "photo_size", "photo_width", "position", "premium_subscription_duration",
    "premium_subscription_month_count", "prepaid_upgrade_star_count", "prize_star_count", "profile_accent_color_id",
    "proximity_alert_radius", "quote_position", "rarity_per_mille", "rating", "remaining_count",
    "reply_to_checklist_task_id", "request_count", "request_id", "retry_after", "rotation_angle", "rowspan", "scale",
    "score", "send_date", "sender_boost_count", "size", "slow_mode_delay", "star_count", "start_timestamp",
    "subscription_expiration_date", "subscription_period", "subscription_price", "suggested_tip_amounts",
    "symbol_color", "temperature", "text_color", "thumbnail_height", "thumbnail_width", "top_color", "total_amount",
    "total_count", "total_voter_count", "transfer_star_count", "unclaimed_prize_count", "unique_gift_number",
    "unique_gift_variant_count", "unix_time", "unrestrict_boost_count", "update_id", "upgrade_star_count", "value",
    "video_duration", "video_height", "video_width", "voice_duration", "voter_count", "width", "width_percentage",
    "winner_count", "x_percentage", "x_shift", "y_percentage", "y_shift", "zoom",
})  # fmt: skip
"""Numbers that are nobody's: counts, sizes, colours, times, ids of messages and of groups."""

TWOFOLD = frozenset({"id", "state", "topic_id", "chat_id", "day", "month", "year"})
"""Names whose meaning depends on what stands beside them; tests of their own look at them."""

MARK = "Zzyzx"
LEFT_SOMETIMES = frozenset({"name", "data", "state", "chat_id"})


@cache
def models() -> dict[str, type[BaseModel]]:
    every = {name: getattr(aiogram.types, name) for name in dir(aiogram.types)}
    return {
        name: one
        for name, one in every.items()
        if isinstance(one, type) and issubclass(one, BaseModel) and one.__module__.startswith("aiogram.types")
    }


def leaf_types(annotation: Any) -> Iterator[Any]:
    """Every type in an annotation, without the lists and unions around it."""
    origin = typing.get_origin(annotation)
    if origin is typing.Literal:
        yield typing.Literal
    elif origin is None:
        yield str if "RichText" in str(annotation) and not isinstance(annotation, type) else annotation
    for inner in typing.get_args(annotation) if origin is not typing.Literal else ():
        yield from leaf_types(inner)


def named() -> Iterator[tuple[str, str, Any]]:
    """(model, field, type) of everything there is."""
    for model, one in models().items():
        for name, field in one.model_fields.items():
            for found in leaf_types(field.annotation):
                yield model, field.alias or name, found


def test_every_text_of_the_bot_api_has_its_place() -> None:
    known = [
        fields.OPAQUE,
        fields.SCANNED,
        frozenset(fields.KINDS),
        frozenset(fields.EMPTIED),
        {fields.PHONE, "state", "credit", "summary"},
    ]
    texts = {name for _, name, found in named() if found is str or found is typing.Literal}
    placed = {name: sum(name in one for one in known) for name in texts}
    files = {"animation", "cover", "media", "photo", "sticker", "thumbnail", "video"}
    files |= {"date", "remove_keyboard", "force_reply"}  # their literals are no texts
    assert {name for name, places in placed.items() if places != 1} <= files
    assert not frozenset().union(*known) - texts - {"result", "source", "status"} - files


def test_every_number_of_the_bot_api_has_its_place() -> None:
    numbers = {name for _, name, found in named() if found in (int, float)}
    assert numbers - COUNTED - TWOFOLD - fields.NUMBERS - fields.ROUNDED - fields.OPAQUE == set()
    assert not COUNTED & (fields.NUMBERS | fields.ROUNDED)
    assert numbers >= COUNTED


def value(found: Any, depth: int) -> Any:
    """Something that fits a type, with a mark in each text."""
    origin, args = typing.get_origin(found), typing.get_args(found)
    if origin is typing.Annotated:
        return value(args[0], depth)
    if origin is list:
        return [value(args[0], depth)]
    if origin in (typing.Union, types.UnionType):
        wanted = sorted(args, key=lambda one: not (isinstance(one, type) and issubclass(one, BaseModel)))
        return next((made for one in wanted if (made := value(one, depth)) is not None), None)
    if origin is typing.Literal:
        return getattr(args[0], "value", args[0])
    if found is str:
        return MARK
    if found is bool:
        return False
    if found in (int, float):
        return 7 if found is int else 7.75
    if "RichText" in str(found):  # aiogram writes this one type, which holds itself, by its name
        return [MARK, {"type": "url", "url": MARK, "text": {"type": "bold", "text": [MARK]}}]
    if isinstance(found, type) and issubclass(found, BaseModel):
        return filled(found, depth - 1) if depth else None
    return None


def filled(model: type[BaseModel], depth: int = 3) -> dict[str, Any]:
    made = {field.alias or name: value(field.annotation, depth) for name, field in model.model_fields.items()}
    if "type" in made and made["type"] == MARK:
        made["type"] = "private"
    return {name: one for name, one in made.items() if one is not None}


def marked(node: Any, name: str = "") -> Iterator[str]:
    """The names under which a mark stands."""
    if isinstance(node, dict):
        for key, one in node.items():
            yield from marked(one, key)
    elif isinstance(node, list):
        for one in node:
            yield from marked(one, name)
    elif isinstance(node, str) and MARK in node:
        yield name


def tokenised(thing: Any) -> Any:
    """An update with that in it, as the bot gets it where everything that is scanned is found."""
    raw = json.dumps({"update_id": 1, "message": {"message_id": 1, "from": {"id": 5}, "x": thing}}).encode()
    read = update.read(raw, frozenset())
    made = [Made("[T_1]", ((0, len(part.text), 5),)) for part in read.parts]
    numbers = {number: number for number in read.numbers}
    return json.loads(update.write(read, made, numbers, ["+99900000000"] * len(read.phones)))["message"]["x"]


@pytest.mark.parametrize("name", sorted(models()))
def test_no_text_of_a_model_comes_through(name: str) -> None:
    made = filled(models()[name])
    assert set(marked(tokenised(made))) <= fields.OPAQUE | LEFT_SOMETIMES


def test_the_marks_are_there() -> None:
    assert {"first_name", "text", "file_id", "phone_number", "title"} <= set(marked(filled(models()["Message"])))


def test_what_is_new_is_scanned() -> None:
    assert list(marked(tokenised({"never_heard_of": [MARK, {"this": MARK, "type": MARK}]}))) == ["type"]
