"""How people ask for what the law gives them over their own data, in Dutch, Polish, Turkish and Indonesian."""

from __future__ import annotations

from privet.core.claim_words import Asking

DUTCH = Asking(
    "graag|alstublieft|alsjeblieft|aub|hallo|hoi|dag|goedendag|goedemorgen|beste team|ik (?:wil|verzoek|eis"
    "|vraag) (?:u|jullie"
    "|je|dat (?:u|jullie|je))(?: om)?|(?:kunt u|kun je|kunnen jullie|wilt u|wil je|willen jullie)|<law>",
    "graag|alstublieft|alsjeblieft|aub|nu|meteen|onmiddellijk|direct|bedankt|dank u|dank je|met vriendelijke groet"
    "|uit uw systemen|<law>",
    {
        "law": "(?:volgens|op grond van|krachtens) (?:de )?(?:avg|artikel [0-9]{1,2}(?: van de)?(?: avg)?)",
        "you": "die (?:u|jullie|je) (?:over|van) mij (?:heeft|hebben|hebt|bewaart|bewaren)|die (?:u|jullie)"
        " (?:heeft|hebben) over mij",
        "it": "(?:al )?mijn (?:persoonlijke |eigen )?(?:gegevens|persoonsgegevens|data)(?: (?:<you>))?"
        "|alle gegevens (?:<you>|van "
        "mij|over mij)|alles wat (?:u|jullie|je) (?:over|van) mij (?:weet|weten|heeft|hebben|hebt|bewaart|bewaren)",
        "want": "ik (?:wil|eis|verzoek|vraag|wens|zou graag)(?: om)?",
        "right": "(?:{<want>} (?:beroep op )?|ik beroep me op )?mijn recht op",
        "field": "mijn (?:naam|achternaam|voornaam|adres|e-?mail(?:adres)?|telefoonnummer|geboortedatum)",
    },
    {
        "erasure": """(?:verwijder|wis|vernietig)t? (?:<it>)
            (?:<it>) (?:te )?(?:verwijderen|wissen|vernietigen|verwijdert|wist)
            <want> (?:verwijdering|wissing) van (?:<it>)
            <want> (?:dat )?(?:<it>) (?:laten )?(?:verwijderen|wissen|verwijderd (?:wordt|worden)|gewist (?:wordt
            &|worden))
            <right> (?:vergetelheid|gegevenswissing|verwijdering)(?: uitoefenen)?""",
        "access": """wat (?:weet u|weten jullie|weet je|hebben jullie|heeft u) (?:allemaal )?(?:over|van) mij
            welke (?:persoonlijke |persoons)?gegevens (?:hebben jullie|heeft u|bewaart u|bewaren jullie|heb je) 
            &(?:over|van) mij
            (?:stuur|geef|toon|zend)t? mij? (?:een kopie van )?(?:<it>)(?: toe)?
            stuur me (?:een kopie van )?(?:<it>)
            (?:mij|me) (?:een kopie van )?(?:<it>) (?:toe)?(?:sturen|geven|stuurt)
            <want> (?:een kopie van|inzage in|toegang tot) (?:<it>)(?: hebben| krijgen| ontvangen)?
            <want> (?:<it>) (?:inzien|zien|opvragen)
            <want> weten wat (?:u|jullie) (?:over|van) mij (?:weet|weten|heeft|hebben)
            <right> inzage(?: uitoefenen)?""",
        "portability": """exporteer (?:<it>)
            <want> (?:<it>) (?:exporteren|meenemen|overdragen)
            <want> overdracht van (?:<it>)
            <right> (?:overdraagbaarheid van gegevens|dataportabiliteit|gegevensoverdraagbaarheid)(?: uitoefenen)?""",
        "correction": """(?:corrigeer|rectificeer)t? (?:<it>|<field>)(?: (?:naar|in|het is) .{1,80})?
            (?:<it>|<field>) (?:te )?(?:corrigeren|rectificeren)
            <want> (?:<it>|<field>) (?:laten )?(?:corrigeren|rectificeren)
            <want> (?:rectificatie|correctie) van (?:<it>|<field>)
            <right> (?:rectificatie|correctie)(?: uitoefenen)?""",
        "restriction": """<want> beperking van de verwerking(?: van (?:<it>))?
            beperk de verwerking van (?:<it>)
            <right> beperking(?: van de verwerking)?(?: uitoefenen)?""",
        "objection": """ik maak bezwaar tegen (?:de verwerking|het gebruik) van (?:<it>)(?: voor (?:marketing
            &|reclame))?
            (?:gebruik|gebruikt) (?:<it>) niet (?:meer )?(?:voor (?:marketing|reclame))?
            stop met het (?:gebruik|verwerken) van (?:<it>)
            <right> bezwaar(?: uitoefenen)?""",
        "withdrawal": """ik trek (?:hierbij )?(?:al )?mijn toestemming(?:en)? in(?: voor de verwerking van (?:<it>))?
            <want> mijn toestemming intrekken""",
    },
    "VERZOEK INTREKKEN",
    "ik trek mijn verzoek in",
)

