"""What Privet answers to whoever asks for what the law gives them, in fifteen languages: the sentence, and what each
right (in the order of `core.request.RIGHTS`) is called in it. None of them asks for anything.
"""

from __future__ import annotations

from collections.abc import Mapping

TEXTS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "en": (
        "We have your request: {right}. You get our answer by {day} ({law}). To take it back, write {word}.",
        ("access to your data", "your data to take along", "correction of your data", "restriction of processing",
         "objection to the use of your data", "erasure of your data", "withdrawal of your consents"),
    ),
    "es": (
        "Tenemos su solicitud: {right}. Recibirá nuestra respuesta hasta el {day} ({law}). Para retirarla, escriba "
        "{word}.",
        ("acceso a sus datos", "portabilidad de sus datos", "rectificación de sus datos", "limitación del tratamiento",
         "oposición al uso de sus datos", "supresión de sus datos", "retirada de sus consentimientos"),
    ),
    "fr": (
        "Nous avons votre demande : {right}. Vous aurez notre réponse au plus tard le {day} ({law}). Pour la retirer, "
        "écrivez {word}.",
        ("accès à vos données", "portabilité de vos données", "rectification de vos données",
         "limitation du traitement", "opposition à l'utilisation de vos données", "effacement de vos données",
         "retrait de vos consentements"),
    ),
    "de": (
        "Ihr Antrag liegt vor: {right}. Unsere Antwort bekommen Sie bis zum {day} ({law}). Um ihn zurückzunehmen, "
        "schreiben Sie {word}.",
        ("Auskunft über Ihre Daten", "Ihre Daten zum Mitnehmen", "Berichtigung Ihrer Daten",
         "Einschränkung der Verarbeitung", "Widerspruch gegen die Nutzung Ihrer Daten", "Löschung Ihrer Daten",
         "Widerruf Ihrer Einwilligungen"),
    ),
    "pt": (
        "Temos o seu pedido: {right}. Receberá a nossa resposta até {day} ({law}). Para o retirar, escreva {word}.",
        ("acesso aos seus dados", "portabilidade dos seus dados", "retificação dos seus dados",
         "limitação do tratamento", "oposição ao uso dos seus dados", "eliminação dos seus dados",
         "retirada dos seus consentimentos"),
    ),
    "ru": (
        "Ваш запрос получен: {right}. Мы ответим не позднее {day} ({law}). Чтобы отозвать его, напишите {word}.",
        ("доступ к вашим данным", "перенос ваших данных", "исправление ваших данных", "ограничение обработки",
         "возражение против использования ваших данных", "удаление ваших данных", "отзыв ваших согласий"),
    ),
    "it": (
        "Abbiamo la sua richiesta: {right}. Avrà la nostra risposta entro il {day} ({law}). Per ritirarla, scriva "
        "{word}.",
        ("accesso ai suoi dati", "portabilità dei suoi dati", "rettifica dei suoi dati", "limitazione del trattamento",
         "opposizione all'uso dei suoi dati", "cancellazione dei suoi dati", "revoca dei suoi consensi"),
    ),
    "nl": (
        "Wij hebben uw verzoek: {right}. U krijgt ons antwoord uiterlijk op {day} ({law}). Om het in te trekken, "
        "schrijft u {word}.",
        ("inzage in uw gegevens", "uw gegevens om mee te nemen", "rectificatie van uw gegevens",
         "beperking van de verwerking", "bezwaar tegen het gebruik van uw gegevens", "wissing van uw gegevens",
         "intrekking van uw toestemmingen"),
    ),
    "pl": (
        "Mamy wniosek: {right}. Odpowiedź nadejdzie najpóźniej {day} ({law}). Aby go wycofać, "
        "wystarczy napisać {word}.",
        ("dostęp do danych", "przeniesienie danych", "sprostowanie danych", "ograniczenie przetwarzania",
         "sprzeciw wobec wykorzystania danych", "usunięcie danych", "wycofanie zgód"),
    ),
    "tr": (
        "Talebiniz bizde: {right}. En geç {day} tarihinde yanıt alacaksınız ({law}). Geri almak için {word} yazın.",
        ("verilerinize erişim", "verilerinizin taşınması", "verilerinizin düzeltilmesi", "işlemenin kısıtlanması",
         "verilerinizin kullanımına itiraz", "verilerinizin silinmesi", "rızalarınızın geri alınması"),
    ),
    "id": (
        "Permintaan Anda kami terima: {right}. Jawaban kami paling lambat {day} ({law}). Untuk menariknya, tulis "
        "{word}.",
        ("akses ke data Anda", "pemindahan data Anda", "koreksi data Anda", "pembatasan pemrosesan",
         "keberatan atas penggunaan data Anda", "penghapusan data Anda", "penarikan persetujuan Anda"),
    ),
    "uk": (
        "Ваш запит отримано: {right}. Ми відповімо не пізніше {day} ({law}). Щоб відкликати його, напишіть {word}.",
        ("доступ до ваших даних", "перенесення ваших даних", "виправлення ваших даних", "обмеження обробки",
         "заперечення проти використання ваших даних", "видалення ваших даних", "відкликання ваших згод"),
    ),
    "ar": (
        "وصلنا طلبكم: {right}. ستتلقون ردنا في موعد أقصاه {day} ({law}). لسحبه اكتبوا: {word}.",
        ("الاطلاع على بياناتكم", "نقل بياناتكم", "تصحيح بياناتكم", "تقييد المعالجة", "الاعتراض على استخدام بياناتكم",
         "محو بياناتكم", "سحب موافقاتكم"),
    ),
    "hi": (
        "आपका अनुरोध मिला: {right}। हमारा उत्तर {day} तक मिलेगा ({law})। इसे वापस लेने के लिए {word} लिखें।",
        ("आपके डेटा तक पहुँच", "आपके डेटा का स्थानांतरण", "आपके डेटा का सुधार", "प्रोसेसिंग की सीमा",
         "आपके डेटा के उपयोग पर आपत्ति", "आपके डेटा का मिटाया जाना", "आपकी सहमतियों की वापसी"),
    ),
    "zh": (
        "我们已收到您的请求：{right}。我们最迟于 {day} 答复（{law}）。如要撤回，请回复 {word}。",
        ("查阅您的数据", "转移您的数据", "更正您的数据", "限制处理", "反对使用您的数据", "删除您的数据",
         "撤回您的同意"),
    ),
}  # fmt: skip
