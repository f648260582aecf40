"""Forward: what a provider of text messages posts comes in, on record, and waits for the company's application.

A message is stored as `receive` stores one, and STOP is heard in it; what the application gets is made of it in tokens,
with an alias in place of the customer's number, sealed, in the same commit. What came before, by the provider's own id,
changes nothing: a provider repeats what was not answered, and whoever caught a signed request may send it again.

Where there is no basis to keep a message, nothing of it is written: it is posted on while its provider waits.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal, NamedTuple

import msgspec

from privet.acts import alias, hear, passing, posted, receive, unseen, whole, whose
from privet.acts.draft import Draft, index_key, key_of
from privet.acts.line import Open
from privet.acts.passing import Keeping
from privet.acts.posted import Post
from privet.acts.receive import FAILED, PURPOSE, Answer, Gate, Seen
from privet.acts.tokenise import kept
from privet.core import coaching, identity, ids, tags
from privet.core.entry import Entry, Outcome
from privet.core.entry import encode as entry
from privet.core.finding import Finding
from privet.core.message import Inbound, Received, TenantId
from privet.core.plain import Plain
from privet.core.policy import Deny
from privet.core.retraction import PASTED
from privet.core.revocation import Wish
from privet.core.sms.asked import Came
from privet.core.sms.providers import PROVIDERS
from privet.errors import NotFound
from privet.store import lines
from privet.store.known import Place
from privet.store.lines import PostRow

if TYPE_CHECKING:
    from privet.app import Privet
    from privet.store.view import Tx

CHANNEL = "sms"
BASELESS = Deny(
    ("no-basis-to-keep",),
    ("There is no basis to keep what is written to this customer, and a line sends nothing unkept.",),
)


class Forwarded(msgspec.Struct, frozen=True, gc=False):
    """What became of one: `passed`: it may not be kept, and `post` goes on now; or it is of nobody known, and goes no
    further; `waits`: until it can be looked through. `tag` is that of what waits for the application, 0 where nothing
    does; `talk` is its conversation (`con_…`), `pasted` what nobody should send; `heard` what it says about messages.
    """

    outcome: Literal["stored", "repeated", "refused", "passed", "waits"]
    tag: int = 0
    talk: str = ""
    pasted: frozenset[str] = frozenset()
    reasons: tuple[str, ...] = ()
    heard: Wish = ""
    post: Post | None = None


class Brought(NamedTuple):
    """A message that came in: what the provider posted, whom it names, and what became of it."""

    came: Came
    named: whose.Named
    made: Answer | Received
    wish: str


def talk_of(ours: str, theirs: str) -> str:
    """The name of a conversation: our number and theirs."""
    return f"{ours}/{theirs}"


def forward(app: Privet, tenant: TenantId, line: Open, batch: Sequence[Came], lifted: bytes = b"") -> list[Forwarded]:
    """Take in what a provider posted over a line, and answer each, in order, after the commit. `lifted` is the raw id
    of the only one, which waited.
    """
    scanner = app.rules_of(tenant).scanner
    texts = [one.text or "" for one in batch]
    found = scanner.scan_each(texts)
    # What one that waited says of messages was heard when it began to wait.
    wishes = [""] * len(texts) if lifted else [hear.wish(one) for one in texts]
    with app.store.write(tenant) as tx:
        draft = Draft(app, tx, app.rules_in(tx))
        if draft.rules.scanner is not scanner:  # another process adopted other rules meanwhile
            found = draft.rules.scanner.scan_each(texts)
        found = whole.masked(tx, [CHANNEL] * len(texts), texts, found)
        taking = _Taking(draft, line, batch, lifted)
        made = [taking.one(*each) for each in zip(batch, taking.tags, found, wishes, strict=True)]
        draft.write()
        taking.waiting.write()
        taking.record()
        answers = [one for each in taking.brought.items() if (one := taking.hear(app, tx, *each)) is not None]
        lines.add(tx, list(taking.posts.values()))
    hear.answer(app, tenant, answers)
    return [_told(taking, *each) for each in zip(made, taking.tags, wishes, strict=True)]


class _Taking:
    """What is taken in together, as long as its transaction lasts; by the tags of the provider's ids."""

    def __init__(self, draft: Draft, line: Open, batch: Sequence[Came], lifted: bytes) -> None:
        self._draft, self._line, self._keeping = draft, line, Keeping(draft)
        key = index_key(draft.tx)
        self.tags = [tags.tag(key, tags.SEEN, one.id, line.id) for one in batch]
        self._known = lines.known(draft.tx, line.id, self.tags)
        self.waiting = unseen.Waiting(draft, line.actor, lifted)
        self.brought: dict[int, Brought] = {}
        self.posts: dict[int, PostRow] = {}
        self.wished: set[int] = set()

    def one(self, came: Came, tag: int, findings: list[Finding] | None, wish: str) -> Forwarded:
        """Put one into the draft."""
        passing_ = self._known.get(tag)
        if passing_ == b"" or tag in self.brought or tag in self.posts:
            return Forwarded("repeated", tag)
        if came.text is None:
            return self._state(came, tag)
        named, reasons = self._admitted(came, findings)
        if reasons is not None:
            return self._refused(came, tag, named, reasons)
        if passing_ or not self._keeping.keeps(named):  # what began to be passed on goes on so
            if findings is None:
                return self._refused(came, tag, named, FAILED)
            return self._pass(came, tag, named, findings or [], wish, passing_)
        return self._store(came, tag, named, findings, wish)

    def _state(self, came: Came, tag: int) -> Forwarded:
        """What became of a message: it makes nobody a customer."""
        place = _somebody(self._draft, came.theirs)
        if place is None:
            return Forwarded("passed")
        self._wait(came, tag, place, None, b"")
        return Forwarded("stored", tag)

    def _admitted(self, came: Came, findings: list[Finding] | None) -> tuple[whose.Named, tuple[str, ...] | None]:
        """What a message names, and why it may not come in."""
        draft = self._draft
        theirs = identity.address(CHANNEL, came.theirs, draft.rules.policy.regions)
        inbound = Inbound(
            CHANNEL, Plain(talk_of(came.ours, theirs)), Plain(came.theirs), Plain(came.text or ""), draft.at,
            external_id=came.id,
        )  # fmt: skip
        reasons = FAILED if findings is None and not self.waiting.holds(CHANNEL) else receive.fault(inbound)
        if reasons is None:
            reasons = Gate.of(draft.rules, self._line.actor).refusal(inbound, findings or [])
        if reasons is not None:
            return whose.Named(inbound, "", "", b""), reasons
        (named,) = whose.named(draft, [inbound])
        return named, None

    def _refused(self, came: Came, tag: int, named: whose.Named, reasons: tuple[str, ...]) -> Forwarded:
        self.brought[tag] = Brought(came, named, Answer("refused", reasons=reasons), "")
        return Forwarded("refused", reasons=reasons)

    def _store(self, came: Came, tag: int, named: whose.Named, findings: list[Finding] | None, wish: str) -> Forwarded:
        """Put a message into the draft, as `receive` does, and what the application gets of it."""
        draft, text = self._draft, came.text or ""
        place = whose.place(draft, named)
        if findings is None or self.waiting.behind(place.conversation):
            id = self.waiting.keep(place, tag, waits(came), self._line.id)
            if not self.waiting.begins(id):
                return Forwarded("repeated", tag)
            self.brought[tag] = Brought(came, named, Answer("waits", id, place.conversation, place.subject), wish)
            return Forwarded("waits")
        parts = kept(draft, place, text, findings)
        seen = tags.tag(place.key, tags.SEEN, came.id, place.conversation)
        draft.recall([(draft.talk(place.conversation), parts, seen)])
        made = receive.taken(draft, Seen(named.inbound, place, text, parts, seen))
        self.brought[tag] = Brought(came, named, made, wish)
        if made.outcome == "refused":
            return Forwarded("refused", reasons=made.reasons)
        if made.outcome == "repeated" or made.body is None:  # stored when the line's own marks are forgotten
            return Forwarded("repeated", tag)
        self._wait(came, tag, place, made.body.text, made.conversation)
        pasted = PASTED.intersection([one.found.kind for one in parts])
        return Forwarded("stored", tag, ids.shown(ids.CONVERSATION, made.conversation), pasted)

    def _pass(
        self, came: Came, tag: int, named: whose.Named, findings: list[Finding], wish: str, before: bytes | None
    ) -> Forwarded:  # fmt: skip
        """What goes on of a message that may not be kept; that it came is on record once, however often it is tried."""
        draft, line = self._draft, self._line
        made = passing.passed(draft, came.text or "", findings)
        row = posted.passing(draft, line, tag)
        if before is None:
            self.brought[tag], self.posts[tag] = Brought(came, named, made, wish), row
        if not line.settings.app:
            return Forwarded("passed")
        known = passing.known(draft.tx, named)
        theirs = alias.nobodys(draft) if known is None else alias.party(draft, known.id)
        text = made.text.text if made.text else ""
        written = PROVIDERS[line.settings.provider].written(came, came.ours, theirs, text)
        post = Post(tag, posted.shown(before or row.id), b"", "", written)
        return Forwarded("passed", tag, post=post)

    def _wait(self, came: Came, tag: int, place: Place, text: str | None, conversation: bytes) -> None:
        provider = PROVIDERS[self._line.settings.provider]
        written = provider.written(came, came.ours, alias.party(self._draft, place.subject), text)
        self.posts[tag] = posted.row(self._draft, self._line, place, tag, written, conversation)

    def record(self) -> None:
        """One entry for each message that was stored, refused or passed on."""
        each = [one.made for one in self.brought.values()]
        receive.record(self._draft, self._line.actor, [one for one in each if isinstance(one, Answer)])
        for one in each:
            if isinstance(one, Received):
                passing.record(self._draft, self._line.actor, one)

    def hear(self, app: Privet, tx: Tx, tag: int, one: Brought) -> hear.Heard | None:
        """Put on record what a message says about messages themselves; what is to be answered. Where Privet answers,
        the application does not get the word, unless the line's settings say so.
        """
        for each in hear.spoken(tx, [one.named], [one.wish], [one.made]):
            heard = hear.hear(app, tx, *each)
            self.wished.add(tag)
            if tag in self.posts and _ends_here(app, self._line, one, heard):
                self.posts[tag] = self.posts[tag]._replace(sealed=None)
            return None if one.came.answered else heard
        return None


