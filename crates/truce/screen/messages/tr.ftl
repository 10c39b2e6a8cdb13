# Ekranın Türkçe iletileri.

nav-label = Sayfalar
nav-situation = Durum
nav-agreement = Anlaşma
nav-bulletins = Bültenler
nav-record = Kayıt
skip = İçeriğe geç
to-situation = Duruma git
live-grew = Yeni kayıtlar var: sayfayı yenile
locked-band = Ekran kilitli: okunabilir, hiçbir şey değiştirilemez.
choose-language = Dil
choose-light = Görünüm
light-auto = cihazdaki gibi
light-light = açık
light-dark = koyu

problem-foreign-page = İstek başka bir siteden geldi
problem-foreign-page-do = Hiçbir şey değiştirilmedi. Sayfayı burada açıp yeniden deneyin.
problem-misshapen = İstek anlaşılamadı
problem-misshapen-do = Adresi ya da doldurduklarınızı gözden geçirin.
problem-not-signed-in = Oturum açmadınız
problem-not-signed-in-do = Bu sayfa heyet adına görev yapanlar içindir. Önce oturum açın.
problem-may-not = Buna yetkiniz yok
problem-may-not-do = Bu heyetin girişlerini yöneten kişiye başvurun.
problem-no-such-page = Böyle bir sayfa yok
problem-no-such-page-do = Adresi gözden geçirin ya da durum sayfasından başlayın.
problem-other-method = Bu sayfa böyle bir isteğe yanıt vermez
problem-other-method-do = Onu sayfa olarak açın ya da API açıklamasını okuyun.
problem-too-slow = İstek çok uzun sürdü
problem-too-slow-do = Yeniden deneyin; tekrarlanırsa bağlantı yavaş ya da makine meşguldür.
problem-too-long = İstek çok uzun
problem-too-long-do = Bir kerede daha az gönderin.
problem-other-kind = İsteğin içeriği burada bilinmeyen bir türden
problem-other-kind-do = Bir form ya da API açıklamasının istediğini gönderin.
problem-too-often = Çok fazla istek
problem-too-often-do = Çeyrek saat bekleyip yeniden deneyin.
problem-locked = Ekran kilitli
problem-locked-do = Girişleri yöneten kişi yeniden açana kadar okunabilir, hiçbir şey değiştirilemez.
problem-failed = Burada bir hata oluştu
problem-failed-do = Kayıttaki hiçbir şey kaybolmadı. Bu düğümü işleten kişi nedeni iletilerinde bulur.
problem-not-yet = Genel görünüm henüz çıkarılıyor
problem-not-yet-do = Başlatmadan sonra böyle olur. Birazdan yeniden deneyin.

situation-day-of-truce = Ateşkesin { $n }. günü
situation-before-truce = Ateşkes yürürlüğe girmeden önce
situation-today = Görev saatine göre bugün:
situation-lead = Sayılar her heyetin kaydettiği gibidir. Farklı heyetlerin sayıları toplanmaz; dökümü olmayan gün sakin değil, bilinmeyendir.
situation-week = { $from } – { $to }
proved-heading = Heyetler hakkında kanıtlananlar
proved-fork = günlüğü iki ayrı geçmiş anlattı; uyuştukları yere kadar sayılır. Kanıt:
proved-witness-fault = aynası birlikte doğru olamayacak şeylere kefil oldu. Kanıt:
day-before = Önceki gün
day-after = Sonraki gün
registered-caption = Her heyetin kaydettiği vakalar ve bunlar hakkında bilinenler
col-seat = Heyet
col-cases = Vaka
col-known = Bilinenler
part-matched = Eşleşen
part-contested = İtirazlı
part-one-sided = Tek taraflı
part-unexplained = Açıklanmamış
part-matched-means = bu heyetin ve başka bir heyetin kendi kaynaklarının birlikte bildirdiği bir olay kayıtlıdır.
part-contested-means = başka bir heyet vakayı doğrulamadığını söylüyor ya da olayı yadsıyor.
part-one-sided-means = başka her heyetin orada kaydettiğinden fazladır; bu yüzden başka bir listede bulunamaz.
part-unexplained-means = başka bir liste aynı vakaları içerebilir, ancak kayıtta bunu söyleyen bir şey yok.
days-without-figure = { $cat ->
    [one] sayısı olmayan { $n } gün dışında
   *[other] sayısı olmayan { $n } gün dışında
}
no-figure = kayıtta sayı yok: sıfır değil, bilinmiyor
fact-incidents = Kayıtlı olaylar
fact-of-two = { $cat ->
    [one] { $n } tanesini iki ya da daha çok heyet bildiriyor
   *[other] { $n } tanesini iki ya da daha çok heyet bildiriyor
}
fact-impediments = Gözlemcilerin engellenmesi
fact-impediments-mean = oradaki sessizlik bir şey söylemez
fact-watching = Kayıtlı gözlem
fact-patrols = { $cat ->
    [one] { $n } devriye
   *[other] { $n } devriye
}
fact-hours = { $cat ->
    [one] { $n } saat
   *[other] { $n } saat
}
fact-cameras = { $cat ->
    [one] { $n } kamera
   *[other] { $n } kamera
}
fact-nothing-seen = { $cat ->
    [one] hiçbir şey görülmediğine dair { $n } bildirim
   *[other] hiçbir şey görülmediğine dair { $n } bildirim
}
fact-not-watched = kimsenin gözlem yaptığına dair kayıt yok: vakaların azlığı pek bir şey söylemez
silent-days = { $cat ->
    [one] Bu günlerin { $n } tanesi için hiçbir heyetin dökümü kayıtlı değil.
   *[other] Bu günlerin { $n } tanesi için hiçbir heyetin dökümü kayıtlı değil.
}
nodes-heading = Günlükler ve düğümler
col-log = Günlüğün sahibi
col-held = Burada tutulan
col-settled = Kesinleşen
col-node = Düğüm
node-frozen = iki geçmiş anlattı; { $n }. girdiye kadar sayılır
node-reached = ulaşılıyor
node-not-reached = ulaşılamıyor
node-own = bu düğüm ya da henüz sorulmadı
withheld-heading = Açıklanmayanlar
withheld-nothing = Buradaki kayıtta mühürlü bir şey yok.
withheld-fields = { $cat ->
    [one] bildirimlerinde { $n } mühürlü alan
   *[other] bildirimlerinde { $n } mühürlü alan
}
unread = { $cat ->
    [one] Kayıttaki { $n } girdiyi bu program okuyamıyor.
   *[other] Kayıttaki { $n } girdiyi bu program okuyamıyor.
}

