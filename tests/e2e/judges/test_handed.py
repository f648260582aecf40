"""Lines of CEF and syslog messages of every act and outcome, read by other people's parsers: PyPI's pycef and
syslog-rfc5424-parser.
"""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from privet.core import handed
from privet.core.entry import Entry, Outcome
from privet.core.sentence import DEEDS

JUDGE = """
import json, sys
import pycef
from syslog_rfc5424_parser import SyslogMessage
found = []
for one in json.load(sys.stdin):
    message = SyslogMessage.parse(one).as_dict()
    found.append([message, pycef.parse(message["msg"])])
json.dump(found, sys.stdout)
"""
AT = 1_795_262_400_123


@pytest.mark.slow
def test_other_peoples_parsers_read_what_was_written(judges_python: Path) -> None:
    made = [
        Entry("a" * 26, AT, act, outcome, "operator:ana", "tok_" + "b" * 26, "sub_" + "c" * 26, "fraud", 3,
              ("reveal-privacy", "other-rule"), number)
        for number, (act, outcome) in enumerate((act, outcome) for act in sorted(DEEDS) for outcome in Outcome)
    ]  # fmt: skip
    lines = [
        handed.syslog(one, handed.cef(one.count or 0, one, "privet.invalid/x/demo"), "host.example") for one in made
    ]
    run = subprocess.run(
        [str(judges_python), "-I", "-c", JUDGE], input=json.dumps([one.decode() for one in lines]), capture_output=True,
        text=True, check=False, timeout=100,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    found: list[tuple[dict[str, Any], dict[str, str]]] = json.loads(run.stdout)
    assert len(found) == len(made)
    for entry, (message, cef) in zip(made, found, strict=True):
        assert (message["hostname"], message["appname"], message["msgid"]) == ("host.example", "privet", entry.act)
        assert message["timestamp"].startswith("2026-11-21T12:00:00.123")
        assert (cef["DeviceVendor"], cef["DeviceEventClassID"], cef["DeviceVersion"]) == ("Privet", entry.act, "1")
        assert (cef["rt"], cef["suser"], cef["outcome"]) == (str(AT), "operator:ana", str(entry.outcome))
        assert (cef["object"], cef["purpose"], cef["reasons"]) == (entry.object, "fraud", "reveal-privacy other-rule")
        assert cef["msg"].startswith("ana ")
