"""What the fuzzing feeds, and what must hold of each: seeds, and a function that raises when it does not.

A target may raise the errors that its documentation names; anything else is a finding. Every seed is invented and has
the word `CANARY` in every place where a customer's data would stand, which must stand in no error.
"""

from __future__ import annotations

import base64
import contextlib
import importlib.util
import io
import json
import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

import fuzz_botapi
import fuzz_models
import fuzz_webhooks

from privet import config
from privet.core import entry, identity, ids, masks, normal, pattern, redact, spelled, tokens
from privet.core.detect import Scanner
from privet.core.explain import explained
from privet.core.finding import Finding
from privet.core.kinds import KINDS, OPTIONAL
from privet.core.message import Inbound, Unreadable
from privet.core.note import open_note
from privet.core.record import Skipped
from privet.core.seal import context, seal
from privet.core.unseal import unseal
from privet.core.wrap import child_context, unwrap, wrap
from privet.errors import BadInput, Tampered
from privet.plugins.detectors import every
from privet.plugins.formats import FORMATS
from privet.store import epoch

ROOT = Path(__file__).parents[1]
VECTORS = ROOT / "tests" / "vectors"
SAMPLES = ROOT / "docs" / "tutorial" / "samples"
CANARY = "Zanzibar"


class Target(NamedTuple):
    """Something that takes bytes from anywhere: its seeds, what it does, what it may raise, seconds a case may take."""

    seeds: list[bytes]
    run: Callable[[bytes], object]
    allowed: tuple[type[Exception], ...] = ()
    bound: float = 2.0


def targets() -> dict[str, Target]:
    """Every target by name."""
    found = {f"import {name}": _import(name) for name in FORMATS}
    texts = [text.encode() for text in _TEXTS]
    notes = json.loads((VECTORS / "ledger" / "checkpoints.json").read_text("utf-8"))
    entries = json.loads((VECTORS / "ledger" / "entries.json").read_text("utf-8"))["accepted"]
    encoded = [one["bytes"].encode() for one in entries]
    found["scan and redact"] = Target(texts, _Scan(), (), 8.0)
    found["plain text"] = Target(texts, _plain)
    found["own pattern"] = Target([one.encode() for one in _PATTERNS], _own_pattern, (BadInput,), 8.0)
    found["masks"] = Target(texts, lambda data: [masks.mask(kind, _text(data)) for kind in KINDS])
    found["restore"] = Target([b"[EMAIL_1] [card_2] [ Phone _ 3 ] [[IBAN_999999]] [X_0]", *texts], _restore)
    found["identity"] = Target([b"+1 202 555 0101", b"Ann@Example.com", b"(0)20 7946 0018 ext. 5"], _identity)
    found["ledger entry"] = Target(encoded, _entry, (Tampered,))
    found["entry bundle"] = Target([entry.packed(encoded)], lambda data: entry.unpacked(data), (Tampered,))
    found["open note"] = Target(*_notes(notes), (Tampered,))
    found["note's key"] = Target([key.encode() for key in notes["vkeys"]], _keys(notes), (Tampered, BadInput))
    found["verifier"] = Target([(VECTORS / "ledger" / "export.txt").read_bytes()], _Verifier(), (), 20.0)
    found["sealed value"] = Target(*_sealed(), (Tampered,))
    found["wrapped key"] = Target(*_wrapped(), (Tampered,))
    found["epoch"] = Target([_epoch()], lambda data: epoch.decode(data), (Tampered,))
    found["id"] = Target([b"msg_" + 26 * b"a"], lambda data: ids.read(ids.MESSAGE, _text(data)), (BadInput,))
    found["settings"] = Target([b'[keys]\nprovider = "file"\n[server]\nport = 8080\n'], _settings, (BadInput,))
    found["bot's update"] = Target(fuzz_botapi.seeds(CANARY), fuzz_botapi.updates, fuzz_botapi.ALLOWED)
    found["bot's call"] = Target(fuzz_botapi.CALLS, fuzz_botapi.calls, fuzz_botapi.ALLOWED)
    found["model's request"] = Target(fuzz_models.requests(CANARY), fuzz_models.asked, fuzz_models.ALLOWED)
    found["model's answer"] = Target(fuzz_models.ANSWERS, fuzz_models.answered, fuzz_models.ALLOWED)
    found["model's stream"] = Target(fuzz_models.streams(CANARY), fuzz_models.streamed, fuzz_models.ALLOWED)
    hooks = fuzz_webhooks.webhooks(CANARY)
    found["provider's webhook"] = Target(hooks, fuzz_webhooks.posted, fuzz_webhooks.ALLOWED)
    found["line's order"] = Target(hooks, fuzz_webhooks.ordered, fuzz_webhooks.ALLOWED)
    found["line's answer"] = Target(fuzz_webhooks.ANSWERS, fuzz_webhooks.answered, fuzz_webhooks.ALLOWED)
    return found


