"""How people say, in fifteen languages, that they want no more messages: what `core.revocation` reads with.

A pattern is a regular expression over a sentence in lower case, without accents and punctuation; it matches whole words
only. For the eye's sake a line break stands for `
        `, `…` for up to four words, `~` for the rest of a word. Repeats are
bounded, so that reading stays linear.
"""

from __future__ import annotations

from collections.abc import Mapping

from privet.core.revocation_scripts import SCRIPTS, Saying

_EN_SENT = (
    r"(?:texts?|messages?|msgs?|sms(?:es|'s)?|notifications?|alerts?|e-?mails?|newsletters?|ads|adverts?|spam|reminders?"
    r"|offers?)"
)
_EN_ALL = r"(?:(?:any|more|of|your|these|those|the|all|such|this|further|promotional|marketing|stupid) ){0,4}"
_EN_ME = r"(?:me|us|(?:this|my) (?:number|phone))"

SAYINGS: Mapping[str, Saying] = {
    **SCRIPTS,
    "en": Saying(
        "stop quit ceas messag text list subscr unsub opt remov contact alone consent spam sms lose",
        rf"""(?:stop|quit|cease)(?: with)?(?: the)? (?:texting|messaging|contacting|spamming|bothering|harassing
        pestering|smsing|emailing)
        (?:stop|quit|cease) (?:sending|writing)(?: to)?(?: {_EN_ME})?(?: {_EN_ALL}{_EN_SENT}| to {_EN_ME}
        (?<=me)(?: (?:this|stuff|things|anything))?$)
        (?:stop|quit|cease|end) (?:these|those|your|all|the)(?: {_EN_ALL}{_EN_SENT})$
        (?:don't|dont|do not|never|pls don't)(?: ever)? (?:text|message|contact|write|sms|email|bother|spam
        disturb)(?: to)?(?: {_EN_ME})?(?: (?:again|anymore|any more|any longer|ever|further|please|pls|thanks
        at all)){{0,3}}$
        (?:don't|dont|do not|never) send(?: {_EN_ME})? {_EN_ALL}{_EN_SENT}(?: (?:to|again|anymore|ever|please
        {_EN_ME})){{0,4}}$
        no (?:more|further) (?:of )?(?:your |these )?{_EN_SENT}(?: (?:please|pls|from you|thanks|thank you
        to this number)){{0,2}}$
        (?:don't|dont|do not|no longer) (?:want|wish|need|like)(?: to (?:get|receive|have
        hear))? {_EN_ALL}{_EN_SENT}(?! for)
        (?:don't|dont|do not|no longer) (?:want|wish|like) (?:to (?:hear from|be (?:contacted|texted|messaged
        bothered|disturbed)|get (?:any|more) of these)|you to (?:contact|text|message|write))
        (?:take|remove|delete|get|drop) (?:me|us|my (?:number|name|phone)|this number) (?:off|from) …(?:lists?
        database|mailing|distribution|contacts|records)
        (?:un-?subscribe|opt) (?:(?:me|us|my number|this number) ?)?(?:out )?(?:(?:from|of) (?:all|every|everything
        your|this list|these|any|the (?:list|messages|texts))|now$|please$|$)
        (?:lose|forget|delete) (?:my|this) number$
        (?:want|wish|would like|like|need|please|choose) (?:to )?(?:un-?subscribe|opt ?-?out)
        (?:revoke|withdraw|retract|cancel|rescind|take back) (?:my|our) (?:consent|permission|agreement)
        (?:please )?(?:just )?leave me (?:alone|in peace)$""",
        r"""why|i (?:do not|don't|never) (?:text|send|write|message)
        (?:don't|dont|do not|never|not|can't|cannot|forget to|did|did you|doesn't|didn't|won't) stop|forget
        stopped
        my (?:ex|husband|wife|boss|neighbou?r|employer)|what happens|how do|somebody|someone|he|she|they keep
        block""",
    ),
    "es": Saying(
        "mensaj sms escrib list baja contact paz consent envi mand moles",
        r"""(?:deje[ns]?|deja|pare[ns]?|para|cesen|basta|dejar) (?:ya )?de (?:escribirme|enviarme|mandarme
        contactarme|molestarme|llamarme|enviar …(?:mensajes|sms)|mandar …(?:mensajes|sms))
        no (?:me|nos) (?:escrib(?:an|as|a)|contact(?:en|es|e)|molest(?:en|es|e)|envi(?:en|es|e)|mand(?:en|es|e)
        llam(?:en|es|e))(?: (?:nunca|mas|mensajes|sms|nada|por favor|gracias|ningun|otros?|publicidad)){1,4}$
        no quiero (?:recibir |tener |que me (?:envien|manden) )?(?:mas |ningun |otro |sus |estos 
        tantos ){0,3}(?:mensajes?|sms|publicidad|avisos|notificaciones)(?! de (?:voz|texto en el buzon))
        no (?:quiero|deseo) (?:que (?:me|nos) (?:contacten|escriban|molesten|llamen)|(?:volver a )?ser (?:contactad
        molestad)[oa]|saber (?:mas |nada )(?:mas )?de (?:ustedes|vosotros))
        (?:ya )?no deseo (?:recibir )…(?:mensajes?|sms|publicidad)
        (?:quitenme|saquenme|borrenme|eliminenme|quiteme|saqueme|quitame|sacame|borrame) de …(?:listas?|base)
        (?:borren|eliminen|quiten|saquen|borra|elimina) mi (?:numero|telefono|movil|nombre) de …(?:listas?|base)
        ya no me (?:manden|envien|escriban|contacten)
        no (?:vuelvan|vuelva|vuelvas) a (?:contactarme|escribirme|enviarme|mandarme|molestarme)
        (?:dejenme|dejeme|dejame|dejadme) en paz
        (?:retiro|revoco|cancelo|retirar|revocar) mi (?:consentimiento|permiso|autorizacion)
        basta de (?:mensajes|sms|publicidad|escribirme)
        darme de baja de (?:estos|los|sus|todos|la lista|las listas|esta lista)
        no mas (?:mensajes|sms|publicidad)""",
        r"""por que|no (?:dejen|dejes|deje|deja|para|pare|paren) de|no he|olvid~|mi (?:ex|marido|mujer)|alguien
        bloque~""",
    ),
    "pt": Saying(
        "mensag sms list contact contat paz consent envi mand escrev",
        r"""(?:parem|pare|para|deixem|deixe|cessem) (?:ja )?de (?:me )?(?:mandar|enviar|escrever|contactar|contatar
        incomodar|chatear)(?:-me| …(?:mensagens?|sms|nada)|$)
        nao (?:quero|desejo|pretendo)(?: mais)? (?:receber )?(?:mais )?(?:as |as suas |suas |essas |estas |vossas 
        nenhuma )?(?:mensage(?:ns|m)|sms|publicidade|avisos|notificacoes)
        nao me (?:enviem|mandem|escrevam|contactem|contatem|incomodem|envie|mande|escreva)(?: (?:mais|nada|mensagens
        sms|nunca|por favor)){1,4}$
        (?:tirem|retirem|removam|apaguem|tire|retire|remova|apague)(?:-me| me| o)? (?:meu (?:numero|nome|telefone
        contato) )?d(?:a|as|essa|esta|o) …(?:listas?|base|cadastro)
        (?:me deixem?|deixem?-me) em paz
        (?:retiro|revogo|cancelo) (?:o )?meu consentimento
        chega de (?:mensagens|sms|publicidade)
        nao (?:quero|desejo|pretendo)(?: mais)? (?:ser (?:mais )?(?:contac?tad|incomodad)[oa]|que me (?:contac?tem
        escrevam|incomodem|mandem …(?:mensagens|sms)))
        (?:quero |gostaria de )sair d(?:a|essa|esta) (?:lista|listas)
        cancelem? o envio de (?:mensagens|sms)
        nao (?:voltem|volte) a (?:contactar|escrever|enviar|mandar|contatar)~""",
        r"""por ?que|nao (?:deixem|deixe|para|parem|pare) de|nao (?:recebi|recebo)|esque~|o?meu ex|minha ex|alguem
        bloque~""",
    ),
    "fr": Saying(
        "messag sms ecri contact list desab tranqu consent envoy abonn fichier derang",
        r"""(?:arretez|arrete|cessez|cesse|merci d'arreter|veuillez arreter|stop(?:pez)?) (?:s'il vous plait 
        svp )?d(?:e |')(?:m'|me |nous )?(?:envoyer|ecrire|contacter|deranger|harceler|spammer|importuner)
        ne (?:m'|me |nous )(?:ecrivez|ecris|envoyez|envoie|contactez|contacte|derangez|sollicitez
        relancez) plus(?: (?:jamais|rien|de (?:messages?|sms)|svp|merci|s'il vous plait)){0,3}$
        (?:je )?(?:ne )?(?:veux|souhaite|desire|voudrais) plus (?:recevoir |avoir )?(?:vos|de vos|de|des|ces|aucun
        les|tous ces|de tels) (?:messages?|sms|textos?|publicites?|notifications?|mails?)
        (?:retirer|retirez|supprimer|supprimez|enlever|enlevez|rayez|rayer|effacez|desinscrire|desinscrivez)(?:-moi
         moi| mon (?:numero|nom|telephone))? de (?:votre|vos|cette|la) (?:listes?|fichiers?|base)
        me (?:retirer|supprimer|enlever|desinscrire) de (?:votre|vos|cette|la) (?:listes?|fichiers?|base)
        (?:laissez|laisse|fichez|foutez)-? ?(?:moi|nous) (?:tranquilles?|en paix|la paix)
        (?:retire|revoque|annule) mon (?:consentement|accord|autorisation)
        (?:ne )?(?:veux|souhaite|desire) (?:plus|pas) (?:etre (?:contactee?|derangee?|sollicitee?)|que vous (?:m'
        me )(?:ecriviez|contactiez))
        (?:de ne |ne )(?:plus|pas) (?:m'|me )(?:envoyer|ecrire|contacter|deranger|adresser)(?: (?:de|vos|ces|aucun
        messages?|sms|rien|svp|merci)){0,4}$
        (?:arretez|arrete|cessez) (?:vos|les|ces|avec les) (?:messages?|sms|textos?)
        (?:plus|assez|stop) (?:aux|de|au|les) (?:messages?|sms|textos)(?: (?:svp|merci|s'il vous plait))?$
        (?:me|de me) desabonner(?: de (?:vos|ces|votre|tous)|$)""",
        r"""pourquoi|n'arrete~? pas|n'arretez pas|recois plus|oublie~|mon ex|quelqu'un|bloquer""",
    ),
    "de": Saying(
        "nachricht sms schreib list ruhe einwillig kontakt verteiler send schick hor abmeld newsletter",
        r"""(?:schreib(?:en|t|e)?|sende(?:n|t)?|schick(?:en|t|e)?|text(?:en|et)?|kontaktier(?:en|t|e)?|belastig(?:en
        t|e)?|store?n?)(?: sie| ihr)? (?:mir|mich|uns) (?:bitte )?(?:nie|nicht|nichts|keine?)(?: (?:wieder|mehr
        weiteren?|solchen?|sms|nachrichten|werbung|bitte|danke)){1,5}$
        (?:mochte|mocht|will|wunsche|wunschen|wollen|brauche)(?: von (?:euch|ihnen))?(?: bitte)? (?:keine?
        nichts)(?: (?:weiteren?|von (?:euch|ihnen)))? ?(?:sms|nachrichten|werbung|infos|benachrichtigungen
        mails)?(?: von (?:euch|ihnen))? mehr(?: (?:von (?:euch|ihnen)|bekommen|erhalten|haben|horen|empfangen)){0,3}$
        (?:nehmt|nehmen sie|nimm|streicht|streichen sie|loscht|loschen sie|entfernt|entfernen sie) (?:mich|uns
        meine nummer|meinen namen) (?:bitte )?(?:von|aus|vom) …(?:listen?|verteiler|datenbank|kartei)
        (?:hort|horen sie|hor) (?:bitte )?(?:endlich )?auf (?:mir|mich|uns) (?:zu schreiben|(?:sms|nachrichten
        werbung) zu (?:schicken|senden|schreiben)|zu (?:kontaktieren|belastigen|nerven|texten))
        (?:lasst|lassen sie|lass) (?:mich|uns) (?:bitte |endlich ){0,2}in ruhe
        (?:widerrufe|ziehe|widerruf) (?:hiermit )?(?:meine|meiner|die) (?:einwilligung|zustimmung|erlaubnis)
        keine (?:weiteren )?(?:nachrichten|sms|werbung) mehr(?: (?:bitte|danke|an (?:mich|diese nummer)|von (?:euch
        ihnen))){0,2}$
        (?:nachrichten|newsletter|sms) (?:bitte )?abbestellen
        (?:mochte|mochten|will|wollen|wunsche) (?:von (?:euch|ihnen) )?(?:nicht|nie) (?:mehr|wieder) (?:von (?:euch
        ihnen) )?(?:kontaktiert|angeschrieben|belastigt|gestort) werden""",
        r"""warum|wieso|bekomme|erhalte|vergess~|vergiss|meine? ex|jemand|blockier~|hort nicht auf|hore nichts""",
    ),
    "it": Saying(
        "messag sms scriv list pace consens contatt mand elenco iscri invi disturb",
        r"""(?:smettetela|smettete|smettila|smetta|smetti|finitela|basta|piantatela) (?:di )?(?:scrivermi|mandarmi
        inviarmi|contattarmi|disturbarmi|chiamarmi|(?:mandare|inviare) …(?:messaggi|sms))
        non (?:mi )?(?:mandate|inviate|scrivete|contattate|disturbate|mandi|invii|scriva)(?:mi|temi)?(?: (?:piu|mai
        altri|messaggi|sms|nulla|niente|grazie|per favore)){1,4}$
        non (?:mandatemi|inviatemi|scrivetemi|contattatemi|disturbatemi)(?: (?:piu|mai|altri|messaggi|sms|nulla
        niente|grazie|per favore)){0,4}$
        non (?:voglio|desidero|vorrei) (?:piu )?(?:ricevere |avere )?(?:piu |altri )?(?:i vostri |vostri |i |dei 
        questi |nessun )?(?:messaggi|messaggio|sms|pubblicita|avvisi|notifiche)
        (?:toglietemi|cancellatemi|rimuovetemi|eliminatemi|levatemi) (?:d(?:a|al|alla|alle|ai) |dall'
        dagli ?)…(?:list[ae]|elenc(?:o|hi)|database)
        (?:cancellate|togliete|rimuovete|eliminate) il mio (?:numero|nome|contatto) d(?:a|al|alla|alle) …(?:list[ae]
        elenc(?:o|hi)|database)
        lasciatemi (?:in pace|stare)
        non (?:voglio|desidero) (?:piu )?(?:essere (?:piu )?(?:contattat|disturbat)[oa]|che mi (?:scriviate
        contattiate))
        (?:revoco|ritiro) il (?:mio )?consenso
        basta (?:con (?:i )?)?(?:messaggi|sms|pubblicita)$
        (?:disiscrivermi|cancellarmi) da (?:questi|queste|questa|tutti|voi|vostri)""",
        r"""perche|come mai|non smette~? di|non ricevo|dimentica~|(?:il mio|la mia) ex|qualcuno|blocco|bloccare""",
    ),
    "nl": Saying(
        "bericht sms list lijst rust contact toestemming afmeld stuur bestand uitschrij app",
        r"""(?:stuur|schrijf|app|sms|mail|zend)(?: mij| me| ons| aan mij)? (?:alsjeblieft 
        aub )?(?:geen (?:sms'?(?:jes|en)?|berichten|berichtjes|reclame)|nooit|niets?) (?:meer|weer)(?: (?:aub
        alsjeblieft|alstublieft|graag|bedankt)){0,2}$
        (?:wil|wens|hoef|willen)(?: graag)? (?:geen|niets|niks) ?(?:sms'?(?:jes|en)?|berichten|berichtjes|reclame
        meldingen)? meer(?: (?:van (?:jullie|u)|ontvangen|krijgen|horen|hebben)){0,3}$
        (?:stop|hou|houd|kap)(?: aub| alsjeblieft| alstublieft)?(?: op)? (?:met|om) (?:mij |me |ons )?(?:berichten
        berichtjes|sms'?(?:jes|en)?|te|het)? ?(?:te )?(?:sturen|appen|sms'?en|mailen|schrijven|benaderen|lastigvallen
        contacteren)
        (?:haal|verwijder|schrap|gooi) (?:mij|me|ons|mijn (?:nummer|naam)) (?:van|uit|af van) …(?:lijst|lijsten
        bestand|mailinglijst|database)
        laat (?:mij|me|ons) (?:met rust|alleen)$
        neem geen contact meer (?:met|op)
        (?:wil|wens) niet meer (?:door jullie )?(?:gecontacteerd|benaderd|lastiggevallen|geappt|gemaild) worden
        (?:trek|herroep) (?:hierbij )?mijn toestemming
        geen (?:berichten|sms'?(?:jes|en)?|berichtjes) meer(?: (?:aub|alstublieft|alsjeblieft|graag|bedankt)){0,2}$
        (?:wil|wens) (?:mij|me|ons) (?:graag )?(?:af ?melden|uit ?schrijven)""",
        r"""waarom|wat is er|ontvang|vergeet|mijn ex|iemand|blokkeer~""",
    ),
    "pl": Saying(
        "wiadomo sms pis list spokoj zgod kontakt baz nieprze wysyl wypis",
        r"""nie (?:pisz|piszcie|pisac|wysylajcie|wysylaj|wysylac|przysylajcie|przysylac|kontaktujcie
        kontaktowac)(?: (?:sie|ze|mna|do|mnie|mi|prosze|juz)){0,5} (?:wiecej|nigdy|juz)(?: (?:do mnie|wiadomosci|sms~
        sms-ow|nic|mi|zadnych|prosze|ze mna|sie)){0,4}$
        (?:sie )?ze mna (?:juz )?wiecej nie kontaktowac
        nie (?:chce|zycze sobie|chcialbym|chcialabym) (?:juz |wiecej )?(?:dostawac|otrzymywac|odbierac)? ?(?:juz 
        wiecej )?(?:waszych |zadnych |od was |tych ){0,2}(?:sms~(?:-ow)?|wiadomosci|reklam~|powiadomien)
        (?:usuncie|usun|wykreslcie|wypiszcie|wypisz|skasujcie|prosze usunac|prosze wykreslic|prosze wypisac) (?:mnie
        moj numer|moje dane|nas) z …(?:listy|bazy|baz|subskrypcji)
        (?:dajcie|daj|prosze dac) mi (?:wreszcie |juz )?(?:swiety )?spokoj
        (?:przestancie|przestan|prosze przestac) (?:juz )?(?:do mnie |mi )?(?:pisac|wysylac|przysylac|nekac)
        (?:wycofuje|cofam|odwoluje) (?:swoja |moja )?zgode
        koniec z (?:wiadomosciami|smsami|sms-ami|reklamami)
        (?:zadnych|dosc) (?:wiecej )?(?:wiadomosci|sms~(?:-ow)?)""",
        r"""dlaczego|czemu|adres|nie dostaj~|nie dostalem|zapomn~|moj byly|moja byla|ktos|zablok~""",
    ),
    "tr": Saying(
        "mesaj sms liste rahat onay izn ileti numara abone riza",
        r"""(?:bana |bize )?(?:bir daha|artik|lutfen|sakin)? ?(?:bana |bize )?(?:mesaj|sms|ileti
        reklam)(?: falan)? (?:atmayin|gondermeyin|yollamayin|yazmayin|atma|gonderme)(?: (?:artik|bir daha|lutfen
        bana)){0,3}$
        (?:bana )(?:bir daha|artik) (?:yazmayin|ulasmayin|mesaj atmayin)
        (?:benimle )?iletisime gecilmesini istemiyorum
        (?:artik |bundan sonra )?(?:baska |hicbir |daha fazla )?(?:mesaj|sms|mesajlari|mesajlarinizi|reklam
        ileti)(?: almak)? istemiyorum
        (?:mesaj|sms|ileti) (?:gondermeyi|atmayi|yollamayi) (?:birakin|kesin|durdurun|birak)
        (?:beni|numaram|numarami|adimi) …(?:listeden|listenizden|listelerinizden|veritabanindan|rehberinizden
        aboneliginizden) (?:silin|cikarin|kaldirin|cikar|sil)
        beni rahat birakin
        (?:benimle|bana) (?:bir daha|artik) (?:iletisime gecmeyin|ulasmayin|temas kurmayin)
        (?:onayimi|iznimi|rizami) (?:geri cekiyorum|iptal ediyorum|geri aliyorum)
        abonelikten cikmak istiyorum""",
        r"""neden|niye|unutma~|gelmiyor|eski esim|biri|engeller~""",
    ),
    "id": Saying(
        "pesan sms daftar hubungi ganggu setuju henti langganan",
        r"""jangan (?:pernah )?(?:kirim|kirimi|mengirim|kirimkan|wa|sms)(?: (?:saya|aku|kami|ke (?:saya
        nomor ini)))? ?(?:pesan|sms|promosi|iklan|apa-apa)? (?:ke (?:saya|nomor ini) )?lagi(?: (?:ya|ke (?:saya
        nomor ini)|dong|tolong)){0,2}$
        (?:tolong )?(?:berhenti|stop|hentikan|setop) (?:mengirimi|mengirim|kirim|mengirimkan|kirimi|pengiriman
        menghubungi|mengganggu|hubungi|ganggu)(?: (?:saya|aku|kami|pesan|sms|promosi|iklan)){1,3}
        (?:tidak|tak|nggak|gak|ga) (?:mau|ingin)(?: lagi)? (?:menerima|dapat|terima|mendapat|dikirimi
        mendapatkan)(?: lagi)? (?:pesan|sms|promosi|iklan)
        (?:hapus|keluarkan|hilangkan|coret|buang) (?:nomor saya|saya|nama saya|nomor ini) dari …(?:daftar|database
        basis|list|kontak)
        (?:tidak|tak|nggak|gak) (?:mau|ingin)(?: lagi)? (?:dihubungi|diganggu|disms|dikirimi)
        jangan (?:pernah )?(?:hubungi|ganggu|kontak|menghubungi) (?:saya|aku|kami|nomor ini)(?: lagi)?$
        (?:menarik|mencabut|tarik|cabut|batalkan) (?:kembali )?persetujuan
        (?:mau|ingin) berhenti (?:ber)?langganan (?:pesan|sms|ini)""",
        r"""kenapa|mengapa|lupa|mantan|seseorang|orang|blokir~|memblokir~|jangan berhenti""",
    ),
}  # fmt: skip
