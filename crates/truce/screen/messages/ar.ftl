# رسائل الشاشة بالعربية.

nav-label = الصفحات
nav-situation = الوضع
nav-agreement = الاتفاق
nav-bulletins = النشرات
nav-record = السجل
skip = انتقل إلى المحتوى
to-situation = إلى صفحة الوضع
live-grew = وردت قيود جديدة: حدِّث الصفحة
locked-band = الشاشة مقفلة: يمكن قراءتها ولا يمكن تغيير شيء.
choose-language = اللغة
choose-light = المظهر
light-auto = كما في الجهاز
light-light = فاتح
light-dark = داكن

problem-foreign-page = جاء الطلب من موقع آخر
problem-foreign-page-do = لم يتغير شيء. افتح الصفحة من هنا وأعد المحاولة.
problem-misshapen = تعذّر فهم الطلب
problem-misshapen-do = تحقق من العنوان أو مما مُلئ من الحقول.
problem-not-signed-in = لم تسجل الدخول
problem-not-signed-in-do = هذه الصفحة لمن يعملون باسم البعثة. سجِّل الدخول أولًا.
problem-may-not = لا يحق لك ذلك
problem-may-not-do = راجع من يتولى حسابات الدخول في هذه البعثة.
problem-no-such-page = لا توجد صفحة كهذه
problem-no-such-page-do = تحقق من العنوان، أو ابدأ من صفحة الوضع.
problem-other-method = هذه الصفحة لا تستجيب لمثل هذا الطلب
problem-other-method-do = افتحها كصفحة، أو اقرأ وصف الواجهة البرمجية.
problem-too-slow = استغرق الطلب وقتًا طويلًا
problem-too-slow-do = أعد المحاولة؛ وإن تكرر ذلك فالاتصال بطيء أو الجهاز مشغول.
problem-too-long = الطلب أطول من اللازم
problem-too-long-do = أرسل أقل من ذلك في المرة الواحدة.
problem-other-kind = نوع محتوى الطلب غير معروف هنا
problem-other-kind-do = أرسل استمارة أو ما يطلبه وصف الواجهة البرمجية.
problem-too-often = طلبات كثيرة جدًا
problem-too-often-do = انتظر ربع ساعة ثم أعد المحاولة.
problem-locked = الشاشة مقفلة
problem-locked-do = يمكن قراءتها ولا يمكن تغيير شيء إلى أن يفتحها من يتولى حسابات الدخول.
problem-failed = حدث خلل هنا
problem-failed-do = لم يُفقد شيء من السجل. يجد مشغّل هذه العقدة السبب في رسائلها.
problem-not-yet = ما زالت الصورة قيد الاستخلاص
problem-not-yet-do = يحدث هذا بعد بدء التشغيل. أعد المحاولة بعد قليل.

