"""Asking for secrets: on the terminal without an echo, or in a file that only its owner reads. Never in the
environment and never as an argument, which other processes can see.
"""

from __future__ import annotations

import argparse
import getpass
import os
import stat
import sys
from pathlib import Path

from privet.acts import operator
from privet.app import Privet
from privet.core.message import TenantId
from privet.core.plain import Plain
from privet.core.policy import LOCAL, Actor
from privet.errors import BadInput, NotProved, WrongKey

FILE = "PRIVET_PASSPHRASE_FILE"
"""The environment variable that names the file with the root key's passphrase, for services."""

_LONGEST = 4096


def has_terminal() -> bool:
    """Whether there is a terminal of this process to ask on."""
    try:
        os.close(os.open("/dev/tty", os.O_RDWR | os.O_NOCTTY))
    except OSError:
        return False
    return True


def secret(prompt: str) -> str:
    """What is typed at the terminal, without an echo. The caller has made sure that there is one."""
    try:
        return getpass.getpass(prompt)
    except EOFError:
        raise NotProved("nothing was typed") from None


def secret_twice(prompt: str) -> str:
    """A new secret, typed twice alike."""
    if not has_terminal():
        raise BadInput(
            "a new passphrase cannot be asked for: there is no terminal", hint="name a file with --passphrase-file"
        )
    first = secret(prompt)
    if secret("The same again: ") != first:
        raise BadInput("the two are not alike; nothing was changed", hint="run the command again")
    return first


def answer(question: str) -> str:
    """What is typed at the terminal in answer to a question, shown as it is typed."""
    with open("/dev/tty", "r+b", buffering=0) as terminal:
        terminal.write(question.encode("utf-8"))
        return terminal.readline(_LONGEST).decode("utf-8", "replace").strip()


def both_terminals() -> bool:
    """Whether a person sits there: input and messages are a terminal, and it is ours to ask on."""
    return sys.stdin.isatty() and sys.stderr.isatty() and has_terminal()


def acting(parser: argparse.ArgumentParser) -> None:
    """The option of commands that an operator may do under their own name."""
    parser.add_argument("--operator", metavar="NAME", help="act as this operator, who proves it on the terminal")


def who(app: Privet, tenant: TenantId, name: str | None) -> tuple[Actor, int | None]:
    """Who acts, and how many seconds ago that was proved: an operator who proves it now, or whoever has the shell."""
    return (LOCAL, None) if name is None else (proved(app, tenant, name), 0)


def proved(app: Privet, tenant: TenantId, name: str | None) -> Actor:
    """An operator, proved on the terminal by passphrase and, where enrolled, code. Raises NotProved without one."""
    if not both_terminals():
        raise NotProved(
            "an operator proves who they are on a terminal, and there is none here",
            hint="run this command yourself in a terminal; its input and messages are not to be redirected",
        )
    known = {one.name: one for one in operator.everyone(app, tenant, LOCAL)}
    if name is None:
        name = next(iter(known)) if len(known) == 1 else answer("Operator: ")
    passphrase = Plain(secret(f"Passphrase of operator {name}: " if name in known else "Passphrase: "))
    code = answer("One-time code: ") if name in known and known[name].codes else ""
    return operator.prove(app, tenant, name, passphrase, code)


def from_file(path: Path) -> str:
    """The first line of a passphrase file. WrongKey says what is wrong with it, never what is in it."""
    try:
        with path.open("rb") as source:
            mode = os.fstat(source.fileno()).st_mode
            if stat.S_ISREG(mode) and mode & 0o077:
                raise WrongKey("the passphrase file can be read by others", hint="chmod 600 it")
            line = source.read(_LONGEST).split(b"\n", 1)[0].removesuffix(b"\r")
        text = line.decode("utf-8")
    except OSError as error:
        raise WrongKey(f"the passphrase file cannot be read: {error.strerror}", hint="check its name") from None
    except UnicodeDecodeError:
        raise WrongKey("the passphrase file is not text in UTF-8") from None
    if not text:
        raise WrongKey("the passphrase file is empty", hint="its first line is the passphrase")
    return text


def root_passphrase() -> str:
    """The root key's passphrase: from the file that PRIVET_PASSPHRASE_FILE names, otherwise asked for."""
    named = os.environ.get(FILE)
    if named:
        return from_file(Path(named).expanduser())
    if not has_terminal():
        raise WrongKey(
            "the passphrase cannot be asked for: there is no terminal",
            hint=f"{FILE} may name a file whose first line it is, readable by its owner alone",
        )
    return secret("Passphrase of this installation: ")