POLISH = Asking(
    "proszę(?: o to)?|prosze|witam|cześć|dzień dobry|dobry wieczór|szanowni państwo|(?:czy )?(?:możecie|może pan"
    "|może pani|mogą państwo"
    "|moglibyście)|(?:chcę|żądam|domagam się|wnoszę)(?: o to)? ?aby(?:ście)?|<law>",
    "proszę|prosze|teraz|natychmiast|niezwłocznie|dziękuję|dzięki|z góry dziękuję|pozdrawiam|dzisiaj|<law>",
    {
        "law": "(?:zgodnie z|na podstawie|w myśl) (?:rodo|art(?:ykułem|ykułu)? [0-9]{1,2}(?: rodo)?)",
        "you": "które (?:o mnie )?(?:macie|posiadacie|przechowujecie|państwo mają)(?: o mnie)?",
        "it": "(?:wszystkie )?(?:moje|swoje) dane(?: osobowe)?(?: <you>)?|wszystkie dane <you>|wszystko co"
        " (?:o mnie )?(?:macie|wiecie)"
        "(?: o mnie)?|dane <you>",
        "of": "(?:wszystkich )?(?:moich|swoich) danych(?: osobowych)?",
        "want": "(?:chcę|chciałbym|chciałabym|żądam|domagam się|wnoszę o|wnioskuję o|proszę o)",
        "right": "(?:korzystam z|{chcę} skorzystać z|{chcę} wykonać) (?:mojego )?prawa? do",
        "field": "moje (?:imię|nazwisko|imię i nazwisko)|mój (?:adres|e-?mail|adres e-?mail|numer telefonu)"
        "|moją datę urodzenia",
    },
    {
        "erasure": """(?:usuń|usuńcie|usunąć|skasuj|skasujcie|skasować|wykasuj|wykasować|wymaż|wymażcie) (?:<it>)
            <want> (?:usunięcia|usunięcie|skasowania|skasowanie) <of>
            o usunięcie <of>
            <right> (?:bycia zapomnianym|usunięcia danych)""",
        "access": """co (?:o mnie )?(?:wiecie|wie pan|macie)(?: o mnie)?
            jakie (?:moje )?dane(?: osobowe)? (?:o mnie )?(?:macie|posiadacie|przechowujecie|przetwarzacie)
            &(?: o mnie)?
            (?:wyślij|wyślijcie|prześlij|prześlijcie|przesłać|wysłać|pokażcie|dajcie|udostępnijcie) mi (?:<it>
            &|kopię <of>)
            o (?:przesłanie|kopię|dostęp do) <of>
            <want> (?:kopię|kopii|dostępu do|dostęp do|otrzymać kopię|mieć dostęp do) <of>
            <want> (?:zobaczyć|otrzymać|poznać) (?:<it>)
            <want> wiedzieć co (?:o mnie )?(?:wiecie|macie)(?: o mnie)?
            <right> dostępu(?: do danych)?""",
        "portability": """(?:wyeksportuj|wyeksportujcie|eksportujcie|wyeksportować) (?:<it>)
            <want> (?:przeniesienia|przeniesienie) <of>
            o przeniesienie <of>
            <want> (?:przenieść|zabrać|wyeksportować) (?:<it>)(?: do innej firmy)?
            <right> przenoszenia danych""",
        "correction": """(?:popraw|poprawcie|poprawić|sprostuj|sprostujcie|sprostować) (?:<it>|<field>)(?: (?:na
            &|w) .{1,80})?
            <want> (?:sprostowania|sprostowanie|poprawienia|poprawienie) <of>
            o (?:sprostowanie|poprawienie) <of>
            <want> (?:sprostować|poprawić) (?:<it>|<field>)(?: (?:na|w) .{1,80})?
            <right> sprostowania(?: danych)?""",
        "restriction": """<want> (?:ograniczenia|ograniczenie) przetwarzania(?: <of>)?
            (?:ograniczcie|ograniczyć) przetwarzanie <of>
            o ograniczenie przetwarzania(?: <of>)?
            <right> ograniczenia przetwarzania""",
        "objection": """(?:wnoszę|zgłaszam|składam) sprzeciw (?:wobec|przeciw|co do) (?:przetwarzania
            &|wykorzystywania|przetwarzaniu|wykorzystywaniu) <of>(?: w celach marketingowych)?
            sprzeciwiam się (?:przetwarzaniu|wykorzystywaniu) <of>(?: w celach marketingowych)?
            (?:nie używajcie|przestańcie używać|nie przetwarzajcie) <of>(?: do (?:marketingu|reklamy))?
            <right> sprzeciwu""",
        "withdrawal": """(?:wycofuję|cofam|odwołuję) (?:moją |swoją |wszystkie moje )?(?:zgodę|zgody)
            &(?: na przetwarzanie <of>)?
            (?:chcę|chciałbym|chciałabym) (?:wycofać|cofnąć) (?:moją |swoją )?zgodę""",
    },
    "WYCOFAĆ WNIOSEK",
    "wycofuję (?:mój |swój )?wniosek",
)

