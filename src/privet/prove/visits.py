"""Entrances of the server: canaries go in by what browsers and programs send to it, right and wrong."""

from __future__ import annotations

import hmac
import json
import urllib.parse
from collections.abc import Iterable, Iterator

from privet.core.kinds import KINDS
from privet.core.webhook import EVENTS
from privet.prove.canaries import Canary, of, texts
from privet.prove.entrances import AT
from privet.prove.scratch import ADAPTER, SITE, UPSTREAM, Scratch
from privet.web.console import PAGES
from privet.web.console.visit import AWAY, DEVICE, FIELD, FORM
from privet.web.console.visit import token as token_of

KEY = "prove"
"""The name of the access key that requests come with."""

DOCUMENT = "/v1/openapi.json"
"""Where the API describes itself."""

METHODS = ("get", "post", "put", "patch", "delete")
_JSON = {"Content-Type": "application/json"}

Statuses = dict[str, list[int]]
"""What requests were answered with, by entrance; 0 where the connection was broken off."""


def access_key(made: Scratch, purposes: Iterable[str]) -> str:
    """A key for the API of the scratch installation, for all these purposes, made by the real command."""
    scope = (
        "--acts", "receive,send,read,search,find,reveal,relay,erase", "--purposes", ",".join(purposes),
        "--kinds", ",".join(KINDS), "--budget", "1000",
    )  # fmt: skip
    if made.run("key", "key", "add", KEY, *scope, "--json"):
        return ""
    said = (made.folder / "said" / "key.out").read_text("utf-8")
    return next((word.strip('",}') for word in said.split() if "prv_" in word), "")


def hook(made: Scratch) -> None:
    """Whoever listens is told of every event, and that is in tokens."""
    made.run("hook", "hook", "add", KEY, f"http://127.0.0.1:{made.beside}/hook", "--events", ",".join(EVENTS))


def requests(made: Scratch, planted: list[Canary], key: str, part: int) -> Statuses:
    """What is sent to a running server; messages half of them a part, and what is refused in the second part."""
    statuses = {
        "POST /tokenise": list(_box(made, planted, part)),
        "POST /v1/messages": list(_messages(made, planted, key, part)),
        "web chat": list(_chat(made, planted, part)),
        "webhook": list(_webhook(made, planted, part)),
    }
    if part:
        statuses["other requests"] = [
            *_back(made, planted, key), *_wrong(made, planted), *_everywhere(made, planted, key),
            *_staff(made, planted),
        ]  # fmt: skip
    return statuses


def _box(made: Scratch, planted: list[Canary], part: int) -> Iterator[int]:
    """The box on the page, by its script and by a plain form."""
    own = {"Origin": f"http://localhost:{made.port}"}
    for text in list(texts(planted, "POST /tokenise"))[part::2]:
        yield made.ask("POST", "/tokenise", text.encode(), own | {"Content-Type": "text/plain"})[0]
        form = urllib.parse.urlencode({"text": text}).encode()
        yield made.ask("POST", "/tokenise", form, own | {"Content-Type": "application/x-www-form-urlencoded"})[0]


def _chat(made: Scratch, planted: list[Canary], part: int) -> Iterator[int]:
    """The web chat: a session, messages in it, answers, and a session that there is not."""
    path, own = "/gateways/webchat", {"Origin": SITE, **_JSON}
    word, id_ = of(planted, "web chat", "session"), of(planted, "web chat", "id")
    status, answer = made.ask("POST", f"{path}/sessions", b"{}", own)
    yield status
    session = json.loads(answer or b"{}").get("session", "") if status in (200, 201) else ""
    bearer = own | {"Authorization": f"Bearer {session}"}
    for at, text in list(enumerate(texts(planted, "web chat")))[part::2]:
        body = json.dumps({"id": f"{id_}-{at}", "text": text}).encode()
        yield made.ask("POST", f"{path}/messages", body, bearer)[0]
        yield made.ask("POST", f"{path}/messages", body[:-9], bearer)[0]
        yield made.ask("POST", f"{path}/messages", body, own | {"Authorization": f"Bearer {word}"})[0]
    yield made.ask("GET", f"{path}/answers?after={word}", headers=bearer)[0]


