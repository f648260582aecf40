"""Enrol, log in, prove it again, log out: the pages as a browser without scripts and as their script asks them."""

from __future__ import annotations

import dataclasses
import json
import re
from typing import Any

import pyotp
import pytest

from browser import Browser
from privet.core import secret
from softkey import Softkey

PHRASE = "four words of no meaning"
WRONG = "The name, the passphrase or the code is wrong"


def app_of(page: Any) -> pyotp.TOTP:
    """The authenticator app that the page's letters were typed into."""
    (typed,) = re.findall(r"<figcaption><code>([A-Z2-7 ]+)</code>", page.text)
    return pyotp.TOTP(typed.replace(" ", ""))


def by_codes(staff: Any, name: str = "ben", *roles: str) -> tuple[Browser, pyotp.TOTP]:
    """Somebody who enrolled by passphrase and code, without any script."""
    browser = staff.browser()
    browser.get("/enrol")
    app = app_of(browser.submit("/enrol", link=staff.invite(name, *roles)))
    page = browser.submit("/enrol/codes", phrase=PHRASE, again=PHRASE, code=staff.code(app))
    assert "recovery codes" in page.read.said, page.read.said
    return browser, app


def test_a_pasted_link_and_a_passkey_let_somebody_in_and_show_recovery_codes_once(staff: Any) -> None:
    browser, link = staff.browser(), staff.invite("ann")
    browser.get("/enrol")
    page = browser.submit("/enrol", link=f"http://localhost:8080/enrol#{link}")
    assert "Enrol as ann" in page.read.said
    made = Softkey().create(json.loads(page.read.data["data-options"]))
    page = browser.submit("/enrol/passkey", answer=made, label="mine")
    codes = re.findall(r"<code>([a-z2-7-]{31})</code>", page.text)
    assert len(set(codes)) == 8
    page = browser.get("/account")
    assert "Passkey mine" in page.text
    assert ">here<" in page.text
    assert not any(one in page.text for one in codes)
    other = staff.browser()
    other.get("/enrol")
    assert other.submit("/enrol", link=link).status == 401  # it was used


def test_passphrase_and_code_enrol_and_log_in_without_a_script(staff: Any) -> None:
    _, app = by_codes(staff)
    staff.later(60)
    browser = staff.browser()
    browser.get("/login?to=/rights")
    for wrong in ({"phrase": "another passphrase"}, {"code": "000000"}, {"name": "nobody"}):
        typed = {"name": "ben", "phrase": PHRASE, "code": staff.code(app), **wrong}
        page = browser.submit("/login", **typed)
        assert (page.status, WRONG in page.read.said) == (401, True)
        assert browser.cookies.keys() == {"privet-form"}
    page = browser.submit("/login", name="ben", phrase=PHRASE, code=staff.code(app))
    assert "Who may see what, and why" in page.read.said
    assert "Log out ben" in page.read.said
    assert browser.get("/login?to=/rights").read.said == page.read.said  # who is logged in is not asked again


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"again": "something else again"}, "are not the same"),
        ({"phrase": "short", "again": "short"}, "at least 12 characters"),
        ({"code": "000000"}, "The code is wrong"),
    ],
)
def test_what_is_mistyped_while_enrolling_can_be_typed_again(staff: Any, typed: dict[str, str], said: str) -> None:
    browser = staff.browser()
    browser.get("/enrol")
    app = app_of(browser.submit("/enrol", link=staff.invite("ben")))
    right = {"phrase": PHRASE, "again": PHRASE, "code": staff.code(app)}
    page = browser.submit("/enrol/codes", **{**right, **typed})
    assert said in page.read.said
    assert "recovery codes" in browser.submit("/enrol/codes", **right).read.said


def test_a_passkey_that_answers_wrongly_can_be_tried_again_while_enrolling(staff: Any) -> None:
    browser = staff.browser()
    browser.get("/enrol")
    page = browser.submit("/enrol", link=staff.invite("ann"))
    options = json.loads(page.read.data["data-options"])
    for bad in ("", "{}", Softkey(origin="https://evil.example.com").create(options)):
        page = browser.submit("/enrol/passkey", answer=bad)
        assert page.status in (400, 401)
        assert "Enrol as ann" in page.read.said


