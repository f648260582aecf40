"""Enrol, log in, prove it again, log out: the pages as a browser without scripts and as their script asks them."""

from __future__ import annotations

import json
import re
from typing import Any

import pyotp
import pytest

from browser import Browser, Shown
from softkey import Softkey

PHRASE = "four words of no meaning"


def test_a_link_is_pasted_and_a_passkey_made(staff: Any) -> None:
    browser = staff.browser()
    link = staff.invite("ann")
    page = browser.get("/enrol")
    assert page.status == 200
    page = browser.submit("/enrol", link=f"http://localhost:8080/enrol#{link}")
    assert "Enrol as ann" in page.read.said
    key = Softkey()
    page = browser.submit("/enrol/passkey", answer=key.create(json.loads(page.read.data["data-options"])), label="mine")
    codes = re.findall(r"<code>([a-z2-7-]{31})</code>", page.text)
    assert len(set(codes)) == 8
    assert "Passkey mine" in browser.get("/account").text
    assert not any(one in browser.get("/account").text for one in codes)
