"""Ways of the acts about what leaves by a bot: how each is made to fail, with canaries in whatever it is given."""

from __future__ import annotations

from privet.acts import (
    basis,
    call,
    consent,
    consent_text,
    correct,
    failing,
    foresee,
    freeze,
    fulfil,
    gather,
    hold,
    mydata,
    notice,
    receipt,
    release,
    request,
    retract,
    signal,
    stop,
)
from privet.acts.consent import Given
from privet.acts.consent_text import Draft
from privet.core.botapi import call as calls
from privet.core.message import TenantId
from privet.core.plain import Plain
from privet.core.policy import LOCAL, Actor
from privet.errors import PrivetError
from privet.prove.bots import nobodys
from privet.prove.ways import NOBODY, Forced, Stand

w = Stand.word

HOLD, ASKED = "hld_" + 26 * "a", "req_" + 26 * "a"
"""A hold and a request that are not there."""


def _begun(stand: Stand, method: str, **params: object) -> None:
    """A call that is refused, with its reason raised."""
    params = {"chat_id": 990000000001, **params}
    (found,) = call.begin(stand.app, stand.tenant, nobodys("calls"), [calls.read(method, params)])
    if isinstance(found, PrivetError):
        raise found


def _wording(stand: Stand, draft: Draft, actor: Actor = LOCAL) -> None:
    consent_text.add(stand.app, stand.tenant, draft, Plain(stand.word("erase", "reason")), actor)


