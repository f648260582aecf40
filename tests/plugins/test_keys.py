"""Key providers: what opens, what is refused, and in which words; Argon2id by RFC 9106 and a second library."""

import base64
import hmac
import json
import os
import secrets
from pathlib import Path

import pytest
from argon2 import low_level
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from privet.core.wrap import RootKey, unwrap
from privet.errors import BadInput, NoInstallation, StorageFailed, Tampered, WrongKey
from privet.plugins.keys.keyfile import KeyFile
from privet.plugins.keys.passphrase import Cost, Passphrase

CHEAP = Cost(memory_kib=19_456, passes=2, lanes=1)
PHRASE = "four invented words here"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    folder.mkdir()
    return folder


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "keys" / "root.key"


def test_providers_fit_the_port(data: Path, path: Path) -> None:
    providers: list[RootKey] = [
        KeyFile.create(path, data, secrets.token_bytes),
        Passphrase.create(data, PHRASE, secrets.token_bytes, CHEAP),
    ]
    again: list[RootKey] = [
        KeyFile.open(path, data, secrets.token_bytes),
        Passphrase.open(data, PHRASE, secrets.token_bytes),
    ]
    assert [provider.name for provider in providers] == ["keyfile", "passphrase"]
    for one, two in zip(providers, again, strict=True):
        key = secrets.token_bytes(32)
        wrapped = one.wrap(key, b"place")
        assert key not in wrapped
        assert two.unwrap(wrapped, b"place") == key
        for wrong, place in [(wrapped, b"elsewhere"), (wrapped[:-1], b"place"), (bytes(61), b"place")]:
            with pytest.raises(WrongKey):
                two.unwrap(wrong, place)
        assert "stolen machine" in one.stolen
        assert "\n" not in one.stolen
    with pytest.raises(WrongKey):
        providers[1].unwrap(providers[0].wrap(bytes(32), b""), b"")


def test_a_key_file_is_private_and_looks_like_one(data: Path, path: Path) -> None:
    KeyFile.create(path, data, secrets.token_bytes)
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700
    text = path.read_text("ascii")
    assert text.startswith("PRIVET-ROOT-KEY-1-")
    assert len(text) == 18 + 64 + 1
    path.write_text(text.rstrip("\n"))  # an editor may drop the newline
    KeyFile.open(path, data, secrets.token_bytes)


def test_a_key_file_is_never_overwritten(data: Path, path: Path) -> None:
    KeyFile.create(path, data, secrets.token_bytes)
    before = path.read_bytes()
    with pytest.raises(BadInput, match="exists already"):
        KeyFile.create(path, data, secrets.token_bytes)
    link = path.with_name("link")
    link.symlink_to(path.with_name("nowhere"))
    with pytest.raises(BadInput):
        KeyFile.create(link, data, secrets.token_bytes)
    assert path.read_bytes() == before
    with pytest.raises(BadInput, match="cannot be made"):
        KeyFile.create(path / "below" / "a file", data, secrets.token_bytes)


@pytest.mark.parametrize("where", ["root.key", "deeper/root.key", "../data/root.key"])
def test_a_key_file_in_the_data_folder_is_refused(data: Path, where: str) -> None:
    with pytest.raises(BadInput, match="outside the data folder"):
        KeyFile.create(data / where, data, secrets.token_bytes)
    with pytest.raises(BadInput, match="outside the data folder"):
        KeyFile.open(data / where, data, secrets.token_bytes)
    (data.parent / "alias").symlink_to(data)
    with pytest.raises(BadInput, match="outside the data folder"):
        KeyFile.create(data.parent / "alias" / "root.key", data, secrets.token_bytes)
    assert list(data.iterdir()) == []


