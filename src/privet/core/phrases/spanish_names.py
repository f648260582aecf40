"""Spanish: what secrets are called, and what only sounds like one; fields of `Phrases`."""

SECRETS = {
    "CARD_CODE": r"""
        (?:tres|3) (?:ultimos )?(?:numeros|digitos|cifras|numeritos) (?:\w{1,8} ){0,3}?(?:banda|franja|tira|firma
        reverso|atras|detras|dorso)(?: de la firma)?|(?:ultimos )(?:tres|3)(?= (?:numeros|digitos
        cifras) .{0,30}(?:firma|banda|reverso|atras|dorso))
        (?:3|tres) (?:de|por) (?:atras|detras|el reverso)|(?:3|tres) del reverso
        codigo de seguridad(?=\W{1,3}(?:el|los|lo) (?:de|del|que))|(?:tres|3) (?:numeritos?|digitos|cifras|numeros)
        cvv2?|cvc2?|codigo cvv|codigo (?:de seguridad|de verificacion) (?:de|del|que|detras) …(?:tarjeta|reverso
        dorso|atras)
        (?:tres|3|cuatro|4) (?:digitos|numeros|cifras|numeritos|ultimos numeros) (?:que |estan )?(?:de atras
        del reverso|de detras|del dorso|de la parte|al dorso|por detras|en el reverso|hay|vienen|aparecen|traseros
        del codigo de seguridad)
        ultimos tres (?:digitos|numeros)
        (?:numer(?:o|ito)s?|codigo|codiguito|cifras|digitos) (?:\w{1,8} )?(?:de|del|por) (?:atras|detras|reverso|dorso
        la firma)(?: de <card>)?
        (?:numer(?:o|ito)s?|codigo|cifras|digitos) (?:junto|al lado|debajo|pegado)s? (?:a|de) (?:la|su|tu) firma
        codigo (?:de la firma|del reverso|trasero)
    """,
    "CARD": r"""
        (?:la |su |tu )?tarjeta \((?:numer|num)~
        (?:reverso|dorso|anverso|parte de atras) de <card>
        foto …(?:a|de) <card>|<card> por (?:delante|ambos lados|los dos lados|las dos caras)
        (?:numeros?|datos|digitos|numeracion|foto~|pan|imagen|copia|captura|fotografia)(?: (?:complet[oa]s?
        enter[oa]s?|larg[oa]s?|de la foto|por delante|por ambos lados))? …(?:de|en) <card>(?! sim)
        numero (?:completo )?de tarjeta|numero largo|(?:16|dieciseis|los 16|15) (?:digitos|numeros|cifras)
        tarjeta (?:completa|entera)|pan completo
        (?:delante|anverso|frente|ambos lados|ambas caras) …de <card>
        (?:datos|numer\w{1,8}|digitos|cifras) (?:de |de la |de su |de tu |completos de |del )?(?:plastico|visa
        mastercard|tarjetas?|tdc)(?! sim)
        num(?:ero)?s?[ ._]?(?:de )?tarjeta|numeracion|numeros? (?:de|del) (?:frente|delante|anverso)
        facilit\w{1,4} (?:su|tu|la) tarjeta
        (?:su|tu|la) tarjeta(?= (?:numero|fecha|codigo|cvv))
    """,
    "CARD_EXPIRY": r"""
        (?:fecha )?(?:de )?(?:caducidad|vencimiento|validez
        expiracion) (?:\w{1,8} ){0,3}?(?:en |de |la |su |tu )*<card>|(?:mes y ano|mes/ano)(?= de)
        (?:fecha de )?(?:vencimiento|caducidad|expiracion|validez)(?: \w{1,3}){0,2} <card>|(?:vencimiento|caducidad
        fecha de caducidad) ?\(?mm
        mm ?/ ?(?:aa|yy)(?:aa)?|(?:cuando|hasta cuando|que mes|que fecha|que dia) …(?:caduca|vence|expira|vale
        valida) …<card>
        (?:cuando|hasta cuando|hasta que fecha|que fecha|que mes) …<card> …(?:caduca|vence|expira|vale|valida)?
        (?:es )?valida (?:la |su |tu )?<card>
    """,
    "DRIVING_LICENCE": r"""
        (?:su|tu) licencia(?! de (?:software|obra|uso|actividad))
        (?:licencia|carnet|carne|permiso|registro) de (?:conducir|conduccion|conductor|manejo|manejar)
    """,
    "PASSPORT": r"(?:numero de |foto de )?pasaportes?",
    "TAX_ID": r"""
        rfc|cuit|ruc|numero (?:fiscal|de identificacion fiscal|de contribuyente)|identificacion (?:fiscal
        tributaria)|clave fiscal
    """,
    "NATIONAL_ID": r"""
        documentos? con foto
        (?:tarjeta|permiso|titulo) de residencia|(?:foto|copia|imagen) (?:de|del) (?:su |tu |la |el )?(?:carnet?|carne)
        dnis?|nie|nif|curp|cedulas?(?: de (?:ciudadania|identidad|extranjeria))?|documentos? (?:nacional 
        oficial )?de (?:identidad|identificacion)|documento|ine|carnet de identidad|carne de identidad
        identificacion(?: oficial| personal| vigente| con foto)?|numero de (?:la |su |tu )?(?:identidad
        seguridad social|documento|afiliacion|identificacion|imss)|numero de la seguridad social|seguridad social
        nss|cuil|rut|credencial (?:de elector|para votar)|tarjeta de identidad
        (?:su |tu |el |copia del? |foto del? )?(?:dni|nie|nif|ine|curp|cedula|documento de identidad|rut
        carnet de identidad)(?: completo)?
        numeros? de (?:identidad|identificacion|documento|afiliacion|la seguridad social)|identidad …(?:por ambas caras
        por las dos caras)
        (?:imagen|foto|copia|escaneo|escaneado|scan|fotografia) (?:de|del) (?:su |tu |el |la )?(?:documento
        identificacion|dni|carnet|cedula|credencial)
    """,
    "PUK": r"(?:codigo |numero |clave )?puk[12]?",
    "PIN": r"""
        (?:marca|teclea|pone|mete|usa|digita|introduce)s? en el cajero
        (?:codigo |numero |clave )?(?:de )?pin(?:es)?(?: (?:de|del) <card>)?|patron (?:de desbloqueo|de pantalla)
        codigo de (?:desbloqueo|bloqueo)|clave (?:del|de su|de tu|de la) (?:cajero|tarjeta|telefono|movil|celular)
        nip(?: (?:de|del) …<card>)?
        (?:pin|nip)(?: (?:del|de|de la|de su|de tu) (?:movil|celular|telefono|tarjeta|sim|tablet|cajero|banca \w{1,10}
        buzon))?|patron de (?:desbloqueo|bloqueo)
        (?:codigo|clave|patron) (?:de|del|con que|con el que|para) (?:desbloque\w{1,5}|bloqueo|pantalla
        abrir el (?:movil|celular|telefono))
    """,
    "PASSWORD": r"""
        contra(?= del? (?:insta|correo|face|wifi|gmail|tu|la|su))|palabra clave de seguridad
        (?:madre|mama|abuela) de solter[ao]|de solter[ao]|(?:usuario|user|login|correo) (?:y|e|n|&
        \+) (?:la |el |tu |su )?(?:pass|contra|clave|pw)~|credenciales
        contra[sc]en(?:i)?as?|apellido (?:de soltera|materno de)|preguntas? (?:secreta|de seguridad)
        respuesta secreta|(?:12|doce|24|veinticuatro) palabras|palabras (?:de la|de su|de tu) (?:billetera|wallet
        cartera)|(?:contrasena|clave) de (?:su|tu|la) (?:cuenta|correo|portal)
        contrasenas?(?: (?:actual|completa|temporal|de \w{1,12}))?|claves?(?: (?:de acceso|secreta|de internet|web
        personal|de banca~|actual|de la cuenta|de ingreso|de seguridad|bancaria|telefonica))?|password~|passwords?
        frase (?:secreta|semilla|de recuperacion)|palabra (?:secreta|clave de seguridad)
        (?:datos|credenciales|claves|informacion|usuario) (?:de|para|del) …(?:acceso|ingreso|inicio|entrar|login
        banca|sesion)|credenciales|(?:usuario|acceso) (?:y|a|de|para) …(?:contrasena|clave|banca~)|usuario y|login
        contrase\w{1,5}|contrace\w{1,5}|contras?en~|pasword|passw?or?d~|pswd
        clave(?: del?| de la| de su| de tu)? (?:correo|email|cuenta|portal|banca|red|router|wifi|perfil)
        (?:respuesta|contestacion) (?:a|de) (?:su|tu|la) (?:pregunta|palabra)|frase (?:semilla|de recuperacion|secreta)
        palabras (?:de|semilla)(?: su| tu| la)? ?(?:frase|recuperacion|billetera|monedero)?
        (?:usuario|login) (?:y|mas|\+|/) (?:su |tu |la )?(?:contra|clave|pass)~|clave (?:de )?(?:firma|operaciones
        acceso|actual|antigua|personal|secreta|telefonica)|palabra (?:clave|secreta)(?= (?:que|de))
    """,
    "CODE": r"""
        (?:que|cuales|cual) (?:son los |son las )?(?:cifras|numeros|digitos) (?:trae|tiene|pone|hay|viene|aparece
        sale)n?
        (?:sms|mensaje) (?:entero |completo )?(?:del|de su|de tu) banco
        (?:q|que|k) (?:numeros?|codigo|cifras) (?:le|te) (?:mand|envi|lleg|sal)~
        otp|token(?: de (?:la |su |tu )?(?:aplicacion|app|banco))?
        (?:sms|mensaje) (?:de|con) (?:la |el )?(?:verificacion|confirmacion|seguridad|activacion|acceso)
        numer(?:o|ito)s? que …(?:llegar|llego|llegado|llegaron|llegue|recibi~|aparec~|sale~|enviado|mandado)
        (?:llegar|llega|llego|llegado
        llegara|recibe|recibir|recibira|recibiras|recibido) …(?:sms|mensaje de texto)|(?:sms|mensaje) (?:con
        de) (?:seis|6|cuatro|4|unos|un|unas) …(?:numeros?|digitos|cifras)
        (?:numer(?:o|ito)s?|cifras?) (?:que )?(?:le|te|les) (?:llego|llegaron|llegue|llegan|enviamos|acabamos)
        lo que (?:dice|pone) el (?:sms|mensaje)
        (?:codigos?|codiguito|claves?|tokens?|coordenadas?)(?: (?:de un solo uso|de (?:verificacion|confirmacion
        seguridad|acceso|autorizacion|validacion|activacion|un uso|seis|6|cuatro|4)(?: digitos| cifras)?|sms|otp
        temporal|dinamic[oa]|token|que))?|otp|tan(?! \w)|token|clave dinamica
        (?:los |las |esos |esas )(?:seis|6|cuatro|4|cinco|5|ocho|8) (?:digitos|numeros|cifras|numeritos)
        (?:digitos|numeros|cifras) (?:que le|que te|que acaba|que recib|del sms|del mensaje)~|firma electronica
        (?:codigo|numer(?:o|ito)s?|cifras|digitos|clave) (?:que )?(?:le |te |os )?(?:acab|lleg|cay|entr|son|aparec|mand
        envi|sal|mostr)~
        (?:sms|mensaje|mensajito) (?:que )?(?:le |te )?(?:acab|lleg|cay|entr|son|va a llegar|llegar)~
        (?:va a |acaba de |debe de? |deberia )?(?:llegar|llegarle|llegarte|recibir) (?:un |el |ahora un )?(?:sms
        mensaje|codigo)
        lo que (?:le |te )?(?:aparece|sale|muestra|llego|pone|dice|indica) (?:\w{1,5} ){0,3}?(?:token|sms|mensaje
        autenticador|dispositivo|codigo)|(?:autenticador|generador de claves)
    """,
}

