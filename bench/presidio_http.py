"""Presidio over HTTP, with the two addresses of its own containers, for `bench/llm_peer.py`: run in the environment of
the peers, which has what it stands on.
"""

from __future__ import annotations

import sys

import uvicorn
from presidio_analyzer import AnalyzerEngine
from presidio_analyzer.nlp_engine import NlpEngineProvider
from presidio_anonymizer import AnonymizerEngine
from presidio_anonymizer.entities import RecognizerResult
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route


def main(port: int, model: str) -> None:
    """Presidio over HTTP, with the two addresses that its own containers have."""
    named = {"nlp_engine_name": "spacy", "models": [{"lang_code": "en", "model_name": model}]}
    engine = NlpEngineProvider(nlp_configuration=named).create_engine()
    analyser, anonymiser = AnalyzerEngine(nlp_engine=engine, supported_languages=["en"]), AnonymizerEngine()

    async def analyze(request: Request) -> JSONResponse:
        said = await request.json()
        found = analyser.analyze(said["text"], language="en", entities=said.get("entities") or None)
        return JSONResponse([one.to_dict() for one in found])

    async def anonymize(request: Request) -> JSONResponse:
        said = await request.json()
        found = [RecognizerResult.from_json(one) for one in said["analyzer_results"]]
        made = anonymiser.anonymize(said["text"], found)
        items = [
            {"start": one.start, "end": one.end, "entity_type": one.entity_type, "text": one.text,
             "operator": one.operator} for one in made.items
        ]  # fmt: skip
        return JSONResponse({"text": made.text, "items": items})

    routes = [Route("/analyze", analyze, methods=["POST"]), Route("/anonymize", anonymize, methods=["POST"])]
    uvicorn.run(Starlette(routes=routes), host="127.0.0.1", port=port, log_level="error")


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])
