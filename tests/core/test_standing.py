"""What Telegram says of a token is read without believing it."""

from __future__ import annotations

from typing import Any

import pytest

from privet.core.bot import Checked
from privet.core.standing import Standing, standing
from privet.errors import BadInput, ChannelError

ME: dict[str, Any] = {"id": 777, "is_bot": True, "first_name": "Larkspur", "username": "larkspur_bot"}
NONE: dict[str, Any] = {"url": "", "has_custom_certificate": False, "pending_update_count": 0}


def test_a_bot_that_nobody_is_told_of() -> None:
    assert standing(ME, NONE) == Standing(Checked(777, "larkspur_bot"), "", 0, False, False, False)


def test_of_a_webhook_the_origin_alone_is_kept() -> None:
    told = {"url": "https://me:x@old.example.com:8443/secret", "pending_update_count": 9, "last_error_date": 1}
    more = {"can_read_all_group_messages": True, "can_connect_to_business": True}
    assert standing({**ME, **more}, told) == Standing(
        Checked(777, "larkspur_bot"), "https://old.example.com:8443", 9, True, True, True
    )


def test_what_is_no_address_leads_nowhere() -> None:
    for one in ({"url": "nonsense"}, {"url": 3, "pending_update_count": "many"}):
        assert standing(ME, one).posts_to == ""


@pytest.mark.parametrize(
    "me", [{**ME, "is_bot": False}, {**ME, "id": "777"}, {**ME, "id": 0}, {**ME, "id": 2**52}, {}],
)  # fmt: skip
def test_who_is_no_bot_is_refused(me: dict[str, Any]) -> None:
    with pytest.raises(BadInput):
        standing(me, NONE)


@pytest.mark.parametrize(("me", "webhook"), [(None, NONE), (ME, []), ({**ME, "username": "a b"}, NONE),
                                             ({**ME, "username": None}, NONE)])  # fmt: skip
def test_what_is_no_answer_is_a_fault_of_the_other_side(me: object, webhook: object) -> None:
    with pytest.raises(ChannelError):
        standing(me, webhook)
