"""What each field of the Bot API is, by its name: an id or a word of the protocol, a value of one kind, or free text.

Version 10.3 (core.telegram.org/bots/api). A name that stands in none of these lists is new: its texts are scanned and
its numbers left, and so are those in whatever stands below it. A test compares the lists with all models of aiogram.
"""

from __future__ import annotations

from collections.abc import Mapping

OPAQUE = frozenset({
    "align", "allowed_updates", "anchor_name", "audio_file_id", "audio_url", "background_custom_emoji_id",
    "base_name", "big_file_id", "big_file_unique_id", "boost_id", "bot_username", "business_connection_id",
    "callback_data", "callback_query_id", "cashtag", "chat_instance", "chat_type", "codec", "connected_website",
    "country_code", "country_codes", "currency", "custom_emoji_id", "custom_emoji_sticker_set_name", "data_hash",
    "date_time_format", "document_file_id", "document_url", "effect_id", "element_hash", "emoji", "emoji_list",
    "emoji_status_custom_emoji_id", "field_name", "file_hash", "file_hashes", "file_id", "file_path",
    "file_unique_id", "format", "foursquare_type", "game_short_name", "gif_file_id", "gif_url", "gift_id",
    "google_place_type", "guest_query_id", "hash", "icon_custom_emoji_id", "id", "inline_message_id", "invite_link",
    "invoice_payload", "ip_address", "language_code", "last_error_message", "last_resale_currency", "media_group_id",
    "model_custom_emoji_id", "mpeg4_file_id", "mpeg4_url", "next_offset", "offset", "option_persistent_id",
    "option_persistent_ids", "origin", "owned_gift_id", "paid_media_payload", "parse_mode", "payload",
    "persistent_id", "photo_file_id", "photo_url", "point", "poll_id", "poll_option_id",
    "profile_background_custom_emoji_id", "provider_data", "provider_payment_charge_id", "provider_token", "query_id",
    "quote_parse_mode", "rarity", "reason", "reference_name", "reply_to_poll_option_id", "result", "result_id",
    "secret", "set_name", "shipping_option_id", "small_file_id", "small_file_unique_id", "source", "start_parameter",
    "status", "sticker_file_id", "sticker_set_name", "sticker_type", "style", "switch_inline_query",
    "switch_inline_query_current_chat", "symbol_custom_emoji_id", "telegram_payment_charge_id", "text_parse_mode",
    "theme_name", "thumbnail_mime_type", "thumbnail_url", "time_zone_name", "transaction_type", "type", "valign",
    "video_file_id", "video_url", "voice_file_id", "voice_url", "web_app_name",
})  # fmt: skip
"""Texts that programs made for programs: ids, codes, words of the protocol, and what the bot itself gave for its own
use (`callback_data`, `payload`), which comes back as it was.
"""

SCANNED = frozenset({
    "alternative_text", "bio", "bot_command", "button_text", "caption", "chat_id", "command", "comment",
    "custom_title", "data", "description", "explanation", "expression", "file_name", "forward_text", "hashtag",
    "html", "input_field_placeholder", "keywords", "label", "language", "markdown", "message", "message_text",
    "mime_type", "name", "new_chat_title", "option_text", "performer", "prize_description", "query", "question",
    "quote", "sender_tag", "short_description", "suggested_name", "suggested_username", "tag", "text", "title", "url",
})  # fmt: skip
"""Free text. Each name that is in no list is taken for one as well."""

KINDS: Mapping[str, tuple[str, str]] = {
    "first_name": ("PERSON", "names"),
    "last_name": ("PERSON", "names"),
    "sender_user_name": ("PERSON", "names"),
    "forward_sender_name": ("PERSON", "names"),
    "author_signature": ("PERSON", "names"),
    "forward_signature": ("PERSON", "names"),
    "username": ("USERNAME", "usernames"),
    "active_usernames": ("USERNAME", "usernames"),
    "email": ("EMAIL", ""),
    "email_address": ("EMAIL", ""),
    "bank_card_number": ("CARD", ""),
    "address": ("ADDRESS", "places"),
    "street": ("ADDRESS", "places"),
    "street_line1": ("ADDRESS", "places"),
    "street_line2": ("ADDRESS", "places"),
    "city": ("PLACE", "places"),
    "post_code": ("PLACE", "places"),
}
"""Texts that are one value as a whole: its kind, and what has to be set `clear` for it to stay."""

RICH = frozenset({"caption", "credit", "summary", "text"})
"""Free text that may be an object or a list: pieces of rich text within each other, read as one."""

PHONE = "phone_number"

EMPTIED: Mapping[str, str] = {"vcard": "", "foursquare_id": "places", "google_place_id": "places"}
"""Texts that are left out, unless this is set `clear` ("": always): they say again, and more, what is said beside them.
"""

NUMBERS = frozenset({"user_id", "user_ids", "user_chat_id", "receiver_user_id"})
"""Numbers of people, or of their private chats, which are the same. So are all names that end in one of these."""

ROUNDED = frozenset({"latitude", "longitude"})
"""Coordinates; they are rounded to a tenth of a degree, about ten kilometres."""

ACTORS = ("from", "user", "actor_chat", "voter_chat")
"""Who did what an update tells, where it is no message."""
