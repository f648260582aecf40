"""Attacks on the pages: a session that is planted, a form of another site, replayed or stolen, a page in a frame, a
script smuggled in, another company's ids.
"""

from __future__ import annotations

from typing import Any

import pytest

from browser import Browser
from privet.acts import session
from privet.core import secret
from privet.web.console import PAGES
from privet.web.console.visit import token

POSTS = [one for one in PAGES if one.method == "POST"]
PLANTED = f"prs_1_{'A' * 43}"


def ids(path: str) -> str:
    return path.replace("{token:str}", "tok_" + "a" * 26).replace("{conversation:str}", "con_" + "a" * 26)


def test_a_session_that_was_planted_is_never_the_one_that_is_logged_in(staff: Any) -> None:
    staff.enrolled("ann")
    browser = staff.browser(cookies={"privet": PLANTED, "privet-form": "x"})
    browser.get("/login")
    asked = browser.fetch("/login/challenge").json["passkey"]
    browser.submit("/login/passkey", answer=staff.keys["ann"].get(asked))
    assert browser.cookies["privet"] != PLANTED
    assert "Log in" in Browser(staff.site, cookies={"privet": PLANTED}).get("/account").read.said


@pytest.mark.parametrize(
    "sent",
    [
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"sec-fetch-site": "none"},
        {"origin": "https://evil.example.com"},
        {"origin": "null"},
        {"origin": "http://localhost:8081"},
        {},
    ],
    ids=str,
)
def test_a_form_that_a_browser_does_not_call_ours_changes_nothing(staff: Any, sent: dict[str, str]) -> None:
    ann = staff.enrolled("ann")
    ann.sends = sent
    before = staff.installation.acts()
    for one in POSTS:
        answer = ann.send(ids(one.path), {"form": ann.token})
        assert answer.status == 403, one.path
    assert staff.installation.acts() == before
    ann.sends = {"origin": "http://localhost:8080"}  # an older browser, from our own page
    assert ann.send("/account/sessions/end-others", {"form": ann.token}).status == 303


def test_a_form_without_its_sessions_token_changes_nothing(staff: Any) -> None:
    ann, ben = staff.enrolled("ann"), staff.enrolled("ben")
    before = staff.installation.acts()
    for one in POSTS:
        for made in ("", "x", ben.token, token("x")):
            assert ann.send(ids(one.path), {"form": made}).status == 403, one.path
        assert ann.send(ids(one.path) + f"?form={ann.token}", {}).status == 403  # an address is no form
    assert staff.installation.acts() == before


def test_a_form_from_before_a_proof_is_not_taken_again(staff: Any) -> None:
    ann = staff.enrolled("ann")
    form = {"form": ann.token}
    staff.prove(ann, "ann")
    assert ann.send("/account/sessions/end-others", form).status == 403
    assert "from before you last logged in" in ann.send("/account/sessions/end-others", form).text


def test_a_page_stands_in_no_frame_runs_no_script_but_its_own_and_is_kept_nowhere(staff: Any) -> None:
    ann = staff.enrolled("ann")
    for browser, path in (
        (ann, "/account"),
        (ann, "/nowhere"),
        (staff.browser(), "/login"),
        (staff.browser(), "/enrol"),
    ):
        page = browser.get(path)
        policy = {one.strip() for one in page.header("content-security-policy").split(";")}
        assert {
            "default-src 'none'", "script-src 'self'", "style-src 'self'", "frame-ancestors 'none'", "base-uri 'none'",
            "form-action 'self'", "require-trusted-types-for 'script'", "trusted-types privet",
        } <= policy  # fmt: skip
        assert page.header("cross-origin-opener-policy") == "same-origin"
        assert page.header("referrer-policy") == "no-referrer"
        assert page.header("x-content-type-options") == "nosniff"
        if page.status == 200:
            assert page.header("cache-control") == "no-store"


def test_what_somebody_writes_is_shown_as_text(staff: Any) -> None:
    evil = '"><script>alert(1)</script><img src=x onerror=alert(1)>'
    sue, ann = staff.enrolled("sue", "supervisor"), staff.enrolled("ann")
    talk = staff.installation.receive(f"{evil} {'a@example.com'}")
    staff.installation.give(talk.conversation, "ann")
    page = sue.get(f"/conversations/{talk.conversation}")
    assert page.read.inline == []
    assert "<script>alert" not in page.text
    id = talk.tokens[0].id
    ann.get(f"/values/{id}?purpose=support&from={evil}")
    ann.submit(f"/values/{id}/ask", reason=evil)
    page = sue.get("/requests")
    assert evil in page.read.said
    for path in (f"/login?to={evil}", f"/values/{id}?purpose={evil}&from={evil}"):
        assert "<script>alert" not in sue.get(path).text


