"""The power is cut under a command: what it does with a watched folder is written down by a layer, and the disk
is made as a cut could leave it at any moment (`e2e/power_cut`).
"""

from __future__ import annotations

import importlib.util
import json
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from privet import jobs
from privet.acts import tenant
from privet.app import Chance, Privet, closing, create, default_policy
from privet.core.decision import LOCAL
from privet.plugins.keys.keyfile import KeyFile

HERE = Path(__file__).parent / "e2e" / "power_cut"
PRIVET = [sys.executable, "-m", "privet"]


def _load(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"power_cut_{name}", HERE / f"{name}.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


disk, writer = _load("disk"), _load("writer")


@pytest.fixture(scope="module")
def layer(tmp_path_factory: pytest.TempPathFactory) -> Path:
    compiler = shutil.which("cc") or shutil.which("gcc")
    if compiler is None or sys.platform != "linux":
        if os.environ.get("CI") == "true":
            pytest.fail("a C compiler is needed")
        pytest.skip("NOT TESTED: the power cut, since there is no C compiler")
    made = tmp_path_factory.mktemp("layer") / "layer.so"
    subprocess.run([compiler, "-O1", "-shared", "-fPIC", "-o", made, HERE / "layer.c", "-ldl"], check=True)
    return made


class Place:
    """An installation with a further place for its keys, and what it was, after `prepare`, before the layer began."""

    def __init__(self, folder: Path, prepare: Callable[[Privet], None] = lambda app: None) -> None:
        self.live, self.before, self.log = folder / "live", folder / "before", folder / "log"
        (self.live / "copy").mkdir(parents=True)
        key = KeyFile.create(self.live / "root.key", self.live / "data", Chance())
        with closing(create(self.live / "data", key)) as app:
            tenant.add(app, "shop", default_policy(), LOCAL)
        settle(self.live)
        with closing(writer.opened(self.live)) as app:
            jobs.tick(app)
            prepare(app)
        shutil.copytree(self.live, self.before)
        self.inodes = disk.files(self.live)

    def run(self, layer: Path, *words: str) -> subprocess.CompletedProcess[str]:
        """A process under the layer."""
        env = {**os.environ, "LD_PRELOAD": str(layer), "POWER_WATCH": str(self.live), "POWER_LOG": str(self.log)}
        return subprocess.run(words, env=env, text=True, capture_output=True, timeout=120, check=False)

    def records(self) -> int:
        """How many there are."""
        return sum(1 for _ in disk.records(self.log))

    def cuts(
        self, moments: list[int], seed: int, folder: Path, how: Callable[[str], random.Random] = random.Random
    ) -> Iterator[tuple[Path, list[dict[str, Any]]]]:
        """For each moment, a count of records: the disk as it could be then, and what had been acknowledged."""
        if not moments:
            return
        state, said, inode = disk.Disk(self.before, self.live, self.inodes), b"", 0
        wanted = iter(sorted(moments))
        moment = next(wanted)
        for at, one in enumerate([*disk.records(self.log), None]):
            while moment is not None and (moment <= at or one is None):
                into = folder / f"cut-{moment}"
                state.cut(how(f"{seed} {moment}"), into)
                settle(into)
                yield into, [json.loads(line) for line in said.splitlines(keepends=True) if line.endswith(b"\n")]
                shutil.rmtree(into)
                moment = next(wanted, None)
            if one is None or moment is None:
                return
            state.take(one)
            if one.op == "c" and one.path.endswith("/acknowledged"):
                inode = one.inode
            elif one.op == "w" and one.inode == inode:
                said += one.data


def settle(folder: Path) -> None:
    path = folder / "data" / "privet.toml"
    path.write_text(f'[keys]\nfile = "{folder / "root.key"}"\ncopies = ["{folder / "copy"}"]\n[backup]\nkeep = 1\n')
    path.chmod(0o600)


def moments(log: Path, count: int, seed: int) -> list[int]:
    """Moments to cut at: any, and right after each sort of sync, rename and removal, where faults hide."""
    all_ = [one.op for one in disk.records(log)]
    chance = random.Random(seed)
    near = [at + chance.randint(0, 2) for at, op in enumerate(all_) if op in "rud"]
    chosen = {*chance.sample(near, min(len(near), count // 2))}
    while len(chosen) < min(count, len(all_)):
        chosen.add(chance.randrange(len(all_)))
    return sorted(chosen)
