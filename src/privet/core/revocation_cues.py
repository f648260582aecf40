"""Which words of fifteen languages may make up a wish for no more messages, by what they do in it: what
`core.revocation_bag` reads with. The languages of other scripts than Latin stand in `core.revocation_cue_scripts`.

A word is in lower case, without accents; `~` stands for the rest of it. What a letter means, `core.revocation_bag` says.
"""

from __future__ import annotations

from collections.abc import Mapping

from privet.core.revocation_cue_scripts import SCRIPTS, Cues

CUES: Mapping[str, Cues] = {
    **SCRIPTS,
    "en": Cues(
        {
            "!": "lose leave hear enough",
            "b": "why how can't cant cannot couldn't did didn't forget somebody someone instead better block what when",
            "c": "stop cease quit end halt discontinue suspend disable deactivate desist terminate",
            "n": "no not don't dont never none nothing without neither nor isn't won't",
            "t": """text texting message messaging contact contacting write writing send sending sends sms bother
                bothering spam spamming email emailing mail disturb harass harassing pester pestering reach bug bugging
                communicate blowing bombard bombarding notify notifying ping pinging""",
            "o": """texts messages msgs msg smses sms's notifications notification alerts emails mails newsletter
                newsletters ads adverts advertising promos promo promotions reminders offers communication
                communications updates marketing messaging's contacts""",
            "w": "want wish like need interested wanna care prefer",
            "g": "receive receiving get getting hear hearing see seeing be being",
            "m": "me us",
            "a": """more again anymore longer further any ever other another future""",
            "r": "remove removed delete deleted off drop erase scrub strike",
            "i": "number name phone cell contact's",
            "l": "list lists database system records mailing distribution",
            "e": "enough tired sick fed harassment",
            "s": "consent permission agreement authorise authorize consented agree permit",
            "d": "withdraw withdrawn revoke revoked retract rescind cancel cancelled take",
            "u": "unsubscribe unsubscribed optout",
            "v": "",
            "p": "call calling calls calling",
            "q": "please pls kindly plz thanks thank now",
            ".": """i i'd i'm i am you that's thing things stuff u your yours to the a an of from by with this these those that all at my it its
                it's would will is are do so it on in and or for have had has already here just can could should may
                must made making up out been last communication's sorry really well ok okay both just be us's any's
                everything anything such via immediately today as asked asking ask wrong person much too ever's times
                told i've twice under circumstances under""",
        },
        r"""lose (?:my|this|the) number=v|unsubscribe (?:my|this) number=u|i (?:do not|don't|dont|never|no longer)
        (?:text|send|write|message|email|contact)=b|leave (?:me|us|my \w+) (?:alone|in peace|be)=v|rather not=nw|opt(?:ing)?
        out=u|had enough=e|never signed up=u|have it with=e|(?:turn|switch) off=c|cut it
        out=c|(?:will|may|can) no longer (?:text|message|contact)=nta|not interested=e|lose th(?:is|e|ese) (?:texts|messages)=co|piss off|go away=v|sends? it=b""",
    ),
    "es": Cues(
        {
            "!": "saber dejen deje cancel~ anul~",
            "b": "por_que escribo envio mando contacto_yo como cuando donde olvid~ alguien puedo pude mejor nadie bloque~ necesito",
            "c": """basta dejen deje dejar dejad deja paren pare parar parad cesen cese cesar corten cortenla detengan
                detener suspendan suspender terminen desactiven desactivar interrumpan acaben terminar""",
            "n": "no ni sin tampoco nunca jamas",
            "t": """escrib~ envi~ mand~ contact~ molest~ llenarme bombarde~ spamear notific~ comuni~ llegu~
                lleguen mensaje~rme hostig~ acos~""",
            "o": """mensaj~ sms promoci~ publicidad avis~ notificaciones notificacion textos anuncios propaganda
                correos envios ofertas spam comunicaciones comunicacion alertas whatsapps""",
            "w": "quiero deseo queremos quisiera gustaria autorizo acepto prefiero interesa interesan consiento deseamos",
            "g": "recibir recibirlos recibirlas tener seguir sigan siga ser saber",
            "m": "me nos mi mis",
            "a": "mas otro otra otros nuevo vuelva vuelvan vuelvas volver ya nada ningun ninguno ninguna siguiente",
            "r": """quit~ saqu~ saca~ saquen borr~ elimin~ retir~ exclu~ sacar salir salirme remuev~ tachen""",
            "i": "numero telefono celular movil nombre contacto",
            "l": "lista listas base registro registros sistema difusion ahi aqui grupo",
            "e": "harto harta hartos cansado cansada tienen suficiente chega",
            "s": "consentimiento permiso autorizacion",
            "d": "retiro revoco cancelo anulo retirar revocar anular",
            "u": "baja desuscrib~ desuscripcion desafilia~",
            "p": "llam~",
            "q": "por favor gracias favor",
            ".": """dame denme darme dar a al de del la el los las le les lo su sus ustedes usted vosotros que con en este esta esto estos
                estas ese esos tanto tanta tantos y o mi yo se formar parte ruego pido solicito via numero equivocado
                quien te un una datos estoy estamos soy para puede pueden podrian hagan haga servicio todo todos todas aqui ahora
                inmediatamente porfa porfavor sigan seguir dicho voy mandando""",
        },
        r"""(?:no )?(?:me )?dej\w+ en paz=v|(?:anul|cancel)\w+ mi suscripcion=u|no (?:me|nos) interesan?=e|(?:estoy|estamos)=q|para de=c|basta (?:con )?(?:enviar|mandar|escribir)=b
        |\btien\w+ (?:hart|cansad)[oa]=e""",
    ),
    "pt": Cues(
        {
            "!": "saber ouvir deix~ cancel~ anul~",
            "b": "por_que porque como quando onde esquec~ alguem posso ninguem bloque~ preciso consigo recebi escrevo mando",
            "c": """parem pare parar cessem cesse chega basta deixem deixe deixar suspendam suspender cancelem interrompam
                interromper terminem desativem desliguem acabem encerrem pararem""",
            "n": "nao nem sem nunca jamais tampouco",
            "t": """mand~ envi~ escrev~ contact~ contat~ incomod~ chate~ encher bombarde~ perturb~ importun~ notific~
                spamar""",
            "o": """mensagens mensagem sms promoco~ promocao publicidade avisos notificacoes propaganda propagandas
                anuncios textos torpedos spam ofertas comunicacoes alertas recebimento envio""",
            "w": "quero desejo queremos gostaria autorizo aceito prefiro interessa pretendo dou queria consinto",
            "g": "receber ter ser saber ouvir",
            "m": "me nos mim",
            "a": "mais outra outras novo nada nenhuma nenhum voltem volte voltar",
            "r": """tirem tire tira tirar retirem retire removam remova remover removido removida apaguem apague excluam
                exclua excluir eliminem elimine sair saia retirar apagar excluido excluida""",
            "i": "numero telefone celular telemovel nome contacto contato",
            "l": "lista listas base cadastro sistema dai ai grupo registo registros",
            "e": "farto farta cansado cansada suficiente saco",
            "s": "consentimento autorizacao permissao",
            "d": "retiro revogo cancelo anulo retirar revogar cancelar",
            "u": "desinscre~ desinscri~",
            "v": "descadastr~",
            "p": "lig~ telefon~",
            "q": "favor por obrigado obrigada agradeco",
            ".": """a o as os um uma de do da dos das para pra que com em no na nos essa esse esta este isto isso estas
                estes meu minha meus minhas seu sua suas vossa vossas vosso voces vos eu lhe se e ou errado peco ja la
                ca aqui tanta tantas todas todo desta deste dessa via podem poderiam agora dados estou uma de_novo desisto""",
        },
        r"""(?:me )?deix\w+ (?:me )?em paz=v|(?:cancel\w+|anul\w+) (?:a )?(?:minha )?inscricao=u|nao (?:me|nos)
        interess\w+=e|sair desta=r|para de=c|basta (?:enviar|mandar|escrever)=b|cancel\w+ o=c""",
    ),
    "fr": Cues(
        {
            "!": "entendre laiss~ fich~ fout~ oppos~ intéress~ interess~",
            "b": "pourquoi comment quand ou oublie~ quelqu recois recu ai_pas personne bloqu~ peux puis plutot",
            "c": """arret~ cess~ stop stopp~ suspend~ fini finis halte desactiv~ interromp~""",
            "n": "ne n pas aucun aucune sans jamais",
            "t": """envoy~ envoi ecri~ contact~ derang~ harcel~ spam~ importun~ bombard~ sollicit~ relanc~ adress~
                embet~ textot~ notifi~""",
            "o": """message messages sms texto textos pub pubs publicite publicites notification notifications mails
                mail mailings promos promotions envois newsletter newsletters publicitaires alertes offres
                sollicitations""",
            "w": "veux souhaite desire voudrais voulons prefere aimerais souhaitons autorise accepte souhaiterais",
            "g": "recevoir etre entendre avoir figurer faire parler",
            "m": "m me moi nous",
            "a": "plus autre autres rien encore assez ulterieur",
            "r": """enlev~ retir~ supprim~ ray~ effac~ sort~ vir~ otez oter radi~""",
            "i": "numero nom telephone coordonnees portable contact",
            "l": "liste listes fichier fichiers base diffusion destinataires registre registres la systeme",
            "e": "marre suffit ras_le_bol",
            "s": "consentement accord autorisation",
            "d": "retire revoque annule retirer revoquer",
            "u": "desabonn~ desinscri~ desinscrire",
            "p": "appel~",
            "q": "svp merci plait priere",
            ".": """je j a au aux de d des du la le les l un une vos votre vous tu ce cet cette ces ca c est s il y que qu
                qui en et par sur mon ma mes se faire part partie tout tous toute toutes vers pour veuillez pouvez
                pourriez voulez trompez avec dans maintenant demande bien ai ici trompe mes monsieur madame interessee interesse oppose suis""",
        },
        r"""(?:laiss\w+|fich\w+|fout\w+) (?:moi|nous) (?:tranquilles?|en paix|la paix)=v|(?:m|nous) oppos\w+=nw|
        j en ai (?:assez|marre)=e|ca suffit=e|pas interess\w+=e|y en a marre=e|(?:mettez|mettre) fin=c|suffit d=b|suffit de=b|j (?:ecris|envoie)=b""",
        apart=True,
    ),
    "de": Cues(
        {
            "!": "horen lesen meldet melden lasst lass stell~ verschon~ verzichte widersprech~ einverstanden",
            "b": "warum wieso wie wann wo vergess~ vergiss jemand niemand blockier~ lieber kann konnte bekomme erhalte",
            "c": """aufhoren aufzuhoren aufhort hort hor stopp stop stoppt stoppen stoppe schluss ende beenden beendet
                unterlassen unterlasst einstellen eingestellt deaktivier~ genug unterlass""",
            "n": "nicht nichts nie niemals kein keine keinen keinerlei keiner ohne nimmer",
            "t": """schreib~ anschreib~ angeschrieben schick~ send~ zuschick~ zusend~ kontaktier~ belastig~ text~ nerv~
                anzuschreiben zuzuschicken meld~ verschon~ stor~ kontakt spamm~ bombardier~ kontaktaufnahme~
                benachrichtig~ zugeschickt""",
            "o": """nachricht nachrichten sms werbung werbe~ infos benachrichtigung~ mails mail newsletter spam
                werbenachrichten zusendung versand reklame meldungen textnachrichten angebote""",
            "w": "mochte will wunsche wollen mochten brauche brauchen einverstanden wunsch mag",
            "g": "bekommen erhalten empfangen lesen horen haben werden",
            "m": "mich mir uns",
            "a": "mehr weitere weiteren weiterer wieder nochmal noch kunftig zukunft",
            "r": """streich~ losch~ entfern~ raus heraus rausnehmen entfernt rausgenommen austragen tragt""",
            "i": "nummer telefonnummer handynummer namen",
            "l": "liste listen verteiler system datenbank kartei da",
            "e": "reicht satt genervt interesse",
            "s": "einwilligung zustimmung erlaubnis einverstandnis",
            "d": "widerrufe widerruf zuruck ziehe nehme entziehe widerrufen",
            "u": "abmeld~ abbestell~ meldet_ab melden_ab austragen",
            "p": "anruf~ ruft",
            "q": "bitte danke",
            ".": """ich sie ihr ihre ihren ihrem ihrer du eure euren eurer eurem euch ihnen von vom an am zu aus dem den
                der die das des diese dieser diesen diesem dieses hier mit auf es ein jetzt sofort sein sind bin war und
                oder noch so sowas mal endlich bitteschon meine meiner meinen meinem nun konnen konnten doch falsche dienst sms-dienst
                ab per via um nehmt nehmen nimm sonst irgendwas alle allen damit wurde diese_nummer dass""",
        },
        r"""(?:lasst|lassen sie|lass) (?:mich|uns) (?:\w+ ){0,2}in (?:ruhe|frieden)=v|horen sie (?:\w+ )?auf=c
        |stell\w+(?= .*ein$)=c|meld\w+(?= .*ab$)=u|ich (?:schreibe|schicke|sende)=b|reicht eine=b|nicht mehr (?:damit )?einverstanden=nwto|verschon\w+=c
        |verzichte auf=na|lasst das=c|kein interesse=e|widersprech\w+=nw|braucht (?:\w+ )?nicht(?: \w+)? zu=na""",
    ),
    "it": Cues(
        {
            "!": "sentir~ lasci~ annull~ evitat~ diffid~",
            "b": "perche come quando dove dimentic~ qualcuno nessuno blocc~ riesco piuttosto posso ricevo arrivano scrivo mando",
            "c": """smett~ finite finitela fatela basta cessa~ piantatela piantala sospend~ interromp~ stop disattiv~
                terminat~ finirla smetterla fermat~""",
            "n": "non niente nessun nessuna mai senza nulla ne",
            "t": """scriv~ mand~ invi~ contatt~ disturb~ messaggiar~ spam~ bombard~ tormentar~ importun~ notific~""",
            "o": """messagg~ sms pubblicita avvisi notifiche promozioni comunicazioni comunicazione spam newsletter
                offerte invio testi""",
            "w": "voglio desidero vorrei vogliamo preferirei preferisco intendo autorizzo acconsento accetto interessa",
            "g": "ricevere essere avere sentirvi sentire",
            "m": "mi me ci",
            "a": "piu altro altri altre ancora ulteriori futuro",
            "r": """togli~ tolga~ cancell~ rimuov~ elimin~ leva~ tolgano uscire""",
            "i": "numero nome contatto telefono cellulare",
            "l": "lista liste elenco elenchi database mailing list sistema rubrica archivi",
            "e": "stufato stufo stufa stanco stanca",
            "s": "consenso autorizzazione permesso",
            "d": "revoco ritiro ritirare revocare",
            "u": "disiscriv~ disiscrizione",
            "p": "chiam~ telefon~",
            "q": "favore grazie prego",
            ".": """di a da in con su per il lo la i gli le l un una del della dei agli dagli dal dalla dalle dai coi col al alla ai
                questo questa questi queste vostro vostra vostri vostre voi vi che io mio mia miei e o quest ogni verso
                adesso ora via avete qui futuro_ sono siamo sbagliato chiedo potete potreste subito tutti tutte tutto per_favore sul sulla""",
        },
        r"""lasci\w+ (?:mi )?(?:in pace|stare)=v|annull\w+ la mia iscrizione=u|evitat\w+ di=n|non (?:mi|ci)
        interess\w+=e|diffid\w+ dal=n|basta (?:mandare|inviare|scrivere)=b|fatela finita=c|(?:ne ho|avete) (?:abbastanza|stufato)=e""",
        apart=True,
    ),
    "nl": Cues(
        {
            "!": "horen laat schrijf meld zet basta",
            "b": "waarom hoe wanneer waar vergeet iemand niemand blokkeer~ liever kan kreeg ontving",
            "c": "stop stoppen hou houd ophouden kap kappen staak beeindig",
            "n": "geen niet niets niks nooit zonder",
            "t": """stur~ stuur~ schrijf schrijven app appen sms'en smsen mail mailen zend zenden benader~ contacteren
                berichten_sturen lastigval~ lastig spam~ neem bericht sturen verzend~ gecontacteerd benaderd
                lastiggevallen geappt""",
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
            "u": "afmeld~ uitschrijv~ afmelden uitschrijven opzeggen_sms",
            "p": "bel bellen",
            "q": "aub alsjeblieft alstublieft graag gelieve bedankt dank",
            ".": """ik jij je jullie u uw de het een van in op om te met naar aan dit deze die hier er ermee mijn maar
                eens uit nu en of dat ben is zijn kunnen kun kunt geef heb gehad val door voor alle al van_deze naartoe
                contact verkeerd voortaan hierbij via daar tot telefoon""",
        },
        r"""laat (?:mij|me|ons) (?:\w+ ){0,2}(?:met rust|alleen)=v|schrijf (?:mij|me|ons) (?:\w+ ){0,2}uit=u
        |meld (?:mij|me|ons) (?:\w+ ){0,2}af=u|zet(?= .*uit$)=c|ik (?:stuur|schrijf|app)=b|genoeg om=b|geen (?:\w+ )?toestemming=ns|hou\w? (?:\w+ )?op
        =c|neem (?:\w+ ){0,2}contact=t|geen interesse=e|basta=c""",
    ),
    "pl": Cues(
        {
            "!": "zostaw~ sprzeciw~ spokoju",
            "b": "dlaczego czemu jak kiedy gdzie zapomn~ ktos nikt zablok~ moge lepiej dostaje dostalem pisze wysylam",
            "c": """przestan~ skonczcie skoncz zaprzesta~ koniec stop wstrzymajcie wstrzymac zatrzymajcie dosc dosyc
                wystarczy wylaczcie przerwijcie""",
            "n": "nie zadnych zadnego bez nigdy niczego nic ani",
            "t": """pisz~ pisa~ wysyl~ przysyl~ przesyl~ kontakt~ nekac nekaj~ spam~ slij~ slac zawraca~ niepoko~ napast~
                smsow~ odzyw~""",
            "o": """wiadomosc~ sms sms~ smsy esemes~ reklam~ powiadomie~ ofert~ newsletter~ spamu promocj~""",
            "w": "chce zycze chcialbym chcialabym wolalbym wolalabym potrzebuje",
            "g": "dostawac otrzymywac odbierac widziec otrzymywania slyszec",
            "m": "mi mnie nas nam mna",
            "a": "wiecej juz dalszych dalsze dalszego ponownie kolejnych inne",
            "r": """usun~ wykresl~ skasuj~ usuniecie wymaz~ wykreslic skreslcie""",
            "i": "numer numeru telefonu",
            "l": "listy liste bazy baz systemu subskrypcji stad list kontaktow",
            "e": "mam_dosc",
            "s": "zgode zgody zgoda",
            "d": "wycofuje cofam odwoluje wycofac",
            "u": "wypis~ wypisac rezygnuje rezygnacja wypisuje",
            "p": "dzwon~",
            "q": "prosze dziekuje",
            ".": """do na z ze od ow w o i a sie sobie tymi tych te ten tego ta to swoja moja moj mojego moje waszych wasze
                was waszej strony moj swoj pomylka zainteresowany zainteresowana jestem mam glowy telefon czy mozecie
                moge_prosic wreszcie w_koncu natychmiast tutaj tu po_prostu numer_telefonu""",
        },
        r"""(?:dajcie|daj|dac) mi (?:\w+ ){0,2}spokoj=v|zostaw\w* mnie w spokoju=v|sprzeciwiam sie=nw|nie jestem
        zainteresowan\w+=e|mam dosc=e|wystarczy (?:wysl|wysyl|napis|pisa)\w*=b|nie zycze=nw|nie wyrazam=n|nie zgadzam=nw""",
    ),
    "tr": Cues(
        {
            "!": "duymak rahat~ birak~ durma~ abonelig~",
            "b": "neden niye nasil ne_zaman nerede unut~ biri kimse engelle~ gelmiyor alamiyorum",
            "c": "kes~ kesin durdur~ kapat~ son sonlandir~ durun",
            "n": "hicbir asla degil",
            "nt": """yazma yazmayin yazmayiniz gonderme gondermeyin gondermeyiniz atma atmayin atmayiniz yollama yollamayin ulasmayin gecmeyin
                rahatsiz_etmeyin etmeyin gelmesin gelmesinler etmeyiniz iletmeyin""",
            "t": """gonder~ yolla~ yaz yazmayi atmayi atmayin_da ulas~ iletisim~ ara~ rahatsiz gonderimi gonderimini
                atip""",
            "o": "mesaj~ sms~ ileti~ reklam~ bildirim~ kampanya~ kisa_mesaj",
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
        r"""rahatsiz etme\w*=v|(?:beni )?rahat birak\w*=v|(?:sms |mesaj )?abonelig\w+ iptal et\w+=u|iptal (?:edin|etmek)=c
        |atip durma\w*=ct|\w+m[ae]yi (?:\w+ )?birak\w*=tc|riza\w* yok=ns""",
    ),
    "id": Cues(
        {
            "!": "terima menerima cukup",
            "b": "kenapa mengapa bagaimana kapan lupa seseorang orang blokir~ saja",
            "c": "berhenti stop hentikan setop nonaktifkan matikan sudahi akhiri udahan",
            "n": "jangan tidak tak nggak gak ga enggak usah tanpa",
            "t": """kirim kirimi kirimkan mengirim mengirimi mengirimkan hubungi menghubungi ganggu mengganggu kontak wa
                sms chat spam kirim-kirim pengiriman dikirimi dihubungi diganggu mengontak gangguin""",
            "o": "pesan pesannya sms-nya smsnya nya promo promosi promosinya iklan notifikasi siaran broadcast penawaran",
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
            "q": "tolong mohon ya dong terima_kasih",
            ".": """ke dari ini itu di dengan yang untuk sudah udah salah kalian anda kamu kak bisa bisakah tidak_lagi
                sini sekarang semua lain kembali soal dan atau ke_sini nomornya segala cukup""",
        },
        r"""berhenti (?:ber)?langganan=u|batalkan langganan=u|(?:sudah )?cukup (?:sudah )?(?:pesan|promo|iklan|sms|notif)\w*=co
        |saya (?:tidak|tak|nggak|gak|ga) (?:kirim|mengirim|bisa)=b|tidak tertarik=e|jangan ganggu=v|terima kasih=q""",
    ),
}  # fmt: skip
