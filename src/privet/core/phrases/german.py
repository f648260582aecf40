"""German: how a secret is asked for."""

from privet.core.phrases import Phrases
from privet.core.phrases.german_names import HARMLESS, SECRETS

GERMAN = Phrases(
    language="de",
    common=r"""
        der|die|das|und|sie|ihre?|ihren|ihrer|ihnen|ist|nicht|mit|fur|auf|wir|uns|bitte|den|dem|ein|eine|zu|von|haben
        ich|mir|dein~|du|wie|nie|niemals|im|am|kein~|es|lautet|oder|hallo|nach|per|an
    """,
    parts={
        "send": r"""
            zuruckmail~|zuruckschreib~|mail(?:en)? (?:sie )?(?:uns|mir)|abfotograf~
            (?:ruber|durch|rein|zuruck|mit|vorbei|her)(?:schick|send|tipp|schreib|geb|gib)~|raussuch~|abtipp~
            hinschreib~|dazuschreib~
            schick(?:en|e|t|st)?|send(?:en|e|et|est)?|mail(?:en|e|t)?|sims(?:en|e|t)|whatsapp(?:en|e)|texten?|tippen?
            tippt
            schreib(?:en|e|t|st)?|nenn(?:en|e|t|st)?|sag(?:en|e|t|st)?|gib|geb(?:en|e|t)|gibst|teil(?:en|e|t)?
            verrat(?:en|e|et)?
            les(?:en|e|t)|lies|diktier~|buchstabier~|ubermittel~|ubermitteln|mitteilen|mitzuteilen|durchgeb~|durchgib
            durchzugeben
            angeb~|anzugeben|weiterleit~|leit(?:en|e|et)|hinterleg~|hinterlass~|antwort~|bestatig(?:en|e|t)|nachreich~
            beifug~|beileg~
            foto~|abfotografier~|scann?~|zeig(?:en|e|t)|vorles~|vorzulesen|zusend~|zuschick~|zukommen|zusenden
            zuzusenden
            hochlad~|lad(?:en|e|et)|hochzuladen|poste?n?|einreich~|reich(?:en|e|t)|ubersend~|rausruck~|durchsag~
            anhang~|hang(?:en|t)?
            einfug~|fug(?:en|e|t)|wiederhol~|eingeb~|eingib|einzugeben|eintipp~|eintrag~|trag(?:en|e|t)|erfass~|tell~
            melde?n?|reinschreib~
            bekanntgeb~|weitergeb~|mitschick~|simse|notier~|beantwort~
        """,
        "us": r"(?:uns|mir|an uns|an mich|dem team|dem support|unser~ \w{1,14})",
        "them": r"""
            (?:den|die|der|dem|unsere?n?|jeden|jede|einen|einem|ihn|sie|ihnen|ihm)(?: (?:kund~|nutzer~|anrufer~|user~
            benutzer~|gast|gaste~
            anwender~|patient~|besucher~|person|interessent~|gesprachspartner~|mitglied~|teilnehmer~))?
        """,
        "card": r"(?:(?:kredit|debit|bank|giro|ec-?|visa|master|zahlungs|giro-)?-?karten?)",
    },
    secrets=SECRETS,
    harmless=HARMLESS,
    tell=r"""
        (?:verlange|erfrage|erfasse|fordere|notiere|erhebe)(?! (?:nicht|nie|kein~))
        wenn ich (?:\S{1,30} ){1,8}?(?:aufnehme|notiere|aufschreibe|bekame|hatte)
        soll (?:er|sie|der \w{1,14}|die \w{1,14}) (?:dir|uns|ihnen|mir|es dir)
        in erfahrung (?:zu )?bring~|(?:mocht|will|wollen|wurde)\w{0,3} (?:ich|wir) (?:\w{1,10} )?(?:horen|wissen
        sehen)|(?:ruf|rufen|sing|brull|schrei)\w{0,2} (?:sie )?(?:mir|uns)|(?:ich|wir) (?:nehm|nehme|nehmen|notier
        notiere|notieren|schreib|schreibe) (?:\w{1,8} ){0,3}?(?:ihre?n?|deine?n?)|mach ein foto|durch (?:antwort
        ruckantwort|rucksendung|zusendung|angabe) (?:mit|von|der|ihrer)
        (?:durfte|darf|konnte|mochte|wurde|kann) ich …(?:\S{1,30} ){0,8}?(?:bitten|haben|notieren|wissen|erfahren
        sehen|werfen|kriegen|fragen)
        (?:ich|i|wir|mir) (?:musste|muss|mussten|brauch|brauche|braucht|brauchat|hatt|hatte|hatten|bekame|kriege
        krieg|brauchte|benotigte)(?: \w{1,12}){0,3}?
        (?:hatte|hatten|brauch|brauchte|benotige|bekame) (?:ich|i|wir) (?:noch |gern~ |bitte |mal |nur ){0,3}
        (?:also |und |nur )?her damit|brauch (?:ich|i)
        (?:\w{2,14}en) (?:sie |du )?(?:es |sie |ihn |das |die |den )?(?:mir|uns)|(?:magst|magsch|kannst|konntest
        willst|wurdest) (?:du )?(?:mir|uns) …
        (?:hol|hole|holen|lass|lasse|entlock|entlocke|entlocken|besorg~|verschaff~|beschaff~|luchs) (?:sie )?(?:dir
        sich|dem|der|den|vom) …(?:user|nutzer|kund|anrufer|gast|geben|nennen)~
        mit welche[mnr]|wie (?:hieß|hiess)|(?:drauf|so lange|solange) …(?:bis|nachhak|dranbleib)~|(?:frag|frage
        fragen|nimm|erfasse) …(?:beides|alles|ab)
        (?:soll|sollen|muss|mussen|musst|lass) …(?:\w{1,20} ){0,5}?(?:abfragen|erfragen|erheben|verlangen|einholen
        anfordern|einfordern)|(?:kannst|konntest|wurdest|magst) (?:du )?(?:mal |kurz |bitte )?(?:mir|uns)
        fulle?n? …aus und (?:schick|send)~
        was fur (?:ein|eine|einen)|mach(?:en|e|t) (?:sie |mal |bitte |uns |mir )*(?:ein |einen )?(?:foto|scan|bild
        screenshot)s?
        (?:hatten|hattest) (?:sie|du) …(?:fur mich|fur uns|da|parat|griffbereit|zur hand)|waren sie so (?:nett
        freundlich|lieb|gut)|fragt (?:sie|dich) …nach
        um (?:angabe|zusendung|ubersendung|ubermittlung|mitteilung|nennung|eingabe)|(?:reicht|genugt) (?:uns|mir)
        (?:uns|mir) (?:reicht|genugt)
        (?:<send>) (?:sie |du |ihr |es |bitte |sie bitte |mal |doch |einfach |kurz |jetzt |nun |gern |gerne )*<us>
        <us> (?:bitte |es |sie |mal |kurz |einfach ){0,2}…(?:<send>|mitteil~|durchgeb~)
        (?:kann|konnte|durfte|darf|durfen|durften|konnen|konnten|mochte) (?:ich|wir) …(?:haben|erfahren|bekommen
        wissen|fragen|notieren|aufnehmen|bitten|kriegen)
        (?:konnen|konnten|konntest|kannst|wurden|wurdest|konnt|mogen|wollen|lassen|lass|lasst) (?:sie |du |ihr )?…<us>
        (?:ich|wir) …(?:brauch~|benotig~|bitten|benotigten|brauchten|brauchte|braucht|benotigte|fehlt|fehlen|erbitten
        erfrag~)
        (?:brauch(?:e|en|t|en)|brauchte~|benotig~) (?:ich|wir|noch|nur|lediglich|dafur|dazu|hier|<us>|jetzt|zunachst
        vorab|auch|zur|zum|fur)
        (?:brauche|brauchen|benotige|benotigen|bitte um|bitten um|es fehlt|fehlt|fehlen)
        (?:<us>) (?:fehlt|fehlen)|fehlt <us>|fehlen <us>
        wie (?:lautet|lauten|heisst|heißt|ist|war)|was (?:ist|sind|war|lautet) (?:ihr|dein|euer|der|die|das|ihre
        deine)~|welche~ (?=\w{0,20}(?:pin|code|passwort|kennwort|tan|nummer|ziffern|zahlen))
        welche~ …(?:code|pin|tan|zahlen|ziffern|buchstaben|passwort|nummer) …(?:steht|haben|hast|erhalten|bekommen
        zeigt|angezeigt|benutz~|verwend~)
        was steht|sag(?:en|t)? (?:sie )?(?:mir|uns)|(?:antworten|antworte|antwortet) …mit|als antwort|per antwort
        zuruck an
        (?:haben|hast) (?:sie|du) …(?:zur hand|parat|griffbereit|bereit|da|fur mich|fur uns)
        (?:frag(?:e|en|t)?|bitte|bitten|fordere?|fordern|aufforder~|auffordern|ersuche|lass|lasse|lassen|veranlass~
        animier~) (?:sie |du |dann |zuerst |immer |zunachst )*<them> …(?:nach|um|auf|zu|geben|nennen|<send>)
        (?:frag(?:e|en|t)?|nachfrag~) (?:sie |du |bitte |zuerst |immer |zunachst |dann )*(?:nach|<them>)|(?:nach
        um) …(?:fragen|bitten|zu fragen|erfragen)
        (?:erfrag~|erheb~|sammel?~|sammle|abfrag~|einhol~|verlang~|erbitt~|anforder~|hol|hole|holen|lass dir
        lassen sie sich|ermittl~|besorg~|notier~|nimm|nehmen|erfass~|fordere?n?) …(?:<them>|ihre?|dessen|deren|seine?
        die|den|das|sich|ein|alle|sie)
        (?:wird|werden|werde|mochte|will|mochten) (?:sie|dich|ihnen|dir|euch|wir|ich|gleich|noch|dann) …(?:nach|um
        nennen|fragen|bitten|haben|wissen|sehen)
        ich (?:hatte|brauchte) gern~|wir hatten gern~|hatte ich gern~|benotigen wir|brauchen wir|brauche ich
        benotige ich|warte~ (?:noch )?auf (?:ihr|dein|die|den)~|bitte um|erbitten
        her mit|gib mal|gebt mal|ruck mal|schick mal|schreib mal|sag mal|bitte um
    """,
    give=r"""
        tipp(?= (?:mir|uns|hier|mal|bitte|den|die|das|es|dein|ihn))|rausgib|reintipp~|(?:erheben|aufnehmen|erfassen
        ermitteln|abzufragen|zu erheben|auszufullen|ausfullen und)|bitte (?:hierher|her|zu mir|zu uns)
        bitte (?:den|die|das|ihre?n?|deine?n?|hier|noch)
        erfrage|erbitte|(?:abfragen|erfragen|anfordern|einholen|verlangen|notieren|abfrage|abzufragen|zu erfragen
        anzufordern
        zukommen lassen)
        <send>|(?:eingeben|einzugeben|eintippen|angeben|bereithalten|bereitzuhalten|bereit halten|mitteilen|nennen
        durchgeben|vorlesen)
        gib …(?:ein|an|durch|weiter)|(?:wird|werden|ist|sind) …(?:benotigt|gebraucht|erforderlich|notwendig|notig
        erbeten)|erforderlich|benotigt
    """,
    firm=r"""
        (?:musse|muss|mussen|soll|solle|sollen) (?:er |sie |es )?(?:dir|ihnen)(?= …(?:\S{1,30} ){0,6}?(?:geben|nennen
        sagen|schreiben|schicken|mitteilen|verraten|durchgeben|vorlesen))
        ohne (?:\w{1,24} ){1,7}?(?:kann|konnen|geht|komme|kommen|lasst|darf|durfen|lauft
        wird) (?:\w{1,14} ){0,4}?(?:nicht|nichts|kein~|nix|leider)
        (?:wenn|sobald|falls) (?:sie|du) (?:mir|uns) …(?:\S{1,30} ){0,4}?(?:geben|gibst|nennen|nennst|sagen|sagst
        schicken|schickst|senden|sendest|mitteilen|mitteilst|durchgeben|verraten|verratst|vorlesen)|(?:erst
        nur) …wenn (?:uns|mir|wir|ich)|solange (?:uns|mir|wir|ich)
        (?:erst|bevor|ehe|bis|solange) …(?:wenn |nicht )?(?:der|die|ein) (?:kund|anrufer|nutzer|user
        gast)~ …(?:\S{1,30} ){0,8}?(?:genannt|nennt|verrat|mitteilt|mitgeteilt|durchgibt|angibt|angegeben|sagt|gesagt
        schickt|geschickt)
        (?:wir |ich )?(?:kommen|komm|komme|kann|konnen|geht|lauft) …ohne …(?:nicht|nichts|nix|kein~)|ohne …(?:lauft
        geht|gibt|wird|komm~) …(?:nix|nichts|nicht|kein~|nimmer)
        (?:zogern sie nicht|zogere nicht|vergessen sie (?:bitte )?nicht|vergiss (?:bitte )?nicht|bitte nicht vergessen
        nicht vergessen|scheuen sie sich nicht|keine scheu) …(?:<send>|zu)
        ohne (?:(?:ihre?n?|deine?n?|die|den|das|diese?n?|eine?) )?…(?:\w{1,20} )?(?:kann|konnen|geht|komme|kommen
        lasst|ist|bekomm~|darf|durfen) …(?:nicht|nichts|kein~|leider)
        (?:kann|konnen|darf|durfen|geht|komme|kommen) …(?:nicht|nichts|kein~|erst|nur) …(?:\w{1,14} ){0,2}?(?:ohne|mit
        wenn|sobald|nachdem)
        warum (?:schick~|send~|sag~|gib~|geben) (?:sie|du) …nicht|(?:konnen|konnten|wollen|mochten) sie (?:mir
        uns) nicht
    """,
    back=r"""
        (?:brauch|benotig)\w{1,2} (?:ich |wir |i )?(?:nur |bloss |bloß |einfach |lediglich )?die (?:nummer|zahlen
        ziffern)|(?:nur|bloß|einfach) die (?:nummer|zahlen|ziffern)
        (?:welche|was fur) (?:zahlen?|ziffern?|nummern?) (?:da|dort|drin)?~|(?:sagen|sag|lesen|lies|geben
        gib) (?:sie |du )?(?:mir |uns )?…(?:an|vor|durch)(?=\W*$)
        (?:reichen|senden|schicken|mailen) sie (?:sie|ihn|es) …(?:nach|zu|mit)|frag …(?:beides|alles|das|sie|es) …ab
        (?:die )?(?:vier|sechs|drei|acht) (?:ziffern|zahlen) (?:brauch|benotig|hatte|reichen)~
        (?:welche[rs]?|welches) (?:ist|sind|war|waren) (?:es|das|die)|(?:tipp|gib|schick|sag|schreib)(?:en sie|e
        t)? (?:ihn|es|sie|die) (?:nochmal|noch einmal|einfach|kurz|mal) (?:hier|rein|ein|mir|uns)
        was steht (?:da|dort|darin|drin)
        (?:<send>) (?:sie |du )?(?:<us> )?(?:ihn|es|diese~|die zahlen?|die ziffern|den code|sie (?=mir|uns)
        sie (?=bitte (?:mir|uns|hier|vor)))(?: (?:bitte|mal|dann|doch|einfach|kurz|hier|<us>|per \w{1,10}))*(?: (?:mit
        durch|weiter|vor|ein|zu|zuruck|her|rein|zukommen))?
        (?:wie|was) (?:lautet|lauten|steht|ist es|sagt|zeigt|heisst) (?:er|sie|es|da|dort|drin|darin|drauf|die|der)?
        was (?:da|dort) (?:steht|drinsteht)|<us> (?:ihn|es|sie|das|den) …(?:<send>)
        (?:antworten|antworte) (?:sie |du )?(?:bitte |einfach )?damit|(?:brauche|brauchen|benotige|benotigen) (?:ich
        wir) (?:ihn|sie|es|den|die|das)
        (?:wird|werden|ist|sind) …(?:benotigt|gebraucht|erforderlich|notig)|(?:kann|konnte|darf|durfte) ich (?:ihn|sie
        es) …haben|(?:ihn|sie|es) (?:mir|uns) …<send>|bitte …(?:mitteilen|durchgeben|schicken|senden|zusenden|nennen
        vorlesen|angeben|zurucksenden)
    """,
    ours=r"""
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
        (?:ablauf|abgelauf|lauft)~
        (?:^|(?<=[.!?]))\W{0,3}(?:vielen )?dank~|geklappt|funktionier~
        (?:ander|geander|zurucksetz|zurucksetz|wahl|gewahlt|erstell|bewahr|aufbewahr|aktualisier|pruf|uberpruf|merk
        benutz|verwend|nutz|aktivier|erneuer
        schutz|vernicht|sperr|entsperr|verdeck|bereithalt|festleg|leg|setz|losch|ignorier|abhol|beantrag|vergeb
        unterschreib|uberleg|denk|acht|halt|beacht|wechsel)~
    """,
)
