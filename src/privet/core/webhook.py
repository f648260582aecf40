"""Signed webhooks, and where they may go: the Standard Webhooks form (docs/spec/webhook.md, standardwebhooks.com).

What is signed is `id.timestamp.body`, by HMAC-SHA256 under a secret of 32 bytes that is shown once, as `whsec_` and its
base64. The timestamp is seconds since 1970; a receiver refuses one that is more than five minutes away.
"""

from __future__ import annotations

import base64
import hmac
import ipaddress
import re
from collections.abc import Sequence
from datetime import UTC, datetime

from privet.core.plain import Plain
from privet.errors import BadInput

EVENTS = {
    "message.received": "A message came in and is stored.",
    "message.waits": "A message could not be looked through, and waits for that; told with the id of what waits.",
    "message.lost": "Messages waited a day and could not be looked through; told with the entry that counts them.",
    "message.sent": "A message was taken by its channel.",
    "message.failed": "A message was not delivered and is not tried again.",
    "value.revealed": "A value was shown to somebody entitled.",
    "subject.erased": "A subject's key is destroyed.",
    "subject.corrected": "Something was corrected of a subject; what is right, they are handed with all that is held.",
    "login.new-device": "An operator logged in from a browser that they had not used before.",
    "review.found": "The daily review of accounts, keys and rights found something; its report is on the ledger.",
    "training.due": "Somebody's training is to be passed again within 30, 7 or 1 days, or their time is over.",
    "task.due": "Reviews are due within 7 days or 1; told once each, with the ledger's entry that counts them.",
    "task.overdue": "Reviews are overdue; told once a day, with the ledger's entry that counts them.",
    "account.changed": "What proves an operator, or what they may do, changed; or they were removed.",
    "deletion.late": "A message is not deleted at its channel yet, half an hour before it cannot be any more.",
    "deletion.failed": "A message was not deleted at its channel, and that is not tried again.",
    "update.lost": "Updates that a bot did not fetch in a day are gone; told with the bot's id, once for each hour.",
    "ledger.jsonl": "Entries of the ledger, as they stand there, some at a time.",
    "ledger.ocsf": "The same as OCSF events.",
    "ledger.cef": "The same as lines of CEF.",
}
"""What can be told, and what each says."""

LEDGER = {"ledger.jsonl": "jsonl", "ledger.ocsf": "ocsf", "ledger.cef": "cef"}
"""The events that hand the ledger on, and the form of each."""

SECRET = "whsec_"  # noqa: S105  (a prefix)
SIZE = 32
LONGEST_URL = 8192
_URL = re.compile(
    r"(https?)://([a-z0-9-]+(?:\.[a-z0-9-]+)*\.?|\[[0-9a-f:.]+\])(?::([1-9][0-9]{0,4}))?"
    r"(?:/[A-Za-z0-9._~:/?@!$&'()*+,;=%-]*)?"
)
"""The part of RFC 3986 that is spoken: no user, no password, no fragment, nothing that two readers read differently."""

_LOOPBACK = frozenset({"localhost", "127.0.0.1", "[::1]"})
_THIS_MACHINE = (ipaddress.ip_network("127.0.0.0/8"), ipaddress.ip_network("::1/128"))

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Networks = Sequence[ipaddress.IPv4Network | ipaddress.IPv6Network]


def shown(secret: bytes) -> Plain:
    """A secret as its receiver takes it."""
    return Plain(SECRET + base64.b64encode(secret).decode("ascii"))


