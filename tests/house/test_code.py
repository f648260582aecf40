"""What imports cannot say, read from the syntax tree: where SQL stands, who exposes, who begins a transaction, what is
logged, where time and chance come from, and how long things are.

Each rule is a function from one module to the places that break it, and each is broken on purpose in `BAD` below. The
exceptions are named here, one line each with its reason; one that is no longer needed fails too. Long because the rules
and what breaks them are read side by side.
"""

from __future__ import annotations

import ast
import functools
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

EXPOSES: dict[str, str] = {
    "privet.acts.access": "a new key is hashed, and not kept",
    "privet.acts.invite": "the secret of a link just made is kept as its digest",
    "privet.acts.login": "a recovery code is held against digests, and not kept",
    "privet.acts.prompt": "a program's own key becomes a keyed tag, and is not kept",
    "privet.acts.proving": "a passphrase is checked or hashed, and not kept",
    "privet.acts.session": "the secret of a session just made is kept as its digest",
    "privet.acts.search": "the words asked for become keyed tags",
    "privet.acts.find": "the address asked for becomes a keyed tag",
    "privet.acts.noting": "the reason is scanned and sealed",
    "privet.acts.reading": "name, reference and file names are sealed with their message",
    "privet.acts.receive": "the text is scanned and tokenised",
    "privet.acts.send": "the answer is scanned and tokenised",
    "privet.acts.unseen": "a message that waits is sealed whole",
    "privet.acts.whose": "addresses become keyed tags, and what is known of a subject is sealed",
    "privet.acts.stepup": "the code that a customer said is held against its digest, and not kept",
    "privet.acts.agent": "the token of an agent just made is kept as its digest",
    "privet.acts.exercise": "the addresses that an agent names become keyed tags",
    "privet.acts.correct": "what is right is sealed as it was written, under the key of whom it is about",
    "privet.acts.portal": "the secrets of a link and a visit are kept as digests; the link goes to its customer",
    "privet.core.oidc": "the secret that the company's log-in gave goes to it, with the code to be exchanged",
    "privet.cli.demo": "the demo operator's passphrase is on the terminal once and nowhere else",
    "privet.cli.key": "a key just made is on the terminal of whoever made it once and nowhere else",
    "privet.cli.hook": "the secret that was just made for a hook is on the terminal once and nowhere else",
    "privet.cli.link": "the link that was just made is on the terminal of whoever made it once and nowhere else",
    "privet.cli.operator": "what was just made for the operator is on their terminal once and nowhere else",
    "privet.cli.reveal": "the value, after its entry is committed, to whom a rule permits it",
    "privet.acts.bot": "a bot's token is hashed and sealed",
    "privet.acts.queued": "the secret of a bot's own webhook is sealed",
    "privet.acts.fetch": "the channel's name of a conversation becomes a keyed tag",
    "privet.gateways.webchat": "an answer's text, after its send is on record, to the visitor it is for",
    "privet.gateways.telegram.answers": "an answer's text and chat, after its send is on record, to the chat itself",
    "privet.gateways.telegram.hooking": "the secret that Telegram is to send with each update goes to Telegram",
    "privet.gateways.telegram.posting": "a bot's own secret goes to the bot, with each update",
    "privet.gateways.telegram.server": "the secret that came with an update is held against our own",
    "privet.acts.line": "a provider's secrets are sealed",
    "privet.cli.sms": "the secret that was just made for an application is on the terminal once and nowhere else",
    "privet.core.sms.asked": "a secret stands in the header that proves Privet to the provider, or the other way round",
    "privet.core.sms.infobip": "a provider's secret signs, or goes to the provider with what is sent",
    "privet.core.sms.messagebird": "a provider's secret signs, or goes to the provider with what is sent",
    "privet.core.sms.twilio": "a provider's secret signs, or goes to the provider with what is sent",
    "privet.core.sms.vonage": "a provider's secret signs, or goes to the provider with what is sent",
    "privet.gateways.sms.sending": "a message's text and numbers, after its send is on record, to its provider",
    "privet.gateways.sms.server": "an answer's text, after its send is on record, to the provider that waits for it",
    "privet.cli.gather": "a passphrase just made is shown this once, for the files that it opens",
    "privet.plugins.age": "a passphrase becomes a key of the file that is encrypted by it",
    "privet.plugins.botapi": "a bot's token stands in the address of each of its calls, which goes to Telegram alone",
    "privet.gateways.drp": "the token that was just made goes to the agent who signed for it",
    "privet.gateways.answers": "an answer's text and conversation, after its send is on record, to the customer's own",
    "privet.web.api.values": "the value, after its entry is committed, to the program whose key names it",
    "privet.web.console.detecting": "a text typed to be tried is looked through, and where something is found is shown",
    "privet.web.console.sms": "the secret that was just made for an application is on its page once and nowhere else",
    "privet.web.console.keys": "the access key that was just made is on its page once and nowhere else",
    "privet.web.console.enrolment": "what proves somebody, just made, is on their page once and nowhere else",
    "privet.web.console.people": "the link that was just made is on the page of whoever made it once and nowhere else",
    "privet.web.console.values": "the value, after its entry is committed, to the script of whom a rule permits it",
    "privet.web.console.visit": "the secret of a session just opened goes to the browser it is for, as a cookie",
    "privet.web.portal.deciding": "the passphrase that a customer typed is measured, and seals the file they take",
    "privet.web.portal.visiting": "the secret of a visit just opened goes to the browser it is for, as a cookie",
    "privet.web.box": "the visitor's own text is scanned and goes back tokenised; nothing is kept",
}
"""Who may take the value out of a `Plain`, and why."""

