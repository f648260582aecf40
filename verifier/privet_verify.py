#!/usr/bin/env python3
"""Checks a Privet ledger that was exported to one file. Needs nothing but Python 3.9 or newer.

    privet ledger export > ledger.txt
    python3 privet_verify.py ledger.txt [--key VKEY …] [--checkpoint KEPT_NOTE …]

It answers one question: are these entries the ones that the ledger's keys have signed, all of them, in this order?
Of the proof of one entry (`privet ledger prove`, or a download) it answers whether that entry is on the ledger; a proof
states no keys, so they are given:

    python3 privet_verify.py 17.tlog-proof --key VKEY [--key VKEY …]

So it does of a signed report, such as a certificate of erasure (`privet erase --certificate FILE`): whether what it
says is what the ledger holds.

    exit 0   yes
    exit 1   no; it says what is wrong, and with which entry
    exit 2   it could not be checked: wrong arguments, unreadable file, not an export

Two things make the answer worth more. With --key you say which keys you trust, instead of believing those that the file
itself states. With --checkpoint you give a checkpoint that you kept from an earlier day (the note that `privet ledger
checkpoint` prints): it shows that nothing recorded by then was changed or taken away since.

This file is for sceptics. It shares no line with Privet's own code and imports no cryptography; read it from top to
bottom in about an hour, and compare it with the public texts that it names:

    Part 1   Ed25519 signatures        RFC 8032
    Part 2   ML-DSA-44 signatures      FIPS 204
    Part 3   signed notes              c2sp.org/signed-note, tlog-checkpoint, tlog-cosignature
    Part 4   the hash tree             RFC 6962
    Part 5   the export file           docs/spec/ledger-export.md
    Part 6   the proof of one entry    c2sp.org/tlog-proof, RFC 9162 §2.1.3.2
    Part 7   a signed report           docs/spec/certificate.md
    Part 8   the command line

It is one long file on purpose: one thing to copy, one thing to read.
"""

from __future__ import annotations

import argparse
import base64
import binascii
import hashlib
import json
import re
import sys
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple


class Refused(Exception):
    """The ledger does not hold; the message says what is wrong."""


class NotAnExport(Exception):
    """There is nothing that could be checked."""


# ── Part 1: Ed25519, verification only (RFC 8032 §5.1) ──────────────────────────────────────────────────────────────