agreement-lead = Yürürlükteki metin ve onun sınanan hükümleri. Metin ve açıklamalar anlaşma dosyalarının dilindedir.
agreement-concluded = İmzalandı
agreement-in-force = Yürürlük başlangıcı
agreement-digest = Dosyalarının SHA-256 özeti
articles-heading = Maddeler
provisions-heading = Sınananlar
zones-heading = Bölgeler
zone-whole = Ülkenin tamamı.
zone-margin = { $cat ->
    [one] Sınır { $n } metre yanılabilir. İller:
   *[other] Sınır { $n } metre yanılabilir. İller:
}
zone-disputed = Anlaşmanın burayı kapsayıp kapsamadığı tartışmalıdır:
view-covered = kapsıyor:
view-not-covered = kapsamıyor:
keeping-heading = Kayıt nasıl tutulur
amendments-heading = Değişiklikler
amendments-none = Kayıtlı bir değişiklik yok.

record-lead = Her heyet yalnızca büyüyen tek bir günlük tutar. Diğerleri onu saklar ve sakladıklarını imzalar.
heads-heading = Günlük başları
col-entries = Girdi
col-root = Kök
col-files = İmzalı
quorum-mirrors = { $cat ->
    [one] Bir girdi, { $n } başka heyet onu sakladığında
   *[other] Bir girdi, { $n } başka heyet onu sakladığında
}
quorum-cosigners = { $cat ->
    [one] ve { $n } imzacı onu kapsayan başı imzaladığında kesinleşir.
   *[other] ve { $n } imzacı onu kapsayan başı imzaladığında kesinleşir.
}
recent-heading = Son girdiler
recent-proof = Bir girdinin, herkesin çevrimdışı denetleyebileceği kanıtı:
col-address = adres
col-kind = Tür
col-recorded = Kayıt zamanı

bulletins-lead = Bülten, adını verdiği başlardan yapılır. Aynı başlara sahip olan herkes aynı baytları elde eder.
bulletins-none = Henüz kayıtlı bir döküm yok.
bulletins-days = { $cat ->
    [one] { $n } gün için kayıtlı döküm var.
   *[other] { $n } gün için kayıtlı döküm var.
}
bulletins-seats = { $cat ->
    [one] { $n } heyet
   *[other] { $n } heyet
}
bulletin-title = Bülten, { $day }
bulletin-incidents = { $cat ->
    [one] { $n } olay
   *[other] { $n } olay
}
bulletin-open = Bülteni aç
bulletin-text = Metin
bulletin-check = Yeniden yap
bulletin-check-how = Bu başlara sahip herhangi bir düğümde bu komut aynı baytları üretir:
bulletin-heads = Yapıldığı başlar

api-title = API
api-lead = Sayfaların gösterdikleri, veri olarak. Anahtar gerekmez; hatalar RFC 9457’ye göre bildirilir.
api-parameters = Parametreler
api-responses = Yanıtlar