def waits(came: Came) -> bytes:
    """A message of a line as it waits."""
    return msgspec.msgpack.encode(came)


def waited(plain: bytes) -> Came:
    """The message that `waits` wrote down."""
    return msgspec.msgpack.decode(plain, type=Came)


def _ends_here(app: Privet, line: Open, one: Brought, heard: hear.Heard) -> bool:
    """Whether a message is such a word and nothing else, and all that it asks for is done."""
    if line.settings.show_stop or not heard.conversation:
        return False
    if heard.wish == "help":
        return app.config.send.answer_help or one.came.answered
    return bool(coaching.wish(one.came.text or "")) and (heard.wish == "stop" or heard.changed)


def _told(taking: _Taking, made: Forwarded, tag: int, wish: str) -> Forwarded:
    """What became of one, after the commit."""
    waits = tag in taking.posts and taking.posts[tag].sealed is not None
    heard = hear.of_messages(wish) if tag in taking.wished and made.outcome != "repeated" else ""
    return msgspec.structs.replace(made, tag=tag if waits else 0, heard=heard)


def _somebody(draft: Draft, number: str) -> Place | None:
    """Whoever has a number, where they are known: what became of a message makes nobody a customer."""
    address = identity.address(CHANNEL, number, draft.rules.policy.regions)
    own = draft.subjects_by_address.get((CHANNEL, address))
    if own is not None:
        return Place(*own, b"", 0, b"")
    tag = tags.tag(index_key(draft.tx), tags.ADDRESS, address)
    for row in whose.subjects_at(draft.tx, address, tag):
        if row.channel == CHANNEL:
            return Place(row.id, row.slot, key_of(draft.tx, row.slot), b"", 0, b"")
    return None


