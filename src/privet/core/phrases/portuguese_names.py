"""Portuguese: what secrets are called, and what only sounds like one; fields of `Phrases`."""

SECRETS = {
    "CARD_CODE": r"""
        (?:3|tres) de tras|(?:3|tres) do verso
        cvv2?|cvc2?|codigo cvv|codigo (?:de seguranca|de verificacao) (?:de|do|que|atras|no) …(?:cartao|verso
        atras|tras)|codigo de seguranca (?:do )?<card>
        (?:tres|3|quatro|4) (?:digitos|numeros|algarismos|numerozinhos|ultimos numeros) (?:que |estao )?(?:de tras
        do verso|atras|no verso|da parte de tras|la atras|que ficam|ficam|na parte|impressos)
        ultimos tres (?:digitos|numeros)
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
    """,
    "DRIVING_LICENCE": r"(?:carteira|carta) de (?:motorista|conducao|habilitacao)|cnh|habilitacao",
    "PASSPORT": r"(?:numero (?:do|de) |foto do )?passaportes?",
    "TAX_ID": r"cpf|nif|numero (?:fiscal|de contribuinte|de identificacao fiscal)|contribuinte|cpf e rg",
    "NATIONAL_ID": r"""
        numero do (?:cartao (?:de|do) cidadao|bi|cc)
        rg|identidade|(?:bilhete|carteira|cartao|documento|documentos|numero|cedula) de (?:identidade|cidadao
        cidadania|identificacao)|cartao (?:de|do) cidadao|documentos?(?: (?:com foto|de identificacao|oficial
        pessoal|pessoais))?|niss|(?:numero (?:de|da|do) )?(?:seguranca social|inss|nis|pis)|titulo de eleitor|rne
        (?:bi|cc)(?= (?:e|ou|frente|por|aqui))|identificacao(?: civil| oficial)|cartao cidadao
    """,
    "PUK": r"(?:codigo |numero )?puk[12]?",
    "PIN": r"""
        (?:digita|marca|introduz|poe|usa|tecla|mete) (?:no|na) (?:multibanco|caixa|atm)(?: eletronico| automatico)?
        (?:codigo |numero |senha )?pin(?:s)?(?: (?:do|de|da) <card>)?|padrao de (?:desbloqueio|bloqueio)
        codigo de (?:desbloqueio|bloqueio)|senha (?:do|da|de) (?:cartao|caixa|celular|telemovel|telefone|tela
        saque|4 digitos|quatro digitos|seis digitos|6 digitos)
    """,
    "PASSWORD": r"""
        (?:sobre)?nome de solteira|(?:pergunta|resposta) (?:secreta|de seguranca)|(?:12|doze|24
        vinte e quatro) palavras|palavras (?:da|de) (?:carteira|recuperacao|sua carteira)|chave privada
        senhas?(?: (?:de acesso|atual|da internet|do app|secreta|eletronica|da conta|completa|do banco
        de seguranca))?|passwords?|palavras?-? ?passes?|palavra secreta|frase (?:secreta|de recuperacao|semente)
        palavra-chave de seguranca
        (?:dados|credenciais|informacoes|usuario|utilizador|login) (?:de|para|do|e|da) …(?:acesso|login|entrada
        senha|banking|homebanking|internet banking|password|banco)|credenciais|logins?|acesso (?:ao
        do) (?:homebanking|internet banking|banco~|net banking)|(?:homebanking|internet banking) (?:e|login|senha)
        assinatura eletronica
    """,
    "CODE": r"""
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
    """,
}

HARMLESS = r"""
    uma? nov[oa] (?:senha|palavra-passe|pin|codigo)|uma? (?:senha|pin|codigo) nov[oa]
    nao (?:receb\w{1,4}|cheg\w{1,4}) (?:o |a |nenhum )?(?:codigo|senha|pin|sms)|(?:codigo|senha|pin
    sms) nao (?:lhe |te )?(?:cheg|funcion|aparec)~
    (?:codigos?|pin|chaves?|tokens?|senha) (?:posta(?:l|is)|promociona(?:l|is)|promo|de desconto|de barras|qr
    de erro|d[ea] reserva|d[eo] pedido|de referencia|de indicacao|de convite|do pais|de pais|de area|d[eo] cliente
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
