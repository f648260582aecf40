"""Portuguese: what asks the reader to tell or to give; fields of `Phrases`."""

PARTS = {
    "give_any": r"""
        (?:envi|reenvi|mand|pass|dit|indiqu|indic|facult|forne[cç]|escrev|compartilh|partilh|confirm|respond|anex|remet
        mostr|digit|insir|inser|copi|col|soletr|repit|repet|fotograf|transmit|mencion|entreg|complet|revel|confi|solt
        anot|apont|comunic|comuniqu|deix|inform|fa[cçz]|fal|cit|encaminh|declar|preench)(?:a|e|as|es|am|em|ar|er|ir|ara
        era|ira|aras|eras|aria|eria|iria|arias|erias|asse|esse|isse|ando|endo|indo|ares|eres|ires)?(?:-(?:me|nos|lhe
        lhes|mo|ma|o|a))?
        le(?:r|ia|ias|iam|ndo|ra|ria|sse|em|ste|-nos|-me|-lhe|-mo)|di(?:ga|gas|gam|ra|ria|z|zer|zendo|ssesse)(?:-(?:me
        nos|lhe|mo|ma))?|d(?:ar|ara|aria|ando|esse|eem)(?:-(?:me|nos|lhe|mo|ma))?
    """,
    "order": r"""
        sub[ae]m?(?= .{0,40}(?:foto|copia|imagem|documento|rg|cnh|passaporte|scan))
        solt[ea]m?|larg[ae]|confi[ea]|revel[ea]|entregu?[ea]|joga|jogue|empreste|relembre|pronunci[ea]|recit[ea]
        declare|declara|cede|ceda|cant[ea]|adiant[ea]|encaminhe|exponha|apont[ea]|preench[ae]|fax[ea]|mostr[ea]m?
        relat[ea]|esclare[cç]a|lembr[ea]|grit[ea]|cochich[ea]|sussurr[ea]|transcrev[ae]|conte|conta(?= (?:pra|para|ai))
        arremess[ea]|pux[ea]|dig(?:a|am|o)|digam?|dite
        envi[ea]m?|mand[ea]m?|pass[ea]m?|dig[ao]m?|diga|diz|inform[ea]m?|indi(?:ca|que)m?|forne[cç][ae]m?|forneca
        escrev[ae]m?|dit[ea]m?
        compartilh[ea]m?|partilh[ea]m?|reencaminh[ea]m?|encaminh[ea]m?|confirm[ea]m?|respond[ae]m?|anex[ea]m?
        remet[ae]m?|leia|le|mostr[ea]m?|digit[ea]m?
        introduz[a]?m?|insir[ae]m?|insere|coloqu?[ea]m?|coloca|cole|cola|repass[ea]m?|cont[ea]m?(?=-me
        -nos| pra| para)|(?<=me[ ])conta|deix[ea]m?
        fal[ea]m?|bot[ea]|poste?|submet[ae]|carregu?[ea]|carrega|tire|tira|fotograf[ea]m?|digitaliz[ea]
        envie-|soletr[ea]|repit[ae]|repete|verifi(?:ca|que)|valid[ea]|apresent[ea]|inclu[ai]|preench[ae]
        complet[ea]|facult[ea]|disponibiliz[ea]|cit[ea]|transmit[ae]|ced[ae]|adicion[ea]|anot[ea]|revel[ea]
        entregu?[ea]|copi[ea]
    """,
    "do": r"""
        soltar|largar|confiar|revelar|ceder|pronunciar|recitar|declarar|adiantar|transcrever|repetir|relembrar|lembrar
        expor|mencionar|remeter|fotografar|segurar|indicar|anexar|faltar dizer|me dar|nos dar|emprestar
        enviar|mandar|passar|dar|dizer|informar|indicar|fornecer|escrever|ditar|compartilhar|partilhar
        reencaminhar|encaminhar|confirmar|responder|anexar|remeter|ler
        mostrar|digitar|introduzir|inserir|colocar|colar|repassar|contar|deixar|falar|submeter|carregar|tirar
        soletrar|repetir|verificar|validar|apresentar|incluir|preencher|facultar|disponibilizar|transmitir|revelar
        entregar|fotografar|copiar
    """,
    "doing": r"""
        soltando|fotografando|lendo|inserindo|preenchendo|enviando|adiantando|fornecendo|colando|mostrando
        enviando|mandando|dando|dizendo|informando|indicando|fornecendo|escrevendo|ditando|compartilhando
        partilhando|encaminhando|confirmando|respondendo|anexando|passando|digitando|lendo
    """,
    "me": r"(?:me|nos|mo|ma)",
    "us": r"""
        (?:me|nos|pra mim|para mim|pra gente|para nos|a nossa equipe|a nossa equipa|comigo|conosco|connosco
        pro nosso time|ao nosso ~|a gente)
    """,
    "them": r"""
        (?:ao?|aos|do|da|que o|que a|para o|pro|o|os)? ?(?:client[ea]s?|usuari[oa]s?|utilizador(?:es|a)?|pessoa
        titular|consumidor|passageiro|paciente|contato|assinante)
    """,
    "card": r"""
        (?:do |da |no |o |seu |teu |um |meu |de )?cartao(?:zinho)?(?: (?:de credito|de debito|bancario|visa
        mastercard|multibanco|de credito ou debito))?|cartoes
    """,
}