def talk(app: Privet, line: Open, ours: str, theirs: str) -> str:
    """The conversation (`con_…`) of our number with a customer's, which is given as it is or by its alias; made where
    it is new, for the message that is about to be sent. Raises NotFound; Denied, on the ledger, where what is written
    to them may not be kept.
    """
    with app.store.write(line.tenant) as tx:
        real = alias.address(tx, theirs)
        if real == "":
            raise NotFound("that number stands for nobody", hint="whoever it stood for was erased")
        draft = Draft(app, tx, app.rules_in(tx))
        address = identity.address(CHANNEL, real or theirs, draft.rules.policy.regions)
        inbound = Inbound(CHANNEL, Plain(talk_of(ours, address)), Plain(address), Plain(""), draft.at, "out")
        (named,) = whose.named(draft, [inbound])
        keeps = Keeping(draft).keeps(named)
        if keeps:
            place = whose.place(draft, named)
            draft.write()
        else:
            tx.record(
                entry(
                    Entry(
                        app.entry_id(), draft.at, "send", Outcome.DENIED, line.actor.id, purpose=PURPOSE,
                        policy=draft.rules.version, reasons=BASELESS.reasons,
                    )
                )
            )  # fmt: skip
    if not keeps:
        BASELESS.require()
    return ids.shown(ids.CONVERSATION, place.conversation)