_TEXTS = (
    f"My {CANARY} card is 4111 1111 1111 1111, cvc 123, and my PIN: 4821. Mail ann.{CANARY}@example.com now!",
    f"Ruf +49 30 23125 014 an, IBAN DE89 3704 0044 0532 0130 00, Passwort: {CANARY}7x oder 192.0.2.7",
    "Ваш код 482913, пароль: тест-пароль; https://user:secret@example.com/a?b=c [EMAIL_1] [ card _ 2 ]",
    f"2001:db8::8a2e:370:7334 {CANARY} ::ffff:192.0.2.1 code d'accès 123456 0x7f 12345678901234567890",
    f"write to {CANARY} dot x (at) example [dot] com or zero seven nine double one one two three four five, Jan Novák",
    "Имя Анна Петрова, ул. Ленина 5, ноль семь девять один; 我叫王小明，电话一三八零零一三八零零零，地址北京市１号",
    f"{CANARY} Müller, Hauptstraße 5, 10115 Berlin, born 3 May 1984, IMEI 490154203237518, AB12 CDE, @{CANARY}",
    "İıſK ß ﷽ \u200f\u202e 4111\u00a01111\u20091111\u20071111 \ufeff ４１１１ １１１１ １１１１ １１１１",
)


_PATTERNS = (
    f"{CANARY}-[0-9]{{4,8}}",
    r"(?:KD|Kunde) ?#?\d{6}",
    "[A-Z]{2,3}-[A-Z0-9]{1,12}(?:/[0-9]{2})?",
    "[0-9]{1,9}(a|b|cd){1,3}[a-z]{0,9}",
)


def _text(data: bytes) -> str:
    """Bytes as text of every sort: valid UTF-8 as it is, and lone surrogates for what is not."""
    return data.decode("utf-8", "surrogateescape")


def _import(name: str) -> Target:
    row = {"id": CANARY, "conversation": CANARY, "sender": CANARY, "text": CANARY, "sent_at": "5"}
    seeds = {
        "jsonl": [(json.dumps(row | {"attachment": CANARY}) + "\n").encode() * 2],
        "csv": [(",".join(row) + "\n" + f'{CANARY},{CANARY},{CANARY},"{CANARY}\n{CANARY}",5\n' * 2).encode()],
        "telegram": [(SAMPLES / "telegram.json").read_bytes()[:6000]],
        "sms-backup": [(SAMPLES / "sms.xml").read_bytes()[:6000]],
    }[name]

    def run(data: bytes) -> None:
        start = last = data[0] % 3 if data else 0
        for number, item in FORMATS[name].read(io.BytesIO(data), start):
            assert number == last + 1, "records are numbered in order"
            last = number
            assert isinstance(item, Inbound | Unreadable | Skipped), "a record is one of three things"
            assert CANARY not in repr(item), "what is shown of a record holds nothing that was read"
            if isinstance(item, Inbound):
                item.text.expose().encode("utf-8")

    return Target(seeds, run, (BadInput,))


class _Scan:
    """Both prefilters find the same, settled, and every style of redaction takes all of it out."""

    def __init__(self) -> None:
        regions = ("US", "GB", "DE", "FR", "ES", "IT")
        more = {"also": OPTIONAL, "passed": ("URL",), "allowed": ("info@example.com", "192.0.2.7")}
        detectors = [*every(regions), pattern.detector("x", "ACCOUNT", _PATTERNS[0])]
        self._scanners = [Scanner(detectors, False, **more), Scanner(detectors, **more)]
        self._styles = [*redact.STYLES.values(), redact.pseudonyms(bytes(32))]

    def __call__(self, data: bytes) -> None:
        text = _text(data)
        found, again = (scanner.scan(text) for scanner in self._scanners)
        assert found == again, "with and without the compiled pass the findings are the same"
        last = 0
        for one in found:
            assert last <= one.start < one.end <= len(text), "findings are sorted and do not overlap"
            last = one.end
        for style in self._styles:
            assert isinstance(redact.redacted(text, found, style), str)
        if len(text) < 5_000:
            (each,) = self._scanners[1].scan_each([text])
            assert each == found, "many texts are scanned as each alone"
            assert [one.finding for one in explained(self._scanners[1], text)] == found, "each can be explained"


def _plain(data: bytes) -> None:
    text = _text(data)
    read = spelled.reworded(normal.plain(text) or normal.Read(text))
    before = (0, 0)
    for at in range(min(len(read.text), 2_000)):
        back = read.back(Finding(at, at + 1, "EMAIL", 1.0, "fuzz", "c"))
        assert 0 <= back.start < back.end <= len(text), "offsets lie in the text"
        assert before <= (back.start, back.end), "offsets are in order"
        before = (back.start, back.end)


