"""Data Rights Protocol (docs/spec/data-rights-protocol.md): what an authorized agent signs, and how a case reads to it.

A message is JSON behind its Ed25519 signature (64 bytes), together in base64 (§3.07.1). It is checked in the order that
§3.07 gives: that it decodes, that it was signed by the key of the agent whose token came with it, that it names that
agent, this business, and a span of time in which now lies.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, NamedTuple

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from privet.core.plain import Plain
from privet.errors import BadInput, NotProved

VERSIONS = ("0.9", "0.9.1", "0.9.2", "0.9.3", "0.9.4", "1.0")
"""Versions of the protocol whose messages are understood: they differ in nothing that is read here."""

LONGEST, SPAN_MS, SKEW_MS = 16 * 1024, 3_600_000, 60_000
"""Bytes of a message in base64; how long one may be good; how far another clock may be ahead."""

EXERCISES: Mapping[str, str] = {
    "access": "access", "access:categories": "access", "access:specific": "access", "deletion": "erasure",
}  # fmt: skip
"""What may be exercised, and which right that is (`core.request`)."""

REGIMES: Mapping[str, str] = {"ccpa": "ccpa"}
AGENT = re.compile(r"[A-Z][A-Z0-9_]{0,63}")
REFERENCE = 128

DENIED: Mapping[str, str] = {
    "identity": "insuf_verification", "unfounded": "suspected_fraud", "excessive": "too_many_requests",
    "duty": "claim_not_covered", "claim": "claim_not_covered", "others": "claim_not_covered",
    "not-covered": "outside_jurisdiction",
}  # fmt: skip
"""Why a request was refused (`core.request.REFUSALS`), as the protocol says it (§3.02)."""

WRONG = "the message is not signed by this agent for this business and now"


class Exercise(NamedTuple):
    """What an agent asks for somebody: the right, the law (""; none was named), the agent's own name of the request,
    and the addresses that it says are theirs.
    """

    right: str
    law: str
    reference: str
    claims: tuple[Plain, ...]

    def __repr__(self) -> str:
        return f"Exercise({self.right})"


def verify_key(text: str) -> bytes:
    """An agent's key as the directory has it: 32 bytes in base64, or in hexadecimal before 0.9.1. Raises BadInput."""
    try:
        raw = bytes.fromhex(text) if re.fullmatch(r"[0-9a-fA-F]{64}", text) else base64.b64decode(text, validate=True)
        Ed25519PublicKey.from_public_bytes(raw)
    except (ValueError, binascii.Error):
        raise BadInput("that is no verify key", hint="32 bytes in base64, as the service directory has it") from None
    return raw


def opened(body: bytes, key: bytes, agent: str, business: str, now: int) -> dict[str, Any]:
    """The JSON object that was signed. `now` is in ms. Raises NotProved, with one sentence whatever is wrong."""
    found = signed(body, key)
    named = (found.get("agent-id"), found.get("business-id")) == (agent, business)
    issued, expires = _time(found.get("issued-at")), _time(found.get("expires-at"))
    if not named or found.get("drp.version", VERSIONS[0]) not in VERSIONS:
        raise NotProved(WRONG)
    if issued is None or expires is None or not issued - SKEW_MS <= now < expires <= issued + SPAN_MS:
        raise NotProved(WRONG)
    return found


def signed(body: bytes, key: bytes) -> dict[str, Any]:
    """The same, where nothing but the signature counts: a revocation names nobody (§2.04). Raises NotProved."""
    try:
        raw = base64.b64decode(body[:LONGEST].strip(), validate=True)
        Ed25519PublicKey.from_public_bytes(key).verify(raw[:64], raw[64:])
        found = json.loads(raw[64:])
    except (ValueError, binascii.Error, InvalidSignature, RecursionError):
        raise NotProved(WRONG) from None
    if not isinstance(found, dict):
        raise NotProved(WRONG)
    return found


def exercise(said: Mapping[str, Any]) -> Exercise:
    """What is asked for in a message that was opened. Raises BadInput."""
    right, regime = EXERCISES.get(str(said.get("exercise"))), said.get("regime") or ""
    if right is None:
        raise BadInput("this right is not exercised here", hint=f"one of: {', '.join(EXERCISES)}")
    if regime and regime not in REGIMES:
        raise BadInput("this regime is not known here", hint=f"one of: {', '.join(REGIMES)}; or none")
    reference = said.get("agent-request-id", "")
    if not isinstance(reference, str) or len(reference) > REFERENCE:
        raise BadInput(f"agent-request-id is a text of at most {REFERENCE} characters")
    claims = [said[name] for name in ("email", "phone_number") if isinstance(said.get(name), str)]
    found = tuple(Plain(one.strip()) for one in claims if 0 < len(one.strip()) <= 254)
    return Exercise(right, REGIMES.get(str(regime), ""), reference, found)


def status(
    request: str, reference: str, received: int, by: str, state: tuple[str, str], verify: str = ""
) -> dict[str, str]:
    """The Exercise Status of §3.03; `state` is status and reason ("" for none)."""
    said = {
        "request_id": request, "agent_request_id": reference, "received_at": _shown(received), "expected_by": by,
        "status": state[0], "reason": state[1], "user_verification_url": verify,
    }  # fmt: skip
    return {name: value for name, value in said.items() if value}


def state(state: str, refusal: str, *, proven: bool) -> tuple[str, str]:
    """How a case (`store.requests`) reads to an agent. What is not proven reads the same, known here or not."""
    if state == "open":
        return ("in_progress", "" if proven else "need_user_verification")
    if state == "refused":
        return ("denied", DENIED.get(refusal, "other"))
    return ("fulfilled" if state == "answered" else "revoked", "")


def _time(said: object) -> int | None:
    """An ISO 8601 time with its zone, in ms."""
    if not isinstance(said, str) or len(said) > 40:
        return None
    try:
        at = datetime.fromisoformat(said)
    except ValueError:
        return None
    return None if at.tzinfo is None else int(at.timestamp() * 1000)


def _shown(at: int) -> str:
    return datetime.fromtimestamp(at / 1000, UTC).isoformat("T", "milliseconds").replace("+00:00", "Z")