sign-in = Oturum aç
sign-in-title = Oturum aç
sign-in-lead = Bu heyet adına görev yapanlar için. Diğer herkes açık sayfaları okur.
sign-out = Oturumu kapat
sign-out-everywhere = Her yerde oturumu kapat
set-up-title = İlk girişi kur
set-up-lead = Bu giriş diğerlerini yönetir: onları ekler, oturumlarını bitirir ve ekranı kilitler. Bu sayfa bir kez çalışır.
set-up-do = Kur ve oturum aç
field-name = Ad
field-name-how = Küçük Latin harfleri, rakamlar ve kısa çizgiler.
field-officer = Görevli
field-officer-how = Heyetin hangi görevlisi adına olduğu; hiçbiri içinse boş bırakın. Görevlinin yetkileri kayıttadır.
field-password = Parola
field-password-how = En az 12 karakter; birkaç sözcük en iyisidir.
field-old-password = Şimdiki parola
field-new-password = Yeni parola
account-title = Girişiniz
account-no-officer = yok: kayda hiçbir şey geçirilemez
account-may = Yetkiler
account-may-nothing = okumaktan başka bir şey yok
account-may-how = Kayıttaki atamalara göre; yeni bir atama hemen geçerli olur.
sessions-heading = Açık oturumlarınız
col-begun = Başlangıç
col-seen = Son kullanım
session-end = Bitir
session-this = bu tarayıcı
password-heading = Parola
password-change = Değiştir; diğer tüm oturumlar biter
passkeys-heading = Geçiş anahtarları
passkeys-lead = Geçiş anahtarıyla bir telefon, dizüstü bilgisayar ya da güvenlik anahtarı sizin için parolasız oturum açar. Parola geçerli kalır.
passkeys-no-address = Geçiş anahtarı bir ada bağlıdır; bu ekrana ad verilmemiş. Ekranı çalıştıran kişi verebilir:
passkey-add = Geçiş anahtarı ekle
passkey-remove = Kaldır
passkey-remove-how = Bir geçiş anahtarı kaldırılınca diğer tüm oturumlar biter. Onu cihazdan da kaldırın.
passkey-doubted = Artık hiçbir şey açmaz: kopyalanmış olabilir. Kaldırıp yenisini ekleyin.
passkey-or = Ya da parolasız
passkey-sign-in = Geçiş anahtarıyla oturum aç
passkey-script = Geçiş anahtarları betik ister; parola onlarsız da çalışır.
passkey-elsewhere = Geçiş anahtarı bir ada bağlıdır; bu sayfa ise başka bir adla ya da numarayla açıldı. Burada açın:
passkey-none = Bu tarayıcı geçiş anahtarlarını tanımıyor. Parolayı kullanın.
passkey-again = Hiçbir şey onaylanmadı. Yeniden deneyin ya da parolayı kullanın.
passkey-already = Bu cihazda bu girişin bir geçiş anahtarı zaten var.
field-passkey-name = Geçiş anahtarının adı
field-passkey-name-how = Cihazı tanıyacağınız bir ad: “iş telefonu”.
col-added = Eklendi
col-passkeys = Geçiş anahtarı
passkeys-remove-all = Geçiş anahtarlarını kaldır
logins-title = Girişler
logins-lead = Burada kimin oturum açabildiği. Görevler bu sayfada değil, kayıttaki atamalarla verilir.
col-sessions = Oturum
login-keeps = girişleri yönetir
login-add = Giriş ekle
lock-heading = Kilit
lock-lead = Ekran kilitliyken okunabilir, onun üzerinden hiçbir şey değiştirilemez. Düğüm imzalamayı ve almayı sürdürür.
lock-do = Ekranı kilitle
lock-open = Ekranı yeniden aç
done-heading = Burada yapılanlar
done-lead = Girişler, oturumlar, hesaplar ve kilit. Satırlar yalnızca eklenir; her biri öncekinin özetini taşır.
done-broken = { $number }. satır öncekiyle uyuşmuyor: bir şey değiştirilmiş ya da çıkarılmış.
done-added = hesap ekledi:
done-ended = bir oturumu bitirdi
done-ended-all = tüm oturumları bitirdi
done-locked = ekranı kilitledi
done-opened = ekranı yeniden açtı
done-passkey-added = bir geçiş anahtarı ekledi:
done-passkey-doubted = sayacı geri giden bir geçiş anahtarı kullandı: kopyalanmış olabilir, artık hiçbir şey açmaz
done-passkey-refused = geçiş anahtarıyla kabul edilmedi:
done-passkey-removed = bir geçiş anahtarını kaldırdı:
done-passkeys-removed = tüm geçiş anahtarlarını kaldırdı:
done-password-changed = parolayı değiştirdi
done-signed-in = oturum açtı
done-signed-in-by-passkey = şu geçiş anahtarıyla oturum açtı:
refused-wrong = Ad ya da parola yanlış.
refused-no-invitation = Bu adres geçerli değil ya da daha önce kullanıldı.
refused-not-a-name = Ad, 1–64 küçük Latin harfi, rakam ve kısa çizgiden oluşur.
refused-taken = Bu adda başka bir giriş var.
refused-not-a-passkey-name = Geçiş anahtarına en çok 60 karakterlik bir ad verin.
refused-passkey = Geçiş anahtarı kabul edilmedi. Parolayı kullanın.
refused-passkey-late = Çok uzun sürdü ya da daha önce gönderildi. Yeniden deneyin.
refused-passkey-went-back = Bu geçiş anahtarı kopyalanmış olabilir ve artık hiçbir şey açmaz. Parolayla oturum açın, onu kaldırıp yenisini ekleyin.
refused-too-many-passkeys = Bir girişin en çok 20 geçiş anahtarı olur. Önce birini kaldırın.
refused-short = { $cat ->
    [one] Parola en az { $n } karakterdir.
   *[other] Parola en az { $n } karakterdir.
}
nav-map = Harita
map-day = Son gün
map-stretch = Süre
map-days-1 = Bir gün
map-days-7 = 7 gün
map-days-30 = 30 gün
map-days-all = Bütün günler
map-standing = Heyetler arasında
map-any = Hepsi
map-act = Eylem
map-area = Bölge
map-text = Sözcükler
map-show = Göster
map-bars = Güne göre olaylar
map-play = Oynat
map-pause = Duraklat
map-close = Kapat
map-zoom-in = Yakınlaştır
map-zoom-out = Uzaklaştır
map-no-script = Harita için betik ve WebGL çalıştıran bir tarayıcı gerekir. Liste aynı şeyi söyler.
map-no-seat = Hiçbir heyetin kendi kaynağı öne sürmüyor
map-disc = Bunun içinde bir yerde
map-zone = O gün yürürlükte olan bölge
map-layers = Misyonun katmanları
map-source = Kara ve sınırlar: Natural Earth, kamu malı, kabaca çizilmiştir. Alanlar ve bölgeler: anlaşmanın kendi çizgileri. Hiçbir çizgi bir sınırın nereden geçtiğine dair görüş değildir.
map-unplaced = kayıtta konum yok
map-zones = O gün yürürlükte olan bölgeler
map-zones-none = O gün hiçbir hüküm sınırları çizilmiş bir bölge anmıyor.
map-count = { $cat ->
    [one] { $n } olay
   *[other] { $n } olay
}
map-only = { $cat ->
    [one] Son { $n } olay listelendi.
   *[other] Son { $n } olay listelendi.
}
map-reports = { $cat ->
    [one] { $n } rapor
   *[other] { $n } rapor
}
map-within = { $cat ->
    [one] { $n } m içinde
   *[other] { $n } m içinde
}

