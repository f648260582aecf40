"""German: what secrets are called, and what only sounds like one; fields of `Phrases`."""

SECRETS = {
    "CARD_CODE": r"""
        (?:3|drei) (?:hinten|von hinten|auf der ruckseite)
        (?:prufziffer|prufzahl|ziffern|stellen|zahlen) …(?:ruckseite|hinten|kartenruckseite
        unterschriftsfeld)(?: (?:der|ihrer|deiner) <card>)?|(?:die )?(?:drei|3) (?:zahlen|ziffern|stellen)
        (?:die )?(?:drei|3) (?:zahlen|ziffern|stellen) (?:hinten|auf der ruck|von hinten|rechts)
        cvv2?|cvc2?|cvv?-(?:code|nummer)|pruf(?:nummer|ziffern?|zahl|code)|karten-?prufnummer|kartenprufziffer
        sicherheits(?:code|nummer) (?:auf|der|von|ihrer|deiner) …(?:karte|ruckseite)|kpn
        (?:drei|3|vier|4)(?:-| )?(?:stellig~ |)?(?:ziffern|zahlen|stellen|nummer|zahl|code|sicherheitscode) (?:auf
        von|hinten) …(?:ruckseite|karte|hinten)(?: (?:der|ihrer|deiner) <card>)?
        (?:ziffern|zahlen|code|nummer) (?:auf|von) der (?:karten)?ruckseite|dreistellig~ (?:\w{1,14})
        (?:ziffern|zahlen|nummer|stellen|code) …(?:kartenruckseite|ruckseite|unterschrift|unterschriftsstreifen|hinten)
        (?:stehen|sind|steht) (?:hinten|auf der ruckseite) …(?:zahlen|ziffern|nummer)|hinten (?:drei|3) (?:zahlen
        ziffern)
        kartensicherheitscode|karten-?(?:pruf|sicherheits)~|(?:drei|3)er-?code|die (?:drei|3) (?:von )?hinten
    """,
    "CARD": r"""
        (?:vorderseite|ruckseite) (?:der|ihrer|deiner|von der) <card>
        nummer …(?:auf|vorn|vorne auf) (?:der|ihrer|deiner) karte|<card> (?:vorne|von vorn
        beidseitig)(?: und (?:hinten|von hinten))?
        (?:komplette|vollstandige|ganze|lange)n? nummer(?! (?:der|des|ihre[rs]|deine[rs]|vom|von|auf|fur))
        (?:nummer|datum|zahlen) und …karte|kartenzeug
        (?:kredit|debit|bank|giro|ec-?|visa|zahlungs|kreditkarten)?-?kart(?:en-?nummern?|en-?nr|endaten
        en-?angaben|eninformationen|en-?details|enziffern)
        (?:nummer|daten|zahlen|ziffern|nr|angaben) …(?:auf|von|der|ihrer|deiner|zu) …<card>
        (?:foto|bild|scan|kopie|vorderseite|ruckseite|screenshot|aufnahme)s? …<card>|(?:16
        sechzehn)[- ]?(?:stellig~|ziffern|stellen)(?: \w{1,14}nummer)?
        <card>(?: \w{1,14})? (?:abfotograf~|fotografier~)|pan
        (?:ziffern|zahlen|nummer) …(?:vorne|vorn|vorderseite) …(?:karte|kartchen)|(?:ziffern|zahlen|nummer) vorne
        karten(?:nummer|daten|nr|details|info|zahl|digits)~|kk-?(?:nummer|daten|nr)|(?:kreditkarten)-?\w{0,14}(?:nummer
        daten)
        (?:16|sechzehn)-?stellig~(?: \w{1,14})?|zahlungskarte …(?:nummer|daten)
    """,
    "CARD_EXPIRY": r"""
        (?:wie lange|bis wann|wie lang) …(?:gilt|gultig|lauft) …(?:\w{1,10}-)?karte|(?:wie lange|bis wann) (?:gilt
        lauft) (?:ihre|deine|die) (?:\w{1,10}-)?karte
        (?:ablauf|gultigkeits|verfalls?)-?(?:datum|monat|jahr|dauer|ende)~ (?:\w{1,8} )?(?:der|ihrer|deiner|von
        auf) …<card>
        <card>(?: …)?(?:ablaufdatum|gultigkeitsdatum|gultig bis|verfallsdatum)|(?:ablaufdatum|gultig bis
        verfallsdatum) ?\(?mm
        mm ?/ ?(?:jj|yy)(?:jj)?|(?:wann|bis wann|wie lange|welchem monat) …<card> …(?:gultig|ab|gilt|lauft|aus)
        (?:gultig bis wann|bis wann gultig|wann (?:lauft|endet)) …<card>|bis wann …<card>|gultig bis …<card>
    """,
    "DRIVING_LICENCE": r"""
        fuhrerschein(?:nummer|nr|kopie|foto|s)?
        fuhrerschein~|fahrerlaubnis~|lappen
    """,
    "PASSPORT": r"(?:reise)?pass(?:es|nummer|nr|kopie|foto)?(?! auf)",
    "TAX_ID": r"""
        steuer-?(?:id~|nummer|identifikations~|identnummer|nr)|tin
        steuer(?:identifikation|-?id|-?ident|nummer|-?nr)~|idnr
    """,
    "NATIONAL_ID": r"""
        (?:personal-?)?ausweis(?:es|nummer|nr|kopie|foto|bild|dokument~|daten|scan|e)?|perso|personalausweis~
        identitats(?:karte|nachweis|nummer)
        sozialversicherungs-?(?:nummer|nr)|sv-?nummer|rentenversicherungs-?nummer|ahv-?nummer|ausweisdokument~
        id-?(?:karte|nummer|dokument)
        personenkennziffer|sozialversicherungs~|identifikationsdokument~|meldenummer|identitatskarte
        lichtbildausweis~
        (?:personal)?ausweis(?!en)~|\w{0,10}ausweisnummer~|sozialversicherung~|sv-?nr|rentenversicherungs~
        krankenversichertennummer
        svnr|identitatsnachweis~|legitimationspapier~|aufenthaltstitel~
    """,
    "PUK": r"(?:sim-?)?puk[12]?(?:-?(?:code|nummer)s?)?|entsperr-?puk",
    "PIN": r"""
        (?:am|beim|an dem) (?:geld|bank|ec-?)automaten? (?:ein|tippen|eintippen|eingeben|drucken)|am geldautomaten
        (?:karten-?|sim-?|ec-?|handy-?|banking-?|telefon-?|online-?|mailbox-?|app-?|start-?|sim-?karten-?|konto-?
        geheim-?)?pins?(?:-?(?:code|nummer)s?)?
        geheim(?:zahl|nummer|code)(?:en)?|entsperr(?:code|muster|pin|ungscode)|geratecode|sperrcode
        bildschirmcode
        \w{0,16}-?pins?(?:-?(?:code|nummer|zahl)s?)?|(?:geheim|sperr|entsperr|display|handy|gerate)-?(?:zahl|nummer
        code|muster|pin|kennziffer)~
    """,
    "PASSWORD": r"""
        worter (?:der|seiner|ihrer|deiner|zur|fur die) wallet~
        zugangsnummer|(?:kunden|telefon|service)-?kennwort|(?:madchen|geburts)name
        (?:madchen|geburts)name (?:ihrer|deiner|der) mutter|sicherheits(?:frage|antwort)|(?:12|zwolf|24
        vierundzwanzig) worter|(?:wiederherstellungs|seed-?)(?:worter|phrase|satz)~|privater schlussel|passw(?:rt
        ort)
        (?:\w{1,20}-?)?(?:passwort|passworter|passworte?s|passworts|kennwort|kennworter|kennworts|passphrase
        losungswort|codewort|password)~
        (?:zugangs|login|log-in|anmelde|einwahl|zugriffs|online-?banking-?)-?(?:daten|informationen|kennung
        name und)
        (?:online|internet|mobile)-?banking-?(?:zugang~|login|daten|zugangsdaten|benutzer~|anmelde~|kennung)
        zugang …zum …(?:online)?-?banking|logins?|pw|pwd|geheimwort|benutzername und …
        (?:pass|kenn)-?wort~|pass?wo?r?t~|passwd|zugangs?-?(?:daten|kennung|passwort|codes?)|log-?in-?(?:daten|name
        infos?)~
        (?:antwort|losung) auf …(?:sicherheitsfrage|geheimfrage)|(?:sicherheits|geheim)-?(?:frage|antwort|wort|satz)~
        madchenname~|(?:geburts|madchen)namens?|(?:wiederherstellung|recovery|seed|backup)s?-?(?:wort|worter|phrase
        satz|schlussel|code)~
        benutzer(?:name|kennung|daten)~ (?:und|\+|&) …(?:passw|kennw|pw)~|(?:zugang|zugange) (?:zu|zum|zur|fur
        von) …(?:konto|bank|mail|postfach)~
    """,
    "CODE": r"""
        welche (?:ziffern|zahlen|nummern?) (?:da |dort )?(?:drin|darin|enthalten|stehen|sind)~
        (?:komplette |ganze )?(?:sms|nachricht) (?:ihrer|deiner|der|von der) bank
        (?:bestatigungs|verifizierungs|sicherheits|freischalt)-?(?:sms|nachricht)
        was (?:da |denn |steht |stand )?(?:in|auf) der (?:sms|nachricht)(?: steht| stand)?|(?:handy|telefon
        smartphone) (?:brummt|vibriert|piept|klingelt|summt)|brummt …(?:handy|telefon)
        was (?:da )?fur (?:eine |ne )?(?:nummer|zahl|ziffern|code)~|(?:sms|nachricht) (?:mit|bekommen|erhalten
        gekriegt) …(?:zahlen?|ziffern|nummer)
        welche (?:zahlen|ziffern|nummern?) …(?:sms|nachricht|bekommen|erhalten|gekommen|stehen)
        (?:zahlen?|ziffern|nummern?) (?:aus|in|von) …(?:sms|nachricht|mail)|was in der (?:sms|nachricht) steht
        [\w-]{0,40}(?:codes?|tans?|token~|otps?|einmal(?:passwort|kennwort|code|pin))
        (?:m|sms|push|chip|photo|i)-?tans?|was stand in der (?:sms|nachricht|mail)|(?:sechs|6|vier|4|acht|8|funf
        5)[- ]?(?:stellig~|ziffern
        zahlen)(?: (?:code|zahl|nummer|zahlen~|ziffern~|kombination))?
        transaktionsnummer|freigabecode|zahlen(?:code|kombination|folge)|die ziffern (?:aus|der|in|von)
        (?:zahl|zahlen|ziffern|nummer|code) …(?:gerade|eben|soeben|jetzt|aus der|in der|per|die da) …(?:sms|nachricht
        mail|kam|kommt|gekommen|bekommen|erhalten|steht|stehen|schick)~
        (?:gepiept|gebrummt|vibriert|geklingelt|gepingt)|(?:handy|telefon|smartphone) …(?:brumm|vibrier|piep|klingel
        summ)~
        einmal-?(?:passwort|kennwort|code|pin|schlussel)~|sms …(?:angekommen|gekommen|erhalten|bekommen)|was …(?:in
        auf) (?:der|ihrer|deiner) (?:sms|nachricht)
        (?:inhalt|text) der (?:sms|nachricht)|zahlencode~|(?:authenticator|authentifizierungs?)-?~|push-?tan
    """,
}