TELL = r"""
    (?:e |ja |agora )?(?:por fim|por ultimo|finalmente|para terminar|para fechar|tambem|alem disso|no fim) (?:o|a|os|as
    seu|sua|teu|tua|preciso|queria|diga|me)|(?:queria|queriamos|gostava|gostaria
    desejaria)(?: tambem| ainda| de)?(?: ter| o| a| os| as| seu| sua)?|(?:perguntar|pedir|solicitar|exigir|recolher
    coletar)(?:as|a|ao|lhe|-lhe)(?: o| a)?|(?:verifi|identifi|autenti|confirm|valid)~ (?:\w{1,12} ){0,5}?(?:com
    mediante|por|pel[oa]s) (?:dois|duas|tres|algun|varios)~
    (?:primeiro|primeiramente|para comecar|agora|vamos (?:ao|a|as|aos|para o|para a)|passemos (?:ao|a)
    e a vez d[oae]) (?:o|a|os|as|seu|sua|ao|teu|tua)?(?= ?(?:cpf|rg|nif|senha|pin|cartao|codigo|numero|token|cvv|cnh
    passaporte|niss|documento|palavra|dados|login|n))|coment(?:a|e|ando)(?: aqui| abaixo)?|(?:etapa
    passo) \d ?:? ?(?:anot|peg|colet|pec|pergunt)\w{1,3}|(?:va|vai|ir) (?:pedindo|solicitando|lendo|ditando|dizendo
    escrevendo|perguntando)|lembra(?:-se)?(?= d[aoe] (?:senha|palavra|pin|codigo))
    (?:deve|devem|devera|deverao|tem que|tem de|precisa|precisam|ha de|pode) (?:\w{1,9} )?(?:ser |constar|figurar|vir
    acompanhar)|(?:o envio|a apresentacao|a comunicacao|o fornecimento|copia) (?:de|do|da)|(?:identifiqu|comprov
    verifiqu|autentiqu|prove)\w{0,4}(?:-se)?(?: a sua identidade| sua identidade| que e voce| quem e)? (?:com|mediante
    por meio|enviando|informando|indicando|dando)
    (?:quando|assim que|se|logo que|depois que) (?:eu |nos )?(?:tiver|tivermos|tivesse|souber|soubermos|receber
    recebermos|conhecer)|(?:indicando|informando|citando|mencionando|anexando|incluindo|com) (?:seu|sua|o seu|a sua|teu
    tua)(?= .{0,60}(?:respond|escrev|resposta|mensagem))|requer (?:seu|sua|o|a)
    (?:e |sera )?(?:preciso|necessari[oa]|imprescindivel|obrigatori[oa]) (?:o|a|seu|sua|que|um|uma|ter|informar|enviar)
    bora|solta (?:ai|o|a)|joga (?:ai|aqui|o|a)|(?:da|de) (?:um|uma) (?:print|foto)
    <give_any>(?: \w{1,9}){0,2}? (?:a |ao |para |pra |pro )(?:ele|ela|mim|nos|um colega|uma colega|nosso|nossa|gente
    atendente|agente|tecnico)|(?:te|lhe|nos|me) (?:<give_any>)|(?:tera|teria|teras|devera|deveria|deve|deves|ha|tem
    tens|vai|vais|vao|toca|convem|preciso|precisamos|quero|queremos|falta|cabe)(?: que| de)? (?:<give_any>)
    (?:teria|teriamos|tenho|temos|devo|devemos|deveria|preciso|precisamos|quero|queremos|gostaria|gostava|podia|poderia
    posso|podemos|serve|necessito)(?: que| de)? (?:ter|saber|conhecer|ver|dispor de|conferir|verificar|ouvir|receber
    obter|anotar|contar com)
    (?:faca|faz|deixa|deixe|peca|pede)(?: com)?(?: que)? (?:o|a) (?:usuari|client|utilizador|pessoa|titular|hospede
    paciente)~ (?:te |nos |lhe )?(?:<give_any>)|como se chama~|qual (?:e |era )?o (?:sobrenome|apelido|nome)
    (?:fale|diga|pronuncie)(?: agora)?(?: pausadamente| claramente)? (?:a|o|os|as|seu|sua)
    (?:so|apenas|somente|unicamente|agora so|ja so) (?:me |nos |ta |esta |fica |ficou |estava |tava )*(?:falt|precis
    rest|sobr|e voce|e so|necessit|queria|quero|aquele|aquela)~|(?:e )?(?:so|basta|apenas) (?:voce |vc )?(?:<do>)
    (?:ultim[oa]|proxim[oa]|unic[oa]) (?:passo|etapa|dado|detalhe|coisa|informacao|pergunta)|(?:mais )?(?:uma
    outra) (?:coisa|coisinha|pergunta|informacao)(?: so| ainda)?|quase (?:la|pronto|tudo|terminando|acabando)
    (?:falt|rest)(?:a|am|ou|ando|aram|ava|a-me|a-nos|aria)(?: so| apenas| somente| ainda| aqui)?|(?:campos?|dados?
    informac(?:ao|oes)|parametros?|slots?|itens) (?:d[oa] \w{1,9} )?(?:a |obrigatori[oa]s?|necessari[oa]s?|que (?:deve
    falta|precis)|por (?:recolher|preencher)|em falta|faltantes?|seguintes?|para (?:coletar|recolher|preencher|pedir))
    (?:fico|ficamos|estou|estamos|sigo) (?:no aguardo|a espera|aguardando|a aguardar|pendente)(?: d[oae]s?)?
    (?:no )?aguardo d[oa]
    (?:precis|necessit|quer|gostar|desej|solicit|ped|agradec|exig|requer|pretend)(?:o|amos|imos|emos|aria|ariamos|ia
    iamos|eria|eriamos|aremos|arei|ava|avamos
    ando)(?: (?:que|de|saber|conhecer|ter|ver|confirmar|verificar|anotar|receber|o|a|os|as|seu|sua|teu|tua|do|da|dos
    das|um|uma|me|nos))|(?:seria|e) (?:possivel|gentil|de grande ajuda|otimo|bom|ideal|fixe|top|legal) (?:(?:que|de|se
    ter|receber|remeter|enviar|mandar|informar|indicar) )|(?:agradeceria|agradecia|agradecemos|agradeco
    agradeceriamos)(?: (?:que|o|a|se|muito|imenso|imensamente))|peco (?:que|lhe|o|a|por)
    se puder(?:es)? (?:ir )?(?:me |nos )?
    (?:me|nos|lhe|te) (?:diga|digas|diz|dizes|passe|passa|passas|mande|manda|mandas|envie|envia|envias|de|da|das|dite
    dita|informe|informa|indique|confirme|confirma|forneca|escreva|leia|le|repita|repete|mostre|mostra|solte|solta
    conte|conta|fale|fala|falar|passar|dizer|mandar|enviar|dar|informar|adiantando|adiantar|adianta|ajuda|ceda|ceder
    empresta|emprestar|confie|facilite|desse|dissesse|enviasse|passasse|mandasse|informasse)
    (?:verifi|identifi|autenti|confirm|valid)~ (?:\w{1,12} ){0,5}?(?:pedindo|solicitando|perguntando|com|mediante
    atraves|por meio|exigindo) (?:o|a|os|as|seu|sua|d[oa])|(?:pedindo|solicitando|perguntando|exigindo|coletando
    recolhendo)(?:-lhe)?|(?:insist~|nao avance|nao prossiga|nao continue|nao siga|nao pare) …(?:ate|sem)|(?:obten|colet
    recolh|extra|arranc|tir|descubr|descobr|pergunt|pec|ped|solicit|exig|exij|captur|requisit|anot|regist|requer
    levant)(?:ha|a|e|er|ir|ar|ue|uir|ando|endo|indo|aia|iva
    ere)?(?:-lhe)? (?:d[oa] |ao |a |para o |pro |que o )?(?:(?:cliente|usuario|utilizador|titular|interlocutor
    chamador) )?(?:\w{1,10} ){0,2}?(?:o|a|os|as|seu|sua|dele|dela|cpf|nif|rg|senha|pin|numero|dados|codigo|token|que)
    (?:pode|podes|podia|podias|poderia|poderias|podem|consegue|consegues|conseguiria|quer|queres|queira|importa-se
    se importa|importava-se|da pra|da para|tem como|teria como|rola|seria possivel|e possivel
    ha como) (?:\w{1,10} ){0,2}?(?:<do>|<order>|dizer|dar|de)(?:-me|-nos|-mo|-ma)?|(?:respond|escrev|contact
    devolv)(?:a|e|er|endo|am|va|as|es)(?:-nos|-me)? (?:\w{1,9} ){0,4}?(?:com|indicando|informando|incluindo
    anexando) (?:seu|sua|seus|o|a|os|as|teu|tua|login|cpf)|(?:cede|ceder|ceda|cedendo|confie|confia|confiar|liberar
    libera|fornecer)~(?:-nos|-me)? (?:o |a |os |as )?
    (?:com) (?:o|a|esse|essa|seu|sua|teu|tua) (?:\w{1,14} ){1,8}?(?:consigo|conseguimos|posso|podemos|ja|fecho|fechamos
    resolvo|liber)~|(?:confirmar|saber|certificar) que (?:estou |e |fala|falo)|(?:preciso|necessito|tenho de|tenho que
    temos de|temos que) (?:\w{1,9} ){0,2}?(?:confirmar|saber|ter|ver|ouvir|conhecer|anotar|verificar|validar)
    (?:de|da|deem|dar|dizer|passar|ditar|enviar|mandar|indicar|facultar|fornecer|confirmar|repetir|remeter
    mostrar)-(?:mo|ma|me|nos|no-lo|lhe)s?
    se eu (?:anotar|anoto|pegar|pegasse|tomar nota)
    (?:enviando|mandando|fornecendo|indicando|informando|partilhando|compartilhando|respondendo com) (?:o|a|os|as
    sua|seu|tua|teu)|(?:quero|preciso|queremos|precisamos) (?:de )?(?:ouvir|ver|saber|ter)|(?:tir[ae]
    tirar) (?:uma )?fotos?|grit[ae]|ber[re]+|cant[ae]
    (?:fico|ficamos|estou|estamos|aguardo) a espera(?= d[aoe]s?\b)|(?:aguard\w{1,4}|esper[oa]\w{0,3}) (?:o|a|seu
    sua|pel[oa])|(?:capture|captur[ae]r?|colh[ae]|registe|registre|obtenha|recolh[ae]) (?=cpf|nif|numero|senha
    dados|pin|codigo|token|rg|nome)
    (?:le|fala|diz|canta|dita) (?:pra|para) (?:mim|nos|gente)|o que (?:voce )?(?=digita|marca|introduz|poe|usa
    tecla|mete)
    (?:faz|faca|fazer|garanta|garante|consiga|consegue|assegure) (?:com )?que <them> …(?:diga|de|forneca|informe
    indique|envie|mande|passe|revele|escreva)
    \w{2,12}(?:e|a|ar|em|am)-(?:me|nos|mo|ma)|(?:remet|envi|mand|facult|forne)\w{1,4}(?:se|sse)m?(?:-nos|-me)?
    nos (?:remet|envi|mand|facult)\w{1,5}
    pergunt(?:e|a|ar)(?:-lhe)?s? …(?:a|o|sua|seu|qual) |(?:colet|recolh|levant|apur|solicit|exij|pec)(?:e|a|ar
    er)? (?=no|na|os?|as?|nome|dados|numero|senha|durante)~|preench[ae] e (?:devolva|envie|mande|reenvie)
    tem como (?:me |nos )?(?:<do>)|(?:da pra|da para|consegue|rola) (?:me |nos )?(?:<do>)
    (?:da|de|deem|dar|das)-(?:me|nos)|(?:me|nos) (?:da|das|ditar|dita|le|envias|mandas|passas|dizes)|(?:dita|le
    fala|diz|conta) (?:la|ai)
    faca-nos chegar|faltam? (?:so |apenas |ainda )?(?:o|a|os|as|seu|sua|um|uma)
    (?:<order>|<do>|<doing>)-?-?(?:me|nos|mo|ma)|me (?:<order>|<do>|<doing>|diz|fala|passa|manda|envia|da|dizer)
    nos (?:<order>|<do>|<doing>|diz|fala|passa|manda|envia)|(?:<order>|<do>|<doing>) (?:ai |so |aqui |isso |o |a 
    logo |entao |por favor )?<us>
    (?:pode|podes|poderia|podia|podias|consegue|consegues|conseguiria|da para|da pra|seria possivel|importa-se de
    se importa de|importava-se de|podem|quer|queira|faca o favor de
    por favor,? queira) (?:\w{1,9} ){0,2}?(?:<me> )?(?:<do>|<order>)
    (?:precis(?:o|amos|aremos|arei|ava|avamos|aria|ariamos|ando)|necessit(?:o|amos)|vou precisar|vamos precisar
    preciso|requeremos|falta-~|falta-me|falta-nos|faltam-me|faltam-nos|me falta|nos falta|quero|queria|queriamos
    gostaria~|solicito|solicitamos|pedimos|peco|peço|agradec(?:o|emos|ia)~|aguardo|aguardamos|a aguardar
    fico a aguardar)
    (?:qual|quais) (?:e|sao|era|seria|o|a|os|eram|foi)|que (?=(?:codigo|pin|senha|numero|password|digitos|token
    chave))
    o que (?:diz|esta escrito|aparece|veio) …(?:mensagem|sms|codigo|cartao)
    (?:pec[ae]m?|pede|pedir~|solicit[ea]m?|solicitar~|pergunt[ea]m?|perguntar~|perguntando|pedindo|solicitando
    obtenha|obter|obtem|recolh[ae]m?|recolher|colet[ea]m?|coletar|requisit[ea]|requisitar|exij[ae]|exige|exigir
    capture|captura|faca com que|consig[ao](?! \w{1,12}[aei]r\b)|conseg(?:ue|uir)(?! \w{1,12}[aei]r\b)|descobrir
    pegue|pega|pegar|anote|colha|levante
    descubra|puxe) …(?:<them>|seu|sua|seus|suas|o|a|os|um|uma|dele|dela|que|se|qual)
    (?:pec[ae]|peça|solicite|solicitar|pergunte|perguntar|obtenha|colete|recolha|requisite|exija) …(?:ao|para|pro
    do|da|o|a|seu|sua)|(?:lhe|te) (?:pedi~|pedira~|perguntara~|pedirei|perguntarei|solicitara~|peco|pedimos|peço)
    (?:vou|vai|vamos|ira) (?:te |lhe |lhes )?(?:pedir|perguntar|solicitar|precisar)(?:-lhe)?|pedir-lhe-~|(?:ele
    ela|colega|equipa|equipe|agente|assistente|bot|atendente|assistente) …(?:pede|solicita|pergunta|vai pedir
    ira pedir|pedira)
    (?:responda|responde|responder|respondendo|responda-~) …com|(?:posso|podemos|poderia|podia|pode) (?:saber|ter
    ver|pedir|anotar|confirmar)|(?:tem|tens|voce tem) …(?:a mao|em maos|por perto|consigo|ai com|ai|contigo)|(?:so
    apenas|tudo o que|tudo que|o que|unica coisa que) (?:me |nos )?(?:falta|preciso|precisamos)|falta (?=(?:o|a
    seu|sua) )|faltam (?=(?:os|as|seus|suas))|basta (?:me |nos )?(?:<do>|<order>|o|a|seu|sua)|(?:me|nos) ~[aei]sse
    me (?:ve|ve ai|arruma|arranja|passa|confirma|manda)
"""

