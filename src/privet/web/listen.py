"""Where the server listens: plain http on this machine's own addresses, https wherever it is asked for."""

from __future__ import annotations

import errno
import ipaddress
import resource
import socket
import ssl
from dataclasses import dataclass
from pathlib import Path

from privet.errors import BadInput, Busy, PrivetError

BACKLOG = 1024
SEND_S = 60
"""After so many seconds in which a client takes nothing of an answer, it is gone."""

OTHER_FILES = 256
"""Files that the process needs beside its clients' connections."""

LOCALHOST = "localhost"
LOOPBACKS = ("127.0.0.1", "::1")


@dataclass(frozen=True, slots=True)
class Tls:
    """The files of https, in PEM: a certificate with its chain, its private key, and the authorities of whom every
    client must have a certificate, where that is asked.
    """

    certificate: Path
    key: Path
    clients: Path | None = None


@dataclass(frozen=True, slots=True)
class Listener:
    """A listening socket, taken, and what is spoken on it: https with `tls`, plain http without."""

    own: socket.socket
    tls: Tls | None = None

    @property
    def name(self) -> str:
        """Its address as a URL and a Host header write it."""
        host = str(self.own.getsockname()[0])
        return LOCALHOST if host in LOOPBACKS else f"[{host}]" if ":" in host else host

    @property
    def port(self) -> int:
        """The port it got."""
        return int(self.own.getsockname()[1])

    @property
    def address(self) -> str:
        """Where a browser finds it."""
        return f"http{'s' if self.tls else ''}://{self.name}:{self.port}"


def listen(host: str, port: int, tls: Tls | None = None, *, anywhere: bool = False) -> list[Listener]:
    """Listening sockets, taken before anything else is done, so that a busy port is said at once: one an address.

    `localhost` is 127.0.0.1 and, where the machine has it, ::1. Raises Busy, and BadInput where plain http would be
    reached from other machines without `anywhere`.
    """
    if tls is None and not anywhere and not here(host):
        raise BadInput(
            f"plain http on {host} could be read by whoever is on the way to it",
            hint="name a certificate for https, or say on purpose: server.plain_anywhere = true (--plain-anywhere)",
        )
    if host != LOCALHOST:
        return [Listener(_socket(host, port), tls)]
    first = _socket(LOOPBACKS[0], port)
    found = [Listener(first, tls)]
    try:
        found.append(Listener(_socket(LOOPBACKS[1], found[0].port), tls))
    except Busy:
        first.close()
        raise
    except BadInput:
        pass  # a machine without IPv6
    return found


def here(host: str) -> bool:
    """Whether an address is reached from this machine alone."""
    try:
        return host == LOCALHOST or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _socket(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        own = socket.socket(family, socket.SOCK_STREAM)
    except OSError as error:
        raise BadInput(f"the address {host} cannot be listened on: {error.strerror}") from None
    try:
        own.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        own.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
        # What a client does not take of an answer is not kept for ever; accepted sockets have it from this one.
        own.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, SEND_S * 1000)
        # An answer that comes in pieces leaves piece by piece: otherwise each waits until the one before is confirmed.
        own.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        own.bind((host, port))
        own.listen(BACKLOG)
        own.setblocking(False)
    except OSError as error:
        own.close()
        raise _unusable(host, port, error) from None
    return own


def _unusable(host: str, port: int, error: OSError) -> PrivetError:
    """Why an address cannot be listened on, as a sentence."""
    if error.errno == errno.EADDRINUSE:
        free = port + 1 if port < 65_535 else 8080
        hint = f"stop that program, or choose another port: privet run --port {free}"
        return Busy(f"port {port} is taken by another program", hint=hint)
    if error.errno == errno.EACCES:
        hint = "choose one from 1024 on: privet run --port 8080"
        return BadInput(f"port {port} may not be opened by this user", hint=hint)
    return BadInput(
        f"the address {host} cannot be listened on: {error.strerror}", hint="[server] in privet.toml names it"
    )


def tls(certificate: Path, key: Path, clients: Path | None = None) -> Tls:
    """The files of https, looked at: they are there, belong together, and the key is private. Raises BadInput."""
    if clients is not None:
        try:
            ssl.create_default_context(ssl.Purpose.CLIENT_AUTH, cafile=clients)
        except OSError:  # also what ssl raises
            raise BadInput(
                "server.tls_clients names no file with certificates (PEM)", hint="mend privet.toml, or leave it empty"
            ) from None
    try:
        if key.stat().st_mode & 0o037:
            raise BadInput(
                "the certificate's private key can be read by others",
                hint="chmod 600 it (640 for a group that is trusted with it), and have a new one made",
            )
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, key, password="")  # a key under a password fails, and nobody is asked
    except ssl.SSLError:
        raise BadInput(
            "the certificate and its private key do not belong together, or one of them is not PEM",
            hint="server.certificate holds the chain, the server's own first; server.certificate_key its key, unlocked",
        ) from None
    except OSError as error:
        raise BadInput(
            f"the certificate or its private key cannot be read: {error.strerror}",
            hint="[server] in privet.toml names both",
        ) from None
    return Tls(certificate.resolve(), key.resolve(), clients and clients.resolve())


def connections(wanted: int, listeners: int) -> int:
    """How many connections each listener may hold: `wanted`, as far as the system lets this process open files."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = wanted * listeners + OTHER_FILES
    if soft != resource.RLIM_INFINITY and soft < most:
        soft = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
        return max(1, (soft - OTHER_FILES) // listeners)
    return wanted
