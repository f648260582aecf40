"""The figures beside the ledger are those that a count of it gives, whoever wrote, and however it was written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from privet.acts import recount
from privet.acts.verify import verify
from privet.core import ids
from privet.core.entry import Entry, Outcome, decode, encode
from privet.core.kinds import BY_NUMBER
from privet.store import holdings, ledger, tally
from privet.store.migrate import migrate, rollback

HALF_A_DAY = 43_200_000
ANN, BEN = "+12025550101", "+12025550102"
Figures = dict[tuple[str, str, str, str, str], tuple[int, int, int]]


def kept(installation: Any) -> tuple[Figures, set[tuple[bytes, int]]]:
    """What is kept of the ledger."""
    with installation.app.store.view(installation.tenant) as view:
        rows = {row[:5]: row[5:] for row in tally.since(view, "0000-00-00")}
        about = {(row[0], row[1]) for row in view.rows("SELECT id, entry FROM entry_about")}
    return rows, about


def counted(installation: Any) -> tuple[Figures, set[tuple[bytes, int]]]:
    """The same, counted anew from every entry."""
    rows: dict[Any, list[int]] = {}
    about = set()
    for number, entry in enumerate(installation.entries()):
        day = encode(entry)[47:57].decode()
        row = rows.setdefault((day, entry.act, str(entry.outcome), entry.actor, entry.purpose or ""), [number, 0, 0])
        row[1:] = number, row[2] + 1
        if entry.act != "receive":
            about |= {(ids.raw(one[4:]), number) for one in (entry.object, entry.subject) if one}
    return {key: (row[0], row[1], row[2]) for key, row in rows.items()}, about


def busy(installation: Any) -> None:
    """Two days of everything: messages in and refused, a reveal, one refused, an answer, an erasure."""
    got = installation.receive("I am ann@example.com, call +1 202 555 0190")
    installation.batch([installation.inbound(f"ben{number}@example.com", BEN) for number in range(40)])
    installation.reveal(got.tokens[0].id)
    with pytest.raises(Exception, match="refused"):
        installation.reveal(got.tokens[0].id, purpose="support")
    installation.clock.forward(days=1)
    installation.receive("again ann@example.com")  # kept longer, under the key of the new day
    installation.send(got.conversation, "thank you")
    installation.erase(installation.subject(BEN))


def test_they_are_what_a_count_gives(installation: Any) -> None:
    busy(installation)
    assert kept(installation) == counted(installation)


def test_entries_of_a_batch_that_differ_in_more_than_ids_are_told_apart() -> None:
    letters = "abcdefghijklmnopqrstuvwxyz234567"

    def entries() -> Iterator[Entry]:
        for number in range(64):
            thing, other = f"msg_{letters[number % 32] * 25}a", f"sub_{letters[number // 2] * 25}a"
            yield Entry(
                letters[number % 32] * 26, 1_795_262_400_000 + number * 20_000_000 * (number % 3 == 0), "receive",
                Outcome.DENIED if number % 7 == 0 else Outcome.DONE, f"gateway:{'sms' if number % 5 else 'mail'}",
                None if number % 11 == 0 else thing, None if number % 13 == 0 else other,
                None if number % 4 == 0 else "delivery", reasons=("x",) if number % 9 == 0 else (),
            )  # fmt: skip

    made = [encode(one) for one in entries()]
    rows, about = tally.counted(100, made)
    apart = [row for number, one in enumerate(made) for row in tally.counted(100 + number, [one])[0]]
    times = Counter[tuple[str, ...]]()
    for row in apart:
        times[row[:5]] += row.times
    assert {row[:5]: row.times for row in rows} == times
    assert about == []


def test_what_is_no_entry_is_counted_nowhere() -> None:
    assert tally.counted(0, [b"planted", b""]) == ([], [])


def test_what_is_held_is_what_can_be_opened(installation: Any) -> None:
    busy(installation)
    with installation.app.store.view(installation.tenant) as view:
        held = dict(holdings.held(view))
        alive = Counter(
            row[0]
            for row in view.rows(
                "SELECT kind FROM value JOIN subject USING (tenant, subject) "
                "JOIN period ON period.tenant = value.tenant AND period.slot = value.period WHERE subject.state = 0 "
                "AND period.state = 0"
            )
        )
        today = {
            BY_NUMBER[kind].name: many for kind, many in holdings.came(view, installation.clock.at - HALF_A_DAY).items()
        }
        ever = {BY_NUMBER[kind].name for kind in holdings.kinds(view, 0)}
    assert held == alive
    assert (today, ever) == ({"EMAIL": 1}, {"EMAIL", "PHONE"})


def test_a_one_time_code_is_held_until_it_is_delivered(installation: Any) -> None:
    got = installation.receive("hello")
    installation.send(got.conversation, "your code is 483921, do not share it")
    with installation.app.store.view(installation.tenant) as view:
        assert "CODE" not in {BY_NUMBER[kind].name for kind, _ in holdings.held(view)}
        assert {BY_NUMBER[kind].name for kind in holdings.kinds(view, 0)} == {"CODE"}


def test_an_older_installation_is_counted_when_it_is_brought_up(installation: Any) -> None:
    busy(installation)
    before = kept(installation), figures(installation)
    installation.app.close()
    folder: Path = installation.folder
    rollback(folder, "0005")
    migrate(folder)
    installation.reopen()
    after = kept(installation), figures(installation)
    assert after[0] == before[0]
    assert after[1] == before[1]


def figures(installation: Any) -> set[tuple[int, int]]:
    with installation.app.store.view(installation.tenant) as view:
        return set(holdings.held(view))


def test_three_processes_count_together(installation: Any) -> None:
    installation.app.close()

    def work(one: Any, say: Any) -> None:
        for number in range(20):
            one.receive(f"p{number}@example.com", f"+1202555{1000 + number}")

    done = [installation.process(work) for _ in range(3)]
    for one in done:
        one.lines()
    installation.reopen()
    assert kept(installation) == counted(installation)
    with installation.app.store.view(installation.tenant) as view:
        assert ledger.size(view) == 61
        assert sum(many for _, many in holdings.held(view)) == 20  # the same of the same people
    assert decode(encode(installation.entries()[-1])) == installation.entries()[-1]


def test_verify_counts_them_anew_and_finds_nothing(installation: Any) -> None:
    busy(installation)
    installation.erase(installation.subject(ANN))
    verdict = verify(installation.app, installation.tenant)
    assert (verdict.problems, verdict.figures) == ((), len(kept(installation)[0]) + 3)


LIES = {
    "UPDATE tally SET count = count + 1 WHERE act = 'reveal' AND outcome = 'done'":
        "operator:paul, reveal (done) for fraud on 2026-11-21, 2 times",
    "DELETE FROM tally WHERE act = 'reveal' AND outcome = 'denied'": "reveal (denied) for support on 2026-11-21, never",
    "UPDATE tally SET actor = 'operator:eve' WHERE act = 'erase' AND outcome = 'requested'": "operator:eve, erase",
    "UPDATE tally SET last = last + 1 WHERE act = 'send' AND outcome = 'done'": "send (done)",
    "INSERT INTO tally SELECT tenant, day, 'find', outcome, actor, '', first, last, 9 FROM tally WHERE act = 'reveal'":
        "find (done) for no purpose on 2026-11-21, 9 times",
    "DELETE FROM entry_about WHERE entry = (SELECT min(entry) FROM entry_about)": "entries 0 to",
    "UPDATE entry_about SET id = zeroblob(16) WHERE entry = (SELECT max(entry) FROM entry_about)": "are about",
    "UPDATE holding SET held = held - 1 WHERE held > 0": "values of the kind",
    "DELETE FROM value WHERE subject IN (SELECT subject FROM subject WHERE state = 0)": "values of the kind",
}  # fmt: skip


@pytest.mark.parametrize(("lie", "said"), LIES.items())
def test_verify_names_the_figure_that_says_otherwise(
    installation: Any, lie: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recount, "TOGETHER", 8)
    busy(installation)
    with installation.app.store.write(installation.tenant) as tx:
        assert tx.run(lie) > 0
    problems = verify(installation.app, installation.tenant).problems
    assert problems
    assert any(said in one.what for one in problems), problems


def test_where_the_ledger_does_not_hold_figures_are_held_against_nothing(installation: Any) -> None:
    busy(installation)
    with installation.app.store.write(installation.tenant) as tx:
        tx.run("UPDATE tally SET count = 7")
        tx.run("DELETE FROM entry_pack WHERE first = (SELECT max(first) FROM entry_pack)")
    verdict = verify(installation.app, installation.tenant)
    assert verdict.figures == 0
    assert not any("figures" in one.what for one in verdict.problems)
