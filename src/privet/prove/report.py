"""What a run of `privet prove` says: what was planted, done and searched, what was found, what did not go as meant."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import NamedTuple

from privet.errors import Denied
from privet.prove.canaries import Canary
from privet.prove.scratch import Scratch
from privet.prove.search import Hit
from privet.prove.visits import Statuses

KILLED = -9
_WHOLE = (
    "import-telegram",
    "import-sms-backup",
    "import-jsonl",
    "import-csv",
    "verify",
    "export",
    "scan",
    "redact",
    "key",
    "hook",
)
"""What must end well, or else it was not tried."""

_PROCESSES = {"receiving": KILLED, "acting": 0, "full-disk": 0, "gone": 0, "server": KILLED, "server-again": 0}
"""How the processes of the attack end."""

_PUSHED = ("POST /tokenise", "POST /v1/messages", "web chat", "webhook")


class Row(NamedTuple):
    """One folder of what was written: how many files and bytes of it were searched, and how many hits there were."""

    what: str
    files: int
    bytes: int
    hits: int


@dataclass(frozen=True, slots=True)
class Report:
    """The outcome. `at` is milliseconds since 1970; `hits` and `faults` are empty where it holds."""

    version: str
    ledger: str
    policy: int
    at: int
    seconds: float
    canaries: int
    kinds: dict[str, int]
    entrances: dict[str, int]
    ways: dict[str, int]
    needles: int
    rows: list[Row]
    streams: int
    forced: dict[str, int]
    hits: list[str]
    faults: list[str]
    refused: list[str]  # entrances that the company's rules let nothing in by
    self_check: dict[str, tuple[int, int]]
    gone: dict[str, int]

    @property
    def holds(self) -> bool:
        """Nothing was found, nothing was left out, and a planted leak of every form is found."""
        return not self.hits and not self.faults and all(found == of for of, found in self.self_check.values())

    @property
    def files(self) -> int:
        """How many files were searched."""
        return sum(row.files for row in self.rows)

    @property
    def bytes(self) -> int:
        """How many bytes were searched."""
        return sum(row.bytes for row in self.rows)

    def text(self) -> str:
        """The report as one line of JSON."""
        said = {**asdict(self), "rows": [row._asdict() for row in self.rows], "holds": self.holds}
        return json.dumps(said, separators=(",", ":"))


def told(hit: Hit, planted: list[Canary]) -> str:
    """A hit in words: what leaked, where it went in, where it was found, and how it was written there."""
    one = planted[hit.canary - 1]
    way = "" if one.way == "plain" else f", {one.way}"
    return f"{hit.where} at byte {hit.offset}: {one.kind} ({one.field} of {one.entrance}{way}) in {hit.form}"


def forced(made: Scratch) -> dict[str, int]:
    """How often each act was refused or failed, as the stages of the attack wrote it down."""
    counts: dict[str, int] = {}
    for stage in ("rest", "full"):
        path = made.folder / "said" / f"{stage}.json"
        for name, count in (json.loads(path.read_bytes())["refused"] if path.exists() else {}).items():
            counts[name] = counts.get(name, 0) + count
    return counts


def unexpected(made: Scratch, statuses: dict[str, Statuses]) -> tuple[list[str], list[str]]:
    """(what did not go as meant, what the rules refused): where nothing is pushed, nothing is shown."""
    codes, faults, refused = made.codes, [], []
    for name in _WHOLE:
        if codes.get(name) == Denied.exit and name.startswith("import"):
            refused.append(name)
        elif codes.get(name):
            faults.append(f"`privet {name}` ended with {codes.get(name)}")
    for name, code in _PROCESSES.items():
        if codes.get(name) != code:
            faults.append(f"the process {name} ended with {codes.get(name)}")
    for name in ("server", "server-again"):
        answered = statuses.get(name, {})
        faults += [f"{name} broke a connection off ({one})" for one, each in answered.items() if 0 in each]
        for entrance in _PUSHED:
            got = answered.get(entrance, [])
            if 403 in got and not any(200 <= one < 300 for one in got):
                refused.append(f"{entrance} ({name})")
            elif not any(200 <= one < 300 for one in got):
                faults.append(f"{name} took nothing in by {entrance}")
    counts = came_in(made)
    return faults + [f"nothing came in by {one}" for one in counts if not counts[one] and one not in refused], refused


def came_in(made: Scratch) -> dict[str, int]:
    """How many messages each import stored."""
    counts = {}
    for name in ("telegram", "sms-backup", "jsonl", "csv"):
        said = (made.folder / "said" / f"import-{name}.out").read_text("utf-8")
        line = next((one for one in said.splitlines() if one.startswith("stored")), "stored 0")
        counts[f"import-{name}"] = int(line.split()[1].replace(",", ""))
    return counts
