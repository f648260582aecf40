"""Search by words finds what a plain scan over the tokenised texts in sight finds; on record, never the words."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from privet.acts import annotate, index, noting, restrict, search
from privet.core import ids, sought
from privet.core.decision import LOCAL, Actor, Scope
from privet.core.entry import Outcome
from privet.core.plain import Plain
from privet.core.tokens import EXACT
from privet.errors import BadInput, Denied
from privet.store import rights, subjects, words
from privet.store.rights import Assignment
from privet.store.subjects import ERASING

MARIA = Actor("operator", "maria", frozenset({"agent"}))
SUE = Actor("operator", "sue", frozenset({"supervisor"}))
BEN = "+12025550102"


def found(installation, asked: str, actor: Actor = LOCAL, **more) -> search.Hits:
    index.whole(installation.app, installation.tenant)
    return search.search(installation.app, installation.tenant, Plain(asked), "support", actor, **more)


def hits(installation, asked: str, actor: Actor = LOCAL, limit: int = 100) -> list[str]:
    """All pages, by the ids of their messages."""
    ids_, after = list[str](), ""
    while True:
        page = found(installation, asked, actor, after=after, limit=limit)
        ids_ += [one.message for one in page.items]
        after = page.next
        if not after:
            return ids_


def test_all_words_stand_in_a_message_and_the_newest_comes_first(installation) -> None:
    first = installation.receive("Where is my order AB-10422?")
    installation.receive("Where is my parcel?", BEN)
    last = installation.receive("order 10422: WHERE?", BEN)
    assert hits(installation, "where order") == [last.id, first.id]
    assert hits(installation, "10422 ab order") == [first.id]
    assert hits(installation, "10422 parcel") == []
    assert hits(installation, "1042") == []


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ("Grüße aus der STRASSE", "straße grüsse"), ("ﬁne ①②", "FINE"), ("手机iPhone退款申请", "退款 iphone"),
        ("退款申请", "款"), ("２０２６年", "2026"), ("هذا ٣٤٥", "345"), ("e\u0301te", "ÉTE"), ("so\u00adft", "soft"),
        ("हिन्दी में", "हिन्दी"), ("call me at bob@example.com", "[EMAIL_1]"), ("don't", "DON'T"),
    ],
)  # fmt: skip
def test_spellings_that_mean_the_same_meet(installation, said: str, asked: str) -> None:
    one = installation.receive(said)
    assert hits(installation, asked) == [one.id]


@pytest.mark.parametrize("asked", ["款退", "申退", "email", "bob", "_", "example"])
def test_what_does_not_stand_there_is_not_found(installation, asked: str) -> None:
    installation.receive("退款 申请 write to bob@example.com")
    if asked == "_":
        with pytest.raises(BadInput):
            hits(installation, asked)
    else:
        assert hits(installation, asked) == []


def test_a_hit_shows_a_part_in_tokens_and_where_the_words_stand(installation) -> None:
    long = "x y " * 200 + "my number is +1 202-555-0143 and my Refund is late " + "z w " * 200
    installation.receive(long)
    (hit,) = found(installation, "refund late").items
    text = hit.excerpt.text
    assert [text[start:end] for start, end in hit.places] == ["Refund", "late"]
    assert "[PHONE_1]" in text
    assert "555" not in text
    assert len(text) < 3 * search.WIDTH
    assert (hit.direction, hit.sent_at) == ("in", installation.clock.at)


def test_a_page_goes_on_where_the_last_one_ended(installation) -> None:
    all_ = [installation.receive(f"refund {n}", f"+120255501{n:02}").id for n in range(7)]
    assert hits(installation, "refund", limit=3) == all_[::-1]
    page = found(installation, "refund", limit=3)
    assert found(installation, "refund", limit=3, after=page.next).items[0].message == all_[3]


def test_it_is_on_record_and_the_words_are_not(installation) -> None:
    installation.receive("a refund please")
    found(installation, "refund")
    (entry,) = [one for one in installation.entries() if one.act == "search"]
    assert (entry.actor, entry.purpose, entry.outcome, entry.count) == (LOCAL.id, "support", Outcome.DONE, 1)
    assert entry.reasons == ("read-local",)
    assert "refund" not in repr(entry)


def test_whoever_may_not_is_refused_on_record(installation) -> None:
    nobody = Actor("operator", "nobody")
    with pytest.raises(Denied):
        found(installation, "refund", nobody)
    entry = installation.entries()[-1]
    assert (entry.act, entry.outcome, entry.actor, entry.count) == ("search", Outcome.DENIED, nobody.id, 0)


@pytest.mark.parametrize("asked", ["", " ", "…!", "a " * 101, "x" * 201, " ".join(f"w{n}" for n in range(33))])
def test_no_word_and_too_many_are_refused(installation, asked: str) -> None:
    with pytest.raises(BadInput, match="look for 1 to 32"):
        found(installation, asked)


@pytest.mark.parametrize("more", [{"limit": 0}, {"limit": 101}, {"after": "x"}, {"after": "1" * 16}, {"after": "²"}])
def test_a_page_that_cannot_be_is_refused(installation, more) -> None:
    with pytest.raises(BadInput):
        found(installation, "refund", **more)


def test_an_agent_finds_in_the_conversations_given_to_them(installation, monkeypatch) -> None:
    talks = [installation.receive("refund", f"+120255501{n:02}") for n in range(6)]
    assert hits(installation, "refund", MARIA) == []
    for one in (talks[1], talks[4]):
        installation.give(one.conversation)
    mine = [talks[4].id, talks[1].id]
    assert hits(installation, "refund", MARIA) == mine
    monkeypatch.setattr(search, "GIVEN", 1)  # too many to be asked for one by one
    assert hits(installation, "refund", MARIA) == mine
    assert len(hits(installation, "refund", SUE)) == 6


def test_a_page_ends_where_enough_was_looked_at(installation, monkeypatch) -> None:
    talks = [installation.receive("refund", f"+120255501{n:02}") for n in range(6)]
    installation.give(talks[0].conversation)
    installation.give(talks[1].conversation)
    monkeypatch.setattr(search, "GIVEN", 1)
    monkeypatch.setattr(search, "LOOKED", 2)
    monkeypatch.setattr(search, "_TOGETHER", 1)
    page = found(installation, "refund", MARIA)
    assert (page.items, bool(page.next)) == ((), True)
    assert hits(installation, "refund", MARIA) == [talks[1].id, talks[0].id]


def test_restricted_data_is_found_only_at_the_persons_request(installation) -> None:
    installation.receive("refund")
    who = installation.subject()
    restrict.restrict(installation.app, installation.tenant, who, "legal", Plain(""), LOCAL)
    assert hits(installation, "refund", SUE) == []
    args = (installation.app, installation.tenant, Plain("refund"), "subject-request", SUE)
    assert len(search.search(*args).items) == 1


def test_one_tenant_finds_nothing_of_another(installation) -> None:
    other = installation.add_tenant("other")
    installation.receive("refund")
    installation.batch([installation.inbound("refund")], other)
    index.whole(installation.app, other)
    assert len(hits(installation, "refund")) == 1
    (hit,) = search.search(installation.app, other, Plain("refund"), "support", LOCAL).items
    assert hit.message not in hits(installation, "refund")


def test_a_hit_of_the_index_is_not_believed(installation) -> None:
    """A row that somebody else wrote, or a message that is gone, shows nothing."""
    one = installation.receive("hello")
    index.whole(installation.app, installation.tenant)
    with installation.app.store.write(installation.tenant) as tx:
        (tag,) = index.terms(tx, *_opened(tx, one.id)) - {index.within(tx, ids.read("con", one.conversation))}
        place = tx.index_rows("SELECT place FROM worded")[0][0]
        forged = index.tags.tag(index.index_key(tx), b"word", "refund")
        tx.index_many(
            "INSERT INTO word (tenant, part, tag, places) VALUES (?, ?, ?, ?)",
            [(tx.tenant, place // words.PART, forged, (place % words.PART).to_bytes(2, "big"))],
        )
    assert tag != forged
    assert hits(installation, "refund") == []
    assert hits(installation, "hello") == [one.id]


def noted(installation, made, text: str, actor: Actor = SUE) -> None:
    annotate.annotate(installation.app, installation.tenant, made.conversation, Plain(text), actor, purpose="support")


def test_notes_are_found_among_messages_by_whoever_may_read_them(installation) -> None:
    ann, ben = installation.receive("a refund please"), installation.receive("hello", BEN)
    noted(installation, ben, "wants a refund, mail ben@example.com, of [PHONE_1]")
    noted(installation, ann, "nothing of that")
    last = installation.receive("where is my refund?", BEN)
    assert hits(installation, "refund") == [last.id, ann.id]  # who asks for messages gets messages
    page = found(installation, "refund", SUE, notes=True)
    assert [one.message for one in page.items] == [last.id, "", ann.id]
    note = page.items[1]
    assert (note.direction, note.conversation, note.name) == ("note", ben.conversation, "sue")
    assert (note.excerpt.text, note.subject) == (
        "wants a refund, mail [EMAIL], of [PHONE_1]",
        installation.subject(BEN),
    )
    assert (note.places, note.sent_at, note.cut) == (((8, 14),), installation.clock.at, (False, False))
    assert len(found(installation, "[PHONE_1] refund", SUE, notes=True).items) == 1
    assert found(installation, "ben example", SUE, notes=True).items == ()
    first = found(installation, "refund", SUE, notes=True, limit=2)
    assert [one.message for one in found(installation, "refund", SUE, notes=True, after=first.next).items] == [ann.id]
    assert found(installation, "refund", MARIA, notes=True).items == ()
    installation.give(ben.conversation)
    assert [one.direction for one in found(installation, "refund", MARIA, notes=True).items] == ["in", "note"]
    assert installation.entries()[-1].count == 2


def test_a_note_about_somebody_who_is_being_erased_is_not_found_any_more(installation) -> None:
    made = installation.receive("hello")
    ann = ids.read(ids.SUBJECT, installation.subject())
    noted(installation, made, "a refund")
    assert [one.direction for one in found(installation, "refund", SUE, notes=True).items] == ["note"]
    with installation.app.store.write(installation.tenant) as tx:
        tx.run("UPDATE subject SET state = ?", (ERASING,))
    assert found(installation, "refund", SUE, notes=True).items == ()
    with installation.app.store.view(installation.tenant) as view:
        whose = subjects.subject(view, ann)
        assert noting.note_of(view, whose, bytes(16)) == ""


def test_who_may_search_and_not_read_finds_no_notes(installation) -> None:
    made = installation.receive("a refund please")
    noted(installation, made, "refund")
    scope = Scope(bytes(16), frozenset({"search"}), frozenset(), frozenset({"support"}))
    key = Actor("service", "crm", scope=scope)
    assert [one.message for one in found(installation, "refund", key, notes=True).items] == [made.id]
    both = replace(key, scope=replace(scope, acts=frozenset({"search", "read"})))
    assert len(found(installation, "refund", both, notes=True).items) == 2


def test_notes_leave_with_their_customer_and_come_back_with_the_index(installation) -> None:
    ann, ben = installation.receive("hello"), installation.receive("hello", BEN)
    group = installation.receive("hello", conversation="team", group=True)
    for made in (ann, ben, group):
        noted(installation, made, "a refund")
    index.whole(installation.app, installation.tenant)

    def rows() -> list[tuple]:
        with installation.app.store.view(installation.tenant) as view:
            return sorted(view.index_rows("SELECT * FROM word")), view.index_rows("SELECT * FROM worded")

    before = rows()
    with installation.app.store.write(installation.tenant) as tx:
        words.forget(tx)
    assert len(found(installation, "refund", SUE, notes=True).items) == 3
    assert rows() == before
    installation.erase(installation.subject())
    there = [one.conversation for one in found(installation, "refund", SUE, notes=True).items]
    assert there == [group.conversation, ben.conversation]
    assert len(rows()[1]) == 3  # of ben and the group a note each, and what ben said


def test_a_note_that_is_refused_is_in_no_index(installation) -> None:
    made = installation.receive("hello")
    with pytest.raises(Denied):
        noted(installation, made, "refund", MARIA)
    assert found(installation, "refund", SUE, notes=True).items == ()


def _opened(view, message: str):
    row = index.messages.message(view, ids.read("msg", message))
    return row.conversation, index.Page(view).body(row).text


def plainly(text: str, asked: str) -> bool:
    """Whether all words of `asked` stand in a tokenised text: written another way than `core.sought`, word by word."""

    def split(said: str) -> list[str]:
        said = "".join(one for one in said if one not in "\u00ad\u200b")
        tokens = [one.lower() for one in EXACT.findall(said)]
        rest = unicodedata.normalize("NFKC", EXACT.sub(" ", said)).casefold()
        return tokens + re.findall(r"[^\W_\u4e00-\u9fff]+|[\u4e00-\u9fff]+", unicodedata.normalize("NFKC", rest))

    there = split(text)
    return all(
        any(one in each for each in there) if "\u4e00" <= one[0] <= "\u9fff" else one in there for one in split(asked)
    )


WORDS = ["refund", "Order", "10422", "straße", "STRASSE", "é", "退款", "申请", "款", "iPhone", "bob@example.com"]
texts = st.lists(st.sampled_from(WORDS), min_size=1, max_size=5).map(lambda w: " ".join(w)) | st.lists(
    st.sampled_from(WORDS[:-1]), min_size=1, max_size=4
).map("".join)
asked_for = st.lists(st.sampled_from([*WORDS[:-1], "[EMAIL_1]", "nothing"]), min_size=1, max_size=3).map(" ".join)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    said=st.lists(st.tuples(texts, st.integers(0, 3)), max_size=12),
    asked=asked_for,
    given_=st.sets(st.integers(0, 3), max_size=4),
)
def test_search_is_a_plain_scan_over_the_texts_in_sight(install, said, asked, given_) -> None:
    installation = install()
    stored = [(installation.receive(text, f"+1202555010{who}"), who) for text, who in said]
    with installation.app.store.write(installation.tenant) as tx:
        for one, who in stored:
            if who in given_:
                rights.give(tx, Assignment(MARIA.id, ids.read("con", one.conversation), 0, None))
    for actor, sees in ((LOCAL, {0, 1, 2, 3}), (MARIA, given_)):
        expected = [one.id for one, who in stored if who in sees and plainly(one.text.text, asked)]
        assert hits(installation, asked, actor, limit=2) == expected[::-1]


def test_what_is_asked_for_is_not_printed() -> None:
    assert "refund" not in repr(sought.sought("refund"))
    assert "refund" not in repr(replace(sought.sought("refund"), runs=frozenset()))
