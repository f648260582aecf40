"""Sends and a STOP at the same time, in processes of their own: no send is begun whose entry follows the STOP's."""

from __future__ import annotations

from privet.acts import receive as receiving
from privet.core.decision import Actor
from privet.errors import Denied
from privet.plugins.channels.loopback import Loopback

CUSTOMERS = 20
SENDERS = 2
GATEWAY = Actor("gateway", "sms")


def number(n: int) -> str:
    return f"+1202555{1000 + n}"


def test_no_send_follows_a_stop(installation) -> None:
    """Every customer gets messages of several programs until they are refused, and says STOP meanwhile, on another
    channel.
    """
    talks = [installation.receive("hello", number(n)).conversation for n in range(CUSTOMERS)]
    installation.app.close()

    def sends(house, say) -> None:
        house.app.channels["loopback"] = Loopback(lambda message: None)
        for n, talk in enumerate(talks):
            for tried in range(100_000):
                if tried == 2:
                    say(f"began {n}")
                try:
                    house.send(talk, "our offer of today")
                except Denied:
                    break
        say("sent")

    sender, *others = [installation.process(sends) for _ in range(SENDERS)]

    def stops(house, say) -> None:
        for n in range(CUSTOMERS):
            sender.until(f"began {n}")
            (came,) = receiving.receive(
                house.app, house.tenant, [house.inbound("please stop texting me", number(n), channel="sms")], GATEWAY
            )
            assert came.heard == "stop"

    installation.process(stops).lines()
    assert {one.lines()[-1] for one in (sender, *others)} == {"sent"}
    installation.reopen()
    entries = installation.entries()
    stopped = {one.subject: at for at, one in enumerate(entries) if one.act == "opt-out"}
    assert len(stopped) == CUSTOMERS
    begun = {one.subject: at for at, one in enumerate(entries) if one.act == "send" and one.outcome == "requested"}
    refused = {one.subject for one in entries if one.act == "send" and one.outcome == "denied" and one.subject}
    assert len(begun) == CUSTOMERS
    assert len(refused) == CUSTOMERS
    for n in range(CUSTOMERS):
        subjects = installation.find(number(n)).subjects
        (last,) = [begun[one] for one in subjects if one in begun]
        (stop,) = [stopped[one] for one in subjects if one in stopped]
        assert last < stop
