"""What a start looks at in the data folder while other processes work there."""

from __future__ import annotations

import threading
from pathlib import Path

from privet.store.health import open_to_others


def test_what_others_may_read_is_named_and_what_comes_and_goes_is_no_fault(tmp_path: Path) -> None:
    (tmp_path / "open").touch(0o644)
    (tmp_path / "own").touch(0o600)
    (tmp_path / "folder").mkdir(0o755)
    (tmp_path / "gone").symlink_to(tmp_path / "nothing")
    ended = threading.Event()

    def work() -> None:
        while not ended.is_set():
            for number in range(50):
                (tmp_path / f"epoch.{number}").touch(0o600)
            for number in range(50):
                (tmp_path / f"epoch.{number}").unlink()

    other = threading.Thread(target=work)
    other.start()
    try:
        assert all(open_to_others(tmp_path) == ["open"] for _ in range(300))
    finally:
        ended.set()
        other.join()
