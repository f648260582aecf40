"""A provider of log-ins (OpenID Connect) for tests: it answers over HTTP and signs by `cryptography` alone."""

from __future__ import annotations

import base64
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

from softkey import b64

RSA = rsa.generate_private_key(65537, 2048)
CURVE = ec.generate_private_key(ec.SECP256R1())
BACK = "http://localhost:8080/sign-on"


def number(value: int, size: int) -> str:
    return b64(value.to_bytes(size, "big"))


@dataclass
class Provider:
    """A provider of log-ins with one user, and everything that it can be told to do wrong."""

    clock: Any
    server: ThreadingHTTPServer
    sub: str = "ann-at-the-company"
    claims: dict[str, Any] = field(default_factory=dict)
    kid: str = "rsa"
    signed_by: Any = None
    header: dict[str, Any] = field(default_factory=dict)
    described: dict[str, Any] = field(default_factory=dict)
    status: int = 200
    published: list[str] = field(default_factory=lambda: ["rsa", "ec"])
    asked: list[str] = field(default_factory=list)
    codes: dict[str, dict[str, str]] = field(default_factory=dict)

    @property
    def url(self) -> str:
        return f"http://localhost:{self.server.server_port}"

    def visit(self, url: str) -> tuple[str, str]:
        """What a browser does there: it logs in and is sent back with a code; code and state."""
        given = {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}
        assert given["response_type"] == "code"
        assert given["scope"] == "openid"
        assert given["redirect_uri"] == BACK
        assert given["code_challenge_method"] == "S256"
        code = f"code-{len(self.codes)}"
        self.codes[code] = given
        return code, given["state"]

    def answer(self, path: str, body: str, authorization: str) -> Any:
        self.asked.append(path)
        if path == "/.well-known/openid-configuration":
            base = {"issuer": self.url, "authorization_endpoint": f"{self.url}/authorize",
                    "token_endpoint": f"{self.url}/token", "jwks_uri": f"{self.url}/keys"}  # fmt: skip
            return base | self.described
        if path == "/keys":
            return {"keys": [one for one in self.keys() if one["kid"] in self.published]}
        return self.token({name: values[0] for name, values in parse_qs(body).items()}, authorization)

    def keys(self) -> list[dict[str, str]]:
        one, two = RSA.public_key().public_numbers(), CURVE.public_key().public_numbers()
        return [
            {"kty": "RSA", "kid": "rsa", "n": number(one.n, 256), "e": number(one.e, 3)},
            {"kty": "EC", "kid": "ec", "crv": "P-256", "x": number(two.x, 32), "y": number(two.y, 32)},
        ]

    def token(self, given: dict[str, str], authorization: str) -> Any:
        if given["code"] not in self.codes:
            return {"error": "invalid_grant"}  # RFC 6749 §5.2
        asked = self.codes.pop(given["code"])  # a code is taken once
        name, _, password = base64.b64decode(authorization.removeprefix("Basic ")).decode().partition(":")
        assert (unquote(name), unquote(password)) == ("privet", "a secret: with colon")
        verifier = given["code_verifier"]
        assert 43 <= len(verifier) <= 128
        assert b64(sha256(verifier.encode()).digest()) == asked["code_challenge"]
        assert given["redirect_uri"] == asked["redirect_uri"]
        now = self.clock.at // 1000
        claims = {"iss": self.url, "aud": "privet", "sub": self.sub, "iat": now, "exp": now + 300,
                  "nonce": asked["nonce"], "amr": ["pwd", "mfa"], "auth_time": now} | self.claims  # fmt: skip
        claims = {name: value for name, value in claims.items() if value is not None}
        return {"access_token": "unused", "token_type": "Bearer", "id_token": self.signed(claims)}

    def signed(self, claims: dict[str, Any]) -> str:
        head = {"alg": {"rsa": "RS256", "ec": "ES256"}.get(self.kid, "RS256"), "kid": self.kid, "typ": "JWT"}
        parts = [b64(json.dumps(one).encode()) for one in (head | self.header, claims)]
        data = ".".join(parts).encode()
        if self.kid == "ec":
            r, s = decode_dss_signature(CURVE.sign(data, ec.ECDSA(hashes.SHA256())))
            signature = r.to_bytes(32, "big") + s.to_bytes(32, "big")
        else:
            signature = (self.signed_by or RSA).sign(data, padding.PKCS1v15(), hashes.SHA256())
        return ".".join([*parts, b64(signature)])


@contextmanager
def serving(clock: Any) -> Iterator[Provider]:
    """A provider on a free port of loopback; `clock` is what its tokens are dated by."""

    class Asked(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length", 0))).decode()
            said = json.dumps(one.answer(self.path, body, self.headers.get("authorization", ""))).encode()
            self.send_response(one.status)
            self.send_header("content-type", "application/json")
            self.send_header("content-length", str(len(said)))
            self.end_headers()
            self.wfile.write(said)

        do_POST = do_GET

        def log_message(self, *given: object) -> None:
            pass

    server = ThreadingHTTPServer(("localhost", 0), Asked)
    one = Provider(clock, server)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield one
    server.shutdown()
    server.server_close()
