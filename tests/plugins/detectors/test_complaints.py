"""What Privet does not do: each test is a complaint of users of other tools about patterns, turned round.

Names are a model's business and are left out here; what is said of them stands with the name detector's tests.
"""

from itertools import pairwise

import pytest

from privet.core.detect import Scanner
from privet.core.finding import CUE
from privet.plugins.detectors import bundled

SCANNER = Scanner([detector for detector in bundled(("US", "GB", "DE")) if detector.name != "names"])


def _found(text: str) -> list[tuple[str, str]]:
    return [(one.kind, text[one.start : one.end]) for one in SCANNER.scan(text)]


@pytest.mark.parametrize(
    "text", ["-0.96", "96c", "12:30", "3x4", "v1.2.3", "N/A", "#1", "(2)", "10,000.00", "1e-9", "0x1F"]
)
def test_does_not_take_scraps_of_numbers_for_a_person_or_anything(text: str) -> None:
    assert _found(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "the public record H1234567 was closed",  # "public" holds "lic"
        "published 12345678 copies",
        "she pinned 4821 photos",
        "happiness 1234567",
        "the accountant saw 12345678 rows",
        "an unaccountable 12345678",
        "shipment of spinach weighs 4821 lb",
        "discard 4821 of them",
        "encoded 482913 frames",
        "template 4821",  # "plate"
        "Gedicht 123456 pinnen",
        "escola 12345678",
    ],
)
def test_does_not_find_a_cue_word_inside_a_longer_word(text: str) -> None:
    assert _found(text) == []


@pytest.mark.parametrize("text", ["A1234567", "H 12345678", "ref D1234567 closed", "model S514-7789-4120"])
def test_does_not_take_any_letter_and_digits_for_a_driving_licence(text: str) -> None:
    assert "DRIVING_LICENCE" not in dict(_found(text))


@pytest.mark.parametrize("text", ["os.system(cmd)", "self.name", "numpy.array", "e.g.something", "end.Then", "file.py"])
def test_does_not_take_code_for_a_web_address(text: str) -> None:
    assert "URL" not in dict(_found(text))


@pytest.mark.parametrize(
    "host", ["www.some.bank", "www.example.photography", "www.example.co.uk", "www.some.bank/login"]
)
def test_does_not_cut_a_web_address_so_that_its_tail_leaks(host: str) -> None:
    assert _found(f"see {host}, please") == [("URL", host)]


def test_does_not_call_an_imei_a_card() -> None:
    assert _found("490154203237518") == [("IMEI", "490154203237518")]
    assert _found("IMEI 490154203237518") == [("IMEI", "490154203237518")]


def test_does_not_call_a_sim_card_a_payment_card() -> None:
    assert _found("8944 1145 0134 0891 440") == [("ICCID", "8944 1145 0134 0891 440")]


def test_does_not_leave_one_time_codes_in_the_clear() -> None:
    assert _found("Your code is 482913") == [("CODE", "482913")]


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("La contraseña es Luna.2020", "PASSWORD", "Luna.2020"),
        ("o código é 482913", "CODE", "482913"),
        ("mon code pin est 4821", "PIN", "4821"),
        ("mein Passwort lautet Sommer19", "PASSWORD", "Sommer19"),
        ("il codice è 482913", "CODE", "482913"),
        ("mijn wachtwoord is Fiets99", "PASSWORD", "Fiets99"),
        ("moje hasło: Kotek88", "PASSWORD", "Kotek88"),
        ("şifrem: Ankara06x", "PASSWORD", "Ankara06x"),
        ("kata sandi saya adalah bunga123", "PASSWORD", "bunga123"),
        ("пароль: Вишня77", "PASSWORD", "Вишня77"),
        ("код: 482913", "CODE", "482913"),
        ("رمز التحقق هو 482913", "CODE", "482913"),
        ("आपका ओटीपी 482913 है", "CODE", "482913"),
        ("您的验证码是482913", "CODE", "482913"),
    ],
)
def test_does_not_ask_for_the_language_first(text: str, kind: str, value: str) -> None:
    assert _found(text) == [(kind, value)]


def test_does_not_ignore_the_word_beside_a_number() -> None:
    alone, named = SCANNER.scan("12345678"), SCANNER.scan("account number 12345678")
    assert [one.kind for one in named] == ["ACCOUNT"]
    assert named[0].strength == CUE
    assert all(one.strength < CUE for one in alone)


@pytest.mark.parametrize(
    "value",
    [
        "4242424242424242",
        "ann@example.com",
        "+44 20 7946 0018",
        "192.0.2.1",
        "GB33BUKB20201555555555",
        "3c:84:6a:12:9f:0b",
    ],
)
@pytest.mark.parametrize(
    "around", ["{}", " {}", "{} ", "\n{}\n", "\t{}", "  {}  ", "({})", "\r\n{}\r\n", "\u00a0{}\u00a0"]
)
def test_does_not_answer_otherwise_for_white_space_around(value: str, around: str) -> None:
    assert [written for _, written in _found(around.format(value))] == [value]


@pytest.mark.parametrize("number", ["078-05-1120", "219-09-9999", "457-55-5462"])
def test_does_not_let_real_numbers_through_because_they_were_once_printed(number: str) -> None:
    assert [kind for kind, _ in _found(f"my ssn is {number}")] == ["NATIONAL_ID"]


def test_does_not_leave_overlapping_answers_to_the_caller() -> None:
    text = (
        "mail ann@example.com or https://ann:s3cret77@example.com/?token=abc123def card 4242 4242 4242 4242 04/29 731"
    )
    findings = SCANNER.scan(text)
    assert all(one.end <= two.start for one, two in pairwise(findings))
    assert [one.kind for one in findings] == ["EMAIL", "URL_LOGIN", "CARD", "CARD_EXPIRY", "CARD_CODE"]


@pytest.mark.parametrize("number", ["+39 06 698 12345", "+81 3-1234-5678", "+27 11 978 5313", "+91 98765 43210"])
def test_does_not_need_the_region_of_an_international_number(number: str) -> None:
    assert _found(f"call {number}") == [("PHONE", number)]


def test_does_not_go_on_as_if_nothing_were_there_when_a_detector_fails() -> None:
    class Broken:
        name, kinds, triggers = "broken", ("PIN",), ("a",)

        def find(self, text: str) -> list[object]:
            raise TimeoutError

    with pytest.raises(TimeoutError):
        Scanner([Broken()]).scan("a")  # type: ignore[list-item]
