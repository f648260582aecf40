"""Spanish: what asks the reader to tell or to give; fields of `Phrases`."""

PARTS = {
    "give_any": r"""
        (?:envi|reenvi|mand|pas|dict|indiqu|indic|facilit|proporcion|escrib|compart|confirm|respond|contest|adjunt
        remit|brind|suministr|ensen|muestr|mostr|tecle|digit|aport|copi|peg|deletre|repit|repet|fotografi|escane
        transmit|mencion|especific|entreg|complet|revel|confi|cant|solt|suelt|anot|apunt|comunic|comuniqu|dej|inform
        hag|hac)(?:a|e|as|es|an|en|ar|er|ir|ara|era|ira|aras|eras|iras|aran|eran|iran|aria|eria|iria|arias|erias|irias
        ad|ed|id|ais|eis|ase|ara|iera|iese|ando|iendo|arle|erle|irle|arles|erles|irles|arnos|ernos|irnos|arme|erme|irme
        ale|ele|arselo|erselo|irselo|arlo|erlo|irlo|arla|erla|irla)
        le(?:a|as|er|era|eras|eria|erle|erles|erme|ernos|elo|ela|ele|yendo|yera|es|e|an|en)(?! (?:envi|mand|pas|dir|pod
        lleg|ha|he))|di(?:ra|ras|ria|rias|ga|gas|gan|ciendo|jera|jese|ces)|de(?:cir|cirle|cirles|cirme|cirnos)|d(?:ar
        arle|arles|arme|arnos|ara|aras|aria|eme|enos|ale|aselo)|saca(?:r|rle|le)|saque(?:le)?|son(?:sac)\w{1,4}
    """,
    "order": r"""
        sult[ea]n?|suelt[ea]|tir[ae]|tira|cant[ea]|larg[ae]|confi[ea]|aviente|avienta|ced[ae]|revel[ea]n?|recuerd[ea]
        pronunci[ea]|marque|marca|diga|exhib[ae]|expong[ao]|entregu?[ea]|carg(?:a|ue)|suministr[ea]|faxe[ea]|decime
        contame|pasame|mandame|arrim[ae]|alcanz[ae]|alcance|acerqu?[ea]|acerca|chiv[ae]|retransmit[ea]|gir[ae]
        transcrib[ae]|anex[ea]|hazme|haganos|hagame|remita|remite|vuelv[ae] a|repit[ae]n?
        regal[ea]n?|envi[ea]n?|mand[ea]n?|manda|pas[ea]n?|dig[ao]n?|diga|di|decid|deci|indic[ae]|indiqu[ea]n?
        indique|facilit[ea]n?|proporcion[ea]n?
        escrib[ae]n?|escribi|dict[ea]n?|compart[aei]n?|reenvi[ea]n?|confirm[ea]n?|coment[ea]n?|respond[aei]n?
        contest[aei]n?|adjunt[ea]n?|remit[aei]n?
        lea|lee|leel[oa]|brind[ea]n?|suministr[ea]n?|cuent[ea](?=me|nos)|dej[ea]n?|ensen[ea]|muestr[ea]|teclee
        teclea|teclee
        digit[ea]n?|ingres[ea]n?
        introduzca|introduce|sub[aei]n?|aport[ea]n?|copi[ea]n?|peg(?:a|ue)n?|pon|ponga|pong[ao]|envianos|anot[ea]
        valid[ea]|verifi(?:ca|que)n?|present[ea]|inform[ea]|deletre[ea]
        repit[ae]|repite|fotografi[ea]|escane[ea]|incluy[ae]|trasmit[ae]|transmit[ae]|mencion[ea]|especifi(?:ca
        que)|ceda|entreg(?:a|ue)|rellen[ea]|complet[ea]|apunt[ea]|revel[ea]|notifi(?:ca|que)
    """,
    "do": r"""
        soltar|tirar|cantar|confiar|ceder|pronunciar|marcar|exhibir|suministrar|transcribir|anexar|alcanzar|acercar
        volver a (?:decir|escribir|enviar|dictar)|recordar|hacernos llegar|hacerme llegar|enviarnos|enviarme|darme
        darnos|decirme|decirnos|adelantar|confesar
        enviar|mandar|pasar|dar|decir|indicar|facilitar|proporcionar|escribir|dictar|compartir|reenviar|confirmar
        comentar|responder|contestar
        adjuntar|remitir|leer|brindar|suministrar|dejar|ensenar|mostrar|teclear|digitar|ingresar|introducir|subir
        aportar|copiar|pegar|poner|validar
        verificar|presentar|informar|deletrear|repetir|hacer llegar|mencionar|especificar|entregar|rellenar
        completar|revelar|anotar
    """,
    "doing": r"""
        dictando|cantando|soltando|anotando|escaneando|introduciendo|tecleando|suministrando
        enviando|mandando|dando|diciendo|indicando|facilitando|proporcionando|escribiendo|dictando|compartiendo
        reenviando|confirmando|respondiendo
        contestando|adjuntando|pasando|leyendo|remitiendo
    """,
    "me": r"(?:me|nos)(?:l[oae]s?)?",
    "them": r"""
        (?:al?|a la|a los|a las|del|de la|le|les|que el|que la) ?(?:client[ea]s?|usuari[oa]s?|persona|titular
        interlocutor|visitante|pasajer[oa]|paciente|socio|contacto)?
    """,
    "card": r"""
        (?:la |su |tu |una |mi |vuestra )?tarjetas?(?: (?:de credito|de debito|bancaria|visa|mastercard
        de credito o debito))?
    """,
}

