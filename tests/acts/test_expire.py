"""What is past its time goes with the key of its period: after minutes, after a year, and not before."""

from __future__ import annotations

import pytest

from privet import jobs
from privet.acts import job
from privet.acts.expire import believe, expire
from privet.core import ids
from privet.core.decision import LOCAL, Actor
from privet.core.plain import Plain
from privet.errors import Denied, Erased, NotFound
from privet.store import messages

ANN, BEN = "+12025550101", "+12025550102"
MAIL = "ann@example.com"


def test_nothing_is_due_at_first(installation) -> None:
    installation.receive(f"{MAIL}, my code is 482913")
    before = installation.entries()
    assert expire(installation.app, installation.tenant) == 0
    assert installation.entries() == before


def test_a_transit_value_lives_ten_to_twenty_minutes(installation) -> None:
    told = installation.receive(f"{MAIL}, my code is 482913")
    mail, code = (one.id for one in told.tokens)
    installation.clock.forward(minutes=9)
    jobs.tick(installation.app)
    assert installation.reveal(code) == "482913"
    installation.clock.forward(minutes=11)
    jobs.tick(installation.app)
    with pytest.raises(Erased):
        installation.reveal(code)
    assert installation.reveal(mail) == MAIL
    assert installation.read(told.conversation) == ["[EMAIL_1], my code is [CODE_1]"]
    sent = installation.send(told.conversation, "[CODE_1] [EMAIL_1]")
    assert (sent.stayed, installation.delivered[0].text.expose()) == (1, f"[CODE_1] {MAIL}")
    assert installation.receive("my code is 482913").text.text == "my code is [CODE_2]"


def test_a_message_lives_ninety_days_and_one_at_most(installation) -> None:
    told = installation.receive(MAIL)
    installation.clock.forward(days=90)
    jobs.tick(installation.app)
    assert installation.read(told.conversation) == ["[EMAIL_1]"]
    installation.clock.forward(days=1)
    jobs.tick(installation.app)
    assert installation.read(told.conversation) == [None]
    with pytest.raises(Erased):
        installation.reveal(told.tokens[0].id)
    assert installation.find(MAIL).mentions == ()
    assert len(installation.find(ANN).subjects) == 1  # the relation goes on
    assert installation.receive("hello again").conversation == told.conversation


def test_one_days_messages_go_and_the_next_days_stay(installation) -> None:
    first = installation.receive("one@example.com")
    installation.clock.forward(days=1)
    second = installation.receive("two@example.com")
    installation.clock.forward(days=90)
    jobs.tick(installation.app)
    assert installation.read(first.conversation) == [None, "[EMAIL_2]"]
    assert installation.reveal(second.tokens[0].id) == "two@example.com"


def test_a_value_that_is_used_again_lives_as_long_as_its_last_message(installation) -> None:
    first = installation.receive(f"I am {MAIL}")
    installation.clock.forward(days=50)
    again = installation.receive(f"still {MAIL}, yes, {MAIL}")
    assert again.tokens[0].id == first.tokens[0].id
    installation.clock.forward(days=50)
    jobs.tick(installation.app)
    assert installation.read(first.conversation) == [None, "still [EMAIL_1], yes, [EMAIL_1]"]
    assert installation.reveal(first.tokens[0].id) == MAIL
    assert len(installation.find(MAIL).mentions) == 1
    installation.clock.forward(days=50)
    jobs.tick(installation.app)
    installation.clock.forward(days=1)
    jobs.tick(installation.app)
    with pytest.raises(Erased):
        installation.reveal(first.tokens[0].id)


def test_a_value_is_new_after_its_time_is_over(installation) -> None:
    first = installation.receive(MAIL)
    installation.clock.forward(days=400)
    jobs.tick(installation.app)
    again = installation.receive(MAIL)
    assert again.tokens[0].id != first.tokens[0].id
    assert again.text.text == "[EMAIL_2]"
    assert installation.reveal(again.tokens[0].id) == MAIL


def test_what_is_past_its_time_does_not_come_back_by_being_sent_again(installation) -> None:
    first = installation.receive("hello", external_id="1")
    installation.clock.forward(days=400)
    jobs.tick(installation.app)
    again = installation.receive("hello", external_id="1")
    assert (again.outcome, again.id, again.text, again.tokens) == ("repeated", first.id, None, ())


def test_request_and_outcome_are_on_record(installation) -> None:
    installation.receive("my code is 482913")
    installation.clock.forward(minutes=30)
    assert expire(installation.app, installation.tenant) == 1
    asked, done = installation.entries()[-2:]
    assert [(one.act, str(one.outcome), one.actor, one.count) for one in (asked, done)] == [
        ("expire", "requested", "service:clock", 1),
        ("expire", "done", "service:clock", 1),
    ]
    assert asked.reasons == ("expire-clock",)


