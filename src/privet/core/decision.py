"""What a decision is made of: who asks for what, the facts it depends on, and the answer with its reasons."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, NoReturn

from privet.errors import BadInput, Denied, Erased, Stale

NAME = re.compile(r"[a-z0-9][a-z0-9_.:-]{0,63}")
"""How actors, purposes, roles, retention classes and rules are called; the grammar of names in the ledger."""

ActorKind = Literal["local", "operator", "service", "gateway"]


@dataclass(frozen=True, slots=True)
class Scope:
    """What the access key of a service is good for; `core.access` judges by it. `key` is the key's id, 16 bytes;
    `apart` says that the program knows things by the ids of its one purpose alone (`core.apart`).
    """

    key: bytes
    acts: frozenset[str]
    kinds: frozenset[str]
    purposes: frozenset[str]
    apart: bool = False


@dataclass(frozen=True, slots=True)
class Actor:
    """Who asks: `local` has a shell on the machine, `operator` is a named person with roles, `service` a program of the
    company (also Privet's own clock), `gateway` a channel's entrance. `scope` is that of the access key it came with.
    """

    kind: ActorKind
    name: str
    roles: frozenset[str] = frozenset()
    scope: Scope | None = None

    def __post_init__(self) -> None:
        if not NAME.fullmatch(self.name):
            raise BadInput("an actor's name is 1 to 64 of a-z, 0-9, '_', '.', ':' and '-'")

    @property
    def id(self) -> str:
        """How the ledger names the actor."""
        return self.name if self.kind == "local" else f"{self.kind}:{self.name}"


LOCAL = Actor("local", "local")


@dataclass(frozen=True, slots=True)
class Ask:
    """What is asked: one act of one actor, for one purpose, on values of these kinds."""

    actor: Actor
    act: str
    purpose: str
    kinds: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Facts:
    """What a rule may look at, loaded before deciding.

    `factor_age_s` is how many seconds ago the actor proved a passphrase or code (None: never). `to_member` says that
    the message goes to a member of the conversation that its values come from, `scoped` that the actor came with an
    access key whose scope names this ask, `over_budget` that the key, or the person, has seen as many values lately as
    it may, `asks_secret` that the message asks its reader for a password, a PIN, a code or the like (`core.asks`).
    `assigned` says that the conversation was given to the actor, `granted` that somebody else approved that this actor
    sees this value for this purpose now (`core.grant`), `restricted` that the subject's data is only to be stored (GDPR
    Art. 18), `company` that what is read is the company's own and no customer's, `own_ask` that it is about a grant
    that the actor asked for, `own_account` that the account is the actor's own, `alone` that nobody else agreed to what
    is done to it though somebody might (`acts.agree`), `subject_verified` that the customer proved lately to have the
    number or address they write from (`core.stepup`), `untrained` that the actor is a person who did not pass the
    training as lately as the policy asks (`core.training`), `own_work` that what is reviewed is what the actor did,
    `unvouched` that somebody would become an administrator while it is overdue to say that administrators have two-step
    verification in Telegram (`acts.vouch`), `own_answer` that it is Privet's own answer to what a customer just
    asked of it, such as the confirmation of STOP, `unconsented` that there is no legal basis for this purpose,
    that it is consent and the subject gave none or withdrew it, or that they objected where they may, `consented` that
    they agreed to this purpose, whatever its basis is.
    """

    factor_age_s: int | None = None
    reason_given: bool = False
    channel: str = ""
    group: bool = False
    erased: bool = False
    held: bool = False
    to_member: bool = False
    opted_out: bool = False
    scoped: bool = False
    over_budget: bool = False
    asks_secret: bool = False
    assigned: bool = False
    granted: bool = False
    restricted: bool = False
    company: bool = False
    own_ask: bool = False
    own_account: bool = False
    alone: bool = False
    subject_verified: bool = False
    untrained: bool = False
    own_work: bool = False
    unvouched: bool = False
    own_answer: bool = False
    unconsented: bool = False
    consented: bool = False


class _Unspoken:
    """A decision is asked with `require()` or matched by type; as a truth value it would be easy to get wrong."""

    __slots__ = ()

    def __bool__(self) -> NoReturn:
        raise TypeError("a decision is neither true nor false; call require() or match Permit and Deny")


@dataclass(frozen=True, slots=True)
class Permit(_Unspoken):
    """Allowed, by these rules (ids, sorted)."""

    rules: tuple[str, ...]

    @property
    def reasons(self) -> tuple[str, ...]:
        """What the ledger entry names: the rules that allowed it."""
        return self.rules

    def require(self) -> None:
        """Nothing to say against it."""


@dataclass(frozen=True, slots=True)
class Deny(_Unspoken):
    """Refused, for these reasons: ids of rules, or of `BUILT_IN` reasons. `sentences` says the same to a person.

    `erased` says that nothing else stands in the way than that the subject was erased; `stale`, nothing else than that
    the last proof of whoever asks is too old, or that there is none.
    """

    reasons: tuple[str, ...]
    sentences: tuple[str, ...]
    erased: bool = False
    stale: bool = False

    def require(self) -> NoReturn:
        """Raise `Erased` or `Stale` when only that stands in the way, otherwise `Denied`; they name rules, no value."""
        message = "refused: " + " ".join(
            f"{sentence} ({reason})" for reason, sentence in zip(self.reasons, self.sentences, strict=True)
        )
        raise (Erased if self.erased else Stale if self.stale else Denied)(message)


BUILT_IN = {
    "no-rule-allows": "No rule allows this.",
    "unknown-act": "The act is not one that rules speak of.",
    "unknown-purpose": "The purpose is not one of the policy's.",
    "unknown-kind": "A kind is not one that Privet knows.",
    "rule-error": "A rule could not be evaluated.",
    "key-act": "The access key is not for this act.",
    "key-purpose": "The access key is not for this purpose.",
    "key-kind": "The access key is not for values of this kind.",
    "key-budget": "The access key has let out as many values today as it may.",
    "own-ask": "Whoever asked for a grant does not decide about it.",
    "nobody-else": "Nobody else is there who may, so that one person alone did it.",
    "file-blocked": "Files of this sort are blocked: the bot's settings let nobody have them through Privet.",
    "budget": "You have seen as many values in the last hour, or the last day, as the policy allows one person.",
}
"""Reasons that are no rule of the policy, with their sentences."""
