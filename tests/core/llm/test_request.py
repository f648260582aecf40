"""Which texts of a request leave, and how it reads with others in their place."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from privet.core.finding import PATTERN, Finding
from privet.core.llm import request
from privet.core.llm.request import Item
from privet.core.llm.tree import MOST, parse
from privet.errors import BadInput


def seen(body: Any) -> list[tuple[str, str]]:
    """The texts of a request that leave, each with its cue."""
    return [(one.text, one.cue) for one in request.items(*parse(json.dumps(body).encode()))]


def texts(body: Any) -> list[str]:
    return [text for text, _ in seen(body)]


def rewritten(body: Any) -> Any:
    """A request with every text that leaves in capitals and brackets."""
    raw = request.written_again(*parse(json.dumps(body).encode()), lambda one: f"<{one.text}>")
    return json.loads(raw)


def message(content: Any, role: str = "user", **more: Any) -> Any:
    return {"model": "gpt-4o-2024-08-06", "messages": [{"role": role, "content": content} | more]}


def test_every_role_and_every_part_is_looked_through() -> None:
    for role in ("system", "developer", "user", "assistant", "tool", "function"):
        assert texts(message("hello", role)) == ["hello"]
    parts = [
        {"type": "text", "text": "one"},
        {"type": "refusal", "refusal": "two"},
        {"type": "input_text", "text": "three"},
    ]
    assert texts(message(parts)) == ["one", "two", "three"]


def test_models_types_roles_functions_and_ids_are_left() -> None:
    call = {"id": "call_abc123", "type": "function", "function": {"name": "look_up", "arguments": "{}"}}
    body = {
        "model": "meta-llama/Llama-3.3:free", "stream": True, "temperature": 0.5, "tool_choice": "auto",
        "modalities": ["text"], "reasoning": {"effort": "high", "summary": None}, "seed": 1234567890,
        "include": ["message.output_text.logprobs"], "previous_response_id": "resp_68af0123",
        "tools": [{"type": "function", "function": {"name": "look_up", "parameters": {"type": "object"}}}],
        "messages": [
            {"role": "assistant", "tool_calls": [call]},
            {"role": "tool", "tool_call_id": "call_abc123", "name": "look_up", "content": ""},
        ],
    }  # fmt: skip
    assert texts(body) == []
    assert rewritten(body) == body


def test_what_stands_in_such_a_place_and_is_none_is_looked_through() -> None:
    assert texts({"model": "maria@example.com"}) == ["maria@example.com"]
    assert texts({"model": "m", "messages": [{"role": "Maria Lopez", "content": "x"}]}) == ["Maria Lopez", "x"]
    assert texts({"model": "4111111111111111"}) == ["4111111111111111"]
    assert texts({"model": "m", "tool_call_id": "maria@example.com"}) == ["maria@example.com"]
    function = {"type": "function", "function": {"name": "call 4155552671"}}
    assert texts({"model": "m", "tools": [function]}) == ["call 4155552671"]


def test_arguments_are_looked_through_by_what_they_are_called() -> None:
    said = {
        "card_number": 4111111111111111,
        "who": ["Maria"],
        "n": 12,
        "on": True,
        "none": None,
        "deep": '{"pin": 1234}',
    }
    call = {"id": "call_1", "type": "function", "function": {"name": "f", "arguments": json.dumps(said)}}
    assert seen(message(None, "assistant", tool_calls=[call])) == [
        ("4111111111111111", "card number"), ("Maria", "who"), ("1234", "pin"),
    ]  # fmt: skip
    made = rewritten(message(None, "assistant", tool_calls=[call]))
    arguments = json.loads(made["messages"][0]["tool_calls"][0]["function"]["arguments"])
    assert arguments["card_number"] == "<4111111111111111>"
    assert arguments["n"] == 12
    assert json.loads(arguments["deep"]) == {"pin": "<1234>"}


def test_broken_arguments_are_looked_through_as_they_stand() -> None:
    call = {"id": "call_1", "type": "function", "function": {"name": "f", "arguments": '{"who": "Mari'}}
    assert texts(message(None, "assistant", tool_calls=[call])) == ['{"who": "Mari']


def test_escapes_within_json_hide_nothing() -> None:
    """JSON within JSON, with every letter as an escape."""
    inner = "{" + '"to": "' + "".join(f"\\u{ord(one):04x}" for one in "a@b.example") + '"}'
    assert texts(message(inner, "tool")) == ["a@b.example"]


def test_schemas_and_metadata_are_looked_through_names_and_all() -> None:
    body = {
        "model": "m", "metadata": {"maria@example.com": "x", "owner": "Maria"},
        "response_format": {"type": "json_schema", "json_schema": {"name": "answer", "schema": {
            "type": "object", "description": "of Maria", "properties": {"415 555 2671": {"type": "string"}},
        }}},
    }  # fmt: skip
    found = texts(body)
    assert found == ["x", "maria@example.com", "Maria", "answer", "of Maria", "415 555 2671"]
    assert "<maria@example.com>" in rewritten(body)["metadata"]


def test_authors_and_users_are_names() -> None:
    body = {"model": "m", "user": "maria", "safety_identifier": "", "prompt_cache_key": "k", "store": True}
    items = request.items(*parse(json.dumps(body | message("x", name="Maria")).encode()))
    assert [(one.sort, one.text) for one in items] == [
        ("whose", "maria"), ("whose", "k"), ("text", "x"), ("name", "Maria"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "body",
    [
        message([{"type": "image_url", "image_url": {"url": "https://x/y.png"}}]),
        message([{"type": "input_image", "image_url": "https://x/y.png"}]),
        message([{"type": "file", "file": {"file_data": "AAAA"}}]),
        message([{"type": "text", "text": "x", "b64_json": "AAAA"}]),
        message([{"type": "odd", "url": "data:image/png;base64,AAAA"}]),
        message([{"type": "document", "source": {"type": "base64", "data": "JVBERi0x" * 40}}]),
        message({"photo": {"type": "input_image", "image_url": "https://x/y.png"}}, "tool"),
        {"model": "m", "prompt": {"id": "pmpt_1", "variables": {"photo": {"type": "input_image", "image_url": "x"}}}},
        {"model": "m", "prompt": {"id": "pmpt_1", "variables": {"photo": "data:image/png;base64,AAAA"}}},
        {"model": "m", "audio": {"voice": "x"}},
        {"model": "m", "input": [1, 2]},
        {"model": "m", "input": [[1, 2]]},
    ],
)
def test_what_cannot_be_looked_through_is_refused(body: Any) -> None:
    with pytest.raises(BadInput):
        texts(body)


def test_what_is_no_request_is_refused() -> None:
    for raw in (b"[]", b"1"):
        with pytest.raises(BadInput):
            request.items(*parse(raw))
    for raw in (b"{", b"\xff", b'{"a":1,"a":2}', b"[" * 100 + b"]" * 100, b" " * (5 << 20), b'{"a": NaN}'):
        with pytest.raises(BadInput):
            parse(raw)


def test_a_request_has_a_bounded_number_of_texts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(request, "MOST_ITEMS", 2)
    assert len(texts(message(["a", "b"]))) == 2
    with pytest.raises(BadInput):
        texts(message(["a", "b", "c"]))


def test_a_response_that_is_continued_is_named_as_the_model_knows_it() -> None:
    body = {"model": "m", "input": "x", "previous_response_id": "resp_1.con_" + "a" * 26}
    assert rewritten(body) == {"model": "m", "input": "<x>", "previous_response_id": "resp_1"}


def test_numbers_that_may_be_somebodys_are_looked_through_wherever_they_stand() -> None:
    body = {"model": "m", "phone": 4155552671, "user": 4155552672, "top_k": 40, "seed": 4155552673,
            "messages": [{"role": "user", "content": 4111111111111111}],
            "logit_bias": {"50256": -100, "4155552674": 1}, "safety_identifier": ["maria"]}  # fmt: skip
    assert texts(body) == ["4155552671", "4155552672", "4111111111111111", "4155552674", "maria"]
    assert rewritten(body)["user"] == "<4155552672>"


def test_ids_that_hold_a_number_of_somebodys_are_looked_through() -> None:
    for one in ("call_4155552671", "call_123-45-6789", "4111111111111111", "maria@example.com"):
        assert texts({"model": "m", "messages": [{"role": "tool", "tool_call_id": one}]}) == [one]
    for one in (
        "call_68af0123456789abcdef012345",
        "chatcmpl-B9MBs8CjcvOU2jLn4n570S5qMJKcT",
        "toolu_01A09q90qw90lq917835lq9",
    ):
        assert texts({"model": "m", "messages": [{"role": "tool", "tool_call_id": one}]}) == []


@pytest.mark.parametrize("one", ["maria_lopez", "call_maria_lopez", "Maria-Lopez", "user_maria"])
def test_an_id_of_letters_alone_may_be_a_name(one: str) -> None:
    assert texts({"model": "m", "messages": [{"role": "tool", "tool_call_id": one}]}) == [one]
    assert texts({"model": "m", "input": [{"type": "item_reference", "id": one}]}) == [one]


def test_contents_that_are_an_object_of_no_type_are_nobodys_grammar() -> None:
    """A tool's result as an object, as programs send it to models whose interface takes it."""
    said = {"status": "maria", "id": "maria_1", "type": "Maria", "pin": 1234}
    for body in (message(said, "tool"), {"model": "m", "input": [{"type": "function_call_output", "output": said}]}):
        assert seen(body) == [("maria", "status"), ("maria_1", "id"), ("Maria", "type"), ("1234", "pin")]
    action = {"type": "exec", "command": ["ls"], "env": {"status": "maria"}}
    assert seen({"model": "m", "input": [{"type": "local_shell_call", "action": action}]}) == [
        ("ls", ""), ("maria", "status"),
    ]  # fmt: skip


