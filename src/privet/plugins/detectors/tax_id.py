"""Tax numbers of some thirty countries, of persons and of firms: a sole trader's is personal data.

Canonical form: capitals and digits. What counts when is said in `core.formats`, the rule of each number stands in
`core.fiscal`. After words that mean any tax number ("tax id", "ИНН", "税号") any number counts.
"""

from __future__ import annotations

from privet.core import fiscal
from privet.core.finding import Detector
from privet.core.formats import DATE, ITSELF, Format, Numbers, groups

_ANY = rf"(?!{DATE})[a-z]{{0,4}}[ -]?[0-9](?:[ ./-]?[0-9]){{6,16}}[a-z]{{0,2}}"
_TAX = (
    "tax(?:payer)?(?:es)? (?:id|identification|file|ref(?:erence)?|code|number|no)(?: (?:number|no|code))?|tax ?id|vat"
    "(?: (?:id|reg(?:istration)?|number|no))?|n[uú]mero fiscal|identificaci[oó]n (?:fiscal|tributaria)"
    "|n[uú]mero tributario"
    "|tva(?: intra(?:com(?:munautaire)?)?)?|steuer-?(?:nummer|nr|id)|st[.]?-?nr|finanzamt|p[.]? ?iva|partita iva"
    "|fiscaal nummer|btw(?:-?(?:id|nummer|nr))?|numer podatkowy|vergi (?:kimlik )?(?:no|numara)[a-zığ]{0,5}"
    "|налоговый номер|податковий номер|(?:ال)?رقم (?:ال)?ضريبي"
    "|कर (?:पहचान )?(?:संख्या|नंबर)|जीएसटी|税号|稅號|纳税人识别号"
    "|統一編號|统一社会信用代码|납세자번호"
)
_ASKS = (
    "tax|fiscal|impuestos?|imp[oô]ts?|steuer|finances publiques|tributario|podatk[a-z]{1,3}|vergi|pajak|налог[а-я]{0,3}"
)
_CNPJ = "[0-9a-z]{2}[.]?[0-9a-z]{3}[.]?[0-9a-z]{3}/?[0-9a-z]{4}-?[0-9]{2}"
_CODICE = "[a-z]{6} ?[0-9l-np-v]{2}[a-ehlmprst][0-9l-np-v]{2} ?[a-z][0-9l-np-v]{3}[a-z]"
_PAN = "[a-z]{3}[abcfghjlpt][a-z][0-9]{4}[a-z]"
_RFC = "[a-zñ]{3,4}[ -]?[0-9]{2}[01][0-9][0-3][0-9][ -]?[0-9a-z]{2}[0-9a]"
_CIF = "[a-hjnp-suvw][ -]?[0-9]{7}[ -]?[0-9a-j]|[klm][0-9]{7}[a-z]"
_NIF = "nif|n[uú]mero de (?:identifica[cç][aã]o fiscal|contribuinte)|contribuinte"

