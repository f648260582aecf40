"""Consent and legal basis: one record for what was given and withdrawn; a send goes by both."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from privet.acts import basis, consent
from privet.acts.consent import Given
from privet.core import ids
from privet.core.consent import BASES, CONSENT, EVERY, NONE, Consent, in_force, permitted
from privet.core.decision import LOCAL, Actor
from privet.core.plain import Plain
from privet.errors import BadInput, Denied, Erased, NotFound
from privet.plugins.channels.loopback import Loopback

MARIA = Actor("operator", "maria", frozenset({"agent"}))
PAUL = Actor("operator", "paul", frozenset({"privacy"}))
WHY = Plain("ticked the box, from ann@example.com")
OFFERS = Given("delivery", "offers-3")


def gives(house: Any, subject: str, what: Given = OFFERS, actor: Actor = LOCAL, **more: Any) -> consent.Kept:
    return consent.give(house.app, house.tenant, subject, what, "subject-request", WHY, actor, **more)


def withdraws(house: Any, subject: str, what: Given = OFFERS, actor: Actor = LOCAL) -> consent.Kept:
    return consent.withdraw(house.app, house.tenant, subject, what, "subject-request", WHY, actor)


def sets(house: Any, on: str, purpose: str = "delivery", actor: Actor = LOCAL, **more: Any) -> None:
    basis.set_(house.app, house.tenant, purpose, on, Plain("as counsel said"), actor, **more)


def test_where_the_basis_is_consent_a_send_needs_one_that_was_not_withdrawn(installation) -> None:
    talk = installation.receive("hello").conversation
    subject = installation.subject()
    assert installation.send(talk, "an offer").state == "sent"
    sets(installation, CONSENT)
    assert installation.acts()[-1] == ("basis", "done")
    with pytest.raises(Denied, match="send-no-basis"):
        installation.send(talk, "an offer")
    kept = gives(installation, subject)
    assert installation.acts()[-1] == ("consent", "done")
    entry = installation.entries()[-1]
    assert (entry.object, entry.subject) == (kept.id, subject)
    assert entry.note is not None
    assert (kept.given, kept.what, kept.by, kept.at) == (True, OFFERS, "local", installation.clock.at)
    assert installation.send(talk, "an offer").state == "sent"
    withdraws(installation, subject)
    assert installation.acts()[-1] == ("consent.withdraw", "done")
    with pytest.raises(Denied, match="send-no-basis"):
        installation.send(talk, "an offer")
    found = consent.history(installation.app, installation.tenant, subject, LOCAL)
    assert [one.given for one in found] == [True, False]


def test_consent_is_for_a_channel_and_a_purpose_and_holds_on_linked_ones(installation) -> None:
    installation.app.channels["sms"] = Loopback(installation.delivered.append)
    talk = installation.receive("hello", "visitor-1", subject_ref="C-1").conversation
    on_sms = installation.receive("hello", channel="sms", subject_ref="C-1").conversation
    subject = installation.subject("visitor-1")
    sets(installation, CONSENT)
    gives(installation, subject, Given("support", "offers-3"))
    gives(installation, subject, Given("delivery", "offers-3", "sms"))
    with pytest.raises(Denied, match="send-no-basis"):
        installation.send(talk, "an offer")
    assert installation.send(on_sms, "an offer").state == "sent"


def test_what_waited_when_consent_was_withdrawn_does_not_leave(installation) -> None:
    from privet import jobs
    from privet.errors import ChannelError

    def broken(message: Any) -> None:
        raise ChannelError("not now", retry=True)

    talk = installation.receive("hello").conversation
    sets(installation, CONSENT)
    gives(installation, installation.subject())
    installation.app.channels["loopback"] = Loopback(broken)
    assert installation.send(talk, "an offer").state == "queued"
    withdraws(installation, installation.subject())
    installation.app.channels["loopback"] = Loopback(installation.delivered.append)
    installation.clock.forward(minutes=10)
    jobs.tick(installation.app)
    assert installation.delivered == []


def test_without_any_basis_nothing_is_sent_whoever_agreed(installation) -> None:
    talk = installation.receive("hello").conversation
    gives(installation, installation.subject())
    sets(installation, NONE)
    with pytest.raises(Denied, match="send-no-basis"):
        installation.send(talk, "an offer")
    sets(installation, "contract")
    assert installation.send(talk, "your bill").state == "sent"
    found = {one.purpose: one for one in basis.all_(installation.app, installation.tenant, LOCAL)}
    assert (found["delivery"].basis, found["delivery"].by) == ("contract", "local")
    assert found["storage"] == basis.Basis("storage", "")


def test_only_whoever_may_records_it_and_with_a_reason(installation) -> None:
    talk = installation.receive("hello").conversation
    subject, given_ = installation.subject(), (installation.app, installation.tenant)
    with pytest.raises(Denied):
        consent.give(*given_, subject, OFFERS, "support", WHY, MARIA)
    assert installation.acts()[-1] == ("consent", "denied")
    installation.give(talk)
    with pytest.raises(Denied, match="reason-given"):
        consent.give(*given_, subject, OFFERS, "support", Plain(""), MARIA)
    assert consent.history(*given_, subject, LOCAL) == []
    consent.give(*given_, subject, OFFERS, "support", WHY, MARIA)
    with pytest.raises(Denied):
        consent.history(*given_, subject, Actor("service", "crm"))
    with pytest.raises(Denied, match="fresh-factor"):
        sets(installation, CONSENT, actor=PAUL)
    assert installation.acts()[-1] == ("basis", "denied")
    sets(installation, CONSENT, actor=PAUL, factor_age_s=10)
    with pytest.raises(Denied):
        basis.all_(*given_, MARIA)


@pytest.mark.parametrize(
    "what",
    [
        Given("delivery", "my version"),
        Given("delivery", "v1", "S M S"),
    ],
)
def test_what_is_malformed_is_refused(installation, what: Given) -> None:
    installation.receive("hello")
    with pytest.raises(BadInput):
        gives(installation, installation.subject(), what)


def test_nobody_and_somebody_erased(installation) -> None:
    nobody = ids.shown(ids.SUBJECT, bytes(16))
    installation.receive("hello")
    with pytest.raises(NotFound, match="purpose"):
        gives(installation, installation.subject(), Given("gambling", "v1"))
    with pytest.raises(NotFound):
        gives(installation, nobody)
    with pytest.raises(NotFound):
        consent.history(installation.app, installation.tenant, nobody, LOCAL)
    installation.receive("hello")
    subject = installation.subject()
    gives(installation, subject)
    installation.erase(subject)
    assert consent.history(installation.app, installation.tenant, subject, LOCAL) == []
    with pytest.raises(Erased):
        gives(installation, subject)


def test_a_basis_that_is_none_and_a_purpose_that_is_none(installation) -> None:
    with pytest.raises(BadInput):
        sets(installation, "because")
    with pytest.raises(BadInput):
        sets(installation, CONSENT, "gambling")


ROWS = st.lists(
    st.tuples(st.sampled_from(["", "sms", "web"]), st.sampled_from(["delivery", "support"]), st.booleans()), max_size=8
)


@given(ROWS, st.sampled_from(["sms", "web"]), st.sampled_from(["delivery", "support"]))
def test_the_last_word_about_a_channel_and_purpose_counts(rows: Any, channel: str, purpose: str) -> None:
    made = [Consent(bytes(16), bytes(16), on, of, "v1", yes, at, "x") for at, (on, of, yes) in enumerate(rows)]
    about = [yes for on, of, yes in rows if of == purpose and on in ("", channel)]
    assert (in_force(made, channel, purpose) is not None) == (bool(about) and about[-1])
    assert EVERY == ""


STOPPED_BY_NO = {CONSENT, "legitimate-interests", "public-task", None}
"""GDPR Art. 7(3) and 21(1); and where nobody said which basis there is."""


@pytest.mark.parametrize("basis_", [*BASES, None])
@pytest.mark.parametrize("word", [True, False, None])
def test_every_basis_by_every_last_word(basis_: str | None, word: bool | None) -> None:
    expected = {True: basis_ != NONE, False: basis_ not in {NONE, *STOPPED_BY_NO}, None: basis_ not in (NONE, CONSENT)}
    assert permitted(basis_, word) is expected[word]


@pytest.mark.parametrize("on", [*BASES, None])
def test_every_basis_by_every_last_word_decides_a_send(installation, on: str | None) -> None:
    """The same table by what leaves: nothing said, agreed, taken back (where the basis is no consent: objected)."""
    talk = installation.receive("hello").conversation
    if on is not None:
        sets(installation, on)
    for word, do in ((None, None), (True, gives), (False, withdraws)):
        if do is not None:
            do(installation, installation.subject())
        if permitted(on, word):
            assert installation.send(talk, "an offer").state == "sent"
        else:
            with pytest.raises(Denied, match="send-no-basis"):
                installation.send(talk, "an offer")
    gives(installation, installation.subject())
    if on != NONE:
        assert installation.send(talk, "an offer").state == "sent"
