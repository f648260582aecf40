"""Telephone numbers as the compiled kernel reads them, beside what Python says of the same text."""

from __future__ import annotations

import gc
import json
import lzma
import re
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import phonenumbers
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests.plugins.detectors.test_bundled import EXAMPLES, REGIONS, near_numbers

from privet.core import announced, dialling, kernel, runs
from privet.core.finding import Detector
from privet.core.numbering import codes, plan_of
from privet.plugins.detectors import phone

pytestmark = pytest.mark.skipif(kernel.compiled() is None, reason="no compiler was there")

SETS = Path(__file__).parents[3] / "bench/accuracy/sets"
TENANTS = (
    "US GB IN CA AU IE NZ ZA NG PH SG KE",
    "ES MX AR CO CL PE PT BR",
    "DE AT CH FR IT NL PL TR",
    "RU KZ BY UA",
    "",
)
"""Regions of a tenant; plans with carrier codes, with rewritten prefixes and without trunk prefix among them."""


def pair(regions: str) -> tuple[Detector, Detector]:
    return phone.make(tuple(regions.split())), phone.make(tuple(regions.split()), kernel=False)


PAIRS = [pair(regions) for regions in TENANTS]


def agree(text: str, pairs: list[tuple[Detector, Detector]]) -> None:
    for fast, plain in pairs:
        assert list(fast.find(text)) == list(plain.find(text))


def test_every_example_number_is_read_alike_in_its_region() -> None:
    for region in REGIONS:
        own = [pair(region)]
        for digits in (digits for where, digits in EXAMPLES if where == region):
            for text in (digits, f"+{digits}", f"x{digits}", f"({digits[:3]}) {digits[3:6]}-{digits[6:]}"):
                agree(text, own)


def test_every_example_number_is_read_alike_as_its_country_writes_it() -> None:
    for region in REGIONS:
        number = phonenumbers.example_number(region)
        for form in (0, 1, 2, 3):
            agree(f"my phone is {phonenumbers.format_number(number, form)}.", PAIRS)


written = st.builds(
    "{}{}{}".format,
    st.sampled_from(["", "+", "00", "011", "(+", "(", "0", "call", "12.", "$", "v", "tel. ", "#", "on 1/2/", "+1"]),
    st.one_of(near_numbers().map(lambda near: near[1]), st.text("0123456789 .-/()+", min_size=7, max_size=24)),
    st.sampled_from(["", ".", "%", ".5", " 12", " ext 4", "-3", " 2", "/2024", " 12/12/2024", " or 07911 123456"]),
)


@settings(deadline=None, max_examples=1000)
@given(written)
@example("0044 (0)20 7946 0018")
@example("20/12/2024 12345")
@example("2024-12-20 12345")
@example("1-800-356-9377")
@example("+1 242 345 6789 1")
@example("+999 1234567")
@example("+44 9999 999999")
@example("+44 7")
@example("1234567.5")
@example("020 7946 0018%")
@example("123456789012345678 1")
@example("+" + "4" * 18)
def test_any_digits_are_read_alike(text: str) -> None:
    agree(text, PAIRS)


@settings(deadline=None, max_examples=400)
@given(
    st.sampled_from(["", "x", " ", "_", "9", "a_", "-", "pay your "]),
    st.from_regex(re.compile(announced._WORDS, re.ASCII), fullmatch=True),
    st.lists(st.from_regex(re.compile(rf"[ .:#-]{{0,3}}(?:{announced._NUMBER})"), fullmatch=True), max_size=3),
    st.text(" .:#-", max_size=4),
    st.sampled_from(["99999999", "1 2 3 4 5 67", "12345678901", "123456789012345", "1111 22223333"]),
)
def test_what_words_announce_is_read_alike(before: str, word: str, more: list[str], gap: str, digits: str) -> None:
    agree(f"{before}{word}{''.join(more)}{gap}{digits}", PAIRS)


def _texts() -> Iterator[str]:
    for file in sorted(SETS.rglob("*.txt")):
        yield from file.read_text(encoding="utf-8").splitlines()
    for file in sorted(SETS.rglob("*.jsonl.xz")):
        with lzma.open(file, "rt", encoding="utf-8") as lines:
            yield from (json.loads(line)["text"] for line in lines)


def test_the_development_sets_are_read_alike() -> None:
    texts = [text for text in _texts() if re.search(phone._Phone.triggers[0], text)]
    assert len(texts) > 1000
    for text in texts:
        agree(text, PAIRS[:2])


def test_a_country_is_told_of_when_a_text_first_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dialling, "_tables", _fresh())
    made = dialling.Dialling([], announced.openings())
    assert runs.phones("+442079460018", made.address) == 44
    made = dialling.Dialling([], announced.openings(), 44)
    assert runs.phones("+442079460018", made.address) == [0, 13, 2 << 8 | 44 << 16]
    assert runs.phones("+442079460018 or +33 1 23 45 67 89", made.address) == 33
    assert runs.phones("+442079460018 or +999 123456", made.address) == [0, 13, 2 << 8 | 44 << 16]
    assert runs.phones("no number, 12", made.address) == []
    assert runs.phones("+442079460018 " * 40, made.address) is None


def test_threads_learn_countries_side_by_side(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dialling, "_tables", _fresh())
    texts = [f"+{digits}" for _, digits in EXAMPLES[::7]]
    plain = phone.make(("GB",), kernel=False)
    expected = [list(plain.find(text)) for text in texts]
    shared, found = phone.make(("GB",)), {}

    def look(which: int) -> None:
        found[which] = [list(shared.find(text)) for text in texts[which:] + texts[:which]]

    pause = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)  # they meet everywhere: what one reads, another puts anew
    try:
        threads = [threading.Thread(target=look, args=(which,)) for which in (0, 40, 80, 120)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    finally:
        sys.setswitchinterval(pause)
    for which, each in found.items():
        assert each == expected[which:] + expected[:which]
    assert len(found) == 4


def test_what_the_kernel_reads_is_held_though_another_thread_learns_meanwhile(monkeypatch: pytest.MonkeyPatch) -> None:
    shared = phone.make(("GB",))
    assert isinstance(shared, phone._Phone)

    def asked(text: str, plans: int) -> list[int] | int | None:
        shared._dialling = None  # as another thread's would take its place
        assert any(isinstance(one, dialling.Dialling) and one.address == plans for one in gc.get_objects())
        return runs.phones(text, plans)

    monkeypatch.setattr(phone, "phones", asked)
    assert [found.canonical for found in shared.find("+7 912 345-67-89 or +81 3-1234-5678")] == [
        "+79123456789",
        "+81312345678",
    ]


def _fresh() -> object:
    tables = dialling._Tables()
    return lambda: tables


def test_plans_are_rows_in_the_order_of_their_country() -> None:
    tables = dialling._Tables()
    for region in ("CA", "US", "GB", "CA"):
        plan = plan_of(region)
        assert plan is not None
        row = tables.plans[tables.number(plan)]
        assert row[0] == int(plan.code)
        assert row[11:14] == tuple(sum(1 << size for size in bits) for bits in (plan.lengths, plan.local, plan.sizes))
    assert len(tables.plans) == len(codes()["1"]) + len(codes()["44"])


def test_a_prefix_is_read_by_the_kernel_only_where_the_longest_counts() -> None:
    tables = dialling._Tables()
    assert not tables._is_longest("0|005")  # `re` takes the 0 of 005
    assert tables._is_longest("005|0|1[23]?")
    assert tables._is_longest("(?!)")
    assert not tables._is_longest(r"\d{4}")  # more than are looked at
    assert not tables._is_longest(r"([2-9]\d{6})$|1")
