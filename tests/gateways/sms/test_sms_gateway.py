"""Text messages through Privet, both ways, over real connections; Twilio's side is signed by Twilio's own library."""

from __future__ import annotations

import http.client
import json
import re
import signal
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from xml.etree import ElementTree

from twilio.request_validator import RequestValidator

from gateways.sms_peers import ACCOUNT, OURS, Gate, Got

THEIRS = "+12025550142"


def messages(answer: Any) -> list[str]:
    return [one.text or "" for one in ElementTree.fromstring(answer.body)]


def echo(got: Got) -> tuple[int, str, bytes]:
    """The application says back what it was told, and tries for somebody else's value."""
    said = f"<Response><Message>you said: {got.form['Body']} and [EMAIL_9]</Message></Response>"
    return 200, "text/xml", said.encode()


def test_a_message_reaches_the_application_in_tokens_and_its_answer_comes_back_whole(gate: Gate) -> None:
    gate.app.says = echo
    answer = gate.text("I am ann@example.com", "SM1")
    assert (answer.status, answer.headers["content-type"].partition(";")[0]) == (200, "text/xml")
    assert messages(answer) == ["you said: I am ann@example.com and [EMAIL_9]"]
    (got,) = gate.app.got
    assert got.form["Body"] == "I am [EMAIL_1]"
    assert re.fullmatch(r"\+999[0-9]{11}", got.form["From"])
    assert (got.form["To"], got.form["MessageSid"], got.form["AccountSid"]) == (OURS, "SM1", ACCOUNT)
    assert "SPRINGFIELD" not in got.body.decode()
    library = RequestValidator(gate.secret)
    assert library.validate("https://bot.example.com/sms", got.form, got.headers["x-twilio-signature"])
    assert gate.provider.got == []  # it went back with the answer: not sent once more
    # Another customer's conversation has its own numbers, and its own values.
    other = gate.text("I am zoe@example.com", "SM2", "+12025550143")
    assert messages(other) == ["you said: I am zoe@example.com and [EMAIL_9]"]
    assert gate.app.got[1].form["From"] != got.form["From"]
    time.sleep(1.5)
    assert gate.provider.got == []
    assert b"ann@" not in gate.server.log.read_bytes()


def test_what_comes_again_changes_nothing(gate: Gate) -> None:
    gate.app.says = echo
    first = gate.text("I am ann@example.com", "SM1")
    assert messages(first)
    for _ in range(3):
        again = gate.text("I am ann@example.com", "SM1")
        assert (again.status, messages(again)) == (200, [])
    assert len(gate.app.got) == 1
    assert sorted(gate.stored()) == ["I am [EMAIL_1]", "you said: I am [EMAIL_1] and [EMAIL_9]"]


def test_what_is_not_signed_for_this_address_is_refused(gate: Gate) -> None:
    said = {"MessageSid": "SM1", "From": THEIRS, "To": OURS, "Body": "x"}
    right = gate.signed(said)
    assert gate.ask("in", {**said, "Body": "y"}, right).status == 401
    assert gate.ask("in", said, gate.signed(said, "another token")).status == 401
    assert gate.ask("in", said, {}).status == 401
    other = RequestValidator("token-of-the-account-0123456789ab").compute_signature(
        f"http://evil.example.com/gateways/sms/{gate.base}/in", said
    )
    for host in ({"x-forwarded-host": "evil.example.com"}, {"forwarded": "host=evil.example.com"}):
        assert gate.ask("in", said, {"x-twilio-signature": other} | host).status == 401
    assert gate.ask("in", said, right).status == 200


def test_an_order_by_alias_is_sent_to_the_number_with_its_own_values_only(gate: Gate) -> None:
    gate.text("I am ann@example.com", "SM1")
    (got,) = gate.app.wait(1)
    alias = got.form["From"]
    answer = gate.order(alias, "Dear [EMAIL_1], not [PHONE_7]")
    assert answer.status == 201, answer.body
    said = answer.json
    assert (said["to"], said["from"], said["body"]) == (alias, OURS, "Dear [EMAIL_1], not [PHONE_7]")
    (out,) = gate.provider.wait(1)
    assert out.path == f"/2010-04-01/Accounts/{ACCOUNT}/Messages.json"
    assert (out.form["To"], out.form["From"]) == (THEIRS, OURS)
    assert out.form["Body"] == "Dear ann@example.com, not [PHONE_7]"
    assert out.form["StatusCallback"] == f"https://privet.example.com/gateways/sms/{gate.base}/in"
    assert gate.secret not in str(out.headers)
    # What became of it goes on with the alias.
    state = gate.post(MessageSid=said["sid"], MessageStatus="delivered", From=OURS, To=THEIRS)
    assert state.status == 200
    told = gate.app.wait(2)[1].form
    assert (told["MessageStatus"], told["To"], told["MessageSid"]) == ("delivered", alias, said["sid"])


def test_orders_that_are_not_the_applications_or_not_in_order_are_refused(gate: Gate) -> None:
    secret, gate.secret = gate.secret, "guessed"
    assert gate.order(THEIRS, "x").status == 401
    gate.secret = secret
    for to, text, more, status in (
        (THEIRS, "x", {"MediaUrl": "https://example.com/x"}, 400), (THEIRS, "x", {"From": "+12025550177"}, 400),
        ("+99900000000000", "x", {}, 404), (THEIRS, "what is your PIN?", {}, 403),
    ):  # fmt: skip
        answer = gate.order(to, text, **more)
        assert answer.status == status, (answer.body, text)
        assert answer.headers["content-type"] == "application/problem+json"
    assert gate.provider.got == []
    assert gate.order(THEIRS, "to somebody new").status == 201
    assert gate.provider.wait(1)[0].form["To"] == THEIRS