def test_a_link_that_is_none_or_another_companys_opens_nothing(staff: Any) -> None:
    other = staff.installation.add_tenant("bank")
    browser = staff.browser()
    browser.get("/enrol")
    for link in ("", "pri_1_nothing", secret.text(secret.INVITATION, other, bytes(32)).expose()):
        assert browser.submit("/enrol", link=link).status == 401
        page = browser.submit("/enrol", link="x#" + link)
        assert "The link is not valid" in page.read.said
    for action in ("/enrol/codes", "/enrol/passkey"):
        assert browser.send(action, {"form": browser.token, "link": "x"}).status == 401


def test_a_passkey_logs_in_without_a_name(staff: Any) -> None:
    staff.enrolled("ann")
    browser = staff.browser()
    browser.get("/login")
    asked = browser.fetch("/login/challenge").json["passkey"]
    assert "allowCredentials" not in asked or asked["allowCredentials"] == []
    answer = staff.keys["ann"].get(asked)
    assert "ann" in browser.submit("/login/passkey", answer=answer, to="/account").read.said
    again = staff.browser()
    again.get("/login")
    page = again.submit("/login/passkey", answer=answer)  # replayed
    assert page.status == 401
    assert "privet" not in again.cookies


def test_a_recovery_code_lets_enrol_anew_once(staff: Any) -> None:
    browser = staff.browser()
    browser.get("/enrol")
    page = browser.submit("/enrol", link=staff.invite("ann"))
    made = Softkey().create(json.loads(page.read.data["data-options"]))
    code = re.findall(r"<code>([a-z2-7-]{31})</code>", browser.submit("/enrol/passkey", answer=made).text)[0]
    lost = staff.browser()
    lost.get("/login/recovery")
    assert lost.submit("/login/recovery", name="ann", code="a" * 26).status == 401
    page = lost.submit("/login/recovery", name="ann", code=code.upper())
    assert "Enrol as ann" in page.read.said
    assert "privet" not in lost.cookies
    made = Softkey().create(json.loads(page.read.data["data-options"]))
    assert lost.submit("/enrol/passkey", answer=made).status == 200
    assert lost.get("/account").status == 200
    lost.get("/login/recovery")
    assert lost.submit("/login/recovery", name="ann", code=code).status == 401


def test_proving_it_again_gives_the_session_another_secret(staff: Any) -> None:
    browser = staff.enrolled("ann")
    before = dict(browser.cookies)
    staff.later(600)
    page = browser.submit("/account/recovery")
    assert page.status == 403
    assert "/prove?to=/account" in page.read.links
    page = staff.prove(browser, "ann", "/rights")
    assert "Who may see what, and why" in page.read.said
    assert browser.cookies["privet"] != before["privet"]
    stolen = Browser(staff.site, cookies=before)
    assert "Log in" in stolen.get("/account").read.said
    browser.get("/account")
    assert "Your recovery codes" in browser.submit("/account/recovery").read.said


def test_a_script_that_proves_it_within_a_page_gets_the_token_for_its_forms(staff: Any) -> None:
    browser = staff.enrolled("ann")
    asked = browser.fetch("/prove/challenge").json["passkey"]
    made = browser.fetch("/prove/passkey", answer=staff.keys["ann"].get(asked))
    assert made.json["form"] != browser.token
    assert browser.get("/account").read.forms[0][1]["form"] == made.json["form"]


def test_passphrase_and_code_prove_it_again(staff: Any) -> None:
    browser, app = by_codes(staff)
    staff.later(600)
    browser.get("/prove?to=/rights")
    assert browser.submit("/prove", phrase="something else at all", code=staff.code(app)).status == 401
    assert "Who may see what" in browser.submit("/prove", phrase=PHRASE, code=staff.code(app)).read.said


def test_a_browser_has_one_session_whoever_logs_in_or_adds_what_proves_them(staff: Any) -> None:
    browser = staff.enrolled("ann")
    staff.enrolled("ben")
    kept = dict(browser.cookies)
    page = browser.submit("/account/factors")
    made = Softkey().create(json.loads(page.read.data["data-options"]))
    browser.submit("/enrol/passkey", answer=made)
    assert browser.get("/account").read.said.count("Firefox on Linux") == 1
    assert "Log in" in Browser(staff.site, cookies=kept).get("/account").read.said
    kept = dict(browser.cookies)
    asked = browser.fetch("/login/challenge").json["passkey"]
    browser.post("/login/passkey", form=browser.token, answer=staff.keys["ben"].get(asked))
    assert "Log out ben" in browser.get("/account").read.said
    assert "Log in" in Browser(staff.site, cookies=kept).get("/account").read.said


