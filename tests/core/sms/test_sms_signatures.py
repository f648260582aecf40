"""What proves a provider's webhook, held against the providers' own libraries."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import random
from typing import Any
from urllib.parse import urlencode

import jwt as pyjwt
import pytest
from messagebird.error import ValidationError
from messagebird.request_validator import RequestValidator as Bird
from twilio.request_validator import RequestValidator, get_signature_algorithm
from vonage_jwt.verify_jwt import verify_signature

from privet.core.plain import Plain
from privet.core.sms import jwt, twilio, vonage
from privet.core.sms.asked import FORM, JSON, Asked, Came, Keys, Written
from privet.core.sms.providers import PROVIDERS

AT = 1_795_262_400
KEYS = Keys("AC0123", Plain("token-of-the-account"), Plain("signing-secret-0123456789-0123456"), Plain("own" * 12))
SIGNS = KEYS.signs.expose().encode()
URL = "https://privet.example.com/gateways/sms/lin_a/in"
TWILIO, VONAGE, BIRD, INFOBIP = (PROVIDERS[name] for name in ("twilio", "vonage", "messagebird", "infobip"))
LETTERS = "abcXYZ019 &=+%/?#_-.:[]éжü\u4e2d\U0001f600\u00e0"


class Many(dict[str, Any]):
    """Parameters that may stand there twice, as web frameworks hand them to the library."""

    def getall(self, name: str) -> list[str]:
        return list(self[name])


def asked(
    method: str = "POST", url: str = URL, type: str = FORM, body: bytes = b"", **headers: str
) -> Asked:  # fmt: skip
    return Asked(method, url, type, {name.replace("_", "-"): one for name, one in headers.items()}, body)


def drawn(chance: random.Random) -> tuple[str, list[tuple[str, str]]]:
    """An address with or without port and query, and parameters of which some are there twice."""
    port = chance.choice(["", "", ":443", ":8443", ":80"])
    scheme = chance.choice(["https", "https", "http"])
    query = chance.choice(["", "", "?a=1", "?b=x%20y&a="])  # the library drops a bare "?"
    path = chance.choice(["", "/", "/in", "/a/b%2Fc"])
    pairs = []
    for _ in range(chance.randrange(9)):
        name = "".join(chance.choices(LETTERS, k=chance.randrange(1, 6)))
        for _ in range(chance.choice([1, 1, 1, 2, 3])):
            pairs.append((name, "".join(chance.choices(LETTERS, k=chance.randrange(9)))))
    chance.shuffle(pairs)
    return f"{scheme}://privet.example.com{port}{path}{query}", pairs


def test_three_thousand_random_requests_are_judged_as_by_twilios_own_library() -> None:
    chance, right = random.Random(8), 0
    for number in range(3000):
        url, pairs = drawn(chance)
        secret = "".join(chance.choices("0123456789abcdef", k=32))
        algorithm = chance.choice(["HMAC_SHA1", "HMAC_SHA256"])
        settings = "" if algorithm == "HMAC_SHA1" and number % 2 else f"key=webhooks_1,algorithm={algorithm}"
        many = Many()
        for name, value in pairs:
            many.setdefault(name, []).append(value)
        library = RequestValidator(secret)
        signed_url = chance.choice(twilio.spellings(url))
        signature = library.compute_signature(signed_url, many, algorithm)
        tampered = chance.randrange(4)
        if tampered == 1 and pairs:
            pairs = pairs[:-1]
            many = Many()
            for name, value in pairs:
                many.setdefault(name, []).append(value)
        elif tampered == 2:
            signature = signature[:-2] + chance.choice("ABab") + "="
        elif tampered == 3:
            url = url.replace("privet.", "other.")
        theirs = library.validate(url, many, signature, get_signature_algorithm(settings))
        one = asked(url=url, body=urlencode(pairs).encode(), x_twilio_signature=signature,
                    x_twilio_webhooks_signature_settings=settings)  # fmt: skip
        assert twilio.valid(secret.encode(), one) is theirs, (number, url, pairs)
        right += theirs
    assert 700 < right < 2400


def test_a_json_body_of_twilio_stands_for_itself_by_its_hash() -> None:
    body = '{"MessageSid": "SM1", "ж": 2}'
    url = f"{URL}?bodySHA256={hashlib.sha256(body.encode()).hexdigest()}"
    library = RequestValidator(KEYS.signs.expose())
    signature = library.compute_signature(url, {})
    one = asked(url=url, type=JSON, body=body.encode(), x_twilio_signature=signature)
    assert library.validate(url, body, signature)
    assert twilio.valid(SIGNS, one)
    other = asked(url=url, type=JSON, body=b"{}", x_twilio_signature=signature)
    assert not library.validate(url, "{}", signature)
    assert not twilio.valid(SIGNS, other)
    bare = asked(type=JSON, body=body.encode(), x_twilio_signature=library.compute_signature(URL, {}))
    assert not twilio.valid(SIGNS, bare)  # nothing in the signature says what the body is


def test_only_the_algorithm_that_was_agreed_on_is_taken() -> None:
    old = asked(body=b"a=1", x_twilio_signature=twilio.signature(SIGNS, URL, [("a", "1")]))
    assert TWILIO.proved(old, KEYS, "sha1", AT) == ""
    assert TWILIO.proved(old, KEYS, "sha256", AT) is None
    new = asked(
        body=b"a=1",
        x_twilio_signature=twilio.signature(SIGNS, URL, [("a", "1")], "sha256"),
        x_twilio_webhooks_signature_settings="key=k, algorithm=HMAC_SHA256",
    )
    assert TWILIO.proved(new, KEYS, "sha256", AT) == ""
    assert TWILIO.proved(new, KEYS, "sha1", AT) is None
    unknown = asked(body=b"a=1", x_twilio_webhooks_signature_settings="algorithm=HMAC_MD5")
    assert TWILIO.proved(unknown, KEYS, "sha1", AT) is None
    assert not twilio.valid(SIGNS, unknown)
    assert twilio.spellings("not an address") == ("not an address",)


@pytest.mark.parametrize("scheme", ["sha1", "sha256"])
def test_what_goes_on_is_right_for_twilios_own_library(scheme) -> None:
    written = TWILIO.written(Came("SM1", "+1", "+2", "x", {"MessageSid": "SM1"}), "+1", "+99900000000001", "hé [A_1]")
    headers = TWILIO.signed(URL, written, KEYS, scheme, AT, "pst_1")
    form = dict(Asked("POST", URL, FORM, {}, written.body).form)
    algorithm = get_signature_algorithm(headers.get("X-Twilio-Webhooks-Signature-Settings"))
    library = RequestValidator(KEYS.own.expose())
    assert library.validate(URL, form, headers["X-Twilio-Signature"], algorithm)
    assert not library.validate(URL, {**form, "Body": "y"}, headers["X-Twilio-Signature"], algorithm)


def token(secret: bytes = SIGNS, algorithm: str = "HS256", **claims: Any) -> str:
    return pyjwt.encode(claims, secret, algorithm)


def of_vonage(body: bytes, **changed: Any) -> Asked:
    secret = changed.pop("secret", SIGNS)
    algorithm = changed.pop("algorithm", "HS256")
    claims = {"iat": AT, "jti": "j1", "api_key": "AC0123", "payload_hash": hashlib.sha256(body).hexdigest()} | changed
    made = token(secret, algorithm, **{name: one for name, one in claims.items() if one is not None})
    return asked(type=JSON, body=body, authorization=f"Bearer {made}")


def test_vonages_token_proves_signature_body_account_and_time() -> None:
    body = b'{"text": "hello"}'
    assert VONAGE.proved(of_vonage(body), KEYS, "jwt", AT) == "j1"
    for changed in (
        {"secret": b"another-secret-another-secret-12"}, {"algorithm": "HS512", "secret": 2 * SIGNS}, {"iat": AT - 301},
        {"iat": AT + 301}, {"iat": None}, {"iat": True}, {"iat": "now"}, {"jti": None}, {"jti": ""}, {"jti": 7},
        {"payload_hash": None}, {"payload_hash": hashlib.sha256(b"x").hexdigest()}, {"api_key": "AC0124"},
        {"api_key": None},
    ):  # fmt: skip
        assert VONAGE.proved(of_vonage(body, **changed), KEYS, "jwt", AT) is None, changed
    right = of_vonage(body)
    # Another body under the same token: the library of the provider's own looks at the signature alone.
    bearer = right.headers["authorization"]
    assert verify_signature(bearer.removeprefix("Bearer "), KEYS.signs.expose())
    assert VONAGE.proved(asked(type=JSON, body=b"{}", authorization=bearer), KEYS, "jwt", AT) is None
    for header in ("", "Basic x", bearer.removeprefix("Bearer "), bearer + "x", bearer[:-9]):
        assert VONAGE.proved(asked(type=JSON, body=body, authorization=header), KEYS, "jwt", AT) is None


def test_what_goes_on_is_right_for_vonages_own_library() -> None:
    headers = VONAGE.signed(URL, Written(JSON, b"{}"), KEYS, "sig-md5hash", AT, "pst_1")
    made = headers["Authorization"].removeprefix("Bearer ")
    assert verify_signature(made, KEYS.own.expose())
    assert not verify_signature(made, KEYS.signs.expose() + "x")
    claims = pyjwt.decode(made, KEYS.own.expose(), ["HS256"], options={"verify_iat": False})
    assert claims["payload_hash"] == hashlib.sha256(b"{}").hexdigest()


@pytest.mark.parametrize("algorithm", ["HS256", "HS384", "HS512"])
def test_tokens_are_read_as_another_library_writes_them(algorithm) -> None:
    secret = 2 * SIGNS
    made = token(secret, algorithm, a=1)
    every = frozenset(jwt.HASHES)
    assert jwt.claims(made, secret, every) == {"a": 1}
    assert jwt.claims(made, secret, every - {algorithm}) is None
    assert jwt.claims(made, SIGNS, every) is None
    head, body, signature = made.split(".")
    for wrong in (
        f"{head}.{body}.", f"{head}.{body}", f"{head}.{body}x.{signature}", f"!.{body}.{signature}",
        f"{head}é.{body}.{signature}", made + "a" * 8192, f"{head}.{body}.{signature}.x",
    ):  # fmt: skip
        assert jwt.claims(wrong, secret, every) is None, wrong[:99]
    assert pyjwt.decode(jwt.signed({"a": 1}, SIGNS), SIGNS, ["HS256"]) == {"a": 1}


def test_no_token_chooses_to_be_unsigned_or_is_no_object() -> None:
    every = frozenset(jwt.HASHES)
    unsigned = pyjwt.encode({"a": 1}, None, "none")
    assert jwt.claims(unsigned, b"", every) is None
    for head, body in (
        (b'{"alg":["HS256"]}', b"{}"), (b'{"alg":"HS256","crit":["x"]}', b"{}"), (b'"HS256"', b"{}"),
        (b'{"alg":"HS256"}', b"[1]"),
    ):  # fmt: skip
        parts = b".".join(base64.urlsafe_b64encode(one).rstrip(b"=") for one in (head, body))
        signature = base64.urlsafe_b64encode(hmac.digest(SIGNS, parts, "sha256")).rstrip(b"=")
        assert jwt.claims((parts + b"." + signature).decode(), SIGNS, every) is None, head


OLD = {"msisdn": "12025550142", "to": "12025550100", "messageId": "0A", "text": "a&b=c", "timestamp": str(AT)}


@pytest.mark.parametrize("scheme", [one for one in VONAGE.schemes if one != "jwt"])
@pytest.mark.parametrize("type", [FORM, JSON, ""])
def test_vonages_older_signature_counts_every_parameter(scheme, type) -> None:
    secret = KEYS.signs.expose()

    def made(said: dict[str, str]) -> Asked:
        if type == "":
            return asked("GET", f"{URL}?{urlencode(said)}", "")
        body = urlencode(said) if type == FORM else json.dumps(said)
        return asked(type=type, body=body.encode())

    signed = OLD | {"sig": vonage.sig(secret, OLD, scheme)}
    assert VONAGE.proved(made(signed), KEYS, scheme, AT) == signed["sig"]
    assert VONAGE.proved(made(signed | {"sig": signed["sig"].swapcase()}), KEYS, scheme, AT)
    for wrong in (signed | {"text": "d"}, signed | {"more": "x"}, OLD, OLD | {"sig": "0"}):
        assert VONAGE.proved(made(wrong), KEYS, scheme, AT) is None
    assert VONAGE.proved(made(signed), KEYS, scheme, AT + 301) is None
    late = {name: one for name, one in OLD.items() if name != "timestamp"}
    assert VONAGE.proved(made(late | {"sig": vonage.sig(secret, late, scheme)}), KEYS, scheme, AT) is None


def test_vonages_older_signature_is_the_one_that_is_published() -> None:
    """The worked example of developer.vonage.com, "Signing messages": MD5 over the sorted parameters and the secret."""
    said = {"api_key": "API_KEY_A", "from": "ABC", "text": "a & b = c", "timestamp": "1461605396", "to": "447"}
    text = "&api_key=API_KEY_A&from=ABC&text=a _ b _ c&timestamp=1461605396&to=447"
    assert vonage.sig("S", said, "sig-md5hash") == hashlib.md5(f"{text}S".encode()).hexdigest()
    assert vonage.sig("S", said, "sig-sha256") == hmac.new(b"S", text.encode(), "sha256").hexdigest().upper()


def of_bird(body: bytes, url: str = URL, **changed: Any) -> str:
    secret = changed.pop("secret", SIGNS)
    claims = {
        "iss": "MessageBird", "nbf": AT, "exp": AT + 60, "jti": "j1",
        "url_hash": hashlib.sha256(url.encode()).hexdigest(),
        "payload_hash": hashlib.sha256(body).hexdigest() if body else None,
    } | changed  # fmt: skip
    return token(secret, **{name: one for name, one in claims.items() if one is not None})


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """The library's clock stands still."""
    import datetime as real

    import jwt.api_jwt as theirs

    class Still(real.datetime):
        @classmethod
        def now(cls, tz: Any = None) -> Any:
            return real.datetime.fromtimestamp(AT, tz)

    monkeypatch.setattr(theirs, "datetime", Still)


