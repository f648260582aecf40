"""Every setting: its type, its default and a sentence (docs/reference/settings.md is made from here); long because they
stand in one place.

`privet.toml` in the data folder changes them. A key nobody knows is an error that names the nearest one. Secrets are
never settings: they are files or prompts that a setting points at. What a tenant may change is data, changed by an act.
"""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, get_args, get_origin, get_type_hints

from privet.core.deadlines import LAWS
from privet.errors import BadInput, UnknownSetting

FILE = "privet.toml"


def setting(
    default: Any, sentence: str, *, least: int | None = None, most: int | None = None, among: Iterable[str] = ()
) -> Any:
    """A setting with its default, its sentence and, for numbers, its bounds; for texts, what they are `among`."""
    meta = {"sentence": sentence, "least": least, "most": most, "among": tuple(among)}
    if isinstance(default, list):
        return field(default_factory=lambda: list(default), metadata=meta)
    return field(default=default, metadata=meta)


@dataclass(frozen=True, slots=True)
class Keys:
    """Where the root key is."""

    provider: str = setting("file", "`file`: a key file outside the data folder; `passphrase`: asked for at start.")
    file: str = setting("", "The key file, outside the data folder; `privet init` makes it and writes its path here.")
    copies: list[str] = setting([], "Further folders that each hold one copy of the key store and one epoch.")
    cached: int = setting(65_536, "Subject keys kept in memory.", least=16, most=1_000_000)


@dataclass(frozen=True, slots=True)
class Server:
    """The web server."""

    host: str = setting("localhost", "The address plain http listens on; `localhost` is 127.0.0.1 and ::1.")
    port: int = setting(8080, "The port of plain http.", least=1, most=65_535)
    plain_anywhere: bool = setting(False, "Let plain http be listened for where other machines reach it.")
    certificate: str = setting("", "The certificate and its chain (PEM) for https; empty: no https.")
    certificate_key: str = setting("", "The certificate's private key (PEM), which nobody else may read.")
    tls_clients: str = setting(
        "", "Authorities (PEM); https then takes only clients that have a certificate of one of them."
    )
    tls_host: str = setting("localhost", "The address https listens on; `::` is every address there is.")
    tls_port: int = setting(8443, "The port of https.", least=1, most=65_535)
    connections: int = setting(12_000, "Connections that each address holds at once.", least=16, most=1_000_000)
    requests: int = setting(
        5_000, "Requests being answered at once; more are told to come again.", least=1, most=50_000
    )
    body_megabytes: int = setting(256, "Memory that the bodies of these may take, in MiB.", least=16, most=65_536)
    names: list[str] = setting([], "Names, beside localhost, by which it may be reached.")
    jobs: bool = setting(True, "Do what is due by the clock; off where `privet jobs --run` does it in its own process.")
    metrics_key: bool = setting(
        False, "Show /metrics only to an access key that may `read` for `operation`: the counts of its tenant."
    )


@dataclass(frozen=True, slots=True)
class Detect:
    """How personal data is found."""

    hyperscan: bool = setting(True, "Use the compiled pattern pass where it is installed.")


@dataclass(frozen=True, slots=True)
class Ledger:
    """The ledger's checkpoints, and where its entries go."""

    checkpoint_entries: int = setting(10_000, "Sign a checkpoint after so many new entries.", least=1, most=10_000_000)
    checkpoint_seconds: int = setting(
        60, "Sign a checkpoint after so many seconds with new entries.", least=1, most=86_400
    )
    witness: str = setting("", "A folder for the file witness, best on another machine; empty means none.")
    syslog: str = setting("", "A collector that gets every entry, as tls://siem.example.com:6514; or tcp://, udp://.")
    syslog_format: str = setting("cef", "How an entry reads there: `cef`, `ocsf` or `jsonl`.")


@dataclass(frozen=True, slots=True)
class Backup:
    """Backups of the data, and drills that show that they can be restored."""

    folder: str = setting("", "Where the server writes backups, best on another machine; empty: it writes none.")
    hours: int = setting(24, "The server writes one every so many hours.", least=1, most=720)
    keep: int = setting(14, "So many backups are kept.", least=1, most=10_000)
    drill_days: int = setting(7, "The server restores one for show every so many days; 0: never.", least=0, most=365)


