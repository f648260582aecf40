"""The company's own log-in on the pages: there and back in one browser, to enrol, to log in and to prove it again."""

from __future__ import annotations

import re
from html import unescape
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa

from browser import Browser, Shown
from privet.core.throttle import FORGET_S, FREE_ADDRESS
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
    browser.submit("/logout/sign-on")
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


def there(provider: Provider, **claims: Any) -> str:
    """A logout token of the provider, as OpenID Connect Back-Channel Logout 1.0 §2.4 writes it."""
    now = provider.clock.at // 1000
    said = {"iss": provider.url, "aud": "privet", "sub": provider.sub, "iat": now, "exp": now + 120, "jti": "one",
            "events": {"http://schemas.openid.net/event/backchannel-logout": {}}} | claims  # fmt: skip
    kept, provider.header = provider.header, {"typ": said.pop("typ", "logout+jwt")}
    made = provider.signed({name: value for name, value in said.items() if value is not None})
    provider.header = kept
    return made


def told(signed: Any, token: str) -> Shown:
    """The provider's own request: a program's, without a cookie or a word of where it comes from."""
    one = signed.browser()
    one.sends = {}
    return one.send("/sign-on/logout", {"logout_token": token})


def test_who_logs_out_there_is_logged_out_here_once_a_token(signed: Any, provider: Provider) -> None:
    browser = enrolled(signed, provider)
    answer = told(signed, there(provider))
    assert (answer.status, answer.header("cache-control")) == (200, "no-store")
    assert "Log in" in browser.get("/account").read.said
    last = signed.installation.entries()[-1]
    assert (last.act, str(last.outcome), last.actor) == ("session.end", "done", "service:sso")
    browser.get("/login")
    back(browser, provider, browser.submit("/login/sign-on"))
    assert told(signed, there(provider)).status == 200  # the same token again
    assert browser.get("/account").status == 200
    assert "Log out ann" in browser.page.read.said
    assert told(signed, there(provider, sub="nobody-here", jti="two")).status == 200


NO_LOGOUT: dict[str, dict[str, Any]] = {
    "another issuer": {"iss": "https://evil.example.com"},
    "for another client": {"aud": ["somebody"]},
    "no audience": {"aud": None},
    "a token of a log-in": {"events": None, "nonce": "A" * 43},
    "of another type": {"typ": "JWT"},
    "with a nonce": {"nonce": "A" * 43},
    "another event": {"events": {"http://schemas.openid.net/event/other": {}}},
    "an event that is none": {"events": {"http://schemas.openid.net/event/backchannel-logout": "x"}},
    "events that are a list": {"events": ["http://schemas.openid.net/event/backchannel-logout"]},
    "nobody": {"sub": None, "sid": "a session"},
    "an empty name": {"sub": ""},
    "a name that is a number": {"sub": 7},
    "nameless": {"jti": None},
    "no time": {"iat": None},
    "no end": {"exp": None},
    "over": {"exp": 0},
    "of tomorrow": {"iat": 9_999_999_999, "exp": 9_999_999_999},
    "old, whatever end it names": {"iat": 1_000_000_000, "exp": 9_999_999_999},
}


@pytest.mark.parametrize("claims", NO_LOGOUT.values(), ids=NO_LOGOUT.keys())
def test_what_is_no_logout_token_ends_nothing(signed: Any, provider: Provider, claims: dict[str, Any]) -> None:
    browser = enrolled(signed, provider)
    answer = told(signed, there(provider, **claims))
    assert (answer.status, answer.json) == (400, {"error": "invalid_request"})
    assert "Log out ann" in browser.get("/account").read.said


def test_a_logout_token_of_somebody_else_ends_nothing_and_makes_us_ask_once_a_minute(
    signed: Any, provider: Provider
) -> None:
    browser = enrolled(signed, provider)
    provider.signed_by = rsa.generate_private_key(65537, 2048)
    asked = len(provider.asked)
    for token in (there(provider), "x", "", "a.b.c", "A" * 20_000):
        assert told(signed, token).status == 400
    assert len(provider.asked) == asked
    assert "Log out ann" in browser.get("/account").read.said


def test_who_came_by_the_companys_log_in_may_leave_there_as_well(signed: Any, provider: Provider) -> None:
    provider.described = {"end_session_endpoint": f"{provider.url}/end?a=1"}
    browser = enrolled(signed, provider)
    browser.get("/account")
    page = browser.submit("/logout/sign-on")
    (to,) = [link for link in page.read.links if link.startswith(provider.url)]
    asked = parse_qs(urlsplit(to).query)
    assert asked == {"a": ["1"], "client_id": ["privet"], "post_logout_redirect_uri": ["http://localhost:8080/login"]}
    assert "privet" not in browser.cookies
    assert "Log in" in browser.get("/account").read.said


def test_a_provider_without_such_a_place_is_not_spoken_of(signed: Any, provider: Provider) -> None:
    browser = enrolled(signed, provider)
    assert "Where you are logged in" in browser.get("/sign-on/left").read.said
    assert "With a passkey" in browser.submit("/logout/sign-on").read.said


def test_the_cookie_of_the_way_there_goes_with_the_way_back(signed: Any, provider: Provider) -> None:
    browser = enrolled(signed, provider)
    assert "privet-away" not in browser.cookies
    browser.get("/account")
    browser.submit("/logout/sign-on")
    browser.get("/login")
    page = browser.submit("/login/sign-on")
    assert "privet-away" in browser.cookies
    back(browser, provider, page)
    assert "privet-away" not in browser.cookies


def test_who_comes_back_with_nothing_often_makes_nobody_ask_the_provider(signed: Any, provider: Provider) -> None:
    ann, stranger = enrolled(signed, provider), signed.browser()
    provider.asked.clear()
    for _ in range(2 * FREE_ADDRESS):
        stranger.get("/login")
        away = stranger.submit("/login/sign-on")
        state = parse_qs(urlsplit(unescape(re.findall(r'url=([^"]+)"', away.text)[0])).query)["state"][0]
        assert stranger.get(f"/sign-on/done?code=made-up&state={state}").status in (401, 502, 503)
    assert provider.asked.count("/token") == FREE_ADDRESS
    ann.get("/account")
    ann.submit("/logout/sign-on")
    ann.get("/login")
    assert back(ann, provider, ann.submit("/login/sign-on")).status == 401
    signed.later(2 * FORGET_S)
    ann.get("/login")
    assert "Log out ann" in back(ann, provider, ann.submit("/login/sign-on")).read.said
