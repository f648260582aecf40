"""Wires: one object says what there is (store, keys, detectors, channels, rules), and carries the only clock.

`Privet(...)` is what every act takes first. `open_privet` builds it from a data folder; a test builds one by hand.
"""

from __future__ import annotations

import io
import os
import secrets
import time
import weakref
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple

from privet import config as settings
from privet.config import Config
from privet.core import ids, pattern
from privet.core.channel import Channel
from privet.core.detect import Scanner
from privet.core.kinds import KINDS, OPTIONAL, Disposition, Kind
from privet.core.lasting import exact
from privet.core.message import TenantId
from privet.core.pack import FILES as PACK_FILES
from privet.core.pack import Pack, read_pack
from privet.core.policy import FILES as POLICY_FILES
from privet.core.policy import Actor, Ask, DecisionCache, Deny, Policy
from privet.core.sight import Sight
from privet.core.throttle import FORGET_S, FREE_ACCOUNT, FREE_ADDRESS, Throttle
from privet.core.wrap import RootKey
from privet.errors import BadInput, NoInstallation, NoPolicy, NotFound
from privet.plugins.compiled import Compiled
from privet.plugins.detectors import every
from privet.store import messages, tenants
from privet.store.db import DATA, Store
from privet.store.keystore import KeyStore
from privet.store.migrate import migrate
from privet.store.view import View

_DRAW = 8192


class Chance:
    """Random bytes from the system, drawn in larger pieces: many small draws would cost more than sealing.

    Reading the piece is one atomic step, so that two threads never get the same bytes; a forked child draws its own.
    """

    __slots__ = ("__weakref__", "_drawn")

    def __init__(self) -> None:
        self._drawn = io.BytesIO()
        forget = weakref.WeakMethod(self.forget)
        os.register_at_fork(after_in_child=lambda: (method := forget()) and method())

    def forget(self) -> None:
        """Drop what was drawn ahead."""
        self._drawn = io.BytesIO()

    def __call__(self, count: int) -> bytes:
        """`count` random bytes, never given twice."""
        taken = self._drawn.read(count)
        if len(taken) < count:
            if count > _DRAW:
                return secrets.token_bytes(count)
            drawn = io.BytesIO(secrets.token_bytes(_DRAW))
            taken = drawn.read(count)
            self._drawn = drawn
        return taken


class KindTerms(NamedTuple):
    """What the rules say of a kind, as the hot path wants it: its number, what becomes of it, its class."""

    number: int
    disposition: Disposition
    class_: str
    looked_up: bool


@dataclass(frozen=True, slots=True)
class Rules:
    """A tenant's adopted policy and its version, with the decisions that may be remembered."""

    version: int
    changes: int  # the tenant's count of changes when this was read
    policy: Policy
    decided: DecisionCache
    scanner: Scanner
    kinds: dict[str, KindTerms]
    gates: dict[Actor, Any] = field(default_factory=dict)  # those of receive, by actor
    sights: dict[Ask, Sight | Deny] = field(default_factory=dict)  # what of lists may be seen


@dataclass(slots=True)
class Privet:
    """One installation, open."""

    folder: Path
    config: Config
    store: Store
    channels: dict[str, Channel] = field(default_factory=dict)
    clock: Callable[[], int] = lambda: time.time_ns() // 1_000_000
    chance: Callable[[int], bytes] = field(default_factory=Chance)
    rules: dict[TenantId, Rules] = field(default_factory=dict)
    refused: dict[TenantId, tuple[int, int]] = field(default_factory=dict)  # keys refused; when last on the ledger
    names: Throttle = field(default_factory=lambda: Throttle(FREE_ACCOUNT))
    addresses: Throttle = field(default_factory=lambda: Throttle(FREE_ADDRESS, FORGET_S))
    usage: dict[TenantId, Any] = field(default_factory=dict)  # what was read off the ledger (acts.usage)
    waited: dict[TenantId, tuple[int, int]] = field(default_factory=dict)  # tries refused unseen; when last on record
    came: dict[tuple[TenantId, str], int] = field(default_factory=dict)  # when a program last came, by its key
    days: dict[TenantId, Any] = field(default_factory=dict)  # a day that is being counted (acts.summarise)
    walks: dict[TenantId, Any] = field(default_factory=dict)  # how far bytes are overwritten (acts.purge)
    beside: Any = None  # a backup or a drill that runs (acts.backing)
    _last: int = 0

    def __post_init__(self) -> None:
        """The store asks the same clock what is over."""
        self.store.clock = self.now

    def now(self) -> int:
        """Milliseconds since 1970 UTC: the only clock."""
        return self.clock()

    def go_on(self, id: bytes) -> None:
        """Make only ids greater than `id` from now on, also where the clock was set back since that was made."""
        self._last = max(self._last, int.from_bytes(id[:8], "big"))

    def id(self) -> bytes:
        """A new id, greater than every one this process made before."""
        last, now = self._last + 1, self.clock() << 16
        self._last = last = now if now > last else last
        return last.to_bytes(8, "big") + self.chance(8)

    def entry_id(self) -> str:
        """The id of a new ledger entry."""
        return ids.letters(self.chance(16))

    def tenant(self, name: str | None) -> tenants.Tenant:
        """The tenant called `name`; the only one there is where no name is given."""
        known = tenants.every(self.store)
        for one in known:
            if one.name == name or (name is None and len(known) == 1):
                return one
        names = ", ".join(one.name for one in known) or "none yet"
        if name is None:
            raise BadInput("which tenant?", hint=f"say --tenant NAME or set PRIVET_TENANT; there are: {names}")
        raise NotFound("there is no such tenant", hint=f"there are: {names}")

    def rules_of(self, tenant: TenantId) -> Rules:
        """The adopted rules of a tenant, as this process last saw them."""
        found = self.rules.get(tenant)
        if found is None:
            with self.store.view(tenant) as view:
                found = self.rules_in(view)
        return found

    def rules_in(self, view: View) -> Rules:
        """The adopted rules as they stand in this transaction: read again when any process adopted new ones."""
        found = self.rules.get(view.tenant)
        if found is None or found.changes != view.known.changes:
            found = self.rules[view.tenant] = self._load(view, found)
        return found

    def _load(self, view: View, before: Rules | None) -> Rules:
        row = tenants.policy(view)
        if row is None:
            raise NoPolicy(
                "this tenant has no adopted policy, and without one Privet does not start",
                hint="`privet rule propose FOLDER`, then `privet rule adopt VERSION`",
            )
        if before is not None and before.version == row.version:
            return replace(before, changes=view.known.changes)
        try:
            policy = Policy.parse(row.files)
        except BadInput as error:
            raise NoPolicy(f"the adopted policy does not check out: {error.message}", hint=error.hint) from None
        if bytes.fromhex(policy.digest) != row.digest:
            raise NoPolicy(
                f"version {row.version} of the policy is not the one that was adopted",
                hint="restore data.db from the last backup, or propose and adopt the policy again",
            )
        scanner = self.scanner(policy)
        if policy.terms.allowed:  # no text waits for them to be read
            scanner.ready()
        kinds = {one.name: _terms(policy, one) for one in KINDS.values()}
        return Rules(row.version, view.known.changes, policy, DecisionCache(policy), scanner, kinds)

    def scanner(self, policy: Policy) -> Scanner:
        """Detection as a policy has it; what it needs is compiled when the first text comes, or by `ready`."""
        return _scanner(policy, None if self.config.detect.hyperscan else False)

    def places(self) -> list[Path]:
        """The further folders that each hold one copy of the key store and one epoch."""
        return [Path(copy).expanduser() for copy in self.config.keys.copies]

    def close(self) -> None:
        """Close every file."""
        self.store.close()


