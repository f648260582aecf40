"""Which words of fifteen languages may make up a wish for no more messages, by what they do in it: what
`core.revocation_bag` reads with. The languages of other scripts than Latin stand in
`core.revocation_cue_scripts`, those that come from Latin in `core.revocation_cue_romance`.

A word is in lower case, without accents; `~` stands for the rest of it. What a letter means, `core.revocation_bag`
says; `!` marks what begins a phrase and is no word of its own.
"""

from __future__ import annotations

from collections.abc import Mapping

from privet.core.revocation_cue_romance import ROMANCE
from privet.core.revocation_cue_scripts import SCRIPTS, Cues

CUES: Mapping[str, Cues] = {
    **SCRIPTS,
    **ROMANCE,
    "en": Cues(
        {
            "!": "lose leave hear enough",
            "b": """why how can't cant cannot couldn't did didn't forget somebody someone instead better block what
                when""",
            "c": "stop cease quit end halt discontinue suspend disable deactivate desist terminate",
            "n": "no not don't dont never none nothing without neither nor isn't won't",
            "t": """text texting message messaging contact contacting write writing send sending sends sms bother
                bothering spam spamming email emailing mail disturb harass harassing pester pestering reach bug
                bugging communicate blowing bombard bombarding notify notifying ping pinging""",
            "o": """texts messages msgs msg smses sms's notifications notification alerts emails mails newsletter
                newsletters ads adverts advertising promos promo promotions reminders offers communication
                communications updates marketing messaging's contacts""",
            "w": "want wish like need interested wanna care prefer",
            "g": "receive receiving get getting hear hearing see seeing be being",
            "m": "me us",
            "a": "more again anymore longer further any ever other another future",
            "r": "remove removed delete deleted off drop erase scrub strike",
            "i": "number name phone cell contact's",
            "l": "list lists database system records mailing distribution",
            "e": "enough tired sick fed harassment",
            "s": "consent permission agreement authorise authorize consented agree permit",
            "d": "withdraw withdrawn revoke revoked retract rescind cancel cancelled take",
            "u": "unsubscribe unsubscribed optout",
            "p": "call calling calls",
            "q": "please pls kindly plz thanks thank now",
            ".": """i i'd i'm am you that's thing things stuff u your yours to the a an of from by with this these
                those that all at my it its it's would will is are do so on in and or for have had has already here
                just can could should may must made making up out been last communication's sorry really well ok okay
                both be us's any's everything anything such via immediately today as asked asking ask wrong person
                much too ever's times told i've twice under circumstances""",
        },
        r"""lose (?:my|this|the) number=v|unsubscribe (?:my|this) number=u|
        i (?:do not|don't|dont|never|no longer) (?:text|send|write|message|email|contact)=b|
        leave (?:me|us|my \w+) (?:alone|in peace|be)=v|rather not=nw|opt(?:ing)? out=u|had enough=e|
        never signed up=u|have it with=e|(?:turn|switch) off=c|cut it out=c|
        (?:will|may|can) no longer (?:text|message|contact)=nta|not interested=e|
        lose th(?:is|e|ese) (?:texts|messages)=co|piss off|go away=v|sends? it=b""",
    ),
    "de": Cues(
        {
            "!": "horen lesen meldet melden lasst lass stell~ verschon~ verzichte widersprech~ einverstanden",
            "b": """warum wieso wie wann wo vergess~ vergiss jemand niemand blockier~ lieber kann konnte bekomme
                erhalte""",
            "c": """aufhoren aufzuhoren aufhort hort hor stopp stop stoppt stoppen stoppe schluss ende beenden
                beendet unterlassen unterlasst einstellen eingestellt deaktivier~ genug unterlass""",
            "n": "nicht nichts nie niemals kein keine keinen keinerlei keiner ohne nimmer",
            "t": """schreib~ anschreib~ angeschrieben schick~ send~ zuschick~ zusend~ kontaktier~ belastig~ text~
                nerv~ anzuschreiben zuzuschicken meld~ verschon~ stor~ kontakt spamm~ bombardier~ kontaktaufnahme~
                benachrichtig~ zugeschickt""",
            "o": """nachricht nachrichten sms werbung werbe~ infos benachrichtigung~ mails mail newsletter spam
                werbenachrichten zusendung versand reklame meldungen textnachrichten angebote""",
            "w": "mochte will wunsche wollen mochten brauche brauchen einverstanden wunsch mag",
            "g": "bekommen erhalten empfangen lesen horen haben werden",
            "m": "mich mir uns",
            "a": "mehr weitere weiteren weiterer wieder nochmal noch kunftig zukunft",
            "r": "streich~ losch~ entfern~ raus heraus rausnehmen entfernt rausgenommen austragen tragt",
            "i": "nummer telefonnummer handynummer namen",
            "l": "liste listen verteiler system datenbank kartei da",
            "e": "reicht satt genervt interesse",
            "s": "einwilligung zustimmung erlaubnis einverstandnis",
            "d": "widerrufe widerruf zuruck ziehe nehme entziehe widerrufen",
            "u": "abmeld~ abbestell~ austragen",
            "p": "anruf~ ruft",
            "q": "bitte danke",
            ".": """ich sie ihr ihre ihren ihrem ihrer du eure euren eurer eurem euch ihnen von vom an am zu aus dem
                den der die das des diese dieser diesen diesem dieses hier mit auf es ein jetzt sofort sein sind bin
                war und oder noch so sowas mal endlich bitteschon meine meiner meinen meinem nun konnen konnten doch
                falsche dienst sms-dienst ab per via um nehmt nehmen nimm sonst irgendwas alle allen damit wurde""",
        },
        r"""(?:lasst|lassen sie|lass) (?:mich|uns) (?:\w+ ){0,2}in (?:ruhe|frieden)=v|horen sie (?:\w+ )?auf=c|
        stell\w+(?= .*ein$)=c|meld\w+(?= .*ab$)=u|ich (?:schreibe|schicke|sende)=b|reicht eine=b|
        nicht mehr (?:damit )?einverstanden=nwto|verschon\w+=c|verzichte auf=na|lasst das=c|kein interesse=e|
        widersprech\w+=nw|braucht (?:\w+ )?nicht(?: \w+)? zu=na""",
    ),
    "nl": Cues(
        {
            "!": "horen laat schrijf meld zet basta",
            "b": "waarom hoe wanneer waar vergeet iemand niemand blokkeer~ liever kan kreeg ontving",
            "c": "stop stoppen hou houd ophouden kap kappen staak beeindig",
            "n": "geen niet niets niks nooit zonder",
            "t": """stur~ stuur~ schrijf schrijven app appen sms'en smsen mail mailen zend zenden benader~
                contacteren lastigval~ lastig spam~ neem bericht sturen verzend~ gecontacteerd benaderd lastiggevallen
                geappt""",
            "o": """berichten berichtjes sms sms'jes sms'en smsjes appjes reclame meldingen reclames spam
                notificaties nieuwsbrief nieuwsbrieven aanbiedingen smsen mails""",
            "w": "wil wens hoef willen wilt zou behoefte",
            "g": "krijgen ontvangen horen hebben worden",
            "m": "mij me ons",
            "a": "meer weer verdere andere langer nog toekomst",
            "r": "haal halen verwijder~ schrap~ gooi wis wissen af eraf uithalen",
            "i": "nummer naam telefoonnummer",
            "l": "lijst lijsten bestand systeem database maillijst mailinglijst",
            "e": "klaar genoeg zat beu interesse",
            "s": "toestemming akkoord",
            "d": "trek herroep intrek ingetrokken intrekken",
            "u": "afmeld~ uitschrijv~ afmelden uitschrijven",
            "p": "bel bellen",
            "q": "aub alsjeblieft alstublieft graag gelieve bedankt dank",
            ".": """ik jij je jullie u uw de het een van in op om te met naar aan dit deze die hier er ermee mijn
                maar eens uit nu en of dat ben is zijn kunnen kun kunt geef heb gehad val door voor alle al naartoe
                contact verkeerd voortaan hierbij via daar tot telefoon""",
        },
        r"""laat (?:mij|me|ons) (?:\w+ ){0,2}(?:met rust|alleen)=v|schrijf (?:mij|me|ons) (?:\w+ ){0,2}uit=u|
        meld (?:mij|me|ons) (?:\w+ ){0,2}af=u|zet(?= .*uit$)=c|ik (?:stuur|schrijf|app)=b|genoeg om=b|
        geen (?:\w+ )?toestemming=ns|hou\w? (?:\w+ )?op=c|neem (?:\w+ ){0,2}contact=t|geen interesse=e|basta=c""",
    ),
    "pl": Cues(
        {
            "!": "zostaw~ sprzeciw~ spokoju",
            "b": "dlaczego czemu jak kiedy gdzie zapomn~ ktos nikt zablok~ moge lepiej dostaje dostalem pisze wysylam",
            "c": """przestan~ skonczcie skoncz zaprzesta~ koniec stop wstrzymajcie wstrzymac zatrzymajcie dosc dosyc
                wystarczy wylaczcie przerwijcie""",
            "n": "nie zadnych zadnego bez nigdy niczego nic ani",
            "t": """pisz~ pisa~ wysyl~ przysyl~ przesyl~ kontakt~ nekac nekaj~ spam~ slij~ slac zawraca~ niepoko~
                napast~ smsow~ odzyw~""",
            "o": "wiadomosc~ sms sms~ smsy esemes~ reklam~ powiadomie~ ofert~ newsletter~ spamu promocj~",
            "w": "chce zycze chcialbym chcialabym wolalbym wolalabym potrzebuje",
            "g": "dostawac otrzymywac odbierac widziec otrzymywania slyszec",
            "m": "mi mnie nas nam mna",
            "a": "wiecej juz dalszych dalsze dalszego ponownie kolejnych inne",
            "r": "usun~ wykresl~ skasuj~ usuniecie wymaz~ wykreslic skreslcie",
            "i": "numer numeru telefonu",
            "l": "listy liste bazy baz systemu subskrypcji stad list kontaktow",
            "s": "zgode zgody zgoda",
            "d": "wycofuje cofam odwoluje wycofac",
            "u": "wypis~ wypisac rezygnuje rezygnacja wypisuje",
            "p": "dzwon~",
            "q": "prosze dziekuje",
            ".": """do na z ze od ow w o i a sie sobie tymi tych te ten tego ta to swoja moja moj mojego moje waszych
                wasze was waszej strony swoj pomylka zainteresowany zainteresowana jestem mam glowy telefon czy
                mozecie wreszcie natychmiast tutaj tu""",
        },
        r"""(?:dajcie|daj|dac) mi (?:\w+ ){0,2}spokoj=v|zostaw\w* mnie w spokoju=v|sprzeciwiam sie=nw|
        nie jestem zainteresowan\w+=e|mam dosc=e|wystarczy (?:wysl|wysyl|napis|pisa)\w*=b|nie zycze=nw|
        nie wyrazam=n|nie zgadzam=nw""",
    ),
    "tr": Cues(
        {
            "!": "duymak rahat~ birak~ durma~ abonelig~",
            "b": "neden niye nasil nerede unut~ biri kimse engelle~ gelmiyor alamiyorum",
            "c": "kes~ kesin durdur~ kapat~ son sonlandir~ durun",
            "n": "hicbir asla degil",
            "nt": """yazma yazmayin yazmayiniz gonderme gondermeyin gondermeyiniz atma atmayin atmayiniz yollama
                yollamayin ulasmayin gecmeyin etmeyin gelmesin gelmesinler etmeyiniz iletmeyin""",
            "t": "gonder~ yolla~ yaz yazmayi atmayi ulas~ iletisim~ ara~ rahatsiz gonderimi gonderimini atip",
            "o": "mesaj~ sms~ ileti~ reklam~ bildirim~ kampanya~",
            "nw": "istemiyorum istemiyoruz istemem",
            "w": "istiyorum",
            "g": "almak duymak gelirse alma~",
            "m": "bana beni bize bizi benimle bizimle",
            "a": "artik daha baska bundan boyle sonra",
            "r": "sil~ cikar~ kaldir~ cikmak",
            "i": "numaram~ numarami adimi",
            "l": "liste~ sistem~ veritaban~ rehber~ grup~ gruptan",
            "e": "biktim yeter ilgilenmiyorum",
            "s": "onay~ izn~ izin~ riza~",
            "d": "cekiyorum aliyorum kaldiriyorum iptal geri",
            "u": "abonelig~ uyelig~ abonelikten",
            "q": "lutfen tesekkurler",
            ".": """bu bir sizden sizin ve mi misiniz bey numara numaraya yanlis edin ediyorum etmek sikayet edecegim
                seklide sekilde sey kisa hemen icin falan siz su geri""",
        },
        r"""rahatsiz etme\w*=v|(?:beni )?rahat birak\w*=v|(?:sms |mesaj )?abonelig\w+ iptal et\w+=u|
        iptal (?:edin|etmek)=c|atip durma\w*=ct|\w+m[ae]yi (?:\w+ )?birak\w*=tc|riza\w* yok=ns""",
    ),
    "id": Cues(
        {
            "!": "terima menerima cukup",
            "b": "kenapa mengapa bagaimana kapan lupa seseorang orang blokir~ saja",
            "c": "berhenti stop hentikan setop nonaktifkan matikan sudahi akhiri udahan",
            "n": "jangan tidak tak nggak gak ga enggak usah tanpa",
            "t": """kirim kirimi kirimkan mengirim mengirimi mengirimkan hubungi menghubungi ganggu mengganggu kontak
                wa sms chat spam kirim-kirim pengiriman dikirimi dihubungi diganggu mengontak gangguin""",
            "o": "pesan pesannya sms-nya smsnya nya promo promosi promosinya iklan notifikasi siaran penawaran",
            "w": "mau ingin setuju perlu minta bersedia tertarik",
            "g": "menerima terima dapat mendapat mendapatkan",
            "m": "saya aku kami",
            "a": "lagi apa-apa apa apapun pun",
            "r": "hapus keluarkan hilangkan coret buang dicoret dihapus keluar keluarin",
            "i": "nomor nama nomer",
            "l": "daftar database grup list sistem kontak basis",
            "e": "bosan muak capek",
            "s": "izin persetujuan",
            "d": "cabut tarik mencabut menarik batalkan",
            "u": "berlangganan langganan unsubscribe unreg",
            "p": "telepon",
            "q": "tolong mohon ya dong",
            ".": """ke dari ini itu di dengan yang untuk sudah udah salah kalian anda kamu kak bisa bisakah sini
                sekarang semua lain kembali soal dan atau nomornya segala cukup""",
        },
        r"""berhenti (?:ber)?langganan=u|batalkan langganan=u|
        (?:sudah )?cukup (?:sudah )?(?:pesan|promo|iklan|sms|notif)\w*=co|
        saya (?:tidak|tak|nggak|gak|ga) (?:kirim|mengirim|bisa)=b|tidak tertarik=e|jangan ganggu=v|terima kasih=q""",
    ),
}  # fmt: skip