def test_a_provider_that_refuses_or_fails_is_told_apart(gate: Gate) -> None:
    for said, status in (((400, "application/json", b"{}"), 400), ((429, "application/json", b"{}"), 503),
                         ((500, "application/json", b"{}"), 409), ((201, "application/json", b"{}"), 409)):  # fmt: skip
        gate.provider.says = lambda _, said=said: said
        assert gate.order(THEIRS, "x").status == status
    time.sleep(1.5)
    assert len(gate.provider.got) == 4  # none of them was tried again behind the application's back


def test_an_application_that_is_down_gets_everything_later_and_its_answers_are_sent(gate: Gate) -> None:
    gate.app.says = lambda _: (500, "text/plain", b"")
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda n: gate.text(f"number {n}", f"SM{n}"), range(3)))
    assert [one.status for one in answers] == [200] * 3
    assert all(messages(one) == [] for one in answers)
    gate.app.got.clear()
    gate.app.says = echo
    out = gate.provider.wait(3, 60)
    assert sorted(one.form["Body"] for one in out) == [f"you said: number {n} and [EMAIL_9]" for n in range(3)]
    assert {one.form["To"] for one in out} == {THEIRS}


def test_a_customer_whose_messages_are_not_taken_holds_up_no_other(gate: Gate) -> None:
    other = "+12025550143"
    gate.app.says = lambda got: (500 if "poison" in got.form["Body"] else 200, "text/xml", b"<Response/>")

    def tries(word: str) -> int:
        return len([got for got in gate.app.got if word in got.form["Body"]])

    assert gate.text("poison", "SM1").status == 200
    end = time.monotonic() + 30
    while tries("poison") < 3 and time.monotonic() < end:
        time.sleep(0.02)
    assert gate.text("hello", "SM2", other).status == 200
    while not tries("hello") and time.monotonic() < end:
        time.sleep(0.02)
    assert (tries("poison"), tries("hello")) == (3, 1)
    gate.app.says = lambda _: (200, "text/xml", b"<Response/>")
    gate.text("after", "SM3")  # of the same customer: in order, so after what is not taken yet
    while not tries("after") and time.monotonic() < end:
        time.sleep(0.02)
    assert [got.form["Body"] for got in gate.app.got if got.form["Body"] != "hello"] == ["poison"] * 4 + ["after"]


def test_killed_again_and_again_nothing_acknowledged_is_lost_or_counted_twice(gate: Gate) -> None:
    """A provider repeats what was not answered; the server dies while messages come."""
    texts = {f"SM{n}": f"message {n} of ann{n}@example.com" for n in range(24)}
    acknowledged: set[str] = set()

    def deliver(sid: str) -> None:
        end = time.monotonic() + 90
        while time.monotonic() < end:
            try:
                if gate.text(texts[sid], sid).status == 200:
                    acknowledged.add(sid)
                    return
            except (OSError, http.client.HTTPException):  # it is down, or the answer broke off
                pass
            time.sleep(0.1)

    with ThreadPoolExecutor(3) as pool:
        under_way = [pool.submit(deliver, sid) for sid in texts]
        for after in (4, 12):
            end = time.monotonic() + 60
            while len(acknowledged) < after and time.monotonic() < end:
                time.sleep(0.01)
            gate.server.stop(signal.SIGKILL)
            gate.server.start()
        for one in under_way:
            one.result()
    assert acknowledged == texts.keys()
    end = time.monotonic() + 60
    while {one.form["MessageSid"] for one in gate.app.got} < texts.keys() and time.monotonic() < end:
        time.sleep(0.1)
    told = [one.form for one in gate.app.got]
    assert {one["MessageSid"] for one in told} == texts.keys()
    by_sid: dict[str, set[str]] = {}
    for one in told:  # posted again only where the kill hid whether it was taken, and then the same
        by_sid.setdefault(one["MessageSid"], set()).add(one["Body"])
    assert all(len(bodies) == 1 for bodies in by_sid.values())
    numbers = [re.search(r"\[EMAIL_([0-9]+)\]", one).group(1) for (one,) in by_sid.values()]  # type: ignore[union-attr]
    assert sorted(map(int, numbers)) == list(range(1, 25))
    assert len(gate.stored()) == 24


def test_a_paused_line_takes_and_sends_nothing(gate: Gate) -> None:
    gate.privet("sms", "pause", "shop", "--reason", "for a test")
    end = time.monotonic() + 20
    while gate.text("x", "SM1").status != 503:
        assert time.monotonic() < end
        time.sleep(0.1)
    assert gate.order(THEIRS, "x").status == 403
    gate.privet("sms", "resume", "shop", "--reason", "for a test")
    while gate.text("x", "SM2").status != 200:
        assert time.monotonic() < end
        time.sleep(0.1)
    assert json.loads(gate.privet("sms", "list", "--json"))["name"] == "shop"


def test_the_applications_secret_is_drawn_anew_and_the_one_before_proves_nothing(gate: Gate) -> None:
    before = gate.secret
    assert gate.order(THEIRS, "x").status == 201
    gate.secret = gate.privet("sms", "renew", "shop", "--reason", "somebody saw it").split()[-1]
    assert gate.secret != before
    end = time.monotonic() + 20
    while gate.order(THEIRS, "x").status != 201:
        assert time.monotonic() < end
        time.sleep(0.1)
    new, gate.secret = gate.secret, before
    assert gate.order(THEIRS, "x").status == 401
    gate.text("hello", "SM1")
    (got,) = gate.app.wait(1)
    said = got.headers["x-twilio-signature"]
    for secret, right in ((new, True), (before, False)):
        assert RequestValidator(secret).validate("https://bot.example.com/sms", got.form, said) is right
    for secret in (new, before):
        assert secret.encode() not in gate.server.log.read_bytes()
