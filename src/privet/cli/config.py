"""`privet config`: every setting as it is, and where its value comes from."""

from __future__ import annotations

import argparse

from privet import config as settings
from privet.cli import installation
from privet.cli.opening import data_folder, readable
from privet.cli.showing import emit, listing

HELP = "show every setting, its default, and where its value comes from"
EXAMPLE = """
privet config
privet config --json
"""


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `privet config`."""
    installation(parser)
    listing(parser)


def run(args: argparse.Namespace) -> int:
    """Print the settings. An installation need not be there: then they are the defaults."""
    with readable():
        held = settings.every(data_folder(args))
    emit(
        args,
        [
            {
                "setting": one.name,
                "value": one.value,
                "default": one.default,
                "from": settings.FILE if one.given else "default",
                "sentence": one.sentence,
            }
            for one in held
        ],
    )
    return 0
