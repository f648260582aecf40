"""Languages of the pages: who gets which and how they choose it, what a catalogue says, and that each says all."""

from __future__ import annotations

import re
import runpy
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from privet.web.console import rendering, tongue
from privet.web.console.tongue import Catalogue, form, spoken

ROOT = Path(__file__).parents[2]
PO = r"""
# a comment
msgid ""
msgstr ""
"Plural-Forms: nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);\n"

#: conversation.html
msgid "Inbox"
msgstr "Входящие"

msgid "say \"so\"\n"
"twice"
msgstr "«так» "
"дважды"

msgid "%(count)s file"
msgid_plural "%(count)s files"
msgstr[0] "%(count)s файл"
msgstr[1] "%(count)s файла"
msgstr[2] "%(count)s файлов"

msgid "Later"
msgstr ""
"""


@pytest.mark.parametrize(
    ("accept", "lang"),
    [
        ("", "en"), ("de", "de"), ("de-AT,en;q=0.5", "de"), ("fr, ru;q=0.1", "ru"), ("pt-BR;q=0.9, de;q=0.8", "pt-br"),
        ("de;q=0, ru", "ru"), ("*", "en"), ("xx;q=9", "en"), ("en, de", "en"), (";;;,,,q=,de;q=0.5", "de"),
    ],
)  # fmt: skip
def test_a_reader_gets_the_language_they_asked_for(accept: str, lang: str) -> None:
    assert spoken(accept, {"en", "de", "ru", "pt-br"}) == lang


@given(st.text(max_size=600))
def test_whatever_a_header_says_there_is_a_language(accept: str) -> None:
    assert spoken(accept, {"en", "de"}) in ("en", "de")


def test_a_catalogue_says_what_it_has_and_english_what_it_lacks() -> None:
    made = Catalogue(PO)
    assert made.gettext("Inbox") == "Входящие"
    assert made.gettext('say "so"\ntwice') == "«так» дважды"
    assert made.gettext("Later") == "Later"
    said = {n: made.ngettext("%(count)s file", "%(count)s files", n) % {"count": n} for n in (1, 2, 5, 11, 21)}
    assert said == {1: "1 файл", 2: "2 файла", 5: "5 файлов", 11: "11 файлов", 21: "21 файл"}
    assert [made.ngettext("day", "days", n) for n in (1, 2)] == ["day", "days"]
    assert [Catalogue().ngettext("day", "days", n) for n in (0, 1)] == ["days", "day"]


SAID = r"""
msgid "there is no such entry on the ledger"
msgstr "im Register steht kein solcher Eintrag"

msgid "{title} is overdue for {since}."
msgstr "Seit {since} überfällig: {title}."

msgid "{days} days"
msgstr "{days} Tagen"

msgid "Access review"
msgstr "Prüfung der Rechte"

msgid "refused: {reasons}"
msgstr "verweigert: {reasons}"

msgid "No rule allows this."
msgstr "Keine Regel erlaubt das."

msgid "You are logged out"
msgstr "Sie sind abgemeldet"

msgid "Log in"
msgstr "Anmelden"

msgid "That did not work"
msgstr "Das ging nicht"

msgid "there is no such language"
msgstr "diese Sprache gibt es nicht"

msgid "you are not logged in, or your session has ended"
msgstr "Sie sind nicht angemeldet, oder Ihre Sitzung ist zu Ende"
"""


@pytest.mark.parametrize(
    ("english", "german"),
    [
        ("there is no such entry on the ledger", "im Register steht kein solcher Eintrag"),
        ("Access review is overdue for 3 days.", "Seit 3 Tagen überfällig: Prüfung der Rechte."),
        ("refused: No rule allows this. (no-rule-allows)", "verweigert: Keine Regel erlaubt das. (no-rule-allows)"),
        ("refused: No rule allows this. (a) Or so. (b)", "verweigert: Keine Regel erlaubt das. (a) Or so. (b)"),
        ("refused: by hand", "verweigert: by hand"), ("what nobody translated", "what nobody translated"), ("", ""),
    ],
)  # fmt: skip
def test_what_the_code_says_is_looked_up_as_it_stands_or_by_its_form(english: str, german: str) -> None:
    assert Catalogue(SAID).say(english) == german
    assert Catalogue().say(english) == english