@dataclass(frozen=True, slots=True)
class Send:
    """What is sent."""

    repeat_unknown: bool = setting(False, "Repeat a send whose outcome a crash hid; the recipient may get it twice.")
    attempts: int = setting(5, "How often a failed send is tried.", least=1, most=100)
    answer_help: bool = setting(True, "Answer a customer who writes HELP: who writes, and how to end it.")


@dataclass(frozen=True, slots=True)
class Requests:
    """What people ask about their own data."""

    chat: bool = setting(True, "A message in which a customer asks for it, and nothing else, is a case at once.")
    law: str = setting("gdpr", f"By which law what a message asks is answered: {', '.join(LAWS)}.", among=LAWS)


@dataclass(frozen=True, slots=True)
class Drp:
    """The Data Rights Protocol, by which authorized agents ask for people."""

    business: str = setting("", "What the company is called in the protocol's service directory; empty: not spoken.")
    tenant: str = setting("", "The tenant whose customers are asked about; empty where there is only one.")


@dataclass(frozen=True, slots=True)
class Login:
    """How people log in."""

    url: str = setting("", "Where people open Privet, as https://privet.example.com; empty: http://localhost:PORT.")
    idle_minutes: int = setting(15, "A session that lies idle so long ends.", least=1, most=1440)
    session_hours: int = setting(12, "A session ends after so long whatever is done in it.", least=1, most=24)
    invitation_hours: int = setting(72, "An invitation can be used for so long.", least=1, most=720)
    synced_passkeys: bool = setting(True, "Take passkeys that their maker copies between a person's devices.")


@dataclass(frozen=True, slots=True)
class Portal:
    """Customers' own pages: what is held of them, who saw it, and what they may decide."""

    url: str = setting("", "Where customers reach them, as https://privacy.example.com; empty: as `login.url` says.")
    offer: bool = setting(True, "Answer /mydata of a bot with a link to the page too, where `portal.url` is set.")


@dataclass(frozen=True, slots=True)
class Sso:
    """The company's own log-in (OpenID Connect); who may come in by it is still said by invitations."""

    issuer: str = setting("", "The provider's issuer, as https://login.example.com; empty: there is none.")
    client: str = setting("", "What Privet is called there (client_id).")
    secret_file: str = setting("", "The file with the secret that the provider gave for it.")
    demand: list[str] = setting(
        ["mfa", "phr", "phrh"], "Values of amr or acr, one of which each log-in there must say: a second factor."
    )


@dataclass(frozen=True, slots=True)
class Webchat:
    """The chat of a web site, under /gateways/webchat."""

    sites: list[str] = setting([], "Origins whose pages may open the chat, as https://shop.example.com; none: no chat.")
    tenant: str = setting("", "The tenant whose customers write there; empty where there is only one.")
    session_minutes: int = setting(1440, "After so long a visitor's session ends.", least=5, most=43_200)
    text_bytes: int = setting(4096, "The longest text of a visitor, in UTF-8.", least=64, most=65_536)
    gpc_purposes: list[str] = setting(
        ["marketing"], "Purposes that a visitor objects to whose browser sends Global Privacy Control."
    )
    minute_session: int = setting(30, "Requests a minute of one session.", least=1, most=10_000)
    minute_address: int = setting(300, "Requests a minute from one internet address.", least=1, most=1_000_000)


@dataclass(frozen=True, slots=True)
class Adapter:
    """A webhook of another program, taken in under /gateways/NAME, and the way an answer goes back to it."""

    tenant: str = setting("", "The tenant whose customers write there; empty where there is only one.")
    secret_file: str = setting("", "The file with the secret under which each webhook is signed; required.")
    signature_header: str = setting("x-chatwoot-signature", "The header with the HMAC-SHA256 in hexadecimal.")
    signature_prefix: str = setting("sha256=", "What stands before it in the header.")
    timestamp_header: str = setting(
        "x-chatwoot-timestamp", "Its header with the time (s), signed as TIME.BODY; empty: BODY."
    )
    tolerance_seconds: int = setting(300, "How far that time may lie from now.", least=1, most=3600)
    when: list[str] = setting([], "What holds for a webhook that is a message, each as `path=value`.")
    text: str = setting("content", "Where in the JSON the text stands: names with dots between.")
    conversation: str = setting("conversation.id", "Where the conversation stands.")
    sender: str = setting("sender.id", "Where the customer's address stands.")
    external_id: str = setting("id", "Where the message's id stands.")
    sent_at: str = setting("created_at", "Where the time stands; without one it is now.")
    name: str = setting("", "Where the sender's name stands, if anywhere.")
    subject_ref: str = setting("", "Where the company's own reference of the customer stands, if anywhere.")
    answer_url: str = setting("", "Where an answer is posted, with {conversation} in it; empty: answers are not sent.")
    answer_header: str = setting("", "The header that proves to the other program who posts.")
    answer_secret_file: str = setting("", "The file with what that header holds.")
    answer_body: str = setting('{"content": "{text}"}', "The JSON posted, with {text}, {conversation}, {id}.")