situation-day-of-truce = اليوم { $n } من الهدنة
situation-before-truce = قبل دخول الهدنة حيز التنفيذ
situation-today = اليوم بحسب ساعة المناوبة:
situation-lead = الأرقام كما سجّلتها كل بعثة. لا تُجمع أرقام بعثات مختلفة، واليوم الذي لا كشف له يومٌ مجهول لا يومٌ هادئ.
situation-week = من { $from } إلى { $to }
proved-heading = ما ثبت في حق البعثات
proved-fork = روى سجلها تاريخين مختلفين؛ ويُعتدّ به إلى حيث يتفقان. الإثبات:
proved-witness-fault = شهدت مرآتها لما لا يمكن أن يصح معًا. الإثبات:
day-before = اليوم السابق
day-after = اليوم التالي
registered-caption = الحالات كما سجّلتها كل بعثة، وما يُعرف عنها
col-seat = البعثة
col-cases = الحالات
col-known = ما يُعرف عنها
part-matched = متطابقة
part-contested = معترَض عليها
part-one-sided = من طرف واحد
part-unexplained = غير مفسَّرة
part-matched-means = في السجل واقعة أبلغت عنها مصادر هذه البعثة ومصادر بعثة أخرى.
part-contested-means = تقول بعثة أخرى إنها لا تؤكد الحالة، أو تنفي الواقعة.
part-one-sided-means = حالات تزيد على ما سجّلته أي بعثة أخرى هناك، فلا يمكن أن ترد في قائمة أخرى.
part-unexplained-means = قد ترد الحالات نفسها في قائمة أخرى، لكن لا شيء في السجل يقول ذلك.
days-without-figure = { $cat ->
    [zero] ليس بينها يوم بلا رقم
    [one] ما عدا يومًا واحدًا بلا رقم
    [two] ما عدا يومين بلا رقم
    [few] ما عدا { $n } أيام بلا رقم
    [many] ما عدا { $n } يومًا بلا رقم
   *[other] ما عدا { $n } يوم بلا رقم
}
no-figure = لا رقم في السجل: مجهول وليس صفرًا
fact-incidents = الوقائع في السجل
fact-of-two = { $cat ->
    [zero] لم تُبلغ عن أي منها بعثتان
    [one] منها واقعة واحدة أبلغت عنها بعثتان أو أكثر
    [two] منها واقعتان أبلغت عنهما بعثتان أو أكثر
    [few] منها { $n } وقائع أبلغت عنها بعثتان أو أكثر
    [many] منها { $n } واقعة أبلغت عنها بعثتان أو أكثر
   *[other] منها { $n } واقعة أبلغت عنها بعثتان أو أكثر
}
fact-impediments = منع المراقبين
fact-impediments-mean = والصمت من هناك لا يدل على شيء
fact-watching = المراقبة المسجَّلة
fact-patrols = { $cat ->
    [zero] لا دوريات
    [one] دورية واحدة
    [two] دوريتان
    [few] { $n } دوريات
    [many] { $n } دورية
   *[other] { $n } دورية
}
fact-hours = { $cat ->
    [zero] لا ساعات
    [one] ساعة واحدة
    [two] ساعتان
    [few] { $n } ساعات
    [many] { $n } ساعة
   *[other] { $n } ساعة
}
fact-cameras = { $cat ->
    [zero] لا كاميرات
    [one] كاميرا واحدة
    [two] كاميرتان
    [few] { $n } كاميرات
    [many] { $n } كاميرا
   *[other] { $n } كاميرا
}
fact-nothing-seen = { $cat ->
    [zero] لا بلاغات بعدم مشاهدة شيء
    [one] بلاغ واحد بعدم مشاهدة شيء
    [two] بلاغان بعدم مشاهدة شيء
    [few] { $n } بلاغات بعدم مشاهدة شيء
    [many] { $n } بلاغًا بعدم مشاهدة شيء
   *[other] { $n } بلاغ بعدم مشاهدة شيء
}
fact-not-watched = لا شيء في السجل يقول إن أحدًا راقب: فقلة الحالات لا تدل على الكثير
silent-days = { $cat ->
    [zero] لكل يوم من هذه الأيام كشف في السجل.
    [one] يوم واحد من هذه الأيام لا كشف له في السجل من أي بعثة.
    [two] يومان من هذه الأيام لا كشف لهما في السجل من أي بعثة.
    [few] { $n } من هذه الأيام لا كشف لها في السجل من أي بعثة.
    [many] { $n } من هذه الأيام لا كشف لها في السجل من أي بعثة.
   *[other] { $n } من هذه الأيام لا كشف لها في السجل من أي بعثة.
}
nodes-heading = السجلات والعُقد
col-log = سجل
col-held = المحفوظ هنا
col-settled = المستقر
col-node = العقدة
node-frozen = روى تاريخين؛ يُعتدّ به إلى القيد { $n }
node-reached = متصلة
node-not-reached = غير متصلة
node-own = هذه العقدة، أو لم تُسأل بعد
withheld-heading = ما لا يُعلن
withheld-nothing = ليس في السجل هنا شيء مختوم.
withheld-fields = { $cat ->
    [zero] لا حقول مختومة في بلاغاتها
    [one] حقل مختوم واحد في بلاغاتها
    [two] حقلان مختومان في بلاغاتها
    [few] { $n } حقول مختومة في بلاغاتها
    [many] { $n } حقلًا مختومًا في بلاغاتها
   *[other] { $n } حقل مختوم في بلاغاتها
}
unread = { $cat ->
    [zero] يستطيع هذا البرنامج قراءة جميع القيود.
    [one] في السجل قيد واحد لا يستطيع هذا البرنامج قراءته.
    [two] في السجل قيدان لا يستطيع هذا البرنامج قراءتهما.
    [few] في السجل { $n } قيود لا يستطيع هذا البرنامج قراءتها.
    [many] في السجل { $n } قيدًا لا يستطيع هذا البرنامج قراءتها.
   *[other] في السجل { $n } قيد لا يستطيع هذا البرنامج قراءتها.
}

