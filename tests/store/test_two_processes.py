"""Several processes at one installation: one erases while another receives, three append at once, one is killed."""

from __future__ import annotations

import hashlib
import os
import random
import time
from collections.abc import Sequence

import pytest

from privet import jobs
from privet.acts.reading import read_body
from privet.acts.reindex import reindex
from privet.core import ids
from privet.core.message import Received
from privet.store import ledger, messages, subjects
from privet.store.keystore import KeyStore

ANN = "+12025550101"
ROUNDS = int(os.environ.get("PRIVET_ROUNDS", "200"))
KILLS = int(os.environ.get("PRIVET_KILLS", "20"))


def root_of(leaves: Sequence[bytes]) -> bytes:
    """The root of a tree over entries, as RFC 6962 §2.1 defines it."""
    if len(leaves) < 2:
        return hashlib.sha256(b"\0" + leaves[0] if leaves else b"").digest()
    half = 1
    while half * 2 < len(leaves):
        half *= 2
    return hashlib.sha256(b"\1" + root_of(leaves[:half]) + root_of(leaves[half:])).digest()


def body_of(view, row):
    """The message that a row holds, opened; None when its keys are gone."""
    owner = subjects.subject(view, row.subject)
    assert owner is not None
    return read_body(view, row, owner.slot)


def verified(installation) -> list[bytes]:
    """All entries, once head, tiles and packs agree and no index is missing or there twice."""
    with installation.app.store.view(installation.tenant) as view:
        size = ledger.size(view)
        placed = list(ledger.entries(view, 0, size))
        packs = view.rows("SELECT first, count FROM entry_pack WHERE tenant = ? ORDER BY first", (view.tenant,))
        assert ledger.edge(view, size).root() == root_of([entry for _, entry in placed])
    assert [place for place, _ in placed] == list(range(size))
    assert [first for first, _ in packs] == [sum(count for _, count in packs[:at]) for at in range(len(packs))]
    return [entry for _, entry in placed]


def test_nothing_is_ever_sealed_under_a_destroyed_key(installation) -> None:
    """One process erases a subject again and again while another receives from that very person."""
    installation.receive(ANN)
    installation.app.close()

    def receives(house, say) -> None:
        for n in range(100_000):
            began = time.monotonic()
            (answer,) = house.batch([house.inbound(f"a{n % 3}@example.com", name="Ann")])
            say(f"{began} {answer.id} {answer.outcome}")
            time.sleep(0.003)  # SQLite's lock is not fair: who writes without a pause keeps others waiting

    def erases(house, say) -> None:
        done = 0
        while done < ROUNDS:
            time.sleep(0.003)
            for subject in house.find(ANN).subjects:
                certificate = house.erase(subject)
                assert certificate.done
                say(f"{time.monotonic()} {subject}")
                done += 1

    receiver = installation.process(receives)
    gone = {subject: float(at) for at, subject in (line.split() for line in installation.process(erases).lines())}
    time.sleep(0.3)  # some more after the last erasure
    told = [line.split() for line in receiver.kill()]
    installation.reopen()
    jobs.at_start(installation.app)
    assert len(gone) >= ROUNDS
    assert {outcome for _, _, outcome in told} == {"stored"}
    after_the_last = 0
    with installation.app.store.view(installation.tenant) as view:
        rows = {row.id: row for row in messages.newer(view, b"", 1_000_000)}
        people = {row.id: row for row in subjects.subjects(view, b"", 1_000_000)}
        for row in rows.values():
            owner = people[row.subject]
            if owner.state == subjects.ACTIVE:
                assert body_of(view, row) is not None
            else:
                assert owner.state == subjects.ERASED
                assert view.keys.key(view.tenant, owner.slot) is None
        for value in messages.values_newer(view, b"", 1_000_000):
            assert value.subject in people
        for began, message, _ in told:
            row = rows[ids.read("msg", message)]
            erased = gone.get(ids.shown("sub", row.subject))
            assert erased is None or float(began) < erased
            if float(began) > max(gone.values()):
                after_the_last += 1
                assert body_of(view, row) is not None
    assert after_the_last > 0
    # A killed receiver may leave one stored message that nobody was told of, and each erasure leaves its two entries.
    assert 0 <= len(rows) - 1 - len(told) <= 1
    entries = verified(installation)
    assert sum(b'"act":"erase","outcome":"done"' in entry for entry in entries) == len(gone)
    # What the key store has on the disk opens for a new process too, and holds none of the destroyed keys.
    slots = {row.slot for row in people.values() if row.state != subjects.ACTIVE}
    fresh = KeyStore.open(installation.folder, installation.root, os.urandom)
    assert fresh.keys(installation.tenant, sorted(slots)) == {}
    fresh.close()


