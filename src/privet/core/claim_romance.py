"""How people ask for what the law gives them over their own data, in Spanish, French, Portuguese and Italian."""

from __future__ import annotations

from privet.core.claim_words import Asking

SPANISH = Asking(
    "por favor|hola|buenos días|buenas(?: tardes| noches)?|estimados|quiero que|quisiera que|solicito que"
    "|exijo que|pido que"
    "|les pido que|(?:pueden|puede|podrían|podría|puedes)|<law>",
    "por favor|ya|ahora|ahora mismo|de inmediato|inmediatamente|gracias|muchas gracias|hoy|saludos|cuanto antes"
    "|de (?:su|sus) (?:sistemas?|base de datos)|<law>",
    {
        "law": "(?:según|conforme|de acuerdo con|en virtud) (?:el |al |del |a )?(?:rgpd"
        "|artículo [0-9]{1,2}(?: del)?(?: rgpd)?)",
        "you": "que (?:tienen|tiene|tienes|guardan|guarda|conservan|tratan|almacenan)(?: (?:sobre|de) mí)?",
        "it": "(?:todos )?mis datos(?: personales)?(?: <you>)?|toda mi información(?: personal)?"
        "|mi información personal"
        "|todos los datos <you>|los datos <you>|todo lo que (?:tienen|saben|guardan|sabe|sabes|tienes) (?:sobre"
        "|de) mí"
        "|toda la información <you>",
        "want": "(?:quiero|quisiera|deseo|solicito|exijo|pido|necesito|me gustaría)",
        "right": "{<want>} (?:ejercer|ejerzo|usar) (?:mi|el) derecho (?:de|a|al|a la)",
        "field": "mi (?:nombre|apellido|dirección|correo(?: electrónico)?|número de teléfono|teléfono"
        "|fecha de nacimiento)",
    },
    {
        "erasure": """(?:borr|elimin|suprim)(?:e|a|en|an|ar|as|es|ir|imir)(?:lo)? (?:<it>)
            <want> (?:la )?(?:eliminación|supresión|cancelación) de (?:<it>)
            <want> que (?:borren|eliminen|supriman|se borren|se eliminen) (?:<it>)
            <want> (?:borrar|eliminar|suprimir) (?:<it>)
            <right> (?:supresión|olvido|cancelación)""",
        "access": """qué (?:saben|sabe|sabes|tienen|guardan) (?:sobre|de) mí
            qué (?:datos|información)(?: personales| personal)? (?:tienen|tiene|tienes|guardan|guarda|conservan
            &|almacenan) (?:sobre|de) mí
            qué datos (?:míos|personales) (?:tienen|guardan|conservan)
            (?:envíen|envíe|envía|envia|manden|mande|manda|den|dé|da|muestren|muestre|muestra)me 
            &(?:una copia de )?(?:<it>)
            me (?:envíen|envíe|manden|mande|den|muestren|enviar|mandar|dar) (?:una copia de )?(?:<it>)
            (?:enviarme|mandarme|darme|mostrarme) (?:una copia de )?(?:<it>)
            <want> (?:una copia de|acceder a|acceso a|ver|saber|conocer) (?:<it>)
            <want> saber qué (?:saben|datos tienen|tienen|guardan) (?:sobre|de) mí
            <right> acceso""",
        "portability": """(?:exporten|exporta|exportar|exporte) (?:<it>)
            <want> (?:la )?portabilidad de (?:<it>)
            <want> (?:llevarme|exportar|transferir) (?:<it>)(?: a otra (?:empresa|compañía))?
            (?:envíen|envíe|manden|mande)me (?:<it>) en (?:un )?formato (?:estructurado|legible por máquina|abierto)
            <right> (?:la )?portabilidad(?: de (?:los|mis) datos)?""",
        "correction": """(?:corrijan|corrija|corrige|corregir|rectifiquen|rectifique|rectifica|rectificar) (?:<it>
            &|<field>)(?: (?:a|es|por|en) .{1,80})?
            <want> (?:corregir|rectificar|que corrijan|que rectifiquen|(?:la )?rectificación de) (?:<it>|<field>)
            &(?: (?:a|es|por|en) .{1,80})?
            <right> rectificación""",
        "restriction": """<want> (?:la )?limitación del tratamiento(?: de (?:<it>))?
            limiten el tratamiento de (?:<it>)
            <right> (?:la )?limitación(?: del tratamiento)?""",
        "objection": """me opongo al (?:tratamiento|uso) de (?:<it>)(?: para (?:publicidad|marketing))?
            me opongo a que (?:usen|traten|utilicen) (?:<it>)
            (?:no usen|dejen de usar|no utilicen|dejen de tratar) (?:<it>)(?: para (?:publicidad|marketing))?
            <right> (?:la )?oposición
            <right> oponerme""",
        "withdrawal": """(?:retiro|revoco) (?:todo )?mi consentimiento(?: para el tratamiento de (?:<it>))?
            <want> (?:retirar|revocar) mi consentimiento""",
    },
    "RETIRAR SOLICITUD",
    "retiro mi solicitud",
)

