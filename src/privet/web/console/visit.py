"""A visit: one request to the staff's pages, what it brought, and whose it is.

Who somebody is says a cookie with the secret of their session: over TLS under the `__Host-` prefix (RFC 6265bis
§4.1.3), never for scripts, never sent from another site's page. Every form carries a token made of that secret, so a
form of another session, or one from before the last log-in or proof, changes nothing; and a request that a browser does
not call same-origin is refused whatever it carries.
"""

from __future__ import annotations

import base64
import hmac
import ipaddress
import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from urllib.parse import urlsplit

from litestar.datastructures import Cookie

from privet.acts import session
from privet.acts.session import Entered, Opened, Whence
from privet.app import Privet
from privet.core import ids, secret
from privet.core import session as core
from privet.core.message import TenantId
from privet.core.passkey import Site
from privet.core.plain import Plain
from privet.errors import Denied, NotFound, NotProved
from privet.web.console.ways import NONE, Ways

SESSION, DEVICE, FORM, AWAY = "privet", "privet-device", "privet-form", "privet-away"
LANGUAGE = "privet-language"
"""What the cookies are called: of a session, of a browser that was here before, of a visitor who is not logged in, of
one who is on the way to the company's log-in and back; of the language that somebody chose.
"""

DEVICE_S = 365 * 86_400
FIELD = "form"
"""The field of a form that has its token."""

OLD = "this form is from before you last logged in or proved who you are, or it is not ours"
ELSEWHERE = "a form of another site is not answered"

_LOCAL = re.compile(r"/[a-z][a-z0-9_/-]{0,99}")
_SEED = re.compile(r"[A-Za-z0-9_-]{43}")


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as it came; nothing of it is believed yet. `client` is an internet address, where there is one."""

    method: str
    path: str
    scheme: str
    client: str
    headers: Mapping[str, str]
    places: Mapping[str, str] = field(default_factory=dict)
    query: Mapping[str, str] = field(default_factory=dict)
    form: Mapping[str, str] = field(default_factory=dict)

    @property
    def quiet(self) -> bool:
        """Whether a page asks by itself, and nobody did anything: a part of it that is loaded anew, or its news."""
        return self.headers.get("hx-request") == "true" or "text/event-stream" in self.headers.get("accept", "")

    @property
    def ours(self) -> bool:
        """Whether the browser says that a page of ours sends it; none of over http but to localhost says more than
        `Origin`.
        """
        own = f"{self.scheme}://{self.headers.get('host', '')}"
        site = self.headers.get("sec-fetch-site")
        return site == "same-origin" if site else self.headers.get("origin") == own

    @property
    def cookies(self) -> Mapping[str, str]:
        """Cookies by name; of two of one name the first, which a browser sends for the longer path."""
        found: dict[str, str] = {}
        for one in self.headers.get("cookie", "")[:8192].split(";"):
            name, _, value = one.strip().partition("=")
            found.setdefault(name, value)
        return found

    def __getitem__(self, name: str) -> str:
        """What stands in that field of the form, or of the query where none was sent; empty where nothing does."""
        return (self.form if self.method == "POST" else self.query).get(name, "")

    def text(self, name: str) -> Plain:
        """The same, of a field that may hold what is personal."""
        return Plain(self.form.get(name, ""))


@dataclass(frozen=True, slots=True)
class Visit:
    """A request, and whose it is: `entered` where somebody is logged in. The tokens of its forms are made of `seed`;
    `fresh` says that the browser has still to be given it; `ways` are what its pages offer; `lapse`
    when (ms) whoever is logged in loses the right to see values for want of training, where that is near or past.
    """

    asked: Asked
    tenant: TenantId
    site: Site
    secure: bool
    whence: Whence
    entered: Entered | None
    seed: str
    fresh: bool = False
    ways: Ways = NONE
    lapse: int | None = None

    @property
    def here(self) -> Entered:
        """Who is logged in. Raises NotProved where nobody is."""
        if self.entered is None:
            raise NotProved(session.OVER, hint=session.HINT)
        return self.entered

    @property
    def token(self) -> str:
        """What a form of this visit carries."""
        return token(self.seed)

    def check(self) -> None:
        """Raise Denied unless the request is a form of ours, of this session. Browsers say which site a form is of."""
        headers = self.asked.headers
        came = headers.get("sec-fetch-site") or (
            "same-origin" if headers.get("origin") == self.site.origin else "nowhere"
        )
        if came != "same-origin":
            raise Denied(ELSEWHERE, hint="open the page itself and do it there")
        if self.fresh or not hmac.compare_digest(self.asked.form.get(FIELD, "").encode(), self.token.encode()):
            raise Denied(OLD, hint="open the page again, and do it there")

    def looking(self, path: str, **query: str) -> Visit:
        """The same visit as if it had asked for that page: what a form brought is left out, but for its purpose."""
        asked = replace(self.asked, method="GET", path=path, query={"purpose": self.asked["purpose"], **query}, form={})
        return replace(self, asked=asked)

    def cookies(self) -> tuple[Cookie, ...]:
        """What a browser is given that came with nothing."""
        return (self._cookie(FORM, self.seed, None),) if self.fresh else ()

    def opened(self, made: Opened) -> tuple[Cookie, ...]:
        """What a browser is given when somebody logged in or proved who they are: always a new secret."""
        own = self._cookie(SESSION, made.secret.expose(), made.seconds)
        if made.device is None:
            return (own,)
        return (own, self._cookie(DEVICE, made.device.expose(), DEVICE_S))

    def left(self) -> tuple[Cookie, ...]:
        """What takes the session's secret away from a browser."""
        return (self._cookie(SESSION, "", 0),)

    def _cookie(self, name: str, value: str, seconds: int | None) -> Cookie:
        return Cookie(
            named(name, self.secure), value=value, path="/", max_age=seconds, secure=self.secure, httponly=True,
            samesite="strict",
        )  # fmt: skip


