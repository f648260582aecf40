"""Texts as Telegram takes them: entities count UTF-16 units; HTML, MarkdownV2 and Markdown become entities."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Any

from botserver.api import Refusal, bad

Entity = dict[str, Any]


def units(text: str) -> int:
    """How many UTF-16 units a text has."""
    return len(text.encode("utf-16-le")) // 2


def cut(text: str, offset: int, length: int) -> str:
    """The piece of a text that an entity covers."""
    return text.encode("utf-16-le")[offset * 2 : (offset + length) * 2].decode("utf-16-le")


def parse_error(words: str) -> Refusal:
    return bad(f"can't parse entities: {words}")


TAGS = {"b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline", "ins": "underline",
        "s": "strikethrough", "strike": "strikethrough", "del": "strikethrough", "tg-spoiler": "spoiler",
        "code": "code", "pre": "pre", "a": "text_link", "blockquote": "blockquote", "tg-emoji": "custom_emoji",
        "span": "spoiler"}  # fmt: skip


class _Html(HTMLParser):
    """Telegram's HTML: its own few tags, closed in order; &lt; &gt; &amp; &quot; and numbers."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.text, self.open, self.found = "", list[tuple[str, Entity]](), list[Entity]()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in TAGS or not re.match(rf"<{tag}[\s>]", self.get_starttag_text() or "", re.IGNORECASE):
            raise parse_error(f'Unsupported start tag "{tag}" at byte offset {len(self.text.encode())}')
        said, kind = dict(attrs), TAGS[tag]
        entity: Entity = {"type": kind, "offset": units(self.text)}
        if tag == "span" and said.get("class") != "tg-spoiler":
            raise parse_error('Tag "span" must have class "tg-spoiler"')
        if tag == "tg-emoji":
            entity["custom_emoji_id"] = said.get("emoji-id") or ""
        if tag == "a":
            entity["url"] = said.get("href") or ""
        if tag == "blockquote" and "expandable" in said:
            entity["type"] = "expandable_blockquote"
        self.open.append((tag, entity))

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open[-1][0] != tag:
            raise parse_error(f'Unexpected end tag "{tag}" at byte offset {len(self.text.encode())}')
        _, entity = self.open.pop()
        entity["length"] = units(self.text) - entity["offset"]
        if entity["length"]:
            self.found.append(entity)

    def handle_data(self, data: str) -> None:
        if "<" in data:
            raise parse_error(f"Unsupported start tag at byte offset {len(self.text.encode())}")
        self.text += data

    def handle_entityref(self, name: str) -> None:
        self.text += {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}.get(name, f"&{name};")

    def handle_charref(self, name: str) -> None:
        self.text += chr(int(name[1:], 16) if name[0] in "xX" else int(name))

    def _never(self, data: str) -> None:
        raise parse_error("Unsupported start tag")

    handle_comment = handle_decl = handle_pi = unknown_decl = _never  # type: ignore[assignment]


def html(text: str) -> tuple[str, list[Entity]]:
    """Text and entities of HTML."""
    reader = _Html()
    reader.feed(text)
    reader.close()
    if reader.open:
        raise parse_error(f'Can\'t find end tag corresponding to start tag "{reader.open[-1][0]}"')
    return reader.text, reader.found


MARKS = ("```", "||", "__", "*", "_", "~", "`")
MEANT = {
    "||": "spoiler",
    "__": "underline",
    "*": "bold",
    "_": "italic",
    "~": "strikethrough",
    "`": "code",
    "```": "pre",
}
RESERVED = "_*[]()~`>#+-=|{}.!"
LINK = re.compile(r"\]\(((?:[^)\\]|\\.)*)\)", re.DOTALL)


def markdown_v2(text: str) -> tuple[str, list[Entity]]:
    """Text and entities of MarkdownV2; every reserved character that means nothing must be escaped."""
    out, found, at = "", list[Entity](), 0
    open_: list[tuple[str, int]] = []
    while at < len(text):
        inside = open_[-1][0] if open_ and open_[-1][0] in ("`", "```") else ""
        char = text[at]
        if char == "\\" and at + 1 < len(text) and 0 < ord(text[at + 1]) < 127:
            out, at = out + text[at + 1], at + 2
            continue
        mark = next((one for one in MARKS if text.startswith(one, at) and (not inside or one == inside)), "")
        if open_ and open_[-1][0] == mark and mark:
            entity = {"type": MEANT[mark], "offset": open_[-1][1], "length": units(out) - open_[-1][1]}
            found += [entity] * bool(entity["length"])
            open_.pop()
            at += len(mark)
        elif mark and not inside:
            open_.append((mark, units(out)))
            at += len(mark)
            if mark == "```" and (named := re.match(r"\w*\n", text[at:])):
                at += len(named[0])
        elif inside:
            out, at = out + char, at + 1
        elif char == "[" or text.startswith("![", at):
            open_.append(("[" if char == "[" else "![", units(out)))
            at += 1 if char == "[" else 2
        elif open_ and open_[-1][0] in ("[", "![") and (link := LINK.match(text, at)):
            mark, offset = open_.pop()
            url = re.sub(r"\\(.)", r"\1", link[1])
            kind: Entity = {"type": "text_link", "url": url}
            if mark == "![":
                kind = {"type": "custom_emoji", "custom_emoji_id": url.rpartition("id=")[2]}
            found += [kind | {"offset": offset, "length": units(out) - offset}] * (units(out) > offset)
            at = link.end()
        elif char == ">" and (not out or out[-1] == "\n"):
            at += 1
        elif char in RESERVED:
            raise parse_error(f"Character '{char}' is reserved and must be escaped with the preceding '\\'")
        else:
            out, at = out + char, at + 1
    if open_:
        raise parse_error(f"Can't find end of the entity that starts with {open_[-1][0]}")
    return out, found


