"""Training: read, asked, marked, on record; the right to see values ends with it, and nobody is surprised by that."""

from __future__ import annotations

import pytest

from privet import jobs
from privet.acts import hook, learn, operator, rule, teach
from privet.acts.trained import lessons, trained, untrained
from privet.app import default_policy
from privet.core import ids
from privet.core.decision import LOCAL, Actor
from privet.core.plain import Plain
from privet.core.training import MODULES
from privet.errors import BadInput, Conflict, Denied, NotFound
from privet.store import events, training
from privet.store.training import PassRow, TryRow


@pytest.fixture
def ann(installation):
    """An agent with an account, to whom a conversation with an address is given."""
    told = installation.receive("write to ann@example.com")
    installation.give(told.conversation, "ann")
    installation.token = told.tokens[0].id
    return installation.person("ann", "agent")


def sees(installation, who: Actor) -> bool:
    """Whether they are shown the value; where they are not, the refusal is on record by its rule."""
    try:
        installation.reveal(installation.token, purpose="support", actor=who)
    except Denied:
        assert installation.entries()[-1].reasons == ("untrained",)
        return False
    return True


def take(installation, who: Actor, name: str, wrong: int = 0) -> learn.Marked:
    """Answer a module's questions, so many of them wrongly."""
    quiz = learn.begin(installation.app, installation.tenant, name, who)
    answers = [(one.right + (number < wrong)) % 3 for number, one in enumerate(quiz.posed)]
    return learn.mark(installation.app, installation.tenant, quiz.id, answers, who)


def course(installation, who: Actor) -> dict[str, learn.Lesson]:
    return {one.module.name: one for one in learn.course(installation.app, installation.tenant, who)[0]}


def test_a_pass_is_on_record_and_good_for_a_year(installation, ann) -> None:
    before = len(installation.entries())
    marked = take(installation, ann, "chat", wrong=1)
    assert (marked.passed, marked.right, marked.tries) == (True, 4, 2)
    entries = installation.entries()[before:]
    assert [(one.act, one.outcome, one.actor) for one in entries] == [
        ("train.chat", "requested", ann.id),
        ("train.chat", "done", ann.id),
    ]
    assert len({one.object for one in entries}) == 1
    stands = course(installation, ann)
    assert stands["chat"].passed == installation.clock.at
    assert stands["chat"].until == installation.clock.at + 365 * 86_400_000
    assert stands["orders"].passed is None


def test_too_many_wrong_answers_are_no_pass_and_tries_are_bounded(installation, ann) -> None:
    for left in (2, 1, 0):
        marked = take(installation, ann, "chat", wrong=2)
        assert (marked.passed, marked.right, marked.tries) == (False, 3, left)
        assert installation.entries()[-1].outcome == "failed"
    with pytest.raises(Conflict, match="as often as it may be"):
        learn.begin(installation.app, installation.tenant, "chat", ann)
    assert installation.acts()[-1] == ("train.chat", "failed")
    assert course(installation, ann)["chat"].passed is None
    assert take(installation, ann, "orders").passed  # another module has tries of its own
    installation.clock.forward(days=1, minutes=1)
    assert take(installation, ann, "chat").passed


def test_loading_it_again_draws_nothing_new_and_a_try_is_marked_once(installation, ann) -> None:
    app, tenant = installation.app, installation.tenant
    quiz = learn.begin(app, tenant, "chat", ann)
    before = len(installation.entries())
    assert learn.begin(app, tenant, "chat", ann) == quiz
    assert len(installation.entries()) == before
    learn.mark(app, tenant, quiz.id, [one.right for one in quiz.posed], ann)
    for id in (quiz.id, "try_" + "a" * 26):
        with pytest.raises(NotFound, match="no such try"):
            learn.mark(app, tenant, id, [0] * 5, ann)


def test_a_try_of_yesterday_or_of_an_older_version_is_not_marked(installation, ann) -> None:
    app, tenant = installation.app, installation.tenant
    quiz = learn.begin(app, tenant, "chat", ann)
    with pytest.raises(BadInput, match="not the answers"):
        learn.mark(app, tenant, quiz.id, [0], ann)
    with app.store.write(tenant) as tx:
        (row,) = training.tries(tx, training_person(tx, "ann"), "chat", 0)
        training.put_try(tx, TryRow(row.operator, row.id, row.module, 0, row.seed, row.begun))
    with pytest.raises(BadInput, match="not the answers"):
        learn.mark(app, tenant, quiz.id, [0] * 5, ann)
    assert learn.begin(app, tenant, "chat", ann).id != quiz.id
    installation.clock.forward(days=1)
    with pytest.raises(NotFound):
        learn.mark(app, tenant, quiz.id, [0] * 5, ann)