FRENCH = Asking(
    "s'il vous plaît|s'il te plaît|svp|merci de|bonjour|bonsoir|madame monsieur|veuillez|je (?:veux|voudrais|souhaite"
    "|demande|exige) que vous|je vous (?:demande|prie) de|(?:pouvez|pourriez)[ -]vous|<law>",
    "s'il vous plaît|svp|merci|merci beaucoup|merci d'avance|maintenant|immédiatement|tout de suite|cordialement"
    "|de vos (?:systèmes|fichiers)|<law>",
    {
        "law": "(?:selon|conformément|en vertu) (?:au |à |de |du |le |l')?(?:rgpd|(?:l'"
        "|d')?article [0-9]{1,2}(?: du)?(?: rgpd)?)",
        "you": "que vous (?:avez|détenez|conservez|gardez|possédez|traitez)(?: (?:sur|de) moi)?",
        "data": "(?:données|informations)(?: personnelles| à caractère personnel)?",
        "it": "(?:toutes )?mes <data>(?: <you>)?|toutes les <data> (?:<you>|me concernant|sur moi)"
        "|tout ce que vous (?:avez"
        "|savez|détenez|conservez) (?:sur|de) moi|les <data> (?:<you>|me concernant)",
        "want": "je (?:veux|voudrais|souhaite|demande|exige|désire|demande à)",
        "right": "(?:{<want>} (?:exercer|utiliser) mon|j'exerce mon) droit (?:à |d'|de |à l'|à la )",
        "field": "mon (?:nom|prénom|adresse|adresse e-?mail|e-?mail|numéro(?: de téléphone)?)|ma date de naissance",
    },
    {
        "erasure": """(?:supprim|effac)(?:ez|e|er|iez) (?:<it>)
            <want> (?:la suppression|l'effacement) de (?:<it>)
            <want> (?:supprimer|effacer|faire supprimer|faire effacer) (?:<it>)
            <right>(?:effacement|oubli|l'effacement|l'oubli)""",
        "access": """que (?:savez-vous|savez vous) (?:sur|de) moi
            qu'est-ce que vous (?:savez|avez) (?:sur|de) moi
            quelles (?:<data>) (?:avez-vous|avez vous|détenez-vous|conservez-vous|gardez-vous) (?:sur|de) moi
            (?:envoyez|donnez|montrez|communiquez)-?(?: )?moi (?:une copie de )?(?:<it>)
            m'(?:envoyer|adresser|envoyiez) (?:une copie de )?(?:<it>)
            <want> (?:une copie de|accéder à|voir|savoir|connaître|recevoir|l'accès à|avoir accès à) (?:<it>)
            <want> savoir ce que vous (?:savez|avez) (?:sur|de) moi
            <right>accès""",
        "portability": """export(?:ez|er) (?:<it>)
            <want> (?:la portabilité de|récupérer|emporter|exporter) (?:<it>)
            envoyez-moi (?:<it>) dans un format (?:structuré|ouvert|lisible par machine)
            <right>(?:la )?portabilité(?: de mes données)?""",
        "correction": """(?:corrig|rectifi)(?:ez|er|iez|eriez|e) (?:<it>|<field>)(?: (?:en|c'est|dans) .{1,80})?
            <want> (?:corriger|rectifier|la rectification de|faire corriger) (?:<it>|<field>)(?: (?:en|c'est
            &|dans) .{1,80})?
            <right>rectification""",
        "restriction": """<want> la limitation du traitement(?: de (?:<it>))?
            limit(?:ez|er) le traitement de (?:<it>)
            <right>(?:la )?limitation(?: du traitement)?""",
        "objection": """je m'oppose (?:au traitement|à l'utilisation) de (?:<it>)(?: à des fins (?:publicitaires
            &|de prospection))?
            (?:n'utilisez plus|cessez d'utiliser|arrêtez d'utiliser) (?:<it>)(?: pour la publicité)?
            <right>(?:l')?opposition""",
        "withdrawal": """je (?:retire|révoque) mon consentement(?: au traitement de (?:<it>))?
            <want> (?:retirer|révoquer) mon consentement""",
    },
    "RETIRER DEMANDE",
    "je retire ma demande",
)

