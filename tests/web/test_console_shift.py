"""An agent's shift: forty tasks of eight sorts, done on the pages from masks and tokens, with few values seen whole."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

PERSONS = 5
CARDS = (
    "4111 1111 1111 1111",
    "5555 5555 5555 4444",
    "3782 822463 10005",
    "6011 1111 1111 1117",
    "4012 8888 8888 1881",
)
MOST_REVEALS = 8


def opened(ann: Any, talk: Any) -> str:
    return str(ann.get(f"/conversations/{talk.conversation}").read.said)


def which_card(staff: Any, ann: Any, talk: Any, n: int) -> None:
    """The customer asks which of their cards was charged: its last four digits say so."""
    assert f"card ···· {CARDS[n].replace(' ', '')[-4:]}" in opened(ann, talk)


def is_it_their_mail(staff: Any, ann: Any, talk: Any, n: int) -> None:
    """Does the address on the order belong to the same company?"""
    assert "email c···@shop.example.com" in opened(ann, talk)


def send_it_there(staff: Any, ann: Any, talk: Any, n: int) -> None:
    """A confirmation names the customer's own address, which the agent does not see."""
    opened(ann, talk)
    ann.submit("/conversations/answer", text="We send it to [EMAIL_1].")
    assert staff.installation.delivered[-1].text.expose() == f"We send it to customer{n}@shop.example.com."


def note_it(staff: Any, ann: Any, talk: Any, n: int) -> None:
    """Whoever works on it next is told."""
    opened(ann, talk)
    assert (
        f"promised by Friday, case {n}x"
        in ann.submit("/conversations/note", text=f"promised by Friday, case {n}x").read.said
    )


def look_up(staff: Any, ann: Any, talk: Any, n: int) -> None:
    """Somebody calls, and their number is shown on the telephone: which conversation is theirs?"""
    ann.get("/conversations")
    page = ann.submit("/conversations/find", who=f"(202) 555-013{n}")
    assert f"/conversations/{talk.conversation}?purpose=support" in page.read.links


def begin_with_a_text(staff: Any, ann: Any, talk: Any, n: int) -> None:
    """A usual answer is sent as it is kept."""
    assert "Refund" in opened(ann, talk)
    ann.submit("/conversations/answer", text="It is paid back within five days.")
    assert staff.installation.delivered[-1].text.expose() == "It is paid back within five days."


def is_it_answered(staff: Any, ann: Any, talk: Any, n: int) -> None:
    """Nobody waits who was answered."""
    assert talk.conversation not in ann.get("/conversations?which=waiting").text


def call_them(staff: Any, ann: Any, talk: Any, n: int) -> None:
    """The customer wants to be called: the number is seen whole, for a reason."""
    opened(ann, talk)
    (token,) = [one.id for one in talk.tokens if one.kind == "PHONE"]
    ann.get(f"/values/{token}?purpose=support&from={talk.conversation}")
    shown = ann.fetch(f"/values/{token}/shown", purpose="support", reason="they asked to be called")
    assert shown.json["value"] == f"+1 202 555 013{n}"


TASKS: tuple[Callable[[Any, Any, Any, int], None], ...] = (
    which_card, is_it_their_mail, look_up, send_it_there, note_it, begin_with_a_text, is_it_answered, call_them,
)  # fmt: skip


def test_forty_tasks_are_done_with_few_reveals(staff: Any) -> None:
    sue, ann = staff.enrolled("sue", "supervisor"), staff.enrolled("ann")
    sue.get("/texts")
    sue.submit("/texts/keep", name="Refund", text="It is paid back within five days.")
    talks = []
    for n in range(PERSONS):
        said = f"charged twice on card {CARDS[n]}; mail customer{n}@shop.example.com or call +1 202 555 013{n}"
        talks.append(staff.installation.receive(said, f"+1202555012{n}"))
        staff.installation.give(talks[-1].conversation, "ann")
    done = 0
    for n, talk in enumerate(talks):
        for task in TASKS:
            task(staff, ann, talk, n)
            done += 1
    entries = staff.installation.entries()
    assert done == 40
    assert 0 < sum(one.act == "reveal" for one in entries) <= MOST_REVEALS
    assert sum(one.act == "mask" for one in entries) == PERSONS  # once a conversation, for as long as it takes
