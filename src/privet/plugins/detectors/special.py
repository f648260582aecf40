"""Words of special categories of personal data (GDPR Art. 9: health, belief, origin, sex life, unions) that people say
of themselves or theirs, in fifteen languages. A flag: it hides nothing, and gives way to whatever it overlaps.

After "diagnosed with", "my religion is" and their like the next word counts, whichever it is; words such as "diabetes"
count after "I have", "I am", "due to my". By themselves ("a diabetes app", "is the cancer ward open?") they say nothing
of anybody. Canonical form: small letters.
"""

from __future__ import annotations

from collections.abc import Iterator

from privet.core.cues import lowered
from privet.core.finding import PATTERN, Detector, Finding
from privet.core.late import late

_ASKS = (
    "diagnosed with|diagnosis(?: is|:)|suffer(?:s|ing)? from|my (?:illness|disease|disability|religion|faith) is"
    "|diagnosticad[oa] (?:con|de|com)|diagn[oó]stico(?: es| é|:)|sufro de|padezco(?: de)?|sofro de|mi religión es"
    "|minha religião é|diagnostiqué|diagnostic(?: est|:)|souffre (?:de|du)|ma religion est|diagnose(?: ist| lautet|:)"
    "|leide (?:an|unter)|meine religion ist|diagnosi(?: è|:)|soffro di|la mia religione è|gediagnosticeerd met"
    "|ik lijd aan|mijn (?:geloof|religie) is|zdiagnozowano u mnie|rozpoznanie:|choruję na|cierpię na|teşhisim|dinim"
    "|didiagnosis|menderita|agama saya|диагноз(?: -| —|:)|страдаю от|болею|діагноз(?: -| —|:)|хворію на|страждаю на"
    "|تشخيصي|أعاني من|اعاني من|ديانتي|मेरा धर्म|मेरी बीमारी"
)
_SAYS = (
    "i am|i['’]?m|i have|i['’]ve|i got|i['’]ve got|live with|due to my|because of my|with my|about my"
    "|my (?:son|daughter|wife|husband|mother|father|mum|mom|dad|child|baby) (?:is|has)"
    "|soy|estoy|tengo|por mi|mi (?:hij[oa]|mujer|marido|madre|padre) (?:es|está|tiene)"
    "|sou|estou|tenho|meu (?:filho|pai|marido) (?:é|está|tem)|minha (?:filha|mãe|mulher) (?:é|está|tem)"
    "|suis|j['’]ai|à cause de mon|ma (?:fille|femme|mère) (?:est|a)|mon (?:fils|mari|père) (?:est|a)"
    "|ich bin|bin|ich habe|hab|wegen meine[rs]|mein (?:sohn|mann|vater) (?:ist|hat)"
    "|meine (?:tochter|frau|mutter) (?:ist|hat)"
    "|sono|ho|ik ben|ik heb|jestem|mam|saya|aku|у меня|я|из-за моей|у мене|أنا|انا|عندي|لدي|मुझे|मैं"
)
_HEALTH = (
    "diab[eè]t[a-zéèêà]{0,8}|cancer|c[aá]ncer|câncer|cancro|krebs(?:krank)?|kanker|raka|hiv(?:[ -]positiv[a-z]{0,2})?"
    "|vih|aids|sida|epilep[a-zéí]{2,7}|asthm[a-z]{1,8}|asma|d[eé]press(?:ed|i[a-zéã]{1,6})|depresi[oó]n|depresj[ęa]"
    "|pregnant|schwanger|enceinte|embarazada|gr[aá]vida|incinta|zwanger|w ciąży|hamil|disabled"
    "|schwerbehindert|behindert"
    "|discapacitad[oa]|deficiente|handicapée?|disabile|gehandicapt|niepełnosprawn[aey]|dementia|demenz|demencia"
    "|alzheimer|parkinson|on dialysis|chemo(?:therapy)?|chemotherapie|autis[a-z]{2,5}|bipolar|schizophreni[ae]"
    "|multiple sclerosis|hepatitis|диабет[а-я]{0,3}|рак|вич|спид|эпилепси[яю]|астма|депрессия|беременна|инвалид"
    "|діабет|вагітна|інвалід|السكري|سكري|حامل|سرطان|मधुमेह|डायबिटीज|कैंसर|गर्भवती"
)
_BELONGS = (
    "muslim[ae]?|musulm[aá]na?|musulmane|muçulman[oa]|jewish|jüdisch|judí[oa]|judeu|judia|jui(?:f|ve)|catholi(?:c|que)"
    "|cat[oó]lic[oa]|katholisch|hindu|buddhist|gay|lesbian|lesbisch|lesbienne|homosex[a-zé]{3,6}|schwul|bisex[a-z]{2,5}"
    "|transgender|(?:trade )?union member|gewerkschaftsmitglied|sindicalista|syndiquée?"
    "|мусульман(?:ин|ка)|еврей(?:ка)?"
    "|православн(?:ый|ая)|гей|лесбиянка|مسلم|مسلمة|मुस्लिम|हिंदू"
)
_OWN = "hamileyim|engelliyim|müslümanım|(?:şeker|kanser|epilepsi|astım) hastasıyım|diyabetim var"
_HAN = "糖尿病|癌症|癌|艾滋病|抑郁症|癫痫|哮喘|怀孕|残疾人?|穆斯林|基督徒|佛教徒|同性恋"

_ALONE, _ENDS = r"(?<![^\W_])", r"(?![^\W_])"
_WORDS = r"(?:\s{1,2}[^\W\d_]{1,12}){0,2}?\s{1,2}"
_PATTERNS = (
    late(rf"{_ALONE}(?:{_ASKS})\s{{0,2}}(?:(?:an?|the|un|una|une|um|uma|eine[rmn]?)\s)?(?P<said>[^\W\d_]{{3,30}})"),
    late(rf"{_ALONE}(?:{_SAYS}){_WORDS}(?P<said>{_HEALTH}|{_BELONGS}){_ENDS}"),
    late(rf"{_ALONE}(?P<said>{_OWN}){_ENDS}|(?:我|患有|患了|确诊为?|诊断为|得了)[^\W\d_a-z]{{0,4}}?(?P<han>{_HAN})"),
)


class _Special:
    name = "special"
    kinds: tuple[str, ...] = ("SPECIAL",)
    triggers: tuple[str, ...] = tuple(f"(?:^|[^a-z])(?:{words})" for words in (_ASKS, _HEALTH, _BELONGS, _OWN, _HAN))

    def find(self, text: str) -> Iterator[Finding]:
        lower = lowered(text)
        spans = sorted(match.span(match.lastgroup or 0) for pattern in _PATTERNS for match in pattern.finditer(lower))
        free = 0
        for start, end in spans:
            if start >= free:
                free = end
                yield Finding(start, end, "SPECIAL", 0.7, self.name, lower[start:end], PATTERN)


def make(regions: tuple[str, ...] = ()) -> Detector:
    """The detector; it has no settings."""
    return _Special()
