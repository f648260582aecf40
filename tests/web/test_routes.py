"""Who cannot reach what: one table over every route of the web, walked visitor by visitor.

A route that is not in the table fails the first test, so nobody adds one without saying who may not come.
"""

from __future__ import annotations

from typing import Any

import litestar
import pytest

from operations import ACT, GOOD, asked
from privet.web import api, page
from privet.web.api.operations import OPERATIONS, documented
from privet.web.console import serving

NOBODY, MADE_UP, REVOKED, OTHER_ACT = "nobody", "made up", "revoked", "other act"
LEFT, ELSEWHERE = "left", "elsewhere"

OPEN: frozenset[str] = frozenset()
"""Whoever comes is answered: nothing of a customer is behind it."""
KEYED = frozenset({NOBODY, MADE_UP, REVOKED, OTHER_ACT})
"""Only a program whose key names the act. What another tenant's key finds is in test_api_contract.py."""

OWN_FORM = frozenset({ELSEWHERE})
"""Whoever comes, by a form of our own pages, and proves there who they are."""
IN_SESSION = frozenset({NOBODY, MADE_UP, LEFT, ELSEWHERE})
"""Only who is logged in, and with a form only from our own pages. What each of them may do there is for the rules:
tests/web/test_console_pages.py."""

SENT_THERE = frozenset({NOBODY, MADE_UP})
"""Only a browser that was sent to the company's log-in and comes back: tests/web/test_console_sign_on.py."""

SENT_TOKEN = frozenset({NOBODY, MADE_UP})
"""Only the company's log-in, by a token that it signed: tests/web/test_console_sign_on.py."""

