"""`privet consent`: what a customer agreed to or took back, that they want no messages, and on which basis we act; and
the receipts of it.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from privet.acts import basis, consent, consent_text, receipt, stop
from privet.acts.consent import Given
from privet.cli import asking, installation
from privet.cli.opening import emit, listing, opened
from privet.cli.showing import when
from privet.core.consent import BASES, METHODS, OTHER
from privet.core.plain import Plain
from privet.errors import BadInput

HELP = "record consents and that a customer wants no messages, and set the legal basis of each purpose"
EXAMPLE = """
privet consent give sub_aaaaaaaaaaaaaaaaaaaaaaaaaa --to delivery --text offers-3 --reason "ticked the box"
privet consent withdraw sub_aaaaaaaaaaaaaaaaaaaaaaaaaa --to delivery --text offers-3 --reason "by letter"
privet consent receipt cns_aaaaaaaaaaaaaaaaaaaaaaaaaa > receipt.txt
privet consent export sub_aaaaaaaaaaaaaaaaaaaaaaaaaa > consents.jsonld
privet consent text offers-3 --to delivery --language en --law IE --place IE --file offers.txt --reason "new offers"
privet consent texts
privet consent stop sub_aaaaaaaaaaaaaaaaaaaaaaaaaa --reason "said so on the telephone"
privet consent list sub_aaaaaaaaaaaaaaaaaaaaaaaaaa
privet consent basis delivery consent --reason "as counsel said"
privet consent basis
"""


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `privet consent`."""
    what = parser.add_subparsers(dest="what", metavar="WHAT", required=True)
    for name, help in (("give", "a customer agreed to messages"), ("withdraw", "a customer takes that back")):
        one = what.add_parser(name, help=help)
        _about(one)
        one.add_argument("--to", required=True, metavar="P", help="for which purpose of the policy messages are sent")
        one.add_argument(
            "--text", required=name == "give", default="", metavar="V", help="the version of the text they were shown"
        )
        one.add_argument("--language", default="", metavar="L", help="its language, where it is there in several")
        one.add_argument("--how", choices=tuple(METHODS), default=OTHER, help="how they said so")
        one.add_argument("--channel", default="", metavar="C", help="over this channel alone (default: over all)")
    for name, help in (("stop", "a customer wants no more messages"), ("start", "a customer wants messages again")):
        _about(what.add_parser(name, help=help))
    listed = what.add_parser("list", help="what a customer agreed to, took back, and said of messages")
    installation(listed)
    asking.acting(listed)
    listed.add_argument("subject", metavar="SUBJECT", help="sub_…, from `privet find` or `privet subjects`")
    listing(listed)
    _signed(what)
    on = what.add_parser("basis", help="set the legal basis of a purpose, or list them")
    installation(on)
    asking.acting(on)
    on.add_argument("of", metavar="PURPOSE", nargs="?", help="one of the policy's, or storage; without it, list")
    on.add_argument("basis", metavar="BASIS", nargs="?", help=", ".join(BASES))
    on.add_argument("--reason", default="", metavar="R", help="why")
    listing(on)


