"""`privet llm`: which gateways to language models there are, and how each is set."""

from __future__ import annotations

import argparse
import sys

import msgspec

from privet.acts import llm
from privet.acts.hook import Why
from privet.acts.llm import Llm
from privet.app import Privet
from privet.cli import asking, installation, trying
from privet.cli.opening import emit, listing, opened
from privet.core import webhook
from privet.core.llm import gateway as core
from privet.core.message import TenantId
from privet.core.plain import Plain
from privet.core.policy import LOCAL
from privet.errors import NotFound

HELP = "put gateways up behind which programs ask language models in tokens"
EXAMPLE = """
privet llm add shop --upstream https://api.openai.com/v1 --reason "the shop's assistant"
privet llm set shop --reader nobody --reason "agents read in tokens"
privet llm list
privet llm pause shop
privet llm trial shop
"""

READERS = {
    "customer": "the customer whose request it is, who gets back what they wrote",
    "nobody": "nobody whom Privet knows: tokens stay tokens",
}


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `privet llm`."""
    what = parser.add_subparsers(dest="what", metavar="WHAT", required=True)
    add = _one(what, "add", "put a gateway up: programs ask at /llm/NAME/v1", "a-z, 0-9, '_' and '-'")
    _settings(add, required=True)
    changed = _one(what, "set", "set a gateway anew; what is not said stays", "from `privet llm list`")
    _settings(changed, required=False)
    listed = what.add_parser("list", help="which gateways there are")
    installation(listed)
    listing(listed)
    one = what.add_parser("trial", help="what its trial shows: kinds and times")
    installation(one)
    one.add_argument("name", metavar="NAME", help="from `privet llm list`")
    for name, help in (
        ("pause", "pass nothing on for now"),
        ("resume", "pass on again"),
        ("remove", "pass nothing on any more"),
    ):
        _one(what, name, help, "from `privet llm list`")


def run(args: argparse.Namespace) -> int:
    """Add, set, list, pause, resume or remove."""
    {"add": _add, "set": _set, "list": _list, "trial": _trial}.get(args.what, _change)(args)
    return 0


def _one(
    what: argparse._SubParsersAction[argparse.ArgumentParser], name: str, help: str, named: str
) -> argparse.ArgumentParser:
    one = what.add_parser(name, help=help)
    installation(one)
    one.add_argument("name", metavar="NAME", help=named)
    one.add_argument("--reason", metavar="R", default="", help="why, for the record")
    asking.acting(one)
    return one


def _settings(parser: argparse.ArgumentParser, *, required: bool) -> None:
    parser.add_argument("--upstream", metavar="URL", required=required, help="where the model is, as https://…/v1")
    told = "; ".join(f"{name}: {sentence}" for name, sentence in READERS.items())
    parser.add_argument("--reader", choices=list(READERS), help=f"who reads the answers: {told}")
    parser.add_argument("--trial", choices=("yes", "no"), help="count copies of requests; ask the model nothing")
    parser.add_argument("--timeout", metavar="S", type=int, help="seconds that the model may be silent")


def _given(app: Privet, args: argparse.Namespace, before: dict[str, object]) -> core.Settings:
    trial = None if args.trial is None else args.trial == "yes"
    said = {"upstream": args.upstream, "reader": args.reader, "timeout_s": args.timeout, "trial": trial}
    values = before | {name: value for name, value in said.items() if value is not None}
    return core.given(values, webhook.networks(app.config.outgoing.networks))


def _add(args: argparse.Namespace) -> None:
    with opened(args) as (app, tenant):
        actor, age = asking.who(app, tenant.id, args.operator)
        settings = _given(app, args, {})
        made = llm.add(app, tenant.id, args.name, settings, actor, reason=Plain(args.reason), factor_age_s=age)
    if args.json:
        emit(args, [{"id": made.id, "name": made.name, "path": f"/llm/{made.name}/v1"}])
        return
    if settings.trial:
        print(f"Copies of requests are posted to /llm/{made.name}/v1 of this server; no key is needed.")
    else:
        print(f"Programs ask the model at /llm/{made.name}/v1 of this server, by their own key for it.")


def _set(args: argparse.Namespace) -> None:
    with opened(args) as (app, tenant):
        actor, age = asking.who(app, tenant.id, args.operator)
        before = _of(app, tenant.id, args.name).settings
        settings = _given(app, args, msgspec.structs.asdict(before))
        llm.change(app, tenant.id, args.name, settings, actor, reason=Plain(args.reason), factor_age_s=age)
    print(f"Gateway {args.name} is set so.", file=sys.stderr)


def _of(app: Privet, tenant: TenantId, name: str) -> Llm:
    for one in llm.everyone(app, tenant, LOCAL):
        if one.name == name:
            return one
    raise NotFound("there is no such gateway", hint="`privet llm list` names them")


def _list(args: argparse.Namespace) -> None:
    with opened(args) as (app, tenant):
        rows = [
            {
                "name": one.name, "upstream": one.settings.upstream, "reader": one.settings.reader,
                "timeout": one.settings.timeout_s, "trial": one.settings.trial, "paused": one.paused,
            }
            for one in llm.everyone(app, tenant.id, LOCAL)
        ]  # fmt: skip
    emit(args, rows, "no gateways yet: `privet llm add NAME --upstream URL` puts one up")


def _trial(args: argparse.Namespace) -> None:
    trying.shown(args, "llm", "requests", "have copies posted to its address")


def _change(args: argparse.Namespace) -> None:
    why: Why = {"reason": Plain(args.reason)}
    with opened(args) as (app, tenant):
        actor, why["factor_age_s"] = asking.who(app, tenant.id, args.operator)
        act = {"pause": llm.pause, "resume": llm.resume, "remove": llm.remove}[args.what]
        act(app, tenant.id, args.name, actor, **why)
    said = {"pause": "is paused", "resume": "passes on again", "remove": "is removed"}[args.what]
    print(f"Gateway {args.name} {said}.", file=sys.stderr)