@dataclass(frozen=True, slots=True)
class Telegram:
    """Bots of Telegram, which ask under /gateways/telegram; which bots there are is data, changed by an act."""

    api: str = setting("https://api.telegram.org", "The Bot API's server; http only where it is on this machine.")
    public_url: str = setting(
        "", "Where Telegram reaches this server, as https://privet.example.com, for bots by hook."
    )
    poll_seconds: int = setting(50, "How long one request for updates waits at Telegram.", least=1, most=50)
    timeout_seconds: int = setting(10, "How long an answer of Telegram is waited for.", least=1, most=60)
    file_megabytes: int = setting(
        20, "The largest file of a customer that is handed on, opened or kept.", least=1, most=64
    )


@dataclass(frozen=True, slots=True)
class Llm:
    """Programs that ask language models; which gateways there are is data, changed by an act."""

    minute_key: int = setting(6_000, "Requests a minute of one program's key at a gateway.", least=1, most=1_000_000)
    minute_address: int = setting(12_000, "Requests a minute from one internet address.", least=1, most=1_000_000)
    open: int = setting(200, "Requests under way at once at one gateway.", least=1, most=256)


@dataclass(frozen=True, slots=True)
class Outgoing:
    """Requests to other people's programs: hooks and upstreams."""

    networks: list[str] = setting([], "Private networks (CIDR) that requests may go to; others are refused.")
    ca: str = setting("", "A PEM file of further certificate authorities to trust; empty means the system's alone.")
    timeout_seconds: int = setting(10, "How long an answer is waited for.", least=1, most=60)


@dataclass(frozen=True, slots=True)
class Hooks:
    """Events told to other programs."""

    attempts: int = setting(8, "How often an event is tried before it is given up.", least=1, most=100)
    keep_days: int = setting(30, "Days after which an undelivered event is forgotten.", least=1, most=365)


@dataclass(frozen=True, slots=True)
class Upstream:
    """A program that `POST /v1/relay` may reach."""

    url: str = setting("", "Where it is: https, or http to this machine; a request's path follows it.")
    methods: list[str] = setting(["GET", "POST"], "The HTTP methods it may be asked with.")
    kinds: list[str] = setting([], "Kinds of values that it may be given.")
    tenant: str = setting("", "The tenant whose programs may reach it; empty where there is only one.")


