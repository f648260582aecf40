"""Enrolment: a link lets one person in once, by a passkey or by a passphrase with codes, and does nothing else."""

from __future__ import annotations

import json

import pytest

from privet.acts import enrol, factor, invite, login, operator, proving
from privet.acts.session import Whence
from privet.config import Config, Login
from privet.core.decision import LOCAL, Actor
from privet.core.passkey import Site
from privet.core.plain import Plain
from privet.errors import BadInput, Denied, NotFound, NotProved
from privet.store import people as stored
from softkey import PRESENT, SYNCED, VERIFIED, Softkey

SITE = Site("localhost", "http://localhost:8080")
ADMIN = Actor("operator", "ada", frozenset({"admin"}))


def digest(text: Plain) -> bytes:
    from privet.core import secret

    return secret.digest(text.expose())


def test_invited_enrolled_and_logged_in(people, installation) -> None:
    made = people.invite(roles=("agent", "agent"))
    assert (made.name, made.roles) == ("ann", ("agent",))
    assert made.expires == installation.clock.at + 72 * 3_600_000
    start = len(installation.entries())
    done = people.by_passkey(made)
    entered = people.enter(done.session)
    assert entered.actor == Actor("operator", "ann", frozenset({"agent"}))
    assert (entered.factor_age_s, entered.factor) == (0, "passkey")
    assert len(done.recovery) == 8
    assert installation.acts(start) == [("enrol.passkey", "done")]
    (one,) = operator.everyone(installation.app, installation.tenant, LOCAL)
    assert (one.name, one.codes) == ("ann", False)


def test_by_passphrase_and_codes(people, installation) -> None:
    done = people.by_codes(people.invite())
    assert people.enter(done.session).factor == "codes"
    installation.clock.forward(minutes=1)
    assert people.type_in().name == "ann"


def test_the_first_code_is_not_a_second_one(people) -> None:
    people.by_codes(people.invite())
    with pytest.raises(NotProved):
        people.type_in()


def test_a_wrong_code_enrols_nobody_and_the_link_stays_good(people, installation) -> None:
    made = people.invite()
    hashed = proving.hashed(installation.app, Plain("four words of no meaning"))
    with pytest.raises(NotProved, match="code"):
        enrol.with_codes(*people.given, digest(made.secret), hashed, "000000", Whence())
    people.by_codes(made)


def test_a_link_is_used_once(people) -> None:
    made = people.invite()
    people.by_passkey(made)
    for attempt in (people.by_passkey, people.by_codes):
        with pytest.raises(NotProved) as refused:
            attempt(made)
        assert refused.value.message == enrol.WRONG


def test_a_link_ends(people, installation) -> None:
    made = people.invite()
    installation.clock.at = made.expires - 1
    enrol.offer(*people.given, digest(made.secret), SITE)
    installation.clock.at += 1
    with pytest.raises(NotProved):
        enrol.offer(*people.given, digest(made.secret), SITE)


def test_a_link_of_another_tenant_opens_nothing(people, installation) -> None:
    made = people.invite()
    other = installation.add_tenant("other")
    with pytest.raises(NotProved):
        enrol.offer(installation.app, other, digest(made.secret), SITE)


def test_two_at_once_by_one_link(people) -> None:
    """Both were offered the link and answered; the second to write is refused."""
    made = people.invite()
    offers = [enrol.offer(*people.given, digest(made.secret), SITE) for _ in range(2)]
    texts = [Softkey().create(one.passkey) for one in offers]
    enrol.with_passkey(*people.given, digest(made.secret), texts[0], SITE, Whence())
    with pytest.raises(NotProved):
        enrol.with_passkey(*people.given, digest(made.secret), texts[1], SITE, Whence())


def raced(people, work) -> list[str]:
    """What three processes say that do `work` at the same time."""
    people.installation.app.close()
    return [line for one in [people.installation.process(work) for _ in range(3)] for line in one.lines()]


def test_several_processes_at_once_enrol_by_one_link_once(people) -> None:
    made = people.invite()
    texts = [Softkey().create(enrol.offer(*people.given, digest(made.secret), SITE).passkey) for _ in range(3)]

    def work(own, say) -> None:
        for text in texts:
            try:
                enrol.with_passkey(own.app, own.tenant, digest(made.secret), text, SITE, Whence())
            except NotProved:
                continue
            say("enrolled")

    assert raced(people, work) == ["enrolled"]


