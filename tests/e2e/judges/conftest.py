"""What the judges are shown: a ledger of ours, every claim about it, and the same claims with one thing wrong.

Judges share no code with Privet. One that cannot be had is skipped with one line that says what was not tested; with
CI=true that is a failure.
"""

from __future__ import annotations

import base64
import json
import os
import random
import shutil
import subprocess
import venv
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from privet.core.entry import Entry, Outcome, encode_each, packed
from privet.core.merkle import WIDTH, Edge, TileReader, consistency, inclusion, leaf_hash
from privet.core.note import Cosigner, Signer

Case = dict[str, Any]
Judge = Callable[[list[Case]], list[str]]

HERE = Path(__file__).parent
CACHE = Path(os.environ.get("PRIVET_TEST_CACHE") or HERE.parents[2] / ".venv-judges")
PINNED = (
    "cffi==2.1.1",
    "pycparser==3.1",
    "cryptography==50.0.2",
    "dilithium-py==1.5.1",
    "cryptography-vectors==50.0.2",
    "pycef==1.11",
    "syslog-rfc5424-parser==0.3.2",
    "lark-parser==0.6.7",
)
SIZE, OLD = 600, 260


def not_tested(what: str) -> None:
    """Skip loudly, or fail where everything must be tested."""
    if os.environ.get("CI") == "true":
        pytest.fail(f"NOT TESTED: {what}")
    pytest.skip(f"NOT TESTED: {what}")


def asked(command: list[str]) -> Judge:
    """A judge that is a program: cases as JSON in, a sentence a case out, empty where all of it holds."""

    def ask(cases: list[Case]) -> list[str]:
        def plain(value: Any) -> str:
            return base64.b64encode(value).decode("ascii")

        run = subprocess.run(
            command, input=json.dumps(cases, default=plain), capture_output=True, text=True, check=False, timeout=240
        )
        assert run.returncode == 0, run.stderr
        answers: list[str] = json.loads(run.stdout)
        assert len(answers) == len(cases)
        return answers

    return ask


@pytest.fixture(scope="session")
def go_judge(tmp_path_factory: pytest.TempPathFactory) -> Judge:
    """Go's x/mod/sumdb, from the distribution's packages."""
    sources = Path("/usr/share/gocode/src/golang.org/x/mod/sumdb")
    if shutil.which("go") is None or not sources.is_dir():
        not_tested("Go's x/mod/sumdb on notes, tiles and proofs (apt-get install golang-go golang-golang-x-mod-dev)")
    folder = tmp_path_factory.mktemp("go")
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(folder),
        "GO111MODULE": "off",
        "GOPATH": "/usr/share/gocode",
        "GOCACHE": str(CACHE / "go"),
    }
    build = ["go", "build", "-o", str(folder / "judge"), str(HERE / "go" / "main.go")]
    subprocess.run(build, env=environment, check=True, timeout=240)
    return asked([str(folder / "judge")])


@pytest.fixture(scope="session")
def judges_python() -> Path:
    """The Python of an environment of its own, with the judges in it, made where there is none."""
    folder = CACHE / "python"
    ready = folder / f"ready-{'-'.join(PINNED)}"
    if not ready.exists():
        venv.create(folder, with_pip=True, clear=True)
        # aics-tlog asks for a newer Python than it needs.
        install = [str(folder / "bin" / "python"), "-m", "pip", "install", "--quiet", "--no-deps"]
        for packages in (["--ignore-requires-python", "aics-tlog==0.2.1"], [*PINNED]):
            run = subprocess.run([*install, *packages], capture_output=True, text=True, check=False, timeout=240)
            if run.returncode:
                not_tested(
                    "aics-tlog on notes, cosignatures, tiles and proofs, dilithium-py on ML-DSA-44, pycef and "
                    "syslog-rfc5424-parser on what is handed on (pip failed)"
                )
        ready.touch()
    return folder / "bin" / "python"


@pytest.fixture(scope="session")
def python_judge(judges_python: Path) -> Judge:
    """PyPI's aics-tlog, and dilithium-py for the line that it does not know."""
    return asked([str(judges_python), "-I", str(HERE / "python_judge.py")])


