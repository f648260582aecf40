"""Ids of one purpose lead to those of no other, but by a ceremony of two persons."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.conftest import OTHER, PRIVACY, Installation

from privet.acts import access, apart
from privet.acts.apart import OWN, Person
from privet.core import ids, secret
from privet.core.apart import Apart
from privet.core.decision import LOCAL, Actor
from privet.core.plain import Plain
from privet.errors import BadInput, Denied, NotFound

WHY = Plain("order 7")
PAUL, PETRA = Person(PRIVACY, 10), Person(OTHER, 20)


def joined(house: Installation, chosen: list[str], away: str, to: str, *people: Person) -> list[str]:
    both = people or (PAUL, PETRA)
    return apart.join(house.app, house.tenant, chosen, (away, to), "legal", WHY, both[0], both[1])


@given(
    st.lists(st.binary(min_size=16, max_size=16), min_size=1, max_size=20, unique=True),
    st.binary(min_size=32, max_size=32),
)
def test_each_id_has_one_in_each_purpose_and_back(raws: list[bytes], key: bytes) -> None:
    own = [ids.shown("sub", raw) for raw in raws]
    text = (" ".join(own) + ' "x_sub_y" tok_short').encode()
    support, fraud = Apart(key, "support"), Apart(key, "fraud")
    assert support.read(support.shown(text)) == text
    shown = [
        [one for one in each.shown(text).decode().split() if ids._FORM.fullmatch(one)] for each in (support, fraud)
    ]
    assert len({*shown[0], *shown[1], *own}) == 3 * len(own)
    assert support.shown(text).endswith(b'"x_sub_y" tok_short')


def test_two_persons_join_and_both_are_on_record(installation: Installation) -> None:
    came = installation.receive("I am ann@example.com")
    own = [came.conversation, came.tokens[0].id]
    start = len(installation.entries())
    there = joined(installation, own, OWN, "support")
    assert set(there).isdisjoint(own)
    other = joined(installation, there, "support", "fraud")
    assert set(other).isdisjoint({*own, *there})
    assert joined(installation, other, "fraud", OWN) == own
    acts = installation.entries()[start:]
    assert [(one.act, one.actor, str(one.outcome)) for one in acts[:2]] == [
        ("join", PRIVACY.id, "requested"), ("join", OTHER.id, "done"),
    ]  # fmt: skip
    assert {"from-vault", "to-support", "ids-2"} <= set(acts[0].reasons)


def test_one_person_alone_or_unproved_joins_nothing(installation: Installation) -> None:
    one = [installation.receive("hello").conversation]
    with pytest.raises(BadInput, match="two persons"):
        joined(installation, one, OWN, "support", PAUL, PAUL)
    with pytest.raises(Denied):
        joined(installation, one, OWN, "support", PAUL, Person(OTHER, 301))
    assert installation.acts(len(installation.entries()) - 2) == [("join", "requested"), ("join", "denied")]
    with pytest.raises(Denied):
        joined(installation, one, OWN, "support", PAUL, Person(LOCAL))
    with pytest.raises(Denied):
        joined(installation, one, OWN, "support", Person(Actor("operator", "sue", frozenset({"supervisor"})), 5), PAUL)


def test_what_makes_no_sense_is_said(installation: Installation) -> None:
    one = [installation.receive("hello").conversation]
    with pytest.raises(NotFound, match="no such purpose"):
        joined(installation, one, OWN, "dancing")
    for wrong in ([], ["x"], one * 1_001):
        with pytest.raises(BadInput):
            joined(installation, wrong, OWN, "support")


@pytest.mark.parametrize(
    ("acts", "purposes"),
    [(("read",), ("support", "fraud")), (("read", "ledger"), ("support",)), (("erase",), ("legal",))],
)
def test_a_key_that_would_show_other_ids_is_not_kept_apart(
    installation: Installation, acts: tuple[str, ...], purposes: tuple[str, ...]
) -> None:
    with pytest.raises(BadInput, match="names one purpose"):
        access.make(installation.app, installation.tenant, "m", access.Limits(acts, purposes, apart=True), LOCAL)


def test_a_program_that_is_kept_apart_has_the_ids_of_its_purpose(installation: Installation) -> None:
    one = installation.receive("hello").conversation
    limits = access.Limits(("read",), ("support",), apart=True)
    key, text = access.make(installation.app, installation.tenant, "campaigns", limits, LOCAL)
    assert key.apart
    read = secret.read(secret.ACCESS, text.expose())
    assert read is not None
    actor = access.enter(installation.app, installation.tenant, read[1])
    names = apart.names(installation.app, installation.tenant, actor)
    assert [names.shown(one.encode()).decode()] == joined(installation, [one], OWN, "support")
