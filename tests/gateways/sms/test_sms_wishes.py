"""STOP over a line, while an application sends; and a customer of whom nothing may be kept. Over real connections."""

from __future__ import annotations

import threading
import time
from typing import Any

from gateways.sms_peers import ACCOUNT, OURS, Gate, Got, twilio

THEIRS = "+12025550142"


def test_after_a_stop_is_taken_no_send_reaches_the_provider(gate: Gate) -> None:
    """The provider hears 200 to STOP once it is on record and whatever was on its way has left."""
    came: list[tuple[float, str]] = []

    def slow(got: Got) -> tuple[int, str, bytes]:
        time.sleep(0.3)
        came.append((time.monotonic(), got.form["Body"]))  # so late as the provider has it
        return twilio(got)

    gate.provider.says = slow
    statuses: list[int] = []
    over = threading.Event()

    def sends() -> None:
        while not over.is_set():
            statuses.append(gate.order(THEIRS, "an offer").status)

    threads = [threading.Thread(target=sends) for _ in range(4)]
    for one in threads:
        one.start()
    gate.provider.wait(5)
    answer = gate.text("Stop", "SM1")
    heard = time.monotonic()
    end = time.monotonic() + 30
    while statuses.count(403) < 8 and time.monotonic() < end:
        time.sleep(0.02)
    over.set()
    for one in threads:
        one.join(30)
    assert answer.status == 200
    assert {201, 403} <= set(statuses)
    assert gate.order(THEIRS, "an offer").status == 403  # one that was on its way may be answered last
    while not [text for _, text in came if "START" in text] and time.monotonic() < end:
        time.sleep(0.02)
    late = [text for at, text in came if at > heard]
    assert len(late) <= 1, "only the answer to STOP itself"
    assert [text for _, text in came if text != "an offer"] == [text for text in late if "START" in text]
    assert gate.app.got == []  # the line's setting does not show it the word
    # Whoever wants messages again gets them, and what is no word alone reaches the application.
    gate.text("START", "SM2")
    gate.text("hello", "SM3")
    assert gate.app.wait(1)[0].form["Body"] == "hello"
    assert gate.order(THEIRS, "welcome").status == 201


def test_the_application_sees_the_word_where_the_line_says_so(gate: Gate) -> None:
    gate.privet("sms", "set", "shop", "--show-stop", "yes", "--reason", "it keeps a list of its own")
    end = time.monotonic() + 20
    number = 0
    while not gate.app.got and time.monotonic() < end:
        number += 1
        gate.text("STOP", f"SM{number}")
        time.sleep(0.2)
    assert gate.app.got[0].form["Body"] == "STOP"
    assert gate.order(THEIRS, "an offer").status == 403


def test_where_nothing_may_be_kept_a_message_goes_on_and_stands_in_no_file(gate: Gate) -> None:
    gate.privet("consent", "basis", "storage", "none", "--reason", "as counsel said")
    down = True

    def says(_: Got) -> tuple[int, str, bytes]:
        return (500 if down else 200), "text/xml", b"<Response><Message>to nobody known</Message></Response>"

    gate.app.says = says
    said: dict[str, Any] = {
        "MessageSid": "SM1", "AccountSid": ACCOUNT, "From": THEIRS, "To": OURS, "Body": "CANARYWORD x@example.com"
    }  # fmt: skip
    assert gate.post(**said).status == 503  # nobody took it, so its provider repeats it
    down = False
    assert gate.post(**said).status == 200
    assert gate.post(**said).status == 200
    first, second = gate.app.got
    assert (first.form["Body"], second.form["Body"]) == ("CANARYWORD [EMAIL_1]", "CANARYWORD [EMAIL_1]")
    assert first.headers["i-twilio-idempotency-token"] == second.headers["i-twilio-idempotency-token"]
    assert first.form["From"].startswith("+999")
    assert gate.order(THEIRS, "an answer").status == 403
    assert gate.stored() == []
    assert gate.provider.got == []
    for name, written in gate.server.written():
        for canary in (b"CANARYWORD", b"x@example", THEIRS[1:].encode()):
            assert canary not in written, (name, canary)


def test_whoever_sends_a_card_is_told_once_in_their_language_and_it_is_counted(gate: Gate) -> None:
    gate.text("Meine Karte ist 4111 1111 1111 1111, danke", "SM1")
    gate.provider.wait(1)
    gate.text("Und noch eine Karte: 5500 0055 5555 5559", "SM2")
    gate.text("Das ist keine", "SM3")
    assert gate.app.wait(3)
    (line,) = [one.form["Body"] for one in gate.provider.got]
    assert "4111" not in line
    assert " Sie " in line or " und " in line or " die " in line
    said = gate.server.ask("GET", "/metrics").body.decode()
    assert 'privet_pastes_total{channel="sms",again="no"} 1' in said
    assert 'privet_pastes_total{channel="sms",again="yes"} 1' in said


def test_a_line_may_leave_that_to_its_application(gate: Gate) -> None:
    gate.privet("sms", "set", "shop", "--coach", "no", "--reason", "the bot says so itself")
    time.sleep(3)  # the gateway looks at its lines every two seconds
    gate.text("my card is 4111 1111 1111 1111", "SM1")
    assert gate.app.wait(1)
    time.sleep(1.5)
    assert gate.provider.got == []


def test_what_a_customer_asks_over_their_own_data_reaches_the_application_and_is_confirmed_once(gate: Gate) -> None:
    first, second = "Envíenme todos mis datos, por favor", "Envíenme mis datos"
    gate.text(first, "SM1")
    gate.text(second, "SM2")
    assert [one.form["Body"] for one in gate.app.wait(2)] == [first, second]
    gate.text("Borren mis datos", "SM3")  # that is also a wish for no more messages
    told = [one.form["Body"] for one in gate.provider.wait(2)]
    assert [one.split(".")[0] for one in told] == [
        "Tenemos su solicitud: acceso a sus datos",
        "Tenemos su solicitud: supresión de sus datos",
    ]
    assert all("RETIRAR SOLICITUD" in one for one in told)
    assert ["START" in one for one in told] == [False, True]
    assert gate.order(THEIRS, "an offer").status == 403
