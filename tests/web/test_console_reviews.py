"""What people do on the pages of training and reviews, and what each is refused."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import Any

import pytest

from privet import jobs
from privet.acts.trained import lessons
from privet.core.training import MODULES

MAIL = "ana.canary@example.com"
DAY_S = 86_400


def questions(browser: Any, name: str) -> Any:
    browser.get(f"/training/{name}")
    return browser.submit(f"/training/{name}/questions")


def answers(page: Any, name: str, *, right: bool = True) -> dict[str, str]:
    """The numbers of the answers on the page, all right or all wrong."""
    known = {one.ask: one.right for one in lessons()[name].questions}
    given = {}
    for number, ask in enumerate(re.findall(r"<legend>\d\. (.*?)</legend>", page.text)):
        block = page.text.split(f"{number + 1}. {ask}</legend>")[1].split("</fieldset>")[0]
        said = [unescaped(one) for one in re.findall(r'value="\d"[^>]*> (.*?)</label>', block)]
        at = said.index(known[unescaped(ask)])
        given[f"q{number}"] = str(at if right else (at + 1) % 3)
    assert len(given) == 5
    return given


def unescaped(text: str) -> str:
    from html import unescape

    return unescape(text)


def test_somebody_reads_a_module_answers_and_passes(staff: Any) -> None:
    ann = staff.enrolled("ann")
    page = ann.get("/training")
    assert "The training is new here" in page.read.said
    assert "Who passed what" not in page.read.said
    assert {f"/training/{name}" for name in MODULES} <= set(page.read.links)
    page = questions(ann, "chat")
    page = ann.submit("/training/answers", **answers(page, "chat"))
    assert "What not to ask in chat: 5 of 5 right." in page.read.said
    assert "passed" in ann.get("/training").read.said
    entry = staff.installation.entries()[-1]
    assert (entry.act, entry.outcome, entry.actor) == ("train.chat", "done", "operator:ann")


def test_wrong_answers_say_why_and_tries_end(staff: Any) -> None:
    ann = staff.enrolled("ann")
    for _ in range(3):
        page = questions(ann, "orders")
        page = ann.submit("/training/answers", **answers(page, "orders", right=False))
        assert "0 of 5 right" in page.read.said
    assert "A forged request brings its own telephone number." in page.read.said
    page = ann.get("/training/orders")
    assert "come back tomorrow" in page.read.said
    ann.get("/training/chat")
    assert ann.send("/training/orders/questions", {"form": ann.token}).status == 409


@pytest.mark.parametrize("fields", [{}, {"of": "x"}, {"of": "5", "q0": "-1"}, {"try": "try_" + "a" * 26, "of": "5"}])
def test_a_form_that_is_none_of_ours_passes_nobody(staff: Any, fields: dict[str, str]) -> None:
    ann = staff.enrolled("ann")
    ann.get("/training/chat")
    assert ann.send("/training/answers", {"form": ann.token, **fields}).status in (400, 404)
    assert ann.get("/training/tea").status == 404
    assert ann.send("/training/tea/questions", {"form": ann.token}).status in (403, 404)


def test_the_breaches_are_shown_with_what_holds_here(staff: Any) -> None:
    page = staff.enrolled("ann").get("/training/breaches")
    said = page.read.said
    assert said.count("not yet checked") >= 4
    assert "holds here" in said
    assert "Everybody who may log in has a passkey." in said


def test_an_auditor_gets_the_report_and_an_agent_does_not(staff: Any) -> None:
    ann, rita = staff.enrolled("ann"), staff.enrolled("rita", "auditor")
    questions(ann, "chat")
    assert "Who passed what" in rita.get("/training").read.said
    told = rita.ask("GET", "/training/report.csv")
    assert told.header("content-disposition") == 'attachment; filename="training.csv"'
    rows = list(csv.DictReader(io.StringIO(told.text)))
    assert [(one["name"], one["module"]) for one in rows] == [
        (who, name) for who in ("ann", "rita") for name in MODULES
    ]
    lines = [json.loads(one) for one in rita.ask("GET", "/training/report.jsonl").text.splitlines()]
    assert lines[0] == {
        "name": "ann", "roles": ["agent"], "module": "confidentiality", "version": None, "passed": None,
        "until": None, "tries": 0, "good": False,
    }  # fmt: skip
    for path in ("/training/report.csv", "/training/report.jsonl", "/reviews", "/reviews/samples", "/reviews/access"):
        assert ann.get(path).status == 403, path


def test_every_page_says_when_the_right_to_see_values_ends(staff: Any) -> None:
    ann = staff.enrolled("ann")
    assert "Without the training you may see no values" in ann.get("/account").read.said
    staff.installation.train("ann")
    assert "Without the training" not in ann.get("/account").read.said
    staff.installation.clock.forward(days=336)
    ann = staff.browser()
    assert "Without the training" not in ann.get("/login").read.said


def test_an_auditor_plans_a_task_and_says_that_it_was_done(staff: Any) -> None:
    rita = staff.enrolled("rita", "auditor")
    page = rita.get("/reviews")
    assert "Nothing yet." in page.read.said
    page = rita.submit(
        "/reviews/plan", task="key-sunset", owner="rita", days="90", due="2026-12-01", reason="who is here"
    )
    assert "That is on record." in page.read.said
    assert "Looked after by rita" in page.read.said
    assert 'datetime="2026-12-01T23:59:59Z"' in page.text
    page = rita.submit("/reviews/done", task="key-sunset", evidence=f"asked {MAIL} for a newer certificate")
    assert "asked [EMAIL] for a newer certificate" in page.read.said
    assert MAIL not in page.text
    assert staff.installation.entries()[-1].act == "task.key-sunset"


@pytest.mark.parametrize(
    "wrong", [{"days": "x"}, {"days": "0"}, {"due": "tomorrow"}, {"due": "9999-12-31"}, {"due": "2029-01-01"}]
)
def test_a_plan_that_cannot_be_is_refused(staff: Any, wrong: dict[str, str]) -> None:
    rita = staff.enrolled("rita", "auditor")
    rita.get("/reviews")
    given = {"form": rita.token, "task": "key-sunset", "owner": "", "days": "", "due": "", "reason": "so", **wrong}
    assert rita.send("/reviews/plan", given).status == 400
    assert rita.send("/reviews/plan", {**given, "task": "tea", "days": "", "due": ""}).status == 404


def test_after_five_minutes_a_proof_is_asked_for_first(staff: Any) -> None:
    rita = staff.enrolled("rita", "auditor")
    staff.later(400)
    page = rita.get("/reviews")
    assert "/prove?to=/reviews" in page.read.links
    page = rita.submit("/reviews/done", task="key-sunset", evidence="looked")
    assert page.status == 403
    staff.prove(rita, "rita", to="/reviews")
    rita.get("/reviews")
    assert rita.submit("/reviews/done", task="key-sunset", evidence="looked").status == 200


def test_what_is_overdue_is_shown_and_lowers_the_score(staff: Any) -> None:
    rita = staff.enrolled("rita", "auditor")
    jobs.tick(staff.installation.app)

    def score() -> int:
        return int(re.findall(r"<strong>(\d+)</strong> of 100", rita.get("/reviews").text)[0])

    before = score()
    staff.later(7 * DAY_S + 60)
    rita.get("/login")
    asked = rita.fetch("/login/challenge").json["passkey"]
    rita.submit("/login/passkey", answer=staff.keys["rita"].get(asked))
    assert "overdue for 1 day" in rita.get("/reviews").read.said
    assert score() <= before - 10


def test_a_reveal_is_sampled_and_somebody_else_judges_it(staff: Any) -> None:
    house = staff.installation
    told = house.receive(f"I am {MAIL}")
    house.person("paul", "privacy")
    house.reveal(told.tokens[0].id, reason=f"case 7 of {MAIL}")
    house.clock.forward(days=7)
    jobs.tick(house.app)
    rita = staff.enrolled("rita", "auditor")
    page = rita.get("/reviews/samples")
    assert "shown to paul for fraud" in page.read.said
    assert "case 7 of [EMAIL]" in page.read.said
    assert MAIL not in page.text
    id = page.text.split('name="id" value="')[1].split('"')[0]
    assert rita.send("/reviews/samples", {"form": rita.token, "id": id, "verdict": "not-in-order"}).status == 400
    rita.get("/reviews/samples")
    page = rita.submit("/reviews/samples", id=id, verdict="not-in-order", remark="there is no case 7")
    assert "not in order" in page.read.said
    assert "there is no case 7" in page.read.said
    pia = staff.enrolled("adam", "admin")
    assert pia.get("/reviews/samples").status == 403


def test_who_has_which_right_is_listed_once_the_ledger_was_read(staff: Any) -> None:
    rita = staff.enrolled("rita", "auditor")
    assert "still being read" in rita.get("/reviews/access").read.said
    jobs.tick(staff.installation.app)
    page = rita.get("/reviews/access")
    assert "still being read" not in page.read.said
    assert "login" in page.read.said or "enrol" in page.read.said


def test_another_companys_ids_are_not_there(staff: Any) -> None:
    house = staff.installation
    other = house.add_tenant("other")
    own, house.tenant = house.tenant, other
    told = house.receive(f"I am {MAIL}")
    house.person("paul", "privacy")
    house.reveal(told.tokens[0].id, actor=house.privacy)
    house.clock.forward(days=7)
    jobs.tick(house.app)
    (entry,) = [one for one in house.entries(other) if one.act == "reveal"]
    house.tenant = own
    rita = staff.enrolled("rita", "auditor")
    rita.get("/reviews/samples")
    given = {"form": rita.token, "id": f"ent_{entry.id}", "verdict": "in-order"}
    assert rita.send("/reviews/samples", given).status == 404
