"""What `privet run --demo` makes on its first start: a tenant `demo` with the samples in it, and an operator `demo`.

Each step is taken once. The last leaves a file in the data folder that says so; until it is there the next start goes
on: an import recognises what it stored before, so nothing comes in twice.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from privet.acts import checkpoint, operator
from privet.app import Privet
from privet.cli.import_ import bring_in
from privet.cli.init import establish
from privet.cli.opening import opened_app, readable
from privet.core.decision import LOCAL
from privet.errors import BadInput
from privet.store.db import DATA

TENANT = OPERATOR = "demo"
ROLES = ("agent", "supervisor", "privacy")
SAMPLES = {"telegram.json": "telegram", "sms.xml": "sms-backup", "multidogo.jsonl": "jsonl"}
"""The bundled samples, and the format of each."""

DONE = "demo-is-ready"


def prepare(folder: Path, samples: Path, tell: Callable[[str], None]) -> None:
    """Make what is missing of the demonstration in `folder`, telling each step; nothing where it is all there."""
    with readable():
        if (folder / DONE).exists():
            return
        for name in SAMPLES:
            if not (samples / name).is_file():
                raise BadInput(f"there is no sample {name} in that folder", hint="--demo docs/tutorial/samples")
        if not (folder / DATA).exists():
            tell(f"First start: making an installation with tenant {TENANT} in {folder}.")
            made = establish(folder, TENANT)
            tell(f"  Its root key is {made.key_file}.")
        with opened_app(folder) as app:
            for name, format_ in SAMPLES.items():
                tell(_bring_in(app, samples / name, format_))
            _name_operator(app, tell)
            checkpoint.checkpoint(app, app.tenant(TENANT).id)
        (folder / DONE).touch(mode=0o600)


def _bring_in(app: Privet, file: Path, format_: str) -> str:
    with file.open("rb") as source:
        done = bring_in(app, app.tenant(TENANT).id, format_, source)
    return f"  {file.name}: {done.stored + done.repeated} messages, tokenised and sealed."


def _name_operator(app: Privet, tell: Callable[[str], None]) -> None:
    """Operator `demo`, whose passphrase is on the terminal this once and nowhere else."""
    tenant = app.tenant(TENANT).id
    if any(one.name == OPERATOR for one in operator.everyone(app, tenant, LOCAL)):
        return
    passphrase = operator.generate_passphrase(app.chance)
    operator.add(app, tenant, OPERATOR, ROLES, passphrase, LOCAL)
    tell(f"  Operator {OPERATOR} may reveal values. Its passphrase, shown this once:")
    tell(f"\n      {passphrase.expose()}\n")
