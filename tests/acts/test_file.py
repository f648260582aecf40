"""Files that customers sent: what is known of them lies sealed beside their messages; a bot gets one, somebody opens
one, and a sealed copy is made, each on record first.
"""

from __future__ import annotations

import sqlite3
from typing import Any

import pytest

import bots
from bots import ANN, GROUP, ZOE
from privet.acts import basis, bot, consent, expire, file, file_keep, file_open, file_pass, reindex, restrict, rule
from privet.acts.bot import Open
from privet.app import default_policy
from privet.core import ids
from privet.core.botapi import update
from privet.core.decision import LOCAL, Actor
from privet.core.file import PIECE
from privet.core.plain import Plain
from privet.errors import BadInput, ChannelError, Denied, Erased, NotFound, Stale, Tampered
from privet.store import files, subjects

SUE = Actor("operator", "sue", frozenset({"supervisor"}))
MARIA = Actor("operator", "maria", frozenset({"agent"}))
NAME, TYPE = "passport of annabel.pdf", "application/pdf"
DOCUMENT = {
    "file_id": "BQACAgIAAxk-1", "file_unique_id": "AgADdoc", "file_name": NAME, "mime_type": TYPE, "file_size": 700_000,
    "thumbnail": {"file_id": "AAMCAgADthumb", "file_unique_id": "AQADt", "width": 90, "height": 90},
}  # fmt: skip
PHOTO = [{"file_id": f"AgACphoto{side}", "file_unique_id": f"u{side}", "width": side} for side in (90, 800)]


@pytest.fixture
def one(installation: Any) -> Open:
    return bots.add(installation)


def sent(number: int = 1, of: dict[str, Any] = ANN, **content: Any) -> update.Read:
    """An update with a message that has a file."""
    made = {**bots.message("", number, of), **(content or {"document": DOCUMENT})}
    del made["text"]
    return bots.read({"update_id": number, "message": made})


def come(installation: Any, one: Open, *reads: update.Read) -> list[file.Listed]:
    """Let updates come in; the files of their messages."""
    got = bots.take(installation, one, *(reads or (sent(),)))
    made = file_open.of_messages(installation.app, installation.tenant, [each.message for each in got if each.message])
    return [row for each in got for row in made.get(each.message, [])]


def opens(installation: Any, id: str, actor: Actor = SUE, purpose: str = "support", **more: Any) -> file_open.Opened:
    given = {"reason": Plain("the parcel came broken"), "factor_age_s": 10, **more}
    return file_open.open_(
        installation.app, installation.tenant, id, purpose, given["reason"], actor, given["factor_age_s"]
    )