CHANCE: dict[str, str] = {"privet.app": "the one source of random bytes, handed to whoever needs them"}
"""The three modules that may draw random bytes, and what for (design: time and chance come as arguments)."""

CLOCK: dict[str, str] = {"privet.app": "app.now() is the only clock"}

# fmt: off
CORE_STANDS_ON = frozenset({
    "__future__", "abc", "argon2", "array", "base64", "binascii", "bisect", "cedarpy", "collections", "contextlib",
    "cryptography", "dataclasses", "datetime", "decimal", "difflib", "enum", "functools", "hashlib", "heapq", "hmac",
    "html", "hyperscan", "ipaddress", "itertools", "joserfc", "json", "math", "msgspec", "numpy", "operator",
    "phonenumbers", "privet", "pyotp", "re", "string", "struct", "textwrap", "threading", "tomllib", "typing",
    "unicodedata", "urllib.parse", "weakref", "webauthn", "zlib", "zoneinfo",
})
# fmt: on
"""All that core may import: what computes. `threading` is here for scratch space a thread, not for threads."""

LONGEST_FILE, LONGEST_FUNCTION = 300, 40


@dataclass(frozen=True)
class Module:
    """One file of the package: its dotted name, its text and its tree."""

    name: str
    text: str

    @functools.cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text)

    def within(self, *packages: str) -> bool:
        """Whether this is one of `packages` or lies in one."""
        return any(self.name == package or self.name.startswith(package + ".") for package in packages)


Rule = Callable[[Module], Iterator[str]]