def markdown(text: str) -> tuple[str, list[Entity]]:
    """Text and entities of the older Markdown, in which nothing nests."""
    out, found, at = "", list[Entity](), 0
    while at < len(text):
        if text[at] == "\\" and text[at + 1 : at + 2] in ("_", "*", "`", "["):
            out, at = out + text[at + 1], at + 2
            continue
        mark = next((one for one in ("```", "*", "_", "`") if text.startswith(one, at)), "")
        if mark:
            end = text.find(mark, at + len(mark))
            if end < 0:
                raise parse_error(f"Can't find end of the entity starting at byte offset {len(text[:at].encode())}")
            said = text[at + len(mark) : end]
            found += [{"type": MEANT[mark], "offset": units(out), "length": units(said)}] * bool(said)
            out, at = out + said, end + len(mark)
        elif text[at] == "[" and (link := re.compile(r"\[([^\]]*)\]\(([^)]*)\)").match(text, at)):
            found.append({"type": "text_link", "url": link[2], "offset": units(out), "length": units(link[1])})
            out, at = out + link[1], link.end()
        else:
            out, at = out + text[at], at + 1
    return out, found


MODES = {"html": html, "markdownv2": markdown_v2, "markdown": markdown}


def read(text: str, mode: str | None, entities: list[Entity] | None, most: int) -> tuple[str, list[Entity]]:
    """A text as it is shown, with its entities in order. Refusal where it cannot be."""
    if mode:
        if mode.lower() not in MODES:
            raise bad("unsupported parse_mode")
        text, entities = MODES[mode.lower()](text)
    found = [dict(one) for one in entities or ()]
    check(text, found)
    lead = units(text) - units(text.lstrip())
    text = text.strip()
    for one in found:
        one["offset"] = max(0, one["offset"] - lead)
        one["length"] = min(one["length"], units(text) - one["offset"])
    if units(text) > most:
        raise bad("message is too long" if most == 4096 else "message caption is too long")
    kept = [one for one in found if one["length"] > 0] + seen(text, found)
    return text, sorted(kept, key=lambda one: (one["offset"], -one["length"]))


def check(text: str, entities: list[Entity]) -> None:
    """Strictly: every entity lies in the text, splits no pair, and crosses no other."""
    size = units(text)
    for one in entities:
        start, end = one["offset"], one["offset"] + one["length"]
        if not 0 <= start < end <= size:
            raise bad(f"strict: entity {one['type']} lies outside the text")
        for at in (start, end):
            try:
                cut(text, 0, at)
            except UnicodeDecodeError:
                raise bad(f"strict: entity {one['type']} splits a surrogate pair") from None
        for other in entities:
            if start < other["offset"] < end < other["offset"] + other["length"]:
                raise bad("strict: entities cross each other")


PATTERNS = (
    ("email", r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"), ("url", r"https?://[^\s]+|\bwww\.[^\s]+"),
    ("mention", r"(?<!\w)@[A-Za-z]\w{3,31}"), ("bot_command", r"(?<![\w/])/[A-Za-z0-9_]{1,32}(?:@\w+)?"),
    ("hashtag", r"(?<!\w)#\w+"), ("phone_number", r"\+\d[\d ()-]{7,}\d"),
)  # fmt: skip


def seen(text: str, taken: list[Entity]) -> list[Entity]:
    """What Telegram marks by itself: addresses, commands, numbers of telephones."""
    found: list[Entity] = []
    for kind, pattern in PATTERNS:
        for hit in re.finditer(pattern, text):
            start = units(text[: hit.start()])
            one = {"type": kind, "offset": start, "length": units(hit[0])}
            if not any(_meet(one, other) for other in [*taken, *found]):
                found.append(one)
    return found


def _meet(one: Entity, other: Entity) -> bool:
    return bool(one["offset"] < other["offset"] + other["length"] and other["offset"] < one["offset"] + one["length"])