def keep(installation: Any, id: str, data: bytes) -> None:
    """What the gateway does: begin, bring the pieces, done."""
    given = (installation.app, installation.tenant)
    assert file_keep.begin(*given, id) is not None
    for at in range(0, len(data), PIECE):
        file_keep.piece(*given, id, at // PIECE, data[at : at + PIECE])
    file_keep.done(*given, id, len(data))


def copied(installation: Any, made: file_open.Opened) -> bytes:
    pieces = (file_open.piece(installation.app, installation.tenant, made, at) for at in range(made.pieces))
    return b"".join(pieces)


def counted(installation: Any, table: str) -> int:
    """How many rows there are, by a connection of its own."""
    with installation.app.store.view(installation.tenant) as view:
        row = view.row(f"SELECT count(*) FROM {table} WHERE tenant = ?", (view.tenant,))
    assert row is not None
    return int(row[0])


def whose(installation: Any, id: str) -> str:
    """The subject of a file."""
    with installation.app.store.view(installation.tenant) as view:
        row = files.one(view, ids.read("fil", id))
    assert row is not None
    return ids.shown(ids.SUBJECT, row.subject)


def last(installation: Any) -> tuple[str, str, str, str | None]:
    entry = installation.entries()[-1]
    return entry.act, str(entry.outcome), entry.actor, entry.object


# what is known


def test_a_file_is_known_by_its_message_and_nothing_of_it_is_in_the_clear(installation, one) -> None:
    (row,) = come(installation, one)
    assert (row.sort, row.size, row.kept) == ("document", 700_000, False)
    assert row.id.startswith("fil_")
    with installation.app.store.view(installation.tenant) as view:
        held = files.one(view, ids.read("fil", row.id))
        assert held is not None
        head = file.head_of(view, held)
    assert head is not None
    assert (head.name, head.type, head.ids) == (NAME, TYPE, (DOCUMENT["file_id"], DOCUMENT["thumbnail"]["file_id"]))
    for path in installation.folder.iterdir():
        written = path.read_bytes() if path.is_file() and path.name != "data.db-shm" else b""
        for word in (NAME, TYPE, str(DOCUMENT["file_id"])):
            assert word.encode() not in written
    assert "passport" not in f"{head!r} {held.sort} {row!r}"


def test_a_photo_is_one_file_and_its_largest_size_comes_first(installation, one) -> None:
    (row,) = come(installation, one, sent(photo=PHOTO))
    assert (row.sort, row.size) == ("photo", 0)
    assert opens(installation, row.id).at_channel == "AgACphoto800"
    given = (installation.app, installation.tenant, one)
    assert [file_pass.known(*given, f"AgACphoto{side}").picture for side in (800, 90)] == [0, 1]


def test_an_edited_caption_adds_no_file_and_another_file_does(installation, one) -> None:
    come(installation, one)
    edited = {**bots.message("", 1), "document": DOCUMENT, "caption": "look", "edit_date": bots.NOON_S + 5}
    del edited["text"]
    assert come(installation, one, bots.read({"update_id": 2, "edited_message": edited})) == []
    other = {**edited, "document": {**DOCUMENT, "file_id": "other"}, "edit_date": bots.NOON_S + 9}
    assert len(come(installation, one, bots.read({"update_id": 3, "edited_message": other}))) == 1


def test_what_comes_again_is_known_once(installation, one) -> None:
    come(installation, one, sent(), sent())
    come(installation, one)
    assert counted(installation, "file") == 1


def test_what_is_refused_or_says_nothing_has_no_file(installation, one) -> None:
    joined = {"message_id": 4, "from": ANN, "chat": GROUP, "date": bots.NOON_S, "new_chat_members": [ZOE]}
    assert come(installation, one, bots.read({"update_id": 4, "message": joined})) == []
    assert counted(installation, "file") == 0


def test_another_tenants_file_is_not_found(installation, one) -> None:
    (row,) = come(installation, one)
    other = installation.add_tenant("other")
    with pytest.raises(NotFound):
        file_open.open_(installation.app, other, row.id, "support", Plain("why"), SUE, 1)
    assert file_open.of_messages(installation.app, other, []) == {}
    with pytest.raises(NotFound):
        file_pass.again(installation.app, other, one, row.id, 0)


def test_the_index_is_made_anew_from_the_data(installation, one) -> None:
    come(installation, one)
    with installation.app.store.write(installation.tenant) as tx:
        subjects.forget_index(tx)
    known = lambda: file_pass.known(installation.app, installation.tenant, one, DOCUMENT["file_id"])  # noqa: E731
    assert known() is None
    reindex.reindex(installation.app, installation.tenant, whole=True)
    assert known() is not None


# a bot gets one


def test_what_a_bot_gets_is_on_record_with_whose_it_is(installation, one) -> None:
    (row,) = come(installation, one)
    given = (installation.app, installation.tenant, one)
    known = file_pass.known(*given, DOCUMENT["file_id"])
    assert known is not None
    assert (known.id, known.sort, known.picture) == (row.id, "document", 0)
    assert file_pass.again(*given, row.id, 1).at_channel == DOCUMENT["thumbnail"]["file_id"]
    before = len(installation.entries())
    file_pass.pass_on(*given, row.id)
    entry = installation.entries()[-1]
    assert len(installation.entries()) == before + 1
    assert last(installation) == ("pass-file", "done", one.actor.id, row.id)
    assert entry.subject == whose(installation, row.id)


def test_what_came_in_no_message_is_on_record_too(installation, one) -> None:
    file_pass.pass_on(installation.app, installation.tenant, one, None)
    assert last(installation) == ("pass-file", "done", one.actor.id, one.shown)
    assert file_pass.known(installation.app, installation.tenant, one, "AgACprofile") is None


def test_another_bots_file_and_what_is_not_there_are_not_found(installation, one) -> None:
    (row,) = come(installation, one)
    other = bots.add(installation, "other", bots.NUMBER + 1)
    given = (installation.app, installation.tenant)
    assert file_pass.known(*given, other, DOCUMENT["file_id"]) is None
    for which, id, picture in ((other, row.id, 0), (one, row.id, 2), (one, ids.shown("fil", bytes(16)), 0)):
        with pytest.raises(NotFound):
            file_pass.again(*given, which, id, picture)
    with pytest.raises(NotFound):
        file_pass.pass_on(*given, one, ids.shown("fil", bytes(16)))
    with pytest.raises(BadInput):
        file_pass.again(*given, one, "fil_x", 0)


def test_a_bot_gets_nothing_of_whoever_was_erased_or_restricted(installation, one) -> None:
    (row,) = come(installation, one)
    given = (installation.app, installation.tenant)
    restrict.restrict(*given, whose(installation, row.id), "subject-request", Plain("they asked"), LOCAL)
    with pytest.raises(Denied, match="restricted"):
        file_pass.pass_on(*given, one, row.id)
    assert last(installation)[:2] == ("pass-file", "denied")
    with installation.app.store.write(installation.tenant) as tx:  # as an erasure is between its two commits
        tx.run("UPDATE subject SET state = 1 WHERE tenant = ?", (tx.tenant,))
    with pytest.raises(Denied):
        file_pass.pass_on(*given, one, row.id)
    assert file_pass.known(*given, one, DOCUMENT["file_id"]) is None


# somebody opens one


def test_it_is_opened_on_record_and_counts_as_a_reveal(installation, one) -> None:
    (row,) = come(installation, one)
    made = opens(installation, row.id)
    assert (made.saved_as, made.kept, made.at_channel) == (f"{row.id}.pdf", False, DOCUMENT["file_id"])
    assert made.token == bots.token()
    assert last(installation) == ("open-file", "done", SUE.id, row.id)
    assert installation.entries()[-1].purpose == "support"
    assert "BQAC" not in repr(made)
    budget = installation.app.rules_of(installation.tenant).policy.terms.showing
    for _ in range(budget.hour - 1):
        opens(installation, row.id)
    with pytest.raises(Denied, match="budget"):
        opens(installation, row.id)


@pytest.mark.parametrize(
    ("actor", "purpose", "more", "error"),
    [
        (SUE, "support", {"factor_age_s": 301}, Stale),
        (SUE, "support", {"factor_age_s": None}, Stale),
        (SUE, "support", {"reason": Plain("")}, Denied),
        (SUE, "fraud", {}, Denied),
        (MARIA, "support", {}, Denied),
        (Actor("operator", "adam", frozenset({"admin"})), "support", {}, Denied),
        (LOCAL, "support", {}, Denied),
        (Actor("service", "crm"), "support", {}, Denied),
    ],
)
def test_whoever_may_not_is_refused_on_record(installation, one, actor, purpose, more, error) -> None:
    (row,) = come(installation, one)
    with pytest.raises(error):
        opens(installation, row.id, actor, purpose, **more)
    assert last(installation) == ("open-file", "denied", actor.id, row.id)


def test_an_agent_opens_what_was_given_to_them(installation, one) -> None:
    (got,) = bots.take(installation, one, sent())
    (row,) = file_open.of_messages(installation.app, installation.tenant, [got.message])[got.message]
    installation.give(got.conversation)
    opens(installation, row.id, MARIA)
    assert last(installation) == ("open-file", "done", MARIA.id, row.id)


def test_who_may_not_learns_nothing_of_what_is_not_there(installation, one) -> None:
    nothing = ids.shown("fil", bytes(16))
    with pytest.raises(NotFound):
        opens(installation, nothing)
    with pytest.raises(Denied) as denied:
        opens(installation, nothing, Actor("operator", "olga", frozenset({"auditor"})))
    assert not isinstance(denied.value, NotFound)
    with pytest.raises(BadInput):
        opens(installation, "fil_not-an-id")


def test_blocked_files_are_opened_by_nobody_and_a_removed_bots_not_any_more(installation, one) -> None:
    (row,) = come(installation, one)
    bot.change(
        installation.app, installation.tenant, "support", bots.core_settings(files={"document": "block"}), LOCAL,
        reason=Plain("nobody is to have them"),
    )  # fmt: skip
    with pytest.raises(Denied, match="file-blocked"):
        opens(installation, row.id)
    assert last(installation)[:2] == ("open-file", "denied")
    bot.remove(installation.app, installation.tenant, "support", LOCAL, reason=Plain("not needed"))
    with pytest.raises(NotFound):
        opens(installation, row.id)


def test_what_the_channel_does_not_have_is_on_record(installation, one) -> None:
    (row,) = come(installation, one)
    made = opens(installation, row.id)
    error = file_open.missing(installation.app, installation.tenant, made, SUE)
    assert isinstance(error, ChannelError)
    assert last(installation) == ("open-file", "failed", SUE.id, row.id)


# a copy is kept


def test_a_sealed_copy_is_made_and_opened_piece_by_piece(installation) -> None:
    one = bots.add(installation, files={"document": "seal"})
    (row,) = come(installation, one)
    given = (installation.app, installation.tenant)
    assert file_keep.due(*given, 8) == [row.id]
    data = bytes(range(256)) * 2048 + b"\x00\xff the end"
    keep(installation, row.id, data)
    acts = [(each.act, str(each.outcome)) for each in installation.entries()]
    assert acts[-2:] == [("keep-file", "requested"), ("keep-file", "done")]
    assert file_keep.due(*given, 8) == []
    made = opens(installation, row.id)
    assert (made.kept, made.pieces, made.at_channel) == (True, 3, "")
    assert copied(installation, made) == data
    (listed,) = (each for rows in _all(installation).values() for each in rows)
    assert (listed.kept, listed.size) == (True, len(data))
    bot.remove(*given, "support", LOCAL, reason=Plain("not needed"))  # the copy is here all the same
    assert copied(installation, opens(installation, row.id)) == data


def _all(installation: Any) -> dict[bytes, list[file.Listed]]:
    with installation.app.store.view(installation.tenant) as view:
        return file.listed(view, [each.message for each in files.newer(view, b"", 9)])


def test_nothing_of_a_copy_is_in_the_clear_and_no_piece_opens_in_anothers_place(installation) -> None:
    one = bots.add(installation, files={"document": "seal"})
    (row,) = come(installation, one)
    keep(installation, row.id, b"canary-of-a-file" * 40_000)
    for path in installation.folder.iterdir():
        if path.is_file() and path.name != "data.db-shm":
            assert b"canary-of-a-file" not in path.read_bytes()
    made = opens(installation, row.id)
    installation.app.close()
    with sqlite3.connect(installation.folder / "data.db") as link:
        link.execute("UPDATE file_piece SET number = 1 - number WHERE number < 0")
        (first,) = link.execute("SELECT sealed FROM file_piece WHERE number = 0").fetchone()
        link.execute("UPDATE file_piece SET sealed = ? WHERE number = 1", (first,))
        link.execute("DELETE FROM file_piece WHERE number = 2")
    link.close()
    installation.reopen()
    for number in (1, 2):
        with pytest.raises(Tampered):
            file_open.piece(installation.app, installation.tenant, made, number)


def test_an_empty_file_is_kept(installation) -> None:
    one = bots.add(installation, files={"document": "seal"})
    (row,) = come(installation, one)
    keep(installation, row.id, b"")
    made = opens(installation, row.id)
    assert (made.kept, made.pieces) == (True, 0)


def test_in_a_trial_and_without_the_setting_no_copy_is_made(installation, one) -> None:
    come(installation, one)
    other = bots.add(installation, "trial", bots.NUMBER + 1, trial=True, files={"document": "seal"})
    come(installation, other, sent(2, ZOE))
    assert file_keep.due(installation.app, installation.tenant, 8) == []


def test_it_is_tried_again_later_and_at_last_given_up(installation) -> None:
    one = bots.add(installation, files={"document": "seal"})
    (row,) = come(installation, one)
    given = (installation.app, installation.tenant)
    for at in range(file_keep.TRIES):
        assert file_keep.due(*given, 8) == [row.id]
        assert file_keep.begin(*given, row.id) is not None
        file_keep.piece(*given, row.id, 0, b"half of it")
        assert file_keep.due(*given, 8) == []
        file_keep.failed(*given, row.id, again=True)
        assert last(installation)[:2] == ("keep-file", "failed")
        installation.clock.at += file_keep.PAUSE_MS * 4**at
    assert file_keep.due(*given, 8) == []
    assert counted(installation, "file_piece") == 0
    assert not opens(installation, row.id).kept
    file_keep.failed(*given, row.id, again=True)  # it is over: nothing happens
    assert last(installation)[:2] == ("open-file", "done")


def test_what_will_never_be_there_is_not_tried_again(installation) -> None:
    one = bots.add(installation, files={"document": "seal"})
    (row,) = come(installation, one)
    given = (installation.app, installation.tenant)
    file_keep.begin(*given, row.id)
    file_keep.failed(*given, row.id, again=False)
    installation.clock.forward(minutes=60)
    assert file_keep.due(*given, 8) == []
    assert file_keep.begin(*given, row.id) is None


def test_a_crash_at_the_last_try_or_a_removed_bot_ends_it_on_record(installation) -> None:
    one = bots.add(installation, files={"document": "seal"})
    first, second = come(installation, one, sent(1), sent(2, ZOE))
    given = (installation.app, installation.tenant)
    for _ in range(file_keep.TRIES):
        assert file_keep.begin(*given, first.id) is not None
    assert file_keep.begin(*given, first.id) is None
    assert last(installation) == ("keep-file", "failed", "service:clock", first.id)
    bot.remove(*given, "support", LOCAL, reason=Plain("not needed"))
    assert file_keep.begin(*given, second.id) is None
    assert last(installation) == ("keep-file", "failed", "service:clock", second.id)
    assert file_keep.due(*given, 8) == []


def test_without_its_rule_no_copy_is_made(installation) -> None:
    one = bots.add(installation, files={"document": "seal"})
    (row,) = come(installation, one)
    policy = default_policy()
    policy["rules.cedar"] = policy["rules.cedar"].replace(', Action::"keep-file"', "")
    policy["cases.toml"] = policy["cases.toml"].replace(
        'act = "keep-file"\npurpose = "delivery"\nexpect = "permit"\nby = ["files-gateway"]',
        'act = "keep-file"\npurpose = "delivery"\nexpect = "deny"\nby = ["no-rule-allows"]',
    )
    given = (installation.app, installation.tenant)
    version = rule.propose(*given, policy, Plain("no copies"), LOCAL)
    rule.adopt(*given, version.version, Plain("no copies"), LOCAL)
    assert file_keep.begin(installation.app, installation.tenant, row.id) is None
    assert last(installation) == ("keep-file", "denied", one.actor.id, row.id)
    assert file_keep.due(installation.app, installation.tenant, 8) == []


# one key, one person; one day, one class


def test_with_whoever_is_erased_goes_all_of_their_files(installation) -> None:
    one = bots.add(installation, files={"document": "seal"})
    anns, zoes = come(installation, one, sent(1), sent(2, ZOE, document={**DOCUMENT, "file_id": "zoes"}))
    given = (installation.app, installation.tenant)
    for row in (anns, zoes):
        keep(installation, row.id, b"bytes of a file")
    made = opens(installation, anns.id)
    installation.erase(whose(installation, anns.id))
    assert (counted(installation, "file"), counted(installation, "file_piece")) == (1, 1)
    with pytest.raises(Erased):
        file_open.piece(*given, made, 0)
    with pytest.raises(NotFound):
        opens(installation, anns.id)
    assert file_pass.known(*given, one, DOCUMENT["file_id"]) is None
    assert copied(installation, opens(installation, zoes.id)) == b"bytes of a file"
    with installation.app.store.view(installation.tenant) as view:  # nor does the index lead there
        assert subjects.find_refs(view, file._tag(view, DOCUMENT["file_id"])) == []
    assert file_pass.known(*given, one, "zoes") is not None


def test_while_an_erasure_is_under_way_nothing_opens(installation) -> None:
    one = bots.add(installation, files={"document": "seal"})
    (row,) = come(installation, one)
    given = (installation.app, installation.tenant)
    assert file_keep.begin(*given, row.id) is not None
    with installation.app.store.write(installation.tenant) as tx:
        tx.run("UPDATE subject SET state = 1 WHERE tenant = ?", (tx.tenant,))
    with pytest.raises(Erased):
        file_keep.piece(*given, row.id, 0, b"x")
    with pytest.raises(Erased):
        file_keep.done(*given, row.id, 1)
    with pytest.raises(Erased):
        opens(installation, row.id)
    assert file_keep.begin(*given, row.id) is None
    for gone in (ids.shown("fil", bytes(16)),):
        with pytest.raises(Erased):
            file_keep.piece(*given, gone, 0, b"x")
        with pytest.raises(Erased):
            file_keep.done(*given, gone, 1)
        assert file_keep.begin(*given, gone) is None
        file_keep.failed(*given, gone, again=True)


def test_with_their_day_go_its_files(installation) -> None:
    one = bots.add(installation, files={"document": "seal"})
    (old,) = come(installation, one)
    keep(installation, old.id, b"bytes of a file")
    seconds = installation.app.rules_of(installation.tenant).policy.terms.classes["message"].seconds
    assert seconds is not None
    installation.clock.at += seconds * 1000
    (new,) = come(installation, bots.again(installation), sent(2, document={**DOCUMENT, "file_id": "newer"}))
    keep(installation, new.id, b"other bytes")
    installation.clock.forward(days=1, minutes=1)
    expire.expire(installation.app, installation.tenant)
    with installation.app.store.view(installation.tenant) as view:
        assert [ids.shown("fil", row.file) for row in files.newer(view, b"", 9)] == [new.id]
    assert counted(installation, "file_piece") == 1
    installation.person("sue", "supervisor")
    installation.train("sue")
    with pytest.raises(NotFound):
        opens(installation, old.id)
    assert copied(installation, opens(installation, new.id)) == b"other bytes"


@pytest.mark.parametrize(
    ("on", "agreed"), [("none", None), ("consent", None), ("consent", False), ("public-task", False)]
)
def test_a_file_is_opened_only_where_there_is_a_basis(installation, one, on: str, agreed: bool | None) -> None:
    (row,) = come(installation, one)
    app, tenant, why = installation.app, installation.tenant, Plain("x")
    if agreed is not None:
        what = consent.Given("support", "v1")
        consent.withdraw(app, tenant, whose(installation, row.id), what, "support", why, LOCAL)
    basis.set_(app, tenant, "support", on, why, LOCAL)
    with pytest.raises(Denied, match="see-no-basis"):
        opens(installation, row.id)
    basis.set_(app, tenant, "support", "contract", why, LOCAL)
    assert opens(installation, row.id)
