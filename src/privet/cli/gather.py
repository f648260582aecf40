"""`privet gather`: all that is held of a person, as two encrypted files to hand to them."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from privet.acts.gather import gather
from privet.app import Privet
from privet.cli import asking, installation
from privet.cli.opening import opened
from privet.core import base32, dossier
from privet.core.plain import Plain
from privet.errors import BadInput
from privet.plugins import age

HELP = "put together all that is held of a person, encrypted to them: a page to read, and JSON"
EXAMPLE = """
privet gather --subject sub_aaaaaaaaaaaaaaaaaaaaaaaaaa --reason "letter of 3 May" --to age1… --out FOLDER
"""
FILES = {"what-is-held.html.age": dossier.as_html, "what-is-held.json.age": dossier.as_json}


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `privet gather`."""
    installation(parser)
    asking.acting(parser)
    parser.add_argument(
        "--subject", required=True, action="append", metavar="SUB",
        help="sub_…; again for each other one that the person has proven to be theirs",
    )  # fmt: skip
    parser.add_argument("--reason", required=True, metavar="R", help="why; on the record by a commitment")
    parser.add_argument("--to", metavar="KEY", help="their public key of age (age1…); without it, by a passphrase")
    parser.add_argument(
        "--out", required=True, metavar="FOLDER", help="where the two files go; they are not overwritten"
    )


def run(args: argparse.Namespace) -> int:
    """Gather, encrypt, write. A passphrase that is made is shown this once."""
    files = places(args.out, args.to)
    with opened(args) as (app, tenant):
        actor, factor = asking.who(app, tenant.id, args.operator)
        made = gather(app, tenant.id, args.subject, "subject-request", Plain(args.reason), actor, factor)
        hand_over(app, made, files, args.to)
    return 0


def places(out: str, to: str | None) -> dict[str, Path]:
    """Where the files go, by name. What is wrong with it is told before anything is opened: raises BadInput."""
    folder = Path(out)
    found = {name: folder / name for name in FILES}
    if not out or not folder.is_dir():
        raise BadInput("there is no such folder", hint="make it first, where nobody else reads, and name it with --out")
    if any(place.exists() for place in found.values()):
        raise BadInput("the files are there already", hint="name another folder, or remove them")
    if to:
        age.to_key(b"", to)
    return found


def hand_over(app: Privet, made: dossier.Dossier, files: dict[str, Path], to: str | None) -> None:
    """Write a dossier, encrypted to a key, or by a passphrase that is made and shown this once."""
    phrase = None if to else Plain("-".join(_words(base32.letters(app.chance(16)))))
    for name, shown in FILES.items():
        data = shown(made)
        sealed = age.to_key(data, to or "") if phrase is None else age.by_passphrase(data, phrase)
        with files[name].open("xb") as file:
            files[name].chmod(0o600)
            file.write(sealed)
        print(files[name])
    if phrase is not None:
        print(f"Passphrase, shown this once; tell it by another way than the files: {phrase.expose()}", file=sys.stderr)


def _words(text: str) -> list[str]:
    return [text[at : at + 8] for at in range(0, len(text), 8)]
