"""What can be done for a customer, and which of it goes with what they want: a capability an intent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from .billing import PLANS

HELP = "https://help.example.com"
TOPICS = {
    "internet": f"{HELP}/internet",
    "calls": f"{HELP}/calls",
    "router": f"{HELP}/router",
    "roaming": f"{HELP}/roaming",
}
"""What a guide is about, and the page it stands on. Only these addresses are ever named to a customer, or fetched."""


@dataclass(frozen=True)
class Tool:
    """A thing to do. `takes`: arguments and the values they may have, None for a text. `gives`: the slots it fills.

    `proof`: the customer proves themselves first, in that very conversation. `confirm`: they say yes to it first.
    """

    name: str
    about: str
    takes: Mapping[str, tuple[str, ...] | None] = field(default_factory=dict)
    gives: tuple[str, ...] = ()
    proof: bool = False
    confirm: bool = False


TOOLS = {
    one.name: one
    for one in (
        Tool("read_bill", "What the customer owes.", gives=("bill.total", "bill.due", "bill.iban"), proof=True),
        Tool("read_usage", "Data used, last call.", gives=("usage.data", "usage.calls"), proof=True),
        Tool(
            "read_contract", "Whose contract it is.", proof=True,
            gives=("contract.number", "contract.name", "contract.address", "contract.email", "plan.name"),
        ),
        Tool("read_sim", "Which SIM card there is.", gives=("sim.iccid", "sim.imsi"), proof=True),
        Tool("change_plan", "Another plan from next month.", {"plan": tuple(PLANS)}, proof=True, confirm=True),
        Tool("order_sim", "A new SIM card to the contract's address.", proof=True, confirm=True),
        Tool("list_plans", "The plans and their prices."),
        Tool("guide", "Which page helps with a fault.", {"topic": tuple(TOPICS)}),
        Tool("help_page", "Fetch a page of our help.", {"address": tuple(TOPICS.values())}),
        Tool("open_ticket", "A colleague looks at the conversation.", {"note": None}),
    )
}  # fmt: skip

INTENTS: dict[str, frozenset[str]] = {
    "bill": frozenset({"read_bill", "open_ticket"}),
    "usage": frozenset({"read_usage", "open_ticket"}),
    "contract": frozenset({"read_contract", "open_ticket"}),
    "plan": frozenset({"list_plans", "change_plan"}),
    "sim": frozenset({"read_sim"}),
    "order": frozenset({"read_sim", "order_sim"}),
    "lost": frozenset({"open_ticket"}),
    "trouble": frozenset({"guide", "help_page", "open_ticket"}),
    "person": frozenset({"open_ticket"}),
    "hello": frozenset(),
    "thanks": frozenset(),
    "": frozenset({"list_plans", "guide"}),
}
"""What a customer wants, told by words of theirs and never by a model, and what may be done for it."""


def fills(intent: str) -> frozenset[str]:
    """The slots that an answer to this intent may have."""
    return frozenset(slot for name in INTENTS.get(intent, ()) for slot in TOOLS[name].gives)
