"""A plain sentence for an entry of the ledger: who did what, and what became of it. Every act has one.

A sentence is a frame with places, and what stands in them, so that a page can say each in its reader's language; it
holds nothing that the entry does not hold, hence no personal data.
"""

from __future__ import annotations

from typing import NamedTuple

from privet.core.entry import Entry, Outcome

CLOCK = "service:clock"
"""What does by itself what is due."""

NOBODY = "unknown"


class Sentence(NamedTuple):
    """Who did what: a frame with the places %(who)s and %(deed)s; and what is added: for what purpose, how many."""

    frame: str
    who: str
    deed: str
    purpose: str = ""
    many: str = ""

    def __str__(self) -> str:
        added = (f", for {self.purpose}" if self.purpose else "") + (f" ({self.many})" if self.many else "")
        return self.frame % {"who": self.who, "deed": self.deed} + added + "."


DEEDS: dict[str, tuple[str, str]] = {
    "receive": ("took in a message", "take in a message"),
    "send": ("sent a message", "send a message"),
    "read": ("read what was there", "read what is there"),
    "reveal": ("was shown a value", "see a value"),
    "relay": ("had a value passed on to another program", "have a value passed on to another program"),
    "find": ("looked a person up", "look a person up"),
    "search": ("searched messages by words", "search messages by words"),
    "erase": ("erased a customer", "erase a customer"),
    "erase.confirm": ("confirmed that a customer is erased there too", "confirm that a customer is erased there too"),
    "request": ("did a step of a request", "do a step of a request"),
    "request.access": ("recorded a request for access", "record a request for access"),
    "request.portability": ("recorded a request to take data along", "record a request to take data along"),
    "request.correction": ("recorded a request for correction", "record a request for correction"),
    "request.restriction": ("recorded a request for restriction", "record a request for restriction"),
    "request.objection": ("recorded an objection", "record an objection"),
    "request.erasure": ("recorded a request for erasure", "record a request for erasure"),
    "request.withdrawal": ("recorded a withdrawal of consents", "record a withdrawal of consents"),
    "request.widen": ("named another subject of a request", "name another subject of a request"),
    "request.confirm": ("confirmed that a request came", "confirm that a request came"),
    "request.pause": ("paused the time of a request", "pause the time of a request"),
    "request.resume": ("resumed the time of a request", "resume the time of a request"),
    "request.extend": ("told that a request takes longer", "tell that a request takes longer"),
    "request.refuse": ("refused a request", "refuse a request"),
    "request.back": ("closed a request that was taken back", "close a request that was taken back"),
    "request.correct": ("corrected what is held of a person", "correct what is held of a person"),
    "request.answer": ("answered a request", "answer a request"),
    "hold": ("asked that something is kept for a claim or an order", "ask that something is kept"),
    "hold.change": ("asked that a hold ends at another time", "ask that a hold ends at another time"),
    "hold.freeze": ("sealed what a hold covers under its own key", "seal what a hold covers"),
    "hold.end": ("ended a hold and destroyed what it kept", "end a hold"),
    "uphold": ("agreed to a hold", "agree to a hold"),
    "uphold.decline": ("declined a hold", "decline a hold"),
    "gather": ("gathered all that is held of a customer", "gather all that is held of a customer"),
    "import": ("imported messages", "import messages"),
    "backup": ("made a backup", "make a backup"),
    "drill": ("tried out a backup", "try out a backup"),
    "recovery": ("gave the keys to a recovery key as well", "give the keys to a recovery key as well"),
    "restore": ("brought a backup back", "bring a backup back"),
    "expire": ("ended what was kept to its time", "end what was kept to its time"),
    "expire.believe": ("said that a clock which had jumped is right", "say that a clock which had jumped is right"),
    "rule": ("changed the rules", "change the rules"),
    "rule.refuse": ("refused a change of the rules", "refuse a change of the rules"),
    "ledger": ("fetched the ledger", "fetch the ledger"),
    "operator": ("added a colleague", "add a colleague"),
    "operator.invite": ("invited a colleague", "invite a colleague"),
    "operator.withdraw": ("took an invitation back", "take an invitation back"),
    "operator.reset": ("made a new link for a colleague", "make a new link for a colleague"),
    "operator.remove": ("removed a colleague", "remove a colleague"),
    "operator.roles": ("gave a colleague other roles", "give a colleague other roles"),
    "agree.invite": ("agreed to an invitation", "agree to an invitation"),
    "agree.roles": ("agreed to other roles of a colleague", "agree to other roles of a colleague"),
    "agree.reset": ("agreed to a new link for a colleague", "agree to a new link for a colleague"),
    "agree.remove": ("agreed to a colleague’s removal", "agree to a colleague’s removal"),
    "account": ("changed their account", "change an account"),
    "agree": ("agreed to a change of an account", "agree to a change of an account"),
    "factor": ("changed what proves them", "change what proves them"),
    "hook": ("changed a hook", "change a hook"),
    "key": ("changed an access key", "change an access key"),
    "step-up": ("had a customer proved", "have a customer proved"),
    "key.make": ("made an access key", "make an access key"),
    "key.revoke": ("revoked an access key", "revoke an access key"),
    "key.prove": ("came with an access key", "come in with an access key"),
    "hook.add": ("added a hook", "add a hook"),
    "hook.remove": ("removed a hook", "remove a hook"),
    "hook.pause": ("paused a hook", "pause a hook"),
    "hook.resume": ("resumed a hook", "resume a hook"),
    "hook.retry": ("had events told to a hook again", "have events told to a hook again"),
    "hook.forget": ("forgot events that could not be delivered", "forget events that could not be delivered"),
    "admit": ("took in what a customer did in a chat", "take in what a customer did in a chat"),
    "bot": ("changed a bot", "change a bot"),
    "bot.add": ("added a bot", "add a bot"),
    "bot.change": ("changed how a bot is set", "change how a bot is set"),
    "bot.renew": ("gave a bot its new token", "give a bot its new token"),
    "bot.pause": ("paused a bot", "pause a bot"),
    "bot.resume": ("resumed a bot", "resume a bot"),
    "bot.remove": ("removed a bot", "remove a bot"),
    "bot.webhook": ("said where a bot’s updates go", "say where a bot’s updates go"),
    "bot.drop": ("dropped what waited for a bot", "drop what waits for a bot"),
    "bot.lost": ("handed a bot what waited for it", "hand a bot what waited for it for a day"),
    "llm": ("changed a gateway to a language model", "change a gateway to a language model"),
    "llm.add": ("added a gateway to a language model", "add a gateway to a language model"),
    "llm.change": (
        "changed how a gateway to a language model is set",
        "change how a gateway to a language model is set",
    ),
    "llm.pause": ("paused a gateway to a language model", "pause a gateway to a language model"),
    "llm.resume": ("resumed a gateway to a language model", "resume a gateway to a language model"),
    "llm.remove": ("removed a gateway to a language model", "remove a gateway to a language model"),
    "prompt": ("asked a language model", "ask a language model"),
    "complete": ("put values back into a model’s answer", "have values put back into a model’s answer"),
    "line": ("changed a line of text messages", "change a line of text messages"),
    "line.add": ("added a line of text messages", "add a line of text messages"),
    "line.change": ("changed how a line is set", "change how a line is set"),
    "line.renew": ("changed the secrets of a line", "change the secrets of a line"),
    "line.pause": ("paused a line", "pause a line"),
    "line.resume": ("resumed a line", "resume a line"),
    "line.remove": ("removed a line", "remove a line"),
    "line.lost": ("posted what waited for an application", "post what waited for an application for a day"),
    "notify": ("told a hook of an event", "be told of an event"),
    "ask": ("asked to be shown a value", "ask to be shown a value"),
    "ask.end": ("took back what they had asked for", "take back what they had asked for"),
    "approve": ("approved that a value is shown", "approve that a value is shown"),
    "approve.deny": ("declined that a value is shown", "decline that a value is shown"),
    "approve.end": ("ended an approval", "end an approval"),
    "assign": ("gave a conversation to somebody", "give a conversation to somebody"),
    "unassign": ("took a conversation back", "take a conversation back"),
    "annotate": ("wrote a note", "write a note"),
    "macro": ("wrote a macro", "write a macro"),
    "macro.drop": ("dropped a macro", "drop a macro"),
    "mask": ("saw masks of a conversation’s values", "see masks of a conversation’s values"),
    "restrict": ("restricted a customer’s data", "restrict a customer’s data"),
    "restrict.lift": ("lifted a restriction", "lift a restriction"),
    "opt-out": ("recorded that a customer wants no messages", "record that a customer wants no messages"),
    "opt-out.lift": ("recorded that a customer wants messages again", "record that a customer wants messages again"),
    "pass": ("passed a message on and kept nothing of it", "pass a message on and keep nothing of it"),
    "consent": ("recorded a consent", "record a consent"),
    "consent.withdraw": ("recorded that a consent was withdrawn", "record that a consent is withdrawn"),
    "consent.text": ("added a text that people agree to", "add a text that people agree to"),
    "consent.export": ("exported what a customer agreed to", "export what a customer agreed to"),
    "basis": ("changed a legal basis", "change a legal basis"),
    "failing": (
        "changed what becomes of messages that cannot be looked through",
        "change what becomes of messages that cannot be looked through",
    ),
    "notice": ("gave out a privacy notice", "give out a privacy notice"),
    "unseen": ("kept back a message that could not be looked through", "keep back such a message"),
    "unseen.lost": ("lost messages that could not be looked through within a day", "lose such messages"),
    "retract": ("had a message deleted at its channel", "have a message deleted at its channel"),
    "open-file": ("opened a file of a customer", "open a file of a customer"),
    "keep-file": ("kept a sealed copy of a file", "keep a sealed copy of a file"),
    "pass-file": ("handed a file of a customer to a bot", "hand a file of a customer to a bot"),
    "claim": ("heard what a customer asks over their own data", "hear what a customer asks over their own data"),
    "mydata": ("told a customer what is held of them", "tell a customer what is held of them"),
    "prove": ("proved who they are", "prove who they are"),
    "prove.passkey": ("proved who they are by a passkey", "prove who they are by a passkey"),
    "prove.codes": ("proved who they are by passphrase and code", "prove who they are by passphrase and code"),
    "prove.sso": ("proved who they are by the company’s log-in", "prove who they are by the company’s log-in"),
    "login.passkey": ("logged in by a passkey", "log in by a passkey"),
    "login.codes": ("logged in by passphrase and code", "log in by passphrase and code"),
    "login.recovery": ("logged in by a recovery code", "log in by a recovery code"),
    "login.sso": ("logged in by the company’s log-in", "log in by the company’s log-in"),
    "login.new-device": ("came with a browser that was not here before", "come with a new browser"),
    "session.end": ("logged somebody out, or themselves", "log somebody out"),
    "enrol.passkey": ("enrolled by a passkey", "enrol by a passkey"),
    "enrol.codes": ("enrolled by passphrase and code", "enrol by passphrase and code"),
    "enrol.sso": ("enrolled by the company’s log-in", "enrol by the company’s log-in"),
    "factor.add": ("added what proves them", "add what proves them"),
    "factor.remove": ("took away what proves them", "take away what proves them"),
    "factor.recovery": ("made new recovery codes", "make new recovery codes"),
    "step-up.offer": ("made a link for a customer to prove who they are", "make a link for a customer’s proof"),
    "step-up.send": ("had a code sent to a customer", "have a code sent to a customer"),
    "step-up.check": ("checked a customer’s code", "check a customer’s code"),
    "step-up.passkey": ("checked a customer’s passkey", "check a customer’s passkey"),
    "step-up.enrol": ("enrolled a customer’s passkey", "enrol a customer’s passkey"),
    "step-up.lost": ("reported a customer’s phone as lost", "report a customer’s phone as lost"),
    "step-up.sim-change": ("reported a changed SIM card", "report a changed SIM card"),
    "step-up.state": ("asked whether a customer is proved", "ask whether a customer is proved"),
    "portal": ("let a customer have their own page", "let a customer have their own page opened"),
    "portal.send": ("had a link to their own page sent to a customer", "have such a link sent to a customer"),
    "portal.open": ("opened a customer’s own page by a link", "open a customer’s own page by a link"),
    "timer": ("had what is said destroy itself after a time", "have what is said destroy itself after a time"),
    "timer.off": ("had what is said no longer destroy itself", "have what is said no longer destroy itself"),
    "agent.add": ("added an authorized agent", "add an authorized agent"),
    "agent.remove": ("removed an authorized agent", "remove an authorized agent"),
    "join": ("joined what two purposes know apart", "join what two purposes know apart"),
    "train": ("took the training", "take the training"),
    "task": ("planned or did a review", "plan or do a review"),
    "review": ("judged reveals", "judge reveals"),
    "train.confidentiality": ("answered the training on confidentiality", "take the training on confidentiality"),
    "train.chat": ("answered the training on what not to ask in chat", "take the training on what not to ask in chat"),
    "train.phishing": ("answered the training on phishing", "take the training on phishing"),
    "train.breaches": ("answered the training on breaches", "take the training on breaches"),
    "train.orders": ("answered the training on orders", "take the training on orders"),
    "train.remind": ("reminded somebody of the training", "remind somebody of the training"),
    "task.plan": ("planned a review", "plan a review"),
    "task.due": ("told that a review is due soon", "tell that a review is due soon"),
    "task.vouch": ("vouched for an administrator’s account", "vouch for an administrator’s account"),
    "task.overdue": ("told that a review is overdue", "tell that a review is overdue"),
    "task.access-review": ("reviewed who may see what", "review who may see what"),
    "task.reveal-sampling": ("reviewed a sample of reveals", "review a sample of reveals"),
    "task.audit-log-review": ("reviewed the ledger", "review the ledger"),
    "task.key-sunset": ("reviewed the age of keys and algorithms", "review the age of keys and algorithms"),
    "task.telegram-two-step": ("attested two steps in Telegram", "attest two steps in Telegram"),
    "review.draw": ("drew reveals for review", "draw reveals for review"),
    "review.in-order": ("found a reveal in order", "judge a reveal"),
    "review.not-in-order": ("found a reveal not in order", "judge a reveal"),
    "report.prove": ("recorded a report of attacks", "record a report of attacks"),
    "report.doctor": ("recorded a report of checks", "record a report of checks"),
    "report.review": ("reviewed accounts and keys", "review accounts and keys"),
    "report.consent": ("gave out a receipt of a consent", "give out a receipt of a consent"),
    "report.erasure": ("certified an erasure", "certify an erasure"),
}
"""For each act, what somebody did, and what somebody else tried to do or wants done."""

