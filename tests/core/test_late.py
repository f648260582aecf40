"""A pattern that is compiled late answers as one that was compiled at once."""

import re
from functools import partial

import pytest

from privet.core.late import compile_some, late


def test_it_answers_as_re_does() -> None:
    made, now = late("(a+)(?P<rest>b?)", re.IGNORECASE), re.compile("(a+)(?P<rest>b?)", re.IGNORECASE)
    text = "xAab aB"
    for _ in range(2):
        assert [match.span() for match in made.finditer(text)] == [match.span() for match in now.finditer(text)]
        assert made.findall(text) == now.findall(text)
        assert made.sub("-", text) == now.sub("-", text)
        for at in range(len(text)):
            for each in ("search", "match", "fullmatch"):
                found, expected = getattr(made, each)(text, at), getattr(now, each)(text, at)
                assert (found and found.span()) == (expected and expected.span())
    assert made.pattern == now.pattern
    assert made.groupindex == {"rest": 2}


def test_nothing_is_compiled_before_it_is_asked() -> None:
    wrong = late("(")
    with pytest.raises(re.error):
        wrong.search("")


def test_what_is_given_alike_is_one_pattern() -> None:
    assert late("a+", re.IGNORECASE) is late("a+", re.IGNORECASE)
    assert late("a+", re.IGNORECASE) is not late("a+")
    assert late(partial("{}+".format, "b")) is late(partial("{}+".format, "b")) is not late(partial("{}+".format, "c"))
    named = partial("{sign}+".format, sign="d")
    assert late(named).search("dd")


def test_some_are_compiled_before_they_are_asked() -> None:
    written: list[str] = []
    kept = [
        late(lambda: written.append("once") or "x+"),
        late("unasked ("),
        late(lambda: written.append("twice") or "y"),
    ]
    while compile_some(3):
        pass
    assert written == ["once", "twice"]
    assert kept[0].fullmatch("xx")
    assert written == ["once", "twice"]
    assert not compile_some(1)
    with pytest.raises(re.error):
        kept[1].search("")
