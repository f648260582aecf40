"""What Privet answers to HELP, in fifteen languages: who writes, and how to end it."""

from __future__ import annotations

from collections.abc import Mapping

HELP: Mapping[str, str] = {
    "en": "{company} writes to you here. Write STOP if you want no more messages, START if you want them again.",
    "es": "{company} le escribe aquí. Escriba STOP si no quiere más mensajes, START si los quiere de nuevo.",
    "fr": "{company} vous écrit ici. Écrivez STOP pour ne plus recevoir de messages, START pour en recevoir.",
    "de": "{company} schreibt Ihnen hier. Schreiben Sie STOP, um keine Nachrichten mehr zu bekommen, START, um wieder "
    "welche zu bekommen.",
    "pt": "{company} escreve-lhe aqui. Escreva STOP se não quiser mais mensagens, START se as quiser de novo.",
    "ru": "Здесь вам пишет {company}. Напишите STOP, чтобы не получать сообщений, START, чтобы получать их снова.",
    "it": "{company} le scrive qui. Scriva STOP se non vuole più messaggi, START se li vuole di nuovo.",
    "nl": "{company} schrijft u hier. Schrijf STOP als u geen berichten meer wilt, START als u ze weer wilt.",
    "pl": "Pisze tu do Pana/Pani {company}. STOP kończy wiadomości, START znowu je włącza.",
    "tr": "Size buradan {company} yazıyor. Mesaj istemiyorsanız STOP, yeniden istiyorsanız START yazın.",
    "id": "{company} menulis kepada Anda di sini. Tulis STOP jika tidak mau pesan lagi, START jika mau lagi.",
    "uk": "Тут вам пише {company}. Напишіть STOP, щоб не отримувати повідомлень, START, щоб отримувати їх знову.",
    "ar": "{company} تراسلك هنا. اكتب STOP إن لم تعد تريد رسائل، وSTART إن أردتها من جديد.",
    "hi": "यहाँ आपको {company} लिखता है। और संदेश न चाहें तो STOP लिखें, फिर से चाहें तो START।",
    "zh": "{company} 在这里给您发消息。不想再收到请回复 STOP，想重新收到请回复 START。",
}