GIVE = r"""
    <give_any>
    ^\W{0,4}<do>
    <order>|(?:deve|devem|devera|tem que|tem de|tera de|tera que|precisa|e preciso|e necessario|favor|por favor
    basta|necessario|precisa de|queira|convem|lembre-se de|pedimos que|solicitamos que
    agradecemos que) …(?:<do>|<order>)
    (?:e|sao|sera|serao) (?:\w{1,10} )?(?:necessari[oa]s?|obrigatori[oa]s?|exigid[oa]s?|requerid[oa]s?
    precis[oa]s?)
"""

FIRM = r"""
    ate (?:que )?(?:receb|cheg|ter|tiver|const|obt)\w{0,6}|sem (?:\w{1,16} ){1,7}?nao (?:ha|tem)
    (?:ate|enquanto|antes de|sem) (?:que )?(?:nao )?(?:ter|tiver|tiveres|tenhas|tenha|tenhamos|tivermos|receber
    recebermos|obter|obtiver|dispor|souber|saber|conseguir|haver|houver)
    sem (?:\w{1,16} ){1,9}?(?:nao|impossivel|dificil)~|(?:nao|impossivel) (?:\w{1,12} ){0,6}?(?:sem|ate|se nao
    enquanto) (?:\w{1,8} ){0,4}?(?:o|a|seu|sua|esse|essa|me|nos|ter|saber|receber)|(?:so|apenas|somente) (?:posso
    podemos|consigo|conseguimos|da|e possivel|libero|liberamos|avanco) (?:\w{1,12} ){0,7}?(?:com|se|quando|depois|apos
    mediante)
    (?:se|quando|assim que|logo que|depois que|caso|desde que) (?:voce |vc |o senhor |a senhora )?(?:me|nos) (?:der
    disser|passar|mandar|enviar|fornecer|ditar|informar|indicar|confirmar|ler|mostrar|soltar|disponibilizar|de|diga
    passe|mande|envie|facultar|deixar|repetir|ceder)(?:es|em)? (?:[\w']{1,16} ){1,14}?(?:posso|podemos|consigo
    conseguimos|eu|ja|a gente|resolvo|fica|libero|nos|trato|faco|entro)
    nao (?:consegui|conseguimos|entendi|percebi|ouvi|apanhei|anotei|peguei|deu pra
    ficou) (?:[\w']{1,14} ){1,9}?(?:repet|repit|pode|podia|de novo|outra vez|me |mande|diga)~
    (?:tem que|tem de|deve|precisa|precisa de) (?:te |lhe )(?:<do>)|(?:tem de|deve|tem que) (?:<do>)-te
    sem (?:o |a |os |as )?(?:\w{1,16} ){1,7}?(?:nao (?:consigo|posso|podemos|conseguimos|da|tem|ha|e possivel)
    impossivel|nada feito)
    se (?:voce )?(?:me|nos) (?:der|des|disser|enviar|mandar|passar|informar|fornecer|ditar)~|(?:ate
    enquanto) (?:nao )?(?:recebermos|eu receber|recebemos|tivermos|eu ter|me |nos )
    (?:sem|ate|enquanto nao|antes) (?:que |de )?<them> (?:\w{1,4} )?(?:de|diga|der|disser|forneca|fornecer
    informe|informar|indique|envie|passe|tenha dado|tenha dito)
    nao (?:hesite|hesites|se esqueca|te esquecas|esqueca|esquecas|deixe|deixes|demore|tenha medo|tenha receio
    custa|esquece) …(?:em |de )?(?:<do>|nos|me)(?:-(?:me|nos))?
    sem (?:o |a |os |as )?(?:seu |sua |teu |tua |esse |essa |este |esta )?…(?:\w{1,14} ){0,2}?nao (?:consigo
    conseguimos|posso|podemos|da|e possivel|avanco|avancamos|vou|tem)|nao (?:consigo|conseguimos|posso|podemos|da
    e possivel|vou conseguir|vamos conseguir) …(?:\w{1,14} ){0,4}?(?:sem|ate que|enquanto nao|se nao
    antes de) (?:o |a |seu |sua |me |nos |que )?
    (?:por que|porque|porque e que) (?:voce )?nao (?:me|nos) (?:<do>|<order>)|nao (?:pode|poderia|podia
    quer) (?:<me> )?(?:<do>)
"""