def test_values_of_members_called_type_are_words_of_a_schema_in_schemas_alone() -> None:
    schema = {"type": "object", "properties": {"who": {"type": "string", "enum": ["maria"], "default": "lopez",
              "examples": [4155552671], "const": "maria", "description": "of Maria"}}}  # fmt: skip
    tool = {"type": "function", "name": "look", "parameters": schema}
    said = ["maria", "lopez", "4155552671", "maria", "of Maria"]
    assert texts({"model": "m", "tools": [tool]}) == said
    assert texts({"model": "m", "text": {"format": {"type": "json_schema", "schema": schema}}}) == said
    assert texts({"model": "m", "metadata": {"type": "maria", "format": "lopez"}}) == ["maria", "lopez"]
    assert texts(message('{"type": "maria"}', "tool")) == ["maria"]


def test_what_is_called_something_is_a_function_only_where_functions_are() -> None:
    assert seen({"model": "m", "participants": [{"name": "Maria"}]}) == [("Maria", "name")]
    assert seen({"model": "m", "name": "Maria"}) == [("Maria", "name")]
    for body in (
        {"tool_choice": {"type": "function", "function": {"name": "look"}}},
        {"tool_choice": {"type": "allowed_tools", "tools": [{"type": "function", "name": "look"}]}},
        {"functions": [{"name": "look"}], "function_call": {"name": "look"}},
        {"input": [{"type": "function_call", "name": "look", "call_id": "call_1", "arguments": ""}]},
        {"input": [{"type": "custom_tool_call", "name": "look", "call_id": "call_1", "input": ""}]},
    ):
        assert texts(body | {"model": "m"}) == []


