"""The search behind `privet prove`: what is planted is found, in every form, wherever it stands; nothing else is."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import os
import pkgutil
import random
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import privet.acts
from privet.core.detect import Scanner
from privet.core.kinds import KINDS, OPTIONAL
from privet.plugins.detectors import bundled
from privet.prove import search as searching
from privet.prove import self_check
from privet.prove.attack import FORCED
from privet.prove.canaries import (
    ENTRANCES,
    FIELDS,
    SHORT,
    WAYS,
    WORD,
    Canary,
    canaries,
    disguised,
    dumped,
    loaded,
    of,
    texts,
)
from privet.prove.forms import PLANTED, needles
from privet.prove.gone import Left
from privet.prove.report import unexpected
from privet.prove.scratch import Scratch
from privet.prove.search import Search

DRAW = random.Random(7).randbytes
"""The same for each run of the tests: what is random is rarely, but not never, what is looked for."""

PLANTED_ONES = canaries(DRAW)
PLANTABLE = set(KINDS) - {"TEXT"}
"""What no detector looked at is found by none."""
SEARCHES = [Search(PLANTED_ONES, True), Search(PLANTED_ONES, False)]
both = pytest.mark.parametrize("search", SEARCHES, ids=["hyperscan", "table"])
SMALL = Search([PLANTED_ONES[0], *(one for one in PLANTED_ONES if one.three)][:4], False)


def noise(count: int) -> bytes:
    return DRAW(count)


def numbers(search: Search, data: bytes) -> set[int]:
    return {hit.canary for hit in search.data(data).hits}


def test_there_are_two_hundred_of_every_kind_by_every_entrance() -> None:
    assert len(PLANTED_ONES) >= 200
    for entrance in ENTRANCES:
        assert {one.kind for one in PLANTED_ONES if one.entrance == entrance} >= {*PLANTABLE, WORD}
    for entrance, names in FIELDS.items():
        for name in names:
            assert of(PLANTED_ONES, entrance, name)
    assert {one.way for one in PLANTED_ONES} == {"plain", *WAYS}
    assert len({value for one in PLANTED_ONES for value in one.values[:1]}) == len(PLANTED_ONES)
    assert loaded(dumped(PLANTED_ONES)) == PLANTED_ONES


def test_detectors_know_the_plain_ones_and_but_for_the_model_no_made_up_word() -> None:
    scanner = Scanner(bundled(("US", "GB", "DE")), also=OPTIONAL)
    found = [one.kind for text in texts(PLANTED_ONES, "receive") for one in scanner.scan(text)]
    assert set(found) == PLANTABLE
    assert all(found.count(kind) == 3 for kind in SHORT)
    words = [one for one in PLANTED_ONES if one.kind == WORD]
    told = [found.by for one in words if one.way != "spaced" for found in scanner.scan(one.text)]
    assert set(told) <= {"names"}, "a model may take any word for a name; nothing else knows a made-up one"
    assert disguised("4 0", "spelled") == "four zero"


@both
@pytest.mark.parametrize("form", PLANTED)
def test_every_form_of_every_canary_is_found(search: Search, form: str) -> None:
    for one in PLANTED_ONES[:: 1 if search is SEARCHES[0] else 9]:
        value = one.values[0]
        if form != "digits only" or (sum(sign.isdecimal() for sign in value) >= 8 and value.isascii()):
            assert one.number in numbers(search, noise(97) + PLANTED[form](value) + noise(97)), (one.kind, one.way)


@both
def test_nothing_is_found_where_nothing_is(search: Search) -> None:
    size = 1 << (23 if search is SEARCHES[0] else 18)
    chance = noise(size)
    other = " ".join(value for one in canaries(DRAW) for value in one.values if len(one.values) > 9)
    for data in (
        chance,
        chance[: 1 << 18].hex().encode(),
        base64.b64encode(chance),
        other.encode(),
        b"",
        b"\x78\x9c",
        b"0" * 999,
    ):
        found = search.data(data)
        assert (found.hits, found.faults) == ([], [])


@both
@pytest.mark.parametrize("kind", SHORT)
def test_short_ones_are_told_apart_by_three_in_a_row(search: Search, kind: str) -> None:
    one = next(one for one in PLANTED_ONES if one.kind == kind)
    for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
        in_a_row = " and then ".join(one.three)
        assert one.number in numbers(search, noise(9) + f" {in_a_row} ".encode(encoding))
    assert one.number in numbers(search, f"{KINDS[kind].name}".join(["", *one.three[::-1], ""]).encode())
    assert one.number not in numbers(search, " ".join([one.three[1], one.three[0], one.three[2]]).encode())
    assert one.number in numbers(search, b"-".join(value.encode().hex().encode() for value in one.three))
    assert one.number not in numbers(search, f" {one.three[0]} and {one.three[1]} ".encode() * 9)
    assert one.number not in numbers(search, (" " * 999).join(one.three).encode())
    assert one.number not in numbers(search, " ".join(f"1{value}" for value in one.three).encode())
    assert one.number not in numbers(search, " ".join(f"{value}1" for value in one.three).encode("utf-16-le"))
    for value in one.three:  # a hash is long enough to be told by itself
        assert one.number in numbers(search, hashlib.sha1(value.encode()).hexdigest().encode())


@both
@pytest.mark.parametrize("size", [64, 700, 4096, 1 << 16])
def test_a_canary_across_two_pieces_is_found(search: Search, size: int, monkeypatch, tmp_path: Path) -> None:
    monkeypatch.setattr(searching, "CHUNK", size)
    one, *_ = PLANTED_ONES
    three = next(one for one in PLANTED_ONES if one.three)
    for before in range(size - 40, size + 3, 7):
        zipped = gzip.compress(one.values[0].encode() * 3)
        (tmp_path / "a").write_bytes(b"\1" * before + one.values[0].encode() + b"\1" * size)
        (tmp_path / "b").write_bytes(b"\1" * (before - 5) + f" {' '.join(three.three)} ".encode() + b"\1" * size)
        (tmp_path / "c").write_bytes(b"\1" * (before - 9) + zipped + b"\1" * size)
        found = search.folder(tmp_path)
        assert {hit.where.split(",")[0] for hit in found.hits} == {"a", "b", "c"}
        assert found.bytes == sum(path.stat().st_size for path in tmp_path.iterdir())


def test_the_place_that_is_told_is_where_it_stands(tmp_path: Path) -> None:
    (tmp_path / "log").write_bytes(noise(12_345) + PLANTED_ONES[0].values[0].encode())
    (hit,) = SEARCHES[0].folder(tmp_path).hits
    assert (hit.where, hit.form, hit.canary, hit.offset) == ("log", "UTF-8", 1, 12_345)


def test_a_stream_that_breaks_off_is_opened_as_far_as_it_goes() -> None:
    stream = zlib.compress(noise(3000) + PLANTED_ONES[0].values[0].encode()[::-1] + PLANTED_ONES[0].values[0].encode())
    cut = stream[:3200] + b"\0\0\0\7" + noise(999)
    assert numbers(SMALL, cut) == {1}


def test_streams_too_deep_or_too_long_are_faults_not_silence(monkeypatch) -> None:
    data = b"x"
    for _ in range(searching.DEPTH + 1):
        data = gzip.compress(data)
    assert "too deep" in SMALL.data(data).faults[0]
    monkeypatch.setattr(searching, "LARGEST", 1 << 20)
    assert "its rest was not searched" in SMALL.data(zlib.compress(bytes(1 << 22))).faults[0]


def test_names_are_searched_and_what_is_no_file_is_a_fault(tmp_path: Path) -> None:
    (tmp_path / f"x{PLANTED_ONES[0].values[0]}").mkdir()
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "link").symlink_to("/nowhere")
    found = SMALL.folder(tmp_path)
    assert [hit.canary for hit in found.hits] == [1]
    assert sorted(fault.split()[0] for fault in found.faults) == ["link", "pipe"]


def test_an_unreadable_file_is_a_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tmp_path.chmod(0o755)
    (tmp_path / "shut").touch(mode=0)
    monkeypatch.chdir(tmp_path)
    user = os.geteuid()
    if user == 0:  # who reads everything
        os.seteuid(65534)
    try:
        found = SMALL.folder(Path())
    finally:
        os.seteuid(user)
    assert found.faults == ["shut could not be read (Permission denied)"]


def test_a_file_that_cannot_be_read_to_its_end_is_a_fault(tmp_path: Path, monkeypatch) -> None:
    def broken(path: Path, found: searching.Found) -> Iterator[bytes]:
        yield b"x"
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(searching, "_read", broken)
    (tmp_path / "bad").touch()
    assert SMALL.folder(tmp_path).faults == ["bad could not be read (Input/output error)"]


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=8, max_size=40), st.integers(0, 50), st.data())
@settings(max_examples=60)
def test_any_text_is_found_in_any_form(value: str, before: int, data) -> None:
    form = data.draw(st.sampled_from([name for name in PLANTED if name not in ("digits only", "upper case")]))
    search = Search([Canary(1, WORD, "receive", "plain", value, (value,))], False)
    assert numbers(search, b"\1" * before + PLANTED[form](value) + b"\1" * 9) == {1}


@given(st.text("abcdefgh", min_size=8, max_size=20))
@settings(max_examples=30)
def test_no_needle_is_too_short_or_in_capitals(value: str) -> None:
    for form, needle in needles(value):
        assert len(needle) >= 8, form
        assert needle == needle.lower()


def test_the_self_check_finds_all_and_says_where_the_search_is_blind() -> None:
    checked = self_check(SEARCHES[0], PLANTED_ONES, DRAW)
    assert checked.keys() == {*PLANTED, "three short ones", "file name"}
    assert all(found == of > 0 for of, found in checked.values())
    other = Search(canaries(DRAW), True)
    blind = self_check(other, PLANTED_ONES, DRAW)
    assert all(found < of / 9 for of, found in blind.values())  # telephone numbers of fiction are few: some are in both


def ended(folder: Path, stored: int = 5) -> Scratch:
    """A scratch installation in which everything went as meant."""
    (folder / "said").mkdir(exist_ok=True)
    for name in ("telegram", "sms-backup", "jsonl", "csv"):
        (folder / "said" / f"import-{name}.out").write_text(f"records  9\nstored   {stored:,}\n")
    codes = {"receiving": -9, "acting": 0, "full-disk": 0, "gone": 0, "server": -9, "server-again": 0, "import-csv": 0}
    return Scratch(folder, 1, lambda: 0, 2, codes)


@pytest.mark.parametrize(
    ("left", "words"),
    [
        (Left(0, 3, 0, 0, 3), "not there before"), (Left(3, 0, 0, 0, 3), "not there before"),
        (Left(3, 3, 0, 0, 5), "not there before"), (Left(3, 3, 1, 0, 6), "1 of what is erased or over opens"),
        (Left(3, 3, 0, 2, 6), "the bytes of 2"),
    ],
)  # fmt: skip
def test_what_is_not_gone_is_a_fault(left: Left, words: str) -> None:
    (fault,) = left.faults()
    assert words in fault
    assert Left(3, 3, 0, 0, 6).faults() == []


TAKEN = {one: [201, 400] for one in ("POST /tokenise", "POST /v1/messages", "web chat", "webhook")}


def test_what_was_not_tried_is_a_fault_and_what_rules_refuse_is_told(tmp_path: Path) -> None:
    both_ = {"server": TAKEN, "server-again": TAKEN}
    assert unexpected(ended(tmp_path), both_) == ([], [])
    faults, _ = unexpected(ended(tmp_path), {"server": TAKEN, "server-again": TAKEN | {"webhook": [500, 0]}})
    assert faults == ["server-again broke a connection off (webhook)", "server-again took nothing in by webhook"]
    _, refused = unexpected(ended(tmp_path), {"server": TAKEN | {"web chat": [201, 403]}, "server-again": TAKEN})
    assert refused == []
    _, refused = unexpected(ended(tmp_path), {"server": TAKEN | {"web chat": [403]}, "server-again": TAKEN})
    assert refused == ["web chat (server)"]
    assert unexpected(ended(tmp_path, 0), both_)[0][-1] == "nothing came in by import-csv"
    made = ended(tmp_path)
    made.codes |= {"import-csv": 4, "export": 1, "acting": 1}
    faults, refused = unexpected(made, both_)
    assert faults == ["`privet export` ended with 1", "the process acting ended with 1"]
    assert refused == ["import-csv"]
    assert len(unexpected(ended(tmp_path), {})[0]) == 8


STEPS = frozenset({
    "about", "alias", "allowed", "backing", "chat", "claim", "draft", "file", "forgetting", "hand_on", "hear",
    "inspect", "intake", "job", "joining", "lasting", "looked", "noting", "oversee", "own", "parts", "passing",
    "passkeys", "pieces", "posted", "proving", "purge", "reading", "received", "recount", "restoring",
    "retract_asked", "spool", "summarise", "telling", "tend", "tokenise", "trained", "unseen", "usage", "wanted",
    "whole", "whose",
})  # fmt: skip
"""Modules of acts that are steps of other acts, or act by the clock alone: they fail as those do."""


def test_every_act_is_made_to_fail() -> None:
    acts = {one.name for one in pkgutil.iter_modules(privet.acts.__path__)}
    assert set(FORCED) == acts - STEPS
    assert all(FORCED.values())


def test_a_planted_json_line_in_a_log_is_found(tmp_path: Path) -> None:
    mail = next(one for one in PLANTED_ONES if one.kind == "EMAIL")
    (tmp_path / "said.err").write_text(json.dumps({"said": f"cannot parse <{mail.values[0]}>"}))
    assert [hit.canary for hit in SEARCHES[0].folder(tmp_path).hits] == [mail.number]