def test_a_key_file_that_others_can_read_is_refused(data: Path, path: Path) -> None:
    KeyFile.create(path, data, secrets.token_bytes)
    for mode in (0o640, 0o604, 0o620, 0o602, 0o610, 0o777):
        path.chmod(mode)
        with pytest.raises(WrongKey, match="read by others"):
            KeyFile.open(path, data, secrets.token_bytes)
    for mode in (0o600, 0o400):
        path.chmod(mode)
        KeyFile.open(path, data, secrets.token_bytes)


def test_what_is_no_key_file_is_refused(data: Path, path: Path) -> None:
    with pytest.raises(WrongKey, match="is not there"):
        KeyFile.open(path, data, secrets.token_bytes)
    KeyFile.create(path, data, secrets.token_bytes)
    link = path.with_name("link")
    link.symlink_to(path)
    with pytest.raises(WrongKey, match="symbolic link"):
        KeyFile.open(link, data, secrets.token_bytes)
    with pytest.raises(WrongKey, match="not a regular file"):
        KeyFile.open(path.parent, data, secrets.token_bytes)
    fifo = path.with_name("fifo")
    os.mkfifo(fifo, 0o600)
    with pytest.raises(WrongKey, match="not a regular file"):
        KeyFile.open(fifo, data, secrets.token_bytes)
    with pytest.raises(WrongKey, match="cannot be read"):
        KeyFile.open(path / "below", data, secrets.token_bytes)
    whole = path.read_bytes()
    for wrong in (b"", b"\n", whole[:-2], whole + b"0", whole + whole, whole.replace(b"KEY-1", b"KEY-2"), bytes(32)):
        path.write_bytes(wrong)
        with pytest.raises(WrongKey, match="not a root key"):
            KeyFile.open(path, data, secrets.token_bytes)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a file away")
def test_a_key_file_of_somebody_else_is_refused(data: Path, path: Path) -> None:
    KeyFile.create(path, data, secrets.token_bytes)
    os.chown(path, 4242, 4242)
    with pytest.raises(WrongKey, match="somebody else"):
        KeyFile.open(path, data, secrets.token_bytes)


