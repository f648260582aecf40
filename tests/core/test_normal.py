"""Making a text plain: what programs cannot read becomes what they can, and every offset leads back."""

import time
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from privet.core import normal
from privet.core.detect import Scanner
from privet.core.finding import Finding
from privet.core.normal import ONE_FOR_ONE, Read, plain
from privet.core.prefilter import AVAILABLE, Prefilter
from privet.core.spelled import _DIGITS, _VALUES, SPOKEN, WRITTEN, reworded
from privet.plugins.detectors import bundled

SCANNERS = [Scanner(bundled(("GB", "US", "DE")), use) for use in ((True, False) if AVAILABLE else (False,))]


def read(text: str) -> Read:
    return reworded(plain(text) or Read(text))


READS = [
    # digits of other scripts, widths, styles
    ("٠٧٩١١ ١٢٣٤٥٦", "07911 123456"),
    ("۰۹۱۲۳۴۵۶۷۸۹", "09123456789"),
    ("०७९११ १२३४५६", "07911 123456"),
    ("４１１１ １１１１ １１１１ １１１１", "4111 1111 1111 1111"),
    ("𝟒𝟏𝟏𝟏 and 𝐚𝐧𝐧＠example．com", "4111 and ann@example.com"),
    ("ⓐⓝⓝ", "ann"),
    ("code：４８２９１３，谢谢", "code:482913,谢谢"),
    # spaces and hyphens
    ("4111\u00a01111\u202f1111\u30001111", "4111 1111 1111 1111"),
    ("07911\u2011123\u2212456", "07911-123-456"),
    # hidden signs
    ("41\u200b11 11\u00ad11", "4111 1111"),
    ("\u202e+44 20\u202c", "+44 20"),
    ("1\ufe0f\u20e32\ufe0f\u20e3", "12"),
    ("4111 \u200b 1111-\u200b-1111", "4111  1111--1111"),
    ("4111\t1111", "4111 1111"),
    ("\u2764\ufe0f ok \U0001f468\u200d\U0001f469", "\u2764\ufe0f ok \U0001f468\u200d\U0001f469"),  # beside no letter
    # accents
    ("e\u0301te\u0301", "été"),
    ("и\u0306", "й"),
    ("4\u03361\u03361\u0336", "411"),
    (" \u0301x", " x"),
    # what stays
    ("m² ½ № 5ª ™ “quoted” – dash", "m² ½ № 5ª ™ “quoted” – dash"),
    ("ordinary é ñ ü ж 中 text", "ordinary é ñ ü ж 中 text"),
    # addresses in words
    ("ann (at) example [dot] com", "ann@example.com"),
    ("ann{at}example.com", "ann@example.com"),
    ("ann dot smith at mail dot example dot net please", "ann.smith@mail.example.net please"),
    ("ann (@) example (.) com", "ann@example.com"),
    ("ann@example dot com", "ann@example.com"),
    ("ann @ example (dot) com", "ann@example.com"),
    ("ann.smith at gmail.com", "ann.smith" + "@" + "gmail.com"),
    ("ana arroba example punto com", "ana@example.com"),
    ("anna (собака) example точка test", "anna@example.test"),
    ("Meet me at example.com at the point in time", "Meet me at example.com at the point in time"),
    ("see you at five dot", "see you at five dot"),
    ("https://example.com/?email=ann%40example.com&tel=%2b442079460018", "https://example.com/?email=ann@example.com&tel=+442079460018"),
    ("ann@example.com (at) work", "ann@example.com (at) work"),
    # digits in words
    ("call zero seven nine one one, double one two", "call 07911112"),
    ("oh-seven-nine-one", "0791"),
    ("null sieben neun eins zwo", "07912"),
    ("um dois três meia", "1236"),
    ("ноль семь девять один", "0791"),
    ("п'ять шість сім вісім", "5678"),
    ("صفر سبعة تسعة واحد", "0791"),
    ("शून्य सात नौ एक", "0791"),
    ("一三八零零幺二", "1380012"),
    ("seven 9 one one triple two", "7911222"),
    ("one two three", "one two three"),  # three are speech
    ("one zwei trois cuatro", "one zwei trois cuatro"),  # no one language
    ("one 2 3 4", "one 2 3 4"),
    ("one two. three four five", "12345"),
    ("one two (three) four five", "one two (three) four five"),
    ("double double one two three", "double 1123"),
    ("one two three four double", "1234 double"),
    ("十二三四", "十二三四"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), READS, ids=range(len(READS)))
def test_a_text_reads_as_a_person_would_read_it(text: str, expected: str) -> None:
    assert read(text).text == expected


def test_what_was_read_is_not_shown() -> None:
    assert repr(read("４１１１ ann (at) example.com")) == "Read()"


def test_what_is_plain_as_it_stands_is_left_alone() -> None:
    assert plain("ann (at) example [dot] com") is None  # ASCII is left to the second step
    assert plain("été") is None
    nothing = Read("see you at five")
    assert reworded(nothing) is nothing