PORTUGUESE = Asking(
    "por favor|olá|oi|bom dia|boa tarde|boa noite|prezados|(?:quero|gostaria|solicito|exijo|peço) que|(?:podem"
    "|pode|podes"
    "|poderiam|poderia)|<law>",
    "por favor|já|agora|agora mesmo|imediatamente|obrigado|obrigada|hoje|atenciosamente|o quanto antes"
    "|(?:dos|de) (?:seus|vossos) sistemas|<law>",
    {
        "law": "(?:segundo|conforme|nos termos|de acordo com|com base) (?:d?[ao] |na |no )?(?:lgpd|rgpd"
        "|artigo [0-9]{1,2}"
        "(?: d[ao])?(?: rgpd| lgpd)?)",
        "you": "que (?:vocês |você )?(?:têm|tem|guardam|guarda|armazenam|mantêm|possuem|tratam)(?: (?:sobre|de) mim)?",
        "it": "(?:todos )?(?:os )?meus dados(?: pessoais)?(?: <you>)?|(?:todas )?as minhas informações(?: pessoais)?"
        "|minhas informações pessoais|(?:todos )?os dados <you>|tudo o que (?:vocês )?(?:têm|sabem|guardam)"
        " (?:sobre|de) mim",
        "want": "(?:quero|gostaria de|desejo|solicito|exijo|peço|preciso)",
        "right": "{<want>} (?:exercer|exerço|usar) (?:o )?(?:meu )?direito (?:de|ao|à|a)",
        "field": "(?:o )?meu (?:nome|apelido|sobrenome|e-?mail|endereço|telefone|número de telefone)"
        "|(?:a )?minha (?:morada"
        "|data de nascimento)",
    },
    {
        "erasure": """(?:apagu|elimin|exclu|delet|remov)(?:em|e|ir|ar|er|am|a|ue|uem|i) (?:<it>)
            apag(?:ar|a|uem|ue) (?:<it>)
            <want> (?:a )?(?:eliminação|exclusão|remoção) d(?:e|os) (?:<it>)
            <want> (?:apagar|eliminar|excluir|remover|deletar) (?:<it>)
            <want> a (?:eliminação|exclusão) dos meus dados(?: pessoais)?
            <right> (?:eliminação|exclusão|apagamento|esquecimento|ser esquecido)""",
        "access": """(?:o )?que (?:é que )?(?:vocês )?(?:sabem|sabe|têm|guardam) (?:sobre|de) mim
            (?:que|quais) dados(?: pessoais)? (?:é que )?(?:vocês )?(?:têm|tem|guardam|armazenam|mantêm) (?:sobre
            &|de) mim
            (?:enviem|envie|mandem|mande|deem|dê|mostrem|mostre)-me (?:uma cópia d(?:e|os) )?(?:<it>)
            me (?:enviem|envie|mandem|mande|enviar|mandar|deem|mostrem|mostre) (?:uma cópia d(?:e|os) )?(?:<it>
            &|meus dados)
            (?:enviar-me|mandar-me|dar-me) (?:uma cópia d(?:e|os) )?(?:<it>)
            <want> (?:uma cópia d(?:e|os)|aceder a|acessar|acesso a|ver|saber|ter acesso a) (?:<it>)
            <want> uma cópia dos meus dados(?: pessoais)?
            <want> saber o que (?:vocês )?(?:sabem|têm|guardam) (?:sobre|de) mim
            <right> acesso""",
        "portability": """(?:exportem|exporte|exportar|exporta) (?:<it>)
            <want> (?:a )?portabilidade d(?:e|os) (?:<it>|meus dados(?: pessoais)?)
            <want> (?:levar|exportar|transferir) (?:<it>)(?: comigo| para outra empresa)?
            <right> portabilidade(?: d(?:e|os) meus dados)?""",
        "correction": """(?:corrijam|corrija|corrige|corrigir|retifiquem|retifique|retificar) (?:<it>|<field>)
            &(?: (?:para|é|em) .{1,80})?
            <want> (?:corrigir|retificar|a retificação d(?:e|os)) (?:<it>|<field>|meus dados)(?: (?:para|é
            &|em) .{1,80})?
            <right> (?:retificação|correção)""",
        "restriction": """<want> (?:a )?limitação do tratamento(?: d(?:e|os) (?:<it>|meus dados))?
            limitem o tratamento d(?:e|os) (?:<it>|meus dados(?: pessoais)?)
            <right> limitação(?: do tratamento)?""",
        "objection": """(?:oponho-me|eu me oponho|me oponho) (?:ao (?:tratamento|uso)) d(?:e|os) (?:<it>
            &|meus dados(?: pessoais)?)(?: para (?:publicidade|marketing))?
            (?:não usem|deixem de usar|parem de usar|não utilizem) (?:<it>)(?: para (?:publicidade|marketing))?
            <right> oposição""",
        "withdrawal": """(?:retiro|revogo) (?:todo )?(?:o )?meu consentimento(?: para o tratamento d(?:e|os) 
            &(?:<it>|meus dados))?
            <want> (?:retirar|revogar) (?:o )?meu consentimento""",
    },
    "RETIRAR PEDIDO",
    "retiro (?:o )?meu pedido",
)