agreement-lead = النص النافذ وما يُختبر منه. النص والشروح بلغة ملفات الاتفاق.
agreement-concluded = تاريخ الإبرام
agreement-in-force = نافذ منذ
agreement-digest = بصمة SHA-256 لملفاته
articles-heading = المواد
provisions-heading = ما يُختبر
zones-heading = المناطق
zone-whole = الإقليم كله.
zone-margin = { $cat ->
    [zero] الحدود دقيقة. المحافظات:
    [one] قد تخطئ الحدود بمتر واحد. المحافظات:
    [two] قد تخطئ الحدود بمترين. المحافظات:
    [few] قد تخطئ الحدود بمقدار { $n } أمتار. المحافظات:
    [many] قد تخطئ الحدود بمقدار { $n } مترًا. المحافظات:
   *[other] قد تخطئ الحدود بمقدار { $n } متر. المحافظات:
}
zone-disputed = شمول الاتفاق لها موضع خلاف:
view-covered = مشمولة:
view-not-covered = غير مشمولة:
keeping-heading = كيف يُحفظ السجل
amendments-heading = التعديلات
amendments-none = لا تعديل في السجل.

record-lead = تحتفظ كل بعثة بسجل واحد لا ينقص أبدًا. وتحفظه البعثات الأخرى وتوقّع على ما تحفظه.
heads-heading = رؤوس السجلات
col-entries = القيود
col-root = الجذر
col-files = الموقَّع
quorum-mirrors = { $cat ->
    [zero] يستقر القيد من غير أن تحفظه بعثة أخرى،
    [one] يستقر القيد متى حفظته بعثة أخرى واحدة
    [two] يستقر القيد متى حفظته بعثتان أخريان
    [few] يستقر القيد متى حفظته { $n } بعثات أخرى
    [many] يستقر القيد متى حفظته { $n } بعثة أخرى
   *[other] يستقر القيد متى حفظته { $n } بعثة أخرى
}
quorum-cosigners = { $cat ->
    [zero] ومن غير توقيع مصادق على رأس يشمله.
    [one] ووقّع مصادق واحد على رأس يشمله.
    [two] ووقّع مصادقان على رأس يشمله.
    [few] ووقّع { $n } مصادقين على رأس يشمله.
    [many] ووقّع { $n } مصادقًا على رأس يشمله.
   *[other] ووقّع { $n } مصادق على رأس يشمله.
}
recent-heading = آخر القيود
recent-proof = إثبات لأي قيد يستطيع أي شخص التحقق منه دون اتصال:
col-address = العنوان
col-kind = النوع
col-recorded = وقت القيد

bulletins-lead = تُعَدّ النشرة من الرؤوس التي تذكرها. ومن كانت لديه الرؤوس نفسها حصل على البايتات نفسها.
bulletins-none = لا كشف في السجل بعد.
bulletins-days = { $cat ->
    [zero] لا يوم له كشف في السجل.
    [one] ليوم واحد كشف في السجل.
    [two] ليومين كشف في السجل.
    [few] لـ{ $n } أيام كشف في السجل.
    [many] لـ{ $n } يومًا كشف في السجل.
   *[other] لـ{ $n } يوم كشف في السجل.
}
bulletins-seats = { $cat ->
    [zero] لا بعثات
    [one] بعثة واحدة
    [two] بعثتان
    [few] { $n } بعثات
    [many] { $n } بعثة
   *[other] { $n } بعثة
}
bulletin-title = نشرة { $day }
bulletin-incidents = { $cat ->
    [zero] لا وقائع
    [one] واقعة واحدة
    [two] واقعتان
    [few] { $n } وقائع
    [many] { $n } واقعة
   *[other] { $n } واقعة
}
bulletin-open = افتح النشرة
bulletin-text = نص
bulletin-check = أعِد إعدادها
bulletin-check-how = على أي عقدة تحفظ هذه الرؤوس يعطي هذا الأمر البايتات نفسها:
bulletin-heads = الرؤوس التي أُعدّت منها