def _dotted(node: ast.AST) -> str:
    """`a.b.c` for a name or an attribute, "" for anything else."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        return f"{_dotted(node.value)}.{node.attr}".lstrip(".")
    return ""


def _calls(module: Module) -> Iterator[ast.Call]:
    return (node for node in ast.walk(module.tree) if isinstance(node, ast.Call))


def _functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


SQL = re.compile(
    r"\s*(SELECT\s.+\sFROM\s|INSERT\s+(OR\s+\w+\s+)?INTO\s|UPDATE\s+\w+\s+SET\s|DELETE\s+FROM\s|REPLACE\s+INTO\s"
    r"|(CREATE|DROP|ALTER)\s+(UNIQUE\s+)?(TABLE|INDEX|VIEW|TRIGGER|SCHEMA)\s|PRAGMA\s+\w|ATTACH\s+DATABASE\s|VACUUM\b"
    r"|(?-i:BEGIN(\s+(IMMEDIATE|EXCLUSIVE|DEFERRED))?|COMMIT|ROLLBACK)\s*;?$|WITH\s+\w+\s+AS\s*\()",
    re.DOTALL | re.IGNORECASE,
)


def sql_outside_store(module: Module) -> Iterator[str]:
    """SQL strings stand in store and nowhere else."""
    if module.within("privet.store"):
        return
    prose = {
        id(node.value)
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(module.tree):
        if not (isinstance(node, ast.Constant) and isinstance(node.value, str)) or id(node) in prose:
            continue
        if SQL.match(node.value):
            yield f"line {node.lineno}: SQL"


def exposes(module: Module) -> Iterator[str]:
    """Only named modules take a value out of its `Plain`."""
    if module.name == "privet.core.plain":
        return
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Attribute) and (
            node.attr == "expose" or (node.attr == "_value" and _dotted(node.value) != "self")
        ):
            yield f"line {node.lineno}: .{node.attr}"


def begins_a_transaction(module: Module) -> Iterator[str]:
    """Only acts begin a transaction that writes: `with ….write(tenant)`."""
    if module.within("privet.acts"):
        return
    for node in ast.walk(module.tree):
        if isinstance(node, ast.With | ast.AsyncWith):
            for item in node.items:
                call = item.context_expr
                if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr == "write":
                    yield f"line {node.lineno}: begins a transaction"


def prints(module: Module) -> Iterator[str]:
    """Only the command line prints."""
    if module.within("privet.cli"):
        return
    for call in _calls(module):
        if _dotted(call.func) in {"print", "sys.stdout.write", "sys.stderr.write"}:
            yield f"line {call.lineno}: {_dotted(call.func)}"


LOGGING = {"debug", "info", "warning", "error", "exception", "critical", "log"}


def logs_values(module: Module) -> Iterator[str]:
    """A log line is a fixed sentence with ids as fields; no built string, no traceback (it repeats what failed)."""
    for call in _calls(module):
        if not (isinstance(call.func, ast.Attribute) and call.func.attr in LOGGING):
            continue
        if not re.search(r"(^|\.)_?(log|logger|logging)$", _dotted(call.func.value), re.IGNORECASE):
            continue
        message = call.args[call.func.attr == "log"] if len(call.args) > (call.func.attr == "log") else None
        if not (isinstance(message, ast.Constant) and isinstance(message.value, str)):
            yield f"line {call.lineno}: logs something other than a fixed sentence"
        if call.func.attr == "exception" or any(k.arg in {"exc_info", "stack_info"} for k in call.keywords):
            yield f"line {call.lineno}: logs a traceback"


def draws_chance(module: Module) -> Iterator[str]:
    """Random bytes come from named modules; everybody else gets them as an argument."""
    for node in ast.walk(module.tree):
        names: list[str] = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [node.module or "", *(f"{node.module}.{alias.name}" for alias in node.names)]
        elif isinstance(node, ast.Attribute):
            names = [_dotted(node)]
        for name in names:
            if name in {"secrets", "random", "os.urandom", "uuid", "numpy.random", "random.SystemRandom"}:
                yield f"line {node.lineno}: {name}"


WALL_CLOCK = {
    "time.time",
    "time.time_ns",
    "time.gmtime",
    "time.localtime",
    "time.clock_gettime",
    "datetime.now",
    "datetime.utcnow",
    "datetime.today",
    "date.today",
}


def reads_the_clock(module: Module) -> Iterator[str]:
    """`app.now()` is the only clock; what merely measures a duration uses a monotonic one, and core not even that."""
    durations = {"time.monotonic", "time.perf_counter"} if module.within("privet.core", "privet.store") else set()
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Attribute) and ".".join(_dotted(node).split(".")[-2:]) in WALL_CLOCK:
            yield f"line {node.lineno}: {_dotted(node)}"
        if isinstance(node, ast.ImportFrom) and node.module == "time":
            yield f"line {node.lineno}: from time import; write time.… so that it can be seen"
        if isinstance(node, ast.Attribute) and _dotted(node) in durations:
            yield f"line {node.lineno}: {_dotted(node)}"


def swallows_errors(module: Module) -> Iterator[str]:
    """No bare `except`, and nothing catches everything only to go on."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.ExceptHandler):
            if node.type is None:
                yield f"line {node.lineno}: bare except"
            elif _dotted(node.type) in {"Exception", "BaseException"} and all(
                isinstance(line, ast.Pass | ast.Continue)
                or (isinstance(line, ast.Expr) and isinstance(line.value, ast.Constant))
                for line in node.body
            ):
                yield f"line {node.lineno}: every error ignored"
        suppressed = node.args if isinstance(node, ast.Call) and _dotted(node.func).endswith("suppress") else []
        if any(_dotted(arg) in {"Exception", "BaseException"} for arg in suppressed):
            yield f"line {getattr(node, 'lineno', 0)}: every error ignored"


