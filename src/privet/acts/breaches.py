"""Breaches: what this installation has to say to each case that is taught. A step of acts that show or score it.

A check says True where it holds, False where it does not, None where nothing here can tell: that is not yet checked,
and never counts as passed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from privet.acts import job, review
from privet.acts.allowed import allowed
from privet.acts.trained import cases
from privet.core.kinds import Disposition
from privet.core.message import TenantId
from privet.core.policy import Actor, Ask, Facts
from privet.core.training import DAY_MS, Case
from privet.store import access, people, tenants

if TYPE_CHECKING:
    from privet.app import Privet
    from privet.store.view import View

CODES_S = 600
"""Codes that are kept longer than ten minutes are worth stealing."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A case, and what a look at this installation says: `holds` None means not yet checked. `looked` is what at."""

    case: Case
    holds: bool | None
    looked: str


def taught(app: Privet, tenant: TenantId, actor: Actor) -> list[Checked]:
    """Every case with its check, for whoever takes the training. Raises Denied, on the ledger."""
    with allowed(app, tenant, Ask(actor, "train", "operation"), Facts(own_account=True)) as view:
        return checked(app, view)


def checked(app: Privet, view: View) -> list[Checked]:
    """The same, for whoever may look already."""
    return [Checked(one, _CHECKS[one.check](app, view), LOOKED[one.check]) if one.check else
            Checked(one, None, one.ask) for one in cases()]  # fmt: skip


def _passkeys(app: Privet, view: View) -> bool | None:
    everyone = tenants.operators(view)
    return all(people.passkeys(view, one.id) for one in everyone) if everyone else None


def _second_factor(app: Privet, view: View) -> bool | None:
    everyone = [one for one in tenants.operators(view) if one.sso is None]
    if not everyone:
        return None
    return all(one.totp is not None or people.passkeys(view, one.id) for one in everyone)


def _expiry(app: Privet, view: View) -> bool | None:
    ran = next((one for one in job.standing(view, app.now()) if one.name == "expire"), None)
    return None if ran is None else not ran.error and not ran.late_s


def _files(app: Privet, view: View) -> bool:
    return not list(review.open_files(app))


def _key_age(app: Privet, view: View) -> bool | None:
    live = [one for one in access.every(view) if one.live(app.now())]
    return all(app.now() - one.created < review.OLD_DAYS * DAY_MS for one in live) if live else None


def _key_scope(app: Privet, view: View) -> bool | None:
    if not any(one.live(app.now()) for one in access.every(view)):
        return None
    return not any(one.check == "broad-key" for one in review.keys(view, app.rules_in(view).policy, {}, app.now()))


def _codes(app: Privet, view: View) -> bool:
    terms = app.rules_in(view).policy.terms
    disposition, class_ = terms.kinds["CODE"]
    seconds = terms.classes[class_].seconds
    return disposition is Disposition.DROP or (seconds is not None and seconds <= CODES_S)


def _root_key(app: Privet, view: View) -> bool | None:
    if app.config.keys.provider == "passphrase":
        return True
    if not app.config.keys.file:
        return None
    return app.folder.resolve() not in Path(app.config.keys.file).expanduser().resolve().parents


def _unused(app: Privet, view: View) -> bool | None:
    """None while this process has not read the ledger's last three months (`acts.oversee`)."""
    usage, now = app.usage.get(view.tenant), app.now()
    if usage is None or not usage.whole or not any(one.live(now) for one in access.every(view)):
        return None
    found = review.keys(view, app.rules_in(view).policy, usage.since(review.lately(app)), now)
    return not any(one.check == "orphan-key" for one in found)


_CHECKS: Mapping[str, Callable[[Privet, View], bool | None]] = {
    "passkeys": _passkeys,
    "second-factor": _second_factor,
    "expiry": _expiry,
    "files": _files,
    "key-age": _key_age,
    "key-scope": _key_scope,
    "codes": _codes,
    "root-key": _root_key,
    "unused": _unused,
}

LOOKED = {
    "passkeys": "Everybody who may log in has a passkey.",
    "second-factor": "Nobody logs in by a passphrase alone.",
    "expiry": "What is past its time was let go, without delay or failure.",
    "files": "Nobody else on the machine may read Privet's files.",
    "key-age": "No access key is older than 180 days.",
    "key-scope": "No access key opens every kind for every purpose, or ten thousand values a day.",
    "codes": "One-time codes are kept no longer than ten minutes.",
    "root-key": "The root key does not lie in the data folder.",
    "unused": "No access key lies unused for 90 days.",
}
"""What each check looks at, as a sentence that is true where it holds."""
