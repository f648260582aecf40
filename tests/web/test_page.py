"""The page and what monitors read, asked of a real installation."""

from __future__ import annotations

import asyncio
import dataclasses
import json
import re
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, cast

import pytest
from litestar.exceptions import InternalServerException

from privet import __version__
from privet.acts import access, receive, tenant
from privet.acts.access import Limits
from privet.app import Chance, create, default_policy
from privet.core.detect import Scanner
from privet.core.message import Inbound
from privet.core.plain import Plain
from privet.core.policy import LOCAL
from privet.errors import NotReady
from privet.plugins.keys.keyfile import KeyFile
from privet.store import health
from privet.web import box, guard, page
from privet.web.guard import Guard
from privet.web.turns import Turns

Ask = Callable[..., Any]

CANARY = "4000 0012 3456 7899"
TEXT = {"content_type": "text/plain; charset=utf-8"}
FORM = {"content_type": "application/x-www-form-urlencoded"}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Guard]:
    folder = tmp_path_factory.mktemp("web")
    key = KeyFile.create(folder / "root.key", folder / "data", Chance())
    app = create(folder / "data", key)
    for name in ("shop", "bank"):
        tenant.add(app, name, default_policy(), LOCAL)
    message = Inbound("sms", Plain("c"), Plain("+44 7700 900123"), Plain("I am ana@example.com"), 0)
    receive.receive(app, app.tenant("shop").id, [message], LOCAL)
    turns = Turns(app)
    yield page.site(page.Shown(turns, app.tenant("shop"), frozenset({"localhost"})))
    turns.end()
    app.close()


class _Tags(HTMLParser):
    """Every tag with its attributes, and which are not closed in order."""

    VOID = frozenset({"meta", "link", "path", "br", "input"})

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in self.VOID:
            assert self.open.pop() == tag


def test_the_page_says_how_it_stands(site: Guard, ask: Ask) -> None:
    text = ask(site).text
    assert "Privet · shop" in text
    for name, count in (("Messages", 1), ("Conversations", 1), ("Subjects", 1), ("Sealed values", 1)):
        assert f"<dt>{name}</dt><dd>{count}</dd>" in text
    assert KeyFile.stolen in text
    assert "Detection runs on" in text
    for line in page.ten_lines():
        assert f"<code>{line}</code>" in text.replace("&#34;", '"').replace("&amp;", "&").replace("&gt;", ">")


def test_nothing_of_a_customer_is_on_it(site: Guard, ask: Ask) -> None:
    for path in ("/", "/metrics"):
        text = ask(site, path).text
        assert "900123" not in text.replace("+44 7700 900123", "")  # the ten lines have that number, too
        assert "ana@example.com" not in re.sub(r"placeholder=\"[^\"]*\"", "", text)
        assert "I am" not in text


def test_it_is_well_formed_and_can_be_read_aloud(site: Guard, ask: Ask) -> None:
    tags = _Tags(ask(site).text)
    assert not tags.open
    assert ("html", {"lang": "en"}) in tags.found
    ids = [attrs["id"] for _, attrs in tags.found if "id" in attrs]
    assert len(ids) == len(set(ids))
    names = Counter(tag for tag, _ in tags.found)
    assert (names["h1"], names["main"], names["header"], names["footer"], names["title"]) == (1, 1, 1, 1, 1)
    labelled = {attrs["for"] for tag, attrs in tags.found if tag == "label"}
    assert {attrs["id"] for tag, attrs in tags.found if tag in ("textarea", "input", "select")} <= labelled
    for _, attrs in tags.found:
        assert {attrs.get("aria-labelledby"), attrs.get("aria-describedby")} <= {None, *ids}


def test_it_needs_nothing_from_elsewhere_and_nothing_inline(site: Guard, ask: Ask) -> None:
    for tag, attrs in _Tags(ask(site).text).found:
        assert tag not in {"style", "iframe", "object", "embed", "base"}
        assert "style" not in attrs
        assert not any(name.startswith("on") for name in attrs)
        for name in ("src", "href", "action"):
            value = attrs.get(name)
            if value is not None and not value.startswith("data:,"):
                assert value.startswith("/")
                assert not value.startswith("//")
                assert value == "/tokenise" or ask(site, value).status == 200
        assert tag != "script" or attrs.get("src")


@pytest.mark.parametrize("name", page.STATIC)
def test_files_are_served_with_their_type_and_not_twice(site: Guard, ask: Ask, name: str) -> None:
    first = ask(site, f"/static/{name}")
    assert first.status == 200
    assert first.headers[b"content-type"].startswith((b"text/css", b"text/javascript"))
    again = ask(site, f"/static/{name}", if_none_match=first.headers[b"etag"].decode())
    assert (again.status, again.body) == (304, b"")
    assert not re.search(rb"https?://(?!picocss\.com\)|www\.w3\.org/2000/svg|github\.com/leeoniya/uPlot )", first.body)