# A row a number: country, shape, rule, words that name it, words that may.
# fmt: off
_AMERICA = (
    Format("US", groups(3, 2, 4, by="[ -]?"), fiscal.us_itin, "itins?|individual taxpayer",
           bare=groups(3, 2, 4, by="-"), anywhere=True, proved=False),
    Format("US", "[0-9]{2}-?[0-9]{7}", None, "eins?|fein|employer identification|federal tax id"),
    Format("CA", "[0-9]{9} ?r[cprtz] ?[0-9]{4}", None, "gst/?hst|business number", bare=ITSELF, anywhere=True),
    Format("MX", _RFC, fiscal.mx_rfc, "rfc|registro federal", bare=ITSELF, anywhere=True),
    Format("BR", "[0-9]{3}[ .]?[0-9]{3}[ .]?[0-9]{3}[ ./-]?[0-9]{2}", fiscal.br_cpf, "cpf|cadastro de pessoa",
           bare="[0-9]{3}[.][0-9]{3}[.][0-9]{3}-[0-9]{2}", anywhere=True, telling=True),
    Format("BR", groups(11), fiscal.br_cpf, bare=ITSELF),
    Format("BR", _CNPJ, fiscal.br_cnpj, "cnpj", bare="[0-9a-z]{2}[.][0-9a-z]{3}[.][0-9a-z]{3}/[0-9a-z]{4}-[0-9]{2}",
           anywhere=True, telling=True),
    Format("BR", groups(14), fiscal.br_cnpj, bare=ITSELF),
    Format("AR", "[0-9]{2}[ -]?[0-9]{8}[ -]?[0-9]|[0-9]{2}-[0-9]{2}[.][0-9]{3}[.][0-9]{3}-[0-9]", fiscal.ar_cuit,
           "cui[tl]", bare="[235][0-9]-[0-9]{8}-[0-9]", anywhere=True),
    Format("CO", "[0-9]{1,3}(?:[.]?[0-9]{3}){2,3}-?[0-9]", fiscal.co_nit, "nit",
           bare="[0-9]{3}[.][0-9]{3}[.][0-9]{3}-[0-9]"),
    Format("PE", "[12][0-9]{10}", None, "ruc"),
)
_EUROPE = (
    Format("GB", "[0-9]{5} ?[0-9]{5}k?", fiscal.gb_utr, "utr|unique taxpayer|self[ -]assessment"),
    Format("DE", "[0-9]{2} ?[0-9]{3} ?[0-9]{3} ?[0-9]{3}", fiscal.de_idnr,
           "steuer-?id(?:-?(?:nummer|nr))?|steuerident[a-z-]{0,20}|steuerliche id[a-z]{0,20}|tin-?nr|id-?nr[.]?",
           bare="[1-9][0-9] ?[0-9]{3} ?[0-9]{3} ?[0-9]{3}"),
    Format("DE", "[0-9]{2,3}[ /]?[0-9]{3,4}[ /]?[0-9]{4,5}", None, "steuer-?(?:nummer|nr)|st[.]?-?nr"),
    Format("DE", "[0-9]{2} ?[0-9]{3} ?[0-9]{3} ?[0-9]{3}", fiscal.de_idnr, "steuer-?(?:nummer|nr)|st[.]?-?nr"),
    Format("DE", "de ?[0-9]{3} ?[0-9]{3} ?[0-9]{3}", fiscal.de_vat,
           "ust[.]?-?id(?:-?(?:nummer|nr))?|umsatzsteuer-?id[a-z-]{0,20}", bare=ITSELF, anywhere=True),
    Format("AT", "atu ?[0-9]{8}", fiscal.at_vat, "uid(?:-?(?:nummer|nr))?", bare=ITSELF, anywhere=True),
    Format("AT", "[0-9]{2}[ -]?[0-9]{3}[/ ]?[0-9]{4}", fiscal.at_tax, "abgabenkonto-?(?:nummer|nr)"),
    Format("FR", "[0-3][0-9] ?[0-9]{2} ?[0-9]{3} ?[0-9]{3} ?[0-9]{3}", fiscal.fr_spi,
           "(?:num[ée]ro|n[°º]|num) fiscal(?: de r[ée]f[ée]rence)?|spi|r[ée]f[ée]rence fiscale", bare=ITSELF),
    Format("FR", "fr ?[0-9a-z]{2} ?[0-9]{3} ?[0-9]{3} ?[0-9]{3}", fiscal.fr_vat,
           "tva(?: intra(?:com(?:munautaire)?)?)?", bare=ITSELF, anywhere=True),
    Format("ES", _CIF, fiscal.es_nif, "cif", bare="[a-hjnp-suvw]-?[0-9]{7}-?[0-9a-j]"),
    Format("ES", _CIF, fiscal.es_nif, _NIF),
    Format("PT", groups(3, 3, 3), fiscal.pt_nif, _NIF),
    Format("IT", _CODICE, fiscal.it_iva, "cod(?:ice|[.])? ?fisc(?:ale|[.])?|c[.]f[.]?|cf", bare=ITSELF,
           anywhere=True, telling=True),
    Format("IT", "(?:it ?)?[0-9]{11}|[0-9]{8}_[0-9]{3}", fiscal.it_vat, "p(?:artita|[.])? ?iva"),
    Format("IT", groups(11), fiscal.it_iva, "cod(?:ice|[.])? ?fisc(?:ale|[.])?|c[.]f[.]?|cf", bare=ITSELF),
    Format("NL", "nl ?[0-9]{9} ?b ?[0-9]{2}", fiscal.nl_vat, "btw(?:-?(?:id|nummer|nr))?", bare=ITSELF, anywhere=True),
    Format("BE", "be ?[01][0-9]{3}[. ]?[0-9]{3}[. ]?[0-9]{3}", None, bare=ITSELF, anywhere=True),
    Format("PL", "(?:pl ?)?[0-9]{3}[ -]?[0-9]{2,3}[ -]?[0-9]{2,3}[ -]?[0-9]{2}", fiscal.pl_nip, "numer nip", "nip",
           bare="[0-9]{3}-[0-9]{3}-[0-9]{2}-[0-9]{2}|[0-9]{3}-[0-9]{2}-[0-9]{2}-[0-9]{3}"),
    Format("SE", "[0-9]{2}[2-9][0-9]{3}-?[0-9]{4}", fiscal.se_org,
           "org(?:anisations)?[.-]?(?:nummer|nr)|company identity code",
           bare="[0-9]{2}[2-9][0-9]{3}-[0-9]{4}"),
    Format("TR", groups(10), fiscal.tr_vkn, "vkn|vergi (?:kimlik )?(?:no|numara)[a-zığ]{0,5}"),
    Format("RU", "[0-9]{12}|[0-9]{10}", fiscal.ru_inn, "инн", "inn", bare=groups(12)),
    Format("UA", groups(10), fiscal.ua_rnokpp, "і[нп][нп]|рнокпп|ідентифікаційн[а-яі]{2,4}(?: код[а-яу]{0,2}| номер)?"),
)
_ASIA_AND_PACIFIC = (
    Format("IN", _PAN, None, "pan(?: card)?|पैन(?: कार्ड| नंबर)?", bare=ITSELF, anywhere=True),
    Format("IN", "(?=(?:[a-z]{0,6}[0-9]){4})[a-z]{3,6}[0-9]{3,6}[a-z]{0,2}", None, "pan(?: card)?|पैन(?: कार्ड| नंबर)?"),
    Format("IN", "[a-z]{5}[0-9]{4}[a-z]", bare=ITSELF),
    Format("IN", "(?:0[1-9]|[12][0-9]|3[0-8])[a-z]{5}[0-9]{4}[a-z][1-9a-z]z[0-9a-z]", fiscal.in_gstin,
           "gst(?:in)?(?: registration)?", bare=ITSELF, anywhere=True, telling=True),
    Format("ID", "[0-9]{2}[.]?[0-9]{3}[.]?[0-9]{3}[.]?[0-9][.-]?[0-9]{3}[.]?[0-9]{3}", fiscal.id_npwp, "npwp",
           bare="[0-9]{2}[.][0-9]{3}[.][0-9]{3}[.][0-9]-[0-9]{3}[.][0-9]{3}", anywhere=True),
    Format("AU", groups(3, 3, 3), fiscal.au_tfn, "tfn|tax file"),
    Format("AU", groups(2, 3, 3, 3, by=" ?"), fiscal.au_abn, "abn|australian business number", bare=ITSELF),
    Format("AU", groups(3, 3, 3), fiscal.au_acn, "acn|australian company number"),
    Format("KR", groups(3, 2, 5, by="-?"), fiscal.kr_brn, "brn|사업자(?:등록)?번호", bare=groups(3, 2, 5, by="-")),
    Format("US", "[0-9]{2}-?[0-9]{7}", None, "(?:bir )?tin"),
    Format("PH", "[0-9]{3}-?[0-9]{3}-?[0-9]{3}(?:-?[0-9]{3,5})?", None, "(?:bir )?tin",
           bare="[0-9]{3}-[0-9]{3}-[0-9]{3}-000"),
)
# fmt: on
_GENERIC = (Format("", _ANY, None, _TAX),)


def make(regions: tuple[str, ...] = ()) -> Detector:
    """The detector; in `regions` (ISO 3166) more of their numbers count without a word that names them."""
    formats = (*_AMERICA, *_EUROPE, *_ASIA_AND_PACIFIC, *_GENERIC)
    return Numbers("tax_id", "TAX_ID", formats, _ASKS, regions)
