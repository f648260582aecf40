"""French: what secrets are called, and what only sounds like one; fields of `Phrases`."""

SECRETS = {
    "CARD_CODE": r"""
        (?:trois|3) (?:derniers |petits )?(?:chiffres|numeros) (?:\w{1,8} ){0,3}?(?:bande|signature|dos|verso
        arriere)~(?: de signature)?|bande de signature
        (?:3|trois) (?:du dos|au dos|derriere|du verso)
        (?:les |aux |ces )?(?:trois|3) (?:petits |derniers |petit )?(?:chiffres|numeros)(?: (?:derriere|au dos
        au verso)(?: (?:de )?<your> ?<card>)?)?|(?:ceux|celui|ce qui est|chiffres) (?:du|au) dos
        crypto(?:gramme)?|cvv2?|cvc2?|cryptogramme(?: visuel)?(?: a \w{1,6} chiffres)?|code (?:de securite|cvv
        de verification) (?:de|au|du|a|sur|qui|figurant) …(?:carte|dos|arriere|verso|cb)
        (?:les |aux )?(?:trois|3|quatre|4) (?:derniers )?chiffres (?:qui (?:sont|figurent) )?(?:au dos|au verso
        a l'arriere|derriere|de securite|inscrits au|situes au|imprimes au)|trois derniers chiffres (?:au|du)
        (?:chiffres|code|numero) (?:au|du) (?:dos|verso)(?: de <your> ?<card>)?
        (?:petits? )?(?:code|numeros?|chiffres) (?:a (?:trois|3) chiffres )?(?:derriere|au dos|au verso|du dos|du verso
        a l'arriere|pres de la signature|a cote de la signature)
        (?:trois|3) (?:petits |derniers )?(?:chiffres|numeros)|cryptogram~|crypto
    """,
    "CARD": r"""
        (?:dos|recto|verso|devant|derriere) de <your> ?<card>
        <card> …(?:en photo|cote face|des deux cotes)
        chiffres de <your> ?<card>
        num (?:de )?(?:la |ta |votre )?(?:cb|carte)|numero (?:complet|entier)(?! (?:de|du|d'))
        (?:numeros?|no|n°|chiffres|coordonnees|donnees|infos?|informations|details|photos?|copie|scan|image
        capture|recto|recto[- ]verso|pan)(?: (?:complet|entier|long|complete|integral|en entier|nette?
        lisible))?s? (?:\w{1,8} ){0,2}?(?:de |d'|du |sur |a )?(?:la |votre |ta |sa |leur |une 
        l'avant de la )?<card>
        (?:16|seize) (?:chiffres|numeros)|carte (?:complete|entiere)|numero de <card>|<card> (?:recto|en entier)
        coordonnees bancaires completes
        (?:numero|n°|no|num|chiffres|nums?|donnees|infos?|coordonnees|references) (?:complet |entier )?(?:de |d'
        de la |de votre |de ta |sur la |sur votre |bancaires? de )?(?:carte|cb|visa|mastercard)(?! (?:sim|vitale
        de fidelite|d'identite|nationale|de sejour|client|grise))
        (?:les )?(?:seize|16) (?:chiffres|numeros)|(?:fin|debut) du numero de carte
    """,
    "CARD_EXPIRY": r"""
        (?:date|mois) (?:inscrit|imprim|indiqu|marqu|figur)~ …<card>|fin de validite
        (?:date|fin|mois) (?:d'|de )?(?:expiration|validite|fin de validite
        peremption) (?:de |sur )?(?:la |votre |ta )?<card>
        date (?:d'expiration|de validite|de fin de validite)(?= de| \W| \(|$)|mm ?/ ?(?:aa|yy)(?:aa)?|(?:quand
        jusqu'a quand
        jusqu'a quelle date|quelle date) …<card> …(?:expire|valable|valide|perime|fin)~|(?:expire|valable|valide
        perime)~ (?:\w{1,6} ){0,3}?(?:votre |ta |la )?<card>
        <card> …(?:expire|valable|valide|perimee) (?:quand|jusqu'a quand|le combien|jusqu'a)
    """,
    "DRIVING_LICENCE": r"""
        permis(?: de conduire)?
        (?:le |votre |ton )?permis(?: de conduire)?(?! de (?:construire|chasse|peche))
    """,
    "PASSPORT": r"(?:numero de |copie de (?:votre |ton |son )?|photo de (?:votre |ton |son )?)?passeports?",
    "TAX_ID": r"""
        numero (?:fiscal|d'identification fiscale|de contribuable|spi|tva personnel)|identifiant fiscal
        avis d'imposition
        numero fiscal~|numero d'impots?|n° fiscal|numero (?:de )?contribuable
    """,
    "NATIONAL_ID": r"""
        (?:carte|piece|pieces|justificatif|document|titre|papiers|numero|preuve)s?(?: nationale)? (?:d'identite
        d'identification|de sejour)|cni|(?:numero|no|n°) (?:de )?(?:securite sociale|secu|insee)|securite sociale
        (?:numero de )?secu|nir|niss|numero (?:national|avs)|carte vitale|avs|identite (?:recto|officielle)
        papiers|titre de sejour|carte identite
        (?:photo|copie|scan|image|recto|verso|selfie) (?:\w{1,8} ){0,2}?(?:de |d'
        avec )(?:votre |ta |ton |une |la |sa )?(?:piece|carte|cni|papiers?|titre|identite
        passeport)(?: d'identite| de sejour)?
        (?:ta|votre|sa|la|une) (?:cni|piece d'identite)|n° de (?:securite sociale|secu|carte d'identite|cni)
        numeros? (?:de )?(?:secu|securite sociale|cni)
    """,
    "PUK": r"(?:code |numero )?puk[12]?",
    "PIN": r"""
        (?:tapez|tapes|tape|composez|composes|faites|entrez|mettez|saisissez) (?:quoi )?(?:au|a un
        sur le) (?:distributeur|dab|guichet)
        (?:code |numero )?pin(?: (?:de|d'|du) (?:la |votre |ta )?(?:carte|telephone|mobile|cb)~)?|code (?:secret
        confidentiel|de deverrouillage|de verrouillage|de la carte|de votre carte|de carte|bancaire|de ta carte
        de votre telephone|a quatre chiffres|a 4 chiffres|bleu|de cb)|schema de deverrouillage|code (?:de
        du) (?:mobile|telephone|smartphone)
        code (?:pin|secret|confidentiel|a (?:4|quatre) chiffres|de deblocage|de deverrouillage|de verrouillage)
        schema (?:de deverrouillage|de deblocage)|codes? (?:de|du|pour|qui) (?:deverrouill|debloqu|tel|portable|mobile
        smartphone|telephone)~
    """,
    "PASSWORD": r"""
        mots de (?:son|votre|ton|leur|ta) (?:portefeuille|wallet|phrase)
        (?:id|ids|login|user|identifiant|mail)s? (?:et|n|&|\+|puis) (?:le |ton |votre )?(?:mdp|pass|mot de pass|code)~
        mdp~|reponse a (?:la|votre|ta) question~|(?:mere|maman) (?:avant son mariage|de naissance)
        nom de naissance de (?:votre|ta) mere|nom de jeune fille
        (?:mots?[ -]de[ -]passe|mdp|identifiants?) (?:de |d'|a )?(?:votre |ton |l'|l')?espace (?:client|perso
        adherent)~
        nom de jeune fille|(?:question|reponse)s? (?:secrete|de securite)s?|(?:12|douze|24|vingt-quatre) mots
        mots de (?:recuperation|secours)|cle privee|(?:mot de passe|mdp|identifiants) de (?:votre|ton) (?:compte
        espace|messagerie|banque)~
        (?:mots?|mot)[ -]de[ -]passe~|mdp|passwords?|phrase (?:secrete|de recuperation|de passe)|mot secret
        (?:identifiants?|codes?|donnees|informations|infos|acces|login|logins) (?:de connexion|d'acces|bancaires?
        de banque|de votre banque|de votre espace|secrets?|internet|en ligne|a la banque|et (?:le |votre 
        ton )?(?:mot|mdp|code))
        identifiants|login|logins|acces (?:a|de) (?:votre |ta |la )?banque~|code d'acces|codes d'acces
        (?:mot|mots)[ -]de[ -]pass?e?s?|motdepass~|mdps?|pass?w(?:or|ro)ds?|(?:reponse
        question) (?:a (?:la |votre |ta )?(?:question )?)?(?:secrete|de securite)
        reponse (?:[\w-]{1,11} ){0,4}?(?:a la question|question)(?: secrete| de securite)?
        (?:identifiants?|codes?|login|acces)(?: et (?:votre |le |ton )?(?:mot|mdp|code)~| (?:bancaires?|de connexion
        d'acces|internet|de messagerie|de votre \w{1,10}| en ligne))?(?<!code)(?<!codes)|phrase (?:secrete
        de recuperation|mnemonique)
        (?:douze|12|24) mots
    """,
    "CODE": r"""
        quels (?:sont les )?chiffres (?:il|elle|y|sont|contient|affiche|s'y|vous)~
        (?:sms|message|texto) (?:complet |entier )?(?:de la|de votre|de ta) banque
        chiffres (?:que|qu'ils|kils|qu'on|ki|qui|k) (?:\w{1,6} ){0,2}?(?:envoy|recu|donn|mis|fil)~
        otp
        (?:sms|texto|message) de (?:verification|confirmation|securite|validation)
        (?:texto|sms|message) …(?:vient de|vous est|t'est|est arrive|arrive|parven|recu|avec|contenant)~|(?:recevoir
        recu|recevez|recevrez|envoye|arriver?) …(?:texto|sms)
        (?:il )?(?:dit|affiche|raconte) quoi …(?:sms|texto|message)|(?:dans|sur) le (?:texto|sms)
        (?:les |quels |ces )?(?:chiffres|numeros) (?:que vous (?:avez|venez)|recus|du (?:sms|texto|message)
        par (?:sms|texto)|(?:dans|sur) le (?:sms|texto|message))|code (?:affiche|genere|recu
        donne) par …(?:application|sms|appli|authentification)~
        (?:codes?|jetons?|token)(?: (?:a usage unique|de (?:verification|confirmation|securite|validation
        connexion|autorisation|activation)|a (?:six|6|quatre|4|cinq|5|huit|8) chiffres|recu|sms|otp|temporaire
        unique|d'authentification|d'activation|d'acces|3d secure))?|otp|tan|(?:les |ces |aux |des )(?:six|6|quatre|4
        cinq|5|huit|8) chiffres
        (?:chiffres|numeros) (?:que vous|recus|du sms|du message|qui s'|que tu)~|cle (?:digitale|unique
        de securite)|mot de passe a usage unique
        (?:le |ce |son )?contenu (?:du |de ce |de votre )?(?:sms|texto|message)|(?:sms|texto|message) (?:part|vient
        arrive|va arriver|a du arriver)~|(?:un|le|ce) (?:sms|texto) (?:\w{1,8} ){0,3}?(?:arriv|part|recu|parvien
        envoy)~
        (?:telephone|portable|mobile) (?:\w{1,6} ){0,3}?(?:vibr|sonn|bip)~|(?:chiffres|numeros
        code) (?:que )?(?:vous |tu |t'|t )?(?:as |avez |venez |viens )?(?:de )?(?:recu|recevoir|recois|recevez|arriv
        affich)~|ce qui s'affiche sur (?:votre|ton|le) (?:boitier|token|ecran|appli|telephone|sms)~
        (?:jeton|token|boitier|authentificateur)
    """,
}

