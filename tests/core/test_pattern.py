"""A tenant's own patterns: what may be written, that their steps are bounded, and what policy.toml says of them."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from privet.core import pattern
from privet.core.detect import Scanner
from privet.core.pattern import LONGEST, MOST_STEPS, detector, read
from privet.core.policy import FILES
from privet.core.prefilter import AVAILABLE, Prefilter
from privet.core.terms import read_terms
from privet.errors import BadInput
from privet.testing import Case, check_detector

READ = [
    ("M-[0-9]{8}", "M-[0-9]{8}"),
    (r"ACME\d{4,12}", "ACME[0-9]{4,12}"),
    (r"[A-Z]{2,3}-?[\d_]{6,10}", "[A-Z]{2,3}-?[0-9_]{6,10}"),
    ("(foo|bar)-[a-z]{1,20}", "(?:foo|bar)-[a-z]{1,20}"),
    ("(?:a|b){4}c", "(?:a|b){4}c"),
    (r"[a-z]{1,30}@acme\.example", r"[a-z]{1,30}@acme\.example"),
    (r"[9\-A]{3}", r"[9\-A]{3}"),
    ("[а-яё]{3,9}-\\d{2}", "[а-яё]{3,9}-[0-9]{2}"),
    ("Kunde #[0-9]{4}", "Kunde #[0-9]{4}"),
    ("[a||&&&~]{3}", r"[a\||\&\&&~]{3}"),
]
REFUSED = {
    "a*bcd": "no place", "abc+": "no place", ".{3}": "no place", "^abc": "no place", "abc$": "no place",
    "a{3": "no place", "{3}abc": "no place", "(a|b){12}": "too many", "([a-z]{1,9}){1,9}": "too many",
    "[0-9]{1,40}[0-9]{1,40}": "too many",
    "(?:[a-z]{1,40}|[a-y]{1,40}){2}": "too many",
    "ab": "fewer", "abc?|d": "fewer", "a||bcd": "fewer", "": "fewer", "[^a]bcd": "a class", "[]abc": "a class",
    "[a-]bcd": "a class", "abc)": "closes", "(abc": "not closed", r"\wabc": "there is no", "abc\\": "there is no",
    "[z-a]bc": "ends before",
    "x{0}abc": "repeats", "abc{2,1}": "repeats", "abc{101}": "repeats", "x" * 201: "more than",
    "abc\ud800": "printed", "a\tbc": "printed",
}  # fmt: skip


@pytest.mark.parametrize(("written", "expected"), READ)
def test_what_may_be_written_is_read_as_it_is_meant(written: str, expected: str) -> None:
    assert read(written) == expected


@pytest.mark.parametrize("written", REFUSED)
def test_what_cannot_be_bounded_or_understood_is_refused_with_a_reason(written: str) -> None:
    with pytest.raises(BadInput, match=REFUSED[written]):
        read(written)


@given(st.lists(st.sampled_from([*"ab01-|()[]{},?\\*+.^$ я", "[a-z]", "{1,9}", "{2}", "(?:", "\\d"]), max_size=20))
def test_whatever_is_written_is_refused_or_compiles_and_matches_something_long_enough(pieces: list[str]) -> None:
    written = "".join(pieces)
    try:
        made = read(written)
    except BadInput:
        return
    assert not re.compile(made).fullmatch("")
    assert read(made) == made


def _steps(written: str, text: str) -> int:
    """Steps of a backtracking matcher that knows nothing but how to try: it fails everywhere, from one place."""
    tried = 0

    def seq(items: list, at: int, then) -> None:
        nonlocal tried
        if not items:
            then(at)
            return
        (choices, least, most), rest = items[0], items[1:]

        def again(at: int, times: int) -> None:
            nonlocal tried
            if times >= least:
                seq(rest, at, then)
            if times < most:
                for choice in choices:
                    if isinstance(choice, str):
                        tried += 1
                        if text[at : at + 1] and re.fullmatch(choice, text[at]):
                            again(at + 1, times + 1)
                    else:
                        seq(choice, at, lambda to: again(to, times + 1))

        again(at, 0)

    seq(PARSED[written], 0, lambda at: None)
    return tried


ANY = "[0-9]"
PARSED: dict[str, list] = {
    "[0-9]{1,20}[0-9]{1,20}": [([ANY], 1, 20), ([ANY], 1, 20)],
    "([0-9]|[0-9]){7}": [([ANY, ANY], 7, 7)],
    "[0-9]{1,8}[0-9]{1,8}[0-9]{1,5}": [([ANY], 1, 8), ([ANY], 1, 8), ([ANY], 1, 5)],
    "([0-9]{1,2}){1,6}0": [([[([ANY], 1, 2)]], 1, 6), ([ANY], 1, 1)],
}


@pytest.mark.parametrize("written", PARSED)
def test_the_steps_that_are_counted_beforehand_are_no_fewer_than_those_that_are_taken(written: str) -> None:
    part = pattern._Reader(written).whole()
    assert _steps(written, "1" * 200) <= part.steps <= MOST_STEPS


@pytest.mark.parametrize(
    ("written", "cases"),
    [
        ("M-[0-9]{8}", [
            Case("no. M-12345678!", [("ACCOUNT", "M-12345678", "M-12345678")]),
            Case("and m-87654321", [("ACCOUNT", "m-87654321", "M-87654321")]),
            Case("M-123456789 and XM-12345678", []),
        ]),
        ("(kunde|клиент) #[0-9]{4}", [
            Case("Клиент #1234", [("ACCOUNT", "Клиент #1234", "КЛИЕНТ #1234")]),
            Case("kunde 1", []),
        ]),
        ("sıra[0-9]{4}", [Case("SIRA1 sıra4321", [("ACCOUNT", "sıra4321", "SIRA4321")]), Case("sara1234", [])]),
        ("[0-9]{1,15}[0-9]{1,15}x", [Case("1" * 40, []), Case("123x", [("ACCOUNT", "123x", "123X")])]),
    ],
)  # fmt: skip
def test_a_pattern_is_a_detector_like_any_other(written: str, cases: list[Case]) -> None:
    check_detector(detector("member", "ACCOUNT", written), cases)


POLICY = """
regions = ["US"]
purposes.delivery = "d"
roles.agent = "a"
retention.message = {{ keep = "1d", sentence = "s" }}
retention.transit = {{ keep = "1h", sentence = "s" }}
retention.undetected = {{ keep = "1h", sentence = "s" }}
retention.relation = {{ keep = "event", sentence = "s" }}
{}
"""


def test_a_policy_may_name_patterns_and_allowed_values() -> None:
    assert FILES[1] == "policy.toml"
    assert (read_terms(POLICY.format("")).patterns, read_terms(POLICY.format("")).allowed) == ({}, ())
    terms = read_terms(
        POLICY.format(
            '[detection]\nallow = [" info@example.com "]\n'
            '[detection.patterns.member]\nkind = "ACCOUNT"\npattern = "M-[0-9]{8}"'
        )
    )
    assert terms.allowed == ("info@example.com",)
    assert terms.patterns == {"member": ("ACCOUNT", "M-[0-9]{8}")}


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("detection = 1", "not a table"),
        ("[detection]\nfoo = 1", "has no 'foo'"),
        ("[detection]\nallow = 1", "allow"),
        ("[detection]\nallow = [1]", "allow"),
        ('[detection]\nallow = [" "]', "allow"),
        (f'[detection]\nallow = ["{"x" * 201}"]', "allow"),
        ("[detection]\npatterns = 1", "no table"),
        ("[detection.patterns]\nmember = 1", "needs"),
        ('[detection.patterns.member]\nkind = "ACCOUNT"', "needs"),
        ('[detection.patterns."Two Words"]\nkind = "ACCOUNT"\npattern = "abc"', "not a name"),
        ('[detection.patterns.member]\nkind = "ACCONT"\npattern = "abc"', "'ACCONT'"),
        ('[detection.patterns.member]\nkind = "LITERAL"\npattern = "abc"', "'LITERAL'"),
        ('[detection.patterns.member]\nkind = "ACCOUNT"\npattern = "abc*"', r"member\]: the pattern"),
        ('[detection.patterns.member]\nkind = "ACCOUNT"\npattern = "abc"\nmore = 1', "has no 'more'"),
        ('[detection.patterns.shop]\nkind = "ORGANISATION"\npattern = "abc"', r"shop\] is of a kind that passes"),
        ('[kinds]\nIP = { disposition = "pass" }\n[detection.patterns.a]\nkind = "IP"\npattern = "abc"', "passes"),
        (
            "\n".join(
                f'[detection.patterns.p{one}]\nkind = "ACCOUNT"\npattern = "[a-z]{{1,13}}[a-z]{{1,10}}0"'
                for one in range(20)
            ),
            "all together",
        ),
        ('[kinds]\nSPECIAL = { disposition = "seal" }', "must stay 'pass'"),
    ],
)
def test_what_a_policy_says_of_detection_is_checked_and_the_error_says_where(written: str, said: str) -> None:
    with pytest.raises(BadInput, match=said):
        read_terms(POLICY.format(written))


@pytest.mark.parametrize("use", [True, False] if AVAILABLE else [False])
def test_the_longest_patterns_compile_for_both_prefilters(use: bool) -> None:
    longest = "|".join(["[a-z]{3,20}"] * 18)
    assert len(longest) <= LONGEST + 50
    scanner = Scanner([detector("a", "ACCOUNT", longest[:191]), detector("b", "ACCOUNT", "[а-я]{3,100}")], use)
    assert [one.by for one in scanner.scan("клиент")] == ["pattern.b"]


SIGNS = [*"abkzAKZ0_^`é~", "À", "à", "ſ", "İ", "ı", "\u212a", "ß", "ς", "Σ", "字"]
made_classes = st.lists(
    st.sampled_from(SIGNS).flatmap(lambda sign: st.just(sign) | st.sampled_from(SIGNS).map(lambda to: f"{sign}-{to}")),
    min_size=1,
    max_size=3,
).map(lambda items: "[" + "".join(rf"\{one}" if one == "^" else one for one in items) + "]")
made_patterns = st.lists(
    st.tuples(made_classes | st.sampled_from(["a", "K", "É", r"\^", "(A|_b)", "-"]), st.sampled_from(["", "{2}", "?"])),
    min_size=2,
    max_size=4,
).map(lambda made: "".join(map("".join, made)) + "[!-z]{2}")


@pytest.mark.skipif(not AVAILABLE, reason="Hyperscan has no wheel here")
@settings(deadline=None, max_examples=150)
@given(made_patterns, st.lists(st.text("".join(SIGNS) + "-\\[]", max_size=9), max_size=4), st.data())
def test_hyperscan_lets_through_every_text_that_a_pattern_matches(
    written: str, texts: list[str], data: st.DataObject
) -> None:
    """Upper and lower case are alike in what a range stands for, not in how it is written."""
    try:
        own = detector("own", "ACCOUNT", written)
    except BadInput:
        return
    like = data.draw(st.from_regex(re.compile(own.triggers[0], re.IGNORECASE), fullmatch=True))
    fast = Prefilter([own.triggers], True)
    for text in (*texts, like, like.swapcase()):
        assert fast.fired(text) or not list(own.find(text))


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("[A-_]{4}-[0-9]{4}", "abC_-1234"),
        ("[Z-a]{4}", "z[^A"),
        ("[A-z]{4}-[0-9]{3}", "____-123"),
        ("[A-É]{4}", "____"),
        (r"[\[-\^]{3}", "[]^"),
        ("[À-Â]{2}x", "âÀx"),
    ],
)
def test_a_range_across_cases_is_found_with_and_without_hyperscan(written: str, text: str) -> None:
    for use in (True, False) if AVAILABLE else (False,):
        assert Scanner([detector("own", "ACCOUNT", written)], use).scan(f"({text})")


def test_a_hundred_ordinary_patterns_may_stand_beside_each_other() -> None:
    many = "\n".join(
        f'[detection.patterns.p{one}]\nkind = "ACCOUNT"\npattern = "AB-?[0-9]{{6,8}}"' for one in range(100)
    )
    assert len(read_terms(POLICY.format(many)).patterns) == 100


def test_a_kind_that_passes_by_default_may_have_patterns_where_the_policy_seals_it() -> None:
    sealed = '[kinds]\nURL = { disposition = "seal" }\n[detection.patterns.a]\nkind = "URL"\npattern = "abc"'
    assert read_terms(POLICY.format(sealed)).patterns == {"a": ("URL", "abc")}
