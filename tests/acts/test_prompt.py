"""Requests to language models and their answers: on record before anything leaves, tokens by conversation or by
request, values for whoever wrote them alone.
"""

from __future__ import annotations

from typing import Any

import pytest

from privet import jobs
from privet.acts import basis, complete, conclude, consent, erase, failing, llm, prompt, relay, restrict
from privet.acts.complete import Wanted
from privet.acts.consent import Given
from privet.acts.llm import Open
from privet.acts.prompt import Asking, Prompted
from privet.app import default_policy
from privet.core import ids
from privet.core.decision import LOCAL
from privet.core.entry import Outcome
from privet.core.failing import MASK
from privet.core.llm.gateway import Settings
from privet.core.llm.naming import Named
from privet.core.llm.request import NAME, WHOSE, Item
from privet.core.plain import Plain
from privet.errors import BadInput, Denied, NotFound, NotReady

MAIL, OTHER, CARD = "maria@example.com", "ana@example.com", "4111 1111 1111 1111"
EMAIL, CARD_, PASSWORD, PERSON, LITERAL, USERNAME = 1, 3, 9, 13, 12, 34
TALK, NOWHERE, MINE = Named("talk"), Named(), Plain("Bearer sk-mine")


def gateway(installation: Any, tenant: Any = None, **more: Any) -> Open:
    settings = Settings(**{"upstream": "https://api.example.com/v1", **more})
    return Open(tenant or installation.tenant, b"g" * 16, "shop", settings, False)


def begin(installation: Any, *texts: Any, named: Named = NOWHERE, client: Plain = MINE, **more: Any) -> Any:
    items = [one if isinstance(one, Item) else Item(one) for one in texts]
    at = gateway(installation, **more)
    (made,) = prompt.begin(installation.app, at.tenant, at, [Asking(items, named, client)])
    return made


def put_back(installation: Any, prompted: Prompted, *pairs: tuple[int, int], **more: Any) -> Any:
    at = gateway(installation, **more)
    (let,) = complete.begin(installation.app, at.tenant, at, [Wanted(prompted, frozenset(pairs))])
    return let


def test_a_request_that_names_no_conversation_leaves_nothing_but_an_entry(installation) -> None:
    before = len(installation.entries())
    made = begin(installation, f"I am {MAIL}", f"not {OTHER}", f"again {MAIL}")
    assert list(made.texts) == ["I am [EMAIL_1]", "not [EMAIL_2]", "again [EMAIL_1]"]
    assert made.values == {(EMAIL, 1): MAIL, (EMAIL, 2): OTHER}
    (entry,) = installation.entries()[before:]
    assert (entry.act, str(entry.outcome), entry.actor) == ("prompt", "requested", "gateway:llm:shop")
    assert (entry.object, entry.subject) == (ids.shown(prompt.PROMPT, made.id), None)
    with installation.app.store.view(installation.tenant) as view:
        for table in ("subject", "conversation", "value", "message"):
            assert view.rows(f"SELECT 1 FROM {table}") == []
    assert repr(made) == "Prompted(…)"


def sealed(installation: Any) -> list[int]:
    """How many rows there are of what is kept of people."""
    with installation.app.store.view(installation.tenant) as view:
        return [view.row(f"SELECT count(*) FROM {one}")[0] for one in ("subject", "conversation", "value", "message")]


def test_without_a_basis_to_keep_it_a_named_conversation_has_a_map_for_the_request_alone(installation) -> None:
    begun = begin(installation, f"I am {MAIL}", named=Named(begins=True))
    assert begun.begun
    before = sealed(installation)
    basis.set_(installation.app, installation.tenant, "storage", "none", Plain("as counsel said"), LOCAL)
    made = begin(installation, f"I am {OTHER}", f"{MAIL}, {OTHER}", named=TALK)
    assert list(made.texts) == ["I am [EMAIL_1]", "[EMAIL_2], [EMAIL_1]"]
    assert (made.conversation, made.subject, made.begun) == (b"", b"", False)
    assert begin(installation, f"I am {OTHER}", named=Named(begins=True)).conversation == b""
    assert sealed(installation) == before
    refused = begin(installation, "and now?", named=Named("", ids.shown(ids.CONVERSATION, begun.conversation)))
    assert isinstance(refused, Denied)
    assert "whole history" in refused.hint
    entry = installation.entries()[-1]
    assert (entry.act, entry.outcome, entry.reasons) == ("prompt", Outcome.DENIED, prompt.UNKEPT)
    assert sealed(installation) == before


