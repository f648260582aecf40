"""The words of `core.coaching`: what Privet says in a chat by itself, in fifteen languages, and what it understands.

None of them asks for anything secret, and none holds anything personal: both are tested. Long because fifteen languages
stand side by side.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class Texts(NamedTuple):
    """One language: to whoever pasted a card, or another secret; to STOP, START, /privacy ({company}) and /mydata, with
    something held and with nothing; and what values of some kinds are called.
    """

    card: str
    secret: str
    stopped: str
    started: str
    privacy: str
    held: str
    nothing: str
    kinds: tuple[str, ...]
    stop: tuple[str, ...]
    start: tuple[str, ...]
    common: str


NAMED = ("PERSON", "PHONE", "EMAIL", "ADDRESS", "PLACE", "CARD", "IBAN")
"""The kinds that have a word of every language, in the order of `Texts.kinds`; all others are called as they are."""

TEXTS: Mapping[str, Texts] = {
    "en": Texts(
        "Card numbers and security codes are not safe in a chat. If your message is still here, please delete it. "
        "Nobody of us needs them here.",
        "Passwords, PINs and keys are not safe in a chat. If your message is still here, please delete it and change "
        "what it said. Nobody of us needs them here.",
        "You will get no more messages from us here. Write START if you want them again.",
        "You will get messages from us here again. Write STOP if you want none.",
        "{company} protects this chat with Privet: what is personal is sealed, and bots and staff work with "
        "placeholders. Telegram itself keeps the chat, too. /mydata says what is held of you; STOP ends our messages.",
        "This is held of you:",
        "Nothing personal is held of you.",
        ("names", "telephone numbers", "e-mail addresses", "addresses", "places", "cards", "bank accounts"),
        ("stop", "stopall", "stop all", "unsubscribe", "opt out", "optout"),
        ("start", "unstop", "subscribe"),
        "the is and you my with this that have not can please what",
    ),
    "es": Texts(
        "Los números de tarjeta y los códigos de seguridad no están seguros en un chat. Si su mensaje sigue aquí, "
        "bórrelo, por favor. Nadie de nosotros los necesita aquí.",
        "Las contraseñas, los PIN y las claves no están seguros en un chat. Si su mensaje sigue aquí, bórrelo y cambie "
        "lo que decía. Nadie de nosotros los necesita aquí.",
        "No recibirá más mensajes nuestros aquí. Escriba START si los quiere de nuevo.",
        "Volverá a recibir mensajes nuestros aquí. Escriba STOP si no quiere ninguno.",
        "{company} protege este chat con Privet: lo personal queda sellado, y los bots y el personal trabajan con "
        "marcadores. Telegram también guarda el chat. /mydata dice qué se guarda de usted; STOP termina los mensajes.",
        "Esto se guarda de usted:",
        "No se guarda nada personal de usted.",
        ("nombres", "números de teléfono", "correos electrónicos", "direcciones", "lugares", "tarjetas", "cuentas"),
        ("baja", "darme de baja", "cancelar suscripción"),
        ("alta", "suscribirme"),
        "el los las de es una que por para con mi está no hola gracias aquí",
    ),
    "fr": Texts(
        "Les numéros de carte et les codes de sécurité ne sont pas en sûreté dans un chat. Si votre message est encore "
        "là, supprimez-le, s'il vous plaît. Personne chez nous n'en a besoin ici.",
        "Les mots de passe, les codes PIN et les clés ne sont pas en sûreté dans un chat. Si votre message est encore "
        "là, supprimez-le et changez ce qu'il contenait. Personne chez nous n'en a besoin ici.",
        "Vous ne recevrez plus de messages de notre part ici. Écrivez START si vous en voulez de nouveau.",
        "Vous recevrez de nouveau nos messages ici. Écrivez STOP si vous n'en voulez plus.",
        "{company} protège ce chat avec Privet : ce qui est personnel est scellé, et les robots et le personnel "
        "travaillent avec des repères. Telegram garde aussi le chat. /mydata dit ce qui est gardé de vous ; STOP met "
        "fin à nos messages.",
        "Voici ce qui est gardé de vous :",
        "Rien de personnel n'est gardé de vous.",
        ("noms", "numéros de téléphone", "adresses e-mail", "adresses", "lieux", "cartes", "comptes bancaires"),
        ("arrêt", "arret", "désabonner", "me désabonner", "désinscription"),
        ("reprendre", "abonner", "m'abonner"),
        "le les de est une des je vous mon pour avec pas bonjour merci ici",
    ),
    "de": Texts(
        "Kartennummern und Prüfziffern sind in einem Chat nicht sicher. Wenn Ihre Nachricht noch da ist, löschen Sie "
        "sie bitte. Niemand von uns braucht sie hier.",
        "Passwörter, PINs und Schlüssel sind in einem Chat nicht sicher. Wenn Ihre Nachricht noch da ist, löschen Sie "
        "sie bitte und ändern Sie, was darin stand. Niemand von uns braucht sie hier.",
        "Sie bekommen hier keine Nachrichten mehr von uns. Schreiben Sie START, wenn Sie wieder welche möchten.",
        "Sie bekommen hier wieder Nachrichten von uns. Schreiben Sie STOP, wenn Sie keine möchten.",
        "{company} schützt diesen Chat mit Privet: Persönliches wird versiegelt, Bots und Mitarbeitende arbeiten mit "
        "Platzhaltern. Auch Telegram selbst behält den Chat. /mydata sagt, was von Ihnen gehalten wird; STOP beendet "
        "unsere Nachrichten.",
        "Das wird von Ihnen gehalten:",
        "Von Ihnen wird nichts Persönliches gehalten.",
        ("Namen", "Telefonnummern", "E-Mail-Adressen", "Anschriften", "Orte", "Karten", "Bankkonten"),
        ("stopp", "abmelden", "abbestellen"),
        ("anmelden", "weiter mit nachrichten"),
        "der die das ist und ich sie nicht mit mein für ein bitte hallo danke",
    ),
    "pt": Texts(
        "Números de cartão e códigos de segurança não estão seguros num chat. Se a sua mensagem ainda estiver aqui, "
        "apague-a, por favor. Ninguém da nossa parte precisa deles aqui.",
        "Palavras-passe, PINs e chaves não estão seguros num chat. Se a sua mensagem ainda estiver aqui, apague-a e "
        "mude o que ela dizia. Ninguém da nossa parte precisa deles aqui.",
        "Não receberá mais mensagens nossas aqui. Escreva START se as quiser de novo.",
        "Voltará a receber mensagens nossas aqui. Escreva STOP se não quiser nenhuma.",
        "{company} protege este chat com o Privet: o que é pessoal fica selado, e bots e pessoal trabalham com "
        "marcadores. O próprio Telegram também guarda o chat. /mydata diz o que é guardado de si; STOP termina as "
        "nossas mensagens.",
        "Isto é guardado de si:",
        "Nada de pessoal é guardado de si.",
        ("nomes", "números de telefone", "endereços de e-mail", "moradas", "lugares", "cartões", "contas bancárias"),
        ("descadastrar", "cancelar inscrição", "remover inscrição"),
        ("inscrever", "reativar"),
        "o os de é uma não com para meu minha você olá obrigado que mais aqui",
    ),
    "ru": Texts(
        "Номера карт и коды безопасности в чате не защищены. Если ваше сообщение ещё здесь, удалите его, пожалуйста. "
        "Никому из нас они здесь не нужны.",
        "Пароли, ПИН-коды и ключи в чате не защищены. Если ваше сообщение ещё здесь, удалите его, "
        "пожалуйста. Никому из нас они здесь не нужны.",
        "Вы больше не будете получать от нас сообщения здесь. Напишите START, если захотите снова.",
        "Вы снова будете получать от нас сообщения здесь. Напишите STOP, если не хотите.",
        "{company} защищает этот чат с помощью Privet: личное запечатано, боты и сотрудники работают с заменителями. "
        "Сам Telegram тоже хранит чат. /mydata скажет, что о вас хранится; STOP прекратит наши сообщения.",
        "О вас хранится:",
        "Ничего личного о вас не хранится.",
        ("имена", "номера телефонов", "адреса почты", "адреса", "места", "карты", "банковские счета"),
        ("стоп", "отписаться", "отписка"),
        ("старт", "подписаться"),
        "и в не на что я это как мой мне здравствуйте спасибо пожалуйста",
    ),
    "it": Texts(
        "I numeri di carta e i codici di sicurezza non sono al sicuro in una chat. Se il suo messaggio è ancora qui, "
        "lo elimini, per favore. Nessuno di noi ne ha bisogno qui.",
        "Le password, i PIN e le chiavi non sono al sicuro in una chat. Se il suo messaggio è ancora qui, lo elimini, "
        "per favore. Qui non servono a nessuno.",
        "Non riceverà più messaggi da noi qui. Scriva START se li vuole di nuovo.",
        "Riceverà di nuovo messaggi da noi qui. Scriva STOP se non ne vuole.",
        "{company} protegge questa chat con Privet: ciò che è personale è sigillato, e bot e personale lavorano con "
        "segnaposto. Anche Telegram conserva la chat. /mydata dice che cosa si conserva di lei; STOP ferma i messaggi.",
        "Di lei si conserva:",
        "Di lei non si conserva nulla di personale.",
        ("nomi", "numeri di telefono", "indirizzi e-mail", "indirizzi", "luoghi", "carte", "conti bancari"),
        ("cancellami", "disiscrivimi", "disiscriviti"),
        ("iscrivimi", "riattiva"),
        "il lo gli di è una che per con mio non sono ciao grazie",
    ),
    "nl": Texts(
        "Kaartnummers en beveiligingscodes zijn in een chat niet veilig. Staat uw bericht er nog, verwijder het dan "
        "alstublieft. Niemand van ons heeft ze hier nodig.",
        "Wachtwoorden, pincodes en sleutels zijn in een chat niet veilig. Staat uw bericht er nog, verwijder het dan "
        "en wijzig wat erin stond. Niemand van ons heeft ze hier nodig.",
        "U krijgt hier geen berichten meer van ons. Schrijf START als u ze weer wilt.",
        "U krijgt hier weer berichten van ons. Schrijf STOP als u er geen wilt.",
        "{company} beschermt deze chat met Privet: wat persoonlijk is, is verzegeld, en bots en medewerkers werken met "
        "plaatshouders. Ook Telegram zelf bewaart de chat. /mydata zegt wat van u wordt bewaard; STOP beëindigt onze "
        "berichten.",
        "Dit wordt van u bewaard:",
        "Er wordt niets persoonlijks van u bewaard.",
        ("namen", "telefoonnummers", "e-mailadressen", "adressen", "plaatsen", "kaarten", "bankrekeningen"),
        ("afmelden", "uitschrijven"),
        ("aanmelden", "inschrijven"),
        "de het een is niet met mijn voor ik van hallo bedankt graag",
    ),
    "pl": Texts(
        "Numery kart i kody zabezpieczające nie są bezpieczne na czacie. Jeśli Twoja wiadomość nadal tu jest, usuń ją, "
        "proszę. Nikt z nas ich tu nie potrzebuje.",
        "Hasła, kody PIN i klucze nie są bezpieczne na czacie. Jeśli Twoja wiadomość nadal tu jest, usuń ją i zmień "
        "to, co w niej było. Nikt z nas ich tu nie potrzebuje.",
        "Nie będziesz już tu dostawać od nas wiadomości. Napisz START, jeśli znów ich zechcesz.",
        "Znów będziesz tu dostawać od nas wiadomości. Napisz STOP, jeśli ich nie chcesz.",
        "{company} chroni ten czat programem Privet: to, co osobiste, jest zapieczętowane, a boty i pracownicy pracują "
        "na znacznikach. Sam Telegram też przechowuje czat. /mydata mówi, co o Tobie przechowujemy; STOP kończy nasze "
        "wiadomości.",
        "O Tobie przechowujemy:",
        "Nie przechowujemy o Tobie nic osobistego.",
        ("imiona i nazwiska", "numery telefonów", "adresy e-mail", "adresy", "miejsca", "karty", "rachunki bankowe"),
        ("wypisz", "wypisz mnie", "rezygnuję"),
        ("zapisz mnie", "wznów"),
        "i w nie na jest to się mój dla proszę dzień dobry dziękuję",
    ),
    "tr": Texts(
        "Kart numaraları ve güvenlik kodları sohbette güvende değildir. Mesajınız hâlâ buradaysa lütfen silin. Burada "
        "hiçbirimizin onlara ihtiyacı yok.",
        "Parolalar, PIN'ler ve anahtarlar sohbette güvende değildir. Mesajınız hâlâ buradaysa silin ve içindekini "
        "değiştirin. Burada hiçbirimizin onlara ihtiyacı yok.",
        "Artık burada bizden mesaj almayacaksınız. Yeniden isterseniz START yazın.",
        "Burada bizden yeniden mesaj alacaksınız. İstemezseniz STOP yazın.",
        "{company} bu sohbeti Privet ile korur: kişisel olan mühürlenir, botlar ve çalışanlar yer tutucularla çalışır. "
        "Telegram da sohbeti saklar. /mydata sizden neyin saklandığını söyler; STOP mesajlarımızı bitirir.",
        "Sizden saklananlar:",
        "Sizden kişisel hiçbir şey saklanmıyor.",
        ("adlar", "telefon numaraları", "e-posta adresleri", "adresler", "yerler", "kartlar", "banka hesapları"),
        ("ret", "abonelikten çık"),
        ("başlat", "abone ol"),
        "ve bir bu için ben benim ne var değil merhaba teşekkürler lütfen mı",
    ),
    "id": Texts(
        "Nomor kartu dan kode keamanan tidak aman di dalam obrolan. Jika pesan Anda masih ada di sini, mohon hapus. "
        "Tidak seorang pun dari kami memerlukannya di sini.",
        "Kata sandi, PIN, dan kunci tidak aman di dalam obrolan. Jika pesan Anda masih ada di sini, hapuslah dan ganti "
        "isinya. Tidak seorang pun dari kami memerlukannya di sini.",
        "Anda tidak akan menerima pesan dari kami lagi di sini. Tulis START jika Anda menginginkannya lagi.",
        "Anda akan menerima pesan dari kami lagi di sini. Tulis STOP jika tidak menginginkannya.",
        "{company} melindungi obrolan ini dengan Privet: yang bersifat pribadi disegel, bot dan staf bekerja dengan "
        "penanda. Telegram sendiri juga menyimpan obrolan. /mydata memberi tahu apa yang disimpan tentang Anda; STOP "
        "menghentikan pesan kami.",
        "Yang disimpan tentang Anda:",
        "Tidak ada hal pribadi yang disimpan tentang Anda.",
        ("nama", "nomor telepon", "alamat surel", "alamat", "tempat", "kartu", "rekening bank"),
        ("berhenti", "berhenti berlangganan"),
        ("mulai", "berlangganan"),
        "dan yang di saya ini itu untuk dengan tidak ada halo terima kasih",
    ),
    "uk": Texts(
        "Номери карток і коди безпеки в чаті не захищені. Якщо ваше повідомлення ще тут, видаліть його, будь ласка. "
        "Нікому з нас вони тут не потрібні.",
        "Паролі, ПІН-коди та ключі в чаті не захищені. Якщо ваше повідомлення ще тут, видаліть його та змініть те, що "
        "в ньому було. Нікому з нас вони тут не потрібні.",
        "Ви більше не отримуватимете тут наших повідомлень. Напишіть START, якщо захочете знову.",
        "Ви знову отримуватимете тут наші повідомлення. Напишіть STOP, якщо не хочете.",
        "{company} захищає цей чат за допомогою Privet: особисте запечатано, боти й працівники працюють із "
        "замінниками. Сам Telegram теж зберігає чат. /mydata скаже, що про вас зберігається; STOP припинить наші "
        "повідомлення.",
        "Про вас зберігається:",
        "Нічого особистого про вас не зберігається.",
        ("імена", "номери телефонів", "адреси пошти", "адреси", "місця", "картки", "банківські рахунки"),
        ("стоп", "відписатися", "відписка"),
        ("старт", "підписатися"),
        "і в не на що я це як мій мені добрий дякую будь ласка",
    ),
    "ar": Texts(
        "أرقام البطاقات ورموز الأمان ليست آمنة في المحادثة. إن كانت رسالتك ما زالت هنا فاحذفها من فضلك. لا أحد منا "
        "يحتاج إليها هنا.",
        "كلمات المرور وأرقام التعريف والمفاتيح ليست آمنة في المحادثة. إن كانت رسالتك ما زالت هنا فاحذفها وغيّر ما "
        "ورد فيها. لا أحد منا يحتاج إليها هنا.",
        "لن تصلك رسائل منا هنا بعد الآن. اكتب START إن أردتها من جديد.",
        "ستصلك رسائلنا هنا من جديد. اكتب STOP إن لم تردها.",
        "{company} تحمي هذه المحادثة ببرنامج Privet: ما هو شخصي مختوم، والروبوتات والموظفون يعملون برموز بديلة. "
        "تيليجرام نفسه يحتفظ بالمحادثة أيضا. /mydata يخبرك بما يُحفظ عنك، وSTOP يوقف رسائلنا.",
        "هذا ما يُحفظ عنك:",
        "لا يُحفظ عنك شيء شخصي.",
        ("أسماء", "أرقام هواتف", "عناوين بريد", "عناوين", "أماكن", "بطاقات", "حسابات بنكية"),
        ("توقف", "إلغاء الاشتراك", "الغاء الاشتراك"),
        ("اشتراك", "ابدأ"),
        "في من على هذا ما لا أنا مرحبا شكرا",
    ),
    "hi": Texts(
        "कार्ड नंबर और सुरक्षा कोड चैट में सुरक्षित नहीं हैं। यदि आपका संदेश अब भी यहाँ है, तो कृपया उसे हटा दें। "
        "हममें से किसी को यहाँ उनकी ज़रूरत नहीं है।",
        "पासवर्ड, पिन और कुंजियाँ चैट में सुरक्षित नहीं हैं। यदि आपका संदेश अब भी यहाँ है, तो उसे हटा दें "
        "और उसमें लिखी बात बदल लें। हममें से किसी को यहाँ उनकी ज़रूरत नहीं है।",
        "अब आपको यहाँ हमारे संदेश नहीं मिलेंगे। फिर से चाहें तो START लिखें।",
        "अब आपको यहाँ हमारे संदेश फिर मिलेंगे। न चाहें तो STOP लिखें।",
        "{company} इस चैट को Privet से सुरक्षित रखता है: जो निजी है वह सील रहता है, "
        "और बॉट व कर्मचारी संकेतों से काम करते हैं। टेलीग्राम भी चैट को रखता है। "
        "/mydata बताता है कि आपके बारे में क्या रखा है; STOP हमारे संदेश बंद करता है।",
        "आपके बारे में यह रखा है:",
        "आपके बारे में कुछ निजी नहीं रखा है।",
        ("नाम", "टेलीफ़ोन नंबर", "ई-मेल पते", "पते", "स्थान", "कार्ड", "बैंक खाते"),
        ("स्टॉप", "बंद करें", "सदस्यता रद्द करें"),
        ("स्टार्ट", "शुरू करें"),
        "है और में का की मैं नहीं यह क्या नमस्ते धन्यवाद",
    ),
    "zh": Texts(
        "在聊天中发送银行卡号和安全码并不安全。如果您的消息还在这里，请将其删除。我们这里没有人需要这些。",
        "在聊天中发送密码、PIN 和密钥并不安全。如果您的消息还在这里，请将其删除，并更换其中的内容。"
        "我们这里没有人需要这些。",
        "您将不再在此收到我们的消息。如想再次接收，请发送 START。",
        "您将重新在此收到我们的消息。如不想接收，请发送 STOP。",
        "{company} 使用 Privet 保护此聊天：个人内容会被密封，机器人和员工只看到占位符。"
        "Telegram 自身也会保存聊天。/mydata 说明保存了您的哪些内容；"
        "STOP 终止我们的消息。",
        "我们保存了您的以下内容：",
        "我们没有保存您的任何个人内容。",
        ("姓名", "电话号码", "电子邮箱", "地址", "地点", "银行卡", "银行账户"),
        ("退订", "退訂", "取消订阅", "取消訂閱"),
        ("订阅", "訂閱", "重新订阅"),
        "的 是 我 你 不 了 在 有 吗",
    ),
}  # fmt: skip
"""Every language, by its code (ISO 639-1)."""
