"""People of an installation: invited, enrolled by a passkey or by passphrase and code, logged in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pyotp
import pytest

import backups
from conftest import ANN, BEN, Installation
from privet.acts import enrol, invite, login, proving, session
from privet.acts.session import Entered, Opened, Whence
from privet.app import default_policy
from privet.config import Backup
from privet.core import secret
from privet.core.decision import LOCAL
from privet.core.message import TenantId
from privet.core.passkey import Site
from privet.core.plain import Plain
from softkey import Softkey

SITE = Site("localhost", "http://localhost:8080")
PHRASE = "four words of no meaning"
OPEN_RULE = """
@id("boss")
@sentence("The boss may do everything.")
permit (principal in Role::"boss", action, resource);
"""
OPEN_CASES = """
[[case]]
rule = "boss"
that = "the boss looks"
actor = "operator:max"
roles = ["boss"]
act = "reveal"
purpose = "operation"
kinds = ["EMAIL"]
facts = { factor_age_s = 1, reason_given = true }
expect = "permit"
by = ["boss"]

[[case]]
rule = "boss"
that = "somebody else looks"
actor = "operator:max"
roles = ["auditor"]
act = "reveal"
purpose = "operation"
kinds = ["EMAIL"]
facts = { factor_age_s = 1, reason_given = true }
expect = "deny"
by = ["no-rule-allows"]
"""
CHEAP = "$argon2id$v=19$m=8,t=1,p=1$"


def digest(text: Plain) -> bytes:
    """What is kept of a session's or an invitation's secret."""
    return secret.digest(text.expose())


@dataclass
class People:
    """The people of one installation."""

    installation: Any
    keys: dict[str, Softkey] = field(default_factory=dict)
    codes: dict[str, pyotp.TOTP] = field(default_factory=dict)

    @property
    def given(self) -> tuple[Any, Any]:
        return self.installation.app, self.installation.tenant

    def invite(self, name: str = "ann", roles: tuple[str, ...] = ("agent",), **more: Any) -> invite.Invited:
        return invite.invite(*self.given, name, roles, **{"actor": LOCAL, **more})

    def by_passkey(self, made: invite.Invited, whence: Whence | None = None, **key: Any) -> enrol.Enrolled:
        """Enrol by a new passkey."""
        softkey = Softkey(**key)
        offer = enrol.offer(*self.given, digest(made.secret), SITE)
        text = softkey.create(offer.passkey)
        done = enrol.with_passkey(*self.given, digest(made.secret), text, SITE, whence or Whence(), "key")
        self.keys[made.name] = softkey
        return done

    def by_codes(self, made: invite.Invited, phrase: str = PHRASE) -> enrol.Enrolled:
        """Enrol by a passphrase and an authenticator app."""
        app, tenant = self.given
        offer = enrol.offer(app, tenant, digest(made.secret), SITE)
        self.codes[made.name] = pyotp.parse_uri(offer.codes.expose())
        hashed = proving.hashed(app, Plain(phrase))
        return enrol.with_codes(app, tenant, digest(made.secret), hashed, self.code(made.name), Whence())

    def code(self, name: str = "ann") -> str:
        """The code that the authenticator app shows now."""
        return self.codes[name].at(self.installation.clock.at // 1000)

    def log_in(self, name: str = "ann", whence: Whence | None = None, of: Entered | None = None) -> Opened:
        """By passkey."""
        asked = login.ask_passkey(*self.given, SITE, of)
        return login.by_passkey(*self.given, self.keys[name].get(asked), SITE, whence or Whence(), of)

    def type_in(
        self, name: str = "ann", phrase: str = PHRASE, code: str | None = None, whence: Whence | None = None,
        of: Entered | None = None,
    ) -> Opened:  # fmt: skip
        """By passphrase and code."""
        whence = whence or Whence()
        attempt = proving.begin(*self.given, name, whence.address)
        right = proving.matches(attempt, Plain(phrase))
        shown = code if code is not None else self.code(name) if name in self.codes else "000000"
        return login.by_codes(*self.given, attempt, right, shown, whence, of)

    def enter(self, opened: Opened) -> Entered:
        return session.enter(*self.given, digest(opened.secret))


@pytest.fixture
def people(installation: Any, monkeypatch: pytest.MonkeyPatch) -> People:
    """An installation's people. Hashing is as cheap as Argon2id can be; test_operator looks at what it really costs."""
    from argon2 import PasswordHasher

    monkeypatch.setattr(proving, "_HASH", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    monkeypatch.setattr(proving, "_SOMEBODY", CHEAP + "AAAAAAAAAAAAAAAAAAAAAA$" + 43 * "A")
    return People(installation)


@pytest.fixture
def open_tenant(installation: Any) -> Callable[[], TenantId]:
    """Makes a tenant in which one role may do everything."""
    rules = default_policy()
    return lambda: installation.add_tenant(
        "open", rules=rules["rules.cedar"] + OPEN_RULE, cases=rules["cases.toml"] + OPEN_CASES,
        policy=rules["policy.toml"].replace("[roles]", '[roles]\nboss = "Does everything."'),
    )  # fmt: skip


@pytest.fixture
def kept(installation: Installation, tmp_path: Path) -> Installation:
    """An installation whose keys have a further place, and with two customers."""
    place = tmp_path / "place"
    place.mkdir()
    keys = replace(installation.app.config.keys, copies=[str(place)])
    installation.app.config = replace(
        installation.app.config, keys=keys, backup=Backup(folder=str(tmp_path / "backups"), keep=2)
    )
    installation.receive(backups.MAIL, ANN, subject_ref="customer 1")
    installation.receive(f"ask {backups.MAIL}", BEN)
    return installation
