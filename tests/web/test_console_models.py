"""Gateways to language models on the pages: put up, set, paused and removed by whoever may."""

from __future__ import annotations

from typing import Any

from privet.acts import copied, llm, trial
from privet.core.decision import LOCAL
from privet.core.llm.gateway import Settings
from privet.core.llm.request import Item

HERE = "/settings/models"
GIVEN = {"name": "shop", "upstream": "https://api.example.com/v1", "reader": "customer", "timeout_s": "60",
         "reason": "the assistant"}  # fmt: skip


def there(staff: Any) -> list[llm.Llm]:
    return llm.everyone(staff.installation.app, staff.installation.tenant, LOCAL)


def test_a_gateway_is_put_up_set_paused_and_removed(staff: Any) -> None:
    pia = staff.enrolled("pia", "privacy")
    assert "There is no gateway yet." in pia.get(HERE).read.said
    page = pia.submit(f"{HERE}/add", **GIVEN)
    assert page.status == 200
    assert "/llm/shop/v1" in page.read.said
    (one,) = there(staff)
    assert one.settings == Settings("https://api.example.com/v1", timeout_s=60)
    entry = staff.installation.entries()[-1]
    assert (entry.act, entry.actor) == ("llm.add", "operator:pia")
    more = {"gateway": one.id, "reason": "tokens for the desk"}
    pia.submit(f"{HERE}/set", **{**GIVEN, **more, "reader": "nobody"})
    assert there(staff)[0].settings.reader == "nobody"
    pia.submit(f"{HERE}/pause", **more, do="pause")
    assert there(staff)[0].paused
    pia.submit(f"{HERE}/pause", **more, do="resume")
    assert not there(staff)[0].paused
    pia.submit(f"{HERE}/pause", **more, do="remove")
    assert there(staff) == []


def test_what_was_typed_stays_where_it_was_wrong(staff: Any) -> None:
    pia = staff.enrolled("pia", "privacy")
    pia.get(HERE)
    for wrong in ({"upstream": "http://example.com"}, {"timeout_s": "soon"}, {"timeout_s": "0"}, {"reader": "all"}):
        page = pia.submit(f"{HERE}/add", **{**GIVEN, **wrong})
        assert page.status == 422
        assert "the assistant" in page.text
    assert pia.send(f"{HERE}/set", {"form": pia.token, **GIVEN, "gateway": "x"}).status == 404
    assert there(staff) == []


def test_who_may_not_is_offered_nothing_and_refused_on_record(staff: Any) -> None:
    sue = staff.enrolled("sue", "supervisor")
    assert "Put a gateway up" not in sue.get(HERE).read.said
    assert sue.send(f"{HERE}/add", {"form": sue.token, **GIVEN}).status == 403
    assert staff.installation.entries()[-1].outcome == "denied"


def test_a_gateway_is_tried_first_and_says_what_it_counted(staff: Any) -> None:
    app, tenant, pia = staff.installation.app, staff.installation.tenant, staff.enrolled("pia", "privacy")
    pia.get(HERE)
    pia.submit(f"{HERE}/add", **GIVEN, trial="yes")
    (one,) = there(staff)
    assert one.settings.trial
    assert "Nothing came yet. Have a copy posted here" in pia.get(HERE).read.said
    (at,) = llm.opened(app, tenant)
    copied.requests(app, tenant, at, [[Item("I am ann@example.com")], [Item("hello")]])
    copied.unread(app, tenant, at)
    trial.took(app, tenant, at.id, [2_400])
    read = pia.get(HERE).read.said
    for words in ("in a trial", "3requests came in", "1of them had something personal in them",
                  "1of them would have been refused", "the slowest took 2.4 ms"):  # fmt: skip
        assert words in read, read
    pia.submit(f"{HERE}/set", **GIVEN, gateway=one.id, trial="")
    assert not there(staff)[0].settings.trial
    assert "3requests came in" in pia.get(HERE).read.said
