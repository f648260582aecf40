"""Writes docs/reference/messages.pot, what the pages say, for translators: `python docs/make_messages.py`.

It has what templates mark, the tables of sentences that the code shows, the shipped rules and lessons, and the
sentences of errors that a page may show, which are read off the code: what an f-string fills in is a place as {name}.

A catalogue of a language begins as a copy of it, `src/privet/web/locale/LANGUAGE.po`, with `Plural-Forms` in its head.
A test holds this file up to date.
"""

from __future__ import annotations

import ast
import itertools
import re
from collections.abc import Iterator
from functools import reduce
from importlib import import_module
from pathlib import Path
from typing import Any

from privet import errors
from privet.acts import breaches, gather, posture, trained
from privet.core import (
    algorithms,
    decision,
    failing,
    finding,
    kinds,
    notice_texts,
    policy,
    retraction,
    sentence,
    session,
    tasks,
)
from privet.core.consent import BASES, METHODS
from privet.core.entry import Outcome
from privet.plugins.keys import keyfile, passphrase
from privet.web.console import clock, detecting, rendering, rights, said, settings, whatif
from privet.web.console import policy as policy_page
from privet.web.console.rendering import environment
from privet.web.console.tongue import Catalogue

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs/reference/messages.pot"
SOURCE = ROOT / "src/privet"
TEMPLATES = SOURCE / "web/templates"

HEAD = """# What the pages say. Made by docs/make_messages.py from templates and code; change those, not this file.
# Places stand as %(name)s or {name}: keep each as it is. A text with {name} has no plural: it is to fit every number.
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"
"""

RAISED = (
    "acts/*.py", "web/console/*.py", "web/portal/*.py", "web/guard.py", "web/bounds.py", "web/turns.py",
    "plugins/client.py", "plugins/botapi.py",
    "store/db.py", "store/health.py", *(f"core/{one}.py" for one in (
        "bot", "cases", "consent", "day", "decision", "edit", "hold", "ids", "lasting", "passkey",
        "pattern", "policy", "rulebook", "schema",
        "sms/line", "standing",
        "tasks", "terms", "training",
    )),
)  # fmt: skip
"""Where errors are made that a page may show."""

ELSEWHERE = frozenset({
    "admit", "agent", "alias", "attest", "call", "claim", "exercise", "expire", "fetch", "forgetting", "hand_on",
    "hook", "intake", "mydata", "notify", "parts", "publish", "queued", "receive", "recovery", "reindex", "relay",
    "tenant",
})  # fmt: skip
"""Acts that no page leads to."""

MADE = {name: (0,) for name, one in vars(errors).items() if isinstance(one, type)} | {
    "Line": (2, 3), "Concern": (2, 3), "Deny": (1,), "_refused": (0,),
}  # fmt: skip
"""What is called with a sentence for people, and as which arguments."""

Said = tuple[str, str | None]


def messages() -> dict[Said, list[str]]:
    """By text and its plural, where it is said."""
    found: dict[Said, list[str]] = {}
    seen: set[str] = set()
    for where, one, more in (*_templates(), *_tables(), *_raised()):
        shape = re.sub(r"\{\w+\}", "{}", one)  # the same sentence with places of other names is the same
        if (one, more) not in found and shape in seen:
            continue
        seen.add(shape)
        named = found.setdefault((one, more), [])
        if where not in named:
            named.append(where)
    return found


def _templates() -> Iterator[tuple[str, str, str | None]]:
    made = environment(Catalogue(), {})
    for path in sorted([*TEMPLATES.glob("console/*.html"), *TEMPLATES.glob("portal/*.html")]):
        for _, _, text in made.extract_translations(path.read_text("utf-8")):  # type: ignore[attr-defined]
            one, more = (text, None) if isinstance(text, str) else (text or (None, None))[:2]
            if one is not None:
                yield path.name, one, more


