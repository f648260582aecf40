"""What cannot be looked through waits where that is set, sealed and in order, and is lost or doubled by nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from acts.test_line import SETTINGS, add, opened
from privet.acts import basis, erase, expire, failing, forward, hook, line, posted, receive, release, unseen
from privet.core.decision import LOCAL, Actor
from privet.core.detect import Scanner
from privet.core.failing import HOLD, REFUSE, TRIES
from privet.core.finding import Finding
from privet.core.message import Inbound
from privet.core.plain import Plain
from privet.core.sms.asked import Came
from privet.errors import BadInput
from privet.store import unseen as rows

DESK = Actor("gateway", "desk")
ANN, ZOE, OURS = "+12025550101", "+12025550102", "+12025550100"
CARD = "4111 1111 1111 1111"


class Failing:
    """A detector that fails on some words: on one, or on every text with a vowel."""

    name, kinds = "failing", ("EMAIL",)

    def __init__(self, *triggers: str) -> None:
        self.triggers = triggers

    def find(self, text: str) -> Iterator[Finding]:
        raise RuntimeError("no answer")


class House:
    """An installation whose detectors fail as told, with messages of a help desk and of a line."""

    def __init__(self, one: Any) -> None:
        self.one, self.app, self.tenant = one, one.app, one.tenant
        self.sound = self.app.rules[self.tenant]

    def breaks(self, *triggers: str) -> None:
        """From here on detectors fail on texts with one of these; on none, where there is none."""
        scanner = Scanner([Failing(*triggers)]) if triggers else self.sound.scanner
        self.app.rules[self.tenant] = replace(self.sound, scanner=scanner)

    def sets(self, mode: str = HOLD, channel: str = "desk") -> None:
        failing.set_(self.app, self.tenant, channel, mode, Plain("a lost message is worse"), LOCAL)

    def writes(self, text: str, id: str | None = None, party: str = ANN, actor: Actor = DESK) -> str:
        """What becomes of a message to the help desk."""
        said = Inbound("desk", Plain(party), Plain(party), Plain(text), self.one.clock.at, external_id=id)
        (made,) = receive.receive(self.app, self.tenant, [said], actor)
        return made.outcome

    def released(self) -> object:
        return release.release(self.app, self.tenant)

    def texts(self) -> list[str]:
        """What is stored, in tokens, of everybody, oldest first."""
        with self.app.store.view(self.tenant) as view:
            talks = [row[0] for row in view.rows("SELECT conversation FROM conversation WHERE tenant = ?", (1,))]
        from privet.core import ids

        return [text for one in talks for text in self.one.read(ids.shown("con", one))]

    def waiting(self) -> list[rows.UnseenRow]:
        with self.app.store.view(self.tenant) as view:
            return rows.first(view, 1000)


@pytest.fixture
def house(installation: Any) -> House:
    return House(installation)


DOWN = ("a", "e", "i", "o", "u")


def test_messages_wait_in_order_and_come_in_as_they_came(house: House) -> None:
    house.sets()
    house.breaks(*DOWN)
    assert house.writes("I am ann@example.com", "1") == "waits"
    assert house.writes("Call me", "2") == "waits"
    assert house.writes("Hello", "3", ZOE) == "waits"
    assert house.texts() == []
    assert failing.waiting(house.app, house.tenant, LOCAL) == (3, house.one.clock.at)
    assert house.released() is None  # no detector answers
    assert len(house.waiting()) == 3
    house.breaks()
    assert house.writes("mm", "4") == "waits"  # behind the others of its conversation
    assert house.writes("hm", "5", "+12025550109") == "stored"
    house.released()
    assert house.waiting() == []
    assert house.texts() == ["I am [EMAIL_1]", "Call me", "mm", "Hello", "hm"]
    assert [act for act in house.one.acts() if act[0] == "unseen"] == [("unseen", "requested")] * 4
    assert house.writes("I am ann@example.com", "1") == "repeated"
    assert house.released() is None


def test_one_that_comes_again_while_it_waits_waits_once(house: House) -> None:
    house.sets()
    house.breaks(*DOWN)
    made = [house.writes("I am ann@example.com", "1") for _ in range(3)]
    assert made == ["waits", "repeated", "repeated"]
    batch = [Inbound("desk", Plain(ANN), Plain(ANN), Plain("Oh"), 1, external_id="2") for _ in range(2)]
    receive.receive(house.app, house.tenant, batch, DESK)
    assert len(house.waiting()) == 2
    assert house.writes("no id") == "waits"
    assert house.writes("no id") == "waits"
    assert len(house.waiting()) == 4


def test_one_behind_another_of_its_own_batch_waits_too(house: House) -> None:
    house.sets()
    house.breaks("kaputt")
    each = [Inbound("desk", Plain(ANN), Plain(ANN), Plain(text), 1, external_id=text) for text in ("kaputt", "mm")]
    assert [one.outcome for one in receive.receive(house.app, house.tenant, each, DESK)] == ["waits", "waits"]


def test_one_that_no_detector_can_read_holds_up_the_rest_only_so_often(house: House) -> None:
    house.sets()
    house.breaks("kaputt")
    assert house.writes("kaputt", "1") == "waits"
    assert house.writes("hello", "2") == "waits"
    assert house.writes("hello", "3", ZOE) == "stored"
    for _ in range(TRIES - 1):
        house.released()
        assert len(house.waiting()) == 2
    house.released()
    assert [one.tries for one in house.waiting()] == [TRIES]
    assert house.texts() == ["hello", "hello"]
    assert house.writes("and more", "4") == "stored"
    house.breaks()
    house.released()
    assert house.waiting() == []
    assert "kaputt" in house.texts()


def test_after_a_day_it_is_lost_on_record_and_told(house: House) -> None:
    hook.add(house.app, house.tenant, "crm", "https://crm.example.com/x", ("message.waits", "message.lost"), LOCAL)
    house.sets()
    house.breaks(*DOWN)
    house.writes("I am ann@example.com", "1")
    house.one.clock.at += 86_400_000
    with house.app.store.view(house.tenant) as view:
        (row,) = rows.first(view, 9)
        assert (
            unseen.opened(view, row, house.one.clock.at) is None
        )  # from the first second, whether or not the key is destroyed
    while expire.expire(house.app, house.tenant):
        pass
    assert house.waiting() == []
    assert ("unseen.lost", "failed") in house.one.acts()
    with house.app.store.view(house.tenant) as view:
        assert [row[0] for row in view.rows("SELECT kind FROM event WHERE tenant = 1 ORDER BY event")] == [
            "message.waits", "message.lost",
        ]  # fmt: skip


def test_nothing_of_it_is_in_the_clear_and_an_erasure_takes_it(house: House) -> None:
    house.sets()
    house.breaks(*DOWN)
    house.writes("I am ann@example.com", "canary-id")
    with house.app.store.view(house.tenant) as view:
        said = str(view.rows("SELECT * FROM unseen"))
        (row,) = rows.first(view, 9)
    assert "example" not in said
    assert "canary" not in said
    from privet.core import ids

    house.breaks()
    about = (ids.shown(ids.SUBJECT, row.subject), "subject-request", Plain("asked"), LOCAL)
    erase.erase(house.app, house.tenant, *about)
    assert house.waiting() == []
    assert house.released() is None


def test_what_came_over_a_line_that_is_gone_is_lost_on_record_and_what_is_past_its_day_waits_for_the_clock(
    house: House,
) -> None:
    add(house.one, settings=SETTINGS)
    house.sets(channel="sms")
    house.sets()
    house.breaks(*DOWN)
    over = opened(house.one)
    forward.forward(house.app, house.tenant, over, [Came("SM1", OURS, ANN, "hello")])
    house.writes("hello", "1")
    line.remove(house.app, house.tenant, "shop", LOCAL)
    house.one.clock.at += 86_400_000 - 1
    house.breaks()
    house.released()
    assert ("unseen.lost", "failed") in house.one.acts()
    assert house.texts() == ["hello"]
    house.breaks(*DOWN)
    house.writes("later", "2")
    house.breaks()
    house.one.clock.at += 86_400_000
    house.released()
    assert len(house.waiting()) == 1


def test_messages_of_a_line_wait_and_its_application_gets_them_once(house: House) -> None:
    add(house.one, settings=SETTINGS)
    house.sets(channel="sms")
    over = opened(house.one)
    house.breaks(*DOWN)

    def take(*each: Came) -> list[str]:
        return [one.outcome for one in forward.forward(house.app, house.tenant, over, each)]

    first, second = Came("SM1", OURS, ANN, "I am ann@example.com"), Came("SM2", OURS, ANN, "Stop")
    assert take(first, second, first) == ["waits", "waits", "repeated"]
    assert take(first) == ["repeated"]
    assert posted.waiting(house.app, over) == []
    assert ("stop", "done") in house.one.acts() or ("opt-out", "done") in house.one.acts()
    house.breaks()
    house.released()
    assert len(posted.waiting(house.app, over)) >= 1
    assert "EMAIL_1" in posted.waiting(house.app, over)[0].written.body.decode()
    assert take(first, second) == ["repeated", "repeated"]
    assert house.waiting() == []


def test_where_nothing_may_be_kept_it_is_refused(house: House) -> None:
    add(house.one, settings=SETTINGS)
    house.sets()
    house.sets(channel="sms")
    basis.set_(house.app, house.tenant, "storage", "none", Plain("x"), LOCAL)
    house.breaks(*DOWN)
    assert house.writes("hello", "1") == "refused"
    over = opened(house.one)
    (made,) = forward.forward(house.app, house.tenant, over, [Came("SM1", OURS, ANN, "hello")])
    assert made.outcome == "refused"
    assert house.waiting() == []


def test_a_program_that_can_send_again_is_refused(house: House) -> None:
    house.sets()
    house.breaks(*DOWN)
    assert house.writes("hello", actor=Actor("service", "crm")) == "refused"
    assert house.writes("hello", actor=LOCAL) == "refused"
    house.breaks()
    house.sets(REFUSE)
    house.breaks(*DOWN)
    assert house.writes("hello") == "refused"


def test_where_cards_are_taken_it_is_not_set_and_does_not_hold(house: House) -> None:
    house.sets()
    house.writes(f"my card is {CARD}", "1")
    with pytest.raises(BadInput) as caught:
        house.sets()
    assert "PCI DSS" in str(caught.value)
    house.breaks(*DOWN)
    assert house.writes("hello", "2") == "refused"
    house.one.clock.at += 31 * 86_400_000
    assert house.writes("hello", "3") == "waits"


@pytest.mark.parametrize("channel", ["llm", "telegram"])
def test_channels_of_which_nothing_waits_here(house: House, channel: str) -> None:
    with pytest.raises(BadInput) as caught:
        house.sets(channel=channel)
    assert "refuse" in (caught.value.hint or "")


def test_no_more_wait_than_there_is_room_for(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unseen, "MOST", 1)
    house.sets()
    house.breaks(*DOWN)
    assert house.writes("hello", "1") == "waits"
    assert house.writes("hello", "2") == "refused"


def test_one_that_fails_for_another_reason_is_tried_on(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    house.sets()
    house.breaks(*DOWN)
    house.writes("hello", "1")
    house.breaks()

    def fails(*_: object) -> Any:
        raise BadInput("not now")

    with monkeypatch.context() as patch:
        patch.setattr(receive, "receive", fails)
        house.released()
    assert [one.tries for one in house.waiting()] == [1]
    house.released()
    assert house.waiting() == []


def test_many_are_taken_in_some_at_a_time(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(release, "AT_ONCE", 2)
    house.sets()
    house.breaks(*DOWN)
    for number in range(5):
        house.writes(f"hello {number}", str(number))
    house.breaks()
    looks = 1
    while house.released() is not None:
        looks += 1
    assert looks == 3
    assert house.texts() == [f"hello {number}" for number in range(5)]


def test_a_word_in_what_waits_is_heard_once_and_lifts_no_later_opt_out(house: House) -> None:
    house.sets()
    house.breaks("kaputt")
    assert house.writes("kaputt", "1") == "waits"
    assert house.writes("START", "2") == "waits"
    assert house.writes("STOP", "3") == "waits"
    before = [act for act in house.one.acts() if act[0].startswith("opt-out")]
    assert house.writes("START", "2") == "repeated"
    house.breaks()
    house.released()
    assert house.waiting() == []
    assert [act for act in house.one.acts() if act[0].startswith("opt-out")] == before


def test_what_waits_goes_on_waiting_when_the_channel_is_set_back(house: House) -> None:
    house.sets()
    house.breaks("kaputt")
    house.writes("kaputt", "1")
    house.sets(REFUSE)
    house.released()
    assert len(house.waiting()) == 1