P = 2**255 - 19  # the field
L = 2**252 + 27742317777372353535851937790883648493  # the order of the base point
D = -121665 * pow(121666, P - 2, P) % P
SQRT_MINUS_1 = pow(2, (P - 1) // 4, P)

# A point is (X, Y, Z, T) with x = X/Z, y = Y/Z and x·y = T/Z (§5.1.4).
Point = tuple[int, int, int, int]
NEUTRAL: Point = (0, 1, 1, 0)


def point_add(a: Point, b: Point) -> Point:
    """The sum of two points (§5.1.4)."""
    e = (a[1] - a[0]) * (b[1] - b[0]) % P
    f = (a[1] + a[0]) * (b[1] + b[0]) % P
    g = 2 * a[3] * b[3] * D % P
    h = 2 * a[2] * b[2] % P
    i, j, k, m = f - e, h - g, h + g, f + e
    return (i * j % P, k * m % P, j * k % P, i * m % P)


def point_decode(data: bytes) -> Point | None:
    """The point that 32 bytes stand for, or None when they stand for none (§5.1.3)."""
    y = int.from_bytes(data, "little")
    sign, y = y >> 255, y & (1 << 255) - 1
    if y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if x * x % P != square:
        x = x * SQRT_MINUS_1 % P
    if x * x % P != square or (x == 0 and sign):
        return None
    if x & 1 != sign:
        x = P - x
    return (x, y, 1, x * y % P)


def point_encode(point: Point) -> bytes:
    """The 32 bytes of a point (§5.1.2)."""
    inverse = pow(point[2], P - 2, P)
    x, y = point[0] * inverse % P, point[1] * inverse % P
    return (y | (x & 1) << 255).to_bytes(32, "little")


BASE = point_decode((4 * pow(5, P - 2, P) % P).to_bytes(32, "little")) or NEUTRAL


def ed25519_verify(public: bytes, message: bytes, signature: bytes) -> bool:
    """Whether `signature` (64 bytes) is the signature of `message` by the key `public` (32 bytes) (§5.1.7)."""
    key = point_decode(public)
    s = int.from_bytes(signature[32:], "little")
    if key is None or len(public) != 32 or len(signature) != 64 or s >= L:
        return False
    k = int.from_bytes(hashlib.sha512(signature[:32] + public + message).digest(), "little") % L
    # R must be [s]B - [k]A. Both multiplications share their doublings.
    minus_key = (P - key[0], key[1], key[2], P - key[3])
    choice = (None, BASE, minus_key, point_add(BASE, minus_key))
    result = NEUTRAL
    for bit in range(max(s.bit_length(), k.bit_length()) - 1, -1, -1):
        result = point_add(result, result)
        addend = choice[(s >> bit & 1) | (k >> bit & 1) << 1]
        if addend is not None:
            result = point_add(result, addend)
    return point_encode(result) == signature[:32]


# ── Part 2: ML-DSA-44, verification only (FIPS 204; the numbers in brackets are its algorithms) ─────────────────────

Q = 8380417
DROPPED = 13  # d: bits dropped from t
TAU = 39  # ±1s in the challenge
GAMMA_1 = 2**17
GAMMA_2 = (Q - 1) // 88
ROWS = COLUMNS = 4  # k and l
BETA = 78
OMEGA = 80  # most 1s in the hint

Poly = list[int]  # 256 coefficients

ZETAS = [pow(1753, int(f"{i:08b}"[::-1], 2), Q) for i in range(256)]


def ntt(poly: Poly) -> Poly:
    """The number-theoretic transform (41)."""
    w, m, length = list(poly), 0, 128
    while length >= 1:
        for start in range(0, 256, 2 * length):
            m += 1
            zeta = ZETAS[m]
            for j in range(start, start + length):
                t = zeta * w[j + length] % Q
                w[j + length] = (w[j] - t) % Q
                w[j] = (w[j] + t) % Q
        length //= 2
    return w


def inverse_ntt(poly: Poly) -> Poly:
    """Its inverse (42)."""
    w, m, length = list(poly), 256, 1
    while length < 256:
        for start in range(0, 256, 2 * length):
            m -= 1
            zeta = -ZETAS[m]
            for j in range(start, start + length):
                t = w[j]
                w[j] = (t + w[j + length]) % Q
                w[j + length] = zeta * (t - w[j + length]) % Q
        length *= 2
    return [8347681 * c % Q for c in w]


def unpack(data: bytes, bits: int) -> Poly:
    """256 numbers of so many bits each (18)."""
    number, mask = int.from_bytes(data, "little"), (1 << bits) - 1
    return [number >> bits * i & mask for i in range(256)]


def uniform_poly(seed: bytes) -> Poly:
    """A polynomial, already transformed, drawn from a seed (30, 14)."""
    size = 168 * 6
    while True:
        stream = hashlib.shake_128(seed).digest(size)
        drawn = [stream[i] | stream[i + 1] << 8 | (stream[i + 2] & 127) << 16 for i in range(0, len(stream) - 2, 3)]
        poly = [c for c in drawn if c < Q]
        if len(poly) >= 256:
            return poly[:256]
        size *= 2


def challenge(seed: bytes) -> Poly:
    """A polynomial with 39 coefficients ±1 and the rest 0 (29)."""
    size = 272
    while True:
        stream = hashlib.shake_256(seed).digest(size)
        signs, at = int.from_bytes(stream[:8], "little"), 8
        poly = [0] * 256
        for i in range(256 - TAU, 256):
            while at < size and stream[at] > i:
                at += 1
            if at == size:
                break
            j = stream[at]
            at += 1
            poly[i] = poly[j]
            poly[j] = 1 - 2 * (signs >> (i + TAU - 256) & 1)
        else:
            return poly
        size *= 2


def unpack_hint(data: bytes) -> list[Poly] | None:
    """The hint, or None when it is not spelled in the one allowed way (21)."""
    hint, index = [[0] * 256 for _ in range(ROWS)], 0
    for row in range(ROWS):
        end = data[OMEGA + row]
        if end < index or end > OMEGA:
            return None
        first = index
        for index in range(first, end):
            if index > first and data[index - 1] >= data[index]:
                return None
            hint[row][data[index]] = 1
        index = end
    return None if any(data[index:OMEGA]) else hint


def use_hint(bit: int, r: int) -> int:
    """The high bits of r, put right by one hint (40, 36)."""
    low = r % (2 * GAMMA_2)
    if low > GAMMA_2:
        low -= 2 * GAMMA_2
    if r - low == Q - 1:
        high, low = 0, low - 1
    else:
        high = (r - low) // (2 * GAMMA_2)
    if bit:
        return (high + 1) % 44 if low > 0 else (high - 1) % 44
    return high


_expanded: dict[bytes, tuple[list[list[Poly]], list[Poly]]] = {}


def expand_key(public: bytes) -> tuple[list[list[Poly]], list[Poly]]:
    """The matrix A and t1·2^13, both transformed (32, 23); kept, since one key signs many checkpoints."""
    if public not in _expanded:
        matrix = [[uniform_poly(public[:32] + bytes([s, r])) for s in range(COLUMNS)] for r in range(ROWS)]
        t1 = [unpack(public[32 + 320 * r : 352 + 320 * r], 10) for r in range(ROWS)]
        _expanded[public] = (matrix, [ntt([c << DROPPED for c in poly]) for poly in t1])
    return _expanded[public]


def ml_dsa_44_verify(public: bytes, message: bytes, signature: bytes, context: bytes = b"") -> bool:
    """Whether `signature` (2420 bytes) is the signature of `message` by the key `public` (1312 bytes) (3, 8)."""
    if len(public) != 1312 or len(signature) != 2420 or len(context) > 255:
        return False
    c_seed = signature[:32]
    z = [[GAMMA_1 - c for c in unpack(signature[32 + 576 * i : 608 + 576 * i], 18)] for i in range(COLUMNS)]
    hint = unpack_hint(signature[2336:])
    if hint is None or any(abs(c) >= GAMMA_1 - BETA for poly in z for c in poly):
        return False
    matrix, t1 = expand_key(public)
    prefix = hashlib.shake_256(public).digest(64) + b"\0" + bytes([len(context)]) + context
    mu = hashlib.shake_256(prefix + message).digest(64)
    c_hat, z_hat = ntt(challenge(c_seed)), [ntt(poly) for poly in z]
    packed = b""
    for row in range(ROWS):
        a = matrix[row]
        # w' = A·z - c·t1·2^13, one row of it
        w = [
            (
                a[0][i] * z_hat[0][i]
                + a[1][i] * z_hat[1][i]
                + a[2][i] * z_hat[2][i]
                + a[3][i] * z_hat[3][i]
                - c_hat[i] * t1[row][i]
            )
            % Q
            for i in range(256)
        ]
        number = 0
        for i, coefficient in enumerate(inverse_ntt(w)):
            number |= use_hint(hint[row][i], coefficient) << 6 * i
        packed += number.to_bytes(192, "little")
    return hashlib.shake_256(mu + packed).digest(32) == c_seed


# ── Part 3: signed notes (c2sp.org/signed-note, /tlog-checkpoint, /tlog-cosignature) ────────────────────────────────

TYPES = {1: ("Ed25519", 32, 64), 4: ("Ed25519 cosignature", 32, 72), 6: ("ML-DSA-44", 1312, 2428)}


class Key(NamedTuple):
    """A verifier key: `name+id+base64(type, public key)`."""

    name: str
    id: bytes
    type: int
    public: bytes

    def __str__(self) -> str:
        return f"{self.name} ({TYPES[self.type][0]} {self.id.hex()})"


class Note(NamedTuple):
    """A checkpoint that was parsed, with its signatures: (key name, key id, signature)."""

    text: str
    origin: str
    size: int
    root: bytes
    signatures: list[tuple[str, bytes, bytes]]


def decode_base64(text: str) -> bytes | None:
    """The bytes behind base64, or None when it is not the one spelling that an encoder gives."""
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return None
    return data if base64.b64encode(data).decode("ascii") == text else None


def read_key(text: str) -> Key | None:
    """The key that a vkey states, or None when it is not a vkey of a known type with the right id."""
    parts = text.split("+", 2)
    material = decode_base64(parts[2]) if len(parts) == 3 else None
    if not material or material[0] not in TYPES or len(material) != 1 + TYPES[material[0]][1] or not parts[0]:
        return None
    if not parts[0].isprintable() or " " in parts[0]:
        return None
    key_id = hashlib.sha256(parts[0].encode() + b"\n" + material).digest()[:4]
    return Key(parts[0], key_id, material[0], material[1:]) if key_id.hex() == parts[1] else None


def read_note(note: str) -> Note:
    """The checkpoint in a note; Refused when it is not one. No signature is checked here."""
    text, blank, lines = note.rpartition("\n\n")
    body = re.fullmatch(r"([^\x00-\x1f]+)\n(0|[1-9][0-9]{0,18})\n([A-Za-z0-9+/]{43}=)", text)
    root = decode_base64(body.group(3)) if body else None
    if not blank or not body or root is None or not lines.endswith("\n"):
        raise Refused("a checkpoint is not a signed note of origin, size and root")
    signatures = []
    for line in lines[:-1].split("\n"):
        match = re.fullmatch(r"— ([^\s+]+) (\S+)", line)
        blob = decode_base64(match.group(2)) if match else None
        if match is None or blob is None or len(blob) < 5:
            raise Refused(f"a checkpoint of {body.group(2)} entries has a signature line that is not one")
        signatures.append((match.group(1), blob[:4], blob[4:]))
    return Note(text + "\n", body.group(1), int(body.group(2)), root, signatures)


def signed_by(note: Note, key: Key) -> bool:
    """Whether the note carries a signature of this key. Refused when it carries a false one, or two."""
    found = [signature for name, key_id, signature in note.signatures if (name, key_id) == (key.name, key.id)]
    if not found:
        return False
    if len(found) > 1 or not signature_is_true(note, key, found[0]):
        raise Refused(f"the checkpoint of {note.size} entries has a false signature of {key}")
    return True


def signature_is_true(note: Note, key: Key, signature: bytes) -> bool:
    """Whether the key made this signature of this checkpoint."""
    if len(signature) != TYPES[key.type][2]:
        return False
    if key.type == 1:  # over the text as it is
        return ed25519_verify(key.public, note.text.encode(), signature)
    at, signature = signature[:8], signature[8:]
    if key.type == 4:  # over the time and the text
        header = "cosignature/v1\ntime {}\n".format(int.from_bytes(at, "big"))
        return ed25519_verify(key.public, (header + note.text).encode(), signature)
    name, origin = key.name.encode(), note.origin.encode()
    if len(name) > 255 or len(origin) > 255:
        return False
    message = b"subtree/v1\n\0" + bytes([len(name)]) + name + at + bytes([len(origin)]) + origin
    message += bytes(8) + note.size.to_bytes(8, "big") + note.root
    return ml_dsa_44_verify(key.public, message, signature)


# ── Part 4: the hash tree (RFC 6962 §2.1) ───────────────────────────────────────────────────────────────────────────


def leaf_hash(entry: bytes) -> bytes:
    """The hash of an entry."""
    return hashlib.sha256(b"\0" + entry).digest()


class Tree:
    """A tree that grows leaf by leaf: of each complete subtree at its right end, only the hash is kept."""

    def __init__(self) -> None:
        self.size = 0
        self.subtrees: list[bytes] = []

    def add(self, leaf: bytes) -> None:
        """Add one leaf hash. As many subtrees of equal size close as the old size ends in binary 1s."""
        size = self.size
        while size & 1:
            leaf = hashlib.sha256(b"\1" + self.subtrees.pop() + leaf).digest()
            size >>= 1
        self.subtrees.append(leaf)
        self.size += 1

    def root(self) -> bytes:
        """The root of all leaves so far."""
        if not self.subtrees:
            return hashlib.sha256(b"").digest()
        root = self.subtrees[-1]
        for subtree in self.subtrees[-2::-1]:
            root = hashlib.sha256(b"\1" + subtree + root).digest()
        return root

    def copy(self) -> Tree:
        """The same tree, to grow by itself."""
        other = Tree()
        other.size, other.subtrees = self.size, list(self.subtrees)
        return other


# ── Part 5: the export file (docs/spec/ledger-export.md) ────────────────────────────────────────────────────────────
#
#     privet-ledger-export/v1
#     origin ORIGIN
#     key VKEY                      the ledger's keys, one a line
#     witness VKEY                  keys of witnesses, if any
#     tile INDEX BASE64             the stored leaf hashes of up to 256 entries, before these
#     entry INDEX JSON              one entry
#     checkpoint SIZE LINES         a signed note over the first SIZE entries, in the next LINES lines
#     end SIZE SHA256               of every byte before this line
#
# The same hashes are there twice: stored, and computed from the entries. Where a signed root agrees with the stored
# hashes but not with the entries, the entry that was changed can be named.

HEADER = b"privet-ledger-export/v1\n"
LONGEST_LINE = 1 << 20


class Lines:
    """The lines of the file, counted, with a running hash of all that was read."""

    def __init__(self, file: BinaryIO) -> None:
        self.file = file
        self.number = 1  # the header has been read
        self.digest = hashlib.sha256(HEADER)  # of everything before the current line
        self.line = b""

    def next(self) -> bytes:
        """The next line without its newline."""
        self.digest.update(self.line)
        self.line = self.file.readline(LONGEST_LINE)
        self.number += 1
        if not self.line.endswith(b"\n"):
            raise Refused(f"the file is cut off: line {self.number} is missing or not whole")
        return self.line[:-1]


class Check:
    """One pass over an export. `problems` collects what is wrong and need not end the pass."""

    def __init__(self, lines: Lines, pinned: list[Key], kept: list[Note]) -> None:
        self.lines = lines
        self.pinned = pinned
        self.kept = sorted(kept, key=lambda note: note.size)
        self.origin = ""
        self.keys: list[Key] = []  # every checkpoint must be signed by each of them
        self.witnesses: list[Key] = []
        self.vouched: dict[Key, int] = {}  # witness → largest size that it has signed
        self.entries = Tree()  # from the entries as they stand in the file
        self.stored = Tree()  # from the stored hashes
        self.hashes: list[bytes] = []  # stored hashes of the current tile
        self.tile_start = 0  # the entry that its first hash is for
        self.differing: list[int] = []  # entries whose hash is not the stored one, since the last checkpoint
        self.checkpoints = 0
        self.covered = 0  # size of the last checkpoint
        self.problems: list[str] = []

    def run(self) -> None:
        """Read the whole file; Refused where it makes no sense to go on."""
        line = self.read_head()
        while True:
            word, _, rest = line.partition(b" ")
            if word == b"tile":
                self.read_tile(rest)
            elif word == b"entry":
                self.read_entry(rest)
            elif word == b"damaged":
                self.read_entry(rest, damaged=True)
            elif word == b"checkpoint":
                self.read_checkpoint(rest)
            elif word == b"end":
                self.read_end(rest)
                return
            else:
                raise self.broken("not a line of an export")
            line = self.lines.next()

    def broken(self, what: str) -> Refused:
        """A refusal that says how far everything was in order."""
        if self.differing:
            what += f"; the first entry that differs from its stored hash is entry {self.differing[0]}"
        return Refused(f"{what} (line {self.lines.number})")

    def read_head(self) -> bytes:
        """Origin and keys; returns the line after them. The keys you gave come before those of the file."""
        word, _, self.origin = self.text(self.lines.next()).partition(" ")
        if word != "origin" or not self.origin.isprintable():
            raise self.broken("the origin is missing")
        stated: list[Key] = []
        line = self.lines.next()
        while line.startswith((b"key ", b"witness ")):
            word, _, vkey = self.text(line).partition(" ")
            key = read_key(vkey)
            if key is None or (key.type == 4) != (word == "witness"):
                raise self.broken("a key is not one")
            stated.append(key)
            line = self.lines.next()
        for mine in self.pinned:
            for key in stated:
                if (key.name, key.type) == (mine.name, mine.type) and key != mine:
                    raise Refused(f"the file states another key than yours for {mine}")
        every = list(dict.fromkeys(self.pinned + stated))
        self.keys = [key for key in every if key.type != 4]
        self.witnesses = [key for key in every if key.type == 4]
        if not self.keys:
            raise self.broken("the file states no key, and none was given with --key")
        for note in self.kept:
            if note.origin != self.origin:
                raise Refused("a checkpoint that you kept is of another ledger")
            self.check_signatures(note)
        self.compare_kept()
        return line

    def text(self, line: bytes) -> str:
        """A line as text."""
        try:
            return line.decode("utf-8")
        except UnicodeDecodeError:
            raise self.broken("a line is not UTF-8") from None

    def number(self, text: bytes) -> int:
        """A number in its one spelling."""
        if not re.fullmatch(rb"0|[1-9][0-9]{0,18}", text):
            raise self.broken("a number is not one")
        return int(text)

    def read_tile(self, rest: bytes) -> None:
        """The stored hashes of the entries that follow."""
        index, _, encoded = rest.partition(b" ")
        data = decode_base64(self.text(encoded))
        self.expect_end_of_tile()
        if self.number(index) * 256 != self.entries.size:
            raise self.broken(f"the hashes of entry {self.entries.size} are not where they belong")
        if not data or len(data) % 32 or len(data) > 8192:
            raise self.broken(f"the hashes from entry {self.entries.size} on are no hashes")
        self.hashes = [data[at : at + 32] for at in range(0, len(data), 32)]
        self.tile_start = self.entries.size

    def expect_end_of_tile(self) -> None:
        """Every stored hash has had its entry."""
        if self.entries.size - self.tile_start != len(self.hashes):
            raise self.broken(f"entry {self.entries.size} is missing; its stored hash is there")

    def read_entry(self, rest: bytes, damaged: bool = False) -> None:
        """One entry: put its hash into one tree and the stored hash into the other."""
        index, _, entry = rest.partition(b" ")
        expected = self.entries.size
        if self.number(index) != expected:
            raise self.broken(f"entry {expected} is missing or moved: entry {self.number(index)} stands in its place")
        if damaged:  # the store held something else than a line of text there
            entry = decode_base64(self.text(entry)) or b""
        if expected - self.tile_start >= len(self.hashes):
            raise self.broken(f"entry {expected} has no stored hash: it, or one before it, was added")
        leaf, stored = leaf_hash(entry), self.hashes[expected - self.tile_start]
        if leaf != stored:
            self.differing.append(expected)
        self.entries.add(leaf)
        self.stored.add(stored)
        self.compare_kept()

    def read_checkpoint(self, rest: bytes) -> None:
        """A signed root over everything so far: compare both trees with it."""
        size_text, _, count = rest.partition(b" ")
        size, lines = self.number(size_text), self.number(count)
        if lines > 200:
            raise self.broken("a checkpoint is too long")
        note = read_note("".join(self.text(self.lines.next()) + "\n" for _ in range(lines)))
        if note.size != size or note.origin != self.origin:
            raise self.broken("a checkpoint is of another size or another ledger than it should be")
        if size != self.entries.size:
            missing = f"entries {self.entries.size} to {size - 1} are missing"
            raise self.broken(missing if size > self.entries.size else "a checkpoint is not where it belongs")
        self.check_signatures(note)
        self.compare(note)
        self.checkpoints += 1
        self.covered = size

    def check_signatures(self, note: Note) -> None:
        """Every key of the ledger has signed; a witness may have."""
        for key in self.keys:
            if not signed_by(note, key):
                raise Refused(f"the checkpoint of {note.size} entries is not signed by {key}")
        for key in self.witnesses:
            if signed_by(note, key):
                self.vouched[key] = max(note.size, self.vouched.get(key, 0))

    def compare(self, note: Note) -> None:
        """Hold both trees against a signed root, and say what differs."""
        by_entries, by_hashes = self.entries.root() == note.root, self.stored.root() == note.root
        differing = self.differing
        if by_entries and differing:
            self.problems.append(
                f"the stored hash of entry {differing[0]}{others(differing)} was changed; the entry itself is as signed"
            )
            self.stored = self.entries.copy()
        elif by_hashes and differing:
            self.problems.append(f"entry {differing[0]}{others(differing)} is not the one that was recorded")
            self.entries = self.stored.copy()
        elif not by_entries:
            raise self.broken(
                f"entries {self.covered} to {note.size - 1} are not all as they were signed: between the checkpoint of "
                f"{self.covered} entries and that of {note.size}, both an entry and its stored hash were changed"
            )
        self.differing = []

    def compare_kept(self) -> None:
        """Hold the checkpoints that you kept against this point of the file."""
        while self.kept and self.kept[0].size == self.entries.size:
            note = self.kept.pop(0)
            if note.root not in (self.entries.root(), self.stored.root()):
                raise Refused(
                    f"the ledger was rewritten: its first {note.size} entries are not those of the checkpoint that "
                    "you kept"
                )

    def read_end(self, rest: bytes) -> None:
        """The last line: nothing was left off, and nothing follows."""
        size, _, digest = rest.partition(b" ")
        self.expect_end_of_tile()
        if self.number(size) != self.entries.size or self.lines.file.read(1):
            raise self.broken("the file does not end where its last line says")
        if not self.checkpoints:
            raise Refused("there is no checkpoint, so nothing of it is signed")
        if self.covered != self.entries.size:
            raise Refused(f"entries {self.covered} to {self.entries.size - 1} are not covered by any checkpoint")
        for note in self.kept:
            raise Refused(
                f"the ledger was rolled back: you hold a checkpoint of {note.size} entries, and it has only "
                f"{self.entries.size}"
            )
        if digest != self.lines.digest.hexdigest().encode() and not self.problems:
            self.problems.append("the file was changed somewhere that no signature covers (its SHA-256 differs)")
        for key in self.pinned:
            if key.type == 4 and key not in self.vouched:
                self.problems.append(f"your witness {key} has signed no checkpoint of it")


def others(indexes: list[int]) -> str:
    """How many more than the first, in words."""
    return f" (and {len(indexes) - 1} more, up to entry {indexes[-1]})" if len(indexes) > 1 else ""


# ── Part 6: the proof of one entry (c2sp.org/tlog-proof; the path as in RFC 9162 §2.1.3.2) ───────────────────────────
#
#     c2sp.org/tlog-proof@v1
#     extra BASE64                  the entry itself
#     index NUMBER
#     BASE64                        hashes from the leaf up, one a line
#                                   an empty line, and then the signed note

PROOF_HEADER = b"c2sp.org/tlog-proof@v1\n"
LONGEST_PROOF = 1 << 20


def proved_entry(proof: str, pinned: list[Key]) -> tuple[int, bytes, Note]:
    """Number and bytes of the entry that a proof, without its first line, is about. Refused where it does not hold."""
    form = re.fullmatch(
        r"extra ([A-Za-z0-9+/]+=*)\nindex (0|[1-9][0-9]{0,18})\n((?:[A-Za-z0-9+/]{43}=\n){0,63})\n(.*)",
        proof,
        re.DOTALL,
    )
    entry = decode_base64(form.group(1)) if form else None
    path = [decode_base64(line) for line in form.group(3).split()] if form else []
    if form is None or entry is None or None in path:
        raise Refused("it is not the proof of an entry that comes with the entry itself")
    note, index = read_note(form.group(4)), int(form.group(2))
    if root_of(leaf_hash(entry), index, note.size, [one for one in path if one is not None]) != note.root:
        raise Refused(f"entry {index} is not in the tree of {note.size} entries that was signed, not as it stands here")
    if not any(key.name == note.origin for key in pinned):
        raise Refused(f"none of your keys is of the ledger {note.origin}")
    for key in pinned:
        if not signed_by(note, key):
            raise Refused(f"{key} did not sign the checkpoint of {note.size} entries")
    return index, entry, note


def root_of(leaf: bytes, index: int, size: int, path: list[bytes]) -> bytes | None:
    """The root that a path leads to from the leaf at `index` of a tree of `size` leaves; None where it does not fit."""
    if index >= size:
        return None
    at, last, hashed = index, size - 1, leaf
    for sibling in path:
        if last == 0:
            return None
        if at & 1 or at == last:
            hashed = hashlib.sha256(b"\1" + sibling + hashed).digest()
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            hashed = hashlib.sha256(b"\1" + hashed + sibling).digest()
        at, last = at >> 1, last >> 1
    return hashed if last == 0 else None


def prove(file: BinaryIO, pinned: list[Key]) -> int:
    """Check a proof, whose first line was read, and say what came of it."""
    if not pinned:
        raise NotAnExport("a proof states no keys: say with --key which you trust")
    try:
        index, entry, note = proved_entry(file.read(LONGEST_PROOF).decode("utf-8"), pinned)
    except Refused as error:
        print(f"DOES NOT HOLD: {error}.")
        return 1
    print(f"ledger       {note.origin}")
    print(f"entry        {index} of {note.size}")
    print("             " + "".join(one if one.isprintable() else "?" for one in entry.decode("utf-8", "replace")))
    for key in pinned:
        print(f"signed by    {key}")
    print("HOLDS: this entry is on the ledger as it stands here.")
    return 0


# ── Part 7: a signed report, such as a certificate of erasure ───────────────────────────────────────────────────────
#
#     privet-report/v1
#     STATEMENT                     one line: what was found, in JSON
#     salt BASE64                   32 bytes
#     entry ENTRY                   as it stands on the ledger; its note is SHA-256(domain, salt, STATEMENT)
#                                   an empty line, and then the proof of the entry, without "extra"

REPORT_HEADER = b"privet-report/v1\n"
COMMITTED = b"privet/note/v1\0"


def reported(report: str, pinned: list[Key]) -> tuple[dict[str, object], int, dict[str, object], Note]:
    """The statement of a report without its first line, and number, fields and checkpoint of the entry that commits to
    it. Refused where it does not hold."""
    form = re.fullmatch(
        r"([^\n]+)\nsalt ([A-Za-z0-9+/]{43}=)\nentry ([^\n]+)\n\nc2sp\.org/tlog-proof@v1\n(.*)", report, re.DOTALL
    )
    salt = decode_base64(form.group(2)) if form else None
    if form is None or salt is None:
        raise Refused("it is not a signed report")
    text, line = form.group(1), form.group(3).encode("utf-8", "replace")
    extra = base64.b64encode(line).decode("ascii")
    index, _, note = proved_entry(f"extra {extra}\n{form.group(4)}", pinned)
    try:
        entry, said = json.loads(line), json.loads(text)
    except ValueError:
        raise Refused("the report or its entry is not JSON") from None
    digest = hashlib.sha256(COMMITTED + salt + text.encode("utf-8", "surrogatepass")).digest()
    committed = base64.b64encode(digest).decode("ascii")
    if not isinstance(said, dict) or not isinstance(entry, dict) or not str(entry.get("act")).startswith("report."):
        raise Refused("the ledger's entry is of another act, so what it commits to is no report")
    if entry.get("note") != committed:
        raise Refused("the report is not the one that the ledger's entry commits to")
    if entry["act"] == "report.erasure" and said.get("ledger") != note.origin:
        raise Refused("the certificate is of another ledger than the one that signed it")
    if entry["act"] == "report.consent":
        named = (said.get("privet:ledger"), said.get("dct:identifier"), said.get("dct:created"))
        if named != (note.origin, f"ent_{entry.get('id')}", entry.get("at")):
            raise Refused("the receipt is of another ledger, entry or time than those that stand for it")
    return said, index, entry, note


def show_report(file: BinaryIO, pinned: list[Key]) -> int:
    """Check a report, whose first line was read, and say what came of it."""
    if not pinned:
        raise NotAnExport("a report states no keys: say with --key which you trust")
    try:
        said, index, entry, note = reported(file.read(LONGEST_PROOF).decode("utf-8"), pinned)
    except Refused as error:
        print(f"DOES NOT HOLD: {error}.")
        return 1
    print(f"ledger       {note.origin}")
    print(f"entry        {index} of {note.size}, {entry['act']}, {entry.get('at')}")
    for name, value in said.items():
        shown = json.dumps(value, ensure_ascii=True) if not isinstance(value, str) else value
        print(f"             {name}: " + "".join(one if one.isprintable() else "?" for one in shown))
    for key in pinned:
        print(f"signed by    {key}")
    print("HOLDS: every word of the statement is as the ledger holds it. What it says of itself stands above.")
    return 0


# ── Part 8: the command line ────────────────────────────────────────────────────────────────────────────────────────


def arguments(argv: list[str]) -> tuple[str, list[Key], list[Note]]:
    """File, pinned keys and kept checkpoints."""
    parser = argparse.ArgumentParser(prog="privet_verify.py", description="Checks an exported Privet ledger.")
    parser.add_argument("file", help="what `privet ledger export` or `prove` printed; - reads standard input")
    parser.add_argument("--key", action="append", default=[], metavar="VKEY", help="a key that you trust")
    parser.add_argument("--checkpoint", action="append", default=[], metavar="FILE", help="a checkpoint you kept")
    given = parser.parse_args(argv)
    pinned = [read_key(text.strip()) for text in given.key]
    if None in pinned:
        raise NotAnExport("what was given with --key is not a key")
    kept = []
    for path in given.checkpoint:
        with open(path, encoding="utf-8", newline="") as file:
            kept.append(read_note(file.read(1 << 20)))
    return given.file, [key for key in pinned if key is not None], kept


def report(check: Check, kept: list[Note]) -> Iterator[str]:
    """What was found, in sentences."""
    yield f"ledger       {check.origin}"
    yield f"entries      {check.entries.size}"
    yield f"checkpoints  {check.checkpoints}, all signed"
    for key in check.keys:
        yield "signed by    {}{}".format(key, "" if key in check.pinned else "  [key taken from the file itself]")
    for key in check.witnesses:
        yield "witness      {} vouches for the first {} entries{}".format(
            key, check.vouched.get(key, 0), "" if key in check.pinned else "  [key taken from the file itself]"
        )
    for note in kept:
        yield f"kept         your checkpoint of {note.size} entries is part of it"


def main(argv: list[str]) -> int:
    """Check one file, print the verdict, return the exit code."""
    try:
        path, pinned, kept = arguments(argv)
        with sys.stdin.buffer if path == "-" else open(path, "rb") as file:
            lines = Lines(file)
            header = file.readline(len(HEADER))
            if header == PROOF_HEADER and not kept:
                return prove(file, pinned)
            if header == REPORT_HEADER and not kept:
                return show_report(file, pinned)
            if header != HEADER:
                raise NotAnExport("this is not an export of a ledger, or of a version unknown here")
            check = Check(lines, pinned, kept)
            return verdict(check)
    except (Refused, NotAnExport, OSError, UnicodeDecodeError) as error:
        print(f"NOT CHECKED: {error}.", file=sys.stderr)
        return 2


def verdict(check: Check) -> int:
    """Run the check and say what came of it."""
    kept = list(check.kept)
    try:
        check.run()
    except Refused as error:
        check.problems.append(str(error))
    else:
        for sentence in report(check, kept):
            print(sentence)
    for problem in check.problems:
        print(f"DOES NOT HOLD: {problem}.")
    if check.problems:
        return 1
    if not check.pinned:
        print("The keys come from the file: this shows that it is whole, not whose it is. Give --key to show both.")
    print("HOLDS: every entry is the one that was recorded, none is missing, none was added or moved.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