def _tables() -> Iterator[tuple[str, str, None]]:
    """What the code has ready to be said."""
    did, to_do = zip(*sentence.DEEDS.values(), strict=True)
    for where, texts in (
        ("what somebody did, on the ledger: %(deed)s of “%(who)s %(deed)s”", did),
        ("what somebody may, or tried to do: %(deed)s of “tried to %(deed)s”", to_do),
        ("a deed that this version does not know", sentence.OTHER),
        ("what became of a deed, on the ledger", sentence.FRAMES.values()),
        ("who did it, on the ledger", _strings("core/sentence.py", "person")),
        ("an outcome", [one.value for one in Outcome]),
        ("a kind of personal data, on a chip", [said.kind(one) for one in kinds.KINDS]),
        ("what a kind is", [one.meaning for one in kinds.KINDS.values()]),
        ("what becomes of what cannot be looked through", [*failing.MODES.values(), *failing.ELSEWHERE.values()]),
        ("the privacy notice", [
            text for one in ("SAID", "HEADINGS", "CHANNELS", "WAYS") for text in getattr(notice_texts, one).values()
        ]),
        ("what is filled in for the privacy notice", notice_texts.DETAILS.values()),
        ("as what somebody saw something", [*gather.ROLES.values(), "somebody"]),
        ("a legal basis", BASES.values()),
        ("how somebody said that they agree", METHODS.values()),
        ("what a job does", clock.WORK.values()),
        ("a review", [text for one in tasks.KINDS.values() for text in (one.title, one.sentence)]),
        ("a check of this installation", breaches.LOOKED.values()),
        ("what an algorithm is for", [one.use for one in algorithms.INVENTORY]),
        ("what comes after an algorithm", [one.after for one in algorithms.INVENTORY]),
        ("an algorithm past its day", _strings("core/algorithms.py", "warning")),
        ("what shows that a review was done", ["The report holds."]),
        ("what to do about a check", posture.TODO.values()),
        ("a refusal, with rules and their sentences", ["refused: {reasons}"]),
        ("why something was refused", decision.BUILT_IN.values()),
        ("whether something is permitted", rights.WORDS.values()),
        ("who else than a role", policy_page.BESIDE.values()),
        ("a fact that may be said", whatif.FACTS.values()),
        ("what a connection is", settings.WHAT.values()),
        ("why a finding won", detecting.BECAUSE.values()),
        ("evidence for a finding", finding.STRENGTHS.values()),
        ("what proves somebody", said.FACTORS.values()),
        ("the heading of an error", [*rendering.HEADINGS.values(), rendering.OTHERWISE]),
        ("what a check of a connection says", ["answers ({status}) in {ms} ms"]),
        ("a browser", [session.UNKNOWN, "{name} on {system}"]),
        ("why Telegram did not delete a message", [one[1] for one in retraction.REASONS.values()]),
        ("what a stolen machine gives away", [keyfile.KeyFile.stolen, passphrase.Passphrase.stolen]),
        *_policy(), *_lessons(),
    ):  # fmt: skip
        for text in texts:
            yield where, text, None


def _policy() -> Iterator[tuple[str, list[str]]]:
    shipped = policy.Policy.parse({one: (SOURCE / "core/rules" / one).read_text("utf-8") for one in policy.FILES})
    yield "the name of a purpose", [*shipped.purposes]
    yield "a purpose", [*shipped.purposes.values()]
    yield "the name of a role", [*shipped.roles]
    yield "a role", [*shipped.roles.values()]
    yield "how long something is kept", [one.sentence for one in shipped.classes.values()]
    yield "a rule", [one.sentence for one in shipped.rules.values()]
    yield "a case of a rule", [one.that for one in shipped.cases]


def _lessons() -> Iterator[tuple[str, list[str]]]:
    for name, one in trained.lessons().items():
        parts = [text for part in one.parts for text in (part.heading, *part.text)]
        asked = [text for each in one.questions for text in (each.ask, each.right, *each.wrong, each.why)]
        yield f"the training: {name}", [one.title, one.about, *parts, *asked]
    texts = [
        text for one in trained.cases() for text in (one.title, one.when, one.cause, one.what, one.lesson, one.ask)
    ]
    yield "the training: a breach", [text for text in texts if text]


def _raised() -> Iterator[tuple[str, str, None]]:
    for path in sorted({path for one in RAISED for path in SOURCE.glob(one)}):
        name = path.relative_to(SOURCE).as_posix()
        if name.startswith("acts/") and path.stem in ELSEWHERE:
            continue
        for text in dict.fromkeys(_of_calls(path)):
            if len(re.sub(r"\{\w+\}|\W", "", text)) > 2:  # what is all places is no form
                yield name, text, None


