"""Spanish: how a secret is asked for."""

from privet.core.phrases import Phrases
from privet.core.phrases.spanish_asking import BACK, FIRM, GIVE, PARTS, TELL
from privet.core.phrases.spanish_names import HARMLESS, SECRETS

SPANISH = Phrases(
    language="es",
    common=r"""
        numero|fecha|nombre|datos|digame|mande|envie|cuenta|quedo|puedo|tengo|hace|muy|todo|fue|porque|necesito|ahi
        cada|tras|entre|sobre|solo|tiene|digame|hasta|nuestros|nuestras|tendra|estan|eres|cliente|usuario|vuestra|unos
        quien|donde
        a|este|esta|como|cuando|ya|te|aqui|eso|muy|hay|he|ha|han|mi|pero|yo|desde|donde
        el|la|los|las|un|una|del|de|en|no|su|sus|tu|con|por|para|que|y|me|al|nos|nuestr[oa]|gracias|favor|hola
        contrasena|clave|codigo|tarjeta|cual|nunca|mas|es|son|le|te|lo|se|si|usted|puede
    """,
    parts=PARTS,
    secrets=SECRETS,
    harmless=HARMLESS,
    tell=TELL,
    give=GIVE,
    firm=FIRM,
    back=BACK,
    which=r"""
        (?:con )?que (?=puk|cvv|cvc|cripto|dni|nie|nip)
        (?:q|k|ke|que) (?=numer|codig|clave|cifra|digit)
        (?:con )?(?:cual|cuales) (?:(?:es|era|son|seria|fue|eran|su|tu|el|la|los|las|ese|esa|vuestra) ){0,3}
        que (?:ha|has|habia|puso|pusiste|eligio|elegiste) (?:\w{1,10} ){0,3}(?:como|de|por) 
        (?:con )?que(?= (?:numer|clave|contras|pin|codig|passw|token|usuari|digit|cifra|nip|dni))
    """,
    missing=r"""
        (?:aun|todavia) no (?:me|nos|tengo|tenemos|hemos|he|ha|has)|no (?:me|nos) (?:ha|has|han) (?:dicho|dado|enviado
        mandado|pasado|facilitado|indicado|llegado|proporcionado)|no (?:he|hemos) recibido
        (?:nos |me |te )?(?:falta|faltan|faltaba|faltaria|faltarian|queda|quedan|quedaria|resta|restan)
        (?:esta|estan|sigue|siguen) (?:pendientes?|incomplet[oa]s?|ilegibles?|en blanco|sin (?:rellenar|completar
        indicar))|no (?:nos|me) (?:consta|constan|figura|ha llegado)
    """,
    ours=r"""
        (?:la app|la aplicacion|el terminal|la pantalla|el dispositivo|el lector|el movil) (?:le |te )?(?:muestr|ensen
        mostr|indic)~|(?:inquilin|huesped|client|visitant|pasajer|viajer|soci)\w{1,4} (?:nuev\w{1,3} )?(?:ensenan
        muestran|presentan|llevan|necesitan)
        (?:enviar|mandar|remitir|hacer llegar|reenviar)(?:le|te|les|selo)
        (?:dile|diga|digale|dice|informa|explica|recuerda)(?:le)? (?:al|a la|a los) \w{3,12} que|(?:pueden|podrian
        suelen|pudieran) (?:pedir|solicitar|preguntar|exigir)(?:le|te|les)?
        (?:pasarela|tienda|banco|comercio|navegador|formulario|portal
        asistente de pago) (?:de pago )?(?:le |te )?(?:pedira|solicitara|preguntara|pide|solicita|requerira)n?
        (?:quiere|quieres|desea|deseas|prefiere|necesita) que (?:le|te|se lo|te lo) (?:\w{2,12})|si (?:el|la|un|una
        algun) (?:client|usuari|persona)~ (?:\w{1,5} )?(?:escrib|mand|envi|compart|pone|pega|da|dice|facilit)~
        (?:si|cuando|al|tras|despues de|antes de) (?:usted |ya |no )?(?:recibe|recibes|reciba|olvid|pierd|cambi
        restablec|introduc|ingres|marc|utiliz)~(?! (?:me|nos))|(?:ingrese|entre|acceda|inicie sesion|conectese
        identifiquese|entra|accede|ingresa) (?:a|en|con) (?:\w{1,10} ){0,3}?(?:con|su|tu|nuestra|web)
        (?:ha|has) (?:escrito|enviado|mandado|puesto|compartido)
        (?:hemos|habeis|ha|han) (?:\w{1,6} )?(?:recibido|comprobado|verificado)|(?:se ha|ha sido|se han) \w{3,14}
        (?:llegara|llega)n?
        si (?:te |le |les )?(?:pregunt|habl)\w{1,4} (?:por|sobre|de)
        (?:le|te|les|os) (?:pediran|preguntaran|solicitaran)|ha[ns]? (?:introducido|escrito|tecleado|puesto
        ingresado) …
        se (?:le |te )?(?:envia|manda|indica|introduce|ingresa|muestra|comparte|facilita|pide|solicita|necesita
        requiere)n?(?! (?:su|tu|el|la) )|(?:te|le|les|os) (?:envi~|mand~|indic~|proporcion~|facilit~|dare~|damos|doy
        hemos|he|dej~|pas~
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
        (?:tap|ocult|tach|borr|escond|difumin|cubr)(?:e|a|ar|ando|iendo|ir|en|an)
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
        no (?:cogemos|tomamos|aceptamos|pedimos|guardamos|necesitamos|solicitamos|acepta|recoge|pide|coge|recibimos
        admitimos)
        (?:con|a) (?:nadie|terceros|otr[oa]s? personas?|desconocid[oa]s|ningun~|extran[oa]s)|en secreto|confidencial~
        ni (?:siquiera )?(?:a|con) (?:nosotros|nuestros|nadie)|nadie|aunque|a salvo|solo (?:usted|tu) (?:debe|puede|lo
        la)~|secret[oa] y|prohibid~|no (?:es|sera|son|hace) (?:necesari[oa]|falta|preciso)~|guard[ea]~ …(?:secret[oa]
        segur[oa])
    """,
    but=r"pero|sino|sin embargo|en su lugar|solo (?:el|la|los)|solamente|en cambio|excepto",
    warning=r"""
        (?:correo|mensaje|sms|llamada|enlace)s? (?:en (?:el|la) )?que (?:\w{1,3} )?(?:pedia|pidio|pidieron
        solicitaba)n?
        (?:se hace|se hacen|haciendose|hacerse) pasar~|fing(?:e|en|iendo)
        (?:sms|correos?|mensajes?|llamadas?|quien) que (?:busc|quier|pretend|intent|solicit|pid)~|(?:denunci
        report)[ea]n?
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
        (?:puls|presion|apret|desliz|seleccion|inserte|encienda|reinici)\w{1,4}(?! (?:enviar|responder))
        cuando (?:se |el |la |aparezca|lo pida)(?!usuari|client)
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
        en papel|(?:a la|al|a su) (?:anfitrion|caser|duen)~
        vuelos?|viajar|volar|aduana
        enlace (?:donde|para (?:introducir|pagar|poner|subir|meter)|en el que|desde el que)
        (?:al|a su|a nuestro|a la|con el|con la|por el|ante el) (?:\w{1,12} )?(?:emplead|funcionari|agente de|personal
        vigilante|revisor|azafat|auxiliar|dependient|encargad|cajer|conserje|porter|guardia|inspector|enfermer|operari
        recepcion)~|en el (?:aeropuerto|mostrador|control|local|hotel|acceso|embarque|evento|punto de recogida)
        para (?:recoger|retirar|recibir|embarcar|entrar al|acceder al recinto|votar)
        (?:el dia de|dia del|el dia del) |(?:acuda|acude|venga|ven|presentese|presentate|pase|pasese) (?:a |con |por )
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
        (?:en|a) est[ae] (?:ventana|conversacion)
        (?:este|esta) (?:buzon|chat|direccion|bandeja|hilo)|comentari?o?s?|comenta~
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
        ultim[oa]s|primer[oa]s|dos|caracteres|letras|otra|vez|nuevo|comprobar|comprobacion|verificacion|control
        pregunta|otro|repetir|confirmar|entera?
        es|era|falta|solo|nada|mas|obligatorio|escribe|escriba|aqui|ya|pues|porfis|nomas|introduce|introduzca|ingresa
        ingrese
        usuario|correo|oir|escuchar|saber|movil|cuenta
        seguridad|detras|atras|reverso|dorso|que|hay|ese|esa|los|tres|por|madre|orden
        a
        y|e|o|su|tu|el|la|los|las|un|una|tambien|ademas|ahora|entonces|por|favor|gracias|ok|vale|bien|hola|perfecto
        numero|complet[oa]s?|con|de|del|al|lo|senora?|sr|sra|cliente|porfa~|para|verificar|listo|solo|sus|tus|buenas
        genial|cual|es|dia|muy|don|actual|es|antes
    """,
    otherwise=r"""
        (?:prefier|quier|dese)\w{1,3} recibir|recibir(?: el| la| su)
        (?:prepar|traig|trae|lleve|llev|acuerd|anul|tach|imprim|cubr|evit|mejor|refuerc|program|habilit|desactiv
        desbloque|solicite otr)~|marcar algun
        (?:^|(?<=[.!?]))\W{0,3}(?:muchas )?gracias|funcion~
        (?:cambi|cambie|restablec|restablezc|eleg|elij|crea|cree|guard|conserv|actualiz|revis|comprueb|comprob
        recuerd|recorda|memoric|usa|use|usar|utili|activ
        renuev|renov|proteg|protej|destruy|bloque|cancel|oculta|tap|modifi|descarg|firm|busc|elimin|borr|establec
        caduc|cre[ae]|ignor|recog|recoj|solicite un)~
    """,
)
