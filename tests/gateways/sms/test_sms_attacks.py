"""Ways to leak, lose, double or hang that somebody thought of with the code open, each against a running server."""

from __future__ import annotations

import hashlib
import http.client
import json
import socket
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import urlencode

import pytest

from gateways.conftest import Answer, Server
from gateways.sms.test_sms_others import House
from gateways.sms_others import INFOBIP, JSON, SIGNS, VONAGE, Ask
from gateways.sms_peers import ACCOUNT, OURS, Gate, Got, Peer

THEIRS = "+12025550142"


@pytest.fixture(scope="module")
def house(serve: Callable[..., Server]) -> Iterator[House]:
    """A server with a line of Vonage's and one of Infobip's."""
    peers = [Peer(lambda got: (500, JSON, b"{}")), Peer(lambda got: (200, JSON, b"{}"))]
    one = House(Gate(serve(""), *peers))
    for each in (VONAGE, INFOBIP):
        one.add(each)
    end = time.monotonic() + 30
    for each in (VONAGE, INFOBIP):
        probe = each.ask(one.hook(each), each.state("probe", each.ours, "+12025550199"), "p")
        while one.ask(each, "in", probe).status != 200:
            assert time.monotonic() < end, one.gate.server.log.read_text()
            time.sleep(0.1)
    yield one
    for peer in peers:
        peer.close()


def part(
    house: House, text: str, number: int, of: int, ref: str = "54", theirs: str = THEIRS, way: str = "json"
) -> Answer:
    """A part of a long message as Vonage's SMS API posts each: developer.vonage.com, "Inbound SMS"."""
    said: dict[str, Any] = {
        "type": "unicode", "msisdn": theirs[1:], "to": VONAGE.ours[1:], "messageId": f"{ref}{number:06d}", "text": text,
        "keyword": text.split(" ")[0].upper(), "message-timestamp": "2026-11-23 08:00:00", "api-key": "a1b2c3d4",
        "concat": "true", "concat-ref": ref, "concat-total": str(of), "concat-part": str(number),
    }  # fmt: skip
    if way == "form":
        body = urlencode(said, errors="surrogatepass").encode()
        type_ = "application/x-www-form-urlencoded"
    else:
        body, type_ = json.dumps(said).encode(), JSON
    signed = VONAGE.signed(house.hook(VONAGE), body, f"{ref}-{number}-{time.monotonic_ns()}", SIGNS)
    return house.ask(VONAGE, "in", Ask("POST", body, {"content-type": type_} | signed))


def told(house: House, id: str) -> Got:
    """What the application got of that id, once it came."""
    end = time.monotonic() + 20
    while True:
        for got in list(house.gate.app.got):
            if got.body and json.loads(got.body).get("messageId") == id:
                return got
        assert time.monotonic() < end, house.gate.app.got
        time.sleep(0.02)


def texts(house: House) -> list[str]:
    return [json.loads(got.body)["text"] for got in house.gate.app.got if b'"text"' in got.body]


@pytest.mark.parametrize("order", [(1, 2), (2, 1)])
@pytest.mark.parametrize("way", ["json", "form"])
def test_a_card_in_two_parts_of_a_message_is_one_card(house: House, order: tuple[int, int], way: str) -> None:
    """A provider posts the parts one by one: each alone holds no card, and both went on as they were."""
    ref = f"{way}{order[0]}"
    said = {1: "my card is 4111 1111 ", 2: "1111 1111, thanks"}
    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(lambda at: part(house, said[at], at, 2, ref, way=way), order))
    assert [one.status for one in answers] == [200, 200]
    got = told(house, f"{ref}000001")
    assert json.loads(got.body)["text"] == "my card is [CARD_1], thanks"
    assert "concat" not in json.loads(got.body)
    assert not any("1111" in one for one in texts(house) + house.gate.stored())
    count = len(house.gate.app.got)
    for at in (1, 2):  # they come again, and change nothing
        assert part(house, said[at], at, 2, ref, way=way).status == 200
    assert len(house.gate.app.got) == count


def test_a_part_whose_others_do_not_come_is_not_acknowledged_and_they_find_it_later(house: House) -> None:
    first = part(house, "I am ann@exam", 1, 2, "late", "+12025550150")
    assert first.status == 503
    assert part(house, "ple.com", 2, 2, "late", "+12025550150").status == 200
    got = told(house, "late000001")
    assert json.loads(got.body)["text"] == "I am [EMAIL_1]"
    assert part(house, "I am ann@exam", 1, 2, "late", "+12025550150").status == 200
    assert not any("ann@" in one for one in texts(house))