def visit(app: Privet, tenant: TenantId, asked: Asked) -> Visit:
    """Whose request that is. Called in the installation's thread at each request; nothing of it is remembered."""
    site, secure = _site((app.config.login.url, app.config.portal.url), asked)
    brought = asked.cookies
    own = brought.get(named(SESSION, secure), "")
    device = brought.get(named(DEVICE, secure), "")
    label = core.browser(asked.headers.get("user-agent", ""))
    whence = Whence(_network(asked.client), device, label)
    seed = own or brought.get(named(FORM, secure), "")
    fresh = not _SEED.fullmatch(seed) and secret.read(secret.SESSION, seed) is None
    if fresh:
        seed = base64.urlsafe_b64encode(app.chance(32)).decode("ascii").rstrip("=")
    return Visit(asked, tenant, site, secure, whence, _entered(app, tenant, own, asked.quiet), seed, fresh)


def replaced(app: Privet, visit: Visit) -> None:
    """End the session that a browser had before it gets another one."""
    if visit.entered is not None:
        with suppress(NotFound):  # it ended meanwhile
            session.end(app, visit.tenant, ids.shown(session.SESSION, visit.entered.session), visit.entered.actor)


def token(seed: str) -> str:
    """The token of forms, which tells nothing of what it is made of."""
    made = hmac.digest(seed.encode(), b"privet/form/v1", "sha256")
    return base64.urlsafe_b64encode(made).decode("ascii").rstrip("=")


def next_token(made: Opened) -> str:
    """The token of forms from here on."""
    return token(made.secret.expose())


def named(name: str, secure: bool) -> str:
    """What a cookie is called: with a prefix that lets nobody set it but this host over TLS."""
    return f"__Host-{name}" if secure else name


def local(to: str, otherwise: str) -> str:
    """An address of ours to go on to; whatever else is named goes to `otherwise`."""
    return to if _LOCAL.fullmatch(to) else otherwise


def _entered(app: Privet, tenant: TenantId, own: str, quiet: bool) -> Entered | None:
    """Who is logged in with that secret; one of another company is none here."""
    found = secret.read(secret.SESSION, own)
    if found is None or found[0] != tenant:
        return None
    try:
        return session.enter(app, tenant, found[1], quiet=quiet)
    except NotProved:
        return None


def _site(urls: Sequence[str], asked: Asked) -> tuple[Site, bool]:
    """What passkeys are for, and whether TLS is between: by the setting whose name the request came by."""
    host = asked.headers.get("host", "").lower()
    named_ = [one.scheme for url in urls if (one := urlsplit(url)).netloc.lower() == host and one.scheme]
    scheme = named_[0] if named_ else asked.scheme
    return Site(urlsplit(f"//{host}").hostname or "", f"{scheme}://{host}"), scheme == "https"


def _network(client: str) -> str:
    """Who asks, as far as the throttle goes: an IPv4 address, or the /64 network of an IPv6 one."""
    try:
        found = ipaddress.ip_address(client)
    except ValueError:
        return ""
    if isinstance(found, ipaddress.IPv6Address):
        if found.ipv4_mapped is not None:
            return str(found.ipv4_mapped)
        return str(ipaddress.ip_network((int(found) >> 64 << 64, 64)))
    return str(found)
