"""Writes docs/reference/commands.md from the commands' own parsers: `python docs/make_commands.py` (a test holds it up
to date).
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs/reference/commands.md"

EVERYWHERE = {"help", "data", "tenant"}
"""Arguments that the head of the page explains."""

HEAD = """# Commands

<!-- Made by docs/make_commands.py from src/privet/cli; change the parsers, not this page. -->

Other programs may rely on what stands here. `--data DIR` (or `PRIVET_DATA`) says which installation, otherwise
`~/.local/share/privet` (`XDG_DATA_HOME` is respected); `--tenant T` (or `PRIVET_TENANT`) says whose data, and may be
left out where there is one tenant. With `--json` a command prints one JSON object a line, times in RFC 3339 and UTC.
Without it a table is printed, in which control characters are written out; tables are for people and may change.

What a command was asked for goes to standard output, everything it says beside to standard error. Secrets are asked for
on the terminal without an echo; `PRIVET_PASSPHRASE_FILE` names a private file with the root key's passphrase for a
service. No secret is taken from an argument or from the environment.

| exit code | what it means |
| --- | --- |
| 0 | done |
| 1 | something unforeseen happened |
| 2 | wrong input: an option, a file, an id that cannot be used; nothing was changed |
| 3 | there is no such thing for this tenant |
| 4 | refused: a rule said no, or who asks was not proved |
| 5 | not ready: no installation, wrong key or passphrase, busy, disk full, damaged |
| 6 | the other side of a channel refused or did not answer |
| 7 | tampered: stored bytes, a ledger or a proof do not check out |
| 130 | interrupted |
"""


def page() -> str:
    """The whole page. Defaults that come from the environment are those of an empty one."""
    for name in ("PRIVET_DATA", "PRIVET_TENANT"):
        os.environ.pop(name, None)
    from privet import cli

    parts = [HEAD]
    for name in cli.COMMANDS:
        command = _choices(cli.parser([name]))[name]
        parts += [f"## privet {name}\n", _sentence(command.description), *_body(command)]
        example = (command.epilog or "").removeprefix("example:").splitlines()
        parts += ["```", *(line.strip() for line in example if line.strip()), "```\n"]
    return "\n".join(parts)


def _body(parser: argparse.ArgumentParser) -> Iterator[str]:
    """What a parser takes; and one section for each of the commands below it."""
    taken = [one for one in parser._actions if one.dest not in EVERYWHERE and not _below(one)]
    rows = [_row(one) for one in sorted(taken, key=lambda one: bool(one.option_strings))]
    if rows:
        yield "\n".join(["| argument | what it is |", "| --- | --- |", *rows]) + "\n"
    for action in parser._actions:
        said = {one.dest: one.help for one in getattr(action, "_choices_actions", [])}
        for name, below in _below(action).items():
            yield f"### {parser.prog} {name}\n"
            yield _sentence(said.get(name))
            yield from _body(below)


def _below(action: argparse.Action) -> dict[str, argparse.ArgumentParser]:
    return dict(action.choices or {}) if isinstance(action, argparse._SubParsersAction) else {}


def _choices(parser: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    return {name: one for action in parser._actions for name, one in _below(action).items()}


def _row(action: argparse.Action) -> str:
    name = ", ".join(action.option_strings)
    if action.nargs != 0:
        value = (
            "{" + ",".join(map(str, action.choices)) + "}" if action.choices else action.metavar or action.dest.upper()
        )
        name = f"{name} {value}".strip()
    must = " (needed)" if action.required and action.option_strings else ""
    return f"| `{name}` | {action.help}{must} |"


def _sentence(text: str | None) -> str:
    said = (text or "").strip()
    return f"{said[:1].upper()}{said[1:]}{'' if said.endswith('.') else '.'}\n"


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
