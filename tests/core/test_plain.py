"""Personal data in the clear has no readable form but the one that is asked for by name."""

import copy
import json
import pickle

import pytest

from privet.core.finding import Finding
from privet.core.message import Inbound
from privet.core.plain import Plain, TokenText
from privet.core.tokens import opened, replace

VALUE = "ann@example.com"


@pytest.mark.parametrize("show", [str, repr, "{}".format, "%s".__mod__, lambda one: f"{one!r}", ascii])
def test_a_value_does_not_print(show) -> None:
    for one in (Plain(VALUE), opened(VALUE)):
        assert VALUE not in show(one)
        assert "ann" not in show([one, {"x": one}])


@pytest.mark.parametrize("act", [pickle.dumps, copy.copy, copy.deepcopy, json.dumps, hash, len, iter, bytes])
def test_a_value_is_not_passed_on_by_accident(act) -> None:
    with pytest.raises(TypeError):
        act(Plain(VALUE))


def test_a_value_is_not_joined() -> None:
    for join in (lambda: Plain("a") + "b", lambda: "a" + Plain("b"), lambda: Plain("a") + Plain("b")):
        with pytest.raises(TypeError, match="not joined"):
            join()
    with pytest.raises(TypeError):
        "".join([Plain("a")])


def test_a_value_is_compared_with_its_like_only() -> None:
    assert Plain(VALUE) == Plain(VALUE)
    assert Plain(VALUE) != Plain(VALUE + "x")
    assert Plain(VALUE) != VALUE
    assert Plain("\ud83d") == Plain("\ud83d")
    assert Plain(VALUE).expose() == VALUE


def test_a_value_is_not_formatted() -> None:
    assert f"{Plain(VALUE):>40}" == "Plain(…)"


@pytest.mark.parametrize(("text", "whole"), [("", True), ("é👍\0", True), ("\ud83d", False), ("a\udc00b", False)])
def test_half_a_character_is_told_apart(text: str, whole: bool) -> None:
    assert Plain(text).whole() is whole


def test_a_token_text_is_made_by_tokens_only() -> None:
    with pytest.raises(TypeError, match=r"core\.tokens"):
        TokenText("x", made_by=object())
    made = replace("mail ann@example.com", [Finding(5, 20, "EMAIL", 1.0, "test", VALUE)], ["[EMAIL_1]"])
    assert made.text == "mail [EMAIL_1]"
    assert made == opened("mail [EMAIL_1]")
    assert made != "mail [EMAIL_1]"
    assert hash(made) == hash(opened("mail [EMAIL_1]"))
    assert repr(made) == str(made) == "TokenText(14 characters)"


def test_a_message_prints_nothing_of_what_it_holds() -> None:
    own = [f"own {number}" for number in range(8)]
    message = Inbound(
        "sms", Plain(own[0]), Plain(own[1]), Plain(own[2]), 0, "in", own[3], Plain(own[4]), Plain(own[5]), False,
        Plain(own[6]), (Plain(own[7]),),
    )  # fmt: skip
    assert not any(one in repr(message) + str(message) for one in own)