def _terms(policy: Policy, kind: Kind) -> KindTerms:
    disposition, class_ = policy.kind(kind.name)
    return KindTerms(kind.number, disposition, exact(kind.name, class_, policy.classes), kind.looked_up)


def _scanner(policy: Policy, hyperscan: bool | None) -> Scanner:
    """What a tenant's policy makes of detection. A kind that it does not let pass is looked for."""
    passed = {name for name, (disposition, _) in policy.terms.kinds.items() if disposition is Disposition.PASS}
    own = [pattern.detector(name, *of) for name, of in policy.terms.patterns.items()]
    return Scanner(
        [*every(policy.regions), *own],
        hyperscan,
        passed=passed,
        also=OPTIONAL - passed,
        allowed=policy.terms.allowed,
        kept=Compiled(),
    )


def open_privet(folder: Path, root: RootKey, *, config: Config | None = None) -> Privet:
    """The installation in `folder`, opened with its root key. Every tenant's policy is checked: no policy, no start."""
    installed(folder)
    migrate(folder)
    chance = Chance()
    config = config or settings.load(folder)
    store = Store(folder, KeyStore.open(folder, root, chance, cached=config.keys.cached))
    app = Privet(folder, config, store, chance=chance)
    try:
        for tenant in tenants.every(store):
            app.rules_of(tenant.id)
            with store.view(tenant.id) as view:
                app.go_on(messages.newest(view))
    except BaseException:
        app.close()
        raise
    return app


def create(folder: Path, root: RootKey, *, recovery: bytes | None = None) -> Privet:
    """A new, empty installation in `folder`, open. `recovery` is the public half of a recovery key."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if (folder / DATA).exists():
        raise BadInput("there is an installation in this folder already", hint="choose another --data folder")
    migrate(folder)
    chance = Chance()
    config = settings.load(folder)
    return Privet(
        folder, config, Store(folder, KeyStore.create(folder, root, chance, recovery=recovery)), chance=chance
    )


def installed(folder: Path) -> None:
    """Raise NoInstallation unless `folder` holds one."""
    if not (folder / DATA).exists():
        raise NoInstallation(
            "there is no Privet installation in this folder",
            hint="`privet init --data DIR` makes one; --data or PRIVET_DATA says where it is",
        )


@contextmanager
def closing(app: Privet) -> Iterator[Privet]:
    """`app`, closed at the end of the block."""
    try:
        yield app
    finally:
        app.close()


@lru_cache(maxsize=1)
def leaked_passphrases() -> bytes:
    """Marks of passphrases that are in lists of leaked ones, as `core.proof.tried_first` takes them."""
    return (files("privet.core") / "vendored" / "passphrases.bin").read_bytes()


def default_policy() -> dict[str, str]:
    """The files of the policy that a new tenant gets, by name."""
    folder = files("privet.core") / "rules"
    return {name: (folder / name).read_text("utf-8") for name in POLICY_FILES}


@lru_cache(maxsize=1)
def packs() -> dict[str, Pack]:
    """What single laws ask beyond the default policy, by name (`core.pack`)."""
    folders = sorted(
        (one for one in (files("privet.core") / "packs").iterdir() if one.is_dir()), key=lambda it: it.name
    )
    read = (read_pack({name: (one / name).read_text("utf-8") for name in PACK_FILES}) for one in folders)
    return {one.name: one for one in read}
