"""Vonage, MessageBird and Infobip through a running server: in, states and out, refused where it is not the provider's,
killed between. One server stands before a line of each.
"""

from __future__ import annotations

import http.client
import json
import re
import signal
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from urllib.parse import parse_qsl

import pytest

from gateways.conftest import Answer, Server
from gateways.sms_others import ACCOUNT, JSON, OTHERS, SENDS, SIGNS, Ask, Said, Speaks
from gateways.sms_peers import Gate, Got, Peer

PUBLIC = "https://privet.example.com"
ALIAS = re.compile(r"999[0-9]{11}")


@dataclass
class House:
    """One server, what the application and the providers got, and where each line is: its id and its secret."""

    gate: Gate
    lines: dict[str, tuple[str, str]] = field(default_factory=dict)

    def hook(self, one: Speaks) -> str:
        return f"{PUBLIC}/gateways/sms/{self.lines[one.name][0]}/in"

    def add(self, one: Speaks, *words: str) -> None:
        """Put a line behind Privet."""
        folder = self.gate.server.data.parent
        for name, secret in (("sends", SENDS), ("signs", SIGNS)):
            (folder / name).write_text(secret)
            (folder / name).chmod(0o600)
        said = self.gate.privet(
            "sms", "add", one.name, "--provider", one.name, "--account", ACCOUNT, "--secret-file",
            str(folder / "sends"), "--signing-file", str(folder / "signs"), "--numbers", one.ours, "--public", PUBLIC,
            "--api", f"{self.gate.provider.url}/{one.name}", "--app", f"{self.gate.app.url}/{one.name}",
            "--app-public", f"https://bot.example.com/{one.name}", "--reason", "for a test", *words,
        )  # fmt: skip
        self.lines[one.name] = (said.split("/gateways/sms/")[1].split("/")[0], said.split()[-1])

    def ask(self, one: Speaks, rest: str, ask: Ask) -> Answer:
        """A request to the line."""
        link = http.client.HTTPConnection("127.0.0.1", self.gate.server.port, timeout=30)
        try:
            link.request(
                ask.method, f"/gateways/sms/{self.lines[one.name][0]}/{rest}{ask.query}", ask.body, ask.headers
            )
            got = link.getresponse()
            return Answer(got.status, {name.lower(): value for name, value in got.getheaders()}, got.read())
        finally:
            link.close()

    def text(self, one: Speaks, text: str, id: str, theirs: str) -> Answer:
        """A message of a customer, as the provider posts it."""
        return self.ask(one, "in", one.ask(self.hook(one), one.message(text, id, one.ours, theirs), f"j-{id}"))

    def order(self, one: Speaks, to: str, text: str, secret: str = "") -> Answer:
        """What the application wants sent."""
        path, headers, said = one.order(to, text, one.ours, secret or self.lines[one.name][1])
        return self.ask(one, path, Ask("POST", json.dumps(said).encode(), {"content-type": JSON} | headers))

    def told(self, one: Speaks, id: str, seconds: float = 20) -> tuple[Got, Said]:
        """What the application got of that id, once it came."""
        end = time.monotonic() + seconds
        while True:
            for got in list(self.gate.app.got):
                if got.path.partition("?")[0] == f"/{one.name}":
                    query = dict(parse_qsl(got.path.partition("?")[2]))
                    read = one.read(json.loads(got.body) if got.body else query)
                    if read["id"] == id:
                        return got, read
            assert time.monotonic() < end, self.gate.app.got
            time.sleep(0.02)

    def left(self, one: Speaks) -> list[tuple[str, str]]:
        """To whom the provider was asked to send what."""
        return [one.sent(json.loads(got.body)) for got in self.gate.provider.got if got.path.startswith(f"/{one.name}")]


def _provider(got: Got) -> tuple[int, str, bytes]:
    (one,) = [each for each in OTHERS if got.path.startswith(f"/{each.name}")]
    return 200, JSON, json.dumps(one.taken("out-1")).encode()


@pytest.fixture(scope="module")
def house(serve: Callable[..., Server]) -> Iterator[House]:
    """A server with a line of each; the application answers nothing."""
    peers = [Peer(_provider), Peer(lambda _: (200, JSON, b"{}"))]
    one = House(Gate(serve(""), *peers))
    for each in OTHERS:
        one.add(each)
    end = time.monotonic() + 30
    for each in OTHERS:
        probe = each.ask(one.hook(each), each.state("probe", each.ours, "+12025550199"), "p")
        while one.ask(each, "in", probe).status != 200:
            assert time.monotonic() < end, one.gate.server.log.read_text()
            time.sleep(0.1)
    yield one
    for peer in peers:
        peer.close()


@pytest.fixture(params=OTHERS, ids=[one.name for one in OTHERS])
def one(request: pytest.FixtureRequest) -> Speaks:
    """Each provider."""
    found: Speaks = request.param
    return found


