"""Portuguese: how a secret is asked for."""

from privet.core.phrases import Phrases
from privet.core.phrases.portuguese_names import HARMLESS, SECRETS

PORTUGUESE = Phrases(
    language="pt",
    common=r"""
        a|so|ate|isso|este|esta|vc|te|como|quando|eu|aos|nas|ja|tem|pra|caso|palavra~|mensagem|sera|mae|voces|muito
        aqui|meu|minha
        de|o|os|as|um|uma|do|da|dos|das|no|na|em|nao|voce|seu|sua|com|por|para|que|e|me|ao|pelo|pela|nos|nosso
        obrigad[oa]|favor|ola|senha|codigo|cartao|qual|nunca|mais|foi|sao|teu|tua|ou|se|pode
    """,
    parts={
        "order": r"""
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
            enviar|mandar|passar|dar|dizer|informar|indicar|fornecer|escrever|ditar|compartilhar|partilhar
            reencaminhar|encaminhar|confirmar|responder|anexar|remeter|ler
            mostrar|digitar|introduzir|inserir|colocar|colar|repassar|contar|deixar|falar|submeter|carregar|tirar
            soletrar|repetir|verificar|validar|apresentar|incluir|preencher|facultar|disponibilizar|transmitir|revelar
            entregar|fotografar|copiar
        """,
        "doing": r"""
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
    },
    secrets=SECRETS,
    harmless=HARMLESS,
    tell=r"""
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
    """,
    give=r"""
        ^\W{0,4}<do>
        <order>|(?:deve|devem|devera|tem que|tem de|tera de|tera que|precisa|e preciso|e necessario|favor|por favor
        basta|necessario|precisa de|queira|convem|lembre-se de|pedimos que|solicitamos que
        agradecemos que) …(?:<do>|<order>)
        (?:e|sao|sera|serao) (?:\w{1,10} )?(?:necessari[oa]s?|obrigatori[oa]s?|exigid[oa]s?|requerid[oa]s?
        precis[oa]s?)
    """,
    firm=r"""
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
    """,
    back=r"""
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
    """,
    ours=r"""
        (?:voce|vc|ele|ela) (?:escreveu|enviou|mandou|colocou|digitou|postou)
        (?:ja )?recebemos|(?:ja |voce |vc )?recebeu|tirou|chegara|(?:foi|foram|esta) (?:alterad|trocad|redefinid
        mudad)[oa]s?
        vao (?:te |lhe )?(?:pedir|perguntar|solicitar)|(?:para|de) (?:podermos|que possamos|poder
        nos podermos) (?:lhe |te )?(?:<do>|<order>)|(?:enviei|mandei) 
        (?:se|lhe|te|lhes|vos) (?:envi~|mand~|indic~|forne~|inform~|dare~|damos|dou|encaminh~|pass~|mostr~|reenvi~
        cheg~|diz~|envia)|(?:enviamos|enviaremos|mandamos|mandaremos|enviei|mandei|vamos enviar|vou enviar|vou mandar
        vamos mandar|estamos enviando|estou enviando|acabamos de enviar|acabei de enviar|reenviamos)(?:-lhe|-te)?
        (?:enviar|mandar|dar|fornecer|passar|dizer|informar|indicar|entregar|reenviar)(?:-lhe|-te|-lhes)(?:-emos)?
        (?:app|aplicativo|aplicacao|site|pagina|terminal|maquininha|maquina|sistema|telefone|celular|telemovel|caixa
        router|multibanco|tpa|dispositivo) (?:\w{1,8} ){0,2}?(?:ped[ei]|pedira|pede|solicit[ae]|exige|precisa
        pergunta)|(?:se|quando|caso|depois de|apos|antes de|ao|assim que|sempre que|como|onde) (?:voce |ja 
        nao )?(?:<do>|digita[r]?|digitou|introduz|introduziu|insere|inseriu|coloca|colocou|digitar|errar|inserir
        introduzir)
        (?:confirm[ea]|verifi(?:ca|que)|complet[ea]|informe|indique|preencha|apresente|mande|envie|deixe|diga
        passe) (?:seu|sua|o|a|teu|tua|que|um|uma|seus|os) (?:pedido|reserva|consulta|pagamento|compra|e-?mail|endereco
        presenca|nome|telefone|conta|cadastro|data|morada|entrega|inscricao|horario|contato|encomenda|avaliacao|cep
        numero do (?!cartao|cpf|rg|seu cartao)|comprovante|print|fatura|recibo|nota)
        (?:foi|sera|foram|serao) (?:enviad|mandad)~|(?:voce|pode|podera|podes) (?:pedir|solicitar|alterar|redefinir
        trocar|mudar)|(?:solicite|peca|pede) …(?:nov[oa]|segunda via|2a via)|para (?:confirmar|verificar|validar
        entregar|enviar|passar|mostrar|preencher|incluir|copiar) (?:a|o|sua|seu|que|um|uma|isso)(?! (?:codigo|senha
        pin|cpf|rg))|de (?:a|o|um|uma) (?=olhada)|da (?=(?:sua|minha|nossa|app|loja|conta|mensagem|parte))
        de (?=(?:acesso|um|uma|seguranca|credito|debito|confirmacao|verificacao|sms))|a passar|(?:nos|ja|nao|eu|ele
        ela) (?:enviou|mandou|recebeu)
    """,
    opener=r"""
        para ~[aei]r (?:o|a|os|as|seu|sua)|se|quando|porque|como|onde|por que|para que|para (?:poder|enviar~|redefinir
        alterar|recuperar|desbloquear|criar|ativar|gerar|mandar~|obter|trocar|mudar|resetar|receber)|quantas vezes
        ate que|enquanto|e (?:nos|eu|lhe|enviaremos|enviamos|mandamos|mandaremos)|uma vez|assim que|caso
        (?:esquec~|perd[ei]~|alter~|redefin~|recuper~|expir~|bloque~|nov[oa]s?|cri[ae]r?|gerar|recebeu|chegou
        perdid[oa]|incorret~|errad[oa]|desbloque~|ativ[ae]r?|em vez|ao inves|troc~|mud[ae]r?|resetar)
    """,
    no=r"nao|nunca|jamais|tampouco|nem|sem|ninguem|evit~|nenhum~|em vez de|ao inves de|deixe de",
    never=r"""
        nunca|jamais|ninguem|nenhum~|em hipotese (?:alguma|nenhuma)|em caso algum|em circunstancia alguma|sob nenhuma
        nao (?:deve~|se deve|devemos)|proibid~|tampouco|em momento (?:algum|nenhum)|nem mesmo
    """,
    nobody=r"""
        (?:com|a|para|por|pra) (?:ninguem|terceiros|outr[oa]s? pessoas?|estranhos|desconhecid[oa]s|nenhum~
        mais ninguem)|em segredo|confidencia~|nem (?:mesmo )?(?:para|com|a|pra) (?:nos|nosso|a gente|nossos)|ninguem
        mesmo que|so (?:voce|o titular) (?:deve|pode)|em sigilo|proibid~|nao (?:e|sera|sao) (?:necessari|precis)[oa]~
        guarde …(?:segur[oa]|segredo|sigilo|com)|pessoal e intransferivel|alguma vez|segredo
    """,
    but=r"mas|porem|contudo|entretanto|em vez disso|apenas (?:o|a|os)|somente|exceto|so (?:o|os|a) (?:numero|ultimos)",
    warning=r"""
        (?:te )?(?:ligaram|telefonaram|escreveram|contataram) (?:\w{1,4} )?(?:pedindo|a pedir|para pedir|solicitando)
        (?:pediram|solicitaram)(?:-lhe)?
        (?:pec[ae]|pede|diga|solicite|oriente)(?: \w{1,12}){0,2}? (?:para |que |a )(?:nao |apag|elimin|exclu|remov)~
        apag(?:ue|a) (?:a mensagem|isso)|nao (?:fomos|foi|eramos) (?:nos|a gente)|vai pedir …na (?:hora|entrega)
        golp(?:e|es|ista|istas)
        (?<!departamento[ ]de[ ])(?<!setor[ ]de[ ])(?<!area[ ]de[ ])(?<!equipe[ ]de[ ])fraudes?|fraudulent[oa]s?
        phishing|smishing|burl~|criminos~|estelionat~|ladr(?:ao|oes)
        hackers?|desligue|vigarist~|engan~|cibercrimin~
        (?:se|caso|quando) (?:alguem|lhe|te|receber|recebeu|voce receber|um|uma|algum
        alguma)(?: \w{1,12}){0,2}? (?:ped[ei]~|pec~|solicit~|lig~|pergunt~|um|uma|alguma|algum)|se alguem|caso alguem
        quem (?:lhe |te |se )?(?:pedir|pede|solicita~|liga|ligar)|alguem (?:que )?(?:lhe |te |se )?(?:ped|lig|solicit
        fingindo|se passando)~|nao (?:e|sao|vem|veio) (?:de |da )?noss[oa]s?|nao (?:vem|veio|partiu) de nos
        (?:mensage(?:m|ns)|e-?mails?|sms) (?:que diz~|como)|(?:mensage(?:m|ns)|e-?mails?
        ligac(?:ao|oes)|chamadas?|sms|links?|sites?|pessoas?) (?:falsos? |suspeit[oa]s? )?(?:que|a
        onde) (?:\w{1,3} )?(?:ped|solicit)~|(?:mensage(?:m|ns)|ligac(?:ao|oes)|e-?mails?|chamadas?) (?:pedindo
        solicitando)|desconfie
    """,
    place=r"""
        (?:em|no) [\w-]{2,20}\.(?:com|net|org|pt|br|example)(?:\.br)?
        no (?:aplicativo|site|app)
        em (?:paginas?|sites?) (?:que|com)
        abr[ae] (?:o|a|seu) (?:~ )?(?:app|aplica~)|la
        (?:em|no|na|pelo|pela|atraves d[oa]|por meio d[oa]|dentro d[oa]|nos|nas|via|com o|com a|num|numa
        pelos) (?:seu |sua |nosso |nossa |teu |tua |proprio |propria )?(?:\w{1,14} ){0,2}?(?:app|aplicativo|aplicacao
        site|paginas?|portal|terminal|maquininha|maquineta|teclado|caixas?|caixa eletronico|multibanco|leitor|tpa
        dispositivo|aparelho|telefone|celular|telemovel|tela|ecra|formulario|conta|area (?:de|do) cliente
        area reservada|router|roteador|campo|navegador|configuracoes|definicoes|menu|loja online|homebanking
        internet banking|decodificador|box|tv|computador|checkout|carteira|atm|fechadura|cofre|balcao virtual)
        (?:ao|^\W{0,3}para) (?:entrar|iniciar sessao|fazer login|pagar|ligar|acessar|aceder|se conectar|sacar|levantar
        logar)|apos o (?:sinal|bip|tom)|depois do (?:sinal|bip)|voce mesm[oa]|quando (?:for )?(?:solicitado|pedido)
        no ato
    """,
    shown=r"""
        chegara|chega|chegue|usas?|usa|utiliza[s]?|entras?|poe|vem|aparecendo|aparecer
        ve|ves|veja|aparece[m]?|mostra|recebeu|recebido|recebe|receber|chegou|chegado|consta|indica|gera|gerado|gerou
        enviado
    """,
    door=r"""
        (?:com|a|ao|para|pra) (?:um |uma |seus? |teus? |os |o )*amig[oa]s?
        (?:formulario|link|canal|area|pagina|portal|site|ligacao) (?:\w{1,12} )?(?:segur[oa]|protegid[oa]
        criptografad[oa]|encriptad[oa]|privad[oa]|web|de contacto|de contato|reservad[oa]|cifrad[oa])|(?:em|no|na|pelo
        pela|atraves d[oa]|por meio d[oa]|usando o|via|neste|nesse|com o|ao) (?:nosso |nossa |este |esse |seu 
        seguinte |proprio )*(?:link|formulario|portal|agencia|balcao|loja|recepcao|site|area de cliente|app|aplicativo
        botao|website|aplicacao)
        pessoalmente|presencialmente|https?://\S{1,200}|www\.\S{1,200}|\{\{? ?~(?:link|url)~|(?:ao|para o|pro|a nosso
        com o|ao seu) (?:entregador|estafeta|motorista|tecnico|caixa|recepcionista|medico|motoboy|carteiro|mensageiro
        instalador)|(?:traga|trazer|leve|levar|traz|leva)|(?:na|no) (?:retirada|levantamento|recolha|chegada|entrega
        check-in|entrada|hotel|ato|embarque|local|recepcao)|(?:na|numa|em|a|ate|uma|sua|nossa
        qualquer) (?:\w{1,12} )?(?:agencia|balcao|loja|recepcao|unidade|posto|consulta|consultorio)|ao (?:retirar
        levantar|buscar|chegar|receber)|a porta
    """,
    here=r"""
        n?este numero|(?:para|pro|no) (?:este|meu|nosso) (?:numero|zap|whatsapp)
        aqui|ca|(?:neste|nesta|no|na|por|pelo|pela|via|em|nesse|num|numa|por este|por esta|com) ?(?:mesmo |mesma |uma 
        sua |proprio |este |esta )?(?:chat|mensagem|conversa|resposta|sms|whatsapp|zap|telegram|e-?mail|canal|foto|dm
        direct|privado|inbox|linha)|respond~|resposta|a (?:este|esta) (?:numero|mensagem|e-?mail|sms)|(?:<order>|<do>
        <doing>)-(?:me|nos|mo)|me|nos|pra mim|para mim|pra gente|por telefone|abaixo|para este|a seguir|comigo|conosco
        connosco|pela chamada
    """,
    please=r"""
        e (?:eu|ja|logo|nos|a gente) \w{3,14}|que (?:eu|nos|a gente) \w{3,14}
        (?:para|pra|pro)(?: que)? (?:eu|nos|que eu|a gente|que possa|poder|podermos)|se (?:nao (?:se )?importa~
        nao for incomodo|puder|fizer favor|faz favor)
        por favor|porfavor|faz favor|pf|pfv|pfvr|obrigad[oa]|grat[oa]|favor|se faz favor|sff|por gentileza
    """,
    filler=r"""
        extenso|por|todos?|digitos|numeros|tres|doze|palavras|ordem|conta|mae|seguranca|caixa
        e|ou|o|a|os|as|seu|sua|teu|tua|seus|suas|um|uma|tambem|agora|entao|por|favor|obrigad[oa]|ok|certo|bem|ola|oi
        perfeito|numero|complet[oa]s?|com|de|do|da|senhora?|sr|sra|cliente|pf|pfv|para|verificar|confirmar|pronto|so
        boa|bom|tarde|dia|noite|gentileza|faz|se|qual|otimo|legal|antes|mais|atual|e|ja|beleza
    """,
    otherwise=r"""
        (?:^|(?<=[.!?]))\W{0,3}(?:muito )?obrigad[oa]|funcion~
        (?:mud|alter|troc|redefin|escolh|cri[ae]|guard|atualiz|verifiqu|confir|lembr|memoriz|us[ae]|utiliz|ativ|renov
        protej|proteg|destru|bloque
        cancel|tap[ae]|modifi|baix|assin|procur|apag|elimin|exclu|expir|ignor|desconsider|levant|retir|cubra|cadastr
        defin)~
    """,
)
