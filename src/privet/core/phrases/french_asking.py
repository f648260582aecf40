"""French: what asks the reader to tell or to give; fields of `Phrases`."""

PARTS = {
    "give_any": r"""
        (?:envoy|renvoy|transmett|communiqu|indiqu|fourniss|donn|precis|ecriv|ecrir|dict|partag|transfer|confirm|repond
        joign|montr|tap|saisiss|coll|photographi|scann|epel|repet|laiss|retourn|valid|present|ajout|depos|mentionn|cit
        recopi|copi|fil|balanc|revel|complet|remett|adress|enonc|livr|confi|refil|refourg|divulgu|pass|li[rs]|dir|dis
        prononc)(?:ez|er|e|es|ra|ras|rez|era|eras|erez|iez|ait|erait|eriez|erais|ant|re|iez|ions|ent|rait
        riez)?(?:-(?:moi|nous|lui|le|la|les))*
        dites|donnes?|lis|liras?|lirez|lise|lisiez|direz|diras|dise|disiez|envoies?|enverrez|enverras|enverra|transmets
        transmette
    """,
    "order": r"""
        prononcez|prononce|balance|balances|lache|lachez|confiez|confie|accordez|livrez|livre|divulguez|divulgue
        devoilez|tendez|brandissez|cochez|rappelez|rappelle|refile|fourguez|procurez|expediez|expedie|faxez|murmurez
        chuchotez|epelle|epellez|enregistrez|tiens|tenez|repassez|repasse|retape|retapez|decrivez|formulez|exposez
        enoncez|enonce|redonnez|redonne|recommencez|recommence
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
        prononcer|confier|balancer|livrer|divulguer|devoiler|expedier|faxer|chuchoter|refiler|enoncer|procurer
        recommencer|redonner|redire|reecrire|retaper|enregistrer|tenir|remplir|scanner|exposer|entendre
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
}

TELL = r"""
    (?:doit|doivent|devra|devront) (?:\w{1,8} )?(?:comporter|contenir|inclure|mentionner|porter|comprendre
    etre accompagne)~|je (?:peux|pourrais|pourrai|aimerais|voudrais|veux|dois|devrais) (?:\w{1,6} )?(?:avoir|savoir
    connaitre|voir|verifier|noter|entendre|controler)
    (?:et |puis |enfin |maintenant )?(?:pour finir|pour terminer|enfin|finalement|en dernier|aussi|egalement) (?:le|la
    les|votre|ton|ta|l'|il me faut)|(?:j'aurais|nous aurions|on aurait|j'aurai) (?:bien |aussi |egalement )?(?:voulu
    aime|souhaite|besoin)(?: aussi)?|(?:demander|exiger|reclamer|recueillir|relever|solliciter)(?:as|ez|a|ai|ons
    ont)(?: le| la| les| son| sa)?|(?:authentifi|identifi|verifi|control)(?:e|ez|er)-?(?:le|la
    les)? ?(?:\w{1,12}'?){0,2} ?(?:\w{1,12} ){0,3}?(?:a l'aide|au moyen|avec|par|grace) (?:de |a )?(?:deux|trois|le|la
    son|sa|ses|certains|quelques)|(?:cela|ca) (?:vous|te) (?:ennuie|derange|gene) si je
    (?:d'abord|en premier|pour commencer|maintenant|passons (?:a|au|aux)|au tour (?:de|du)|ensuite|puis) (?:le|la|les
    votre|ton|ta|l')(?=.{0,4}(?:numero|code|carte|mot|mdp|pin|piece|passeport|permis|crypto|cvv|identif|secu|puk|date
    jeton))|(?:commentez|commente|en commentaire)|(?:vous (?:me|nous) )?serait-il possible (?:de |d')|rappelez-vous
    te rappelles-tu|(?:etape|point) \d ?:? ?(?:noter|demander|relever|recueillir)
    (?:doit|doivent|devra|devront|devrait) (?:\w{1,9} )?(?:etre|nous etre|m'etre|figurer|parvenir|nous parvenir)
    (?:l'envoi|la communication|la transmission|la presentation|la fourniture|copie|l'indication) (?:de|d'|du)
    (?:identifiez-vous|authentifiez-vous|justifiez|prouvez|prouve|identifie-toi)(?: \w{1,9}){0,4}? (?:avec|par|en|via
    de)
    (?:tpeux|t'peux|tu px|jveux|jvoudrais|jai besoin|g besoin|ya quoi|y a quoi|fo|faut) |(?:des|lorsque|quand|une fois
    si) (?:que )?(?:j'ai|j'aurai|j'avais|nous avons|nous aurons|on a|on aura|je connais|je connaissais)
    necessite(?:nt)? <your>|en (?:rappelant|precisant|indiquant|joignant|mentionnant|citant|donnant) <your>
    (?:vous|tu) (?:lui|leur|nous|me|m') ?(?:<give_any>)|(?:<give_any>)(?: \w{1,9}){0,2}? (?:a |au |pour )(?:lui|elle
    moi|nous|un collegue|une collegue|notre|un conseiller|mon collegue)|(?:que|qu') ?(?:il|elle|l'\w{1,12}|le client
    la cliente|l'appelant|le voyageur) (?:te |nous |lui |vous )?(?:<give_any>)
    j'? ?(?:peux|pourrais|aimerais|voudrais|veux|dois|devrais) (?:\w{1,6} )?(?:avoir|savoir|connaitre|voir|verifier
    noter|entendre|controler)|il (?:me|nous) (?:faudrait|faudra|faut|manque)|comment s'appel~|(?:a joindre|joint
    jointe?s?|joindre) (?:a|en|dans) (?:votre|ta|la|cette)|faute d[e'](?=.{0,50}(?:ecri|envo|repond|bloqu|impossible))
    je (?:le|la|les) note
    prononcez|enoncez|(?:dites|indiquez|donnez)(?= apres le bip)
    (?:plus|reste|manque|encore|juste|seulement|uniquement|attends?|attendons) (?:plus )?(?:qu'|que |a )?(?:<your>|il
    elle)|(?:derniere|prochaine|ultime|petite|une|autre) (?:etape|question|chose|info~|formalite|precision|verif~)
    presque (?:fini|termine|bon|fait)|on y est presque
    (?:champs?|informations?|donnees|elements?|slots?|parametres?|renseignements?|pieces?) (?:a |obligatoires?
    requise?s?|demandee?s?|necessaires?|manquante?s?|suivante?s?|qu'il)|a (?:completer|remplir|renseigner
    nous retourner|nous renvoyer|recueillir|collecter)
    (?:je|j'|nous|on) (?:vous |te |t' ?)?(?:prierais?|prierions|demanderais?|demanderions|saurais|saurions|serais
    serions|aurais?|aurions|aimerais?|aimerions|voudrais?|voudrions|souhaiterais?|souhaiterions|apprecierais?
    apprecierions|attends?|attendons|voulais|voulions|dois|devons|devrais
    devrions)(?: juste| encore| aussi| simplement| bien| vous| te| plus que| besoin)*(?= (?:de|d'|votre|ton|ta|vos|le
    la|les|que|qu'|connaitre|savoir|avoir|voir|noter|gre|oblige|reconnaissant|verifier|controler|entendre|un|une))
    (?:pourrais|pourrait|puis|peux|peut|pourrions|pouvons|oserais|oserai)-?(?:je|on|nous) ?(?:me permettre
    vous demander|te demander|avoir|connaitre|savoir|noter|recuperer|prendre|voir)|(?:se|te|vous) faire (?:communiquer
    donner|remettre|preciser|dicter|indiquer|confirmer|envoyer|transmettre)|(?:fais|faites)-(?:toi|vous) (?:communiquer
    donner|remettre|preciser|dicter|indiquer|confirmer|envoyer|transmettre)
    (?:repond|repondre|repondez|reponds|repondant|revenez|revenir)~ ?(?:\w{1,8} ){0,3}?(?:avec|par|en) (?:<your>)
    (?:obtien|obten|recuper|soutir|extorqu|arrach|relev|collect|recueill|exig|reclam|demand|sollicit|requer|verifi
    control|confirm|not|enregistr|authentifi|identifi)(?:s|t|ez|e|ir|er|es|ent)? (?:de |d'
    aupres de |a |le |la |les |l'
    son |sa |ses |leur |leurs |du |au |toujours |d'abord |systematiquement )(?:<them> )?(?:\w{1,12} ){0,3}?(?=mot|mdp
    code|numero|carte|pin|identifi|piece|crypto|cvv|secu|permis|passeport|qu'|de son|son|reponse|jeton|otp|n°|nir)
    (?:tu|vous) (?:me |nous |m' ?|m)(?:fil|donn|pass|envoi|envoy|dis|dit|transmet|communiqu|dict|balanc|montr|lis|ecri
    confirm|indiqu|renvoi|transfer|partag)~|(?:ce serait|ca serait|serait|seriez|serais|sympa|top|gentil|cool|super
    adorable|aimable) (?:\w{1,9} ){0,3}?(?:si|de|que|d')|(?:si )?(?:tu pouvais|vous pouviez|tu peux
    vous pouvez) (?:\w{1,8} ){0,2}?(?:<do>)
    (?:c'est|cest|c etait|c'etait) (?:quoi|lequel|laquelle|lesquels)|(?:dans l'attente|en attente|j'attends
    nous attendons|on attend) (?:de |d'|du |des )?|(?:l'|un |notre |votre )?(?:reparateur|technicien|conseiller|agent
    assistant|collegue|service|equipe|expert) …(?:a|aura|aurait) besoin|(?:aurais|aurions|aurai|aurons|ai|avons|aurait
    a) (?:encore |juste |aussi |egalement )?besoin
    (?:m'en|nous en|me|nous|m'|nous le|me le) (?:communiquer|donner|dire|indiquer|transmettre|preciser|envoyer|fournir
    confier)(?: le contenu)?|(?:vous avez|t'as|tu as|avez-vous|as-tu|auriez-vous
    t'aurais) (?:bien |toujours |encore )?(?:<your>)(?=.{0,60}\?)
    si je (?:vous )?(?:prends|prenais|note|releve|demande)
    (?:se )?procur(?:er|e|ez)|en (?:nous |me )?(?:renvoyant|envoyant|repondant|indiquant|fournissant|communiquant
    donnant|precisant) (?:<your>)|(?:veux|voudrais|voulons|souhaite|aimerais) (?:entendre|savoir|voir|connaitre
    avoir|lire)|(?:prends|prenez|prendre) (?:\w{1,6} ){0,3}?en photo
    (?:vous|tu) (?:\w{1,10} )?(?:tapez|tapes|composez|mettez|mets|utilisez|utilises) quoi
    quel~ (?:code|pin|mdp|mot|numero|identifiant|login)(?: de passe)? (?:mettez|utilisez|tapez|avez|as|mets|utilises)~
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
    (?:j'ai|j'aurai|j'aurais|nous avons|nous aurons|nous aurions|on a|on aura|on aurait) (?:\w{1,12} ){0,3}?besoin
    (?:il (?:me|nous) faut
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
    obten(?:ez|ir)|obtiens|obtenir|reclam(?:e|ez|er)|sollicit(?:e|ez|er)|relev(?:e|ez|er)|requ~|(?:fais
    faites)(?= (?:que|en sorte
    dire))) (?:lui |leur |toujours |d'abord |ensuite |alors |simplement |aussi |-lui |systematiquement 
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
"""

GIVE = r"""
    <give_any>
    ^\W{0,4}<do>
    <order>|(?:merci|priere|veuillez|devez|doit|faut|pouvez|pourriez|peux|pourrais|il convient|il suffit
    necessaire|suffit|veux-tu|voulez-vous|demande|demandons|pensez|pense|souhaitez|invite~|prie~|besoin
    bien vouloir|possible|vouloir|obligatoire|remercie~|devras|devrez) …(?:<do>)
    (?:est|sont|sera|seront) (?:\w{1,10} )?(?:necessaires?|requis|requise|requises|obligatoires?|indispensables?
    demandee?s?|exigee?s?|manquante?s?)
"""

FIRM = r"""
    jusqu'a (?:la )?(?:reception|obtention|l'arrivee)|dans l'attente d|(?:pas
    sans) (?:de |d')?(?:[\w'-]{1,16} ){1,9}?(?:pas|aucun~) (?:de |d')
    (?:avant|sans|tant que|a moins|jusqu'a ce) (?:de |d'|que |qu')(?:tu |vous |nous |je |j'|on )?(?:\w{1,4} )?(?:avoir
    ayez|aies|aie|obtenir|obtenu|recu|recevoir|connaitre|savoir|disposer|as|avez|ai|avons|possede)
    (?:si|des que|une fois que|quand|lorsque|sitot que) (?:vous|tu) (?:me |nous |m' ?
    m'avez |nous avez |m'aurez )(?:\w{1,14} ){1,14}?(?:je|nous|on|ce|vous)
    (?:sans|tant que|avant que|a moins que|a moins de) (?:[\w'-]{1,16} ){1,9}?(?:(?:je|nous|on|tu|vous|rien)(?: ne| n')
    impossible)|(?:je|nous|on) ne (?:peux|pouvons|peut|pourrai|pourrons) (?:[\w'-]{1,14} ){0,6}?qu'(?:avec|apres
    une fois|en)|uniquement (?:avec|apres|sur presentation)
    (?:n'|j')?(?:attends|attendons|reste|manque|manquent) plus (?:que|qu')|plus que|il ne (?:me |nous )?(?:reste|manque
    faut) (?:plus )?que
    (?:pas|mal|rien) (?:bien )?(?:entendu|saisi|compris|note|lu) (?:[\w'°-]{1,14} ){1,9}?(?:vous|tu|pouvez|peux
    recommenc|repet|redi|redonn)~
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
"""

BACK = r"""
    demand(?:e|ez)-(?:le|la|les)(?:-lui|-leur)?
    (?:lequel|laquelle|lesquels) (?:avez-vous|as-tu|vous|tu|est)~|je (?:compare|verifie|note|regarde)(?=\W*$)
    (?:il|elle|ca|on) (?:y a|dit|affiche|raconte|indique) (?:ecrit |marque )?quoi|(?:lequel|laquelle|lesquels
    lesquelles|quoi)(?=\W{0,3}\?)|(?:recommenc|repet|redonn|redi)~ (?:\w{1,7} ){0,3}?(?=\W|depuis|svp|s'il)|(?:m'en
    nous en) (?:<do>)|(?:relanc|insist)~
    (?:dites|dis|donnez|donne|envoyez|envoie|lisez|lis|dictez|dicte|transferez|transfere|tapez|tape|ecrivez|ecris
    renvoyez|renvoie|collez|colle|filez|file|copiez)(?:-(?:le|la|les|l')(?:-(?:moi|nous))?| (?:le|la|les)[ -](?:moi
    nous))|(?:j'attends|je note|j'ecoute|je patiente|a vous|a toi)(?=\W*$)|vous vous en souvenez|tu t'en souviens|(?:me
    nous) (?:le|la|les) (?:donne|dire|dites|dis|lire|communiqu|envo|transmet|dict|confi|epel)~
    (?:une |un )?(?:simple |courte |breve )?(?:reponse|retour) (?:\w{1,7} ){0,3}?(?:suffit|suffira|a ce)
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
"""
