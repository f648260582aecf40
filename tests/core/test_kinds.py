"""The closed list of kinds: numbers that never change, and what must never be kept."""

import pytest

from privet.core.kinds import BY_NUMBER, KINDS, Disposition
from privet.core.tokens import EXACT, TOLERANT, name

NUMBERS = {
    "EMAIL": 1, "PHONE": 2, "CARD": 3, "CARD_CODE": 4, "IBAN": 5, "IP": 6, "URL_LOGIN": 7, "CODE": 8, "PASSWORD": 9,
    "PIN": 10, "PUK": 11, "LITERAL": 12, "PERSON": 13, "ADDRESS": 14, "PLACE": 15, "ORGANISATION": 16, "URL": 17,
    "MAC": 18, "CARD_EXPIRY": 19, "ACCOUNT": 20, "BANK_CODE": 21, "NATIONAL_ID": 22, "TAX_ID": 23,
    "PASSPORT": 24, "DRIVING_LICENCE": 25, "BIRTH_DATE": 26, "DATE": 27, "SECRET": 28, "IMEI": 29, "IMSI": 30,
    "ICCID": 31, "CELL": 32, "TRACKING": 33, "USERNAME": 34, "PLATE": 35, "COORDINATES": 36, "WALLET": 37,
    "SPECIAL": 38, "TEXT": 39,
}  # fmt: skip
"""As stored since the first version; a new kind gets a new number."""


def test_numbers_stay() -> None:
    assert {kind.name: kind.number for kind in KINDS.values() if kind.name in NUMBERS} == NUMBERS
    assert {number: kind.name for number, kind in BY_NUMBER.items()} == {one.number: one.name for one in KINDS.values()}
    assert len(BY_NUMBER) == len(KINDS)


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.name)
def test_every_kind_can_stand_in_a_token(kind) -> None:
    assert EXACT.fullmatch(name(kind.name, 999_999))
    assert TOLERANT.fullmatch(name(kind.name, 1))
    assert 0 < kind.number < 1 << 16
    assert kind.meaning


def test_what_must_not_be_kept_is_dropped_and_cards_are_not_looked_up() -> None:
    dropped = {one.name for one in KINDS.values() if one.disposition is Disposition.DROP}
    assert dropped == {"CARD_CODE", "PASSWORD", "PIN", "PUK"}
    assert {one.name for one in KINDS.values() if one.disposition is Disposition.TRANSIT} == {"CODE", "SECRET"}
    passed = {one.name for one in KINDS.values() if one.disposition is Disposition.PASS}
    assert passed == {"ORGANISATION", "URL", "DATE", "SPECIAL"}
    assert not any(KINDS[one].looked_up for one in (*dropped, *passed, "CARD", "CODE", "SECRET"))