WRONG_OF_BIRD: tuple[dict[str, Any], ...] = (
    {"secret": b"another-secret-another-secret-12"}, {"iss": "Twilio"}, {"nbf": AT + 5}, {"exp": AT - 5},
    {"nbf": None}, {"exp": None}, {"url_hash": hashlib.sha256(b"x").hexdigest()},
    {"payload_hash": hashlib.sha256(b"x").hexdigest()}, {"payload_hash": None},
)  # fmt: skip


def test_messagebirds_token_is_judged_as_by_its_own_library(clock) -> None:
    library = Bird(KEYS.signs.expose())
    for body in (b'{"body": "hello"}', b""):
        right = of_bird(body)
        assert library.validate_signature(right, URL, body)["jti"] == "j1"
        assert BIRD.proved(asked(body=body, messagebird_signature_jwt=right), KEYS, "jwt", AT) == "j1"
        for changed in WRONG_OF_BIRD:
            if changed == {"payload_hash": None} and not body:
                continue
            wrong = of_bird(body, **changed)
            with pytest.raises(ValidationError):
                library.validate_signature(wrong, URL, body)
            assert BIRD.proved(asked(body=body, messagebird_signature_jwt=wrong), KEYS, "jwt", AT) is None, changed
    # Stricter than the library: what cannot be told from a replay, and what holds for ever, is refused.
    for changed in ({"jti": None}, {"jti": ""}, {"exp": AT + 9999}, {"url_hash": None}):
        wrong = of_bird(b"x", **changed)
        assert BIRD.proved(asked(body=b"x", messagebird_signature_jwt=wrong), KEYS, "jwt", AT) is None
    assert BIRD.proved(asked(), KEYS, "jwt", AT) is None


