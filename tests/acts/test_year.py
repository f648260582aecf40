"""Four hundred days in two jurisdictions: nothing is older than its rule, the report equals the database.

Two companies with policies of their own: one keeps messages for ninety days and addresses of computers for a week, as
is common in the Union; the other keeps messages for a year. Each day people write, and the clock does its work. What is
there is counted by SQL that knows nothing of the product: an id begins with the time of its making, and nobody says
the same twice, since a value is kept as long as the last message that it stands in. Half of the people are answered
when they first write; the others stay strangers, whose messages are kept for thirty days. One customer of the first
company, who was answered, is under a hold from the first day on, for a year: all they wrote is held as long, and not a
day longer.
"""

from __future__ import annotations

import os
import random
import sqlite3
from contextlib import closing
from typing import Any

import pytest

from privet import jobs
from privet.acts import hold, purge
from privet.acts import receive as receiving
from privet.acts.find import find
from privet.acts.foresee import foresee
from privet.acts.verify import verify
from privet.app import default_policy
from privet.core import ids
from privet.core.decision import LOCAL
from privet.core.kinds import BY_NUMBER
from privet.core.message import TenantId
from privet.core.plain import Plain

DAY = 86_400_000
EUROPE = {"message": 90, "trace": 7, "unknown": 30}
AMERICA = {"message": 365, "trace": 20, "unknown": 30}
PEOPLE = [f"+1202555{number:04d}" for number in range(40)]
SAID = (
    "I am {n}@example.com and wait for my order", "my computer is 2001:db8::{n:x}, it does not let me in",
    "my other address is m{n}@example.org", "thanks", "my code is {c}",
)  # fmt: skip


def policy(days: dict[str, int]) -> str:
    """The default policy with other lengths."""
    text = default_policy()["policy.toml"].replace('keep = "90d"', f'keep = "{days["message"]}d"')
    return text.replace('keep = "7d"', f'keep = "{days["trace"]}d"')


def longest(days: dict[str, int], kind: str, *, stranger: bool) -> int:
    """How old (ms) a value of a kind, or a message, may be: its class, counted from the end of the day."""
    if kind == "CODE":
        return 2 * 600_000
    return DAY * (1 + days["trace" if kind == "IP" else "unknown" if stranger else "message"])


def there(house: Any, tenant: TenantId) -> tuple[list[tuple[int, bytes]], list[tuple[int, bytes, str]]]:
    """When each message was made whose bytes are there, and whose it is, and the same of each value, with its kind; by
    SQL over the file alone.
    """
    with closing(sqlite3.connect(f"file:{house.app.folder / 'data.db'}?mode=ro", uri=True)) as link:
        told = link.execute(
            "SELECT message, subject FROM message WHERE tenant = ? AND length(body) > 0", (tenant,)
        ).fetchall()
        held = link.execute(
            "SELECT value, subject, kind FROM value WHERE tenant = ? AND length(sealed) > 0", (tenant,)
        ).fetchall()
    made = [(int.from_bytes(row[0][:6], "big"), row[1]) for row in told]
    return made, [(int.from_bytes(row[0][:6], "big"), row[1], BY_NUMBER[row[2]].name) for row in held]


def answered(house: Any, tenant: TenantId) -> set[bytes]:
    """The people who are answered, by their raw ids."""
    found = [find(house.app, tenant, Plain(one), "legal", LOCAL).subjects for one in PEOPLE[::2]]
    return {ids.read(ids.SUBJECT, one) for each in found for one in each}


def check(house: Any, tenant: TenantId, days: dict[str, int]) -> None:
    """Nothing is older than its rule; what the report says is there is what is there."""
    messages, values = there(house, tenant)
    now = house.clock.at
    known = answered(house, tenant)
    assert all(now - at <= longest(days, "", stranger=whose not in known) for at, whose in messages)
    assert all(now - at <= longest(days, kind, stranger=whose not in known) for at, whose, kind in values)
    report = foresee(house.app, tenant, LOCAL)
    assert sum(one.messages for one in report.going) == len(messages)
    counted: dict[str, int] = {}
    for one in report.going:
        assert one.late_s == 0
        for kind, count in one.values:
            counted[kind] = counted.get(kind, 0) + count
    assert counted == {kind: sum(one == kind for *_, one in values) for kind in sorted({one for *_, one in values})}


