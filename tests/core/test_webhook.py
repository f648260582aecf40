"""Where webhooks may go, and that others can check who signed them."""

from __future__ import annotations

import base64
import ipaddress
import json
from pathlib import Path

import pytest

from privet.core import webhook
from privet.errors import BadInput

VECTORS = json.loads((Path(__file__).parents[1] / "vectors" / "webhook.json").read_text("utf-8"))
PRIVATE = webhook.networks(["10.0.0.0/8", "fd00::/8"])


@pytest.mark.parametrize("case", VECTORS["signatures"], ids=lambda case: case["that"])
def test_a_published_signature_is_made_again(case) -> None:
    secret = base64.b64decode(case["secret"].removeprefix(webhook.SECRET))
    made = webhook.headers(secret, case["id"], case["timestamp"] * 1000 + 999, case["body"].encode())
    assert made["webhook-signature"] == case["signature"]
    assert (made["webhook-id"], made["webhook-timestamp"]) == (case["id"], str(case["timestamp"]))
    assert webhook.shown(secret).expose() == case["secret"]


@pytest.mark.parametrize(
    ("url", "local"),
    [
        ("https://crm.example.com/hooks/privet", False),
        ("https://crm.example.com:8443/a?b=c&d=%20", False),
        ("https://93.184.216.34/", False),
        ("https://[2606:2800:220:1::1]/", False),
        ("https://10.1.2.3/", False),
        ("https://[fd00::1]:8443/x", False),
        ("http://localhost:9000/in", True),
        ("http://127.0.0.1:9000/in", True),
        ("http://[::1]:9000/in", True),
    ],
)
def test_an_address_that_requests_may_go_to(url: str, local: bool) -> None:
    assert webhook.checked(url, PRIVATE, local=local) == url


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("http://crm.example.com/", "only https"),
        ("ftp://crm.example.com/", "no web address"),
        ("https://", "no web address"),
        ("https://ann@crm.example.com/", "no web address"),
        ("https://ann:secret@crm.example.com/", "no web address"),
        ("https://crm.example.com/#x", "no web address"),
        ("https://crm.example.com:99999/", "no web address"),
        ("https://CRM.example.com/", "no web address"),
        ("https://crm.example.com\\@other.example.com/", "no web address"),
        ("https://crm.example.com/\r\nx: y", "no web address"),
        ("https://crm.example.com/" + 8192 * "x", "no web address"),
        ("https://192.168.0.1/", "private network"),
        ("https://169.254.169.254/latest", "private network"),
        ("https://[::ffff:192.168.0.1]/", "private network"),
        ("https://[fe80::1]/", "private network"),
        ("http://localhost:9000/in", "this machine"),
        ("https://127.0.0.1/", "this machine"),
    ],
)
def test_an_address_that_requests_must_not_go_to(url: str, said: str) -> None:
    with pytest.raises(BadInput, match=said):
        webhook.checked(url, PRIVATE, local=False)


def test_this_machine_is_named_from_elsewhere_only_where_settings_allow_it() -> None:
    own = webhook.networks(["127.0.0.0/8"])
    assert webhook.checked("http://localhost:9000/in", own, local=False)


@pytest.mark.parametrize(
    ("address", "may"),
    [
        ("93.184.216.34", True),
        ("10.1.2.3", True),
        ("192.168.0.1", False),
        ("127.0.0.1", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),
        ("224.0.0.1", False),
        ("::1", False),
        ("ff0e::1", False),
        ("::ffff:10.1.2.3", True),
        ("::ffff:192.168.0.1", False),
        ("::ffff:93.184.216.34", True),
        ("64:ff9b::c0a8:1", False),
        ("2002:c0a8:1::", False),
        ("2606:4700::6810:85e5", True),
        ("fec0::1", False),
        ("::7f00:1", False),
        ("::ffff:0:127.0.0.1", False),
        ("64:ff9b:1::7f00:1", False),
        ("5f00::1", False),
        ("2001:0:4136:e378:8000:63bf:3f57:fffe", False),
    ],
)
def test_which_addresses_are_reached(address: str, may: bool) -> None:
    assert webhook.reachable(ipaddress.ip_address(address), PRIVATE) is may


def test_only_the_name_of_this_machine_leads_to_it() -> None:
    here = ipaddress.ip_address("127.0.0.1")
    assert webhook.resolved("localhost", here, ())
    assert not webhook.resolved("localhost", ipaddress.ip_address("93.184.216.34"), ())
    assert not webhook.resolved("rebound.example.com", here, ())


def test_networks_are_written_in_cidr() -> None:
    with pytest.raises(BadInput, match=r"10\.0\.0\.0/8"):
        webhook.networks(["10.0.0.1/8"])


def test_pauses_grow_and_differ() -> None:
    least, most = ([webhook.pause_ms(n, drawn) for n in range(1, 12)] for drawn in (0, 255))
    assert least[0] == 4000
    assert most[0] == 6000
    assert sorted(least) == least
    assert least[-1] == 36_000 * 800


def test_times_are_those_of_rfc_3339() -> None:
    assert webhook.timestamp(1_795_262_400_007) == "2026-11-21T12:00:00.007Z"
