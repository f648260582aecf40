"""How people ask, in fifteen languages, for what the law gives them over their own data; the words of `core.claim`.

Whole sentences are told, not words: `lead` and `tail` are what may stand before and behind (politeness, a law), every
line of a right is a sentence, one that begins with `&` goes on with the line before. `<name>` is one of the language's
own `said`, `{words}` may be left out. Letters stand for themselves with and without accents, in either case.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Asking:
    """One language. `rights` has the sentences of each right, a line each; `back` is the word that takes a request
    back, and `backs` how else people say so.
    """

    lead: str
    tail: str
    said: Mapping[str, str]
    rights: Mapping[str, str]
    back: str
    backs: str


ENGLISH = Asking(
    "please|pls|plz|kindly|hi|hello|hey|hi there|hello there|good (?:morning|day|evening|afternoon)|dear (?:team|all)"
    "|i (?:want|need|ask|demand|require|hereby ask|hereby request|would like|'d like) (?:you )?(?:to|that you)"
    "|i'd like (?:you )?to|(?:can|could|would|will) you|you must|<law>",
    "please|pls|now|today|immediately|at once|right away|asap|as soon as possible|thanks|thank you|many thanks|kindly"
    "|best regards|regards|from your (?:systems?|servers?|database|records)|<law>",
    {
        "law": "(?:under|per|pursuant to|according to|as per|based on) (?:the )?(?:gdpr|ccpa|dpa|data protection law"
        "|(?:article|art) [0-9]{1,2}(?: of the)?(?: gdpr)?)",
        "you": "(?:that |which )?you(?: guys)? (?:still )?(?:have|hold|keep|store|process|have got|have stored"
        "|collected"
        "|have collected|saved|have saved)",
        "noun": "(?:personal )?(?:data|information|info)",
        "me": "(?:about|on|of) me",
        "mine": "(?:all )?(?:of )?my <noun>(?: <you>(?: <me>)?)?",
        "all": "(?:all|everything|anything|whatever|all (?:of )?(?:the )?<noun>|the <noun>|any <noun>) (?:<you>"
        "|(?:that )?"
        "you know) <me>|all (?:the )?<noun> <me>",
        "it": "(?:<mine>|<all>)",
        "want": "i(?: would|'d)? (?:want|like|need|wish|request|demand)(?: to)?",
        "field": "(?:full |first |last |family |legal )?(?:name|surname)|(?:phone |telephone |mobile )number"
        "|e-?mail(?: address)?|(?:postal |home |billing )?address|date of birth|birth date",
    },
    {
        "erasure": """(?:delete|erase|remove|wipe|destroy) <it>
            <want> (?:have )?<it> (?:to be )?(?:deleted|erased|removed|wiped)
            <want> (?:the )?(?:erasure|deletion|removal) of <it>
            {<want>} (?:exercise|use|invoke) my right (?:to erasure|of erasure|to be forgotten|to deletion)
            i want to be forgotten""",
        "access": """what (?:do|did) you (?:guys )?(?:know|have|store|keep|hold|save) <me>
            (?:what|which) <noun> do you (?:have|hold|keep|store|process|collect|save) <me>
            (?:what|which) personal (?:data|information) do you (?:have|hold|keep|store|process)
            (?:send|give|show|mail|email) me (?:a copy of )?<it>
            (?:give|grant) me access to <it>
            tell me (?:what|everything) you (?:know|have|hold|store|keep) <me>
            <want> (?:a copy of|access to|access|see|know|get) <it>
            <want> (?:know|see) what you (?:know|have|hold|store|keep) <me>
            {this is} (?:a|my) (?:data )?subject access request
            {<want>} (?:exercise|use|invoke) my right (?:of|to) access""",
        "portability": """export <mine>
            (?:send|give) me <mine> in (?:a |an )?(?:machine[ -]readable|structured|portable|open|json|csv)(?: format
            &| file)?
            {<want>} (?:exercise|use|invoke) my right (?:to|of) (?:data )?portability
            (?:transfer|move) <mine> to (?:another|a different|my new) (?:company|provider)
            <want> take <mine> with me""",
        "correction": """(?:correct|rectify) (?:my (?:<field>)|<mine>)(?: (?:to|in your|it is|it's
            &|it should be) .{1,80})?
            my (?:<field>) is (?:wrong|incorrect|misspelled|misspelt) in your (?:records|system|files|database)
            {<want>} (?:exercise|use|invoke) my right (?:to|of) (?:rectification|correction)""",
        "restriction": """(?:restrict|limit) (?:the )?(?:processing|use) of <mine>
            {<want>} (?:exercise|use|invoke) my right to restriction(?: of processing)?""",
        "objection": """i (?:hereby )?object to (?:the |your |any )?(?:processing|use) of <mine>
            i (?:hereby )?object to (?:you|your) (?:processing|using) <mine>
            i (?:hereby )?object to (?:direct marketing|profiling)
            (?:stop|do not|don't) (?:using|processing|use|process) <mine>(?: for (?:marketing|advertising))?
            {<want>} (?:exercise|use|invoke) my right to object""",
        "withdrawal": """i (?:hereby )?(?:withdraw|revoke|retract|take back) (?:all )?(?:of )?my consents?
            (?:withdraw|revoke) (?:all )?my consents?
            i (?:hereby )?(?:withdraw|revoke) my consent to the (?:processing|use) of <mine>""",
    },
    "TAKE BACK",
    "i (?:take|want to take) back my request|i (?:withdraw|want to withdraw) my request",
)

GERMAN = Asking(
    "bitte|hallo|hi|guten (?:tag|morgen|abend)|liebes team|sehr geehrte damen und herren|ich (?:bitte|fordere)"
    " (?:sie|euch"
    "|dich)(?: auf)?|(?:können|könnten|würden) sie|(?:kannst|könntest) du|(?:könnt|könntet) ihr|<law>",
    "bitte|jetzt|sofort|umgehend|unverzüglich|danke|vielen dank|besten dank|mit freundlichen grüßen|<law>",
    {
        "law": "(?:gemäß|nach|laut|aufgrund) (?:der )?(?:dsgvo|(?:art"
        "|artikel) [0-9]{1,2}(?: abs [0-9])?(?: der)?(?: dsgvo)?)",
        "data": "(?:personenbezogenen |persönlichen |gespeicherten )?(?:daten|informationen)",
        "you": "die (?:sie|ihr|du) (?:über|von|zu) mich? (?:haben|habt|hast|speichern|speichert|gespeichert"
        " (?:haben|habt))"
        "|die (?:sie|ihr) (?:über|zu|von) (?:mich|mir) (?:haben|habt|speichern|speichert|gespeichert (?:haben|habt))",
        "it": "(?:alle )?(?:meine[rn]?) <data>(?: (?:<you>))?|alle <data> (?:über mich|zu meiner person|von mir"
        "|(?:<you>))"
        "|alles was (?:sie|ihr|du) (?:über|von) (?:mich|mir) (?:wissen|wisst|weißt|haben|habt|hast|gespeichert"
        " (?:haben|habt))",
        "del": "(?:löschen?|loeschen?|lösch|loesch|löscht|loescht|entfernen?|entfernt|vernichten?|vernichtet)(?: sie)?",
        "field": "(?:meinen|den) (?:vor|nach)?namen|meine (?:e-?mail-?adresse|adresse|anschrift|telefonnummer"
        "|handynummer)"
        "|mein geburtsdatum",
        "want": "ich (?:möchte|will|verlange|beantrage|wünsche|hätte gern|hätte gerne|bitte um|fordere)",
        "right": "{<want>} (?:mache |nutze |übe )?{ich} {mache} (?:von )?mein(?:em)? recht auf",
    },
    {
        "erasure": """<del> (?:<it>)
            (?:<it>) <del>
            <want> dass (?:sie |ihr |du )?(?:<it>) (?:löschen|löscht|löschst|gelöscht werden|entfernen|entfernt)
            <want> (?:die )?löschung (?:<it>)
            <want> (?:<it>) löschen lassen
            <right> (?:löschung|vergessenwerden)(?: gebrauch| geltend)?(?: machen| ausüben)?
            ich möchte vergessen werden""",
        "access": """was (?:wissen sie|wisst ihr|weißt du|haben sie|habt ihr) (?:alles )?(?:über|von) (?:mich
            &|mir)(?: gespeichert)?
            was (?:ist|haben sie|habt ihr) (?:bei ihnen |bei euch )?(?:über|zu|von) (?:mich|mir)(?: bei ihnen
            &| bei euch)? gespeichert
            welche <data> (?:haben|speichern|verarbeiten|habt|speichert) (?:sie|ihr) (?:über|von|zu) (?:mich|mir)
            &(?: gespeichert)?
            (?:schicken|senden|geben|zeigen) sie mir (?:eine kopie )?(?:<it>)(?: zu)?
            (?:schick|schickt|sende|sendet|gib|gebt|zeig|zeigt) mir (?:eine kopie )?(?:<it>)(?: zu)?
            <want> (?:eine )?(?:auskunft|kopie|einsicht) (?:über|in|von|zu|all)? ?(?:<it>)(?: bekommen| haben
            &| erhalten)?
            <want> wissen was (?:sie|ihr) (?:über|von) (?:mich|mir) (?:wissen|wisst|haben|habt|gespeichert (?:haben
            &|habt))
            <want> (?:eine )?(?:selbstauskunft|datenauskunft|auskunft nach (?:art|artikel) 15(?: dsgvo)?)
            <right> auskunft(?: gebrauch| geltend)?(?: machen| ausüben)?""",
        "portability": """(?:exportieren|exportiert|exportiere)(?: sie)? (?:<it>)
            (?:schicken|senden|geben)(?: sie)? mir (?:<it>) in (?:einem )?(?:maschinenlesbaren|strukturierten
            &|offenen) format
            <want> (?:<it>) (?:mitnehmen|exportieren)
            <right> (?:datenübertragbarkeit|datenportabilität)(?: gebrauch| geltend)?(?: machen| ausüben)?""",
        "correction": """(?:berichtigen|korrigieren|berichtige|korrigiere|berichtigt|korrigiert)(?: sie)? (?:<it>
            &|<field>)(?: (?:in|zu|auf|er lautet|sie lautet) .{1,80})?
            <want> (?:<it>|<field>) berichtigen lassen
            <want> (?:die )?(?:berichtigung|korrektur) (?:<it>|meines namens|meiner adresse|meiner anschrift)
            <right> berichtigung(?: gebrauch| geltend)?(?: machen| ausüben)?""",
        "restriction": """<want> (?:die )?einschränkung der verarbeitung(?: (?:<it>))?
            schränken sie die verarbeitung (?:<it>) ein
            <right> einschränkung der verarbeitung(?: gebrauch| geltend)?(?: machen| ausüben)?""",
        "objection": """(?:hiermit )?(?:ich )?widerspreche (?:ich )?(?:hiermit )?der (?:verarbeitung|nutzung
            &|verwendung) (?:<it>)(?: für werbung| zu werbezwecken)?
            (?:hiermit )?(?:ich )?lege (?:ich )?(?:hiermit )?widerspruch gegen die (?:verarbeitung|nutzung) 
            &(?:<it>) ein
            (?:verwenden|nutzen) sie (?:<it>) nicht (?:mehr )?(?:für|zu) (?:werbung|werbezwecken)""",
        "withdrawal": """(?:hiermit )?(?:ich )?(?:widerrufe|ziehe) (?:ich )?(?:hiermit )?(?:alle )?meine 
            &(?:einwilligung|einwilligungen|zustimmung)(?: zurück)?(?: in die verarbeitung (?:<it>))?""",
    },
    "ZURÜCKNEHMEN",
    "ich (?:nehme|ziehe) mein(?:e|en) (?:antrag|anfrage) zurück",
)
