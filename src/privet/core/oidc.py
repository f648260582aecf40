"""The company's own log-in by OpenID Connect Core 1.0: what is asked of its provider, and whether the answer is right.

Authorisation code with PKCE (RFC 7636, S256), `state` and `nonce`; of the token, signature, issuer, audience, times and
nonce are checked (§3.1.3.7), and that it says by `amr` or `acr` (RFC 8176) that a second factor was asked for. Who may
come in is not the provider's to say: an invitation is.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, TypeGuard

from privet.core.exchange import Answer, Request
from privet.core.plain import Plain
from privet.errors import ChannelError, NotProved

DISCOVERY = "/.well-known/openid-configuration"
MOST = 256 << 10
"""Bytes of an answer of the provider."""

ALGORITHMS = ("RS256", "PS256", "ES256", "EdDSA", "Ed25519")
SKEW_S, FRESH_S = 60, 300
"""How far clocks may be apart; how long ago the provider may have asked for the factors, where it is asked to again."""

WRONG = "the company's log-in did not say what it must"
HINT = "try again; if it stays so, `privet doctor` and whoever looks after the company's log-in can tell more"


@dataclass(frozen=True, slots=True)
class Provider:
    """What a provider says of itself (OpenID Connect Discovery 1.0)."""

    issuer: str
    authorize: str
    token: str
    keys: str
    end: str = ""
    """Where browsers log out (RP-Initiated Logout 1.0), if it says so."""


@dataclass(frozen=True, slots=True, repr=False)
class Client:
    """What Privet is to the provider: its id and secret there, and the address that answers come back to."""

    id: str
    secret: Plain
    back: str


def discovery(issuer: str) -> Request:
    """What to ask a provider for."""
    return Request("GET", issuer.rstrip("/") + DISCOVERY, {"accept": "application/json"})


def read_provider(issuer: str, answer: Answer) -> Provider:
    """What a provider says of itself. ChannelError where it is not this issuer, or names no addresses."""
    said = document(answer)
    found = [said.get(name) for name in ("authorization_endpoint", "token_endpoint", "jwks_uri")]
    if said.get("issuer") != issuer or not all(isinstance(one, str) for one in found):
        raise ChannelError("the company's log-in does not describe itself as sso.issuer says", retry=False)
    end = said.get("end_session_endpoint")
    return Provider(issuer, *(str(one) for one in [*found, end if isinstance(end, str) else ""]))


def away(provider: Provider, client: Client, key: bytes, state: bytes, *, again: bool) -> str:
    """Where the browser is sent. With `again`, the provider is to ask for the factors anew."""
    asked = {
        "response_type": "code", "client_id": client.id, "redirect_uri": client.back, "scope": "openid",
        "state": shown(state), "nonce": _derived(key, b"nonce", state),
        "code_challenge": shown(hashlib.sha256(_derived(key, b"verifier", state).encode("ascii")).digest()),
        "code_challenge_method": "S256",
    }  # fmt: skip
    if again:
        asked |= {"prompt": "login", "max_age": "0"}
    return f"{provider.authorize}{'&' if '?' in provider.authorize else '?'}{form(asked)}"


def exchange(provider: Provider, client: Client, key: bytes, state: bytes, code: str) -> Request:
    """The code, to be exchanged for a token (§3.1.3.1), with the secret as RFC 6749 §2.3.1 wants it."""
    who = f"{_quoted(client.id)}:{_quoted(client.secret.expose())}"
    body = {
        "grant_type": "authorization_code", "code": code, "redirect_uri": client.back,
        "code_verifier": _derived(key, b"verifier", state),
    }  # fmt: skip
    headers = {
        "authorization": f"Basic {base64.b64encode(who.encode('utf-8')).decode('ascii')}",
        "content-type": "application/x-www-form-urlencoded",
        "accept": "application/json",
    }
    return Request("POST", provider.token, headers, form(body).encode("ascii"))


def keys(provider: Provider) -> Request:
    """The provider's public keys, to be asked for."""
    return Request("GET", provider.keys, {"accept": "application/json"})


