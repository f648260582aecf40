"""Telephone numbering plans: which digits are a valid number, and its E.164 form.

The same answer as `phonenumbers.parse` and `is_valid_number` (Google's libphonenumber, its metadata unchanged), at a
tenth of the cost: every pattern of a region is one for each length, compiled when first asked. Metadata is loaded when
a region or country code is first met, so that a text without numbers pays nothing. Digits here are ASCII; nothing is
remembered.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from privet.core.late import late

_TYPES = (
    "premium_rate",
    "toll_free",
    "shared_cost",
    "voip",
    "personal_number",
    "pager",
    "uan",
    "voicemail",
    "fixed_line",
    "mobile",
)
NOTHING = "(?!)"
"""A pattern that nothing matches."""

_LONGEST = 17  # digits of a national number that libphonenumber reads at all
_ALTERNATIVES = re.compile(r"[0-9|]+")
_FIRST_GROUP = re.compile(r"\(?\$1\)?")  # a layout that writes no trunk prefix


class Plan:
    """The plan of one region (or of a country code that belongs to none, such as +800)."""

    def __init__(self, metadata: Any) -> None:
        general = metadata.general_desc
        self.code, self.region = str(metadata.country_code), metadata.id
        self.lengths = frozenset(general.possible_length)
        self.local = frozenset(general.possible_length_local_only)
        self.general = general.national_number_pattern or NOTHING
        self._general = late(self.general)
        self.types = {length: _types(metadata, length) for length in self.lengths}
        self._by_length = {length: late("|".join(types) or NOTHING) for length, types in self.types.items()}
        self.exit = metadata.international_prefix or NOTHING
        self._idd = late(self.exit)
        self.prefix = prefix = metadata.national_prefix_for_parsing
        self._prefix = late(prefix or NOTHING)
        self.transform = metadata.national_prefix_transform_rule
        self.trunk = metadata.national_prefix or ""
        fixed = not self.transform and (not prefix or _ALTERNATIVES.fullmatch(prefix))
        self._prefixes = (self.trunk, *(prefix or "").split("|")) if fixed else ()  # none: they have no fixed form
        self.leading = leading = metadata.leading_digits
        self._leading = late(leading) if leading is not None else None
        self.is_first = leading is None  # what it holds is its own, whatever other regions share its country code
        self.layouts = [_layout(layout) for layout in metadata.number_format]
        self._formats = [(late(leading), late(whole), needs_trunk) for leading, whole, needs_trunk in self.layouts]
        self._some_trunk = bool(self.trunk) and any(needs for *_, needs in self._formats)
        always_trunk = self._formats and self.trunk and all(needs for *_, needs in self._formats)
        self._shapes: dict[int, re.Pattern[str]] = {}
        self.starts = (*filter(None, self._prefixes), self.code) if always_trunk and self._prefixes else ()
        before = {0, len(self.trunk), len(self.code), len(self.trunk + self.code)}
        self.plain = not prefix or prefix == self.trunk  # no carrier codes, which may have any length
        self.sizes = {length + more for length in self.lengths for more in before}
        self.shortest, self.longest = min(self.lengths), max(self.lengths)

    def may_be(self, digits: str) -> bool:
        """Whether `e164` needs to be asked: what it takes for a number passes, and most else does not."""
        length = len(digits)
        shape = self._shapes.get(length)
        if shape is None:
            shape = self._shapes[length] = late(self.shape(length))
        return shape.fullmatch(digits) is not None

    def has_length(self, length: int) -> bool:
        """Whether some number of so many digits, without an exit code, may be one of the plan's."""
        plans, before = plans_of(self.code), self._before()
        return before is None or any(length - len(one) in plan.lengths for one in before for plan in (self, *plans))

    def _before(self) -> list[str] | None:
        """What may stand before a national number; None where it has no fixed form."""
        first = plans_of(self.code)[0]
        if not (self._prefixes and first._prefixes):
            return None
        trunks = {"", *self._prefixes, *first._prefixes}
        return sorted({code + one + two for code in ("", self.code) for one in trunks for two in trunks})

    @property
    def shaped(self) -> bool:
        """Whether `shape` says anything."""
        return self._before() is not None

    def shape(self, length: int) -> str:
        """A pattern of the digits that `e164` may take for a number, of so many."""
        plans, before = plans_of(self.code), self._before()
        if before is None:
            return "[0-9]+"
        dialled = [f"(?:{self.exit})[1-9][0-9]*"]
        for prefix in before:
            generals = dict.fromkeys(plan.general for plan in (self, *plans) if length - len(prefix) in plan.lengths)
            dialled += [f"{prefix}(?:{general})" for general in generals]
        return "|".join(dialled)

    def may_begin(self, digits: str) -> bool:
        """Whether it is worth asking `e164` and `dialled`; False only where one of them says no."""
        if self.starts and not digits.startswith(self.starts):
            return self._idd.match(digits) is not None
        if not self.plain or len(digits) in self.lengths:
            return True
        prefixed = len(digits) in self.sizes and digits.startswith((self.trunk, self.code))
        return prefixed or self._idd.match(digits) is not None

    def likely(self, digits: str) -> str | None:
        """The E.164 form of digits that the plan does not have, when length and trunk prefix are as written here."""
        if self._some_trunk and not digits.startswith((self.trunk, self.code)):
            return None
        return self.possible(digits)

    def possible(self, digits: str) -> str | None:
        """The E.164 form of `digits` when their number is right for this region, whether or not the plan has them."""
        national = self.significant(digits)
        return f"+{self.code}{national}" if len(national) in self.lengths else None

    def has_trunk(self, digits: str) -> bool:
        """Whether `digits` begin with the plan's trunk prefix, such as the 0 before a British area code."""
        return bool(self.trunk) and digits.startswith(self.trunk)

    def dialled(self, digits: str, e164: str) -> bool:
        """Whether `digits` are how people here write the number `e164`: with its trunk prefix, where that is usual."""
        national = e164[len(self.code) + 1 :]
        if len(digits) > len(national):
            return True
        for leading, whole, needs_trunk in plans_of(self.code)[0]._formats:
            if leading.match(national) and whole.fullmatch(national):
                return not needs_trunk
        return True

    def e164(self, digits: str) -> str | None:
        """The E.164 form of `digits` dialled within this region, or None when they are no valid number."""
        idd = self._idd.match(digits)
        if idd is not None and not digits.startswith("0", idd.end()):
            return international(digits[idd.end() :])
        if digits.startswith(self.code):
            rest = self._stripped(digits[len(self.code) :])
            if (not self._general.fullmatch(digits) and self._general.fullmatch(rest)) or len(digits) > self.longest:
                return _national(self.code, rest)
        return _valid(self.code, self.significant(digits))

    def significant(self, digits: str) -> str:
        """`digits` without a trunk prefix, unless what stays were too short to be a number."""
        rest = self._stripped(digits)
        if len(rest) in self.local or len(rest) < self.shortest:
            return digits
        return rest if len(rest) in self.lengths or len(rest) > self.longest else digits

    def holds(self, national: str) -> bool:
        """Whether this plan has a type of number for the national significant number."""
        of_length = self._by_length.get(len(national))
        if of_length is None or of_length.fullmatch(national) is None:
            return False
        return self._general.fullmatch(national) is not None

    def claims(self, national: str) -> bool:
        """Whether, of the regions that share a country code, this is the one of the number."""
        return self.holds(national) if self._leading is None else self._leading.match(national) is not None

    def _stripped(self, digits: str) -> str:
        """`digits` without trunk prefix and carrier code, or with the prefix that the plan puts in their place."""
        prefix = self._prefix.match(digits)
        if prefix is None:
            return digits
        groups = prefix.groups()
        if not self.transform or (groups and groups[-1] is None):
            rest = digits[prefix.end() :]
        else:
            rest = self._prefix.sub(self.transform, digits, count=1)
        return digits if self._general.fullmatch(digits) and not self._general.fullmatch(rest) else rest