def test_where_keeping_takes_consent_a_conversation_is_kept_of_whoever_gave_it(installation) -> None:
    begun = begin(installation, f"I am {MAIL}", named=Named(begins=True, user="C-1"))
    on = Named("", ids.shown(ids.CONVERSATION, begun.conversation))
    basis.set_(installation.app, installation.tenant, "storage", "consent", Plain("as counsel said"), LOCAL)
    assert isinstance(begin(installation, "and now?", named=on), Denied)
    assert begin(installation, OTHER, named=Named("talk", user="C-1")).conversation == b""
    subject = ids.shown(ids.SUBJECT, begun.subject)
    what = Given("storage", "privacy-2")
    consent.give(installation.app, installation.tenant, subject, what, "subject-request", Plain("a form"), LOCAL)
    assert begin(installation, "and now?", named=on).conversation == begun.conversation
    assert begin(installation, OTHER, named=Named("talk", user="C-1")).conversation
    assert begin(installation, OTHER, named=Named("talk", user="C-2")).conversation == b""


def test_a_history_that_is_sent_again_gets_the_same_tokens(installation) -> None:
    first = begin(installation, MAIL, OTHER)
    second = begin(installation, MAIL, OTHER, "new@example.com")
    assert list(second.texts)[:2] == list(first.texts)
    assert second.texts[2] == "[EMAIL_3]"


def test_a_token_that_came_with_a_request_is_somebody_elses(installation) -> None:
    """What Privet gave another gateway's program stays what it is, and no value gets its number."""
    made = begin(installation, f"[EMAIL_1] and [ email_2 ] but {MAIL}")
    assert made.texts[0] == "[EMAIL_1] and [ email_2 ] but [EMAIL_3]"
    assert made.values == {(EMAIL, 3): MAIL}


def test_what_must_not_be_kept_never_comes_back(installation) -> None:
    for named in (Named(), TALK):
        made = begin(installation, "my password is hunter2-Xy", named=named)
        assert made.texts[0] == "my password is [PASSWORD_1]"
        assert (made.values, made.given) == ({}, frozenset({(PASSWORD, 1)}))
        assert put_back(installation, made, (PASSWORD, 1)).values == {}


def test_what_passes_passes(installation) -> None:
    assert begin(installation, "see https://example.com/a").texts[0] == "see https://example.com/a"


def test_in_a_conversation_values_keep_their_tokens(installation) -> None:
    first = begin(installation, f"I am {MAIL}, [EMAIL_9]", named=TALK)
    assert first.texts[0] == "I am [EMAIL_1], [LITERAL_1]"
    assert first.values == {(EMAIL, 1): MAIL, (LITERAL, 1): "[EMAIL_9]"}
    second = begin(installation, f"{OTHER} {MAIL}", named=TALK)
    assert second.texts[0] == "[EMAIL_2] [EMAIL_1]"
    assert not second.begun
    assert installation.entries()[-1].subject == ids.shown(ids.SUBJECT, second.subject)


def test_two_requests_of_one_commit_meet_in_their_conversation(installation) -> None:
    at = gateway(installation)
    asking = [Asking([Item(one)], TALK, MINE) for one in (MAIL, f"{OTHER} {MAIL}")]
    made = prompt.begin(installation.app, installation.tenant, at, asking)
    assert [one.texts[0] for one in made] == ["[EMAIL_1]", "[EMAIL_2] [EMAIL_1]"]


def test_another_key_and_another_gateway_have_another_conversation(installation) -> None:
    first = begin(installation, MAIL, named=TALK)
    other = begin(installation, OTHER, named=TALK, client=Plain("Bearer sk-other"))
    assert first.conversation != other.conversation
    assert other.texts[0] == "[EMAIL_1]"


def test_a_user_is_a_subject_whom_the_companys_reference_finds(installation) -> None:
    made = begin(installation, MAIL, named=Named("talk", user="customer-1"))
    again = begin(installation, MAIL, named=Named("another", user="customer-1"))
    assert made.subject == again.subject
    assert installation.find("customer-1").subjects == (ids.shown(ids.SUBJECT, made.subject),)