def test_several_processes_at_once_use_a_code_a_recovery_code_and_a_passkeys_answer_once(people) -> None:
    done = people.by_codes(people.invite())
    key = Softkey(counts=False)
    people.keys["ann"] = key
    actor = people.enter(done.session).actor
    more = factor.more(*people.given, actor, 0)
    text = key.create(enrol.offer(*people.given, digest(more.secret), SITE).passkey)
    enrol.with_passkey(*people.given, digest(more.secret), text, SITE, Whence())
    people.installation.clock.at += 30_000
    code, answer = people.code(), key.get(login.ask_passkey(*people.given, SITE))

    def work(own, say) -> None:
        given = (own.app, own.tenant)

        def typed() -> None:
            attempt = proving.begin(*given, "ann")
            right = proving.matches(attempt, Plain("four words of no meaning"))
            login.by_codes(*given, attempt, right, code, Whence())

        for name, attempt in (
            ("code", typed),
            ("passkey", lambda: login.by_passkey(*given, answer, SITE, Whence())),
            ("recovery", lambda: login.recover(*given, "ann", done.recovery[0], Whence())),
        ):
            try:
                attempt()
            except NotProved:
                continue
            say(name)

    assert sorted(raced(people, work)) == ["code", "passkey", "recovery"]


def test_a_passphrase_that_is_tried_first_is_refused(installation) -> None:
    with pytest.raises(BadInput, match="tried first"):
        proving.hashed(installation.app, Plain("Password2026!"))


def test_a_challenge_is_answered_once_and_only_for_its_own_link(people) -> None:
    ann, ben = people.invite(), people.invite("ben")
    key = Softkey()
    text = key.create(enrol.offer(*people.given, digest(ann.secret), SITE).passkey)
    with pytest.raises(NotProved):
        enrol.with_passkey(*people.given, digest(ben.secret), text, SITE, Whence())
    enrol.with_passkey(*people.given, digest(ann.secret), text, SITE, Whence())


def test_a_challenge_ends(people, installation) -> None:
    made = people.invite()
    text = Softkey().create(enrol.offer(*people.given, digest(made.secret), SITE).passkey)
    installation.clock.forward(minutes=5)
    with pytest.raises(NotProved):
        enrol.with_passkey(*people.given, digest(made.secret), text, SITE, Whence())


def test_a_challenge_of_ones_own_making_is_refused(people) -> None:
    made = people.invite()
    offer = enrol.offer(*people.given, digest(made.secret), SITE)
    text = Softkey().create({**offer.passkey, "challenge": "A" * 54})
    with pytest.raises(NotProved):
        enrol.with_passkey(*people.given, digest(made.secret), text, SITE, Whence())


def test_synced_passkeys_can_be_refused(people, installation) -> None:
    made = people.invite()
    installation.app.config = Config(login=Login(synced_passkeys=False))
    with pytest.raises(BadInput, match="copied"):
        people.by_passkey(made, flags=PRESENT | VERIFIED | SYNCED)
    people.by_passkey(made)


def test_one_passkey_is_one_persons(people) -> None:
    people.by_passkey(people.invite())
    key, made = people.keys["ann"], people.invite("ben")
    text = key.create(enrol.offer(*people.given, digest(made.secret), SITE).passkey)
    with pytest.raises(BadInput, match="already"):
        enrol.with_passkey(*people.given, digest(made.secret), text, SITE, Whence())


def test_a_passkey_that_is_there_is_not_made_again(people) -> None:
    done = people.by_passkey(people.invite())
    actor = people.enter(done.session).actor
    more = factor.more(*people.given, actor, 0)
    offer = enrol.offer(*people.given, digest(more.secret), SITE)
    assert len(offer.passkey["excludeCredentials"]) == 1
    assert people.by_passkey(more).recovery == ()
    assert len(factor.mine(*people.given, actor).passkeys) == 2


def test_nobody_has_passkeys_without_end(people, monkeypatch) -> None:
    monkeypatch.setattr(enrol, "MOST_PASSKEYS", 1)
    done = people.by_passkey(people.invite())
    more = factor.more(*people.given, people.enter(done.session).actor, 0)
    with pytest.raises(BadInput, match="more than 1"):
        people.by_passkey(more)


