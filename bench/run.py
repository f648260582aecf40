"""The figures that Privet promises, measured in one run and printed as one table: `make bench`.

    python bench/run.py [--quick] [--five-million] [--most N] [--json FILE | --again FILE] [--write]

`--quick` grows to 200 thousand messages in place of a million (some three minutes in place of fifteen). `--write`
keeps what was measured in docs/explanation/performance.md. Each part runs in a process of its own, on one core.
Wall-clock figures are what a user gets and need a quiet machine; those by processor second hold on a busy one, too.
"""

from __future__ import annotations

import argparse
import datetime
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

import machine

HERE = Path(__file__).parent
PAGE = HERE.parent / "docs" / "explanation" / "performance.md"
GOAL = 15_000
"""Messages a second that the stages are held against."""


HEADS = ("what", "asked", "measured", "by processor second", "on the reference machine", "holds")
ESTIMATE = (
    "The figures are asked of the reference machine. What stands under its name is an estimate: the figure by "
    "processor second, as if all of the work were slower here by as much as sealing and hashing are."
)


class Line(NamedTuple):
    """One line of the table; `holds` is None for what is only reported, `there` an estimate for the reference machine
    and `holds_there` whether that would do."""

    what: str
    asked: str
    measured: str
    by_cpu: str = ""
    holds: bool | None = None
    there: str = ""
    holds_there: bool | None = None

    @property
    def verdict(self) -> str:
        """Whether it holds: on this machine, by the estimate, or neither."""
        if self.holds is None:
            return ""
        return "yes" if self.holds else "by estimate" if self.holds_there else "NO"


def rate(what: str, asked: int, got: dict[str, float], slower: float) -> Line:
    """The line of a rate: a second by the clock, by processor second, and what that would be on the reference machine,
    where the same takes 1/`slower` of the processor time. `asked` is 0 for what is only reported."""
    there = got["cpu_rate"] * slower
    return Line(
        what, f"≥ {asked:,}" if asked else "", f"{got['rate']:,.0f}", f"{got['cpu_rate']:,.0f}",
        got["rate"] >= asked if asked else None, f"{there:,.0f}", there >= asked,
    )  # fmt: skip


def main() -> None:
    """Measure, print, keep."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="grow to 200 thousand messages, not to a million")
    parser.add_argument("--five-million", action="store_true", help="grow on to five million (an hour or so)")
    parser.add_argument("--most", type=int, metavar="N", help="grow to N messages: to try the benchmark itself")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there as well")
    parser.add_argument("--again", type=Path, metavar="FILE", help="measure nothing; show what --json wrote")
    parser.add_argument("--write", action="store_true", help="keep them in docs/explanation/performance.md")
    args = parser.parse_args()
    found = json.loads(args.again.read_text(encoding="utf-8")) if args.again else measured(args)
    if args.json:
        args.json.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    shown = text(found)
    print(shown)
    if args.write:
        keep("measured", shown)


def measured(args: argparse.Namespace) -> dict[str, Any]:
    """Every part's figures."""
    grown = [f"--{name}" for name in ("quick", "five-million") if getattr(args, name.replace("-", "_"))]
    grown += ["--most", str(args.most)] if args.most else []
    load, stolen = machine.load(), machine.stolen()
    found: dict[str, Any] = {
        "at": datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%d"),
        "quick": args.quick,
        "machine": machine.description(),
        "vault": _part("measure.py", *grown),
        "redact": _redact(args.quick),
    }
    return found | {"load": {"begin": load, "end": machine.load(), "stolen": machine.stolen() - stolen}}


def text(found: dict[str, Any]) -> str:
    """Everything that was found, as Markdown that also reads well in a terminal."""
    vault, primitives = found["vault"], found["vault"]["primitives"]
    slower = vault["slower"]
    load = found["load"]
    about = "; ".join(f"{name} {value}" for name, value in found["machine"].items())
    disturbed = (
        " **Other work ran beside it: wall-clock figures are too low.**"
        if max(load["begin"], load["end"]) > 1.5
        else ""
    )
    head = [
        f"Measured on {found['at']}{', quick form' if found['quick'] else ''}. {about}.",
        f"Load {load['begin']:.1f} at the beginning, {load['end']:.1f} at the end; one core is ours.{disturbed}",
        f"Sealing and hashing took {slower['receive']:.1f} times as long as on the reference machine while receiving, "
        f"{slower['end']:.1f} times at the end; the host kept {load['stolen']:.0f} s from this machine's cores.",
        ESTIMATE,
    ]
    bare = [
        Line(name, f"{machine.REFERENCE[name]:.2f} µs" if name in machine.REFERENCE else "", f"{took:.2f} µs")
        for name, took in primitives.items()
    ]
    return "\n\n".join(
        [
            "\n".join(head),
            table(HEADS, lines(found)),
            table(("the machine itself", "reference machine", "here"), bare),
            stage_lines(vault),
        ]
    )


