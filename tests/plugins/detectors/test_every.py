"""Detectors of other packages: found by their entry point, refused when they break the port."""

import sys
from pathlib import Path

import pytest

from privet.core.detect import Scanner
from privet.errors import BadInput
from privet.plugins.detectors import GROUP, bundled, every

BADGE = r"""
import re
from privet.core.finding import CUE, Finding

class Badge:
    name, kinds, triggers = "badge", ("ACCOUNT",), ("badge [0-9]{2}",)
    def find(self, text):
        for match in re.finditer("badge ([0-9]{2})", text):
            yield Finding(*match.span(1), "ACCOUNT", 0.8, self.name, match[1], CUE)

def make(regions=()):
    return Badge()

def broken(regions=()):
    raise RuntimeError("+44 20 7946 0018")

def unknown(regions=()):
    badge = Badge()
    badge.kinds = ("BADGE",)
    return badge

def again(regions=()):
    badge = Badge()
    badge.name = "card"
    return badge

def idle(regions=()):
    badge = Badge()
    badge.triggers = ()
    return badge

def category(regions=()):
    badge = Badge()
    badge.triggers = (r"badge [\d]{4}",)
    return badge

def anchored(regions=()):
    badge = Badge()
    badge.triggers = ("badge [0-9]", r"a\Z")
    return badge

def unclosed(regions=()):
    badge = Badge()
    badge.triggers = ("badge (",)
    return badge

class Loose(Badge):
    said = ()
    def find(self, text):
        return [Finding(start, end, kind, 0.8, self.name, "12", CUE) for start, end, kind in self.said]

def before(regions=()):
    loose = Loose()
    loose.said = ((-3, 2, "ACCOUNT"),)
    return loose

def behind(regions=()):
    loose = Loose()
    loose.said = ((0, 2, "ACCOUNT"), (3, 9999, "ACCOUNT"))
    return loose

def nothing(regions=()):
    loose = Loose()
    loose.said = ((2, 2, "ACCOUNT"),)
    return loose

def another(regions=()):
    loose = Loose()
    loose.said = ((0, 2, "NOSUCH"),)
    return loose

class Together(Badge):
    def find_each(self, texts):
        return [list(self.find(text)) for text in texts if "lost" not in text]
    def active(self):
        return "Badges are found by hand."

def together(regions=()):
    return Together()
"""


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Installs a package whose entry point names a function of `BADGE`."""

    def install(function: str) -> None:
        (tmp_path / "badges_of_acme.py").write_text(BADGE, "utf-8")
        info = tmp_path / "badges_of_acme-1.0.dist-info"
        info.mkdir()
        (info / "METADATA").write_text("Metadata-Version: 2.1\nName: badges-of-acme\nVersion: 1.0\n", "utf-8")
        (info / "entry_points.txt").write_text(f"[{GROUP}]\nbadge = badges_of_acme:{function}\n", "utf-8")
        monkeypatch.syspath_prepend(tmp_path)

    yield install
    sys.modules.pop("badges_of_acme", None)


def test_without_other_packages_there_are_the_bundled_ones() -> None:
    assert [one.name for one in every(("GB",))] == [one.name for one in bundled(("GB",))]


def test_another_package_adds_a_detector(package) -> None:
    package("make")
    found = Scanner(every(("GB",))).scan("badge 12, call +44 20 7946 0018")
    assert [(one.kind, one.by) for one in found] == [("ACCOUNT", "badge"), ("PHONE", "phone")]


@pytest.mark.parametrize(
    ("function", "said"),
    [
        ("broken", "cannot be loaded: RuntimeError"),
        ("missing", "cannot be loaded: AttributeError"),
        ("unknown", "a kind that there is not"),
        ("idle", "lacks something"),
        ("again", "two detectors card"),
        ("category", "badge has a trigger"),
        ("anchored", "badge has a trigger"),
        ("unclosed", "badge has a trigger"),
    ],
)
def test_one_that_breaks_the_port_stops_the_start_and_is_named_without_what_it_said(package, function, said) -> None:
    package(function)
    with pytest.raises(BadInput, match=said) as raised:
        every()
    assert "badges-of-acme" in raised.value.hint
    assert "7946" not in str(raised.value)


@pytest.mark.parametrize("function", ["before", "behind", "nothing", "another"])
def test_a_finding_that_cannot_be_is_as_if_its_detector_raised(package, function) -> None:
    package(function)
    scanner = Scanner(every(("GB",)), False)
    with pytest.raises(BadInput, match="badge found what cannot be"):
        scanner.scan("badge 12")
    assert scanner.scan_each(["badge 12", "nothing"]) == [None, []]


def test_a_detector_of_others_may_look_at_many_texts_at_once_and_say_so(package) -> None:
    package("together")
    scanner = Scanner(every(("GB",)), False)
    for texts in (["badge 12", "badge 13"], ["badge 12", "lost badge 13"]):  # the second time too few are answered
        assert [len(found) for found in scanner.scan_each(texts)] == [1, 1]
    assert "Badges are found by hand." in scanner.active()