def test_a_name_that_was_given_meanwhile(people, installation) -> None:
    made = people.invite()
    operator.add(*people.given, "ann", ("agent",), Plain("another passphrase"), LOCAL)
    with pytest.raises(BadInput, match="of that name"):
        people.by_passkey(made)


def test_roles_that_the_policy_no_longer_has(people, installation) -> None:
    made = people.invite()
    with installation.app.store.write(installation.tenant) as tx:
        tx.run("UPDATE invitation SET roles = 'boss' WHERE tenant = ?", (installation.tenant,))
    with pytest.raises(BadInput, match="roles"):
        people.by_passkey(made)


def test_who_was_removed_enrols_no_more(people, installation) -> None:
    done = people.by_passkey(people.invite())
    more = factor.more(*people.given, people.enter(done.session).actor, 0)
    with installation.app.store.view(installation.tenant) as view:
        row = stored.invitation(view, digest(more.secret))
    assert row is not None
    operator.remove(*people.given, "ann", LOCAL)
    with installation.app.store.write(installation.tenant) as tx:
        stored.add_invitation(tx, row)  # as one that a removal had missed
    with pytest.raises(NotProved):
        people.by_passkey(more)


def test_where_rules_do_not_let_people_enrol(people, installation) -> None:
    """The default rules let everybody; these have no such rule."""
    made = people.invite()
    rules = _without_rule(installation, "account")
    start = len(installation.entries())
    with pytest.raises(Denied):
        people.by_passkey(made)
    assert installation.acts(start) == [("enrol.passkey", "denied")]
    with pytest.raises(Denied):
        people.by_codes(made)
    with pytest.raises(Denied):
        enrol.with_sso(*people.given, digest(made.secret), bytes(32), Whence())
    installation.app.rules[installation.tenant] = rules
    people.by_passkey(made)


def _without_rule(installation, rule: str):
    """Take a rule out of the policy in force; what it was before."""
    from dataclasses import replace

    from privet.app import default_policy
    from privet.core.policy import Policy

    before = installation.app.rules_of(installation.tenant)
    files = default_policy()
    parts = files["rules.cedar"].split("@id(")
    files["rules.cedar"] = "@id(".join(one for one in parts if not one.startswith(f'"{rule}"'))
    cases = files["cases.toml"].split("[[case]]")
    files["cases.toml"] = "[[case]]".join(one for one in cases if f'"{rule}"' not in one)
    installation.app.rules[installation.tenant] = replace(before, policy=Policy.parse(files))
    return before


def test_enrolled_by_the_companys_log_in(people) -> None:
    done = enrol.with_sso(*people.given, digest(people.invite().secret), b"\1" * 32, Whence())
    assert people.enter(done.session).factor == "sso"
    with pytest.raises(BadInput, match="already"):
        enrol.with_sso(*people.given, digest(people.invite("ben").secret), b"\1" * 32, Whence())


def test_inviting_again_ends_the_first_link(people, installation) -> None:
    first, second = people.invite(), people.invite()
    with pytest.raises(NotProved):
        people.by_passkey(first)
    people.by_passkey(second)
    with pytest.raises(BadInput, match="of that name"):
        people.invite()


@pytest.mark.parametrize(("name", "roles"), [("Ann", ("agent",)), ("ann", ()), ("ann", ("boss",))])
def test_an_invitation_names_an_operator_that_could_be(people, name: str, roles: tuple[str, ...]) -> None:
    with pytest.raises(BadInput):
        people.invite(name, roles)


def test_who_may_not_invite_is_refused_on_record(people, installation) -> None:
    start = len(installation.entries())
    for actor, said in ((installation.privacy, "a friend"), (ADMIN, "")):
        with pytest.raises(Denied):
            people.invite(actor=actor, factor_age_s=10, reason=Plain(said))
    with pytest.raises(Denied, match="own-account"):
        people.invite("ada", ("privacy",), actor=ADMIN, factor_age_s=10, reason=Plain("me"))
    assert installation.acts(start) == [("operator.invite", "denied")] * 3
    people.invite(actor=ADMIN, factor_age_s=10, reason=Plain("a new colleague"))
    listed = invite.everyone(*people.given, LOCAL)
    assert [(one.name, one.by, one.state) for one in listed] == [("ann", "operator:ada", "open")]