def lines(found: dict[str, Any]) -> list[Line]:
    """The table of what is asked and what was measured."""
    vault = found["vault"]
    at = vault["receive"]
    peer = at["peer"]
    slower = vault["slower"]["receive"]
    table = [
        rate(f"receive at batch {size}, messages/s", asked, at[str(size)], slower)
        for size, asked in ((1000, 6_500), (100, 5_000))
    ]
    one = at["1"]
    ratio, by_cpu = at["1000"]["rate"] / peer["rate"], at["1000"]["cpu_rate"] / peer["cpu_rate"]
    # There a commit waits for the disk as long as a bare one there does, and the processor works for the rest.
    bare_there = machine.REFERENCE["bare one-row commit"] / 1e6
    one_there = max(bare_there - 1 / one["bare_cpu"] / slower, 0) + 1 / one["cpu_rate"] / slower
    table += [
        Line("receive at batch 1, messages/s", "", f"{one['rate']:,.0f}", f"{one['cpu_rate']:,.0f}", None,
             f"{1 / one_there:,.0f}"),
        Line(f"… of a bare one-row commit of {at['payload']:,} bytes ({one['bare']:,.0f}/s)", "≥ 30 %",
             f"{one['ratio']:.0%}", "", one["ratio"] >= 0.3, f"{bare_there / one_there:.0%}",
             bare_there / one_there >= 0.3),
        Line("Presidio analyse + anonymise alone, messages/s", "", f"{peer['rate']:,.1f}", f"{peer['cpu_rate']:,.1f}"),
        Line("… receive at batch 1000 beside it", "≥ 50×", f"{ratio:.0f}×", f"{by_cpu:.0f}×", min(ratio, by_cpu) >= 50),
        Line("reveal, p50 (p95)", "≤ 3 ms", f"{vault['reveal']['p50']:.1f} ms ({vault['reveal']['p95']:.1f})", "",
             vault["reveal"]["p50"] <= 3),
        Line("100 messages of a conversation in tokens, p50 (p95)", "≤ 10 ms",
             f"{vault['page']['p50']:.1f} ms ({vault['page']['p95']:.1f})", "", vault["page"]["p50"] <= 10),
    ]  # fmt: skip
    return table + _growth(vault) + _memory(vault) + _lines_per_s(**found["redact"])


def _growth(vault: dict[str, Any]) -> list[Line]:
    costs = {int(stored): each for stored, each in vault["cost"].items()}
    first = costs[min(costs)]
    table = [Line(f"cost a message at {min(costs):,} stored", "", f"{first['wall']:.0f} µs", f"{first['cpu']:.0f} µs")]
    for stored, each in sorted(costs.items())[1:]:
        more, by_cpu = each["wall"] / first["wall"] - 1, each["cpu"] / first["cpu"] - 1
        asked = stored < 2_000_000
        table.append(
            Line(f"… at {stored:,} stored", "within 35 %" if asked else "reported",
                 f"{each['wall']:.0f} µs ({more:+.0%})", f"{each['cpu']:.0f} µs ({by_cpu:+.0%})",
                 more <= 0.35 if asked else None, "", by_cpu <= 0.35)
        )  # fmt: skip
    return table


def _memory(vault: dict[str, Any]) -> list[Line]:
    server = vault["server"]
    stored, held = zip(*sorted((int(stored), held) for stored, held in vault["memory"].items()), strict=True)
    return [
        Line("a second start, until it is open", "≤ 3 s", f"{server['start_s']:.1f} s", "", server["start_s"] <= 3),
        Line("memory of the server at rest", "≤ 280 MB", f"{server['start']:.0f} MB", "", server["start"] <= 280),
        Line("… after its page was looked at", "", f"{server['looked_at']:.0f} MB"),
        Line(f"memory of the receiving process at {stored[0]:,} stored", "", f"{held[0]:.0f} MB"),
        *(
            Line(f"… growth to {stored[number]:,} stored", "≤ 50 MB" if number == 1 else "reported",
                 f"{held[number] - held[0]:+.0f} MB", "", held[number] - held[0] <= 50 if number == 1 else None)
            for number in range(1, len(stored))
        ),
        Line("on disk, a message", "reported", f"{sum(vault['bytes'].values()) / vault['stored']:,.0f} bytes"),
    ]  # fmt: skip


def _lines_per_s(by_cpu: float, slower: float) -> list[Line]:
    there = by_cpu * slower
    return [Line("privet redact, sparse SMS, lines/s", "≥ 40,000", "", f"{by_cpu:,.0f}", by_cpu >= 40_000,
                 f"{there:,.0f}", there >= 40_000)]  # fmt: skip