def test_nobody_else_may_expire(installation) -> None:
    told = installation.receive("my code is 482913")
    installation.clock.forward(minutes=30)
    with pytest.raises(Denied):
        expire(installation.app, installation.tenant, Actor("service", "bot"))
    assert installation.acts()[-1] == ("expire", "denied")
    installation.clock.forward(minutes=-30)
    assert installation.reveal(told.tokens[0].id) == "482913"  # its key is there


class Crash(BaseException):
    """The process dies here."""


@pytest.mark.parametrize("after", [False, True])
def test_a_crash_after_the_request_is_repeated_until_done(installation, monkeypatch, after: bool) -> None:
    told = installation.receive("my code is 482913")
    installation.clock.forward(minutes=30)
    keys = installation.app.store.keys
    destroy = keys.destroy

    def dies(leaves: object) -> None:
        if after:
            destroy(leaves)
        raise Crash

    monkeypatch.setattr(keys, "destroy", dies)
    with pytest.raises(Crash):
        expire(installation.app, installation.tenant)
    installation.reopen()
    jobs.tick(installation.app)
    with pytest.raises(Erased):
        installation.reveal(told.tokens[0].id)
    expired = [one for one in installation.acts() if one[0] == "expire"]
    assert expired[-2:] == [("expire", "requested"), ("expire", "done")]
    assert expire(installation.app, installation.tenant) == 0


def test_the_transit_value_of_a_delivered_answer_is_gone_before_its_time(installation) -> None:
    told = installation.receive("my code is 482913")
    installation.send(told.conversation, "thank you")
    with pytest.raises(NotFound):
        installation.reveal(told.tokens[0].id)


def doubted(installation) -> bool:
    return "clock" in {one.name for one in job.everyone(installation.app, installation.tenant, LOCAL) if one.error}


def test_a_clock_that_jumps_ahead_destroys_no_key_for_a_day(installation) -> None:
    mail, code = (one.id for one in installation.receive(f"{MAIL}, my code is 482913").tokens)
    jobs.tick(installation.app)
    installation.clock.forward(days=400)
    assert expire(installation.app, installation.tenant) == 1, "what is short goes, before the jump is written down too"
    assert not doubted(installation)
    jobs.tick(installation.app)
    assert doubted(installation)

    def there() -> list[bool]:
        """Whether the keys are: nobody is shown anything by a clock that says that its time is over."""
        with installation.app.store.view(installation.tenant) as view:
            rows = [messages.value(view, ids.read(ids.TOKEN, one)) for one in (mail, code)]
            return [view.keys.key(installation.tenant, row.period) is not None for row in rows if row is not None]

    assert there() == [True, False]
    for one in (mail, code):
        with pytest.raises(Erased):
            installation.reveal(one)
    installation.clock.forward(minutes=1439)
    jobs.tick(installation.app)
    assert there() == [True, False]
    installation.clock.forward(minutes=1)  # the server was off that long, or nobody ever sets the clock right
    jobs.tick(installation.app)
    assert not doubted(installation)
    with pytest.raises(Erased):
        installation.reveal(mail)


def test_a_clock_that_is_set_right_again_goes_on_as_if_nothing_had_been(installation) -> None:
    told = installation.receive(MAIL)
    jobs.tick(installation.app)
    for days in (400, -400, 1):
        installation.clock.forward(days=days)
        jobs.tick(installation.app)
        assert doubted(installation) == (days == 400)
    assert installation.reveal(told.tokens[0].id) == MAIL
    assert not any(one.late_s or one.running for one in job.everyone(installation.app, installation.tenant, LOCAL))
    installation.clock.forward(days=2)
    jobs.tick(installation.app)
    assert doubted(installation), "the next jump is seen like the first"


def test_what_was_over_before_the_server_was_off_goes_at_once(installation) -> None:
    told = installation.receive(MAIL)
    installation.clock.forward(days=91)
    assert job.claim(installation.app, installation.tenant, "expire", wanted=True)  # and here the process dies
    installation.clock.forward(days=90)
    jobs.tick(installation.app)
    assert doubted(installation)
    with pytest.raises(Erased):
        installation.reveal(told.tokens[0].id)


def test_who_may_says_that_the_clock_is_right(installation) -> None:
    told = installation.receive(MAIL)
    jobs.tick(installation.app)
    installation.clock.forward(days=400)
    jobs.tick(installation.app)
    with pytest.raises(Denied):
        believe(installation.app, installation.tenant, Plain("so I say"), Actor("service", "shop"))
    assert doubted(installation)
    believe(installation.app, installation.tenant, Plain("the server was off"), LOCAL)
    assert installation.acts()[-2:] == [("expire.believe", "denied"), ("expire.believe", "done")]
    assert not doubted(installation)
    jobs.tick(installation.app)
    with pytest.raises(Erased):
        installation.reveal(told.tokens[0].id)
