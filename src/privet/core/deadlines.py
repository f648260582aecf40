"""By when somebody who asks for their data, or for their deletion, must be answered: the laws as data, with citations.

A period counts from the day of receipt. One of months ends on the day of the same number, or on the month's last where
there is none (Regulation 1182/71 Art. 3(2)(c)). Where a law lets a period that ends on a day of rest end on the next
working day (Art. 3(4)), the day of rest is said: nobody is late who keeps it. Business days are Monday to Friday, so
that holidays shorten nothing that a law gives.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from privet.errors import BadInput

MOST_PAUSED = 366


@dataclass(frozen=True, slots=True)
class Period:
    """So many months, days or business days."""

    count: int
    unit: str

    def after(self, day: date) -> date:
        """The last day of the period that begins on `day`."""
        if self.unit == "months":
            last = _first(day, self.count + 1) - timedelta(days=1)
            return last.replace(day=min(day.day, last.day))
        if self.unit == "days":
            return day + timedelta(days=self.count)
        left, at = self.count, day
        while left:
            at += timedelta(days=1)
            left -= at.weekday() < SATURDAY
        return at


SATURDAY = 5


def _first(day: date, months: int) -> date:
    """The first day of the month so many months after that of `day`."""
    month = day.month - 1 + months
    return date(day.year + month // 12, month % 12 + 1, 1)


@dataclass(frozen=True, slots=True)
class Law:
    """What a law asks for a request: by when its receipt is confirmed (None: it asks nothing), by when it is answered,
    and how much longer where that is told in time. `pauses`: the time stands still while it is in doubt who asks.
    """

    name: str
    where: str
    since: date
    confirm: Period | None
    answer: Period
    extend: Period
    pauses: bool
    citation: str
    sentence: str


LAWS: Mapping[str, Law] = {
    one.name: one
    for one in (
        Law(
            "gdpr", "EU and EEA", date(2018, 5, 25), None, Period(1, "months"), Period(2, "months"), True,
            "Regulation (EU) 2016/679 Art. 12(3), (4), (6)",
            "Within a month; two more where it is complex or there are many, told with reasons within the first.",
        ),
        Law(
            "ccpa", "California", date(2020, 1, 1), Period(10, "business days"), Period(45, "days"), Period(45, "days"),
            False, "Cal. Civ. Code § 1798.130(a)(2); 11 CCR § 7021",
            "Receipt confirmed in ten business days, answered in 45 days, verified or not; 45 more with notice.",
        ),
    )
}  # fmt: skip
"""The laws that are known here, by name."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """Something that is to be done by the end of a day."""

    what: str
    by: date
    citation: str


def deadlines(law: str, received: date, paused: int = 0) -> tuple[Deadline, ...]:
    """What is to be done by when for a request that came on a day, which stood still for `paused` days while it was in
    doubt who asks. Raises BadInput.
    """
    if law not in LAWS:
        raise BadInput("there is no such law here", hint=f"there are: {', '.join(LAWS)}")
    one = LAWS[law]
    if received < one.since:
        raise BadInput(f"{law} applies since {one.since.isoformat()}")
    if not 0 <= paused <= MOST_PAUSED or (paused and not one.pauses):
        raise BadInput("the time does not stand still so long", hint=f"{law}: {one.sentence}")
    steps = [("confirm that it came", one.confirm.after(received))] if one.confirm else []
    answer = one.answer.after(received)
    longest = Period(one.answer.count + one.extend.count, one.answer.unit).after(received)  # both are of one unit
    steps += [
        ("answer, refuse with reasons, or tell that it takes longer", answer + timedelta(days=paused)),
        ("answer what was told to take longer", longest + timedelta(days=paused)),
    ]
    return tuple(Deadline(what, by, one.citation) for what, by in steps)
