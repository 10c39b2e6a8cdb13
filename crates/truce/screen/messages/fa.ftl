# پیام‌های صفحه به فارسی.

nav-label = صفحه‌ها
nav-situation = وضعیت
nav-agreement = توافق‌نامه
nav-bulletins = بولتن‌ها
nav-record = سوابق ثبت‌شده
skip = رفتن به محتوا
to-situation = به صفحهٔ وضعیت
live-grew = سوابق تازه‌ای رسیده است: صفحه را تازه کنید
locked-band = صفحه قفل است: می‌توان آن را خواند و چیزی را نمی‌توان تغییر داد.
choose-language = زبان
choose-light = ظاهر
light-auto = مانند دستگاه
light-light = روشن
light-dark = تیره

problem-foreign-page = درخواست از وبگاه دیگری آمده است
problem-foreign-page-do = چیزی تغییر نکرد. صفحه را از همین‌جا باز کنید و دوباره انجام دهید.
problem-misshapen = درخواست قابل فهم نیست
problem-misshapen-do = نشانی یا آنچه را پر کرده‌اید بررسی کنید.
problem-not-signed-in = وارد نشده‌اید
problem-not-signed-in-do = این صفحه برای کسانی است که از سوی هیئت عمل می‌کنند. نخست وارد شوید.
problem-may-not = اجازهٔ این کار را ندارید
problem-may-not-do = از کسی که حساب‌های ورود این هیئت را اداره می‌کند بپرسید.
problem-no-such-page = چنین صفحه‌ای نیست
problem-no-such-page-do = نشانی را بررسی کنید یا از صفحهٔ وضعیت آغاز کنید.
problem-other-method = این صفحه به چنین درخواستی پاسخ نمی‌دهد
problem-other-method-do = آن را به‌صورت صفحه باز کنید یا شرح API را بخوانید.
problem-too-slow = درخواست بیش از اندازه طول کشید
problem-too-slow-do = دوباره بکوشید؛ اگر تکرار شد، ارتباط کند است یا دستگاه مشغول است.
problem-too-long = درخواست بیش از اندازه بلند است
problem-too-long-do = هر بار کمتر بفرستید.
problem-other-kind = نوع محتوای درخواست در اینجا شناخته نیست
problem-other-kind-do = یک فرم یا آنچه را شرح API می‌خواهد بفرستید.
problem-too-often = درخواست‌ها بیش از اندازه است
problem-too-often-do = یک ربع ساعت صبر کنید و دوباره بکوشید.
problem-locked = صفحه قفل است
problem-locked-do = تا زمانی که اداره‌کنندهٔ حساب‌ها آن را باز نکند، می‌توان خواند و نمی‌توان چیزی را تغییر داد.
problem-failed = در اینجا خطایی رخ داد
problem-failed-do = چیزی از سوابق از دست نرفته است. گردانندهٔ این گره دلیل را در پیام‌های آن می‌یابد.
problem-not-yet = تصویر هنوز در حال استخراج است
problem-not-yet-do = پس از راه‌اندازی چنین می‌شود. اندکی بعد دوباره بکوشید.

situation-day-of-truce = روز { $n } آتش‌بس
situation-before-truce = پیش از اجرای آتش‌بس
situation-today = امروز به ساعت کشیک:
situation-lead = ارقام همان‌گونه است که هر هیئت ثبت کرده است. ارقام هیئت‌های گوناگون با هم جمع نمی‌شود و روز بی‌فهرست، روزی نامعلوم است نه آرام.
situation-week = از { $from } تا { $to }
proved-heading = آنچه دربارهٔ هیئت‌ها ثابت شده است
proved-fork = دفتر آن دو روایت متفاوت داشته است؛ تا جایی که یکسان‌اند به حساب می‌آید. سند:
proved-witness-fault = آینهٔ آن چیزهایی را گواهی کرده که با هم درست نیستند. سند:
day-before = روز پیش
day-after = روز پس
registered-caption = موارد، آن‌گونه که هر هیئت ثبت کرده است، و آنچه دربارهٔ آن‌ها دانسته است
col-seat = هیئت
col-cases = موارد
col-known = دانسته‌ها
part-matched = منطبق
part-contested = مورد اعتراض
part-one-sided = یک‌سویه
part-unexplained = توضیح‌نیافته
part-matched-means = رویدادی ثبت شده است که منابع خود این هیئت و هیئتی دیگر هر دو گزارش داده‌اند.
part-contested-means = هیئت دیگری می‌گوید مورد را تأیید نمی‌کند یا رویداد را انکار می‌کند.
part-one-sided-means = بیش از آنچه هر هیئت دیگری در آنجا ثبت کرده است؛ پس در فهرست دیگری نمی‌تواند باشد.
part-unexplained-means = شاید همان موارد در فهرست دیگری باشد، اما در سوابق چیزی در این باره نیست.
days-without-figure = { $cat ->
    [one] جز { $n } روز بی‌رقم
   *[other] جز { $n } روز بی‌رقم
}
no-figure = رقمی ثبت نشده است: نامعلوم، نه صفر
fact-incidents = رویدادهای ثبت‌شده
fact-of-two = { $cat ->
    [one] { $n } مورد از آن‌ها را دو هیئت یا بیشتر گفته‌اند
   *[other] { $n } مورد از آن‌ها را دو هیئت یا بیشتر گفته‌اند
}
fact-impediments = جلوگیری از ناظران
fact-impediments-mean = سکوت آنجا گویای چیزی نیست
fact-watching = نظارت ثبت‌شده
fact-patrols = { $cat ->
    [one] { $n } گشت
   *[other] { $n } گشت
}
fact-hours = { $cat ->
    [one] { $n } ساعت
   *[other] { $n } ساعت
}
fact-cameras = { $cat ->
    [one] { $n } دوربین
   *[other] { $n } دوربین
}
fact-nothing-seen = { $cat ->
    [one] { $n } گزارش از دیده نشدن چیزی
   *[other] { $n } گزارش از دیده نشدن چیزی
}
fact-not-watched = در سوابق چیزی نیست که کسی نظارت کرده باشد: اندک بودن موارد معنای چندانی ندارد
silent-days = { $cat ->
    [one] برای { $n } روز از این روزها فهرست هیچ هیئتی ثبت نشده است.
   *[other] برای { $n } روز از این روزها فهرست هیچ هیئتی ثبت نشده است.
}
nodes-heading = دفترها و گره‌ها
col-log = دفترِ
col-held = نگه‌داشته در اینجا
col-settled = قطعی‌شده
col-node = گره
node-frozen = دو روایت داشته است؛ تا مدخل { $n } به حساب می‌آید
node-reached = در دسترس
node-not-reached = دور از دسترس
node-own = همین گره، یا هنوز پرسیده نشده
withheld-heading = آنچه آشکار نمی‌شود
withheld-nothing = در سوابق اینجا چیزی مهر و موم نشده است.
withheld-fields = { $cat ->
    [one] { $n } خانهٔ مهر و موم‌شده در گزارش‌هایش
   *[other] { $n } خانهٔ مهر و موم‌شده در گزارش‌هایش
}
unread = { $cat ->
    [one] این برنامه نمی‌تواند { $n } مدخل از سوابق را بخواند.
   *[other] این برنامه نمی‌تواند { $n } مدخل از سوابق را بخواند.
}