def _signed(what: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """What receipts need: the texts, and the receipts themselves."""
    one = what.add_parser("receipt", help="a signed receipt of a consent, which `privet verify FILE --key` checks")
    one.add_argument("consent", metavar="CONSENT", help="cns_…, from `privet consent list`")
    whole = what.add_parser("export", help="all that they agreed to, as JSON-LD (ISO/IEC TS 27560)")
    whole.add_argument("subject", metavar="SUBJECT", help="sub_…, from `privet find` or `privet subjects`")
    for each in (one, whole):
        installation(each)
        asking.acting(each)
        each.add_argument("--purpose", default="subject-request", metavar="P", help="support, or subject-request")
    text = what.add_parser("text", help="add a text that people agree to; it stays as it is")
    installation(text)
    asking.acting(text)
    text.add_argument("version", metavar="V", help="what this version of the text is called")
    text.add_argument("--to", required=True, metavar="P", help="for which purpose of the policy people agree to it")
    text.add_argument("--language", required=True, metavar="L", help="its language, as in en or pt-BR")
    text.add_argument("--law", required=True, metavar="CC", help="whose law people are asked under: DE, or 'DE FR'")
    text.add_argument("--place", required=True, metavar="CC", help="in which countries what is held of them is kept")
    text.add_argument("--file", required=True, metavar="FILE", help="the text in UTF-8, to the byte as it is shown")
    text.add_argument("--reason", required=True, metavar="R", help="why")
    texts = what.add_parser("texts", help="the texts that people agree to")
    installation(texts)
    asking.acting(texts)
    listing(texts)


def _about(parser: argparse.ArgumentParser) -> None:
    installation(parser)
    asking.acting(parser)
    parser.add_argument("subject", metavar="SUBJECT", help="sub_…, from `privet find` or `privet subjects`")
    parser.add_argument("--purpose", default="subject-request", metavar="P", help="support, or subject-request")
    parser.add_argument("--reason", required=True, metavar="R", help="how they said so; kept sealed, erased with them")


def run(args: argparse.Namespace) -> int:
    """Record, set or list."""
    ways = {
        "list": _list, "basis": _basis, "give": _give, "withdraw": _give, "receipt": _receipt, "export": _receipt,
        "text": _text, "texts": _texts,
    }  # fmt: skip
    ways.get(args.what, _stop)(args)
    return 0


def _give(args: argparse.Namespace) -> None:
    with opened(args) as (app, tenant):
        actor, age = asking.who(app, tenant.id, args.operator)
        do = consent.give if args.what == "give" else consent.withdraw
        what = Given(args.to, args.text, args.channel, args.language, args.how)
        made = do(app, tenant.id, args.subject, what, args.purpose, Plain(args.reason), actor, age)
    print(f"{made.id}: {args.subject} {'agreed' if made.given else 'takes it back'}.", file=sys.stderr)


def _receipt(args: argparse.Namespace) -> None:
    with opened(args) as (app, tenant):
        actor, _ = asking.who(app, tenant.id, args.operator)
        if args.what == "receipt":
            made = receipt.receipt_of(app, tenant.id, args.consent, actor, purpose=args.purpose)
        else:
            made = receipt.export(app, tenant.id, args.subject, actor, purpose=args.purpose) + "\n"
    print(made, end="")


def _text(args: argparse.Namespace) -> None:
    try:
        said = Path(args.file).read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError):
        raise BadInput("the file of the text cannot be read as UTF-8", hint="check its name") from None
    draft = consent_text.Draft(args.version, args.language, args.to, said, args.law, args.place)
    with opened(args) as (app, tenant):
        actor, age = asking.who(app, tenant.id, args.operator)
        made = consent_text.add(app, tenant.id, draft, Plain(args.reason), actor, age)
    print(f"{made.version} in {made.language} is on file: {made.digest}.", file=sys.stderr)


def _texts(args: argparse.Namespace) -> None:
    with opened(args) as (app, tenant):
        actor, _ = asking.who(app, tenant.id, args.operator)
        rows = [
            {
                "version": one.version, "language": one.language, "purpose": one.purpose, "sha256": one.digest,
                "since": when(one.at), "by": one.by,
            }
            for one in consent_text.all_(app, tenant.id, actor)
        ]  # fmt: skip
    emit(args, rows, "no text is on file")


def _stop(args: argparse.Namespace) -> None:
    with opened(args) as (app, tenant):
        actor, age = asking.who(app, tenant.id, args.operator)
        do = stop.stop if args.what == "stop" else stop.start
        changed = do(app, tenant.id, args.subject, args.purpose, Plain(args.reason), actor, age)
    state = "gets no more messages" if args.what == "stop" else "gets messages"
    print(f"{args.subject} {state}{'' if changed else ', as before'}.", file=sys.stderr)


def _list(args: argparse.Namespace) -> None:
    with opened(args) as (app, tenant):
        actor, _ = asking.who(app, tenant.id, args.operator)
        given = consent.history(app, tenant.id, args.subject, actor)
        said = stop.receipts(app, tenant.id, args.subject, actor)
    rows = [
        {
            "at": when(one.at), "what": "given" if one.given else "withdrawn", "purpose": one.what.purpose,
            "channel": one.what.channel or "all", "text": one.what.version, "by": one.by, "said": one.id,
        }
        for one in given
    ] + [
        {
            "at": when(one.at), "what": "no messages" if one.stop else "messages again", "purpose": "all",
            "channel": "all", "text": one.message or "", "by": one.by, "said": one.said,
        }
        for one in said
    ]  # fmt: skip
    emit(args, sorted(rows, key=lambda row: str(row["at"])), "they said nothing of messages")


def _basis(args: argparse.Namespace) -> None:
    with opened(args) as (app, tenant):
        actor, age = asking.who(app, tenant.id, args.operator)
        if args.of is not None:
            basis.set_(app, tenant.id, args.of, args.basis or "", Plain(args.reason), actor, age)
            print(f"The legal basis of {args.of} is {args.basis}.", file=sys.stderr)
            return
        rows = [
            {"purpose": one.purpose, "basis": one.basis, "since": when(one.since), "by": one.by}
            for one in basis.all_(app, tenant.id, actor)
        ]
    emit(args, rows, "there is no purpose")
