"""`privet doctor`: looks at everything Privet stands on, mends nothing, and says of each fault what to do about it."""

from __future__ import annotations

import argparse
import ctypes
import json
import os
import resource
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from privet import __version__
from privet import config as settings
from privet.acts import inspect, notice, review
from privet.acts.attest import attest
from privet.acts.inspect import Check
from privet.app import Chance, Privet, installed, open_privet
from privet.cli import detecting, installation
from privet.cli.opening import data_folder, opened, readable, root_key
from privet.cli.showing import emit, write_report
from privet.config import Config, Server
from privet.core import wrap
from privet.core.policy import LOCAL
from privet.core.wrap import RootKey
from privet.errors import BadInput, NotReady, PrivetError
from privet.plugins.keys.keyfile import KeyFile
from privet.store import epoch, health, migrate, tenants
from privet.store.db import plain_errors
from privet.web import listen

HELP = "look at everything Privet stands on, and say what to do about what is wrong"
EXAMPLE = """
privet doctor
privet doctor --json
privet doctor --report doctor.txt
"""

CHOICE = "choose which: docs/howto/run-as-a-service.md"
BUILT_AFTER_MS = 1_790_000_000_000
"""A clock before the autumn of 2026 is wrong: this code is younger."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `privet doctor`."""
    installation(parser)
    parser.add_argument("--report", metavar="FILE", help="put it on the ledger, and write the signed report here")


def run(args: argparse.Namespace) -> int:
    """Every check, one after another; 5 when any failed."""
    folder = data_folder(args)
    with readable():
        installed(folder)
        found = [*_machine(folder), *_files(folder), *_databases(folder), *_inside(folder), _rate()]
    if args.report:
        _report(args, found)
    if args.json:
        emit(args, [one._asdict() for one in found])
    else:
        for one in found:
            print(f"{one.state:<4}  {one.check:<14}  {one.sentence}")
            if one.todo:
                print(f"{'':22}→ {one.todo}")
    return 0 if _well(found) else NotReady.exit


def _report(args: argparse.Namespace, found: list[Check]) -> None:
    """Sign what was found and write it; `privet prove --check` reads it."""
    with opened(args) as (app, tenant):
        said = {"version": __version__, "at": app.now(), "holds": _well(found), "checks": [c._asdict() for c in found]}
        write_report(Path(args.report), attest(app, tenant.id, "doctor", json.dumps(said), LOCAL))


def _well(found: list[Check]) -> bool:
    return all(one.state != "fail" for one in found)


def _machine(folder: Path) -> Iterator[Check]:
    """What the machine gives: room on the disk, and whether memory may be written to it."""
    yield inspect.room(folder)
    yield _swap()
    limited = resource.getrlimit(resource.RLIMIT_CORE)[0] == 0
    dumpable = sys.platform == "linux" and ctypes.CDLL(None).prctl(3, 0, 0, 0, 0) != 0  # PR_GET_DUMPABLE
    if limited and not dumpable:
        yield Check("core dumps", "ok", "They are off for Privet: a crash leaves no copy of its memory.")
    else:
        yield Check("core dumps", "fail", "A crash would write Privet's memory to the disk.", "ulimit -c 0")


def _swap() -> Check:
    try:
        lines = Path("/proc/swaps").read_text("ascii", "replace").splitlines()[1:]
    except OSError:
        return Check("swap", "warn", "Whether there is swap cannot be seen here.", "encrypt it, or turn it off")
    plain = [line.split()[0] for line in lines if not line.split()[0].startswith(("/dev/dm-", "/dev/zram"))]
    if not lines:
        return Check("swap", "ok", "There is no swap: memory is not written to the disk.")
    if plain:
        sentence = "Swap is on, and nothing says that it is encrypted: what is in memory may reach the disk."
        return Check("swap", "warn", sentence, "turn it off (swapoff -a), or encrypt it")
    return Check("swap", "warn", "Swap is in memory or on a mapped device.", "make sure that device is encrypted")


def _files(folder: Path) -> Iterator[Check]:
    """Who may read the files, and is the key outside."""
    state = folder.stat()
    open_ = health.open_to_others(folder)
    if state.st_mode & 0o077:
        said = f"Others may look into it (mode {state.st_mode & 0o777:04o})."
        yield Check("data folder", "fail", said, "chmod 700 it")
    elif state.st_uid not in (os.geteuid(), 0):
        yield Check("data folder", "fail", "It belongs to another user.", "chown it to who runs Privet")
    else:
        yield Check("data folder", "ok", "Only its owner may look into it.")
    if open_:
        yield Check("files", "fail", f"Others may read {', '.join(open_)}.", "chmod 600 these files in the data folder")
    else:
        yield Check("files", "ok", "Only their owner may read them.")
    if (folder / migrate.BEFORE).exists():
        said = f"data.db as it was before the last change of its schema is still there ({migrate.BEFORE})."
        yield Check("schema", "ok", said, "remove it when you are content with the new version")
    else:
        yield Check("schema", "ok", f"This version speaks {migrate.REVISION}.")


def _listens(config: Server) -> Iterator[Check]:
    """Where the server would listen, and what it would speak there."""
    here = listen.here(config.host)
    if not here and not config.plain_anywhere:
        todo = "name a certificate and server.tls_host: docs/howto/serve-over-tls.md"
        said = f"It does not start: plain http on {config.host} is not for this machine alone."
        yield Check("http", "fail", said, todo)
    elif not here:
        said = f"Plain http on {config.host}: whoever is on the way to it reads everything."
        yield Check("http", "warn", said, "speak https there: docs/howto/serve-over-tls.md")
    else:
        yield Check("http", "ok", f"Plain http on {config.host}, port {config.port}, for this machine alone.")
    if config.certificate or config.certificate_key:
        listen.tls(Path(config.certificate).expanduser(), Path(config.certificate_key).expanduser())
        said = f"TLS 1.2 and 1.3 on {config.tls_host}, port {config.tls_port}; its private key is private."
        yield Check("https", "ok", said)


