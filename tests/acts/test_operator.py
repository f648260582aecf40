"""Operators: who they are is proved by passphrase and code, and no failure tells more than that it failed."""

from __future__ import annotations

import sqlite3

import msgspec
import pyotp
import pytest

from privet.acts import operator, own, proving
from privet.core import ids
from privet.core.decision import LOCAL, Actor
from privet.core.entry import commitment
from privet.core.plain import Plain
from privet.errors import BadInput, Denied, NotFound, NotProved, Tampered
from privet.store import messages, tenants

PHRASE = "four words of no meaning"


def add(installation, name: str = "ann", **more: object) -> operator.Added:
    given = {"roles": ("agent",), "passphrase": Plain(PHRASE), "actor": LOCAL, **more}
    return operator.add(installation.app, installation.tenant, name, **given)  # type: ignore[arg-type]


def prove(installation, name: str = "ann", passphrase: str = PHRASE, code: str = "") -> Actor:
    return operator.prove(installation.app, installation.tenant, name, Plain(passphrase), code)


def fail(installation, name: str = "ann", passphrase: str = "some other words", code: str = "") -> str:
    with pytest.raises(NotProved) as refused:
        prove(installation, name, passphrase, code)
    return f"{refused.value.message} {refused.value.hint}"


def test_who_was_added_proves_it(installation) -> None:
    assert add(installation, roles=("agent", "privacy", "agent")) == operator.Added("ann", ("agent", "privacy"), None)
    assert prove(installation) == Actor("operator", "ann", frozenset({"agent", "privacy"}))
    assert operator.everyone(installation.app, installation.tenant, LOCAL) == [
        operator.Operator("ann", ("agent", "privacy"), False, 0)
    ]


def test_naming_an_operator_is_on_record_and_names_nobody(installation) -> None:
    start = len(installation.entries())
    add(installation, reason=Plain("a new colleague; write to ann@example.com"))
    (entry,) = installation.entries()[start:]
    assert (entry.act, entry.outcome, entry.actor, entry.purpose) == ("operator", "done", "local", "operation")
    assert entry.object is not None
    assert entry.object.startswith("opr_")
    with installation.app.store.view(installation.tenant) as view:
        row = messages.note(view, ids.raw(entry.id))
        assert row is not None
        salt, text = msgspec.msgpack.decode(own.unseal_own(view, row.entry, own.REASON, row.sealed))
    assert text == "a new colleague; write to [EMAIL]"
    assert entry.note == commitment(salt, text)


def test_without_a_reason_there_is_no_note(installation) -> None:
    add(installation)
    assert installation.entries()[-1].note is None


def test_a_passphrase_is_the_same_however_a_keyboard_composes_it(installation) -> None:
    add(installation, passphrase=Plain("caf\N{LATIN SMALL LETTER E WITH ACUTE} au lait"))
    assert prove(installation, passphrase="cafe\N{COMBINING ACUTE ACCENT} au lait").name == "ann"


def test_neither_passphrase_nor_secret_is_stored(installation) -> None:
    uri = add(installation, codes=True).codes
    assert uri is not None
    secret = pyotp.parse_uri(uri.expose()).secret
    held = b"".join(path.read_bytes() for path in installation.folder.rglob("*") if path.is_file())
    for value in (PHRASE, secret):
        assert value.encode() not in held


@pytest.mark.parametrize("name", ["", "Ann", "ann smith", "-ann", "a" * 41, "ann@example.com"])
def test_a_name_that_does_not_fit_is_refused(installation, name: str) -> None:
    with pytest.raises(BadInput):
        add(installation, name)


@pytest.mark.parametrize("roles", [(), ("boss",), ("agent", "boss")])
def test_roles_are_those_of_the_policy(installation, roles: tuple[str, ...]) -> None:
    with pytest.raises(BadInput) as refused:
        add(installation, roles=roles)
    assert "agent, supervisor, privacy" in refused.value.hint