HARMLESS = r"""
    (?:chaque|tout|tous les) (?:nouveaux?|nouvel|nouvelle) \w{3,12}|quels papiers
    (?:n'ai|n'avons) pas (?:bien )?(?:compris|entendu|saisi|capte)|questions? (?:de|sur les?) mots? de passe
    sans (?:plus|detour)
    (?:quand|des que) (?:vous|tu) (?:pouvez|pourrez|peux|pourras|voulez|veux|voudrez|aurez un moment)
    [\"«“] ?(?:pin|code)(?: \w{2,10})? ?[\"»”]
    ne (?:raccroch|quitt)\w{1,3} pas|code de (?:deontologie|bonne conduite)|permis (?:de stationn|a points)~
    pass(?:e|ez|er) la main
    pas de (?:souci|soucis|probleme|panique|stress|quoi)|pas d'inquietude|ne (?:vous|t') ?inquiet\w{1,3}(?:-vous)? pas
    ne t'en fais pas|n'ayez crainte|sans (?:souci|probleme|stress)|(?:ca|cela) ne (?:vous|te) (?:derange|embete
    gene) pas|pas (?:presse|grave|seulement)|non seulement|ne (?:trouve|trouvons|retrouve|retrouvons|correspond
    parviens|parvenons) pas|code (?:de )?(?:livraison|depot|remise|garage|parking|barriere)|n'est-ce pas
    n'importe (?:quel~|lequel|laquelle)
    code (?:d')?erreur~|(?:erreurs?|essais?|saisies?|clavier|lecteur|changement|gestionnaire|renouvellement|guichet
    bureau|etui) (?:de |du |des |d'|a )(?:code|pin|carte|mots? de passe|passeport|cni)s?(?: pin| secret)?
    service des (?:passeports|cartes)|guichet des passeports
    une? (?:nouveau|nouvel|nouvelle) (?:mot de passe|code(?: pin| secret)?|carte|mdp)
    (?:code|sms|mot de passe) (?:n'est pas|n'arrive pas|ne marche pas|ne fonctionne pas|n'est jamais)|pas recu (?:le
    de|votre|votre) (?:code|sms)
    (?:qr|code-?barres?|promo|reduction|parrainage)[ -]?codes?|(?:scannez|scanne|scanner) (?:le|ce|votre)~ (?:qr
    code)~(?: ~)?
    (?:codes?|pin|jeton) (?:posta(?:l|ux)|promo~|promotionnel~|de reduction|reduction|barres?|a barres|qr|d'erreur
    erreur|de reservation|de commande|parrain~|de parrainage|d'invitation|pays|du pays|de pays|client|produit
    article|de suivi|suivi|colis|cadeau|swift|bic|source|de la porte|porte|d'entree|de l'immeuble|immeuble
    du portail|portail|digicode|de l'interphone|d'agence|agence|guichet|couleur|du vol|de la route|civil
    vestimentaire|de conduite|de retrait|retrait|de livraison|avantage|avantages
    du produit|du contrat|magasin|ape|naf|insee|commune|de la commune|du casier|casier|consigne|de consigne|du bon
    bon|de remise|remise|coupon|de coupon|rio|iban|ussd|wi-?fi|du wi-?fi|de panne|panne|defaut|voucher|de fidelite
    fidelite|de l'offre|offre|partenaire|de retour|retour|du garage|du batiment|de la residence|d'embarque~|de tri
    ean|pour la porte|de depot|du relais|de la boite)
    digicode|(?:(?:quatre|4|trois|3|deux|2) )?derniers (?:quatre |4 |trois )?(?:chiffres|numeros)(?: (?:de 
    du )?(?:la |votre |ta |sa |numero de |leur )*<card>)?|(?:quatre|4) derniers(?: de (?:la |votre )?<card>)?
    fin de carte
    cartes? (?:sim|de fidelite|fidelite|d'embarquement|cadeau|de visite|memoire|graphique|grise|de membre|membre
    d'adherent|adherent|client|mutuelle|de transport|de reduction|d'abonnement|jeune|navigo|de stationnement
    de bibliotheque|d'assure|d'etudiant|postale|verte|prepayee cadeau)|numero de (?:la |votre |ta )?carte (?:sim
    de fidelite|fidelite|client|d'adherent|d'abonnement|cadeau)|identifiants? (?:client|de commande|de suivi
    du dossier|de session|de reservation|de transaction)
    (?:photo|format) (?:d'identite|passeport)|mot-cle|mots-cles|identite visuelle|entre …et
    permis (?:de construire|de chasse|de voter)|login page|mot cle
"""
