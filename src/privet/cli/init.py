"""`privet init`: a new installation, or a further tenant in the one there is.

All or nothing: the installation is made in a folder of its own inside the data folder and moved into place at the end,
`data.db` last, which is what says that there is one. What a failure or a crash left is removed by the next try.
"""

from __future__ import annotations

import argparse
import base64
import binascii
import fcntl
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from privet import config as settings
from privet.acts import tenant as tenants
from privet.app import Chance, Privet, closing, create, default_policy
from privet.cli import asking, installation
from privet.cli.opening import data_folder, emit, opened_app, readable
from privet.core import ids
from privet.core.policy import LOCAL
from privet.core.wrap import RECOVERY_PUBLIC, RootKey
from privet.errors import BadInput, Busy
from privet.plugins.keys import passphrase as passphrases
from privet.plugins.keys.keyfile import KeyFile
from privet.store import epoch, keyrows
from privet.store.db import DATA, INDEX, plain_errors

HELP = "make an installation, or add a tenant to one"
EXAMPLE = """
privet init --tenant shop
privet init --data /srv/privet --tenant shop --key-file /media/key/privet.key
"""

UNFINISHED = ".unfinished"
_MOVED_FIRST = (settings.FILE, epoch.NAME, INDEX, keyrows.FILE, passphrases.FILE)


