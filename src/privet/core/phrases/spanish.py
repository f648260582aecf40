"""Spanish: how a secret is asked for."""

from privet.core.phrases import Phrases
from privet.core.phrases.spanish_names import HARMLESS, SECRETS

SPANISH = Phrases(
    language="es",
    common=r"""
        a|este|esta|como|cuando|ya|te|aqui|eso|muy|hay|he|ha|han|mi|pero|yo|desde|donde
        el|la|los|las|un|una|del|de|en|no|su|sus|tu|con|por|para|que|y|me|al|nos|nuestr[oa]|gracias|favor|hola
        contrasena|clave|codigo|tarjeta|cual|nunca|mas|es|son|le|te|lo|se|si|usted|puede
    """,
    parts={
        "order": r"""
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
            enviar|mandar|pasar|dar|decir|indicar|facilitar|proporcionar|escribir|dictar|compartir|reenviar|confirmar
            comentar|responder|contestar
            adjuntar|remitir|leer|brindar|suministrar|dejar|ensenar|mostrar|teclear|digitar|ingresar|introducir|subir
            aportar|copiar|pegar|poner|validar
            verificar|presentar|informar|deletrear|repetir|hacer llegar|mencionar|especificar|entregar|rellenar
            completar|revelar|anotar
        """,
        "doing": r"""
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
    },
    secrets=SECRETS,
    harmless=HARMLESS,
    tell=r"""
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
    """,
    give=r"""
        ^\W{0,4}<do>
        (?:<order>)|(?:debes?|deben?|debera[sn]?|tienes? que|tienen que|tendra[sn]? que|hay que|favor de|sirvase
        es necesario|podria[sn]?|puede[sn]?|hace falta|basta con|bastara con|procede a|necesita|puedes|podrias|importa
        importaria|pedimos|para que|ruego|rogamos|recuerda|recuerde) …(?:<do>|<order>)
        (?:es|son|sera|seran) (?:\w{1,10} )?(?:necesari[oa]s?|requerid[oa]s?|imprescindibles?|obligatori[oa]s?)
        se (?:necesita|requiere|solicita|precisa)n?
    """,
    firm=r"""
        (?:debe|tiene que|deberia|ha de|tendra que) (?:dar|decir|enviar|mandar|facilitar|pasar|escribir|indicar
        dictar|proporcionar)te
        sin (?:su|tu|el|la|los|las|ese|esa|esos) (?:\w{1,16} ){1,7}?(?:no|imposible|nada)
        si (?:me|nos) (?:\w{1,3} )?(?:das?|de|dices?|diga|envi|mand|pas|facilit|comparte)~|cuando (?:me|nos) (?:de
        des|diga|digas|envie|mande|pase|facilite)s?
        (?:hasta|mientras|sin) (?:que )?(?:no )?(?:<them> )?(?:te |le |nos |haya[sn]? |haber )*(?:conseguido|obtenido
        recabado|pedido|sacado|dado|facilitado|dicho|de|diga|facilite|proporcione|indique)
        no (?:se |te |os )?(?:dude[sn]?|olvide[sn]?|olvideis|tarde[sn]?|deje[sn]? de|demore[sn]?|tenga miedo
        tengas miedo) …(?:en |de )?(?:<do>|<doing>)(?:<me>)?
        sin (?:(?:su|tu|el|la|ese|este|esos|esa|ellos|sus|tus) )?…(?:\w{1,14} ){0,2}?no (?:puedo|podemos|podre
        podremos|es posible|se puede|podria~|hay)|no (?:puedo|podemos|podre|podremos|es posible
        se puede) …(?:\w{1,14} ){0,4}?(?:sin|hasta que|si no|mientras no) (?:su |tu |me |nos |tener |saber |el |la 
        que )?
        (?:por que|porque) no (?:me|nos) (?:<do>|manda~|envia~|pasa~|da~|dice~)|no (?:me|nos) (?:podria
        puede)[sn]? …<do>
    """,
    back=r"""
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
    """,
    ours=r"""
        (?:ha|has) (?:escrito|enviado|mandado|puesto|compartido)
        (?:hemos|habeis|ha|han) (?:\w{1,6} )?(?:recibido|comprobado|verificado)|(?:se ha|ha sido|se han) \w{3,14}
        (?:llegara|llega)n?
        si (?:te |le |les )?(?:pregunt|habl)\w{1,4} (?:por|sobre|de)
        (?:le|te|les|os) (?:pediran|preguntaran|solicitaran)|ha[ns]? (?:introducido|escrito|tecleado|puesto
        ingresado) …
        se (?:le |te )?(?:envia|manda|indica|introduce|ingresa|muestra|comparte|facilita|pide|solicita|necesita
        requiere)n?|(?:te|le|les|os) (?:envi~|mand~|indic~|proporcion~|facilit~|dare~|damos|doy|hemos|he|dej~|pas~
        remit~|dira~|decimos|mostr~|reenvi~|lleg~|ha|han|entreg~|da|hacemos)(?! (?:que me|que nos))
        (?:app|web|aplicacion|cajero|pagina|datafono|terminal|sistema|telefono|movil|dispositivo|celular|tpv
        router) (?:\w{1,8} ){0,2}?(?:pid[ae]|pedira|solicit[ae]|solicitara|requiere|necesita|pregunt[ae])
        (?:si|cuando|una vez que|despues de que|tras|al|antes de|sin|como|donde|para|hasta que|de|a) (?:no )?(?:<do>
        introduce|introduces|introduzca|ingresa|ingresas|ingrese|teclea|tecleas|escribe|escribes)(?!<me>)(?! su| tu
         el| la| con nosotros| conmigo)
        (?:si|cuando|al|tras|despues de|antes de) (?:usted |ya )?(?:introducir|introduce[sn]?|introduzca|ingresa[sn]?
        ingresar|ingrese|teclea[sn]?|teclear|escribe[sn]?|marcar|digita[sn]?|digitar|poner)|(?:confirm[ea]n?
        verifi(?:ca|que)|complet[ea]|present[ea]|indic[ae]) (?:su|tu|la|el|que) (?:pedido|reserva|cita|pago|compra
        correo|direccion|asistencia|nombre|telefono|cuenta|solicitud|fecha|numero de telefono|ha|reclamacion|entrega)
        <order> (?:su|tu) (?:pedido|reserva|cita|pago|compra|direccion|nombre|telefono|opinion)|(?:hemos|ha|han|he
        haber) ~|(?:da|de) (?:click|clic)|(?:usted|tu|puedes?|podra[sn]?) (?:pedir|solicitar|cambiar|restablecer)
        solicite? (?:un[oa]?|su|tu) (?:nuev[oa]|duplicado|cita)|(?:solicite|pida|solicita|pide) …nuev[oa]|de (?:la|su
        tu|lo)s? (?=(?:tarjeta|app|puerta))
    """,
    opener=r"""
        para ~[aei]r (?:el|la|los|las|su|tu)|si(?! y)|cuando|porque|como|donde|por que|para (?:que|poder|enviar
        restablecer|cambiar|recuperar|desbloquear|crear|activar|resetear|generar|mandar|obtener)|cuantas veces|cuanto
        hasta que|mientras|y (?:le|te) (?:envi~|mand~|damos|dare~|llegara)|y nosotros|una vez
        (?:olvid~|perdi~|cambi~|restablec~|recuper~|caduc~|bloque~|nuev[oa]|cre[ea]~|gener~|recibi~|ha llegado
        ha recibido|perdida|incorrect~|desbloque~|activ[ae]r?|en lugar|en vez|lleg[oa])
    """,
    no=r"no|nunca|jamas|tampoco|ni|sin|nadie|evit~|ningun~|en vez de|en lugar de|sino",
    never=r"""
        nunca|jamas|nadie|ningun~|bajo ningun~|en ningun|no (?:debe~|se debe)|prohibid~|tampoco|no esta permitid~
        ni siquiera
    """,
    nobody=r"""
        (?:con|a) (?:nadie|terceros|otr[oa]s? personas?|desconocid[oa]s|ningun~|extran[oa]s)|en secreto|confidencial~
        ni (?:siquiera )?(?:a|con) (?:nosotros|nuestros|nadie)|nadie|aunque|a salvo|solo (?:usted|tu) (?:debe|puede|lo
        la)~|secret[oa] y|prohibid~|no (?:es|sera|son|hace) (?:necesari[oa]|falta|preciso)~|guard[ea]~ …(?:secret[oa]
        segur[oa])
    """,
    but=r"pero|sino|sin embargo|en su lugar|solo (?:el|la|los)|solamente|en cambio|excepto",
    warning=r"""
        es obligatorio (?:el |la |llevar|presentar)
        (?:pide|pida|pidele|pidale|dile|digale)(?:s)?(?: \w{1,12}){0,2}? que (?:l[oae]s? )?(?:borr|elimin|no |quit
        supr)~|borr[ea] (?:\w{1,10} ){0,3}?(?:el mensaje|l[oa])|(?:no hemos sido|no fuimos) nosotros
        si no ha sido (?:usted|tu)
        (?:hacen?|hagan?|haciendose|hacerse) pasar por|gente que|(?:alguien|personas?) que dice|no se las? (?:de|des
        digas?|diga)
        estafa~|phishing|smishing|vishing|(?<!departamento[ ]de[ ])(?<!area[ ]de[ ])(?<!equipo[ ]de[ ])fraudes?
        fraudulent[oa]s?|delincuent~|timador~|timo|ladrones|hackers?
        suplant~|cuelg(?:a|ue)|sospechos[oa]s? (?:que|de)|engan~|ciberdelinc~
        (?:si|cuando) (?:alguien|le|te|recibe[sn]?|un|una)(?: \w{1,12}){0,2}? (?:pid[ae]n?|solicit[ea]n?|llam[ae]n?
        pregunt[ea]n?|un|una|escrib[ae]n?|cualquier)|si alguien|quien(?:es)? (?:le|te|se|lo)? ?(?:pid[ae]n?
        solicit[ea]n?)|alguien (?:que )?(?:le|te|se) |no (?:es|son|viene|vienen|procede~) (?:de )?nuestr~
        no viene de nosotros|(?:mensajes?|correos?|sms) que dice~|(?:mensajes?|correos?|sms) como
        (?:mensajes?|correos?|llamadas?|sms|enlaces?|webs?|personas?) (?:falsos? |sospechosos? )?(?:que
        donde) (?:\w{1,3} )?(?:pid[ae]n?|solicit[ea]n?)|(?:le|te) pidan|(?:mensajes?|correos?|llamadas?) (?:pidiendo
        solicitando)
    """,
    place=r"""
        (?:en|desde) [\w-]{2,20}\.(?:com|net|org|es|mx|example)
        en (?:las )?paginas? (?:que|con)
        abr[ae] (?:la|su|tu|nuestra) (?:~ )?(?:app|aplicacion)|alli
        (?:en|por|desde|a traves de|mediante|con|dentro de) (?:la |el |su |tu |nuestra |nuestro |una? |los 
        del )?(?:\w{1,14} ){0,2}?(?:app|aplicacion|web|paginas?|sitio|portal|terminal|datafono|teclado|cajeros?|lector
        tpv|dispositivo|telefono|movil|celular|pantalla|formulario|cuenta|area de cliente~|area privada|router|campo
        casilla|navegador|ajustes|configuracion|menu|tienda online|banca~|decodificador|tele|television|ordenador
        computadora|pasarela~|caja|wallet|billetera|oficina virtual)
        al (?:iniciar sesion|entrar|pagar|encender|acceder|conectarse|retirar|ingresar a)
        ^\W{0,3}para (?:iniciar sesion|entrar|acceder)|despues (?:de la senal|del tono)|tras (?:la senal|el tono)
        usted mism[oa]|tu mism[oa]|cuando (?:se lo|te lo) pida
    """,
    shown=r"""
        llegara|llega|llegue|usas?|usa|utiliza[s]?|entras?|pones|viene|aparecido
        ve|ves|vea|aparece[n]?|sale|muestra|recibio|recibido|recibe|recibir|llego|llegado|figura|indica|genera
        generado|pone|sale|encuentra
    """,
    door=r"""
        (?:con|a) (?:un |una |tus? |sus? |tu )?amig[oa]s?
        (?:formulario|enlace|canal|area|pagina|link|portal|sitio|buzon|zona) (?:\w{1,12} )?(?:segur[oa]|protegid[oa]
        cifrad[oa]|privad[oa]|web|encriptad[oa]|de contacto|de clientes?)|(?:en|por|desde|a traves de|mediante|con
        usando|al) (?:el |la |este |nuestro |nuestra |su |tu |del |siguiente )*(?:enlace|formulario|portal|link
        oficina|sucursal|tienda|mostrador|recepcion|web|pagina|app|area de cliente~|boton)
        en persona|presencialmente|https?://\S{1,200}|www\.\S{1,200}|\{\{? ?~(?:link|url|enlace)~|(?:al|a su|a nuestro
        a tu|con el) (?:repartidor|mensajero|conductor|tecnico|cajero|recepcionista|medico|transportista|cartero
        instalador)|(?:traiga|trae|traer|lleve|lleva|llevar)|al (?:recoger|retirar|recibir)|(?:en|a) (?:el|la|nuestra
        una|su|cualquier) (?:\w{1,12} )?(?:oficina|sucursal|tienda|mostrador|entrada|recepcion|consulta)
        a la (?:entrega|llegada)|ventanilla|en el (?:hotel|local|check-in|mostrador|embarque)
    """,
    here=r"""
        (?!llame)\w{2,12}[ae]me(?:l[oae]s?)?|a este (?:numero|telefono)
        aqui|aca|(?:en|por|mediante|via|con) (?:este|esta|el|la|un|su|tu|al|del)? ?(?:mismo )?(?:chat|mensaje
        conversacion|hilo|respuesta|sms|whatsapp|telegram|correo|mail|email|medio|via|foto|dm|privado|interno)
        respond~|contest~|a este (?:numero|mensaje|correo|chat)|(?:<order>|<do>|<doing>)<me>|<me>|por telefono
        a continuacion|abajo
    """,
    please=r"""
        y (?:yo |ya )?(?:le|te|lo|se lo|se la|la) \w{3,14}|asi (?:le|te|lo|la) \w{2,14}|y (?:yo|listo|ya esta)
        (?:si|cuando) (?:es tan amable|no (?:le|te) (?:importa|molesta)|puede|puedes|quiere)
        para (?:que (?:yo )?(?:pueda|podamos)|poder)|si es tan amable
        por favor|porfa~|porfis|gracias|pf|xfa|favor|xfavor
    """,
    filler=r"""
        usuario|correo|oir|escuchar|saber|movil|cuenta
        seguridad|detras|atras|reverso|dorso|que|hay|ese|esa|los|tres|por|madre|orden
        a
        y|e|o|su|tu|el|la|los|las|un|una|tambien|ademas|ahora|entonces|por|favor|gracias|ok|vale|bien|hola|perfecto
        numero|complet[oa]s?|con|de|del|al|lo|senora?|sr|sra|cliente|porfa~|para|verificar|listo|solo|sus|tus|buenas
        genial|cual|es|dia|muy|don|actual|es|antes
    """,
    otherwise=r"""
        (?:^|(?<=[.!?]))\W{0,3}(?:muchas )?gracias|funcion~
        (?:cambi|cambie|restablec|restablezc|eleg|elij|crea|cree|guard|conserv|actualiz|revis|comprueb|comprob
        recuerd|recorda|memoric|us|utili|activ
        renuev|renov|proteg|protej|destruy|bloque|cancel|oculta|tap|modifi|descarg|firm|busc|elimin|borr|establec
        caduc|cre[ae]|ignor|recog|recoj|solicite un)~
    """,
)
