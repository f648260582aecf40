"""The names detector with the packs that ship: one text or many, kernel or numpy, and what it must not take."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from privet.core.kernel import compiled
from privet.errors import NotReady
from privet.plugins.detectors import names

WEIGHTS = Path(names.__file__).parent / "weights"
DETECTOR = names.Names(WEIGHTS)
PLAIN = names.Names(WEIGHTS, kernel=False)
PIECES = [
    "My name is Maria Lopez",
    "Hauptstraße 12, 10115 Berlin",
    "我叫李伟",
    "меня зовут Анна",
    "@joe",
    "a@example.com",
    "\n",
    " 4111 ",
    "call",
    "\ud800",
    "x" * 50,
    "o'",
    "Dr. Smith",
    "https://example.com/anna",
    "¿",
    "12 High Street, Leeds",
    "İ",
    "Σ",
]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=6).map(" ".join)


@settings(deadline=None)
@given(st.lists(TEXTS, max_size=5))
@example(["我İ", "我 aΣ", "他 İz"])  # signs that only Python makes small, behind one that says which language it is
def test_many_texts_are_found_as_each_alone_with_the_kernel_and_without(texts: list[str]) -> None:
    alone = [list(DETECTOR.find(text)) for text in texts]
    assert alone == DETECTOR.find_each(texts)
    assert alone == PLAIN.find_each(texts)
    assert alone == [list(PLAIN.find(text)) for text in texts]


def test_no_memory_for_a_pack_is_told_and_not_tried_again_at_each_text(monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[object] = []
    monkeypatch.setattr(names, "_REFUSED", 3)
    detector = names.Names(WEIGHTS)

    def read(path: object) -> object:
        tried.append(path)
        raise MemoryError

    with monkeypatch.context() as short:
        short.setattr(names, "read", read)
        for _ in range(4):
            with pytest.raises(NotReady, match="too little memory for the name pack latin"):
                detector.find("call Ann")
    assert len(tried) == 1
    assert list(detector.find("My name is Maria Lopez"))


@settings(deadline=None)
@given(st.text(max_size=80) | TEXTS)
def test_spans_are_inside_the_text_sorted_and_apart(text: str) -> None:
    at = 0
    for finding in DETECTOR.find(text):
        assert at <= finding.start < finding.end <= len(text)
        assert text[finding.start : finding.end] == finding.canonical == finding.canonical.strip()
        at = finding.end


@pytest.mark.parametrize(
    "text",
    [
        "write to maria.lopez@example.com",
        "@maria_lopez",
        "https://example.com/maria-lopez",
        "maria @ www.maria-lopez.example",
        "MARIA LOPEZ@example.com"[6:],
    ],
)
def test_what_is_part_of_an_address_on_the_net_is_nobodys_name(text: str) -> None:
    assert not [one for one in DETECTOR.find(text) if "lopez" in one.canonical.lower()]


@pytest.mark.parametrize(
    "text", ["4111 1111 1111 1111", "490154203237518", "12:30", "*123#", "€ 12.50", "(555) 010-0199"]
)
def test_numbers_alone_are_nobodys_name(text: str) -> None:
    assert [one for one in DETECTOR.find(text) if one.kind == "PERSON"] == []


def test_the_parts_of_one_address_are_one_finding() -> None:
    for text, address in (
        ("Please deliver it to 12 High Street, Leeds LS1 4AB. Thanks", "12 High Street, Leeds LS1 4AB"),
        ("Meine Adresse ist Hauptstraße 12, 10115 Berlin.", "Hauptstraße 12, 10115 Berlin"),
        ("Vivo en Calle Mayor 5, 28013 Madrid", "Calle Mayor 5, 28013 Madrid"),
    ):
        assert [one.canonical for one in DETECTOR.find(text) if one.kind == "ADDRESS"] == [address]


def test_a_unit_that_follows_an_address_belongs_to_it() -> None:
    one = names.Finding(0, 14, "ADDRESS", 0.9, "names", "12 High Street", names.MODEL)
    assert names._whole("12 High Street, apt 4b now", one).canonical == "12 High Street, apt 4b"
    assert names._whole("12 High Street, LS1 4AB", one).end == 23
    assert names._whole("12 High Street 5 times", one) == one
    assert names._whole("12 High Street 12345", one._replace(kind="PLACE")).end == 14


def test_a_person_is_not_joined_to_an_address() -> None:
    person = names.Finding(0, 4, "PERSON", 0.9, "names", "Anna", names.MODEL)
    address = names.Finding(5, 19, "ADDRESS", 0.8, "names", "12 High Street", names.MODEL)
    place = names.Finding(21, 26, "PLACE", 0.7, "names", "Leeds", names.MODEL)
    text = "Anna 12 High Street, Leeds"
    assert names._joined(text, person, address) == (person, address)
    assert names._joined(text, place, place) == (place, place)
    (joined,) = names._joined(text, address, place)
    assert (joined.kind, joined.canonical, joined.score) == ("ADDRESS", "12 High Street, Leeds", 0.8)
    assert names._joined("Anna 12 High Street; Leeds", address, place) == (address, place)


def test_a_pack_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    empty = names.Names(tmp_path)
    with pytest.raises(NotReady, match=r"latin\.npz"):
        empty.find("My name is Maria Lopez")
    with pytest.raises(NotReady):
        empty.find_each(["My name is Maria Lopez", "שלום"])
    assert list(empty.find("שלום")) == []  # for a script that no pack is for, none is missing


@pytest.mark.parametrize(
    ("text", "names_in_it"),
    [
        ("Меня зовут Иван Петров. My name is John Smith and I live here", ["Иван Петров", "John Smith"]),
        ("我叫王小明, and I would like to change my address please", ["王小明"]),
        ("Здравствуйте, у меня Samsung Galaxy S21 Ultra, не включается", []),
    ],
)
def test_a_text_in_two_scripts_is_looked_at_by_two_packs(text: str, names_in_it: list[str]) -> None:
    for detector in (DETECTOR, PLAIN):
        found = [one.canonical for one in detector.find(text) if one.kind == "PERSON"]
        assert found == names_in_it
        assert detector.find_each([text, "hello", text]) == [list(detector.find(one)) for one in (text, "hello", text)]


def test_the_packs_are_small() -> None:
    sizes = {path.name: path.stat().st_size for path in WEIGHTS.glob("*.npz")}
    assert set(sizes) == {"latin.npz", "cyrillic.npz", "han.npz"}
    assert sum(sizes.values()) <= 15_000_000


def test_the_detector_says_what_does_its_work() -> None:
    assert "numpy" in PLAIN.active()
    assert ("kernel" in DETECTOR.active() and "numpy" not in DETECTOR.active()) == (compiled() is not None)


@pytest.mark.parametrize("features", [None, 1])
def test_a_pack_that_was_trained_with_other_features_is_refused(tmp_path: Path, features: int | None) -> None:
    with np.load(WEIGHTS / "han.npz", allow_pickle=False) as pack:
        arrays = {name: pack[name] for name in pack.files if name != "features"}
    with (tmp_path / "han.npz").open("wb") as file:
        np.savez(file, **arrays, **({} if features is None else {"features": np.array(features, np.uint32)}))
    with pytest.raises(NotReady, match=r"han\.npz"):
        names.Names(tmp_path).find("我叫李伟")


@pytest.mark.parametrize(
    "text",
    ["2 new messages and 3 missed calls", "order 4 of 12 is here", "noch 3 Tage bis 5 GB", "quedan 2 gigas de 10"],
)
def test_numbers_and_common_words_are_no_address(text: str) -> None:
    assert not [one for one in DETECTOR.find(text) if one.kind == "ADDRESS"]