WAYS: dict[str, tuple[Forced, ...]] = {
    "call": (
        lambda s: _begun(s, "sendMessage", chat_id=w(s, "send", "answer"), text="x"),
        lambda s: _begun(s, "sendMessage", text=w(s, "send", "answer") + "\ud83d"),
        lambda s: _begun(s, "sendMessage", text="Please send us your password. " + w(s, "send", "answer")),
        lambda s: _begun(s, "copyMessage", from_chat_id="-100990000000001", caption=w(s, "send", "answer")),
        lambda s: _begun(s, "sendMessage", text="x", reply_markup="{" + w(s, "send", "answer")),
        lambda s: call.notice(
            s.app, s.tenant, nobodys("calls"), w(s, "command line", "id"), w(s, "send", "answer"), own_answer=True
        ),
        lambda s: call.finish(s.app, TenantId(99), nobodys("calls"), []),
    ),
    "retract": (
        lambda s: retract.listed(s.app, s.tenant, LOCAL, w(s, "command line", "argument")),
        lambda s: retract.listed(s.app, s.tenant, NOBODY),
        lambda s: retract.due(s.app, TenantId(99)),
    ),
    "stop": (
        lambda s: stop.word(s.app, s.tenant, w(s, "command line", "id"), LOCAL, stop=True),
        lambda s: stop.stop(s.app, s.tenant, s.subject, "support", Plain(w(s, "erase", "reason")), NOBODY),
        lambda s: stop.start(s.app, s.tenant, s.subject, w(s, "find", "purpose"), Plain("x"), LOCAL),
        lambda s: stop.listed(s.app, s.tenant, NOBODY),
        lambda s: stop.receipts(s.app, s.tenant, w(s, "command line", "id"), LOCAL),
        lambda s: stop.receipts(s.app, s.tenant, s.subject, NOBODY),
    ),
    "consent": (
        lambda s: consent.give(
            s.app, s.tenant, s.subject, Given(w(s, "find", "purpose"), "v1"), "support", Plain("x"), LOCAL
        ),
        lambda s: consent.withdraw(
            s.app,
            s.tenant,
            s.subject,
            Given("delivery", f"é{w(s, 'command line', 'argument')}"),
            "support",
            Plain("x"),
            LOCAL,
        ),
        lambda s: consent.give(
            s.app, s.tenant, s.subject, Given("delivery", "v1"), "support", Plain(w(s, "erase", "reason")), NOBODY
        ),
        lambda s: consent.give(
            s.app, s.tenant, s.subject, Given("delivery", "v1", method=w(s, "find", "purpose")), "x", Plain("x"), LOCAL
        ),
        lambda s: consent.history(s.app, s.tenant, w(s, "command line", "id"), LOCAL),
        lambda s: consent.history(s.app, s.tenant, s.subject, NOBODY),
    ),
    "consent_text": (
        lambda s: _wording(s, Draft("v1", "en", w(s, "find", "purpose"), "Yes.", "DE", "DE")),
        lambda s: _wording(s, Draft("v1", "en", "delivery", "Yes.", w(s, "command line", "argument"), "DE")),
        lambda s: _wording(s, Draft("v1", "en", "delivery", w(s, "erase", "reason") + "\ud83d", "DE", "DE")),
        lambda s: _wording(s, Draft("v1", "en", "delivery", "Yes.", "DE", "DE"), NOBODY),
        lambda s: consent_text.all_(s.app, s.tenant, NOBODY),
    ),
    "signal": (
        lambda s: signal.honour(s.app, s.tenant, w(s, "command line", "id"), LOCAL),
        lambda s: signal.honour(s.app, TenantId(99), w(s, "command line", "id"), NOBODY),
    ),
    "receipt": (
        lambda s: receipt.receipt_of(s.app, s.tenant, w(s, "command line", "id"), LOCAL),
        lambda s: receipt.export(s.app, s.tenant, w(s, "command line", "id"), LOCAL),
        lambda s: receipt.export(s.app, s.tenant, s.subject, NOBODY, purpose=w(s, "find", "purpose")),
    ),
    "basis": (
        lambda s: basis.set_(s.app, s.tenant, w(s, "find", "purpose"), "contract", Plain("x"), LOCAL),
        lambda s: basis.set_(s.app, s.tenant, "delivery", w(s, "command line", "argument"), Plain("x"), LOCAL),
        lambda s: basis.set_(s.app, s.tenant, "delivery", "contract", Plain(w(s, "erase", "reason")), NOBODY),
        lambda s: basis.all_(s.app, s.tenant, NOBODY),
    ),
    "notice": (
        lambda s: notice.publish(s.app, s.tenant, {"company": w(s, "command line", "argument")}, Plain("x"), LOCAL),
        lambda s: notice.publish(s.app, s.tenant, {w(s, "find", "purpose"): "x"}, Plain("x"), LOCAL),
        lambda s: notice.publish(s.app, s.tenant, {}, Plain(w(s, "erase", "reason")), NOBODY),
        lambda s: notice.check(s.app, s.tenant, NOBODY),
    ),
    "failing": (
        lambda s: failing.set_(s.app, s.tenant, "sms", w(s, "find", "purpose"), Plain("x"), LOCAL),
        lambda s: failing.set_(s.app, s.tenant, f"é{w(s, 'command line', 'argument')}", "mask", Plain("x"), LOCAL),
        lambda s: failing.set_(s.app, s.tenant, "sms", w(s, "command line", "argument"), Plain("x"), LOCAL),
        lambda s: failing.set_(s.app, s.tenant, "sms", "mask", Plain(w(s, "erase", "reason")), NOBODY),
        lambda s: failing.set_(s.app, s.tenant, "desk", "hold", Plain(w(s, "erase", "reason")), NOBODY),
        lambda s: failing.all_(s.app, s.tenant, NOBODY),
    ),
    "release": (lambda s: release.release(s.app, TenantId(99)), lambda s: release.release(s.app, s.tenant)),
    "foresee": (
        lambda s: foresee.foresee(s.app, s.tenant, NOBODY),
        lambda s: foresee.soon(s.app, s.tenant, NOBODY),
        lambda s: foresee.against(s.app, s.tenant, NOBODY),
    ),
    "gather": (
        lambda s: gather.gather(s.app, s.tenant, [w(s, "command line", "id")], "x", Plain("x"), LOCAL),
        lambda s: gather.gather(s.app, s.tenant, [s.subject], w(s, "find", "purpose"), Plain("x"), LOCAL),
        lambda s: gather.gather(s.app, s.tenant, [s.subject], "support", Plain(w(s, "erase", "reason")), NOBODY),
    ),
    "request": (
        lambda s: request.file(s.app, s.tenant, w(s, "find", "purpose"), "gdpr", [s.subject], Plain("x"), LOCAL),
        lambda s: request.file(s.app, s.tenant, "access", "gdpr", [w(s, "command line", "id")], Plain("x"), LOCAL),
        lambda s: request.file(s.app, s.tenant, "access", "gdpr", [s.subject], Plain(w(s, "erase", "reason")), NOBODY),
        lambda s: request.widen(s.app, s.tenant, ASKED, [s.subject], Plain(w(s, "erase", "reason")), LOCAL),
        lambda s: request.refuse(s.app, s.tenant, ASKED, w(s, "command line", "argument"), Plain("x"), LOCAL),
        lambda s: request.confirm(s.app, s.tenant, w(s, "command line", "id"), Plain("x"), LOCAL),
        lambda s: request.everyone(s.app, s.tenant, NOBODY),
    ),
    "fulfil": (
        lambda s: fulfil.fulfil(s.app, s.tenant, w(s, "command line", "id"), Plain("x"), LOCAL),
        lambda s: fulfil.fulfil(s.app, s.tenant, ASKED, Plain(w(s, "erase", "reason")), NOBODY),
    ),
    "correct": (
        lambda s: correct.correct(
            s.app, s.tenant, correct.Asked(ASKED, w(s, "command line", "id")), Plain("x"), LOCAL, name=Plain("y")
        ),
        lambda s: correct.correct(
            s.app, s.tenant, correct.Asked(ASKED, s.subject), Plain(w(s, "erase", "reason")), NOBODY
        ),
    ),
    "hold": (
        lambda s: hold.ask(s.app, s.tenant, [w(s, "command line", "id")], "claim", 9, Plain("x"), LOCAL),
        lambda s: hold.ask(s.app, s.tenant, [s.subject], w(s, "command line", "argument"), 9, Plain("x"), LOCAL),
        lambda s: hold.ask(s.app, s.tenant, [s.subject], "claim", 9, Plain(w(s, "erase", "reason")), NOBODY),
        lambda s: hold.change(s.app, s.tenant, w(s, "command line", "id"), 9, Plain("x"), LOCAL),
        lambda s: hold.answer(s.app, s.tenant, HOLD, Plain(w(s, "erase", "reason")), LOCAL),
        lambda s: hold.everyone(s.app, s.tenant, NOBODY),
    ),
    "freeze": (
        lambda s: freeze.check(s.app, s.tenant, w(s, "command line", "id"), LOCAL),
        lambda s: freeze.check(s.app, s.tenant, HOLD, NOBODY),
    ),
    "mydata": (
        lambda s: mydata.mydata(s.app, s.tenant, w(s, "command line", "id"), LOCAL),
        lambda s: mydata.mydata(s.app, s.tenant, s.subject, NOBODY),
    ),
}
