"""The ledger, on its way to a collector of logs: beside the installation's thread, which reads it and marks how far."""

from __future__ import annotations

import asyncio
import logging
from functools import partial

from privet.acts import hand_on
from privet.acts.hand_on import Batch
from privet.app import Privet
from privet.config import Config
from privet.errors import PrivetError
from privet.plugins import syslog
from privet.store import tenants
from privet.web.guard import unforeseen
from privet.web.turns import Turns

_log = logging.getLogger("privet.web")

LOOK_S = 2.0
"""How often entries are looked for that the collector has not got."""


async def collected(turns: Turns, config: Config) -> None:
    """Hand entries on as they come, of one tenant after the other, in their order. Raises BadInput: no collector."""
    to = syslog.target(config.ledger.syslog)
    while True:
        await asyncio.sleep(LOOK_S)
        try:
            while due := await turns.take(_due):
                for batch in due:
                    await _sent(turns, config, to, batch)
        except PrivetError as error:
            _log.warning("handing the ledger on failed: %s", error.code)
        except Exception as error:
            _log.error("handing the ledger on failed: %s", unforeseen(error))


async def _sent(turns: Turns, config: Config, to: syslog.Target, batch: Batch) -> None:
    error = ""
    try:
        outgoing = config.outgoing
        await asyncio.to_thread(syslog.send, to, batch.messages, ca=outgoing.ca, timeout_s=outgoing.timeout_seconds)
    except PrivetError as failed:
        error = failed.code
    await turns.take(partial(hand_on.settle, batch=batch, error=error))


def _due(app: Privet) -> list[Batch]:
    return [found for tenant in tenants.every(app.store) if (found := hand_on.claim(app, tenant.id))]
