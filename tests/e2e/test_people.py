"""`privet operator` as a user types it: invited, enrolled, given roles, logged out, reset, removed; the first link."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from privet.acts import enrol
from privet.acts.session import Whence
from privet.app import Privet
from privet.cli import main, serve
from privet.cli.opening import opened_app
from privet.core import secret
from privet.core.decision import LOCAL
from privet.core.passkey import Site
from privet.store import tenants
from softkey import Softkey

SITE = Site("localhost", "http://localhost:8080")
Say = Callable[..., str]


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("PRIVET_DATA", str(tmp_path / "data"))
    assert main(["init", "--tenant", "shop"]) == 0
    return tmp_path / "data"


@pytest.fixture
def say(data: Path, capsys: pytest.CaptureFixture[str]) -> Say:
    def said(*words: str, code: int = 0) -> str:
        capsys.readouterr()
        assert main(list(words)) == code
        return capsys.readouterr().out

    return said


def enrol_by(app: Privet, link: str) -> Any:
    """What a browser does with a link."""
    found = secret.read(secret.INVITATION, link.partition("/enrol#")[2])
    assert found is not None
    tenant, digest = found
    text = Softkey().create(enrol.offer(app, tenant, digest, SITE).passkey)
    return enrol.with_passkey(app, tenant, digest, text, SITE, Whence(label="Firefox on Linux"))


@pytest.mark.slow
def test_from_invitation_to_leaving(say: Say, data: Path) -> None:
    made = json.loads(say("operator", "invite", "ann", "--role", "agent", "--json"))
    assert made["link"].startswith("http://localhost:8080/enrol#pri_1_")
    assert "shown this once: http://localhost:8080/enrol#pri_1_" in say("operator", "invite", "ben")
    assert say("operator", "invited", "--field", "name") == "ann\nben\n"
    with opened_app(data) as app:
        enrol_by(app, made["link"])
    (ann,) = [json.loads(line) for line in say("operator", "list", "--json").splitlines()]
    assert (ann["name"], ann["passkeys"], ann["passphrase"], ann["codes"]) == ("ann", 1, False, False)
    assert say("operator", "sessions", "--field", "browser") == "Firefox on Linux\n"
    say("operator", "roles", "ann", "--role", "auditor", "--reason", "another job")
    assert say("operator", "list", "--field", "roles") == "auditor\n"
    say("operator", "end", "ann")
    assert say("operator", "sessions") == ""
    say("key", "add", "crm", "--owner", "ann")
    assert "enrol#" in say("operator", "reset", "ann", "--reason", "lost her key")
    say("operator", "withdraw", "ben")
    assert say("operator", "invited", "--field", "name") == "ann\n"
    say("operator", "remove", "ann")
    assert say("key", "list", "--field", "state") == "revoked\n"
    for words in (("reset", "ann"), ("withdraw", "ben"), ("end", "ann"), ("roles", "ann", "--role", "agent")):
        say("operator", *words, code=3)


def test_the_link_goes_where_people_open_it(say: Say, data: Path) -> None:
    settings = data / "privet.toml"
    said = settings.read_text("utf-8").replace("[login]", '[login]\nurl = "https://privet.example.com/"')
    settings.write_text(said, "utf-8")
    assert "https://privet.example.com/enrol#pri_1_" in say("operator", "invite", "ann")


def test_a_start_tells_the_first_link_until_somebody_can_log_in(say: Say, data: Path) -> None:
    with opened_app(data) as app:
        tenant = tenants.every(app.store)[0].id
        first = serve._first(app, tenant, "http://localhost:8081")
        assert "http://localhost:8081/enrol#pri_1_" in first
        enrol_by(app, first.split()[-1])
        assert serve._first(app, tenant, "http://localhost:8081") == ""
        assert app.tenant(None).id == tenant
    assert LOCAL.id in say("ledger", "entries", "--json")


def test_a_policy_that_lets_nobody_be_named_says_so(say: Say, data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from privet.acts import invite
    from privet.errors import Denied

    def refused(*given: object) -> None:
        raise Denied("refused: no rule allows this")

    monkeypatch.setattr(invite, "first", refused)
    with opened_app(data) as app:
        assert "lets nobody be invited" in serve._first(app, app.tenant(None).id, "")
