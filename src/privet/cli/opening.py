"""Opening an installation for one command: where it is, its root key, its tenant; a sentence for what goes wrong."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from privet import config as settings
from privet import jobs
from privet.app import Chance, Privet, closing, installed, open_privet
from privet.cli import asking
from privet.cli.showing import emit, listing
from privet.config import Config
from privet.core.wrap import RootKey
from privet.errors import BadInput, StorageFailed, WrongKey
from privet.plugins.keys.keyfile import KeyFile
from privet.plugins.keys.passphrase import Passphrase
from privet.store import health
from privet.store.db import plain_errors
from privet.store.tenants import Tenant

__all__ = ["data_folder", "emit", "listing", "opened", "opened_app", "readable", "root_key"]


@contextmanager
def opened(args: argparse.Namespace, *, as_it_is: bool = False) -> Iterator[tuple[Privet, Tenant]]:
    """The installation that the command names and its tenant, with what a crash left half done finished."""
    with opened_app(data_folder(args), as_it_is=as_it_is) as app:
        yield app, app.tenant(args.tenant)


@contextmanager
def opened_app(folder: Path, *, as_it_is: bool = False) -> Iterator[Privet]:
    """The installation in `folder`, opened with its root key and ready to act. A damaged index is built again.

    `as_it_is` writes nothing before: for looking at a ledger that may have been tampered with.
    """
    with plain_errors():
        with readable():
            installed(folder)
            config = settings.load(folder)
            root = root_key(folder, config, Chance())
            try:
                app = _ready(folder, root, config, as_it_is)
            except StorageFailed:
                if not health.drop_damaged_index(folder):
                    raise
                print("privet: index.db was damaged; it is built again from the data …", file=sys.stderr)
                app = _ready(folder, root, config, as_it_is)
        with closing(app):
            yield app


def _ready(folder: Path, root: RootKey, config: Config, as_it_is: bool) -> Privet:
    with plain_errors():
        app = open_privet(folder, root, config=config)
        try:
            if not as_it_is:
                jobs.at_start(app)
        except BaseException:
            app.close()
            raise
    return app


def data_folder(args: argparse.Namespace) -> Path:
    """The data folder: --data, PRIVET_DATA, or ~/.local/share/privet (XDG_DATA_HOME)."""
    named = args.data or Path(os.environ.get("XDG_DATA_HOME") or "~/.local/share") / "privet"
    return Path(named).expanduser().absolute()


def root_key(folder: Path, config: Config, chance: Callable[[int], bytes]) -> RootKey:
    """The root key by the provider that privet.toml names."""
    if config.keys.provider == "passphrase":
        return Passphrase.open(folder, asking.root_passphrase(), chance)
    if config.keys.provider != "file":
        raise BadInput(
            f"{settings.FILE}: keys.provider is `file` or `passphrase`", hint=f"mend {settings.FILE} in the data folder"
        )
    if not config.keys.file:
        raise WrongKey(f"{settings.FILE} names no key file", hint=f'write file = "…" under [keys] in {settings.FILE}')
    return KeyFile.open(Path(config.keys.file).expanduser(), folder, chance)


@contextmanager
def readable() -> Iterator[None]:
    """What the operating system refuses as a sentence: which folder, and what to do."""
    try:
        yield
    except OSError as error:
        raise StorageFailed(
            f"the data folder cannot be used: {error.strerror or 'input or output failed'}",
            hint="check that who runs Privet owns it, that it is not mounted read-only, and that the disk has room",
        ) from None