def training_person(view, name: str) -> bytes:
    from privet.store import tenants

    row = tenants.operator(view, name)
    assert row is not None
    return row.id


def test_nobody_is_marked_for_somebody_else(installation, ann) -> None:
    quiz = learn.begin(installation.app, installation.tenant, "chat", ann)
    max_ = installation.person("max", "agent")
    with pytest.raises(NotFound):
        learn.mark(installation.app, installation.tenant, quiz.id, [0] * 5, max_)


@pytest.mark.parametrize("who", [LOCAL, Actor("service", "bot"), Actor("operator", "nobody")])
def test_only_people_with_an_account_are_taught(installation, who: Actor) -> None:
    with pytest.raises((NotFound, Denied)):
        learn.begin(installation.app, installation.tenant, "chat", who)
    with pytest.raises((NotFound, Denied)):
        learn.course(installation.app, installation.tenant, who)


def test_there_is_no_such_module(installation, ann) -> None:
    given = (installation.app, installation.tenant)
    assert learn.lesson(*given, "chat", ann) == course(installation, ann)["chat"]
    for asked in (learn.begin, learn.lesson):
        with pytest.raises(NotFound, match="no such module"):
            asked(*given, "../chat", ann)


def test_where_no_rule_lets_anybody_learn_nothing_is_drawn(installation) -> None:
    rules = default_policy()
    files = {name: text.replace('@id("train")', '@id("train-x")') for name, text in rules.items()}
    files["rules.cedar"] = files["rules.cedar"].replace(
        'permit (principal is Operator, action == Action::"train"',
        'permit (principal is Local, action == Action::"train"',
    )
    files["cases.toml"] = without(files["cases.toml"], "train")
    files["cases.toml"] += (
        '\n[[case]]\nrule = "train-x"\nthat = "a"\nactor = "local:local"\nact = "train"\npurpose = "operation"\n'
        'facts = { own_account = true }\nexpect = "permit"\nby = ["train-x"]\n'
        '\n[[case]]\nrule = "train-x"\nthat = "b"\nactor = "operator:ann"\nact = "train"\npurpose = "operation"\n'
        'facts = { own_account = true }\nexpect = "deny"\nby = ["no-rule-allows"]\n'
    )
    installation.tenant = installation.add_tenant("other", **{k.split(".")[0]: v for k, v in files.items()})
    ann = installation.person("ann", "agent")
    with pytest.raises(Denied):
        learn.begin(installation.app, installation.tenant, "chat", ann)
    assert installation.acts()[-1] == ("train.chat", "denied")
    with installation.app.store.write(installation.tenant) as tx:
        begun = TryRow(training_person(tx, "ann"), b"t" * 16, "chat", 1, bytes(32), installation.clock.at)
        training.put_try(tx, begun)
    with pytest.raises(Denied):
        learn.mark(installation.app, installation.tenant, ids.shown(learn.TRY, begun.id), [0] * 5, ann)
    with installation.app.store.view(installation.tenant) as view:
        assert training.a_try(view, begun.operator, begun.id) == begun


def without(cases: str, rule: str) -> str:
    """The cases but those of a rule."""
    parts = cases.split("[[case]]")
    return "[[case]]".join(one for one in parts if f'rule = "{rule}"' not in one)


def test_the_right_to_see_values_lapses_after_the_grace_and_a_year_after_the_pass(installation, ann) -> None:
    assert sees(installation, ann)
    installation.clock.forward(days=30)
    assert not sees(installation, ann)
    for name in MODULES:
        assert not sees(installation, ann)
        take(installation, ann, name)
    assert sees(installation, ann)
    installation.clock.forward(days=364)
    installation.token = installation.receive("write to eve@example.com").tokens[0].id
    assert sees(installation, ann)
    installation.clock.forward(days=1)
    assert not sees(installation, ann)


def test_a_program_and_a_person_of_no_account_are_told_apart(installation, ann) -> None:
    app = installation.app
    installation.clock.forward(days=31)
    with app.store.view(installation.tenant) as view:
        assert untrained(app, view, ann)
        assert untrained(app, view, Actor("operator", "nobody"))
        assert not untrained(app, view, Actor("service", "bot"))
        assert not untrained(app, view, LOCAL)


def test_a_policy_without_the_rule_asks_for_nothing_and_the_grace_begins_when_it_is_adopted(installation, ann) -> None:
    app, tenant = installation.app, installation.tenant
    with app.store.write(tenant) as tx:  # as an older version left it
        tx.run(
            "UPDATE policy SET files = replace(files, 'resource.untrained', 'resource.held') WHERE tenant = ?",
            (tenant,),
        )
        at = installation.clock.at
        installation.clock.forward(days=400)
        assert trained(app, tx, None).until is None
        assert not untrained(app, tx, ann)
        tx.run("UPDATE policy SET files = replace(files, 'resource.held }', 'resource.untrained }'), at = ?",
               (at + 390 * 86_400_000,))  # fmt: skip
        tx.known.introduced = None
        assert not untrained(app, tx, ann)
        installation.clock.forward(days=20)
        assert untrained(app, tx, ann)


