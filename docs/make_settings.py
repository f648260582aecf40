"""Writes docs/reference/settings.md from src/privet/config.py: `python docs/make_settings.py`."""

from __future__ import annotations

import json
from pathlib import Path

from privet import config

PAGE = Path(__file__).resolve().parent / "reference/settings.md"

HEAD = """# Settings

<!-- Made by docs/make_settings.py from src/privet/config.py; change that file, not this page. -->

Settings stand in `privet.toml` in the data folder, which `privet init` writes with every setting and its default. A
setting nobody knows is an error that names the nearest one. `privet config` shows each value and where it comes from.

Secrets are never settings: they are files or prompts that a setting points at. What a tenant may change (rules,
purposes, how long things are kept) is no setting either but data, changed by an act that is on the ledger:
[how to change a rule](../howto/change-a-rule.md).

A change holds from the next start.
"""

ENVIRONMENT = """
## Environment

| Variable | What it does |
| --- | --- |
| `PRIVET_DATA` | The data folder, where `--data` is not given. |
| `PRIVET_TENANT` | Whose data, where `--tenant` is not given. |
| `PRIVET_PASSPHRASE_FILE` | A file, readable by its owner alone, whose first line is the root key's passphrase. |
| `PRIVET_DEBUG` | `1` shows the traceback of an unforeseen error. Not safe with real data: it may hold a value. |
| `XDG_DATA_HOME`, `XDG_CONFIG_HOME` | Where the data folder and key files are by default. |
"""


def page() -> str:
    """The whole page."""
    parts = [HEAD]
    section = ""
    for one in config.every():
        name, _, key = one.name.rpartition(".")
        if name != section:
            section = name
            parts.append(
                f"\n## [{section}]\n\n| Setting | Type | Default | What it does |\n| --- | --- | --- | --- |\n"
            )
        bounds = "" if one.least is None else f", {one.least:,} to {one.most:,}"
        parts.append(f"| `{key}` | {one.type}{bounds} | `{json.dumps(one.default)}` | {one.sentence} |\n")
    return "".join(parts) + ENVIRONMENT


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
