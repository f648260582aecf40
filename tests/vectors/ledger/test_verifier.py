"""`verifier/privet_verify.py` as a sceptic runs it: what it accepts, what it refuses, and what it names."""

from __future__ import annotations

import base64
import random
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from privet.acts.export import Proof
from privet.core.entry import Entry, Outcome, encode_each
from privet.core.export import export
from privet.core.merkle import Edge, inclusion, leaf_hash
from privet.core.note import Cosigner, Signer

VERIFIER = Path(__file__).parents[3] / "verifier" / "privet_verify.py"
ORIGIN = "privet.invalid/abcdefgh/demo"
LOG = Signer(b"\1" * 32, ORIGIN)
THIEF = Signer(b"\2" * 32, ORIGIN)
WITNESS = Cosigner(b"\3" * 32, "witness.invalid/w1")
AT = 1_795_296_018


class Ledger:
    """A ledger as a store holds it; a test may change what it holds before it is exported."""

    def __init__(self, size: int = 600, checkpoints: tuple[int, ...] = (0, 100, 300, 600), key: Signer = LOG) -> None:
        chance = random.Random(size)
        like = Entry("a" * 26, AT * 1000, "receive", Outcome.DONE, "local", "msg_" + "a" * 26, "sub_" + "a" * 26)
        columns = [[chance.randbytes(16) for _ in range(size)] for _ in range(3)]
        self.key = key
        self.entries = encode_each(like, like.at, *columns)
        self.hashes = [leaf_hash(entry) for entry in self.entries]
        self.notes = [(size, self.signed(size)) for size in checkpoints]

    def signed(self, size: int) -> str:
        edge = Edge()
        edge.append(self.hashes[:size])
        note = self.key.sign(ORIGIN, size, edge.root(), AT + size)
        return WITNESS.cosign(note, AT + size + 1) if size == 300 else note

    def bundles(self) -> Iterator[tuple[bytes, list[bytes]]]:
        for start in range(0, len(self.hashes), 256):
            yield b"".join(self.hashes[start : start + 256]), self.entries[start : start + 256]

    def exported(self) -> bytes:
        return b"".join(export(ORIGIN, self.key.vkeys, [WITNESS.vkey], self.bundles(), self.notes))


def verify(tmp_path: Path, data: bytes, *arguments: str) -> tuple[int, str]:
    """Exit code and output of the verifier as its own process."""
    path = tmp_path / "ledger.txt"
    path.write_bytes(data)
    run = subprocess.run(
        [sys.executable, "-I", str(VERIFIER), str(path), *arguments], capture_output=True, text=True, check=False
    )
    assert "Traceback" not in run.stderr, run.stderr
    return run.returncode, run.stdout + run.stderr


def pinned(signer: Signer = LOG) -> list[str]:
    return [argument for key in signer.vkeys for argument in ("--key", key)]


EXPORT = Ledger().exported()


def changed_entry(data: bytes) -> bytes:
    """Another entry of the same form: what somebody would put in its place."""
    return data.replace(b'"outcome":"done"', b'"outcome":"denied"')


def test_a_whole_ledger_holds(tmp_path: Path) -> None:
    code, text = verify(tmp_path, EXPORT, *pinned(), "--key", WITNESS.vkey)
    assert code == 0, text
    assert "entries      600" in text
    assert "vouches for the first 300 entries" in text
    assert "from the file" not in text
    assert text.endswith("HOLDS: every entry is the one that was recorded, none is missing, none was added or moved.\n")


def test_it_says_when_it_believed_the_keys_in_the_file(tmp_path: Path) -> None:
    code, text = verify(tmp_path, EXPORT)
    assert code == 0
    assert text.count("[key taken from the file itself]") == 3
    assert "not whose it is" in text


@pytest.mark.parametrize("size", [0, 1, 255, 256, 257, 512])
def test_ledgers_of_every_shape_hold(tmp_path: Path, size: int) -> None:
    code, text = verify(tmp_path, Ledger(size, (size,)).exported(), *pinned())
    assert code == 0, text


@pytest.mark.parametrize("index", [0, 99, 100, 255, 256, 599])
def test_a_changed_entry_is_named(tmp_path: Path, index: int) -> None:
    ledger = Ledger()
    ledger.entries[index] = changed_entry(ledger.entries[index])
    code, text = verify(tmp_path, ledger.exported(), *pinned())
    assert (code, text) == (1, text)
    assert f"DOES NOT HOLD: entry {index} is not the one that was recorded." in text


def test_several_changed_entries_are_named(tmp_path: Path) -> None:
    ledger = Ledger()
    for index in (40, 44, 45, 400):
        ledger.entries[index] = changed_entry(ledger.entries[index])
    code, text = verify(tmp_path, ledger.exported(), *pinned())
    assert code == 1
    assert "entry 40 (and 2 more, up to entry 45) is not the one" in text
    assert "entry 400 is not the one" in text


