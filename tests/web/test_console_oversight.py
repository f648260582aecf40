"""The pages that show how a company stands, its ledger and its customers: who gets them, what they say, what never
stands on them, and the files that can be taken from them.
"""

from __future__ import annotations

import http.client
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from privet.acts import entries, operator, request
from privet.acts.checkpoint import vkeys
from privet.core import handed, ids
from privet.core.decision import LOCAL
from privet.core.plain import Plain
from privet.errors import Denied, StorageFailed

VERIFIER = Path(__file__).parents[2] / "verifier" / "privet_verify.py"
MAIL, CARD = "ana.canary@example.com", "4111 1111 1111 1111"
PHONE, NAME = "+12025550177", "crm-canary-4711"
REASON = "because canary@example.com called"
CANARIES = ("ana.canary", "4111", "2025550177", "202 555", NAME, "canary@")
OVERSIGHT = ("privacy", "supervisor", "auditor", "security", "counsel", "admin")


@pytest.fixture
def told(staff: Any) -> Any:
    """A customer with a mail address and a card, of whom one value was shown and one refused."""
    one = staff.installation
    got = one.receive(f"I am {MAIL}, card {CARD}", PHONE, subject_ref=NAME)
    one.reveal(got.tokens[0].id, reason=REASON)
    with pytest.raises(Denied):
        one.reveal(got.tokens[1].id, reason=REASON)
    return got


def pages(staff: Any) -> list[str]:
    subject = staff.installation.subject(PHONE)
    return ["/overview", "/ledger", "/ledger/2", f"/ledger?about={subject}", f"/customers/{subject}?purpose=fraud"]


def test_a_request_of_a_customer_that_is_late_stands_on_the_overview(staff: Any, told: Any) -> None:
    one, pia = staff.installation, staff.enrolled("pia", "privacy")
    request.file(one.app, one.tenant, "access", "gdpr", [told.id], Plain("a letter"), LOCAL, via="chat")
    assert "of a customer is late" not in pia.get("/overview").read.said
    one.clock.forward(days=40)
    pia = staff.enrolled("pat", "privacy")
    assert "1 request of a customer is late." in pia.get("/overview").read.said


def test_who_has_a_role_beside_agent_lands_on_the_overview(staff: Any, told: Any) -> None:
    for role in OVERSIGHT:
        browser = staff.enrolled(role, role)
        assert browser.ask("GET", "/start").header("location") == "/overview"
        for path in ("/overview", "/ledger", "/ledger/2", "/ledger/2/proof", "/ledger/export?format=cef"):
            assert browser.ask("GET", path).status == 200, (role, path)
    ann = staff.enrolled("ann")
    assert ann.ask("GET", "/start").header("location") == "/conversations"
    for path in ("/overview", "/ledger", "/ledger/2", "/ledger/2/proof", "/ledger/export?format=cef"):
        assert ann.ask("GET", path).status == 403, path
    last = staff.installation.entries()[-1]
    assert (last.act, str(last.outcome), last.actor) == ("read", "denied", "operator:ann")


def test_an_agent_sees_a_customer_of_theirs_but_not_who_looked(staff: Any, told: Any) -> None:
    ann, subject = staff.enrolled("ann"), staff.installation.subject(PHONE)
    assert ann.get(f"/customers/{subject}").status == 403
    staff.installation.give(told.conversation, "ann")
    assert f"/customers/{subject}?purpose=support" in ann.get(f"/conversations/{told.conversation}").read.links
    said = ann.get(f"/customers/{subject}").read.said
    assert "What is held" in said
    assert "Who was shown" not in said


def test_nothing_of_a_value_stands_on_a_page_or_in_a_file(staff: Any, told: Any) -> None:
    pia = staff.enrolled("pia", "privacy")
    files = [f"/ledger/export?format={name}" for name in handed.FORMATS] + ["/ledger/3/proof"]
    for path in pages(staff) + files:
        answer = pia.ask("GET", path)
        assert answer.status == 200, path
        for canary in CANARIES:
            assert canary.encode() not in answer.body, (path, canary)


def test_a_customer_reads_in_kinds(staff: Any, told: Any) -> None:
    pia = staff.enrolled("pia", "privacy")
    said = pia.get(f"/customers/{staff.installation.subject(PHONE)}?purpose=fraud").read.said
    for part in (
        "email", "payment card number", "Tokenised messages and the values in them.", "the channel itself says",
        "A reference of the company’s own", "paul was shown a value, for fraud. email",
        "paul tried to see a value and was refused, for fraud. card",
    ):  # fmt: skip
        assert part in said, part


def test_the_figures_lead_to_the_entries_behind_them(staff: Any, told: Any) -> None:
    pia = staff.enrolled("pia", "privacy")
    page = pia.get("/overview")
    assert "1values shown to somebody" in page.read.said
    assert "/ledger?act=reveal&outcome=done" in page.read.links
    shown = pia.get("/ledger?act=reveal&outcome=done").read.said
    assert "paul was shown a value, for fraud." in shown
    assert "was refused" not in shown


