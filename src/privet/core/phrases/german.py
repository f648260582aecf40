"""German: how a secret is asked for."""

from privet.core.phrases import Phrases
from privet.core.phrases.german_asking import BACK, FIRM, GIVE, PARTS, TELL
from privet.core.phrases.german_names import HARMLESS, SECRETS

GERMAN = Phrases(
    language="de",
    common=r"""
        karte|nummer|passwort|ausweis|daten|bitten|geben|schicken|sagen|brauche|hinten|welcher|ihrem|deiner|deinen
        wurde|wird|werden|bis|sich|oder|aus|dann|was|welche~|bei|zum|zur|einen|einem|eines|sind|noch|nur|auch|man|kann
        hier|wenn|muss|jetzt|gern
        der|die|das|und|sie|ihre?|ihren|ihrer|ihnen|ist|nicht|mit|fur|auf|wir|uns|bitte|den|dem|ein|eine|zu|von|haben
        ich|mir|dein~|du|wie|nie|niemals|im|am|kein~|es|lautet|oder|hallo|nach|per|an
    """,
    parts=PARTS,
    secrets=SECRETS,
    harmless=HARMLESS,
    tell=TELL,
    give=GIVE,
    firm=FIRM,
    back=BACK,
    which=r"""
        (?:mit )?(?:welche[nrsm]?|was fur(?: eine?n?)?) (?:(?:aktuelle|genaue|vollstandige|letzte|alte)[nrs]? ){0,2}
        (?:was|wie) (?:is|iss|ist|war|ware|sind|waren|lautet|lauten|lautete|heisst|heißt|hieß|geht|ging) (?:(?:nochmal
        nochmals
        noch mal|denn|gleich|eigentlich|wohl|bitte|jetzt|die|der|das|ihre?|deine?|eure?|seine?|aktuelle|genaue
        vollstandige|komplette|ganze) ){0,4}
    """,
    missing=r"""
        (?:noch |bisher |leider )?nicht (?:genannt|mitgeteilt|geschickt|gesendet|erhalten|bekommen|angegeben|beigefugt
        durchgegeben|verraten)
        fehlt|fehlen|(?:steht|stehen) …(?:noch )?aus|(?:liegt|liegen) (?:uns|mir) …(?:noch )?nicht vor|vermissen wir
        (?:ist|sind) …(?:unvollstandig|nicht lesbar|unleserlich|noch offen)|noch offen (?:ist|sind)
    """,
    ours=r"""
        zeig(?:t|en) (?:die|das|der|ihre?|deine?) (?:\w{0,12}app|gerat|display|bildschirm|handy|terminal|automat
        seite)~|(?:mieter|gaste|kunden|besucher|reisende|mitglieder|fahrer) (?:\S{1,12} )?(?:zeigen|legen|bringen
        brauchen)
        (?:den|einen|der|ihren|mein|dieser|diesen|beim) scan|tragen sie (?:den|ihren|einen
        immer) (?:\w{1,14} )?\w{0,10}ausweis|(?:kann|konnen|darf|durfen) (?:\S{1,20} ){0,3}?(?:verlangt|gefragt) werden
        (?:auf|in|an|am|im|beim|bei|uber) (?:\w{1,16} ){1,3}(?:werden|wird|werdet) (?:sie|du|ihr) …(?:nach|um
        aufgefordert)|(?:werden|wird) (?:sie|du) …(?:auf|in|an|am|im|beim) (?:\w{1,16} ){1,3}(?:nach|um)
        (?:schreibt|schickt|sendet|nennt|postet|tippt|teilt|gibt) (?:jemand|ein~ (?:kund|nutz|anruf|user)~|der (?:kund
        nutz|anruf|user)~)|(?:mochten|mochtest|wollen|willst|soll|sollen|kann|konnen|darf) (?:sie|du|ich
        wir) (?:\S{1,14} ){0,4}?(?:neu~|anforder~|bestell~|beantrag~)
        (?:wenn|sobald|falls|nachdem|bevor|ob|wie|wo|dass|als) (?:sie|du|ihr|man) (?:\S{1,20} ){0,4}?(?:eingeb|eingib
        eintipp|eingegeben|vergess|verlier|verloren|ander|zurucksetz|wahl|nutz|verwend|bekomm|erhalt)~|geht es um
        es um …geht
        unterschreib~ (?:\w{1,5} ){0,2}?bitte (?:die|den|das|ihre)
        (?:haben|hat|wurde|wurden|ist|sind) …(?:erhalten|gepruft|geandert|zugeschickt|geschickt|verschickt|versendet
        angekommen)|kommt gleich|(?:ist|sind) (?:der|die|das|ihr\w?) …(?:da|angekommen|gekommen)(?=\W*$)
        mussen sie …nicht
        (?:wenn|falls|sobald) (?:\S{1,20} ){1,8}?(?:tippt|schreibt|schickt|nennt|postet|sendet|mitteilt|angibt)
        (?:wenn|falls|sobald) (?:ein|der|die|eine) (?:kund|nutz|user|anruf|gast)~ …(?:schreib|schick|send|teil|nenn
        post|eingib|tipp)~
        tippen? (?:sie )?auf|(?:haben|hast) (?:sie|du) …(?:bekommen|erhalten|vergessen|gesehen|geandert)(?=\W*$)
        (?:wir|ich|er|es) (?:<send>|werden|werde|haben|habe|konnen|kann|mochten)(?: (?:ihnen|dir|euch|sie|dich|die|den
        das|ihre?n?|deine?n?|es|ihn))? (?!.{0,60}(?:frag|bitt|brauch|benot|uns|mir))
        (?:<send>|haben|werden|habe|werde) (?:wir|ich) (?:ihnen|dir|euch|ihre?n?|deine?n?|die|den|das|es|ihn|sie)
        (?:<send>) (?:ihnen|euch)|(?<!lass[ ])(?<!lasse[ ])(?<!hol[ ])(?<!hole[ ])(?:ihnen|dir|euch) …(?:zugeschickt
        gesendet|geschickt|mitgeteilt|zugesandt|<send>)
        (?:wenn|falls|sobald|nachdem|bevor|ob|wie|wo|dass|damit|als) (?:sie|du|ihr|man) …(?:eingeb~|eingib~|eintipp~
        angeb~|eingegeben)
        (?:app|seite|webseite|website|automat|gerat|terminal|system|handy|telefon|router) (?:~ )?(?:fragt|verlangt
        fordert|braucht|benotigt|bittet)
        bitte (?:beachten|wenden|andern|rufen|prufen|wahlen|klicken|offnen|starten|setzen|loschen|warten
        melden sie sich|haben sie)
        (?<!mach[ ])(?:per|eine?r?|die|diese|der|unsere?|in|mit|jede|von|ihre|dieser) (?:sms|mail|e-?mails?|post
        antwort|scan|foto
        frage|bitte(?! (?:ein)?mal| kurz| vor| hier| noch))
        (?:ich|wir|er|sie) (?:braucht?|benotigt?) (?:nicht|kein~)|sie (?:brauchen|benotigen)|du brauchst|sie (?:konnen
        mussen|haben|werden|erhalten|bekommen|finden) (?!<us>)
    """,
    opener=r"""
        wie (?:wir|sie|man|ich)
        (?:verdeck|schwarz|unkenntlich|abdeck|uberkleb|verberg|ausblend)~
        ob|wenn|falls|sobald|nachdem|bevor|weil|wie (?:oft|viele|lange|man)|warum|wo|damit (?:wir|ich|sie)|dass
        um (?=.{0,60} zu)|indem|bis|wahrend|welche~ (?=.{0,30}(?:app|gerat))
        (?:vergessen|verloren|zurucksetz~|zurucksetzen|zuruckgesetzt|geandert|andern|neue[ns]?|falsche?[nrs]?
        gesperrt~|abgelaufen~|wechseln|beantragen|zuruckzusetzen|zu andern|entsperren)
        (?:wir|ich) (?:senden|schicken|sende|schicke)|statt|anstatt|anstelle|(?:senden|schicken) wir
    """,
    no=r"nicht|kein(?:e|en|er|em|es)?|nie|ohne|weder|noch nie|niemals|nichts|vermeide~|unterlass~|statt|anstatt",
    never=r"""
        nie|niemals|niemand~|keinesfalls|auf keinen fall|unter keinen umstanden|keiner|kein (?:mitarbeiter~|kollege
        berater|echter|serioser)|nimmer|zu keinem zeitpunkt|keine bank|weder|durfen nicht|darf nicht|sollen nicht
        soll nicht
        keine (?:passworter|pins?|tans?|codes?|daten|geheim~|zugangs~|kartennummern|kreditkarten~|vollstandigen
        seriose~)|verboten|untersagt
    """,
    nobody=r"""
        (?:nehmen|akzeptieren|speichern|erheben|verlangen|brauchen|benotigen|erfragen|wollen) (?:wir|ich) …(?:nicht
        kein~|nie)|(?:nehmen|annehmen|akzeptieren|speichern) (?:\S{1,20} ){0,4}?(?:nicht|keine)|(?:nicht|keine) …(?:an
        annehmen|entgegen~|akzeptieren)(?=\W)
        nirgend(?:s|wo)~
        (?:uns|mir) (?:bitte )?nicht|bitte nicht(?=\W*$)
        niemand~|niemals|(?:an|mit|gegenuber) (?:dritte~|andere~|fremde~|unbekannte~|jemand~)|anderen|dritten
        (?:geheim|vertraulich|fur sich|fur dich|sicher) (?:halten|behalten|aufbewahren|auf)|halten sie …(?:geheim
        sicher)|behalten sie|behalte
        auch (?:nicht|uns nicht)|selbst (?:uns|wenn)|nicht (?:notig|erforderlich|benotigt|notwendig|gefragt|weiter~
        preis|heraus|raus|mit|mitteilen|nennen|angeben)|nie (?:weiter~|preis|heraus)|jemals|verboten|untersagt
        unzulassig|nicht (?:per|am|im|in|an|uber|via|hier)
    """,
    but=r"aber|sondern|jedoch|stattdessen|allerdings|nur (?:die|den|nach)|doch bitte|ausser",
    warning=r"""
        (?:mail|e-mail|nachricht|sms|anruf)s? (?:die|der|in der) (?:nach|um) (?:\S{1,20} ){1,3}?(?:fragt|fragte|bat
        bittet)
        (?:ist|sind|stammen|stammt|kommt|kommen) nicht von uns
        (?:gibt|geben) sich …(?:als|fur|aus)|jemand …(?:fragt|bittet|ruft)
        (?:sms|mails?|nachrichten|anrufe|anrufer|e-?mails?|links?|leute) die …(?:wollen|mochten|verlangen|abfragen
        fordern|abgreifen)
        (?:bitt|sag|frag|auffordern)\w{0,3} (?:ihn|sie|den \w{1,14}|die \w{1,14}|ihm|ihr) …(?:zu loschen|loschen
        entfernen|zu lassen|loscht|aufzuhoren|nicht)
        das waren (?:nicht )?wir|(?:wiederhol|speicher|notier)\w{1,3} (?:sie|es|ihn|die \w{1,16}) nicht|ausgeblendet~
        betrug(?!s(?:abteil|prav|team|dezernat|abwehr))~|betruger~|phishing~|smishing|kriminell~|gauner~|abzocke~
        hacker~|diebe?n?|fake-?~|auflegen
        legen sie (?:sofort )?auf|unbekannte~|angebliche~|gefalscht~
        (?:wenn|falls|sollte) (?:sie |dich |dir |ihnen |du )?(?:jemand|irgendwer|irgendjemand|ein anrufer|ein fremder
        eine (?:sms|mail|e-mail|nachricht))|wer (?:sie |dich |auch )?…(?:fragt|bittet|verlangt|fordert)
        jemand …(?:fragt|bittet|verlangt|fordert|nach)
        (?:nicht|nie|niemals) von uns|(?:nachrichten?|mails?|sms|anrufe?) wie
        solche (?:anrufe|mails|nachrichten|e-mails)|(?:mails?|anrufe?|nachrichten?|sms|e-mails?|links?) die …(?:fragen
        auffordern|verlangen|bitten|fordern)|gefragt werden
    """,
    place=r"""
        (?:druck|klick|tipp(?:en sie)? auf|wisch|schieb|einschalt|neustart|wahlen sie)~|(?:sobald
        wenn) (?:der |die |das )(?!kund|nutz|anruf|user|gast)
        (?:auf|unter|bei) [\w-]{2,20}\.(?:com|net|org|de|at|ch|example)
        (?:in|auf|uber) (?:der|die|unserer|unsere|ihrer) (?:app|website|webseite|seite)
        offnen sie (?:die|ihre|unsere) (?:~-?)?app
        (?:in|im|auf|am|uber|bei|an|mit|ins|zur|beim|via|unter) (?:der |die |den |das |dem |ihre[rmn]? |deine[rmn]? 
        unsere[rmn]? |einem |einer |unserem )?(?:\w{1,16}[ -]){0,2}?(?:\w{0,14}-?app|webseite|website|internetseite
        homepage|(?!ruck|vorder|karten)\w{0,12}seiten?|terminal|kartenterminal|\w{0,14}tastatur|tastenfeld
        telefontastatur|geldautomat~
        automaten?|kartenleser|lesegerat|gerat|gerats|\w{0,14}gerate?t?|handys?|telefons?|smartphones?|anmelde~|login~
        \w{0,14}portal|\w{0,14}formular|konto|kundenkonto|kundencenter|kundenbereich|menu|einstellungen|feld
        eingabefeld|maske|router~|bildschirm|kasse|online-?banking|browser|fenster|schloss|ziffernblock|decoder
        receiver|tv|fernseher|banking|bestellvorgang|wallet|zahlungsvorgang|bezahlvorgang)
        beim (?:anmelden|einloggen|login|einschalten|bezahlen|start~|abheben|zahlen|einrichten|bezahlvorgang)
        ^\W{0,3}zum (?:anmelden|einloggen)|nach dem (?:ton|signalton|piepton|einschalten)|dort|selbst
    """,
    shown=r"""
        kommt|kommen|benutz(?:t|en|e|st)|verwend(?:en|est|e)|nutz(?:t|en|e|st)|geschickt
        steht|stehen|sehen|siehst|sieht|angezeigt~|zeigt|anzeigt|erscheint|erhalten|bekommen|gesehen|finden|findest
        generiert~|kam|angekommen
    """,
    door=r"""
        auf papier|(?:der|ihrer|dem|ihrem) (?:gastgeber|vermieter)~
        (?:inlands)?fluge?n?|reisen?
        link (?:zum|zur|auf dem|wo|uber den|unter dem)
        (?:dem|der|unserem|unserer|beim|zum|den|einem) (?:\w{1,14} )?(?:personal|mitarbeiter(?:in)? (?:am|an|vor|in)
        schaffner|zugbegleiter|kontrolleur|beamt|sicherheits(?:dienst|personal)|pfleger|arzt|arztin|turpersonal|verkauf
        kassier|fahr|boten|pfortner)~
        (?:am|zum|beim) (?:flughafen|bahnhof|gate|einlass|empfang|schalter|termin|wahllokal|wahlen|check-?in|boarding
        abholen|einsteigen|tresen|kontrolle)|bei (?:der )?(?:abholung|ankunft|anreise|ubergabe|kontrolle|lieferung
        anmeldung vor ort|einreise|wahl)|mitnehmen|dabei ?haben|mitfuhren|bei sich
        (?:an|mit|unter) (?:deine~? |ihre~? |einen |eine )?freund~
        (?:sicher~|geschutzt~|verschlusselt~|unser~|online-?|upload-?|kontakt-?)[ -]?(?:formulars?|link|kanal|upload
        seite|bereich|portal|verbindung|postfach|web-?formular)|\w{0,14}(?:formular|postfach|upload|kundenportal
        serviceportal)s?
        (?:uber|unter|per|via|auf|mit|durch) (?:den |dem |diesen |diesem |folgenden |folgendem |unser~ |ihr~ |das 
        die |der )*(?:sicher~ )?(?:link|formular|portal|upload|postident~|videoident~|seite|website|webseite
        internetseite|kundenkonto|app)|(?:in|zur|einer|unserer|der|die|eine|ihrer|nachsten) (?:~ )?(?:filiale
        geschaftsstelle|shop|laden|zweigstelle|rezeption|praxis)|im (?:shop|laden|store|geschaft)
        personlich vor|vor ort|https?://\S{1,200}|www\.\S{1,200}|\{\{? ?~(?:link|url)~|am schalter|(?:dem|unserem|zum
        beim|den) (?:kurier|fahrer|boten|zusteller|techniker|paketboten|lieferanten|monteur|postboten|mitarbeiter am)
        (?<!erfahrung[ ])(?<!zu[ ])bringen|mitbringen|mitzubringen|bring|bei (?:der )?abholung|beim (?:check-in
        abholen|einlass|empfang)
        postident|am (?:empfang|einlass|eingang|counter)
    """,
    here=r"""
        (?:in|im) (?:dieses|diesem|das|dem) (?:fenster|chatfenster|verlauf)
        (?:diese[smr]?) (?:postfach|chat|adresse|mailadresse|nachricht)|kommentar~|kommentier~
        hier|hierher|(?:in|im|uber|per|via) (?:diesem|diesen|dem|unserem|den|der|dieser|diese|ihrer|deiner)? ?(?:chat
        nachricht|antwort|sms|mail|e-?mail|gesprach|unterhaltung|whatsapp|telegram|messenger|chatfenster|chatverlauf)
        antwort~|zuruck|(?:per|via) (?:sms|mail|e-mail|whatsapp|antwort|foto|telefon)|telefonisch|am telefon|auf diese
        unten|uns|mir|an uns|jetzt gleich
    """,
    please=r"""
        dann \w{3,14} (?:ich|wir|i|es)|und (?:ich|wir) \w{3,14}
        damit (?:ich|wir)|wenn (?:sie so (?:nett|lieb|freundlich)|es geht|moglich|es ihnen nichts)|dann (?:schalte
        richte|kann|mache|mach|ordne|schau|buche|sind|geht) (?:ich|wir|i|es)|dann sind
        bitte|danke|bitteschon|dankeschon
    """,
    filler=r"""
        letzten?|ersten?|beiden?|zwei|zeichen|buchstaben|stellen|ihres|deines|des|nochmals?|noch|prufung|kontrolle
        abgleich|angaben|frage|ganz|neu|welche|zuletzt|haben|sie|du
        ich|wir|einmal|dazu|dafur|dann|drauf|ist|war|lautet|noch|bloß|nur|hier|rein|pflichtfeld|eingeben|eintragen|da
        so
        auf|ruckseite|vorderseite|karte
        furs|postfach|e-?mail|letzter|schritt|horen|haben|wissen
        hinten|drauf|drauf|vorne|zur|auszahlung|legitimation|mutter|von|alle|zwolf|worter|ganz|gern|gerne|ablaufdatum
        legitimierung|u
        und|ihre?n?|deine?n?|die|der|das|den|auch|oder|noch|dann|jetzt|nun|bitte|danke|ok|okay|gut|hallo|hi|liebe~
        frau|herr|kunde|kundin|also|vollstandige?n?|komplette?n?|voller|aktuelle?n?|einmal|mal|kurz|sowie|mit|zur
        verifizierung|zum|abgleich|schnell|bisherige~|beides|nur|ein|eine|fehlt|welche~|super|prima|nr|nummer
    """,
    after=r"nicht(?! nur)|nie|niemandem|niemals|keinesfalls",
    otherwise=r"""
        (?:mochten|wollen|lieber) (?:\S{1,14} ){1,5}?(?:bekommen|erhalten|empfangen)
        (?:mitnehm|mitfuhr|mitbring|vorbereit|einpack|hinterfrag|schwarz|erneu|verschick|zustell|lauf|kommt|kommen
        umstell|einricht|verlang|vermeid|notier(?=\S{0,3} …(?:nirgend|nie)))~
        (?:ablauf|abgelauf|lauft)~
        (?:^|(?<=[.!?]))\W{0,3}(?:vielen )?dank~|geklappt|funktionier~
        (?:ander|geander|zurucksetz|zurucksetz|wahl|gewahlt|erstell|bewahr|aufbewahr|aktualisier|pruf|uberpruf|merk
        benutz|verwend|nutz|aktivier|erneuer
        schutz|vernicht|sperr|entsperr|verdeck|bereithalt|festleg|leg|setz|losch|ignorier|abhol|beantrag|vergeb
        unterschreib|uberleg|denk|acht|halt|beacht|wechsel)~
    """,
)