agreement-lead = متن جاری و آنچه از آن آزموده می‌شود. متن و توضیح‌ها به زبان پرونده‌های توافق‌نامه است.
agreement-concluded = تاریخ انعقاد
agreement-in-force = آغاز اجرا
agreement-digest = چکیدهٔ SHA-256 پرونده‌ها
articles-heading = مواد
provisions-heading = آنچه آزموده می‌شود
zones-heading = مناطق
zone-whole = همهٔ سرزمین.
zone-margin = { $cat ->
    [one] مرز ممکن است { $n } متر نادرست باشد. استان‌ها:
   *[other] مرز ممکن است { $n } متر نادرست باشد. استان‌ها:
}
zone-disputed = شمول توافق‌نامه بر آن مورد اختلاف است:
view-covered = مشمول است:
view-not-covered = مشمول نیست:
keeping-heading = سوابق چگونه نگه‌داری می‌شود
amendments-heading = اصلاحیه‌ها
amendments-none = اصلاحیه‌ای ثبت نشده است.

record-lead = هر هیئت یک دفتر دارد که تنها بزرگ‌تر می‌شود. دیگران آن را نگه می‌دارند و آنچه را نگه می‌دارند امضا می‌کنند.
heads-heading = سرِ دفترها
col-entries = مدخل‌ها
col-root = ریشه
col-files = امضاشده
quorum-mirrors = { $cat ->
    [one] یک مدخل هنگامی قطعی است که { $n } هیئت دیگر آن را نگه دارد
   *[other] یک مدخل هنگامی قطعی است که { $n } هیئت دیگر آن را نگه دارند
}
quorum-cosigners = { $cat ->
    [one] و { $n } هم‌امضا سری را که آن را در بر دارد امضا کرده باشد.
   *[other] و { $n } هم‌امضا سری را که آن را در بر دارد امضا کرده باشند.
}
recent-heading = آخرین مدخل‌ها
recent-proof = سند یک مدخل که هر کس می‌تواند بی‌شبکه بررسی کند:
col-address = نشانی
col-kind = نوع
col-recorded = زمان ثبت

bulletins-lead = بولتن از سرهایی ساخته می‌شود که نام می‌برد. هر که همان سرها را داشته باشد همان بایت‌ها را می‌سازد.
bulletins-none = هنوز فهرستی ثبت نشده است.
bulletins-days = { $cat ->
    [one] برای { $n } روز فهرست ثبت شده است.
   *[other] برای { $n } روز فهرست ثبت شده است.
}
bulletins-seats = { $cat ->
    [one] { $n } هیئت
   *[other] { $n } هیئت
}
bulletin-title = بولتن { $day }
bulletin-incidents = { $cat ->
    [one] { $n } رویداد
   *[other] { $n } رویداد
}
bulletin-open = بولتن را باز کنید
bulletin-text = متن
bulletin-check = دوباره بسازید
bulletin-check-how = بر هر گره‌ای که این سرها را دارد، این فرمان همان بایت‌ها را می‌سازد:
bulletin-heads = سرهایی که از آن‌ها ساخته شده است

api-title = API
api-lead = آنچه صفحه‌ها نشان می‌دهند، به‌صورت داده. کلیدی لازم نیست و خطاها بر پایهٔ RFC 9457 گفته می‌شود.
api-parameters = پارامترها
api-responses = پاسخ‌ها

