"""What people do on the pages of training and reviews, and what each is refused."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import Any

import pytest

from privet import jobs
from privet.acts.checkpoint import vkeys
from privet.acts.trained import lessons
from privet.core import report
from privet.core.algorithms import INVENTORY
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
    logged_in(staff, rita, "rita")
    assert "overdue for 1 day" in rita.get("/reviews").read.said
    assert score() <= before - 10


def logged_in(staff: Any, browser: Any, name: str) -> None:
    browser.get("/login")
    asked = browser.fetch("/login/challenge").json["passkey"]
    browser.submit("/login/passkey", answer=staff.keys[name].get(asked))


def test_values_are_kept_back_when_a_pass_has_ended_and_shown_again_after_a_new_one(staff: Any) -> None:
    house = staff.installation
    token = house.receive(f"I am {MAIL}").tokens[0].id
    paul = staff.enrolled("paul", "privacy")
    house.train("paul")

    def shown() -> Any:
        paul.get(f"/values/{token}")
        return paul.fetch(f"/values/{token}/shown", purpose="fraud", reason="case 7")

    assert (shown().status, shown().json["value"]) == (200, MAIL)
    staff.later(366 * DAY_S)
    logged_in(staff, paul, "paul")
    token = house.receive(f"I am {MAIL}").tokens[0].id  # the time of the first one is over
    assert shown().status == 403
    assert house.acts()[-1] == ("reveal", "denied")
    assert "You may see no values until you pass what is missing." in paul.get("/training").read.said
    for name in MODULES:
        page = questions(paul, name)
        paul.submit("/training/answers", **answers(page, name))
    assert "You passed everything." in paul.get("/training").read.said
    assert (shown().status, shown().json["value"]) == (200, MAIL)


def test_the_page_of_questions_does_not_say_which_answers_are_right_and_every_try_has_its_own_order(staff: Any) -> None:
    orders = set()
    for name in ("ann", "ben", "eve"):
        page = questions(staff.enrolled(name), "orders")
        given = answers(page, "orders")
        orders.add(tuple(given.values()))
        for ask in lessons()["orders"].questions:
            assert ask.why not in unescaped(page.text)
        assert not re.search(r"checked|data-right|correct", page.text.partition('class="card quiz"')[2])
    assert len(orders) > 1


def test_somebody_vouches_for_administrators_and_while_that_is_overdue_nobody_becomes_one(staff: Any) -> None:
    ada, rita = staff.enrolled("ada", "admin"), staff.enrolled("rita", "auditor")
    jobs.tick(staff.installation.app)
    staff.later(90 * DAY_S + 60)
    for name, browser in (("ada", ada), ("rita", rita)):
        logged_in(staff, browser, name)
    ada.get("/people")
    refused = ada.submit("/people/invite", name="eve", roles="admin", reason="more hands")
    assert refused.status == 403
    assert "vouch for each under Reviews" in refused.read.said
    assert "nobody vouched yet" in rita.get("/reviews").read.said
    given = {"task": "telegram-two-step", "evidence": "all phones of the team"}
    assert rita.send("/reviews/done", {"form": rita.token, **given}).status == 400
    rita.get("/reviews")
    page = rita.submit("/reviews/vouch", name="ada", evidence=f"saw it, and wrote to {MAIL}")
    assert "saw it, and wrote to [EMAIL]" in page.read.said
    assert MAIL not in page.text
    assert "That is on record." in rita.submit("/reviews/done", **given).read.said
    ada.get("/people")
    again = ada.submit("/people/invite", name="eve", roles="admin", reason="more hands")
    assert "vouch for each under Reviews" not in again.read.said


def test_the_clocks_report_is_a_signed_file_and_algorithms_are_listed(staff: Any) -> None:
    house, rita = staff.installation, staff.enrolled("rita", "auditor")
    assert "the first comes within a day" in rita.get("/reviews").read.said
    jobs.tick(house.app)
    page = rita.get("/reviews")
    (path,) = [one for one in page.read.links if one.startswith("/reviews/reports/")]
    told = rita.ask("GET", path)
    assert told.header("content-disposition").startswith('attachment; filename="privet-review-ent_')
    checked = report.check(told.text, vkeys(house.app, house.tenant))
    assert checked.entry.act == "report.review"
    assert {"checks", "concerns", "refused", "holds"} <= json.loads(checked.text).keys()
    assert staff.enrolled("ann").get(path).status == 403
    assert rita.get("/reviews/reports/ent_" + "a" * 26).status == 404
    for one in INVENTORY:
        assert one.name in page.read.said


def test_that_attacks_were_tried_is_put_on_record_by_their_report_alone(staff: Any) -> None:
    rita = staff.enrolled("rita", "auditor")
    rita.get("/reviews")
    given = {"form": rita.token, "task": "prove", "evidence": "I looked"}
    assert rita.send("/reviews/done", given).status == 400


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