def test_nobody_comes_in_by_a_secret_of_another_sort_or_company(staff: Any) -> None:
    ann = staff.enrolled("ann")
    other = staff.installation.add_tenant("bank")
    device = ann.cookies["privet-device"]
    foreign = secret.text(secret.SESSION, other, bytes(32)).expose()
    for made in (device, staff.invite("ben"), foreign, PLANTED, "", "prs_1_", "é"):
        assert Browser(staff.site, cookies={"privet": made}).ask("GET", "/account").status == 303, made


def test_another_companys_ids_are_answered_as_nobodys(staff: Any) -> None:
    sue = staff.enrolled("sue", "supervisor", "privacy")
    one = staff.installation
    bank = one.add_tenant("bank")
    (there,) = one.batch([one.inbound("I am b@example.com")], bank)
    nobody = {"con": "con_" + "a" * 26, "tok": "tok_" + "a" * 26}
    found = {"con": there.conversation, "tok": there.tokens[0].id}
    answers = []
    for given in (nobody, found):
        sue.get(f"/values/{given['tok']}")
        why = {"purpose": "legal", "reason": "an order", "form": sue.token}
        made = [
            sue.ask("GET", f"/conversations/{given['con']}"),
            sue.ask("GET", f"/values/{given['tok']}"),
            sue.send(f"/values/{given['tok']}/shown", why, accept="application/json"),
            sue.send(f"/values/{given['tok']}/ask", why),
            sue.send("/conversations/assign", {**why, "id": given["con"], "name": "sue"}),
        ]
        answers.append([(a.status, a.text.replace(given["con"], "").replace(given["tok"], "")) for a in made])
    assert answers[0] == answers[1]
    assert [status for status, _ in answers[0]] == [404, 200, 404, 404, 404]


def test_a_session_ends_by_lying_idle_and_at_its_end_whatever_is_done(staff: Any) -> None:
    idle, busy = staff.enrolled("ann"), staff.enrolled("ben")
    limits = session.limits(staff.installation.app)
    staff.later(limits.idle // 1000 + 1)
    assert idle.ask("GET", "/account").status == 303
    busy = staff.enrolled("eva")
    for _ in range(limits.whole // limits.idle * 2 - 1):
        staff.later(limits.idle // 2000)
        assert busy.ask("GET", "/account").status == 200
    staff.later(limits.idle // 1000 - 1)
    assert busy.ask("GET", "/account").status == 303


def test_nothing_of_a_visit_is_in_the_log(staff: Any, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level("INFO", "privet"):
        ann = staff.enrolled("ann")
        ann.get("/values/tok_" + "a" * 26 + "?purpose=support")
        ann.fetch("/values/tok_" + "a" * 26 + "/shown", purpose="support", reason="Ana asks")
    said = caplog.text
    assert "/values/{token" in said
    for held in ("ann", "Ana", "tok_a", "pri_", "prs_", ann.token, ann.cookies["privet"]):
        assert held not in said, held


def test_many_who_log_in_at_once_are_told_to_wait_and_nothing_is_hashed_for_them(
    staff: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from privet.web.console import serving

    monkeypatch.setattr(serving, "WAITING", 0)
    browser = staff.browser()
    browser.get("/login")
    page = browser.submit("/login", name="ann", phrase="four words of no meaning", code="123456")
    assert page.status == 503


def test_what_stands_in_an_address_is_no_field_of_a_form(staff: Any) -> None:
    eve, ann = staff.enrolled("eve", "admin"), staff.enrolled("ann")
    eve.get("/people")
    form = {"form": eve.token, "reason": "a lost telephone"}
    assert eve.send("/people/log-out?name=ann", form).status == 404
    assert eve.send("/people/log-out", {**form, "name": "ann|eve"}).status == 404  # two of one name are neither
    assert ann.ask("GET", "/account").status == 200


def test_no_header_of_a_proxy_is_believed(staff: Any) -> None:
    sent = {"x-forwarded-proto": "https", "x-forwarded-host": "evil.example.com", "x-forwarded-for": "192.0.2.99",
            "forwarded": "for=192.0.2.99;proto=https;host=evil.example.com", "x-real-ip": "192.0.2.99",
            "x-http-method-override": "DELETE", "x-original-url": "/people", "x-rewrite-url": "/people"}  # fmt: skip
    plain, named = (staff.browser().ask("GET", "/login", **headers) for headers in ({}, sent))
    assert "evil" not in named.text
    assert named.status == plain.status
    assert "Secure" not in named.header("set-cookie")
    assert {name for name, _ in named.headers} == {name for name, _ in plain.headers}


@pytest.mark.parametrize("method", ["TRACE", "OPTIONS", "PUT", "DELETE", "PATCH", "CONNECT"])
def test_a_method_that_no_page_has_is_refused_and_nothing_comes_back_of_it(staff: Any, method: str) -> None:
    ann = staff.enrolled("ann")
    for path in ("/account", "/people/remove", "/login"):
        answer = ann.ask(method, path, **{"x-told": "an echo", "sec-fetch-site": "same-origin"})
        assert answer.status in (204, 400, 404, 405), (path, answer.status)
        assert "an echo" not in answer.text
        assert ann.cookies["privet"] not in answer.text
