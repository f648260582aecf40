"""Prove: try to catch Privet out. Canaries go in everywhere, things go wrong, then every byte on the disk is searched.

Nothing here is told how Privet keeps its promise. It takes the settings and the policy of the installation that it is
asked about, makes a scratch one, pushes values that stand nowhere else through every entrance, kills what runs, lets
every act fail, copies the databases, and reads what then lies on the disk. A search that would not find a leak is worth
nothing, so a leak is planted in every form first, and must be found.
"""

from __future__ import annotations

import signal
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from privet import __version__
from privet.app import Privet
from privet.core.message import TenantId
from privet.errors import NoPolicy
from privet.prove import canaries, entrances, gone, visits
from privet.prove.attack import HALF
from privet.prove.canaries import WORD, Canary
from privet.prove.forms import PLANTED
from privet.prove.report import Report, Row, forced, told, unexpected
from privet.prove.scratch import Scratch, Typed, scratch
from privet.prove.search import Found, Search
from privet.prove.upstream import upstream
from privet.prove.visits import Statuses
from privet.store import tenants

__all__ = ["Report", "prove", "self_check"]

Tell = Callable[[str], None]

FILLER = 61
"""Random bytes around each planted leak of the self-check."""


def prove(app: Privet, tenant: TenantId, tell: Tell = lambda step: None, keep: Path | None = None) -> Report:
    """Attack a scratch installation with the settings of `app` and the policy of `tenant`, and say what was found.

    `tell` hears each step. With `keep` the scratch installation stays in that folder, which is empty or new.
    """
    begun, at = time.monotonic(), app.now()
    with app.store.view(tenant) as view:
        row, origin = tenants.policy(view), tenants.of(view).origin
    if row is None:
        raise NoPolicy("this tenant has no adopted policy")
    tell("inventing canaries")
    planted = canaries.canaries(app.chance)
    search = Search(planted)
    tell("planting a leak in every form, to see that it is found")
    checked = self_check(search, planted, app.chance)
    with upstream() as beside, scratch(app, row.files, keep, beside) as made:
        statuses = push(made, planted, list(app.rules_of(tenant).policy.purposes), tell)
        tell("searching every byte that was written")
        found = search.folder(made.folder)
        faults, denied = unexpected(made, statuses)
        rows, left = _rows(made, found), gone.looked(made)
        refused = forced(made)
    return Report(
        version=__version__, ledger=origin, policy=row.version, at=at, seconds=round(time.monotonic() - begun, 1),
        canaries=len(planted), kinds=dict(Counter(one.kind for one in planted)),
        entrances=dict(Counter(one.entrance for one in planted)), ways=dict(Counter(one.way for one in planted)),
        needles=search.count, rows=rows, streams=found.opened, forced=refused,
        hits=[told(hit, planted) for hit in found.hits], faults=[*faults, *found.faults, *left.faults()],
        refused=denied, gone=left._asdict(),
        self_check=checked,
    )  # fmt: skip


def push(made: Scratch, planted: list[Canary], purposes: list[str], tell: Tell) -> dict[str, Statuses]:
    """Push, kill, restart, fail, copy. What requests were answered with, by the server that answered them."""
    given = canaries.dumped(planted)
    tell("messages come in; the process is killed (SIGKILL) in the midst of it")
    made.work("receiving", "first", given, until=made.folder / "said" / HALF)
    made.steal("killed-while-receiving")
    tell("four import formats, whole and broken")
    entrances.imports(made, planted)
    statuses: dict[str, Statuses] = {}
    key = visits.access_key(made, purposes)
    visits.hook(made)
    for part, (name, how) in enumerate((("server", signal.SIGKILL), ("server-again", signal.SIGTERM))):
        tell("the server, until it is killed (SIGKILL)" if not part else "the server again, until it is stopped")
        with made.server(name, how):
            statuses[name] = visits.requests(made, planted, key, part)
            made.steal(f"{name}-open")
        made.steal(f"{name}-ended")
    tell("every act, and every act made to fail; copies through SQLite")
    made.work("acting", "rest", given)
    tell("commands as they are typed, right and wrong")
    entrances.commands(made, planted)
    tell("every act on a full disk")
    made.work("full-disk", "full", given)
    made.steal("after-a-full-disk")
    tell("somebody is erased, and everything else expires")
    made.work("gone", "gone", given)
    tell("the ledger as others get it")
    last = {"export": "ledger export", "verify": "verify --all", "doctor": "doctor --json", "config": "config"}
    made.each([Typed(name, words.split()) for name, words in last.items()])
    (made.folder / "said" / "export.out").rename(made.folder / "export" / "ledger.txt")
    return statuses


def self_check(search: Search, planted: list[Canary], chance: Callable[[int], bytes]) -> dict[str, tuple[int, int]]:
    """For each form: how many leaks were planted, and how many were found. Nothing of it stays."""
    with tempfile.TemporaryDirectory(prefix="privet-prove-") as name:
        folder = Path(name)
        wanted: dict[str, set[int]] = {}
        for form, write in PLANTED.items():
            mine = [one for one in planted if form != "digits only" or _many_digits(one.values[0])]
            wanted[form] = {one.number for one in mine}
            leaks = (chance(FILLER) + write(one.values[0]) for one in mine)
            (folder / form).write_bytes(b"".join(leaks) + chance(FILLER))
        short = [one for one in planted if one.three]
        wanted["three short ones"] = {one.number for one in short}
        (folder / "three short ones").write_bytes(
            b"".join(chance(FILLER) + b" " + " then ".join(one.three).encode() + b" " for one in short)
        )
        (folder / "file name").mkdir()
        wanted["file name"] = {one.number for one in planted if one.kind == WORD and one.way == "plain"}
        for one in planted:
            if one.number in wanted["file name"]:
                (folder / "file name" / f"a{one.text}.log").touch()
        found = search.folder(folder)
    seen: dict[str, set[int]] = {form: set() for form in wanted}
    for hit in found.hits:
        where = hit.where.removeprefix("the name ").split("/")[0].split(", compressed")[0]
        seen[where].add(hit.canary)
    return {form: (len(numbers), len(numbers & seen[form])) for form, numbers in wanted.items()}


def _many_digits(value: str) -> bool:
    return sum(one.isdecimal() for one in value) >= 8 and value.isascii()


def _rows(made: Scratch, found: Found) -> list[Row]:
    """What was searched, a line a folder."""
    rows = []
    for folder in sorted(path for path in made.folder.iterdir()):
        files = [path for path in folder.rglob("*") if path.is_file() and not path.is_symlink()]
        hits = sum(hit.where.removeprefix("the name ").split("/")[0] == folder.name for hit in found.hits)
        rows.append(Row(folder.name, len(files), sum(path.stat().st_size for path in files), hits))
    return rows