def stage_lines(vault: dict[str, Any]) -> str:
    """µs a message and stage, and what it would take to reach the goal."""
    each: dict[str, float] = vault["stages"]["1000"]["each"]
    single: dict[str, float] = vault["stages"]["1"]["each"]
    whole, budget = sum(each.values()), 1e6 / GOAL
    groups = dict.fromkeys(("storage", "scan", "cryptography", "all other code"), 0.0)
    for stage, took in each.items():
        groups[_group(stage)] += took
    left = budget - groups["storage"]
    needed = (
        f"With storage as it is, everything else would have to do with {left:.0f} µs in place of "
        f"{whole - groups['storage']:.0f}."
        if left > 0
        else f"Storage alone takes more than that: it needs {_whole(groups['storage'] / budget)} processes, a file "
        "each, that write, or fewer rows a message, before anything else matters."
    )
    said = [
        "By wrapping the functions of each stage; the watch itself takes "
        f"{vault['stages']['1000']['watch']:.0f} µs a message, which are not in the rates above.",
        f"{GOAL:,} messages/s leave {budget:.0f} µs a message. At batch 1000 it took {whole:.0f}, "
        f"{whole / budget:.1f} times that: "
        + ", ".join(f"{name} {took:.0f} µs" for name, took in groups.items())
        + ".",
        needed,
    ]
    small = [stage for stage in single if max(each.get(stage, 0), single[stage] / 5) < 0.5]
    shown = [
        Line(stage, f"{took:.1f}", f"{took / whole:.0%}", f"{single.get(stage, 0):.1f}")
        for stage, took in sorted(each.items(), key=lambda pair: -pair[1])
        if stage not in small
    ]
    rest = [sum(some.get(stage, 0) for stage in small) for some in (each, single)]
    shown += [
        Line(f"{len(small)} small ones", f"{rest[0]:.1f}", f"{rest[0] / whole:.0%}", f"{rest[1]:.1f}"),
        Line("together", f"{whole:.0f}", "100%", f"{sum(single.values()):.0f}"),
    ]
    return "\n".join(said) + "\n\n" + table(("stage of receive", "µs at batch 1000", "share", "µs at batch 1"), shown)


def _group(stage: str) -> str:
    if stage.startswith(("SQL", "commit", "begin")):
        return "storage"
    return stage.split(":")[0] if stage.split(":")[0] in ("scan", "cryptography") else "all other code"


def _whole(number: float) -> int:
    """The next whole number."""
    return -int(-number // 1)


def table(heads: tuple[str, ...], rows: list[Line]) -> str:
    """A Markdown table that also reads well in a terminal; a line is cut to as many cells as there are heads."""
    cells = [[row.what, row.asked, row.measured, row.by_cpu, row.there, row.verdict][: len(heads)] for row in rows]
    widths = [max(map(len, column)) for column in zip(heads, *cells, strict=True)]
    shown = [
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |"
        for row in (heads, *cells)
    ]
    return "\n".join([shown[0], "|" + "|".join("-" * (width + 2) for width in widths) + "|", *shown[1:]])


def _part(name: str, *words: str) -> Any:
    """What a part of the benchmark prints, read as JSON."""
    print(f"{name} …", file=sys.stderr, flush=True)
    environment = {**os.environ, "OMP_NUM_THREADS": "1"}
    done = subprocess.run(
        [sys.executable, str(HERE / name), *words], stdout=subprocess.PIPE, text=True, env=environment, check=False
    )
    if done.returncode:
        raise SystemExit(f"bench/{name} failed; what it said stands above")
    return json.loads(done.stdout)


def _redact(quick: bool) -> dict[str, float]:
    """Lines a processor second of `privet redact`, start-up included, as bench/redact.py tells it; and how much slower
    than the reference machine this one was meanwhile."""
    print("redact.py …", file=sys.stderr, flush=True)
    before = machine.slower()
    done = subprocess.run(
        [sys.executable, str(HERE / "redact.py"), "--lines", "150000" if quick else "400000"],
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    told = re.search(r"^redact +.* ([\d,]+)$", done.stdout, re.MULTILINE)
    if told is None:
        raise SystemExit("bench/redact.py did not say how many lines it passes")
    return {"by_cpu": float(told.group(1).replace(",", "")), "slower": (before + machine.slower()) / 2}


def keep(what: str, shown: str) -> None:
    """Put figures between their marks on the page."""
    begin, end = f"<!-- {what}: begin -->", f"<!-- {what}: end -->"
    before, rest = PAGE.read_text(encoding="utf-8").split(begin)
    PAGE.write_text(f"{before}{begin}\n\n{shown}\n\n{end}{rest.split(end)[1]}", encoding="utf-8")


if __name__ == "__main__":
    main()
