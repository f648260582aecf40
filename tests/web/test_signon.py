"""The company's own log-in, against a provider that answers over HTTP and signs by `cryptography` alone."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa

from privet.acts import enrol, invite, login, session, sso
from privet.acts.session import Whence
from privet.config import Sso
from privet.core import secret
from privet.core.decision import LOCAL
from privet.core.plain import Plain
from privet.errors import BadInput, ChannelError, NotProved
from privet.plugins.client import Client
from privet.web.signon import SignOn
from privet.web.turns import Turns
from provider import BACK, Provider

COOKIE = "a cookie of this browser"


@dataclass
class Browser:
    """Somebody with a browser, Privet's side of the log-in, and the provider."""

    installation: Any
    provider: Provider
    file: Path
    at: float = 0.0

    def go(self, there: str = sso.LOG_IN, cookie: str = COOKIE, times: int = 1, **changed: Any) -> bytes:
        """There and back; what comes of it."""

        async def trip() -> bytes:
            turns, client = Turns(self.installation.app), Client()
            settings = Sso(self.provider.url, "privet", str(self.file))
            sign = SignOn(turns, settings, client, BACK, lambda: self.at)
            try:
                for _ in range(times):
                    code, state = self.provider.visit(await sign.away(self.installation.tenant, there, COOKIE))
                    given = {"use": there, "bound": cookie, "state": state, "code": code} | changed
                    found = await sign.back(self.installation.tenant, **given)
                return found
            finally:
                await client.close()
                turns.end()

        return asyncio.run(trip())


@pytest.fixture
def browser(installation: Any, provider: Provider, tmp_path: Path) -> Browser:
    file = tmp_path / "secret"
    file.write_text("a secret: with colon\n")
    file.chmod(0o600)
    return Browser(installation, provider, file)


@pytest.mark.parametrize("kid", ["rsa", "ec"])
def test_invited_enrolled_and_logged_in(browser: Browser, provider: Provider, installation: Any, kid: str) -> None:
    provider.kid = kid
    app, tenant = installation.app, installation.tenant
    made = invite.invite(app, tenant, "ann", ("agent",), LOCAL)
    digest = secret.digest(made.secret.expose())
    enrol.with_sso(app, tenant, digest, browser.go(sso.ENROL), Whence())
    opened = login.by_sso(app, tenant, browser.go(), Whence())
    entered = session.enter(app, tenant, secret.digest(opened.secret.expose()))
    assert (entered.actor.name, entered.factor) == ("ann", "sso")
    again = login.by_sso(app, tenant, browser.go(sso.AGAIN), Whence(), entered)
    assert again.id == opened.id


def test_whom_nobody_invited_stays_out(browser: Browser, installation: Any) -> None:
    """The provider says who somebody is; that lets nobody in."""
    with pytest.raises(NotProved, match="nobody is enrolled"):
        login.by_sso(installation.app, installation.tenant, browser.go(), Whence())


def test_two_people_are_two(browser: Browser, provider: Provider) -> None:
    first = browser.go()
    provider.sub = "ben-at-the-company"
    assert browser.go() != first


WRONG: dict[str, dict[str, Any]] = {
    "another issuer": {"iss": "https://evil.example.com"},
    "for another client": {"aud": "somebody"},
    "for another client among several": {"aud": ["somebody", "else"]},
    "for several, given to another": {"aud": ["privet", "somebody"], "azp": "somebody"},
    "for several, given to nobody": {"aud": ["privet", "somebody"]},
    "no audience": {"aud": None},
    "another nonce": {"nonce": "A" * 43},
    "no nonce": {"nonce": None},
    "a nonce that is a number": {"nonce": 7},
    "one factor": {"amr": ["pwd"]},
    "no factor named": {"amr": None},
    "factors that are no list": {"amr": "mfa"},
    "a weak level": {"amr": None, "acr": "0"},
    "nobody": {"sub": None},
    "an empty name": {"sub": ""},
    "no end": {"exp": None},
    "an end that is no number": {"exp": True},
}


@pytest.mark.parametrize("claims", WRONG.values(), ids=WRONG.keys())
def test_a_token_that_says_something_else_is_refused(browser: Browser, provider: Provider, claims: Any) -> None:
    provider.claims = claims
    with pytest.raises(NotProved):
        browser.go()


RIGHT = [
    {"aud": ["privet"]},
    {"aud": ["privet", "x"], "azp": "privet"},
    {"amr": None, "acr": "phr"},
    {"amr": [7, "mfa"]},
]


@pytest.mark.parametrize("claims", RIGHT)
def test_a_token_may_say_it_so(browser: Browser, provider: Provider, claims: Any) -> None:
    provider.claims = claims
    browser.go()


