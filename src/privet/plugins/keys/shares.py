"""The recovery key in shares, M of N: words that people write down (SLIP-0039, by `shamir-mnemonic`).

Fewer than M say nothing about the key. The library is the specification's own reference; it does not compute in
constant time, so shares are made and put together where nobody measures it: at a terminal, once.
"""

from __future__ import annotations

from collections.abc import Sequence

from shamir_mnemonic import MnemonicError, Share, combine_mnemonics, generate_mnemonics
from shamir_mnemonic.wordlist import WORDLIST

from privet.errors import BadInput, WrongKey

SEED = 32
"""Bytes of a recovery key's seed; a share of it has 33 words."""

MOST = 16
"""Shares that there can be (SLIP-0039)."""


def split(seed: bytes, shares: int, needed: int) -> list[str]:
    """`shares` shares of a 32-byte seed, any `needed` of which give it back; words with spaces between.

    Raises BadInput unless 2 ≤ needed ≤ shares ≤ 16, or 1 of 1.
    """
    if len(seed) != SEED:
        raise ValueError("a recovery key has a seed of 32 bytes")
    if not (2 <= needed <= shares <= MOST or needed == shares == 1):
        raise BadInput(
            "so many shares cannot be made", hint=f"at least 2 are needed, of at most {MOST}: --shares 5 --needed 3"
        )
    return list(generate_mnemonics(1, [(needed, shares)], seed)[0])


def join(texts: Sequence[str]) -> bytes:
    """The seed that these shares give. No error repeats a word of them.

    Raises BadInput for what is no share, and WrongKey where they are too few or not of one key.
    """
    read = [_read(number, text) for number, text in enumerate(texts, 1)]
    if not read:
        raise BadInput("no share was given", hint="each has 33 words")
    first = read[0]
    sets = {(one.common_parameters(), one.member_threshold) for one in read}
    if len(sets) > 1:
        raise WrongKey("these shares are not all of one recovery key", hint="each set begins with the same two words")
    if first.group_count != 1:
        raise BadInput("these shares are of a set with several groups, which Privet does not make")
    given = {one.index: text for one, text in zip(read, texts, strict=True)}
    if len(given) < first.member_threshold:
        raise WrongKey(
            f"{first.member_threshold} different shares are needed, and there are {len(given)}",
            hint="ask whoever keeps another one",
        )
    try:
        return bytes(combine_mnemonics(list(given.values())[: first.member_threshold]))
    except MnemonicError:
        raise WrongKey(
            "these shares do not belong together", hint="one of them was changed, or is of another set"
        ) from None


def _read(number: int, text: str) -> Share:
    words = text.lower().split()
    unknown = [str(place) for place, word in enumerate(words, 1) if word not in WORDLIST]
    if unknown:
        raise BadInput(f"share {number} has words that no share has: number {', '.join(unknown[:5])} of it")
    try:
        return Share.from_mnemonic(" ".join(words))
    except MnemonicError:
        raise BadInput(
            f"share {number} is not a share: a word is missing, wrong or in another place",
            hint="compare it word by word with what was written down",
        ) from None