sign-in = ورود
sign-in-title = ورود
sign-in-lead = برای کسانی که از سوی این هیئت عمل می‌کنند. دیگران صفحه‌های همگانی را می‌خوانند.
sign-out = خروج
sign-out-everywhere = خروج از همه‌جا
set-up-title = ساختن نخستین حساب ورود
set-up-lead = این حساب، حساب‌های دیگر را اداره می‌کند: آن‌ها را می‌افزاید، نشست‌هایشان را پایان می‌دهد و صفحه را قفل می‌کند. این صفحه یک بار کار می‌کند.
set-up-do = بسازید و وارد شوید
field-name = نام
field-name-how = حروف کوچک لاتین، رقم و خط تیره.
field-officer = مأمور
field-officer-how = از سوی کدام مأمور هیئت است؛ اگر از سوی کسی نیست خالی بگذارید. اختیارات مأمور در سوابق ثبت است.
field-password = گذرواژه
field-password-how = دست‌کم ۱۲ نویسه؛ چند واژه بهتر است.
field-old-password = گذرواژهٔ کنونی
field-new-password = گذرواژهٔ تازه
account-title = حساب ورود شما
account-no-officer = هیچ‌کس: چیزی نمی‌توان ثبت کرد
account-may = اختیارات
account-may-nothing = تنها خواندن
account-may-how = بر پایهٔ انتصاب‌های ثبت‌شده؛ انتصاب تازه بی‌درنگ آن را تغییر می‌دهد.
sessions-heading = جاهایی که وارد شده‌اید
col-begun = از
col-seen = آخرین استفاده
session-end = پایان
session-this = همین مرورگر
password-heading = گذرواژه
password-change = تغییر دهید؛ نشست‌های دیگر پایان می‌یابد
passkeys-heading = گذرکلیدها
passkeys-lead = با گذرکلید، تلفن یا رایانه یا کلید امنیتی شما را بی گذرواژه وارد می‌کند. گذرواژه همچنان کار می‌کند.
passkeys-no-address = گذرکلید به یک نام بسته است و به این صفحه نامی داده نشده است. گردانندهٔ آن می‌تواند نامی بدهد:
passkey-add = افزودن گذرکلید
passkey-remove = برداشتن
passkey-remove-how = با برداشتن یک گذرکلید، نشست‌های دیگر پایان می‌یابد. آن را از دستگاه هم بردارید.
passkey-doubted = دیگر چیزی را باز نمی‌کند: شاید از آن رونوشت برداشته‌اند. آن را بردارید و گذرکلیدی تازه بیفزایید.
passkey-or = یا بی گذرواژه
passkey-sign-in = ورود با گذرکلید
passkey-script = گذرکلیدها به اسکریپت نیاز دارند؛ گذرواژه بی آن هم کار می‌کند.
passkey-elsewhere = گذرکلید به یک نام بسته است و این صفحه با نامی دیگر یا با شماره باز شده است. آن را اینجا باز کنید:
passkey-none = این مرورگر گذرکلید نمی‌شناسد. گذرواژه را به کار ببرید.
passkey-again = چیزی تأیید نشد. دوباره بکوشید یا گذرواژه را به کار ببرید.
passkey-already = این دستگاه از پیش گذرکلیدی برای این حساب دارد.
field-passkey-name = نام گذرکلید
field-passkey-name-how = نامی که دستگاه را با آن بشناسید: «تلفن کار».
col-added = افزوده شده
col-passkeys = گذرکلیدها
passkeys-remove-all = برداشتن گذرکلیدها
logins-title = حساب‌های ورود
logins-lead = چه کسانی می‌توانند اینجا وارد شوند. سمت‌ها با انتصاب در سوابق داده می‌شود، نه در این صفحه.
col-sessions = نشست‌ها
login-keeps = حساب‌ها را اداره می‌کند
login-add = افزودن حساب ورود
lock-heading = قفل
lock-lead = تا صفحه قفل است می‌توان آن را خواند و از راه آن چیزی را نمی‌توان تغییر داد. گره همچنان امضا و دریافت می‌کند.
lock-do = صفحه را قفل کنید
lock-open = صفحه را دوباره باز کنید
done-heading = آنچه اینجا انجام شد
done-lead = ورودها، نشست‌ها، حساب‌ها و قفل. سطرها فقط افزوده می‌شوند و هر یک چکیدهٔ سطر پیشین را دارد.
done-broken = سطر { $number } با سطر پیشین نمی‌خواند: چیزی دگرگون یا برداشته شده است.
done-added = این حساب را افزود:
done-ended = نشستی را پایان داد
done-ended-all = همهٔ نشست‌ها را پایان داد
done-locked = صفحه را قفل کرد
done-opened = صفحه را دوباره باز کرد
done-passkey-added = گذرکلیدی افزود:
done-passkey-doubted = گذرکلیدی به کار برد که شمارنده‌اش به عقب رفته بود: شاید از آن رونوشت برداشته‌اند، و دیگر چیزی را باز نمی‌کند
done-passkey-refused = با گذرکلید پذیرفته نشد:
done-passkey-removed = گذرکلیدی را برداشت:
done-passkeys-removed = همهٔ گذرکلیدهای این حساب را برداشت:
done-password-changed = گذرواژه را تغییر داد
done-signed-in = وارد شد
done-signed-in-by-passkey = با این گذرکلید وارد شد:
refused-wrong = نام یا گذرواژه نادرست است.
refused-no-invitation = این نشانی معتبر نیست یا پیش‌تر به کار رفته است.
refused-not-a-name = نام ۱ تا ۶۴ حرف کوچک لاتین، رقم یا خط تیره دارد.
refused-taken = حساب دیگری این نام را دارد.
refused-not-a-passkey-name = به گذرکلید نامی با حداکثر ۶۰ نویسه بدهید.
refused-passkey = گذرکلید پذیرفته نشد. گذرواژه را به کار ببرید.
refused-passkey-late = بیش از اندازه طول کشید یا پیش‌تر فرستاده شده بود. دوباره بکوشید.
refused-passkey-went-back = شاید از این گذرکلید رونوشت برداشته‌اند و دیگر چیزی را باز نمی‌کند. با گذرواژه وارد شوید، آن را بردارید و گذرکلیدی تازه بیفزایید.
refused-too-many-passkeys = هر حساب حداکثر ۲۰ گذرکلید دارد. نخست یکی را بردارید.
refused-short = { $cat ->
    [one] گذرواژه دست‌کم { $n } نویسه دارد.
   *[other] گذرواژه دست‌کم { $n } نویسه دارد.
}
nav-map = نقشه
map-day = آخرین روز
map-stretch = بازه
map-days-1 = یک روز
map-days-7 = ۷ روز
map-days-30 = ۳۰ روز
map-days-all = همهٔ روزها
map-standing = میان هیئت‌ها
map-any = همه
map-act = عمل
map-area = ناحیه
map-text = واژه‌ها
map-show = نمایش
map-bars = رویدادها به تفکیک روز
map-play = پخش
map-pause = درنگ
map-close = بستن
map-zoom-in = نزدیک‌تر
map-zoom-out = دورتر
map-no-script = نقشه به مرورگری با اسکریپت و WebGL نیاز دارد. فهرست همان را می‌گوید.
map-no-seat = منبع خودیِ هیچ هیئتی آن را نمی‌گوید
map-disc = جایی درون آن است
map-zone = منطقهٔ معتبر در آن روز
map-layers = لایه‌های مأموریت
map-source = خشکی و مرزها: Natural Earth، مالکیت عمومی، با خطوط تقریبی. ناحیه‌ها و منطقه‌ها: خطوط خود توافق. هیچ خطی نظری دربارهٔ مسیر مرز نیست.
map-unplaced = موقعیتی ثبت نشده است
map-zones = منطقه‌های معتبر در آن روز
map-zones-none = در آن روز هیچ مفادی منطقه‌ای با خط مشخص را نام نمی‌برد.
map-count = { $cat ->
    [one] { $n } رویداد
   *[other] { $n } رویداد
}
map-only = { $cat ->
    [one] آخرین { $n } رویداد فهرست شده است.
   *[other] آخرین { $n } رویداد فهرست شده است.
}
map-reports = { $cat ->
    [one] { $n } گزارش
   *[other] { $n } گزارش
}
map-within = { $cat ->
    [one] در شعاع { $n } متر
   *[other] در شعاع { $n } متر
}

