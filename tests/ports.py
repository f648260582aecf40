"""Ports for servers that tests start."""

from __future__ import annotations

import random
import socket
from pathlib import Path

RANGE = Path("/proc/sys/net/ipv4/ip_local_port_range")
FIRST, LAST = 15_000, 32_768


def free_port() -> int:
    """A port that nobody has and that no connection to elsewhere is given: one that the system gives away by itself
    may be taken again before the server has it, or while it is started anew.
    """
    last = min(LAST, int(RANGE.read_text().split()[0])) if RANGE.exists() else LAST
    while True:
        port = random.randrange(FIRST, max(last, FIRST + 5_000))
        with socket.socket() as taken:
            try:
                taken.bind(("127.0.0.1", port))
            except OSError:
                continue
        return port