def test_a_changed_stored_hash_is_named(tmp_path: Path) -> None:
    ledger = Ledger()
    ledger.hashes[123] = bytes(32)
    code, text = verify(tmp_path, ledger.exported(), *pinned())
    assert code == 1
    assert "the stored hash of entry 123 was changed; the entry itself is as signed" in text


def test_where_both_were_changed_the_range_between_two_checkpoints_is_named(tmp_path: Path) -> None:
    ledger = Ledger()
    ledger.entries[150] = changed_entry(ledger.entries[150])
    ledger.hashes[150] = leaf_hash(ledger.entries[150])
    code, text = verify(tmp_path, ledger.exported(), *pinned())
    assert code == 1
    assert "entries 100 to 299 are not all as they were signed: between the checkpoint of 100 entries and that" in text


def test_a_change_before_a_rewritten_range_is_still_named(tmp_path: Path) -> None:
    ledger = Ledger()
    ledger.entries[20] = changed_entry(ledger.entries[20])
    ledger.hashes[150] = bytes(32)
    ledger.entries[160] = changed_entry(ledger.entries[160])
    code, text = verify(tmp_path, ledger.exported(), *pinned())
    assert code == 1
    assert text.index("entry 20 is not the one") < text.index("entries 100 to 299")
    assert "the first entry that differs from its stored hash is entry 150" in text


def dropped(data: bytes, index: int) -> bytes:
    return re.sub(rb"entry %d .*\n" % index, b"", data)


def moved(data: bytes, index: int) -> bytes:
    lines = data.splitlines(keepends=True)
    at = next(number for number, line in enumerate(lines) if line.startswith(b"entry %d " % index))
    lines[at], lines[at + 1] = lines[at + 1], lines[at]
    return b"".join(lines)


def inserted(data: bytes, index: int) -> bytes:
    return re.sub(rb"(entry %d .*\n)" % index, rb"\1\1", data)


def renumbered(data: bytes) -> bytes:
    """What a careful forger does: the numbers are in order again."""
    number = iter(range(10_000))
    return re.sub(rb"(?m)^entry [0-9]+ ", lambda match: b"entry %d " % next(number), data)


@pytest.mark.parametrize("index", [3, 150, 255, 257, 598])
@pytest.mark.parametrize("how", [dropped, moved, inserted])
def test_dropped_moved_and_inserted_entries_are_named(
    tmp_path: Path, how: Callable[[bytes, int], bytes], index: int
) -> None:
    code, text = verify(tmp_path, how(EXPORT, index), *pinned())
    assert code == 1
    first = index + 1 if how is inserted else index
    assert f"entry {first} is missing" in text or f"entry {first} has no stored hash" in text, text


@pytest.mark.parametrize("index", [3, 150])
@pytest.mark.parametrize("how", [dropped, moved, inserted])
def test_also_when_the_forger_renumbers(tmp_path: Path, how: Callable[[bytes, int], bytes], index: int) -> None:
    code, text = verify(tmp_path, renumbered(how(EXPORT, index)), *pinned())
    assert code == 1
    first = index + 1 if how is inserted else index
    assert re.search(rf"entry {first}[ .(]", text), text


def test_what_the_store_lost_is_named(tmp_path: Path) -> None:
    ledger = Ledger()
    ledger.entries = [*ledger.entries[:256], b"not\na line\xff", *ledger.entries[257:]]
    code, text = verify(tmp_path, ledger.exported(), *pinned())
    assert code == 1
    assert "entry 256 is not the one that was recorded" in text


def test_entries_after_the_last_checkpoint_are_not_believed(tmp_path: Path) -> None:
    code, text = verify(tmp_path, Ledger(600, (100, 300)).exported(), *pinned())
    assert code == 1
    assert "entries 300 to 599 are not covered by any checkpoint" in text
    code, text = verify(tmp_path, Ledger(10, ()).exported(), *pinned())
    assert code == 1
    assert "there is no checkpoint" in text


def test_entries_that_a_checkpoint_covers_must_be_there(tmp_path: Path) -> None:
    ledger = Ledger()
    del ledger.entries[590:], ledger.hashes[590:]
    code, text = verify(tmp_path, ledger.exported(), *pinned())
    assert code == 1
    assert "entries 590 to 599 are missing" in text