ITALIAN = Asking(
    "per favore|per cortesia|gentilmente|salve|ciao|buongiorno|buonasera|gentili signori|(?:vorrei|voglio|chiedo"
    "|esigo) che"
    "|(?:potete|può|puoi|potreste|potrebbe)|vi (?:chiedo|prego) di|<law>",
    "per favore|per cortesia|ora|adesso|subito|immediatamente|grazie|grazie mille|cordiali saluti|oggi"
    "|dai vostri sistemi|<law>",
    {
        "law": "(?:ai sensi|secondo|in base|in virtù) (?:del |dell'|il |al |l')?(?:gdpr|(?:art"
        "|articolo) [0-9]{1,2}(?: del)?"
        "(?: gdpr)?)",
        "you": "che (?:avete|ha|hai|conservate|possedete|trattate|detenete)(?: (?:su|di) (?:di )?me)?",
        "it": "(?:tutti )?i miei dati(?: personali)?(?: <you>)?|(?:tutte )?le mie informazioni(?: personali)?"
        "|(?:tutti )?i "
        "dati <you>|tutto (?:ciò|quello) che (?:avete|sapete|conservate) (?:su|di) (?:di )?me"
        "|(?:tutti )?i dati che mi "
        "riguardano",
        "of": "(?:dei miei dati(?: personali)?|di tutti i miei dati(?: personali)?|dei dati che mi riguardano)",
        "want": "(?:voglio|vorrei|desidero|chiedo|esigo|richiedo)(?: di)?",
        "right": "(?:{<want>} (?:esercitare|usare)|esercito) (?:il )?(?:mio )?diritto (?:di|al|alla|all'|d')",
        "field": "il mio (?:nome|cognome|indirizzo|numero(?: di telefono)?)|la mia (?:e-?mail|data di nascita)",
    },
    {
        "erasure": """(?:cancell|elimin|rimuov)(?:ate|i|are|ete|ere|iate|ino|a) (?:<it>)
            <want> (?:la )?(?:cancellazione|eliminazione|rimozione) <of>
            <want> (?:cancellare|eliminare|far cancellare) (?:<it>)
            <right> ?(?:cancellazione|oblio)""",
        "access": """(?:che )?cosa (?:sapete|sa|sai|avete) (?:su|di) (?:di )?me
            (?:quali|che) dati(?: personali)? (?:avete|conservate|possedete|trattate) (?:su|di) (?:di )?me
            (?:inviate|inviate|mandate|date|mostrate|invia|manda)mi (?:una copia )?(?:<it>|<of>)
            (?:inviarmi|mandarmi|darmi|mostrarmi) (?:una copia )?(?:<it>|<of>)
            <want> (?:una copia <of>|accedere ai miei dati(?: personali)?|(?:vedere|conoscere|sapere) (?:<it>)
            &|l'accesso ai miei dati(?: personali)?)
            <want> sapere (?:che )?cosa (?:sapete|avete) (?:su|di) (?:di )?me
            <right> ?accesso(?: ai miei dati)?""",
        "portability": """esport(?:ate|are|a) (?:<it>)
            <want> (?:la )?portabilità <of>
            <want> (?:esportare|portare con me|trasferire) (?:<it>)(?: a un'altra azienda)?
            <right> ?portabilità(?: dei (?:miei )?dati)?""",
        "correction": """(?:corregg|rettific)(?:ete|ere|ate|are|i|a|hi) (?:<it>|<field>)(?: (?:in|è|con) .{1,80})?
            <want> (?:correggere|rettificare|far correggere) (?:<it>|<field>)(?: (?:in|è|con) .{1,80})?
            <want> (?:la )?rettifica <of>
            <right> ?rettifica""",
        "restriction": """<want> (?:la )?limitazione del trattamento(?: <of>)?
            limitate il trattamento <of>
            <right> ?limitazione(?: del trattamento)?""",
        "objection": """mi oppongo (?:al trattamento|all'uso) <of>(?: per (?:marketing|pubblicità))?
            (?:non usate|smettete di usare|non utilizzate) (?:<it>)(?: per (?:marketing|pubblicità))?
            <right> ?opposizione""",
        "withdrawal": """(?:revoco|ritiro) (?:tutti )?(?:il mio consenso|i miei consensi)(?: al trattamento <of>)?
            <want> (?:revocare|ritirare) il mio consenso""",
    },
    "RITIRARE RICHIESTA",
    "ritiro la mia richiesta",
)