@dataclass(frozen=True, slots=True)
class Made:
    """What `establish` made; `stolen` says in one line whether a stolen machine would be readable."""

    tenant: str
    stolen: str
    key_file: Path | None


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `privet init`."""
    installation(parser)
    root = parser.add_mutually_exclusive_group()
    root.add_argument(
        "--key-file",
        metavar="PATH",
        help="where the root key is, or is made; outside the data folder (~/.config/privet)",
    )
    root.add_argument(
        "--passphrase", action="store_true", help="derive the root key from a passphrase, asked for twice"
    )
    root.add_argument("--passphrase-file", metavar="F", help="the same, from the first line of a private file")
    parser.add_argument(
        "--recovery",
        metavar="FILE",
        help="the public half of a recovery key, 1,216 bytes or base64, as `privet recovery make` writes it",
    )


def run(args: argparse.Namespace) -> int:
    """Make the installation, or the tenant, and say what a thief of the machine would have."""
    folder = data_folder(args)
    if not args.tenant:
        raise BadInput("which tenant?", hint="say --tenant NAME, for example --tenant shop")
    with readable():
        there = (folder / DATA).exists()
    if there:
        if args.key_file or args.passphrase or args.passphrase_file or args.recovery:
            raise BadInput(
                "there is an installation in this folder already, and it has its root key",
                hint="leave the options of the key out to add a tenant, or choose another --data folder",
            )
        with opened_app(folder) as app:
            tenants.add(app, args.tenant, default_policy(), LOCAL)
        emit(args, [{"tenant": args.tenant, "data": str(folder)}])
        return 0
    made = establish(
        folder,
        args.tenant,
        key_file=Path(args.key_file).expanduser().absolute() if args.key_file else None,
        passphrase=_passphrase(args),
        recovery=recovery_key(Path(args.recovery).expanduser()) if args.recovery else None,
    )
    key = str(made.key_file) if made.key_file else None
    if args.json:
        emit(args, [{"tenant": made.tenant, "data": str(folder), "key_file": key, "stolen": made.stolen}])
    else:
        print(f"An installation with tenant {made.tenant} is in {folder}.")
        print(f"Its root key is {key}: keep a copy elsewhere." if key else "Its root key is the passphrase.")
        print(made.stolen)
    return 0


def establish(
    folder: Path,
    tenant: str,
    *,
    key_file: Path | None = None,
    passphrase: str | None = None,
    recovery: bytes | None = None,
) -> Made:
    """A new installation in `folder` (made when missing, 0700) with one tenant, all or nothing; nothing stays open.

    The root key is that of `passphrase` when one is given, otherwise in `key_file`, made when missing; without either
    a key file of a random name is made in ~/.config/privet (XDG_CONFIG_HOME).
    """
    chance = Chance()
    with readable(), plain_errors(), _unfinished(folder) as making:
        path = None if passphrase is not None else key_file or _key_home() / f"{ids.letters(chance(16))[:12]}.key"
        new_key = path is not None and not path.exists()
        try:
            root = _root(folder, making, path, passphrase, chance)
            _write_settings(making, path)
            with closing(create(making, root, recovery=recovery)) as app:
                _first_tenant(app, tenant)
            _move(making, folder)
        except BaseException:
            if new_key and path is not None:
                path.unlink(missing_ok=True)
            raise
    return Made(tenant, root.stolen, path)


def _first_tenant(app: Privet, tenant: str) -> None:
    tenants.add(app, tenant, default_policy(), LOCAL)


def _root(folder: Path, making: Path, path: Path | None, passphrase: str | None, chance: Chance) -> RootKey:
    if path is None:
        return passphrases.Passphrase.create(making, passphrase or "", chance)
    return KeyFile.open(path, folder, chance) if path.exists() else KeyFile.create(path, folder, chance)


def _key_home() -> Path:
    return Path(os.environ.get("XDG_CONFIG_HOME") or "~/.config").expanduser().absolute() / "privet"


@contextmanager
def _unfinished(folder: Path) -> Iterator[Path]:
    """The folder in which the installation is made, under a lock, so that two who begin at once do not mix.

    What an earlier try left is removed first; afterwards nothing but what was moved into place stays.
    """
    fresh = not folder.exists()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    lock = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    making = folder / UNFINISHED
    try:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Busy("another process is making an installation here", hint="wait for it to finish") from None
        _clear(folder)
        folder.chmod(0o700)
        making.mkdir(mode=0o700)
        try:
            yield making
            os.fsync(lock)
        except BaseException:
            shutil.rmtree(making, ignore_errors=True)
            if fresh and not any(folder.iterdir()):
                folder.rmdir()
            raise
    finally:
        os.close(lock)


def _clear(folder: Path) -> None:
    """Remove what an earlier try left, and refuse a folder that holds anything else."""
    if (folder / DATA).exists():
        raise BadInput("there is an installation in this folder already", hint="choose another --data folder")
    if (folder / UNFINISHED / DATA).exists():  # the move into place had begun: what it moved belongs to no installation
        for name in _MOVED_FIRST:
            (folder / name).unlink(missing_ok=True)
    if {one.name for one in folder.iterdir()} - {"lost+found", UNFINISHED}:
        raise BadInput("the data folder is not empty", hint="choose an empty or a new folder with --data")
    shutil.rmtree(folder / UNFINISHED, ignore_errors=True)


def _move(making: Path, folder: Path) -> None:
    """Into place, `data.db` last: until then there is no installation, and the next try begins anew."""
    for name in (*_MOVED_FIRST, DATA):
        if (making / name).exists():
            (making / name).rename(folder / name)
    making.rmdir()


def _write_settings(folder: Path, key_file: Path | None) -> None:
    """`privet.toml` with every setting in a comment, its default behind it, and where the root key is."""
    chosen: dict[str, Any] = {"keys.provider": "file" if key_file else "passphrase"}
    if key_file:
        chosen["keys.file"] = str(key_file)
    lines = ["# Settings of this Privet installation. What is commented out shows the default."]
    before = ""
    for one in settings.every():
        section, _, key = one.name.rpartition(".")
        if section != before:
            before = section
            lines += ["", f"# [{section}]" if "." in section else f"[{section}]"]
        value = chosen.get(one.name, one.value)
        lines += [f"# {one.sentence}", f"{'' if one.name in chosen else '# '}{key} = {_toml(value)}"]
    path = folder / settings.FILE
    path.touch(mode=0o600)
    path.write_text("\n".join(lines) + "\n", "utf-8")
    settings.load(folder)


def _toml(value: object) -> str:
    """A value as TOML writes it: its strings, numbers, truths and lists of these are those of JSON."""
    return json.dumps(value, ensure_ascii=False)


def _passphrase(args: argparse.Namespace) -> str | None:
    if args.passphrase_file:
        return asking.from_file(Path(args.passphrase_file).expanduser())
    return asking.secret_twice("New passphrase of this installation: ") if args.passphrase else None


def recovery_key(path: Path) -> bytes:
    """A recovery key's public half, from a file."""
    try:
        held = path.read_bytes()
    except OSError as error:
        raise BadInput(f"the recovery key cannot be read: {error.strerror}", hint="check its name") from None
    if len(held) != RECOVERY_PUBLIC:
        try:
            held = base64.b64decode(b"".join(held.split()), validate=True)
        except binascii.Error:
            held = b""
    if len(held) != RECOVERY_PUBLIC:
        raise BadInput(
            "that is not the public half of a recovery key",
            hint=f"it has {RECOVERY_PUBLIC:,} bytes, as they are or in base64",
        )
    return held
