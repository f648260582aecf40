"""How many phrasings that ask for a secret are found, and how many harmless texts are held for asking.

    python bench/accuracy/linter.py

Part of `make accuracy`. The files of sets/linter, language by language; the last say what to expect. Single
lines are nobody's to tune to, so none is shown.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from privet.core.asks import asks

SET = Path(__file__).parent / "sets" / "linter"
JUDGES = {
    "What asks for a secret": "",
    "What asks for a secret, judged afresh": "fresh_",
    "What asks for a secret, written blind and then mended by": "seen_",
    "What asks for a secret, second set": "b_",
    "What asks for a secret, third set": "c_",
    "What asks for a secret, fourth set": "d_",
    "What asks for a secret, fifth set": "e_",
    "What asks for a secret, sixth set": "f_",
    "What asks for a secret, seventh set": "g_",
    "What asks for a secret, written blind by somebody else and never looked at": "fresh_later_",
}
"""Title -> what the names of its two files begin with; sets/linter/README.md has their history."""


def main() -> None:
    """Print one row a language, for each pair of files."""
    for title, before in JUDGES.items():
        asked, found = counted(f"{before}asks")
        harmless, held = counted(f"{before}harmless")
        print(f"{title}\n\n| language | found | of | held | of harmless |\n|---|---:|---:|---:|---:|")
        for language in sorted(asked):
            print(f"| {language} | {found[language]} | {asked[language]} | {held[language]} | {harmless[language]} |")
        share = found.total() / asked.total(), held.total() / harmless.total()
        print(f"| all | {share[0]:.1%} | {asked.total()} | {share[1]:.1%} | {harmless.total()} |\n")


def counted(name: str) -> tuple[Counter[str], Counter[str]]:
    """Texts of a file by language, and those of them that are taken for asking."""
    texts, taken = Counter[str](), Counter[str]()
    for language, text in lines(name):
        texts[language] += 1
        taken[language] += bool(asks(text))
    return texts, taken


def lines(name: str) -> Iterator[tuple[str, str]]:
    """Language and text of each line."""
    for line in (SET / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            language, text = line.split("\t", 1)
            yield language, text


if __name__ == "__main__":
    main()
