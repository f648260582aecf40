"""Portuguese: what secrets are called, and what only sounds like one; fields of `Phrases`."""

SECRETS = {
    "CARD_CODE": r"""
        (?:tres|3) (?:ultimos )?(?:numeros|digitos|algarismos|numerinhos) (?:\w{1,8} ){0,3}?(?:tarja|faixa|assinatura
        verso|atras|tras)(?: da assinatura)?|tarja (?:da|de) assinatura
        (?:3|tres) de tras|(?:3|tres) do verso
        cvv2?|cvc2?|codigo cvv|codigo (?:de seguranca|de verificacao) (?:de|do|que|atras|no) …(?:cartao|verso
        atras|tras)|codigo de seguranca (?:do )?<card>
        (?:tres|3|quatro|4) (?:digitos|numeros|algarismos|numerozinhos|ultimos numeros) (?:que |estao )?(?:de tras
        do verso|atras|no verso|da parte de tras|la atras|que ficam|ficam|na parte|impressos)
        ultimos tres (?:digitos|numeros)
        (?:numer(?:o|inho)s?|codigo|digitos|algarismos) (?:\w{1,8} ){0,3}?(?:de|do|da|no|na|la) (?:tras|atras|verso
        parte de tras|traseira)(?: <card>)?
        (?:numer(?:o|inho)s?|codigo) (?:perto|junto|ao lado) (?:da|de|a) assinatura|cod(?:igo)?\.? de seg~
    """,
    "CARD": r"""
        (?:verso|frente|parte de tras) <card>
        n[ro]? ?[°º]? (?:do|de) cartao|num (?:do|de) cartao
        (?:numeros?|dados|digitos|numeracao|foto~|imagem|copia|print|fotografia|frente
        frente e verso)(?: (?:complet[oa]s?|inteir[oa]s?|tod[oa]s?))? …(?:de|do|no|dos
        da) <card>(?! sim| d[eo] cidadao)
        numero (?:completo )?(?:de|do) cartao(?! d[eo] cidadao)|numero longo
        (?:16|dezesseis|dezasseis) (?:digitos|numeros|algarismos)|cartao (?:completo|inteiro)|(?:frente|verso
        ambos os lados) …do cartao|pan completo
        (?:dados|num\w{1,8}|digitos|ultimos numeros
        algarismos) (?:de |do |do seu |do teu |completos do )cartao(?! (?:sim|de ponto))
        num(?:ero)?s?[ ._]?(?:do )?cartao
        cartao (?:completo|inteiro|todo)|(?:os )?(?:dezesseis|dezasseis|16) (?:digitos|numeros|algarismos)
    """,
    "CARD_EXPIRY": r"""
        (?:data de )?(?:validade|vencimento|expiracao) (?:\w{1,8} ){0,3}?(?:no |do |em |na |seu |teu )*<card>
        (?:data de )?(?:validade|vencimento|expiracao)(?: \w{1,3}){0,2} <card>|(?:validade|vencimento) ?\(?mm
        mm ?/ ?(?:aa|yy)(?:aa)?
        (?:quando|ate quando|que mes|qual mes|em que mes|que data) …(?:vence|expira|vale|caduca|valido) …<card>
        (?:ate quando|quando|ate que data) …<card> …(?:vence|expira|vale|valido)?
        <card> …(?:vence|vale|expira|valido) (?:quando|ate quando|em que)
    """,
    "DRIVING_LICENCE": r"""
        (?:carteira|carta) de (?:motorista|conducao|habilitacao)|cnh|habilitacao
        (?:carteira|carta|cnh|habilitacao)(?: de (?:motorista|conducao|habilitacao))(?: digital)?|cnh|habilitacao
    """,
    "PASSPORT": r"(?:numero (?:do|de) |foto do )?passaportes?",
    "TAX_ID": r"""
        cpf|nif|numero (?:fiscal|de contribuinte|de identificacao fiscal)|contribuinte|cpf e rg
        cpf(?: completo)?|nif|(?:numero|n[ºo.]?) (?:de |do )?(?:contribuinte|nif|cpf)
    """,
    "NATIONAL_ID": r"""
        (?:titulo|autorizacao|cartao) de residencia|foto d[eo] (?:documento|rg|cc|identidade)
        numero do (?:cartao (?:de|do) cidadao|bi|cc)
        rg|identidade|(?:bilhete|carteira|cartao|documento|documentos|numero|cedula) de (?:identidade|cidadao
        cidadania|identificacao)|cartao (?:de|do) cidadao|documentos?(?: (?:com foto|de identificacao|oficial
        pessoal|pessoais))?|niss|(?:numero (?:de|da|do) )?(?:seguranca social|inss|nis|pis)|titulo de eleitor|rne
        (?:bi|cc)(?= (?:e|ou|frente|por|aqui))|identificacao(?: civil| oficial)|cartao cidadao
        (?:foto|copia|imagem|scan|digitalizacao|selfie
        frente e verso) (?:\w{1,8} ){0,2}?(?:do |da |de |com o |segurando o )(?:seu |sua |teu |tua )?(?:rg|documento
        identidade|identificacao|cc|bi|cartao de cidadao)
    """,
    "PUK": r"(?:codigo |numero )?puk[12]?",
    "PIN": r"""
        (?:digita|marca|introduz|poe|usa|tecla|mete) (?:no|na) (?:multibanco|caixa|atm)(?: eletronico| automatico)?
        (?:codigo |numero |senha )?pin(?:s)?(?: (?:do|de|da) <card>)?|padrao de (?:desbloqueio|bloqueio)
        codigo de (?:desbloqueio|bloqueio)|senha (?:do|da|de) (?:cartao|caixa|celular|telemovel|telefone|tela
        saque|4 digitos|quatro digitos|seis digitos|6 digitos)
        (?:pin|codigo pin)(?: (?:do|da|de) (?:telemovel|celular|cartao|telefone|tablet|sim))?|(?:codigo|padrao
        senha) (?:de|do|da|que) (?:desbloque\w{1,5}|bloqueio|ecra|tela|desbloqueia)~
    """,
    "PASSWORD": r"""
        (?:sobrenome|apelido|nome) (?:\w{1,8} )?de solteir[ao]|de solteir[ao] da|(?:usuario|user|login|e-?mail) (?:e|n
        &|\+) (?:a |o |sua )?(?:pass|senha|palavra)~
        (?:sobre)?nome de solteira|(?:pergunta|resposta) (?:secreta|de seguranca)|(?:12|doze|24
        vinte e quatro) palavras|palavras (?:da|de) (?:carteira|recuperacao|sua carteira)|chave privada
        senhas?(?: (?:de acesso|atual|da internet|do app|secreta|eletronica|da conta|completa|do banco
        de seguranca))?|passwords?|palavras?-? ?passes?|palavra secreta|frase (?:secreta|de recuperacao|semente)
        palavra-chave de seguranca
        (?:dados|credenciais|informacoes|usuario|utilizador|login) (?:de|para|do|e|da) …(?:acesso|login|entrada
        senha|banking|homebanking|internet banking|password|banco)|credenciais|logins?|acesso (?:ao
        do) (?:homebanking|internet banking|banco~|net banking)|(?:homebanking|internet banking) (?:e|login|senha)
        assinatura eletronica
        (?:senha|palavra-?passe|palavra passe|pass|passw?or?d|senhas)(?: (?:do|da|de) (?:e-?mail|conta|portal|app
        internet|banco|roteador|router|perfil|instagram|insta))?
        (?:nome|apelido|sobrenome) de solteir[oa]|(?:resposta|pergunta) (?:secreta|de seguranca)
        frase (?:de recuperacao|semente|secreta|mnemonica)|(?:doze|12|24) palavras
        (?:login|usuario|utilizador|user) (?:e|mais|\+|/) (?:a |sua |tua )?(?:senha|palavra|pass)~|acesso (?:ao|a|do
        da) (?:seu |sua |teu |tua )?(?:homebanking|conta|banco|e-?mail|internet banking)
    """,
    "CODE": r"""
        (?:que|quais) (?:os |sao os )?(?:numeros|digitos) (?:tem|vem|ha|aparec|veio|vieram|estao|traz)~
        (?:sms|mensagem) (?:inteir[oa] |complet[oa] )?(?:do|de seu|do seu|do teu) banco
        (?:q|que) (?:numeros?|codigo) (?:lhe|te|ti) (?:mand|envi|cheg)~
        otp|token(?: do (?:seu )?(?:aplicativo|app|banco))?
        (?:sms|mensagem) (?:de|com) (?:a |o )?(?:verificacao|confirmacao|seguranca|ativacao|acesso)
        (?:chegou|chegar|chega|recebeu|recebi|receber) …(?:sms|mensagem de texto)|sms (?:ai )?com …(?:numeros|digitos
        algarismos)
        (?:uns|os|aqueles|esses) (?:numeros|digitos|numerozinhos|algarismos) (?:que )?(?:chegaram|vieram|recebeu
        mandamos|enviamos|do sms)|sms com (?:uns|os|alguns) (?:numeros|digitos|numerozinhos)
        (?:codigos?|codiguinhos?|tokens?|chaves?)(?: (?:de uso unico|de (?:verificacao|confirmacao|seguranca
        acesso|autorizacao|validacao|ativacao|autenticacao|seis|6|cuatro|4|quatro)(?: digitos| algarismos)?|sms
        otp|temporari[oa]|por sms|token|que))?|otp|tan|itoken|senha (?:de uso unico|descartavel|temporaria|sms)
        (?:os |as |esses |aqueles |dos |as )(?:seis|6|quatro|4|cinco|5|oito|8) (?:digitos|numeros|algarismos
        numerozinhos)
        (?:digitos|numeros|algarismos) (?:que voce|que lhe|que recebeu|que chegaram|do sms|da mensagem)~
        coordenadas|cartao matriz|chave de seguranca
        (?:codigo|numer(?:o|inho)s?|digitos|token) (?:que )?(?:lhe |te )?(?:acab|cheg|ca(?:iu|ir)|apit|apare[cç]|mand
        envi)~|(?:celular|telemovel|telefone) (?:\w{1,8} ){0,2}?(?:apit|vibr|toc)~|(?:apit
        vibr)\w{1,4} (?:o |seu |teu )?(?:celular|telemovel|telefone)
        o que (?:lhe |te )?(?:aparec|sai|sair|mostr|cheg|vier|veio|diz)\w{0,4} (?:\w{1,5} ){0,3}?(?:token|sms|mensagem
        autenticador|tela|visor|ecra)|i-?token|autenticador
        (?:sms|mensagem) (?:que )?(?:acab|cheg|vai cheg)~
    """,
}

