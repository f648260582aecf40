"""What a decision costs: who may see what, with all default rules and their schema; prints one table.

    python bench/deciding.py [--quick]

In one process on one core; processor time, median of each asked anew; the last column is a reference machine's, by how
much slower this one seals and hashes at this moment (`machine.slower`). "A new actor" has nothing remembered of them:
their roles and the resource are parsed for Cedar. "The whole set, and the schema at each request" is not how Privet
decides: rules are checked against the schema when they are proposed and at each start, and only those that speak of the
act are asked.

A page is one of 100 conversations out of 1,000 (200 with --quick), for an agent to whom half of them are given and none
of whose pages was asked for before; "row by row" is what the same page would cost with a decision a row.
"""

from __future__ import annotations

import argparse
import secrets
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import cedarpy
import machine
import run

from privet.acts import read, receive, tenant
from privet.acts.about import about
from privet.app import Privet, closing, create, default_policy
from privet.core import ids
from privet.core import policy as inner
from privet.core.decision import LOCAL, Actor, Ask, Facts
from privet.core.kinds import KINDS
from privet.core.message import Inbound, TenantId
from privet.core.plain import Plain
from privet.core.policy import Policy, decide
from privet.core.schema import schema
from privet.core.sight import Sight, sight
from privet.plugins.keys.keyfile import KeyFile
from privet.store import rights, subjects
from privet.store.rights import Assignment

ANN = Actor("operator", "ann", frozenset({"agent"}))
PROVED = Facts(channel="sms", factor_age_s=10, reason_given=True, assigned=True)
SEEN = Ask(ANN, "reveal", "support", frozenset({"EMAIL"}))
PAGE = 100


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="What a decision costs.")
    parser.add_argument("--quick", action="store_true", help="fewer rounds")
    args = parser.parse_args()
    machine.pin()
    times = 300 if args.quick else 3_000
    took = [*decisions(times), *pages(200 if args.quick else 1_000, times // 30)]
    slower = machine.slower()
    rows = [run.Line(name, asked, f"{us:,.0f} µs", f"{us / slower:,.0f} µs") for name, us, asked in took]
    sys.stdout.write(run.table(("what", "asked", "here", "reference machine"), rows) + "\n")
    sys.stdout.write(f"This machine takes {slower:.2f} times the reference machine's processor time now.\n")


def decisions(times: int) -> list[tuple[str, float, str]]:
    """One decision, in several ways."""
    policy = Policy.parse(default_policy())
    text = schema(policy.purposes, policy.roles, KINDS)
    shape = cedarpy.Schema.from_str(text)
    whole = cedarpy.PolicySet.from_str(default_policy()["rules.cedar"])
    facts = replace(PROVED, granted=True)
    new = iter(range(10**9))

    def another() -> object:
        who = Actor("operator", f"ann{next(new)}", ANN.roles)
        return decide(policy, replace(SEEN, actor=who), PROVED)

    def all_rules() -> object:
        entities = inner._entities(SEEN, facts)
        return cedarpy.is_authorized(inner._request(SEEN, facts), whole, entities, shape)

    return [
        ("a reveal, permitted", _median(lambda: decide(policy, SEEN, PROVED), times), "≤ 250 µs"),
        ("a reveal of a card, refused", _median(lambda: decide(policy, CARD, PROVED), times), "≤ 250 µs"),
        ("a new actor", _median(another, times), "≤ 250 µs"),
        ("the whole set, and the schema at each request", _median(all_rules, times), "≤ 250 µs"),
    ]


CARD = replace(SEEN, kinds=frozenset({"CARD"}))


def pages(conversations: int, times: int) -> list[tuple[str, float, str]]:
    """A page of conversations for an agent: all of it, what deciding costs of it, and the same row by row."""
    with tempfile.TemporaryDirectory() as folder:
        here = Path(folder)
        root = KeyFile.create(here / "root.key", here / "data", secrets.token_bytes)
        with closing(create(here / "data", root)) as app:
            own = tenant.add(app, "demo", default_policy(), LOCAL).id
            _fill(app, own, conversations)
            rules = app.rules_of(own)
            asked = Ask(ANN, "read", "support")

            def page() -> object:
                rules.sights.clear()
                return read.conversations(app, own, ANN, purpose="support", limit=PAGE)

            def sighted() -> object:
                with app.store.view(own) as view:
                    found = sight(rules.policy, asked, list, Facts())
                    assert isinstance(found, Sight)
                    where = rights.of_conversations(view, found, ANN.id, app.now())
                    return subjects.conversations(view, b"", PAGE, where)

            def each() -> object:
                with app.store.view(own) as view:
                    rows = subjects.conversations(view, b"", PAGE)
                    return [decide(rules.policy, asked, about(app, view, ANN, row, row.subject)) for row in rows]

            return [
                ("a page of 100: deciding, and finding the rows", _median(sighted, times), "≤ 3,000 µs"),
                ("a page of 100: all of it", _median(page, times), ""),
                ("a page of 100: row by row", _median(each, max(times // 3, 3)), ""),
            ]


def _fill(app: Privet, own: TenantId, conversations: int) -> None:
    """Conversations of somebody each, every second one given to ann."""
    told = receive.receive(
        app, own,
        [
            Inbound(channel="sms", conversation=Plain(f"c{n}"), party=Plain(f"+1202555{n:04d}"), text=Plain("hello"),
                    sent_at=app.now())
            for n in range(conversations)
        ],
        LOCAL,
    )  # fmt: skip

    with app.store.write(own) as tx:
        for one in told[::2]:
            rights.give(tx, Assignment(ANN.id, ids.read(ids.CONVERSATION, one.conversation), 0, None))


def _median(work: Callable[[], object], times: int) -> float:
    """µs of processor time, median of each."""
    work()
    found = []
    for _ in range(times):
        begun = time.process_time_ns()
        work()
        found.append(time.process_time_ns() - begun)
    return statistics.median(found) / 1000


if __name__ == "__main__":
    main()