def test_going_back_and_forth_between_versions_gives_nobody_another_grace(installation, ann) -> None:
    app, tenant = installation.app, installation.tenant
    files, _ = rule.read(app, tenant, None)
    for n in range(2):
        rule.propose(
            app, tenant, {**files, "policy.toml": files["policy.toml"] + f"# {n}\n"}, Plain("as agreed"), LOCAL
        )
    rule.adopt(app, tenant, 2, Plain("as agreed"), LOCAL)
    with app.store.view(tenant) as view:
        until = trained(app, view, None).grace_until
    for version in (3, 2, 3, 1, 2):
        installation.clock.forward(days=20)
        rule.adopt(app, tenant, version, Plain("as agreed"), LOCAL)
    with app.store.view(tenant) as view:
        assert trained(app, view, None).grace_until == until
        assert untrained(app, view, ann)


def test_people_are_reminded_thirty_seven_and_one_days_before_and_when_it_ended(installation, ann) -> None:
    app, tenant = installation.app, installation.tenant
    hook.add(app, tenant, "chat", "https://hooks.example.com/x", ["training.due"], LOCAL)
    installation.train("ann")
    told = []
    for _ in range(380):
        installation.clock.forward(days=1)
        if teach.remind(app, tenant):
            entry = installation.entries()[-1]
            assert (entry.act, entry.actor, entry.reasons) == ("train.remind", "service:clock", ("review-clock",))
            told.append(entry.count)
            if entry.count == 7:  # a clock set back tells nobody twice
                installation.clock.forward(days=-10)
    assert told == [30, 7, 1, 0]
    with app.store.view(tenant) as view:
        assert events.backlog(view) == {"queued": 4}


def test_the_clock_reminds_where_rules_ask_for_training(installation, ann) -> None:
    app, tenant = installation.app, installation.tenant
    jobs.tick(app)
    assert ("train.remind", "done") in installation.acts()  # the grace ends in thirty days
    with app.store.write(tenant) as tx:
        tx.run("UPDATE policy SET files = replace(files, 'resource.untrained', 'resource.held')")
        tx.known.introduced = None
    assert not teach.may(app, tenant)


def test_without_a_rule_for_the_clock_nobody_is_reminded(installation, ann, monkeypatch) -> None:
    monkeypatch.setattr(teach, "CLOCK", Actor("service", "another"))
    assert not teach.may(installation.app, installation.tenant)
    assert teach.remind(installation.app, installation.tenant) == 0


def test_the_report_names_everybody_with_every_module(installation, ann) -> None:
    app, tenant = installation.app, installation.tenant
    rita = installation.person("rita", "auditor")
    take(installation, ann, "chat", wrong=3)
    take(installation, ann, "chat")
    found = {(one.name, one.module): one for one in teach.report(app, tenant, rita)}
    assert len(found) == 2 * len(MODULES)
    chat = found["ann", "chat"]
    assert (chat.version, chat.passed, chat.tries, chat.good) == (1, installation.clock.at, 2, True)
    assert (found["rita", "chat"].passed, found["rita", "chat"].good) == (None, False)
    installation.clock.forward(days=365)
    assert not any(one.good for one in teach.report(app, tenant, rita))
    with pytest.raises(Denied):
        teach.report(app, tenant, ann)


def test_a_newer_version_is_named_and_the_pass_stays_good(installation, ann) -> None:
    with installation.app.store.write(installation.tenant) as tx:
        training.put_pass(tx, PassRow(training_person(tx, "ann"), "chat", 0, installation.clock.at))
    assert course(installation, ann)["chat"].newer
    assert course(installation, ann)["chat"].until is not None


def test_who_leaves_is_forgotten_and_a_namesake_begins_anew(installation, ann) -> None:
    installation.train("ann")
    take(installation, ann, "chat")
    operator.remove(installation.app, installation.tenant, "ann", LOCAL, reason=Plain("left"))
    with installation.app.store.view(installation.tenant) as view:
        assert training.passes(view) == []
        assert training.tried(view) == {}
    again = installation.person("ann", "agent")
    assert all(one.passed is None for one in course(installation, again).values())


def test_another_tenants_try_is_not_there(installation, ann) -> None:
    quiz = learn.begin(installation.app, installation.tenant, "chat", ann)
    other = installation.add_tenant("other")
    installation.tenant = other
    installation.person("ann", "agent")
    with pytest.raises(NotFound):
        learn.mark(installation.app, other, quiz.id, [0] * 5, ann)
    assert set(lessons()) == set(MODULES)