def _of_calls(path: Path) -> Iterator[str]:
    """The sentences of the errors and findings that a file makes."""
    tree = ast.parse(path.read_text("utf-8"))
    module = import_module(".".join(path.relative_to(SOURCE.parent).with_suffix("").parts).removesuffix(".__init__"))
    for part in [*(one for one in tree.body if isinstance(one, ast.FunctionDef | ast.ClassDef)), tree]:
        assigned = dict[str, list[ast.expr]]()
        for node in ast.walk(part):
            for target, value in _assigned(node) if part is not tree else ():
                assigned.setdefault(target, []).append(value)
        for node in ast.walk(part) if part is not tree else (n for one in tree.body for n in ast.walk(one)):
            if isinstance(node, ast.Call):
                name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                given = [one for at, one in enumerate(node.args) if at in MADE.get(name, ())]
                given += [one.value for one in node.keywords if one.arg == "hint" and name in MADE]
                for one in given:
                    yield from _texts(one, module, assigned)
                    for part in ast.walk(one):  # what stands in its places and is made beside it
                        if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Load) and part is not one:
                            yield from (text for text in _texts(part, None, assigned) if " " in text)


def _assigned(node: ast.AST) -> Iterator[tuple[str, ast.expr]]:
    """(name, value) of an assignment."""
    if isinstance(node, ast.Assign):
        for target in node.targets:
            if isinstance(target, ast.Name):
                yield target.id, node.value
            elif isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple):
                for each, value in zip(target.elts, node.value.elts, strict=True):
                    if isinstance(each, ast.Name):
                        yield each.id, value


def _texts(node: ast.expr, module: Any, assigned: dict[str, list[ast.expr]], deep: int = 0) -> list[str]:
    """Every text that an expression may stand for, with places as {name}; none of one that says nothing."""

    def of(one: ast.expr) -> list[str]:
        return _texts(one, module, assigned, deep + 1) if deep < 6 else []

    match node:
        case ast.Constant(value=str(text)):
            return [text] if text else []
        case ast.JoinedStr(values=parts):
            return ["".join(one) for one in itertools.product(*(_part(part, at) for at, part in enumerate(parts)))]
        case ast.IfExp(body=body, orelse=orelse):
            return of(body) + of(orelse)
        case ast.BoolOp(values=values) | ast.Tuple(elts=values):
            return [text for one in values for text in of(one)]
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            return [a + b for a in of(left) or ["{said}"] for b in of(right) or ["{more}"]]
        case ast.Name(id=name) if name in assigned:
            return [text for one in assigned[name] for text in of(one)]
        case ast.Name() | ast.Attribute():
            value = reduce(lambda one, name: getattr(one, name, None), ast.unparse(node).split("."), module)
            return [value] if isinstance(value, str) and value else []
    return []


def _part(part: ast.expr, at: int) -> list[str]:
    """A piece of an f-string: text, a choice of texts, or a place."""
    match part:
        case ast.Constant(value=str(text)):
            return [text]
        case ast.FormattedValue(
            value=ast.IfExp(body=ast.Constant(value=str(one)), orelse=ast.Constant(value=str(two)))
        ):
            return [one, two]
        case ast.FormattedValue(value=ast.Name(id=name) | ast.Attribute(attr=name)):
            return [f"{{{name.lower().strip('_')}}}"]
    return [f"{{it{at}}}"]


def _strings(path: str, function: str) -> list[str]:
    """Every text with a capital in one function: f-strings with their places."""
    tree = ast.parse((SOURCE / path).read_text("utf-8"))
    body = next(one for one in tree.body if isinstance(one, ast.FunctionDef) and one.name == function).body[1:]
    found, inner = list[str](), set[ast.AST]()
    for node in (each for one in body for each in ast.walk(one)):
        if isinstance(node, ast.JoinedStr):
            inner |= set(node.values)
        if isinstance(node, ast.JoinedStr | ast.Constant) and node not in inner:
            found += [text for text in _texts(node, None, {}) if text[:1].isupper() or text[:1] == "{"]
    return found


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def page() -> str:
    """The whole file."""
    parts = [HEAD]
    for (one, more), named in sorted(messages().items(), key=lambda item: item[0][0]):
        files = [where for where in named if "." in where and " " not in where]
        lines = [f"#. {where}" for where in named if where not in files]
        lines += [f"#: {' '.join(files)}"] if files else []
        lines.append(f"msgid {_quoted(one)}")
        if more is None:
            lines.append('msgstr ""')
        else:
            lines += [f"msgid_plural {_quoted(more)}", 'msgstr[0] ""', 'msgstr[1] ""']
        parts.append("\n".join(lines) + "\n")
    return "\n".join(parts)


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
