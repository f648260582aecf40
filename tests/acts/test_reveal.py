"""A value is shown to someone entitled, for a purpose, and never before it is on record; so is each refusal."""

from __future__ import annotations

import msgspec
import pytest

from privet.acts.draft import NOTE
from privet.acts.reveal import _Judged, reveal
from privet.acts.whose import open_key
from privet.core import ids, seal
from privet.core.decision import LOCAL, Actor, Permit
from privet.core.entry import commitment
from privet.core.plain import Plain
from privet.core.unseal import unseal
from privet.errors import BadInput, Denied, Erased, NotFound
from privet.store import messages, subjects

MAIL, CARD = "ann@example.com", "4111 1111 1111 1111"


def tokens_of(installation, text: str = f"{MAIL} {CARD}") -> list[str]:
    return [one.id for one in installation.receive(text).tokens]


def sealed_note(installation, entry: str) -> tuple[bytes, str] | None:
    """(salt, text) of the note that an entry commits to, opened with the keys of today."""
    with installation.app.store.view(installation.tenant) as view:
        row = messages.note(view, ids.raw(entry))
        if row is None:
            return None
        owner = subjects.subject(view, row.subject)
        assert owner is not None
        key = open_key(view, owner.id, owner.slot, row.period)
        if key is None:
            return None
        place = seal.context(view.tenant, owner.id, row.entry, 0, NOTE, owner.slot, row.period)
        salt, text = msgspec.msgpack.decode(unseal(key, row.sealed, place))
        return salt, text


def test_an_agent_sees_an_address_to_answer_a_question(installation) -> None:
    told = installation.receive(f"{MAIL} {CARD}")
    installation.give(told.conversation)
    mail = told.tokens[0].id
    value = installation.reveal(mail, "support", actor=installation.agent)
    assert value == MAIL
    entry = installation.entries()[-1]
    assert (entry.act, entry.outcome, entry.actor, entry.object) == ("reveal", "done", "operator:maria", mail)
    assert entry.subject == installation.subject()
    assert (entry.purpose, entry.policy, entry.reasons) == ("support", 1, ("reveal-support",))


@pytest.mark.parametrize(
    ("which", "who", "reasons"),
    [
        (0, {"actor": Actor("operator", "maria", frozenset({"agent"}))}, ("no-rule-allows",)),
        (1, {}, ("reveal-two-persons",)),
        (0, {"actor": Actor("operator", "adam", frozenset({"admin", "privacy"}))}, ("admin-sees-nobody",)),
        (0, {"actor": LOCAL}, ("no-rule-allows",)),
        (0, {"actor": Actor("operator", "rita", frozenset({"auditor"}))}, ("no-rule-allows",)),
        (0, {"purpose": "delivery"}, ("no-rule-allows",)),
        (0, {"purpose": "curiosity"}, ("unknown-purpose",)),
        (0, {"factor_age_s": 301}, ("fresh-factor",)),
        (0, {"factor_age_s": None}, ("fresh-factor",)),
        (0, {"reason": " "}, ("reason-given",)),
        (0, {"reason": "", "factor_age_s": None}, ("fresh-factor", "reason-given")),
    ],
)
def test_a_refusal_names_its_rules_and_is_on_record(installation, which, who, reasons) -> None:
    token = tokens_of(installation)[which]
    before = len(installation.entries())
    with pytest.raises(Denied) as refused:
        installation.reveal(token, **{"purpose": "support", **who} if "actor" in who else who)
    assert not isinstance(refused.value, Erased)
    (entry,) = installation.entries()[before:]
    assert (entry.act, entry.outcome, entry.object, entry.reasons) == ("reveal", "denied", token, reasons)
    assert all(reason in refused.value.message for reason in reasons)


@pytest.mark.parametrize("purpose", ["Just looking!", "12025550143", ""])
def test_a_purpose_that_the_policy_does_not_know_is_refused_and_not_written_down(installation, purpose: str) -> None:
    with pytest.raises(Denied):
        installation.reveal(tokens_of(installation)[0], purpose)
    entry = installation.entries()[-1]
    assert (entry.outcome, entry.purpose, entry.reasons) == ("denied", None, ("unknown-purpose",))


def test_an_unknown_token_is_not_found(installation) -> None:
    known = tokens_of(installation)[0]
    for token in ("tok_" + "a" * 26, known[:-2] + ("ea" if known[-2:] != "ea" else "aa")):
        with pytest.raises(NotFound):
            installation.reveal(token)
    for no_token in ("tok_", "msg_" + "a" * 26, "[EMAIL_1]", ""):
        with pytest.raises(BadInput):
            installation.reveal(no_token)