def test_three_processes_append_at_once(installation) -> None:
    installation.app.close()

    def receives(name: str):
        def work(house, say) -> None:
            for n in range(40):
                batch = [
                    house.inbound(f"{name}{n}@example.com", f"+1202555010{m}", conversation=f"{name} {m}")
                    for m in range(1 + n % 5)
                ]
                for answer in house.batch(batch):
                    say(answer.id)
                house.find(ANN)

        return work

    processes = [installation.process(receives(name)) for name in "abc"]
    told = [message for process in processes for message in process.lines()]
    installation.reopen()
    entries = verified(installation)
    assert len(told) == len(set(told)) == 3 * 40 * 3
    assert len(entries) == 1 + len(told) + 3 * 40
    recorded = {one.object for one in installation.entries() if one.act == "receive"}
    assert recorded == set(told)
    with installation.app.store.view(installation.tenant) as view:
        assert messages.counts(view) == {"subjects": 5, "conversations": 15, "messages": 360, "values": 360}
        assert all(body_of(view, row) is not None for row in messages.newer(view, b"", 1000))


def test_the_same_messages_brought_by_three_processes_are_stored_once(installation) -> None:
    installation.app.close()

    def work(house, say) -> None:
        for n in range(0, 60, 6):
            batch = [house.inbound("ann@example.com", external_id=f"m{n + m}") for m in range(6)]
            for answer in house.batch(batch):
                say(f"{answer.id} {answer.outcome}")

    processes = [installation.process(work) for _ in range(3)]
    told = [[line.split() for line in process.lines()] for process in processes]
    installation.reopen()
    assert [one for one, _ in told[0]] == [one for one, _ in told[1]] == [one for one, _ in told[2]]
    outcomes = [sorted(outcome for _, outcome in same) for same in zip(*told, strict=True)]
    assert outcomes == [["repeated", "repeated", "stored"]] * 60
    assert len(verified(installation)) == 1 + 60
    with installation.app.store.view(installation.tenant) as view:
        assert messages.counts(view) == {"subjects": 1, "conversations": 1, "messages": 60, "values": 1}


@pytest.mark.parametrize("size", [1, 40])
def test_a_process_killed_while_receiving_loses_nothing_it_answered(installation, size: int) -> None:
    chance = random.Random(size)
    total = 0
    told: dict[str, str] = {}  # external id → message id
    for _ in range(max(KILLS // 2, 1)):
        installation.app.close()
        start = total

        def work(house, say, start=start) -> None:
            say("ready")
            for n in range(start, 1_000_000, size):
                batch = [message(house, m) for m in range(n, n + size)]
                say(" ".join(answer.id for answer in house.batch(batch)))

        process = installation.process(work)
        process.until("ready")
        time.sleep(chance.random() ** 2 * 0.15)
        answered = [one for line in process.kill()[1:] for one in line.split()]
        installation.reopen()
        jobs.at_start(installation.app)
        told.update((f"m{start + at}", one) for at, one in enumerate(answered))
        # Nobody was told of the batch that was on its way: it is brought again, and so is the one before.
        total = start + len(answered) + size
        again = installation.batch([message(installation, m) for m in range(max(start - size, 0), total)])
        for at, answer in enumerate(again, start=max(start - size, 0)):
            assert answer.id == told.setdefault(f"m{at}", answer.id)
        check_whole(installation, total)
    assert {one.outcome for one in everything_again(installation, total)} == {"repeated"}


def message(house, number: int):
    """The message of that number; some come from somebody new."""
    party = f"+1202{5550000 + number // 7:07d}"
    return house.inbound(f"n{number}@example.com hello", party, external_id=f"m{number}", subject_ref=f"c{number // 7}")


def everything_again(house, total: int) -> list[Received]:
    return house.batch([message(house, number) for number in range(total)])


def check_whole(installation, total: int) -> None:
    """Every message up to `total` is there once, opens, is on the ledger, and is found; nothing else is there."""
    entries = [one for one in installation.entries() if one.act == "receive"]
    verified(installation)
    with installation.app.store.view(installation.tenant) as view:
        rows = messages.newer(view, b"", 1_000_000)
        bodies = [body_of(view, row) for row in rows]
        values = messages.values_newer(view, b"", 1_000_000)
    assert sorted(int(body.external_id[1:]) for body in bodies) == list(range(total))
    assert sorted(one.object for one in entries) == sorted(ids.shown("msg", row.id) for row in rows)
    assert len(values) == total
    assert len(installation.find(f"n{total - 1}@example.com").mentions) == 1
    assert len(installation.find(f"+1202{5550000 + (total - 1) // 7:07d}").subjects) == 1


def test_a_process_killed_while_it_builds_the_index_again_is_no_harm(installation) -> None:
    everything_again(installation, 300)
    chance = random.Random(7)
    for _ in range(max(KILLS // 5, 1)):
        installation.app.close()

        def work(house, say) -> None:
            say("ready")
            while True:
                reindex(house.app, house.tenant, whole=True)

        process = installation.process(work)
        process.until("ready")
        time.sleep(chance.random() * 0.2)
        process.kill()
        installation.reopen()
        jobs.at_start(installation.app)
        check_whole(installation, 300)


def test_numbers_of_a_conversation_go_on_whatever_process_gave_the_last(installation) -> None:
    installation.app.close()

    def receives(name: str):
        def work(house, say) -> None:
            for n in range(40):
                (answer,) = house.batch([house.inbound(f"{name}{n}@example.com")])
                say(answer.tokens[0].text)
                time.sleep(0.002)

        return work

    processes = [installation.process(receives(name)) for name in "ab"]
    told = [token for process in processes for token in process.lines()]
    assert sorted(told) == sorted(f"[EMAIL_{n}]" for n in range(1, 81))
