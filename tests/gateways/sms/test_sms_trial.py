"""Lines on trial, through a running server: copies signed by the providers' own libraries for the application's address
are counted; nothing is handed on, answered or sent.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from gateways.conftest import Server
from gateways.sms.test_sms_others import House
from gateways.sms_others import OTHERS, SIGNS, Ask, Speaks
from gateways.sms_peers import ACCOUNT, OURS, TOKEN, Gate, Got, Peer

THEIRS = "+12025550142"
MAIL, CARD = "ann@example.com", "4111 1111 1111 1111"
APP = "https://bot.example.com/hooks/sms?shop=7"


FEW = "fewer than 10"


def counted(gate: Gate, name: str) -> dict[str, Any]:
    lines = gate.privet("sms", "trial", name, "--json").splitlines()
    return {**json.loads(lines[0]), **json.loads(lines[0])["kinds"]}


class Trial(House):
    """Lines on trial, whose providers go on posting to the application."""

    def hook(self, one: Speaks) -> str:
        return f"https://bot.example.com/{one.name}"


def answers(got: Got) -> tuple[int, str, bytes]:
    raise AssertionError("a line on trial asks nobody")


@pytest.fixture(scope="module")
def trial(serve: Callable[..., Server]) -> Iterator[Trial]:
    peers = [Peer(answers), Peer(answers)]
    house = Trial(Gate(serve(""), *peers))
    privet = house.gate.privet
    file = house.gate.server.data.parent / "token"
    file.write_text(TOKEN)
    file.chmod(0o600)
    said = privet(
        "sms", "add", "shop", "--provider", "twilio", "--account", ACCOUNT, "--secret-file", str(file), "--numbers",
        OURS, "--public", "https://privet.example.com", "--api", peers[0].url, "--app", f"{peers[1].url}/sms",
        "--app-public", APP, "--trial", "yes", "--reason", "a week's trial",
    )  # fmt: skip
    assert said.startswith("A copy of what the provider posts goes to ")
    house.gate.base = said.split("/gateways/sms/")[1].split("/")[0]
    house.gate.secret = said.split()[-1]
    for one in OTHERS:
        house.add(one, "--trial", "yes")
    end = time.monotonic() + 30
    for one in OTHERS:  # its state makes nobody a customer and counts nowhere
        probe = one.ask(house.hook(one), one.state("probe", one.ours, THEIRS), "p")
        while house.ask(one, "in", probe).status != 200:
            assert time.monotonic() < end, house.gate.server.log.read_text()
            time.sleep(0.1)
    yield house
    for peer in peers:
        assert peer.got == []
        peer.close()


def copy(trial: Trial, text: str, sid: str, url: str = APP, **more: str) -> int:
    """A copy of what Twilio posted to the application."""
    from twilio.request_validator import RequestValidator

    said = {"MessageSid": sid, "AccountSid": ACCOUNT, "From": THEIRS, "To": OURS, "Body": text, **more}
    signed = {"x-twilio-signature": RequestValidator(TOKEN).compute_signature(url, said)}
    answer = trial.gate.ask("in", said, signed)
    if answer.status == 200:
        assert answer.body == b'<?xml version="1.0" encoding="UTF-8"?><Response></Response>', answer.body
    return answer.status


def test_copies_of_twilios_are_counted_once_and_nothing_is_said(trial: Trial) -> None:
    assert copy(trial, f"I am {MAIL}, card {CARD}", "SM1") == 200
    assert copy(trial, f"I am {MAIL}, card {CARD}", "SM1") == 200  # the copy comes again
    assert copy(trial, "STOP", "SM2") == 200
    assert copy(trial, "hello", "SM3") == 200
    row = counted(trial.gate, "shop")
    assert {name: row[name] for name in ("messages", "personal", "refused", "heard", "EMAIL", "CARD")} == {
        "messages": 3, "personal": 1, "refused": 0, "heard": 1, "EMAIL": FEW, "CARD": FEW,
    }  # fmt: skip
    assert 0 < row["half_us"] <= row["most_us"] <= row["slowest_us"]
    said = trial.gate.privet("sms", "trial", "shop")
    assert "3 messages from " in said
    assert "1 said STOP, START or HELP, which Privet would have answered." in said
    assert trial.gate.stored() == []
    assert json.loads(trial.gate.privet("sms", "list", "--json").splitlines()[-1])["trial"] is True


def test_what_is_not_signed_for_the_applications_address_is_refused(trial: Trial) -> None:
    before = counted(trial.gate, "shop")["messages"]
    own = f"https://privet.example.com/gateways/sms/{trial.gate.base}/in"
    for url in (own, APP.partition("?")[0], "https://evil.example.com/sms"):
        assert copy(trial, "hello", "SM9", url) == 401
    assert counted(trial.gate, "shop")["messages"] == before


@pytest.mark.parametrize("one", OTHERS, ids=[one.name for one in OTHERS])
def test_copies_of_the_others_are_counted_too(trial: Trial, one: Speaks) -> None:
    for number in (1, 1, 2):
        assert trial.text(one, f"I am {MAIL}", f"{one.name}-{number}", THEIRS).status == 200
    row = counted(trial.gate, one.name)
    assert (row["messages"], row["EMAIL"]) == (2, FEW)
    forged = one.message("hello", "x", one.ours, THEIRS)
    ask = Ask(
        "POST",
        json.dumps(forged).encode(),
        one.signed(trial.hook(one), json.dumps(forged).encode(), "j", "guessed" * 9),
    )
    assert trial.ask(one, "in", ask).status == 401
    assert SIGNS.encode() not in trial.gate.server.log.read_bytes()


def test_nothing_is_sent_over_a_line_on_trial(trial: Trial) -> None:
    answer = trial.gate.order(THEIRS, "hello")
    assert (answer.status, b"on trial" in answer.body) == (403, True)
    for one in OTHERS:
        assert trial.order(one, THEIRS, "hello").status == 403


def test_nothing_of_a_copy_is_written(trial: Trial) -> None:
    assert copy(trial, "my name is Zanzibarius and my card is 5555 5555 5555 4444", "SMcanary") == 200
    for name, raw in trial.gate.server.written():
        for word in (b"Zanzibarius", b"5555 5555", b"SMcanary", THEIRS.encode()):
            assert word not in raw, name


@pytest.mark.slow
def test_what_waited_goes_on_once_the_trial_is_over(serve: Callable[..., Server]) -> None:
    """A line that was in the path is tried, and then is in the path again."""
    peers = [Peer(lambda got: (201, "application/json", b'{"sid": "SM1"}')), Peer(lambda got: (500, "text/plain", b""))]
    gate = Gate(serve(""), *peers)
    gate.add()
    with ThreadPoolExecutor(1) as pool:
        posted = pool.submit(gate.text, f"I am {MAIL}", "SM1")
        gate.app.wait(1)
        gate.privet("sms", "set", "shop", "--trial", "yes", "--reason", "a trial")
        assert posted.result().status == 200
    end = time.monotonic() + 20
    probe = {"MessageSid": "SM2", "MessageStatus": "sent", "From": OURS, "To": "+12025550199"}
    while gate.post(**probe).status != 401:  # what is signed for Privet's own address is no copy
        assert time.monotonic() < end
        time.sleep(0.1)
    gate.app.got.clear()
    gate.app.says = lambda got: (200, "text/xml", b"<Response/>")
    assert gate.order(THEIRS, "hello").status == 403
    gate.privet("sms", "set", "shop", "--trial", "no", "--reason", "it is over")
    got = gate.app.wait(1)[0]
    assert got.form["Body"] == "I am [EMAIL_1]"
    assert gate.provider.got == []
    for peer in peers:
        peer.close()
