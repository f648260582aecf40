"""The billing back end, invented: an account for every customer that is looked up, made of their id, in memory."""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import blake2b
from threading import Lock

PLANS = {"basic": "9.90", "comfort": "19.90", "family": "34.90", "unlimited": "49.90"}
"""Name of a plan and its price a month; everybody may know these."""

FIRST = ("Ottavia", "Leandro", "Mirjam", "Casimir", "Wilhelmina", "Thaddeus", "Rosalinde", "Ignatius")
LAST = ("Quenneville", "Abernathy", "Oyelaran", "Szymborska", "Villaverde", "Thorvaldsen", "Kuznetsova", "Featherstone")
STREETS = ("Juniper Crescent", "Harbourmaster Lane", "Copperfield Row", "Lindenblatt Way", "Old Observatory Road")


@dataclass(repr=False)
class Account:
    """One customer's account. `facts` has its data by the names of the slots that stand for it."""

    facts: dict[str, str]
    plan: str = "comfort"
    cards: int = 1
    """How many SIM cards were issued."""
    tickets: list[str] = field(default_factory=list)

    def change_plan(self, plan: str) -> None:
        """From next month on."""
        self.plan = plan
        self.facts["plan.name"] = plan

    def order_sim(self) -> None:
        """A new card is sent to the address of the contract, and nowhere else."""
        self.cards += 1


class Billing:
    """The accounts. Every customer (`sub_…`) has one."""

    def __init__(self) -> None:
        self._accounts: dict[str, Account] = {}
        self._lock = Lock()

    def of(self, subject: str) -> Account:
        """The account of a customer, invented at first sight, and always the same."""
        with self._lock:
            return self._accounts.setdefault(subject, Account(_invented(subject)))


def _invented(subject: str) -> dict[str, str]:
    def digits(what: str, count: int) -> str:
        drawn = blake2b(f"{subject} {what}".encode(), digest_size=16).digest()
        return str(int.from_bytes(drawn, "big")).zfill(40)[-count:]

    def one(of: tuple[str, ...], what: str) -> str:
        return of[int(digits(what, 6)) % len(of)]

    first, last = one(FIRST, "first"), one(LAST, "last")
    return {
        "bill.total": f"{1000 + int(digits('total', 3))}.{digits('cents', 2)}",
        "bill.due": f"{1 + int(digits('due', 4)) % 28} March 2027",
        "bill.iban": _iban(digits("iban", 18)),
        "usage.data": f"{10 + int(digits('data', 2))}.{digits('megabytes', 3)} GB",
        "usage.calls": f"+1 202 555 01{digits('called', 2)} for {1 + int(digits('minutes', 2))} min {digits('s', 1)} s",
        "contract.number": f"TC-{digits('contract', 9)}",
        "contract.name": f"{first} {last}",
        "contract.address": f"{1 + int(digits('house', 3))} {one(STREETS, 'street')}, {digits('post', 5)} Exampleton",
        "contract.email": f"{first}.{last}.{digits('mail', 4)}@example.com".lower(),
        "plan.name": "comfort",
        "sim.iccid": f"8999{digits('iccid', 15)}",
        "sim.imsi": f"99970{digits('imsi', 10)}",
    }


def _iban(account: str) -> str:
    """A German one, with its check digits (ISO 13616)."""
    return f"DE{98 - int(account + '131400') % 97:02d}{account}"