@pytest.mark.parametrize("passphrase", ["", "eleven char", "x" * 1025])
def test_a_passphrase_has_a_length(installation, passphrase: str) -> None:
    with pytest.raises(BadInput) as refused:
        add(installation, passphrase=Plain(passphrase))
    assert passphrase not in str(refused.value) or not passphrase
    assert operator.everyone(installation.app, installation.tenant, LOCAL) == []


def test_a_name_is_given_once(installation) -> None:
    add(installation)
    with pytest.raises(BadInput, match="of that name"):
        add(installation, passphrase=Plain("another passphrase"))
    assert prove(installation).name == "ann"


def test_who_may_not_name_operators_is_refused_on_record(installation) -> None:
    start = len(installation.entries())
    with pytest.raises(Denied):
        add(installation, actor=installation.privacy, factor_age_s=10, reason=Plain("a friend"))
    assert installation.acts(start) == [("operator", "denied")]
    assert operator.everyone(installation.app, installation.tenant, LOCAL) == []


def test_who_may_not_remove_operators_is_refused_on_record(installation) -> None:
    add(installation)
    start = len(installation.entries())
    with pytest.raises(Denied):
        operator.remove(installation.app, installation.tenant, "ann", installation.privacy, factor_age_s=10)
    assert installation.acts(start) == [("operator.remove", "denied")]
    assert prove(installation).name == "ann"


def test_who_was_removed_proves_nothing(installation) -> None:
    add(installation)
    added = installation.entries()[-1].object
    operator.remove(installation.app, installation.tenant, "ann", LOCAL, reason=Plain("left"))
    entry = installation.entries()[-1]
    assert (entry.act, entry.outcome, entry.object) == ("operator.remove", "done", added)
    fail(installation, passphrase=PHRASE)
    for name in ("ann", "nobody", ""):
        with pytest.raises(NotFound):
            operator.remove(installation.app, installation.tenant, name, LOCAL)


def test_a_tenant_has_its_own_operators(installation) -> None:
    add(installation)
    other = installation.add_tenant("other")
    with pytest.raises(NotProved):
        operator.prove(installation.app, other, "ann", Plain(PHRASE))


def test_one_sentence_for_every_failure(installation) -> None:
    add(installation)
    add(installation, "ben", codes=True)
    said = {
        fail(installation),
        fail(installation, "nobody"),
        fail(installation, ""),
        fail(installation, "ben", PHRASE, "000000"),
        fail(installation, "ben", PHRASE),
        fail(installation, "x" * 300, "y" * 3000),
    }
    assert len(said) == 1


def test_an_unknown_name_costs_as_much_as_a_wrong_passphrase(installation, monkeypatch) -> None:
    """The passphrase hash is what takes the time: one is computed, of the same cost, whoever is named."""
    add(installation)
    done: list[str] = []
    real = proving.PasswordHasher.verify
    monkeypatch.setattr(
        proving.PasswordHasher, "verify", lambda self, *given: (done.append(given[0]), real(self, *given))[1]
    )
    for name in ("ann", "nobody"):
        fail(installation, name)
    assert [one.split("$")[3] for one in done] == ["m=65536,t=3,p=4"] * 2


def test_a_failure_of_somebody_known_is_on_record(installation) -> None:
    add(installation)
    start = len(installation.entries())
    fail(installation)
    (entry,) = installation.entries()[start:]
    assert (entry.act, entry.outcome, entry.actor) == ("prove", "denied", "operator:ann")


def test_failures_of_nobody_are_counted_once_a_minute(installation) -> None:
    start = len(installation.entries())
    for _ in range(4):
        fail(installation, "nobody")
    assert [(one.act, one.actor, one.count) for one in installation.entries()[start:]] == [("prove", "unknown", 1)]
    installation.clock.forward(minutes=1)
    for _ in range(2):
        fail(installation, "somebody")
    assert [one.count for one in installation.entries()[start:]] == [1, 4]
    assert operator.everyone(installation.app, installation.tenant, LOCAL) == []