def impure_import(module: Module) -> Iterator[str]:
    """core imports only what computes."""
    if not module.within("privet.core"):
        return
    for node in ast.walk(module.tree):
        names: list[str] = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [node.module or ""]
        for name in names:
            if not {name, name.split(".")[0]} & CORE_STANDS_ON:
                yield f"line {node.lineno}: imports {name}"
    for call in _calls(module):
        if _dotted(call.func) in {"open", "input", "exec", "eval", "__import__"}:
            yield f"line {call.lineno}: {_dotted(call.func)}()"


def too_long(module: Module) -> Iterator[str]:
    """Files under about 300 lines, functions under about 40; a longer one says "long because …" in its docstring."""
    excused = "long because"
    lines = len(module.text.splitlines())
    if lines > LONGEST_FILE and excused not in (ast.get_docstring(module.tree) or "").lower():
        yield f"{lines} lines"
    for function in _functions(module.tree):
        said = ast.get_docstring(function) or ""
        first = function.body[1] if said and len(function.body) > 1 else function.body[0]
        length = (function.end_lineno or 0) - first.lineno + 2  # its head counts as one line, its docstring as none
        if length > LONGEST_FUNCTION and excused not in said.lower():
            yield f"line {function.lineno}: {function.name} has {length} lines"


def undocumented(module: Module) -> Iterator[str]:
    """Every module says what it is; so does every public function, class and method of core and acts."""
    if not ast.get_docstring(module.tree):
        yield "no docstring"
    if not module.within("privet.core", "privet.acts"):
        return
    places: list[ast.Module | ast.ClassDef] = [module.tree]
    while places:
        for node in places.pop().body:
            if not isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
                continue
            if not node.name.startswith("_") and not ast.get_docstring(node):
                yield f"line {node.lineno}: {node.name} has no docstring"
            if isinstance(node, ast.ClassDef):
                places.append(node)


RULES: dict[Rule, dict[str, str]] = {
    sql_outside_store: {},
    exposes: EXPOSES,
    begins_a_transaction: {},
    prints: {},
    logs_values: {},
    draws_chance: CHANCE,
    reads_the_clock: CLOCK,
    swallows_errors: {},
    impure_import: {
        "privet.core.automaton": "the automata that the compiled kernel is called with",
        "privet.core.kernel": "the compiled kernel, found as a module is and called with arrays alone",
        "privet.core.runs": "the compiled kernel's answers, which are arrays",
        "privet.core.tables": "the arrays that the compiled kernel is called with",
    },
    too_long: {},
    undocumented: {},
}