def test_whoever_may_see_nothing_does_not_learn_what_there_is(installation) -> None:
    known = tokens_of(installation)[0]
    nobody = Actor("operator", "nobody")
    refused = []
    for token in (known, "tok_" + "a" * 26):
        with pytest.raises(Denied) as caught:
            reveal(installation.app, installation.tenant, token, "support", Plain("why"), nobody, None)
        refused.append((str(caught.value), installation.entries()[-1].reasons, installation.entries()[-1].actor))
    assert refused[0] == refused[1]
    assert installation.entries()[-1].object is None


def test_the_entry_commits_to_a_reason_that_only_the_subjects_key_opens(installation) -> None:
    mail, _ = tokens_of(installation)
    installation.reveal(mail, reason="  complaint 7 of last week ")
    entry = installation.entries()[-1]
    salt, text = sealed_note(installation, entry.id)
    assert text == "complaint 7 of last week"
    assert entry.note == commitment(salt, text)
    assert entry.note != commitment(salt, text + ".")
    installation.erase(installation.subject())
    assert sealed_note(installation, entry.id) is None


def test_a_refused_reveal_keeps_its_reason_too(installation) -> None:
    mail, _ = tokens_of(installation)
    with pytest.raises(Denied):
        installation.reveal(mail, reason="just because", factor_age_s=None)
    entry = installation.entries()[-1]
    salt, text = sealed_note(installation, entry.id)
    assert (text, entry.note) == ("just because", commitment(salt, text))


def test_what_is_personal_in_a_reason_is_masked(installation) -> None:
    mail, _ = tokens_of(installation)
    installation.reveal(mail, reason="asked by ben@example.com, card 4111 1111 1111 1111, password: hunter2boat")
    _, text = sealed_note(installation, installation.entries()[-1].id)
    assert text == "asked by [EMAIL], card [CARD], password: [PASSWORD]"


def test_a_reason_has_a_length(installation) -> None:
    mail, _ = tokens_of(installation)
    assert installation.reveal(mail, reason="x" * 2000) == MAIL
    before = installation.entries()
    with pytest.raises(BadInput, match="at most"):
        installation.reveal(mail, reason="x" * 2001)
    assert installation.entries() == before


def test_an_erased_subject_is_a_refusal_on_record(installation) -> None:
    mail, _ = tokens_of(installation)
    installation.erase(installation.subject())
    with pytest.raises(Erased):
        installation.reveal(mail)
    entry = installation.entries()[-1]
    assert (entry.outcome, entry.reasons, entry.note) == ("denied", ("erased",), None)
    with pytest.raises(Denied) as refused:
        installation.reveal(mail, factor_age_s=None)
    assert not isinstance(refused.value, Erased)  # who may not see it does not learn it from the kind of refusal


def test_an_expired_value_is_a_refusal_on_record(installation) -> None:
    from privet.acts.expire import expire

    mail, _ = tokens_of(installation)
    installation.clock.forward(days=367)
    assert expire(installation.app, installation.tenant) > 0
    with pytest.raises(Erased, match="time is over"):
        installation.reveal(mail)
    entry = installation.entries()[-1]
    assert (entry.act, entry.outcome, entry.reasons) == ("reveal", "denied", ("expired",))


def test_the_value_is_shown_only_after_its_entry_is_committed(installation, monkeypatch) -> None:
    from privet.acts import reveal as module

    mail, _ = tokens_of(installation)
    seen: list[tuple[str, str]] = []
    opens = module.unseal

    def looked(key: bytes, sealed: bytes, context: bytes) -> bytes:
        assert not installation.app.store.data.in_transaction
        seen.append(installation.acts()[-1])
        return opens(key, sealed, context)

    monkeypatch.setattr(module, "unseal", looked)
    assert installation.reveal(mail) == MAIL
    assert seen == [("reveal", "done")]


def test_nothing_is_shown_when_the_entry_cannot_be_written(installation, monkeypatch) -> None:
    from privet.store import ledger

    mail, _ = tokens_of(installation)
    before = installation.entries()

    def full(*_: object) -> None:
        raise OSError(28, "no space left")

    with monkeypatch.context() as patched:
        patched.setattr(ledger, "append", full)
        with pytest.raises(OSError, match="no space"):
            installation.reveal(mail)
    assert installation.entries() == before
    assert installation.reveal(mail) == MAIL


def test_what_opens_a_value_does_not_print_itself() -> None:
    assert repr(_Judged(Permit(("who-may",)), b"a key of thirty-two bytes, or so", 1, 30)) == "_Judged(…)"
