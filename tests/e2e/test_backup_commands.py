"""Backups as a user types them: written beside a running server, tried out, restored; the recovery key in shares."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from privet.cli.init import establish


class Place:
    """An installation with a place of its keys and a folder of backups, and the command line beside it."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.data = folder, folder / "data"
        keep = {name: os.environ[name] for name in ("PATH", "LANG", "CACHE_DIRECTORY") if name in os.environ}
        self.env = {**keep, "HOME": str(folder), "PRIVET_DATA": str(self.data)}
        establish(self.data, "shop", key_file=folder / "root.key")
        (folder / "place").mkdir()
        settings = self.data / "privet.toml"
        text = settings.read_text("utf-8").replace("[keys]\n", f'[keys]\ncopies = ["{folder}/place"]\n', 1)
        settings.write_text(text.replace("[backup]\n", f'[backup]\nfolder = "{folder}/backups"\n', 1), "utf-8")

    def __call__(self, *words: str, code: int = 0, **env: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "privet", *words]
        done = subprocess.run(
            command, env={**self.env, **env}, text=True, capture_output=True, timeout=60, check=False, input=""
        )
        assert done.returncode == code, done.stderr
        assert "Traceback" not in done.stderr
        return done

    def shares(self, texts: list[str]) -> list[str]:
        """Options that name files with these shares."""
        words = []
        for number, text in enumerate(texts):
            path = self.folder / f"share-{number}"
            path.touch(mode=0o600)
            path.write_text(text, "utf-8")
            words += ["--share-file", str(path)]
        return words


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Place:
    return Place(tmp_path_factory.mktemp("backups"))


def test_written_tried_out_checked_and_restored(place: Place) -> None:
    assert "no backups" in place("backup", "--list", "--to", str(place.folder), code=3).stderr
    made = json.loads(place("backup", "--json").stdout)
    assert "HOLDS: every piece" in place("drill").stdout
    assert place("backup", "--list").stdout.split() == ["backup", made["run"]]
    rows = [json.loads(line) for line in place("jobs", "--json").stdout.splitlines()]
    assert {"backup", "drill"} <= {row["job"] for row in rows if row["done"] and not row["error"]}
    lost = place.folder / "lost"
    shutil.move(place.data, lost)
    there = (str(place.folder / "backups"), "--keys", str(place.folder / "place"))
    key = ("--key-file", str(place.folder / "root.key"))
    assert json.loads(place("restore", *there, *key, "--check", "--json").stdout)["holds"] is True
    assert "where is the root key" in place("restore", *there, "--check", code=2).stderr
    done = place("restore", *there, *key, "--to", str(place.data))
    assert "Erased since, and erased here: 0" in done.stdout
    assert "access keys revoked" in done.stderr
    assert "HOLDS" in place("verify", "--all").stdout
    assert "not empty" in place("restore", *there, *key, "--to", str(place.data), code=2).stderr
    assert "2" in place("backup", "--whole").stdout
    packs = sorted((place.folder / "backups" / "packs").iterdir())
    for one in packs:
        one.write_bytes(bytes(one.stat().st_size))
    assert "DOES NOT HOLD" in place("drill", code=7).stdout
    assert "1" in place("backup", "--whole").stdout


def test_the_root_key_is_lost_and_three_of_five_shares_open_it(place: Place) -> None:
    public = str(place.folder / "recovery.pub")
    lines = place("recovery", "make", "--public", public).stdout.splitlines()
    texts = [line.partition(": ")[2] for line in lines]
    assert [len(text.split()) for text in texts] == [33] * 5
    assert "cannot be written" in place("recovery", "make", "--public", public, code=2).stderr
    place("recovery", "adopt", public)
    assert "open the keys of today" in place("recovery", "try", *place.shares(texts[2:])).stdout
    few = place("recovery", "try", *place.shares(texts[:2]), code=5)
    assert "3 different shares are needed, and there are 2" in few.stderr
    assert not set(texts[0].split()[3:]) & set(few.stderr.split())
    place("backup")
    shutil.rmtree(place.data)
    (place.folder / "root.key").unlink()
    there = (str(place.folder / "backups"), "--keys", str(place.folder / "place"), *place.shares(texts[1:4]))
    assert json.loads(place("restore", *there, "--check", "--json").stdout)["holds"] is True
    new = str(place.folder / "new.key")
    place("restore", *there, "--key-file", new, "--to", str(place.data))
    assert f'file = "{new}"' in (place.data / "privet.toml").read_text("utf-8")
    assert "HOLDS" in place("verify", "--all").stdout
    place("doctor", code=0)


def test_a_passphrase_comes_back_with_its_salt(tmp_path: Path) -> None:
    there = Place(tmp_path)
    shutil.rmtree(there.data)
    shutil.rmtree(there.folder / "place")
    (there.folder / "place").mkdir()
    establish(there.data, "shop", passphrase="four words of no meaning")
    file = there.folder / "phrase"
    file.touch(mode=0o600)
    file.write_text("four words of no meaning\n", "utf-8")
    env = {"PRIVET_PASSPHRASE_FILE": str(file)}
    text = (there.data / "privet.toml").read_text("utf-8")
    (there.data / "privet.toml").write_text(text.replace("[keys]\n", f'[keys]\ncopies = ["{there.folder}/place"]\n'))
    backups = str(there.folder / "backups")
    assert "where to?" in there("backup", code=2, **env).stderr
    there("backup", "--to", backups, **env)
    shutil.rmtree(there.data)
    there("restore", backups, "--keys", str(there.folder / "place"), "--to", str(there.data), **env)
    assert "HOLDS" in there("verify", "--all", **env).stdout
