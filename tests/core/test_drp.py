"""The Data Rights Protocol: what counts as signed by an agent for this business now, and how a case reads to it."""

from __future__ import annotations

import base64
import json
from datetime import UTC, datetime
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from privet.core import drp
from privet.core.request import REFUSALS, RIGHTS
from privet.errors import BadInput, NotProved

KEY, OTHER = (Ed25519PrivateKey.from_private_bytes(bytes([n]) * 32) for n in (1, 2))
PUBLIC = KEY.public_key().public_bytes_raw()
NOW = 1_795_262_400_000
AGENT, BUSINESS = "CR_AA", "EXAMPLE_CB"

RFC_8032 = (
    "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", b"",
    "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
)  # fmt: skip
"""RFC 8032 §7.1, test 1: public key, message, signature."""


def at(ms: int) -> str:
    return datetime.fromtimestamp(ms / 1000, UTC).isoformat()


def message(**more: Any) -> dict[str, Any]:
    """A message as §2.01 has it."""
    return {
        "agent-id": AGENT, "business-id": BUSINESS, "issued-at": at(NOW - 1000), "expires-at": at(NOW + 600_000),
        "drp.version": "1.0", "exercise": "access", "regime": "ccpa", "email": "ann@example.com", **more,
    }  # fmt: skip


def signed(said: Any, key: Ed25519PrivateKey = KEY) -> bytes:
    """As §3.07.1 has it: the signature before the document, together in base64."""
    text = said if isinstance(said, bytes) else json.dumps(said).encode()
    return base64.b64encode(key.sign(text) + text)


def opened(body: bytes, key: bytes = PUBLIC, now: int = NOW) -> dict[str, Any]:
    return drp.opened(body, key, AGENT, BUSINESS, now)


def test_a_message_of_the_agent_for_this_business_now_is_opened() -> None:
    assert opened(signed(message())) == message()
    assert opened(signed(message()) + b"\n") == message()


def test_a_signature_of_the_rfc_is_one() -> None:
    key, text, signature = RFC_8032
    with pytest.raises(NotProved):  # it is right, and its message is no JSON
        drp.signed(base64.b64encode(bytes.fromhex(signature) + text), bytes.fromhex(key))
    assert drp.verify_key(key) == bytes.fromhex(key)


@pytest.mark.parametrize(
    "more",
    [
        {"agent-id": "ANOTHER"}, {"business-id": "ANOTHER"}, {"drp.version": "2"}, {"issued-at": at(NOW + 120_000)},
        {"expires-at": at(NOW)}, {"expires-at": at(NOW + 86_400_000)}, {"expires-at": "soon"}, {"issued-at": None},
        {"issued-at": "2026-11-21T12:00:00"}, {"agent-id": ["CR_AA"]}, {"issued-at": "9" * 50},
    ],
)  # fmt: skip
def test_what_is_of_another_for_another_or_not_now_is_refused(more: dict[str, Any]) -> None:
    with pytest.raises(NotProved):
        opened(signed(message(**more)))


def test_what_another_signed_or_changed_is_refused() -> None:
    for body in (b"", b"!", signed(message(), OTHER), signed(b"[]"), signed(b"{"), signed(b"[" * 5_000), b"A" * 20_000):
        with pytest.raises(NotProved):
            opened(body)


@given(st.integers(0, 8 * len(base64.b64decode(signed(message()))) - 1))
def test_no_bit_of_a_message_can_be_another(bit: int) -> None:
    raw = bytearray(base64.b64decode(signed(message())))
    raw[bit // 8] ^= 1 << bit % 8
    with pytest.raises(NotProved):
        opened(base64.b64encode(bytes(raw)))


@given(st.binary(max_size=300))
def test_whatever_comes_is_refused_and_nothing_else(body: bytes) -> None:
    with pytest.raises(NotProved):
        opened(body)


def test_what_is_exercised_is_a_right() -> None:
    made = drp.exercise(message(**{"agent-request-id": "r-7", "phone_number": " +12025550101 "}))
    assert (made.right, made.law, made.reference) == ("access", "ccpa", "r-7")
    assert [one.expose() for one in made.claims] == ["ann@example.com", "+12025550101"]
    assert "ann" not in repr(made)
    assert drp.exercise({"exercise": "deletion"}) == drp.Exercise("erasure", "", "", ())
    assert set(drp.EXERCISES.values()) <= set(RIGHTS)
    for wrong in ({"exercise": "sale:opt_out"}, {"exercise": "access", "regime": "lex"}, {},
                  {"exercise": "access", "agent-request-id": "x" * 129}):  # fmt: skip
        with pytest.raises(BadInput):
            drp.exercise(wrong)
    assert drp.exercise(message(email="x" * 300, phone_number=7)).claims == ()


def test_a_key_is_32_bytes_in_base64_or_hexadecimal() -> None:
    assert drp.verify_key(base64.b64encode(PUBLIC).decode()) == drp.verify_key(PUBLIC.hex()) == PUBLIC
    for wrong in ("", "x", "AAAA", base64.b64encode(bytes(33)).decode(), "zz" * 32):
        with pytest.raises(BadInput):
            drp.verify_key(wrong)


def test_each_state_of_a_case_reads_as_the_protocol_has_it() -> None:
    assert set(drp.DENIED) == set(REFUSALS)
    assert drp.state("open", "", proven=False) == ("in_progress", "need_user_verification")
    assert drp.state("open", "", proven=True) == ("in_progress", "")
    assert drp.state("answered", "", proven=True) == ("fulfilled", "")
    assert drp.state("taken", "", proven=False) == ("revoked", "")
    assert drp.state("refused", "excessive", proven=True) == ("denied", "too_many_requests")
    assert drp.status("req_x", "", NOW, "2027-01-05T23:59:59Z", ("in_progress", "")) == {
        "request_id": "req_x", "received_at": "2026-11-21T12:00:00.000Z", "expected_by": "2027-01-05T23:59:59Z",
        "status": "in_progress",
    }  # fmt: skip