ROUTES: dict[tuple[str, str], frozenset[str]] = {
    ("GET", "/enrol"): OPEN,
    ("POST", "/enrol"): OWN_FORM,
    ("POST", "/enrol/passkey"): OWN_FORM,
    ("POST", "/enrol/codes"): OWN_FORM,
    ("POST", "/language"): OWN_FORM,
    ("GET", "/login"): OPEN,
    ("POST", "/login"): OWN_FORM,
    ("POST", "/login/challenge"): OWN_FORM,
    ("POST", "/login/passkey"): OWN_FORM,
    ("GET", "/login/recovery"): OPEN,
    ("POST", "/login/recovery"): OWN_FORM,
    ("POST", "/login/sign-on"): OWN_FORM,
    ("POST", "/enrol/sign-on"): OWN_FORM,
    ("POST", "/prove/sign-on"): IN_SESSION,
    ("POST", "/logout/sign-on"): IN_SESSION,
    ("GET", "/sign-on"): OPEN,
    ("GET", "/sign-on/left"): OPEN,
    ("POST", "/sign-on/logout"): SENT_TOKEN,
    ("GET", "/sign-on/done"): SENT_THERE,
    ("GET", "/prove"): IN_SESSION,
    ("POST", "/prove"): IN_SESSION,
    ("POST", "/prove/challenge"): IN_SESSION,
    ("POST", "/prove/passkey"): IN_SESSION,
    ("POST", "/logout"): IN_SESSION,
    ("GET", "/account"): IN_SESSION,
    ("POST", "/account/factors"): IN_SESSION,
    ("POST", "/account/passkeys/remove"): IN_SESSION,
    ("POST", "/account/codes/remove"): IN_SESSION,
    ("POST", "/account/recovery"): IN_SESSION,
    ("POST", "/account/sessions/end"): IN_SESSION,
    ("POST", "/account/sessions/end-others"): IN_SESSION,
    ("GET", "/people"): IN_SESSION,
    ("POST", "/people/invite"): IN_SESSION,
    ("POST", "/people/withdraw"): IN_SESSION,
    ("POST", "/people/roles"): IN_SESSION,
    ("POST", "/people/reset"): IN_SESSION,
    ("POST", "/people/agree"): IN_SESSION,
    ("POST", "/people/log-out"): IN_SESSION,
    ("POST", "/people/remove"): IN_SESSION,
    ("GET", "/conversations"): IN_SESSION,
    ("GET", "/conversations/{conversation}"): IN_SESSION,
    ("GET", "/conversations/news"): IN_SESSION,
    ("POST", "/conversations/answer"): IN_SESSION,
    ("POST", "/conversations/note"): IN_SESSION,
    ("POST", "/conversations/find"): IN_SESSION,
    ("POST", "/conversations/seen"): IN_SESSION,
    ("GET", "/search"): IN_SESSION,
    ("POST", "/search"): IN_SESSION,
    ("GET", "/texts"): IN_SESSION,
    ("POST", "/texts/keep"): IN_SESSION,
    ("POST", "/texts/drop"): IN_SESSION,
    ("POST", "/conversations/assign"): IN_SESSION,
    ("POST", "/conversations/unassign"): IN_SESSION,
    ("POST", "/conversations/restrict"): IN_SESSION,
    ("GET", "/conversations/{conversation}/step-up"): IN_SESSION,
    ("POST", "/conversations/step-up"): IN_SESSION,
    ("POST", "/conversations/sim-change"): IN_SESSION,
    ("POST", "/conversations/portal"): IN_SESSION,
    ("POST", "/conversations/timer"): IN_SESSION,
    ("GET", "/my"): OPEN,
    ("GET", "/my/prove"): OPEN,
    ("GET", "/my/certificate"): OPEN,
    ("GET", "/my/receipts/{consent}"): OPEN,
    **{
        ("POST", f"/my/{one}"): OWN_FORM
        for one in (
            "enter",
            "leave",
            "prove",
            "prove/said",
            "prove/challenge",
            "messages",
            "purposes",
            "timer",
            "requests",
            "take",
            "erase",
            "clear",
        )
    },
    ("GET", "/code/{link}"): OPEN,
    ("POST", "/code/{link}"): OWN_FORM,
    ("POST", "/code/{link}/challenge"): OWN_FORM,
    ("GET", "/code/done"): OPEN,
    ("GET", "/passkey/{link}"): OPEN,
    ("POST", "/passkey/{link}"): OWN_FORM,
    ("POST", "/passkey/{link}/challenge"): OWN_FORM,
    ("POST", "/passkey/{link}/made"): OWN_FORM,
    ("GET", "/passkey/done"): OPEN,
    ("GET", "/values/{token}"): IN_SESSION,
    ("POST", "/values/{token}/shown"): IN_SESSION,
    ("POST", "/values/{token}/ask"): IN_SESSION,
    ("GET", "/files/{file}"): IN_SESSION,
    ("POST", "/files/{file}/opened"): IN_SESSION,
    ("GET", "/requests"): IN_SESSION,
    ("POST", "/requests/approve"): IN_SESSION,
    ("POST", "/requests/deny"): IN_SESSION,
    ("POST", "/requests/end"): IN_SESSION,
    ("GET", "/rights"): IN_SESSION,
    ("GET", "/start"): IN_SESSION,
    ("GET", "/overview"): IN_SESSION,
    ("GET", "/ledger"): IN_SESSION,
    ("GET", "/ledger/export"): IN_SESSION,
    ("GET", "/ledger/{entry}"): IN_SESSION,
    ("GET", "/ledger/{entry}/proof"): IN_SESSION,
    ("GET", "/customers/{subject}"): IN_SESSION,
    ("GET", "/policy"): IN_SESSION,
    ("GET", "/policy/history"): IN_SESSION,
    ("GET", "/policy/versions/{version}"): IN_SESSION,
    ("POST", "/policy/adopt"): IN_SESSION,
    ("POST", "/policy/refuse"): IN_SESSION,
    ("POST", "/policy/again"): IN_SESSION,
    ("GET", "/policy/change"): IN_SESSION,
    ("POST", "/policy/change"): IN_SESSION,
    ("GET", "/policy/what-if"): IN_SESSION,
    ("POST", "/policy/what-if"): IN_SESSION,
    ("GET", "/settings"): IN_SESSION,
    ("POST", "/settings/check"): IN_SESSION,
    ("GET", "/settings/detectors"): IN_SESSION,
    ("POST", "/settings/detectors"): IN_SESSION,
    ("GET", "/settings/keys"): IN_SESSION,
    ("POST", "/settings/keys/make"): IN_SESSION,
    ("POST", "/settings/keys/revoke"): IN_SESSION,
    ("GET", "/settings/retention"): IN_SESSION,
    ("GET", "/cases"): IN_SESSION,
    ("POST", "/cases"): IN_SESSION,
    ("POST", "/cases/step"): IN_SESSION,
    ("GET", "/settings/holds"): IN_SESSION,
    ("POST", "/settings/holds"): IN_SESSION,
    ("POST", "/settings/holds/change"): IN_SESSION,
    ("POST", "/settings/holds/answer"): IN_SESSION,
    ("GET", "/settings/telegram"): IN_SESSION,
    ("GET", "/settings/telegram/{bot}"): IN_SESSION,
    ("POST", "/settings/telegram/add"): IN_SESSION,
    ("POST", "/settings/telegram/look"): IN_SESSION,
    ("POST", "/settings/telegram/set"): IN_SESSION,
    ("POST", "/settings/telegram/renew"): IN_SESSION,
    ("POST", "/settings/telegram/pause"): IN_SESSION,
    ("POST", "/settings/telegram/remove"): IN_SESSION,
    ("GET", "/settings/sms"): IN_SESSION,
    ("GET", "/settings/sms/{line}"): IN_SESSION,
    ("POST", "/settings/sms/add"): IN_SESSION,
    ("POST", "/settings/sms/set"): IN_SESSION,
    ("POST", "/settings/sms/renew"): IN_SESSION,
    ("POST", "/settings/sms/pause"): IN_SESSION,
    ("POST", "/settings/sms/remove"): IN_SESSION,
    ("GET", "/settings/models"): IN_SESSION,
    ("POST", "/settings/models/add"): IN_SESSION,
    ("POST", "/settings/models/set"): IN_SESSION,
    ("POST", "/settings/models/pause"): IN_SESSION,
    ("GET", "/settings/telegram/deletions"): IN_SESSION,
    ("GET", "/settings/telegram/opt-outs"): IN_SESSION,
    ("POST", "/customers/messages"): IN_SESSION,
    ("POST", "/customers/consents"): IN_SESSION,
    ("GET", "/customers/consents/{consent}/receipt"): IN_SESSION,
    ("POST", "/settings/failing"): IN_SESSION,
    ("GET", "/settings/bases"): IN_SESSION,
    ("POST", "/settings/bases"): IN_SESSION,
    ("POST", "/settings/bases/texts"): IN_SESSION,
    ("GET", "/notice"): OPEN,
    ("GET", "/settings/notice"): IN_SESSION,
    ("GET", "/settings/jobs"): IN_SESSION,
    ("POST", "/settings/notice"): IN_SESSION,
    ("GET", "/training"): IN_SESSION,
    ("GET", "/training/report.csv"): IN_SESSION,
    ("GET", "/training/report.jsonl"): IN_SESSION,
    ("GET", "/training/{module}"): IN_SESSION,
    ("POST", "/training/{module}/questions"): IN_SESSION,
    ("POST", "/training/answers"): IN_SESSION,
    ("GET", "/reviews"): IN_SESSION,
    ("POST", "/reviews/done"): IN_SESSION,
    ("POST", "/reviews/plan"): IN_SESSION,
    ("POST", "/reviews/vouch"): IN_SESSION,
    ("GET", "/reviews/reports/{entry}"): IN_SESSION,
    ("GET", "/reviews/samples"): IN_SESSION,
    ("POST", "/reviews/samples"): IN_SESSION,
    ("GET", "/reviews/access"): IN_SESSION,
    ("GET", "/v1/conversations"): KEYED,
    ("GET", "/v1/conversations/{conversation}/messages"): KEYED,
    ("GET", "/v1/messages/{message}"): KEYED,
    ("GET", "/v1/subjects"): KEYED,
    ("POST", "/v1/messages"): KEYED,
    ("POST", "/v1/reveals"): KEYED,
    ("POST", "/v1/sends"): KEYED,
    ("POST", "/v1/grants"): KEYED,
    ("GET", "/v1/grants"): KEYED,
    ("POST", "/v1/assignments"): KEYED,
    ("POST", "/v1/restrictions"): KEYED,
    ("POST", "/v1/consents"): KEYED,
    ("GET", "/v1/consents"): KEYED,
    ("GET", "/v1/consents/{consent}/receipt"): KEYED,
    ("POST", "/v1/search"): KEYED,
    ("POST", "/v1/find"): KEYED,
    ("POST", "/v1/erasures"): KEYED,
    ("POST", "/v1/relay"): KEYED,
    ("GET", "/v1/ledger/checkpoint"): KEYED,
    ("GET", "/v1/ledger/tile/{tile}"): KEYED,
    ("GET", "/v1/step-ups"): KEYED,
    ("POST", "/v1/step-ups"): KEYED,
    ("POST", "/v1/step-ups/check"): KEYED,
    ("POST", "/v1/step-ups/sim-change"): KEYED,
    ("POST", "/v1/portal-links"): KEYED,
    ("POST", "/v1/timers"): KEYED,
    ("GET", "/v1/requests"): KEYED,
    ("POST", "/v1/requests"): KEYED,
    ("GET", "/v1/requests/{case}"): KEYED,
    ("POST", "/v1/requests/confirm"): KEYED,
    ("POST", "/v1/requests/take-back"): KEYED,
    ("GET", "/v1/policy/versions"): KEYED,
    ("GET", "/v1/policy/versions/{version}"): KEYED,
    ("POST", "/v1/policy/what-if"): KEYED,
    ("GET", "/v1/openapi.json"): OPEN,
    ("GET", "/docs"): OPEN,
    ("GET", "/"): OPEN,
    ("POST", "/tokenise"): OPEN,
    ("GET", "/healthz"): OPEN,
    ("GET", "/readyz"): OPEN,
    ("GET", "/.well-known/gpc.json"): OPEN,
    ("GET", "/metrics"): OPEN,
    ("GET", "/static/{name}"): OPEN,
}
"""The visitors who cannot reach a route, by its method and path."""