HARMLESS = r"""
    (?:cada|tod[oa]) \w{3,12} nuev[oa]|(?:cada|tod[oa]) nuev[oa] \w{3,12}
    no (?:le |te |lo )?(?:entendi|entendimos|pille|capte|escuche|oi)|sin (?:mas|rodeos)|dudas? (?:de
    sobre) (?:la |las )?(?:clave|contrasena)s?
    (?:cuando|en cuanto) (?:pued|quier|gust|teng)(?:a|as|an|es)(?: un (?:momento|minuto))?
    [\"«“](?:pin|codigo|clave)(?: \w{2,10})?[\"»”]
    no (?:cuelgue|cuelgues|corte|cortes)|codigo (?:de )?(?:etic|conduct|deontolog)~
    no (?:te |se |os )?(?:preocup|agobi|apur|inquiet)\w{1,4}|no (?:pasa|importa|hay|es) (?:nada|prisa|problema
    molestia)|sin (?:problema|prisa|compromiso|agobios)|(?:si )?no (?:le|te|os) (?:importa|molesta|es molestia)
    no (?:encuentro|encontramos|localizo|localizamos|coincide|logro|logramos|consigo verlo|se lee|se ve|reconoce)
    codigo de (?:entrega|la entrega|deposito|garaje)|no (?:solo|solamente)|¿?no\?
    (?:codigo|error) (?:de )?(?:error|averia|fallo|pantalla)|codigo de (?:recogida|entrega|recogida del paquete
    la reserva|acceso al (?:portal|edificio|garaje))|(?:lector|datafono|teclado|cambio|gestor|renovacion|oficina
    tarjeta|funda) (?:de |del? )?(?:pin|tarjetas?|contrasenas?|pasaportes?|dni)|codigo en el (?:portero|telefonillo
    portal)|algun codigo
    una? nuev[oa] (?:contrasena|clave|pin|codigo)|una? (?:contrasena|clave|pin|codigo) nuev[oa]
    (?:no (?:le |te )?(?:ha )?(?:lleg\w{1,4}|recib\w{1,4}|funcion\w{1,3}) (?:el |la |ningun |su |tu )?(?:codigo|clave
    pin|sms))|(?:codigo|clave|pin|sms) no (?:le |te )?(?:ha )?(?:lleg|funcion|aparec)~
    codigo [a-z]{2,12}\d{1,4}(?!\w)
    (?:codigos?|pin|claves?|token) (?:postal~|promocional~|promo|de descuento|de barras|qr|de error
    de (?:la )?reserva|de(?:l)? pedido|de referid~|de invitacion|de pais|de area
    de cliente(?<!clave[ ]de[ ]cliente)(?<!pin[ ]de[ ]cliente)|de producto
    de seguimiento|de rastreo|de cupon|swift|bic|fuente|del portal|de portal
    de la (?:puerta|promocion|entrada|averia|factura|oferta|tienda|oficina|cita|provincia|ciudad|zona)|de regalo
    de localizador|localizador|de envio|de suministro|de contrato|de oficina|de vestimenta|de conducta|de viaje
    de tienda|de recogida|del? (?:articulo|producto|paquete|envio|vuelo|hotel|wifi|router|cupon|bono|local|tramite
    edificio|garaje|repartidor|mensajero)|amigo|de amigo|de puerta
    de afiliado|de la caja|cups|de bonificacion|de campana|de regalos|de fallo|internacional|cis|de estado
    de incidencia|de entrega|de retiro|de parada|de devolucion|de identificacion del pedido)
    ultim[oa]s (?:4|cuatro|tres|3|dos|2) (?:digitos|numeros|cifras)?(?: (?:de
    del) (?:numero de )?<card>)?(?: con la que ~)?|(?:cuatro|4) ultim[oa]s (?:digitos|numeros|cifras)?(?: (?:de
    del) <card>)?|palabras? claves?(?! de seguridad)(?! secreta)|puntos? clave|ultim[oa]s (?:4|cuatro) …<card>
    tarjetas? (?:sim|de embarque|de fidel~|de soci[oa]|de puntos|de cliente|regalo|de regalo|de memoria|de visita
    de transporte|sanitaria|club|grafica|de afiliad[oa]|de residente|de la biblioteca|de recarga|prepago de regalo
    telefonica)|numero de (?:la |su |tu )?tarjeta (?:sim|de (?:cliente|soci[oa]|fidel~|puntos|embarque|regalo))
    clave (?:de la semana|del exito|del wifi|wifi|esta en)|es clave|documento (?:adjunto|pdf|firmado|de (?:alta
    compra|pago|entrega|venta|transporte))|codigo civil|identificacion (?:del pedido|de cliente)
    foto (?:de )?(?:tipo|tamano) (?:carnet|pasaporte)|claves? para (?:ahorrar|mejorar|elegir|entender)
"""