def under_hold(house: Any, tenant: TenantId) -> bytes:
    """The customer whom two people put under a hold for a year."""
    for one in PEOPLE[::2]:
        for subject in find(house.app, tenant, Plain(one), "legal", LOCAL).subjects:
            made = hold.ask(house.app, tenant, [subject], "claim", 365, Plain("claim 7"), LOCAL)
            hold.answer(house.app, tenant, made, Plain("seen"), LOCAL)
            return ids.read(ids.SUBJECT, subject)
    raise AssertionError("nobody wrote on the first day")


def look(house: Any, tenant: TenantId, subject: bytes, day: int) -> None:
    """While the hold is in force nothing of theirs is gone that it has no copy of; afterwards it has none."""
    with closing(sqlite3.connect(f"file:{house.app.folder / 'data.db'}?mode=ro", uri=True)) as link:
        gone = "SELECT message FROM message WHERE tenant = ? AND subject = ? AND length(body) = 0"
        copies = "SELECT record FROM held WHERE tenant = ? AND subject = ? AND field = 2 AND length(sealed) > 0"
        lost, held = ({row[0] for row in link.execute(one, (tenant, subject))} for one in (gone, copies))
    assert lost <= held if day < 364 else not held
    assert bool(lost) == (day > 90)


def simulate(install: Any, total: int, days: int = 400) -> None:
    """`total` messages over `days` days, looked at every tenth."""
    house, chance = install(), random.Random(7)
    tenants = [(house.add_tenant(name, policy=policy(of)), of) for name, of in (("eu", EUROPE), ("us", AMERICA))]
    told, whose = 0, b""
    wrote: dict[TenantId, list[tuple[int, str]]] = {tenant: [] for tenant, _ in tenants}
    for day in range(days):
        for tenant, _ in tenants:
            new = [(day, chance.choice(PEOPLE)) for _ in range(total // days // 2)]
            batch = [
                house.inbound(chance.choice(SAID).format(n=told + at, c=chance.randrange(100_000, 999_999)), who)
                for at, (_, who) in enumerate(new)
            ]
            told += len(batch)
            receiving.receive(house.app, tenant, batch, LOCAL)
            first = sorted({who for _, who in new if who in PEOPLE[::2]} - {who for _, who in wrote[tenant]})
            receiving.receive(
                house.app, tenant, [house.inbound("it is on its way", who, direction="out") for who in first], LOCAL
            )
            wrote[tenant] += new + [(day, who) for who in first]
        whose = whose or under_hold(house, tenants[0][0])
        house.clock.forward(days=1)
        jobs.tick(house.app)
        for tenant, of in tenants:
            purge.whole(house.app, tenant)
            if day % 10 == 9:
                check(house, tenant, of)
                if tenant == tenants[0][0]:
                    look(house, tenant, whose, day)
    assert told == total
    for tenant, of in tenants:
        messages, _ = there(house, tenant)
        lasts = {who: of["message" if who in PEOPLE[::2] else "unknown"] for who in PEOPLE}
        assert len(messages) == sum(days - day <= lasts[who] for day, who in wrote[tenant])
        assert not verify(house.app, tenant).problems


@pytest.fixture(autouse=True)
def _unreviewed(monkeypatch: pytest.MonkeyPatch) -> None:
    """The daily report about accounts takes longer than all the rest, and has nothing to do with what is kept."""
    monkeypatch.setattr(jobs, "JOBS", tuple(one for one in jobs.JOBS if one.name != "review"))


@pytest.mark.slow
def test_four_hundred_days_in_two_jurisdictions(install: Any) -> None:
    simulate(install, int(os.environ.get("PRIVET_TEST_YEAR", "20000")))


def test_forty_days_of_it(install: Any) -> None:
    simulate(install, 800, 40)
