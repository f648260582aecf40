"""Log-in: two factors or a passkey, never less; what is guessed at waits before anything is hashed."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from privet.acts import access, enrol, factor, hook, login, operator, proving, session
from privet.acts.session import Whence
from privet.core import proof, secret, throttle
from privet.core.decision import LOCAL, Actor
from privet.core.passkey import Site
from privet.core.plain import Plain
from privet.errors import BadInput, Denied, NotFound, NotProved
from privet.store import events, tenants
from privet.store import people as stored
from softkey import Softkey

SITE = Site("localhost", "http://localhost:8080")
HOME = Whence("192.0.2.7", label="Firefox on Linux")
PHRASE = "four words of no meaning"


def wrong(people: Any, name: str = "ann", phrase: str = "some other words", **more: Any) -> str:
    with pytest.raises(NotProved) as refused:
        people.type_in(name, phrase, **more)
    return f"{refused.value.message} {refused.value.hint}"


@pytest.fixture
def ann(people: Any) -> Any:
    """Ann has a passkey and passphrase with codes; a day has passed since."""
    people.by_passkey(people.invite())
    actor = Actor("operator", "ann", frozenset({"agent"}))
    people.by_codes(factor.more(*people.given, actor, 0))
    people.installation.clock.forward(days=1)
    return actor


def test_by_passkey(people, ann, installation) -> None:
    start = len(installation.entries())
    entered = people.enter(people.log_in(whence=HOME))
    assert (entered.actor, entered.factor, entered.factor_age_s) == (ann, "passkey", 0)
    assert installation.acts(start) == [("login.passkey", "done"), ("login.new-device", "done")]
    (one,) = factor.mine(*people.given, ann).passkeys
    assert one.used == installation.clock.at


def test_by_passphrase_and_code(people, ann, installation) -> None:
    start = len(installation.entries())
    assert people.enter(people.type_in()).actor == ann
    assert installation.acts(start)[0] == ("login.codes", "done")


def test_a_passphrase_alone_never_logs_in(people, installation) -> None:
    operator.add(*people.given, "ben", ("agent",), Plain(PHRASE), LOCAL)
    assert operator.prove(*people.given, "ben", Plain(PHRASE)).name == "ben"  # at the machine
    for code in ("", "000000"):
        wrong(people, "ben", PHRASE, code=code)


def test_codes_alone_never_log_in(people, ann) -> None:
    wrong(people, "ann", "", code=people.code())


def test_a_code_is_used_once(people, ann, installation) -> None:
    code = people.code()
    people.type_in(code=code)
    wrong(people, "ann", PHRASE, code=code)
    installation.clock.at += 30_000
    people.type_in()


def test_whatever_is_wrong_is_answered_alike(people, ann, installation) -> None:
    operator.add(*people.given, "ben", ("agent",), Plain(PHRASE), LOCAL)
    said = {
        wrong(people, "ann"),
        wrong(people, "ann", PHRASE, code="000000"),
        wrong(people, "ben", PHRASE),
        wrong(people, "nobody"),
        wrong(people, ""),
    }
    assert len(said) == 1


def test_known_and_unknown_names_wait_alike(people, ann, installation, monkeypatch) -> None:
    """At each moment both are hashed for, or neither."""
    hashed: list[str] = []
    real = proving.PasswordHasher.verify
    monkeypatch.setattr(
        proving.PasswordHasher, "verify", lambda self, *given: (hashed.append(given[0]), real(self, *given))[1]
    )
    for _ in range(60):
        costs = []
        for name in ("ann", "nobody"):
            hashed.clear()
            wrong(people, name)
            costs.append(len(hashed))
        assert costs[0] == costs[1]
        installation.clock.at += 700
    assert hashed == []


def test_the_owner_comes_in_by_passkey_while_somebody_guesses(people, ann) -> None:
    for _ in range(200):
        wrong(people, whence=HOME)
    wrong(people, phrase=PHRASE, code=people.code(), whence=HOME)
    people.log_in(whence=HOME)
    people.type_in()  # a right to the name was proved, so it begins anew


def test_a_hundred_failures_in_a_row_lock_the_passphrase_alone(people, ann, installation) -> None:
    for _ in range(proof.LOCKED):
        wrong(people)
        installation.clock.forward(minutes=16)
    installation.clock.forward(days=30)
    wrong(people, phrase=PHRASE, code=people.code())
    installation.reopen()
    wrong(people, phrase=PHRASE, code=people.code())
    people.log_in()
    people.type_in()


def test_an_address_waits_whatever_names_it_says(people, ann, installation, monkeypatch) -> None:
    hashed = []
    monkeypatch.setattr(proving.PasswordHasher, "verify", lambda *given: hashed.append(1) or False)
    for number in range(300):
        wrong(people, f"somebody{number}", whence=HOME)
    assert len(hashed) == throttle.FREE_ADDRESS
    wrong(people, phrase=PHRASE, code=people.code(), whence=HOME)
    monkeypatch.undo()


def test_a_right_one_takes_nothing_back_of_what_failed_from_there(people, ann, installation, monkeypatch) -> None:
    """Somebody with an account of their own does not clear their address by logging in between guesses."""
    for number in range(throttle.FREE_ADDRESS - 1):
        wrong(people, f"somebody{number}", whence=HOME)
    people.type_in(whence=HOME)
    installation.clock.at += 30_000
    wrong(people, "somebody", whence=HOME)
    wrong(people, phrase=PHRASE, code=people.code(), whence=HOME)


def test_100_000_guesses(people, ann, installation, monkeypatch) -> None:
    """A day of guessing at one name: none succeeds, hashing is done for few, memory does not grow, one entry a minute.

    The guesser knows the passphrase and guesses at the code, from a new address each time.
    """
    hashed = 0
    real = proving.PasswordHasher.verify

    def counted(self: Any, *given: Any) -> bool:
        nonlocal hashed
        hashed += 1
        return real(self, *given)

    monkeypatch.setattr(proving.PasswordHasher, "verify", counted)
    start, refused = len(installation.entries()), 0
    for number in range(100_000):
        installation.clock.at += 864
        try:
            attempt = proving.begin(*people.given, "ann", f"198.51.100.{number}")
            right = [people.codes["ann"].at(installation.clock.at // 1000 + one) for one in (-30, 0, 30)]
            code = next(one for one in (f"{number:06d}", "123456", "654321") if one not in right)
            login.by_codes(*people.given, attempt, proving.matches(attempt, Plain(PHRASE)), code, Whence())
        except NotProved:
            refused += 1
    assert refused == 100_000
    assert hashed < 110  # five, then waits of up to 15 minutes, and a lock at a hundred
    assert len(installation.app.addresses) <= 20_000
    assert len(installation.entries()) - start < 24 * 60 + 200
    people.log_in()


def test_guesses_at_a_time_gain_nothing(people, ann, installation) -> None:
    """Each is counted before it is hashed: a thousand that come together are let to five hashes."""
    begun = 0
    for _ in range(1000):
        try:
            proving.begin(*people.given, "ann")
            begun += 1
        except NotProved:
            pass
    assert begun == proof.FREE


def test_what_was_refused_unseen_is_on_record_at_the_end(people, ann, installation) -> None:
    for _ in range(20):
        wrong(people)
    start = len(installation.entries())
    installation.clock.forward(minutes=2)
    proving.tell_waited(*people.given)
    proving.tell_waited(*people.given)
    assert [(one.act, one.actor, one.count) for one in installation.entries()[start:]] == [("prove", "unknown", 14)]


def test_a_passkeys_answer_is_taken_once(people, ann, installation) -> None:
    key = people.keys["ann"]
    key.counts = False  # as most synced ones
    text = key.get(login.ask_passkey(*people.given, SITE))
    login.by_passkey(*people.given, text, SITE, HOME)
    start = len(installation.entries())
    with pytest.raises(NotProved):
        login.by_passkey(*people.given, text, SITE, HOME)
    assert installation.acts(start) == [("login.passkey", "denied")]


def test_spent_challenges_are_forgotten_when_they_have_ended(people, ann, installation) -> None:
    for _ in range(3):
        people.log_in()
        installation.clock.forward(minutes=6)
    with installation.app.store.view(installation.tenant) as view:
        assert view.row("SELECT count(*) FROM spent WHERE tenant = ?", (view.tenant,)) == (1,)


@pytest.mark.parametrize("passed", [0, 299_999, 300_000])
def test_a_challenge_lasts_five_minutes(people, ann, installation, passed: int) -> None:
    text = people.keys["ann"].get(login.ask_passkey(*people.given, SITE))
    installation.clock.at += passed
    if passed < 300_000:
        login.by_passkey(*people.given, text, SITE, HOME)
    else:
        with pytest.raises(NotProved):
            login.by_passkey(*people.given, text, SITE, HOME)


def test_a_challenge_of_another_tenant_or_for_enrolling_is_refused(people, ann, installation) -> None:
    other = installation.add_tenant("other")
    asked = [login.ask_passkey(installation.app, other, SITE)]
    asked.append(enrol.offer(*people.given, secret.digest(people.invite("ben").secret.expose()), SITE).passkey)
    for one in asked:
        with pytest.raises(NotProved):
            login.by_passkey(*people.given, people.keys["ann"].get(one), SITE, HOME)


def test_a_copied_passkey_is_refused_and_on_record(people, ann, installation) -> None:
    key = people.keys["ann"]
    copy = dataclasses.replace(key)
    people.log_in()
    start = len(installation.entries())
    with pytest.raises(NotProved):
        login.by_passkey(*people.given, copy.get(login.ask_passkey(*people.given, SITE)), SITE, HOME)
    assert installation.acts(start) == [("login.passkey", "denied")]


def test_a_passkey_that_names_somebody_else_is_refused(people, ann) -> None:
    key = people.keys["ann"]
    key.user = key.user[:-1] + bytes([key.user[-1] ^ 1])
    with pytest.raises(NotProved):
        people.log_in()
    key.user = b""  # a passkey need not name anybody
    people.log_in()


def test_an_unknown_passkey_is_counted(people, ann, installation) -> None:
    start = len(installation.entries())
    people.keys["ann"] = Softkey(user=people.keys["ann"].user)
    with pytest.raises(NotProved):
        people.log_in()
    assert [(one.act, one.actor) for one in installation.entries()[start:]] == [("prove", "unknown")]


def test_passkeys_from_one_address_wait_by_themselves(people, ann, installation) -> None:
    stranger = Softkey()
    people.keys["stranger"] = stranger
    for _ in range(throttle.FREE_ADDRESS + 1):
        with pytest.raises(NotProved):
            people.log_in("stranger", HOME)
    with pytest.raises(NotProved, match="too many"):
        people.log_in(whence=HOME)
    people.type_in(whence=HOME)
    installation.clock.forward(minutes=1)
    people.log_in(whence=HOME)


def test_where_rules_do_not_let_them_in(people, ann, installation) -> None:
    from privet.app import default_policy
    from privet.core.policy import Policy

    files = default_policy()
    files["rules.cedar"] += (
        '\n@id("closed")\n@sentence("Ann stays out.")\n'
        'forbid (principal == Operator::"ann", action == Action::"account", resource);\n'
    )
    for expect, name in (("deny", "ann"), ("permit", "ben")):
        files["cases.toml"] += (
            f'\n[[case]]\nrule = "closed"\nthat = "{expect}"\nactor = "operator:{name}"\nact = "account"\n'
            f'purpose = "operation"\nfacts = {{ own_account = true }}\nexpect = "{expect}"\n'
            f'by = ["{"closed" if expect == "deny" else "account"}"]\n'
        )
    codes = people.by_codes(factor.more(*people.given, ann, 0)).recovery
    assert codes == ()
    new = factor.new_recovery(*people.given, ann, 0)
    before = installation.app.rules_of(installation.tenant)
    installation.app.rules[installation.tenant] = dataclasses.replace(before, policy=Policy.parse(files))
    installation.clock.forward(minutes=1)
    start = len(installation.entries())
    for attempt in (
        people.log_in,
        people.type_in,
        lambda: login.recover(*people.given, "ann", new[0], HOME),
    ):
        with pytest.raises(Denied, match="Ann stays out"):
            attempt()
    assert installation.acts(start) == [
        ("login.passkey", "denied"), ("login.codes", "denied"), ("login.recovery", "denied"),
    ]  # fmt: skip


def test_a_recovery_code_opens_a_link_once_and_no_session(people, installation) -> None:
    done = people.by_passkey(people.invite())
    typed = done.recovery[0].expose().upper().replace("-", " ")
    start = len(installation.entries())
    made = login.recover(*people.given, "ann", Plain(typed), HOME)
    assert installation.acts(start) == [("login.recovery", "done")]
    assert made.expires == installation.clock.at + 900_000
    with pytest.raises(NotProved):
        people.enter(done.session)
    with pytest.raises(NotProved):
        people.enter(dataclasses.replace(done.session, secret=made.secret))
    with pytest.raises(NotProved) as used:
        login.recover(*people.given, "ann", Plain(typed), HOME)
    with pytest.raises(NotProved) as unknown:
        login.recover(*people.given, "nobody", Plain(typed), HOME)
    with pytest.raises(NotProved) as nameless:
        login.recover(*people.given, "", done.recovery[1], HOME)
    assert used.value.message == unknown.value.message == nameless.value.message
    assert people.by_codes(made).recovery == ()
    installation.clock.forward(minutes=1)
    people.type_in()


def test_recovery_codes_wait_too(people, installation) -> None:
    done = people.by_passkey(people.invite())
    for _ in range(throttle.FREE_ADDRESS + 1):
        with pytest.raises(NotProved):
            login.recover(*people.given, "ann", Plain("aaaaa"), HOME)
    with pytest.raises(NotProved, match="too many"):
        login.recover(*people.given, "ann", done.recovery[0], HOME)


def test_by_the_companys_log_in(people, installation) -> None:
    enrol.with_sso(*people.given, secret.digest(people.invite().secret.expose()), b"\1" * 32, HOME)
    entered = people.enter(login.by_sso(*people.given, b"\1" * 32, HOME))
    assert entered.actor.name == "ann"
    login.by_sso(*people.given, b"\1" * 32, HOME, entered)
    with pytest.raises(NotProved, match="nobody is enrolled"):
        login.by_sso(*people.given, b"\2" * 32, HOME)
    enrol.with_sso(*people.given, secret.digest(people.invite("ben").secret.expose()), b"\2" * 32, HOME)
    with pytest.raises(NotProved):
        login.by_sso(*people.given, b"\2" * 32, HOME, entered)


def test_who_leaves_is_out_at_once(people, ann, installation) -> None:
    """Session, passkey, codes, link, key of a program and recovery code: none is good from the next request on."""
    app, tenant = people.given
    opened = people.log_in()
    new = factor.new_recovery(app, tenant, ann, 0)
    more = factor.more(app, tenant, ann, 0)
    limits = access.Limits(["read"], ["operation"], owner="ann")
    key, text = access.make(app, tenant, "crm", limits, LOCAL)
    assert key.owner == "ann"
    digest = secret.digest(text.expose())
    access.enter(app, tenant, digest)
    operator.remove(app, tenant, "ann", LOCAL)
    with pytest.raises(NotProved):
        people.enter(opened)
    with pytest.raises(NotProved):
        access.enter(app, tenant, digest)
    for attempt in (
        people.log_in, people.type_in, lambda: people.by_codes(more),
        lambda: login.recover(app, tenant, "ann", new[0], HOME),
        lambda: factor.more(app, tenant, ann, 0),
    ):  # fmt: skip
        with pytest.raises(NotProved):
            attempt()
    with app.store.view(tenant) as view:
        for table in ("passkey", "recovery_code", "session", "device", "invitation"):
            assert view.row(f"SELECT count(*) FROM {table} WHERE tenant = ?", (tenant,)) == (0,)
    operator.add(app, tenant, "ann", ("agent",), Plain("another passphrase"), LOCAL)
    with pytest.raises(NotProved):  # whoever has that name next is somebody else
        access.enter(app, tenant, digest)


def test_a_key_is_answered_for_by_somebody_there(people, ann) -> None:
    with pytest.raises(NotFound, match="operator"):
        access.make(*people.given, "crm", access.Limits(["read"], ["operation"], owner="nobody"), LOCAL)


def test_roles_change_from_the_next_request_on(people, ann, installation) -> None:
    opened = people.log_in()
    with pytest.raises(Denied):
        operator.give_roles(*people.given, "ann", ("privacy",), ann, factor_age_s=0, reason=Plain("me"))
    operator.give_roles(*people.given, "ann", ("supervisor",), LOCAL)
    assert people.enter(opened).actor.roles == {"supervisor"}
    with pytest.raises(NotFound):
        operator.give_roles(*people.given, "nobody", ("agent",), LOCAL)
    with pytest.raises(BadInput):
        operator.give_roles(*people.given, "ann", ("boss",), LOCAL)


def test_nobody_makes_themselves_more_than_they_are(people, installation) -> None:
    people.by_passkey(people.invite("ada", ("admin",)))
    ada = Actor("operator", "ada", frozenset({"admin"}))
    given = {"factor_age_s": 0, "reason": Plain("me")}
    with pytest.raises(Denied, match="own-account"):
        operator.give_roles(*people.given, "ada", ("admin", "privacy"), ada, **given)
    with pytest.raises(Denied, match="own-account"):
        operator.remove(*people.given, "ada", ada, **given)


def test_hooks_are_told_of_a_new_device_and_of_changes(people, installation) -> None:
    app, tenant = people.given
    hook.add(app, tenant, "siem", "https://siem.example.com/", ["login.new-device", "account.changed"], LOCAL)
    done = people.by_passkey(people.invite(), HOME)
    assert done.session.device is not None
    known = dataclasses.replace(HOME, device=done.session.device.expose())
    assert people.log_in(whence=known).device is None
    assert people.log_in().device is not None
    with app.store.view(tenant) as view:
        person = tenants.operator(view, "ann")
        rows = view.rows("SELECT kind, object FROM event WHERE tenant = ? ORDER BY event", (tenant,))
    assert person is not None
    assert [kind for kind, _ in rows] == ["account.changed", "login.new-device"]
    assert len({thing for _, thing in rows}) == 1
    assert events.QUEUED
    assert stored.recovery


def test_a_device_of_one_is_new_to_another(people, installation) -> None:
    done = people.by_passkey(people.invite(), HOME)
    people.by_passkey(people.invite("ben"), HOME)
    assert done.session.device is not None
    start = len(installation.entries())
    people.log_in("ben", dataclasses.replace(HOME, device=done.session.device.expose()))
    assert ("login.new-device", "done") in installation.acts(start)


def test_devices_are_not_kept_without_end(people, monkeypatch) -> None:
    from privet.store import sessions

    monkeypatch.setattr(sessions, "DEVICES", 3)
    people.by_passkey(people.invite())
    for _ in range(6):
        people.log_in()
    app, tenant = people.given
    with app.store.view(tenant) as view:
        assert view.row("SELECT count(*) FROM device WHERE tenant = ?", (tenant,)) == (3,)


def test_ones_own_devices_are_listed(people, installation) -> None:
    people.by_passkey(people.invite())
    first = installation.clock.at
    installation.clock.forward(minutes=1)
    entered = people.enter(people.log_in())
    assert session.devices(*people.given, entered) == [
        session.Device(installation.clock.at, installation.clock.at), session.Device(first, first),
    ]  # fmt: skip