def test_whose_it_is_leaves_under_a_name_of_our_own(installation) -> None:
    made = begin(installation, Item("customer-1", sort=WHOSE), Item("Maria", sort=NAME))
    assert len(made.texts[0]) == 32
    assert made.texts[1] == "[USERNAME_1]"
    assert begin(installation, Item("customer-1", sort=WHOSE), named=TALK).texts[0] == made.texts[0]
    assert begin(installation, Item("customer-2", sort=WHOSE)).texts[0] != made.texts[0]


def test_a_conversation_that_privet_began_is_continued_by_its_own_key_alone(installation) -> None:
    first = begin(installation, MAIL, named=Named(begins=True))
    assert first.begun
    con = ids.shown(ids.CONVERSATION, first.conversation)
    second = begin(installation, OTHER, named=Named(continued=con, begins=True))
    assert (second.texts[0], second.begun, second.subject) == ("[EMAIL_2]", True, first.subject)
    assert begin(installation, MAIL, named=Named(begins=True)).conversation != first.conversation
    assert begin(installation, "nothing", named=Named(begins=True)).conversation == b""
    other = begin(installation, OTHER, named=Named(continued=con), client=Plain("Bearer sk-other"))
    assert isinstance(other, NotFound)
    assert isinstance(begin(installation, "x", named=Named(continued="con_" + "a" * 26)), NotFound)
    chat = installation.receive("hello").conversation
    assert isinstance(begin(installation, "x", named=Named(continued=chat)), NotFound)
    erase.erase(
        installation.app, installation.tenant, ids.shown(ids.SUBJECT, first.subject), "subject-request", Plain("asked"),
        LOCAL,
    )  # fmt: skip
    assert isinstance(begin(installation, OTHER, named=Named(continued=con)), NotFound)


def test_a_detector_that_fails_lets_nothing_leave(installation, monkeypatch: pytest.MonkeyPatch) -> None:
    scanner = installation.app.rules_of(installation.tenant).scanner
    monkeypatch.setattr(type(scanner), "scan_each", lambda self, texts: [None for _ in texts])
    assert isinstance(begin(installation, "hello"), NotReady)
    last = installation.entries()[-1]
    assert (last.act, str(last.outcome), last.reasons) == ("prompt", "denied", ("detector-failed",))
    failing.set_(installation.app, installation.tenant, "llm", MASK, Plain("an answer without is better"), LOCAL)
    made = begin(installation, "hello", "there", "hello")
    assert made.texts == ["[TEXT_1]", "[TEXT_2]", "[TEXT_1]"]


def test_rules_that_another_process_adopted_look_anew(installation, monkeypatch: pytest.MonkeyPatch) -> None:
    old = type("Old", (), {"scan_each": lambda self, texts: [[] for _ in texts]})()
    rules = installation.app.rules_of(installation.tenant)
    stale = type("Stale", (), {"scanner": old})()
    monkeypatch.setattr(type(installation.app), "rules_of", lambda self, tenant: stale)
    assert begin(installation, MAIL).texts[0] == "[EMAIL_1]"
    assert rules.scanner is not old


