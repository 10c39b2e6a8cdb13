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
logins-title = حساب‌های ورود
logins-lead = چه کسانی می‌توانند اینجا وارد شوند. سمت‌ها با انتصاب در سوابق داده می‌شود، نه در این صفحه.
col-sessions = نشست‌ها
login-keeps = حساب‌ها را اداره می‌کند
login-add = افزودن حساب ورود
lock-heading = قفل
lock-lead = تا صفحه قفل است می‌توان آن را خواند و از راه آن چیزی را نمی‌توان تغییر داد. گره همچنان امضا و دریافت می‌کند.
lock-do = صفحه را قفل کنید
lock-open = صفحه را دوباره باز کنید
refused-wrong = نام یا گذرواژه نادرست است.
refused-no-invitation = این نشانی معتبر نیست یا پیش‌تر به کار رفته است.
refused-not-a-name = نام ۱ تا ۶۴ حرف کوچک لاتین، رقم یا خط تیره دارد.
refused-taken = حساب دیگری این نام را دارد.
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
changed-all = بیش از آنچه نشان داده شده هست.
incident-reports = { $cat ->
    [one] { $n } گزارش
   *[other] { $n } گزارش
}