def test_a_wrong_passphrase_is_told_from_a_damaged_file(data: Path) -> None:
    Passphrase.create(data, PHRASE, secrets.token_bytes, CHEAP)
    path = data / "root.json"
    assert path.stat().st_mode & 0o777 == 0o600
    for wrong in ("", PHRASE + " ", PHRASE.upper()):
        with pytest.raises(WrongKey, match="does not open"):
            Passphrase.open(data, wrong, secrets.token_bytes)
    whole = path.read_bytes()
    fields = json.loads(whole)
    broken = [b"", b"null", b"[]", b"{}", whole[: len(whole) // 2], b"\xff"]
    broken += [json.dumps({**fields, name: "?"}).encode() for name in fields]
    for text in broken:
        path.write_bytes(text)
        with pytest.raises(Tampered, match=r"root\.json"):
            Passphrase.open(data, PHRASE, secrets.token_bytes)
    path.unlink()
    with pytest.raises(NoInstallation):
        Passphrase.open(data, PHRASE, secrets.token_bytes)
    path.mkdir()
    with pytest.raises(StorageFailed):
        Passphrase.open(data, PHRASE, secrets.token_bytes)


@pytest.mark.parametrize(
    "change",
    [
        {"memory_kib": 8},
        {"memory_kib": 2**31},
        {"passes": 1},
        {"passes": 10**6},
        {"lanes": 0},
        {"lanes": 10**4},
        {"salt": ""},
        {"version": 16},
    ],
)
def test_weakened_or_ruinous_parameters_are_refused(data: Path, change: dict[str, object]) -> None:
    Passphrase.create(data, PHRASE, secrets.token_bytes, CHEAP)
    path = data / "root.json"
    path.write_text(json.dumps(json.loads(path.read_bytes()) | change))
    with pytest.raises(Tampered):
        Passphrase.open(data, PHRASE, secrets.token_bytes)


def test_one_passphrase_an_installation_and_not_a_short_one(data: Path) -> None:
    with pytest.raises(BadInput, match="8 characters"):
        Passphrase.create(data, "short", secrets.token_bytes, CHEAP)
    Passphrase.create(data, PHRASE, secrets.token_bytes, CHEAP)
    with pytest.raises(BadInput, match="already"):
        Passphrase.create(data, PHRASE, secrets.token_bytes, CHEAP)


def test_two_installations_with_one_passphrase_have_two_keys(tmp_path: Path) -> None:
    one = Passphrase.create(tmp_path / "one", PHRASE, secrets.token_bytes, CHEAP)
    two = Passphrase.create(tmp_path / "two", PHRASE, secrets.token_bytes, CHEAP)
    with pytest.raises(WrongKey):
        two.unwrap(one.wrap(bytes(32), b""), b"")


def test_a_passphrase_opens_in_either_unicode_form(data: Path) -> None:
    root = Passphrase.create(data, "caf\u00e9 invented words", secrets.token_bytes, CHEAP)
    again = Passphrase.open(data, "cafe\u0301 invented words", secrets.token_bytes)
    assert again.unwrap(root.wrap(bytes(32), b""), b"") == bytes(32)


def test_the_default_cost_is_the_recommended_one(data: Path) -> None:
    Passphrase.create(data, PHRASE, secrets.token_bytes)
    fields = json.loads((data / "root.json").read_bytes())
    assert [fields[name] for name in ("kdf", "version", "memory_kib", "passes", "lanes")] == [
        "argon2id",
        19,
        65536,
        3,
        4,
    ]
    assert len(base64.b64decode(fields["salt"])) == 16


def test_argon2id_by_rfc_9106() -> None:
    """RFC 9106 §5.3: both libraries give the published tag, so the second may judge the first below."""
    expected = "0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659"
    judge = Argon2id(
        salt=bytes([2]) * 16,
        length=32,
        iterations=3,
        lanes=4,
        memory_cost=32,
        ad=bytes([4]) * 12,
        secret=bytes([3]) * 8,
    )
    assert judge.derive(bytes([1]) * 32).hex() == expected
    ffi, out = low_level.ffi, low_level.ffi.new("uint8_t[]", 32)
    parts = [ffi.new("uint8_t[]", bytes([byte]) * size) for byte, size in ((1, 32), (2, 16), (3, 8), (4, 12))]
    context = ffi.new(
        "argon2_context *",
        {
            "version": 0x13,
            "out": out,
            "outlen": 32,
            "pwd": parts[0],
            "pwdlen": 32,
            "salt": parts[1],
            "saltlen": 16,
            "secret": parts[2],
            "secretlen": 8,
            "ad": parts[3],
            "adlen": 12,
            "t_cost": 3,
            "m_cost": 32,
            "lanes": 4,
            "threads": 4,
            "allocate_cbk": ffi.NULL,
            "free_cbk": ffi.NULL,
            "flags": 0,
        },
    )
    assert low_level.core(context, low_level.Type.ID.value) == 0
    assert bytes(ffi.buffer(out, 32)).hex() == expected


def test_a_second_library_derives_the_same_root_key(data: Path) -> None:
    root = Passphrase.create(data, PHRASE, secrets.token_bytes, CHEAP)
    fields = json.loads((data / "root.json").read_bytes())
    judge = Argon2id(
        salt=base64.b64decode(fields["salt"]),
        length=32,
        iterations=fields["passes"],
        lanes=fields["lanes"],
        memory_cost=fields["memory_kib"],
    )
    master = judge.derive(PHRASE.encode())
    key = hmac.digest(master, b"privet root key 1\x01", "sha256")
    assert unwrap(key, root.wrap(bytes([5]) * 32, b"place"), b"place") == bytes([5]) * 32
    assert hmac.digest(master, b"privet root check 1\x01", "sha256") == base64.b64decode(fields["check"])
