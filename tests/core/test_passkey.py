"""Passkeys: what is asked of a browser, and which of its answers are believed.

The answers come from an authenticator in software, which is held here to the W3C's own test vectors (Web Authentication
Level 3, §16, W3C Document Licence): it makes the same bytes from the same keys.
"""

from __future__ import annotations

import json
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from hypothesis import given
from hypothesis import strategies as st

from privet.core import passkey
from privet.core.passkey import Made, Site
from privet.errors import BadInput, NotProved
from softkey import BACKED_UP, PRESENT, SYNCED, VERIFIED, Softkey, b64, client_data, unb64

SITE = Site("localhost", "http://localhost:8080")
CHALLENGE = bytes(range(40))
OPTIONS = passkey.creation(SITE, b"\0\0\0\1" + bytes(16), "ann", CHALLENGE, [])
ASKED = passkey.request(SITE, CHALLENGE)


def enrolled(key: Softkey) -> Made:
    challenge, made = passkey.made(key.create(OPTIONS), SITE)
    assert challenge == CHALLENGE
    return made


def test_what_a_browser_is_asked_for() -> None:
    assert OPTIONS["rp"] == {"id": "localhost", "name": "Privet"}
    assert OPTIONS["user"]["name"] == "ann"
    assert [one["alg"] for one in OPTIONS["pubKeyCredParams"]] == [-7, -8, -257]
    assert OPTIONS["authenticatorSelection"]["residentKey"] == "required"
    for one in (OPTIONS["authenticatorSelection"], ASKED):
        assert one["userVerification"] == "required"
    for one in (OPTIONS, ASKED):
        assert unb64(one["challenge"]) == CHALLENGE
        json.dumps(one)
    assert not ASKED.get("allowCredentials")
    have = passkey.creation(SITE, bytes(20), "ann", CHALLENGE, [b"one", b"two"])["excludeCredentials"]
    assert [unb64(one["id"]) for one in have] == [b"one", b"two"]


@pytest.mark.parametrize(
    ("flags", "synced", "backed_up"),
    [(0, False, False), (SYNCED, True, False), (SYNCED | BACKED_UP, True, True)],
)
def test_there_and_back(flags: int, synced: bool, backed_up: bool) -> None:
    key = Softkey(flags=PRESENT | VERIFIED | flags)
    made = enrolled(key)
    assert (made.credential, made.synced, made.backed_up, made.sign_count) == (key.id, synced, backed_up, 0)
    answer = passkey.answered(key.get(ASKED))
    assert (answer.credential, answer.user, answer.challenge) == (key.id, key.user, CHALLENGE)
    after = passkey.check(answer, SITE, made)
    assert after == Made(made.credential, made.public_key, 1, synced, backed_up)


def test_without_a_user_handle() -> None:
    key = Softkey()
    enrolled(key)
    said = json.loads(key.get(ASKED))
    del said["response"]["userHandle"]
    assert passkey.answered(json.dumps(said)).user == b""


REFUSED: dict[str, dict[str, Any]] = {
    "nobody was verified": {"flags": PRESENT},
    "nobody was there": {"flags": VERIFIED},
    "another site's page": {"origin": "https://evil.example.com"},
    "a page of another port": {"origin": "http://localhost:9090"},
    "for another site": {"rp": "example.com"},
    "backed up though it cannot be": {"flags": PRESENT | VERIFIED | BACKED_UP},
}


@pytest.mark.parametrize("wrong", REFUSED.values(), ids=REFUSED.keys())
def test_a_passkey_made_wrongly_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(NotProved):
        passkey.made(Softkey(**wrong).create(OPTIONS), SITE)


@pytest.mark.parametrize("wrong", REFUSED.values(), ids=REFUSED.keys())
def test_a_passkey_used_wrongly_is_refused(wrong: dict[str, Any]) -> None:
    key = Softkey()
    made = enrolled(key)
    for name, value in wrong.items():
        setattr(key, name, value)
    with pytest.raises(NotProved):
        passkey.check(passkey.answered(key.get(ASKED)), SITE, made)


def test_within_another_sites_page_it_is_refused() -> None:
    key = Softkey()
    with pytest.raises(NotProved):
        passkey.made(key.create(OPTIONS, crossOrigin=True), SITE)
    with pytest.raises(NotProved):
        passkey.answered(key.get(ASKED, crossOrigin=True))


def test_an_answer_to_another_question_is_none() -> None:
    key = Softkey()
    with pytest.raises(NotProved):
        passkey.made(key.create(OPTIONS, type="webauthn.get"), SITE)
    made = enrolled(key)
    with pytest.raises(NotProved):
        passkey.check(passkey.answered(key.get(ASKED, type="webauthn.create")), SITE, made)


def test_a_copied_passkey_shows_by_its_counter() -> None:
    key = Softkey()
    made = enrolled(key)
    copy = Softkey(key=key.key, id=key.id, user=key.user)
    made = passkey.check(passkey.answered(key.get(ASKED)), SITE, made)
    with pytest.raises(NotProved):
        passkey.check(passkey.answered(copy.get(ASKED)), SITE, made)


def test_a_passkey_without_a_counter_is_used_again_and_again() -> None:
    key = Softkey(counts=False)
    made = enrolled(key)
    for _ in range(3):
        made = passkey.check(passkey.answered(key.get(ASKED)), SITE, made)
    assert made.sign_count == 0