nav-incidents = Olaylar
nav-reconciliation = Karşılaştırma
nav-cases = Dosyalar
order-newest = en yenisi önce
order-oldest = en eskisi önce
order-reports = en çok bildirimi olan önce
order-changed = son değişen önce
outcome-apparent-breach = görünür ihlal (karara bağlanmadı)
outcome-consistent = hükme uygun
outcome-outside-coverage = kapsam dışı
outcome-insufficient = yeterince bilinmiyor
state-awaiting-admission = kabul bekliyor
state-not-admitted = kabul edilmedi
state-awaiting-reply = yanıt bekliyor
state-awaiting-findings = bulgular bekleniyor
state-awaiting-opening = bulguların açılması bekleniyor
state-determined = karara bağlandı
state-awaiting-remedy = giderim bekliyor
state-closed = kapandı
act-small-arms = hafif silah ateşi
act-shelling = top ve havan ateşi
act-air-strike = hava saldırısı
act-explosion = patlayıcı düzenek
act-prohibited-weapon = yasak silah
act-fire = türü belirtilmemiş ateş
act-clash = karşılıklı ateş
act-seizure = kara saldırısı ya da mevzi ele geçirme
act-movement = ileri hareket ya da yeni mevzi
act-weapon-holding = bölge içinde silah bulundurma
act-overflight = üstten uçuş
act-killing = öldürme
act-abduction = kaçırma ya da alıkoyma
act-intimidation = gözdağı ya da yağma
act-aid-blocked = yardımın engellenmesi
act-movement-blocked = sivillerin hareketinin engellenmesi
act-utility-cut = su ya da başka bir hizmetin kesilmesi veya hasarı
act-mixing = hariç tutulan bir grupla karışma
act-monitors-hindered = gözlemcilerin engellenmesi
act-staging = olayın kurgulanması
act-unstated = eylem belirtilmemiş
aspect-happening = Oldu mu
aspect-act = Ne
aspect-author = Kim yaptı
aspect-place = Nerede
aspect-time = Ne zaman
aspect-killed = Ölenler
aspect-injured = Yaralananlar
aspect-exemption = İzinli miydi
point-act = eylem
point-time = zaman
point-place = yer
point-excluded-group = hariç tutulan grup
point-exemption = istisna
point-author = fail
point-event = olay
point-first-shot = ilk atış
truth-yes = evet
truth-no = hayır
truth-unknown = bilinmiyor
action-admit = dosyayı kabul etmek
action-ask-reply = yanıt istemek
action-reply = yanıt vermek
action-find = bulguyu vermek ya da açmak
action-verify = doğrulamak
action-ask-remedy = giderime katılmak
action-check-remedy = giderimi denetlemek
area-none = bölge belirtilmemiş
place-no-position = konum bildirilmemiş
place-within = { $metres } m içinde biliniyor
standing-none = hiçbir heyetin kendi kaynağı bildirmiyor
incidents-lead = Tek olay sayılan bildirimler. Her iddia sahibiyle kalır; burada ne olduğuna karar verilmez.
incidents-table = Olaylar tablosu
incidents-none = Kayıtta istenene uyan olay yok. Bu, hiçbir şey olmadığı anlamına gelmez.
told-by = Kendi kaynakları bildiren
denied-by = Yalanlayan
between-seats = Heyetler arasında
col-case = Dosya
no-seats-source = hiçbir heyetin kendi kaynağı
versions-differ = anlatımlar farklı
case-none = dosya yok
filter-text = Sözcükler
filter-area = Bölge
filter-any = herhangi
filter-since = Başlangıç
filter-until = Bitiş
filter-outcome = Bir anlatımın anlamı
filter-order = Sıra
filter-contested = yalnız anlatımların anlamı farklı olanlar
filter-do = Göster
filter-clear = Tümünü göster
search-not-understood = Sözcükler anlaşılamadı: tırnaklar ve ayraçlar çift olur; OR ve NOT iki yanında sözcük ister.
next-page = Sonraki sayfa
filters-heading = Süzgeçleriniz
filters-none = Kaydettiğiniz yok.
filters-opens = sayfa bununla açılır
filters-name = Şimdi istenene bir ad
filters-new-name = Ad
filters-save = Kaydet
filters-change = Bu süzgeci değiştir
filters-rename = Yeniden adlandır
filters-forget = Sil
filters-open-with = Sayfayı bununla aç
filters-open-with-all = Sayfayı tüm olaylarla aç
triage-heading = Seçilen olaylarla
triage-choose = { $id } olayını seç
triage-seen = görüldü
triage-reason-how = Değerlendirme gerekçe ister. Her çift için kayda geçer.
triage-different = Ayrı olaylardır
triage-mark-seen = Görüldü olarak işaretle
triage-mark-unseen = İşareti kaldır
triage-undo = Geri al
triage-judged = { $cat ->
    [one] { $n } değerlendirme kayda geçti. Sayfa sonucunu az sonra gösterir.
   *[other] { $n } değerlendirme kayda geçti. Sayfa sonucunu az sonra gösterir.
}
keys-heading = Tuşlar
keys-where = Odak tablodayken çalışırlar.
keys-next = sonraki olay
keys-previous = önceki olay
keys-choose = seç ya da seçimi kaldır
keys-open = aç
judged-band = Değerlendirmeniz { $at } olarak kayda geçti. Sayfa sonucunu az sonra gösterir.
nobody = hiç kimse
claims-heading = İddialar yan yana
claims-lead = Her biri kaynağının anlattığı gibi. Kaynakların ayrıldığı yanıt işaretlidir.
log-of = kütüğünde:
differs = farklı
how-exact = Ne kadar kesin
not-said = söylenmemiş
stance-asserts = olduğunu söylüyor
stance-denies = olmadığını söylüyor
differences-heading = Ayrıldıkları yerler
links-heading = Bu bildirimler neden tek
links-none = Tek bildirim var; birleştirilen bir şey yok.
links-lead = Ağırlıklar ban ile: +1.0 tek olayı on kat olası kılar. Kimin suçlandığı tartılmaz.
links-with = ile
versions-heading = Her anlatımın anlamı
versions-lead = Uyuşan iddialar tek anlatımdır; her biri ayrı ve yalnız görünüşe göre değerlendirilir. Karar heyetlerindir.
version-of = Anlatan:
versions-none = Anlatılanlar hiçbir hükme değinmiyor.
question-covered = Kapsamda mı?
question-happened = Oldu mu?
question-who = Kimin yaptığı biliniyor mu?
would-settle = Bunu çözecek olan:
nearby-heading = Orası nasıl gözlendi
judgements-heading = Değerlendirmeler
judgements-lead = Bir görevlinin iki bildirimin tek ya da iki olay olduğu sözü makineninkinden önce gelir. Gerekçesiyle kayda geçer ve geri alınabilir.
judgements-none = Bu bildirimler üzerine yok.
judged-same = tek olay sayıldı
judged-different = iki olay sayıldı
judge-reason = Gerekçe
judge-take-back = Geri al
judge-one = Bu olayın bir bildirimi
judge-other = Öteki bildirimin adresi
judge-join = Tek olaydır
judge-split = İki olaydır
judge-may-not = Bu heyetin değerlendirme yetkili görevlisi, oturum açınca bildirimleri birleştirip ayırabilir.
entries-heading = Kayıtları
entry-replaced = sonraki bildirim yerini aldı
behind-heading = Sayının ardında: { $area }, { $seat }
behind-lead = Heyetlerin kendi kaynaklarının oraya koyduğu olaylar. Döküm sayı bildirir; hangi olayları saydığını söylemez.
behind-asserted = Heyetin kendi kaynakları bildiriyor
behind-asserted-none = Kayıtta yok.
behind-others = Yalnız başka heyetlerin kaynakları bildiriyor
behind-others-none = Kayıtta yok.
behind-denied = Heyetin kendi kaynakları yalanlıyor
behind-denied-none = Kayıtta yok.
behind-more = Daha fazlası var; bunlar en yenileri. Daha kısa bir dönem seçin.
reconciliation-lead = Her heyetin bölge bölge bildirdiği. Farklı heyetlerin sayıları toplanmaz. Ardını görmek için bir sayı seçin.
matrix-heading = Bölgeler ve heyetler
matrix-none = Bu dönemde bölge anan döküm yok: bilinmiyor, sakin değil.
matrix-all = Tüm bölgeler
cell-named-only = sayısız anılmış
cell-no-list = söyleyecek liste yok
cell-not-listed = tam listede yok
cell-no-register = döküm yok
contradictions-heading = Dökümlerin kendileriyle çeliştiği yerler
contradictions-none = Bu dönemde hiçbir yerde.
cases-lead = Heyetlerin birlikte ele aldığı olaylar. Bu sayfa okumak içindir; işlemler komutlarla kayda geçer.
cases-none = Bu durumda kayıtlı dosya yok.
col-state = Durum
col-due = Süre
case-accused = Suçlanan
case-changed = Son işlem
case-overdue = doldu
case-no-clock = süre işlemiyor
case-title = Dosya { $id }
case-incident = Olay
case-provisions = Hükümler
case-opened = Açıldı
case-admitted = Kabul eden
due-admission = Kabul
due-reply = Yanıt
due-findings = Bulgular
due-reveal = Bulguların açılması
replies-heading = Yanıtlar
case-asked = Soruldu
case-late = geç
replies-none = Kayıtta yanıt yok.
parts-heading = Her heyetin yaptığı
parts-none = Henüz beklenen bulgu yok.
seat-part-due = bulgu bekleniyor
seat-part-sealed = bulgu mühürlü
seat-part-to-reveal = bulgu açılacak
seat-part-gave = bulgusunu verdi
seat-part-abstained = bulgusunu vaktinde açmadı: çekimser
seat-part-silent = vaktinde vermedi
seat-part-recused = çekildi
outcome-heading = Ortak sonuç
outcome-by-clock = süre dolunca bitti
outcome-none = Karara bağlanmadı.
outcome-dissent = Karşı görüş:
remedies-heading = Giderimler ve görevler
remedy-of = kimden:
remedies-none = İstenen giderim yok.
case-task = Görevli:
waiting-heading = Sizi bekleyenler
waiting-none = Görevlerinizin yapabileceği bekleyen iş yok.
changed-heading = Son 24 saatte gelenler
changed-none = Kayda bir şey geçmedi.
changed-new-incident = yeni olay
changed-more = bir olaya yeni bildirim
changed-case = dosyada işlem
changed-register = döküm
changed-since-heading = Son bakışınızdan beri değişenler
changed-seen-at = Bu sayfayı gördüğünüzü belirttiğiniz an:
changed-see = Bunu gördüm
changed-see-means = Liste bundan sonra bu sayfadan sonrakilerle başlar.
changed-now = şimdi:
changed-joined = tek olay olarak değerlendirildi; olay
changed-split = iki olay olarak değerlendirildi; olay
changed-taken-back = bir değerlendirme geri alındı; olay
changed-case-opened = dosya açıldı
changed-reply = dosyada yanıt
changed-determined = dosya karara bağlandı
changed-fork = bir günlüğün iki geçmiş anlattığının kanıtı
changed-witness-fault = bir aynanın birlikte doğru olamayacak şeylere kefil olduğunun kanıtı
changed-absent = bir heyetin yok olduğu bildirildi
changed-present = bir heyetin geri geldiği bildirildi
changed-all = Gösterilenden fazlası var.
incident-reports = { $cat ->
    [one] { $n } bildirim
   *[other] { $n } bildirim
}

