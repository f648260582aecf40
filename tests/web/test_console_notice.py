"""The privacy notice on pages: everybody reads it, staff see in what it is no longer true, and give out the next."""

from __future__ import annotations

from typing import Any

from privet.acts import basis, notice
from privet.core.decision import LOCAL
from privet.core.plain import Plain

FILLED = {"company": "Example Ltd", "contact": "privacy@example.com", "address": "", "officer": "", "authority": "",
          "transfers": ""}  # fmt: skip


def test_it_is_given_out_on_a_page_and_read_by_whoever_asks(staff: Any) -> None:
    one, pia = staff.installation, staff.enrolled("pia", "privacy")
    assert "No notice was given out yet." in staff.browser().get("/notice").read.said
    assert "No notice was given out yet." in pia.get("/settings/notice").read.said
    assert pia.submit("/settings/notice", **FILLED, reason="the first").status == 200
    stranger = staff.browser()
    page = stranger.get("/notice")
    said = " ".join(page.read.said.split())
    assert "Example Ltd answers for your data." in said
    assert "Version 1, since" in said
    assert "What changed" not in said
    assert "It says what is set." in pia.get("/settings/notice").read.said
    basis.set_(one.app, one.tenant, "delivery", "contract", Plain("x"), LOCAL)
    said = " ".join(pia.get("/settings/notice").read.said.split())
    assert "What is set is not what it says:" in said
    assert "purpose.delivery" in said
    assert "has not said on which ground" in stranger.get("/notice").read.said
    assert pia.submit("/settings/notice", **FILLED, reason="as counsel said").status == 200
    said = " ".join(stranger.get("/notice").read.said.split())
    assert "It is needed for a contract with the person" in said
    assert "What changed" in said
    assert "Version 1, since" in " ".join(stranger.get("/notice?version=1").read.said.split())
    for path in ("/notice?version=3", "/notice?version=x", "/notice?version=%D9%A1", "/notice?version=99999999"):
        assert stranger.get(path).status == 404


def test_what_was_filled_in_is_not_lost_where_it_is_refused(staff: Any) -> None:
    pia = staff.enrolled("pia", "privacy")
    pia.get("/settings/notice")
    page = pia.submit("/settings/notice", **{**FILLED, "contact": " ", "officer": "dpo@example.com"}, reason="x")
    assert page.status == 422
    assert "dpo@example.com" in page.text
    assert notice.newest(staff.installation.app, staff.installation.tenant) is None


def test_in_the_readers_language(staff: Any) -> None:
    one = staff.installation
    notice.publish(one.app, one.tenant, {"company": "Beispiel GmbH", "contact": "x@example.com"}, Plain("x"), LOCAL)
    page = staff.browser().get("/notice", **{"accept-language": "de"})
    said = " ".join(page.read.said.split())
    assert "Für Ihre Daten steht ein: Beispiel GmbH." in said
    assert "90 Tage lang." in said
    assert "E-Mail-Adresse; " in said
    assert "Das Unternehmen hat die Grundlage noch nicht genannt." in said


def test_who_may_not_change_rules_sees_no_form(staff: Any) -> None:
    assert "Give out the next version" not in staff.enrolled("al", "auditor").get("/settings/notice").read.said
