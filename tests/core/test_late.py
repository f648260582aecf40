"""A pattern that is compiled late answers as one that was compiled at once."""

import re

import pytest

from privet.core.late import late


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
