"""`privet run` on a machine: which ports it opens, what it speaks there, what it refuses to start with, how it stops,
and that it asks nobody else for anything.
"""

from __future__ import annotations

import datetime
import json
import os
import re
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa

from ports import free_port

ROOT = Path(__file__).parents[2]
HOWTO = ROOT / "docs/howto"
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT / "src")}

Start = Callable[..., Any]


def _missing(what: str) -> None:
    if os.environ.get("CI") == "true":
        pytest.fail(f"{what} is needed")
    pytest.skip(f"NOT TESTED: {what} is not here")


def _run(*words: str, **more: Any) -> subprocess.CompletedProcess[str]:
    return subprocess.run(words, capture_output=True, text=True, timeout=90, check=False, **more)


def _privet(data: Path, *words: str) -> subprocess.CompletedProcess[str]:
    command = (sys.executable, "-m", "privet", "run", "--data", str(data), *words)
    return _run(*command, env={**ENVIRONMENT, "HOME": str(data)})


# What it speaks.


@pytest.fixture(scope="module")
def pem(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with certificates of localhost and their keys, an elliptic one and an RSA one."""
    folder = tmp_path_factory.mktemp("pem")
    for name, key in (("ec", ec.generate_private_key(ec.SECP256R1())), ("rsa", rsa.generate_private_key(65537, 2048))):
        subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
        now = datetime.datetime.now(datetime.UTC)
        made = (
            x509.CertificateBuilder().subject_name(subject).issuer_name(subject).public_key(key.public_key())
            .serial_number(x509.random_serial_number()).not_valid_before(now - datetime.timedelta(days=1))
            .not_valid_after(now + datetime.timedelta(days=2))
            .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), False)
            .sign(key, hashes.SHA256())
        )  # fmt: skip
        (folder / f"{name}.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
        (folder / f"{name}.key").touch(mode=0o600)
        pkcs8, plain = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        (folder / f"{name}.key").write_bytes(key.private_bytes(serialization.Encoding.PEM, pkcs8, plain))
    return folder


@pytest.fixture(scope="module", params=["ec", "rsa"])
def tls(start: Start, pem: Path, request: pytest.FixtureRequest) -> Iterator[int]:
    """The port of https on a server that has a certificate, also for 127.0.0.1 and ::1."""
    port = free_port()
    files = f'certificate = "{pem}/{request.param}.pem"\ncertificate_key = "{pem}/{request.param}.key"'
    running = start(settings=f"{files}\ntls_port = {port}")
    assert f"http://localhost:{running.port} and https://localhost:{port}" in running.said()
    yield port
    assert running.stop() == 0


def _hello(port: int, context: ssl.SSLContext) -> tuple[str, str] | None:
    """Version and suite that a handshake ends with, or None where it fails."""
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    with socket.create_connection(("127.0.0.1", port), timeout=10) as link:
        try:
            with context.wrap_socket(link) as secured:
                suite = secured.cipher()
                return str(secured.version()), suite[0] if suite else ""
        except (ssl.SSLError, ConnectionError):
            return None


STRONG = re.compile(r"ECDHE-(ECDSA|RSA)-(AES(128|256)-GCM-SHA(256|384)|CHACHA20-POLY1305)")


def test_of_all_suites_only_those_with_forward_secrecy_and_authenticated_encryption_are_spoken(tls: int) -> None:
    everything = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    everything.maximum_version = ssl.TLSVersion.TLSv1_2
    everything.set_ciphers("ALL:COMPLEMENTOFALL:@SECLEVEL=0")
    names = [one["name"] for one in everything.get_ciphers() if one["protocol"] != "TLSv1.3"]
    spoken = set()
    for name in names:
        one = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        one.maximum_version = ssl.TLSVersion.TLSv1_2
        one.set_ciphers(f"{name}:@SECLEVEL=0")
        if (found := _hello(tls, one)) is not None:
            assert found == ("TLSv1.2", name)
            spoken.add(name)
    assert len(names) > 40
    assert len(spoken) == 3
    assert [name for name in spoken if not STRONG.fullmatch(name)] == []


def test_the_newest_version_is_spoken_where_both_can(tls: int) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    found = _hello(tls, context)
    assert found is not None
    assert found[0] == "TLSv1.3"


@pytest.mark.parametrize("version", ["ssl3", "tls1", "tls1_1"])
def test_older_versions_are_not_spoken(tls: int, version: str) -> None:
    openssl = shutil.which("openssl")
    if openssl is None:
        _missing("openssl")
    words = ("s_client", "-connect", f"127.0.0.1:{tls}", f"-{version}", "-cipher", "ALL:@SECLEVEL=0")
    done = _run(str(openssl), *words, input="Q\n")
    if "Unknown option" in done.stderr:
        assert version == "ssl3"  # an OpenSSL that cannot even ask for it
        return
    assert "Cipher is (NONE)" in done.stdout
    assert re.search(r"alert (protocol version|handshake failure)", done.stderr)


def test_only_over_https_is_https_asked_for_from_now_on(tls: int, pem: Path) -> None:
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    for path, status in (("/", 200), ("/healthz", 200), ("/nowhere", 404), ("/v1/nowhere", 404)):
        request = urllib.request.Request(f"https://localhost:{tls}{path}")
        try:
            answer = urllib.request.urlopen(request, timeout=20, context=context)
        except urllib.error.HTTPError as error:
            answer = error
        with answer:
            assert (answer.status, answer.headers["strict-transport-security"]) == (status, "max-age=31536000")
            assert answer.headers["content-security-policy"].startswith("default-src 'none'")
            assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.slow
def test_a_handshake_that_does_not_go_on_is_let_go_and_holds_nobody_up(tls: int) -> None:
    links = [socket.create_connection(("127.0.0.1", tls), timeout=20) for _ in range(40)]
    for link in links[::2]:
        link.sendall(b"\x16\x03\x01\x02\x00")  # half a client's hello
    begun = time.monotonic()
    assert _hello(tls, ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT))
    assert time.monotonic() - begun < 2
    for link in links:
        assert link.recv(100) == b""
        link.close()
    assert time.monotonic() - begun < 15


# Which ports it opens, and whom it asks.

INSIDE = """
import fcntl, json, socket, struct, subprocess, sys, time, urllib.request

with socket.socket() as any_:
    fcntl.ioctl(any_, 0x8914, struct.pack("16sH14s", b"lo", 0x41, b""))  # SIOCSIFFLAGS: the loopback interface is up
data, terminal = sys.argv[1], open(sys.argv[2], "w+b")

def address(text):
    host, port = text.split(":")
    raw = b"".join(bytes.fromhex(host[at : at + 8])[::-1] for at in range(0, len(host), 8))
    return socket.inet_ntop(socket.AF_INET if len(raw) == 4 else socket.AF_INET6, raw), int(port, 16)

def listening():
    rows = [line.split() for name in ("tcp", "tcp6") for line in open(f"/proc/net/{name}").readlines()[1:]]
    return sorted(address(row[1]) for row in rows if row[3] == "0A")

process = subprocess.Popen([sys.executable, "-m", "privet", "run", "--data", data], stdout=terminal, stderr=terminal)
until = time.monotonic() + 60
while b"Privet is open" not in open(sys.argv[2], "rb").read():
    assert process.poll() is None and time.monotonic() < until, open(sys.argv[2]).read()
    time.sleep(0.05)
said = {"listening": listening()}
for path in ("/", "/readyz", "/metrics"):
    for host in ("localhost", "[::1]"):
        with urllib.request.urlopen(f"http://{host}:8080{path}", timeout=20) as answer:
            said[f"{host}{path}"] = answer.status
body = urllib.request.Request("http://localhost:8080/tokenise", b"a@example.com", {"Content-Type": "text/plain"})
said["tokenised"] = json.loads(urllib.request.urlopen(body, timeout=20).read())["text"]
try:
    socket.create_connection(("192.0.2.1", 443), 2)
except OSError as error:
    said["outside"] = error.errno
process.terminate()
said["exit"] = process.wait(30)
print(json.dumps(said))
"""


def _without_network(data: Path, tmp_path: Path) -> dict[str, Any]:
    """What a server says of itself in a network of its own, in which there is nothing but its loopback."""
    words = ["unshare", "--net"] if os.geteuid() == 0 else ["unshare", "--map-root-user", "--net"]
    if shutil.which("unshare") is None or _run(*words, "true").returncode:
        _missing("a network namespace (unshare)")
    command = (*words, sys.executable, "-c", INSIDE, str(data), str(tmp_path / "terminal"))
    done = _run(*command, env={**ENVIRONMENT, "HOME": str(tmp_path)})
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def _documented(setting: str) -> int:
    page = (ROOT / "docs/reference/settings.md").read_text("utf-8")
    found = re.search(rf"^\| `{setting}` \| [^|]+ \| `(\d+)` \|", page, re.MULTILINE)
    assert found
    return int(found[1])


def _settings(data: Path, lines: str) -> None:
    path = data / "privet.toml"
    path.write_text(re.sub(r"\[server\]\n(?:(?!#).*\n)*", f"[server]\n{lines}\n", path.read_text("utf-8")), "utf-8")


def test_with_no_network_it_does_all_it_does_and_listens_where_the_page_says(
    data: Path, pem: Path, tmp_path: Path
) -> None:
    _settings(data, "")
    said = _without_network(data, tmp_path)
    port = _documented("port")
    assert said["listening"] == [["127.0.0.1", port], ["::1", port]]
    assert {said[f"{host}{path}"] for host in ("localhost", "[::1]") for path in ("/", "/readyz", "/metrics")} == {200}
    assert (said["tokenised"], said["exit"]) == ("[EMAIL_1]", 0)
    assert said["outside"] == 101  # ENETUNREACH: there was indeed no network
    _settings(data, f'certificate = "{pem}/ec.pem"\ncertificate_key = "{pem}/ec.key"')
    both = (port, _documented("tls_port"))
    expected = sorted([host, one] for host in ("127.0.0.1", "::1") for one in both)
    assert _without_network(data, tmp_path)["listening"] == expected
    howto = (HOWTO / "serve-over-tls.md").read_text("utf-8") + (HOWTO / "run-as-a-service.md").read_text("utf-8")
    assert {int(one) for one in re.findall(r"localhost:(\d+)", howto)} == set(both)
    exposed = re.findall(r"^EXPOSE (.+)$", (HOWTO / "files/Containerfile").read_text("utf-8"), re.MULTILINE)
    assert exposed == [" ".join(str(one) for one in both)]


# What it refuses to start with.


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.7", "vault.example.com"])
def test_plain_http_for_other_machines_must_be_asked_for_by_name(data: Path, host: str) -> None:
    _settings(data, "")
    done = _privet(data, "--host", host, "--port", "0")
    assert done.returncode == 2
    assert "could be read by whoever is on the way" in done.stderr
    assert "plain_anywhere = true" in done.stderr


@pytest.mark.parametrize(("words", "settings"), [(("--plain-anywhere",), ""), ((), "plain_anywhere = true")])
def test_asked_for_it_is_served(start: Start, words: tuple[str, ...], settings: str) -> None:
    running = start("--host", "0.0.0.0", *words, settings=settings)
    assert running.ask(b"GET /healthz HTTP/1.1\r\n").startswith(b"HTTP/1.1 200")
    assert running.stop() == 0


@pytest.mark.parametrize("name", ["keys.db", "epoch", "privet.toml", "."])
def test_what_others_may_read_is_not_started_with(data: Path, name: str) -> None:
    _settings(data, "")
    path, mode = data / name, (data / name).stat().st_mode & 0o777
    path.chmod(mode | 0o044)
    try:
        done = _privet(data)
        assert done.returncode == 5
        assert re.search(rf"others may read what is in the data folder: {re.escape(name)}$", done.stderr, re.MULTILINE)
    finally:
        path.chmod(mode)


def test_a_key_file_that_others_may_read_is_not_started_with(data: Path) -> None:
    _settings(data, "")
    key = data.parent / "root.key"
    key.chmod(0o604)
    try:
        done = _privet(data)
        assert (done.returncode, "the key file can be read by others" in done.stderr) == (5, True)
    finally:
        key.chmod(0o600)


@pytest.mark.parametrize(
    ("certificate", "key", "mode", "said"),
    [
        ("ec.pem", "ec.key", 0o604, "private key can be read by others"),
        ("ec.pem", "ec.key", 0o660, "private key can be read by others"),
        ("ec.pem", "rsa.key", 0o600, "do not belong together"),
        ("ec.key", "ec.key", 0o600, "do not belong together"),
        ("gone.pem", "ec.key", 0o600, "cannot be read: No such file"),
        ("", "ec.key", 0o600, "cannot be read"),
    ],
)
def test_a_certificate_that_does_not_do_is_said_before_anything_is_served(
    data: Path, pem: Path, certificate: str, key: str, mode: int, said: str
) -> None:
    _settings(data, f'certificate = "{certificate and pem / certificate}"\ncertificate_key = "{pem / key}"')
    (pem / key).chmod(mode)
    try:
        done = _privet(data, "--port", "0")
        assert (done.returncode, said in done.stderr) == (2, True), done.stderr
    finally:
        (pem / key).chmod(0o600)


@pytest.mark.parametrize(
    "held",
    ["-----BEGIN PRIVATE KEY-----", "PRIVET-ROOT-KEY-1-00", "prv_1_abc", "https://ana:secret@example.com"],
    ids=["pem", "root-key", "access-key", "url"],
)
def test_a_setting_holds_no_secret(data: Path, held: str) -> None:
    _settings(data, f'names = ["{held}"]')
    done = _privet(data)
    assert (done.returncode, "server.names holds a secret" in done.stderr) == (2, True)
    assert held not in done.stderr


# How it stops.


def test_a_stop_answers_what_came_before_and_refuses_what_comes_then(start: Start) -> None:
    running = start()
    body = b"a@example.com " * 1000
    head = f"POST /tokenise HTTP/1.1\r\nHost: localhost\r\nContent-Length: {len(body)}\r\n\r\n".encode()
    with socket.create_connection(("127.0.0.1", running.port), timeout=20) as before:
        before.sendall(head + body[:500])
        running.answering(1)
        running.process.send_signal(signal.SIGTERM)
        until = time.monotonic() + 20
        while not (refused := running.ask(b"GET /healthz HTTP/1.1\r\n")).startswith(b"HTTP/1.1 503"):
            assert time.monotonic() < until, refused
        assert b'"code": "busy"' in refused
        assert b"retry-after: 1" in refused
        before.sendall(body[500:])
        answer = b""
        while piece := before.recv(65_536):  # it hangs up by itself
            answer += piece
    assert answer.startswith(b"HTTP/1.1 200")
    assert answer.count(b"[EMAIL_1]") == 1000
    assert running.process.wait(20) == 0
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", running.port), timeout=5)


# How it is deployed.


def test_the_unit_is_one_and_takes_away_what_is_not_needed(tmp_path: Path) -> None:
    if shutil.which("systemd-analyze") is None:
        _missing("systemd-analyze")
    text = (HOWTO / "files/privet.service").read_text("utf-8")
    unit = tmp_path / "privet.service"
    unit.write_text(text.replace("/opt/privet/.venv/bin/privet", sys.executable), "utf-8")
    done = _run("systemd-analyze", "verify", "--man=no", str(unit))
    assert [line for line in done.stderr.splitlines() if "privet.service" in line and "user" not in line.lower()] == []
    judged = _run("systemd-analyze", "security", "--offline=true", "--threshold=20", str(unit))
    found = re.search(r"Overall exposure level for \S+: ([0-9.]+)", judged.stdout)
    assert found
    assert (judged.returncode, float(found[1]) <= 2.0) == (0, True)


def test_the_unit_of_attacks_and_its_timer_are_ones(tmp_path: Path) -> None:
    if shutil.which("systemd-analyze") is None:
        _missing("systemd-analyze")
    for name in ("privet-prove.service", "privet-prove.timer"):
        text = (HOWTO / "files" / name).read_text("utf-8")
        (tmp_path / name).write_text(text.replace("/opt/privet/.venv/bin/privet", sys.executable), "utf-8")
    done = _run("systemd-analyze", "verify", "--man=no", str(tmp_path / "privet-prove.timer"))
    assert [line for line in done.stderr.splitlines() if "privet-prove" in line and "user" not in line.lower()] == []