def _databases(folder: Path) -> Iterator[Check]:
    for name in health.DATABASES:
        wrong = health.damage(folder / name)
        if not wrong:
            yield Check(name, "ok", "It is whole.")
        elif name == "index.db":
            todo = "nothing: the next command that opens the installation builds it again"
            yield Check(name, "fail", f"It cannot be used: {wrong}.", todo)
        else:
            with_it = " together with `epoch`, from one place" if name == "keys.db" else " from the last backup"
            todo = f"keep the folder as it is, and restore it{with_it}"
            yield Check(name, "fail", f"It cannot be used: {wrong}.", todo)


def _inside(folder: Path) -> Iterator[Check]:
    """What is seen only with the root key: it opens, keys and epoch agree, policies check out, ledgers have heads."""
    config = Config()
    try:
        with plain_errors():
            config = settings.load(folder)
            yield Check("settings", "ok", f"{settings.FILE} can be read, and holds no secret.")
            try:
                yield from _listens(config.server)
            except BadInput as error:
                yield Check("https", "fail", f"{error.message[0].upper()}{error.message[1:]}.", error.hint)
            root = root_key(folder, config, Chance())
            yield Check("root key", "ok", "It is there, and private to its owner.")
            theft = root.name == KeyFile.name
            yield Check("stolen", "warn" if theft else "ok", root.stolen, CHOICE if theft else "")
            yield from _keys(folder, config)
            yield from _opened(folder, root, config)
    except PrivetError as error:
        yield Check("opening", "fail", f"{error.message[0].upper()}{error.message[1:]}.", error.hint)


def _keys(folder: Path, config: Config) -> Iterator[Check]:
    today, files = health.generation(folder)
    if today[1] not in files:
        yield Check("epoch", "fail", "No epoch file belongs to keys.db as it is.", epoch.RESTORE)
    elif len(files) > 1:
        yield Check("epoch", "warn", "A crash left a second epoch file.", "start Privet once: it is removed then")
    else:
        yield Check("epoch", "ok", f"It belongs to keys.db (generation {today[1]}).")
    for number, copy in enumerate(config.keys.copies, 1):
        place = Path(copy).expanduser()
        wrong = health.place(place, today)
        todo = "mount it and start Privet: it is brought up to date then" if wrong else ""
        if not wrong and (open_ := health.open_to_others(place)):
            wrong, todo = f"others may read {', '.join(open_)}", "chmod 600 these files"
        said = f"Wrong with {copy}: {wrong}." if wrong else f"{copy} holds the keys of today."
        yield Check(f"place {number}", "fail" if wrong else "ok", said, todo)
    if not config.keys.copies:
        todo = "name a folder on another medium in keys.copies: without keys nothing can be restored"
        yield Check("places", "warn", "There is no further copy of the keys.", todo)


def _opened(folder: Path, root: RootKey, config: Config) -> Iterator[Check]:
    with closing(open_privet(folder, root, config=config)) as app:
        yield Check("opening", "ok", "The root key opens it, and every policy checks out.")
        yield _clock(app)
        yield from inspect.sunset(app.now())
        for tenant in tenants.every(app.store):
            yield _detection(app, tenant)
            yield _notice(app, tenant)
            with app.store.view(tenant.id) as view:
                yield from inspect.inspected(app, view, review.used(app, view), files=False)


def _clock(app: Privet) -> Check:
    """Whether the clock goes on from what was written."""
    newest = max(int(path.stat().st_mtime * 1000) for path in app.folder.glob("*.db*"))
    if app.now() < max(BUILT_AFTER_MS, newest - 60_000):
        return Check("clock", "fail", "The clock is behind what was written here.", "set it, best by NTP")
    return Check("clock", "ok", "The clock is not behind what was written here.")


def _detection(app: Privet, tenant: tenants.Tenant) -> Check:
    """Whether detection runs by a tenant's own policy."""
    rules, name = app.rules_of(tenant.id), f"detection {tenant.name}"
    if wrong := detecting.fault(rules.scanner):
        todo = "adopt another version of the policy (privet rule versions), or mend what it names"
        return Check(name, "fail", f"It cannot run by the adopted policy ({wrong}), so no message comes in.", todo)
    patterns, allowed = len(rules.policy.terms.patterns), len(rules.policy.terms.allowed)
    said = f"It runs by the adopted policy: {patterns} patterns and {allowed} allowed values of its own."
    return Check(name, "ok", said)


def _rate() -> Check:
    """Which compiled parts are at work, and what they do on this machine now."""
    said = f"{detecting.rate()} {wrap.LIBRARY}, SQLite {health.SQLITE}, Python {sys.version.split()[0]}."
    return Check("compiled parts", "ok", said)


def _notice(app: Privet, tenant: tenants.Tenant) -> Check:
    """Whether what customers are told of their data is what is set."""
    name, last = f"notice {tenant.name}", notice.newest(app, tenant.id)
    if last is None:
        todo = "privet notice show, then privet notice publish: docs/howto/notice.md"
        return Check(name, "warn", "No privacy notice was given out: customers are told nothing of their data.", todo)
    differs = len(notice.check(app, tenant.id, LOCAL))
    if differs:
        said = f"Version {last.version} of the privacy notice says otherwise than is set in {differs} point(s)."
        return Check(name, "warn", said, "privet notice check names them; privet notice publish")
    return Check(name, "ok", f"Version {last.version} of the privacy notice says what is set.")