def test_a_full_conversation_takes_no_more(installation, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("privet.core.tokens.HIGHEST", 1)
    begin(installation, MAIL, named=TALK)
    assert isinstance(begin(installation, f"{OTHER} third@example.com", named=TALK), Denied)
    assert installation.entries()[-1].reasons == ("conversation-full",)


RULES = """
@id("no-cards")
@sentence("No model is told of cards, and no telephone number comes back.")
forbid (principal, action in [Action::"prompt", Action::"complete"], resource)
when {
  (action == Action::"prompt" && context.kinds.contains(Kind::"CARD")) ||
  (action == Action::"complete" && context.kinds.contains(Kind::"PHONE"))
};
"""
CASES = """
[[case]]
rule = "no-cards"
that = "a request holds a card"
actor = "gateway:llm:shop"
act = "prompt"
purpose = "delivery"
kinds = ["CARD"]
expect = "deny"
by = ["no-cards"]

[[case]]
rule = "no-cards"
that = "a request holds none"
actor = "gateway:llm:shop"
act = "prompt"
purpose = "delivery"
expect = "permit"
by = ["prompt"]
"""


def test_the_rules_say_what_leaves_and_what_comes_back(installation) -> None:
    files = default_policy()
    tenant = installation.add_tenant("strict", rules=files["rules.cedar"] + RULES, cases=files["cases.toml"] + CASES)
    assert isinstance(begin(installation, CARD, tenant=tenant), Denied)
    assert installation.entries(tenant)[-1].reasons == ("no-cards",)
    made = begin(installation, f"{MAIL} +1 415 555 2671", tenant=tenant)
    let = put_back(installation, made, (2, 1), tenant=tenant)
    assert (let.values, let.done) == ({(EMAIL, 1): MAIL}, False)
    last = installation.entries(tenant)[-1]
    assert (last.act, str(last.outcome), last.reasons) == ("complete", "denied", ("no-cards",))
    let = put_back(installation, made, (EMAIL, 1), (2, 1), tenant=tenant)
    assert (let.done, installation.entries(tenant)[-1].reasons) == (True, ("complete",))


def test_values_go_back_on_record(installation) -> None:
    made = begin(installation, f"{MAIL} {OTHER}")
    let = put_back(installation, made, (EMAIL, 1))
    assert (let.values, let.done) == ({(EMAIL, 1): MAIL, (EMAIL, 2): OTHER}, True)
    last = installation.entries()[-1]
    assert (last.act, str(last.outcome), last.object) == ("complete", "done", ids.shown(prompt.PROMPT, made.id))
    before = len(installation.entries())
    assert not put_back(installation, made, (EMAIL, 7)).done
    assert len(installation.entries()) == before
    assert (repr(let), repr(Wanted(made, frozenset()))) == ("Let(…)", "Wanted(…)")


def test_values_of_earlier_requests_come_back_to_whoever_wrote_them(installation) -> None:
    begin(installation, MAIL, named=Named("talk", user="ann"))
    bob = begin(installation, OTHER, named=Named("talk", user="bob"))
    assert put_back(installation, bob, (EMAIL, 1), (EMAIL, 2)).values == {(EMAIL, 2): OTHER}
    ann = begin(installation, "who am I?", named=Named("talk", user="ann"))
    let = put_back(installation, ann, (EMAIL, 1), (EMAIL, 2), (EMAIL, 3))
    assert (let.values, let.done) == ({(EMAIL, 1): MAIL}, True)
    assert installation.entries()[-1].subject == ids.shown(ids.SUBJECT, ann.subject)


def test_where_nobody_known_reads_nothing_comes_back(installation) -> None:
    made = begin(installation, MAIL)
    assert put_back(installation, made, (EMAIL, 1), reader="nobody").values == {}


def test_restricted_and_erased_people_get_nothing_back(installation) -> None:
    made = begin(installation, MAIL, named=TALK)
    given = installation.app, installation.tenant, ids.shown(ids.SUBJECT, made.subject), "subject-request"
    restrict.restrict(*given, Plain("asked"), LOCAL)
    assert put_back(installation, made, (EMAIL, 1)).values == {}
    assert installation.entries()[-1].reasons == ("complete-restricted",)
    restrict.lift(*given, Plain("asked"), LOCAL)
    assert put_back(installation, made, (EMAIL, 1)).values == {(EMAIL, 1): MAIL}
    erase.erase(*given, Plain("asked"), LOCAL)
    assert put_back(installation, made, (EMAIL, 1)).values == {}
    assert installation.entries()[-1].reasons == ("erased",)


def test_what_became_of_a_request_is_on_record(installation) -> None:
    made = begin(installation, "hello")
    end(installation, made, Outcome.UNKNOWN)
    last = installation.entries()[-1]
    assert (last.act, str(last.outcome), last.object) == ("prompt", "unknown", ids.shown(prompt.PROMPT, made.id))


def end(installation: Any, made: Prompted, outcome: Outcome) -> None:
    assert conclude.ended(installation.app, installation.tenant, gateway(installation), [(made, outcome)]) == [None]


def outcomes(installation: Any, made: Prompted) -> list[str]:
    shown = ids.shown(prompt.PROMPT, made.id)
    return [str(one.outcome) for one in installation.entries() if one.object == shown]


def test_a_request_whose_outcome_a_crash_hid_is_unknown_once_nobody_carries_it(installation) -> None:
    """One that ended and one whose values went back are not; one that is carried on is not yet; relays are no business
    of its."""
    hidden, carried = begin(installation, "one"), begin(installation, "two", named=TALK)
    done, back = begin(installation, "three"), begin(installation, MAIL)
    end(installation, done, Outcome.DONE)
    put_back(installation, back, (EMAIL, 1))
    installation.clock.at += prompt.LEASE_MS - 1
    assert conclude.reconcile(installation.app, installation.tenant) == 0
    conclude.carried(installation.app, installation.tenant, [carried.id, done.id])
    installation.clock.at += 1
    assert relay.reconcile(installation.app, installation.tenant) == 0
    jobs.at_start(installation.app)
    assert outcomes(installation, hidden) == ["requested", "unknown"]
    assert outcomes(installation, carried) == ["requested"]
    assert outcomes(installation, done) == ["requested", "done"]
    assert outcomes(installation, back) == ["requested", "done"]
    assert conclude.reconcile(installation.app, installation.tenant) == 0
    installation.clock.at += prompt.LEASE_MS
    assert conclude.reconcile(installation.app, installation.tenant) == 1
    last = installation.entries()[-1]
    assert (last.actor, last.purpose, last.subject) == ("gateway:llm:shop", "delivery", None)


def test_a_key_that_no_header_can_hold_is_refused() -> None:
    assert prompt.checked("Bearer x") == "Bearer x"
    for wrong in ("é", "a\nb", "x" * 4097):
        with pytest.raises(BadInput):
            prompt.checked(wrong)


def test_nothing_of_a_request_prints() -> None:
    shown = [Asking([Item(MAIL)], TALK, MINE), Item(MAIL), prompt._Going(Asking([], TALK, MINE), None, [])]
    assert [repr(one) for one in shown] == ["Asking(…)", "Item(text)", "_Going(…)"]


def test_gateways_are_put_up_set_and_removed_on_record(installation) -> None:
    given = installation.app, installation.tenant
    settings = Settings("https://api.example.com/v1")
    made = llm.add(*given, "shop", settings, LOCAL, reason=Plain("a test"))
    assert (made.name, made.settings, made.paused) == ("shop", settings, False)
    (one,) = llm.opened(*given)
    assert (one.name, one.actor.id, one.paused) == ("shop", "gateway:llm:shop", False)
    llm.change(*given, "shop", Settings("https://other.example.com/v1", reader="nobody"), LOCAL)
    llm.pause(*given, "shop", LOCAL)
    llm.pause(*given, "shop", LOCAL)
    (shown,) = llm.everyone(*given, LOCAL)
    assert (shown.settings.reader, shown.paused) == ("nobody", True)
    llm.resume(*given, "shop", LOCAL)
    assert not llm.everyone(*given, LOCAL)[0].paused
    llm.remove(*given, "shop", LOCAL)
    assert llm.everyone(*given, LOCAL) == []
    acts = [one.act for one in installation.entries() if one.act.startswith("llm")]
    assert acts == ["llm.add", "llm.change", "llm.pause", "llm.pause", "llm.resume", "llm.remove"]


def test_a_gateway_that_cannot_be_is_refused(installation, monkeypatch: pytest.MonkeyPatch) -> None:
    given = installation.app, installation.tenant
    settings = Settings("https://api.example.com/v1")
    llm.add(*given, "shop", settings, LOCAL)
    for name, said in (("Shop", settings), ("shop", settings), ("x", Settings("http://example.com/v1"))):
        with pytest.raises(BadInput):
            llm.add(*given, name, said, LOCAL)
    with pytest.raises(BadInput, match="of that name"):  # it stands in an address, which names no tenant
        llm.add(installation.app, installation.add_tenant("other"), "shop", settings, LOCAL)
    with pytest.raises(Denied):
        llm.add(*given, "another", settings, installation.agent)
    with pytest.raises(Denied):
        llm.remove(*given, "shop", installation.agent)
    with pytest.raises(NotFound):
        llm.remove(*given, "gone", LOCAL)
    with pytest.raises(Denied):
        llm.remove(*given, "gone", installation.agent)
    monkeypatch.setattr(llm, "MOST", 1)
    with pytest.raises(BadInput, match="already"):
        llm.add(*given, "third", settings, LOCAL)