def _webhook(made: Scratch, planted: list[Canary], part: int) -> Iterator[int]:
    """Another program's webhook, signed, signed wrongly, and broken."""
    word = {one: of(planted, "webhook", one) for one in ("conversation", "address", "name", "external id")}
    for at, text in list(enumerate(texts(planted, "webhook")))[part::2]:
        told = {
            "content": text, "id": f"{word['external id']}-{at}", "conversation": {"id": word["conversation"]},
            "sender": {"id": word["address"], "name": word["name"]}, "created_at": AT,
        }  # fmt: skip
        whole = json.dumps(told).encode()
        for body, wrong in ((whole, b""), (whole, b"x"), (whole[:-9], b""), (whole.replace(b"content", b"odd"), b"")):
            when = str(made.now() // 1000).encode()
            signed = hmac.new(ADAPTER.encode(), when + b"." + body + wrong, "sha256").hexdigest()
            headers = {"x-chatwoot-signature": f"sha256={signed}", "x-chatwoot-timestamp": when.decode(), **_JSON}
            yield made.ask("POST", f"/gateways/{KEY}", body, headers)[0]


def _messages(made: Scratch, planted: list[Canary], key: str, part: int) -> Iterator[int]:
    """`POST /v1/messages`, one, many and wrong, with a key and without one."""
    name = "POST /v1/messages"
    word = {one: of(planted, name, one) for one in ("conversation", "address", "reference", "external id")}
    bearer = {"Authorization": f"Bearer {key}", "Content-Type": "application/json"}
    items = [
        {
            "channel": "api", "conversation": word["conversation"], "direction": "in", "text": text, "sent_at": AT,
            "sender": {"address": word["address"], "subject_ref": word["reference"]},
            "external_id": f"{word['external id']}-{at}",
        }
        for at, text in enumerate(texts(planted, name))
    ]  # fmt: skip
    again = {**bearer, "Idempotency-Key": of(planted, name, "idempotency key")}
    for item in items[part::2]:
        yield made.ask("POST", "/v1/messages", json.dumps(item).encode(), bearer)[0]
    yield made.ask("POST", "/v1/messages", json.dumps(items).encode(), again)[0]
    yield made.ask("POST", "/v1/messages", json.dumps(items).encode(), again)[0]
    lines = "".join(json.dumps(item) + "\n" for item in items).encode()
    yield made.ask("POST", "/v1/messages", lines, {**bearer, "Content-Type": "application/x-ndjson"})[0]
    yield made.ask("POST", "/v1/messages", json.dumps(items[0]).encode(), {"Content-Type": "application/json"})[0]
    odd = {**items[0], of(planted, name, "field name"): word["address"], "sent_at": word["address"]}
    for body in (json.dumps(odd), json.dumps([odd, items[0]]), json.dumps(items[0])[:-9], '{"text": ' * 2000):
        yield made.ask("POST", "/v1/messages", body.encode(), bearer)[0]
    yield made.ask("POST", "/v1/messages", json.dumps(items[:1]).encode(), again)[0]


def _back(made: Scratch, planted: list[Canary], key: str) -> Iterator[int]:
    """Values on their way out: shown to a program, answered with, relayed to an upstream."""
    bearer = {"Authorization": f"Bearer {key}", **_JSON}
    item = {
        "channel": "webchat", "conversation": of(planted, "web chat", "id"), "direction": "in", "sent_at": AT,
        "sender": {"address": of(planted, "web chat", "id")}, "text": next(texts(planted, "POST /v1/messages")),
    }  # fmt: skip
    status, answer = made.ask("POST", "/v1/messages", json.dumps(item).encode(), bearer)
    told = json.loads(answer) if status in (200, 201) else {}
    words = {"words": of(planted, "search", "words"), "purpose": "support"}
    yield made.ask("POST", "/v1/search", json.dumps(words).encode(), bearer)[0]
    for token in told.get("tokens", ()):
        word = of(planted, "other requests", "body")
        asked = {"token": token["id"], "purpose": "support", "reason": word}
        yield made.ask("POST", "/v1/reveals", json.dumps(asked).encode(), bearer)[0]
        relayed = {"upstream": UPSTREAM, "path": f"/{token['id']}", "purpose": "support", "body": [word, token["id"]]}
        yield made.ask("POST", "/v1/relay", json.dumps(relayed).encode(), bearer)[0]
        sent = {"conversation": told.get("conversation", ""), "text": f"{token['text']} {word}"}
        yield made.ask("POST", "/v1/sends", json.dumps(sent).encode(), bearer)[0]


def _wrong(made: Scratch, planted: list[Canary]) -> Iterator[int]:
    """Requests that are refused, with words where they do not belong."""
    query, header = (of(planted, "POST /tokenise", one) for one in ("query", "header"))
    own = {"Origin": f"http://localhost:{made.port}"}
    said = {"User-Agent": header, "Cookie": f"a={header}", "Referer": header, "Authorization": f"Bearer {header}"}
    yield made.ask("GET", "/", headers={"Host": f"{header}.example.com"})[0]
    yield made.ask("GET", "/", headers=said)[0]
    yield made.ask("POST", "/tokenise", header.encode(), {"Origin": f"https://{header}.example.com"})[0]
    yield made.ask("POST", "/tokenise", b"\xff" + query.encode(), own | said)[0]
    yield made.ask("POST", "/tokenise", (query + " ").encode() * 20_000, own)[0]
    yield made.ask("PUT", f"/tokenise?{query}", header.encode(), own)[0]
    yield made.ask(header.upper(), "/", b"", own)[0]
    for path in ("", "static/", "v1/", "docs/", "gateways/", "gateways/webchat/"):
        yield made.ask("GET", f"/{path}{query}?{query}={query}")[0]
    yield made.ask("GET", "/metrics")[0]
    yield made.ask("GET", "/readyz")[0]


def _everywhere(made: Scratch, planted: list[Canary], key: str) -> Iterator[int]:
    """Every path and method that the API's own document names, with words in path, query, headers and body."""
    path, query, body, header = (of(planted, "other requests", one) for one in ("path", "query", "body", "header"))
    status, answer = made.ask("GET", DOCUMENT)
    document = json.loads(answer) if status == 200 else {}
    bearer = {"Authorization": f"Bearer {key}", "Idempotency-Key": header, **_JSON}
    for where, methods in document.get("paths", {}).items():
        filled = "/".join(path if one.startswith("{") else one for one in where.split("/"))
        if not filled.startswith("/v1"):
            filled = "/v1" + filled
        for method in METHODS:
            if method in methods:
                given = json.dumps({body: body, "reason": body, "text": body, "purpose": body}).encode()
                yield made.ask(method.upper(), f"{filled}?after={query}&purpose={query}", given, bearer)[0]
                yield made.ask(method.upper(), filled, given[:-5], bearer)[0]
                yield made.ask(method.upper(), filled, given, {"Authorization": f"Bearer {header}", **_JSON})[0]


def _staff(made: Scratch, planted: list[Canary]) -> Iterator[int]:
    """Every page of the staff, as a browser that is not logged in sends its forms, with words wherever one fits."""
    path, query, body, header = (of(planted, "other requests", one) for one in ("path", "query", "body", "header"))
    seed = "A" * 43
    fields = ("name", "phrase", "again", "code", "link", "answer", "label", "reason", "purpose", "id", "to")
    form = urllib.parse.urlencode({**dict.fromkeys(fields, body), FIELD: token_of(seed)}).encode()
    headers = {
        "Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "same-origin", "User-Agent": header,
        "Cookie": f"{FORM}={seed}; {DEVICE}={header}; {AWAY}={header}",
    }  # fmt: skip
    for page in PAGES:
        filled = "/".join(path if one.startswith("{") else one for one in page.path.split("/"))
        sent = form if page.method == "POST" else b""
        yield made.ask(page.method, f"{filled}?to={query}&purpose={query}", sent, headers)[0]
