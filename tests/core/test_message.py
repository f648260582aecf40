"""A message and its answers: frozen, and compared by what they say."""

import pytest

from privet.core.message import Inbound, Received, TokenRef, Unreadable
from privet.core.plain import Plain


def test_a_message_is_an_incoming_one_unless_it_says_otherwise() -> None:
    message = Inbound("sms", Plain("talk"), Plain("ann"), Plain("hello"), 7)
    assert (message.direction, message.group, message.attachments) == ("in", False, ())
    assert message.external_id is message.name is message.title is message.subject_ref is None


@pytest.mark.parametrize(
    "one",
    [
        Inbound("sms", Plain("talk"), Plain("ann"), Plain("hello"), 7),
        TokenRef("[EMAIL_1]", "tok_x", "EMAIL", 0, 9),
        Received("refused", "", "", None, (), ("no-rule-allows",)),
        Unreadable(3, "line 4", "the record is not UTF-8"),
    ],
    ids=lambda one: type(one).__name__,
)
def test_nobody_changes_one_that_was_made(one: object) -> None:
    for name in ("channel", "text", "reason"):
        with pytest.raises((AttributeError, TypeError)):
            setattr(one, name, "changed")


def test_answers_are_compared_by_what_they_say() -> None:
    assert Received("stored", "m", "c", None) == Received("stored", "m", "c", None)
    assert Received("stored", "m", "c", None) != Received("repeated", "m", "c", None)