def test_another_persons_passkey_proves_nothing_in_a_session(staff: Any) -> None:
    browser = staff.enrolled("ann")
    staff.enrolled("ben")
    browser.get("/prove")
    asked = browser.fetch("/prove/challenge").json["passkey"]
    assert browser.submit("/prove/passkey", answer=staff.keys["ben"].get(asked)).status == 401


def test_leaving_ends_the_session_and_tells_the_browser_to_forget(staff: Any) -> None:
    browser = staff.enrolled("ann")
    kept = dict(browser.cookies)
    left = browser.send("/logout", {"form": browser.token})
    assert left.status == 303
    assert left.header("clear-site-data") == '"cache", "storage"'
    assert "privet" not in browser.cookies
    assert "Log in" in Browser(staff.site, cookies=kept).get("/account").read.said


@pytest.mark.parametrize("to", ["https://evil.example.com", "//evil.example.com", "/\\evil.example.com", "", "/a b"])
def test_nobody_is_sent_on_to_another_site(staff: Any, to: str) -> None:
    staff.enrolled("ann")
    browser = staff.browser()
    browser.get("/login")
    asked = browser.fetch("/login/challenge").json["passkey"]
    form = {"form": browser.token, "answer": staff.keys["ann"].get(asked), "to": to}
    assert browser.send("/login/passkey", form).header("location") == "/start"


def test_over_tls_cookies_are_the_hosts_alone(staff: Any) -> None:
    browser = staff.enrolled("ann", scheme="https", host="localhost:8443")
    assert browser.cookies.keys() == {"__Host-privet", "__Host-privet-device", "__Host-privet-form"}
    for name, said in browser.attributes.items():
        said = said.lower()
        assert {"path=/", "secure", "httponly", "samesite=strict"} <= {one.strip() for one in said.split(";")}, name
        assert "domain" not in said
    plain = staff.enrolled("ben")
    assert plain.cookies.keys() == {"privet", "privet-device", "privet-form"}
    assert all("secure" not in said.lower() and "HttpOnly" in said for said in plain.attributes.values())
    planted = Browser(staff.site, "https", "localhost:8443", cookies={"privet": browser.cookies["__Host-privet"]})
    assert "Log in" in planted.get("/account").read.said


def test_behind_a_proxy_the_settings_say_how_people_open_it(staff: Any) -> None:
    app = staff.installation.app
    login = dataclasses.replace(app.config.login, url="https://privet.example.com")
    app.config = dataclasses.replace(app.config, login=login)
    assert "privet" in staff.enrolled("ann").cookies  # by another name it is what it is
    login = dataclasses.replace(login, url="https://localhost:8080/")
    app.config = dataclasses.replace(app.config, login=login)
    browser, _ = by_codes(staff)
    assert browser.cookies.keys() == {"__Host-privet", "__Host-privet-device", "__Host-privet-form"}
    assert all("secure" in said.lower() for said in browser.attributes.values())


def test_too_many_wrong_passphrases_are_refused_before_hashing_and_a_passkey_still_lets_in(
    staff: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from privet.acts import proving

    staff.enrolled("ann")
    hashed: list[bool] = []
    real = proving.matches
    monkeypatch.setattr(proving, "matches", lambda *given: (hashed.append(True), real(*given))[1])
    thief = staff.browser(client="198.51.100.9")
    thief.get("/login")
    for _ in range(40):
        assert thief.submit("/login", name="ann", phrase="guess", code="123456").status == 401
    assert len(hashed) < 30
    owner = staff.browser()
    owner.get("/login")
    asked = owner.fetch("/login/challenge").json["passkey"]
    assert owner.submit("/login/passkey", answer=staff.keys["ann"].get(asked), to="/account").status == 200


def test_who_follows_a_link_of_another_site_comes_to_where_it_leads(staff: Any) -> None:
    ann = staff.enrolled("ann")
    kept, ann.cookies = ann.cookies, {}  # such a link brings no cookie that is Strict
    assert ann.ask("GET", "/requests").header("location") == "/login?to=/requests"
    page = ann.get("/login?to=/requests", **{"sec-fetch-site": "cross-site"})
    (to,) = [link for link in page.read.links if link.startswith("/login?to=")]
    assert to == "/login?to=/requests"
    ann.cookies = kept
    assert "Requests" in ann.get(to, **{"sec-fetch-site": "same-origin"}).read.said
    page = staff.browser().ask("GET", "/login?to=//evil.example.com", **{"sec-fetch-site": "cross-site"})
    assert "One moment" in page.text
    assert "evil" not in page.text