nav-incidents = رویدادها
nav-reconciliation = تطبیق
nav-cases = پرونده‌ها
order-newest = تازه‌ترین نخست
order-oldest = کهن‌ترین نخست
order-reports = پرگزارش‌ترین نخست
order-changed = آخرین تغییر نخست
outcome-apparent-breach = نقض ظاهری (تعیین‌نشده)
outcome-consistent = سازگار با مقرره
outcome-outside-coverage = بیرون از شمول
outcome-insufficient = آگاهی ناکافی
state-awaiting-admission = در انتظار پذیرش
state-not-admitted = پذیرفته نشد
state-awaiting-reply = در انتظار پاسخ
state-awaiting-findings = در انتظار یافته‌ها
state-awaiting-opening = در انتظار گشودن یافته‌ها
state-determined = تعیین شد
state-awaiting-remedy = در انتظار جبران
state-closed = بسته
act-small-arms = تیراندازی با سلاح سبک
act-shelling = گلوله‌باران
act-air-strike = حملهٔ هوایی
act-explosion = مادهٔ منفجره
act-prohibited-weapon = سلاح ممنوع
act-fire = آتش از نوع نامعلوم
act-clash = تبادل آتش
act-seizure = حملهٔ زمینی یا تصرف موضع
act-movement = پیشروی یا پست تازه
act-weapon-holding = سلاح در درون منطقه
act-overflight = پرواز بر فراز
act-killing = کشتن
act-abduction = ربایش یا بازداشت
act-intimidation = ارعاب یا غارت
act-aid-blocked = جلوگیری از کمک
act-movement-blocked = جلوگیری از رفت‌وآمد غیرنظامیان
act-utility-cut = قطع یا آسیب آب یا خدمات دیگر
act-mixing = درآمیختن با گروه مستثنا
act-monitors-hindered = جلوگیری از ناظران
act-staging = صحنه‌سازی
act-unstated = کنش ناگفته
aspect-happening = آیا رخ داد
aspect-act = چه
aspect-author = که کرد
aspect-place = کجا
aspect-time = کی
aspect-killed = کشته‌شدگان
aspect-injured = زخمیان
aspect-exemption = آیا مجاز بود
point-act = کنش
point-time = زمان
point-place = جا
point-excluded-group = گروه مستثنا
point-exemption = استثنا
point-author = عامل
point-event = رخداد
point-first-shot = نخستین شلیک
truth-yes = آری
truth-no = نه
truth-unknown = نامعلوم
action-admit = پذیرش پرونده
action-ask-reply = درخواست پاسخ
action-reply = پاسخ دادن
action-find = دادن یا گشودن یافته
action-verify = راستی‌آزمایی
action-ask-remedy = همراهی با جبران
action-check-remedy = بررسی جبران
area-none = ناحیه ناگفته
place-no-position = موقعیت گفته نشده
place-within = با دقت { $metres } متر
standing-none = منبع خود هیچ هیئت نگفته است
incidents-lead = گزارش‌هایی که یک رخداد شمرده می‌شوند. هر گفته با گوینده‌اش می‌ماند و اینجا دربارهٔ آنچه رخ داد حکم نمی‌شود.
incidents-table = جدول رویدادها
incidents-none = رویدادی با این ویژگی ثبت نشده است. این به معنای رخ‌ندادن چیزی نیست.
told-by = گفتهٔ منابع خودِ
denied-by = انکارشده از سوی
between-seats = میان هیئت‌ها
col-case = پرونده
no-seats-source = منبع خود هیچ هیئت
versions-differ = روایت‌ها متفاوت‌اند
case-none = بی‌پرونده
filter-text = واژه‌ها
filter-area = ناحیه
filter-any = هر کدام
filter-since = از
filter-until = تا
filter-outcome = معنای یک روایت
filter-order = ترتیب
filter-contested = تنها آنجا که معنای روایت‌ها متفاوت است
filter-do = نمایش
filter-clear = نمایش همه
search-not-understood = واژه‌ها فهمیده نشد: گیومه و پرانتز جفت‌اند و OR و NOT در دو سو واژه می‌خواهند.
next-page = صفحهٔ بعد
filters-heading = صافی‌های شما
filters-none = چیزی ذخیره نکرده‌اید.
filters-opens = صفحه با این باز می‌شود
filters-name = نامی برای آنچه اکنون خواسته شده
filters-new-name = نام
filters-save = ذخیره
filters-change = تغییر این صافی
filters-rename = تغییر نام
filters-forget = حذف
filters-open-with = باز کردن صفحه با این
filters-open-with-all = باز کردن صفحه با همهٔ رویدادها
triage-heading = با رویدادهای برگزیده
triage-choose = برگزیدن رویداد { $id }
triage-seen = دیده شد
triage-reason-how = داوری دلیل می‌خواهد و برای هر جفت ثبت می‌شود.
triage-different = رخدادهای جداگانه‌اند
triage-mark-seen = نشان‌گذاری به عنوان دیده‌شده
triage-mark-unseen = برداشتن نشان
triage-undo = پس گرفتن
triage-judged = { $cat ->
    [one] { $n } داوری ثبت شد. صفحه پیامد آن را اندکی بعد نشان می‌دهد.
   *[other] { $n } داوری ثبت شد. صفحه پیامد آن‌ها را اندکی بعد نشان می‌دهد.
}
keys-heading = کلیدها
keys-where = تا زمانی که تمرکز روی جدول است کار می‌کنند.
keys-next = رویداد بعدی
keys-previous = رویداد پیشین
keys-choose = برگزیدن یا برداشتن
keys-open = باز کردن
judged-band = داوری شما در { $at } ثبت شد. صفحه پیامد آن را اندکی بعد نشان می‌دهد.
nobody = هیچ‌کس
claims-heading = گفته‌ها کنار هم
claims-lead = هر یک چنان‌که منبعش می‌گوید. آنجا که منابع اختلاف دارند پاسخ نشان‌دار است.
log-of = در دفتر
differs = متفاوت
how-exact = دقت
not-said = گفته نشده
stance-asserts = می‌گوید رخ داد
stance-denies = می‌گوید رخ نداد
differences-heading = جاهای اختلاف
links-heading = چرا این گزارش‌ها یکی‌اند
links-none = تنها یک گزارش هست و چیزی پیوند نخورده است.
links-lead = وزن‌ها به بان است: +1.0 یکی‌بودن رخداد را ده برابر محتمل‌تر می‌کند. اینکه چه کسی متهم است هرگز سنجیده نمی‌شود.
links-with = با
versions-heading = معنای هر روایت
versions-lead = گفته‌های همسان یک روایت‌اند؛ هر یک جداگانه و تنها ظاهری سنجیده می‌شود. تعیین با هیئت‌هاست.
version-of = روایتِ
versions-none = آنچه گفته شده به هیچ مقرره‌ای برنمی‌خورد.
question-covered = آیا مشمول بود؟
question-happened = آیا رخ داد؟
question-who = آیا عامل شناخته است؟
would-settle = آنچه روشنش می‌کند:
nearby-heading = دیده‌بانی در آنجا
judgements-heading = داوری‌ها
judgements-lead = سخن افسر که دو گزارش یک رخدادند یا دو، بر سخن ماشین پیشی دارد. با دلیلش ثبت می‌شود و می‌توان آن را پس گرفت.
judgements-none = دربارهٔ این گزارش‌ها چیزی نیست.
judged-same = یک رخداد شمرده شد
judged-different = دو رخداد شمرده شد
judge-reason = دلیل
judge-take-back = پس گرفتن
judge-one = گزارشی از این رویداد
judge-other = نشانی گزارش دیگر
judge-join = یک رخدادند
judge-split = دو رخدادند
judge-may-not = افسر این هیئت که سمتش اجازهٔ داوری دارد پس از ورود می‌تواند گزارش‌ها را پیوند دهد یا جدا کند.
entries-heading = ثبت‌های آن
entry-replaced = گزارش بعدی جایش را گرفت
behind-heading = پشت رقم: { $area }، { $seat }
behind-lead = رویدادهایی که منابع خود هیئت‌ها آنجا ثبت کرده‌اند. فهرست عدد می‌گوید و نمی‌گوید کدام رویدادها را می‌شمارد.
behind-asserted = گفتهٔ منابع خود هیئت
behind-asserted-none = چیزی ثبت نشده است.
behind-others = تنها گفتهٔ منابع هیئت‌های دیگر
behind-others-none = چیزی ثبت نشده است.
behind-denied = انکارشده از سوی منابع خود هیئت
behind-denied-none = چیزی ثبت نشده است.
behind-more = بیشتر هست؛ این‌ها تازه‌ترین‌اند. دورهٔ کوتاه‌تری برگزینید.
reconciliation-lead = آنچه هر هیئت ناحیه به ناحیه می‌گوید. ارقام هیئت‌های گوناگون جمع نمی‌شوند. برای دیدن پشت هر رقم آن را برگزینید.
matrix-heading = ناحیه‌ها و هیئت‌ها
matrix-none = هیچ فهرستی در این دوره ناحیه‌ای نام نمی‌برد: نامعلوم، نه آرام.
matrix-all = همهٔ ناحیه‌ها
cell-named-only = نام برده بی رقم
cell-no-list = فهرستی که بگوید نیست
cell-not-listed = در فهرست کامل نیست
cell-no-register = بی‌فهرست
contradictions-heading = جایی که فهرست‌ها با خود ناسازند
contradictions-none = در این دوره هیچ‌جا.
cases-lead = رویدادهایی که هیئت‌ها با هم پی گرفته‌اند. این صفحه برای خواندن است؛ کارها با فرمان ثبت می‌شوند.
cases-none = پرونده‌ای در این وضع ثبت نشده است.
col-state = وضع
col-due = مهلت
case-accused = متهم
case-changed = آخرین کار
case-overdue = گذشته
case-no-clock = مهلتی در کار نیست
case-title = پروندهٔ { $id }
case-incident = رویداد
case-provisions = مقررات
case-opened = گشوده
case-admitted = پذیرفته از سوی
due-admission = پذیرش
due-reply = پاسخ
due-findings = یافته‌ها
due-reveal = گشودن یافته‌ها
replies-heading = پاسخ‌ها
case-asked = پرسیده شد
case-late = دیر
replies-none = پاسخی ثبت نشده است.
parts-heading = آنچه هر هیئت کرد
parts-none = هنوز یافته‌ای در نوبت نیست.
seat-part-due = یافته در نوبت
seat-part-sealed = یافته مهر شده
seat-part-to-reveal = یافته باید گشوده شود
seat-part-gave = یافته‌اش را داد
seat-part-abstained = یافته‌اش را به‌هنگام نگشود: ممتنع
seat-part-silent = به‌هنگام نداد
seat-part-recused = کنار ایستاد
outcome-heading = نتیجهٔ مشترک
outcome-by-clock = با پایان مهلت بسته شد
outcome-none = تعیین نشده است.
outcome-dissent = نظر مخالفِ
remedies-heading = جبران‌ها و کارها
remedy-of = خواسته از
remedies-none = جبرانی خواسته نشده است.
case-task = کارِ
waiting-heading = آنچه چشم‌به‌راه شماست
waiting-none = چیزی که سمت شما اجازه دهد در انتظار نیست.
changed-heading = آنچه در ۲۴ ساعت گذشته آمد
changed-none = چیزی ثبت نشد.
changed-new-incident = رویداد تازه
changed-more = گزارشی دیگر از رویداد
changed-case = کاری در پرونده
changed-register = فهرست آمار
changed-since-heading = آنچه از آخرین نگاه شما دگرگون شده است
changed-seen-at = شما گفته‌اید که این صفحه را دیده‌اید، در
changed-see = این را دیدم
changed-see-means = پس از آن، فهرست با آنچه بعد از این صفحه می‌آید آغاز می‌شود.
changed-now = اکنون:
changed-joined = یک رخداد دانسته شد، در رویداد
changed-split = دو رخداد دانسته شد، از رویداد
changed-taken-back = داوری پس گرفته شد، در رویداد
changed-case-opened = پرونده گشوده شد
changed-reply = پاسخی در پرونده
changed-determined = پرونده تعیین شد
changed-fork = سند اینکه دفتری دو روایت داشته است
changed-witness-fault = سند اینکه آینه‌ای چیزهای ناسازگار را گواهی کرده است
changed-absent = گفته شد که هیئتی غایب است
changed-present = گفته شد که هیئتی بازگشته است
changed-all = بیش از آنچه نشان داده شده هست.
incident-reports = { $cat ->
    [one] { $n } گزارش
   *[other] { $n } گزارش
}

