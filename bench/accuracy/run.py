"""How well personal data is found, beside others, on labelled sets, in one run: part of `make bench`.

    python bench/accuracy/run.py [--set NAME=PATH]... [--only SET,…] [--systems NAME,…] [--answers FOLDER]
                                 [--json FILE | --again FILE] [--errors SET] [--write]

Without more it measures every set of the repository. `--set` adds one: a file of JSON lines or a folder of them, in the
form that bench/accuracy/sets.py describes. `--answers` keeps what peers answered, so that the next run asks them only
what is new; figures to be published come from a run without it. `--write` keeps the tables in
docs/explanation/accuracy.md. `--errors` lists what Privet missed and what it found falsely in a set that others
labelled; the sets written by hand are judges, and their single messages are nobody's to tune to.
"""

from __future__ import annotations

import argparse
import datetime
import json
import sys
from dataclasses import astuple
from pathlib import Path
from typing import Any

import peers
import sets
import tables
from score import Answer, Count, Counts, judge

PAGE = Path(__file__).parents[2] / "docs" / "explanation" / "accuracy.md"


def main() -> None:
    """Measure, print, keep."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--set", action="append", default=[], metavar="NAME=PATH", help="a set that lies elsewhere")
    parser.add_argument("--only", metavar="SET,…", help="these sets and no others")
    parser.add_argument("--systems", metavar="NAME,…", help=f"of {', '.join(peers.SYSTEMS)} (all that are installed)")
    parser.add_argument("--answers", type=Path, metavar="FOLDER", help="keep there what peers answered")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the counts there as well")
    parser.add_argument("--again", type=Path, metavar="FILE", help="measure nothing; show what --json wrote")
    parser.add_argument("--errors", metavar="SET", help="list what Privet gets wrong in a set that others labelled")
    parser.add_argument("--write", action="store_true", help="keep the tables in docs/explanation/accuracy.md")
    args = parser.parse_args()
    if args.again:
        found = json.loads(args.again.read_text(encoding="utf-8"))
    else:
        chosen = _sets(args.set, args.only)
        if args.errors:
            return _errors(next((one for one in chosen if one.name == args.errors), None), args.errors)
        found = measured(chosen, _systems(args.systems), peers.Answers(args.answers))
    if args.json:
        args.json.write_text(json.dumps(found) + "\n", encoding="utf-8")
    shown = tables.all_of(read(found))
    for each in shown.values():
        print(each, end="\n\n")
    if args.write:
        keep(shown)
    return None


def measured(chosen: list[sets.Labelled], systems: list[str], answers: peers.Answers) -> dict[str, Any]:
    """Every system's counts on every set, as JSON can hold them."""
    found: dict[str, Any] = {
        "at": datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%d"),
        "systems": {name: peers.versions(name) for name in systems},
        "absent": [name for name in peers.SYSTEMS if peers.missing(name)],
        "sets": {},
    }
    for one in chosen:
        if one.unknown:
            print(f"  {one.name}: not asked for, since no kind fits: {', '.join(one.unknown)}", file=sys.stderr)
    texts = [(case.lang, case.text) for one in chosen for case in one.cases]
    given = {}
    for name in systems:
        print(f"  {name}: {len(texts):,} texts …", file=sys.stderr, flush=True)
        given[name] = answers.of(name, texts)
    begin = 0
    for one in chosen:
        end = begin + len(one.cases)
        found["sets"][one.name] = {
            "cases": len(one.cases),
            "langs": sorted({case.lang for case in one.cases}),
            "whole": sorted(one.whole),
            "by hand": one.by_hand,
            "counts": {
                name: {" ".join(key): astuple(count) for key, count in judge(one, each[begin:end]).items()}
                for name, each in given.items()
            },
        }
        begin = end
    return found


def read(found: dict[str, Any]) -> tables.Found:
    """What `measured` gave, or a file holds, with counts as counts."""
    results = []
    for name, one in found["sets"].items():
        counts: dict[str, Counts] = {
            system: {(key.split()[0], key.split()[1]): Count(*numbers) for key, numbers in each.items()}
            for system, each in one["counts"].items()
        }
        results.append(tables.Result(name, one["cases"], one["langs"], frozenset(one["whole"]), one["by hand"], counts))
    return tables.Found(found["at"], found["systems"], found["absent"], results)


def keep(shown: dict[str, str]) -> None:
    """Put each table between its marks on the page."""
    page = PAGE.read_text(encoding="utf-8")
    for what, each in shown.items():
        begin, end = f"<!-- {what}: begin -->", f"<!-- {what}: end -->"
        before, rest = page.split(begin)
        page = f"{before}{begin}\n\n{each}\n\n{end}{rest.split(end)[1]}"
    PAGE.write_text(page, encoding="utf-8")


def _sets(added: list[str], only: str | None) -> list[sets.Labelled]:
    chosen = list(sets.of_repository())
    for each in added:
        name, equals, path = each.partition("=")
        if not equals:
            raise SystemExit(f"--set {each}: NAME=PATH is asked for")
        try:
            chosen.append(sets.at(name, Path(path)))
        except ValueError as wrong:
            raise SystemExit(f"--set {each}: {wrong}") from None
    if only is None:
        return chosen
    names = only.split(",")
    if unknown := set(names) - {one.name for one in chosen}:
        raise SystemExit(f"no such set: {', '.join(sorted(unknown))}; there are {', '.join(o.name for o in chosen)}")
    return [one for one in chosen if one.name in names]


def _systems(named: str | None) -> list[str]:
    """The systems to ask. Says loudly which peers cannot be asked, and refuses one that was named."""
    names = named.split(",") if named else list(peers.SYSTEMS)
    if unknown := set(names) - peers.SYSTEMS.keys():
        raise SystemExit(f"no such system: {', '.join(sorted(unknown))}; there are {', '.join(peers.SYSTEMS)}")
    absent = {name: peers.missing(name) for name in names if peers.missing(name)}
    for name, packages in absent.items():
        print(f"NOT MEASURED: {name}, for want of {', '.join(packages)}: `make bench` installs it", file=sys.stderr)
    if named and absent:
        raise SystemExit(1)
    return [name for name in names if name not in absent]


def _errors(labelled: sets.Labelled | None, name: str) -> None:
    if labelled is None or labelled.by_hand:
        raise SystemExit(f"--errors {name}: only for a set that others labelled")
    find = peers.privet()
    for case in labelled.cases:
        answers = list(find(case.lang, case.text))
        for span in case.spans:
            if span.kinds[0] in labelled.whole and not any(_agree(one, span) for one in answers):
                print(f"missed {span.kinds[0]:<12} {_around(case.text, span.start, span.end)}")
        for one in answers:
            if set(one.kinds) <= labelled.whole and not any(_agree(one, span) for span in case.spans):
                print(f"false  {one.kinds[0]:<12} {_around(case.text, one.start, one.end)}")


def _agree(one: Answer, span: sets.Span) -> bool:
    return one.start < span.end and span.start < one.end and bool(set(one.kinds) & set(span.kinds))


def _around(text: str, start: int, end: int) -> str:
    shown = f"{text[max(0, start - 40) : start]}⟦{text[start:end]}⟧{text[end : end + 30]}"
    return shown.replace("\n", "⏎")


if __name__ == "__main__":
    main()
