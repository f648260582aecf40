"""Three thousand random webhooks of Vonage and of MessageBird, each judged by the provider's library and by Privet."""

from __future__ import annotations

import base64
import datetime
import hashlib
import json
import random
from typing import Any

import jwt.api_jwt
import pytest
from jwt import encode
from messagebird.error import ValidationError
from messagebird.request_validator import RequestValidator
from twilio.request_validator import RequestValidator as TwilioValidator
from vonage_jwt.errors import VonageVerifyJwtError
from vonage_jwt.verify_jwt import verify_signature

from privet.core.plain import Plain
from privet.core.sms import jwt as ours
from privet.core.sms import twilio
from privet.core.sms.asked import FORM, JSON, Asked, Keys
from privet.core.sms.providers import PROVIDERS

AT = 1_795_262_400
URL = "https://privet.example.com/gateways/sms/lin_a/in"
VONAGE, BIRD = PROVIDERS["vonage"], PROVIDERS["messagebird"]
BYTES = 'abcXYZ019 {}":,é\u4e2d\U0001f600'


@pytest.fixture
def still(monkeypatch: pytest.MonkeyPatch) -> None:
    """The libraries' clock stands still."""

    class Still(datetime.datetime):
        @classmethod
        def now(cls, tz: Any = None) -> Any:
            return datetime.datetime.fromtimestamp(AT, tz)

    monkeypatch.setattr(jwt.api_jwt, "datetime", Still)


def _hash(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()


def _text(chance: random.Random) -> bytes:
    return "".join(chance.choices(BYTES, k=chance.randrange(40))).encode()


def _other(chance: random.Random, token: str) -> str:
    """A token of which one byte is another, in its head, its claims or its signature."""
    parts = token.split(".")
    number = chance.randrange(3)
    raw = bytearray(base64.urlsafe_b64decode(parts[number] + "=" * (-len(parts[number]) % 4)))
    raw[chance.randrange(len(raw))] ^= 1 << chance.randrange(8)
    parts[number] = base64.urlsafe_b64encode(bytes(raw)).rstrip(b"=").decode()
    return ".".join(parts)


def _unsigned(claims: dict[str, Any], head: dict[str, Any]) -> str:
    each = (json.dumps(one).encode() for one in (head, claims))
    return ".".join([*(base64.urlsafe_b64encode(one).rstrip(b"=").decode() for one in each), ""])


@pytest.mark.filterwarnings("ignore::jwt.warnings.InsecureKeyLengthWarning")
def test_vonages_signature_is_judged_as_by_its_own_library_and_the_body_besides(still) -> None:
    """The library looks at the signature alone; a body that the token does not name is refused by Privet besides."""
    chance, right, taken = random.Random(81), 0, 0
    for number in range(3000):
        secret = "".join(chance.choices("0123456789abcdefXYZ", k=chance.choice([32, 40, 64])))
        body = _text(chance)
        claims = {"iat": AT - chance.randrange(300), "jti": f"j{number}", "api_key": "a1", "payload_hash": _hash(body)}
        algorithm = chance.choice(["HS256"] * 6 + ["HS384", "HS512"])
        token = encode(claims, secret, algorithm, {"kid": "x"} if number % 3 == 0 else None)
        how = chance.randrange(8)
        if how == 0:
            token = _other(chance, token)
        elif how == 1:
            token = _unsigned(claims, {"alg": chance.choice(["none", "None", "HS256", "RS256"]), "typ": "JWT"})
        elif how == 2:
            token = chance.choice(["", token[:-7], token + ".x", token.replace(".", ""), "a.b.c"])
        judged = f"{secret}x" if how == 3 else secret
        try:
            theirs = verify_signature(token, judged)
        except VonageVerifyJwtError:
            theirs = False
        assert (ours.claims(token, judged.encode(), frozenset({"HS256"})) is not None) is theirs, (number, how)
        other = how == 4
        keys = Keys("a1", Plain("x"), Plain(judged), Plain("y"))
        given = Asked("POST", URL, JSON, {"authorization": f"Bearer {token}"}, body + b"!" if other else body)
        assert (VONAGE.proved(given, keys, "jwt", AT) is not None) is (theirs and not other), (number, how)
        right += theirs
        taken += theirs and not other
    assert 700 < taken < right < 2400


@pytest.mark.filterwarnings("ignore::jwt.warnings.InsecureKeyLengthWarning")
def test_messagebirds_requests_are_judged_as_by_its_own_library(still) -> None:
    chance, right = random.Random(82), 0
    for number in range(3000):
        secret = "".join(chance.choices("0123456789abcdefXYZ", k=chance.choice([32, 40, 64])))
        body = _text(chance) if chance.randrange(3) else b""
        url = URL + chance.choice(["", "?a=1", "?status=delivered&id=%C3%A9"])
        first = AT + chance.choice([-30, -1, 0, 1, 2, 60, -400])
        claims = {
            "iss": chance.choice(["MessageBird"] * 9 + ["Bird"]), "nbf": first, "exp": first + chance.choice([1, 60]),
            "jti": f"j{number}", "url_hash": _hash(url.encode()),
        }  # fmt: skip
        if body or not chance.randrange(12):
            claims["payload_hash"] = _hash(body)
        how = chance.randrange(10)
        if how == 0:
            claims.pop(chance.choice(["iss", "nbf", "exp", "payload_hash"]), None)
        token = encode(claims, secret, chance.choice(["HS256", "HS384", "HS512"]))
        if how == 1:
            token = _other(chance, token)
        elif how == 2:
            token = _unsigned(claims, {"alg": chance.choice(["none", "HS256"]), "typ": "JWT"})
        elif how == 3:
            body += b"!"
        elif how == 4:
            url += "&more" if "?" in url else "?more"
        try:
            theirs = bool(RequestValidator(secret).validate_signature(token, url, body))
        except ValidationError:
            theirs = False
        keys = Keys("a1", Plain("x"), Plain(secret), Plain("y"))
        given = Asked("POST" if body else "GET", url, JSON, {"messagebird-signature-jwt": token}, body)
        assert (BIRD.proved(given, keys, "jwt", AT) is not None) is theirs, (number, how, claims)
        right += theirs
    assert 600 < right < 2400


def test_twilios_duplicates_form_a_set_and_the_address_counts_with_and_without_its_port() -> None:
    library = TwilioValidator("token")
    many = {"a": ["2", "1", "2"], "b": ["x"]}

    class Many(dict[str, Any]):
        def getall(self, name: str) -> list[str]:
            return many[name]

    form = "b=x&a=2&a=1&a=2"
    for signed in (URL, URL.replace(".com/", ".com:443/")):
        signature = library.compute_signature(signed, Many(many))
        for asked in (URL, URL.replace(".com/", ".com:443/")):
            for body, right in ((form, True), ("a=1&a=2&b=x", True), ("a=2&b=x", False)):
                given = Asked("POST", asked, FORM, {"x-twilio-signature": signature}, body.encode())
                assert twilio.valid(b"token", given) is right, (signed, asked, body)
    other = library.compute_signature(URL.replace(".com/", ".com:8443/"), Many(many))
    assert not twilio.valid(b"token", Asked("POST", URL, FORM, {"x-twilio-signature": other}, form.encode()))
