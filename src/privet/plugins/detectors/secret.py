"""Keys and tokens of programs: by the prefixes their makers publish, by their form (JSON Web Tokens, RFC 7519; private
keys in PEM, RFC 7468), and random signs beside a word such as "api key". Canonical form: as written.

A word's value counts when it has letters and digits and its signs are spread as those of a random string are.
"""

from __future__ import annotations

from collections import Counter
from math import log2

from privet.core.finding import CUE, Detector
from privet.core.shapes import Shape, Shapes

_SIGN = "[A-Za-z0-9_-]"
_PREFIXED = (
    "(?:AKIA|ASIA|ABIA|ACCA|AGPA|AIDA|ANPA|AROA)[A-Z0-9]{16}"  # Amazon Web Services
    f"|gh[pousr]_[A-Za-z0-9]{{30,255}}|github_pat_[A-Za-z0-9_]{{22,255}}|gl(?:pat|dt|rt)-{_SIGN}{{20,64}}"  # GitHub
    "|(?:sk|rk|pk)_(?:live|test)_[A-Za-z0-9]{10,247}|whsec_[A-Za-z0-9+/=]{24,64}"  # Stripe
    f"|xox[abeoprs](?:\\.xox[bp])?-[A-Za-z0-9-]{{10,255}}|xapp-[0-9]-[A-Za-z0-9-]{{20,255}}"  # Slack
    f"|AIza{_SIGN}{{35}}|ya29\\.{_SIGN}{{20,255}}|GOCSPX-{_SIGN}{{28}}"  # Google
    f"|[0-9]{{8,10}}:AA{_SIGN}{{32,33}}"  # Telegram bots
    f"|sk-(?:ant-|proj-|or-|svcacct-)?{_SIGN}{{20,200}}|hf_[A-Za-z0-9]{{30,40}}"  # OpenAI, Anthropic, Hugging Face
    f"|SG\\.{_SIGN}{{16,32}}\\.{_SIGN}{{16,64}}|(?:AC|SK)[0-9a-f]{{32}}|key-[0-9a-z]{{32}}"  # SendGrid, Twilio, Mailgun
    f"|npm_[A-Za-z0-9]{{36}}|pypi-{_SIGN}{{50,255}}|dop_v1_[0-9a-f]{{64}}|shp(?:at|ca|pa|ss)_[0-9a-fA-F]{{32}}"
    "|hv[sb]\\.[A-Za-z0-9_-]{20,200}|AGE-SECRET-KEY-1[0-9A-Z]{58}|sq0[a-z]{3}-[A-Za-z0-9_-]{22,43}"
    f"|prv_{_SIGN}{{16,255}}"
)
_PREFIX_TRIGGER = (
    "(?:akia|asia|abia|acca|agpa|aida|anpa|aroa)[a-z0-9]{16}|gh[pousr]_|github_pat_|gl(?:pat|dt|rt)-|(?:sk|rk"
    "|pk)_(?:live|test)_"
    "|whsec_|xox[abeoprs][.-]|xapp-|aiza|ya29|gocspx-|[0-9]{8}:aa|sk-[a-z0-9_-]{20}|hf_[a-z0-9]{30}|sg[.][a-z0-9_-]{16}"
    "|(?:ac|sk)[0-9a-f]{32}|key-[0-9a-z]{32}|npm_[a-z0-9]{36}|pypi-|dop_v1_|shp(?:at|ca|pa|ss)_|hv[sb][.]"
    "|age-secret-key"
    "|sq0[a-z]{3}-|prv_"
)
_JWT = f"ey[JI]{_SIGN}{{8,}}\\.(?:ey[JI])?{_SIGN}{{6,}}(?:\\.{_SIGN}*){{0,3}}"
_PEM = (
    "-----BEGIN [A-Z0-9 ]{0,30}PRIVATE KEY(?: BLOCK)?-----(?:[A-Za-z0-9+/=\\s:,.]|-(?!----)){0,16000}?"
    "-----END [A-Z0-9 ]{0,30}PRIVATE KEY(?: BLOCK)?-----"
    "|-----BEGIN [A-Z0-9 ]{0,30}PRIVATE KEY(?: BLOCK)?-----[A-Za-z0-9+/=\\s]{0,16000}"
)
_BASIC = "(?<=[Bb]asic )(?=[^\\s]{0,64}[A-Z])[A-Za-z0-9+/]{12,512}={0,2}"  # RFC 7617
_BASIC_TRIGGER = "basic [a-z0-9+/]{12}"
_RANDOM = "[A-Za-z0-9+/_~][A-Za-z0-9+/=_~.-]{10,511}"
_WORDS = (
    "(?:api|secret|access|private|auth|client|master|encryption|signing|webhook|license"
    "|licence)[ _-]?(?:access[ _-]?)?(?:key|token|secret)(?:[ _-](?:id|key))?"
    "|(?:x-)?api-?key|apikey|(?:bot |access |refresh |bearer |session )?token|secret|bearer"
    "|api[- ](?:ключ[а-я]{0,2}|schl[uü]ssel|sleutel|token)"
    "|ключ(?:а|ом)? (?:api|апи|доступа)|апи-?ключ|токен[а-я]{0,2}|секрет(?:ный ключ)?|(?:clave"
    "|llave) (?:de )?(?:la )?(?:api|secreta|privada)|token de acceso"
    "|chave (?:de )?(?:da )?(?:api|secreta|privada|acesso)|cl[eé] (?:d['’](?:api|acc[eè]s)|api|secr[eè]te"
    "|priv[eé]e)|jeton(?: d['’]acc[eè]s)?"
    "|(?:api-?|geheim|zugangs|zugriffs|privater )schl[uü]ssel|zugriffstoken|chiave (?:api|segreta|privata)"
    "|klucz (?:api|prywatny)|api anahtar[ıi]"
    "|gizli anahtar|kunci (?:api|rahasia)|ключ api|एपीआई (?:की|कुंजी)"
)
_SEED_WORDS = (
    "(?:seed|recovery|secret|backup|mnemonic) (?:phrase|words)|mnemonic|seed|сид-?фраза|frase (?:semilla|semente"
    "|de recupera[a-zçã]{3,6}n?)"
    "|phrase de r[eé]cup[eé]ration|助记词|wiederherstellungsphrase"
)
_SEED = "(?:[a-z]{3,8}[ ,]{1,2}){11,23}[a-z]{3,8}"


