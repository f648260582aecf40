"""How many webhooks of text messages are checked in a second, beside Twilio's own library where it is installed.

    python bench/webhooks.py [--quick]

Each line is the best of three runs over the same requests, in one process; every check is of a request that is right.
"""

from __future__ import annotations

import hashlib
import hmac
import sys
import time
from collections.abc import Callable
from urllib.parse import urlencode

from privet.core.plain import Plain
from privet.core.sms import jwt, twilio
from privet.core.sms.asked import FORM, JSON, Asked, Keys
from privet.core.sms.providers import PROVIDERS

COUNT = 2_000 if "--quick" in sys.argv else 20_000
AT = 1_795_262_400
SECRET = "a-secret-of-forty-characters-0123456789ab"
KEYS = Keys("AC0123", Plain(SECRET), Plain(SECRET), Plain(SECRET))
URL = "https://privet.example.com/gateways/sms/lin_a/in"
SAID = {
    "MessageSid": "SM0123456789abcdef0123456789abcdef", "AccountSid": "AC0123456789abcdef0123456789abcdef",
    "From": "+12025550142", "To": "+12025550100", "Body": "My card is stuck, please call me", "NumMedia": "0",
    "FromCountry": "US", "ToCountry": "US", "SmsStatus": "received", "ApiVersion": "2010-04-01",
}  # fmt: skip


def rate(check: Callable[[], object]) -> float:
    """Checks a second, the best of three runs."""
    best = 0.0
    for _ in range(3):
        begun = time.perf_counter()
        for _ in range(COUNT):
            assert check() not in (None, False)
        best = max(best, COUNT / (time.perf_counter() - begun))
    return best


def main() -> None:
    """Print the table."""
    body = urlencode(SAID).encode()
    raw = b'{"message_uuid":"u1","to":"12025550100","from":"12025550142","text":"My card is stuck, please call me"}'
    hash_ = hashlib.sha256(raw).hexdigest()
    new = {"x-twilio-webhooks-signature-settings": "key=k,algorithm=HMAC_SHA256"}
    pairs = list(SAID.items())
    sign = SECRET.encode()
    requests = {
        ("twilio", "sha1"): Asked("POST", URL, FORM, {"x-twilio-signature": twilio.signature(sign, URL, pairs)}, body),
        ("twilio", "sha256"): Asked(
            "POST", URL, FORM, {"x-twilio-signature": twilio.signature(sign, URL, pairs, "sha256")} | new, body
        ),
        ("vonage", "jwt"): Asked("POST", URL, JSON, {"authorization": "Bearer " + jwt.signed(
            {"iat": AT, "jti": "j", "api_key": "AC0123", "payload_hash": hash_}, sign)}, raw),
        ("messagebird", "jwt"): Asked("POST", URL, JSON, {"messagebird-signature-jwt": jwt.signed(
            {"iss": "MessageBird", "nbf": AT, "exp": AT + 60, "jti": "j", "payload_hash": hash_,
             "url_hash": hashlib.sha256(URL.encode()).hexdigest()}, sign)}, raw),
        ("infobip", "hmac"): Asked("POST", URL, JSON, {
            "x-infobip-signature": hmac.new(sign, raw, "sha256").hexdigest()}, raw),
    }  # fmt: skip
    print("| check | a second |\n|---|---:|")
    for (name, scheme), asked in requests.items():
        provider = PROVIDERS[name]
        found = rate(lambda provider=provider, asked=asked, scheme=scheme: provider.proved(asked, KEYS, scheme, AT))
        print(f"| {name}, {scheme} | {found:,.0f} |")
    try:
        from twilio.request_validator import RequestValidator
    except ImportError:
        return
    library, given = RequestValidator(SECRET), requests["twilio", "sha1"].headers["x-twilio-signature"]
    print(f"| the library of Twilio's own, form parsed | {rate(lambda: library.validate(URL, SAID, given)):,.0f} |")


if __name__ == "__main__":
    main()