def headers(secret: bytes, id: str, at: int, body: bytes) -> dict[str, str]:
    """What goes with a body; `at` is milliseconds since 1970, of this try, not of the event."""
    seconds = str(at // 1000)
    signed = hmac.digest(secret, b"%b.%b.%b" % (id.encode("ascii"), seconds.encode("ascii"), body), "sha256")
    return {
        "content-type": "application/json",
        "webhook-id": id,
        "webhook-timestamp": seconds,
        "webhook-signature": "v1," + base64.b64encode(signed).decode("ascii"),
    }


def timestamp(at: int) -> str:
    """A time in milliseconds since 1970 as RFC 3339 in UTC."""
    return datetime.fromtimestamp(at // 1000, UTC).strftime("%Y-%m-%dT%H:%M:%S") + f".{at % 1000:03d}Z"


def networks(written: Sequence[str]) -> Networks:
    """The networks that settings name, in CIDR; BadInput for anything else."""
    try:
        return [ipaddress.ip_network(one) for one in written]
    except ValueError:
        raise BadInput("a network is written like 10.0.0.0/8 or fd00::/8", hint="mend outgoing.networks") from None


def checked(url: str, allowed: Networks, *, local: bool) -> str:
    """`url`, where requests may go to it: https, or http to this very machine where whoever names it is on it.

    `allowed` are private networks that settings permit. An address that is written out is checked here; a name is
    checked when it is resolved, each time (`reachable`). Raises BadInput.
    """
    match = _URL.fullmatch(url) if len(url) <= LONGEST_URL else None
    if match is None or int(match[3] or 0) > 65_535:
        raise BadInput(
            "that is no web address, or it has a user, a password, a fragment or capitals in its host",
            hint="it reads like https://crm.example.com/hooks/privet",
        )
    scheme, host = match[1], match[2]
    here = host in _LOOPBACK
    if scheme != "https" and not here:
        raise BadInput("only https is spoken, or http to this machine", hint="write https://…")
    if here and not local and not _in(_THIS_MACHINE[0][1], allowed):
        raise BadInput("an address on this machine is named by `privet hook add` alone", hint="or by outgoing.networks")
    written = None if here else address(host)
    if written is not None and not reachable(written, allowed):
        raise BadInput(
            "that address is in a private network", hint="where that is meant, name the network in outgoing.networks"
        )
    return url


def resolved(host: str, address: Address, allowed: Networks) -> bool:
    """Whether requests to the host of a checked URL may go to an address that it resolved to just now."""
    return _in(address, _THIS_MACHINE) if host in _LOOPBACK else reachable(address, allowed)


def reachable(address: Address, allowed: Networks) -> bool:
    """Whether requests may go to an address: one of the public internet, or of a network that settings allow.

    An IPv4 address within IPv6 (mapped, 6to4, NAT64, Teredo) is judged as the IPv4 address too, since it may end there.
    Of IPv6 only 2000::/3 is the public internet (RFC 4291 §2.4): what else is not listed as private may lead inside,
    such as site-local addresses, IPv4 ones in older forms and a NAT64 of one's own.
    """
    if _in(address, allowed):
        return True
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None)
        if inner is None and address in _NAT64:
            inner = ipaddress.IPv4Address(int(address) & 0xFFFF_FFFF)
        if inner is not None:
            return reachable(inner, allowed)
        if address not in _PUBLIC:
            return False
    return address.is_global and not address.is_multicast


_NAT64, _PUBLIC = ipaddress.ip_network("64:ff9b::/96"), ipaddress.ip_network("2000::/3")


def _in(address: Address, allowed: Networks) -> bool:
    return any(address in network for network in allowed)


def address(host: str) -> Address | None:
    """The address that a host is written as; None for a name. Odd spellings (127.1) are names, judged once resolved."""
    try:
        return ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return None


PAUSES_S = (5, 30, 300, 1800, 7200, 18_000, 36_000)
"""Seconds between one try and the next; the last one again and again."""


def pause_ms(attempts: int, drawn: int) -> int:
    """Milliseconds until the next try after `attempts` of them; `drawn` (0 to 255) moves it by up to a fifth, so that
    what failed together does not come back together."""
    return PAUSES_S[min(max(attempts, 1), len(PAUSES_S)) - 1] * (800 + 400 * drawn // 255)
