"""French: how a secret is asked for."""

from privet.core.phrases import Phrases
from privet.core.phrases.french_asking import BACK, FIRM, GIVE, PARTS, TELL
from privet.core.phrases.french_names import HARMLESS, SECRETS

FRENCH = Phrases(
    language="fr",
    common=r"""
        en|il|elle|on|tant|lui|nom|numero|carte|code|cle|date|passe|identite|serait|peux|pouvez|faut|envoie|jusqu'a
        afin|dont|cb|faire
        nos|se|qui|sous|tous|leur|lequel|vers|chez|comment|puis|sera|tout|deja|bien|toute|moi|donnez|envoyez|etes|ses
        aupres|depuis|notre
        de|a|son|sa|l'|d'|qu'|avant|avez|c'est|n'|j'|le|la|les|des|du|est|vous|votre|vos|nous|pour|que|et|une|dans|sur
        avec|ne|pas|s'il|merci|mon|ma|ton|ta|tu|je|au|aux|ce|cette|bonjour|par|jamais|quel|quelle|vot
    """,
    parts=PARTS,
    secrets=SECRETS,
    harmless=HARMLESS,
    tell=TELL,
    give=GIVE,
    firm=FIRM,
    back=BACK,
    which=r"""
        (?:c )?(?:koi|kel|quoi|keske) (?:(?:les|le|la|ton|tes|comme) )?
        (?:avec |c'est )?(?:quel|quels|quelle|quelles|kel|koi) (?:(?:est|etait|sont|serait|deja|donc|votre|ton|ta|vos
        tes|le|la|les|ce|cette|l'|fut) ?){0,3}|c'?est quoi (?:(?:deja|donc|votre|ton|ta|vos|le|la|les|encore) ){0,3}
        (?:qu'avez-vous|qu'aviez-vous|qu'as-tu|vous avez|tu as) (?:\w{1,10} ){1,3}comme|comment (?:s'appelle|s'ecrit) 
    """,
    missing=r"""
        (?:n'|ne )?(?:m'|nous )?(?:avez|as) (?:toujours )?pas (?:encore )?(?:donne|dit|envoye|transmis|communique
        fourni|indique|joint)|(?:pas encore|toujours pas) (?:recu|eu|transmis|communique)|(?:n'ai|n'avons|j'ai
        on a) (?:toujours |encore )?pas (?:encore )?(?:recu|eu|votre|ton)
        (?:il|elle|ils)? ?(?:nous |me |m'en )?(?:manque|manquent|manquait|fait defaut|font defaut)
        (?:est|sont) (?:encore |toujours )?(?:manquante?s?|illisibles?|incomplete?s?|incomplets?)|(?:n'est|ne nous
        n'a) (?:pas )?(?:encore )?(?:parvenu|renseigne|communique)~
    """,
    ours=r"""
        (?:l'appli|l'application|l'ecran|le terminal|l'appareil|le lecteur) (?:vous |te )?(?:affich|montr|indiqu)~
        (?:locatair|client|voyageur|visiteur|passager|adherent)\w{0,3} (?:nouveaux )?(?:montrent|presentent|apportent)
        si (?:on|l'on) (?:vous |te )?demande
        (?:dis|dites|explique|rappelle|informe)z? (?:au|a la|aux|a l'|le|la|les) ?\w{3,12} que|(?:peut|peuvent|pourra
        pourrait) (?:vous |te )?(?:demander|reclamer|exiger)|(?:la|une|cette|par|en|de) copie
        (?:code|mot de passe|pin|jeton|numero|mdp)s? (?:envoye|transmis|communique|donne|recu|genere|choisi|saisi
        indique|fourni|temporaire)e?s?(?= (?:et|pour|sur le casier|est|a ete|fonctionne|ne)|\W*$)
        (?:page|site|banque|navigateur|boutique|passerelle|formulaire)(?: de paiement)? (?:vous )?(?:demandera|demande
        reclamera|exigera)|on vous (?:demandera|reclamera)|(?:voulez-vous|souhaitez-vous|veux-tu|preferez-vous
        faut-il) que (?:je|nous|l'on|on) (?:\w{1,4} )?(?:\w{2,14})|si (?:le|la|un|une|l') ?(?:client|utilisat|usager
        appelant|interlocut|personne)~ (?:\w{1,5} )?(?:envoi|envoy|ecri|donn|partag|post|coll|communiqu|tap)~
        (?:j'ai|nous avons|on a) (?:\w{1,6} )?(?:masque|supprime|efface|retire|cache|bloque|debloque|reinitialise)
        (?:si|quand|lorsque|apres|avant de|en cas de) (?:vous |tu |avoir )?(?:recev|recoi|oubli|perd|chang|modifi
        reinitialis|utilis|compos|saisi)~
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
        (?<!-)(?:vous|te|t'|lui|leur|vous l'|vous le) (?:est |sera |a |ete |ont |avons |avoir |etre )*(?:<do>
        envoy[ei]~
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
        (?:masqu|cach|effac|flout|barr|couvr)(?:ez|er|ant|e|ir)
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
        ne (?:prenons|acceptons|demandons|gardons|conservons|prend|accepte|demande|recueillons|voulons) (?:pas|jamais
        aucun~)|n'(?:accepte|acceptons|avons|exigeons)~ (?:pas|jamais|aucun~)
        (?:a|avec|aupres de|par) (?:personne|des tiers|un tiers|quiconque|autrui|qui que ce soit|des inconnus|d'autres
        aucun~|un inconnu|tiers)|(?:secret|confidentiel|prive|personnel)s? et|meme (?:a|si|pas|un)|interdit~|(?:n'est
        ne sont|n'est jamais|ne sera|n'est pas) …(?:necessaire|requis|demande)~|gardez-(?:le|la|les)|garde-(?:le|la)
        gardez …(?:secret|vous|surete)|strictement (?:personnel|confidentiel)~|jamais|pas (?:besoin|necessaire)
        au grand jamais|inutile
    """,
    but=r"mais|cependant|toutefois|en revanche|a la place|seulement (?:le|la|les)|uniquement|sauf|par contre",
    warning=r"""
        (?:mail|message|sms|appel|courriel)s? (?:qui|ou l'on) (?:\w{1,4} )?(?:reclam|demand|exig)(?:ait|aient|a|ent)
        se f(?:ont|ait|aisant|aire) passer|pretend~|usurp~
        (?:sms|mails?|messages?|appels?|courriels?|textos?) qui (?:veul|cherch|tent|demand|reclam|pretend)~|signal(?:ez
        e|er)(?= (?:au|les|tout|ces|ce|a))
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
        (?:appuy|cliqu|selectionn|glissez|inserez|allumez|redemarr)~(?! (?:sur )?(?:envoyer|repondre))
        quand (?:le |la |l')(?!client|utilis|appel)
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
        sur (?:un )?papier|(?:a l'|a votre )(?:hote|proprietaire)~
        vols?|voyager|douane|casier
        lien (?:ou|pour (?:saisir|payer|entrer|deposer)|permettant|sur lequel|qui permet)
        (?:au|a l'|a la|aupres de|aupres du|a un|a une|devant) ?(?:\w{1,12} )?(?:guichet|employe|agent d'accueil
        agent de|controleur|vigile|hotesse|personnel|receptionniste|vendeur|caissi|gardien|infirmi|facteur|serveur
        douanier|surveillant)~|(?:a l'aeroport|au comptoir|a la gare|a l'embarquement|au bureau|en mairie|a la mairie
        au bureau de vote|a l'hotel|le jour d[ue]|pour (?:retirer|voter|embarquer|recuperer votre colis))
        (?:presentez-vous|rendez-vous|venez|passez) (?:a|au|en|avec|dans)
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
        (?:dans|a) (?:cette|ce) (?:fenetre|fil)
        (?:cette|ce) (?:adresse|boite|messagerie|discussion)|comment(?:ez|e|aire)s?
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
        n|nr|num|n°|verifier|verification
        derniers?|derniere?s?|premiers?|premieres?|deux|caracteres|lettres|encore|fois|nouveau|controle|question
        repeter|confirmer|entiere?
        est|c'est|c|dit|quoi|deja|encore|juste|seulement|obligatoire|saisir|date|la|ton|svp|stp
        accord
        messagerie|derniere|etape|entendre|savoir|identifiant
        fait|vite|on|ceux|dos|les|douze|mots|dans|l'ordre|ordre|tous|trois|quatre|mere|portefeuille|wallet
        et|ou|le|la|les|l'|votre|vos|ton|ta|tes|un|une|aussi|egalement|maintenant|alors|svp|stp|merci|ok|bien|bonjour
        salut|parfait|numero|complet|complete|s'il|vous|te|plait|avec|de|du|d'|pour|madame|monsieur|mme|m|client
        verifier|donc|puis|enfin|quel|est|voila|tres|d'accord|ensuite|juste|ainsi|que|verification|au|dos|ancien
        actuel|entier
    """,
    otherwise=r"""
        personnalis~
        (?:prefer|voul|souhait)\w{1,4}(?:-vous)? recevoir|recevoir (?:le|la|votre)
        (?:prepar|emport|amen|apport|munir|munis|imprim|renforc|desactiv|debloqu|couvr|evit|deposez|rendez-vous
        ten(?:ez|ir) a portee)~
        expir~|peri~
        (?:^|(?<=[.!?]))\W{0,3}merci(?! de)|fonctionn~
        (?:chang|modifi|reinitialis|chois|cre[eo]|gard|conserv|mett(?:ez|re) a jour|verifi|souven|memoris|utilis
        activ|renouvel|proteg|detrui|bloqu
        cach|masqu|defin|supprim|effac|ignor|retir|recuper|sign|cherch|oppos|veill|controlez)~
    """,
)
