"""Nothing is said past the catalogues: every literal of every template is marked, and in a language that says each text
in brackets nothing that people read on a page stands outside them, but names, ids and data.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from jinja2 import nodes
from tests.acts.test_portal import Customer
from tests.conftest import ANN

from browser import Browser, Shown
from privet.acts import basis
from privet.core.decision import LOCAL
from privet.core.plain import Plain
from privet.core.training import MODULES
from privet.web.console import rendering
from privet.web.console.tongue import Catalogue

ROOT = Path(__file__).parents[2]
TEMPLATES = sorted(
    path for one in ("console", "portal") for path in (ROOT / "src/privet/web/templates" / one).glob("*.html")
)
NAMED = {"Privet", "policy", "toml", "sub", "con", "msg", "SHA", "gdpr", "ccpa", "abcde", "fghij"}
"""What stands in templates and is called so in every language."""
NAMES = NAMED | {
    "English",
    "demo",
    "sue",
    "pia",
    "adm",
    "ann",
    "uma",
    "phone",
    "loopback",
    "Firefox",
    "Linux",
    "UTC",
    "CSV",
    "bot",
}
READ = ("aria-label", "placeholder", "title", "alt")
ASIDE = re.compile(r"<(code|kbd|time|pre|bdi|svg|textarea)\b.*?</\1>", re.DOTALL)
TOKEN = re.compile(r"\[[A-Z_]+_\d+\]")
SAID = re.compile(r"⟦[^⟦⟧]*⟧")


class Words(HTMLParser):
    """What people read of a page: text, and the attributes that are read to them."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.said: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.said += [value or "" for name, value in attrs if name in READ]

    def handle_data(self, data: str) -> None:
        self.said.append(data)


def words(html: str) -> set[str]:
    return set(re.findall(r"[^\W\d_]{3,}", " ".join(Words(ASIDE.sub(" ", html)).said)))


@pytest.mark.parametrize("path", TEMPLATES, ids=[f"{one.parent.name}-{one.stem}" for one in TEMPLATES])
def test_every_text_of_a_template_is_marked(path: Path) -> None:
    tree = rendering.environment(Catalogue(), {}).parse(path.read_text("utf-8"))
    data = "".join(
        one.data if isinstance(one, nodes.TemplateData) else "0"
        for output in tree.find_all(nodes.Output)
        for one in output.nodes
    )
    assert words(data) <= NAMED
    marked = {id(one) for call in tree.find_all(nodes.Call) for one in call.find_all(nodes.Const)
              if isinstance(call.node, nodes.Name) and call.node.name in ("_", "gettext", "ngettext")}  # fmt: skip
    plain = [one.value for one in tree.find_all(nodes.Const) if id(one) not in marked and isinstance(one.value, str)]
    assert [one for one in plain if re.search(r"[A-Za-z]{2} [A-Za-z]{2}|[A-Za-z]\.$", one) and not CLASS(one)] == []


def CLASS(text: str) -> bool:
    return bool(re.fullmatch(r"M[\d .\-a-zA-Z]+|(?: ?(?:outline|secondary|danger|small|staff|sought))+", text))


def pseudo() -> Catalogue:
    """A language that says each text of the template for translators in brackets."""
    lines, said = [], {}
    for line in (ROOT / "docs/reference/messages.pot").read_text("utf-8").splitlines():
        kind, _, text = line.partition(" ")
        if kind.startswith("msgstr") and said.get("msgid", '""') != '""':
            text = said["msgid_plural" if kind == "msgstr[1]" else "msgid"]
            line = f'{kind} "⟦{text[1:-1]}⟧"'
        said[kind] = text
        lines.append(line)
    return Catalogue("\n".join(lines))