@given(st.lists(st.text("abc .", max_size=8), min_size=2, max_size=2), st.text("xy ", max_size=5))
def test_a_form_finds_what_stands_in_its_places(values: list[str], between: str) -> None:
    made = form("<{one}|" + between + "|{two}>")
    assert made.read(f"<{values[0]}|{between}|{values[1]}>") == dict(zip(("one", "two"), values, strict=True))
    assert made.read(f"<{values[0]}|{between}|{values[1]}") is None


@given(st.text(max_size=300))
def test_whatever_is_said_something_is_said(text: str) -> None:
    made = Catalogue(SAID)
    assert isinstance(made.say(text), str)
    assert made.say(text + " days" * 5000).endswith("days Tagen Tagen")  # however often it could be looked into


PLACE = re.compile(r"%\(\w+\)s|\{[a-z_0-9]+\}")
TAG = re.compile(r"</?\w+[^>]*>")
CATALOGUES = sorted((ROOT / "src/privet/web/locale").glob("*.po"))
HEAD = 'msgid ""\nmsgstr ""\n"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'


def faults(pot: str, po: str) -> set[str]:
    """What is wrong with a catalogue, by the template it was made from."""
    wanted, plural = texts(pot), re.search(r"nplurals=(\d)", po)
    made, found = texts(po), set[str]()
    if plural is None:
        return {"no plural"}
    found |= {f"too much: {one}" for one in made.keys() - wanted.keys()}
    for one, english in wanted.items():
        forms = made.get(one, [])
        if not forms or not all(forms):
            found.add(f"missing: {one}")
            continue
        if len(forms) != (int(plural[1]) if len(english) > 1 else 1):
            found.add(f"forms: {one}")
        places, tags = [set(PLACE.findall(each)) for each in english], [sorted(TAG.findall(each)) for each in english]
        if any(set(PLACE.findall(each)) not in places for each in forms):
            found.add(f"places: {one}")
        if any(sorted(TAG.findall(each)) not in tags for each in forms):
            found.add(f"tags: {one}")
    return found


def texts(po: str) -> dict[str, list[str]]:
    """Each text's forms; of a template, the English ones."""
    found: dict[str, list[str]] = {}
    for part in re.split(r"\n(?=msgid )", po):
        fields: dict[str, str] = {}
        for name, text in re.findall(r'^(msg\w+(?:\[\d\])?) ("[^\n]*"(?:\n"[^\n]*")*)', part, re.MULTILINE):
            fields[name] = "".join(one[1:-1] for one in text.split("\n"))
        forms = [said for name, said in fields.items() if name.startswith("msgstr")]
        if fields.get("msgid"):
            found[fields["msgid"]] = forms if any(forms) else [fields[one] for one in fields if "msgid" in one]
    return found


@pytest.mark.parametrize("path", CATALOGUES, ids=[one.stem for one in CATALOGUES])
def test_every_catalogue_says_all_there_is_with_the_same_places(path: Path, tmp_path: Path) -> None:
    assert faults(messages(), path.read_text("utf-8")) == set()
    assert path.stem in tongue.NAMES
    if judge := shutil.which("msgfmt"):  # GNU gettext
        flagged = re.sub(r'^(?=msgid ".*%\()', "#, python-format\n", path.read_text("utf-8"), flags=re.MULTILINE)
        (tmp_path / path.name).write_text(flagged, "utf-8")
        done = subprocess.run(
            [judge, "--check-format", "--check-domain", "--output-file=/dev/null", path.name],
            cwd=tmp_path, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        ('msgid "a %(n)s"\nmsgstr "b"', "places: a %(n)s"), ('msgid "a %(n)s"\nmsgstr "b %(m)s"', "places: a %(n)s"),
        ('msgid "a %(n)s"\nmsgstr ""\n"b <b>%(n)s</b>"', "tags: a %(n)s"), ('msgid "b"\nmsgstr "c"', "too much: b"),
        ('msgid "a %(n)s"\nmsgstr[0] "a %(n)s"\nmsgstr[1] "b %(n)s"', "forms: a %(n)s"), ("", "missing: a %(n)s"),
    ],
)  # fmt: skip
def test_a_fault_of_a_catalogue_is_seen(said: str, fault: str) -> None:
    pot = HEAD + 'msgid "a %(n)s"\nmsgstr ""\n'
    assert fault in faults(pot, HEAD + said)
    assert faults(pot, HEAD + 'msgid "a %(n)s"\nmsgstr "b %(n)s"') == set()