def test_the_ledger_is_looked_through_and_gone_back_in(staff: Any, told: Any) -> None:
    pia = staff.enrolled("pia", "privacy")
    staff.installation.batch([staff.installation.inbound(f"message {number}") for number in range(110)])
    page = pia.get("/ledger?act=receive")
    back = next(one for one in page.read.links if "before=" in one)
    assert "act=receive" in back
    numbers = [
        one
        for page in (page, pia.get(back))
        for one in page.read.links
        if one.startswith("/ledger/") and "?" not in one
    ]
    assert len(numbers) == len(set(numbers)) == 111
    assert "There is no such entry" in pia.get("/ledger?act=nothing").read.said
    for wrong in ("first_day=never", "outcome=lost", "about=nobody", "before=-1"):
        assert pia.get(f"/ledger?{wrong}").status in (400, 404), wrong


def test_an_entry_says_why_and_its_proof_holds(staff: Any, told: Any, tmp_path: Path) -> None:
    one = staff.installation
    pia = staff.enrolled("pia", "privacy")
    page = pia.get("/ledger/2")
    assert "Privacy officers may see every value that is kept" in page.read.said
    assert "reveal-privacy" in page.read.said
    answer = pia.ask("GET", "/ledger/2/proof")
    assert answer.header("content-disposition") == 'attachment; filename="entry-2.tlog-proof"'
    assert answer.header("cache-control") == "no-store"
    path = tmp_path / "proof"
    path.write_bytes(answer.body)
    keys = [word for key in vkeys(one.app, one.tenant) for word in ("--key", key)]
    run = subprocess.run(
        [sys.executable, "-I", str(VERIFIER), str(path), *keys], capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stdout + run.stderr
    for gone in ("/ledger/999", "/ledger/none", "/ledger/-1", "/ledger/999/proof", f"/ledger/{'1' * 16}"):
        assert pia.get(gone).status == 404, gone


def test_a_file_has_the_entries_that_were_looked_for_oldest_first(staff: Any, told: Any) -> None:
    pia = staff.enrolled("pia", "privacy")
    lines = pia.ask("GET", "/ledger/export?format=jsonl&act=reveal").body.splitlines()
    assert [json.loads(one)["entry"]["outcome"] for one in lines] == ["done", "denied"]
    assert pia.get("/ledger/export?format=xml").status == 404


def test_another_tenants_customers_and_entries_are_not_there(staff: Any, told: Any) -> None:
    one = staff.installation
    other = one.add_tenant("other")
    one.batch([one.inbound("I am ben@example.com") for _ in range(30)], other)
    with one.app.store.view(other) as view:
        theirs = view.row("SELECT subject FROM subject WHERE tenant = ?", (other,))[0]
    pia = staff.enrolled("pia", "privacy")
    assert pia.get(f"/customers/{ids.shown('sub', theirs)}?purpose=fraud").status == 404
    assert pia.get("/ledger/25").status == 404
    assert "There is no such entry" in pia.get(f"/ledger?about={ids.shown('sub', theirs)}").read.said
    assert "1messages came in" in pia.get("/overview").read.said


@pytest.fixture
def download(staff: Any, told: Any, served: Any, monkeypatch: pytest.MonkeyPatch) -> Callable[[], bytes]:
    """Everything that was received, over the wire, in pieces of 16."""
    monkeypatch.setattr(entries, "PART", 16)
    staff.installation.batch([staff.installation.inbound(f"message {number}") for number in range(200)])
    pia = staff.enrolled("pia", "privacy")
    cookie = "; ".join(f"{name}={value}" for name, value in pia.cookies.items())
    return lambda: bytes(served.get("/ledger/export?format=jsonl&act=receive", cookie=cookie).body)


def test_a_file_of_any_length_comes_to_its_end(download: Callable[[], bytes]) -> None:
    lines = [json.loads(one) for one in download().splitlines()]
    assert len(lines) == 201
    assert {one["entry"]["act"] for one in lines} == {"receive"}
    numbers = [one["number"] for one in lines]
    assert numbers == sorted(numbers)


@pytest.mark.parametrize("why", ["it fails", "their session ends", "their right ends"])
def test_a_download_that_breaks_off_is_no_whole_answer(
    staff: Any, download: Callable[[], bytes], why: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked, part = [0], entries.part
    one = staff.installation

    def third(app: Any, tenant: Any, *more: Any) -> Any:
        asked[0] += 1
        if asked[0] == 3 and why == "it fails":
            raise StorageFailed("the disk is gone")
        if asked[0] == 2 and why == "their session ends":
            staff.later(16 * 60)
        if asked[0] == 2 and why == "their right ends":
            operator.give_roles(app, tenant, "pia", ("agent",), LOCAL)
        return part(app, tenant, *more)

    monkeypatch.setattr(entries, "part", third)
    with pytest.raises(http.client.IncompleteRead) as broken:
        download()
    assert broken.value.partial.count(b"\n") in (16, 32)
    assert one.entries()[-1].act != "receive"