@pytest.fixture
def bracketed(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Any:
    """The staff, whose pages are in that language."""
    made = pseudo()
    monkeypatch.setattr(rendering, "catalogues", lambda: {"en": made})
    return request.getfixturevalue("staff")


def unsaid(page: Shown) -> set[str]:
    """The words of a page that no catalogue said."""
    text, before = TOKEN.sub(" ", ASIDE.sub(" ", page.text)), ""
    assert "⟦" in text
    while text != before:
        before, text = text, SAID.sub(" ", text)
    return words(text) - NAMES


def walked(browser: Browser, *paths: str) -> dict[str, set[str]]:
    found = {path: unsaid(browser.get(path)) for path in paths}
    return {path: said for path, said in found.items() if said}


def received(staff: Any) -> Any:
    return staff.installation.receive("+1 202 555 0142, 4111 1111 1111 1111")


def test_the_pages_of_whoever_is_not_logged_in(bracketed: Any) -> None:
    staff = bracketed
    browser = staff.browser()
    assert walked(browser, "/login", "/login/recovery", "/enrol", "/code/x", "/code/done", "/passkey/x",
                  "/passkey/done", "/conversations") == {}  # fmt: skip
    browser.get("/login")
    assert unsaid(browser.submit("/login", name="sue", phrase="x", code="000000")) == set()
    browser.get("/enrol")
    page = browser.submit("/enrol", link=staff.invite("sue", "supervisor", "agent"))
    assert unsaid(page) == set()


def test_the_pages_of_work(bracketed: Any) -> None:
    staff, talk = bracketed, received(bracketed)
    sue, ann = staff.enrolled("sue", "supervisor"), staff.enrolled("ann")
    staff.installation.give(talk.conversation, "ann")
    card = next(one.id for one in talk.tokens if one.kind == "CARD")
    ann.get(f"/values/{card}?purpose=support")
    ann.submit(f"/values/{card}/ask", reason="1")
    here = f"/conversations/{talk.conversation}"
    for browser in (ann, sue):
        assert walked(browser, "/conversations", "/conversations?which=mine", "/conversations?which=unassigned", here,
                      "/search", "/texts", "/requests", "/rights", "/training", "/account", f"/values/{card}", "/prove",
                      *(f"/training/{name}" for name in MODULES)) == {}  # fmt: skip
    sue.get("/conversations")
    assert unsaid(sue.submit("/conversations/find", who="+1 202 555 0142")) == set()
    assert walked(sue, f"{here}/step-up?purpose=support") == {}
    assert unsaid(sue.submit("/conversations/step-up")) == set()
    customer = next(one for one in sue.get(here).read.links if one.startswith("/customers/"))
    assert walked(sue, customer, "/start", "/training/nowhere") == {}
    sue.get("/search")
    assert unsaid(sue.submit("/search", words="4242")) == set()
    ann.get("/training/chat")
    page = ann.submit("/training/chat/questions")
    assert unsaid(page) == set()
    assert unsaid(ann.submit("/training/answers", **{f"q{one}": "0" for one in range(5)})) == set()
    assert unsaid(ann.get("/ledger")) == set()  # refused


def test_the_pages_of_oversight(bracketed: Any) -> None:
    staff = bracketed
    received(staff)
    pia = staff.enrolled("pia", "privacy")
    paths = ("/overview", "/ledger", "/ledger?act=xx", "/ledger/1", "/ledger/3", "/policy", "/policy/history",
             "/policy/versions/1", "/policy/change", "/policy/change?rule=policy.toml", "/policy/what-if", "/reviews",
             "/reviews/samples", "/reviews/access", "/people", "/settings", "/settings/detectors", "/settings/keys",
             "/settings/retention", "/settings/holds", "/cases", "/settings/telegram", "/settings/telegram/deletions",
             "/settings/telegram/opt-outs", "/training", "/requests", "/rights")  # fmt: skip
    assert walked(pia, *paths) == {}
    pia.get("/policy/what-if")
    assert unsaid(pia.submit("/policy/what-if", who="agent", act="reveal")) == set()
    pia.get("/settings/detectors")
    assert unsaid(pia.submit("/settings/detectors", text="4111 1111 1111 1111")) == set()
    pia.get("/settings/keys")
    assert unsaid(pia.submit("/settings/keys/make", name="bot", acts="read", purposes="support", reason="1")) == set()
    pia.get("/policy/change?rule=reveal-support")
    assert unsaid(pia.submit("/policy/change", cases="", do="try", reason="1")) == set()
    assert walked(pia, "/settings/keys", "/policy/versions/77") == {}


def test_the_pages_of_people(bracketed: Any) -> None:
    staff = bracketed
    adm = staff.enrolled("adm", "admin")
    assert walked(adm, "/people", "/account") == {}
    adm.get("/people")
    assert unsaid(adm.submit("/people/invite", name="uma", roles="auditor", reason="1")) == set()
    assert walked(adm, "/people") == {}
    adm.get("/account")
    assert unsaid(adm.submit("/account/recovery")) == set()
    adm.get("/account")
    assert unsaid(adm.submit("/account/factors")) == set()


def test_a_customers_own_page(bracketed: Any) -> None:
    house = bracketed.installation
    customer = Customer(house)
    house.reveal(house.receive("+1 202 555 0142", conversation=ANN).tokens[0].id)
    basis.set_(house.app, house.tenant, "support", "legitimate-interests", Plain("set up"), LOCAL)
    browser = bracketed.browser()
    assert walked(browser, "/my", "/my/prove", "/my/certificate") == {}
    browser.get("/my")
    assert unsaid(browser.submit("/my/enter", link="x")) == set()
    browser.get("/my")
    assert unsaid(browser.submit("/my/enter", link=customer.sent())) == set()
    assert unsaid(browser.submit("/my/purposes")) == set()
    assert unsaid(browser.submit("/my/messages")) == set()
    assert unsaid(browser.submit("/my/requests", right="restriction", words="")) == set()
    assert unsaid(browser.submit("/my/prove")) == set()
    assert unsaid(browser.submit("/my/prove/said", code="0")) == set()
    assert unsaid(browser.submit("/my/prove/said", code=customer.code().expose())) == set()
    assert unsaid(browser.submit("/my/erase", sure="")) == set()
    browser.get("/my")
    assert unsaid(browser.submit("/my/erase", sure="yes")) == set()
