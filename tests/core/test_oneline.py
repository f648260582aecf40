"""What a bot changes is code that its library takes: Python parses, and each address is ours."""

from __future__ import annotations

import ast
import re

import pytest

from privet.core.oneline import lines


@pytest.mark.parametrize("origin", ["http://localhost:8080", "https://privet.example.com/"])
def test_every_line_leads_to_the_gateway_and_python_parses(origin: str) -> None:
    made = lines(origin)
    assert list(made) == ["aiogram 3", "python-telegram-bot 22", "Telegraf 4", "HTTP"]
    for name, text in made.items():
        found = re.findall(r'"(http[^"]+)"', text)
        assert found, name
        assert all(one.startswith(origin.rstrip("/") + "/gateways/telegram") for one in found), name
        if name[0] in "ap":
            ast.parse(text)
