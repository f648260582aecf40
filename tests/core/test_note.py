"""Signed checkpoints: what opens, and that everything else is refused with a reason."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.mldsa import MLDSA44PublicKey
from hypothesis import given, settings
from hypothesis import strategies as st

from privet.core.note import (
    COSIGNATURE,
    ED25519,
    ML_DSA_44,
    Checkpoint,
    Cosigner,
    Signer,
    checkpoint_text,
    open_note,
    vkey,
)
from privet.errors import Tampered

ORIGIN = "privet.invalid/abcdefgh/demo"
ROOT = hashlib.sha256(b"").digest()
AT = 1_795_296_018
LOG = Signer(b"\1" * 32, ORIGIN)
OTHER = Signer(b"\2" * 32, ORIGIN)
WITNESS = Cosigner(b"\3" * 32, "witness.invalid/w1")
NOTE = LOG.sign(ORIGIN, 7, ROOT, AT)
SEEN = WITNESS.cosign(NOTE, AT + 5)


def test_a_signed_checkpoint_opens() -> None:
    assert open_note(NOTE, LOG.vkeys) == Checkpoint(ORIGIN, 7, ROOT, AT, LOG.vkeys)
    assert NOTE.startswith(f"{ORIGIN}\n7\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n\n— {ORIGIN} ")


def test_a_witness_adds_its_line() -> None:
    assert SEEN.startswith(NOTE)
    assert open_note(SEEN, LOG.vkeys, [WITNESS.vkey]).signed_by == (*LOG.vkeys, WITNESS.vkey)
    assert open_note(NOTE, LOG.vkeys, [WITNESS.vkey]).signed_by == LOG.vkeys
    assert open_note(SEEN, [*LOG.vkeys, WITNESS.vkey]).at == AT


def test_one_seed_gives_the_same_keys_again_and_two_give_others() -> None:
    assert Signer(b"\1" * 32, ORIGIN).vkeys == LOG.vkeys
    assert not set(OTHER.vkeys) & set(LOG.vkeys)
    with pytest.raises(ValueError, match="32 bytes"):
        Signer(b"short", ORIGIN)


def test_the_lines_are_what_the_specifications_say() -> None:
    """Taken apart by hand: c2sp.org/signed-note, tlog-cosignature."""
    text, _, lines = SEEN.partition("\n\n")
    text += "\n"
    blobs = [base64.b64decode(line.split(" ")[2]) for line in lines.splitlines()]
    keys = [base64.b64decode(key.split("+", 2)[2]) for key in (*LOG.vkeys, WITNESS.vkey)]
    names = [ORIGIN, ORIGIN, WITNESS.name]
    assert [key[0] for key in keys] == [ED25519, ML_DSA_44, COSIGNATURE]
    for name, key, blob, line in zip(names, keys, blobs, lines.splitlines(), strict=True):
        assert line.startswith(f"— {name} ")
        assert blob[:4] == hashlib.sha256(name.encode() + b"\n" + key).digest()[:4]
    Ed25519PublicKey.from_public_bytes(keys[0][1:]).verify(blobs[0][4:], text.encode())
    cosigned = f"cosignature/v1\ntime {AT + 5}\n{text}".encode()
    assert int.from_bytes(blobs[2][4:12], "big") == AT + 5
    Ed25519PublicKey.from_public_bytes(keys[2][1:]).verify(blobs[2][12:], cosigned)
    stamp = AT.to_bytes(8, "big")
    name = bytes([len(ORIGIN)]) + ORIGIN.encode()
    message = b"subtree/v1\n\0" + name + stamp + name + bytes(8) + (7).to_bytes(8, "big") + ROOT
    assert blobs[1][4:12] == stamp
    MLDSA44PublicKey.from_public_bytes(keys[1][1:]).verify(blobs[1][12:], message)


def swap_lines(note: str) -> str:
    head, _, lines = note.partition("\n\n")
    return head + "\n\n" + "".join(reversed(lines.splitlines(keepends=True)))


def without(note: str, number: int) -> str:
    head, _, lines = note.partition("\n\n")
    kept = lines.splitlines(keepends=True)
    del kept[number]
    return head + "\n\n" + "".join(kept)


def stamped(note: str, number: int, at: int) -> str:
    """The note with another time in one of its timestamped lines."""
    head, _, lines = note.partition("\n\n")
    parts = lines.splitlines()
    dash, name, blob = parts[number].split(" ")
    raw = base64.b64decode(blob)
    parts[number] = f"{dash} {name} {base64.b64encode(raw[:4] + at.to_bytes(8, 'big') + raw[12:]).decode()}"
    return head + "\n\n" + "\n".join(parts) + "\n"


def test_the_order_of_lines_and_lines_of_strangers_do_not_matter() -> None:
    assert open_note(swap_lines(SEEN), LOG.vkeys).size == 7
    assert open_note(NOTE + "— stranger.invalid AAAAAAAA\n", LOG.vkeys).size == 7


BROKEN: dict[str, tuple[Callable[[], str], str]] = {
    "another size": (lambda: NOTE.replace("\n7\n", "\n8\n"), "Ed25519 [0-9a-f]{8}\\) is not true"),
    "another root": (lambda: NOTE.replace("47DE", "48DE"), "is not true"),
    "another origin": (lambda: NOTE.replace("/demo\n7", "/domo\n7"), "is not true"),
    "the ML-DSA line stripped": (lambda: without(NOTE, 1), "0 signatures of .*ML-DSA-44"),
    "the Ed25519 line stripped": (lambda: without(NOTE, 0), "0 signatures of .*Ed25519"),
    "a line twice": (lambda: NOTE + NOTE.splitlines(keepends=True)[4], "2 signatures"),
    "another signer": (lambda: OTHER.sign(ORIGIN, 7, ROOT, AT), "0 signatures"),
    "another time on the ML-DSA line": (lambda: stamped(NOTE, 1, AT + 1), "ML-DSA-44 .* is not true"),
    "another time on the witness's line": (lambda: stamped(SEEN, 2, AT), "cosignature .* is not true"),
    "a time that cannot be": (lambda: stamped(SEEN, 2, 2**63), "cosignature .* is not true"),
    "a signature cut short": (lambda: NOTE[:-5] + "\n", "is not true|not in base64"),
    "a signature with a tail": (lambda: NOTE[:-1] + "AAAA\n", "is not true|not in base64|not one"),
    "base64 in another spelling": (lambda: without(NOTE, 1)[:-3] + "9=\n", "not in base64|not true"),
    "no signatures": (lambda: NOTE.partition("\n\n")[0] + "\n", "not a signed note"),
    "no blank line": (lambda: NOTE.replace("\n\n", "\n"), "not a signed note"),
    "a line that is none": (lambda: NOTE + "hello\n", "not one, or too many"),
    "a hyphen for the dash": (lambda: NOTE.replace("— ", "- "), "not one, or too many"),
    "no newline at the end": (lambda: NOTE[:-1], "not one, or too many"),
    "a hundred strangers": (lambda: NOTE + "— s.invalid AAAAAAAA\n" * 99, "too many"),
    "a size with a zero before it": (lambda: NOTE.replace("\n7\n", "\n07\n"), "not an origin, a size"),
    "a negative size": (lambda: NOTE.replace("\n7\n", "\n-7\n"), "not an origin, a size"),
    "an extension line": (lambda: NOTE.replace("\n\n", "\nmore\n\n", 1), "not an origin, a size"),
    "no origin": (lambda: NOTE.replace(ORIGIN + "\n7", "\n7"), "not an origin, a size"),
    "an origin too long": (lambda: NOTE.replace(ORIGIN + "\n7", "ö" * 200 + "\n7"), "not an origin, a size"),
    "half a character": (lambda: NOTE.replace("demo\n7", "dem\ud800\n7"), "not a signed note"),
    "a root of another length": (lambda: NOTE.replace("uFU=", "uFUA"), "not an origin, a size"),
    "a root with bits too many": (lambda: NOTE.replace("uFU=", "uFV="), "the root .* is not in base64"),
    "nothing": (lambda: "", "not a signed note"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_note_is_refused_with_its_reason(name: str) -> None:
    make, reason = BROKEN[name]
    with pytest.raises(Tampered, match=reason):
        open_note(make(), LOG.vkeys, [WITNESS.vkey])


@settings(deadline=None, max_examples=150)
@given(st.integers(0, len(NOTE.encode()) * 8 - 1))
def test_any_bit_flipped_is_refused(bit: int) -> None:
    data = bytearray(NOTE.encode())
    data[bit // 8] ^= 1 << bit % 8
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return
    with pytest.raises(Tampered):
        open_note(text, LOG.vkeys)


def broken_vkeys() -> list[str]:
    name, ident, key = LOG.vkeys[0].split("+", 2)
    raw = base64.b64decode(key)
    other = base64.b64encode(b"\7" + raw[1:]).decode()
    return [
        "",
        "name",
        f"{name}+{ident}",
        f"{name}x+{ident}+{key}",
        f"+{ident}+{key}",
        f"{name}+00000000+{key}",
        f"{name}+{ident.upper()}x+{key}",
        f"{name}+{ident}+{key[:-1]}",
        f"{name}+{ident}+{other}",
        f"{name}+{ident}+",
        f"{name}+{ident}+{base64.b64encode(raw + b'x').decode()}",
        f"\udce7+{ident}+{key}",
        f"{'é' * 200}+{hashlib.sha256(('é' * 200).encode() + bytes([10]) + raw).hexdigest()[:8]}+{key}",
    ]


@pytest.mark.parametrize("text", broken_vkeys())
def test_a_broken_vkey_is_refused(text: str) -> None:
    with pytest.raises(Tampered, match="verifier key"):
        open_note(NOTE, [text])


def test_a_note_is_not_opened_without_a_key() -> None:
    with pytest.raises(ValueError, match="at least one key"):
        open_note(NOTE, [])


@pytest.mark.parametrize(
    ("origin", "size", "root"),
    [
        ("", 1, ROOT),
        ("two\nlines", 1, ROOT),
        ("x" * 256, 1, ROOT),
        ("ö" * 128, 1, ROOT),
        ("x", -1, ROOT),
        ("x", 1, b""),
    ],
)
def test_what_a_checkpoint_cannot_say(origin: str, size: int, root: bytes) -> None:
    with pytest.raises(ValueError, match="origin of one line"):
        checkpoint_text(origin, size, root)


@pytest.mark.parametrize(
    ("name", "kind", "key"),
    [
        ("", ED25519, b"x" * 32),
        ("a b", ED25519, b"x" * 32),
        ("a+b", ED25519, b"x" * 32),
        ("ö" * 128, ED25519, b"x" * 32),
        ("a", ED25519, b"x" * 31),
        ("a", 5, b"x" * 32),
    ],
)
def test_what_a_vkey_cannot_say(name: str, kind: int, key: bytes) -> None:
    with pytest.raises(ValueError, match="no space and no plus"):
        vkey(name, kind, key)


def test_signers_do_not_print_their_keys() -> None:
    assert repr(LOG) == f"Signer({ORIGIN})"
    assert repr(WITNESS) == "Cosigner(witness.invalid/w1)"
    assert not hasattr(LOG, "__dict__")
