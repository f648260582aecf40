"""What asks for a secret is found and what warns of that is not; figures on sets that were written before the rules."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from privet.core.asks import TooLong, asks, may_ask
from privet.core.kinds import KINDS
from privet.core.phrases.all import LANGUAGES
from privet.core.phrases.said import Asked

ROOT = Path(__file__).parents[2]
JUDGES, OWN = ROOT / "bench/accuracy/sets/linter", Path(__file__).parent / "asked"
WORDS = (
    "please", "send us", "your", "PIN", "password", "code", "never", "not", ",", ".", "?", "\n", "we", "{code}", "here",
    "in the app", "не", "пришлите", "код", "Passwort", "bitte",
    "с", "contraseña", "ne", "ｃｏｄｅ", "\u200b", "é", "😀",
)  # fmt: skip


def lines(path: Path) -> Iterator[tuple[str, str]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            language, text = line.split("\t", 1)
            yield language, text.replace("\\n", "\n")


SEEN = {"": (200, 500), "seen_": (204, 360), "b_": (200, 500), **{f"{name}_": (120, 300) for name in "cdef"}}
"""What the names of two files begin with -> their lines. The rules were mended by all of these, after being judged."""


@pytest.mark.parametrize("before", SEEN)
def test_at_least_95_in_100_phrasings_are_found_and_at_most_2_in_100_harmless_ones_held(before: str) -> None:
    """Not what to expect of other texts: what was missed was seen before the rules were mended."""
    asked = [text for _, text in lines(JUDGES / f"{before}asks.txt")]
    harmless = [text for _, text in lines(JUDGES / f"{before}harmless.txt")]
    assert (len(asked), len(harmless)) == SEEN[before]
    assert sum(bool(asks(text)) for text in asked) >= 0.95 * len(asked)
    assert sum(bool(asks(text)) for text in harmless) <= 0.02 * len(harmless)


def test_of_what_was_written_afresh_nine_in_ten_are_found_and_almost_nothing_is_held() -> None:
    """Found were 38 of 48 before the rules were mended for the first time, held was 1."""
    asked = [text for _, text in lines(JUDGES / "fresh_asks.txt")]
    harmless = [text for _, text in lines(JUDGES / "fresh_harmless.txt")]
    assert (len(asked), len(harmless)) == (48, 48)
    assert sum(bool(asks(text)) for text in asked) >= 0.9 * len(asked)
    assert sum(bool(asks(text)) for text in harmless) <= 1


def test_of_what_was_written_blind_and_never_looked_at_87_in_100_are_found_and_two_in_a_hundred_held() -> None:
    asked = [text for _, text in lines(JUDGES / "fresh_later_asks.txt")]
    harmless = [text for _, text in lines(JUDGES / "fresh_later_harmless.txt")]
    assert (len(asked), len(harmless)) == (120, 300)
    assert sum(bool(asks(text)) for text in asked) >= 0.87 * len(asked)
    assert sum(bool(asks(text)) for text in harmless) <= 0.02 * len(harmless)


@pytest.mark.parametrize("language", [each.language for each in LANGUAGES])
def test_what_the_rules_were_made_by_they_get_right(language: str) -> None:
    missed = [text for said, text in lines(OWN / "asks.txt") if said == language and not asks(text)]
    false = [text for said, text in lines(OWN / "harmless.txt") if said == language and asks(text)]
    assert (missed, false) == ([], [])


def test_each_secret_is_named_where_it_stands() -> None:
    text = "To refund you I need your card number, the CVV and a photo of your passport."
    found = asks(text)
    assert [(one.kind, text[one.start : one.end]) for one in found] == [
        ("CARD", "your card number"),
        ("CARD_CODE", "CVV"),
        ("PASSPORT", "passport"),
    ]


def test_offsets_are_those_of_the_text_as_it_was_written() -> None:
    text = "ｐｌｅａｓｅ send us your pass\u200bword"
    (one,) = asks(text)
    assert (one.kind, text[one.start : one.end]) == ("PASSWORD", "pass\u200bword")


def test_what_is_asked_for_where_a_long_sentence_is_cut_is_found() -> None:
    missed = [much for much in range(240, 360) if not may_ask("x " * much + "please send us your password")]
    assert missed == []
    assert len(asks("y" * 590 + " please send us your password " + "x " * 900)) == 1


def test_a_secret_of_one_sentence_is_asked_for_in_another() -> None:
    text = "We have sent you a code. It takes a minute. Read it to me, please."
    assert asks(text) == [Asked(text.index("a code"), text.index("a code") + 6, "CODE")]
    assert asks("Your PIN is on its way." + " Thanks for waiting." * 4 + " Read it to me, please.") == []


def test_a_list_belongs_to_what_announces_it() -> None:
    assert [one.kind for one in asks("Please send us:\n- your name\n- your PIN\n2. your passport")] == [
        "PIN",
        "PASSPORT",
    ]
    assert asks("Thank you for your order.\nYour PIN comes by post.") == []


def test_a_line_that_is_only_wrapped_is_no_sentence_of_its_own() -> None:
    assert asks("Before anything else, ask the customer\nfor their password.")


def test_every_kind_that_may_be_asked_for_is_a_kind() -> None:
    assert {kind for language in LANGUAGES for kind in language.secrets} <= KINDS.keys()


@given(st.lists(st.one_of(st.sampled_from(WORDS), st.text(max_size=4)), max_size=30).map(" ".join))
def test_offsets_lie_within_the_text_in_order_and_apart(text: str) -> None:
    at = 0
    for one in asks(text):
        assert at <= one.start < one.end <= len(text)
        at = one.end


@pytest.mark.parametrize(
    "piece",
    [
        "send us your pin ", "please ", "we need ", "your ", "code, ", "never ", "ask for the ", "a", " ", "\n", "{",
        ".",
        "what is your ",
        "пришлите ", "нам ", "bitte ", "https://a.b/", "a.b/", "a.",
        ", ", "if you ", "the three digits on ", "photo of the ",
    ],
)  # fmt: skip
def test_hostile_text_takes_time_in_proportion_to_its_length(piece: str) -> None:
    def taken(length: int) -> float:
        text = "pin code " + piece * (length // len(piece))
        begin = time.process_time()
        asks(text)
        return time.process_time() - begin

    taken(1000)
    assert any(taken(40_000) < 12 * taken(10_000) + 0.2 for _ in range(3))  # a busy machine is slower now and then


@pytest.mark.parametrize(
    "piece", ["Your code is 123456. ", "code. ", "Never tell anybody your PIN. ", "pin\n", "su código "]
)
def test_on_its_way_out_a_text_that_names_too_many_secrets_is_held_in_place_of_being_read(piece: str) -> None:
    text = piece * (65_536 // len(piece))
    with pytest.raises(TooLong):
        asks(text, 30_000)
    assert may_ask(text)
    assert not may_ask(piece * 8)


def test_on_its_way_out_a_long_text_of_everyday_is_read_to_its_end() -> None:
    everyday = (
        "We have looked into your order. The parcel left our warehouse on Monday and should be with you by Friday. "
    )
    text = everyday * 600 + "Never share your PIN. "
    assert not may_ask(text)
    assert may_ask(text + "Please reply with your password.")


def test_a_sentence_that_announces_what_follows_lets_what_follows_be_bare() -> None:
    assert [one.kind for one in asks("We need two more things. Your PIN.")] == ["PIN"]
    assert asks("The weather is fine. Your PIN.") == []


def test_a_warning_beside_a_secret_asks_for_nothing() -> None:
    assert asks("Scammers send you a code. Read it to me, they say.") == []
    assert asks("Your PIN is on its way. Scammers say: read it to me.") == []


def test_a_bare_secret_with_a_please_is_asked_for_and_what_is_said_after_it_is_not() -> None:
    assert [one.kind for one in asks("PIN, please. Your password stays as it is.")] == ["PIN"]
    assert [one.kind for one in asks("Your PIN please, the password stays as it is.")] == ["PIN"]


def test_a_sentence_between_two_secrets_is_read_for_both() -> None:
    assert asks("Your PIN is in the letter. Thank you for waiting. Your password stays as it is.") == []


@pytest.mark.parametrize(
    "text",
    [
        "Tell us what you think: https://acme.example/code/8842",
        "Send us your feedback here: www.acme.example/pin/77.",
        "Schreiben Sie uns über https://acme.example/code/8842",
        "Envíenos su opinión en https://acme.example/password/8842",
        "Please visit acme.example/code/ and tell us your name",
        "Tell us what you think: https://passcode.example",
        "Passwörter bitte nicht in den Chat schreiben.",
        "Kennwort bitte nicht mitschicken.",
        "Ihr Passwort bitte niemandem sagen.",
        "Mots de passe, merci de ne pas les écrire.",
        "Les mots de passe, s'il vous plaît, ne les écrivez pas ici.",
        "Пароли в чат, пожалуйста, не пишите.",
        "Пароль, пожалуйста, никому не сообщайте.",
        "Passwords, please, do not write them here.",
        "Las contraseñas, por favor, no las escriba aquí.",
        "Senhas, por favor, não escreva no chat.",
    ],
)
def test_a_link_names_no_secret_and_a_please_not_to_write_one_asks_for_none(text: str) -> None:
    assert asks(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Tell us your PIN: https://acme.example/x",
        "Reply with the code from https://acme.example/code/1",
        "PIN, please, not the old one.",
        "PIN bitte, nicht das Passwort.",
        "Votre mot de passe, s'il vous plaît.",
        "Ваш пароль, пожалуйста.",
    ],
)
def test_a_secret_beside_a_link_and_one_in_place_of_another_are_asked_for(text: str) -> None:
    assert asks(text)


def test_a_blank_behind_a_name_is_to_be_filled_in() -> None:
    assert [one.kind for one in asks("Card number: ________ CVV: ___")] == ["CARD", "CARD_CODE"]
    assert asks("Order number: ________") == []


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Passport number (see page 2)", ["PASSPORT"]),
        ("Passport no. (never send it)", []),
        ("Enter OTP", ["CODE"]),
        ("Your PIN.", []),
        ("pin\npin\npin\npin\npin", []),
    ],
)
def test_what_stands_on_a_field_of_a_form_asks(text: str, kinds: list[str]) -> None:
    assert [one.kind for one in asks(text)] == kinds


def test_a_question_asks_which_secret_it_is_and_when_a_card_ends() -> None:
    assert [one.kind for one in asks("Hello. With which password do you log in?")] == ["PASSWORD"]
    assert [one.kind for one in asks("Hello. When does your card expire?")] == ["CARD_EXPIRY"]
    assert asks("Your card's expiry date has passed.") == []
    assert [one.kind for one in asks("One more question: the last letters of your password?")] == ["PASSWORD"]


def test_what_we_are_said_to_lack_is_asked_for() -> None:
    assert [one.kind for one in asks("Your tax number is still missing in our records.")] == ["TAX_ID"]
    assert asks("If your tax number is missing in your records, look into the letter of May.") == []


def test_no_other_verb_and_no_other_part_of_a_sentence_lends_its_asking() -> None:
    assert asks("Answer in English and do not mention passwords.") == []
    assert asks("Send us a picture of the fault, but cover passwords first.") == []
    assert asks("How many wrong passwords did the screen show?") == []


def test_a_sentence_that_only_beckons_speaks_of_the_secret_before_it() -> None:
    assert [one.kind for one in asks("I did not catch the code. Again, please?")] == ["CODE"]
    assert asks("Your PIN was changed. Could you tell us?") == []