def who(
    provider: Provider, client: Client, key: bytes, state: bytes, tokens: Answer, published: Answer, now: int,
    demanded: Collection[str], *, again: bool,
) -> bytes:  # fmt: skip
    """Who logged in there: a digest of issuer and `sub`. `now` is in ms. Raises NotProved, ChannelError.

    `demanded` are values of `amr` or `acr`, one of which the token must have.
    """
    from joserfc import jwt
    from joserfc.jwk import KeySet

    text, published_keys = document(tokens).get("id_token"), document(published)
    try:
        token = jwt.decode(str(text), KeySet.import_key_set(published_keys), algorithms=ALGORITHMS)  # type: ignore[arg-type]
    except Exception:  # whatever a hostile token does must not become more than a refusal
        raise NotProved(WRONG, hint=HINT) from None
    claims = token.claims
    nonce = claims.get("nonce")
    right = (
        isinstance(nonce, str)
        and hmac.compare_digest(nonce.encode("utf-8", "replace"), _derived(key, b"nonce", state).encode("ascii"))
        and claims.get("iss") == provider.issuer
        and _meant(claims, client.id)
        and _timely(claims, now // 1000, again=again)
        and _strong(claims, demanded)
    )
    subject = claims.get("sub")
    if not right or not isinstance(subject, str) or not subject:
        raise NotProved(WRONG, hint=HINT)
    return person(provider, subject)


def person(provider: Provider, subject: str) -> bytes:
    """What is kept of who somebody is there: a digest of issuer and `sub`."""
    return hashlib.sha256(f"privet/sso/v1\0{provider.issuer}\0{subject}".encode("utf-8", "surrogatepass")).digest()


def shown(raw: bytes) -> str:
    """Bytes in base64url without padding (RFC 4648 §5)."""
    return base64.urlsafe_b64encode(raw).decode("ascii").rstrip("=")


def read(text: str) -> bytes:
    """The bytes that `shown` wrote; empty for anything else."""
    try:
        return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except ValueError:
        return b""


def form(fields: Mapping[str, str]) -> str:
    """Fields as `application/x-www-form-urlencoded`."""
    return "&".join(f"{name}={_quoted(value)}" for name, value in fields.items())


def _quoted(text: str) -> str:
    """A text with every byte escaped that is not unreserved (RFC 3986 §2.3)."""
    return "".join(chr(one) if one in _UNRESERVED else f"%{one:02X}" for one in text.encode("utf-8", "surrogatepass"))


_UNRESERVED = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")


def _meant(claims: Mapping[str, Any], client: str) -> bool:
    """Whether the token is for this client: its only audience, or the party it was given to (§3.1.3.7, 3 to 5)."""
    audience = claims.get("aud")
    several = isinstance(audience, list) and len(audience) > 1
    named = client == audience or (isinstance(audience, list) and client in audience)
    return named and claims.get("azp", None if several else client) == client


def _timely(claims: Mapping[str, Any], now: int, *, again: bool) -> bool:
    ends, made, asked = claims.get("exp"), claims.get("iat"), claims.get("auth_time")
    if not (_number(ends) and _number(made)) or not (made - SKEW_S <= now < ends + SKEW_S):
        return False
    return not again or (_number(asked) and now - FRESH_S <= asked <= now + SKEW_S)


def _strong(claims: Mapping[str, Any], demanded: Collection[str]) -> bool:
    ways = claims.get("amr")
    said = {one for one in ways if isinstance(one, str)} if isinstance(ways, list) else set()
    level = claims.get("acr")
    return bool((said | ({level} if isinstance(level, str) else set())) & set(demanded))


def _number(given: object) -> TypeGuard[float]:
    return isinstance(given, int | float) and not isinstance(given, bool)


def _derived(key: bytes, use: bytes, state: bytes) -> str:
    """Nonce and verifier of one log-in: 43 characters that only who has the tenant's key can tell from its state."""
    return shown(hmac.digest(key, b"privet/sso/v1\0" + use + b"\0" + state, "sha256"))


def document(answer: Answer) -> dict[str, Any]:
    """The JSON object that a provider answered with. Raises ChannelError for anything else."""
    try:
        found = json.loads(answer.body) if answer.status == 200 else None
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise ChannelError("the company's log-in did not answer as it must", retry=False)
    return found