def test_where_somebody_is_is_looked_through_by_what_it_is_called() -> None:
    place = {"type": "approximate", "approximate": {"city": "Lisbon", "country": "PT"}}
    assert seen({"model": "m", "web_search_options": {"user_location": place}})[1:] == [
        ("Lisbon", "city"), ("PT", "country"),
    ]  # fmt: skip
    guess = {"type": "content", "content": [{"type": "text", "text": "Dear Maria"}]}
    assert texts({"model": "m", "prediction": guess, "instructions": "of Ana"}) == ["Dear Maria", "of Ana"]


def test_the_name_of_a_conversation_in_metadata_leaves_as_a_name_of_our_own() -> None:
    items = request.items(*parse(b'{"model": "m", "metadata": {"conversation": "Maria 4711"}}'))
    assert [(one.sort, one.text) for one in items] == [("whose", "Maria 4711")]


def test_the_id_of_a_response_holds_nothing_else() -> None:
    """What stands before Privet's suffix left as it stood, whatever it was."""
    for said in ("maria@example.com", "call me on 4155552671", "resp_4155552671"):
        body = {"model": "m", "previous_response_id": f"{said}.con_" + "a" * 26}
        assert texts(body) == [said]


def test_what_a_person_writes_is_a_text_whatever_it_reads_like() -> None:
    """Who types the beginning of an address with data, or one letter 300 times, ends nobody's conversation."""
    for said in ("data: hello", "data:,x", "a" * 300):
        assert texts(message(said)) == [said]
        assert texts(message([{"type": "text", "text": said}])) == [said]