HARMLESS = r"""
    (?:jede[nrsm]?|alle[nr]?|den|die|der) neue[nrm]? (?:kund|nutz|mieter|gast|gast|mitglied|patient|besuch|fahr
    mitarbeit|anruf)~
    (?:passwort|pin|code)-?fragen?|vergessen sie das formular
    bei gelegenheit|wenn (?:es|sie) (?:passt|geht|zeit haben|konnen|mogen)|sobald (?:es geht|sie konnen)
    ausweis(?:prufung|kontrolle|pruf)~|[„\"»](?:pin|code|tan)(?: \w{2,10})?[\"“«]
    (?:legen|leg) sie (?:bitte |jetzt )?nicht auf|nicht auflegen
    (?:kein|keine) (?:problem|sorge|sorgen|eile|angst|ding|stress|hektik|umstande)|nicht (?:nur|schlimm|eilig)
    (?:leider )?nicht (?:finden|lesen|erkennen|zuordnen|identifizieren|bestatigen|prufen|verstanden|gehort|weiter
    erreichen|lesbar|entziffern)|macht nichts|nichts (?:ausmacht|dagegen)|(?:liefer|ubergabe|zustell|haus|aufzug
    parkhaus|schranken|abgabe)-?codes?|nicht wahr
    (?:pin|passwort|kennwort|code|tan|puk)-?(?:eingaben?|versuche?|pad|anderung|brief|vergabe|regeln?|richtlinie|lange
    schutz|karte|feld|fehler|manager|generator|liste|verfahren|eingabefeld|brief|zustellung|safe|tresor)~|passfoto~
    (?:pass|ausweis)(?:amt|behorde|stelle|kontrolle|hulle|pflicht|gebuhr)~|(?:fehler|gerate|stor|anzeige)-?code~
    (?:ein|eine|einen) neue[nrs]? (?:passwort|kennwort|pin|code|tan|karte)
    (?:code|pin|tan|sms) (?:noch |bei ihnen )?nicht (?:an|komm|gekomm|funktion|erhalt|da)~|kein(?:e|en)? (?:code|pin
    tan|sms) (?:erhalten|bekommen|angekommen|da)
    zahlerst(?:and|ande)s?(?: \w{1,12}){0,3} (?:ziffern|stellen)
    (?:qr|strich|bar|rabatt|gutschein|promo|promotion~|aktions|buchungs|reservierungs|fehler|gerate|tur|haustur
    postleit|lander|vorwahl|empfehlungs|vorteils|einladungs|abhol
    paket|kunden|artikel|produkt|geschenk|sendungs|quell|dress|swift|bic|ussd|status|farb|storungs|werbe|bestell
    gutschrift|zahler|serien|tracking
    ticket|termin|schliessfach|tor|packstation~|bonus|freundschafts|partner|paketshop|filial|fach|eintritts
    referral|hotel|bestatigungs-?e-?mail|mandats
    vertrags|tarif|service|rueckgabe|ruckgabe|retouren|abholungs|coupon|neukunden|willkommens
    zugangs(?=code~ (?:fur|zum|zur) (?:die |das |der )?(?:tur|haus|garage)))-?(?:codes?|pins?)
    (?:sim|kunden|club|bonus|geschenk|speicher|bord|visiten|mitglieds|fahr|punkte|treue|gesundheits|versicherten
    land|grafik|eintritts|speise|park|post|wert|telefon|chip|jahres|monats|spiel|straßen|glucks)-?kart(?:e|en
    ennummer|en-?nr)?n?
    letzten? (?:vier|4|drei|3|zwei|2) (?:ziffern|stellen|zahlen)(?: …<card>(?:nummer)?|(?: (?:der|ihrer|deiner
    von) (?:\w{1,14} )?\w{0,12}karten~))?
    (?:kunden|vertrags|bestell|auftrags|rechnungs|vorgangs|ticket|buchungs|geraete|gerate|apple|session|user
    benutzer)-?ids?|pass auf|anpass~|passwort-?(?:manager|reset~|zurucksetz~|anderung~|seite|link)
    ersten? (?:vier|4|sechs|6|acht|8) (?:ziffern|stellen|zahlen)|(?:\w{1,6}[- ]?)(?:stellig~|ziffern|stellen
    zahlen) …(?:kunden
    bestell|auftrags|vertrags|rechnungs|serien|artikel|postleit|buchungs|sendungs|gerate|zahler)-?(?:nummer|zahl)~
    passt|passbild~|code of conduct
"""