def test_an_invitation_is_taken_back(people, installation) -> None:
    made = people.invite()
    with pytest.raises(Denied):
        invite.withdraw(*people.given, "ann", installation.agent, factor_age_s=1, reason=Plain("no"))
    invite.withdraw(*people.given, "ann", LOCAL)
    with pytest.raises(NotProved):
        people.by_passkey(made)
    with pytest.raises(NotFound):
        invite.withdraw(*people.given, "ann", LOCAL)


def test_invitations_that_ended_are_listed_for_a_month(people, installation) -> None:
    people.invite()
    installation.clock.forward(days=4)
    people.invite("ben")
    assert [one.state for one in invite.everyone(*people.given, LOCAL)] == ["ended", "open"]
    installation.clock.forward(days=31)
    people.invite("cyd")
    assert [one.name for one in invite.everyone(*people.given, LOCAL)] == ["ben", "cyd"]


def test_a_reset_ends_everything_that_proved_them(people, installation) -> None:
    done = people.by_passkey(people.invite())
    with pytest.raises(Denied):
        invite.reset(*people.given, "ann", installation.agent, factor_age_s=1, reason=Plain("curious"))
    assert people.log_in().name == "ann"
    made = invite.reset(*people.given, "ann", LOCAL, reason=Plain("lost their key"))
    with pytest.raises(NotProved):
        people.enter(done.session)
    with pytest.raises(NotProved):
        people.log_in()
    assert len(people.by_codes(made).recovery) == 8
    with pytest.raises(NotFound):
        invite.reset(*people.given, "nobody", LOCAL)


def test_nobody_resets_themselves(people) -> None:
    people.by_passkey(people.invite("ada", ("admin",)))
    with pytest.raises(Denied, match="own-account"):
        invite.reset(*people.given, "ada", ADMIN, factor_age_s=1, reason=Plain("me"))


def test_the_first_administrator(people, installation) -> None:
    """A link for as long as nobody can log in; each start ends the last one."""
    first = invite.first(*people.given)
    assert first is not None
    assert (first.name, first.roles) == ("admin", ("admin",))
    second = invite.first(*people.given)
    assert second is not None
    with pytest.raises(NotProved):
        people.by_passkey(first)
    people.by_passkey(second)
    assert invite.first(*people.given) is None


def test_a_passphrase_alone_is_nobody_who_can_log_in(people) -> None:
    operator.add(*people.given, "admin", ("agent",), Plain("another passphrase"), LOCAL)
    made = invite.first(*people.given)
    assert made is not None
    assert made.roles == ("agent",)
    people.by_codes(made)
    assert invite.first(*people.given) is None


def test_where_rules_do_not_let_a_shell_name_operators_a_start_makes_no_link(people, installation) -> None:
    operator.add(*people.given, "admin", ("agent",), Plain("another passphrase"), LOCAL)
    _without_rule(installation, "operate-local")
    with pytest.raises(Denied):
        invite.first(*people.given)
    assert invite.everyone(*people.given, ADMIN) == []


def test_without_a_role_for_it_the_first_has_every_role(people, installation, monkeypatch) -> None:
    monkeypatch.setattr(invite, "FIRST_ROLE", "boss")
    made = invite.first(*people.given)
    assert made is not None
    assert set(made.roles) == set(installation.app.rules_of(installation.tenant).policy.roles)


def test_nothing_of_what_proves_people_is_in_the_files(people, installation) -> None:
    made = people.invite()
    done = people.by_codes(made)
    held = b"".join(path.read_bytes() for path in installation.folder.rglob("*") if path.is_file())
    secrets = [made.secret, done.session.secret, done.session.device, *done.recovery]
    for value in [*(one.expose() for one in secrets if one), people.codes["ann"].secret, "four words"]:
        assert value.encode() not in held
        assert value.replace("-", "").encode() not in held


def test_the_offer_holds_nothing_but_its_own(people) -> None:
    people.by_passkey(people.invite("ben"))
    offer = enrol.offer(*people.given, digest(people.invite().secret), SITE)
    assert "ben" not in json.dumps(offer.passkey)
    assert offer.passkey["excludeCredentials"] == []
