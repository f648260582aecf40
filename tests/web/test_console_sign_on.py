"""The company's own log-in on the pages: there and back in one browser, to enrol, to log in and to prove it again."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

from browser import Browser, Shown
from provider import Provider


def back(browser: Browser, provider: Provider, away: Shown) -> Shown:
    """The provider logs them in and sends them back; from another site, so without cookies that are Strict."""
    to = unescape(re.findall(r'url=([^"]+)"', away.text)[0])
    assert to.startswith(f"{provider.url}/authorize?")
    code, state = provider.visit(to)
    kept = browser.cookies
    browser.cookies = {name: value for name, value in kept.items() if "lax" in browser.attributes[name].lower()}
    came = browser.get(f"/sign-on?code={code}&state={state}")
    browser.cookies = {**browser.cookies, **kept}
    return browser.get(unescape(re.findall(r'url=([^"]+)"', came.text)[0]))


def enrolled(signed: Any, provider: Provider) -> Browser:
    browser = signed.browser()
    browser.get("/enrol")
    browser.submit("/enrol", link=signed.invite("ann"))
    assert "Your recovery codes" in back(browser, provider, browser.submit("/enrol/sign-on")).read.said
    return browser


def test_somebody_invited_enrols_logs_in_and_proves_it_again_by_it(signed: Any, provider: Provider) -> None:
    browser = enrolled(signed, provider)
    assert "The company’s log-in" in browser.get("/account").read.said
    browser.submit("/logout")
    browser.get("/login")
    page = back(browser, provider, browser.submit("/login/sign-on"))
    assert "Log out ann" in page.read.said
    signed.later(600)
    assert browser.submit("/account/recovery").status == 403
    before = browser.cookies["privet"]
    browser.get("/prove")
    back(browser, provider, browser.submit("/prove/sign-on"))
    assert browser.cookies["privet"] != before
    assert browser.submit("/account/recovery").status == 200


def test_whom_nobody_invited_stays_out(signed: Any, provider: Provider) -> None:
    browser = signed.browser()
    browser.get("/login")
    page = back(browser, provider, browser.submit("/login/sign-on"))
    assert (page.status, "Nobody is enrolled here by that log-in" in page.read.said) == (401, True)


def test_an_answer_in_another_browser_or_without_a_question_opens_nothing(signed: Any, provider: Provider) -> None:
    enrolled(signed, provider)
    thief, browser = signed.browser(), signed.browser()
    for one in (thief, browser):
        one.get("/login")
    asked = thief.submit("/login/sign-on")
    code, state = provider.visit(unescape(re.findall(r'url=([^"]+)"', asked.text)[0]))
    assert browser.get(f"/sign-on/done?code={code}&state={state}").status == 401
    browser.get("/login")
    browser.submit("/login/sign-on")
    assert browser.get(f"/sign-on/done?code={code}&state={state}").status == 401
    assert thief.get(f"/sign-on/done?code={code}&state={state}&error=denied").status == 401
    assert "privet" not in {**thief.cookies, **browser.cookies}


def test_a_link_that_is_none_sends_nobody_there(signed: Any) -> None:
    browser = signed.browser()
    browser.get("/enrol")
    form = {"form": browser.token, "link": f"pri_1_{'A' * 43}"}
    assert browser.send("/enrol/sign-on", form).status == 401


def test_without_a_log_in_of_the_company_there_is_none(staff: Any) -> None:
    browser = staff.browser()
    page = browser.get("/login")
    assert "company" not in page.read.said
    assert browser.get("/sign-on").status == 404