api-title = الواجهة البرمجية
api-lead = ما تعرضه الصفحات في صورة بيانات. لا يلزم مفتاح، وتُذكر الأخطاء وفق RFC 9457.
api-parameters = المعاملات
api-responses = الردود

sign-in = تسجيل الدخول
sign-in-title = تسجيل الدخول
sign-in-lead = لمن يعملون باسم هذه البعثة. ويقرأ الباقون الصفحات العامة.
sign-out = تسجيل الخروج
sign-out-everywhere = تسجيل الخروج من كل مكان
set-up-title = إعداد أول حساب دخول
set-up-lead = يتولى هذا الحساب الحسابات الأخرى: يضيفها وينهي جلساتها ويقفل الشاشة. تعمل هذه الصفحة مرة واحدة.
set-up-do = أعِدّ الحساب وسجّل الدخول
field-name = الاسم
field-name-how = أحرف لاتينية صغيرة وأرقام وشرطات.
field-officer = الضابط
field-officer-how = باسم أي ضابط من البعثة يعمل؛ اتركه فارغًا إن لم يكن باسم أحد. صلاحيات الضابط مثبتة في السجل.
field-password = كلمة المرور
field-password-how = 12 حرفًا على الأقل؛ والأفضل عدة كلمات.
field-old-password = كلمة المرور الحالية
field-new-password = كلمة مرور جديدة
account-title = حساب دخولك
account-no-officer = لا أحد: لا يمكن إثبات شيء في السجل
account-may = الصلاحيات
account-may-nothing = القراءة فقط
account-may-how = بحسب التعيينات في السجل؛ وأي تعيين جديد يغيّرها فورًا.
sessions-heading = أين سجلت الدخول
col-begun = منذ
col-seen = آخر استخدام
session-end = إنهاء
session-this = هذا المتصفح
password-heading = كلمة المرور
password-change = غيّرها؛ وتنتهي سائر الجلسات
logins-title = حسابات الدخول
logins-lead = من يستطيع الدخول هنا. تُمنح المناصب بتعيينات في السجل لا في هذه الصفحة.
col-sessions = الجلسات
login-keeps = يتولى الحسابات
login-add = أضف حساب دخول
lock-heading = القفل
lock-lead = ما دامت الشاشة مقفلة يمكن قراءتها ولا يمكن تغيير شيء من خلالها. وتواصل العقدة التوقيع والجلب.
lock-do = اقفل الشاشة
lock-open = افتح الشاشة من جديد
refused-wrong = الاسم أو كلمة المرور غير صحيح.
refused-no-invitation = هذا العنوان غير صالح أو استُخدم من قبل.
refused-not-a-name = يتكون الاسم من 1 إلى 64 من الأحرف اللاتينية الصغيرة والأرقام والشرطات.
refused-taken = لحساب آخر هذا الاسم.
refused-short = { $cat ->
    [zero] كلمة المرور مطلوبة.
    [one] كلمة المرور حرف واحد على الأقل.
    [two] كلمة المرور حرفان على الأقل.
    [few] كلمة المرور { $n } أحرف على الأقل.
    [many] كلمة المرور { $n } حرفًا على الأقل.
   *[other] كلمة المرور { $n } حرف على الأقل.
}
nav-map = الخريطة
map-day = اليوم الأخير
map-stretch = المدة
map-days-1 = يوم واحد
map-days-7 = 7 أيام
map-days-30 = 30 يومًا
map-days-all = كل الأيام
map-standing = بين البعثات
map-any = الكل
map-act = الفعل
map-area = المنطقة الإدارية
map-text = كلمات
map-show = عرض
map-bars = الحوادث بحسب اليوم
map-play = تشغيل
map-pause = إيقاف مؤقت
map-close = إغلاق
map-zoom-in = تكبير
map-zoom-out = تصغير
map-no-script = تحتاج الخريطة إلى متصفح يدعم البرامج النصية وWebGL. القائمة تقول الشيء نفسه.
map-no-seat = لا يؤكده مصدر خاص بأي بعثة
map-disc = يقع في مكان ما داخلها
map-zone = منطقة سارية في ذلك اليوم
map-layers = طبقات البعثة
map-source = اليابسة والحدود: Natural Earth، ملك عام، مرسومة بخطوط تقريبية. المناطق: خطوط الاتفاق نفسه. لا يعبّر أي خط عن رأي في مسار أي حدود.
map-unplaced = لا موقع مسجَّل
map-zones = المناطق السارية في ذلك اليوم
map-zones-none = لا يذكر أي حكم منطقة مرسومة الحدود في ذلك اليوم.
map-count = { $cat ->
    [zero] لا حوادث ({ $n })
    [one] حادث واحد ({ $n })
    [two] حادثان ({ $n })
    [few] { $n } حوادث
    [many] { $n } حادثًا
   *[other] { $n } حادث
}
map-only = { $cat ->
    [zero] لم يُدرج شيء ({ $n }).
    [one] أُدرج آخر حادث ({ $n }).
    [two] أُدرج آخر حادثين ({ $n }).
    [few] أُدرجت آخر { $n } حوادث.
    [many] أُدرج آخر { $n } حادثًا.
   *[other] أُدرج آخر { $n } حادث.
}
map-reports = { $cat ->
    [zero] لا تقارير ({ $n })
    [one] تقرير واحد ({ $n })
    [two] تقريران ({ $n })
    [few] { $n } تقارير
    [many] { $n } تقريرًا
   *[other] { $n } تقرير
}
map-within = { $cat ->
    [zero] ضمن { $n } متر
    [one] ضمن { $n } متر
    [two] ضمن { $n } متر
    [few] ضمن { $n } أمتار
    [many] ضمن { $n } مترًا
   *[other] ضمن { $n } متر
}