def test_the_box_takes_so_many_texts_at_a_time(site: Guard, ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page, "BOXES", 0)
    answer = ask(site, "/tokenise", "POST", b"hello", **TEXT)
    assert (answer.status, answer.headers[b"retry-after"]) == (503, b"1")
    monkeypatch.setattr(page, "BOXES", 1)
    for body, status in ((b"hello", 200), (b"hello", 200)):  # each gives its place back
        assert ask(site, "/tokenise", "POST", body, **TEXT).status == status


def test_the_box_answers_in_tokens_to_a_script_and_to_a_form(site: Guard, ask: Ask) -> None:
    answer = ask(site, "/tokenise", "POST", b"mail b@example.com", **TEXT)
    assert json.loads(answer.body) == {"text": "mail [EMAIL_1]", "found": [{"kind": "EMAIL", "count": 1}]}
    assert answer.headers[b"cache-control"] == b"no-store"
    form = ask(site, "/tokenise", "POST", b"text=mail+%3Cb%3E+b%40example.com", **FORM)
    assert "<pre>mail &lt;b&gt; [EMAIL_1]</pre>" in form.text
    assert "b@example.com" not in form.text
    assert not _Tags(form.text).open


@pytest.mark.parametrize("size", [box.LONGEST + 1, 3 * box.LONGEST + 65])
def test_the_box_is_bounded(site: Guard, ask: Ask, size: int) -> None:
    answer = ask(site, "/tokenise", "POST", b"x" * size, **TEXT)
    assert answer.status == 413
    assert json.loads(answer.body)["code"] == "too-large"


def test_errors_are_problem_details_without_what_was_sent(site: Guard, ask: Ask) -> None:
    for path, method, body, status in (
        (f"/{CANARY}", "GET", b"", 404),
        ("/static/../page.py", "GET", b"", 404),
        (f"/static/{CANARY}", "GET", b"", 404),
        ("/tokenise", "GET", b"", 405),
        ("/tokenise", "POST", b"\xff" + CANARY.encode(), 400),
    ):
        answer = ask(site, path, method, body, **TEXT)
        assert answer.status == status
        assert answer.headers[b"content-type"] == b"application/problem+json"
        assert json.loads(answer.body)["status"] == status
        assert CANARY.encode() not in answer.body


def test_metrics_are_counts_in_prometheus_form(site: Guard, ask: Ask) -> None:
    ask(site, "/healthz")
    answer = ask(site, "/metrics")
    lines = [line for line in answer.text.splitlines() if not line.startswith("#")]
    label = r'[a-z]+="[^"]*"'
    sample = re.compile(rf"(privet|process)_[a-z_]+(\{{{label}(,{label})*\}})? [0-9.]+")
    assert [line for line in lines if not sample.fullmatch(line)] == []
    assert 'privet_messages{tenant="shop"} 1' in lines
    assert 'privet_messages{tenant="bank"} 0' in lines
    assert 'privet_requests_late{tenant="shop"} 0' in lines
    assert re.search(r'privet_http_requests_total\{method="GET",route="/healthz",status="200"\} \d+', answer.text)
    assert int(answer.text.split("privet_http_request_seconds_count ")[1].split()[0]) == sum(site.took) - 1
    assert 'privet_http_request_seconds_bucket{le="+Inf"}' in answer.text
    assert answer.headers[b"content-type"].startswith(b"text/plain; version=0.0.4")


def test_metrics_may_be_for_a_key_alone_and_are_then_of_its_tenant(installation: Any, ask: Ask) -> None:
    app, turns = installation.app, Turns(installation.app)
    installation.add_tenant("other")
    keys = {
        act: access.make(app, installation.tenant, act, Limits((act,), ("operation",)), LOCAL)[1].expose()
        for act in ("read", "receive")
    }
    own = page.site(page.Shown(turns, app.tenant("demo"), frozenset({"localhost"}), metrics_key=True))
    try:
        assert [ask(own, "/metrics", authorization=f"Bearer {keys[act]}").status for act in keys] == [200, 403]
        assert ask(own, "/metrics").status == 401
        text = ask(own, "/metrics", authorization=f"Bearer {keys['read']}").text
    finally:
        turns.end()
    assert 'privet_messages{tenant="demo"} 0' in text
    assert "other" not in text


def test_no_label_of_a_metric_is_personal(site: Guard, ask: Ask) -> None:
    bare = CANARY.replace(" ", "")
    for path in (
        f"/{bare}",
        f"/static/{bare}",
        f"/v1/{bare}",
        f"/v1/subjects/{bare}",
        f"/gateways/{bare}",
        "/tokenise",
    ):
        for method in ("GET", "POST", bare):
            ask(site, path, method, f"card {CANARY}".encode(), **TEXT, user_agent=CANARY, x_canary=CANARY)
    ask(site, "/", host=f"{bare}.example.com", referer=f"http://localhost/{bare}")
    text = ask(site, "/metrics").text
    for digits in (CANARY, bare, "900123", "ana@example.com"):
        assert digits not in text
    allowed = {
        "tenant": {"shop", "bank"}, "version": {__version__}, "method": {*guard.METHODS, "-"},
        "class": {"message", "unknown", "transit", "relation", "undetected"},
        "le": {*(f"{edge:g}" for edge in guard.TOOK_S), "+Inf"}, "status": {str(code) for code in range(200, 600)},
    }  # fmt: skip
    for name, value in re.findall(r'(\w+)="([^"]*)"', text):
        assert (
            value in allowed[name]
            if name != "route"
            else re.fullmatch(r"-|/|(/[A-Za-z-]+|/\{[a-z_]+\})+(\.[a-z.]+)?", value)
        )


