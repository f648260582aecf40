"""Copies of requests to a language model, for a gateway on trial: looked through as a request is, counted, and answered
with what would have become tokens. Nothing goes to the model (docs/spec/model-requests.md).
"""

from __future__ import annotations

import json
import time
from collections import Counter

from privet.acts import copied, trial
from privet.acts.copied import Looked
from privet.acts.llm import Open
from privet.core.llm import request as asking
from privet.core.llm import tree
from privet.errors import BadInput
from privet.gateways import asgi

OBJECT = "privet.trial"


async def tried(turns: asgi.Turns, gateway: Open, raw: bytes, send: asgi.Send) -> None:
    """Look through the copy `raw`, count it and say what it holds. Raises what would have refused the request."""
    begun = time.perf_counter()
    try:
        text, read = tree.parse(raw)
        items = asking.items(text, read)
    except BadInput:
        await turns.take(lambda app: copied.unread(app, gateway.tenant, gateway))
        raise
    (looked,) = await turns.share(
        ("llm trial", gateway.tenant, gateway.id), [items],
        lambda app, batch: copied.requests(app, gateway.tenant, gateway, batch),
    )  # fmt: skip
    if not isinstance(looked, Looked):
        raise looked
    asking.written_again(text, read, lambda one: one.text)  # what a request would have to wait for as well
    micros = int((time.perf_counter() - begun) * 1_000_000)
    await turns.take(lambda app: trial.took(app, gateway.tenant, gateway.id, [micros]))
    said = {
        "object": OBJECT, "gateway": gateway.name, "texts": len(items), "tokens": dict(Counter(looked.kinds)),
        "took_ms": round(micros / 1000, 3),
    }  # fmt: skip
    await asgi.whole(send, 200, json.dumps(said).encode(), b"application/json", [(b"cache-control", b"no-store")])