def test_a_checkpoint_that_was_kept(tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    ledger = Ledger()
    for size in (0, 1, 256, 450, 600):
        kept.write_text(ledger.signed(size), "utf-8")
        code, text = verify(tmp_path, EXPORT, *pinned(), "--checkpoint", str(kept))
        assert code == 0, text
        assert f"your checkpoint of {size} entries is part of it" in text


def test_a_rollback_shows_against_a_kept_checkpoint(tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    kept.write_text(Ledger(600).signed(600), "utf-8")
    ledger = Ledger()
    del ledger.entries[300:], ledger.hashes[300:], ledger.notes[3:]
    assert verify(tmp_path, ledger.exported(), *pinned())[0] == 0  # without it nobody could tell
    code, text = verify(tmp_path, ledger.exported(), *pinned(), "--checkpoint", str(kept))
    assert code == 1
    assert "rolled back: you hold a checkpoint of 600 entries, and it has only 300" in text


def test_a_rewritten_ledger_shows_against_a_kept_checkpoint(tmp_path: Path) -> None:
    """Whoever holds the log's own keys can sign another past; only what somebody kept elsewhere shows it."""
    kept = tmp_path / "kept"
    kept.write_text(Ledger().signed(450), "utf-8")
    ledger = Ledger()
    ledger.entries[7] = changed_entry(ledger.entries[7])
    ledger.hashes[7] = leaf_hash(ledger.entries[7])
    ledger.notes = [(size, ledger.signed(size)) for size in (100, 600)]
    assert verify(tmp_path, ledger.exported(), *pinned())[0] == 0
    code, text = verify(tmp_path, ledger.exported(), *pinned(), "--checkpoint", str(kept))
    assert code == 1
    assert "the ledger was rewritten: its first 450 entries" in text


def test_a_kept_checkpoint_must_be_of_this_ledger(tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    kept.write_text(LOG.sign("privet.invalid/abcdefgh/other", 0, Edge().root(), AT), "utf-8")
    assert "of another ledger" in verify(tmp_path, EXPORT, "--checkpoint", str(kept))[1]
    kept.write_text(THIEF.sign(ORIGIN, 0, Edge().root(), AT), "utf-8")
    assert "is not signed by" in verify(tmp_path, EXPORT, "--checkpoint", str(kept))[1]


def test_keys_that_you_give_are_not_overruled_by_the_file(tmp_path: Path) -> None:
    forged = Ledger(key=THIEF).exported()
    assert verify(tmp_path, forged)[0] == 0  # its own keys did sign it
    code, text = verify(tmp_path, forged, *pinned())
    assert code == 1
    assert "the file states another key than yours" in text
    without = re.sub(rb"(?m)^key .*\n", b"", forged)
    code, text = verify(tmp_path, without, *pinned())
    assert code == 1
    assert "is not signed by" in text


def test_a_witness_that_you_trust_must_have_seen_it(tmp_path: Path) -> None:
    stranger = Cosigner(b"\4" * 32, "witness.invalid/w2")
    code, text = verify(tmp_path, EXPORT, *pinned(), "--key", stranger.vkey)
    assert code == 1
    assert "your witness witness.invalid/w2" in text


@pytest.mark.parametrize("seed", range(40))
def test_any_bit_flipped_is_refused(tmp_path: Path, seed: int) -> None:
    data = bytearray(EXPORT)
    bit = random.Random(seed).randrange(len(data) * 8)
    data[bit // 8] ^= 1 << bit % 8
    code, text = verify(tmp_path, bytes(data))
    assert code == 1, f"bit {bit}: {text}"


@pytest.mark.parametrize("line", range(8))
def test_a_bit_flipped_in_the_head_is_refused(tmp_path: Path, line: int) -> None:
    lines = EXPORT.splitlines(keepends=True)
    for column in (0, len(lines[line]) // 2, len(lines[line]) - 2, len(lines[line]) - 1):
        changed = bytearray(lines[line])
        changed[column] ^= 1
        data = b"".join([*lines[:line], bytes(changed), *lines[line + 1 :]])
        assert verify(tmp_path, data)[0] == (2 if line == 0 else 1)


@pytest.mark.parametrize("share", [0.0001, 0.001, 0.1, 0.5, 0.9, 0.9999])
def test_a_truncated_file_is_refused(tmp_path: Path, share: float) -> None:
    code, text = verify(tmp_path, EXPORT[: int(len(EXPORT) * share)])
    assert code in (1, 2), text
    lines = EXPORT.splitlines(keepends=True)
    code, text = verify(tmp_path, b"".join(lines[: max(1, int(len(lines) * share))]))
    assert code == 1
    assert "cut off" in text


def test_nothing_may_follow_the_end(tmp_path: Path) -> None:
    code, text = verify(tmp_path, EXPORT + b"\n")
    assert code == 1
    assert "does not end where" in text


def test_a_change_that_no_signature_covers_shows_in_the_last_line(tmp_path: Path) -> None:
    head, _, tail = EXPORT.rpartition(b"end ")
    longer = head.replace(b"checkpoint 600 6\n", b"checkpoint 600 7\n") + "— stranger.invalid AAAAAAAA\n".encode()
    assert longer.count(b"checkpoint 600 7\n") == 1
    code, text = verify(tmp_path, longer + b"end " + tail)
    assert code == 1
    assert "no signature covers" in text


def test_what_cannot_be_checked_says_so(tmp_path: Path) -> None:
    assert verify(tmp_path, b"")[0] == 2
    assert verify(tmp_path, b"hello\n")[0] == 2
    assert verify(tmp_path, EXPORT, "--key", "nonsense")[0] == 2
    assert verify(tmp_path, EXPORT, "--checkpoint", str(tmp_path / "missing"))[0] == 2
    assert verify(tmp_path, EXPORT, "--unknown")[0] == 2


def test_it_reads_standard_input() -> None:
    run = subprocess.run([sys.executable, str(VERIFIER), "-"], input=EXPORT, capture_output=True, check=False)
    assert run.returncode == 0


def test_it_stands_on_the_standard_library_alone() -> None:
    imported = set(re.findall(r"^(?:import|from) (\w+)", VERIFIER.read_text("utf-8"), re.MULTILINE))
    assert imported <= set(sys.stdlib_module_names)


def test_hashes_of_a_whole_tile_are_in_base64() -> None:
    """The form of docs/spec/ledger-export.md, taken apart by hand."""
    line = next(line for line in EXPORT.splitlines() if line.startswith(b"tile 1 "))
    assert base64.b64decode(line.split(b" ")[2]) == b"".join(Ledger().hashes[256:512])


def proof(index: int = 417, size: int = 600) -> str:
    """The proof of an entry, with the entry."""
    ledger = Ledger()

    def read(level: int, number: int, width: int) -> bytes:
        span = 256**level
        hashes = [
            _root(ledger.hashes[(256 * number + at) * span : (256 * number + at + 1) * span]) for at in range(width)
        ]
        return b"".join(hashes)

    path = inclusion(index, size, read)
    return Proof(index, ledger.entries[index], tuple(path), ledger.signed(size)).text(whole=True)


def _root(hashes: list[bytes]) -> bytes:
    edge = Edge()
    edge.append(hashes)
    return edge.root()


@pytest.mark.parametrize(
    ("index", "size"), [(0, 1), (0, 2), (1, 2), (2, 3), (255, 256), (256, 257), (599, 600), (417, 600)]
)
def test_the_proof_of_one_entry_holds(tmp_path: Path, index: int, size: int) -> None:
    code, text = verify(tmp_path, proof(index, size).encode(), *pinned())
    assert code == 0, text
    assert f"entry        {index} of {size}" in text
    assert Ledger().entries[index].decode() in text
    assert text.endswith("HOLDS: this entry is on the ledger as it stands here.\n")


def extra(text: str, change: Callable[[bytes], bytes]) -> str:
    """With another entry in it."""
    entry = base64.b64decode(text.split("extra ")[1].split("\n")[0])
    return re.sub(r"extra \S+", "extra " + base64.b64encode(change(entry)).decode(), text)


PROOF = proof()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (extra(PROOF, lambda entry: entry.replace(b'"done"', b'"denied"')), "not in the tree"),
        (PROOF.replace("index 417", "index 416"), "not in the tree"),
        (PROOF.replace("index 417", "index 600"), "not in the tree"),
        (re.sub(r"(index 417\n)[^\n]+\n", r"\1", PROOF), "not in the tree"),
        (re.sub(r"(index 417\n)", rf"\1{'A' * 43}=\n", PROOF), "not in the tree"),
        (re.sub(r"extra \S+\n", "", PROOF), "not the proof of an entry"),
        (PROOF.replace("index 417", "index 0417"), "not the proof of an entry"),
        (PROOF.replace("\n600\n", "\n601\n"), "false signature"),
        (PROOF.partition("\n— ")[0] + "\n", "not a signed note"),
    ],
)
def test_a_proof_that_was_changed_does_not_hold(tmp_path: Path, wrong: str, said: str) -> None:
    assert wrong != PROOF
    code, text = verify(tmp_path, wrong.encode(), *pinned())
    assert (code, "DOES NOT HOLD" in text) == (1, True), text
    assert said in text


def test_a_proof_is_checked_with_the_keys_that_one_trusts(tmp_path: Path) -> None:
    assert verify(tmp_path, PROOF.encode())[0] == 2
    for keys in (pinned(THIEF), [*pinned(), "--key", WITNESS.vkey], ["--key", WITNESS.vkey]):
        code, text = verify(tmp_path, PROOF.encode(), *keys)
        assert code == 1, text
    kept = tmp_path / "kept"
    kept.write_text(Ledger().signed(600))
    assert verify(tmp_path, PROOF.encode(), *pinned(), "--checkpoint", str(kept))[0] == 2