nav-incidents = الوقائع
nav-reconciliation = المقارنة
nav-cases = القضايا
order-newest = الأحدث أولاً
order-oldest = الأقدم أولاً
order-reports = الأكثر بلاغات أولاً
order-changed = آخر ما تغيّر أولاً
outcome-apparent-breach = خرق ظاهر (لم يُبتّ فيه)
outcome-consistent = متفق مع الحكم
outcome-outside-coverage = خارج نطاق الحكم
outcome-insufficient = المعلوم غير كافٍ
state-awaiting-admission = بانتظار القبول
state-not-admitted = لم تُقبل
state-awaiting-reply = بانتظار الرد
state-awaiting-findings = بانتظار الاستنتاجات
state-awaiting-opening = بانتظار فتح الاستنتاجات
state-determined = بُتّ فيها
state-awaiting-remedy = بانتظار المعالجة
state-closed = مغلقة
act-small-arms = نيران أسلحة خفيفة
act-shelling = قصف
act-air-strike = غارة جوية
act-explosion = عبوة ناسفة
act-prohibited-weapon = سلاح محظور
act-fire = نيران لم يُذكر نوعها
act-clash = تبادل إطلاق نار
act-seizure = هجوم بري أو استيلاء على موقع
act-movement = تقدم أو نقطة جديدة
act-weapon-holding = سلاح داخل منطقة
act-overflight = تحليق
act-killing = قتل
act-abduction = خطف أو احتجاز
act-intimidation = ترهيب أو نهب
act-aid-blocked = منع المساعدات
act-movement-blocked = منع حركة المدنيين
act-utility-cut = قطع المياه أو مرفق آخر أو تضرره
act-mixing = اختلاط بجماعة مستثناة
act-monitors-hindered = عرقلة المراقبين
act-staging = افتعال حدث
act-unstated = الفعل غير مذكور
aspect-happening = هل وقع
aspect-act = ماذا
aspect-author = من فعله
aspect-place = أين
aspect-time = متى
aspect-killed = القتلى
aspect-injured = الجرحى
aspect-exemption = هل كان مسموحاً
point-act = الفعل
point-time = الوقت
point-place = المكان
point-excluded-group = الجماعة المستثناة
point-exemption = الاستثناء
point-author = الفاعل
point-event = الحدث
point-first-shot = الطلقة الأولى
truth-yes = نعم
truth-no = لا
truth-unknown = غير معلوم
action-admit = قبول القضية
action-ask-reply = طلب الرد
action-reply = الرد
action-find = تقديم الاستنتاج أو فتحه
action-verify = التحقق
action-ask-remedy = الموافقة على المعالجة
action-check-remedy = فحص المعالجة
area-none = المنطقة غير مذكورة
place-no-position = لم يُذكر موقع
place-within = معلوم ضمن { $metres } م
standing-none = لم يروها مصدر تابع لأي بعثة
incidents-lead = بلاغات يُرى أنها عن حدث واحد. كل قول يبقى منسوباً إلى قائله، ولا شيء هنا يبتّ في ما وقع.
incidents-table = جدول الوقائع
incidents-none = لا واقعة في السجل تطابق الطلب. ولا يعني ذلك أن شيئاً لم يقع.
told-by = روته مصادر
denied-by = نفته
between-seats = بين البعثات
col-case = القضية
no-seats-source = لا مصدر تابعاً لبعثة
versions-differ = الروايات مختلفة
case-none = لا قضية
filter-text = كلمات
filter-area = المنطقة
filter-any = أيّ كان
filter-since = من
filter-until = إلى
filter-outcome = قد تعني رواية
filter-order = الترتيب
filter-contested = فقط حيث تختلف دلالة الروايات
filter-do = عرض
filter-clear = عرض الكل
search-not-understood = تعذّر فهم الكلمات: علامات الاقتباس والأقواس تأتي أزواجاً، و OR و NOT تحتاجان إلى كلمة من الجانبين.
next-page = الصفحة التالية
judged-band = حكمك مسجل في { $at }. ستعرض الصفحة ما يترتب عليه بعد لحظات.
nobody = لا أحد
claims-heading = الأقوال جنباً إلى جنب
claims-lead = كل قول كما يرويه مصدره. وحيث تختلف المصادر يُعلَّم الجواب.
log-of = في سجل
differs = مختلف
how-exact = مدى الدقة
not-said = لم يُذكر
stance-asserts = يقول إنه وقع
stance-denies = يقول إنه لم يقع
differences-heading = مواضع الاختلاف
links-heading = لماذا هذه البلاغات حدث واحد
links-none = هناك بلاغ واحد، فلم يُجمع شيء.
links-lead = الأوزان بالبان: +1.0 يجعل وحدة الحدث أرجح عشر مرات. ولا يُوزن أبداً من يُلام.
links-with = مع
versions-heading = ما تعنيه كل رواية
versions-lead = الأقوال المتفقة رواية واحدة، وتُقيَّم كل رواية على حدة تقييماً ظاهرياً. أما البتّ فللبعثات.
version-of = رواية
versions-none = ما رُوي لا يمسّ أي حكم.
question-covered = هل يشمله الحكم؟
question-happened = هل وقع؟
question-who = هل يُعرف الفاعل؟
would-settle = ما يحسمه:
nearby-heading = كيف رُصد المكان
judgements-heading = الأحكام
judgements-lead = قول ضابط إن بلاغين عن حدث واحد أو حدثين يسبق قول الآلة. يُسجَّل مع سببه ويمكن الرجوع عنه.
judgements-none = لا أحكام على هذه البلاغات.
judged-same = عُدّا حدثاً واحداً
judged-different = عُدّا حدثين
judge-reason = السبب
judge-take-back = الرجوع عنه
judge-one = بلاغ من هذه الواقعة
judge-other = عنوان البلاغ الآخر
judge-join = هما حدث واحد
judge-split = هما حدثان
judge-may-not = يمكن لضابط في هذه البعثة تخوّله وظيفته الحكم أن يجمع البلاغات أو يفصلها بعد تسجيل الدخول.
entries-heading = قيوده
entry-replaced = حلّ محله بلاغ لاحق
behind-heading = ما وراء الرقم: { $area }، { $seat }
behind-lead = وقائع مسجلة وضعتها مصادر البعثات هناك. الكشف يذكر أعداداً ولا يقول أي الوقائع يعدّ.
behind-asserted = روتها مصادر البعثة
behind-asserted-none = لا شيء في السجل.
behind-others = روتها مصادر بعثات أخرى فقط
behind-others-none = لا شيء في السجل.
behind-denied = نفتها مصادر البعثة
behind-denied-none = لا شيء في السجل.
behind-more = هناك المزيد، وهذه أحدثها. اختر مدة أقصر.
reconciliation-lead = ما تذكره كل بعثة، منطقة منطقة. لا تُجمع أرقام بعثات مختلفة. اختر رقماً لترى ما وراءه.
matrix-heading = المناطق والبعثات
matrix-none = لا كشف يذكر منطقة في هذه المدة: غير معلوم، لا هادئ.
matrix-all = كل المناطق
cell-named-only = ذُكرت بلا رقم
cell-no-list = لا قائمة تبيّن
cell-not-listed = ليست في قائمة كاملة
cell-no-register = لا كشف
contradictions-heading = حيث تناقض الكشوف نفسها
contradictions-none = لا موضع في هذه المدة.
cases-lead = وقائع تناولتها البعثات معاً. هذه الصفحة للقراءة، وتُسجَّل الأعمال بالأوامر.
cases-none = لا قضية في السجل بهذه الحالة.
col-state = الحالة
col-due = الموعد
case-accused = المنسوب إليه
case-changed = آخر عمل
case-overdue = انقضى
case-no-clock = لا مهلة سارية
case-title = القضية { $id }
case-incident = الواقعة
case-provisions = الأحكام المعنية
case-opened = فُتحت
case-admitted = قبلها
due-admission = القبول
due-reply = الرد
due-findings = الاستنتاجات
due-reveal = فتح الاستنتاجات
replies-heading = الردود
case-asked = سُئل
case-late = متأخر
replies-none = لا رد في السجل.
parts-heading = ما فعلته كل بعثة
parts-none = لم يحن موعد أي استنتاج بعد.
seat-part-due = الاستنتاج مطلوب
seat-part-sealed = الاستنتاج مختوم
seat-part-to-reveal = الاستنتاج ينتظر الفتح
seat-part-gave = قدّمت استنتاجها
seat-part-abstained = لم تفتح استنتاجها في الموعد: امتناع
seat-part-silent = لم تقدّم شيئاً في الموعد
seat-part-recused = تنحّت
outcome-heading = النتيجة المشتركة
outcome-by-clock = أنهاها انقضاء المهلة
outcome-none = لم يُبتّ فيها.
outcome-dissent = مخالفة
remedies-heading = المعالجات والمهام
remedy-of = مطلوبة من
remedies-none = لا معالجة مطلوبة.
case-task = مهمة
waiting-heading = ما ينتظرك
waiting-none = لا ينتظر شيء مما تخوّله وظائفك.
changed-heading = ما جدّ في آخر 24 ساعة
changed-none = لم يُسجَّل شيء.
changed-new-incident = واقعة جديدة
changed-more = بلاغ آخر عن واقعة
changed-case = عمل في قضية
changed-register = كشف
changed-all = هناك أكثر مما يُعرض.
incident-reports = { $cat ->
    [zero] { $n } بلاغ
    [one] بلاغ واحد ({ $n })
    [two] بلاغان ({ $n })
    [few] { $n } بلاغات
    [many] { $n } بلاغاً
   *[other] { $n } بلاغ
}