def _types(metadata: Any, length: int) -> list[str]:
    """The patterns of all types of number of this length."""
    kinds = [getattr(metadata, name) for name in _TYPES]
    return [
        f"(?:{kind.national_number_pattern})"
        for kind in kinds
        if kind is not None
        and kind.national_number_pattern
        and (not kind.possible_length or length in kind.possible_length)
    ]


def _layout(layout: Any) -> tuple[str, str, bool]:
    """(a pattern of a number's first digits, one of all of it, such numbers are written with the trunk prefix)."""
    leading = layout.leading_digits_pattern[-1] if layout.leading_digits_pattern else ""
    rule = layout.national_prefix_formatting_rule
    needs_trunk = (
        bool(rule) and not layout.national_prefix_optional_when_formatting and not _FIRST_GROUP.fullmatch(rule)
    )
    return leading, layout.pattern, needs_trunk


def international(digits: str) -> str | None:
    """The E.164 form of `digits` as they follow a "+", or None when they are no valid number."""
    for length in (1, 2, 3):
        code = digits[:length]
        if code in codes():
            return _national(code, digits[length:])
    return None


def possible_international(digits: str) -> str | None:
    """The E.164 form of `digits` after a "+" when code and length are possible, whether or not the plan has them."""
    for length in (1, 2, 3):
        code = digits[:length]
        if code in codes():
            return plans_of(code)[0].possible(digits[length:])
    return None


def _national(code: str, digits: str) -> str | None:
    """The E.164 form of `digits` after a country code, a trunk prefix after it left out ("+44 (0)20 …")."""
    return _valid(code, plans_of(code)[0].significant(digits))


def _valid(code: str, national: str) -> str | None:
    if len(national) > _LONGEST:
        return None
    plans = plans_of(code)
    if plans[0].holds(national) and (len(plans) == 1 or plans[0].is_first):
        return f"+{code}{national}"
    if len(plans) == 1:
        return None
    if not _some_plan(code).fullmatch(national):
        return None
    for plan in plans:
        if plan.claims(national):
            return f"+{code}{national}" if plan.holds(national) else None
    return None


@cache
def plan_of(region: str) -> Plan | None:
    """The plan of a region (ISO 3166 two-letter code), or None when there is none."""
    import phonenumbers

    metadata = phonenumbers.PhoneMetadata.metadata_for_region(region, None)
    return Plan(metadata) if metadata is not None else None


@cache
def codes() -> dict[str, tuple[str, ...]]:
    """Every country code and its regions, the main one first."""
    import phonenumbers

    return {str(code): regions for code, regions in phonenumbers.COUNTRY_CODE_TO_REGION_CODE.items()}


@cache
def _some_plan(code: str) -> re.Pattern[str]:
    """Matches what at least one of the plans of a country code has in general: 25 plans share +1."""
    generals = dict.fromkeys(plan.general for plan in plans_of(code))
    return late("|".join(f"(?:{general})" for general in generals))


@cache
def plans_of(code: str) -> tuple[Plan, ...]:
    """The plans of the regions that share a country code, the main one first."""
    import phonenumbers

    of = phonenumbers.PhoneMetadata.metadata_for_region_or_calling_code
    return tuple(Plan(of(int(code), region)) for region in codes()[code])
