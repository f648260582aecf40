"""A long message whose parts a provider posts one by one, put together: what is personal may stand across two."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from privet.core.sms.asked import Came

MOST = 64
"""Parts of one message: ten thousand letters of SMS; a provider's own limit is lower."""


def joined(parts: Sequence[Came]) -> Came:
    """The message of these parts, which are all, in order. A letter that was cut in two is whole; half of one that
    nothing completes is U+FFFD.
    """
    text = "".join(one.text or "" for one in parts)
    whole = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    rest = {name: value for name, value in parts[0].rest.items() if not name.startswith("concat")}
    return replace(parts[0], id="+".join(one.id for one in parts), text=whole, rest=rest, part=None)