# Signals and alarms
chart-number = { $n }
chart-percent = %{ $n }
chart-day = { $day }
chart-area = { $area }
chart-all-areas = tüm bölgeler
chart-between-names = , 
chart-timeline-title = Gün gün sayılanlar ve düzeyleri: { $area }
chart-level-changed = Düzey değişikliği sayısı: { $n }; sonuncusu yaklaşık { $day } ({ $from } ile { $through } arasında). O zamandan beri günde { $mean }.
chart-level-same = Sayımlar düzey değişikliği göstermiyor: günde { $mean }.
chart-level-of = { $from } – { $through } düzeyi: günde { $mean }
chart-no-answer-days = Yanıt yok: kaydı olan gün sayısı: { $n }; gereken: { $needed }.
chart-no-answer-incidents = Yanıt yok: sayılan olay: { $n }; gereken: { $needed }.
chart-no-answer-unstable = Yanıt yok: olaylar olayları o kadar izliyor ki (her birinden { $children }) hiçbir düzey sabit kalmıyor.
chart-no-answer-outside = Yanıt yok: tarih sayılan günlerin dışında ya da kenarında.
chart-date-same = { $date }: değişiklik söylenemez. Önce günde { $before }, sonra { $after }; oran { $ratio } ({ $low } – { $high }).
chart-date-fell = { $date }: sonrasında öncesinden az. Önce günde { $before }, sonra { $after }; oran { $ratio } ({ $low } – { $high }).
chart-date-rose = { $date }: sonrasında öncesinden çok. Önce günde { $before }, sonra { $after }; oran { $ratio } ({ $low } – { $high }).
chart-date-untold = { $date }: bir şey söylenemez; çevresinde bilinen gün çok az.
chart-date-naive = 28 günlük basit karşılaştırma { $ratio } veriyor ve yanıltıyor: tarihe getirmediğini mal ediyor.
chart-date-undated = Yakınında tarihlenmiş bir düzey değişikliği yok; farkın başka nedenleri olabilir.
chart-drift-shown = İlk iki haftadan beri (günde { $mean }) sayımlar arttı; { $day } günü gösterildi.
chart-drift-none = İlk iki haftadan beri (günde { $mean }) artış gösterilmedi; küçük bir artış görülemezdi.
chart-caveat-recorded = Sayılan kayıtta olandır, olup biten değil.
chart-caveat-bounds = Beyanların taraftan almadığı olaylar: { $most }; yalnız ona bıraktıkları: { $least }.
chart-caveat-unwatched = Kaydı olmayan günler: { $days } günden { $n }. Kimsenin baktığı bilinmiyor; dışarıda bırakıldı. Sakin idiyseler her düzey burada yazandan düşüktür.
chart-caveat-quiet-days = Sayılan hemen her günde olay var: sakin günler pek not edilmemiş; düzey, olaylı bir günün ne getirdiğini söyler.
chart-caveat-exercises = Her beyan tatbikat dediği için dışarıda: { $n }.
chart-caveat-inexact = İki günden fazla payla bildirilen, son güne sayılan: { $n }.
chart-caveat-excited = Olaylar olayları izliyor (her birinden { $children }); sınırlar genişletildi.
chart-key-counted = bir günde sayılan olay
chart-key-unwatched = kayıt yok: bilinmiyor
chart-key-level = düzey
chart-key-level-range = düzey burada, %95
chart-key-dating = değişiklik burada, %95
chart-key-signed = imza tarihi
chart-alarms-title = Bölge bölge alarmlar
chart-alarm-stands = Alarm: { $areas }. Olağandan fazlası sayılıyor.
chart-alarm-noted = Not edildi: { $areas }. Biri ilgileniyor.
chart-watch-stands = İzleme: { $areas }. Artış belirtileri var, alarma yetmez.
chart-learning = Henüz bir şey söylenemez: { $areas }. Olağanı bilmek için bilinen gün çok az.
chart-alarms-none = Söylenebilen yerlerde alarm yok.
chart-serious = { $area }, { $day }: tek günde { $n }, beklenen { $usual }. Bir gün düzey değildir; insanlara ayrıca bildirilir.
chart-alarm-of = { $area }: { $from } – { $through }
chart-promise = Söz: tüm bölgelerde birlikte yılda en çok { $year } yanlış alarm; kaydı olan { $days } gün için { $allowed }.
chart-promise-judged = Şimdiye dek alarmlar: gerçek { $real }, yanlış { $wrong }, değerlendirilmemiş { $open }.
chart-promise-broken = Söz tutulmadı: alarmların ayarı değişmeli.
chart-promise-broken-if-false = Değerlendirilmeyenlerin hepsi yanlış olsaydı söz tutulmamış olurdu.
chart-caveat-alarms = Alarm olağandan fazlası var der; neden ya da kimden demez. Kimsenin izlemediği bölge alarm vermez.
chart-key-calm = sakin
chart-key-learning = henüz bilinmiyor ya da kayıt yok
chart-key-watch = izleme
chart-key-alarm = alarm
chart-key-acknowledged = not edildi
chart-key-serious = ölçüyü aşan tek gün
chart-key-raised = alarm verildi
chart-key-eased = düşüş kesinleşti
chart-forecast-title = Önümüzdeki günler ne getirebilir: { $area }
chart-forecast-next = { $day }: orta değer { $middle }; onda dokuz kez kayıtta { $low } ile { $high } arası olay.
chart-forecast-model = Model gösteriliyor: son günlerde son 28 günden %{ $percent } daha iyiydi.
chart-forecast-history = Geçmiş gösteriliyor: son günlerde model daha iyi değildi.
chart-forecast-unproven = Geçmiş gösteriliyor: modelin puanlanabildiği gün: { $n }; gereken: 30.
chart-forecast-untested = Model kanıtlanmadan gösteriliyor: son 28 günün kaydı karşılaştırmak için çok az.
chart-forecast-no-model = Geçmiş gösteriliyor: model bir şey vermiyor.
chart-forecast-scored = Kaydı olan son { $n } günün { $within } tanesi onda dokuz aralığına düştü. Ortalama puan (düşük iyi): model { $model }, geçmiş { $history }.
chart-past-title = Geçen ay: bir gün önce öngörülen ve gelen
chart-caveat-forecast = Öngörülen, kaydı olacak günlerde kayda geçecek olandır. Bilinen gün: { $n }; aralarında kayıtsız: { $unwatched }. Öğüttür, bulgu değil.
chart-caveat-set-right = Modelin öngörüsü, öncekilerde sayıların düştüğü yere göre düzeltildi.
chart-key-nine-in-ten = onda dokuz
chart-key-one-in-two = ikide bir
chart-key-middle = orta değer
chart-key-came-within = geldi, aralıkta
chart-key-came-outside = geldi, dışında
chart-matrix-title = Üç gün içinde kim kimi izliyor
chart-matrix-none = Hiçbir bölgede yön saptanamıyor.
chart-matrix-untested = Sınanacak bir şey yok: hiçbir yerde iki tarafın eylemleri yeterince sayılmadı (her biri 20, 60 günde).
chart-followed = { $area }: { $first } eylemlerini { $then } eylemleri ortak dalganın açıkladığından çok izliyor (olasılık en çok { $chance }).
chart-column-then = { $actor }
chart-column-first = sonra: { $actor }
chart-cell-detectable = { $n } ve üstü görülür
chart-key-followed = izliyor, iki sınamayla
chart-key-undirected = sınamalar uyuşmuyor: yön yok
chart-key-untested = sınamak için çok az
chart-caveat-follows = İzlemek, neden olunmak ya da haklı çıkmak değildir. Taraflar aynı ölçüde izlenmiyor olabilir; üçüncüler ve dışarıda bırakılan gruplar ikisini de sürüklüyor olabilir. “Görülür”, her eyleme beşte dört görülecek yanıt sayısıdır.
chart-caveat-drawn = Beyanların açık bıraktığı failler taraflar arasından 20 kez kurayla çekildi.
chart-lists-title = Karşılaştırılan iki liste: { $one } ve { $other }
chart-lists-told = İkisinin de bildirdiği gün: { $days }. Birinde { $one }, ötekinde { $other }; aynı sayılan: { $both } (eşleştirmeye göre { $least } – { $most }).
chart-lists-between = Toplam { $low } ile { $high } arasında olabilir. Tüm aralığı alın.
chart-lists-unbounded = Toplam en az { $low }; üst sınır yok.
chart-lists-refused = İkisinin de dışında kalan söylenemez: ortak olan çok az.
chart-lists-on-record = kayıtta
chart-odds = olasılık oranı { $odds }
chart-key-one-list = yalnız bir listede
chart-key-both-lists = ikisinde de
chart-key-neither-list = toplam burada olabilir, eşleştirme payıyla
chart-key-in-all = toplam ve %95
chart-key-no-bound = sürer
chart-caveat-lists = Yalnız ikisinin de bildirdiği günler sayılır. Düşman tarafların listeleri birbirinden kaçınır (1’in altı: dışarıda kalan az); aynı haberlerden beslenenler fazla uyuşur (1’in üstü: dışarıda kalan çok). Hangisi doğru bilinmiyor.
chart-reliability-title = Güvenilirlik: sayılar öngörünün her ondalığına ne sıklıkla düştü
chart-reliability-even = Öngörüler { $n } günün gösterebildiği kadarıyla güvenilirdi; rastlantı dışı ondalık: { $outside }.
chart-reliability-uneven = Öngörüler saptı: { $n } günde rastlantı dışı ondalık: { $outside }.
chart-reliability-untold = Güvenilirlik henüz söylenemez: puanlanan gün: { $n }; gereken: { $needed }.
chart-key-tenth = bu ondalıktaki günlerin payı
chart-key-by-chance = rastlantı 20’de 19’u burada tutar
chart-caveat-reliability = Bir gün sonrası için, o gün bilinenle. Sayının kendi olasılığı içinde yeri kurayla çekilir, herkes için aynı.
nav-signals = Göstergeler
nav-alarms = Alarmlar
live-alarms = Bir alarmla ilgili haber var. Göster.
signals-lead = Kestirim ve öğüt, bulgu değil; buradaki hiçbir şey kayıtta değil.
load-anew = Sayfayı yeniden yükle
signals-reckoned = Bu kaydın göstergeleri hesaplanıyor. Hazır olur olmaz sayfada görünür.
signals-older = Gösterilen, kaydın önceki sürümü içindir; yenisi hesaplanıyor.
signals-nothing = Biten hiçbir gün için kayıt yok. Bu sakinlik demek değildir.
signals-holding = Ateşkes sürüyor mu?
signals-next = Sırada ne var?
signals-follows = Kim kimi izliyor?
signals-unreported = Kayıtta olmayan ne?
signals-quiet = Görülmediği için mi sakin?
signals-quiet-none = Hiçbir bölgede son 14 günün sayıları, bilinen izlemeyle birlikte yarıya düşmedi.
signals-quiet-area = { $area }: sakin olduğu bilinmiyor. Sayılar { $before } değerinden { $after } değerine düştü, izleme de.
signals-told-by = Kayıtta: { $n }; yalnız bir kaynak grubundan: { $one }, ikisinden: { $two }.
signals-at-least = Buna göre toplam en az { $least } (%95: { $low } – { $high }). Birbirinden kopyalayan kaynaklar bunu düşürür; eşleşmesi gerekip eşleşmeyen yükseltir.
signals-at-least-none = Bu, hiçbir kayıtta olmayanı söylemek için çok az.
signals-lists-none = Hiçbir iki makamın kendi kaynakları aynı günü bildirmedi: karşılaştırılacak şey yok.
signals-all-parties = tüm taraflar
signals-all-acts = tüm eylemler
signals-party = Taraf
signals-incidents = Bunun ardındaki olaylar
signals-no-forecast = Öngörü yapılamaz: kayıt çok az.
alarms-since = yaklaşık { $onset }, { $on } görüldü
alarms-col-state = Durum
alarms-col-since = Ne zamandan
alarms-col-counted = Olaylar
alarms-col-watched = Kayıtlı gün
alarms-learning = bilinen az
alarms-put = Sözünüz { $at } olarak kayıtta. Sayfa birazdan bundan çıkanı gösterir.
alarms-noted = Bu konuda ne yapılıyor
alarms-unnoted = Henüz kimse not etmedi.
alarms-said = { $seat }, { $day }: { $says }.
alarms-seen = görüldü
alarms-real = gerçekten artış vardı
alarms-false = artış yoktu
alarms-what-is-done = Bu konuda ne yapılıyor
alarms-say-seen = Görüldü
alarms-say-real = Gerçekti
alarms-say-false = Yanlıştı
alarms-may-not = Görevi izin veren bir makam görevlisi oturum açtıktan sonra alarmı not edebilir.
alarms-with-key = Bir anahtarla imzalıyorsunuz, o da bu ekranda yok. Anahtarın bulunduğu makinede:
told-watch = İzleme
told-watch-over = İzleme bitti
told-alarm = Alarm
told-alarm-over = Alarm bitti
told-acknowledged = Alarm not edildi
told-headline = { $event }: { $area }
told-headline-exercise = Tatbikat. { $event }: { $area }
told-more = { $area }: kayıttaki olaylar olağandan fazla.
told-signs = { $area }: olağandan fazla olay belirtisi var, alarma yetmez.
told-is-usual = { $area }: kayıttakiler şimdi olağan.
told-since = Büyük olasılıkla { $onset } ({ $iso }) dolayında başladı.
told-noted = { $seat } not etti.
signals-many-lists = Bütün listeler neyi dışarıda bırakıyor?
signals-late = Daha ne bildirilecek?
signals-clusters = Olaylar nerede yığılıyor?
signals-lots = Kurayla dağıtılan adlar aynısını söylüyor mu?
note-lists-models = { $n } makamın kendi listelerine göre, iki listenin birbirine bağlı olduğu modellerin ortalamasında toplam { $all } (95 %: { $low } – { $high }).
note-lists-classes = Gizli olay türlerine göre, eşleştirmenin açık bıraktığı hesaba katılarak toplam { $all } (95 %: { $low } – { $high }).
note-lists-none = Bir şey söylenemez: üç makamın kendi listesi, 30 olay ve bunların onu iki ya da daha çok listede gerekir; burada listesi olan makam: { $n }.
note-lists-caveat = Bazı olayları hemen hiç kimsenin görmediği yerde her model düşük kalır, aralığı da iddia ettiğinden azını söyler.
note-recent = { $day }: { $told } bildirildi, bu zamana dek genelde { $share } % bildirilmiş olur; sonunda on kez dokuzunda { $low } – { $high }.
note-recent-all = Raporlar eskisi gibi geliyorsa son günlerin hemen hepsi bildirildi.
note-recent-none = Bir şey söylenemez: son yarıyılın pek az olayı 14 gün içinde kayda girdi.
note-recent-caveat = Gecikmelerin eskisi gibi kaldığı varsayılır. İletişim kesintisi bunu bozar ve olmayan bir sakinlik gibi görünür.
note-cluster = { $areas }: { $since } gününden beri { $n }, beklenen { $expected }; rastlantı tek başına { $days } günde bir bu kadar gider.
note-clusters-none = Rastlantının sık getirdiğinden fazla yığılan bölge yok.
note-clusters-untold = Bir şey söylenemez: sınırı çizili bölge ikiden az.
note-clusters-caveat = Beklenen, bölge ve gün toplamlarından çıkandır. İzlenmesi değişen bölgeler yığılmaya benzer.
note-lots-more = { $first } ve { $then }: adlar bölge ve hafta içinde kurayla dağıtılınca eylemler çekilişlerin { $chance } kadarında bu denli tek yanlı izliyor. İkisinin sırası kura oyunundan fazlasıdır.
note-lots-no-more = { $first } ve { $then }: adlar bölge ve hafta içinde kurayla dağıtılınca eylemler çekilişlerin { $chance } kadarında bu denli tek yanlı izliyor. İkisinin sırası kura oyunundan ayırt edilemez.
note-lots-few = Bir şey söylenemez: bütün iddiaların iki tarafın her birine bıraktığı olay 20'den az.
note-lots-caveat = Yalnızca bütün iddiaların tek tarafa bıraktığı olaylar. Kura oyunundan fazlası, neden demek değildir.