def test_after_five_failures_there_is_a_growing_wait(installation) -> None:
    add(installation)
    for _ in range(5):
        fail(installation)
    fail(installation, passphrase=PHRASE)  # right, and too early
    installation.clock.at += 999
    fail(installation, passphrase=PHRASE)
    installation.clock.at += 1
    fail(installation)  # the sixth: two seconds from here
    installation.clock.at += 1999
    fail(installation, passphrase=PHRASE)
    installation.clock.at += 1
    assert prove(installation).name == "ann"
    fail(installation)  # and the count begins anew
    assert prove(installation).name == "ann"


def test_who_has_to_wait_writes_no_entries_beyond_the_count(installation) -> None:
    add(installation)
    start = len(installation.entries())
    for _ in range(50):
        fail(installation)
    assert [one.actor for one in installation.entries()[start:]] == ["operator:ann"] * 5 + ["unknown"]


def test_waiting_outlives_the_process(installation) -> None:
    add(installation)
    for _ in range(5):
        fail(installation)
    installation.reopen()
    fail(installation, passphrase=PHRASE)


def test_a_code_is_asked_for_and_works_once(installation) -> None:
    uri = add(installation, codes=True).codes
    assert uri is not None
    codes = pyotp.parse_uri(uri.expose())
    assert codes.name == "ann"
    now = codes.at(installation.clock.at // 1000)
    fail(installation, passphrase=PHRASE)
    fail(installation, code=now)  # the passphrase is wrong, so the code is not used up
    assert prove(installation, code=now).name == "ann"
    fail(installation, passphrase=PHRASE, code=now)
    installation.clock.at += 30_000
    assert prove(installation, code=codes.at(installation.clock.at // 1000)).name == "ann"
    assert operator.everyone(installation.app, installation.tenant, LOCAL)[0].codes


def test_a_code_is_not_used_twice_by_two_processes(installation, monkeypatch) -> None:
    """Both have seen the operator and checked the passphrase before either writes: the second is refused."""
    uri = add(installation, codes=True).codes
    assert uri is not None
    code = pyotp.parse_uri(uri.expose()).at(installation.clock.at // 1000)
    real, proved = proving.matches, []

    def meanwhile(attempt: proving.Attempt, passphrase: Plain) -> bool:
        monkeypatch.setattr(proving, "matches", real)
        proved.append(prove(installation, code=code).name)
        return real(attempt, passphrase)

    monkeypatch.setattr(proving, "matches", meanwhile)
    fail(installation, passphrase=PHRASE, code=code)
    assert proved == ["ann"]


def test_who_is_replaced_while_proving_is_refused(installation, monkeypatch) -> None:
    add(installation)
    real = proving.matches

    def meanwhile(attempt: proving.Attempt, passphrase: Plain) -> bool:
        operator.remove(installation.app, installation.tenant, "ann", LOCAL)
        add(installation, passphrase=Plain("a new and other phrase"))
        return real(attempt, passphrase)

    monkeypatch.setattr(proving, "matches", meanwhile)
    fail(installation, passphrase=PHRASE)


def test_a_secret_moved_to_another_operator_does_not_open(installation) -> None:
    add(installation, codes=True)
    add(installation, "ben", codes=True)
    with sqlite3.connect(installation.folder / "data.db") as db:
        db.execute("UPDATE operator SET totp = (SELECT totp FROM operator WHERE name = 'ben') WHERE name = 'ann'")
    db.close()
    with pytest.raises(Tampered):
        prove(installation, code="000000")


def test_a_made_passphrase_is_long_and_never_the_same(installation) -> None:
    made = [operator.generate_passphrase(installation.app.chance).expose() for _ in range(50)]
    assert len(set(made)) == 50
    assert all([len(group) for group in one.split("-")] == [5] * 5 for one in made)
    add(installation, passphrase=Plain(made[0]))
    assert prove(installation, passphrase=made[0]).name == "ann"


def test_the_row_of_nobody_is_nobody(installation) -> None:
    fail(installation, "nobody")
    with installation.app.store.view(installation.tenant) as view:
        assert tenants.operators(view) == []
        counting = tenants.operator(view, "")
    assert counting is not None
    assert (counting.failures, counting.passphrase_hash) == (0, "")
    fail(installation, "", "")