MODULES = [
    Module(
        ".".join(path.relative_to(ROOT / "src").with_suffix("").parts).removesuffix(".__init__"),
        path.read_text(encoding="utf-8"),
    )
    for path in sorted((ROOT / "src" / "privet").rglob("*.py"))
]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_tree_keeps_the_rule(rule: Rule) -> None:
    excused = RULES[rule]
    broken = {module.name: list(rule(module)) for module in MODULES}
    found = [f"{name}: {place}" for name, places in broken.items() if name not in excused for place in places]
    assert not found, f"{rule.__doc__}\n" + "\n".join(found)
    unneeded = [name for name in excused if not broken.get(name)]
    assert not unneeded, f"excused without need: {unneeded}"
    assert all(reason for reason in excused.values())


BAD: list[tuple[Rule, str, str]] = [
    (sql_outside_store, "privet.acts.x", 'tx.run("SELECT id FROM subject WHERE id = ?")'),
    (sql_outside_store, "privet.app", 'link.execute(f"delete from {table} where id = 1")'),
    (sql_outside_store, "privet.cli.x", 'link.execute("PRAGMA user_version")'),
    (exposes, "privet.web.x", "show(address.expose())"),
    (exposes, "privet.web.x", "take = address.expose"),
    (begins_a_transaction, "privet.web.x", "with app.store.write(tenant) as tx:\n    pass"),
    (prints, "privet.acts.x", 'print("done")'),
    (logs_values, "privet.acts.x", 'log.info(f"received {text}")'),
    (logs_values, "privet.acts.x", 'self._log.warning("bad number %s" % number)'),
    (logs_values, "privet.acts.x", 'logger.exception("failed")'),
    (logs_values, "privet.acts.x", 'logging.error("failed", exc_info=True)'),
    (draws_chance, "privet.acts.x", "import secrets"),
    (draws_chance, "privet.acts.x", "nonce = os.urandom(12)"),
    (draws_chance, "privet.acts.x", "from uuid import uuid4"),
    (reads_the_clock, "privet.acts.x", "at = time.time()"),
    (reads_the_clock, "privet.acts.x", "at = datetime.datetime.now(tz=UTC)"),
    (reads_the_clock, "privet.acts.x", "from time import time"),
    (reads_the_clock, "privet.core.x", "start = time.perf_counter()"),
    (swallows_errors, "privet.acts.x", "try:\n    f()\nexcept:\n    g()"),
    (swallows_errors, "privet.acts.x", "try:\n    f()\nexcept Exception:\n    pass"),
    (swallows_errors, "privet.acts.x", "with contextlib.suppress(Exception):\n    f()"),
    (impure_import, "privet.core.x", "import requests"),
    (impure_import, "privet.core.x", "from urllib.request import urlopen"),
    (impure_import, "privet.core.x", 'text = open("x").read()'),
    (too_long, "privet.acts.x", "x = 1\n" * 301),
    (too_long, "privet.acts.x", "def f():\n    '''Short, it says.'''\n" + "    x = 1\n" * 41),
    (undocumented, "privet.web.x", "x = 1"),
    (undocumented, "privet.core.x", "class Public:\n    '''A class.'''\n    def method(self): ..."),
]


@pytest.mark.parametrize(("rule", "name", "text"), BAD)
def test_a_planted_violation_is_seen(rule: Rule, name: str, text: str) -> None:
    documented = text if rule is undocumented and name.startswith("privet.web") else f'"""A module."""\n{text}\n'
    assert list(rule(Module(name, documented)))
    assert not list(rule(Module("privet.store.x", '"""A module that does nothing."""\n')))


def test_every_rule_has_a_violation() -> None:
    assert {rule for rule, _, _ in BAD} == set(RULES)


def test_chance_is_drawn_in_three_modules_at_most() -> None:
    assert len(CHANCE) <= 3


def test_the_verifier_shares_no_code_with_privet() -> None:
    tree = ast.parse((ROOT / "verifier" / "privet_verify.py").read_text(encoding="utf-8"))
    imported: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            imported |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            imported.add((node.module or "privet").split(".")[0])
    assert imported <= sys.stdlib_module_names