def test_escapes_in_a_piece_of_json_hide_nothing() -> None:
    """A result that was cut off, or stands in a sentence, with the escapes that most programs write."""
    for said, read in (
        ('Result: {"name": "Jos\\u00e9 Mu\\u00f1oz"', 'Result: {"name": "José Muñoz"'),
        ("\\u006d\\u0061ria@example.com", "maria@example.com"),
        ('{"a": "\\u0061@b.example", "a": 1}', '{"a": "a@b.example", "a": 1}'),
        ("\\u0022, \\u005c, \\u000a and \\ud83d stay", "\\u0022, \\u005c, \\u000a and \\ud83d stay"),
    ):
        assert texts(message(said)) == [read]
    kept = request.written_again(*parse(rb'{"content": "Jos\\u00e9"}'), lambda one: one.text)
    assert kept == rb'{"content": "Jos\\u00e9"}'
    assert request.written_again(*parse(rb'{"content": "Jos\\u00e9"}'), lambda one: "[PERSON_1]") == (
        b'{"content": "[PERSON_1]"}'
    )


def test_what_a_model_sealed_itself_is_left() -> None:
    body = {
        "model": "m",
        "input": [{"type": "reasoning", "id": "rs_1", "encrypted_content": "gAAAA" * 20, "summary": []}],
    }
    assert texts(body) == []


def test_what_is_found_behind_a_cue_is_where_it_stands() -> None:
    one = Item("12 34", "pin code")
    assert one.scanned() == "pin code: 12 34"
    found = [
        Finding(0, 3, "PIN", 1, "x", "pin"),
        Finding(4, 12, "PIN", 1, "x", "code: 12"),
        Finding(13, 15, "PIN", 1, "x", "34"),
    ]
    assert [(each.start, each.end, each.canonical) for each in one.own(found)] == [(0, 2, "12"), (3, 5, "34")]
    assert Item("12").own(found) == found
    assert repr(one) == "Item(text)"
    assert one.own(found)[0].strength == PATTERN


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 10**20) | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inside: st.lists(inside, max_size=4) | st.dictionaries(st.text(max_size=8), inside, max_size=4),
    max_leaves=20,
)


@given(st.dictionaries(st.text(max_size=8), JSON, max_size=6))
def test_a_request_of_which_nothing_becomes_a_token_leaves_as_it_came(body: Any) -> None:
    raw = json.dumps(body).encode()
    try:
        left = request.written_again(*parse(raw), lambda one: one.text)
    except BadInput:
        return
    assert left == raw


@given(st.dictionaries(st.sampled_from(["messages", "metadata", "tools", "x y", "input"]), JSON, max_size=4))
def test_no_text_escapes_but_those_that_are_named(body: Any) -> None:
    """Whatever the shape: with a token in place of every text, no text of four letters or more is left that is no name
    of a field."""
    raw = json.dumps(body).encode()
    try:
        left = json.loads(request.written_again(*parse(raw), lambda one: "[]" if one.text else ""))
    except BadInput:
        return

    def walked(node: Any) -> None:
        if isinstance(node, dict):
            for name, one in node.items():
                assert request._FIELD.fullmatch(name) or name in ("", "[]")
                walked(one)
        elif isinstance(node, list):
            for one in node:
                walked(one)
        elif isinstance(node, str):
            assert node in ("", "[]") or json.loads(node) is not None

    walked(left)


def test_json_of_more_values_than_can_be_looked_through_is_refused() -> None:
    with pytest.raises(BadInput, match="more values"):
        parse(b"[" + b"1," * MOST + b"1]")


@pytest.mark.parametrize(
    "body",
    [
        {"model": "4111-1111-1111-1111"}, {"model": "ft:4111-1111-1111-1111"}, {"seed": 4111111111111111},
        message("", role="u4111-1111-1111-1111"), message("", id="card_4111_1111_1111_1111"),
        message("", id="card_411111_111111"), message("", "tool", name="f4111_1111_1111_1111"),
        {"metadata": {"c4111-1111-1111-1111": ""}},
    ],
)  # fmt: skip
def test_what_has_digits_enough_for_a_number_is_looked_through_wherever_it_stands(body: Any) -> None:
    (item,) = [one for one in request.items(*parse(json.dumps(body).encode())) if "4" in one.text]
    assert "4111-1111" in item.scanned() or "_" not in item.scanned() or "411111_111111" in item.scanned()


def test_names_ids_and_models_of_the_interface_stay_what_they_are() -> None:
    for model in ("gpt-4.1-mini-2025-04-14", "claude-3-5-sonnet-20241022", "ft:gpt-4o-mini:acme::Ab12Cd34", "o4-mini"):
        assert texts({"model": model}) == []
    for id in ("call_abc123", "msg_68af01b2c3d4e5f60718293a4b5c6d7e", "chatcmpl-AbC1dEf2GhI3"):
        assert texts(message("", id=id)) == []
    assert texts({"tools": [{"type": "web_search_preview_2025_03_11"}]}) == []