def test_tokens_have_their_time(browser: Browser, provider: Provider, installation: Any) -> None:
    now = installation.clock.at // 1000
    for claims, use, right in (
        ({"exp": now - 59}, sso.LOG_IN, True), ({"exp": now - 60}, sso.LOG_IN, False),
        ({"iat": now + 60}, sso.LOG_IN, True), ({"iat": now + 61}, sso.LOG_IN, False),
        ({"auth_time": None}, sso.LOG_IN, True), ({"auth_time": None}, sso.AGAIN, False),
        ({"auth_time": now - 300}, sso.AGAIN, True), ({"auth_time": now - 301}, sso.AGAIN, False),
        ({"auth_time": now + 61}, sso.AGAIN, False),
    ):  # fmt: skip
        provider.claims = claims
        if right:
            browser.go(use)
        else:
            with pytest.raises(NotProved):
                browser.go(use)


def test_a_proof_again_is_asked_for_anew(browser: Browser, provider: Provider) -> None:
    seen: list[str] = []
    real = provider.visit
    provider.visit = lambda url: (seen.append(url), real(url))[1]  # type: ignore[method-assign]
    browser.go()
    browser.go(sso.AGAIN)
    assert ["prompt=login" in one and "max_age=0" in one for one in seen] == [False, True]


@pytest.mark.parametrize("header", [{"alg": "none"}, {"alg": "HS256"}, {"alg": "RS1"}, {"kid": "nobody's"}])
def test_a_token_signed_otherwise_is_refused(browser: Browser, provider: Provider, header: dict[str, str]) -> None:
    provider.header = header
    with pytest.raises(NotProved):
        browser.go()


def test_a_token_signed_by_somebody_else_is_refused(browser: Browser, provider: Provider) -> None:
    provider.signed_by = rsa.generate_private_key(65537, 2048)
    with pytest.raises(NotProved):
        browser.go()


def test_the_way_back_is_the_same_browsers_and_taken_once(browser: Browser) -> None:
    with pytest.raises(NotProved):
        browser.go(cookie="of another browser")
    with pytest.raises(NotProved):
        browser.go(state="A" * 54)
    with pytest.raises(NotProved):
        browser.go(state="\u00e9")
    with pytest.raises(NotProved):
        browser.go(use=sso.ENROL)


def test_a_state_is_taken_once(browser: Browser, provider: Provider, installation: Any) -> None:
    seen: list[str] = []
    real = provider.visit
    provider.visit = lambda url: (seen.append(real(url)[1]), real(url))[1]  # type: ignore[method-assign]
    browser.go()
    with pytest.raises(NotProved):
        browser.go(state=seen[0])


def test_keys_are_asked_for_again_once_they_are_others(browser: Browser, provider: Provider) -> None:
    provider.published = ["ec"]
    turned = iter([["ec"], ["rsa", "ec"]])
    real = provider.answer

    def turning(path: str, body: str, authorization: str) -> Any:
        if path == "/keys":
            provider.published = next(turned)
        return real(path, body, authorization)

    provider.answer = turning  # type: ignore[method-assign]
    browser.go()
    assert provider.asked.count("/keys") == 2


def test_what_the_provider_says_of_itself_is_kept_for_an_hour(browser: Browser, provider: Provider) -> None:
    browser.go(times=3)
    assert provider.asked.count("/keys") == 1


@pytest.mark.parametrize("said", [{"issuer": "https://evil.example.com"}, {"token_endpoint": None}])
def test_a_provider_that_is_another_is_refused(browser: Browser, provider: Provider, said: dict[str, Any]) -> None:
    provider.described = said
    with pytest.raises(ChannelError):
        browser.go()


def test_a_provider_that_fails_is_told_of(browser: Browser, provider: Provider) -> None:
    provider.status = 500
    with pytest.raises(ChannelError):
        browser.go()


@pytest.mark.parametrize("body", [b"[]", b"{", b"[" * 100_000])
def test_an_answer_that_is_no_json_object_is_refused(body: bytes) -> None:
    from privet.core import oidc
    from privet.core.exchange import Answer

    with pytest.raises(ChannelError):
        oidc.read_provider("https://login.example.com", Answer(200, "application/json", "utf-8", body))


def test_the_secret_is_a_file_of_its_owners(browser: Browser, tmp_path: Path) -> None:
    browser.file.chmod(0o644)
    with pytest.raises(BadInput, match="others"):
        browser.go()
    browser.file = tmp_path / "no such file"
    with pytest.raises(BadInput, match="no file"):
        browser.go()


def test_an_address_with_a_query_keeps_it(browser: Browser, provider: Provider) -> None:
    provider.described = {"authorization_endpoint": f"{provider.url}/authorize?tenant=shop"}
    seen: list[str] = []
    real = provider.visit
    provider.visit = lambda url: (seen.append(url), real(url))[1]  # type: ignore[method-assign]
    browser.go()
    assert "?tenant=shop&response_type=code" in seen[0]
    assert Plain
