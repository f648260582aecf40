"""Writes docs/reference/notice.md from the default policy: `python docs/make_notice.py`; a test holds it up to date."""

from __future__ import annotations

from pathlib import Path

from privet.app import default_policy
from privet.core import notice, notice_texts
from privet.core.consent import STORAGE
from privet.core.notice import Notice
from privet.core.policy import Policy

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs/reference/notice.md"

HEAD = """<!-- Made by docs/make_notice.py from the default rules; change those, not this page. -->

What an installation tells its customers as it comes: no legal basis is set, nothing is connected, and `Example Ltd`
stands where a company fills in its name. Yours is `privet notice show`; see [the notice](../howto/notice.md).

"""
DETAILS = dict.fromkeys(notice_texts.DETAILS, "") | {"company": "Example Ltd", "contact": "privacy@example.com"}


def page() -> str:
    """The whole page."""
    policy = Policy.parse(default_policy())
    said = Notice(DETAILS, notice.facts(policy, dict.fromkeys((*policy.purposes, STORAGE), ""), ("api",), ()))
    text = notice.markdown("Privacy notice", notice.document(said))
    record = notice.markdown("Record of processing activities", notice.record(said))
    return text.replace("\n", "\n\n" + HEAD, 1).replace("\n\n\n", "\n\n") + "\n" + record.replace("# ", "## ")


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