TELL = r"""
    (?:y |ya |ahora )?(?:por ultimo|finalmente|para acabar|para terminar|tambien|ademas|lo ultimo|al final) (?:el|la
    los|su|tu|necesit|querr|quisi|dig|d[ei]me)~|(?:querria|querriamos|quisiera|desearia|me gustaria
    me vendria bien)(?: tambien| ademas)?(?: el| la| los| su| tu)?|(?:preguntar|pedir|solicitar|exigir|recoger
    recabar)(?:as|eis|an|a|le|les)(?: el| la| los| su)?|(?:verific|identific|autentic|comprueb
    valid)~ (?:\w{1,12} ){0,5}?(?:con|mediante|por) (?:dos|tres|algun|varios|unos)~|(?:se )?(?:necesita|requiere
    precisa|exige|solicita)n? (?:su|tu|el|la|una|copia)
    (?:primero|primeramente|para empezar|ahora|turno de|pasemos a|pasamos a|vamos con|vamos a por|toca) (?:el|la|los|su
    tu|sus)(?!.{0,40}(?:cambi|modific))|coment(?:a|e|anos|enos|ando)(?: aqui| abajo)?|(?:paso|punto) \d ?:? ?(?:tomar?
    toma|anota|recoge|pide)|(?:v[ea]|vaya|ir) (?:pidi|solicit|le[iy]|dict|dici|escrib|pregunt)\w{3,8}
    (?:debe|deben|debera|deberan|tiene que|tienen que|ha de|puede|convendria|necesita) (?:\w{1,9} )?(?:ser |constar
    figurar|enviarse|indicarse|facilitarse|aportarse|comunicarse|adjuntarse|mencionarse|incluirse)|(?:el envio
    la presentacion|la comunicacion|el aporte|la remision|copia) (?:de|del)|(?:identifiqu|acredit|verifiqu|autentiqu
    demuestr|demostr|comprob)\w{1,5}(?: su identidad| tu identidad| quien es| que es usted| que eres tu)? (?:con
    mediante|por medio|enviando|indicando|dando)
    (?:cuando|en cuanto|si|una vez que|apenas) (?:tenga|tengamos|tuviera|tenemos|sepa|sepamos|conozca|reciba|recibamos)
    (?:indicando|citando|mencionando|adjuntando|incluyendo|aportando|senalando|con) (?:su|tu)(?= .{0,60}(?:respond
    contest|escrib|respuesta|mensaje))|averigu\w{1,3} (?:que|cual)|requiere (?:su|tu|el|la)
    (?:ocupo|ocupamos|urge|se requiere|se precisa|se necesita|se solicita|haria falta
    hace falta) (?:que |de |el |la |su |tu )?
    <give_any>(?: \w{1,9}){0,2}? (?:a |al |a la |para )(?:ella|mi|nosotros|un companero|una companera|nuestro|nuestra
    gestor|agente|asesor)|(?:te|le|nos|me) (?:<give_any>)|(?:tendra|tendria|tendras|debera|deberia|debe|debes|hay|tiene
    tienes|habra|habria|toca|convendria|necesito|necesitamos|quiero|queremos|falta|hasta|conviene
    procede)s?n? (?:que |de )?(?:<give_any>)
    (?:tendria|tendriamos|tengo|tenemos|debo|debemos|deberia|necesito|necesitamos|habria|he|hemos|quiero|queremos
    quisiera|me gustaria|nos gustaria|podria|podriamos|puedo|podemos|sirve|hace falta)(?: que| de)? (?:tener|saber
    conocer|ver|contar con|disponer de|comprobar|contrastar|verificar|oir|recibir|obtener|apuntar|anotar)
    (?:que|haz que|deja que|logra que|consigue que|pide que) (?:el|la) (?:usuario|cliente|usuaria|clienta|persona
    llamante|titular|huesped|paciente)~ (?:te |nos |le )?(?:<give_any>)|como se (?:apellid|llam)\w{1,4}
    adjunt[ao]s?(?: a| en)? (?:tu|su|la|el) (?:respuesta|contestacion|mensaje)
    (?:diga|pronuncie|mencione) (?:o (?:marque|teclee) )?(?:ahora )?(?:su|el|la|los)
    (?:solo|solamente|nada mas|nomas|unicamente|apenas|ya solo) (?:nos |me |te |le )?(?:queda|quedaria|quedan|falta
    faltaria|faltan|faltaba|resta|necesit|hace falta|es que|seria)~|(?:ultimo|siguiente|proximo|unico) (?:paso|dato
    detalle|requisito|punto|favor)|(?:una|otra) (?:cosa|cosita|pregunta) mas|(?:ya )?casi (?:esta|estamos|listo
    terminamos)
    (?:campos?|datos?|informacion|parametros?|slots?|requisitos?) (?:del \w{1,9} )?(?:a |obligatori[oa]s?
    necesari[oa]s?|requerid[oa]s?|que (?:debe|hay|falta|necesit)|por (?:recoger|completar|rellenar|pedir)|siguientes?
    faltantes?)|(?:quedo|quedamos|quedaria|estoy|estamos|sigo|seguimos) (?:pendientes?|a la espera|esperando
    atent[oa]s?)(?: de| del| a| al)?|(?:espero|esperamos|aguardo|aguardamos) (?:de |a |su|tu|el|la|que)
    (?:necesit|requier|precis|quier|quisier|gustar|desea|solicit|ped|rueg|rog|agradec|exij|exig|demand)(?:o|amos|imos
    emos|aria|ariamos|iera|ieramos|eria|eriamos|ia|eremos|emos que
    aremos)(?: (?:que|de|saber|conocer|tener|ver|comprobar|verificar|confirmar|anotar|su|tu|el|la|los|las|un|una|sus
    tus))
    (?:nos|me) (?:gustaria|vendria|haria|haria falta|encantaria|hace falta|hacen falta|es necesari[oa]
    es imprescindible|hacia falta|serviria|bastaria|bastaria con|vale con|sirve con)|(?:seria|es) (?:posible|tan amable
    de (?:gran )?ayuda|ideal|genial|estupendo) (?:que |de |si |tener |contar )|(?:me|nos) (?:hace|harias|haria
    haces)[sn]? (?:un |el )?favor (?:si|de)|(?:agradeceria|agradecere|agradecemos|agradezco|agradeceriamos) (?:que|su
    tu|el|la|nos|me)
    (?:que )?(?:me|nos|le|te) (?:digas?|pases?|mand[ea]s?|envi[ea]s?|d[ea]s?|diga|dictes?|compart[ea]s?|compart[ai]s?
    confirmes?|facilit[ea]s?|proporciones?|escrib[ae]s?|lea|leas|lee|lees|repit[ae]s?|ensen[ea]s?|muestr[ea]s?|sueltes?
    cuentes?|cuentas?|des|indiques?|hici?era|hiciese|diese|diera|pasara|pase|llegar)
    (?:verific|identific|autentic|comprueb|valid)~ (?:\w{1,12} ){0,5}?(?:pidiendo|solicitando|preguntando|con|mediante
    por medio de|a traves de|exigiendo) (?:su|sus|el|la|los|las)|(?:pidiendo|solicitando|preguntando|exigiendo
    recabando)(?:le|les|lo)?|(?:insist~|no pares|no sigas|no continues) …(?:hasta|en)|(?:consig|obten|recab|extra|saca
    sonsac|averig|pregunt|ped|pid|solicit|exij|exig|capt|capture|recog|recoj|recopil|anot|apunt|toma)(?:ue|ga|gue|er|ir
    ar|a|e|iga|uye|ig|guir|ando|iendo|ele|ale|le|ira
    ara)?(?: (?:que|al cliente|al usuario|del cliente|del usuario|a la persona|al titular
    le))? (?:\w{1,10} ){0,2}?(?:su|sus|el|la|los|las|al|del|teclee|diga|escriba|numero|clave|dni|nif|pin|datos)
    (?:me|nos) (?:podrias?|puede|puedes|pueden|podes|podria|permite|permites|deja|dejas|autoriza) |(?:podrias?|puedes?
    puede|pueden|podes|podria[ns]?|podriais|quieres?|le importa|te importa|le importaria|te importaria|es posible
    hay forma de|hay manera de|seria posible|tendria a bien|serias? tan amable de|tienes?
    tiene) (?:\w{1,10} ){0,2}?(?:<do>|<order>|decir|dar|que)(?:me|nos|te)?~
    (?:respond|contest|escrib)(?:a|e|as|es|er|ir|iendo|an|en)(?:nos|me|le)? (?:\w{1,9} ){0,4}?(?:con|indicando
    incluyendo|adjuntando) (?:su|sus|tu|tus|el|la|los|las|usuario|dni)|(?:con) (?:su|tu|el|la|ese
    esa) (?:\w{1,14} ){1,8}?(?:puedo|podre|podremos|podemos|podria|ya|cierro|cerramos|listo|quedaria|queda)|(?:cuando
    en cuanto|apenas) (?:quiera|quieras|pueda|puedas|lo tengas?|la tengas?|lo tenga|le llegue|te llegue)
    (?:tan solo|solo|simplemente|unicamente|basta con|bastaria con
    alcanza con) (?:tienes? que |hay que |con |debes? |debe )?(?:<order>|<do>|facilitar|que|su|tu|el|la|los|indicarnos
    darnos)~
    si (?:le |te )?(?:tomo|anoto|apunto|cojo|pido)
    que (?:te|le|nos|me) (?:escriba|diga|de|mande|envie|pase|dicte|facilite|muestre|ensene)
    (?:enviando|mandando|facilitando|indicando|dando|proporcionando|compartiendo|reenviando) (?:su|sus|tu|tus|el
    la|los|las)|(?!llame)\w{2,12}[ae]me(?:l[oae]s?)?|(?:necesito|quiero|queremos|necesitamos) (?:oir|escuchar|ver
    saber|tener)|(?:haz|haga|hazle|hagale|saca|saque|tom[ae])(?:le)? una foto
    (?:hacer|haz|haga|conseguir|lograr|procura) que <them> …(?:diga|de|facilite|indique|proporcione|escriba|mande
    envie|pase|revele|comparta)
    <me> (?:tendria|tendrias|tendra|tiene|tienes|debe|deberia|ha)[sn]? (?:que|de)? ?<do>|<me> (?:lee|cant[ea]
    canta|dice|da|pon|escribe)s?
    (?:pendiente|pendientes|a la espera|esperando|esperamos) (?:de |del |de la )?…(?=codigo|clave|pin|numero|foto
    su|tu|contrasena|token)
    (?:haz|haga|que el cliente|consigue|consiga|logra|asegurate de|procura|para
    hasta) que <them> (?:\w{1,4} )?(?:di[gc]\w{1,3}|de|diga|facilite|indique|proporcione|escriba|mande|envie|pase
    revele|comparta)
    \w{2,12}(?:[ae]n?|ad|ed)(?:me|nos)l[oae]s?|(?:<order>) y (?:haga|haz)noslo
        pregunt(?:al[ea]s?|ar(?:le|les)|e(?:le|les))|(?:me|nos) (?:pas|mand|envi|dict|compart|dij|facilit)(?:as?
        es?|ais|eis|ias|arias?|an|en)|(?:rellen|complet)[ae](?:lo|la)? y (?:reenvi|devuelv|envi|mand)~|(?:recab
        recog|recoj|averigu|consig|solicit|pid)(?:a|e|ue|an|ir|ar|er|alo|ale|ele)~ (?:su|sus|el|la|los|las|al)
        (?:haga|haz|hagan|haced)(?:me|nos)(?:l[oae]s?)? (?:llegar|saber)|(?:tom[ae]|haz|haga|saca
    saque)(?:le)? (?:una )?fotos?
    (?:<order>|<do>|<doing>) (?:con nosotros|conmigo)|(?:<order>|<do>|<doing>)<me>|(?:de|den|da|dad|dar)<me>
    <me> (?:puede[sn]?|podria[sn]?|podes|podeis|pueda[sn]?
    podra[sn]?|gustaria|va[sn]? a|vas a|quiere[sn]?) …(?:<do>|que)
    (?:<me>) (?:<do>|diga|digas|diga|envie|envies|mande|mandes|pase|pases|indique|indiques|facilite|facilites
    proporcione|confirme|confirmes|de|des|das|da|dice|dices|manda|mandas|pasa|pasas|regala|regalas|pasara|enviara
    facilitara|diera|mandara|indicara|enviase|facilitase|envia|envias|confirma|confirmas|comparte|compartes
    comparta|dicta|dictas|lee|lees|lea|leas|escribe|escribes|indica|indicas|deja|dejas|deje)
    (?:necesit(?:o|amos|are|aremos|aria|ariamos)|requerimos|requiero|precis(?:o|amos)|preciso|<me> hace falta
    <me> hacen falta|<me> falta|<me> faltan|quiero|quisiera|quisieramos)
    (?:cual(?:es)?|cuales) (?:es|son|era|seria|eran|fue)|que (?=(?:codigo|pin|clave|numero|contrasena|digitos
    cifras))|que (?:pone|dice) …(?:mensaje|sms|codigo|tarjeta)
    (?:pid[ae]n?|pidele~|pidale~|pidan|solicit[ea]n?|solicitale~|pregunt[ea]n?|preguntale~|preguntar|pedir
    pedirle~|pidiendole|solicitando|pidiendo|solicitar~|recab[ea]n?|recabar|obten|obtenga|obtener|recoj[ae]n?
    recoge|recopil[ea]|recopilar|(?:conseguir|consig(?:ue|a))(?! \w{1,12}[aei]r\b)|averiguar|sonsacar|exij[ae]
    exige|reclam[ea]
    captur[ea]|capturar|haz que|haga que|averigu[ae]) …(?:<them>|su|sus|el|la|los|un|una|tu|que)
    (?:pid[ae]n?|pidele~|pidale~|solicit[ea]n?|solicitale~|preguntale~|recab[ea]|obten|obtenga|recopil[ea]|recoge
    recoja|exige|captura)
    (?:te|le|les|os) (?:pedire~|pediremos|pedira|preguntara|preguntare~|solicitara~|pedimos|pido|solicitamos
    solicito|rogamos|agradeceria~|agradezco|agradecemos|vamos a pedir|voy a pedir|va a pedir|importaria|importa
    molestaria)
    (?:responda|responde|responder|conteste|contesta|contestar|respondiendo|contestando|respondenos
    respondame) …con|a la espera de (?:su|tu|el|la)|(?:esperamos|espero|aguardo|aguardamos) (?:su|tu|el|la|que)
    (?:pued[oe]|podemos|podria|podriamos|podre) (?:saber|tener|ver|conocer|pedirle~|pedirte|solicitarle~)
    (?:tiene[sn]?|teneis|tenes) …(?:a mano|a la mano|delante|cerca|para darme|listo|por ahi)
    (?:lo|todo|unico|solo|solamente) (?:que )?(?:unico )?(?:que )?(?:falta|necesito|necesitamos|me falta)
    falta (?=(?:su|tu|el|la)\b)|faltan (?=(?:sus|tus|los|las)\b)|hace falta (?=(?:su|tu|que|el|la))|bastara con
    basta con|solicitamos|solicito|requiere …(?:al|del) cliente|agradeceria~|rogamos
    (?:favor|por favor) (?:de )?(?:su|tu|el|la|los|sus|tus)|dime|digame|dinos|diganos|deme|denos|dame|danos|pasame
    mandame
"""