def test_a_passkey_that_became_synced_is_not_the_one_enrolled() -> None:
    key = Softkey()
    made = enrolled(key)
    key.flags |= SYNCED
    with pytest.raises(NotProved):
        passkey.check(passkey.answered(key.get(ASKED)), SITE, made)


def test_anothers_signature_is_refused() -> None:
    key = Softkey()
    made = enrolled(key)
    with pytest.raises(NotProved):
        passkey.check(passkey.answered(Softkey(id=key.id).get(ASKED)), SITE, made)


@pytest.mark.parametrize("text", ["", "[]", "null", "{", "[" * 100_000, "1" * 5_000])
def test_what_is_no_json_object_is_bad_input(text: str) -> None:
    for read in (passkey.answered, lambda one: passkey.made(one, SITE)):
        with pytest.raises(BadInput):
            read(text)


@given(st.sampled_from(["create", "get"]), st.data())
def test_whatever_a_browser_sends_is_refused_or_right(kind: str, data: st.DataObject) -> None:
    key = Softkey()
    whole = json.loads(key.create(OPTIONS) if kind == "create" else key.get(ASKED))
    where = whole if data.draw(st.booleans()) else whole["response"]
    name = data.draw(st.sampled_from(sorted(where)))
    where[name] = data.draw(st.none() | st.booleans() | st.integers() | st.text() | st.binary().map(b64))
    try:
        if kind == "create":
            passkey.made(json.dumps(whole), SITE)
        else:
            passkey.answered(json.dumps(whole))
    except (NotProved, BadInput):
        pass


VECTOR = {  # §16.1.3, "none.ES256.crossOrigin"
    "key": "96c940e769bd9f1237c119f144fa61a4d56af0b3289685ae2bef7fb89620623d",
    "aaguid": "883f4f6014f19c09d87aa38123be48d0",
    "id": "6e1050c0d2ca2f07c755cb2c66a74c64fa43065c18f938354d9915db2bd5ce57",
    "made_for": "3be5aacd03537142472340ab5969f240f1d87716e20b6807ac230655fa4b3b49",
    "made_random": "zZquEtDR9DWqpW5tBWTFug",
    "object": "a363666d74646e6f6e656761747453746d74a068617574684461746158a4bfabc37432958b063360d3ad6461c9c4735ae7f8ed"
    "d46592a5e0f01452b2e4b54500000000883f4f6014f19c09d87aa38123be48d000206e1050c0d2ca2f07c755cb2c66a74c64fa43065c18"
    "f938354d9915db2bd5ce57a501020326200121582022200a473f90b11078851550d03b4e44a2279f8c4eca27b3153dedfe03e4e97d2258"
    "20cbd0be95e746ad6f5a8191be11756e4c0420e72f65b466d39bc56b8b123a9c6e",
    "used_for": "876aa517ba83fdee65fcffdbca4c84eeae5d54f8041a1fc85c991e5bbb273137",
    "used_random": "92pcTVD0Aby-q4dtmj6efg",
    "data": "bfabc37432958b063360d3ad6461c9c4735ae7f8edd46592a5e0f01452b2e4b50500000000",
    "signature": "3046022100eb12fcf23b12764c0f122e22371fab92e283879fd798f38ee1841c951b6e40e7022100c76237ff9db77b3c56f3"
    "0837cda6a09acfa2e915544e609c0733b1184036d1cf",
}
EXTRA = "clientDataJSON may be extended with additional fields in the future, such as this: "


def test_the_authenticator_makes_what_the_w3c_publishes() -> None:
    private = ec.derive_private_key(int(VECTOR["key"], 16), ec.SECP256R1())
    key = Softkey("example.org", "https://example.org", key=private, id=bytes.fromhex(VECTOR["id"]))
    key.aaguid = bytes.fromhex(VECTOR["aaguid"])
    assert key.attestation().hex() == VECTOR["object"]
    said = client_data(
        "webauthn.get", bytes.fromhex(VECTOR["used_for"]), key.origin, crossOrigin=True,
        extraData=EXTRA + VECTOR["used_random"],
    )  # fmt: skip
    data, signature = key.assertion(said)
    assert (data.hex(), signature.hex()) == (VECTOR["data"], VECTOR["signature"])


def test_what_the_w3c_publishes_is_refused_for_its_frame_alone() -> None:
    """The vector's passkey was made in a frame of another site; said without that, the same passkey is taken."""
    site = Site("example.org", "https://example.org")
    private = ec.derive_private_key(int(VECTOR["key"], 16), ec.SECP256R1())
    key = Softkey(site.name, site.origin, key=private, id=bytes.fromhex(VECTOR["id"]), counts=False)
    said = client_data(
        "webauthn.create", bytes.fromhex(VECTOR["made_for"]), site.origin, crossOrigin=True,
        extraData=EXTRA + VECTOR["made_random"],
    )  # fmt: skip
    for frame, right in ((b"true", False), (b"false", True)):
        told = said.replace(b'"crossOrigin":true', b'"crossOrigin":' + frame)
        text = json.dumps(key.answer(clientDataJSON=b64(told), attestationObject=b64(bytes.fromhex(VECTOR["object"]))))
        if right:
            assert passkey.made(text, site)[1].credential == key.id
        else:
            with pytest.raises(NotProved):
                passkey.made(text, site)