@dataclass(frozen=True)
class Sample:
    """A ledger of 600 entries with the checkpoints and proofs that it gives out."""

    entries: list[bytes]
    note: str
    old_note: str
    vkeys: tuple[str, str]
    witness: str
    origin: str
    tiles: dict[tuple[int, int, int], bytes]  # (level, index, width)
    read: TileReader

    def case(self, **claims: Any) -> Case:
        """One case for a judge."""
        return {
            "note": self.note,
            "vkey": self.vkeys[0],
            "ml_dsa_vkey": self.vkeys[1],
            "witness": self.witness,
            "origin": self.origin,
            **claims,
        }

    def included(self, index: int) -> Case:
        proof = inclusion(index, SIZE, self.read)
        return {"index": index, "entry": self.entries[index], "inclusion": proof}

    def continued(self) -> Case:
        return {"old_note": self.old_note, "consistency": consistency(OLD, SIZE, self.read)}

    def paths(self, with_height: bool) -> dict[str, bytes]:
        """The tiles under the paths of tlog-tiles; Go's have the tiles' height in them."""
        named = {}
        for (level, index, width), tile in self.tiles.items():
            part = "" if width == WIDTH else f".p/{width}"
            named[f"tile/{'8/' if with_height else ''}{level}/{index:03d}{part}"] = tile
        for index in range(-(-SIZE // WIDTH)):
            bundle = self.entries[index * WIDTH : (index + 1) * WIDTH]
            part = "" if len(bundle) == WIDTH else f".p/{len(bundle)}"
            named[f"tile/{'8/data' if with_height else 'entries'}/{index:03d}{part}"] = packed(bundle)
        return named


@pytest.fixture(scope="session")
def sample() -> Sample:
    chance = random.Random(6962)
    like = Entry("a" * 26, 1_795_296_018_123, "receive", Outcome.DONE, "local", "msg_" + "a" * 26, "sub_" + "a" * 26)
    entries = encode_each(like, like.at, *([chance.randbytes(16) for _ in range(SIZE)] for _ in range(3)))
    origin = "privet.invalid/abcdefgh/demo"
    signer, witness = Signer(b"\1" * 32, origin), Cosigner(b"\3" * 32, "witness.invalid/w1")
    edge, tiles = Edge(), {}
    roots = {}
    for start, end in ((0, OLD), (OLD, SIZE)):
        for tile in edge.append([leaf_hash(entry) for entry in entries[start:end]]):
            tiles[tile.level, tile.index, WIDTH] = tile.hashes
        roots[end] = edge.root()
    read = edge.reader(lambda level, index: tiles[level, index, WIDTH])
    for level, hashes in enumerate(edge.levels):
        if hashes:
            tiles[level, SIZE >> 8 * (level + 1), len(hashes) // 32] = hashes
    note = witness.cosign(signer.sign(origin, SIZE, roots[SIZE], 1_795_296_080), 1_795_296_081)
    old_note = signer.sign(origin, OLD, roots[OLD], 1_795_296_020)
    return Sample(entries, note, old_note, signer.vkeys, witness.vkey, origin, tiles, read)


def flipped(data: bytes, chance: random.Random) -> bytes:
    """One bit of it changed."""
    changed = bytearray(data)
    bit = chance.randrange(len(data) * 8)
    changed[bit // 8] ^= 1 << bit % 8
    return bytes(changed)


def wrong_entries(entries: list[bytes], chance: random.Random) -> dict[str, list[bytes]]:
    """The entries with one of them changed, dropped, inserted or moved."""
    at = chance.randrange(len(entries) - 1)
    return {
        f"entry {at} has a bit flipped": [*entries[:at], flipped(entries[at], chance), *entries[at + 1 :]],
        f"entry {at} is dropped": entries[:at] + entries[at + 1 :],
        f"entry {at} is there twice": entries[: at + 1] + entries[at:],
        f"entry {at} is moved": [*entries[:at], entries[at + 1], entries[at], *entries[at + 2 :]],
        f"entry {at} stands for the last": [*entries[:-1], entries[at]],
    }


def wrong_proofs(proof: list[bytes], chance: random.Random) -> dict[str, list[bytes]]:
    """The proof with a bit flipped, a hash dropped, inserted or moved."""
    at = chance.randrange(len(proof) - 1)
    return {
        "a bit of the proof is flipped": [*proof[:at], flipped(proof[at], chance), *proof[at + 1 :]],
        "a hash of the proof is dropped": proof[:at] + proof[at + 1 :],
        "a hash of the proof is there twice": proof[: at + 1] + proof[at:],
        "a hash of the proof is moved": [*proof[:at], proof[at + 1], proof[at], *proof[at + 2 :]],
    }


def right_cases(sample: Sample, tiles: dict[str, bytes]) -> dict[str, Case]:
    """Everything that we claim, and that a judge must accept."""
    return {
        "the note": sample.case(),
        "all entries": sample.case(entries=sample.entries),
        "all tiles": sample.case(entries=sample.entries, tiles=tiles),
        "the old tree begins the new one": sample.case(**sample.continued()),
        **{f"entry {index} is in it": sample.case(**sample.included(index)) for index in (0, 1, 255, 256, 511, 599)},
    }


def wrong_cases(sample: Sample, tiles: dict[str, bytes], seed: int) -> dict[str, Case]:
    """The same claims with one thing wrong in each, which a judge must refuse."""
    chance = random.Random(seed)
    index = chance.randrange(SIZE)
    included, continued = sample.included(index), sample.continued()
    cases: dict[str, Case] = {}
    for name, entries in wrong_entries(sample.entries, chance).items():
        cases[name] = sample.case(entries=entries)
    for path in chance.sample(sorted(path for path in tiles if "data" not in path), 3):
        broken = {**tiles, path: flipped(tiles[path], chance)}
        cases[f"a bit of {path} is flipped"] = sample.case(entries=sample.entries, tiles=broken)
        missing = {other: tile for other, tile in tiles.items() if other != path}
        cases[f"{path} is missing"] = sample.case(entries=sample.entries, tiles=missing)
    for name, proof in wrong_proofs(included["inclusion"], chance).items():
        cases[f"inclusion: {name}"] = sample.case(**{**included, "inclusion": proof})
    other = (index + 1 + chance.randrange(SIZE - 1)) % SIZE
    cases["inclusion: another index"] = sample.case(**{**included, "index": other})
    cases["inclusion: another entry"] = sample.case(**{**included, "entry": sample.entries[other]})
    cases["inclusion: a bit flipped"] = sample.case(**{**included, "entry": flipped(included["entry"], chance)})
    for name, proof in wrong_proofs(continued["consistency"], chance).items():
        cases[f"consistency: {name}"] = sample.case(**{**continued, "consistency": proof})
    text, _, lines = sample.note.partition("\n\n")
    for number in range(6):
        changed = flipped(text.encode(), chance).decode("latin-1")
        cases[f"text {number}"] = sample.case(note=f"{changed}\n\n{lines}")
    return cases


def broken_line(note: str, number: int, chance: random.Random) -> str:
    """The note with one bit of one signature flipped, behind its key id."""
    head, _, tail = note.partition("\n\n")
    lines = tail.splitlines()
    dash, name, blob = lines[number].split(" ")
    raw = base64.b64decode(blob)
    raw = raw[:4] + flipped(raw[4:], chance)
    lines[number] = f"{dash} {name} {base64.b64encode(raw).decode('ascii')}"
    return head + "\n\n" + "\n".join(lines) + "\n"


@pytest.fixture(scope="session")
def tried() -> Callable[[Judge, Sample, dict[str, bytes], list[int]], None]:
    """Show a judge everything right, then everything wrong; `lines` are the signatures that it knows."""

    def trial(judge: Judge, sample: Sample, tiles: dict[str, bytes], lines: list[int]) -> None:
        right = right_cases(sample, tiles)
        answers = dict(zip(right, judge(list(right.values())), strict=True))
        assert not {name: why for name, why in answers.items() if why}
        for seed in range(4):
            wrong = wrong_cases(sample, tiles, seed)
            for number in lines:
                note = broken_line(sample.note, number, random.Random(seed))
                wrong[f"a bit of signature {number} is flipped"] = sample.case(note=note)
            answers = dict(zip(wrong, judge(list(wrong.values())), strict=True))
            assert not [name for name, why in answers.items() if not why]

    return trial