# Signals and alarms
chart-number = { $n }
chart-percent = { $n }٪
chart-day = { $day }
chart-area = { $area }
chart-all-areas = همه مناطق
chart-between-names = ، 
chart-timeline-title = آنچه روزبه‌روز شمرده شد و سطح‌های آن: { $area }
chart-level-changed = شمار تغییرهای سطح: { $n }؛ آخرین حدود { $day } (میان { $from } و { $through }). از آن پس روزانه { $mean }.
chart-level-same = در شمارش‌ها تغییر سطحی دیده نمی‌شود: روزانه { $mean }.
chart-level-of = سطح از { $from } تا { $through }: روزانه { $mean }
chart-no-answer-days = پاسخی نیست: روزهای دارای ثبت: { $n }؛ لازم: { $needed }.
chart-no-answer-incidents = پاسخی نیست: رویدادهای شمرده‌شده: { $n }؛ لازم: { $needed }.
chart-no-answer-unstable = پاسخی نیست: رویدادها چنان در پی یکدیگر می‌آیند (از هر یک { $children }) که هیچ سطحی پایدار نیست.
chart-no-answer-outside = پاسخی نیست: تاریخ بیرون از روزهای شمرده یا در کناره آن است.
chart-date-same = { $date }: تغییری نمی‌توان گفت. پیش از آن روزانه { $before }، پس از آن { $after }؛ نسبت { $ratio } ({ $low } تا { $high }).
chart-date-fell = { $date }: پس از آن کمتر از پیش. پیش از آن روزانه { $before }، پس از آن { $after }؛ نسبت { $ratio } ({ $low } تا { $high }).
chart-date-rose = { $date }: پس از آن بیشتر از پیش. پیش از آن روزانه { $before }، پس از آن { $after }؛ نسبت { $ratio } ({ $low } تا { $high }).
chart-date-untold = { $date }: چیزی نمی‌توان گفت؛ روزهای دانسته کنار آن بسیار کم است.
chart-date-naive = مقایسه ساده ۲۸ روزه { $ratio } می‌دهد و گمراه می‌کند: چیزی را به آن تاریخ نسبت می‌دهد که از آن نیامده.
chart-date-undated = هیچ تغییر سطحی نزدیک آن تاریخ‌گذاری نشده، پس تفاوت شاید علت‌های دیگری دارد.
chart-drift-shown = از دو هفته نخست (روزانه { $mean }) شمارش‌ها بالا رفته است؛ در { $day } نشان داده شد.
chart-drift-none = از دو هفته نخست (روزانه { $mean }) افزایشی نشان داده نشده؛ افزایش اندک دیدنی نیست.
chart-caveat-recorded = آنچه شمرده شده ثبت‌شده‌هاست، نه آنچه رخ داده.
chart-caveat-bounds = رویدادهایی که گفته‌ها از این طرف دور نمی‌کند: { $most }؛ آنچه تنها به او می‌ماند: { $least }.
chart-caveat-unwatched = روزهای بی‌ثبت: { $n } از { $days }. دانسته نیست کسی نگریسته باشد؛ کنار گذاشته شد. اگر آرام بوده‌اند، هر سطح پایین‌تر از این است.
chart-caveat-quiet-days = تقریباً هر روز شمرده‌شده رویدادی دارد: روزهای آرام کمتر ثبت شده، پس سطح می‌گوید یک روزِ دارای رویداد چه می‌آورد.
chart-caveat-exercises = کنار گذاشته، چون همه گفته‌ها آن را رزمایش می‌خوانند: { $n }.
chart-caveat-inexact = با بیش از دو روز ابهام گفته شده و در آخرین روز شمرده شده: { $n }.
chart-caveat-excited = رویدادها در پی هم می‌آیند (از هر یک { $children })، پس کران‌ها گشادتر شده.
chart-key-counted = رویدادهای شمرده یک روز
chart-key-unwatched = ثبتی نیست: نامعلوم
chart-key-level = سطح
chart-key-level-range = سطح در اینجا، ۹۵٪
chart-key-dating = تغییر در اینجا، ۹۵٪
chart-key-signed = تاریخ امضا
chart-alarms-title = هشدارها، منطقه به منطقه
chart-alarm-stands = هشدار: { $areas }. بیش از معمول شمرده می‌شود.
chart-alarm-noted = دریافت شد: { $areas }. کسی آن را دیده است.
chart-watch-stands = زیر نظر: { $areas }. نشانه‌های افزایش هست، برای هشدار کافی نیست.
chart-learning = هنوز چیزی نمی‌توان گفت: { $areas }. روزهای دانسته برای شناخت معمول کم است.
chart-alarms-none = آنجا که می‌توان گفت هشداری برپا نیست.
chart-serious = { $area }، { $day }: یک روز با { $n }، در حالی که { $usual } انتظار می‌رفت. یک روز سطح نیست؛ جداگانه به افراد گفته می‌شود.
chart-alarm-of = { $area }: { $from } تا { $through }
chart-promise = قول داده شده: روی هم در همه مناطق سالی حداکثر { $year } هشدار نادرست؛ برای { $days } روز دارای ثبت { $allowed }.
chart-promise-judged = هشدارها تاکنون: درست { $real }، نادرست { $wrong }، داوری‌نشده { $open }.
chart-promise-broken = قول شکسته شد: هشدارها تنظیم دیگری می‌خواهد.
chart-promise-broken-if-false = اگر همه داوری‌نشده‌ها نادرست باشد، قول شکسته است.
chart-caveat-alarms = هشدار می‌گوید بیش از معمول است؛ نه چرا و نه از سوی چه کسی. منطقه‌ای که کسی نمی‌پاید هشداری نمی‌دهد.
chart-key-calm = آرام
chart-key-learning = هنوز نامعلوم یا بی‌ثبت
chart-key-watch = زیر نظر
chart-key-alarm = هشدار
chart-key-acknowledged = دریافت شد
chart-key-serious = یک روز خارج از اندازه
chart-key-raised = هشدار داده شد
chart-key-eased = کاهش قطعی شد
chart-forecast-title = روزهای آینده چه می‌تواند بیاورد: { $area }
chart-forecast-next = { $day }: میانه { $middle }؛ نه بار از ده، { $low } تا { $high } رویداد ثبت می‌شود.
chart-forecast-model = مدل نشان داده می‌شود: در روزهای اخیر { $percent }٪ بهتر از ۲۸ روز گذشته بود.
chart-forecast-history = گذشته نشان داده می‌شود: در روزهای اخیر مدل بهتر نبود.
chart-forecast-unproven = گذشته نشان داده می‌شود: روزهایی که مدل سنجیدنی بود: { $n }؛ لازم: ۳۰.
chart-forecast-untested = مدل نیازموده نشان داده می‌شود: ثبت ۲۸ روز اخیر برای مقایسه بسیار کم است.
chart-forecast-no-model = گذشته نشان داده می‌شود: مدل چیزی نمی‌دهد.
chart-forecast-scored = از { $n } روز اخیرِ دارای ثبت، { $within } در بازه نه از ده بود. میانگین امتیاز (کمتر بهتر): مدل { $model }، گذشته { $history }.
chart-past-title = ماه گذشته: آنچه روز پیش پیش‌بینی شد و آنچه آمد
chart-caveat-forecast = پیش‌بینی درباره آن است که در روزهای دارای ثبت ثبت خواهد شد. روزهای دانسته: { $n }؛ بی‌ثبت میان آنها: { $unwatched }. رایزنی است، نه یافته.
chart-caveat-set-right = پیش‌بینی مدل با جایگاه شمارش‌ها در پیشینیانش اصلاح شده.
chart-key-nine-in-ten = نه بار از ده
chart-key-one-in-two = یک بار از دو
chart-key-middle = میانه
chart-key-came-within = آمد، در بازه
chart-key-came-outside = آمد، بیرون آن
chart-matrix-title = چه کسی در سه روز در پی چه کسی می‌آید
chart-matrix-none = در هیچ منطقه‌ای جهتی را نمی‌توان اثبات کرد.
chart-matrix-untested = چیزی آزمودنی نیست: هیچ‌جا کنش‌های دو طرف به اندازه کافی شمرده نشده (هر یک ۲۰، در ۶۰ روز).
chart-followed = { $area }: در پی کنش‌های { $first } کنش‌های { $then } بیش از آنچه موج مشترک توضیح دهد می‌آید (احتمال حداکثر { $chance }).
chart-column-then = { $actor }
chart-column-first = پس از { $actor }
chart-cell-detectable = از { $n } دیده می‌شود
chart-key-followed = در پی می‌آید، به هر دو آزمون
chart-key-undirected = آزمون‌ها همخوان نیست: جهتی نیست
chart-key-untested = کم‌تر از آنکه آزموده شود
chart-caveat-follows = در پی آمدن نه معلول بودن است و نه موجه بودن. شاید طرف‌ها یکسان پاییده نشوند؛ شاید طرف‌های سوم و گروه‌های مستثنا هر دو را برانند. «دیده می‌شود» شمار پاسخ به هر کنش است که چهار بار از پنج دیده می‌شد.
chart-caveat-drawn = فاعلانی که گفته‌ها باز می‌گذارد ۲۰ بار به قرعه میان طرف‌ها برگزیده شدند.
chart-lists-title = دو فهرست در برابر هم: { $one } و { $other }
chart-lists-told = روزهایی که هر دو گزارش دادند: { $days }. یکی { $one } و دیگری { $other } دارد؛ یکسان دانسته: { $both } (به تطبیق { $least } تا { $most }).
chart-lists-between = در کل شاید { $low } تا { $high } باشد. همه بازه را بگیرید.
chart-lists-unbounded = در کل دست‌کم { $low }؛ کران بالایی نیست.
chart-lists-refused = چه اندازه از هر دو جا مانده گفتنی نیست: مشترک دو فهرست بسیار کم است.
chart-lists-on-record = ثبت‌شده
chart-odds = نسبت بخت { $odds }
chart-key-one-list = تنها در یک فهرست
chart-key-both-lists = در هر دو
chart-key-neither-list = کل شاید اینجاست، با ابهام تطبیق
chart-key-in-all = کل، و ۹۵٪
chart-key-no-bound = ادامه دارد
chart-caveat-lists = تنها روزهایی شمرده شده که هر دو گزارش دادند. فهرست‌های طرف‌های متخاصم از هم دوری می‌کنند (زیر ۱: جامانده کمتر)؛ فهرست‌هایی که از یک خبر می‌آیند بیش از اندازه همخوان‌اند (بالای ۱: جامانده بیشتر). دانسته نیست کدام درست است.
chart-reliability-title = اعتمادپذیری: شمارش‌ها هر چند بار در هر دهک پیش‌بینی افتاد
chart-reliability-even = پیش‌بینی‌ها تا آنجا که { $n } روز نشان می‌دهد اعتمادپذیر بود؛ دهک‌های بیرون از تصادف: { $outside }.
chart-reliability-uneven = پیش‌بینی‌ها کج رفت: در { $n } روز، دهک‌های بیرون از تصادف: { $outside }.
chart-reliability-untold = اعتمادپذیری هنوز گفتنی نیست: روزهای سنجیده: { $n }؛ لازم: { $needed }.
chart-key-tenth = سهم روزها در این دهک
chart-key-by-chance = تصادف ۱۹ از ۲۰ را اینجا نگه می‌دارد
chart-caveat-reliability = برای یک روز پس از آن، با دانسته‌های همان زمان. جای هر شمارش درون احتمال خودش به قرعه است، برای همه یکسان.
nav-signals = نشانه‌ها
nav-alarms = هشدارها
live-alarms = خبری از هشداری هست. نمایش بده.
signals-lead = برآورد و رایزنی، نه یافته؛ هیچ‌چیز اینجا ثبت نشده.
load-anew = بارگیری دوبارهٔ صفحه
signals-reckoned = نشانه‌های این ثبت در حال محاسبه است. به محض آماده شدن در صفحه می‌آید.
signals-older = آنچه می‌بینید برای نسخه پیشین ثبت است؛ نسخه تازه در حال محاسبه است.
signals-nothing = برای هیچ روز گذشته‌ای چیزی ثبت نشده. این از آرامش چیزی نمی‌گوید.
signals-holding = آیا پابرجاست؟
signals-next = پس از این چه؟
signals-follows = چه کسی در پی چه کسی؟
signals-unreported = چه چیز ثبت نشده؟
signals-quiet = آرام چون دیده نشده؟
signals-quiet-none = در هیچ منطقه‌ای شمارش‌های ۱۴ روز اخیر همراه با پایش دانسته نصف نشده.
signals-quiet-area = { $area }: آرام بودنش دانسته نیست. شمارش‌ها از { $before } به { $after } رسید، پایش هم کم شد.
signals-told-by = ثبت‌شده: { $n }؛ تنها از یک گروه منبع: { $one }، از دو: { $two }.
signals-at-least = بر این پایه در کل دست‌کم { $least } است (۹۵٪: { $low } تا { $high }). منابعی که از هم رونویسی می‌کنند آن را پایین می‌آورند؛ آنچه باید تطبیق می‌شد و نشد بالا می‌برد.
signals-at-least-none = این کم‌تر از آن است که بگوید چند رویداد در هیچ ثبتی نیست.
signals-lists-none = منابع هیچ دو کرسی از یک روز گزارش نداده‌اند: چیزی برای سنجیدن نیست.
signals-all-parties = همه طرف‌ها
signals-all-acts = همه کنش‌ها
signals-party = طرف
signals-incidents = رویدادهای پشت آن
signals-no-forecast = پیش‌بینی ممکن نیست: ثبت بسیار کم است.
alarms-since = حدود { $onset }، دیده‌شده { $on }
alarms-col-state = وضع
alarms-col-since = از
alarms-col-counted = رویدادها
alarms-col-watched = روزهای دارای ثبت
alarms-learning = دانسته کم است
alarms-put = سخن شما با نشانی { $at } ثبت شد. صفحه تا لحظه‌ای دیگر پیامد آن را نشان می‌دهد.
alarms-noted = چه کاری برای آن می‌شود
alarms-unnoted = هنوز کسی آن را ندیده است.
alarms-said = { $seat }، { $day }: { $says }.
alarms-seen = دیده شد
alarms-real = افزایش واقعاً بود
alarms-false = افزایشی نبود
alarms-what-is-done = چه کاری برای آن می‌شود
alarms-say-seen = دیده شد
alarms-say-real = درست بود
alarms-say-false = نادرست بود
alarms-may-not = افسری از این کرسی که سمتش اجازه می‌دهد پس از ورود می‌تواند هشدار را دریافت کند.
alarms-with-key = شما با کلیدی امضا می‌کنید که این صفحه ندارد. بر دستگاهی که آن را دارد:
told-watch = مراقبت
told-watch-over = پایان مراقبت
told-alarm = هشدار
told-alarm-over = پایان هشدار
told-acknowledged = هشدار دریافت شد
told-headline = { $event }: { $area }
told-headline-exercise = تمرین. { $event }: { $area }
told-more = رویدادهای ثبت‌شده در { $area } بیش از معمول است.
told-signs = نشانه‌هایی از رویداد بیش از معمول در { $area } هست، که برای هشدار بس نیست.
told-is-usual = آنچه در { $area } ثبت می‌شود اکنون معمول است.
told-since = به احتمال زیاد نزدیک { $onset } ({ $iso }) آغاز شد.
told-noted = { $seat } آن را دیده است.
signals-many-lists = همهٔ فهرست‌ها چه را جا می‌گذارند؟
signals-late = چه چیز هنوز گفته نشده است؟
signals-clusters = رویدادها کجا انبوه می‌شوند؟
signals-lots = آیا نام‌های قرعه‌کشیده همین را می‌گویند؟
note-lists-models = بنا بر فهرست‌های خود { $n } کرسی، میانگین مدل‌هایی که در آن‌ها دو فهرست به هم وابسته‌اند، روی هم { $all } (95 %: { $low } تا { $high }).
note-lists-classes = بنا بر گونه‌های پنهان رویداد، با آنچه تطبیق باز می‌گذارد، روی هم { $all } (95 %: { $low } تا { $high }).
note-lists-none = چیزی نمی‌توان گفت: فهرست‌های خود سه کرسی با 30 رویداد لازم است، ده تا از آن‌ها در دو فهرست یا بیشتر؛ اینجا { $n } کرسی فهرست دارند.
note-lists-caveat = آنجا که برخی رویدادها را تقریباً کسی نمی‌بیند، هر مدلی کم می‌گوید و بازه‌اش کمتر از ادعایش می‌گوید.
note-recent = دربارهٔ { $day } تاکنون { $told } گفته شده و معمولاً تا این زمان { $share } % گفته می‌شود؛ در پایان { $low } تا { $high }، نُه بار از ده.
note-recent-all = اگر گزارش‌ها مانند پیش برسند، دربارهٔ روزهای اخیر تقریباً همه چیز گفته شده است.
note-recent-none = چیزی نمی‌توان گفت: از رویدادهای نیم‌سال اخیر شمار اندکی ظرف 14 روز ثبت شده است.
note-recent-caveat = فرض است که تأخیرها همان است که بود. قطع ارتباط این را می‌شکند و چون آرامشی می‌نماید که نیست.
note-cluster = { $areas }: از { $since } { $n } رویداد، در حالی که { $expected } انتظار می‌رفت؛ تصادف تنها هر { $days } روز یک بار تا این اندازه می‌رود.
note-clusters-none = هیچ منطقه‌ای بیش از آنچه تصادف بسیار می‌آورد انبوه نیست.
note-clusters-untold = چیزی نمی‌توان گفت: کمتر از دو منطقه مرز کشیده دارند.
note-clusters-caveat = انتظار آن است که از جمع منطقه‌ها و روزها برمی‌آید. منطقه‌هایی که پایش آن‌ها دگرگون شده انبوه می‌نمایند.
note-lots-more = { $first } و { $then }: با نام‌های قرعه‌کشیده در هر منطقه و هفته، در { $chance } از قرعه‌ها کنش‌ها به همین یک‌سویگی در پی هم می‌آیند. ترتیب این دو بیش از بازی قرعه است.
note-lots-no-more = { $first } و { $then }: با نام‌های قرعه‌کشیده در هر منطقه و هفته، در { $chance } از قرعه‌ها کنش‌ها به همین یک‌سویگی در پی هم می‌آیند. ترتیب این دو را از بازی قرعه نمی‌توان شناخت.
note-lots-few = چیزی نمی‌توان گفت: همهٔ ادعاها به هر یک از دو طرف کمتر از 20 رویداد می‌گذارند.
note-lots-caveat = تنها رویدادهایی که همهٔ ادعاها به یک طرف می‌گذارند. بیش از بازی قرعه، علت نیست.
