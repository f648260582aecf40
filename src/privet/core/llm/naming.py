"""Which conversation a request belongs to, and whose it is: as its program says, nowhere guessed.

The header `Privet-Conversation`; else `conversation` or `previous_response_id` of the request; else
`metadata.conversation`. Who is named by none has a map for this request alone.
"""

from __future__ import annotations

import re
from typing import Any

import msgspec

from privet.core import ids
from privet.core.llm.tree import Leaf, Thing, text_of
from privet.errors import BadInput

LONGEST = 256
_CONTINUED = re.compile(r"(.{1,200})\.(con_[a-z2-7]{26})")
"""The id of a response as its program got it, where its conversation is one that Privet began for it."""


class Named(msgspec.Struct, frozen=True, gc=False):
    """What a request says of its conversation: its name, or the id (`con_…`) of one that an earlier answer began.
    `user` is whom the program asks for, "" where it does not say; `begins` says that a conversation is to begin where
    none is named, since the other side keeps what was said.
    """

    name: str = ""
    continued: str = ""
    user: str = ""
    begins: bool = False

    def __repr__(self) -> str:
        return "Named(…)"


def named(header: str, tree: Any, route: str, *, keyed: bool = True) -> Named:
    """What a request says, by its header and its body. Raises BadInput for a name that is too long, and for any where
    the program has no key of its own (`keyed`): whoever said the same name would have the same conversation.
    """
    found = _named(header, tree, route)
    if not keyed and (found.name or found.continued):
        raise BadInput("a conversation belongs to its program's key, and none came", hint="send any key of your own")
    return found if keyed else Named("", "", found.user)


def proves(key: str) -> bool:
    """Whether a header with a key holds one."""
    return key.strip().lower() not in ("", "bearer")


def _named(header: str, tree: Any, route: str) -> Named:
    user = _text(tree, "user") or _text(tree, "safety_identifier")
    if header:
        return Named(_short(header), "", _short(user))
    if route == "/responses":
        talk = tree.get("conversation") if type(tree) is Thing else None
        told = text_of(talk) or (_text(talk, "id") if type(talk) is Thing else "")
        if told:
            return Named(_short(told), "", _short(user))
        before = continued(_text(tree, "previous_response_id"))
        if before:
            return Named("", before[1], _short(user), True)
    told = _text(tree.get("metadata"), "conversation") if type(tree) is Thing else ""
    if told:
        return Named(_short(told), "", _short(user))
    return Named("", "", _short(user), route == "/responses" and _kept(tree))


def continued(response: str) -> tuple[str, str] | None:
    """A response's id as the other side knows it, and the conversation that it belongs to; None without one."""
    match = _CONTINUED.fullmatch(response)
    return (match[1], match[2]) if match else None


def suffix(conversation: bytes) -> str:
    """What is added to the id of a response, so that the next request can name its conversation."""
    return "." + ids.shown(ids.CONVERSATION, conversation)


def in_json(tree: Any) -> bool:
    """Whether the answer's contents are asked for as JSON."""
    asked = tree.get("response_format") if type(tree) is Thing else None
    if asked is None and type(tree) is Thing and type(tree.get("text")) is Thing:
        asked = tree["text"].get("format")
    return _text(asked, "type").startswith("json")


def _kept(tree: Any) -> bool:
    """Whether the other side keeps the answer: it does, where it is not told otherwise."""
    node = tree.get("store") if type(tree) is Thing else None
    return type(node) is not Leaf or node.value is not False


def _text(node: Any, name: str) -> str:
    return text_of(node.get(name)) or "" if type(node) is Thing else ""


def _short(name: str) -> str:
    if len(name) > LONGEST:
        raise BadInput(f"the name of a conversation has at most {LONGEST} characters")
    return name
