"""`privet request`: what people ask about their own data, as cases with a next step and a day."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable

from privet.acts import purge, request
from privet.acts.fulfil import fulfil
from privet.acts.request import Shown
from privet.app import Privet
from privet.cli import asking, gather, installation
from privet.cli.opening import emit, listing, opened
from privet.cli.showing import when
from privet.core.day import begins
from privet.core.deadlines import LAWS
from privet.core.message import TenantId
from privet.core.plain import Plain
from privet.core.policy import LOCAL
from privet.core.request import REFUSALS, RIGHTS, VIAS
from privet.errors import BadInput

HELP = "put on record what people ask about their own data, see what is to be done next, and do it"
EXAMPLE = """
privet request file --right access --law gdpr --about sub_aaaaaaaaaaaaaaaaaaaaaaaaaa --reason letter
privet request list
privet request answer --request req_aaaaaaaaaaaaaaaaaaaaaaaaaa --out FOLDER --to age1… --reason "letter of 3 May"
privet request refuse --request req_aaaaaaaaaaaaaaaaaaaaaaaaaa --for unfounded --reason "the tenth this week"
"""
STEPS = {
    "confirm": "tell them that it came, and say so", "prove": "have them prove who they are, by a code",
    "wait": "wait until they prove who they are", "answer": "answer it, or refuse it",
}  # fmt: skip
"""What is to be done next, in words."""

PLAIN = {
    "confirm": request.confirm, "pause": request.pause, "resume": request.resume, "extend": request.extend,
    "back": request.take_back,
}  # fmt: skip
"""Steps that take nothing but a reason."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `privet request`."""
    installation(parser)
    asking.acting(parser)
    parser.add_argument("do", choices=tuple(DO), help="what to do; `list` says what is to be done next, by when")
    parser.add_argument("--request", metavar="REQ", help="req_…, from `privet request list`")
    rights = " ".join(f"{name}: {said}" for name, said in RIGHTS.items())
    parser.add_argument("--right", choices=tuple(RIGHTS), help=rights)
    parser.add_argument(
        "--law", choices=tuple(LAWS), default="gdpr", help="by which law; `privet deadlines` names them"
    )
    parser.add_argument(
        "--about", action="append", default=[], metavar="ID",
        help="sub_… that they say is theirs, or msg_…, in which they asked and which proves it; again for each",
    )  # fmt: skip
    parser.add_argument("--via", choices=VIAS, default="letter", help="how it came")
    parser.add_argument("--received", metavar="DAY", help="the day it came (2026-11-23, UTC); today without it")
    refusals = " ".join(f"{name}: {said}" for name, said in REFUSALS.items())
    parser.add_argument("--for", dest="refusal", choices=tuple(REFUSALS), help=refusals)
    parser.add_argument("--name", metavar="N", help="of a correction: their right name, where that was wrong")
    parser.add_argument("--to", metavar="KEY", help="their public key of age (age1…); without it, by a passphrase")
    parser.add_argument("--out", metavar="FOLDER", help="where the files of an answer go")
    parser.add_argument("--closed", action="store_true", help="list those that are answered, refused or taken back")
    parser.add_argument("--reason", default="", metavar="R", help="why; on the record by a commitment")
    listing(parser)


def run(args: argparse.Namespace) -> int:
    """Do it, and say what is to be done next."""
    if args.do not in ("file", "list") and not args.request:
        raise BadInput("which request?", hint="name it with --request; `privet request list` lists them")
    if args.do == "file" and not args.right:
        raise BadInput("which right?", hint=f"one of: {', '.join(RIGHTS)}")
    if args.do == "refuse" and not args.refusal:
        raise BadInput("for what is it refused?", hint=f"--for one of: {', '.join(REFUSALS)}")
    with opened(args, as_it_is=args.do == "list") as (app, tenant):
        DO[args.do](args, app, tenant.id)
    return 0


def _file(args: argparse.Namespace, app: Privet, tenant: TenantId) -> None:
    actor, age = asking.who(app, tenant, args.operator)
    received = begins(args.received) if args.received else 0
    made = request.file(
        app, tenant, args.right, args.law, args.about, Plain(args.reason), actor, age, via=args.via, received=received
    )
    print(made)
    _next(app, tenant, made)


def _widen(args: argparse.Namespace, app: Privet, tenant: TenantId) -> None:
    actor, age = asking.who(app, tenant, args.operator)
    request.widen(app, tenant, args.request, args.about, Plain(args.reason), actor, age)
    _next(app, tenant, args.request)


def _step(args: argparse.Namespace, app: Privet, tenant: TenantId) -> None:
    actor, age = asking.who(app, tenant, args.operator)
    PLAIN[args.do](app, tenant, args.request, Plain(args.reason), actor, age)
    _next(app, tenant, args.request)


def _refuse(args: argparse.Namespace, app: Privet, tenant: TenantId) -> None:
    actor, age = asking.who(app, tenant, args.operator)
    request.refuse(app, tenant, args.request, args.refusal, Plain(args.reason), actor, age)
    _next(app, tenant, args.request)


def _answer(args: argparse.Namespace, app: Privet, tenant: TenantId) -> None:
    asked = request.one(app, tenant, args.request, LOCAL)
    hands = asked.right in ("access", "portability")
    places = gather.places(args.out or "", args.to) if hands else {}
    actor, age = asking.who(app, tenant, args.operator)
    name = Plain(args.name) if args.name else None
    made = fulfil(app, tenant, args.request, Plain(args.reason), actor, age, name)
    if made.dossier is not None:
        gather.hand_over(app, made.dossier, places, args.to)
    for one in made.certificates:
        print(f"{one.subject} is erased; `privet erase --subject {one.subject} --certificate FILE` certifies it")
    if made.certificates:
        purge.whole(app, tenant)
    _next(app, tenant, args.request)


def _list(args: argparse.Namespace, app: Privet, tenant: TenantId) -> None:
    rows = request.everyone(app, tenant, LOCAL, closed=args.closed)
    emit(args, [_line(one) for one in rows], "nothing is closed" if args.closed else "nothing waits")


DO: dict[str, Callable[[argparse.Namespace, Privet, TenantId], None]] = {
    "file": _file, "list": _list, "widen": _widen, **dict.fromkeys(PLAIN, _step), "refuse": _refuse, "answer": _answer,
}  # fmt: skip


def _next(app: Privet, tenant: TenantId, id: str) -> None:
    one = request.one(app, tenant, id, LOCAL)
    if one.step is None:
        print(f"{id} is closed: {one.state}.", file=sys.stderr)
    else:
        late = f", {one.step.late} days late" if one.step.late else ""
        print(f"Next: {STEPS[one.step.what]}, by the end of {one.step.by}{late}. {one.step.citation}", file=sys.stderr)


def _line(one: Shown) -> dict[str, object]:
    return {
        "request": one.request, "right": one.right, "law": one.law, "came by": one.via, "state": one.state,
        "received": when(one.received), "next": one.step.what if one.step else "",
        "by the end of": one.step.by.isoformat() if one.step else "", "late days": one.step.late if one.step else 0,
        "proven": ", ".join(one.proven), "not proven": ", ".join(each for each, proof in one.whose if not proof),
        "closed": when(one.closed) if one.closed else "", "refused for": one.refusal,
    }  # fmt: skip