GIVE = r"""
    <give_any>
    ^\W{0,4}<do>
    (?:<order>)|(?:debes?|deben?|debera[sn]?|tienes? que|tienen que|tendra[sn]? que|hay que|favor de|sirvase
    es necesario|podria[sn]?|puede[sn]?|hace falta|basta con|bastara con|procede a|necesita|puedes|podrias|importa
    importaria|pedimos|para que|ruego|rogamos|recuerda|recuerde) …(?:<do>|<order>)
    (?:es|son|sera|seran) (?:\w{1,10} )?(?:necesari[oa]s?|requerid[oa]s?|imprescindibles?|obligatori[oa]s?)
    se (?:necesita|requiere|solicita|precisa)n?
"""

FIRM = r"""
    hasta (?:que )?(?:recib|lleg|teng|const|obt)\w{1,6}|sin (?:\w{1,16} ){1,7}?no hay
    (?:hasta|mientras|antes de|sin) (?:que )?(?:no )?(?:tener|tengas|tenga|tengamos|recibir|recibas|recibamos|obtener
    obtengas|disponer|conocer|saber|sepas|sepamos|contar con|haber)
    sin (?:\w{1,16} ){1,9}?(?:no|imposible|tampoco|dificil)|(?:no|imposible|tampoco) (?:\w{1,12} ){0,6}?(?:sin|hasta
    si no|mientras) (?:\w{1,8} ){0,4}?(?:su|tu|el|la|ese|esa|me|nos|saber|tener|darme|decirme)|(?:solo
    unicamente) (?:puedo|podemos|podre|podria|es posible|se puede) (?:\w{1,12} ){0,7}?(?:con|si|cuando|una vez|tras
    mediante)
    (?:si|cuando|en cuanto|una vez que|tan pronto como|apenas|siempre que) (?:usted |tu )?(?:me|nos|le|te) (?:da|de
    dice|diga|pasa|pase|manda|mande|envia|envie|facilita|facilite|comparte|comparta|dicta|dicte|indica|indique
    proporciona|proporcione|lee|lea|confirma|confirme|ha|haya|deja|deje|escribe|escriba|diera|diese
    haga)[sn]? (?:[\w']{1,16} ){1,14}?(?:puedo|podemos|podre|podremos|podria|le|te|lo|la|se|yo|queda|ya|los|listo)
    (?:no (?:me|nos|le)? ?(?:quedo|quedaron|entendi|apunte|anote|oi|pude|pudimos|alcance)~|no (?:quedo
    quedaron)) (?:\w{1,14} ){1,9}?(?:repit|repet|me l[oa]s?|puede|podria|vuelv|otra vez)~
    (?:debe|tiene que|deberia|ha de|tendra que) (?:dar|decir|enviar|mandar|facilitar|pasar|escribir|indicar
    dictar|proporcionar)te
    sin (?:su|tu|el|la|los|las|ese|esa|esos) (?:\w{1,16} ){1,7}?(?:no|imposible|nada)
    si (?:me|nos) (?:\w{1,3} )?(?:das?|de|dices?|diga|envi|mand|pas|facilit|comparte)~|cuando (?:me|nos) (?:de
    des|diga|digas|envie|mande|pase|facilite)s?
    (?:hasta|mientras|sin) (?:que )?(?:no )?(?:<them> )?(?:me |te |le |nos |haya[sn]? |haber )*(?:conseguido|obtenido
    recabado|pedido|sacado|dado|facilitado|dicho|de|diga|facilite|proporcione|indique)
    no (?:se |te |os )?(?:dude[sn]?|olvide[sn]?|olvideis|tarde[sn]?|deje[sn]? de|demore[sn]?|tenga miedo
    tengas miedo) …(?:en |de )?(?:<do>|<doing>)(?:<me>)?
    sin (?:(?:su|tu|el|la|ese|este|esos|esa|ellos|sus|tus) )?…(?:\w{1,14} ){0,2}?no (?:puedo|podemos|podre
    podremos|es posible|se puede|podria~|hay)|no (?:puedo|podemos|podre|podremos|es posible
    se puede) …(?:\w{1,14} ){0,4}?(?:sin|hasta que|si no|mientras no) (?:su |tu |me |nos |tener |saber |el |la 
    que )?
    (?:por que|porque) no (?:me|nos) (?:<do>|manda~|envia~|pasa~|da~|dice~)|no (?:me|nos) (?:podria
    puede)[sn]? …<do>
"""

