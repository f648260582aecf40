"""Authorized agents, who ask for others by the Data Rights Protocol, and the requests that came by them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from privet.store.view import Tx, View


@dataclass(frozen=True, slots=True)
class AgentRow:
    """An agent by its name in the directory: its verify key (32 bytes), the digest of the token that it has (b"": none
    yet), who added it, named as on the ledger, and when (ms).
    """

    name: str
    key: bytes
    digest: bytes
    actor: str
    at: int


@dataclass(frozen=True, slots=True)
class AskedRow:
    """A request that came by an agent: the agent's own name of it, sealed, and the digest of the message, which comes
    once.
    """

    request: bytes
    agent: str
    reference: bytes
    message: bytes


_AGENT = "agent, verify_key, digest, actor, at"


def put(tx: Tx, row: AgentRow) -> None:
    """A new agent, or one with a new token."""
    tx.run(
        f"INSERT OR REPLACE INTO drp_agent (tenant, {_AGENT}) VALUES (?, ?, ?, ?, ?, ?)",  # noqa: S608
        (tx.tenant, row.name, row.key, row.digest, row.actor, row.at),
    )


def of(view: View, name: str) -> AgentRow | None:
    """The agent of that name."""
    row = view.row(f"SELECT {_AGENT} FROM drp_agent WHERE tenant = ? AND agent = ?", (view.tenant, name))  # noqa: S608
    return AgentRow(*row) if row else None


def every(view: View) -> list[AgentRow]:
    """Every agent, by name."""
    rows = view.rows(f"SELECT {_AGENT} FROM drp_agent WHERE tenant = ? ORDER BY agent", (view.tenant,))  # noqa: S608
    return [AgentRow(*row) for row in rows]


def remove(tx: Tx, name: str) -> None:
    """The agent is none any more; its requests stay."""
    tx.run("DELETE FROM drp_agent WHERE tenant = ? AND agent = ?", (tx.tenant, name))


def ask(tx: Tx, row: AskedRow) -> None:
    """A request came."""
    tx.run(
        "INSERT INTO drp_request (tenant, request, agent, reference, message) VALUES (?, ?, ?, ?, ?)",
        (tx.tenant, row.request, row.agent, row.reference, row.message),
    )


def asked(view: View, request: bytes) -> AskedRow | None:
    """How a request came, where it came by an agent."""
    row = view.row(
        "SELECT request, agent, reference, message FROM drp_request WHERE tenant = ? AND request = ?",
        (view.tenant, request),
    )
    return AskedRow(*row) if row else None


def came(view: View, message: bytes) -> AskedRow | None:
    """The request that a message of this digest was."""
    row = view.row(
        "SELECT request, agent, reference, message FROM drp_request WHERE tenant = ? AND message = ?",
        (view.tenant, message),
    )
    return AskedRow(*row) if row else None
