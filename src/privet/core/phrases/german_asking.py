"""German: what asks the reader to tell or to give; fields of `Phrases`."""

PARTS = {
    "send": r"""
        uberlass~|herausgeb~|rausgeb~|anvertrau~|preisgeb~|herausruck~|liefer(?:n|e|t|st)|offenleg~|durchtelefonier~
        fax(?:en|e|t)|mitteil~|aufsag~|aussprech~|sprech(?:en|t)|sprich|auszufullen|retournier~|verrat~|verriet~
        sag(?:st|ten|test)|gab(?:en|st)?|nann(?:te|ten)|schick(?:te|ten|test)|nachsend~|nachlief~|ruberschick~|zuruf~
        abtipp~|bekanntgeb~|kundtu~|abfotografier~|hochhalt~|halt(?:en|e|et) (?=.{0,50}kamera)|bereitstell~
        zur verfugung|vorzeig~|nachreich~|ubertrag~|ausfull~
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
        hochlad~|lad(?:en|e|et)|hochzuladen|poste?n(?!\w)|poste(?= )|einreich~|reich(?:en|e|t)|ubersend~|rausruck~
        durchsag~
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
}

TELL = r"""
    lass(?:t|e|en|est)? (?:du |sie )?(?=(?:dir|ihnen|sich) )|samm(?:le|elt|eln
    el)~ (?:\S{1,20} ){0,6}?(?=\S{0,10}(?:pass|nummer|pin|code|daten))
    (?:und |so |nun |jetzt )?(?:zuletzt|zum schluss|abschließend|abschliessend|als letztes|schließlich|schliesslich
    zu guter letzt|ausserdem|außerdem|auch) (?:noch |bitte )?(?:die|den|das|der|ihre?n?|deine?n?)|(?:verifizier
    identifizier|authentifizier|legitimier|prufe|uberprufe)~ (?:\S{1,20} ){0,4}?(?:uber|mit|per|anhand|durch
    mittels) (?:zwei|drei|einige|mehrere|zeichen|\d)|hatte (?:ich|wir) (?:auch |noch |bitte )?(?:gern|gerne)|(?:die|den
    das|ihre?n?) \S{2,30} (?:hatte|brauchte|wollte|mochte|nahme) ich (?:auch|noch|gern)
    (?:kopier|ubertrag|fug)~ …(?=.{0,50}(?:hier|dieses|diesem|chat))
    (?:zuerst|zunachst|erstmal|als erstes|nun zu|weiter mit|kommen wir (?:zu|zur|zum)|dann kommt|jetzt) (?:die|den|das
    der|ihre?[nrm]?|deine?[nrm]?|zur|zum)(?!.{0,60}(?:ander|wechsel|setz|wahl))|kommentier~ (?:\S{1,14} ){0,3}?mit
    (?:schritt|punkt) \d ?:? ?(?=\S{0,25}(?:nummer|pin|passw|code|ausweis|daten))|(?:frag|frage|fragen) (?:sie|es
    ihn) (?:einzeln|nacheinander|stuckweise) ab
    (?:ist|sind) (?:\S{1,24} ){0,8}?(?:anzugeben|mitzuteilen|einzusenden|beizulegen|beizufugen|zuzusenden|vorzulegen
    nachzureichen|durchzugeben|zu nennen|zu ubermitteln|zu hinterlegen|zu bestatigen|hochzuladen)|(?:muss|mussen|soll
    sollen|sollte) (?:\S{1,24} ){0,8}?(?:angegeben|mitgeteilt|genannt|eingesandt|beigelegt|zugesandt|vorgelegt
    nachgereicht|durchgegeben|ubermittelt|geschickt|gesendet|hinterlegt|hochgeladen) werden
    (?:weisen|weise|identifizieren|identifiziere|legitimieren|legitimiere|ausweisen|bestatigen
    bestatige) (?:sie |du )?(?:sich|dich|ihre identitat|deine identitat) (?:\S{1,20} ){0,3}?(?:mit|durch|uber|per|indem
    mittels)|(?:unter|mit|nebst|samt|inklusive|bei) (?:angabe|nennung|vorlage|beigefugter?)
    (?:hau|lass|ruck|wirf|beam|schieb|reich) (?:mir |uns |mal )?(?:\w{1,8} )?(?:raus|ruber|rein|ruberwachsen|durch|mir
    uns|mal)|(?:gib|schick|sag|sach|schreib) (?:ma|mal|doch|einfach|mir|bitte|schnell|kurz|eben)|(?:sobald|wenn
    falls) (?:ich|wir|mir|uns) (?:\S{1,24} ){1,8}?(?:habe|haben|kenne|kennen|vorliegt|weiß|weiss|wissen|bekomme
    bekommen)
    (?:nennen|sprechen|sagen) sie|(?:nenn|sprich|sag) (?=.{0,30}signalton)
    (?:jetzt|nun|nur|bloß|bloss|lediglich|einzig|also|und|dann|zuletzt|zum schluss
    einmal) noch (?:schnell |kurz |bitte )?(?:die|den|das|der|ihre?n?|deine?n?|eure?n?)
    (?:muss|mussen|musste|mussten|mochte|mochten|will|wollen|sollte|sollten|durfte|durften) (?:ich
    wir) …(?:\S{1,24} ){0,7}?(?:kennen|wissen|haben|sehen|notieren|aufnehmen|prufen|abgleichen|erfahren|horen|erfragen)
    (?:ich|wir) (?:muss|mussen|musste|mussten|mochte|mochten|will|wollen|sollte|sollten) …(?:\S{1,24} ){0,7}?(?:kennen
    wissen|haben|sehen|notieren|aufnehmen|abgleichen|erfahren|horen|erfragen)
    (?:braucht|brauchen|benotigt|benotigen|braucht's|brauchts|braeuchte|brauchte|brauchten|brauchad|benotigten|fehlt
    fehlen)(?= (?:noch|nur|die|den|das|ihre?n?|deine?n?|lediglich|bitte|einmal|zur|zum|fur|dafur|dazu|hier|jetzt|wir
    ich|uns|mir|von|eine|einen))
    (?:erkundig|informier|vergewisser|frag|frage|fragst|fragt|fragen|bitt|bitte|bittest|bittet|bitten|ersuch
    aufforder)~ (?:(?:sie|du|er|dich|sich|man|ihn|den|die|das|der|dann|zuerst|immer|stets|bitte|freundlich
    hoflich) )*(?:\w{1,14} )?(?:nach|um|danach)
    (?:verifizier|identifizier|authentifizier|legitimier|prufe|uberprufe)~ …(?:\S{1,20} ){0,4}?(?:anhand|mithilfe
    mittels|mit|durch|uber|per) (?:der|des|ihrer|seiner|einer|die|seine|ihre|dem|seinem)
    (?:pflichtfelder|pflichtangaben|benotigte angaben|erforderliche angaben|folgende (?:angaben|daten|felder)|felder
    slots|parameter|angaben)(?= …(?:erheb|abfrag|fehl|benotig|ausfull|sind)|\W{0,2}:)
    (?:mir|uns) (?:ware|wurde|ist) …(?:geholfen|helfen|gedient)|(?:ware|wurde) …(?:nett|lieb|super|toll|klasse|schon
    hilfreich|prima|freundlich|freuen|helfen|gut)(?= (?:wenn|von|uns|mir|die|ihre|deine))|(?:am besten|super|prima|toll
    klasse|nett|lieb) (?:ware|wenn)
    (?:letzte[rs]?|nachste[rs]?|einzige[rs]?|ein|noch eine?) (?:schritt|frage|angabe|kleinigkeit|sache|punkt|bitte)
    was (?:noch )?fehlt|(?:eins|eines|zwei dinge) (?:fehlt|fehlen|noch|brauch)~|fast (?:geschafft|fertig|da)
    (?:her|raus|ruber|rein|durch) (?:damit|mit (?:der|dem|den|ihre[rnm]|deine[rnm]))|(?:antwort|erwider|ruckmeld
    reagier)~ …(?:\S{1,20} ){0,4}?mit (?:ihre[rnm]?|deine[rnm]?|der|dem|den)|mit (?:ihre[rnm]|deine[rnm]|der|dem
    den) …(?:\S{1,20} ){0,4}?(?:antwort|ruckmeld)~
    (?:hol|hole|holst|lass|lasst|besorg|ermittle|ermittel|eruiere|entlock|entlocke|kitzle|bring|ringe|verlang|forder
    erfrag|erfrage|erfasse|notiere|sammle|sammel)~ …(?:\S{1,20} ){0,3}?(?:pin|passw|kennw|code|tan|nummer|daten|ausweis
    geheim|ziffer|einmal|antwort|losung)
    wie (?:die|der|das|ihre?|deine?) (?:\S{1,24} ){1,3}?(?:lautet|lauten|war|heisst|heißt|hieß)|(?:verraten|verratst
    nennst|nennen|sagst|sagen|gibst|geben|schickst|schicken|diktierst|diktieren|zeigst|zeigen|buchstabieren
    teilen) (?:sie |du |ihr )?(?:mir|uns)|(?:haben|hast|habt) (?:sie|du|ihr) (?:\S{1,20} ){0,7}?(?:greifbar|parat
    zur hand|griffbereit|vor sich|da|fur mich|fur uns|im kopf)
    (?:warte|warten) (?:ich |wir )?(?:noch |nur )?(?:auf|mit)|(?:freue|freuen) (?:mich|uns) auf|(?:bitte|bitten
    ersuchen|ersuche) (?:ich |wir )?(?:sie |dich |noch |hoflich |freundlich |freundlichst |dringend )*um
    um (?:\w{1,14}ung|zusendung|angabe|mitteilung|nennung|eingabe|antwort) (?:der|des|ihre[rs]|deine[rs]|einer|eines
    von)
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
"""

GIVE = r"""
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
"""

FIRM = r"""
    (?:wenn|sobald|falls|sofern|nachdem) (?:sie|du|ihr) (?:mir|uns) (?:\S{1,24} ){0,8}?(?:gesagt|genannt|geschickt
    gegeben|mitgeteilt|verraten|vorgelesen|durchgegeben|gesendet|diktiert|gezeigt)|wenn (?:sie
    du) (?:\S{1,20} ){0,4}?nicht (?:\S{1,24} ){0,7}?(?:senden|schicken|nennen|mitteilen|antworten|bestatigen
    durchgeben)
    (?:sobald|wenn|falls|nachdem|sofern) (?:sie|du|ihr|er|der \w{1,12}) (?:\S{1,24} ){1,8}?(?:durchgegeben|durchgeben
    durchgibst|mitgeteilt|mitteilen|vorgelesen|vorlesen|diktiert|diktieren|verraten|zugesandt|zusenden|nachgereicht
    nachreichen|eingereicht|geschickt haben|genannt)|bis (?:\S{1,24} ){1,9}?(?:eingegangen|eingetroffen|vorliegt
    vorliegen|erhalten|da ist|angekommen)
    (?:wenn|sobald|falls|sofern|nachdem) (?:sie|du|ihr|er|der \w{1,12}) (?:mir|uns|es uns
    hier) (?:\S{1,24} ){0,8}?(?:uberlass|geb|gib|nenn|sag|schick|send|mitteil|durchgeb|verrat|vorles|diktier|zeig
    zukommen|anvertrau|schreib|hinterlass|mail)~
    (?:nur|erst|ausschließlich|einzig) (?:mit|gegen|nach|wenn|sobald|anhand|durch)|(?:kann|konnen|geht|lasst
    darf) …nur (?:mit|nach|wenn|uber|gegen)
    ohne (?:\S{1,24} ){1,9}?(?:nicht|nichts|kein~|nix|leider|unmoglich|gesperrt|geschlossen|geloscht|gedrosselt)
    wenn (?:wir|ich) (?:nicht|keine?n?) (?:\S{1,24} ){0,5}?(?:bekommen|erhalten|haben|kriegen|bekomme|erhalte|habe)
    (?:solange|bis|bevor|ehe) (?:wir|ich|sie|du|der \w{1,12}|mir|uns) (?:\S{1,24} ){0,7}?(?:haben|habe|bekommen
    erhalten|kennen|kenne|vorliegt|vorliegen|geben|nennt|nennen|genannt|geschickt|gegeben)
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
"""

BACK = r"""
    welche[rs]? (?:kam|ist|war|kommt|haben|hast|steht|bekam)|(?:ich|wir) (?:vergleiche|prufe|gleiche|notiere|schreibe
    trage)~(?: \w{1,5})?(?=\W*$)
    (?:welche[rs]?|was|wie)(?=\W{0,2}\?)|welche (?:sind|waren) (?:das|es|die)|was (?:steht|schreiben|stand|zeigt) (?:da
    sie|dort|es|drin|darin)|(?:den|die|das|sie|ihn|es) (?:sagen|sag|nennen|nenn|schicken|schick|lesen|lies|geben|gib
    diktieren|tippen|brauche|brauch|brauchte|bräuchte|benotige|hatte|schreiben|schreib|leiten) (?:sie |du |ich |wir )?
    (?:eine |per )?(?:kurze |kleine |einfache )?(?:antwort|ruckmeldung|nachricht|sms|mail) …(?:genugt|reicht|an uns
    auf diese)|(?:ausgefullt|unterschrieben) …(?:an uns|zuruck|retour|zusenden|senden)|(?:an uns|bitte) retour
    (?:nochmal|noch einmal|wiederhol)~ …(?=\?)|(?:ich|i) (?:schreib|notier|hor|tipp|wart)~(?: mit| zu| gleich)?(?=\W*$)
    (?:wie|was) (?:war|ist|lautet|lauten|heisst|heißt) (?:der|die|das|er|sie|es|denn)(?=\W{0,3}\?)|(?:erinnern
    erinnerst|wissen|weisst|weißt|kennen|kennst) (?:sie|du) (?:sich|dich|ihn|sie|es|noch|die|den|das)~
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
"""