OTHER = ("did “{act}”", "do “{act}”")
"""The same of an act that this version does not know."""

FRAMES = {
    Outcome.DONE: "%(who)s %(deed)s",
    Outcome.DENIED: "%(who)s tried to %(deed)s and was refused",
    Outcome.REQUESTED: "%(who)s set out to %(deed)s",
    Outcome.FAILED: "%(who)s tried to %(deed)s, and it failed",
    Outcome.UNKNOWN: "%(who)s tried to %(deed)s; a crash hid whether it was done",
}
"""What became of it."""


def sentence(entry: Entry) -> Sentence:
    """What an entry says, in plain English; an act that this version does not know is named as it stands."""
    did, to_do = (deed.replace("{act}", entry.act) for deed in DEEDS.get(entry.act, OTHER))
    return Sentence(
        FRAMES[entry.outcome],
        person(entry.actor),
        did if entry.outcome is Outcome.DONE else to_do,
        entry.purpose or "",
        "" if entry.count is None else str(entry.count),
    )


def person(actor: str) -> str:
    """An actor as a sentence begins with it: a colleague's name; what a program or the clock is called."""
    if actor == CLOCK:
        return "The clock"
    if actor == NOBODY:
        return "Somebody unknown"
    kind, _, name = actor.partition(":")
    return {
        "operator": name, "service": f"The program {name}", "gateway": f"The gateway {name}",
        "local": "Whoever has a shell on the machine",
    }.get(kind, actor)  # fmt: skip