def messages() -> str:
    """The template for translators."""
    return (ROOT / "docs/reference/messages.pot").read_text("utf-8")


def test_the_template_for_translators_is_up_to_date() -> None:
    made = runpy.run_path(str(ROOT / "docs/make_messages.py"))
    assert made["PAGE"].read_text("utf-8") == made["page"](), "run docs/make_messages.py"
    assert "Inbox" in Catalogue(made["page"]().replace('msgstr ""\n\n', 'msgstr "x"\n\n')).said


def test_a_page_is_in_the_language_that_its_reader_asks_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rendering, "catalogues", lambda: {"en": Catalogue(), "ru": Catalogue(PO)})
    made = rendering.Rendering("demo")
    assert {lang: one.globals["lang"] for lang, one in made._templates.items()} == {"en": "en", "ru": "ru"}
    assert made._templates["ru"].from_string('{{ _("Inbox") }}').render() == "Входящие"


@pytest.fixture
def german(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Any:
    """The staff, whose pages are there in English and German."""
    monkeypatch.setattr(rendering, "catalogues", lambda: {"en": Catalogue(), "de": Catalogue(SAID)})
    return request.getfixturevalue("staff")


def test_whoever_reads_chooses_the_language_without_an_account_or_a_script(german: Any) -> None:
    browser = german.browser()
    page = browser.get("/login")
    assert (page.header("content-language"), '<html lang="en">' in page.text) == ("en", True)
    page = browser.submit("/language", language="de")
    assert (page.status, page.header("content-language"), page.header("vary")) == (200, "de", "accept-language, cookie")
    assert '<html lang="de">' in page.text
    assert "Anmelden" in page.read.said
    kept = browser.attributes["privet-language"].lower()
    assert {"httponly", "samesite=lax", "path=/"} <= {one.strip() for one in kept.split(";")}
    assert "Anmelden" in browser.get("/login", accept_language="en").read.said  # what was chosen comes before
    assert browser.get("/code/done").header("content-language") == "de"
    refused = browser.send("/language", {"form": browser.token, "language": "xx"})
    assert (refused.status, "Diese Sprache gibt es nicht." in refused.read.said) == (400, True)
    assert "Das ging nicht" in refused.read.said
    over = browser.ask("GET", "/account", accept="application/json")
    assert over.json["title"] == "Sie sind nicht angemeldet, oder Ihre Sitzung ist zu Ende"


@pytest.mark.parametrize(
    "to",
    ["", "//example.com", "/\\example.com", "https://example.com/", "/a\r\nx: y", "/login?to=<x>", "/" + "a" * 900],
)
def test_a_choice_of_language_leads_nowhere_else(german: Any, to: str) -> None:
    browser = german.browser()
    browser.get("/login")
    answer = browser.send("/language", {"form": browser.token, "language": "de", "to": to})
    assert (answer.status, answer.header("location")) == (303, "/login")


def test_a_choice_of_language_leads_back_to_the_page(german: Any) -> None:
    sue = german.enrolled("sue", "supervisor")
    page = sue.get("/conversations?which=mine&purpose=support")
    assert "/language" in [to for to, _ in page.read.forms]
    sue.submit("/language", language="de")
    assert sue.page is not None
    assert sue.page.read.forms[-1][1]["to"] == "/conversations?which=mine&purpose=support"
    assert sue.get("/ledger/99").status == 404
    assert "/language" not in [to for to, _ in sue.get("/ledger/99").read.forms]  # there is nothing to come back to
