"""Writes the vectors of tokens and tags: `python tests/vectors/make_token_vectors.py`. They are pinned: another number
is another format.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from privet.core import ids, tags

HERE = Path(__file__).parent
KEY = bytes(range(32))
OTHER = bytes([1, *range(1, 32)])
PLACE = bytes(range(16))
MAIL = {"EMAIL 1": "ana@example.com"}


def _token() -> dict[str, Any]:
    return {
        "read": [
            {"text": "pay [CARD_1] now", "found": [["CARD", 1]], "exact": True},
            {"text": "[URL_LOGIN_12][CARD_CODE_3]", "found": [["URL_LOGIN", 12], ["CARD_CODE", 3]], "exact": True},
            {"text": "[CARD_999999]", "found": [["CARD", 999999]], "exact": True},
            {"text": "[card_1]", "found": [["CARD", 1]], "exact": False},
            {"text": "[ CARD _ 1 ]", "found": [["CARD", 1]], "exact": False},
            {"text": "[[CARD_1]]", "found": [["CARD", 1]], "exact": True},
            {"text": "[CARD_1_2]", "found": [["CARD_1", 2]], "exact": True},
            {"text": "[\u00a0CARD_1\u00a0]", "found": [["CARD", 1]], "exact": False},
        ],
        "refused": [
            {"why": "zero", "text": "[CARD_0]"},
            {"why": "a leading zero", "text": "[CARD_01]"},
            {"why": "seven digits", "text": "[CARD_1000000]"},
            {"why": "no number", "text": "[CARD_]"},
            {"why": "no kind", "text": "[_1]"},
            {"why": "no underscore", "text": "[CARD1]"},
            {"why": "a digit first", "text": "[1CARD_1]"},
            {"why": "other brackets", "text": "<CARD_1>"},
            {"why": "not closed", "text": "[CARD_1"},
            {"why": "a letter in the number", "text": "[CARD_1a]"},
            {"why": "a letter of another script", "text": "[CАRD_1]"},
            {"why": "a digit of another script", "text": "[CARD_\u0661]"},
            {"why": "a sign", "text": "[CARD_-1]"},
            {"why": "too many spaces", "text": "[    CARD_1]"},
        ],
        "replace": [
            {
                "text": "write to ana@example.com or ana@example.com",
                "findings": [[9, 24, "EMAIL"], [28, 43, "EMAIL"]],
                "names": ["[EMAIL_1]", "[EMAIL_1]"],
                "tokenised": "write to [EMAIL_1] or [EMAIL_1]",
            },
            {
                "text": "🙂 4111 1111 1111 1111",
                "findings": [[2, 21, "CARD"]],
                "names": ["[CARD_1]"],
                "tokenised": "🙂 [CARD_1]",
            },
            {
                "text": "I am [card_1]",
                "findings": [[5, 13, "LITERAL"]],
                "names": ["[LITERAL_1]"],
                "tokenised": "I am [LITERAL_1]",
            },
            {"text": "nothing here", "findings": [], "names": [], "tokenised": "nothing here"},
        ],
        "restore": [
            {"text": text, "values": values, "restored": restored, "stayed": stayed}
            for text, values, restored, stayed in (
                ("to [EMAIL_1]", MAIL, "to ana@example.com", 0),
                ("to [ email _ 1 ]", MAIL, "to ana@example.com", 0),
                ("to [EMAIL_2]", MAIL, "to [EMAIL_2]", 1),
                ("to [PHONE_1]", MAIL, "to [PHONE_1]", 1),
                ("[LITERAL_1]", {"LITERAL 1": "[CARD_1]", "CARD 1": "4111"}, "[CARD_1]", 0),
            )
        ],
        "ids": [
            {"prefix": "tok", "bytes": raw.hex(), "shown": ids.shown("tok", raw)}
            for raw in (bytes(16), PLACE, b"\xff" * 16)
        ],
        "ids_refused": [
            {"why": "another prefix", "prefix": "tok", "shown": "msg_" + "a" * 26},
            {"why": "no prefix", "prefix": "tok", "shown": "a" * 26},
            {"why": "too short", "prefix": "tok", "shown": "tok_" + "a" * 25},
            {"why": "too long", "prefix": "tok", "shown": "tok_" + "a" * 27},
            {"why": "capitals", "prefix": "tok", "shown": "tok_" + "A" + "a" * 25},
            {"why": "a digit that base32 has not", "prefix": "tok", "shown": "tok_1" + "a" * 25},
            {"why": "bits that are no id's", "prefix": "tok", "shown": "tok_" + "a" * 25 + "b"},
            {"why": "padding", "prefix": "tok", "shown": "tok_" + "a" * 26 + "======"},
            {"why": "a line end", "prefix": "tok", "shown": "tok_" + "a" * 26 + "\n"},
        ],
    }


def _tag(key: bytes, use: bytes, place: bytes, value: str) -> dict[str, Any]:
    number = tags.tag(key, use, value, place)
    return {"key": key.hex(), "use": use.decode(), "place": place.hex(), "value": value, "tag": number}


def _tags() -> dict[str, Any]:
    first = _tag(KEY, tags.ADDRESS, b"", "+12025550142")
    within = PLACE + b"EMAIL"
    return {
        "tags": [
            first,
            _tag(KEY, tags.REFERENCE, b"", "customer 7"),
            _tag(KEY, tags.TALK, b"", "chat-1"),
            _tag(KEY, tags.MENTION, b"", "ana@example.com"),
            _tag(KEY, tags.VALUE, within, "ana@example.com"),
            _tag(KEY, tags.SEEN, PLACE, "1"),
            _tag(KEY, tags.VALUE, within, ""),
            _tag(KEY, tags.MENTION, b"", "мария@example.com"),
            _tag(KEY, tags.VALUE, within, "x" * 300),
            _tag(KEY, tags.TALK, b"", "\ud83d"),
        ],
        "others": [
            {"why": "one bit of the key", **_tag(OTHER, tags.ADDRESS, b"", "+12025550142")},
            {"why": "another use", **_tag(KEY, tags.MENTION, b"", "+12025550142")},
            {"why": "a place", **_tag(KEY, tags.ADDRESS, PLACE, "+12025550142")},
            {"why": "another digit", **_tag(KEY, tags.ADDRESS, b"", "+12025550143")},
            {"why": "a space", **_tag(KEY, tags.ADDRESS, b"", "+1 2025550142")},
            {"why": "a line end", **_tag(KEY, tags.ADDRESS, b"", "+12025550142\n")},
        ],
    }


def files() -> dict[str, str]:
    """What stands in each file."""
    made = {"token.json": _token(), "tags.json": _tags()}
    return {name: json.dumps(held, indent=1) + "\n" for name, held in made.items()}


if __name__ == "__main__":
    for name, text in files().items():
        (HERE / name).write_text(text, encoding="utf-8")