@dataclass(frozen=True, slots=True)
class Config:
    """The whole of privet.toml."""

    keys: Keys = field(default_factory=Keys)
    server: Server = field(default_factory=Server)
    detect: Detect = field(default_factory=Detect)
    ledger: Ledger = field(default_factory=Ledger)
    backup: Backup = field(default_factory=Backup)
    send: Send = field(default_factory=Send)
    requests: Requests = field(default_factory=Requests)
    outgoing: Outgoing = field(default_factory=Outgoing)
    hooks: Hooks = field(default_factory=Hooks)
    upstreams: dict[str, Upstream] = field(default_factory=dict)
    login: Login = field(default_factory=Login)
    drp: Drp = field(default_factory=Drp)
    portal: Portal = field(default_factory=Portal)
    sso: Sso = field(default_factory=Sso)
    webchat: Webchat = field(default_factory=Webchat)
    adapter: dict[str, Adapter] = field(default_factory=dict)
    telegram: Telegram = field(default_factory=Telegram)
    llm: Llm = field(default_factory=Llm)


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting as it is: its value, its default, its sentence, and whether privet.toml gives the value."""

    name: str
    type: str
    value: Any
    default: Any
    sentence: str
    least: int | None
    most: int | None
    given: bool


def load(folder: Path) -> Config:
    """The settings of an installation; defaults where privet.toml says nothing."""
    return parse(_tables(folder))


def every(folder: Path | None = None) -> list[Setting]:
    """Every setting in the order of this file; without a folder, or without privet.toml there, with its default."""
    tables = _tables(folder) if folder is not None else {}
    config = parse(tables)
    found: list[Setting] = []
    for name, section in get_type_hints(Config).items():
        now, given = getattr(config, name), tables.get(name, {})
        if get_origin(section) is dict:
            kind = get_args(section)[1]
            for each, one in now.items() or [("NAME", kind())]:
                found += _settings(f"{name}.{each}", one, given.get(each, {}))
        else:
            found += _settings(name, now, given)
    return found


def _settings(name: str, now: Any, given: dict[str, Any]) -> list[Setting]:
    """The settings of one section."""
    types, default = get_type_hints(type(now)), type(now)()
    return [
        Setting(
            f"{name}.{one.name}",
            "list of texts" if types[one.name] == list[str] else NAMES[types[one.name]],
            getattr(now, one.name),
            getattr(default, one.name),
            one.metadata["sentence"],
            one.metadata["least"],
            one.metadata["most"],
            one.name in given,
        )
        for one in fields(now)
    ]


NAMES = {str: "text", int: "number", bool: "true or false"}
"""What the types of settings are called."""


def _tables(folder: Path) -> dict[str, Any]:
    path = folder / FILE
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadInput(f"{FILE} is not valid TOML: {error}", hint=f"mend {FILE} in the data folder") from None


def parse(tables: dict[str, Any]) -> Config:
    """Settings from parsed TOML."""
    sections = get_type_hints(Config)
    _known(tables, list(sections), "section")
    made: dict[str, Any] = {}
    for name, table in tables.items():
        if not isinstance(table, dict):
            raise BadInput(f"{FILE}: {name} is a section", hint=f"write [{name}] and its settings below it")
        section = sections[name]
        made[name] = _named(name, section, table) if get_origin(section) is dict else _section(name, section, table)
    return Config(**made)


WORD = re.compile("[a-z][a-z0-9_-]{0,31}")
"""How a named section may be called; a channel has the same grammar."""


def _named(name: str, section: Any, table: dict[str, Any]) -> dict[str, Any]:
    """Sections of one kind, each with a name of its own: [adapter.chatwoot]."""
    for each, settings in table.items():
        if not WORD.fullmatch(each) or not isinstance(settings, dict):
            raise BadInput(f"{FILE}: below {name} stand sections, each a word", hint=f"write [{name}.some-name]")
    return {each: _section(f"{name}.{each}", get_args(section)[1], settings) for each, settings in table.items()}


def _section(name: str, section: type, table: dict[str, Any]) -> Any:
    types = get_type_hints(section)
    _known(table, list(types), "setting", f"{name}.")
    for one in fields(section):
        if one.name in table:
            _fits(f"{name}.{one.name}", table[one.name], types[one.name], one.metadata)
    return section(**table)


def _known(table: dict[str, Any], names: list[str], what: str, prefix: str = "") -> None:
    for key in table:
        if key not in names:
            near = difflib.get_close_matches(key, names, 1, 0.5)
            hint = f"did you mean {prefix}{near[0]}?" if near else f"known are: {', '.join(prefix + n for n in names)}"
            raise UnknownSetting(f"{FILE}: there is no {what} {prefix}{key}", hint=hint)


SECRET = re.compile(r"-----BEGIN|PRIVET-ROOT-KEY-|\bprv_\d+_|://[^/@\s]*:[^/@\s]+@")
"""What no setting holds: a key in PEM, a root key, an access key, an address with a password in it."""


def _fits(name: str, value: Any, type_: Any, meta: Any) -> None:
    plain = list if type_ == list[str] else type_
    if any(SECRET.search(text) for text in (value if isinstance(value, list) else [value]) if isinstance(text, str)):
        raise BadInput(
            f"{FILE}: {name} holds a secret", hint="keep it in a file that only its owner may read, and name that file"
        )
    if not isinstance(value, plain) or (plain is int and isinstance(value, bool)):
        raise BadInput(f"{FILE}: {name} must be of type {getattr(plain, '__name__', plain)}")
    if plain is list and not all(isinstance(item, str) for item in value):
        raise BadInput(f"{FILE}: {name} must be a list of texts")
    least, most = meta["least"], meta["most"]
    if meta["among"] and value not in meta["among"]:
        raise BadInput(f"{FILE}: {name} must be one of: {', '.join(meta['among'])}")
    if plain is int and ((least is not None and value < least) or (most is not None and value > most)):
        raise BadInput(f"{FILE}: {name} must be between {least} and {most}")
