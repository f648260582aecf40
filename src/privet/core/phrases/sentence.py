"""One sentence in one language: what it names, what asks in it, and which of the two belong together."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property
from typing import NamedTuple

from privet.core.phrases.said import NEAR, Asked, Said, meet, spans_of

FAR = 220
"""Characters between what asks and what is asked for."""
_WORD = 2
"""Characters behind the beginning of what asks where a word may begin that says it is about something else."""

_FIELDS = 4
"""Secrets that one label may name."""
_LEFT = 4
"""Words that a sentence that only beckons may hold beside."""
_SOON = 14
"""Characters behind a please where what turns it round begins."""
_BRACKETS = re.compile(r"\([^()]{0,80}\)")
_END = re.compile(r"[.!]\s{0,3}$")
_TAIL = re.compile(r"[,;:.!?\n]")
_PART = re.compile(r";|\s[-–—]{1,2}\s|—")
_BLANK = re.compile(r"[\s:=*#)]{0,4}(?:_{2,}|\.{5,}|…{2,}|\[[ _]{1,20}\])")
"""What stands behind a name in a form that is to be filled in."""


_ELSE = ("ours", "opener", "otherwise", "place", "door", "no", "never", "nobody")
"""What a sentence holds that is about something else: whether a code came, where it is typed, how it is changed."""


class _Demand(NamedTuple):
    """A stretch of a sentence that asks, in the manner of one field of `Phrases`."""

    start: int
    end: int
    manner: str


class Sentence(Said):
    """One sentence in one language: what it names, what asks in it, and which of the two belong together."""

    def asked(self, awaited: bool, alone: bool = False) -> list[Asked]:
        """The secrets that it asks for; `awaited` says that the one before announced something ("I need two things."),
        `alone` that it is the whole text.

        A sentence that is nothing but the secret and a question asks for it: "PIN, please", "and your card number?".
        So does what is written on a field of a form: "Card number (16 digits)".
        """
        if self._spans("warning"):
            return []
        if blank := [one for one in self.named if _BLANK.match(self._text, one.end)]:
            return blank
        bare = self._bare(len(self._text)) or (alone and self._short and self._labels)
        if self._text.rstrip().endswith("?") and self._plainly:
            return [self.named[-1]]
        if bare and (awaited or self._text.rstrip().endswith("?") or (alone and self._short)):
            return self.named
        polite = next((end for _, end in self._spans("please") if self.named[0].end <= end), 0)
        if polite and self._bare(polite) and not self._unwanted(polite):
            return [one for one in self.named if one.end <= polite]
        if self._urged:
            return self.open
        return [
            one
            for one in self.open
            if self._questioned(one) or self._lacked(one) or any(self._belongs(demand, one) for demand in self.demands)
        ]

    def _unwanted(self, at: int) -> bool:
        """Whether what is said behind a please is not to do it: "passwords, please, do not write them here"."""
        denied = [start for field in ("no", "never", "nobody") for start, _ in self._spans(field)]
        near = [start for start in denied if at - 1 <= start <= at + _SOON]
        return bool(near) and any(one.end > near[0] and one.manner != "firm" for one in self._all_demands())

    @cached_property
    def open(self) -> list[Asked]:
        """The secrets that may be asked for, here or in what follows: those not ruled out ("not your PIN")."""
        if self._spans("warning"):
            return []
        firm = self._spans("firm")
        ruled_out = [*self._spans("no"), *self._spans("never")]
        return [
            one
            for one in self.named
            if any(start < one.end for start, _ in firm) or not self._none_of(ruled_out, one.start)
        ]

    @cached_property
    def _urged(self) -> bool:
        """Whether it lists several secrets or says please, what for or to whom, and nothing else is done with them."""
        soft = self._spans("please")
        several = len({one.kind for one in self.named} - {"CODE"}) > 1
        return (several or bool(soft) or self._unless_shown("here", 20)) and all(
            meet(start, end, soft) or (field == "opener" and start > self.named[0].start)
            for field in _ELSE
            for start, end in self._spans(field)
        )

    @cached_property
    def demands(self) -> list[_Demand]:
        """What asks in it, after all that turns it round."""
        if self._spans("warning"):
            return []
        breaks = [
            0,
            *sorted(start for start, _ in [*spans_of(_PART, self._text), *self._spans("but")]),
            len(self._text),
        ]
        here = self._unless_shown("here", 20)
        door = not here and self._unless_shown("door", 30)
        place = not here and self._unless_shown("place", 30)
        standing = []
        refused = (-1, 0)
        for one in self._all_demands():
            if one.manner != "firm":
                part = bisect_right(breaks, one.start, 0, -1)
                elsewhere = door or (place and one.manner in ("give", "back"))
                if elsewhere or meet(one.start, one.end, self._spans("ours")):
                    continue
                if self._turned(breaks[part - 1], breaks[part], one) or (
                    refused[0] == part and "," not in self._text[refused[1] : one.start]
                ):
                    refused = part, one.end
                    continue
            standing.append(one)
        return standing

    def _all_demands(self) -> list[_Demand]:
        """What asks, but for what is part of a secret's name, as in "mot de passe"."""
        firm = self._spans("firm")
        names = [(one.start, one.end) for one in self.named]
        return sorted(
            _Demand(start, end, manner)
            for manner in ("firm", "tell", "back", "give")
            for start, end in self._spans(manner)
            if manner == "firm"
            or not (meet(start, end, firm) or any(first <= start and end <= last for first, last in names))
        )

    def _turned(self, start: int, end: int, one: _Demand) -> bool:
        """Whether a negation in the part of the sentence from `start` to `end` turns round what asks."""
        return (
            any(start <= first and last <= one.end for first, last in self._spans("never"))
            or any(start <= first and last <= end for first, last in self._spans("nobody"))
            or any(
                one.end <= first <= end and "," not in self._text[one.end : first] for first, _ in self._spans("after")
            )
            or (
                one.manner in ("tell", "give")
                and any(one.start <= first and last < one.end for first, last in self._spans("no"))
            )
            or self._close([span for span in self._spans("no") if start <= span[0]], one.start, 3)
        )

    def _questioned(self, secret: Asked) -> bool:
        """Whether a question is which secret it is: "with which password do you log in?"."""
        if "?" not in self._text[secret.start :] and not self._spans("please") and _END.search(self._text):
            return False
        if secret.kind == "CARD_EXPIRY":
            return "?" in self._text[secret.start :]
        return any(start < secret.end and secret.start <= end + 1 for start, end in self._spans("which"))

    def _lacked(self, secret: Asked) -> bool:
        """Whether we are said to lack the secret: "your tax number is still missing in our records"."""
        turned = [span for field in ("opener", "door", "never", "nobody") for span in self._spans(field)]
        return not turned and any(
            not self._close(self._spans("no"), start, 2) and abs(start - secret.start) <= NEAR
            for start, _ in self._spans("missing")
        )

    def _belongs(self, one: _Demand, secret: Asked) -> bool:
        """Whether what asks, asks for this secret."""
        openers = self._spans("opener")
        if any(one.end <= first and last <= secret.start for first, last in self._spans("but")):
            return False
        if one.start >= secret.end:
            if one.manner == "give" and any(first < secret.start for first, _ in openers):
                return False
            tail = _TAIL.split(self._text[one.end : one.end + 80])[0]
            return one.start - secret.end <= FAR and (one.manner == "back" or self._nothing_else(tail))
        if secret.start < one.end:
            return True
        if one.manner == "back" or secret.start - one.end > FAR:
            return False
        if secret.kind == "CARD_EXPIRY":
            return True
        denials = [span for span in [*self._spans("no"), *self._spans("never")] if span[0] >= one.end]
        if one.manner != "firm" and self._close(denials, secret.start, 3):
            return False
        begin = one.start + _WORD if one.manner == "tell" else one.end
        return not any(
            last <= secret.start
            and "," not in self._text[last : secret.start]
            and (one.end <= first or (begin < first and " " not in self._text[first:last]))
            for first, last in openers
        )

    @property
    def _short(self) -> bool:
        """Whether it may stand on a field of a form."""
        return len(self.named) <= _FIELDS and not _END.search(self._text)

    @property
    def _plainly(self) -> bool:
        """Whether its last words are nothing but a secret: "one more question: the last letters of your password?"."""
        last = self.named[-1]
        begin = max(self._text.rfind(sign, 0, last.start) for sign in ":,.;¿") + 1
        return begin > 0 and self._nothing_else(
            f"{self._text[begin : last.start]} {self._text[last.end :]}".replace("_", " "), ("please", "filler")
        )

    @property
    def _labels(self) -> bool:
        """Whether it is nothing but its secrets and what is said of them in brackets: "Passport number (page 2)"."""
        begin, end = self.named[0].start, self.named[-1].end
        if any(first >= end for field in ("no", "never", "nobody", "warning") for first, _ in self._spans(field)):
            return False
        return self._nothing_else(self._text[:begin] + _BRACKETS.sub(" ", self._text[end:]), ("please", "filler"))

    @property
    def settled(self) -> bool:
        """Whether something is said to be done with what it names: "your PIN was changed", "have you lost it?"."""
        return any(self._spans(field) for field in ("otherwise", "opener", "no", "never"))

    @cached_property
    def beckons(self) -> bool:
        """Whether it is nothing but asking: "could you tell me, please?"."""
        again = "?" in self._text and bool(self._spans("please"))
        if not (again or any(one.manner in ("tell", "give") for one in self.demands)) or self.settled:
            return False
        return self._nothing_else(self._text, ("tell", "give", "back", "please", "here", "filler"), _LEFT)