TURKISH = Asking(
    "lütfen|merhaba|selam|iyi günler|günaydın|sayın yetkili|<law>",
    "lütfen|hemen|şimdi|derhal|teşekkürler|teşekkür ederim|saygılarımla|bugün|<law>",
    {
        "law": "(?:kvkk|gdpr)(?: (?:madde )?[0-9]{1,2})? (?:uyarınca|gereğince|kapsamında|gereği)",
        "it": "(?:bütün |tüm )?(?:kişisel )?verilerimi(?: tamamını)?|(?:bütün |tüm )?kişisel bilgilerimi"
        "|hakkımda(?:ki)? "
        "(?:tuttuğunuz |sakladığınız |sahip olduğunuz )?(?:bütün |tüm )?(?:kişisel )?(?:verileri|bilgileri)"
        "|hakkımda (?:tuttuğunuz"
        "|bildiğiniz|sakladığınız) her şeyi|bana ait (?:bütün |tüm )?(?:kişisel )?verileri",
        "of": "(?:bütün |tüm )?(?:kişisel )?verilerimin",
        "want": "(?:istiyorum|isterim|talep ediyorum|rica ediyorum|talep ederim|rica ederim)",
        "right": "hakkımı kullan(?:ıyorum|mak istiyorum)",
        "field": "(?:adımı|soyadımı|adresimi|telefon numaramı|e-?posta(?: adresimi|mı)|doğum tarihimi)",
    },
    {
        "erasure": """(?:<it>) (?:silin|sil|siliniz|siler misiniz|silebilir misiniz|silmenizi <want>|imha edin
            &|yok edin|kaldırın)
            <of> (?:silinmesini|yok edilmesini) <want>
            (?:unutulma|silme|sildirme) <right>""",
        "access": """(?:benim )?hakkımda ne(?:ler)? (?:biliyorsunuz|biliyorsun|saklıyorsunuz|tutuyorsunuz)
            (?:benim )?hakkımda hangi (?:kişisel )?(?:verileri|verilere|bilgileri|bilgilere) (?:tutuyorsunuz
            &|saklıyorsunuz|sahipsiniz|işliyorsunuz)
            (?:bana )?(?:<it>) (?:bana )?(?:gönderin|gönder|gönderir misiniz|gönderebilir misiniz|verin|gösterin
            &|iletin)
            (?:bana )?<of> (?:bir )?kopyasını (?:gönderin|gönderir misiniz|<want>|verin)
            (?:<it>) (?:görmek|öğrenmek|almak) <want>
            (?:kişisel )?verilerime erişmek <want>
            hakkımda ne(?:ler)? bildiğinizi (?:öğrenmek|bilmek) <want>
            (?:erişim|bilgi edinme) <right>""",
        "portability": """(?:<it>) (?:dışa aktarın|dışa aktar|dışa aktarır mısınız)
            <of> (?:taşınmasını|başka bir şirkete aktarılmasını) <want>
            (?:<it>) (?:yanımda götürmek|taşımak|dışa aktarmak) <want>
            veri taşınabilirliği <right>""",
        "correction": """(?:<it>|<field>) (?:düzeltin|düzelt|düzeltir misiniz|düzeltebilir misiniz
            &|düzeltmenizi <want>)(?: .{1,80})?
            (?:<of>|adımın|soyadımın|adresimin) düzeltilmesini <want>
            düzeltme <right>""",
        "restriction": """<of> işlenmesinin (?:kısıtlanmasını|sınırlandırılmasını) <want>
            <of> işlenmesini (?:kısıtlayın|sınırlayın)
            (?:işlemeyi )?(?:kısıtlama|sınırlama) <right>""",
        "objection": """<of> işlenmesine itiraz ediyorum
            (?:<it>) (?:pazarlama|reklam) için kullanmayın
            (?:<it>) (?:kullanmayı|işlemeyi) (?:bırakın|durdurun)
            itiraz <right>""",
        "withdrawal": """(?:açık )?rızamı (?:geri çekiyorum|geri alıyorum|geri çekmek istiyorum|geri almak istiyorum)
            (?:verdiğim )?onayımı geri (?:çekiyorum|alıyorum)""",
    },
    "TALEBİ GERİ AL",
    "talebimi geri (?:alıyorum|çekiyorum)",
)

