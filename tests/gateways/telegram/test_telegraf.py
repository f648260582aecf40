"""npm's Telegraf 4 runs unmodified behind Privet, with the one line that the settings page shows for it."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from botserver import Bot, Person
from gateways.telegram.conftest import Gate
from privet.core import oneline

KEPT = Path(__file__).parents[3] / "build" / "telegraf-4.16.3"
MAIL = "ann@example.com"
BOT = """
const { Telegraf } = require("telegraf");
const token = process.env.BOT_TOKEN;
%s;
bot.on("text", (ctx) => ctx.reply(`Is ${ctx.message.text} right, ${ctx.from.first_name}?`,
  { reply_markup: { inline_keyboard: [[{ text: "Yes", callback_data: "yes " + ctx.message.text }]] } }));
bot.on("callback_query", (ctx) => ctx.answerCbQuery("Thank you")
  .then(() => ctx.editMessageText("Kept: " + ctx.callbackQuery.data.slice(4))));
bot.catch((error) => { console.log("fault", error.message); process.exit(1); });
bot.launch({}, () => console.log("open")).catch((error) => { console.log("fault", error.message); process.exit(1); });
for (const one of ["SIGINT", "SIGTERM"]) process.once(one, () => bot.stop(one));
"""


@pytest.fixture(scope="module")
def own(gate: Gate) -> Iterator[Bot]:
    """A bot of Telegraf's, fetching."""
    npm, node = shutil.which("npm"), shutil.which("node")
    if not (KEPT / "node_modules" / "telegraf").exists():
        KEPT.mkdir(parents=True, exist_ok=True)
        words = [npm or "", "install", "--silent", "--ignore-scripts", "--no-audit", "--no-fund", "--no-save",
                 "telegraf@4.16.3"]  # fmt: skip
        if not npm or not node or subprocess.run(words, cwd=KEPT, capture_output=True, check=False).returncode:
            pytest.skip("npm or its telegraf cannot be had here")
    bot = gate.added(gate.fake.bot("telegraf_bot"), "telegraf")
    line = oneline.lines(f"http://localhost:{gate.server.port}")["Telegraf 4"]
    process = subprocess.Popen(
        [node or "", "-e", BOT % line], cwd=KEPT, stdout=subprocess.PIPE, env=os.environ | {"BOT_TOKEN": bot.token}
    )
    assert process.stdout is not None
    assert process.stdout.readline() == b"open\n"
    yield bot
    process.terminate()
    process.wait(20)
    assert b"fault" not in process.stdout.read()


def test_a_text_comes_in_tokens_and_answers_are_whole(gate: Gate, own: Bot) -> None:
    ann: Person = gate.fake.person("Annabel", "Exampleton", "annabel_ex")
    gate.fake.start(ann, own)
    gate.fake.says(ann, MAIL, own)
    shown = gate.fake.until(
        lambda: next((one for one in gate.fake.shown(ann, own) if one["text"] == f"Is {MAIL} right, Annabel?"), None)
    )
    (button,) = shown["reply_markup"]["inline_keyboard"][0]
    assert MAIL not in button["callback_data"]
    assert "EMAIL_1" in button["callback_data"]
    gate.fake.presses(ann, own, shown, button["callback_data"])
    gate.fake.until(lambda: any(one.get("text") == f"Kept: {MAIL}" for one in gate.fake.shown(ann, own)))
    assert gate.fake.called("answerCallbackQuery")[-1]["text"] == "Thank you"
