"""The inventory of algorithms is what the code uses, its page is up to date, and nothing in it is past its last day."""

from __future__ import annotations

import importlib.util
import time
from pathlib import Path

import pytest

from privet.core import algorithms
from privet.core.algorithms import INVENTORY

SCRIPT = Path(__file__).parents[2] / "docs" / "make_algorithms.py"
SPEC = importlib.util.spec_from_file_location("make_algorithms", SCRIPT)
assert SPEC is not None
assert SPEC.loader is not None
made = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(made)

MARKS = {mark for one in INVENTORY for mark in one.marks}


def unlisted(module: str, names: set[str]) -> list[str]:
    """The names a module uses that no algorithm of the inventory stands for there."""
    listed = {mark for one in INVENTORY for mark in one.marks if not one.only or module in one.only}
    return sorted(names - listed)


def test_every_algorithm_that_code_uses_is_listed_where_it_is_used() -> None:
    wrong = {module: found for module, names in made.everywhere().items() if (found := unlisted(module, names))}
    assert wrong == {}, "name it in core/algorithms.py, with its last day and what comes after"


def test_what_is_listed_is_used() -> None:
    there = set().union(*made.everywhere().values())
    assert sorted(MARKS - there) == []
    for one in INVENTORY:
        for module in one.only:
            assert made.everywhere().get(module, set()) & set(one.marks), (one.name, module)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("from cryptography.hazmat.primitives.ciphers.algorithms import TripleDES", ["TripleDES"]),
        ("import hashlib\nhashlib.md5(b'')", ["hashlib.md5"]),
        ("from hashlib import sha1", ["hashlib.sha1"]),
        ("import hmac\nhmac.new(k, m, 'sha1')", ["hmac.sha1"]),
        ("import hmac, hashlib\nhmac.digest(k, m, hashlib.sha512)", ["hashlib.sha512", "hmac.sha512"]),
        ("import ssl\nleast = ssl.TLSVersion.TLSv1", ["ssl", "ssl.TLSv1"]),
        ("ALGORITHMS = ('HS256',)", ["jose.HS256"]),
        ("x = KEM.X25519", ["KEM.X25519"]),
        ("from argon2 import PasswordHasher\nimport secrets", ["argon2", "secrets"]),
    ],
)
def test_a_planted_algorithm_is_seen(text: str, found: list[str]) -> None:
    assert unlisted("privet.core.planted", made.used(text)) == found


def test_no_algorithm_in_use_is_past_its_last_day() -> None:
    """This one fails by itself when a day has come: replace the algorithm; the inventory says by what."""
    assert [algorithms.warning(one) for one in algorithms.ended(int(time.time() * 1000))] == []


def test_the_page_is_up_to_date() -> None:
    assert made.PAGE.read_text("utf-8") == made.page(), "run `make docs`"
