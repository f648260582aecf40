"""French: how a secret is asked for."""

from privet.core.phrases import Phrases
from privet.core.phrases.french_names import HARMLESS, SECRETS

FRENCH = Phrases(
    language="fr",
    common=r"""
        de|a|son|sa|l'|d'|qu'|avant|avez|c'est|n'|j'|le|la|les|des|du|est|vous|votre|vos|nous|pour|que|et|une|dans|sur
        avec|ne|pas|s'il|merci|mon|ma|ton|ta|tu|je|au|aux|ce|cette|bonjour|par|jamais|quel|quelle|vot
    """,
    parts={
        "order": r"""
            re(?:ecri(?:vez|s)|tapez?|dites|dis|donnez?|saisi(?:ssez|s)|collez?)|renseignez|chuchotez
            refile|refilez|rentrez|rentre|inscrivez|inscris|marquez|marque|signalez|annoncez|enumerez|uploadez
            envoyez|envoie|envoies|envoi|donnez|donne|dites|dis|communiquez|communique|transmettez|transmets|indiquez
            indique|fournissez|fournis|precisez|precise|ecrivez|ecris
            dictez|dicte|partagez|partage|transferez|transfere|confirmez|confirme|repondez|reponds|joignez|joins
            faites|fais|lisez|lis|montrez|montre|tapez|tape|saisissez|saisis|entrez|entre
            renseignez|renseigne|inserez|insere|collez|colle|postez|poste|photographiez|scannez|textotez|epelez|epele
            repetez|repete|laissez|laisse|remettez|retournez|renvoyez|renvoie
            validez|valide|verifiez|presentez|televersez|chargez|ajoutez|deposez|mentionnez|citez|notez|passez|passe
            filez|file|balancez|balance|revelez|completez|remplissez|soumettez|rappelez|mettez|mets|prenez|adressez
            adresse|enoncez|recopiez|recopie|copiez|copie
        """,
        "do": r"""
            envoyer|donner|dire|communiquer|transmettre|indiquer|fournir|preciser|ecrire|dicter|partager|transferer
            confirmer|repondre|joindre|faire parvenir|faire suivre|lire|montrer|taper|saisir|entrer
            renseigner|inserer|coller|poster|photographier|scanner|epeler|repeter|laisser|remettre|retourner|renvoyer
            valider|verifier|presenter|ajouter|deposer|mentionner|noter|passer|filer|completer|soumettre|rappeler
            mettre|recopier|copier|adresser|televerser
        """,
        "me": r"""
            (?:-moi|-nous|-le-moi|-la-moi|-les-moi|-le-nous|-la-nous|-les-nous| a notre (?:equipe|conseiller)| a nous
             a moi)
        """,
        "them": r"""
            (?:au|a|aux|le|la|les|du|de|d'|que le|a chaque|a tout|tout|chaque|l')? ?(?:client[es]*|utilisateurs?
            utilisatrices?|interlocuteurs?|appelant~|usager~|abonne~|patient~|visiteur~|personne|adherent~|titulaire)
        """,
        "your": r"(?:votre|vos|ton|ta|tes|vot'|le|la|les|l'|son|sa|ses|leur|leurs|un|une|ce|cet|cette|ces|du|de|d')",
        "card": r"(?:carte(?:s)?(?: (?:bancaire|bleue|de credit|de debit|visa|mastercard|de paiement|bleu))?|cb)",
    },
    secrets=SECRETS,
    harmless=HARMLESS,
    tell=r"""
        si je (?:vous )?(?:prends|prenais|note|releve|demande)
        (?:se )?procur(?:er|e|ez)|en (?:nous |me )?(?:renvoyant|envoyant|repondant|indiquant|fournissant|communiquant
        donnant|precisant) (?:<your>)|(?:veux|voudrais|voulons|souhaite|aimerais) (?:entendre|savoir|voir|connaitre
        avoir|lire)|(?:prends|prenez|prendre) (?:\w{1,6} ){0,3}?en photo
        (?:vous|tu) (?:\w{1,10} )?(?:tapez|tapes|composez|mettez|mets|utilisez|utilises) quoi
        quel~ \w{1,10}(?: de passe)? (?:mettez|utilisez|tapez|avez|as|mets|utilises)~
        (?:faire|fais|faites|arrang\w{1,4}(?:-vous|-toi)?|debrouill\w{1,4}(?:-vous|-toi)?|obtenir|obtiens|obtenez
        veille|veillez) …(?:pour )?que (?:<them>) …(?:livre|donne|dise|fournisse|communique|transmette|indique|envoie
        revele)
        (?:\w{2,12}ez|\w{3,12}e|\w{2,10}s)-(?:moi|nous)|(?:seriez|serais|seriez-vous) (?:gentil~|aimable) de|(?:reste
        restent|manque|manquent) (?:plus )?(?:que |a )?<your>
        a (?:me |nous |m'|nous )(?:<do>)|vite <your>|(?:recuper|obten|demand|collect|relev)(?:er|ez|ir) <your>
        l'identifiant et
            m ?'? ?envoyer|(?:reclam|demand|exig)(?:e|ez|er)-?(?:lui|leur)?(?=[ -])~ (?:<your>)|(?:recueill|collect
            relev|obten|demand|recuper)(?:ez|e|er|ir|s|is|issez) (?:le|la|les|son|sa|ses|leurs?)|(?:remplissez
            completez) et (?:renvoyez|retournez)|(?:vous|tu) (?:me|nous) (?:<your> )?(?:donnez|donnes|envoyez|envoies
            passez|passes|dites|dictez)
            (?:vous auriez|tu aurais|t'as|t'aurais) (?:encore |toujours |bien )?(?:le|la|les|votre|ton|ta|un|une)
        (?:tu|vous) (?:me|nous) (?:donne|envoie|envoye|file|dis|transmet|communique|passe|montre|dicte|lis|ecri
        confirme|indique)~|auriez-vous (?:la gentillesse|l'amabilite|l'obligeance) de
        (?:<order>)(?:-(?:le|la|les))?<me>|(?:<do>)(?:-moi|-nous)|(?:me|nous|m'|nous l'|me l')(?:en )? ?(?:<do>)|(?:me
        nous) …(?:<do>)
        (?:pouvez|pourriez|peux|pourrais|veuillez|voulez|voudriez|peut|auriez|accepteriez|serait-il possible
        est-il possible|merci|prière|priere|souhaitez|vous pouvez|tu peux)(?:-vous|-tu)? (?:bien |vous |de |d'
        egalement |juste |simplement |aussi |maintenant |svp |s'il vous plait |donc )*(?:me |nous |m'|nous l'|me l'
        me les |nous les )(?:<do>|en )
        (?:j'ai|j'aurai|j'aurais|nous avons|nous aurons|nous aurions|on a|on aura|on aurait|il (?:me|nous) faut
        il (?:me|nous) faudrait|il (?:me|nous) faudra|il (?:me|nous) manque|il faut|il faudrait|il ne (?:me
        nous) manque (?:plus )?que|il ne manque (?:plus )?que|me faut|nous faut|me faudrait|nous faudrait|me manque
        nous manque) (?:\w{1,12} ){0,3}?(?:besoin|<your>)
        (?:il (?:me|nous) (?:faut|faudrait|faudra|manque)|manque (?:encore |plus que )?<your>|(?:je|nous
        on) (?:voudrais|voudrions|veux|souhait~|demande|demandons|attends|attendons|recherch~|requ~
        aimerai~) (?:\w{1,10} ){0,3}?<your>|besoin (?:de|d'|du)|en attente de|dans l'attente de|j'attends
        nous attendons)
        (?:quel|quelle|quels|quelles) (?:est|sont|etait|etaient|serait)|c'est quoi|(?:quel|quelle|quels) (?=(?:code
        pin|mot|numero|mdp))|(?:code|numero|pin) …(?:avez-vous|as-tu) …(?:recu|la|utilise)|quels? (?:chiffres
        code) …(?:recu|avez|as|s'affich|lisez|voyez)~
        (?:demand(?:e|ez|er|es|ons|ant)|exig(?:e|ez|er)|recueill(?:e|ez|ir|i)|recuper(?:e|ez|er)|collect(?:e|ez|er)
        obten(?:ez|ir)|obtiens|obtenir|reclam(?:e|ez|er)|sollicit(?:e|ez|er)|relev(?:e|ez|er)|requ~|fais
        faites) (?:lui |leur |toujours |d'abord |ensuite |alors |simplement |aussi |-lui |systematiquement 
        poliment )*…(?:<them>|<your>|qu'|que)
        (?:demand(?:e|ez|er)|exig(?:e|ez|er)|recueill(?:ez|ir|e)|collect(?:e|ez|er))(?:-lui|-leur)?|(?:invit(?:e|ez
        er)|pri(?:e|ez|er)|incit(?:e|ez)|encourag~) …(?:<them>) …(?:<do>)|(?:vous|te|lui|leur) (?:demandera|demanderai
        demanderons|demander|demande|demandons|prie|prions|saurais gre|remercie)~
        (?:repond(?:ez|s|re|ant)|reponds)(?:-moi|-nous)? …(?:avec|par|en (?:indiquant|donnant|precisant|envoyant
        joignant))|en (?:me |nous )?(?:envoyant|communiquant|donnant|indiquant|transmettant|repondant|fournissant
        precisant|partageant|joignant|ecrivant)
        (?:puis-je|pourrais-je|peut-on|pouvons-nous|pourrait-on|pourrions-nous|est-ce que je peux|je peux|on peut
        puisje) (?:\w{1,9} ){0,2}?(?:avoir|connaitre|voir|savoir|demander|noter|prendre|obtenir)|(?:avez-vous|as-tu
        auriez-vous|tu as|vous avez) …(?:sous la main|sous les yeux|a portee|pres de vous|avec vous|pour moi)
        (?:est-il|serait-il|il serait|ce serait) possible (?:de |d')(?:<do>|avoir|connaitre|obtenir|savoir|voir)
        merci de (?:bien vouloir )?(?:me |nous |m')|il suffit de (?:me|nous)
        (?:le|un|une|ma|mon) (?:collegue|conseiller|conseillere|agent) …(?:demandera|va vous demander|vous demandera)
    """,
    give=r"""
        ^\W{0,4}<do>
        <order>|(?:merci|priere|veuillez|devez|doit|faut|pouvez|pourriez|peux|pourrais|il convient|il suffit
        necessaire|suffit|veux-tu|voulez-vous|demande|demandons|pensez|pense|souhaitez|invite~|prie~|besoin
        bien vouloir|possible|vouloir|obligatoire|remercie~|devras|devrez) …(?:<do>)
        (?:est|sont|sera|seront) (?:\w{1,10} )?(?:necessaires?|requis|requise|requises|obligatoires?|indispensables?
        demandee?s?|exigee?s?|manquante?s?)
    """,
    firm=r"""
        (?:doit|devra|devait|doivent) (?:te|vous) (?:re)?(?:<do>)
        si (?:tu|vous) (?:me|nous) (?:donnai|disai|envoyi|passi|filai|dicti)~
        sans <your> ?(?:[\w'-]{1,20} ){1,8}?(?:je|nous|on|impossible|rien)(?: ne)?
        (?:tant que|avant que|sans que|jusqu'a ce que) (?:nous|je|on) …(?:recu|avons|ayons|ai|aie|obten)~
        si vous (?:me|nous) (?:\w{1,3} )?(?:donnez|dites|envoyez|dictez|passez|communiquez|transmettez|lisez
        fournissez)|si tu (?:me|nous) (?:\w{1,3} )?(?:donnes|dis|envoies|passes|files|dictes)|des que vous (?:me
        nous) \w{3,14}
        (?:sans|tant|jusqu'a ce|avant) que <them> …(?:n'a |ait |a |n'ait )?(?:pas )?(?:encore )?(?:donne|fourni
        communique|indique|transmis|livre|dit|envoye|fournisse|donne|dise)
        sans <your> ?…(?:pas de|aucun~|rien|impossible)|(?:ne )?(?:reste|manque|restait) plus (?:que|a)
        (?:il )?ne (?:me |nous |vous )?(?:manque|reste|faut) (?:plus )?que
        n'(?:hesitez|hesite|oubliez|oublie|attendez) (?:pas|surtout pas) …(?:a |de |pour |d')?(?:me |nous )?(?:<do>)
        ne (?:manquez|tardez) pas …<do>
        sans (?:votre |ton |ta |le |la |ce |cet |ces |vos |lui |un )?…(?:\w{1,14} ){0,2}?(?:je|nous|on|impossible
        aucun~)(?: ne)? ~|(?:je|nous|on) ne (?:peux|pouvons|peut|pourrai|pourrons
        pourrais) …(?:\w{1,14} ){0,4}?(?:sans|tant que|avant d'avoir|avant de)|impossible de …(?:\w{1,14} ){0,3}?sans
        pourquoi ne (?:me|nous|pas) …(?:<do>|<order>)|(?:ne )?(?:pourriez|pouvez|pourrais|peux)-(?:vous|tu) pas …<do>
    """,
    back=r"""
        (?:vous|tu) (?:me|nous) (?:lisez|lis|dictez|dictes|donnez|donnes|dites|dis) (?:le|la|les|ce|ca)
        (?:les )?chiffres (?:seulement|uniquement|svp|stp)|il dit quoi|(?:ca|elle) dit quoi|que? (?:dit
        affiche) …(?:sms|texto|message)
        (?:vous|tu) (?:me|nous) (?:le|la|les) (?:donnez|donnes|envoyez|envoies|passez|passes|dites|dis|dictez|lisez
        filez|files|transmettez)|re(?:ecri|tap|donn|di)\w{1,6}-(?:le|la|les)(?:-(?:moi|nous))?
        (?:<order>)-(?:le|la|les)(?:-(?:moi|nous|lui))?|(?:me|nous) (?:le|la|les) (?:<do>)|(?:le|la
        les) (?:<do>) (?:ici|dans|par)|que (?:dit|indique|affiche|contient)(?:-il|-elle)?|qu'est-ce (?:qu'il|qui
        que) (?:dit|est ecrit|s'affiche|y a|indique|contient)|(?:quel|quelle|quels|lequel|laquelle) (?:est-il|est-elle
        est-ce|sont-ils)|quel (?:est-il)
        (?:j'en|nous en|on en) (?:ai|avons|a|aurai|aurons) besoin|(?:repondez|reponds)(?:-moi)? (?:avec
        par) (?:celui-ci|ceux-ci|ce|lui|ces|les)|(?:envoyez|dites|donnez|lisez|dictez|donne|dis|envoie)-(?:moi
        nous) (?:ce|les|ces|juste|simplement|les chiffres|ca|cela|tout)|(?:il|elle|ils) (?:est|sont
        sera) …(?:necessaire|indispensable|requis)s?|merci de (?:me |nous )?(?:le|la|les) (?:<do>)|(?:puis-je
        pouvez-vous|peux-tu|pourriez-vous|pourrais-tu) (?:\w{1,4} )?(?:l'|le |la |les |me l'|me le |me la |me les 
        nous le |nous la )(?:avoir|<do>|dire)|(?:dites|dis)-(?:moi|nous) ce (?:qu'il|qui|que)
    """,
    ours=r"""
        note[rz] que
        (?:vous avez|tu as|il a) (?:ecrit|envoye|mis|saisi|communique|partage|tape|laisse)
        verifi(?:ez|e|er) que
        (?:nous avons|j'ai|on a|avons) (?:bien |deja )?(?:recu|verifie|controle|valide)|(?:a
        ont) (?:bien )?ete (?:change|modifie|reinitialise|envoye|enregistre)~
        (?:si|quand|lorsque|des que) (?:un |une |le |la |les )?(?:l'|d'autres )?(?:client|utilisateur|utilisatrice
        interlocuteur|abonne|usager|appelant)~ (?:\w{1,4} ){0,2}?<order>|on (?:vous|te) (?:demandera|demande)
        (?:nous|on|je|j'|nous l'|je l') (?:vous |t'|te |l'|allons |vais |venons de |avons |ai |va |avions |le |la 
        les )+(?:\w{1,12} )?(?:<do>|<order>|envoy~|communiqu~|transmis|donn~|adress~|indiqu~|transmettons|envoyons
        communiquons)|(?:nous|on|je) (?:envoyons|donnons|transmettons|indiquons|communiquons|adressons)
        (?:vous|te|t'|lui|leur|vous l'|vous le) (?:est |sera |a |ete |ont |avons |avoir |etre )*(?:<do>|envoy[ei]~
        communiqu[ei]~|transmis~|donn~|adress~|parvien~|indiqu~|fourni~|envoie|remis|montr~|aidera
        permet~)(?! (?:que vous|de nous|de me))|(?:etre|ete|est|sera|sont|seront|fut) (?:<do>|envoye~|transmis~
        communique~|donne~|indique~|demande~ (?:a|sur|dans|par|au|lors|pour))
        (?:appli|application|site|page|terminal|distributeur|systeme|telephone|automate|borne|tpe|appareil
        box) (?:\w{1,8} ){0,2}?(?:demand~|exig~|requ~)|(?:si|quand|lorsque|une fois que|apres avoir|avant de|pour
        apres|en|afin de|sans|comment|ou) (?:vous |tu |ne |n'|y )*(?:saisir|saisi|saisissez|entrer|entrez|entre|tapez
        taper|tape|composer|composez|saisissant|entrant|tapant|saisis|rentrer|verifier|valider|confirmer
        completer)(?! votre| ton| le code| la)
        (?:confirm(?:ez|e|er)|verifi(?:ez|e|er)|indiqu(?:ez|e|er)|precis(?:ez|e|er)|donn(?:ez|e|er)|complet(?:ez|e|er)
        laiss(?:ez|e|er)|envoy(?:ez|er)|present(?:ez|er)|valid(?:ez|e|er)|communiqu(?:ez|er)|fourni(?:ssez|r)
        mett(?:ez|re)|pass(?:ez|er)|pren(?:ez|dre))(?:-nous|-moi)? (?:votre|ton|la|le|vos|un|une|que|ta|l'|bien
        a) ?(?:commande|reservation|rendez-vous|paiement|achat|e-?mail|adresse|presence|nom|telephone|compte|date
        livraison|avis|numero de (?:commande|contrat|dossier|telephone|client|suivi|reservation|facture|serie)|horaire
        contact|facture|message|rdv|jour|creneau|note|choix|demande|jour)
        demand(?:ez|er|e) (?:un|une|a|votre|le renvoi|la|l') (?:nouveau|nouvelle|duplicata|recevoir|notre|un|banque
        changer|conseiller|envoi|renvoi)|entre (?:le|la|les|\d|nous|vous|ces) (?!code|pin|mdp)|(?:un|le|ce|par|votre
        cet|l'|en) (?:envoi|partage|passe|file|note|poste|adresse|demande|scan)
        mot de passe oublie|(?:a|par) l'adresse|pass(?:e|ez) (?:votre|la|une) (?:commande|journee)|vous (?:avez|pouvez
        devez|recevrez) …(?:demander|changer|modifier|reinitialiser|trouver|consulter|recevoir)
    """,
    opener=r"""
        si|quand|lorsque|parce que|comme|comment|ou|pourquoi|pour que|afin que|afin de|pour (?:reinitialiser|changer
        modifier|recuperer|debloquer|recevoir|obtenir|creer|activer|generer|choisir|definir)|combien|jusqu'a|tant que
        et (?:nous|je|on|vous recevrez)|une fois|des que|que vous avez|dont
        (?:oubli~|perd~|chang~|reinitialis~|modifi~|expir~|bloqu~|nouveau|nouvelle|cre[ae]r~|recu~|recoiv~|arriv~
        incorrect~|errone~|deverrouill~(?! de)|activ[ae]r?|au lieu|plutot que|vol[ée]e?s?|debloqu~)(?! (?:par sms
        sur votre|a l'instant|par))
    """,
    no=r"pas|jamais|ni|sans|aucun~|personne|evit~|ne|n'~|au lieu de|plutot que|plus|non",
    never=r"""
        jamais|personne|aucun~|en aucun cas|sous aucun pretexte|ne (?:devez|doit|doivent|devons)|interdit~|nul|ni
        defense de|ne doit
    """,
    nobody=r"""
        (?:a|avec|aupres de|par) (?:personne|des tiers|un tiers|quiconque|autrui|qui que ce soit|des inconnus|d'autres
        aucun~|un inconnu|tiers)|(?:secret|confidentiel|prive|personnel)s? et|meme (?:a|si|pas|un)|interdit~|(?:n'est
        ne sont|n'est jamais|ne sera|n'est pas) …(?:necessaire|requis|demande)~|gardez-(?:le|la|les)|garde-(?:le|la)
        gardez …(?:secret|vous|surete)|strictement (?:personnel|confidentiel)~|jamais|pas (?:besoin|necessaire)
        au grand jamais|inutile
    """,
    but=r"mais|cependant|toutefois|en revanche|a la place|seulement (?:le|la|les)|uniquement|sauf|par contre",
    warning=r"""
        (?:on|quelqu'un) (?:vous |t')(?:a )?(?:demand|reclam|appel)e
        (?:demand|pri|invit|dit|dis|propos)\w{1,4}(?:-lui|-leur| au client| a l'\w{1,12})? (?:de |d'|a )(?:l'
        le |la |les |ne )?(?:effac|supprim|retir|pas)~|ce n'etait pas nous|interdiction|celui qui (?:vous|t')
        ce n'est pas nous
        arnaqu~|escroc~|(?<!service[ ])(?<!cellule[ ])(?<!equipe[ ])fraud(?:e|es|eur|eurs|euse|er)|frauduleu~
        hameconn~|phishing|smishing|pirat~|malfaiteu~|voleur~|mechant~|raccroch~
        usurp~|criminel~|suspect~ (?:qui|vous|de)|cybercrim~
        (?:si|quand|lorsque) (?:quelqu'un|on|un|une|jamais|vous recevez|l'on|tu recois)(?: \w{1,12}){0,3}? (?:demand~
        appel~|reclam~|message|mail|sms|appel|sollicit~|pretend~)|si (?:quelqu'un|l'on|on vous|un inconnu)|quiconque
        (?:celui|ceux|personne|toute personne|quelqu'un) qui (?:vous |te )?(?:demand~|reclam~|appel~)|ne (?:vient
        viennent|provient|proviennent) (?:pas|jamais) de (?:nous|chez nous)|(?:messages?|mails?|sms
        courriels?) (?:qui dit|disant|comme|du type|du genre)|(?:messages?|mails?
        e-?mails?|appels?|sms|liens?|sites?|courriels?) (?:\w{1,12} )?(?:qui|vous|te|ou l'on) (?:vous |te )?(?:demand~
        reclam~|invit~)|(?:faux|fausse) (?:conseiller|sms|mail|site|message|appel|banquier)~|mefiez-vous|mefie-toi
    """,
    place=r"""
        sur [\w-]{2,20}\.(?:com|net|org|fr|example)
        ouvr(?:ez|e|ir) (?:l'|votre |notre |la )(?:~ )?app~
        (?:dans|sur|via|depuis|au|a|par|avec|en|devant|au moyen de|lors de|aupres) (?:de |du |l'|la |le |votre |notre 
        ton |son |ta |vos |les |une? |nos |cet |cette )*(?:\w{1,14}[ '-]){0,2}?(?:app|appli|application|site|page
        portail|terminal|clavier|distributeur|automate|lecteur|tpe|dab|appareil|telephone|mobile|smartphone|ecran
        formulaire|compte|espace (?:client|personnel|adherent)|box|routeur|champ|case|navigateur|parametres|reglages
        menu|boutique en ligne|banque en ligne|decodeur|tele|tv|televiseur|ordinateur|borne|caisse|connexion|paiement
        portefeuille|guichet automatique|digicode|serrure|interphone)
        (?:^\W{0,3}pour|lors de) (?:vous|te) connecter|(?:au moment|lors) d[eu] (?:paiement|la connexion|l'achat|payer
        vous connecter|retrait)|a la (?:caisse|connexion)|apres le (?:bip|signal)|vous-meme|toi-meme|au demarrage
        a l'allumage|en ligne
    """,
    shown=r"""
        arrivera|arrive|utilisez|utilises|mettez|vient|parvient|servez
        voyez|vois|affiche|affichee?s?|apparait|apparaissent|recu|recue?s?|recevez|recevoir|arrive|arrivee?|figure
        figurant|indique|genere|vient|envoye|inscrit|trouve
    """,
    door=r"""
        (?:retirez|retirer|retrait) …(?:bureau|poste|colis|recommande|relais)
        (?:avec|a) (?:un |une |tes |vos |ton |votre |des )*ami(?:e|s|es)?
        (?:formulaire|lien|canal|espace|page|portail|site|messagerie|connexion|depot|coffre) (?:\w{1,12} )?(?:securise
        protege|chiffre|crypte|prive|web|de contact|client|dedie)e?s?|(?:via|sur|par|dans|avec|a|au|en suivant
        en cliquant sur|depuis) (?:le |la |ce |cet |notre |votre |l'|suivant )*(?:lien|formulaire|portail|agence
        guichet|boutique|accueil|site|espace client|appli|application|bouton|page|reception)
        en personne|sur place|https?://\S{1,200}|www\.\S{1,200}|\{\{? ?~(?:link|url|lien)~|(?:au|a notre|a votre
        avec le) (?:livreur|coursier|chauffeur|technicien|caissier|receptionniste|medecin|facteur|installateur
        reparateur|vigile)|(?:apportez|apporte|apporter|amenez|venez avec|munissez-vous|vous munir|presentez-vous
        se munir)|(?:en|a l'|a notre|dans votre|dans notre|votre|dans une|en votre) ?(?:\w{1,12} )?(?:agence|boutique
        magasin|accueil|guichet|bureau de poste|cabinet|relais)|(?:au|lors du) (?:retrait|check-in|comptoir
        moment du retrait|guichet)|a l'(?:arrivee|accueil|entree|hotel|embarquement)|a la (?:reception|livraison
        remise)|au relais
    """,
    here=r"""
        ici|ci-dessous|(?:dans|par|via|sur|en|a) ?(?:retour (?:de|par) )?(?:ce|cette|le|la|un|une|votre|notre|cet|ton
        l')? ?(?:meme )?(?:chat|tchat|message|conversation|fil|reponse|sms|texto|whatsapp|telegram|mail|e-?mail
        courriel|discussion|photo|messagerie|messenger|retour|mp|dm|numero)|repond~|reponse|(?:<order>)(?:-le|-la
        -les)?(?:-moi|-nous)|me|nous|m'|par telephone|de vive voix|au telephone|la-dessous|directement dans le chat
    """,
    please=r"""
        et (?:je|nous|on) \w{3,14}|je (?:m'en occupe|m'occupe|regarde)
        pour (?:que (?:je|nous|l'on)|qu'on)|afin (?:que (?:je|nous)|de)|si (?:vous (?:voulez|pouvez)|ca ne|cela ne
        possible)|et je (?:valide|debloque|lance|finalise|regarde|m'occupe|fais)
        s'il (?:vous|te) plait|svp|stp|merci|siouplait
    """,
    filler=r"""
        accord
        messagerie|derniere|etape|entendre|savoir|identifiant
        fait|vite|on|ceux|dos|les|douze|mots|dans|l'ordre|ordre|tous|trois|quatre|mere|portefeuille|wallet
        et|ou|le|la|les|l'|votre|vos|ton|ta|tes|un|une|aussi|egalement|maintenant|alors|svp|stp|merci|ok|bien|bonjour
        salut|parfait|numero|complet|complete|s'il|vous|te|plait|avec|de|du|d'|pour|madame|monsieur|mme|m|client
        verifier|donc|puis|enfin|quel|est|voila|tres|d'accord|ensuite|juste|ainsi|que|verification|au|dos|ancien
        actuel|entier
    """,
    otherwise=r"""
        expir~|peri~
        (?:^|(?<=[.!?]))\W{0,3}merci(?! de)|fonctionn~
        (?:chang|modifi|reinitialis|chois|cre[eo]|gard|conserv|mett(?:ez|re) a jour|verifi|souven|memoris|utilis
        activ|renouvel|proteg|detrui|bloqu
        cach|masqu|defin|supprim|effac|ignor|retir|recuper|sign|cherch|oppos|veill|controlez)~
    """,
)
