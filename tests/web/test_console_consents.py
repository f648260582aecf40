"""What customers agree to, on the pages: texts on file, and receipts."""

from __future__ import annotations

import hashlib
import re
from typing import Any

import pytest

from privet.acts import notice
from privet.acts.checkpoint import vkeys
from privet.core import receipt
from privet.core.decision import LOCAL
from privet.core.plain import Plain


@pytest.fixture
def talk(staff: Any) -> Any:
    return staff.installation.receive("hello")


def test_a_text_is_put_on_file_and_a_consent_to_it_has_a_receipt(staff: Any, talk: Any) -> None:
    pia, customer = staff.enrolled("pia", "privacy"), staff.installation.subject()
    assert "No text is on file." in pia.get("/settings/bases").text
    text = {
        "form": pia.token, "of": "delivery", "version": "offers-3", "language": "en", "law": "IE", "place": "IE",
        "text": "Yes, send me offers.\r\nI can take this back.", "reason": "new offers",
    }  # fmt: skip
    assert pia.send("/settings/bases/texts", text).status == 303
    assert pia.send("/settings/bases/texts", text).status == 409
    assert pia.send("/settings/bases/texts", {**text, "law": "de"}).status == 400
    page = pia.get("/settings/bases").text
    assert hashlib.sha256(b"Yes, send me offers.\nI can take this back.").hexdigest() in page
    given = {
        "form": pia.token, "subject": customer, "do": "give", "messages": "delivery", "version": "offers-3",
        "language": "", "method": "telephone", "channel": "", "purpose": "subject-request", "reason": "called us",
    }  # fmt: skip
    assert pia.send("/customers/consents", given).status == 303
    details = {"company": "Example Ltd", "contact": "privacy@example.com"}
    notice.publish(staff.installation.app, staff.installation.tenant, details, Plain("the first"), LOCAL)
    page = pia.get(f"/customers/{customer}?purpose=subject-request").text
    link = re.findall(r'href="(/customers/consents/[^"]+/receipt[?]purpose=[a-z-]+)"', page)
    assert len(link) == 1
    file = pia.get(link[0])
    assert file.text.startswith("privet-report/v1\n")
    assert "attachment" in file.header("content-disposition")
    said, _ = receipt.check(file.text, vkeys(staff.installation.app, staff.installation.tenant))
    assert said["dpv:hasRecordOfActivity"]["dpv:hasProcess"]["dpv:hasDataSource"]["privet:method"] == "telephone"
