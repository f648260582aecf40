"""A change of the rules takes two persons where there are two; with one alone, the ledger and the review say so."""

from __future__ import annotations

from typing import Any

import pytest

from privet.acts import operator, rule, weigh
from privet.acts.review import review
from privet.app import default_policy
from privet.core.decision import LOCAL, Actor
from privet.core.plain import Plain
from privet.errors import BadInput, Denied, NotFound
from privet.store import tenants
from privet.store.tenants import PolicyRow

PIA = Actor("operator", "pia", frozenset({"privacy"}))
PIT = Actor("operator", "pit", frozenset({"privacy"}))
PROVED = {"reason": Plain("agreed on Monday"), "factor_age_s": 0}


def changed(word: str = "Answer a customer.") -> dict[str, str]:
    """The default policy, with another sentence for a purpose."""
    files = default_policy()
    files["policy.toml"] = files["policy.toml"].replace("Answer a customer's question.", word, 1)
    return files


@pytest.fixture
def pair(people: Any) -> Any:
    """Pia and Pit answer for personal data."""
    for who in (PIA, PIT):
        people.by_passkey(people.invite(who.name, ("privacy",)))
    return people


def propose(staff: Any, actor: Actor = PIA, files: dict[str, str] | None = None) -> int:
    return rule.propose(*staff.given, files or changed(), actor=actor, **PROVED).version


def adopt(staff: Any, version: int, actor: Actor = PIA, **more: Any) -> str:
    return rule.adopt(*staff.given, version, actor=actor, **{**PROVED, **more}).state


def alone(staff: Any, version: int, actor: Actor = PIA) -> None:
    """`actor` does not let it decide: on record, and nothing changed."""
    before = rule.versions(*staff.given, LOCAL)
    with pytest.raises(Denied, match="rules-two-persons"):
        adopt(staff, version, actor)
    last = staff.installation.entries()[-1]
    assert (last.act, last.outcome, last.reasons) == ("rule", "denied", ("rules-two-persons",))
    assert rule.versions(*staff.given, LOCAL) == before


def told(staff: Any) -> list[str]:
    return [one.sentence for one in review(*staff.given, LOCAL) if one.check == "rules-alone"]


def test_who_proposed_does_not_adopt_where_somebody_else_may(pair) -> None:
    version = propose(pair)
    alone(pair, version)
    assert adopt(pair, version, PIT) == "adopted"
    assert pair.installation.entries()[-1].reasons == ("rule-privacy",)
    assert told(pair) == []


def test_with_one_person_alone_the_ledger_and_the_review_say_so(people) -> None:
    people.by_passkey(people.invite("pia", ("privacy",)))
    people.by_passkey(people.invite("sue", ("supervisor",)))  # may change no rules
    operator.add(*people.given, "pit", ("privacy",), Plain("four words of no meaning"), LOCAL)  # at the terminal alone
    assert adopt(people, propose(people)) == "adopted"
    assert people.installation.entries()[-1].reasons == ("rule-privacy", "nobody-else")
    assert told(people) == ["Version 2 of the policy was adopted by pia alone: no second person agreed to it."]
    people.installation.clock.forward(days=91)
    assert told(people) == []


def test_whoever_has_a_shell_is_not_asked_and_the_review_tells(pair) -> None:
    adopt(pair, propose(pair, LOCAL), LOCAL)
    assert pair.installation.entries()[-1].reasons == ("operate-local",)
    assert told(pair) == ["Version 2 of the policy was adopted by local alone: no second person agreed to it."]
    assert adopt(pair, propose(pair, LOCAL, changed("Answer.")), PIA) == "adopted"
    assert len(told(pair)) == 1


def test_an_earlier_version_comes_back_by_a_proposal(pair) -> None:
    adopt(pair, propose(pair), PIT)
    alone(pair, 1, PIA)
    alone(pair, 1, PIT)
    assert adopt(pair, propose(pair, PIT, default_policy()), PIA) == "adopted"


def test_a_proposal_of_somebody_who_may_no_more_counts_for_nobody(pair) -> None:
    people = pair
    people.by_passkey(people.invite("pam", ("privacy",)))
    version = propose(people, Actor("operator", "pam", frozenset({"privacy"})))
    operator.give_roles(*people.given, "pam", ("auditor",), LOCAL)
    alone(people, version)


def test_a_proposal_from_before_steps_were_kept_counts_for_nobody(pair) -> None:
    installation = pair.installation
    with installation.app.store.write(installation.tenant) as tx:
        old = tenants.policy(tx)
        assert old is not None
        tenants.put_policy(tx, PolicyRow(2, "proposed", old.digest, old.files), installation.clock.at)
    alone(pair, 2)
    assert weigh.history(*pair.given, PIA)[0].steps == ()


def test_what_was_compared_with_other_rules_is_looked_at_again(pair) -> None:
    first, second = propose(pair), propose(pair, files=changed("Answer."))
    adopt(pair, first, PIT, against=1)
    with pytest.raises(BadInput, match="other rules"):
        adopt(pair, second, PIT, against=1)
    assert adopt(pair, second, PIT, against=2) == "adopted"


def test_a_proposal_is_refused_for_good(pair) -> None:
    version = propose(pair)
    with pytest.raises(Denied, match="fresh-factor"):
        rule.refuse(*pair.given, version, Plain("no"), PIT)
    assert rule.refuse(*pair.given, version, actor=PIT, **PROVED).state == "refused"
    last = pair.installation.entries()[-1]
    assert (last.act, last.outcome, last.policy) == ("rule.refuse", "done", version)
    with pytest.raises(BadInput):
        adopt(pair, version, PIT)
    for number in (1, version, 9):
        with pytest.raises(BadInput):
            rule.refuse(*pair.given, number, actor=PIT, **PROVED)


def test_whether_somebody_else_has_to_adopt_it_is_told_beforehand(pair) -> None:
    version = propose(pair)
    assert rule.takes_another(*pair.given, version, PIA)
    assert not rule.takes_another(*pair.given, version, PIT)
    assert not rule.takes_another(*pair.given, version, LOCAL)
    with pytest.raises(NotFound):
        rule.takes_another(*pair.given, 9, PIA)


def test_without_a_reason_there_is_none_to_read(pair) -> None:
    rule.propose(*pair.given, changed(), Plain(""), LOCAL)
    assert [one.reason for one in weigh.history(*pair.given, PIA)[0].steps] == [""]


def test_rules_without_the_rule_are_told_of(pair) -> None:
    files = default_policy()
    start, end = (files["rules.cedar"].index(f'@id("{one}")') for one in ("rules-two-persons", "step-up"))
    files["rules.cedar"] = files["rules.cedar"][:start] + files["rules.cedar"][end:]
    cases = files["cases.toml"].split("[[case]]")
    files["cases.toml"] = "[[case]]".join(one for one in cases if '"rules-two-persons"' not in one)
    adopt(pair, propose(pair, files=files), PIT)
    assert told(pair) == ["Role privacy may change the rules without a second person."]
    assert adopt(pair, propose(pair)) == "adopted"  # as those rules have it
