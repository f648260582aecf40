"""Sessions: a new secret at each proof, an end by idling and by age, and whoever is out is out at the next request."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from privet.acts import factor, login, operator, session
from privet.acts.session import Whence
from privet.core import ids, secret
from privet.core.decision import LOCAL, Actor
from privet.core.passkey import Site
from privet.core.plain import Plain
from privet.errors import BadInput, Denied, NotFound, NotProved

SITE = Site("localhost", "http://localhost:8080")
ADMIN = Actor("operator", "ada", frozenset({"admin"}))
MINUTE, HOUR = 60_000, 3_600_000


@pytest.fixture
def opened(people: Any) -> Any:
    """Ann, enrolled by a passkey and logged in."""
    return people.by_passkey(people.invite(), Whence(label="Firefox on Linux")).session


def out(people: Any, one: Any) -> str:
    with pytest.raises(NotProved) as refused:
        people.enter(one)
    return refused.value.message


def test_a_session_ends_by_idling(people, opened, installation) -> None:
    installation.clock.at += 15 * MINUTE - 1
    assert people.enter(opened).actor.name == "ann"
    installation.clock.at += 15 * MINUTE - 1
    people.enter(opened)
    installation.clock.at += 15 * MINUTE
    out(people, opened)


def test_what_a_page_asks_by_itself_keeps_no_session_from_idling(people, opened, installation) -> None:
    for _ in range(2):
        installation.clock.at += 7 * MINUTE
        session.enter(*people.given, session_digest(opened), quiet=True)
    installation.clock.at += MINUTE
    out(people, opened)


def session_digest(one: Any) -> bytes:
    return secret.digest(one.secret.expose())


def test_a_session_ends_by_its_age_whatever_is_done_in_it(people, opened, installation) -> None:
    assert opened.seconds == 12 * 3600
    for _ in range(12 * 6 - 1):
        installation.clock.at += 10 * MINUTE
        people.enter(opened)
    installation.clock.at += 10 * MINUTE
    out(people, opened)


def test_a_clock_set_back_ends_sessions_from_the_future(people, opened, installation) -> None:
    installation.clock.at -= MINUTE
    assert people.enter(opened).factor_age_s == -60  # no rule takes that for a proof
    installation.clock.at -= 1
    out(people, opened)


def test_the_proof_ages(people, opened, installation) -> None:
    installation.clock.at += 5 * MINUTE
    assert people.enter(opened).factor_age_s == 300


@pytest.mark.parametrize("text", ["", "prs_1_" + 43 * "A", "prs_99_" + 43 * "A"])
def test_whoever_made_a_secret_up_is_out(people, opened, text: str) -> None:
    found = secret.read(secret.SESSION, text)
    if found is not None:
        with pytest.raises(NotProved):
            session.enter(people.installation.app, found[0], found[1])


def test_no_secret_of_one_sort_is_one_of_another(people, opened) -> None:
    more = factor.more(*people.given, people.enter(opened).actor, 0)
    assert secret.read(secret.SESSION, more.secret.expose()) is None
    assert secret.read(secret.INVITATION, opened.secret.expose()) is None
    out(people, dataclasses.replace(opened, secret=more.secret))


def test_a_new_proof_gives_a_new_secret_and_the_old_opens_nothing(people, opened, installation) -> None:
    """Fixation: whoever knew the secret from before the proof does not share what the proof is good for."""
    installation.clock.at += 10 * MINUTE
    entered = people.enter(opened)
    start = len(installation.entries())
    again = people.log_in(of=entered)
    assert installation.acts(start) == [("prove.passkey", "done")]
    assert (again.id, again.device, again.seconds) == (opened.id, None, 12 * 3600 - 600)
    out(people, opened)
    assert people.enter(again).factor_age_s == 0
    assert len(session.mine(*people.given, people.enter(again))) == 1


def test_a_log_in_gives_a_new_secret_whatever_was_there(people, opened) -> None:
    other = people.log_in()
    assert other.secret != opened.secret
    assert other.id != opened.id


def test_a_proof_again_by_passphrase_and_code(people, opened, installation) -> None:
    people.by_codes(factor.more(*people.given, people.enter(opened).actor, 0))
    installation.clock.at += MINUTE
    assert people.enter(people.type_in(of=people.enter(opened))).factor == "codes"


def test_a_proof_of_somebody_else_renews_nothing(people, opened, installation) -> None:
    people.by_codes(factor.more(*people.given, people.enter(opened).actor, 0))
    ben = people.enter(people.by_passkey(people.invite("ben")).session)
    installation.clock.at += MINUTE
    with pytest.raises(NotProved):
        people.type_in("ann", of=ben)
    with pytest.raises(NotProved):
        people.log_in("ann", of=ben)


def test_a_proof_for_one_session_renews_no_other(people, opened) -> None:
    first, second = people.enter(opened), people.enter(people.log_in())
    text = people.keys["ann"].get(login.ask_passkey(*people.given, SITE, first))
    for of in (second, None):
        with pytest.raises(NotProved):
            login.by_passkey(*people.given, text, SITE, Whence(), of)
    login.by_passkey(*people.given, text, SITE, Whence(), first)


def test_a_session_that_ended_meanwhile_is_not_renewed(people, opened, installation) -> None:
    entered = people.enter(opened)
    session.end(*people.given, ids.shown(session.SESSION, opened.id), entered.actor)
    with pytest.raises(NotProved):
        people.log_in(of=entered)
    late = people.log_in()
    entered = people.enter(late)
    installation.clock.at += 15 * MINUTE
    with pytest.raises(NotProved):
        people.log_in(of=entered)


def test_ones_own_sessions_are_seen_and_ended(people, opened, installation) -> None:
    other = people.log_in(whence=Whence(label="Safari on iPhone"))
    here = people.enter(opened)
    listed = session.mine(*people.given, here)
    assert [(one.label, one.factor, one.here) for one in listed] == [
        ("Firefox on Linux", "passkey", True), ("Safari on iPhone", "passkey", False),
    ]  # fmt: skip
    start = len(installation.entries())
    session.end(*people.given, listed[1].id, here.actor)
    assert installation.acts(start) == [("session.end", "done")]
    out(people, other)
    with pytest.raises(NotFound):
        session.end(*people.given, listed[1].id, here.actor)
    with pytest.raises(BadInput):
        session.end(*people.given, "opr_" + 26 * "a", here.actor)
    people.log_in()
    assert session.end_all(*people.given, "ann", here.actor, but=here.session) == 1
    people.enter(opened)
    assert session.end_all(*people.given, "ann", here.actor) == 1
    out(people, opened)


def test_anothers_sessions_are_ended_by_whoever_looks_after_people(people, opened, installation) -> None:
    (one,) = session.everyone(*people.given, ADMIN)
    assert (one.name, one.here) == ("ann", False)
    with pytest.raises(Denied):
        session.everyone(*people.given, installation.agent)
    for attempt in (lambda: session.end(*people.given, one.id, installation.agent, factor_age_s=1),
                    lambda: session.end_all(*people.given, "ann", installation.agent, factor_age_s=1)):  # fmt: skip
        with pytest.raises(Denied):
            attempt()
    people.enter(opened)
    session.end(*people.given, one.id, ADMIN, factor_age_s=1, reason=Plain("a stolen telephone"))
    out(people, opened)
    with pytest.raises(NotFound):
        session.end_all(*people.given, "nobody", LOCAL)


def test_sessions_that_ended_are_neither_listed_nor_kept(people, opened, installation) -> None:
    installation.clock.at += 20 * MINUTE
    assert session.everyone(*people.given, LOCAL) == []
    people.log_in()
    app, tenant = people.given
    with app.store.view(tenant) as view:
        assert view.row("SELECT count(*) FROM session WHERE tenant = ?", (tenant,)) == (1,)


def test_another_process_sees_it_at_once(people, opened, installation) -> None:
    people.enter(opened)
    installation.reopen()
    assert people.enter(opened).actor.name == "ann"
    operator.remove(*people.given, "ann", LOCAL)
    out(people, opened)


def test_factors_are_looked_at_added_and_taken_away(people, opened, installation) -> None:
    app, tenant = people.given
    ann = people.enter(opened).actor
    mine = factor.mine(app, tenant, ann)
    (key,) = mine.passkeys
    assert (key.label, key.synced, key.backed_up) == ("key", False, False)
    assert (mine.codes, mine.sso, mine.recovery) == (False, False, 8)
    with pytest.raises(BadInput, match="could not log in"):
        factor.remove_passkey(app, tenant, key.id, ann, 0)
    with pytest.raises(NotFound):
        factor.remove_codes(app, tenant, ann, 0)
    people.by_codes(factor.more(app, tenant, ann, 0))
    assert factor.mine(app, tenant, ann).codes
    for attempt in (
        lambda: factor.more(app, tenant, ann, 301), lambda: factor.remove_passkey(app, tenant, key.id, ann, 301),
        lambda: factor.remove_codes(app, tenant, ann, 301), lambda: factor.new_recovery(app, tenant, ann, 301),
    ):  # fmt: skip
        with pytest.raises(Denied, match="fresh-factor"):
            attempt()
    assert len(factor.new_recovery(app, tenant, ann, 0)) == 8
    factor.remove_codes(app, tenant, ann, 0)
    people.by_codes(factor.more(app, tenant, ann, 0))
    factor.remove_passkey(app, tenant, key.id, ann, 0)
    with pytest.raises(NotFound):
        factor.remove_passkey(app, tenant, key.id, ann, 0)
    with pytest.raises(BadInput, match="could not log in"):
        factor.remove_codes(app, tenant, ann, 0)
    with pytest.raises(NotProved):
        people.log_in()
    for nobody in (LOCAL, Actor("operator", "nobody")):
        with pytest.raises(NotProved):
            factor.more(app, tenant, nobody, 0)
    with pytest.raises(Denied):
        factor.mine(app, tenant, LOCAL)


class Model(RuleBasedStateMachine):
    """Sessions against a model of them: whoever is in by the model is in, and nobody else."""

    people: Any = None

    @initialize()
    def begin(self) -> None:
        self.live: dict[str, list[Any]] = {}  # secret → [opened, name, created, seen]
        self.dead: list[Any] = []
        self.count = 0
        for name in ("ann", "ben"):
            if name not in self.people.keys:
                self.note(name, self.people.by_passkey(self.people.invite(name)).session)

    def note(self, name: str, opened: Any) -> None:
        at = self.people.installation.clock.at
        self.live[opened.secret.expose()] = [opened, name, at, at]

    def pick(self, number: int) -> str | None:
        known = sorted(self.live)
        return known[number % len(known)] if known else None

    @rule(name=st.sampled_from(["ann", "ben"]))
    def log_in(self, name: str) -> None:
        self.note(name, self.people.log_in(name))

    @rule(number=st.integers(0, 9))
    def step_up(self, number: int) -> None:
        key = self.pick(number)
        if key is None:
            return
        opened, name, created, _ = self.live.pop(key)
        again = self.people.log_in(name, of=self.people.enter(opened))
        self.live[again.secret.expose()] = [again, name, created, self.people.installation.clock.at]
        self.dead.append(opened)

    @rule(number=st.integers(0, 9))
    def end(self, number: int) -> None:
        key = self.pick(number)
        if key is not None:
            opened, name, *_ = self.live.pop(key)
            shown = ids.shown(session.SESSION, opened.id)
            session.end(*self.people.given, shown, Actor("operator", name))
            self.dead.append(opened)

    @rule(name=st.sampled_from(["ann", "ben"]))
    def end_all(self, name: str) -> None:
        session.end_all(*self.people.given, name, LOCAL)
        for key in [key for key, one in self.live.items() if one[1] == name]:
            self.dead.append(self.live.pop(key)[0])

    @rule(minutes=st.integers(1, 20))
    def wait(self, minutes: int) -> None:
        self.people.installation.clock.at += minutes * MINUTE
        now = self.people.installation.clock.at
        for key in [key for key, one in self.live.items() if now - one[3] >= 15 * MINUTE or now - one[2] >= 12 * HOUR]:
            self.dead.append(self.live.pop(key)[0])

    @invariant()
    def who_is_in_is_in(self) -> None:
        now = self.people.installation.clock.at
        for one in getattr(self, "live", {}).values():
            assert self.people.enter(one[0]).actor.name == one[1]
            one[3] = now
        for one in getattr(self, "dead", [])[-8:]:
            out(self.people, one)


def test_sessions_against_a_model(people) -> None:
    from hypothesis.stateful import run_state_machine_as_test

    class Here(Model):
        pass

    Here.people = people
    quick = settings(max_examples=25, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck))
    run_state_machine_as_test(Here, settings=quick)
