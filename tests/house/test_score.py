"""The scorer of bench/accuracy: what counts as found, as false, as masked; and every set of the repository loads."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parents[2] / "bench" / "accuracy"))

import score
import sets
from score import Answer

NAME = sets.Span(3, 6, ("PERSON",))
CITY = sets.Span(10, 14, ("PLACE", "ADDRESS"))
TEXT = "hi Ann in Rome on 2 May, ok?"


def _judged(answers: list[Answer], *, unasked: tuple[tuple[int, int], ...] = ()) -> score.Count:
    case = sets.Case("x:1", "en", TEXT, (NAME, CITY), unasked)
    labelled = sets.Labelled("x", (case,), frozenset({"PERSON", "PLACE", "ADDRESS"}))
    return score.together(score.judge(labelled, [answers]), labelled.labelled)


def test_an_overlap_is_found_and_only_the_very_ends_are_exact() -> None:
    count = _judged([Answer(0, 4, ("PERSON",)), Answer(10, 14, ("ADDRESS",))])
    assert (count.asked, count.found, count.exact, count.right, count.false) == (2, 2, 1, 2, 0)
    assert (count.recall, count.precision, count.f1, count.exact_recall) == (1.0, 1.0, 1.0, 0.5)


def test_another_kind_masks_but_is_not_found() -> None:
    count = _judged([Answer(3, 6, ("PLACE",))])
    assert (count.found, count.false, count.masked, count.personal) == (0, 1, 3, 7)
    assert (count.precision, count.f1, count.needless) == (0.0, 0.0, 0)


def test_kinds_that_pass_mask_nothing() -> None:
    assert _judged([Answer(3, 6, ("ORGANISATION",))]).masked == 0


def test_an_answer_of_a_kind_that_nobody_labelled_is_not_false() -> None:
    assert _judged([Answer(18, 23, ("DATE",))]).false == 0
    assert _judged([Answer(18, 23, ("PLACE", "DATE"))]).false == 0
    assert _judged([Answer(18, 23, ("PLACE",))]).false == 1


def test_characters_hidden_without_need_are_counted() -> None:
    assert _judged([Answer(16, 23, ("PLACE",))]).needless == len("n2May")


def test_what_bears_a_label_that_nobody_asks_for_is_not_false() -> None:
    assert _judged([Answer(18, 23, ("PLACE",))], unasked=((18, 23),)).false == 0


def test_overlapping_answers_are_all_given_credit() -> None:
    count = _judged([Answer(3, 6, ("PERSON",)), Answer(3, 6, ("PLACE",))])
    assert (count.found, count.right, count.false) == (1, 1, 0)


def test_one_answer_over_two_is_right_once() -> None:
    case = sets.Case("x:1", "en", "Ann Bo", (sets.Span(0, 3, ("PERSON",)), sets.Span(4, 6, ("PERSON",))))
    labelled = sets.Labelled("x", (case,), frozenset({"PERSON"}))
    count = score.together(score.judge(labelled, [[Answer(0, 6, ("PERSON",))]]), {"PERSON"})
    assert (count.found, count.right) == (2, 1)


def test_only_the_kinds_asked_for_are_counted() -> None:
    case = sets.Case("x:1", "en", TEXT, (NAME, CITY))
    labelled = sets.Labelled("x", (case,), frozenset({"PERSON", "PLACE", "ADDRESS"}))
    counts = score.judge(labelled, [[Answer(3, 6, ("PLACE",)), Answer(10, 14, ("PLACE",))]], {"PLACE"})
    assert (counts["en", "PLACE"].asked, counts["en", "PLACE"].right, counts["en", "PLACE"].false) == (1, 1, 0)


def test_a_folder_of_json_lines_is_a_set(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"text": "Ann 7", "spans": [[0, 3, "person"], [4, 5, "shoe-size"]]}\n\n')
    mine = sets.at("mine", tmp_path)
    (case,) = mine.cases
    assert (mine.labelled, mine.unknown) == ({"PERSON"}, ("shoe-size",))
    assert (case.spans, case.unasked, case.lang) == ((sets.Span(0, 3, ("PERSON",)),), ((4, 5),), "en")
    with pytest.raises(ValueError, match=r"no \.jsonl there"):
        sets.at("none", tmp_path / "b")


def test_every_set_of_the_repository_loads_and_its_spans_lie_inside() -> None:
    for labelled in sets.of_repository():
        assert labelled.cases
        for case in labelled.cases:
            assert all(0 <= start < end <= len(case.text) for start, end, _ in case.spans), case.id


def test_every_kind_that_a_label_stands_for_exists() -> None:
    named = {kind for kinds in sets.LABELS.values() for kind in kinds} - {sets.ANY_NUMBER, sets.POSTCODE}
    assert named <= sets.KINDS.keys()
