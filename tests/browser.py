"""A browser without a window, for tests of pages: it keeps cookies as a browser would, fills in the forms of the page
it was given, says where they came from, and follows where it is sent. It runs no script.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlencode

VOID = frozenset({"meta", "link", "path", "br", "input"})


class Read(HTMLParser):
    """A page's forms (by action: fields with their values), its links, what its buttons carry, and its text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.forms: list[tuple[str, dict[str, str]]] = []
        self.links: list[str] = []
        self.data: dict[str, str] = {}
        self.inline: list[str] = []
        self.said = ""
        self._open: list[str] = []
        self._select = ""
        self.feed(text)
        assert not self._open, self._open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        has = {name: value or "" for name, value in attrs}
        self.inline += [name for name in has if name == "style" or name.startswith("on")]
        self.data |= {name: value for name, value in has.items() if name.startswith("data-")}
        if tag == "form":
            self.forms.append((has.get("action", ""), {}))
        elif tag == "a":
            self.links.append(has.get("href", ""))
        elif tag == "select":
            self._select = has["name"]
        elif self.forms and tag == "option" and ("selected" in has or self._select not in self.forms[-1][1]):
            self.forms[-1][1][self._select] = has["value"]
        elif tag == "input" and self.forms and "name" in has:
            ticked = has.get("type") not in ("checkbox", "radio") or "checked" in has
            if ticked:
                self.forms[-1][1][has["name"]] = has.get("value", "")
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self._open.pop()

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag, tag

    def handle_data(self, data: str) -> None:
        if "template" not in self._open:  # which nobody sees
            self.said += data


@dataclass
class Shown:
    """What came: status, headers (lower case, several of a name in a list), body."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes
    whole: bool = True
    """Whether it came to its end."""

    @property
    def text(self) -> str:
        return self.body.decode("utf-8")

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def read(self) -> Read:
        return Read(self.text)

    def header(self, name: str) -> str:
        return "; ".join(value for one, value in self.headers if one == name)


@dataclass
class Browser:
    """One browser of one person, over an ASGI application. `sends` are headers with which each form goes."""

    site: Any
    scheme: str = "http"
    host: str = "localhost:8080"
    client: str = "192.0.2.7"
    agent: str = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
    sends: dict[str, str] = field(default_factory=lambda: {"sec-fetch-site": "same-origin"})
    cookies: dict[str, str] = field(default_factory=dict)
    attributes: dict[str, str] = field(default_factory=dict)
    page: Shown | None = None
    run: Callable[..., Any] = asyncio.run

    def ask(self, method: str, path: str, body: bytes = b"", **headers: str) -> Shown:
        """One request, as it stands; nothing is followed."""
        path, _, query = path.partition("?")
        given = {"host": self.host, "user-agent": self.agent, "content-length": str(len(body))}
        if self.cookies:
            given["cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        given |= {name.replace("_", "-"): value for name, value in headers.items()}
        scope = {
            "type": "http", "asgi": {"version": "3.0", "spec_version": "2.3"}, "http_version": "1.1", "method": method,
            "path": path, "raw_path": path.encode(), "root_path": "", "scheme": self.scheme,
            "query_string": query.encode(), "server": ("localhost", 8080), "client": (self.client, 4111),
            "headers": [(name.encode(), value.encode()) for name, value in given.items()],
        }  # fmt: skip
        sent: list[dict[str, Any]] = []

        came, ended = [body], asyncio.Event()

        async def send(message: dict[str, Any]) -> None:
            sent.append(message)
            if message["type"] == "http.response.body" and not message.get("more_body"):
                ended.set()

        async def receive() -> dict[str, Any]:
            if came:
                return {"type": "http.request", "body": came.pop(), "more_body": False}
            await ended.wait()
            return {"type": "http.disconnect"}

        self.run(self.site(scope, receive, send))
        head = [(name.decode().lower(), value.decode()) for name, value in sent[0]["headers"]]
        answer = Shown(sent[0]["status"], head, b"".join(one.get("body", b"") for one in sent[1:]),
                       not sent[-1].get("more_body"))  # fmt: skip
        self._keep(answer)
        return answer

    def get(self, path: str, **headers: str) -> Shown:
        """Open a page, wherever it leads."""
        return self._follow(self.ask("GET", path, **headers))

    def submit(self, action: str, /, **filled: str) -> Shown:
        """Send the form of the page that goes to `action`; of several the first in which every given id stands."""
        assert self.page is not None
        given = {name.removesuffix("_"): value for name, value in filled.items()}
        forms = [fields for to, fields in self.page.read.forms if to == action]
        assert forms, f"no form goes to {action}: {[to for to, _ in self.page.read.forms]}"
        form = next((one for one in forms if all(one.get(name) == value for name, value in given.items()
                                                 if name in ("id", "name") and one.get(name))), forms[0])  # fmt: skip
        return self.post(action, **{**form, **given})

    def post(self, to: str, /, **fields: str) -> Shown:
        """Send a form; what it answers, wherever that leads."""
        return self._follow(self.send(to, fields))

    def send(self, to: str, fields: dict[str, str], **headers: str) -> Shown:
        """Send a form, and follow nothing. A value with `|` in it is that of several boxes."""
        pairs = [(name, one) for name, value in fields.items() for one in value.split("|")]
        kind = {"content-type": "application/x-www-form-urlencoded"}
        return self.ask("POST", to, urlencode(pairs).encode(), **{**kind, **self.sends, **headers})

    def fetch(self, to: str, /, **fields: str) -> Shown:
        """What the page's script gets for a form."""
        return self.send(to, {"form": self.token, **fields}, accept="application/json")

    @property
    def token(self) -> str:
        """The token of the page's forms."""
        assert self.page is not None
        return next(fields["form"] for _, fields in self.page.read.forms if "form" in fields)

    def _follow(self, answer: Shown) -> Shown:
        hops = 0
        while answer.status == 303:
            hops += 1
            assert hops < 5
            answer = self.ask("GET", answer.header("location"))
        self.page = answer
        return answer

    def _keep(self, answer: Shown) -> None:
        for name, value in answer.headers:
            if name != "set-cookie":
                continue
            pair, _, rest = value.partition(";")
            key, _, held = pair.partition("=")
            held = held.strip('"')
            self.attributes[key] = rest
            if "max-age=0" in rest.lower() or not held:
                self.cookies.pop(key, None)
            else:
                self.cookies[key] = held