INDONESIAN = Asking(
    "tolong|mohon|silakan|halo|hai|selamat (?:pagi|siang|sore|malam)|saya (?:ingin|mau|minta"
    "|meminta)(?: agar)?(?: anda| kalian)?"
    "|bisakah(?: anda)?|bisa(?: anda)?|dapatkah anda|<law>",
    "tolong|ya|sekarang|segera|terima kasih|makasih|hari ini|dari sistem anda|<law>",
    {
        "law": "(?:berdasarkan|sesuai|menurut) (?:gdpr|uu pdp|undang undang pdp|pasal [0-9]{1,2}(?: gdpr)?)",
        "it": "(?:semua )?data(?: pribadi)? saya(?: yang (?:anda|kalian) (?:simpan|miliki))?"
        "|(?:semua )?informasi pribadi saya|semua "
        "(?:data|informasi|hal) (?:tentang saya|yang (?:anda|kalian) (?:simpan|miliki|ketahui) tentang saya)",
        "want": "saya (?:ingin|mau|minta|meminta|menuntut)",
        "right": "(?:<want> )?(?:menggunakan )?hak(?: saya)?(?: untuk| atas)",
        "field": "(?:nama|alamat|email|nomor telepon|nomor hp|tanggal lahir) saya",
    },
    {
        "erasure": """(?:hapus|hapuskan|menghapus|musnahkan)(?:lah)? (?:<it>)
            (?:<want> )?(?:agar )?(?:<it>) (?:dihapus|dimusnahkan)
            <want> penghapusan (?:<it>)
            <right> (?:dilupakan|penghapusan|penghapusan data)""",
        "access": """apa (?:saja )?yang (?:anda|kalian) (?:ketahui|tahu|simpan) tentang saya
            data(?: pribadi)? apa (?:saja )?(?:tentang saya )?yang (?:anda|kalian) (?:simpan|miliki)(?: tentang saya)?
            (?:kirim|kirimkan|berikan|tunjukkan|mengirimkan) (?:kepada )?(?:saya )?(?:salinan )?(?:<it>)
            &(?: kepada saya| ke saya)?
            (?:<want> )?(?:salinan|akses ke|melihat|mengakses|tahu) (?:<it>)
            (?:<want> )?(?:tahu|mengetahui) apa yang (?:anda|kalian) (?:ketahui|simpan) tentang saya
            <right> (?:akses|mengakses data)""",
        "portability": """(?:ekspor|eksporkan|mengekspor) (?:<it>)
            (?:<want> )?(?:memindahkan|membawa|mengekspor|pindahkan) (?:<it>)(?: ke perusahaan lain)?
            <right> portabilitas(?: data)?""",
        "correction": """(?:koreksi|perbaiki|betulkan|memperbaiki|mengoreksi) (?:<it>|<field>)(?: (?:menjadi
            &|di) .{1,80})?
            (?:<want> )?(?:koreksi|perbaikan) (?:<it>|<field>)
            <right> (?:koreksi|perbaikan)(?: data)?""",
        "restriction": """(?:<want> )?(?:pembatasan|batasi|membatasi) pemrosesan (?:<it>)
            <right> pembatasan pemrosesan""",
        "objection": """saya (?:keberatan|menolak)(?: atas| terhadap| dengan)? (?:pemrosesan|penggunaan) (?:<it>)
            &(?: untuk (?:pemasaran|iklan))?
            (?:jangan|berhenti) (?:gunakan|menggunakan|pakai|memproses) (?:<it>)(?: untuk (?:pemasaran|iklan))?
            <right> (?:keberatan|menolak)""",
        "withdrawal": """saya (?:menarik|mencabut|tarik|cabut)(?: kembali)? persetujuan saya(?: atas pemrosesan 
            &(?:<it>))?
            (?:menarik|mencabut)(?: kembali)? persetujuan saya""",
    },
    "TARIK PERMINTAAN",
    "saya (?:menarik|tarik) permintaan saya",
)
