"""What no key opens any more is taken from the files too, journals included; everything else stays as it was."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest

from privet import jobs
from privet.acts import erase as erasing
from privet.acts import purge
from privet.acts.certify import stated
from privet.acts.reindex import reindex
from privet.acts.verify import verify
from privet.core.decision import LOCAL
from privet.core.plain import Plain
from privet.errors import Erased, NotFound
from privet.store import purge as purging

ANN, BEN = "+12025550101", "+12025550102"
MAIL = "ann@example.com"

FOUND = """
import sys
from pathlib import Path
sought = [bytes.fromhex(one) for one in sys.stdin.read().split()]
held = [path.read_bytes() for path in Path(sys.argv[1]).rglob("*") if path.is_file()]
print(sum(any(one in data for data in held) for one in sought))
"""


def sealed(installation) -> dict[str, list[bytes]]:
    """All that is sealed of messages, values, notes, subjects and conversations, by table."""
    of = {"message": "body", "value": "sealed", "note": "sealed", "subject": "record", "conversation": "record"}
    with closing(sqlite3.connect(f"file:{installation.app.folder / 'data.db'}?mode=ro", uri=True)) as link:
        return {one: [row[0] for row in link.execute(f"SELECT {column} FROM {one}")] for one, column in of.items()}


def lying(installation, sought: list[bytes]) -> int:
    """How many of these bytes are in any file of the installation, free pages and journals included."""
    done = subprocess.run(
        [sys.executable, "-c", FOUND, str(installation.app.folder)], input=" ".join(one.hex() for one in sought),
        capture_output=True, text=True, check=True, timeout=60,
    )  # fmt: skip
    return int(done.stdout)


def every(held: dict[str, list[bytes]]) -> list[bytes]:
    return [one for rows in held.values() for one in rows if one]


def test_the_bytes_of_whoever_was_erased_are_gone_and_all_others_stay(installation) -> None:
    installation.receive(f"{MAIL} and 4111 1111 1111 1111", ANN, subject_ref="customer 1")
    before = every(sealed(installation))
    told = installation.receive("mine is ben@example.com", BEN)
    bens = [one for one in every(sealed(installation)) if one not in before]
    ann = installation.subject(ANN)
    installation.erase(ann, reason="a letter of theirs")
    assert lying(installation, before) >= 4  # the ciphers are still there
    reasons = sealed(installation)["note"]
    purge.whole(installation.app, installation.tenant)
    assert lying(installation, [*before, *reasons]) == 0
    assert lying(installation, bens) == len(bens)
    assert installation.reveal(told.tokens[0].id) == "ben@example.com"
    assert stated(installation.app, installation.tenant, ann).gone == installation.clock.at
    assert dict(stated(installation.app, installation.tenant, ann).erased) == {"message": 1, "value": 2}
    assert not purge.purge_some(installation.app, installation.tenant)
    assert not verify(installation.app, installation.tenant).problems
    reindex(installation.app, installation.tenant, whole=True)
    assert installation.find(ANN).subjects == ()


def test_what_the_erased_wrote_in_a_group_goes_and_the_others_words_stay(installation) -> None:
    installation.receive("i am ann, ann@example.com", ANN, conversation="room", group=True)
    anns = [one for name in ("message", "value") for one in sealed(installation)[name]]
    told = installation.receive("i am ben, ben@example.com", BEN, conversation="room", group=True)
    installation.erase(installation.subject(ANN))
    purge.whole(installation.app, installation.tenant)
    assert lying(installation, anns) == 0
    assert installation.read(told.conversation)[0] is None
    assert installation.reveal(told.tokens[-1].id) == "ben@example.com"


def test_what_is_over_goes_and_what_is_not_stays(installation) -> None:
    first = installation.receive(f"{MAIL}, my code is 482913", external_id="7")
    once = sealed(installation)
    installation.clock.forward(days=91)
    second = installation.receive("and two@example.com")
    jobs.tick(installation.app)
    purge.whole(installation.app, installation.tenant)
    assert lying(installation, [*once["message"], *once["value"]]) == 0
    assert installation.read(first.conversation) == [None, "and [EMAIL_2]"]
    assert installation.reveal(second.tokens[0].id) == "two@example.com"
    with pytest.raises(Erased):
        installation.reveal(first.tokens[0].id)
    with closing(sqlite3.connect(f"file:{installation.app.folder / 'data.db'}?mode=ro", uri=True)) as link:
        gone = "SELECT count(*) FROM mark WHERE ref IN (SELECT value FROM value WHERE sealed = x'')"
        assert link.execute(gone).fetchone() == (0,)
        assert {row[0] for row in link.execute("SELECT DISTINCT state FROM period")} == {0, purging.PURGED}
    with closing(sqlite3.connect(f"file:{installation.app.folder / 'index.db'}?mode=ro", uri=True)) as link:
        assert link.execute("SELECT count(*) FROM mention").fetchone() == (1,)
    again = installation.receive(f"{MAIL}, my code is 482913", external_id="7")
    assert (again.outcome, again.id) == ("repeated", first.id)
    new = installation.receive(MAIL)
    assert new.text.text == "[EMAIL_3]"
    assert installation.reveal(new.tokens[0].id) == MAIL
    assert not verify(installation.app, installation.tenant).problems


def test_a_walk_that_was_cut_off_begins_anew(installation, monkeypatch) -> None:
    monkeypatch.setattr(purge, "ROWS", dict.fromkeys(purge.ROWS, 2))
    for number in range(5):
        installation.receive(f"{number}@example.com")
    once = sealed(installation)
    installation.clock.forward(days=91)
    jobs.tick(installation.app)
    for _ in range(2):
        assert purge.purge_some(installation.app, installation.tenant)
    assert 0 < lying(installation, once["message"]) < 5 or any(sealed(installation)["message"])
    installation.reopen()
    purge.whole(installation.app, installation.tenant)
    assert lying(installation, [*once["message"], *once["value"]]) == 0


def test_a_journal_that_somebody_reads_waits(installation) -> None:
    installation.receive(MAIL)
    ann = installation.subject()
    before = every(sealed(installation))
    installation.erase(ann)
    with closing(sqlite3.connect(installation.app.folder / "data.db", isolation_level=None)) as link:
        link.execute("BEGIN")
        link.execute("SELECT * FROM tenant").fetchall()
        purge.whole(installation.app, installation.tenant)
        assert stated(installation.app, installation.tenant, ann).gone == 0
        link.execute("ROLLBACK")
    purge.whole(installation.app, installation.tenant)
    assert stated(installation.app, installation.tenant, ann).gone
    assert lying(installation, before) == 0


def test_many_are_erased_under_one_epoch(installation) -> None:
    for number in range(70):
        installation.receive(f"{number}@example.com", f"+12025550{100 + number}")
    chosen = [installation.subject(f"+12025550{100 + number}") for number in range(65)]
    generation = installation.app.store.keys.generation
    made = erasing.erase_all(
        installation.app, installation.tenant, [*chosen, chosen[0]], "subject-request", Plain("a list"), LOCAL
    )
    assert [one.subject for one in made] == chosen
    assert {one.generation for one in made} == {generation + 1}
    said = stated(installation.app, installation.tenant, chosen[64])
    assert (said.before, said.after, said.holds) == (generation, generation + 1, True)
    with pytest.raises(NotFound, match="1 of 2 subjects are not there; nobody was erased"):
        erasing.erase_all(
            installation.app, installation.tenant, ["sub_" + "a" * 26, installation.subject("+12025550165")],
            "subject-request", Plain("a list"), LOCAL,
        )  # fmt: skip
    assert installation.find("+12025550165").subjects
