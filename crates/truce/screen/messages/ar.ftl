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
    [few] { $n } أيام من هذه الأيام لا كشف لها في السجل من أي بعثة.
    [many] { $n } يومًا من هذه الأيام لا كشف لها في السجل من أي بعثة.
   *[other] { $n } يوم من هذه الأيام لا كشف لها في السجل من أي بعثة.
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
passkeys-heading = مفاتيح المرور
passkeys-lead = بمفتاح المرور يسجّل هاتف أو حاسوب أو مفتاح أمان دخولك دون كلمة مرور. وتبقى كلمة المرور صالحة.
passkeys-no-address = يرتبط مفتاح المرور باسم، ولم يُعطَ لهذه الشاشة اسم. ويستطيع من يشغّلها أن يعطيها اسمًا:
passkey-add = أضف مفتاح مرور
passkey-remove = إزالة
passkey-remove-how = عند إزالة مفتاح مرور تنتهي سائر الجلسات. أزله من الجهاز أيضًا.
passkey-doubted = لم يعد يفتح شيئًا: ربما نُسخ. أزله وأضف مفتاحًا جديدًا.
passkey-backed-up = على أكثر من جهاز
passkey-or = أو دون كلمة مرور
passkey-sign-in = سجّل الدخول بمفتاح مرور
passkey-script = تحتاج مفاتيح المرور إلى البرامج النصية؛ وكلمة المرور تعمل بدونها.
passkey-elsewhere = يرتبط مفتاح المرور باسم، وقد فُتحت هذه الصفحة باسم آخر أو برقم. افتحها هنا:
passkey-none = لا يعرف هذا المتصفح مفاتيح المرور. استخدم كلمة المرور.
passkey-again = لم يؤكَّد شيء. أعد المحاولة أو استخدم كلمة المرور.
passkey-already = في هذا الجهاز مفتاح مرور لهذا الحساب من قبل.
field-passkey-name = اسم مفتاح المرور
field-passkey-name-how = اسم تعرف به الجهاز: «هاتف العمل».
col-added = أُضيف في
col-passkeys = مفاتيح المرور
passkeys-remove-all = أزل مفاتيح المرور
logins-title = حسابات الدخول
logins-lead = من يستطيع الدخول هنا. تُمنح المناصب بتعيينات في السجل لا في هذه الصفحة.
col-sessions = الجلسات
login-keeps = يتولى الحسابات
login-add = أضف حساب دخول
lock-heading = القفل
lock-lead = ما دامت الشاشة مقفلة يمكن قراءتها ولا يمكن تغيير شيء من خلالها. وتواصل العقدة التوقيع والجلب.
lock-do = اقفل الشاشة
lock-open = افتح الشاشة من جديد
done-heading = ما جرى هنا
done-lead = عمليات الدخول والجلسات والحسابات والقفل. تُضاف الأسطر فقط، ويحمل كل سطر بصمة السطر السابق.
done-broken = السطر { $number } لا يوافق السابق: غُيّر شيء أو حُذف.
done-added = أضاف الحساب
done-ended = أنهى جلسة
done-ended-all = أنهى كل الجلسات
done-locked = قفل الشاشة
done-opened = أعاد فتح الشاشة
done-passkey-added = أضاف مفتاح مرور:
done-passkey-doubted = استخدم مفتاح مرور رجع عدّاده إلى الوراء: ربما نُسخ، ولم يعد يفتح شيئًا
done-passkey-refused = رُفض له مفتاح مرور:
done-passkey-removed = أزال مفتاح مرور:
done-passkeys-removed = أزال كل مفاتيح مرور
done-password-changed = غيّر كلمة المرور
done-signed-in = سجّل الدخول
done-signed-in-by-passkey = سجّل الدخول بمفتاح المرور
refused-wrong = الاسم أو كلمة المرور غير صحيح.
refused-no-invitation = هذا العنوان غير صالح أو استُخدم من قبل.
refused-not-a-name = يتكون الاسم من 1 إلى 64 من الأحرف اللاتينية الصغيرة والأرقام والشرطات.
refused-taken = لحساب آخر هذا الاسم.
refused-not-a-passkey-name = أعطِ مفتاح المرور اسمًا من 60 حرفًا على الأكثر.
refused-passkey = لم يُقبل مفتاح المرور. استخدم كلمة المرور.
refused-passkey-late = طال ذلك أكثر مما ينبغي، أو أُرسل من قبل. أعد المحاولة.
refused-passkey-went-back = ربما نُسخ مفتاح المرور هذا، ولم يعد يفتح شيئًا. سجّل الدخول بكلمة المرور وأزله وأضف مفتاحًا جديدًا.
refused-too-many-passkeys = للحساب 20 مفتاح مرور على الأكثر. أزل واحدًا أولًا.
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
map-bars = الوقائع بحسب اليوم
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
    [zero] لا وقائع
    [one] واقعة واحدة
    [two] واقعتان
    [few] { $n } وقائع
    [many] { $n } واقعة
   *[other] { $n } واقعة
}
map-only = { $cat ->
    [zero] لم يُدرج شيء.
    [one] أُدرجت آخر واقعة.
    [two] أُدرجت آخر واقعتين.
    [few] أُدرجت آخر { $n } وقائع.
    [many] أُدرجت آخر { $n } واقعة.
   *[other] أُدرجت آخر { $n } واقعة.
}
map-reports = { $cat ->
    [zero] لا بلاغات
    [one] بلاغ واحد
    [two] بلاغان
    [few] { $n } بلاغات
    [many] { $n } بلاغًا
   *[other] { $n } بلاغ
}
map-within = { $cat ->
    [zero] في النقطة نفسها
    [one] ضمن متر واحد
    [two] ضمن مترين
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
beside = { "\u200F" }{ $one } · { $other }
quoted = { "\u200F" }«{ $text }»
quoted-as = { "\u200F" }«{ $text }» ({ $name })
either = { $one } أو { $other }
blamed-nobody = لا يسمّي أحدًا
blamed-named = يسمّي { $actor }
blamed-not = يقول إن الفاعل ليس { $actor }
place-not-stated = المكان غير مذكور
exemption-return-fire = رد على نار
exemption-excluded-target = استهداف جماعة مستثناة
exemption-exercise = تمرين
exemption-accident = حادث عرضي
open-tested = لم يُذكر أنه مما يختبره الحكم
open-aid = لم يُذكر هل أُخذت المساعدات أو أُوقفت
open-what = لم يُذكر ما الذي فُعل
open-weapon-held = لم يُذكر هل استُعمل السلاح أم وُجد فقط
open-weapon-used = لم يُذكر هل استُعمل سلاح في قتال
open-attack = لم يُذكر هل وقع ذلك في هجوم
open-monitors = لم يُذكر هل ضُلّل المراقبون أو مُنعوا بذلك
open-ground = لم يُذكر هل كان على أرض يمسكها الطرف الآخر
ground-act-tested = { $act }: هو ما يختبره الحكم
ground-act-unclear = { $act }: { $open }
ground-in-force = نافذ في ذلك الوقت
ground-not-yet = غير نافذ قبل { $moment }
ground-over = لم يعد نافذًا منذ { $moment }
ground-straddles = الوقت المروي يمتد على جانبي { $moment }
ground-inside = يقع المكان في { $zone }
ground-outside-zones = يقع المكان خارج المناطق
ground-place-open = لا يُعرف هل يقع المكان في المناطق
ground-disputed = يختلف الطرفان في شمول { $zone }
ground-bound = { $actor }: ملزَم
ground-excluded = { $actor }: مستثنى من الاتفاق
ground-no-party = { $actor }: ليس طرفًا
ground-binds-others = لا يُلزم الحكم { $actor }
ground-not-joined = { $actor }: لم يكن قد انضم حينها
ground-standing-unclear = ليس واضحًا هل { $actor } ملزَم: { $why }
ground-mixed = من بين { $actor } أحدهم ملزَم وآخر غير ملزَم
ground-sides-differ = { $actor }: سُمّوا وهم من جانبين مختلفين
ground-nobody-named = لم يُسمَّ أحد
ground-nobody-known = من سُمّي لا يعرفه الاتفاق
ground-author-contested = تختلف الروايات في الفاعل
ground-author-uncorroborated = سمّاه مصدر واحد، أو مصادر جانب واحد وحدها
ground-author-refuted = من سُمّوا لم يفعلوه
ground-no-exception = لا ينطبق استثناء
ground-at-excluded = استُهدف { $actor }، وهو مستثنى
ground-at-excluded-and-others = أصاب { $actor }، وهو مستثنى، وغيره
ground-claimed = يُدّعى أنه { $claim }
ground-not-provided = يُدّعى أنه { $claim }، ولا استثناء لذلك
ground-happened = وقع كما رُوي
ground-event-contested = تختلف الروايات في وقوعه
ground-event-uncorroborated = رواه مصدر واحد، أو مصادر جانب واحد وحدها
ground-first-shot-open = لم يُذكر من أطلق النار أولًا
ground-with-excluded = مع { $actor }، وهو مستثنى
ground-without-excluded = لم تشارك فيه جماعة مستثناة
ground-with-unnamed = لم تُذكر الجماعة
settle-description = وصف أدق ممن رآه
settle-hour = الساعة، من سجل أو وقت صورة أو شاهد ثانٍ
settle-position = الموقع، في حدود هامش المنطقة
settle-coverage = بيان مشترك في شمول الأرض، أو خرائط يقبلها الطرفان
settle-standing = بيان من الضامن الذي يجيب عنهم، أو انضمامهم الموقَّع
settle-second-or-origin = مصدر ثانٍ مستقل، أو نقطة الانطلاق
settle-origin = نقطة الانطلاق: اتجاهات الحفر أو الرادار أو من كان يمسك الأرض
settle-who = الفاعل: نقطة الانطلاق ومن كان يمسك الأرض
settle-aim = أي المصابين كان المستهدف
settle-first-shots = أوقات الطلقات الأولى، من سجلات الجانبين أو مراقب ثالث
settle-who-held = من كان يمسك ما أُصيب في تلك الساعة
settle-exercise = إشعار التمرين، وأين سقطت قذائفه
settle-accident = تحقيق من يدّعيه، معروضًا على البعثات
settle-visit = زيارة المكان، وصور بوقتها وموقعها
settle-second = مصدر ثانٍ مستقل من غير الجانب نفسه
settle-group = اسم الجماعة، من أعلام أو أوراق أو شهود محليين
conclusion-breach = خرق من { $actor }
conclusion-by-excluded = فعله { $actor }، وهو مستثنى من الاتفاق
conclusion-unattributed = خرق لم يثبت فاعله
conclusion-third-state = فعلته دولة خارج الاتفاق
conclusion-coverage-open = وقع، وشموله غير محسوم
conclusion-unfounded = لم يقع
conclusion-insufficient = الأدلة غير كافية
joint-agreed = اتُّفق: { $conclusion }
joint-agreed-dissent = اتُّفق: { $conclusion }؛ المخالف: { $seats }
joint-differ = لا اتفاق: الاستنتاجات مختلفة
joint-too-few = لا اتفاق: الاستنتاجات أقل مما تطلبه القاعدة
joint-silence = لا اتفاق: لم تقدّم أي بعثة استنتاجًا
joint-parallel = لا اتفاق: كل استنتاج قائم بذاته
reply-admits = كان كذلك
reply-denies-fact = لم يقع
reply-denies-responsibility = وقع وفعله غيره
reply-claims-return-fire = كان ردًا على نار
reply-claims-exempt = يجيزه الاتفاق
reply-claims-provocation = تسبّب فيه الطرف الآخر
remedy-proposed = مقترحة
remedy-asked = مطلوبة
remedy-overdue = لم تُفحص في موعدها
remedy-met = تحققت
remedy-missed = لم تتحقق
remedy-not-measured = تعذّر قياسها
contradiction-above = مجموع المناطق { $sum }، وهو أكثر من المجموع المذكور { $total }
contradiction-below = مجموع المناطق { $sum } من المجموع المذكور { $total }
contradiction-other-total = يذكر النص نفسه { $other } إلى جانب المجموع { $total }
contradiction-twice = { $area }: مذكورة مرتين
contradiction-no-figures = { $cat ->
    [zero] لا منطقة ذُكرت بلا رقم
    [one] ذُكرت منطقة واحدة بلا رقم
    [two] ذُكرت منطقتان بلا رقم
    [few] ذُكرت { $n } مناطق بلا رقم
    [many] ذُكرت { $n } منطقة بلا رقم
   *[other] ذُكرت { $n } منطقة بلا رقم
}
reason-judged = حُكم بأنها حدث واحد
reason-no-place = لم يُذكر مكان
reason-same-act = الفعل نفسه
reason-told = من يرويه ومن لا يرويه
reason-repeats = المصدر نفسه مرة أخرى
reason-word-for-word = مطابق حرفيًا لقول مصدر آخر
reason-in-detail = مطابق في كل تفصيل لقول مصدر آخر
reason-crowding = يُتوقع وقوع أحداث أخرى في الجوار
reason-rivals = قد تكون عدة بلاغات من مصدر واحد عن هذا الحدث
reason-received-twice = الرواية نفسها وردت مرتين
reason-place = بينهما { $apart }، بدقة { $one } و{ $other }
reason-times = بينهما { $apart } في الزمن
reason-dates = مؤرخان بدقة { $dated }، وبين وسطيهما { $apart }
reason-time-and-date = وقت محدد وآخر بدقة { $dated }، وبين وسطيهما { $apart }
reason-window = مدة { $length }
reason-day = يوم
reason-toll = { $what }: { $one } مقابل { $other }
reason-or-more = { $least } فأكثر
reason-acts = { $one } مقابل { $other }
unit-metres = { $number } م
unit-kilometres = { $number } كم
unit-minutes = { $number } د
unit-hours = { $number } س
unit-days = { $cat ->
    [zero] أقل من يوم
    [one] يوم واحد
    [two] يومان
    [few] { $n } أيام
    [many] { $n } يومًا
   *[other] { $n } يوم
}
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
filter-counted = ما تعدّه المؤشرات، كما تعدّه
filter-may-be-of = قد يكون من عمل
filter-do = عرض
filter-clear = عرض الكل
search-not-understood = تعذّر فهم الكلمات: علامات الاقتباس والأقواس تأتي أزواجاً، و OR و NOT تحتاجان إلى كلمة من الجانبين.
next-page = الصفحة التالية
filters-fold = التصفية
filters-in-use = { $cat ->
    [zero] بلا تصفية
    [one] واحد مستعمل
    [two] اثنان مستعملان
    [few] { $n } مستعملة
    [many] { $n } مستعملًا
   *[other] { $n } مستعمل
}
filters-heading = مرشّحاتك
filters-none = لم تحفظ شيئاً.
filters-opens = تُفتح به الصفحة
filters-name = اسم لما هو مطلوب الآن
filters-new-name = الاسم
filters-save = حفظ
filters-change = تغيير هذا المرشح
filters-rename = تغيير الاسم
filters-forget = حذف
filters-open-with = فتح الصفحة به
filters-open-with-all = فتح الصفحة بكل الوقائع
triage-heading = للوقائع المختارة
triage-choose = اختيار الواقعة { $id }
triage-seen = اطُّلع عليها
triage-reason-how = الحكم يحتاج إلى سبب، ويُسجَّل لكل زوج.
triage-different = هي أحداث مختلفة
triage-mark-seen = وضع علامة اطّلاع
triage-mark-unseen = إزالة العلامة
triage-undo = الرجوع عنها
triage-judged = { $cat ->
    [zero] لم يُسجَّل أي حكم.
    [one] سُجّل حكم واحد. ستعرض الصفحة ما يترتب عليه بعد لحظات.
    [two] سُجّل حكمان. ستعرض الصفحة ما يترتب عليهما بعد لحظات.
    [few] سُجّلت { $n } أحكام. ستعرض الصفحة ما يترتب عليها بعد لحظات.
    [many] سُجّل { $n } حكمًا. ستعرض الصفحة ما يترتب عليها بعد لحظات.
   *[other] سُجّل { $n } حكم. ستعرض الصفحة ما يترتب عليها بعد لحظات.
}
keys-heading = المفاتيح
keys-where = تعمل ما دام التركيز على الجدول.
keys-next = الواقعة التالية
keys-previous = الواقعة السابقة
keys-choose = اختيارها أو تركها
keys-open = فتحها
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
tasks-heading = المهام
tasks-none = لا مهمة في السجل.
tasks-put = { $cat ->
    [zero] لم تُسجَّل أي مهمة.
    [one] سُجّلت مهمة واحدة. ستعرضها الصفحة بعد لحظات.
    [two] سُجّلت مهمتان. ستعرضهما الصفحة بعد لحظات.
    [few] سُجّلت { $n } مهام. ستعرضها الصفحة بعد لحظات.
    [many] سُجّلت { $n } مهمة. ستعرضها الصفحة بعد لحظات.
   *[other] سُجّلت { $n } مهمة. ستعرضها الصفحة بعد لحظات.
}
task-ask = طلب التحقق
task-lead = تُسجَّل لكل واقعة مختارة مهمة في قضيتها: ما الذي يُراد معرفته، وعلى أي بعثة، وحتى أي يوم. وتُسجَّل بوصفها قولك.
task-none-chosen = لم تُختر أي واقعة. اختر من القائمة أولًا.
task-in-case = في القضية
task-no-case = لا قضية مفتوحة بشأنها، والمهمة لا تكون إلا في قضية.
task-not-known = غير معلوم:
task-settles = ما الذي تحسمه
task-owner = البعثة المكلَّفة بها
task-due = الموعد
task-what = ما الذي يُعمل
task-set-by = وضعتها
task-answer = جوابها
task-do = تسجيل
task-back = رجوع
task-open = قائمة
task-over = انقضى يومها
task-done = أُنجزت
task-may-not = يمكن لضابط في هذه البعثة تخوّله وظيفته ذلك أن يطلب التحقق بعد تسجيل الدخول.
take-up-heading = فتح قضية بشأنها
take-up-lead = تسري مُهَل القضية منذ ذلك الحين، وتُسأل البعثات الأخرى قبولها.
take-up-under = بموجب أي أحكام
take-up-urgent = تسري المُهَل القصيرة
take-up-do = فتح القضية
take-up-put = سُجّلت في { $at }. ستظهر القضية بعد لحظات، ثم يمكن وضع مهام فيها.
take-up-may-not = يمكن لضابط في هذه البعثة تخوّله وظيفته ذلك أن يفتح قضية بعد تسجيل الدخول.
found-heading = ما تبيّن بالمعاينة
found-none = لا شيء في السجل.
looked-remotely = تُحقق منه عن بُعد
looked-on-site = تُحقق منه في الموقع
looked-refuted = ثبت خلافه
looked-staged = مفتعَل
looked-duplicate = رُوي من قبل في { $of }
looked-no-access = تعذّر التحقق: لم يُسمح لأحد بالمرور
looked-too-late = تعذّر التحقق: فات الأوان
looked-too-dangerous = تعذّر التحقق: الخطر أكبر من اللازم
looked-jammed = تعذّر التحقق: شُوِّش على الأجهزة
entry-task = مهمة
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
remedies-heading = المعالجات
remedy-of = مطلوبة من
remedies-none = لا معالجة مطلوبة.
waiting-heading = ما ينتظرك
waiting-none = لا ينتظر شيء مما تخوّله وظائفك.
changed-heading = ما جدّ في آخر 24 ساعة
changed-none = لم يُسجَّل شيء.
changed-new-incident = واقعة جديدة
changed-more = بلاغ آخر عن واقعة
changed-case = عمل في قضية
changed-register = كشف
changed-since-heading = ما تغيّر منذ اطّلاعك الأخير
changed-seen-at = ذكرتَ أنك اطّلعت على هذه الصفحة في
changed-see = اطّلعتُ على هذا
changed-see-means = تبدأ القائمة بعدها بما يأتي بعد هذه الصفحة.
changed-now = الآن:
changed-joined = حُكم بأنهما حدث واحد، في الواقعة
changed-split = حُكم بأنهما حدثان، من الواقعة
changed-taken-back = رجوع عن حكم، في الواقعة
changed-case-opened = فُتحت قضية
changed-reply = رد في قضية
changed-determined = بُتّ في قضية
changed-fork = إثبات أن سجلاً روى تاريخين
changed-witness-fault = إثبات أن مرآة شهدت لما لا يصح معًا
changed-absent = قيل إن بعثة غائبة
changed-present = قيل إن بعثة عادت
changed-all = هناك أكثر مما يُعرض.
incident-reports = { $cat ->
    [zero] لا بلاغات
    [one] بلاغ واحد
    [two] بلاغان
    [few] { $n } بلاغات
    [many] { $n } بلاغًا
   *[other] { $n } بلاغ
}

# Signals and alarms
chart-number = { $n }
chart-percent = { $n }٪
chart-day = { $day }
chart-area = { $area }
chart-all-areas = كل المناطق
chart-between-names = ، 
chart-timeline-title = ما عُدّ يومًا بيوم ومستوياته: { $area }
chart-level-changed = عدد تغيّرات المستوى: { $n }؛ آخرها نحو { $day } (بين { $from } و{ $through }). ومنذ ذلك الحين { $mean } في اليوم.
chart-level-same = لا يظهر في الأعداد تغيّر في المستوى: { $mean } في اليوم.
chart-level-of = المستوى من { $from } إلى { $through }: { $mean } في اليوم
chart-no-answer-days = لا جواب: الأيام التي في السجل عنها شيء: { $n }؛ والمطلوب: { $needed }.
chart-no-answer-incidents = لا جواب: الوقائع المعدودة: { $n }؛ والمطلوب: { $needed }.
chart-no-answer-unstable = لا جواب: الوقائع يتبع بعضها بعضًا كثيرًا ({ $children } عن كل واقعة) حتى لا يثبت مستوى.
chart-no-answer-outside = لا جواب: التاريخ خارج الأيام المعدودة أو على طرفها.
chart-date-same = { $date }: لا يمكن القول بتغيّر. قبله { $before } في اليوم وبعده { $after }؛ النسبة { $ratio } (من { $low } إلى { $high }).
chart-date-fell = { $date }: بعده أقل مما قبله. قبله { $before } في اليوم وبعده { $after }؛ النسبة { $ratio } (من { $low } إلى { $high }).
chart-date-rose = { $date }: بعده أكثر مما قبله. قبله { $before } في اليوم وبعده { $after }؛ النسبة { $ratio } (من { $low } إلى { $high }).
chart-date-untold = { $date }: لا يمكن قول شيء؛ الأيام المعروفة حوله قليلة جدًا.
chart-date-naive = المقارنة البسيطة لـ 28 يومًا تعطي { $ratio } وهي مضلِّلة: تنسب إلى التاريخ ما لم يأتِ به.
chart-date-undated = لا تغيّر في المستوى يُؤرَّخ قربه، فقد تكون للفرق أسباب أخرى.
chart-drift-shown = ارتفعت الأعداد منذ الأسبوعين الأولين ({ $mean } في اليوم)؛ تبيّن ذلك في { $day }.
chart-drift-none = لم يظهر ارتفاع منذ الأسبوعين الأولين ({ $mean } في اليوم)؛ والارتفاع الصغير لا يُرى.
chart-caveat-recorded = المعدود هو ما في السجل، لا ما حدث.
chart-caveat-bounds = وقائع لا تنفيها الأقوال عن الطرف: { $most }؛ ومتروكة له وحده: { $least }.
chart-unseen-days = أيام بلا وقائع لا يُعرف أهي هادئة: { $n }. في { $kept } منها مُنع المراقبون، وفي { $less } قلّت المراقبة. وهي مظلَّلة بخطوط؛ فإن حدث شيء لم يُرَ فالمستويات أعلى مما هو هنا.
chart-caveat-single-days = أيام منفردة تخرج عن كل نسبة مع ما حولها، ولا تدخل في أي مستوى: { $n }.
chart-caveat-unwatched = أيام بلا أي سجل: { $n } من { $days }. لا يُعرف أن أحدًا راقب؛ وقد تُركت. وإن كانت هادئة فكل مستوى أدنى مما هو هنا.
chart-caveat-quiet-days = كل يوم معدود تقريبًا فيه واقعة: الأيام الهادئة قلّما سُجّلت، فالمستوى يقول كم يأتي به يوم فيه وقائع.
chart-caveat-exercises = تُركت لأن كل الأقوال تصفها بتمرين: { $n }.
chart-caveat-inexact = رُويت بهامش يتجاوز يومين، وعُدّت في آخرها: { $n }.
chart-caveat-excited = الوقائع يتبع بعضها بعضًا ({ $children } عن كل واقعة)، فوُسّعت الحدود.
chart-key-counted = الوقائع المعدودة في اليوم
chart-key-unwatched = غير معروف، أو لا يُعرف أهو هدوء
chart-key-level = المستوى
chart-key-level-range = المستوى هنا، 95٪
chart-key-dating = التغيّر هنا، 95٪
chart-key-signed = تاريخ التوقيع
chart-alarms-title = الإنذارات منطقةً منطقة
chart-alarm-stands = إنذار: { $areas }. المعدود أكثر من المعتاد.
chart-alarm-noted = أُخذ العلم: { $areas }. اطّلع عليه أحدهم.
chart-watch-stands = مراقبة: { $areas }. علامات ارتفاع لا تكفي للإنذار.
chart-learning = لا يمكن القول بعد عن: { $areas }. الأيام المعروفة أقل من أن تبيّن المعتاد.
chart-unseen = لا يُعرف أهو هدوء: { $areas }. في نصف الأيام الـ14 الأخيرة أو أكثر لا سجل، أو لم يُعَد شيء حين مُنع المراقبون أو قلّت المراقبة؛ وهذه الأيام مظلَّلة بخطوط لا هادئة.
chart-alarms-none = لا إنذار قائمًا حيث يمكن القول.
chart-serious = { $area }، { $day }: يوم واحد فيه { $n } والمتوقع { $usual }. يوم واحد ليس مستوى؛ ويُبلَّغ به الناس وحده.
chart-serious-earlier = أيام جسيمة سابقة مُعلَّمة على الشريط: { $n }.
chart-serious-of = { $area }: { $day }
chart-serious-killed = { $area }، { $day }: بحسب الروايات قُتل { $n } على الأقل. ويُبلَّغ الناس بهذا اليوم وحده.
chart-serious-killed-differ = { $area }، { $day }: قُتل على الأقل { $fewest } بحسب أقل الروايات و{ $most } بحسب أكثرها. ويُبلَّغ الناس بهذا اليوم وحده.
chart-alarm-of = { $area }: { $from } إلى { $through }
chart-promise = الوعد: أقصى عدد للإنذارات الكاذبة في السنة لكل المناطق معًا: { $year }؛ ونصيب الأيام المسجّلة منها (وعددها { $days }): { $allowed }.
chart-promise-judged = الإنذارات حتى الآن: حُكم بصحتها { $real }، وبكذبها { $wrong }، ولم يُحكم في { $open }.
chart-promise-broken = أُخلف الوعد: تحتاج الإنذارات إلى ضبط آخر.
chart-promise-broken-if-false = لو كانت كل التي لم يُحكم فيها كاذبة لأُخلف الوعد.
chart-caveat-alarms = الإنذار يقول إن هناك أكثر من المعتاد؛ لا لماذا ولا مِمَّن. والمنطقة التي لا يراقبها أحد لا تطلق إنذارًا.
chart-key-calm = هدوء
chart-key-learning = غير معروف، أو لا يُعرف أهو هدوء
chart-key-watch = مراقبة
chart-key-alarm = إنذار
chart-key-acknowledged = أُخذ العلم
chart-key-serious = يوم جسيم واحد
chart-key-raised = أُطلق إنذار
chart-key-eased = لوحظ انخفاض
chart-forecast-title = ما قد تأتي به الأيام التالية: { $area }
chart-forecast-next = { $day }: الوسط { $middle }؛ وفي تسع مرات من عشر يكون عدد الوقائع في السجل من { $low } إلى { $high }.
chart-forecast-model = يُعرض النموذج: كان في الأيام الأخيرة أفضل من الأيام الـ 28 الماضية بنسبة { $percent }٪.
chart-forecast-history = يُعرض الماضي: لم يكن النموذج أفضل في الأيام الأخيرة.
chart-forecast-unproven = يُعرض الماضي: الأيام التي أمكن تقييم النموذج فيها: { $n }؛ والمطلوب: 30.
chart-forecast-untested = يُعرض النموذج دون برهان: أيام السجل من آخر 365 يومًا أقل من أن يُقارن بها.
chart-forecast-no-model = يُعرض الماضي: لا يعطي النموذج شيئًا.
chart-forecast-scored = من آخر الأيام المسجّلة (وعددها { $n }) وقع { $within } ضمن نطاق التسعة من عشرة. متوسط الدرجة (الأقل أفضل): النموذج { $model }، الماضي { $history }.
chart-past-title = ما تُوقّع قبل يوم وما جاء: من { $from } إلى { $through }
chart-caveat-forecast = المتوقع هو ما سيكون في السجل في أيام لها سجل. الأيام المعروفة: { $n }؛ وبلا سجل بينها: { $unwatched }. مشورة لا حكم.
chart-caveat-set-right = صُحّح توقع النموذج بمواضع الأعداد في سابقاته.
series-weekly = يكاد كل شيء يقع في يوم واحد من الأسبوع، كما في قائمة تُحدَّث مرة في الأسبوع. والأيام بينها التي تقول 0 عُدّت أيامًا لم يُكتب فيها شيء: { $n }. والمستويات وما يأتي هي لمثل هذه القائمة لا لليوم.
series-zeros = لا يُعرف أن أحدًا راقب: ليس في جدول الأحداث صف ليوم هادئ. أيام بلا حدث حُسبت صفرًا: { $zero } من { $n }.
series-undated = أحداث لا يُعرف يومها، فلم تُحسب: { $left }. أقل ما يكون من الأيام المحسوبة صفرًا وقد وقع فيها أحدها: { $wrong }.
series-undated-some = أحداث لا يُعرف يومها، فلم تُحسب: { $left }. قد يقع بعضها في أيام حُسبت صفرًا.
series-no-rates = لا يمكن قول كم مرة لكل يوم مراقبة، ولا تظليل يوم على أنه لم يُرَ: يلزم لذلك أيام يُعرف أن أحدًا راقب فيها.
series-forecast-known = المتوقع هو ما سيكون في الجدول. الأيام المعروفة: { $n }؛ ومنها ما حُسب صفرًا مع أنه لا يُعرف أن أحدًا راقب: { $zero }. مشورة لا حكم.
series-sides-ucdp = الأطراف في UCDP GED تقول من قاتل، لا من فعل: في العنف الذي تكون الدولة طرفًا فيه يكون الطرف A هو الدولة بحكم التعريف. لا تُقرأ منها أفعال أحد، ولا يُسأل من يتبع من.
series-sides-acled = ‏Actor 1 في تصدير ACLED هو من ذُكر أولًا. وحيث قاتل الطرفان لا يقول ذلك من فعل.
forecast-party = فقط ما لا تنفيه الأقوال عن: { $actor }.
chart-key-nine-in-ten = تسع مرات من عشر
chart-key-one-in-two = مرة من اثنتين
chart-key-middle = الوسط
chart-key-came-within = جاء ضمن النطاق
chart-key-came-outside = جاء خارجه
chart-key-unscored = بلا سجل، أو بلا توقّع
chart-matrix-title = مَن يتبع مَن خلال ثلاثة أيام
chart-matrix-none = لا يمكن إثبات اتجاه في أي منطقة.
chart-matrix-untested = لا يمكن اختبار شيء: لم تُعدّ أفعال طرفين بما يكفي في أي مكان (20 لكل منهما في 60 يومًا).
chart-followed = { $area }: أفعال { $first } تتبعها أفعال { $then } أكثر مما تفسره الموجة المشتركة (الاحتمال { $chance } على الأكثر).
chart-column-then = { $actor }
chart-column-first = بعد { $actor }
chart-column = { $then }، { $first }
chart-cell-detectable = يُرى من { $n }
chart-key-followed = يتبع، بكلا الاختبارين
chart-key-undirected = الاختباران لا يتفقان: لا اتجاه
chart-key-untested = أقل من أن يُختبر
chart-caveat-follows = الإتباع ليس سببًا ولا مبررًا. قد لا يُراقَب الطرفان سواء؛ وقد تحرّك الاثنين أطراف ثالثة وجماعات مستثناة. «يُرى من» هو عدد الردود على كل فعل الذي كان سيُرى أربع مرات من خمس.
chart-caveat-drawn = الفاعلون الذين لا تحسمهم الأقوال اختيروا بالقرعة بين الأطراف 20 مرة.
chart-lists-title = قائمتان متقابلتان: { $one } و{ $other }
chart-lists-told = الأيام التي أبلغ فيها كلاهما: { $days }. في الأولى { $one } وفي الأخرى { $other }؛ وعُدّ متطابقًا { $both } (من { $least } إلى { $most } بحسب المطابقة).
chart-lists-between = قد يكون المجموع من { $low } إلى { $high }. خذوا النطاق كله.
chart-lists-unbounded = المجموع { $low } على الأقل؛ ولا حد أعلى.
chart-lists-refused = لا يمكن القول كم يغيب عن كلتيهما: المشترك بينهما قليل جدًا.
chart-lists-on-record = في السجل
chart-odds = نسبة الأرجحية { $odds }
chart-key-one-list = في قائمة واحدة فقط
chart-key-both-lists = في كلتيهما
chart-key-neither-list = قد يكون المجموع هنا، مع ما تتركه المطابقة
chart-key-in-all = المجموع، و95٪
chart-key-no-bound = يستمر
chart-caveat-lists = تُعدّ الأيام التي أبلغ فيها كلاهما فقط. قوائم الأطراف المتعادية يتجنب بعضها بعضًا (أقل من 1: المتروك أقل)؛ وقوائم تغذيها الأخبار نفسها تتفق أكثر مما ينبغي (أكثر من 1: المتروك أكثر). ولا يُعرف أيهما يصح.
chart-reliability-title = الموثوقية: كم مرة وقعت الأعداد في كل عُشر مما تُوقّع
chart-reliability-even = كانت التوقعات موثوقة بقدر ما تبيّنه الأيام المقيّمة (وعددها { $n })؛ الأعشار الخارجة عن الصدفة: { $outside }.
chart-reliability-uneven = انحرفت التوقعات؛ الأيام المقيّمة: { $n }، والأعشار الخارجة عن الصدفة: { $outside }.
chart-reliability-untold = لا يمكن القول بالموثوقية بعد: الأيام المقيّمة: { $n }؛ والمطلوب: { $needed }.
chart-key-tenth = حصة الأيام في هذا العُشر
chart-key-by-chance = الصدفة تُبقي هنا 19 من 20
chart-caveat-reliability = ليوم واحد قادم بما كان معروفًا حينها. وداخل احتمال العدد نفسه يُختار موضعه بالقرعة، هي نفسها للجميع.
nav-signals = المؤشرات
nav-alarms = الإنذارات
live-alarms = هناك جديد عن إنذار. اعرضه.
on-this-page = في هذه الصفحة
signals-lead = تقديرات ومشورة لا أحكام؛ ولا شيء هنا في السجل.
load-anew = أعد تحميل الصفحة
signals-reckoned = يجري حساب مؤشرات هذا السجل. تظهر في الصفحة حال جهوزها.
signals-older = المعروض محسوب لنسخة سابقة من السجل؛ ويجري حساب الجديدة.
signals-nothing = لا شيء في السجل عن أي يوم انقضى. وهذا لا يعني الهدوء.
signals-holding = هل تصمد الهدنة؟
signals-next = ماذا بعد؟
signals-follows = مَن يتبع مَن؟
signals-unreported = ما الذي ليس في السجل؟
signals-quiet = هدوء لأن أحدًا لا يرى؟
signals-quiet-none = لم تنخفض أعداد آخر 14 يومًا إلى النصف مع انخفاض المراقبة المعروفة في أي منطقة.
signals-quiet-area = { $area }: لا يُعرف أنها هادئة. انخفضت الأعداد من { $before } إلى { $after }، وكذلك المراقبة.
signals-told-by = في السجل: { $n }؛ روته مجموعة مصادر واحدة: { $one }، ومجموعتان: { $two }.
signals-at-least = وبذلك فالمجموع نحو { $least } على الأقل؛ وهذا الحد يقع بنسبة 95٪ بين { $low } و{ $high }. نسخ المصادر بعضها عن بعض يخفضه؛ وما لم يُطابق وكان ينبغي يرفعه.
signals-at-least-none = وهذا أقل من أن يُعرف به كم ليس في أي سجل.
signals-lists-none = لم تبلغ مصادر بعثتين عن أحداث اليوم نفسه: لا شيء يُقابَل.
signals-all-parties = كل الأطراف
signals-all-acts = كل الأفعال
signals-party = الطرف
signals-incidents = الوقائع وراء ذلك
signals-no-forecast = لا يمكن توقع شيء: المسجّل قليل جدًا.
alarms-since = نحو { $onset }، رُصد { $on }
alarms-col-state = الحال
alarms-col-since = منذ
alarms-col-counted = الوقائع
alarms-col-watched = أيام لها سجل
alarms-learning = المعروف قليل
alarms-unseen = لا يُعرف أهو هدوء
alarms-put = كلمتك مسجَّلة برقم { $at }. تعرض الصفحة ما يترتب عليها بعد لحظة.
alarms-narrowed = لا يُراقَب هنا إلا ما يوافق هذا الاختيار بحسب الادعاءات، بوعدٍ خاص به. أما ما يُرسَل إلى الناس فيراقب كل شيء.
alarms-noted = ما يُفعَل بشأنه
alarms-unnoted = لم يأخذ أحد علمًا به بعد.
alarms-said = { $seat }، { $day }: { $says }.
alarms-seen = اطُّلع عليه
alarms-real = كان هناك ارتفاع فعلًا
alarms-false = لم يكن هناك ارتفاع
alarms-what-is-done = ما يُفعَل بشأنه
alarms-say-seen = اطُّلع عليه
alarms-say-real = كان صحيحًا
alarms-say-false = كان كاذبًا
alarms-may-not = يمكن لضابط في هذه البعثة تخوّله وظيفته ذلك أن يأخذ علمًا بإنذار بعد تسجيل الدخول.
alarms-with-key = أنت توقّع بمفتاح ليس لدى هذه الشاشة. على الجهاز الذي فيه المفتاح:
told-watch = ترقّب
told-watch-over = انتهى الترقّب
told-alarm = إنذار
told-alarm-over = انتهى الإنذار
told-acknowledged = أُخذ العلم بالإنذار
told-headline = { $event }: { $area }
told-headline-exercise = تمرين. { $event }: { $area }
told-more = المسجَّل من الوقائع في { $area } أكثر من المعتاد.
told-signs = هناك علامات على وقائع في { $area } أكثر من المعتاد، لا تكفي لإنذار.
told-is-usual = المسجَّل في { $area } هو المعتاد الآن.
told-since = بدأ على الأرجح نحو { $onset } ({ $iso }).
told-noted = أخذ { $seat } علمًا به.
told-serious = يوم جسيم
told-serious-over = سُحب خبر اليوم الجسيم
told-serious-count = { $area }، { $day } ({ $iso }): الوقائع المسجَّلة: { $n }؛ والمتوقع: { $usual }.
told-serious-count-only = { $area }، { $day } ({ $iso }): الوقائع المسجَّلة: { $n }.
told-serious-killed = القتلى على الأقل بحسب الروايات: { $n }.
told-serious-killed-differ = القتلى على الأقل: { $fewest } بحسب أقل الروايات، و{ $most } بحسب أكثرها.
told-serious-acts = ما يُروى: { $acts }.
told-serious-reports = البلاغات التي يستند إليها: { $reports }.
told-serious-reports-more = البلاغات التي يستند إليها: { $reports }، وغيرها وعددها { $n }.
told-serious-caveat = يوم واحد ليس مستوى ولا يطلق إنذارًا. ولا يثبت به شيء: لا يُقال لماذا ولا مِمَّن ولا هل خُرق التزام.
told-serious-gone = ما قيل عن { $day } ({ $iso }) في { $area } لم يعد قائمًا كما قيل: تغيّر السجل.
signals-many-lists = ماذا تُغفل القوائم كلها؟
signals-late = ما الذي لم يُروَ بعد؟
signals-clusters = أين تتزاحم الوقائع؟
signals-lots = هل تقول الأسماء الموزَّعة بالقرعة الشيء نفسه؟
note-lists-models = بحسب قوائم البعثات نفسها (وعددها { $n })، بمتوسط نماذج تتعلق فيها قائمتان إحداهما بالأخرى، المجموع { $all } (95 %: من { $low } إلى { $high }).
note-lists-classes = بحسب أصناف خفية من الوقائع، مع ما تتركه المطابقة مفتوحًا، المجموع { $all } (95 %: من { $low } إلى { $high }).
note-lists-none = لا يمكن قول شيء: يلزم قوائم ثلاث بعثات فيها 30 واقعة، عشر منها في قائمتين أو أكثر؛ وعدد البعثات التي لها قوائم هنا: { $n }.
note-lists-caveat = حيث لا يكاد أحد يرى بعض الوقائع تكون كل النماذج دون الحقيقة، ونطاقها يقول أقل مما يدّعي.
note-recent = عن { $day } رُوي { $told }، والمعتاد أن يكون قد رُوي حتى الآن { $share } %؛ في النهاية { $low } إلى { $high }، تسع مرات من عشر.
note-recent-all = رُوي عن الأيام الأخيرة كل شيء تقريبًا، إن جاءت البلاغات كما كانت تجيء.
note-recent-none = لا يمكن قول شيء: قليل من وقائع نصف السنة الأخير سُجّل خلال 14 يومًا.
note-recent-caveat = يُفترض أن التأخر باقٍ كما كان. انقطاع الاتصالات ينقض ذلك، ويظهر هدوءًا وليس بهدوء.
note-cluster = { $areas }: { $n } منذ { $since } حيث كان المتوقع { $expected }؛ والمصادفة وحدها تبلغ ذلك مرة واحدة في عدد من الأيام هو { $days }.
note-clusters-none = لا مناطق تتزاحم فوق ما تأتي به المصادفة كثيرًا.
note-clusters-untold = لا يمكن قول شيء: أقل من منطقتين لهما حدود مرسومة.
note-clusters-caveat = المتوقع هو ما تسمح مجاميع المناطق والأيام بتوقعه. والمناطق التي تغيّرت مراقبتها تبدو متزاحمة.
note-lots-more = { $first } و{ $then }: بأسماء موزعة بالقرعة داخل المنطقة والأسبوع تتبع الأفعالُ الأفعالَ بمثل هذا الميل في { $chance } من السحبات. ترتيب الاثنين أكثر من لعبة قرعة.
note-lots-no-more = { $first } و{ $then }: بأسماء موزعة بالقرعة داخل المنطقة والأسبوع تتبع الأفعالُ الأفعالَ بمثل هذا الميل في { $chance } من السحبات. لا يمكن تمييز ترتيب الاثنين من لعبة قرعة.
note-lots-few = لا يمكن قول شيء: أقل من 20 واقعة تتركها كل الأقوال لكل من طرفين.
note-lots-caveat = فقط الوقائع التي تتركها كل الأقوال لطرف واحد. وما يزيد على لعبة القرعة ليس سببًا.
signals-rates = كم مرة لكل يوم مراقَب؟
signals-fairness = ما الذي يقوم على مصدر واحد، وهل المعدلات منصفة؟
chart-funnel-title = الوقائع في 100 يوم لها سجل، منطقةً منطقة
chart-funnel-title-party = الوقائع المتروكة لـ{ $party } وحده، في 100 يوم لها سجل
chart-funnel-within = كل منطقة ضمن ما تسمح به الصدفة حول المعدل المشترك البالغ { $common } في 100 يوم.
chart-funnel-above = أكثر مما كانت ستُظهره المناطق ذات المعدل المشترك ({ $common } في 100 يوم) إلا اثنتين من ألف: { $areas }.
chart-funnel-below = أقل مما كانت ستُظهره المناطق ذات المعدل المشترك ({ $common } في 100 يوم) إلا اثنتين من ألف: { $areas }.
chart-funnel-above-inner = أكثر مما كانت ستُظهره 19 من 20 منطقة ذات المعدل المشترك ({ $common } في 100 يوم): { $areas }.
chart-funnel-below-inner = أقل مما كانت ستُظهره 19 من 20 منطقة ذات المعدل المشترك ({ $common } في 100 يوم): { $areas }.
chart-funnel-none = لا يمكن ذكر معدل: يلزم ثلاث مناطق لها سجل وواقعة واحدة.
chart-funnel-bursts = تأتي الوقائع دفعات (التباين على المتوسط { $n })، لذا وُسّعت الحدود.
chart-funnel-days = أيام لها سجل
chart-caveat-funnel = المعدلات لما في السجل. المناطق لا تُرتَّب: إذا تداخل مجالا منطقتين فلا توصف أيّهما بأنها أعلى. والمنطقة التي لا سجل لها لا معدل لها، وليس ذلك هدوءًا. والأيام المسجَّلة لأن شيئًا حدث ترفع المعدل.
chart-caveat-funnel-party = المحسوب للطرف ما تتركه له كل الروايات وحده؛ وما لا تنزعه عنه مذكور بجانبه. والأطراف التي لا تُراقَب بالتساوي لا تُقارَن.
chart-key-funnel-inner = 19 من 20 منطقة ذات المعدل المشترك
chart-key-funnel-outer = الكل إلا اثنتين من ألف
chart-key-funnel-within = منطقة ضمن الحدود
chart-key-funnel-above = منطقة خارجها، بأكثر
chart-key-funnel-below = منطقة خارجها، بأقل
chart-key-funnel-common = المعدل المشترك
rates-col-rate = في 100 يوم
rates-col-between = بنسبة 90 %
between-numbers = من { $low } إلى { $high }
rates-col-raw = كما عُدّ
rates-col-alone = ما يبقى له وحده
rates-col-days = الأيام
rates-col-most = ما لا يُنزَع عنه
note-rate-none = لا معدل لأن لا سجل: { $areas }.
note-without = من دون { $source }، وهو وحده يروي { $n }، كان معدل { $area } سيكون { $without } بدل { $rate } في 100 يوم. المناطق التي يغيّر معدلها: { $areas }.
note-without-rate = من دون { $source } لم يكن { $n } في السجل؛ ولا يمكن ذكر معدل.
note-without-turns = من دون { $source } كان سيُترك للطرف الآخر من الطرفين الأولين وقائع أكثر، أو لكليهما العدد نفسه.
note-without-none = لا واقعة تقوم على مصدر واحد.
note-without-caveat = تُركت الأيام المراقَبة كما هي. وليس المصدر مخطئًا لأنه يروي وحده.
note-where-more = مواضع الوقائع المتروكة لـ{ $first } ولـ{ $then } تختلف أكثر مما لو وُزعت الأسماء بالقرعة داخل كل أسبوع: بالقدر نفسه في { $chance } من القرعات.
note-where-no-more = مواضع الوقائع المتروكة لـ{ $first } ولـ{ $then } لا تختلف أكثر مما لو وُزعت الأسماء بالقرعة داخل كل أسبوع: بالقدر نفسه في { $chance } من القرعات.
note-where-few = لا يمكن اختبار هل تقع وقائع الأطراف في مناطق مختلفة: أقل من 20 تتركها كل الروايات لكل من طرفين.
note-exchanged = إذا بُدّل الطرفان الأولان تبدّلت المعدلات نفسها حتى آخر رقم.
note-not-exchanged = إذا بُدّل الطرفان الأولان لم تتبدّل المعدلات نفسها: لا يجوز استعمالها.
signals-foretold = ما الذي أُعلن مسبقًا، وهل حدث؟
signals-trends = إلى أين تميل كل منطقة؟
foretold-happened = في السجل واقعة كهذه بتاريخ { $on }.
foretold-did-not = لا واقعة كهذه في السجل، وقد رُوقبت كل الأيام.
foretold-not-due = لم يحن أوانه: أيامه لم تنته، أو قد تصل بلاغات بعد.
foretold-not-watched = لا يمكن القول: الأيام التي لم ينظر فيها أحد: { $n }.
foretold-too-late = لا يمكن القول: أُدرج في السجل بعد انقضاء أيامه.
foretold-only-announcer = لا يمكن القول: لا يروي واقعة كهذه ({ $on }) سوى المصدر الذي أعلنها مسبقًا.
foretold-as-told = { $late } ولو أُخذ كأنه قيل في { $told }، وهذا ما لا يثبته السجل: { $outcome }
foretold-base = قبله كان في { $share } % من الفترات المساوية طولًا واقعة كهذه (عدد الفترات { $n }).
foretold-base-none = لا يمكن القول كم يحدث مثله هناك عادةً: الأيام المراقَبة قبله قليلة جدًا.
note-foretold = { $source }، في السجل منذ { $recorded }: { $act }، { $area }، من { $from } إلى { $by }. { $outcome } { $base }
note-foretold-open = { $source }، في السجل منذ { $recorded }: { $act }، { $area }؛ لم يُذكر يوم، فأُخذت الأيام التالية لقوله وعددها { $days }، حتى { $by }. { $outcome } { $base }
note-foretold-none = لا إعلان مسبق في السجل.
note-foretold-more = المذكور هو الأخير: { $listed } من { $n }.
note-foretold-again = كرّره المصدر نفسه لأيام متلامسة، فعُدّ مرة واحدة: { $n }.
note-foretold-source = { $source }: حدث { $happened }، ولم يحدث { $not }، ولا يمكن القول { $untold }. وبحسب تكرار مثله عادةً كان سيحدث { $expected }؛ والمصادفة وحدها تأتي بهذا العدد أو أكثر في { $chance } من مثل هذه السلاسل.
note-foretold-source-untold = { $source }: لا يمكن القول عن أي منها هل حدث (في السجل { $untold }).
note-foretold-caveat = المعتبر هو يوم إدراج الإعلان في السجل وتوقيعه، والوقائع اللاحقة التي يرويها غير مصدره. ومجيء فعل أُعلن لا يقول إن الفاعل المذكور فعله، ولا إن المُعلن كان يعلم به.
note-trend-rising = { $area }: في ازدياد. منذ { $since } { $mean } في اليوم؛ وكل 30 يومًا يُضرب في { $times } (من { $low } إلى { $high }، بنسبة 95 %).
note-trend-falling = { $area }: في تراجع. منذ { $since } { $mean } في اليوم؛ وكل 30 يومًا يُضرب في { $times } (من { $low } إلى { $high }، بنسبة 95 %).
note-trend-level = { $area }: لا يمكن تمييز ازدياد ولا تراجع. منذ { $since } { $mean } في اليوم؛ وكل 30 يومًا يُضرب في { $times } (من { $low } إلى { $high }، بنسبة 95 %).
note-trend-untold = المعروف عنها قليل جدًا، أو لا يثبت فيها مستوى: { $areas }.
note-trends-none = لا يمكن قول شيء: لا مستوى ثابت في أي منطقة.
note-trends-caveat = منذ آخر تغيّر لمستوى كل منطقة، مقرَّبًا إلى سائر المناطق. وتعذّر تمييز ميل ليس هدوءًا.
chart-chains-title = كم منها خلفية، وكم منها يتبع غيره
chart-chains-few = لا يمكن قول شيء: يلزم 50 واقعة لها منطقة وفاعل محتمل في 60 يومًا؛ وهنا { $n }، وعدد الأيام { $days }.
chart-chains-not-reached = لا يمكن قول شيء: لم توجد أرقام تصف المعدود.
chart-chains-fit-untold = لا يمكن القول هل يصف النموذج المعدود، فلا يُقال به شيء.
chart-chains-fits-days = النموذج يصف المعدود: على أعداد عددها { $n }، لا يحيد عُشر بأكثر من { $off } % (المسموح { $allowed } %).
chart-chains-not-days = النموذج لا يصف المعدود: على أعداد عددها { $n }، يحيد عُشر بمقدار { $off } % (المسموح { $allowed } %). فلا يُقال به شيء.
chart-chains-fits-hours = النموذج يصف الأوقات: على { $n } من مدد الانتظار أكبر مسافة { $off }، والمصادفة تعطي مثلها في { $chance } من مثل هذه السلاسل.
chart-chains-not-hours = النموذج لا يصف الأوقات: على { $n } من مدد الانتظار أكبر مسافة { $off }، والمصادفة لا تعطي مثلها إلا في { $chance } من مثل هذه السلاسل. فلا يُقال به شيء.
chart-chains-by-day = بالأيام: ما يحدث في يوم واحد لا ترتيب له، ولا يدخل في أي جذب.
chart-chains-by-hour = بالأوقات، لأن معظم الوقائع معروفة بالساعة؛ والمتروك لأنه ليس كذلك: { $n }.
chart-chains-background = من وقائع نُسبت إلى { $party } وعددها { $n }، الخلفية { $share } %، بحسب السرعة التي قد تتحرك بها موجتها (من { $low } إلى { $high } % مع كل الشك). ولو عُدّت ثابتة لكانت { $constant } %: والموجة تبدو ردودًا.
chart-chains-own = { $party }: { $share } % يتبع أفعالًا سابقة لجانبه (من { $low } إلى { $high } %).
chart-chains-other = { $party }: { $share } % يتبع أفعال { $other } (من { $low } إلى { $high } %).
chart-chains-name = { $party }
chart-chains-percent = { $n } %
chart-key-background = خلفية: الموجة والأسبوع
chart-key-either = هذا أو ذاك، بحسب الموجة
chart-key-follows = يتبع أفعال جانب
chart-key-background-range = هنا تنتهي الخلفية، مع كل الشك
chart-key-if-constant = لو لم تتحرك الخلفية
chart-caveat-chains = مجاميع على المناطق والأيام؛ ولا يمكن القول عن واقعة بعينها ماذا تتبع. ولا تقول شيئًا عن الاتجاه: ذلك يقتضي الاختبارين أعلاه. ولا يُدّعى أن شيئًا يتبع أصلًا (مجال لا يبدأ من 0) إلا حيث تعطي الأيام المخلوطة داخل الأسابيع أقل. المعدود ما في السجل فقط؛ وما يحرك مناطق عدة معًا وليس في الموجة يبدو ردًا. والفاعلون والأيام التي لا تحسمها الأقوال اختيروا بالقرعة.
chart-date-unsteady = { $date }: لا يمكن اختبار تغيّر لأن لا مستوى ثابتًا.
chart-date-few = { $date }: لا يمكن قول شيء؛ الوقائع المعدودة قليلة جدًا.
chart-date-outside = { $date }: لا يمكن قول شيء؛ يقع خارج الأيام المعدودة أو عند طرفها.
chart-date-naive-alone = { $date }: لا يمكن اختبار تغيّر لأن لا مستوى ثابتًا. المقارنة البسيطة لـ 28 يومًا كانت ستعطي { $ratio } (من { $low } إلى { $high })، وتنسب إلى التاريخ كل موجة.
note-watching = { $seat } وحده يقول عن أيام هادئة في مناطق إن أحدًا راقبها: { $n }، ولا يزيد في أي منطقة على ما في { $where } ({ $most })؛ وما سُجّل منها بعد أكثر من 14 يومًا: { $late }. ومن دونها كانت ستكون الوقائع { $without } بدل { $rate } في 100 يوم لها سجل.
note-no-area = بلا منطقة، فليست في معدل أي منطقة: { $n }.
