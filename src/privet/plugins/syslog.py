"""Syslog towards a collector: RFC 5424 messages over TLS (RFC 5425), TCP (RFC 6587) or UDP (RFC 5426).

A stream tells no more than that the other side's system took what was written; so a break may cost what was just on
its way, and what is sent again afterwards may come twice.
"""

from __future__ import annotations

import re
import socket
import ssl
from collections.abc import Sequence
from contextlib import suppress
from typing import NamedTuple

from privet.core.handed import counted
from privet.errors import BadInput, ChannelError

_TARGET = re.compile(r"(tls|tcp|udp)://([A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\])(?::([1-9][0-9]{0,4}))?")
_PORTS = {"tls": 6514, "tcp": 601, "udp": 514}
"""What RFC 5425, RFC 3195 and RFC 5426 have registered."""


class Target(NamedTuple):
    """Where a collector listens."""

    way: str
    host: str
    port: int


def target(text: str) -> Target:
    """The collector that `tls://siem.example.com:6514` names. Raises BadInput."""
    match = _TARGET.fullmatch(text)
    if match is None or int(match[3] or 1) > 65_535:
        raise BadInput(
            "ledger.syslog names no collector", hint="it reads like tls://siem.example.com:6514; tcp and udp are others"
        )
    return Target(match[1], match[2].strip("[]"), int(match[3] or _PORTS[match[1]]))


def send(to: Target, messages: Sequence[bytes], *, ca: str = "", timeout_s: float = 10) -> None:
    """Hand messages on, in their order, over a connection of their own. Raises ChannelError, to be tried again."""
    try:
        if to.way == "udp":
            _datagrams(to, messages, timeout_s)
        else:
            _stream(to, messages, ca, timeout_s)
    except ssl.SSLCertVerificationError:
        raise ChannelError("the collector’s certificate does not check out", retry=True) from None
    except OSError:
        raise ChannelError("the collector cannot be reached, or broke off", retry=True) from None


def _datagrams(to: Target, messages: Sequence[bytes], timeout_s: float) -> None:
    found = socket.getaddrinfo(to.host, to.port, type=socket.SOCK_DGRAM)
    with socket.socket(found[0][0], socket.SOCK_DGRAM) as link:
        link.settimeout(timeout_s)
        link.connect(found[0][4])
        for one in messages:
            link.send(one)


def _stream(to: Target, messages: Sequence[bytes], ca: str, timeout_s: float) -> None:
    with socket.create_connection((to.host, to.port), timeout_s) as plain:
        link = _secured(plain, to.host, ca) if to.way == "tls" else plain
        link.sendall(b"".join(map(counted, messages)))
        with suppress(OSError):  # some collectors close without a word
            link = link.unwrap() if isinstance(link, ssl.SSLSocket) else link
        link.shutdown(socket.SHUT_WR)


def _secured(plain: socket.socket, host: str, ca: str) -> ssl.SSLSocket:
    trusted = ssl.create_default_context()
    trusted.minimum_version = ssl.TLSVersion.TLSv1_2
    if ca:
        trusted.load_verify_locations(ca)
    return trusted.wrap_socket(plain, server_hostname=host)
