"""A collector over UDP, TCP and TLS gets every message whole; one that is not there, or not itself, gets none."""

from __future__ import annotations

import socket
import socketserver
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from privet.errors import BadInput, ChannelError
from privet.plugins.syslog import Target, send, target

MESSAGES = [b"<110>1 2026-11-21T12:00:00.000Z h privet - reveal - one\ntwo", b"", "<110>1 – ü".encode()]


@contextmanager
def collector(secured: ssl.SSLContext | None = None) -> Iterator[tuple[int, list[bytes]]]:
    """A collector of a stream on a free port: the messages it read, by their lengths (RFC 6587 §3.4.1)."""
    got: list[bytes] = []

    class Reader(socketserver.StreamRequestHandler):
        def setup(self) -> None:
            if secured is not None:
                self.request = secured.wrap_socket(self.request, server_side=True)
            super().setup()

        def handle(self) -> None:
            while length := self._length():
                got.append(self.rfile.read(int(length)))

        def _length(self) -> bytes:
            digits = b""
            while (one := self.rfile.read(1)) not in (b"", b" "):
                digits += one
            return digits

    class Server(socketserver.TCPServer):
        def handle_error(self, request: object, client_address: object) -> None:
            """Who does not trust us breaks off."""

    with Server(("127.0.0.1", 0), Reader) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield server.server_address[1], got
        finally:
            server.shutdown()
            thread.join()


def certificate(folder: Path, name: str = "127.0.0.1") -> tuple[ssl.SSLContext, Path]:
    """A collector's context, and the file to trust it by."""
    key = ec.generate_private_key(ec.SECP256R1())
    who = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "collector")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder().subject_name(who).issuer_name(who).public_key(key.public_key())
        .serial_number(1).not_valid_before(now - timedelta(1)).not_valid_after(now + timedelta(1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address(name))]), False)
        .add_extension(x509.BasicConstraints(True, 0), True)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    path = folder / f"{name}.pem"
    path.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    kept = folder / f"{name}.key"
    form = serialization.PrivateFormat.PKCS8
    kept.write_bytes(key.private_bytes(serialization.Encoding.PEM, form, serialization.NoEncryption()))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path, kept)
    return context, path


def until(got: list[bytes]) -> list[bytes]:
    for _ in range(200):
        if len(got) >= len(MESSAGES):
            break
        threading.Event().wait(0.01)
    return got


def test_over_tcp_every_message_is_whole() -> None:
    with collector() as (port, got):
        send(Target("tcp", "127.0.0.1", port), MESSAGES)
        assert until(got) == MESSAGES


def test_over_tls_they_go_to_a_collector_that_is_trusted(tmp_path: Path) -> None:
    context, ca = certificate(tmp_path)
    with collector(context) as (port, got):
        send(Target("tls", "127.0.0.1", port), MESSAGES, ca=str(ca))
        assert until(got) == MESSAGES


def test_one_that_is_not_trusted_gets_nothing(tmp_path: Path) -> None:
    context, _ = certificate(tmp_path)
    other, ca = certificate(tmp_path, "127.0.0.2")
    for secured, trusted in ((context, ""), (other, str(ca))):
        with collector(secured) as (port, got):
            with pytest.raises(ChannelError, match="certificate"):
                send(Target("tls", "127.0.0.1", port), MESSAGES, ca=trusted)
            assert got == []


def test_over_udp_each_is_a_datagram() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as listening:
        listening.bind(("127.0.0.1", 0))
        listening.settimeout(5)
        send(Target("udp", "127.0.0.1", listening.getsockname()[1]), MESSAGES)
        assert [listening.recv(65_536) for _ in MESSAGES] == MESSAGES


def test_one_that_is_not_there_is_tried_again_later() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        with pytest.raises(ChannelError) as raised:
            send(Target("tcp", "127.0.0.1", taken.getsockname()[1]), MESSAGES)
    assert raised.value.retry


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("tls://siem.example.com", Target("tls", "siem.example.com", 6514)),
        ("tcp://10.0.0.7:6000", Target("tcp", "10.0.0.7", 6000)),
        ("udp://[::1]", Target("udp", "::1", 514)),
    ],
)
def test_a_collector_is_named_by_an_address(text: str, found: Target) -> None:
    assert target(text) == found


@pytest.mark.parametrize(
    "text", ["siem.example.com", "http://siem.example.com", "tls://", "tcp://a:70000", "udp://a b"]
)
def test_what_names_none_is_said(text: str) -> None:
    with pytest.raises(BadInput):
        target(text)