def test_a_message_goes_in_in_tokens_and_an_answer_out_whole(house, one) -> None:
    theirs = "+12025550142"
    assert house.text(one, "I am ann@example.com", "in-1", theirs).status == 200
    got, read = house.told(one, "in-1")
    assert read["text"] == "I am [EMAIL_1]"
    assert (ALIAS.fullmatch(read["from"]) is not None, read["to"]) == (True, one.ours[1:])
    assert b"CANARYNAME" not in got.body
    assert theirs[1:] not in got.path + got.body.decode()
    told = f"https://bot.example.com{got.path}"
    one.judge(house.lines[one.name][1], got, told)
    answer = house.order(one, "+" + read["from"], "Dear [EMAIL_1], not [PHONE_7]")
    assert answer.status in (200, 201, 202), answer.body
    assert "out-1" in answer.body.decode()
    assert theirs[1:] not in answer.body.decode()
    assert house.left(one) == [(theirs, "Dear ann@example.com, not [PHONE_7]")]
    (out,) = [each for each in house.gate.provider.got if each.path.startswith(f"/{one.name}")]
    assert SENDS in str(out.headers) or one.name == "vonage"
    assert house.lines[one.name][1] not in str(out.headers) + out.body.decode()
    # What became of it goes on under the alias, signed anew.
    state = one.ask(house.hook(one), one.state("out-1", one.ours, theirs), "s1")
    assert house.ask(one, "in", state).status == 200
    got, became = house.told(one, "out-1")
    assert became["to"] == read["from"]
    one.judge(house.lines[one.name][1], got, f"https://bot.example.com{got.path}")


def test_a_tampered_webhook_is_refused(house, one) -> None:
    said = one.message("x", "in-t", one.ours, "+12025550143")
    right = one.ask(house.hook(one), said, "t1")
    wrong = {
        "another body": Ask("POST", right.body.replace(b'"x"', b'"y"'), right.headers),
        "another secret": one.ask(house.hook(one), said, "t2", "another-secret-of-another-account-0123"),
        "no proof": Ask("POST", right.body, {"content-type": JSON}),
    }
    for what, ask in wrong.items():
        assert house.ask(one, "in", ask).status == 401, what
    if one.name == "messagebird":  # its token names the address: one for another, or with more in it, proves nothing
        assert house.ask(one, "in", one.ask("http://evil.example.com/in", said, "t3")).status == 401
        evil = one.ask("http://evil.example.com/in", said, "t4")
        for name, status in (("x-forwarded-host", 401), ("forwarded", 401), ("host", 403)):
            value = "host=evil.example.com" if name == "forwarded" else "evil.example.com"
            ask = Ask("POST", evil.body, evil.headers | {name: value})
            assert house.ask(one, "in", ask).status == status, name
        assert house.ask(one, "in", Ask("POST", right.body, right.headers, "?more=1")).status == 401
    assert house.order(one, "+12025550143", "x", "guessed").status == 401
    assert house.ask(one, "in", right).status == 200


def test_a_replayed_webhook_changes_nothing(house, one) -> None:
    theirs = "+12025550144"
    ask = one.ask(house.hook(one), one.message("once, once@example.com", "in-r", one.ours, theirs), "r1")
    for _ in range(4):
        assert house.ask(one, "in", ask).status == 200
    # Under a new token too, as a provider repeats what was not answered.
    assert house.text(one, "once, once@example.com", "in-r", theirs).status == 200
    house.told(one, "in-r")
    assert house.text(one, "and a last one", "in-last", theirs).status == 200
    house.told(one, "in-last")  # one customer's come one after another, so a second would have come by now
    texts = [got for got in house.gate.app.got if b"once, " in got.body and got.path == f"/{one.name}"]
    assert len(texts) == 1


def test_killed_between_nothing_acknowledged_is_lost_or_counted_twice(house) -> None:
    ids = {(one.name, f"k{n}") for one in OTHERS for n in range(6)}
    by_name = {one.name: one for one in OTHERS}
    acknowledged: set[tuple[str, str]] = set()

    def deliver(name: str, id: str) -> None:
        end = time.monotonic() + 60
        while time.monotonic() < end:
            try:
                if house.text(by_name[name], f"{id} of {id}@example.com", id, "+12025550145").status == 200:
                    acknowledged.add((name, id))
                    return
            except (OSError, http.client.HTTPException):  # it is down, or the answer broke off
                pass
            time.sleep(0.05)

    with ThreadPoolExecutor(3) as pool:
        under_way = [pool.submit(deliver, *each) for each in sorted(ids)]
        end = time.monotonic() + 60
        while len(acknowledged) < 5 and time.monotonic() < end:
            time.sleep(0.005)
        house.gate.server.stop(signal.SIGKILL)
        house.gate.server.start()
        for each in under_way:
            each.result()
    assert acknowledged == ids
    for one in OTHERS:
        texts = {house.told(one, f"k{n}", 60)[1]["text"] for n in range(6)}
        assert {text.split()[0] for text in texts} == {f"k{n}" for n in range(6)}
        assert len({re.search(r"\[EMAIL_[0-9]+\]", text)[0] for text in texts}) == 6  # type: ignore[index]
    stored = [text for text in house.gate.stored() if re.fullmatch(r"k[0-5] of \[EMAIL_[0-9]+\]", text)]
    assert len(stored) == 18
    for name, written in house.gate.server.written():
        for canary in (b"ann@example", b"CANARYNAME", SIGNS.encode(), SENDS.encode(), b"2025550145"):
            assert canary not in written, (name, canary)
