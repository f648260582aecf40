"""Compiled patterns are read again by the next start, and never where somebody else could have written them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from privet.core import automaton, kernel, prefilter
from privet.core.prefilter import AVAILABLE, Prefilter
from privet.plugins import compiled
from privet.plugins.compiled import Compiled

TRIGGERS = (("badge [0-9]{4}",), ("[0-9]{12}",))
TEXTS = ("my badge 4711", "4111 1111 and 411111111111", "nothing", "BADGE 0815 000000000000")


def found(kept: Compiled | None, triggers: tuple[tuple[str, ...], ...] = TRIGGERS) -> list[list[int]]:
    """What a start finds that has compiled nothing yet."""
    prefilter._compiled.cache_clear()
    made = Prefilter(triggers, None, kept, kernel=False)
    made.compile()
    return [sorted(made.fired(text)) for text in TEXTS]


@pytest.mark.skipif(not AVAILABLE, reason="there is no Hyperscan here, so nothing is compiled")
class TestKept:
    def test_the_next_start_reads_it_and_finds_the_same(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        kept = Compiled(tmp_path / "cache")
        first = found(kept)
        assert first == found(None)
        assert len(list(kept.folder.iterdir())) == 2

        def never(*given: object, **named: object) -> None:
            raise AssertionError("it was compiled again")

        class Database:
            compile = never

        monkeypatch.setattr(prefilter.hyperscan, "Database", lambda mode: Database())
        assert found(kept) == first

    def test_other_patterns_are_compiled_anew(self, tmp_path: Path) -> None:
        kept = Compiled(tmp_path / "cache")
        found(kept)
        assert found(kept, (("nothing",), ("[0-9]{12}",))) == [[], [1], [0], [1]]

    def test_other_code_compiles_anew(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        kept = Compiled(tmp_path / "cache")
        found(kept)
        before = len(list(kept.folder.iterdir()))
        monkeypatch.setattr(compiled, "_made_by", lambda: b"another version of Privet")
        found(kept)
        assert len(list(kept.folder.iterdir())) == 2 * before

    def test_what_is_damaged_is_compiled_anew(self, tmp_path: Path) -> None:
        kept = Compiled(tmp_path / "cache")
        first = found(kept)
        for path in kept.folder.iterdir():
            path.write_bytes(path.read_bytes()[:100])
        assert found(kept) == first
        for path in kept.folder.iterdir():
            path.write_bytes(b"")
        assert found(kept) == first


@pytest.mark.skipif(kernel.compiled() is None, reason="no compiler was there")
class TestKeptAutomata:
    def found(self, kept: Compiled | None) -> list[list[int]]:
        """What a start finds that has made no automata yet."""
        prefilter._built.cache_clear()
        made = Prefilter(TRIGGERS, None, kept)
        made.compile()
        assert made.uses_kernel
        assert not made._patterns
        return [sorted(made.fired(text)) for text in TEXTS]

    def test_the_next_start_reads_them_and_finds_the_same(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        kept = Compiled(tmp_path / "cache")
        first = self.found(kept)
        assert first == self.found(None) == [[0], [1], [], [0, 1]]
        assert len(list(kept.folder.iterdir())) == 1
        monkeypatch.setattr(automaton, "made", None)
        assert self.found(kept) == first

    def test_what_is_damaged_is_made_anew(self, tmp_path: Path) -> None:
        kept = Compiled(tmp_path / "cache")
        first = self.found(kept)
        for path in kept.folder.iterdir():
            path.write_bytes(path.read_bytes()[:100])
        prefilter._built.cache_clear()
        made = Prefilter(TRIGGERS, None, kept)
        made.compile()
        assert [sorted(made.fired(text)) for text in TEXTS] == first
        assert self.found(kept) == first

    def test_where_they_cannot_be_made_detection_runs_on_re(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def short_of_memory(*of: object) -> object:
            raise MemoryError

        prefilter._built.cache_clear()
        monkeypatch.setattr(automaton, "made", short_of_memory)
        monkeypatch.setattr(prefilter, "_FEW", 1)
        made = Prefilter(TRIGGERS)
        assert [sorted(made.fired(text)) for text in TEXTS] == [[0], [1], [], [0, 1]]
        assert "compiling failed" in made.active()

    @pytest.mark.skipif(not AVAILABLE, reason="there is no Hyperscan here to go on with")
    def test_where_patterns_are_too_many_for_the_kernel_hyperscan_goes_on(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def too_many(*of: object) -> object:
            raise ValueError

        prefilter._built.cache_clear()
        monkeypatch.setattr(automaton, "made", too_many)
        monkeypatch.setattr(prefilter, "_FEW", 0)
        made = Prefilter(TRIGGERS)
        assert [sorted(made.fired(text)) for text in TEXTS] == [[0], [1], [], [0, 1]]
        assert "Hyperscan, one pass" in made.active()
        assert not made._patterns


def test_what_others_could_have_written_is_not_read(tmp_path: Path) -> None:
    kept = Compiled(tmp_path / "cache")
    kept.put("a" * 64, b"patterns")
    assert kept.get("a" * 64) == b"patterns"
    assert oct(kept.folder.stat().st_mode & 0o777) == "0o700"
    (path,) = kept.folder.iterdir()
    path.chmod(0o622)
    assert kept.get("a" * 64) is None
    path.chmod(0o600)
    kept.folder.chmod(0o777)
    assert kept.get("a" * 64) is None
    kept.put("b" * 64, b"patterns")
    assert list(kept.folder.iterdir()) == [path]


def test_a_folder_that_cannot_be_is_no_fault_and_files_are_few(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("")
    nowhere = Compiled(tmp_path / "file" / "cache")
    nowhere.put("a" * 64, b"x")
    assert nowhere.get("a" * 64) is None
    monkeypatch.setattr(compiled, "MOST", 3)
    kept = Compiled(tmp_path / "cache")
    for number in range(6):
        before = set(kept.folder.iterdir()) if number else set()
        kept.put(f"{number:064}", b"x")
        (path,) = set(kept.folder.iterdir()) - before
        os.utime(path, (number, number))
    assert [kept.get(f"{number:064}") for number in range(6)] == [None] * 3 + [b"x"] * 3


def test_what_is_not_ours_stays_and_keeps_nothing_from_being_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(compiled, "MOST", 3)
    kept = Compiled(tmp_path / "cache")
    kept.put("a" * 64, b"x")
    (kept.folder / "letter.txt").write_text("not ours")
    (kept.folder / ("f" * 64)).mkdir()
    for path in kept.folder.iterdir():
        os.utime(path, (1, 1))
    for number in range(6):
        kept.put(f"{number:064}", b"x")
    assert kept.get(f"{5:064}") == b"x"
    assert (kept.folder / "letter.txt").exists()
    assert (kept.folder / ("f" * 64)).is_dir()
    assert len(list(kept.folder.iterdir())) == 3 + 2


def test_what_is_read_stays_longest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiled, "MOST", 3)
    kept = Compiled(tmp_path / "cache")
    for number in range(3):
        kept.put(f"{number:064}", b"x")
    for number, path in enumerate(sorted(kept.folder.iterdir())):
        os.utime(path, (number, number))
    oldest = next(
        name for name in (f"{one:064}" for one in range(3)) if compiled._named(name) == min(os.listdir(kept.folder))
    )
    assert kept.get(oldest) == b"x"
    kept.put("a" * 64, b"x")
    assert kept.get(oldest) == b"x"


def test_what_cannot_be_written_leaves_nothing(tmp_path: Path) -> None:
    kept = Compiled(tmp_path / "cache")
    kept.folder.mkdir()
    (kept.folder / compiled._named("a" * 64)).mkdir()
    kept.put("a" * 64, b"x")
    assert [one.name for one in kept.folder.iterdir()] == [compiled._named("a" * 64)]


def test_where_it_lies(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("CACHE_DIRECTORY", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", "/srv/ann")
    assert Compiled().folder == Path("/srv/ann/.cache/privet/patterns")
    monkeypatch.setenv("XDG_CACHE_HOME", "/caches")
    assert Compiled().folder == Path("/caches/privet/patterns")
    monkeypatch.setenv("CACHE_DIRECTORY", "/var/cache/privet:/other")
    assert Compiled().folder == Path("/var/cache/privet/patterns")
