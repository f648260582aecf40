"""https that takes only clients with a certificate of an authority that settings name."""

from __future__ import annotations

import datetime
import socket
import ssl
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from ports import free_port
from privet.errors import BadInput
from privet.web import listen

Authority = tuple[x509.Certificate, ec.EllipticCurvePrivateKey]


def issue(folder: Path, name: str, by: Authority | None = None, *, authority: bool = False) -> Authority:
    """A certificate and its key, as files of that name: signed by an authority, or by itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder().subject_name(subject).issuer_name(by[0].subject if by else subject)
        .public_key(key.public_key()).serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1)).not_valid_after(now + datetime.timedelta(days=2))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), False)
        .add_extension(x509.BasicConstraints(authority, None), True)
        .sign(by[1] if by else key, hashes.SHA256())
    )  # fmt: skip
    (folder / f"{name}.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    (folder / f"{name}.key").touch(mode=0o600)
    pkcs8, plain = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    (folder / f"{name}.key").write_bytes(key.private_bytes(serialization.Encoding.PEM, pkcs8, plain))
    return made, key


@pytest.fixture(scope="module")
def pem(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A server's certificate, an authority with a program's, and another authority with a stranger's."""
    folder = tmp_path_factory.mktemp("pem")
    issue(folder, "server")
    issue(folder, "program", issue(folder, "ours", authority=True))
    issue(folder, "stranger", issue(folder, "theirs", authority=True))
    return folder


def ask(port: int, pem: Path, name: str) -> bytes:
    """The first line of what whoever has that certificate is answered; empty where nothing is."""
    context = ssl.create_default_context(cafile=pem / "server.pem")
    if name:
        context.load_cert_chain(pem / f"{name}.pem", pem / f"{name}.key")
    try:
        with (
            socket.create_connection(("127.0.0.1", port), timeout=20) as link,
            context.wrap_socket(link, server_hostname="localhost") as secured,
        ):
            secured.sendall(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
            return secured.recv(4096).split(b"\r\n")[0]
    except (ssl.SSLError, ConnectionError):
        return b""


@pytest.mark.slow
def test_only_programs_with_a_certificate_of_ours_are_answered(start: Callable[..., Any], pem: Path) -> None:
    port = free_port()
    settings = (
        f'certificate = "{pem}/server.pem"\ncertificate_key = "{pem}/server.key"\ntls_port = {port}\n'
        f'tls_clients = "{pem}/ours.pem"'
    )
    running = start(settings=settings)
    assert ask(port, pem, "program") == b"HTTP/1.1 200 OK"
    assert ask(port, pem, "stranger") == b""
    assert ask(port, pem, "") == b""
    assert running.stop() == 0


@pytest.mark.parametrize("name", ["server.key", "no such file"])
def test_a_file_without_authorities_is_refused(pem: Path, name: str) -> None:
    with pytest.raises(BadInput, match="tls_clients"):
        listen.tls(pem / "server.pem", pem / "server.key", pem / name)
