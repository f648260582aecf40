"""National identity, social security and health insurance numbers of some thirty-five countries.

Canonical form: capitals and digits. What counts when is said in `core.formats`, the rule of each number stands in
`core.civil`. After words that mean some identity paper ("national id", "Ausweisnummer") any number counts.
"""

from __future__ import annotations

from privet.core import civil
from privet.core.finding import Detector
from privet.core.formats import DATE, ITSELF, Format, Numbers, groups

_ANY = (
    rf"(?!{DATE})[a-z]{{0,3}}[ -]?[0-9](?:[ .-]?[0-9]){{4,16}}[a-z]{{0,2}}"
    "|(?=(?:[a-z]{0,6}[0-9]){2})[0-9a-z]{7,18}"
)
_PAPER = (
    "national id(?:entity|entification)?(?: (?:card|number|no))?|identity (?:card|number|no|document)"
    "|id card|(?:my|his|her|your) id (?:number|no|num)|government id"
    "|citizen id|insurance card|personal (?:id|identity|identification) (?:code|number|no)"
    "|documento de identidad|carnet de identidad|carn[eé] de identidad|c[eé]dula de identidad|n[uú]mero de identidad"
    "|documento de identidade|carteira de identidade|ci n[.°º]?"
    "|pi[èe]ce d['’]identit[ée]|num[ée]ro national|titre de s[ée]jour|carte de s[ée]jour|n[°º] national"
    "|aufenthaltstitel|identit[äa]tskarte|identifikationsnummer|personenkennzahl|documento d['’]identit[àa]"
    "|identiteitskaart(?:nummer)?|id-?kaart|dow[oó]d osobisty|dowodu osobistego|numer dowodu|nr dowodu"
    "|kimlik kart[ıi]|удостоверени[ея] личности|иин|вид на жительство|id-?карт[аы]|посвідчення особи"
    "|رقم (?:ال)?هوي[ةه](?: الوطني[ةه])?|(?:ال)?هوي[ةه] (?:ال)?وطني[ةه]|بطاق[ةه] (?:ال)?هوي[ةه]"
    "|الرقم القومي|الرقم الوطني|رقم (?:ال)?اقام[ةه]|पहचान (?:पत्र|संख्या|नंबर)|मतदाता (?:पहचान )?पत्र"
    "|voter id|epic no|身份证件号?|居留证"
)
_ASKS = (
    "id|id[ -]?(?:number|no|nr|code|#)|identity|identification|documento|doc|identidad|identidade|identit[ée]|ausweis"
    "|identyfikator|dow[oó]d|kimlik|identitas|удостоверение|документ|посвідчення|هوي[ةه]|पहचान|证件号码?|證件號碼?|证件"
)
_MBI_L, _MBI_A = "[ac-hj-km-np-rt-y]", "[0-9ac-hj-km-np-rt-y]"
_DNI = "(?:[0-9]{7,8}|[0-9]{1,2}[.][0-9]{3}[.][0-9]{3})[ -]?[a-z]"
_MILLIONS = "[0-9]{1,2}[.]?[0-9]{3}[.]?[0-9]{3}"
_NINO = "[abceghj-prstw-z][abceghj-nprstw-z][ -]?[0-9]{2}[ -]?[0-9]{2}[ -]?[0-9]{2}[ -]?[abcd]"
_NIR = "[ .]?[0-9]{2}[ .]?[0-9]{2}[ .]?(?:[0-9]{2}|2[ab])[ .]?[0-9]{3}[ .]?[0-9]{3}"
_SECU = "(?:num[ée]ro |n[°º] |num )?(?:de )?s[ée]cu(?:rit[ée] sociale)?|nir|carte vitale|ss"
_PERSO = "perso(?:nalausweis(?:es)?)?[ -]?(?:nummer|nr)?|ausweis-?(?:nummer|nr)|ausweis nr"
_BORN = "(?:(?:18|19|20)?[0-9]{2}[01][0-9][0-9]{2})"