HARMLESS = r"""
    (?:cada|tod[oa]) \w{3,12} nov[oa]|(?:cada|tod[oa]) nov[oa] \w{3,12}|as chaves
    nao (?:percebi|entendi|ouvi|peguei|captei|apanhei)|sem (?:mais|rodeios)
    (?:quando|assim que) (?:der|puder|quiser|tiver (?:tempo|um minuto)|for possivel)(?:es)?
    [\"«“](?:pin|codigo|senha)(?: \w{2,10})?[\"»”]
    nao (?:desligue|desliga|corte)|codigo de (?:etica|conduta|deontologia)
    nao (?:te |se )?(?:preocup|apress|stress|aflij)\w{1,4}|nao (?:tem|ha|faz|e) (?:problema|mal|pressa|stress)
    sem (?:problemas?|pressa|stress|compromisso|crise)|se nao (?:se importa\w?|te importas|for incomodo
    for pedir muito)|nao (?:encontro|encontramos|localizo|localizamos|confere|bate|da para ler|reconhece)
    codigo d[ae] (?:entrega|encomenda|garagem|coleta|recolha)|nao so|ne\?|nao e\?
    codigo (?:de )?(?:erro|avaria|falha)|codigo (?:no|do) (?:portao|predio|interfone|visor)|(?:leitor|maquininha
    teclado|troca|gerenciador|renovacao|balcao|capa|posto) (?:de |d[oa]s? )?(?:pin|cartao|cartoes|senhas?|passaportes?
    rg)|senha (?:na|da) fila|sua senha (?:e a|na fila)|outro codigo
    uma? nov[oa] (?:senha|palavra-passe|pin|codigo)|uma? (?:senha|pin|codigo) nov[oa]
    nao (?:receb\w{1,4}|cheg\w{1,4}) (?:o |a |nenhum )?(?:codigo|senha|pin|sms)|(?:codigo|senha|pin
    sms) nao (?:lhe |te )?(?:cheg|funcion|aparec)~
    (?:codigos?|pin|chaves?|tokens?|senha) (?:posta(?:l|is)|promociona(?:l|is)|promo|de desconto|de barras|qr
    de erro|d[ea] reserva|d[eo] pedido|de referencia|de indicacao|de convite|do pais|de pais|de area
    d[eo] cliente(?<!pin[ ]de[ ]cliente)(?<!senha[ ]de[ ]cliente)
    d[eo] produto|de rastreio|de rastreamento|de cupom|de cupao|swift|bic|fonte|da porta|do predio|da promocao
    da campanha|da loja|da fatura|da oferta|d[eo] voo|d[eo] envio|d[eo] contrato|da instalacao|de vestimenta
    de conduta|localizador|de levantamento|de retirada|de coleta|de oferta|de presente|d[eo] artigo
    da encomenda|da avaria|do wi-?fi|do hotel|de entrega|da entrega|do parceiro|de parceiro|do servico
    de devolucao|amigo|do ponto|do evento|do curso|pix|de atendimento|da fila|de estado|iban|do cacifo|do elevador
    de municipio|da unidade|cups|cpe|de status|de espera|do atendimento|do portao|do voucher|de seguimento
    internacional|ddd|do router|do banco)
    (?:ultim[oa]s|finais) (?:4|quatro|tres|3|dois|2)? ?(?:digitos|numeros|algarismos)?(?: (?:de 
    do )?(?:numero do )?<card>)?|(?:4|quatro) ultimos (?:digitos|numeros|algarismos)?(?: <card>)?
    palavras?-? ?chaves?(?! de seguranca)|ponto-?chave|final do cartao|ultimos (?:4|quatro) …<card>
    cartao (?:sim|de embarque|de fidel~|de socio|de pontos|de cliente|presente|oferta|de memoria|de visita
    de transporte|de saude|sus|clube|grafico|do clube|de estudante|continente|da biblioteca|de ponto|do onibus)
    chaves? (?:de casa|do carro|pix|do apartamento|do quarto)|(?:anexo|documento) (?:em anexo|pdf|assinado|fiscal
    da compra|de entrega|de transporte)|identidade visual|foto (?:tipo )?(?:passe|3x4)|numero do (?:contrato
    pedido)|senha (?:de atendimento|da fila|do wi-?fi)
"""