BACK = r"""
    \w{3,12}(?:ando|iendo)l[oa]s?(?!\w)
    (?:cual|que) (?:le|te|os)? ?(?:entro|llego|sale|salio|aparecio|ha llegado|han mandado)|(?:lo|la|los) (?:comparo
    compruebo|anoto|apunto|verifico)
    (?:l[oa]|los|las)? ?recuerda[s]?(?=\W{0,2}\?)|(?:me|nos) l[oa]s? (?:repit|dic|di[gc]|da|de|manda|pasa|envia|envie
    mande|pase|lee|lea|escrib|confirma|puede|podria)~|(?:cual|cuales) (?:es|son|era|fue|seria)(?=\W)|(?:que
    cual)(?=\W{0,2}\?)|me dices (?:que|cual)|(?:que|lo que) (?:pone|dice|aparece|sale|ve|ves)|(?:cuando
    en cuanto) (?:l[oa] )?(?:teng|quier|llegu|recib|pued)~|(?:quedo|quedamos) (?:atent|pendient|a la espera)~|(?:dig|di
    dec|pas|mand|envi|escrib|dict|le|anot|confirm|compart|indiqu|pong)\w{0,4}(?:me|nos)?l[oa]s?(?!\w)|insist[ea]
    hasta tenerl[oa]s
    (?:una )?(?:simple |breve |rapida )?respuesta (?:\w{1,8} ){0,3}?(?:basta|es suficiente|bastara)
    avis(?:a|e)(?:me|nos) (?:cual|que)|(?:me|nos) (?:la|lo|los|las) (?:mandas|manda|envias|envia|pasas|pasa|dices
    dice|lees|lee|dictas|dicta)
    <me> (?:lee|canta|dice|dicta|da|pasa|manda|envia)s? (?:los? |las? |el )?(?:numer~|digit~|cifras|codigo)
    (?:cual|cuales) (?:es|son)(?=\W*$)
    (?:<order>|<do>|<doing>)(?:me|nos)l[oae]s?|(?:me|nos) l[oae]s? …(?:<do>|<order>|puede~|podria~|dices|das
    mandas|envias|pasas)|que (?:dice|pone)n?|(?:cual es|cuales son)(?=\W*$)|(?:responda|responde|conteste
    contesta) (?:con|directamente con) (?:el|ella|eso|esos|ellos|lo)
    (?:escrib[ae]l[oa]s?|escribal[oa]s?|ponl[oa]|pongal[oa]|digal[oa]|dil[oa]|envial[oa]|enviel[oa]|mandal[oa]
    mandel[oa]|reenvial[oa]|reenviel[oa]|pegal[oa]|peguel[oa]|compartel[oa]|compartal[oa]|dictal[oa]|dictel[oa]
    introduzcal[oa]|tecleel[oa]|leal[oa]|indiquel[oa]|confirmel[oa])
    (?:l[oa]s? )(?:necesito|necesitamos|preciso|precisamos|requiero)|(?:pued[oe]|podria|podemos) (?:ver|saber
    tener)l[oa]|(?:es|son|sera) …necesari[oa]s?|(?:necesito|necesitamos) que …(?:<me> )?l[oae]s?|(?:lo|la|los
    las) que (?:dice|pone)|(?:dime|digame|mandame|enviame|pasame|dictame) (?:l[oa]s? |que |solo |esos |esas )
"""
