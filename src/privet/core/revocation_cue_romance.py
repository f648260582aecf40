"""The words of `core.revocation_cues` in Spanish, Portuguese, French and Italian."""

from __future__ import annotations

from collections.abc import Mapping

from privet.core.revocation_cue_scripts import Cues

ROMANCE: Mapping[str, Cues] = {
    "es": Cues(
        {
            "!": "saber dejen deje cancel~ anul~",
            "b": "escribo envio mando como cuando donde olvid~ alguien puedo pude mejor nadie bloque~ necesito",
            "c": """basta dejen deje dejar dejad deja paren pare parar parad cesen cese cesar corten cortenla
                detengan detener suspendan suspender terminen desactiven desactivar interrumpan acaben terminar""",
            "n": "no ni sin tampoco nunca jamas",
            "t": """escrib~ envi~ mand~ contact~ molest~ llenarme bombarde~ spamear notific~ comuni~ llegu~ lleguen
                mensaje~rme hostig~ acos~""",
            "o": """mensaj~ sms promoci~ publicidad avis~ notificaciones notificacion textos anuncios propaganda
                correos envios ofertas spam comunicaciones comunicacion alertas whatsapps""",
            "w": """quiero deseo queremos quisiera gustaria autorizo acepto prefiero interesa interesan consiento
                deseamos""",
            "g": "recibir recibirlos recibirlas tener seguir sigan siga ser saber",
            "m": "me nos mi mis",
            "a": "mas otro otra otros nuevo vuelva vuelvan vuelvas volver ya nada ningun ninguno ninguna siguiente",
            "r": "quit~ saqu~ saca~ saquen borr~ elimin~ retir~ exclu~ sacar salir salirme remuev~ tachen",
            "i": "numero telefono celular movil nombre contacto",
            "l": "lista listas base registro registros sistema difusion ahi aqui grupo",
            "e": "harto harta hartos cansado cansada tienen suficiente chega",
            "s": "consentimiento permiso autorizacion",
            "d": "retiro revoco cancelo anulo retirar revocar anular",
            "u": "baja desuscrib~ desuscripcion desafilia~",
            "p": "llam~",
            "q": "por favor gracias",
            ".": """dame denme darme dar a al de del la el los las le les lo su sus ustedes usted vosotros que con en
                este esta esto estos estas ese esos tanto tanta tantos y o mi yo se formar parte ruego pido solicito
                via numero equivocado quien te un una datos estoy estamos soy para puede pueden podrian hagan haga
                servicio todo todos todas aqui ahora inmediatamente porfa porfavor sigan seguir dicho voy mandando""",
        },
        r"""(?:no )?(?:me )?dej\w+ en paz=v|(?:anul|cancel)\w+ mi suscripcion=u|no (?:me|nos) interesan?=e|
        (?:estoy|estamos)=q|para de=c|basta (?:con )?(?:enviar|mandar|escribir)=b|\btien\w+ (?:hart|cansad)[oa]=e""",
    ),
    "pt": Cues(
        {
            "!": "saber ouvir deix~ cancel~ anul~",
            "b": "porque como quando onde esquec~ alguem posso ninguem bloque~ preciso consigo recebi escrevo mando",
            "c": """parem pare parar cessem cesse chega basta deixem deixe deixar suspendam suspender cancelem
                interrompam interromper terminem desativem desliguem acabem encerrem pararem""",
            "n": "nao nem sem nunca jamais tampouco",
            "t": """mand~ envi~ escrev~ contact~ contat~ incomod~ chate~ encher bombarde~ perturb~ importun~ notific~
                spamar""",
            "o": """mensagens mensagem sms promoco~ promocao publicidade avisos notificacoes propaganda propagandas
                anuncios textos torpedos spam ofertas comunicacoes alertas recebimento envio""",
            "w": "quero desejo queremos gostaria autorizo aceito prefiro interessa pretendo dou queria consinto",
            "g": "receber ter ser saber ouvir",
            "m": "me nos mim",
            "a": "mais outra outras novo nada nenhuma nenhum voltem volte voltar",
            "r": """tirem tire tira tirar retirem retire removam remova remover removido removida apaguem apague
                excluam exclua excluir eliminem elimine sair saia retirar apagar excluido excluida""",
            "i": "numero telefone celular telemovel nome contacto contato",
            "l": "lista listas base cadastro sistema dai ai grupo registo registros",
            "e": "farto farta cansado cansada suficiente saco",
            "s": "consentimento autorizacao permissao",
            "d": "retiro revogo cancelo anulo retirar revogar cancelar",
            "u": "desinscre~ desinscri~",
            "v": "descadastr~",
            "p": "lig~ telefon~",
            "q": "favor por obrigado obrigada agradeco",
            ".": """a o as os um uma de do da dos das para pra que com em no na nos essa esse esta este isto isso
                estas estes meu minha meus minhas seu sua suas vossa vossas vosso voces vos eu lhe se e ou errado peco
                ja la ca aqui tanta tantas todas todo desta deste dessa via podem poderiam agora dados estou desisto""",
        },
        r"""(?:me )?deix\w+ (?:me )?em paz=v|(?:cancel\w+|anul\w+) (?:a )?(?:minha )?inscricao=u|
        nao (?:me|nos) interess\w+=e|sair desta=r|para de=c|basta (?:enviar|mandar|escrever)=b|cancel\w+ o=c""",
    ),
    "fr": Cues(
        {
            "!": "entendre laiss~ fich~ fout~ oppos~ intéress~ interess~",
            "b": "pourquoi comment quand ou oublie~ quelqu recois recu personne bloqu~ peux puis plutot",
            "c": "arret~ cess~ stop stopp~ suspend~ fini finis halte desactiv~ interromp~",
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
            "r": "enlev~ retir~ supprim~ ray~ effac~ sort~ vir~ otez oter radi~",
            "i": "numero nom telephone coordonnees portable contact",
            "l": "liste listes fichier fichiers base diffusion destinataires registre registres la systeme",
            "e": "marre suffit",
            "s": "consentement accord autorisation",
            "d": "retire revoque annule retirer revoquer",
            "u": "desabonn~ desinscri~ desinscrire",
            "p": "appel~",
            "q": "svp merci plait priere",
            ".": """je j a au aux de d des du la le les l un une vos votre vous tu ce cet cette ces ca c est s il y
                que qu qui en et par sur mon ma mes se faire part partie tout tous toute toutes vers pour veuillez
                pouvez pourriez voulez trompez avec dans maintenant demande bien ai ici trompe monsieur madame
                interessee interesse oppose suis""",
        },
        r"""(?:laiss\w+|fich\w+|fout\w+) (?:moi|nous) (?:tranquilles?|en paix|la paix)=v|(?:m|nous) oppos\w+=nw|
        j en ai (?:assez|marre)=e|ca suffit=e|pas interess\w+=e|y en a marre=e|(?:mettez|mettre) fin=c|suffit d=b|
        suffit de=b|j (?:ecris|envoie)=b""",
        apart=True,
    ),
    "it": Cues(
        {
            "!": "sentir~ lasci~ annull~ evitat~ diffid~",
            "b": """perche come quando dove dimentic~ qualcuno nessuno blocc~ riesco piuttosto posso ricevo arrivano
                scrivo mando""",
            "c": """smett~ finite finitela fatela basta cessa~ piantatela piantala sospend~ interromp~ stop disattiv~
                terminat~ finirla smetterla fermat~""",
            "n": "non niente nessun nessuna mai senza nulla ne",
            "t": "scriv~ mand~ invi~ contatt~ disturb~ messaggiar~ spam~ bombard~ tormentar~ importun~ notific~",
            "o": """messagg~ sms pubblicita avvisi notifiche promozioni comunicazioni comunicazione spam newsletter
                offerte invio testi""",
            "w": """voglio desidero vorrei vogliamo preferirei preferisco intendo autorizzo acconsento accetto
                interessa""",
            "g": "ricevere essere avere sentirvi sentire",
            "m": "mi me ci",
            "a": "piu altro altri altre ancora ulteriori futuro",
            "r": "togli~ tolga~ cancell~ rimuov~ elimin~ leva~ tolgano uscire",
            "i": "numero nome contatto telefono cellulare",
            "l": "lista liste elenco elenchi database mailing list sistema rubrica archivi",
            "e": "stufato stufo stufa stanco stanca",
            "s": "consenso autorizzazione permesso",
            "d": "revoco ritiro ritirare revocare",
            "u": "disiscriv~ disiscrizione",
            "p": "chiam~ telefon~",
            "q": "favore grazie prego",
            ".": """di a da in con su per il lo la i gli le l un una del della dei agli dagli dal dalla dalle dai coi
                col al alla ai questo questa questi queste vostro vostra vostri vostre voi vi che io mio mia miei e o
                quest ogni verso adesso ora via avete qui sono siamo sbagliato chiedo potete potreste subito tutti
                tutte tutto sul sulla""",
        },
        r"""lasci\w+ (?:mi )?(?:in pace|stare)=v|annull\w+ la mia iscrizione=u|evitat\w+ di=n|
        non (?:mi|ci) interess\w+=e|diffid\w+ dal=n|basta (?:mandare|inviare|scrivere)=b|fatela finita=c|
        (?:ne ho|avete) (?:abbastanza|stufato)=e""",
        apart=True,
    ),
}  # fmt: skip
