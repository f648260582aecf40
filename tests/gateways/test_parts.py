"""The parts of gateways by themselves: rates, where fields stand, what is posted, what settings are refused."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from privet import config, gateways
from privet.core.channel import Outgoing
from privet.core.message import TenantId
from privet.core.plain import Plain
from privet.errors import BadInput, PrivetError
from privet.gateways import rate
from privet.gateways.adapter import condition, found, written
from privet.gateways.answers import Answers, filled
from privet.gateways.rate import Rate, TooOften, whence

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=20,
)


class Clock:
    at = 0.0

    def __call__(self) -> float:
        return self.at


def test_a_rate_lets_so_many_through_and_refills_evenly() -> None:
    clock = Clock()
    bucket = Rate(6, clock)
    for _ in range(6):
        bucket.spend("a")
    with pytest.raises(TooOften):
        bucket.spend("a")
    bucket.spend("b")  # somebody else's
    clock.at = 9.9
    with pytest.raises(TooOften):
        bucket.spend("a")
    clock.at = 20
    bucket.spend("a")
    clock.at = 10_000
    for _ in range(6):
        bucket.spend("a")
    with pytest.raises(TooOften):
        bucket.spend("a")


def test_whoever_is_refused_is_not_refused_for_longer_by_asking() -> None:
    clock = Clock()
    bucket = Rate(1, clock)
    bucket.spend("a")
    for second in range(1, 60):
        clock.at = second
        with pytest.raises(TooOften):
            bucket.spend("a")
    clock.at = 61
    bucket.spend("a")


def test_buckets_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rate, "KEPT", 100)
    bucket = Rate(5, Clock())
    for number in range(1000):
        bucket.spend(str(number))
    assert len(bucket._left) == 100


@pytest.mark.parametrize(
    ("client", "key"),
    [
        (("192.0.2.7", 1), "192.0.2.7"), (["2001:db8::1:2:3", 1], "2001:db8::/64"),
        (("2001:db8::9", 1), "2001:db8::/64"), (("::ffff:192.0.2.7", 1), "192.0.2.7"),
        (None, "None"), (("a socket", 0), "None"),
    ],
)  # fmt: skip
def test_who_asks_is_an_address_or_a_network(client: Any, key: str) -> None:
    assert whence(client) == key


def test_where_a_field_stands() -> None:
    said = {"a": {"b": [{"c": 7}, {"c": "x"}], "on": True, "half": 1.5, "no": None}}
    for path, text in (
        ("a.b.0.c", "7"), ("a.b.1.c", "x"), ("a.b.2.c", ""), ("a.b.-1.c", ""), ("a.on", "true"), ("a.half", "1.5"),
        ("a.no", ""), ("a.b", ""), ("a.none.c", ""), ("", ""), ("a.b.c", ""), ("a.b.1.c.d", ""),
    ):  # fmt: skip
        assert written(found(said, path)) == text, path


@given(JSON, st.text(max_size=20))
def test_no_json_and_no_path_trips_it(said: Any, path: str) -> None:
    assert isinstance(written(found(said, path)), str)


@given(JSON)
def test_only_whole_texts_are_filled_in(form: Any) -> None:
    made = filled({"kept": form, "text": "{text}", "in": ["a {text}"]}, {"{text}": 'a "quoted" \\ text\n'})
    assert made["text"] == 'a "quoted" \\ text\n'
    assert made["in"] == ["a {text}"]
    assert json.loads(json.dumps(made)) == made


def test_what_is_posted_escapes_what_it_carries() -> None:
    settings = config.Adapter(
        answer_url="https://help.example.com/c/{conversation}/m", answer_header="x-token",
        answer_body='{"content": "{text}", "of": ["{id}"], "private": false}',
    )  # fmt: skip
    answers = Answers("help", settings, "secret", None, TenantId(1), None)  # type: ignore[arg-type]
    made = answers.request(Outgoing("msg_1", Plain("../a b?x#y/ü"), Plain("r"), Plain('say "hi"\r\n{id}')))
    assert made.url == "https://help.example.com/c/..%2Fa%20b%3Fx%23y%2F%C3%BC/m"
    assert made.headers == {"content-type": "application/json", "x-token": "secret"}
    assert json.loads(made.body) == {"content": 'say "hi"\r\n{id}', "of": ["msg_1"], "private": False}


@pytest.mark.parametrize("line", ["", "a", "=x"])
def test_a_condition_has_a_path_and_a_value(line: str) -> None:
    with pytest.raises(BadInput):
        condition(line)
    assert condition("a.b=c=d") == ("a.b", "c=d")


class Turns:
    async def take(self, act: Any) -> Any:
        raise AssertionError("nothing is asked here")


def _opened(installation: Any, tables: dict[str, Any]) -> gateways.Gateways:
    installation.app.config = config.parse(tables)
    return gateways.opened(installation.app, Turns())


def _secret(folder: Path, text: str = "s" * 20, mode: int = 0o600) -> str:
    path = folder / "secret"
    path.write_text(text)
    path.chmod(mode)
    return str(path)


def test_nothing_is_open_unless_settings_ask_for_it(installation: Any, tmp_path: Path) -> None:
    # Bots and lines are no settings: without one of them their gateways know none.
    assert set(_opened(installation, {}).apps) == {"llm", "sms", "telegram"}
    made = _opened(
        installation,
        {"webchat": {"sites": ["https://shop.example.com/"]}, "adapter": {"help": {"secret_file": _secret(tmp_path)}}},
    )
    assert set(made.apps) == {"webchat", "help", "llm", "sms", "telegram"}
    assert "webchat" in installation.app.channels
    assert "help" not in installation.app.channels  # without an address, no answers
    made.end()


@pytest.mark.parametrize(
    ("secret", "more", "said"),
    [
        (None, {}, "no file"), (("s" * 20, 0o644), {}, "read by others"), (("short", 0o600), {}, "shorter"),
        (("\xff" * 20, 0o600), {"when": ["x"]}, "path=value"),
        (("s" * 20, 0o600), {"answer_url": "https://a.example/", "answer_body": "{"}, "not JSON"),
        (("s" * 20, 0o600), {"answer_url": "https://a.example/", "answer_header": "x"}, "no file"),
        (("s" * 20, 0o600), {"tenant": "nobody"}, "no such tenant"),
    ],
)  # fmt: skip
def test_settings_that_cannot_be_are_said_at_start(
    installation: Any, tmp_path: Path, secret: Any, more: dict[str, Any], said: str
) -> None:
    table = {"secret_file": _secret(tmp_path, *secret)} if secret else {}
    with pytest.raises(PrivetError, match=said) as raised:
        _opened(installation, {"adapter": {"help": {**table, **more}}})
    assert "ssss" not in str(raised.value)


def test_an_adapter_is_not_called_like_the_chat(installation: Any, tmp_path: Path) -> None:
    tables = {"webchat": {"sites": ["https://a.example"]}, "adapter": {"webchat": {"secret_file": _secret(tmp_path)}}}
    with pytest.raises(BadInput, match="cannot be called"):
        _opened(installation, tables)


def test_sections_by_name_have_names_that_are_words() -> None:
    for tables in ({"adapter": {"Big Name": {}}}, {"adapter": {"a": 1}}, {"adapter": {"a": {"colour": 1}}}):
        with pytest.raises(BadInput):
            config.parse(tables)
