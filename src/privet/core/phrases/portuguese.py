"""Portuguese: how a secret is asked for."""

from privet.core.phrases import Phrases
from privet.core.phrases.portuguese_asking import BACK, FIRM, GIVE, PARTS, TELL
from privet.core.phrases.portuguese_names import HARMLESS, SECRETS

PORTUGUESE = Phrases(
    language="pt",
    common=r"""
        numero|data|nome|dados|mande|envie|conta|posso|tenho|faz|muito|tudo|porque|preciso|sua|ser|esta
        nossos|nossas|vou|vai|dele|dela|quero|fica|tudo|eles|sem|cliente|usuario|mesmo|entre|agora|estou|preciso
        a|so|ate|isso|este|esta|vc|te|como|quando|eu|aos|nas|ja|tem|pra|caso|palavra~|mensagem|sera|mae|voces|muito
        aqui|meu|minha
        de|o|os|as|um|uma|do|da|dos|das|no|na|em|nao|voce|seu|sua|com|por|para|que|e|me|ao|pelo|pela|nos|nosso
        obrigad[oa]|favor|ola|senha|codigo|cartao|qual|nunca|mais|foi|sao|teu|tua|ou|se|pode
    """,
    parts=PARTS,
    secrets=SECRETS,
    harmless=HARMLESS,
    tell=TELL,
    give=GIVE,
    firm=FIRM,
    back=BACK,
    which=r"""
        (?:com )?(?:que|qual) (?=puk|cvv|cvc|cpf|rg|nif)
        (?:q|k|que) (?=numer|codig|senha|token|digit)
        (?:com |em )?(?:qual|quais) (?:(?:e|era|sao|seria|foi|o|a|os|as|seu|sua|teu|tua|esse|essa|mesmo) ){0,3}
        (?:com |em )?que(?= (?:numer|chave|senha|pin|codig|passw|token|usuari|digit|palavra-passe|palavra passe))
    """,
    missing=r"""
        ainda nao (?:me|nos|recebi|recebemos|temos|tenho|tem|deu|passou|mandou|informou|disse|enviou)|nao (?:me
        nos) (?:disse|mandou|enviou|passou|informou|deu|falou|forneceu)|(?:nao )(?:recebi|recebemos) (?:o|a) (?:seu
        sua)
        (?:me |nos )?(?:falta|faltam|faltou|faltando|faltava|resta|restam|resta-nos)(?:-me|-nos)?
        (?:esta|estao|ficou|ficaram) (?:pendentes?|incomplet[oa]s?|ilegive(?:l|is)|em branco|em falta|por (?:preencher
        indicar))|nao (?:nos )?consta[m]?
    """,
    ours=r"""
        (?:o app|o aplicativo|a tela|o terminal|o aparelho|o leitor|a maquininha) (?:lhe |te )?(?:mostr|indic|exib)~
        (?:inquilin|hosped|client|visitant|passageir|soci)\w{1,4} (?:nov\w{1,3} )?(?:mostram|apresentam|levam|precisam)
        se (?:te |lhe )?(?:perguntarem|pedirem|perguntar|pedir)
        (?:diga|informe|explique|lembre|avise) (?:ao|a|aos|o) \w{3,12} (?:de )?que|(?:podem|poderao|costumam
        poderiam) (?:te |lhe )?(?:pedir|solicitar|perguntar|exigir)
        (?:pagina|loja|gateway|banco|navegador|formulario
        portal) (?:de pagamento )?(?:vai |ira |vao )?(?:te |lhe )?(?:pedir|solicitar|pedira|pede|solicita|perguntar)
        (?:quer|deseja|prefere|gostaria|queres|precisa) que (?:eu|lhe|te|a gente|nos) (?:\w{2,12})|(?:se|caso
        quando) (?:o|a|um|uma|algum) (?:client|usuari|utilizador|pessoa)~ (?:\w{1,5} )?(?:escrev|mand|envi|compartilh
        coloc|cola|der|disser|inform|digit)~
        (?:indique|convide|compartilhe|partilhe|chame|recomende) (?:um|uns|seus|os seus|o seu) (?:amig|codigo)~
        na pagina (?:\w{1,12} ){0,2}?(?:vao|vai|ira|sera) (?:\w{1,5} )?(?:ped|solicit)~|(?:se|quando|caso|depois de
        apos|antes de|ao) (?:voce |ja |nao )?(?:receb|esquec|perd|troc|mud|alter|utiliz)~
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
        pin|cpf|rg))|de (?:a|o|um|uma) (?=olhada)|(?<!espera[ ])(?<!aguardo[ ])da (?=(?:sua|minha|nossa|app|loja|conta
        mensagem|parte))
        de (?=(?:acesso|um|uma|seguranca|credito|debito|confirmacao|verificacao|sms))|a passar|(?:nos|ja|nao|eu|ele
        ela) (?:enviou|mandou|recebeu)
    """,
    opener=r"""
        (?:escond|ocult|tap|cubr|risc|borr|apag)(?:a|e|ar|er|ir|indo|ando|endo)
        para ~[aei]r (?:o|a|os|as|seu|sua)|(?<!-)se|quando|porque|como|onde|por que|para que|para (?:poder|enviar~
        redefinir
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
        nao (?:precisa|e preciso|e necessario|ha necessidade|tem necessidade)
        nao (?:pegamos|aceitamos|pedimos|guardamos|precisamos|solicitamos|aceita|recolhe|recolhemos|pede|recebemos
        coletamos)
        (?:com|a|para|por|pra) (?:ninguem|terceiros|outr[oa]s? pessoas?|estranhos|desconhecid[oa]s|nenhum~
        mais ninguem)|em segredo|confidencia~|nem (?:mesmo )?(?:para|com|a|pra) (?:nos|nosso|a gente|nossos)|ninguem
        mesmo que|so (?:voce|o titular) (?:deve|pode)|em sigilo|proibid~|nao (?:e|sera|sao) (?:necessari|precis)[oa]~
        guarde …(?:segur[oa]|segredo|sigilo|com)|pessoal e intransferivel|alguma vez|segredo
    """,
    but=r"mas|porem|contudo|entretanto|em vez disso|apenas (?:o|a|os)|somente|exceto|so (?:o|os|a) (?:numero|ultimos)",
    warning=r"""
        (?:e-?mail|mensagem|sms|ligacao|link)s? (?:em )?que (?:\w{1,3} )?(?:pedia|pediu|pediram|solicitava)m?
        (?:finge|fingem|fingindo|fingir)~|se pass(?:a|am|ando) por|fazendo-se passar
        (?:sms|e-?mails?|mensagens?|ligacoes|quem) que (?:quer|busc|pretend|tent|pec|ped)~|denunci[ea]
        (?:te )?(?:ligaram|telefonaram|escreveram|contataram) (?:\w{1,4} )?(?:pedindo|a pedir|para pedir|solicitando)
        (?:pediram|solicitaram)(?:-lhe)?
        (?:pec[ae]|pede|diga|solicite|oriente)(?: \w{1,12}){0,2}? (?:para |que |a )(?:nao |apag|elimin|exclu|remov)~
        apag(?:ue|a) (?:a mensagem|isso)|nao (?:fomos|foi|eramos) (?:nos|a gente)|vai pedir …na (?:hora|entrega)
        golp(?:e|es|ista|istas)
        (?<!departamento[ ]de[ ])(?<!setor[ ]de[ ])(?<!area[ ]de[ ])(?<!equipe[ ]de[ ])fraudes?|fraudulent[oa]s?
        phishing|smishing|burl~|criminos~|estelionat~|ladr(?:ao|oes)
        hackers?|desligue|vigarist~|(?<!por[ ])engan~|cibercrimin~
        (?:se|caso|quando) (?:alguem|lhe|te|receber|recebeu|voce receber|um|uma|algum
        alguma)(?: \w{1,12}){0,2}? (?:ped[ei]~|pec~|solicit~|lig~|pergunt~|um|uma|alguma|algum)|se alguem|caso alguem
        quem (?:lhe |te |se )?(?:pedir|pede|solicita~)|alguem (?:que )?(?:lhe |te |se )?(?:ped|lig|solicit
        fingindo|se passando)~|nao (?:e|sao|vem|veio) (?:de |da )?noss[oa]s?|nao (?:vem|veio|partiu) de nos
        (?:mensage(?:m|ns)|e-?mails?|sms) (?:que diz~|como)|(?:mensage(?:m|ns)|e-?mails?
        ligac(?:ao|oes)|chamadas?|sms|links?|sites?|pessoas?) (?:falsos? |suspeit[oa]s? )?(?:que|a
        onde) (?:\w{1,3} )?(?:ped|solicit)~|(?:mensage(?:m|ns)|ligac(?:ao|oes)|e-?mails?|chamadas?) (?:pedindo
        solicitando)|desconfie
    """,
    place=r"""
        (?:pression|apert|clique|toque|deslize|selecion|insira o cartao|ligue o|reinici)\w{0,4}(?! (?:enviar
        responder))|quando (?:o |a |aparecer|for pedid)(?!usuari|client)
        (?:em|no) [\w-]{2,20}\.(?:com|net|org|pt|br|example)(?:\.br)?
        no (?:aplicativo|site|app)
        em (?:paginas?|sites?) (?:que|com)
        abr[ae] (?:o|a|seu) (?:~ )?(?:app|aplica~)|(?<!-)la
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
        em papel|(?:a|ao|a sua) (?:anfitria|senhorio|dono)~
        voos?|viajar|viagem|alfandega
        link (?:onde|para (?:inserir|pagar|colocar|enviar|digitar)|em que|no qual)
        (?:ao|a|com o|com a|pelo|pela|para o|no) (?:\w{1,12} )?(?:funcionari|empregad|atendente d[oa] (?:loja|balcao
        posto)|agente d[oe]|porteir|balconist|rececion|recepcion|enfermeir|cobrador|comissari|operador de caixa|carteir
        vigilante)~|no (?:aeroporto|balcao|evento|hotel|local|embarque|portao|guiche|ponto de recolha)|para (?:levantar
        retirar|receber|embarcar|votar|buscar) (?:o|a|sua|seu)|no dia d[aoe]|(?:compareca|dirija-se|venha|va
        passe) (?:a|ao|com|na|no|em)
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
        (?:para|n|em )?(?:esta|nesta) (?:janela|conversa)
        (?:nesta|esta|neste|nessa) (?:caixa|conversa|morada|lista)|coment(?:a|e|arios?)
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
        da|das|dos|na|no|sua|so|nr
        ultim[oa]s|primeir[oa]s|dois|duas|caracteres|letras|outra|uma|vez|novamente|conferir|conferencia|verificacao
        controle|pergunta|repetir|inteir[oa]
        falta|so|apenas|obrigatorio|digite|aqui|ai|ta|era|foi|agora|insira|introduza|escreva
        extenso|por|todos?|digitos|numeros|tres|doze|palavras|ordem|conta|mae|seguranca|caixa
        e|ou|o|a|os|as|seu|sua|teu|tua|seus|suas|um|uma|tambem|agora|entao|por|favor|obrigad[oa]|ok|certo|bem|ola|oi
        perfeito|numero|complet[oa]s?|com|de|do|da|senhora?|sr|sra|cliente|pf|pfv|para|verificar|confirmar|pronto|so
        boa|bom|tarde|dia|noite|gentileza|faz|se|qual|otimo|legal|antes|mais|atual|e|ja|beleza
    """,
    otherwise=r"""
        (?:prefer|quer|dese)\w{0,3} receber|receber(?: o| a| seu)
        (?:prepar|trag|traz|lev[ae]|cubr|anul|imprim|evit|refor[cç]|habilit|desativ|desbloque|tom[ae]|tenha (?:em maos
        a mao)|esconda|destrua|memorize)~
        (?:^|(?<=[.!?]))\W{0,3}(?:muito )?obrigad[oa]|funcion~
        (?:mud|alter|troc|redefin|escolh|cri[ae]|guard|atualiz|verifiqu|confir|lembr|memoriz|us[ae](?!r\w)|utiliz|ativ
        renov
        protej|proteg|destru|bloque
        cancel|tap[ae]|modifi|baix|assin|procur|apag|elimin|exclu|expir|ignor|desconsider|levant|retir|cubra|cadastr
        defin)~
    """,
)