BACK = r"""
    (?:pedindo|perguntando|solicitando) (?:uma a uma|um a um|el[ea]s?)|(?:peca|pergunte|solicite)-?(?:as|os|lhas)
    (?:qual|que) (?:deles |delas )?(?:chegou|recebeu|veio|apareceu|lhe chegou|te mandaram)|(?:eu )?(?:comparo|confiro
    anoto|verifico)(?=\W*$)
    (?:pode|podia|poderia|consegue|quer) repetir|repete ai|(?:me|nos) (?:repet|diz|diga|fal|pass|mand|envi|dit|le
    inform|confirm)\w{0,4} (?:o que|qual|quais|tudo|isso|ele|ela|eles|elas|os|quando|assim)|o que (?:aparec|diz|vier
    veio|esta|sair|mostr|consta)~|(?:qual|quais) (?:e|era|sao|foi|seria)(?=\W)|(?:qual|quais)(?=\W{0,2}\?)
    consegue dizer-m[oa]|(?:di|dig|mand|envi|pass|dit|escrev|indiqu|confirm|remet)\w{0,4}-?(?:m[oa]s?
    n?o-?l[oa]s?)(?!\w)|(?:envie|mande|manda|diga|diz|fala|fale|informe|passe|passa|escreva) (?:quando|assim que
    logo que|por esta|por este|aqui|so|os numeros|ele|isso|pra|para)
    (?:uma )?(?:simples |breve )?resposta (?:\w{1,8} ){0,3}?(?:basta|e suficiente|chega)|lembra[s-]?(?=.{0,6}\?)
    (?:fico|ficamos|estou|estamos) (?:no aguardo|a espera|aguardando|a aguardar)
    (?:le|fala|diz|dita|conta|manda|passa|canta) (?:pra|para) (?:mim|nos|gente)|(?:sao
    e) so (?:\w{1,6} )?(?:numeros|digitos|algarismos)
    (?:digit|mand|pass|envi|fal|dit|escrev|copi|col|encaminh)(?:a|e|ar) (?:el[ea]s?|isso|tudo|esses
    os numeros) (?:pra|para|aqui|por|de volta|no)
    (?:<do>|<order>) (?:para|pra) (?:mim|nos|gente)
    (?:<order>|<do>|<doing>)-(?:mo|ma|me|nos|o|a|os|as|lo|la)(?:-(?:lo|la|o|a))?|(?:<order>|<do>) (?:ele|ela|isso
    esse|eles|o mesmo|elas) (?:<us>|aqui|por)|(?:me|nos) (?:<order>|<do>|diz|fala|passa|manda) (?:ele|ela|isso
    qual|so|ai|quais|o que|esses|aqui|por)|(?:<order>)-(?:o|a|os|as) (?:aqui|por|nesta|neste|para|de volta|em)
    (?:qual|quais) (?:e|sao)(?: el[ea]s?)?(?=\W*$)
    (?:o que|que) (?:diz|esta escrito|aparece|vem|veio|consta)|(?:responda|responde|responder) com (?:ele|ela|isso
    eles|os)|(?:preciso|precisamos) (?:dele|dela|deles|disso|delas)|(?:me|nos) (?:envie|mande|passe|diga|fale
    informe|envia|manda|passa|diz|fala|informa) (?:por favor|assim que|quando|logo|os numeros|o numero|os digitos)
    (?:pode|podes|poderia|podia) (?:\w{1,3} )?(?:me |nos )?(?:<do>)(?:-(?:mo|ma|me|nos))?(?: (?:ele|ela|isso|aqui
    por aqui|qual e))?(?=\W*$)|(?:e|sao|sera) …necessari[oa]s?|(?:manda|envia|passa|cola|digita|escreve|fala
    bota) (?:pra mim|aqui|ele|ai|para mim)|(?:digite|escreva|cole|envie|mande|informe|passe|coloque)(?:-o
    -a)? (?:aqui|por aqui|abaixo|neste|nesta|no chat|para nos|para mim)
"""