def test_what_goes_on_is_right_for_messagebirds_own_library(clock) -> None:
    library = Bird(KEYS.own.expose())
    for written in (Written(JSON, b'{"a": 1}'), Written("", b"", "id=1")):
        url = URL + ("?" + written.query if written.query else "")
        headers = BIRD.signed(url, written, KEYS, "jwt", AT, "pst_1")
        made = headers["MessageBird-Signature-JWT"]
        assert library.validate_signature(made, url, written.body)["jti"] == "pst_1"
        with pytest.raises(ValidationError):
            library.validate_signature(made, url, written.body + b"x")


def test_infobip_proves_itself_as_the_company_set_it() -> None:
    body = b'{"results": []}'
    digest = hmac.new(SIGNS, body, hashlib.sha256)
    for given in (
        digest.hexdigest(), "sha256=" + digest.hexdigest().upper(), base64.b64encode(digest.digest()).decode()
    ):  # fmt: skip
        assert INFOBIP.proved(asked(body=body, x_infobip_signature=given), KEYS, "hmac", AT) == ""
        assert INFOBIP.proved(asked(body=body + b" ", x_infobip_signature=given), KEYS, "hmac", AT) is None
    assert INFOBIP.proved(asked(body=body), KEYS, "hmac", AT) is None
    pair = Keys("a", Plain("s"), Plain("user:word"), Plain("own"))
    right = "Basic " + base64.b64encode(b"user:word").decode()
    assert INFOBIP.proved(asked(authorization=right), pair, "basic", AT) == ""
    assert INFOBIP.proved(asked(authorization=right + "="), pair, "basic", AT) is None
    assert INFOBIP.signed(URL, Written(JSON, body), KEYS, "hmac", AT, "p") == {
        "X-Infobip-Signature": hmac.new(KEYS.own.expose().encode(), body, hashlib.sha256).hexdigest()
    }
    basic = INFOBIP.signed(URL, Written(JSON, body), KEYS, "basic", AT, "p")["Authorization"]
    assert base64.b64decode(basic.removeprefix("Basic ")) == b"AC0123:" + KEYS.own.expose().encode()