def test_every_decimal_digit_and_space_is_plain_and_every_other_sign_is_what_unicode_takes_it_for() -> None:
    for code in range(0x80, 0x110000):
        sign = chr(code)
        meant = unicodedata.normalize("NFKC", sign)
        if unicodedata.category(sign) == "Nd":
            assert ONE_FOR_ONE[sign] == str(unicodedata.decimal(sign))
        elif unicodedata.category(sign) == "Zs":
            assert ONE_FOR_ONE[sign] == " "
        elif sign in ONE_FOR_ONE:
            assert meant == ONE_FOR_ONE[sign] or ONE_FOR_ONE[sign] in " -"


def test_no_word_is_two_digits_and_every_language_has_ten() -> None:
    for listed in _DIGITS.values():
        words = [each.split("/") for each in listed.split()]
        assert len(words) == 10
        assert all(_VALUES[word][0] == str(digit) for digit, each in enumerate(words) for word in each)


PIECES = st.sampled_from([
    "zero", "seven ", "double ", " nine", "-", "one", " ", ", ", "ann", "(at)", " at ", "[dot]", " dot ", "com", "@",
    ".",
    "example", "4", "111 1111 ", "\u200b", "\u00ad", "\u0301", "\u0336", "４", "٧", "e", "é", "一", "二", "三", "四",
    "\u202e", "❤\ufe0f", "ﬁ", "㍿", "\ud800", "ноль ", "семь ", "\n", "gmail.com", "[CARD_1]", "+44 20 7946 0018",
])  # fmt: skip
texts = st.one_of(st.lists(PIECES, max_size=14).map("".join), st.text(max_size=20))


@given(texts)
def test_offsets_lead_back_in_order_and_inside_the_text(text: str) -> None:
    made = read(text)
    spans = []
    for at in range(len(made.text)):
        back = made.back(Finding(at, at + 1, "EMAIL", 1.0, "test", "c"))
        spans.append((back.start, back.end))
        assert 0 <= back.start < back.end <= len(text)
    assert all(one[0] <= two[0] and one[1] <= two[1] for one, two in pairwise(spans))
    for (start, end), sign in zip(spans, made.text, strict=True):
        if end - start == 1 and text[start].isascii() and not text[start].isdigit():
            assert sign == text[start] or sign in "@." or (sign == " " and text[start] == "\t")


@given(texts, st.integers(0, 20), st.integers(1, 20))
def test_a_stretch_leads_back_to_all_that_its_characters_came_from(text: str, start: int, length: int) -> None:
    made = read(text)
    assume(start < len(made.text))
    end = min(len(made.text), start + length)
    whole = made.back(Finding(start, end, "EMAIL", 1.0, "test", "c"))
    first, last = (made.back(Finding(at, at + 1, "EMAIL", 1.0, "test", "c")) for at in (start, end - 1))
    assert (whole.start, whole.end) == (first.start, last.end)


@given(texts)
def test_what_is_plain_stays_as_it_is(text: str) -> None:
    once = read(text).text
    assert plain(once) is None or plain(once).text == once or normal._MOVES.search(once)  # type: ignore[union-attr]


@settings(deadline=None)
@given(texts)
def test_nothing_is_written_in_words_where_no_trigger_of_its_own_stands(text: str) -> None:
    made = plain(text) or Read(text)
    for use in (True, False) if AVAILABLE else (False,):
        fired = Prefilter([SPOKEN, WRITTEN], use).fired(made.text)
        assert reworded(made, spoken=0 in fired, written=1 in fired) == reworded(made)


VALUES = [
    ("EMAIL", "ann (at) example [dot] com"),
    ("EMAIL", "ann@example.com"),
    ("PHONE", "+44 20 7946 0018"),
    ("PHONE", "+４４ ２０ ７９４６ ００１８"),
    ("CARD", "4\u200b111 1111 1111 1111"),
    ("CARD", "٤١١١ ١١١١ ١١١١ ١١١١"),
    ("PHONE", "zero seven nine double one one two three four five six"),
    ("IBAN", "ＤＥ８９ ３７０４ ００４４ ０５３２ ０１３０ ００"),
]


@pytest.mark.parametrize(("kind", "value"), VALUES)
@pytest.mark.parametrize("around", ["", " ", "\n", "\t", "  \n\n", "\u00a0", "\u3000", "\u200b", "\r\n"])
@pytest.mark.parametrize("scanner", SCANNERS, ids=["fast", "plain"][-len(SCANNERS) :])
def test_whitespace_around_a_value_does_not_change_the_answer(
    kind: str, value: str, around: str, scanner: Scanner
) -> None:
    found = [(one.kind, one.start, one.end) for one in scanner.scan(around + value + around)]
    assert found == [(kind, len(around), len(around) + len(value))]


@pytest.mark.parametrize(
    "piece",
    ["e\u0301", "\u0301", "\u0336", "4\u200b", "\u200b", "zero seven nine one ", "one two ", "double ", "ann at ",
     " dot com", "a (at) ", "(at)", "a dot ", "a at b dot ", "一二三四", "４", "one", "a.", "a@b dot "],
)  # fmt: skip
def test_hostile_text_is_made_plain_in_time_proportional_to_its_length(piece: str) -> None:
    def seconds(length: int) -> float:
        text = (piece * (length // len(piece) + 1))[:length]
        begun = time.process_time()
        read(text)
        return time.process_time() - begun

    pairs = [(seconds(50_000), seconds(100_000)) for _ in range(3)]
    assert min(twice - 3 * once for once, twice in pairs) < 0.1