def test_a_letter_cut_in_two_by_its_parts_is_whole(house: House) -> None:
    """A part ends within a pair of UTF-16: alone it is no text, and was refused for good."""
    with ThreadPoolExecutor(2) as pool:
        answers = list(
            pool.map(lambda one: part(house, *one, 2, "pair", "+12025550151"), [("hello \ud83d", 1), ("\ude00 you", 2)])
        )
    assert [one.status for one in answers] == [200, 200]
    got = told(house, "pair000001")
    assert json.loads(got.body)["text"] == "hello \U0001f600 you"


@pytest.mark.parametrize("numbers", [("0", "2"), ("3", "2"), ("x", "2"), ("1", "9999")])
def test_parts_that_cannot_be_are_refused(house: House, numbers: tuple[str, str]) -> None:
    number, of = numbers
    said = VONAGE.message("hello", f"odd{number}{of}", VONAGE.ours, THEIRS) | {
        "concat": "true", "concat-ref": "r", "concat-part": number, "concat-total": of,
    }  # fmt: skip
    assert house.ask(VONAGE, "in", VONAGE.ask(house.hook(VONAGE), said, f"j{number}{of}")).status == 400


def test_one_result_that_cannot_be_read_spoils_no_other(house: House) -> None:
    """One webhook brings up to 64 messages; one of a sort that Privet does not know, and all were refused."""
    good = INFOBIP.message("hello from zoe@example.com", "good-1", INFOBIP.ours, "+12025550152")["results"]
    bad = [{"messageId": "bad-1", "from": "12025550153"}, {"messageId": "bad-2", "text": 7}]
    answer = house.ask(INFOBIP, "in", INFOBIP.ask(house.hook(INFOBIP), {"results": [*bad, *good]}, "j-good"))
    assert answer.status == 400
    got, read = house.told(INFOBIP, "good-1")
    assert read["text"] == "hello from [EMAIL_1]"
    del got


def long_answer(got: Got) -> tuple[int, str, bytes]:
    return 200, "text/xml", b"<Response><!--" + b"x" * 100_000 + b"--></Response>"


def test_an_application_that_answers_at_length_has_taken_the_message(gate: Gate) -> None:
    """It was posted to again and again, for a day, and whatever came later from that customer waited behind it."""
    gate.app.says = long_answer
    assert gate.text("hello", "SM1").status == 200
    gate.app.wait(1)
    gate.app.says = lambda got: (200, "text/xml", b"<Response/>")
    assert gate.text("and more", "SM2").status == 200
    assert [got.form["Body"] for got in gate.app.wait(2)] == ["hello", "and more"]
    assert [got.form["Body"] for got in gate.app.got].count("hello") == 1


def test_an_application_that_fails_at_length_has_not(gate: Gate) -> None:
    gate.app.says = lambda got: (500, "text/html", b"x" * 100_000)
    assert gate.text("hello", "SM1").status == 200
    gate.app.wait(2)
    gate.app.says = lambda got: (200, "text/xml", b"<Response/>")
    count = len(gate.app.got)
    assert gate.app.wait(count + 1, 30)[-1].form["Body"] == "hello"


def test_an_answer_to_a_provider_that_has_hung_up_is_sent_all_the_same(gate: Gate) -> None:
    """It went into a connection that nobody read any more, and was on record as sent."""

    def slowly(got: Got) -> tuple[int, str, bytes]:
        time.sleep(3)
        return 200, "text/xml", b"<Response><Message>hello back</Message></Response>"

    gate.app.says = slowly
    said = {"MessageSid": "SM1", "AccountSid": ACCOUNT, "From": THEIRS, "To": OURS, "Body": "hello"}
    link = http.client.HTTPConnection("127.0.0.1", gate.server.port, timeout=20)
    link.request(
        "POST", f"/gateways/sms/{gate.base}/in", urlencode(said),
        {"content-type": "application/x-www-form-urlencoded"} | gate.signed(said),
    )  # fmt: skip
    time.sleep(0.5)
    assert link.sock is not None
    link.sock.shutdown(socket.SHUT_RDWR)
    link.close()
    (out,) = gate.provider.wait(1)
    assert (out.form["To"], out.form["Body"]) == (THEIRS, "hello back")
    assert len({hashlib.sha256(one.body).digest() for one in gate.provider.got}) == len(gate.provider.got) == 1