# A row a number: country, shape, rule, words that name it, words that may.
# fmt: off
_AMERICA = (
    Format("US", groups(3, 2, 4), civil.us_ssn, "ssns?|s[.]s[.]n|social security|soc sec|(?:my|your|his|her) social",
           bare=groups(3, 2, 4, by="-"), anywhere=True, proved=False),
    Format("US", groups(3, 2, 4, by="[. ]"), civil.us_ssn, bare=ITSELF, proved=False),
    Format("US", f"[1-9]{_MBI_L}{_MBI_A}[0-9]-?{_MBI_L}{_MBI_A}[0-9]-?{_MBI_L}{{2}}[0-9]{{2}}", None,
           "mbi|medicare (?:id|beneficiary)", bare=ITSELF, anywhere=True),
    Format("CA", groups(3, 3, 3), civil.ca_sin, "social insurance|assurance sociale", "sin|nas",
           bare="[0-9]{3} [0-9]{3} [0-9]{3}|[0-9]{3}-[0-9]{3}-[0-9]{3}"),
    Format("MX", "[a-z][aeioux][a-z]{2}[0-9]{6}[hmx][a-z]{5}[0-9a-z][0-9]", civil.mx_curp, "curp",
           bare=ITSELF, anywhere=True, telling=True),
    Format("AR", _MILLIONS, None, "dni"),
    Format("AR", _MILLIONS, None, "documento nacional|libreta c[ií]vica"),
    Format("CO", "[0-9]{1,3}(?:[.,]?[0-9]{3}){2,3}", None, "c[eé]dulas?(?: de ciudadan[ií]a)?|c[.] ?c[.]?|cc de"),
    Format("CL", f"{_MILLIONS}-?[0-9k]", civil.cl_rut, "rut|run", bare="[0-9]{1,2}[.][0-9]{3}[.][0-9]{3}-[0-9k]",
           anywhere=True, telling=True),
    Format("BR", f"{_MILLIONS}-?[0-9x]?", None, "rg|registro geral|identidade"),
)
_WEST = (
    Format("GB", _NINO, civil.gb_nino, "nino|n[.]?i[.]? (?:number|no|num|nr)|national insurance|nat ins",
           bare=ITSELF, anywhere=True, proved=False),
    Format("GB", groups(3, 3, 4), civil.gb_nhs, "nhs(?: number| no)?", bare=groups(3, 3, 4, by="[ -]")),
    Format("IE", "[0-9]{7} ?[a-w][a-i]?", civil.ie_pps, "ppsn?|pps (?:number|no)", bare="[0-9]{7}[a-w][a-i]?"),
    Format("FR", f"[1-478]{_NIR}[ .]?[0-9]{{2}}", civil.fr_nir, _SECU, bare=ITSELF, anywhere=True),
    Format("FR", f"[1-478]{_NIR}", None, _SECU),
    Format("FR", "[0-9]{12}|(?=[a-z]{0,8}[0-9])[0-9a-z]{9}", None, "cni|carte (?:nationale )?d['’]identit[ée]"),
    Format("ES", _DNI, civil.es_dni, "dni", bare="[0-9]{8}-?[a-z]", anywhere=True),
    Format("ES", _DNI, civil.es_dni, "", "nif|documento(?: de identidad)?|identificaci[oó]n"),
    Format("ES", "[xyz][ -]?[0-9]{7}[ -]?[a-z]", civil.es_dni, "identificaci[oó]n de extranjeros?", "nie|extranjero",
           bare="[xyz]-?[0-9]{7}-?[a-z]", anywhere=True),
    Format("PT", "[0-9]{8} ?[0-9] ?[a-z0-9]{2} ?[0-9]", civil.pt_card, "cart[ãa]o (?:de|do) cidad[ãa]o|cc n[ºo°.]{1,2}",
           bare="[0-9]{8} ?[0-9] ?[a-z]{2}[0-9]", anywhere=True),
    Format("PT", "[0-9]{7,9}(?:[a-z]{2}[0-9]{3})?", None, "bilhete de identidade|bi n[ºo°.]{1,2}"),
    Format("IT", "[a-z]{2} ?[0-9]{5} ?[a-z]{2}|[a-z]{2} ?[0-9]{7}|[0-9]{7} ?[a-z]{2}", None,
           "carta d['’]identit[àa]|cie"),
    Format("DE", "[0-9]{2} ?[0-9]{6} ?[a-z] ?[0-9]{2} ?[0-9]", civil.de_pension,
           "rvnr|(?:sozial|renten)versicherungs-?(?:nummer|nr|ausweis(?:nummer)?)", bare=ITSELF, anywhere=True),
    Format("DE", "[a-z] ?[0-9]{3} ?[0-9]{3} ?[0-9]{3}", civil.de_health,
           "kvnr|egk(?:-nummer)?|krankenversicherten-?(?:nummer|nr)|versicherten-?(?:nummer|nr)|krankenkasse"),
    Format("DE", "[cfghjklmnprtvwxyz0-9]{9}[0-9]?d?", civil.de_card, _PERSO,
           bare="[cfghjklmnprtvwxyz][cfghjklmnprtvwxyz0-9]{8}[0-9]"),
    Format("AT", groups(4, 2, 2, 2), civil.at_insurance, "svnr|sv-?(?:nummer|nr)|sozialvers-?nr",
           bare="[0-9]{4} [0-9]{6}"),
    Format("AT", groups(4, 2, 2, 2), civil.at_insurance, "", "sozialversicherungsnummer"),
    Format("CH", groups(3, 4, 4, 2), civil.ch_ahv, "ahv(?:-?(?:nummer|nr))?|avs|navs",
           bare="756[.]?[0-9]{4}[.]?[0-9]{4}[.]?[0-9]{2}", anywhere=True),
    Format("NL", "[0-9]{4}[ .]?[0-9]{2}[ .]?[0-9]{3}|[0-9]{3}[ .-]?[0-9]{3}[ .-]?[0-9]{3}", civil.nl_bsn,
           "bsn(?:-?nummer)?|burgerservicenummer|sofi-?nummer"),
    Format("BE", groups(2, 2, 2, 3, 2), civil.be_register,
           "rijksregister(?:-?(?:nummer|nr))?|registre national|num[ée]ro national|insz|niss",
           bare=f"{groups(2, 2, 2, by='[.]')}[.-][0-9]{{3}}[.-][0-9]{{2}}", anywhere=True,
           telling=True),
    Format("BE", groups(11), civil.be_register, bare=ITSELF),
)
_NORTH_AND_EAST = (
    Format("SE", f"{_BORN}[+-]?[0-9]{{4}}", civil.se_person, "personnummer|person-?nr|pnr|samordningsnummer|swedish id"
           "(?: code| number)?", bare=f"{_BORN}[+-][0-9]{{4}}|(?:19|20)[0-9]{{2}}[01][0-9][0-9]{{6}}"),
    Format("FI", "[0-3][0-9][01][0-9]{3}[a-fu-y+-][0-9]{3}[0-9a-y]", civil.fi_hetu, "hetu|henkil[öo]tunnus"
           "|finnish id(?: code)?", bare=ITSELF, anywhere=True),
    Format("PL", groups(11), civil.pl_pesel, "pesel(?:u|em)?", bare=ITSELF),
    Format("PL", "[a-z]{3} ?[0-9]{6}", None, "dow[oó]d(?:u)? osobist(?:y|ego)|(?:numer|nr|seria) dowodu|dow[oó]d"),
    Format("TR", groups(11), civil.tr_kimlik, "tckn|t[.]?c[.]?(?: kimlik)?(?: no| numara[a-zığ]{0,4})?"
           "|kimlik (?:no|numara)[a-zığ]{0,5}|turkish id", bare=ITSELF),
    Format("RU", "[0-9]{3}[ -]?[0-9]{3}[ -]?[0-9]{3}[ -]?[0-9]{2}", civil.ru_snils, "снилс[а-я]{0,2}|snils",
           bare="[0-9]{3}-[0-9]{3}-[0-9]{3}[ -][0-9]{2}", anywhere=True),
)
_ASIA_AFRICA_PACIFIC = (
    Format("IN", groups(4, 4, 4, by="[ :-]?"), civil.in_aadhaar, "aa?dhaa?r|आधार|uidai?", bare=ITSELF),
    Format("IN", "[0-9](?:[ :-]?[0-9]){9,15}", None, "aa?dhaa?r|आधार|uidai?"),
    Format("IN", "[a-z]{3}[0-9]{7}", None, "voter(?: id(?: card)?)?|epic|मतदाता"),
    Format("ID", groups(16), civil.id_nik, "nik|ktp|e-?ktp|nomor induk", bare=ITSELF, proved=False),
    Format("ID", "[0-9]{6}[ .-]?[0-9]{6}[ .-]?[0-9]{4}", civil.id_nik, "kartu tanda penduduk", proved=False),
    Format("CN", "[1-8][0-9]{5} ?(?:18|19|20)[0-9]{6} ?[0-9]{3}[0-9x]", civil.cn_resident,
           "身份证号?码?|身分證字?號?碼?|公民身份号码|resident id", bare=ITSELF, anywhere=True),
    Format("KR", "[0-9]{6}-?[0-9]{7}", civil.kr_resident, "주민(?:등록)?번호|외국인등록번호|[rf]rn",
           bare=groups(6, 7, by="-"), anywhere=True, proved=False),
    Format("KR", groups(13), civil.kr_resident, bare=ITSELF, proved=False),
    Format("JP", groups(4, 4, 4, by="[ -]?"), civil.jp_mynumber, "my ?number|マイナンバー|個人番号"),
    Format("SG", "[stfgm][0-9]{7}[a-z]", civil.sg_nric, "nric|fin", bare=ITSELF, anywhere=True),
    Format("TH", groups(1, 4, 5, 2, 1, by="[ -]?"), civil.th_citizen,
           "thai id|tnin|เลข(?:บัตร)?ประจำตัวประชาชน|(?:เลข)?บัตรประชาชน",
           bare="[1-8]-[0-9]{4}-[0-9]{5}-[0-9]{2}-[0-9]", anywhere=True),
    Format("ZA", groups(6, 4, 3, by=" ?"), civil.za_id, "(?:south african|sa|rsa) id", bare=groups(13)),
    Format("NG", groups(11), None, "nin"),
    Format("AU", "[2-6][0-9]{3}[ -]?[0-9]{5}[ -]?[0-9](?:[ /-]?[0-9])?", civil.au_medicare, "medicare",
           bare="[2-6][0-9]{3} [0-9]{5} [0-9]"),
)
# fmt: on
_GENERIC = (Format("", _ANY, None, _PAPER),)


def make(regions: tuple[str, ...] = ()) -> Detector:
    """The detector; in `regions` (ISO 3166) more of their numbers count without a word that names them."""
    formats = (*_AMERICA, *_WEST, *_NORTH_AND_EAST, *_ASIA_AFRICA_PACIFIC, *_GENERIC)
    return Numbers("national_id", "NATIONAL_ID", formats, _ASKS, regions)
