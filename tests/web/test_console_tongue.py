"""Languages of the pages: who gets which, what a catalogue says, and that nothing is said past the catalogues."""

from __future__ import annotations

import re
import runpy
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from privet.web.console import rendering, tongue
from privet.web.console.tongue import Catalogue, spoken

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
DONE = ("/conversations", "/texts")
"""Pages of which every word is marked; a page is added here once its template is."""


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


def test_every_catalogue_keeps_the_places_of_each_text() -> None:
    for lang, made in tongue.catalogues().items():
        for one, forms in made.said.items():
            wanted = set(re.findall(r"%\(\w+\)s", one))
            assert not one or all(set(re.findall(r"%\(\w+\)s", form)) <= wanted for form in forms), (lang, one)


def test_the_template_for_translators_is_up_to_date() -> None:
    made = runpy.run_path(str(ROOT / "docs/make_messages.py"))
    assert made["PAGE"].read_text("utf-8") == made["page"](), "run docs/make_messages.py"
    assert "Inbox" in Catalogue(made["page"]().replace('msgstr ""\n\n', 'msgstr "x"\n\n')).said


class Pseudo(Catalogue):
    """Each text in brackets of its own, so that what was not marked stands outside."""

    def gettext(self, message: str) -> str:
        return f"⟦{message}⟧"

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return f"⟦{msgid1 if n == 1 else msgid2}⟧"


NAMES = {"Privet", "demo", "sue", "loopback", "phone"}
"""What is called so in every language; kinds are not translated yet."""
ASIDE = re.compile(r"<(select|code|kbd|time)\b.*?</\1>|⟦[^⟦⟧]*⟧", re.DOTALL)


class Words(HTMLParser):
    """What people read of a page: text, and the attributes that are read to them."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.said: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.said += [value or "" for name, value in attrs if name in ("aria-label", "placeholder")]

    def handle_data(self, data: str) -> None:
        self.said.append(data)


@pytest.fixture
def pseudo(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rendering, "catalogues", lambda: {"en": Pseudo()})


def test_nothing_is_said_past_the_catalogues(pseudo: None, staff: Any) -> None:
    sue = staff.enrolled("sue", "supervisor")
    talks = [staff.installation.receive("+1 202 555 0142").conversation]
    with_all = (*DONE, f"/conversations/{talks[0]}")
    for path in ("/conversations?which=mine", "/conversations?which=unassigned", *with_all):
        text = sue.get(path).text
        assert "⟦" in text
        words = re.findall(r"[A-Za-z]{4,}", " ".join(Words(ASIDE.sub(" ", text)).said))
        assert set(words) <= NAMES, path


def test_a_page_is_in_the_language_that_its_reader_asks_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rendering, "catalogues", lambda: {"en": Catalogue(), "ru": Catalogue(PO)})
    made = rendering.Rendering("demo")
    assert {lang: one.globals["lang"] for lang, one in made._templates.items()} == {"en": "en", "ru": "ru"}
    assert made._templates["ru"].from_string('{{ _("Inbox") }}').render() == "Входящие"
