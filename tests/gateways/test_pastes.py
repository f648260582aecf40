"""Who pastes a secret is told once a day and conversation; each paste is counted, and nothing of anybody is remembered
for ever.
"""

from __future__ import annotations

from privet.gateways import pastes
from privet.gateways.pastes import DAY_MS, Pastes


def test_once_a_day_and_conversation(monkeypatch) -> None:
    clock = [0]
    one = Pastes("chat", lambda: clock[0])
    assert one.first("a", ["CARD", "EMAIL"]) == {"CARD"}
    assert one.first("b", ["EMAIL"]) == frozenset()
    clock[0] = DAY_MS - 1
    assert one.first("a", ["PASSWORD"]) == frozenset()
    assert one.first("b", ["PASSWORD"]) == {"PASSWORD"}
    clock[0] = DAY_MS
    assert one.first("a", ["PASSWORD"]) == {"PASSWORD"}
    ((name, _, values),) = one.measured()
    assert name == "privet_pastes_total"
    assert values == [('{channel="chat",again="no"}', 3), ('{channel="chat",again="yes"}', 1)]
    monkeypatch.setattr(pastes, "MOST", 2)
    assert one.first("c", ["CARD"]) == {"CARD"}
    assert one.first("b", ["CARD"]) == {"CARD"}, "the one that pasted longest ago was forgotten"
