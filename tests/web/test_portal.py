"""Customers' own pages, as a browser without scripts sees them."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import Any

import pytest
from tests.acts.test_portal import Customer
from tests.conftest import ANN

from privet.acts import basis, recognise, respond, stepup
from privet.acts.consent_text import Draft, add
from privet.core import portal as core
from privet.core.decision import LOCAL
from privet.core.passkey import Site
from privet.core.plain import Plain
from privet.web import page
from privet.web.portal import apart
from privet.web.turns import Turns
from softkey import Softkey

HERE, WHY = "/my", Plain("set up")


@pytest.fixture
def customer(staff: Any) -> Customer:
    return Customer(staff.installation)


def entered(staff: Any, customer: Customer, **more: Any) -> Any:
    """A browser that came in by a link."""
    browser = staff.browser(**more)
    browser.get(HERE)
    assert browser.submit("/my/enter", link=f"http://localhost:8080/my#token={customer.sent()}").status == 200
    return browser


def proved(browser: Any, customer: Customer) -> Any:
    """They proved themselves by the code."""
    browser.get(HERE)
    browser.submit("/my/prove")
    return browser.submit("/my/prove/said", code=customer.code().expose())


def text(shown: Any) -> str:
    return " ".join(shown.read.said.split())


def test_to_look_at_the_page_of_a_link_uses_nothing_up(staff: Any, customer: Customer) -> None:
    """As previews, prefetchers and HEAD do, on whatever path a bot makes of the address."""
    link = customer.sent()
    for headers in (
        {},
        {"sec-purpose": "prefetch"},
        {"purpose": "preview"},
        {"user-agent": "TelegramBot (like TwitterBot)"},
    ):
        bot = staff.browser()
        shown = bot.get(HERE, **{name.replace("-", "_"): value for name, value in headers.items()})
        assert shown.status == 200
        assert "Open my page" in shown.text
        assert link not in shown.text
    assert staff.browser().get(f"/my%23token={link}").status == 404
    browser = staff.browser()
    browser.get(HERE)
    assert "What is held" in browser.submit("/my/enter", link=link).text
    again = staff.browser()
    again.get(HERE)
    shown = again.submit("/my/enter", link=link)
    assert shown.status == 401
    assert "used already" in shown.text


def test_nobody_comes_in_by_what_is_no_link(staff: Any, customer: Customer) -> None:
    link = customer.sent()
    for given in (
        "",
        "x",
        "prl_1_" + 43 * "A",
        link.replace("prl_1_", "prl_2_"),
        link.replace("prl_", "prs_"),
        400 * "é",
    ):
        browser = staff.browser()
        browser.get(HERE)
        shown = browser.submit("/my/enter", link=given)
        assert shown.status == 401
        assert "is wrong, was used already" in shown.text
    browser = staff.browser()
    browser.get(HERE)
    assert browser.submit("/my/enter", link=link).status == 200


def test_a_form_of_another_site_changes_nothing(staff: Any, customer: Customer) -> None:
    browser = entered(staff, customer)
    browser.get(HERE)
    said = {"form": browser.token, "do": "stop"}
    assert browser.send("/my/messages", {**said, "form": "wrong"}).status == 403
    assert browser.send("/my/messages", said, sec_fetch_site="cross-site").status == 403
    stranger = staff.browser()
    stranger.get(HERE)
    for to in ("messages", "purposes", "requests", "take", "erase", "clear", "prove", "prove/said", "prove/challenge"):
        shown = stranger.send(f"/my/{to}", {"form": stranger.token, "do": "stop", "sure": "yes", "as": "data"})
        assert shown.status == 401, to
    assert "You get messages." in text(browser.get(HERE))


def test_the_page_shows_kinds_and_no_values_to_whoever_came_in(staff: Any, customer: Customer) -> None:
    browser = entered(staff, customer)
    shown = browser.get(HERE)
    said = text(shown)
    assert "e-mail address" in said
    assert ANN not in shown.text
    assert "Nobody was shown a value of yours." in said
    assert shown.header("cache-control") == "no-store"
    assert shown.header("referrer-policy") == "no-referrer"
    assert "script-src 'self'" in shown.header("content-security-policy")
    assert "Prove that it is you" in shown.text
    assert "/my/take" not in shown.text
    assert "/my/erase" not in shown.text
    for to in ("/my/certificate", "/my/receipts/cns_" + 26 * "a"):
        assert browser.get(to).status in (401, 404)
    stranger = staff.browser()
    assert "What is held" not in stranger.get(HERE).text
    for to in ("/my/prove", "/my/certificate", "/my/receipts/cns_" + 26 * "a"):
        assert "Open my page" in stranger.get(to).text


def test_the_cookie_is_for_this_host_alone_and_no_script(staff: Any, customer: Customer) -> None:
    browser = entered(staff, customer)
    said = browser.attributes["privet-my"].lower()
    assert "httponly" in said
    assert "samesite=strict" in said
    assert "domain" not in said
    secure = staff.browser(scheme="https")
    secure.get(HERE)
    secure.submit("/my/enter", link=customer.sent())
    assert "secure" in secure.attributes["__Host-privet-my"].lower()
    before = secure.cookies["__Host-privet-my"]
    proved(secure, customer)
    assert secure.cookies["__Host-privet-my"] != before
    secure.cookies["__Host-privet-my"] = before
    assert "What is held" not in secure.get(HERE).text


def test_they_stop_messages_object_agree_and_ask(staff: Any, customer: Customer) -> None:
    one = staff.installation
    basis.set_(one.app, one.tenant, "support", "consent", WHY, LOCAL)
    add(one.app, one.tenant, Draft("v1", "en", "support", "You agree to be helped.", "DE", "DE"), WHY, LOCAL)
    browser = entered(staff, customer)
    browser.get(HERE)
    assert "nothing is sent to you" in text(browser.submit("/my/messages"))
    assert "You get messages." in text(browser.submit("/my/messages"))
    said = text(browser.get(HERE))
    assert "You agree to be helped." in said
    assert "You did not agree, so it is not done." in said
    assert "You agreed," in text(browser.submit("/my/purposes"))
    assert "You took it back or objected" in text(browser.submit("/my/purposes"))
    shown = browser.submit("/my/requests", right="correction", words="my name is Anne")
    assert "You asked to have it corrected." in text(shown)
    assert "an answer is due by" in text(shown)
    browser.get(HERE)
    assert browser.submit("/my/requests", right="correction", words=" ").status == 400
    browser.get(HERE)
    assert browser.submit("/my/requests", right="dance", words="x").status == 400
    browser.get(HERE)
    assert "only kept, and not used" in text(browser.submit("/my/requests", right="restriction", words=""))


def test_what_is_sensitive_is_offered_after_the_proof(staff: Any, customer: Customer) -> None:
    browser = entered(staff, customer)
    browser.get(HERE)
    assert "six digits" in text(browser.submit("/my/prove"))
    wrong = browser.submit("/my/prove/said", code="000 000")
    assert wrong.status == 401
    assert "the code is wrong" in text(wrong).lower()
    assert "It is you" in text(browser.submit("/my/prove/said", code=customer.code().expose()))
    shown = browser.submit("/my/take", as_="data")
    assert shown.header("content-disposition") == 'attachment; filename="what-is-held.json"'
    assert ANN in json.loads(shown.body)["people"][0]["address"]
    browser.get(HERE)
    assert ANN.encode() in browser.submit("/my/take", as_="page").body
    browser.get(HERE)
    sealed = browser.submit("/my/take", as_="data", phrase="four words that hold")
    assert sealed.header("content-disposition") == 'attachment; filename="what-is-held.json.age"'
    assert sealed.body.startswith(b"age-encryption.org/v1")
    browser.get(HERE)
    assert browser.submit("/my/take", as_="data", phrase="short").status == 400
    browser.get(HERE)
    assert browser.submit("/my/take", as_="film").status == 400
    browser.get(HERE)
    assert browser.submit("/my/take", as_="data").status == 401


def test_they_have_it_erased_and_keep_the_certificate(staff: Any, customer: Customer) -> None:
    browser = entered(staff, customer)
    proved(browser, customer)
    browser.get(HERE)
    assert browser.submit("/my/erase", sure="").status == 400
    browser.get(HERE)
    said = text(browser.submit("/my/erase", sure="yes"))
    assert "All of it is erased." in said
    assert "the key is destroyed" in said
    kept = browser.get("/my/certificate")
    assert kept.header("content-disposition") == 'attachment; filename="erasure.txt"'
    assert b"erasure" in kept.body
    browser.get(HERE)
    left = browser.submit("/my/leave")
    assert "Open my page" in left.text


def test_a_passkey_proves_the_same(staff: Any, customer: Customer) -> None:
    one, key, site = (
        staff.installation,
        Softkey(origin="http://localhost:8080"),
        Site("localhost", "http://localhost:8080"),
    )
    stepup.send_code(*customer.at, customer.talk, "support", one.privacy, enrol=True)
    link = respond.link(*customer.at, customer.talk, "support", enrol=True)
    asked = recognise.offer_by_code(*customer.at, link, customer.code(), site, "here")
    recognise.enrol(*customer.at, link, key.create(asked), site, "here")
    browser = entered(staff, customer)
    browser.get(HERE)
    shown = browser.submit("/my/prove")
    assert "Use my passkey" in shown.text
    asked = browser.fetch("/my/prove/challenge").json["passkey"]
    assert "It is you" in text(browser.submit("/my/prove/said", answer=key.get(asked)))


def test_the_page_is_in_the_languages_of_the_console(staff: Any, customer: Customer) -> None:
    browser = entered(staff, customer)
    for language, word in (("de", "Ihre Daten"), ("es", "Sus datos"), ("pt", "Seus dados"), ("ru", "Ваши данные")):
        assert word in browser.get(HERE, accept_language=language).text


def test_staff_send_the_link_and_are_not_shown_it(staff: Any, customer: Customer) -> None:
    one = staff.installation
    paul = staff.enrolled("paul", "privacy")
    paul.get(f"/conversations/{customer.talk}/step-up?purpose=support")
    shown = paul.submit("/conversations/portal", language="de")
    assert "A link is on its way." in text(shown)
    sent = one.delivered[-1].text.expose()
    assert "gilt einmal" in sent
    link = re.search(r"token=(\S+)", sent)
    assert link is not None
    assert link[1] not in shown.text
    assert link[1] not in paul.get(f"/conversations/{customer.talk}?purpose=support").text
    uma = staff.enrolled("uma", "auditor")
    assert "/conversations/portal" not in uma.get(f"/conversations/{customer.talk}/step-up?purpose=support").text


def test_under_a_name_of_their_own_nothing_else_is_answered(staff: Any, customer: Customer) -> None:
    one = staff.installation
    config = one.app.config
    assert apart(config) == ""
    named = replace(config, portal=replace(config.portal, url="https://privacy.example.com"))
    assert apart(named) == "privacy.example.com"
    same = replace(named, login=replace(config.login, url="https://privacy.example.com"))
    assert apart(same) == ""
    turns = Turns(one.app)
    hosts = frozenset({"localhost", "privacy.example.com"})
    site = page.site(page.Shown(turns, one.app.tenant("demo"), hosts, apart="privacy.example.com"))
    theirs = type(staff)(one, site).browser(host="privacy.example.com", scheme="https")
    assert theirs.get(HERE).status == 200
    assert theirs.get("/static/console.css").status == 200
    for host in ("privacy.example.com", "privacy.example.com:443", "PRIVACY.example.com:8443"):
        other = type(staff)(one, site).browser(host=host, scheme="https")
        for path in ("/login", "/", "/v1/conversations", "/myself", "/metrics", "/gateways/webchat/session"):
            assert other.get(path).status == 404
    assert type(staff)(one, site).browser().get("/login").status == 200
    turns.end()


def test_no_link_lies_in_what_the_log_says(staff: Any, customer: Customer, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level("INFO"):
        browser = entered(staff, customer)
        browser.get(HERE)
    assert "/my" in caplog.text
    assert "prl_" not in caplog.text
    assert "prc_" not in caplog.text


def test_a_visit_is_used_by_nobody_after_it_ended(staff: Any, customer: Customer) -> None:
    browser = entered(staff, customer)
    staff.later(core.LIMITS.idle // 1000)
    assert "Open my page" in browser.get(HERE).text
