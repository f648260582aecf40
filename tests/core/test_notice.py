"""A notice says what is set, in sentences that people can read; two differ in what they say and in nothing else."""

from __future__ import annotations

import re
import runpy
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from privet.core import notice, notice_texts
from privet.core.consent import BASES
from privet.core.notice import Facts, Kept, Notice, Purpose, Recipient
from privet.errors import BadInput

ROOT = Path(__file__).parents[2]
DETAILS = {
    "company": "Example Ltd",
    "address": "1 Example Street, Exampleton",
    "contact": "privacy@example.com",
    "officer": "officer@example.com",
    "authority": "the ICO",
    "transfers": "the United States (DPF)",
}
FACTS = Facts(
    (Purpose("delivery", "Carry a message.", "contract"), Purpose("fraud", "Find out about fraud.", "")),
    {"seal": ("EMAIL", "PHONE"), "transit": ("CODE",), "drop": ("PIN",), "pass": ()},
    (Kept("message", 365 * 86_400, "Messages."), Kept("transit", 600, "In transit."),
     Kept("relation", None, "Consents."), Kept("short", 3_600, "Short."), Kept("odd", 90, "Odd.")),
    ("api", "telegram"),
    (Recipient("api.telegram.org", "Carries the chats with @shop_bot.", whole=True),
     Recipient("crm.example.com", "Is told that something happened."),
     Recipient("bank.example.com", "Is asked for what a customer wants (bank).", ("IBAN", "PHONE"))),
)  # fmt: skip
SAID = Notice(DETAILS, FACTS)
BARE = Notice(dict.fromkeys(DETAILS, "") | {"company": "Example Inc.", "contact": "x@example.com"}, FACTS)


def test_everything_that_gdpr_article_13_asks_is_said() -> None:
    text = notice.markdown("Privacy notice", notice.document(SAID))
    for said in (
        "Example Ltd answers for your data.", "privacy@example.com", "officer@example.com",  # 13(1)(a), (b)
        "Carry a message. It is needed for a contract", "Find out about fraud. The company has not said",  # (c)
        "**api.telegram.org**: Carries the chats with @shop_bot. It carries what you write",  # (e)
        "**crm.example.com**: Is told that something happened. It gets marks in place of values.",
        "It may be given these values: international bank account number; telephone number",
        "the United States (DPF)",  # (f)
        "Messages. For 365 days.", "In transit. For 10 minutes.", "Short. For 60 minutes.", "Odd. For 90 seconds.",
        "Consents. Until an event ends it", "erased", "take back a consent", "complain to the ICO",  # 13(2)(a)-(d)
        "one-time code", "Never written down**: personal identification number",
        "over**: our own programs; Telegram", "sells your data",
    ):  # fmt: skip
        assert said in text, said


def test_what_nobody_filled_in_is_not_said_but_what_holds_then_is() -> None:
    text = notice.markdown("Privacy notice", notice.document(BARE))
    assert "Example Inc. answers" in text
    assert "Its address" not in text
    assert "names no country" in text
    assert "authority where you live" in text


def test_the_record_of_processing_says_what_article_30_asks() -> None:
    first, purposes, rest = notice.record(SAID)
    assert first.sentences[0] == "Example Ltd answers for your data."  # 30(1)(a)
    assert [name for name, _ in purposes.rows] == ["delivery", "fraud"]  # (b)
    rows = dict(rest.rows)
    assert {"People", "Never written down", "Recipients", "Other countries", "Kept", "Measures"} <= set(rows)  # (c)-(g)
    assert any("bank.example.com" in each for each in rows["Recipients"])
    alone = msgspec.structs.replace(SAID, facts=msgspec.structs.replace(FACTS, recipients=()))
    assert dict(notice.record(alone)[2].rows)["Recipients"] == ("Nobody outside the company.",)
    assert "Nobody outside the company." in notice.markdown("x", notice.document(alone))
    assert "Nobody outside" not in notice.markdown("x", notice.document(SAID))


def test_it_reads_easily() -> None:
    """Flesch's reading ease, by his formula, of what the notice says itself: over 50, which is fairly plain English."""
    text = " ".join(one for one in notice_texts.SAID.values() if one.endswith("."))
    words = re.findall(r"[A-Za-z']+", text)
    syllables = sum(max(1, len(re.findall(r"[aeiouy]+", re.sub(r"e$", "", one.lower())))) for one in words)
    sentences = len(re.findall(r"[.](?:\s|$)", text))
    assert 206.835 - 1.015 * len(words) / sentences - 84.6 * syllables / len(words) > 50
    assert len(words) / sentences < 20


def test_each_change_is_named_as_it_stood_and_as_it_stands() -> None:
    assert notice.differences(SAID, SAID) == []
    more = msgspec.structs.replace(FACTS, purposes=(Purpose("delivery", "Carry a message.", "consent"),))
    found = notice.differences(SAID, Notice(DETAILS | {"officer": ""}, more))
    assert found == [
        ("details.officer", "officer@example.com", ""),
        ("purpose.delivery", "Carry a message. (contract)", "Carry a message. (consent)"),
        ("purpose.fraud", "Find out about fraud. (none)", ""),
    ]
    assert ("kind.EMAIL", "", "seal") in notice.differences(None, SAID)


bases = st.sampled_from([*BASES, ""])
names = st.text("abcdefgh-", min_size=1, max_size=12)


@given(st.lists(st.tuples(names, bases), max_size=5, unique_by=lambda one: one[0]), st.integers(1, 10**7))
def test_what_is_kept_of_it_reads_back_the_same_and_the_same_notice_has_the_same_digest(
    purposes: list[tuple[str, str]], seconds: int
) -> None:
    facts = msgspec.structs.replace(
        FACTS,
        purposes=tuple(Purpose(name, "Do it.", basis) for name, basis in purposes),
        kept=(Kept("message", seconds, "Messages."),),
    )
    one = Notice(DETAILS, facts)
    again = notice.read(notice.encode(one))
    assert notice.differences(one, again) == []
    assert one.digest() == again.digest()
    assert len(one.digest()) == 64
    assert notice.markdown("x", notice.document(again)) == notice.markdown("x", notice.document(one))


@pytest.mark.parametrize(
    ("given_", "said"),
    [
        ({"compny": "x"}, "no such thing"),
        ({"company": "x" * 501}, "does not fit"),
        ({"company": "a\nb"}, "does not fit"),
        ({"company": "x"}, "where to write"),
        ({"contact": "x", "company": " "}, "where to write"),
    ],
)
def test_details_that_cannot_stand(given_: dict[str, Any], said: str) -> None:
    with pytest.raises(BadInput) as caught:
        notice.details(given_, {})
    assert said in f"{caught.value}{caught.value.hint}"


def test_what_is_not_said_anew_stays() -> None:
    made = notice.details({"officer": "new@example.com"}, DETAILS)
    assert made == DETAILS | {"officer": "new@example.com"}


def test_the_reference_says_what_the_default_rules_say() -> None:
    made = runpy.run_path(str(ROOT / "docs/make_notice.py"))
    assert made["PAGE"].read_text("utf-8") == made["page"](), "run: docs/make_notice.py"
