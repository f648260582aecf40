"""`privet` whose detector of e-mail addresses fails as long as the file exists that BREAKS names: for tests alone."""

import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from privet.cli import main
from privet.plugins.detectors import email

_find = email._Email.find


def find(self: Any, text: str) -> Iterable[Any]:
    if Path(os.environ["BREAKS"]).exists():
        raise RuntimeError("broken on purpose")
    return _find(self, text)


email._Email.find = find  # type: ignore[method-assign]
sys.exit(main())