def test_the_table_names_every_route(
    installation: Any, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    made: list[litestar.Litestar] = []

    class Kept(litestar.Litestar):
        def __init__(self, *more: Any, **named: Any) -> None:
            super().__init__(*more, **named)
            made.append(self)

    monkeypatch.setattr(page, "Litestar", Kept)
    monkeypatch.setattr(api, "Litestar", Kept)
    monkeypatch.setattr(serving, "Litestar", Kept)
    request.getfixturevalue("signed")
    found = {
        (str(method), route.path_format)
        for one in made
        for route in one.routes
        for method in route.methods - {"OPTIONS", "HEAD"}  # type: ignore[union-attr]
    }
    assert found | {("POST", "/v1/messages")} == ROUTES.keys()  # messages come in beside the framework, for their speed


def keys(served: Any, act: str) -> dict[str, str]:
    """What each visitor who is not to come in comes with."""
    from privet.acts import access
    from privet.core.decision import LOCAL

    revoked = served.make_key(act)
    access.revoke(served.installation.app, served.installation.tenant, f"key-{served.made}", LOCAL)
    other = served.make_key("find" if act != "find" else "read")
    return {NOBODY: "", MADE_UP: f"prv_{served.installation.tenant}_" + "A" * 43, REVOKED: revoked, OTHER_ACT: other}


@pytest.mark.parametrize("name", GOOD)
def test_no_visitor_reaches_an_operation_that_is_not_theirs(served: Any, world: Any, name: str) -> None:
    (route,) = [("/v1" + one.path, one.method) for one in OPERATIONS if one.name == name]
    barred = ROUTES[route[1], route[0]]
    for visitor, key in keys(served, ACT[name]).items():
        answer = asked(served, world, name, key)
        assert visitor in barred
        assert (answer.status, answer.json["code"]) == (
            (403, "denied") if visitor == OTHER_ACT else (401, "not-proved")
        )
    assert asked(served, world, name, served.make_key(ACT[name])).status == 200


BESIDE = {
    "/v1/messages": ("receive", {"channel": "sms", "conversation": "c", "sender": {"address": "+12025550101"},
                                 "text": "hello"}),
    "/v1/relay": ("relay", {"upstream": "bank", "path": "/", "purpose": "support", "body": "tok_" + "a" * 26}),
}  # fmt: skip


@pytest.mark.parametrize("path", BESIDE)
def test_no_visitor_reaches_what_stands_beside_the_operations(served: Any, path: str) -> None:
    act, body = BESIDE[path]
    for visitor, key in keys(served, act).items():
        assert visitor in ROUTES["POST", path]
        answer = served.post(path, body, key)
        assert (answer.status in (401, 403, 404)) if visitor == OTHER_ACT else answer.status == 401, answer.body
    assert served.installation.delivered == []


@pytest.mark.parametrize(
    "path",
    [path for (_, path), barred in ROUTES.items() if barred == OPEN and not path.startswith(("/static", "/sign"))],
)
def test_what_is_open_is_answered_without_a_key_and_shows_nobody(served: Any, world: Any, path: str) -> None:
    answer = served.ask(
        "POST" if path == "/tokenise" else "GET", path, b"hello" if path == "/tokenise" else None, key=""
    )
    assert answer.status < 400, answer.body
    for id in (world.message, world.conversation, world.token, world.subject):
        assert id.encode() not in answer.body


PAGES = sorted(key for key, barred in ROUTES.items() if barred in (OWN_FORM, IN_SESSION))


def test_no_visitor_reaches_a_page_that_is_not_theirs(signed: Any, world: Any) -> None:
    staff = signed
    own = staff.enrolled("ada")
    gone = staff.enrolled("ben")
    left = staff.browser(cookies=dict(gone.cookies))
    token = gone.token
    gone.send("/logout", {"form": token})
    made_up = staff.browser(cookies={"privet": f"prs_1_{'A' * 43}"})
    made_up.get("/login")
    stranger = staff.browser()
    stranger.get("/login")
    forms = {NOBODY: (stranger, stranger.token), MADE_UP: (made_up, made_up.token), LEFT: (left, token)}
    for method, path in PAGES:
        at = path.replace("{conversation}", world.conversation).replace("{token}", world.token)
        at = at.replace("{subject}", world.subject).replace("{entry}", "1")
        at = at.replace("{version}", "1").replace("{module}", "chat").replace("{bot}", "bot").replace("{file}", "fil")
        at = at.replace("{line}", "lin").replace("{consent}", "cns")
        for visitor, (browser, form) in forms.items():
            if visitor not in ROUTES[method, path]:
                continue
            answer = browser.ask("GET", at) if method == "GET" else browser.send(at, {"form": form})
            if method == "GET":
                assert (answer.status, answer.header("location")) == (303, f"/login?to={at}"), (visitor, path)
            else:
                assert answer.status == 401, (visitor, path)
            assert world.token.encode() not in answer.body
        if method == "POST":
            assert ELSEWHERE in ROUTES[method, path]
            sent = own.send(at, {"form": own.token}, **{"sec-fetch-site": "cross-site"})
            assert sent.status == 403, path


SEARCHES = sorted(key for key in ROUTES if key[1].endswith(("/search", "/find", "/v1/subjects")))


def test_what_was_written_cannot_be_searched_without_a_key_or_a_session(signed: Any, world: Any) -> None:
    """The breach of Voxox: a search index that answered whoever asked."""
    assert len(SEARCHES) == 6
    stranger = signed.browser()
    stranger.get("/login")
    for method, path in SEARCHES:
        assert ROUTES[method, path] in (KEYED, IN_SESSION)
        form = {"form": stranger.token, "words": "hello", "q": "hello"}
        answer = stranger.ask("GET", path) if method == "GET" else stranger.send(path, form)
        if (method, path) == ("GET", "/search"):
            assert (answer.status, answer.header("location")) == (303, "/login?to=/search")
        else:
            assert answer.status == 401, path
        assert world.conversation.encode() not in answer.body


def test_no_answer_holds_more_than_one_value() -> None:
    """A value in the clear is in the answer of one operation, by itself: there is no reveal of several."""
    schemas = documented()["components"]["schemas"]
    shows = [name for name, one in schemas.items() if "value" in one.get("properties", {})]
    assert shows == ["Revealed"]
    assert schemas["Revealed"]["properties"]["value"]["type"] == "string"
    assert schemas["Reveal"]["properties"]["token"]["type"] == "string"
    holds = [name for name, one in schemas.items() if "/Revealed" in str(one)]
    assert holds == []