def _random(value: str) -> bool:
    """Whether `value` is mixed as a random string is: letters and digits, or both cases, and 3 bits a sign."""
    if all(part.isalpha() or part.isdigit() for part in value.split("-")) and "-" in value:
        return False  # words with hyphens
    digits, letters = any(sign.isdigit() for sign in value), any(sign.isalpha() for sign in value)
    mixed = len(value) >= 20 and not value.islower() and not value.isupper()
    counted = Counter(value).values()
    bits = -sum(n / len(value) * log2(n / len(value)) for n in counted)
    return letters and (digits or mixed) and bits >= 3.0


def _as_written(value: str) -> str:
    return value


def make(regions: tuple[str, ...] = ()) -> Detector:
    """The detector; it has no settings."""
    return Shapes(
        "secret",
        (
            Shape("SECRET", _PREFIXED, trigger=_PREFIX_TRIGGER, strength=CUE, score=0.98, canonical=_as_written),
            Shape(
                "SECRET", _BASIC, trigger=_BASIC_TRIGGER, holds="[Bb]asic ",
                valid=_random, must=True, canonical=_as_written,
            ),
            Shape(
                "SECRET", _JWT, trigger="ey[ji][a-z0-9_-]{8,}[.]", holds="ey[JI]",
                strength=CUE, score=0.98, canonical=_as_written,
            ),
            Shape(
                "SECRET", _PEM, trigger="PRIVATE KEY", holds="-----BEGIN ",
                strength=CUE, score=0.99, canonical=_as_written,
            ),
            Shape(
                "SECRET", _RANDOM, _WORDS, "密钥|密鑰|令牌|مفتاح", far=True, behind=False, digits=False,
                valid=_random, must=True, strength=CUE, score=0.9, canonical=_as_written,
            ),
            Shape("SECRET", _SEED, _SEED_WORDS, loose=True, behind=False, digits=False, canonical=_as_written),
        ),
    )  # fmt: skip