def test_every_address_there_is_answers_with_the_headers_whatever_it_answers(site: Guard, ask: Ask) -> None:
    routes = sorted({*site._routes, "/nowhere", "/v1/nowhere", "/gateways/nowhere", "/docs/nowhere"})
    assert len(routes) > 15
    for route in routes:
        for method in ("GET", "POST", "DELETE"):
            for scheme in ("http", "https"):
                answer = ask(site, route, method, b"{", scheme, **TEXT)
                assert answer.headers.items() >= dict(guard.HEADERS).items(), (route, method)
                assert (guard.OVER_TLS[0] in answer.headers) == (scheme == "https")
                assert answer.status < 500, (route, method)


class Provider:
    """A key provider that can be down, as one in the network is."""

    name, stolen, down = KeyFile.name, KeyFile.stolen, False

    def __init__(self, inner: KeyFile) -> None:
        self.inner = inner

    def wrap(self, key: bytes, context: bytes) -> bytes:
        return self.inner.wrap(key, context)

    def unwrap(self, wrapped: bytes, context: bytes) -> bytes:
        if self.down:
            raise NotReady("it does not answer")
        return self.inner.unwrap(wrapped, context)


def test_health_is_of_the_process_and_readiness_of_what_it_stands_on(
    tmp_path: Path, ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = Provider(KeyFile.create(tmp_path / "root.key", tmp_path / "data", Chance()))
    app = create(tmp_path / "data", root)
    made = tenant.add(app, "shop", default_policy(), LOCAL)
    turns = Turns(app)
    own = page.site(page.Shown(turns, made, frozenset({"localhost"})))

    def ready() -> tuple[int, str]:
        answer = ask(own, "/readyz")
        return answer.status, answer.text if answer.status == 200 else json.loads(answer.body)["title"]

    assert (ask(own, "/healthz").status, ready()) == (200, (200, "ready\n"))
    root.down = True
    assert ready() == (503, "the key provider is down: it does not answer")
    root.down = False
    epoch = app.folder / "epoch"
    epoch.rename(tmp_path / "epoch")
    assert ready() == (503, "the key provider is down: no epoch file belongs to keys.db as it is")
    (tmp_path / "epoch").rename(epoch)
    rules = app.rules[made.id]
    for scanner in (Scanner([]), None):
        app.rules[made.id] = dataclasses.replace(rules, scanner=scanner)
        assert ready()[0] == 503
        assert ready()[1].startswith("the detector is down")
    app.rules[made.id] = rules
    monkeypatch.setattr(health, "LEAST_FREE", 1 << 60)
    assert ready() == (503, "the store is down: the disk is full")
    monkeypatch.undo()
    assert ready() == (200, "ready\n")
    app.close()  # as if the disk were gone
    assert ask(own, "/healthz").status == 200
    assert ready() == (503, "the store is down")
    turns.end()


def test_however_many_look_one_turn_is_taken_at_a_time(installation: Any) -> None:
    turns, free = Turns(installation.app), threading.Event()
    own = page.site(page.Shown(turns, installation.app.tenant("demo"), frozenset({"localhost"})))

    async def look(path: str) -> int:
        sent: list[Any] = []

        async def send(message: Any) -> None:
            sent.append(message)

        async def receive() -> Any:
            return {"type": "http.request", "body": b"", "more_body": False}

        scope = {
            "type": "http", "method": "GET", "path": path, "raw_path": path.encode(), "root_path": "", "scheme": "http",
            "query_string": b"", "headers": [(b"host", b"localhost")],
        }  # fmt: skip
        await own(scope, receive, send)
        return sent[0]["status"]

    async def crowd() -> None:
        held = asyncio.ensure_future(turns.take(lambda app: free.wait(20)))
        asked = [asyncio.ensure_future(look(path)) for path in ("/", "/metrics", "/readyz") * 30]
        await asyncio.sleep(0.5)
        assert len(turns._acts) <= 3
        free.set()
        assert set(await asyncio.gather(*asked)) == {200}
        assert await look("/metrics") == 200
        await held

    try:
        asyncio.run(crowd())
    finally:
        free.set()
        turns.end()


def test_a_failure_of_the_framework_is_no_fault_of_whoever_asks(caplog: pytest.LogCaptureFixture) -> None:
    answer = page._problem(cast(Any, None), InternalServerException("of +12025550101"))
    assert (answer.status_code, b"bad-input" in answer.content) == (500, False)
    assert "InternalServerException" in caplog.text
    assert "2025550101" not in caplog.text