def _own_pattern(data: bytes) -> None:
    """A pattern is refused, or it can be used and ends soon, whatever the text."""
    written = _text(data)
    own = pattern.detector("own", "ACCOUNT", written)
    scanners = [Scanner([own], False), Scanner([own])]
    pieces = {written, *(one for one in written if one.isalnum()), "1", "a", "1-", "a1"}
    for text in [(piece * 20_000)[:20_000] for piece in sorted(pieces)[:8]]:
        one, two = (scanner.scan(text) for scanner in scanners)
        assert one == two, "with and without the compiled pass the findings are the same"


def _restore(data: bytes) -> None:
    text = _text(data)
    found = list(tokens.literals(text))
    names = [tokens.name("LITERAL", number) for number in range(1, len(found) + 1)]
    values = {name: text[one.start : one.end] for name, one in zip(names, found, strict=True)}
    replaced = tokens.replace(text, found, names)
    back, stayed = tokens.restore(replaced.text, lambda kind, n: values.get(tokens.name(kind, n)))
    assert (back, stayed) == (text, 0), "what was replaced is restored"
    assert len(tokens.mentioned(text)) == len(found), "what reads like a token is a finding"


def _identity(data: bytes) -> None:
    once = identity.canonical(_text(data), ("US", "GB"))
    assert identity.canonical(once, ("US", "GB")) == once, "the one spelling is its own spelling"


def _entry(data: bytes) -> None:
    assert entry.encode(entry.decode(data)) == data, "an entry has one spelling"


def _notes(notes: dict[str, Any]) -> tuple[list[bytes], Callable[[bytes], object]]:
    held = notes["note"] if "note" in notes else next(iter(_strings(notes, "\n\n— ")))

    def run(data: bytes) -> None:
        seen = open_note(_text(data), notes["vkeys"])
        assert (seen.origin, seen.size) == (notes["origin"], notes["size"]), "only what was signed opens"

    return [held.encode()], run


def _strings(tree: Any, within: str) -> list[str]:
    """Every string of a JSON tree that holds `within`."""
    if isinstance(tree, str):
        return [tree] if within in tree else []
    parts = tree.values() if isinstance(tree, dict) else tree if isinstance(tree, list) else ()
    return [text for part in parts for text in _strings(part, within)]


def _keys(notes: dict[str, Any]) -> Callable[[bytes], object]:
    (held,) = _notes(notes)[0]
    return lambda data: open_note(held.decode(), [_text(data)])


class _Verifier:
    """The sceptic's program ends with 0, 1 or 2, whatever the file; with 0 only for the one that was signed."""

    def __init__(self) -> None:
        self._module = _load(ROOT / "verifier" / "privet_verify.py")
        self._seed = (VECTORS / "ledger" / "export.txt").read_bytes()
        self._keys = [line[4:].decode() for line in self._seed.splitlines() if line.startswith(b"key ")]
        self._file = tempfile.NamedTemporaryFile(prefix="privet-fuzz-")  # noqa: SIM115  # as long as the process

    def __call__(self, data: bytes) -> None:
        Path(self._file.name).write_bytes(data)
        said = io.StringIO()
        pinned = [word for key in self._keys for word in ("--key", key)]
        with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
            code = self._module.main([self._file.name, *pinned])
        assert code in (0, 1, 2), "the verifier ends with 0, 1 or 2"
        assert code or data == self._seed, "the verifier accepts only what was signed"


def _load(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("verifier", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _sealed() -> tuple[list[bytes], Callable[[bytes], object]]:
    key, place = os.urandom(32), context(1, bytes(16), bytes(16), 0, 1, 2, 3)
    whole = seal(key, os.urandom(12), CANARY.encode() * 5, place)

    def run(data: bytes) -> None:
        unseal(key, data, place)
        assert data == whole, "nothing opens but what was sealed"

    return [whole], run


def _wrapped() -> tuple[list[bytes], Callable[[bytes], object]]:
    key, place = os.urandom(32), child_context(1, 2, 3, 4, 5)
    whole = wrap(key, os.urandom(12), os.urandom(32), place)

    def run(data: bytes) -> None:
        unwrap(key, data, place)
        assert data == whole, "nothing opens but what was wrapped"

    return [whole], run


def _epoch() -> bytes:
    part = base64.b64encode(bytes(61))
    return epoch.encode(epoch.Epoch(bytes(16), 7, "keyfile", part, None, None))


def _settings(data: bytes) -> None:
    with tempfile.TemporaryDirectory(prefix="privet-fuzz-") as folder:
        (Path(folder) / config.FILE).write_bytes(data)
        config.load(Path(folder))
