# Сообщения экрана по-русски.

nav-label = Страницы
nav-situation = Обстановка
nav-agreement = Соглашение
nav-bulletins = Бюллетени
nav-record = Реестр записей
skip = Перейти к содержанию
to-situation = К обстановке
live-grew = Появились новые записи: обновить страницу
locked-band = Экран заблокирован: его можно читать, но ничего нельзя изменить.
choose-language = Язык
choose-light = Оформление
light-auto = как на устройстве
light-light = светлое
light-dark = тёмное

problem-foreign-page = Запрос пришёл с другого сайта
problem-foreign-page-do = Ничего не изменено. Откройте страницу здесь и повторите действие.
problem-misshapen = Запрос не удалось понять
problem-misshapen-do = Проверьте адрес или заполненные поля.
problem-not-signed-in = Вы не вошли в систему
problem-not-signed-in-do = Эта страница предназначена для сотрудников миссии. Сначала войдите.
problem-may-not = У вас нет на это права
problem-may-not-do = Обратитесь к тому, кто ведёт учётные записи этой миссии.
problem-no-such-page = Такой страницы нет
problem-no-such-page-do = Проверьте адрес или начните с обстановки.
problem-other-method = Эта страница не отвечает на такой запрос
problem-other-method-do = Откройте её как страницу или прочтите описание API.
problem-too-slow = Запрос длился слишком долго
problem-too-slow-do = Повторите; если это случится снова, связь медленная или машина занята.
problem-too-long = Запрос слишком велик
problem-too-long-do = Отправьте меньше за один раз.
problem-other-kind = Вид данных в запросе здесь неизвестен
problem-other-kind-do = Отправьте форму или то, чего требует описание API.
problem-too-often = Слишком много запросов
problem-too-often-do = Подождите четверть часа и повторите.
problem-locked = Экран заблокирован
problem-locked-do = Его можно читать, но нельзя ничего изменить, пока его не откроет тот, кто ведёт учётные записи.
problem-failed = Здесь произошёл сбой
problem-failed-do = Ни одна запись не потеряна. Причину видит в сообщениях тот, кто обслуживает этот узел.
problem-not-yet = Картина ещё выводится
problem-not-yet-do = Так бывает после запуска. Повторите через минуту.

situation-day-of-truce = { $n }-й день перемирия
situation-before-truce = До вступления перемирия в силу
situation-today = Сегодня по дежурным часам:
situation-lead = Числа приведены так, как их зарегистрировала каждая миссия. Числа разных миссий не складываются; день без сводки означает «неизвестно», а не «спокойно».
situation-week = { $from } – { $to }
proved-heading = Доказано в отношении миссий
proved-fork = её журнал рассказал две разные истории; он учитывается до места, где они совпадают. Доказательство:
proved-witness-fault = её зеркало подтвердило то, что не может быть верно одновременно. Доказательство:
day-before = Предыдущий день
day-after = Следующий день
registered-caption = Случаи, зарегистрированные каждой миссией, и что о них известно
col-seat = Миссия
col-cases = Случаи
col-known = Что известно
part-matched = Совпавшие
part-contested = Оспоренные
part-one-sided = Односторонние
part-unexplained = Невыясненные
part-matched-means = есть инцидент, о котором сообщают собственные источники этой и другой миссии.
part-contested-means = другая миссия не подтверждает случай или отрицает инцидент.
part-one-sided-means = больше случаев, чем зарегистрировала там любая другая миссия, поэтому в другом списке их быть не может.
part-unexplained-means = в другом списке могут быть те же случаи, но записей об этом нет.
days-without-figure = { $cat ->
    [one] без { $n } дня, за который числа нет
    [few] без { $n } дней, за которые числа нет
    [many] без { $n } дней, за которые числа нет
   *[other] без { $n } дня, за которые числа нет
}
no-figure = числа нет: неизвестно, а не ноль
fact-incidents = Инциденты
fact-of-two = { $cat ->
    [one] из них о { $n } сообщают две миссии или более
    [few] из них о { $n } сообщают две миссии или более
    [many] из них о { $n } сообщают две миссии или более
   *[other] из них о { $n } сообщают две миссии или более
}
fact-impediments = Наблюдателей не допустили
fact-impediments-mean = молчание оттуда ни о чём не говорит
fact-watching = Записи о наблюдении
fact-patrols = { $cat ->
    [one] { $n } патруль
    [few] { $n } патруля
    [many] { $n } патрулей
   *[other] { $n } патруля
}
fact-hours = { $cat ->
    [one] { $n } час
    [few] { $n } часа
    [many] { $n } часов
   *[other] { $n } часа
}
fact-cameras = { $cat ->
    [one] { $n } камера
    [few] { $n } камеры
    [many] { $n } камер
   *[other] { $n } камеры
}
fact-nothing-seen = { $cat ->
    [one] { $n } сообщение о том, что ничего не замечено
    [few] { $n } сообщения о том, что ничего не замечено
    [many] { $n } сообщений о том, что ничего не замечено
   *[other] { $n } сообщения о том, что ничего не замечено
}
fact-not-watched = нет записей о том, что кто-либо наблюдал: малое число случаев мало что значит
silent-days = { $cat ->
    [one] За { $n } из этих дней нет сводки ни одной миссии.
    [few] За { $n } из этих дней нет сводки ни одной миссии.
    [many] За { $n } из этих дней нет сводки ни одной миссии.
   *[other] За { $n } из этих дней нет сводки ни одной миссии.
}
nodes-heading = Журналы и узлы
col-log = Журнал
col-held = Хранится здесь
col-settled = Закреплено
col-node = Узел
node-frozen = рассказал две истории; учитывается до записи { $n }
node-reached = на связи
node-not-reached = нет связи
node-own = этот узел или ещё не опрошен
withheld-heading = Не раскрывается
withheld-nothing = Среди записей здесь нет закрытых.
withheld-fields = { $cat ->
    [one] { $n } закрытое поле в её сообщениях
    [few] { $n } закрытых поля в её сообщениях
    [many] { $n } закрытых полей в её сообщениях
   *[other] { $n } закрытого поля в её сообщениях
}
unread = { $cat ->
    [one] { $n } запись эта программа прочесть не может.
    [few] { $n } записи эта программа прочесть не может.
    [many] { $n } записей эта программа прочесть не может.
   *[other] { $n } записи эта программа прочесть не может.
}

agreement-lead = Действующий текст и то, что из него проверяется. Текст и пояснения даны на языке файлов соглашения.
agreement-concluded = Заключено
agreement-in-force = В силе с
agreement-digest = SHA-256 его файлов
articles-heading = Статьи
provisions-heading = Что проверяется
zones-heading = Зоны
zone-whole = Вся территория.
zone-margin = { $cat ->
    [one] Граница может быть неточной на { $n } метр. Районы:
    [few] Граница может быть неточной на { $n } метра. Районы:
    [many] Граница может быть неточной на { $n } метров. Районы:
   *[other] Граница может быть неточной на { $n } метра. Районы:
}
zone-disputed = Распространяется ли на неё соглашение, оспаривается:
view-covered = распространяется:
view-not-covered = не распространяется:
keeping-heading = Как ведутся записи
amendments-heading = Поправки
amendments-none = Поправок нет.

record-lead = Каждая миссия ведёт один журнал, который только растёт. Остальные хранят его и подписывают то, что хранят.
heads-heading = Вершины журналов
col-entries = Записи
col-root = Корень
col-files = Подписано
quorum-mirrors = { $cat ->
    [one] Запись закреплена, когда её хранит { $n } другая миссия
    [few] Запись закреплена, когда её хранят { $n } другие миссии
    [many] Запись закреплена, когда её хранят { $n } других миссий
   *[other] Запись закреплена, когда её хранят { $n } другой миссии
}
quorum-cosigners = { $cat ->
    [one] и { $n } участник подписал вершину, которая её охватывает.
    [few] и { $n } участника подписали вершину, которая её охватывает.
    [many] и { $n } участников подписали вершину, которая её охватывает.
   *[other] и { $n } участника подписали вершину, которая её охватывает.
}
recent-heading = Последние записи
recent-proof = Доказательство записи, которое любой может проверить без сети:
col-address = адрес
col-kind = Вид
col-recorded = Время записи

bulletins-lead = Бюллетень составлен по вершинам, которые в нём названы. У кого те же вершины, тот получит те же байты.
bulletins-none = Сводок пока нет.
bulletins-days = { $cat ->
    [one] Сводка есть за { $n } день.
    [few] Сводки есть за { $n } дня.
    [many] Сводки есть за { $n } дней.
   *[other] Сводки есть за { $n } дня.
}
bulletins-seats = { $cat ->
    [one] { $n } миссия
    [few] { $n } миссии
    [many] { $n } миссий
   *[other] { $n } миссии
}
bulletin-title = Бюллетень, { $day }
bulletin-incidents = { $cat ->
    [one] { $n } инцидент
    [few] { $n } инцидента
    [many] { $n } инцидентов
   *[other] { $n } инцидента
}
bulletin-open = Открыть бюллетень
bulletin-text = Текст
bulletin-check = Составить заново
bulletin-check-how = На любом узле с теми же вершинами эта команда даёт те же байты:
bulletin-heads = Вершины, по которым он составлен

api-title = API
api-lead = То же, что на страницах, в виде данных. Ключ не нужен; об ошибках сообщается по RFC 9457.
api-parameters = Параметры
api-responses = Ответы

sign-in = Войти
sign-in-title = Вход
sign-in-lead = Для тех, кто действует от имени этой миссии. Остальные читают открытые страницы.
sign-out = Выйти
sign-out-everywhere = Выйти везде
set-up-title = Первая учётная запись
set-up-lead = Эта учётная запись ведёт остальные: добавляет их, завершает их сеансы и блокирует экран. Страница действует один раз.
set-up-do = Создать и войти
field-name = Имя
field-name-how = Строчные латинские буквы, цифры и дефисы.
field-officer = Сотрудник
field-officer-how = От имени какого сотрудника она действует; оставьте пустым, если ни от чьего. Полномочия сотрудника внесены в записи.
field-password = Пароль
field-password-how = Не менее 12 знаков; лучше несколько слов.
field-old-password = Нынешний пароль
field-new-password = Новый пароль
account-title = Ваша учётная запись
account-no-officer = нет: вносить записи нельзя
account-may = Полномочия
account-may-nothing = только чтение
account-may-how = По назначениям в записях; новое назначение действует сразу.
sessions-heading = Где вы вошли
col-begun = С
col-seen = Последнее обращение
session-end = Завершить
session-this = этот браузер
password-heading = Пароль
password-change = Сменить; остальные сеансы завершатся
passkeys-heading = Ключи доступа
passkeys-lead = С ключом доступа вход выполняет телефон, ноутбук или аппаратный ключ, без пароля. Пароль продолжает действовать.
passkeys-no-address = Ключ доступа привязан к имени, а у этого экрана его нет. Имя может задать тот, кто его запускает:
passkey-add = Добавить ключ доступа
passkey-remove = Удалить
passkey-remove-how = При удалении ключа доступа завершаются остальные сеансы. Удалите его и на устройстве.
passkey-doubted = Больше ничего не открывает: возможно, скопирован. Удалите его и добавьте новый.
passkey-backed-up = на нескольких устройствах
passkey-or = Или без пароля
passkey-sign-in = Войти с ключом доступа
passkey-script = Ключам доступа нужны скрипты; пароль работает и без них.
passkey-elsewhere = Ключ доступа привязан к имени, а эта страница открыта под другим именем или по номеру. Откройте её здесь:
passkey-none = Этот браузер не знает ключей доступа. Войдите по паролю.
passkey-again = Ничего не подтверждено. Повторите или войдите по паролю.
passkey-already = На этом устройстве уже есть ключ доступа этой учётной записи.
field-passkey-name = Название ключа доступа
field-passkey-name-how = По нему вы узнаете устройство: «рабочий телефон».
col-added = Добавлен
col-passkeys = Ключи доступа
passkeys-remove-all = Удалить ключи доступа
logins-title = Учётные записи
logins-lead = Кто может войти здесь. Должности даются назначениями в записях, а не на этой странице.
col-sessions = Сеансы
login-keeps = ведёт учётные записи
login-add = Добавить учётную запись
lock-heading = Блокировка
lock-lead = Пока экран заблокирован, его можно читать, но через него ничего нельзя изменить. Узел продолжает подписывать и получать записи.
lock-do = Заблокировать экран
lock-open = Открыть экран снова
done-heading = Что здесь сделано
done-lead = Входы, сеансы, учётные записи и блокировка. Строки только добавляются; каждая хранит хеш предыдущей.
done-broken = Строка { $number } не согласуется с предыдущей: что-то изменено или удалено.
done-added = добавлена учётная запись
done-ended = завершён сеанс
done-ended-all = завершены все сеансы
done-locked = экран заблокирован
done-opened = экран снова открыт
done-passkey-added = добавлен ключ доступа:
done-passkey-doubted = счётчик ключа доступа пошёл назад: возможно, ключ скопирован; он больше ничего не открывает
done-passkey-refused = отказано во входе с ключом доступа:
done-passkey-removed = удалён ключ доступа:
done-passkeys-removed = удалены все ключи доступа:
done-password-changed = пароль изменён
done-signed-in = вход выполнен
done-signed-in-by-passkey = вход с ключом доступа:
refused-wrong = Имя или пароль неверны.
refused-no-invitation = Этот адрес недействителен или уже использован.
refused-not-a-name = Имя состоит из 1–64 строчных латинских букв, цифр и дефисов.
refused-taken = Такое имя уже есть.
refused-not-a-passkey-name = Дайте ключу доступа название не длиннее 60 знаков.
refused-passkey = Ключ доступа не принят. Войдите по паролю.
refused-passkey-late = Прошло слишком много времени, или это уже отправляли. Повторите.
refused-passkey-went-back = Этот ключ доступа, возможно, скопирован и больше ничего не открывает. Войдите по паролю, удалите его и добавьте новый.
refused-too-many-passkeys = У учётной записи не более 20 ключей доступа. Сначала удалите один.
refused-short = { $cat ->
    [one] В пароле не менее { $n } знака.
    [few] В пароле не менее { $n } знаков.
    [many] В пароле не менее { $n } знаков.
   *[other] В пароле не менее { $n } знака.
}
nav-map = Карта
map-day = Последний день
map-stretch = Период
map-days-1 = Один день
map-days-7 = 7 дней
map-days-30 = 30 дней
map-days-all = Все дни
map-standing = Между миссиями
map-any = Любое
map-act = Действие
map-area = Район
map-text = Слова
map-show = Показать
map-bars = Инциденты по дням
map-play = Воспроизвести
map-pause = Пауза
map-close = Закрыть
map-zoom-in = Приблизить
map-zoom-out = Отдалить
map-no-script = Для карты нужен браузер со скриптами и WebGL. В списке сказано то же самое.
map-no-seat = Собственные источники миссий этого не утверждают
map-disc = Находится где-то внутри
map-zone = Зона, действующая в этот день
map-layers = Слои миссии
map-source = Суша и границы: Natural Earth, общественное достояние, начерчены грубо. Районы и зоны: собственные контуры соглашения. Ни одна линия не выражает мнения о том, где проходит граница.
map-unplaced = положение не внесено
map-zones = Зоны, действующие в этот день
map-zones-none = В этот день ни одно положение не называет зоны с контуром.
map-count = { $cat ->
    [one] { $n } инцидент
    [few] { $n } инцидента
    [many] { $n } инцидентов
   *[other] { $n } инцидента
}
map-only = { $cat ->
    [one] Показан последний { $n }.
    [few] Показаны последние { $n }.
    [many] Показаны последние { $n }.
   *[other] Показаны последние { $n }.
}
map-reports = { $cat ->
    [one] { $n } сообщение
    [few] { $n } сообщения
    [many] { $n } сообщений
   *[other] { $n } сообщения
}
map-within = { $cat ->
    [one] в пределах { $n } м
    [few] в пределах { $n } м
    [many] в пределах { $n } м
   *[other] в пределах { $n } м
}

nav-incidents = Инциденты
nav-reconciliation = Сверка
nav-cases = Дела
order-newest = сначала поздние
order-oldest = сначала ранние
order-reports = сначала с наибольшим числом сообщений
order-changed = сначала недавно изменённые
outcome-apparent-breach = видимое нарушение (не установлено)
outcome-consistent = соответствует положению
outcome-outside-coverage = вне действия положения
outcome-insufficient = известно недостаточно
state-awaiting-admission = ожидает принятия
state-not-admitted = не принято
state-awaiting-reply = ожидает ответа
state-awaiting-findings = ожидает заключений
state-awaiting-opening = ожидает вскрытия заключений
state-determined = решено
state-awaiting-remedy = ожидает исправления
state-closed = закрыто
act-small-arms = огонь из стрелкового оружия
act-shelling = обстрел
act-air-strike = авиаудар
act-explosion = взрывное устройство
act-prohibited-weapon = запрещённое оружие
act-fire = огонь неуказанного вида
act-clash = перестрелка
act-seizure = наземная атака или захват позиции
act-movement = выдвижение или новый пост
act-weapon-holding = оружие внутри зоны
act-overflight = пролёт
act-killing = убийство
act-abduction = похищение или задержание
act-intimidation = запугивание или грабёж
act-aid-blocked = препятствование помощи
act-movement-blocked = препятствование передвижению гражданских лиц
act-utility-cut = отключение или повреждение водоснабжения или других сетей
act-mixing = смешение с исключённой группой
act-monitors-hindered = препятствование наблюдателям
act-staging = инсценировка
act-unstated = действие не указано
aspect-happening = Произошло ли
aspect-act = Что
aspect-author = Кто это сделал
aspect-place = Где
aspect-time = Когда
aspect-killed = Убитые
aspect-injured = Раненые
aspect-exemption = Было ли это дозволено
point-act = действие
point-time = время
point-place = место
point-excluded-group = исключённая группа
point-exemption = исключение
point-author = исполнитель
point-event = событие
point-first-shot = первый выстрел
truth-yes = да
truth-no = нет
truth-unknown = неизвестно
beside = { $one } · { $other }
quoted = «{ $text }»
quoted-as = «{ $text }» ({ $name })
either = { $one } или { $other }
blamed-nobody = никого не называет
blamed-named = называет: { $actor }
blamed-not = говорит, что это сделал не { $actor }
place-not-stated = место не указано
exemption-return-fire = ответ на огонь
exemption-excluded-target = цель – исключённая группа
exemption-exercise = учения
exemption-accident = несчастный случай
open-tested = не сказано, что это предмет положения
open-aid = не сказано, отняли ли помощь или задержали
open-what = не сказано, что было сделано
open-weapon-held = не сказано, применялось ли оружие или только имелось
open-weapon-used = не сказано, применялось ли оружие в бою
open-attack = не сказано, было ли это при нападении
open-monitors = не сказано, ввели ли этим наблюдателей в заблуждение или не допустили
open-ground = не сказано, на занятой ли другой стороной земле
ground-act-tested = { $act }: это предмет положения
ground-act-unclear = { $act }: { $open }
ground-in-force = тогда действовало
ground-not-yet = не действовало до { $moment }
ground-over = больше не действует с { $moment }
ground-straddles = указанное время приходится на обе стороны от { $moment }
ground-inside = место лежит в зоне: { $zone }
ground-outside-zones = место лежит вне зон
ground-place-open = неизвестно, лежит ли место в зонах
ground-disputed = стороны расходятся в том, охвачена ли зона: { $zone }
ground-bound = обязан: { $actor }
ground-excluded = исключён из соглашения: { $actor }
ground-no-party = не участвует в соглашении: { $actor }
ground-binds-others = положение не обязывает: { $actor }
ground-not-joined = тогда ещё не присоединился: { $actor }
ground-standing-unclear = неясно, обязан ли { $actor }: { $why }
ground-mixed = одни из названных обязаны, другие нет: { $actor }
ground-sides-differ = названы принадлежащие к разным сторонам: { $actor }
ground-nobody-named = никто не назван
ground-nobody-known = названный соглашению неизвестен
ground-author-contested = сообщения расходятся в том, кто это сделал
ground-author-uncorroborated = назван одним источником или только источниками одной стороны
ground-author-refuted = названные этого не делали
ground-no-exception = исключения нет
ground-at-excluded = цель – { $actor }; исключён из соглашения
ground-at-excluded-and-others = задет { $actor }, исключённый из соглашения, и другие
ground-claimed = заявлено: { $claim }
ground-not-provided = заявлено: { $claim }; исключения для этого нет
ground-happened = произошло, как сообщено
ground-event-contested = сообщения расходятся в том, произошло ли это
ground-event-uncorroborated = сообщено одним источником или только источниками одной стороны
ground-first-shot-open = не сказано, кто выстрелил первым
ground-with-excluded = вместе с исключённой группой: { $actor }
ground-without-excluded = исключённые группы не участвовали
ground-with-unnamed = не сказано, с какой группой
settle-description = более точное описание очевидца
settle-hour = час: по журналу, времени снимка или второму свидетелю
settle-position = координаты с точностью до погрешности зоны
settle-coverage = совместное заявление о том, охвачена ли земля, или карты, принятые сторонами
settle-standing = заявление отвечающего за них гаранта или их подписанное присоединение
settle-second-or-origin = второй независимый источник или точка пуска
settle-origin = точка пуска: направление воронок, радар, кто занимал землю
settle-who = кто это сделал: точка пуска, кто занимал землю
settle-aim = во что из задетого целились
settle-first-shots = время первых выстрелов: по журналам обеих сторон или от третьего наблюдателя
settle-who-held = кто занимал задетое место в тот час
settle-exercise = уведомление об учениях и места падения снарядов
settle-accident = расследование заявителя, показанное миссиям
settle-visit = выезд на место, снимки с временем и координатами
settle-second = второй независимый источник не той же стороны
settle-group = название группы: по флагам, бумагам или местным свидетелям
conclusion-breach = нарушение, совершил { $actor }
conclusion-by-excluded = совершил { $actor }, исключённый из соглашения
conclusion-unattributed = нарушение, кто совершил – не установлено
conclusion-third-state = совершило государство вне соглашения
conclusion-coverage-open = произошло; охвачено ли – не решено
conclusion-unfounded = не произошло
conclusion-insufficient = доказательств недостаточно
joint-agreed = согласовано: { $conclusion }
joint-agreed-dissent = согласовано: { $conclusion }; особое мнение: { $seats }
joint-differ = согласия нет: заключения расходятся
joint-too-few = согласия нет: заключений меньше, чем требует правило
joint-silence = согласия нет: ни одна миссия не дала заключения
joint-parallel = согласия нет: каждое заключение стоит само по себе
reply-admits = так и было
reply-denies-fact = этого не было
reply-denies-responsibility = было, но сделал это другой
reply-claims-return-fire = это был ответ на огонь
reply-claims-exempt = соглашение это допускает
reply-claims-provocation = вызвала другая сторона
remedy-proposed = предложено
remedy-asked = запрошено
remedy-overdue = не проверено вовремя
remedy-met = выполнено
remedy-missed = не выполнено
remedy-not-measured = измерить не удалось
contradiction-above = сумма по районам { $sum } больше указанного итога { $total }
contradiction-below = сумма по районам { $sum } при указанном итоге { $total }
contradiction-other-total = тот же текст называет { $other } рядом с итогом { $total }
contradiction-twice = { $area }: указан дважды
contradiction-no-figures = { $cat ->
    [one] без цифры назван { $n } район
    [few] без цифр названы { $n } района
    [many] без цифр названо { $n } районов
   *[other] без цифр названо { $n } района
}
reason-judged = по суждению это одно событие
reason-no-place = место не указано
reason-same-act = то же действие
reason-told = кто о нём сообщает, а кто нет
reason-repeats = тот же источник ещё раз
reason-word-for-word = слово в слово как у другого источника
reason-in-detail = во всех подробностях как у другого источника
reason-crowding = поблизости следует ожидать и других событий
reason-rivals = об этом событии могли бы быть несколько сообщений одного источника
reason-received-twice = то же сообщение, полученное дважды
reason-place = между ними { $apart }, с точностью до { $one } и { $other }
reason-times = между ними по времени { $apart }
reason-dates = время с точностью до: { $dated }; между серединами { $apart }
reason-time-and-date = точное время и время с точностью до: { $dated }; между серединами { $apart }
reason-window = промежуток { $length }
reason-day = день
reason-toll = { $what }: { $one } рядом с { $other }
reason-or-more = { $least } или больше
reason-acts = { $one } рядом с «{ $other }»
unit-metres = { $number } м
unit-kilometres = { $number } км
unit-minutes = { $number } мин
unit-hours = { $number } ч
unit-days = { $cat ->
    [one] { $n } день
    [few] { $n } дня
    [many] { $n } дней
   *[other] { $n } дня
}
action-admit = принять дело
action-ask-reply = запросить ответ
action-reply = ответить
action-find = дать или вскрыть заключение
action-verify = проверить
action-ask-remedy = согласовать исправление
action-check-remedy = проверить исправление
area-none = район не указан
place-no-position = координаты не указаны
place-within = известно с точностью до { $metres } м
standing-none = не сообщено собственным источником ни одной миссии
incidents-lead = Сообщения, которые считаются одним событием. За каждым утверждением стоит его автор; здесь не решается, что произошло.
incidents-table = Таблица инцидентов
incidents-none = В записях нет такого инцидента. Это не значит, что ничего не произошло.
told-by = Сообщили собственные источники
denied-by = Отрицают
between-seats = Между миссиями
col-case = Дело
no-seats-source = ничей собственный источник
versions-differ = версии расходятся
case-none = дела нет
filter-text = Слова
filter-area = Район
filter-any = любой
filter-since = С
filter-until = По
filter-outcome = Версия означала бы
filter-order = Порядок
filter-contested = только там, где версии означали бы разное
filter-counted = Что считают сигналы и как они это считают
filter-may-be-of = Возможный автор
filter-do = Показать
filter-clear = Показать все
search-not-understood = Запрос непонятен: кавычки и скобки парные, а OR и NOT нужны слова с обеих сторон.
next-page = Следующая страница
filters-fold = Фильтры
filters-in-use = { $cat ->
    [one] действует { $n }
    [few] действуют { $n }
    [many] действуют { $n }
   *[other] действуют { $n }
}
filters-heading = Ваши фильтры
filters-none = Вы ничего не сохранили.
filters-opens = с ним открывается страница
filters-name = Имя для того, что запрошено сейчас
filters-new-name = Имя
filters-save = Сохранить
filters-change = Изменить этот фильтр
filters-rename = Переименовать
filters-forget = Удалить
filters-open-with = Открывать страницу с ним
filters-open-with-all = Открывать страницу со всеми инцидентами
triage-heading = С выбранными инцидентами
triage-choose = Выбрать инцидент { $id }
triage-seen = просмотрен
triage-reason-how = Суждению нужно обоснование. Оно записывается для каждой пары.
triage-different = Это разные события
triage-mark-seen = Отметить как просмотренные
triage-mark-unseen = Снять отметку
triage-undo = Взять назад
triage-judged = { $cat ->
    [one] Записано { $n } суждение. Страница скоро покажет, что из него следует.
    [few] Записано { $n } суждения. Страница скоро покажет, что из них следует.
    [many] Записано { $n } суждений. Страница скоро покажет, что из них следует.
   *[other] Записано { $n } суждения. Страница скоро покажет, что из них следует.
}
keys-heading = Клавиши
keys-where = Они действуют, пока фокус на таблице.
keys-next = следующий инцидент
keys-previous = предыдущий инцидент
keys-choose = выбрать или снять выбор
keys-open = открыть
judged-band = Ваше суждение записано как { $at }. Страница скоро покажет, что из него следует.
nobody = никто
claims-heading = Утверждения рядом
claims-lead = Каждое так, как сообщает источник. Где источники расходятся, ответ помечен.
log-of = в журнале миссии
differs = расходится
how-exact = Точность
not-said = не сказано
stance-asserts = говорит, что произошло
stance-denies = говорит, что не произошло
differences-heading = В чём расхождения
links-heading = Почему эти сообщения – одно событие
links-none = Сообщение одно, объединять было нечего.
links-lead = Веса в банах: +1.0 делает одно событие в десять раз вероятнее. Кого обвиняют, не взвешивается.
links-with = с
versions-heading = Что означала бы каждая версия
versions-lead = Совпадающие утверждения – одна версия; каждая оценивается отдельно и лишь предварительно. Решают миссии.
version-of = Версия по
versions-none = Сказанное не затрагивает ни одного положения.
question-covered = Охвачено ли положением?
question-happened = Произошло ли?
question-who = Известно ли, кто это сделал?
would-settle = Это решило бы:
nearby-heading = Как там велось наблюдение
judgements-heading = Суждения
judgements-lead = Слово дежурного о том, одно ли событие или два, важнее машинного. Оно записано с обоснованием, и его можно взять назад.
judgements-none = По этим сообщениям их нет.
judged-same = признаны одним событием
judged-different = признаны двумя событиями
judge-reason = Обоснование
judge-take-back = Взять назад
judge-one = Сообщение этого инцидента
judge-other = Адрес другого сообщения
judge-join = Это одно событие
judge-split = Это два события
judge-may-not = Дежурный этой миссии с правом суждения может после входа объединять и разделять сообщения.
entries-heading = Его записи
entry-replaced = заменено более поздним сообщением
tasks-heading = Задачи
tasks-none = Задач в записях нет.
tasks-put = { $cat ->
    [one] Записана { $n } задача. Страница скоро её покажет.
    [few] Записаны { $n } задачи. Страница скоро их покажет.
    [many] Записано { $n } задач. Страница скоро их покажет.
   *[other] Записано { $n } задачи. Страница скоро их покажет.
}
task-ask = Запросить проверку
task-lead = Каждый выбранный инцидент получает задачу в своём деле: что выяснить, какой миссии и к какому дню. Она записывается как ваше слово.
task-none-chosen = Ни один инцидент не выбран. Сначала выберите их в списке.
task-in-case = в деле
task-no-case = Открытого дела о нём нет, а задача бывает только в деле.
task-not-known = Неизвестно:
task-settles = Что она решила бы
task-owner = Какая миссия выполняет
task-due = Срок
task-what = Что сделать
task-set-by = Поставила
task-answer = Ответ
task-do = Записать
task-back = Назад
task-open = не выполнена
task-over = срок истёк
task-done = выполнена
task-may-not = Дежурный этой миссии, чья должность это позволяет, может после входа запросить проверку.
take-up-heading = Открыть дело
take-up-lead = С этого времени идут сроки, и другие миссии спрашивают, принимают ли они дело.
take-up-under = По каким положениям
take-up-urgent = Идут короткие сроки
take-up-do = Открыть дело
take-up-put = Записано как { $at }. Дело скоро появится, и тогда в нём можно ставить задачи.
take-up-may-not = Дежурный этой миссии, чья должность это позволяет, может после входа открыть дело.
found-heading = Что показала проверка
found-none = В записях ничего нет.
looked-remotely = проверено дистанционно
looked-on-site = проверено на месте
looked-refuted = опровергнуто
looked-staged = инсценировано
looked-duplicate = уже сообщено, см. { $of }
looked-no-access = проверить нельзя: никого не пропустили
looked-too-late = проверить нельзя: было слишком поздно
looked-too-dangerous = проверить нельзя: было слишком опасно
looked-jammed = проверить нельзя: приборы глушили
entry-task = задача
behind-heading = За цифрой: { $area }, { $seat }
behind-lead = Инциденты, которые туда относят собственные источники миссий. Сводка называет числа, но не говорит, что считает.
behind-asserted = Сообщены собственными источниками миссии
behind-asserted-none = В записях нет.
behind-others = Сообщены только источниками других миссий
behind-others-none = В записях нет.
behind-denied = Отрицаются собственными источниками миссии
behind-denied-none = В записях нет.
behind-more = Есть ещё; показаны последние. Выберите более короткий срок.
reconciliation-lead = Что заявляет каждая миссия по районам. Цифры разных миссий не складываются. Выберите цифру, чтобы увидеть, что за ней стоит.
matrix-heading = Районы и миссии
matrix-none = Ни одна сводка не называет районов за этот срок: неизвестно, а не спокойно.
matrix-all = Все районы
cell-named-only = названо без цифры
cell-no-list = нет списка, который сказал бы
cell-not-listed = нет в полном списке
cell-no-register = сводки нет
contradictions-heading = Где сводки противоречат сами себе
contradictions-none = За этот срок нигде.
cases-lead = Инциденты, которые миссии рассматривают вместе. Страница для чтения; действия записываются командами.
cases-none = В этом состоянии дел нет.
col-state = Состояние
col-due = Срок
case-accused = Кого обвиняют
case-changed = Последнее действие
case-overdue = истёк
case-no-clock = срок не идёт
case-title = Дело { $id }
case-incident = Инцидент
case-provisions = Положения
case-opened = Открыто
case-admitted = Приняли
due-admission = Принятие
due-reply = Ответ
due-findings = Заключения
due-reveal = Вскрытие заключений
replies-heading = Ответы
case-asked = Запрошено
case-late = с опозданием
replies-none = Ответов в записях нет.
parts-heading = Что сделала каждая миссия
parts-none = Заключения ещё не требуются.
seat-part-due = заключение ожидается
seat-part-sealed = заключение запечатано
seat-part-to-reveal = заключение предстоит вскрыть
seat-part-gave = дала заключение
seat-part-abstained = не вскрыла заключение вовремя: воздержание
seat-part-silent = не дала вовремя
seat-part-recused = взяла самоотвод
outcome-heading = Общий итог
outcome-by-clock = завершено по сроку
outcome-none = Не решено.
outcome-dissent = Особое мнение миссии
remedies-heading = Исправления
remedy-of = от кого:
remedies-none = Исправлений не запрошено.
waiting-heading = Что ждёт вас
waiting-none = Ничто из того, что вам дозволено, не ждёт.
changed-heading = Что поступило за последние 24 часа
changed-none = Ничего не записано.
changed-new-incident = новый инцидент
changed-more = ещё одно сообщение об инциденте
changed-case = действие в деле
changed-register = сводка
changed-since-heading = Что изменилось с вашего последнего просмотра
changed-seen-at = Вы отметили эту страницу как просмотренную:
changed-see = Я это просмотрел
changed-see-means = После этого список начинается с того, что придёт позже этой страницы.
changed-now = сейчас:
changed-joined = признано одним событием, в инциденте
changed-split = признано двумя событиями, из инцидента
changed-taken-back = суждение взято назад, в инциденте
changed-case-opened = открыто дело
changed-reply = ответ в деле
changed-determined = дело решено
changed-fork = доказательство, что журнал рассказал две истории
changed-witness-fault = доказательство, что зеркало подтвердило несовместимое
changed-absent = сказано, что миссия отсутствует
changed-present = сказано, что миссия вернулась
changed-all = Есть больше, чем показано.
incident-reports = { $cat ->
    [one] { $n } сообщение
    [few] { $n } сообщения
    [many] { $n } сообщений
   *[other] { $n } сообщения
}

# Signals and alarms
chart-number = { $n }
chart-percent = { $n } %
chart-day = { $day }
chart-area = { $area }
chart-all-areas = все районы
chart-between-names = , 
chart-timeline-title = Что посчитано по дням и уровни: { $area }
chart-level-changed = Изменений уровня: { $n }; последнее около { $day } (между { $from } и { $through }). С тех пор { $mean } в день.
chart-level-same = Изменения уровня не видно: { $mean } в день.
chart-level-of = Уровень с { $from } по { $through }: { $mean } в день
chart-no-answer-days = Ответа нет: дней с записями: { $n }; нужно: { $needed }.
chart-no-answer-incidents = Ответа нет: посчитано инцидентов: { $n }; нужно: { $needed }.
chart-no-answer-unstable = Ответа нет: инциденты настолько влекут друг друга ({ $children } от каждого), что ни один уровень не стоит на месте.
chart-no-answer-outside = Ответа нет: дата вне посчитанных дней или на их краю.
chart-date-same = { $date }: изменения утверждать нельзя. До { $before } в день, после { $after }; отношение { $ratio } (от { $low } до { $high }).
chart-date-fell = { $date }: после меньше, чем до. До { $before } в день, после { $after }; отношение { $ratio } (от { $low } до { $high }).
chart-date-rose = { $date }: после больше, чем до. До { $before } в день, после { $after }; отношение { $ratio } (от { $low } до { $high }).
chart-date-untold = { $date }: сказать ничего нельзя; рядом известно слишком мало дней.
chart-date-naive = Простое сравнение 28 дней даёт { $ratio } и вводит в заблуждение: приписывает дате то, чего она не принесла.
chart-date-undated = Рядом с ней нет датированного изменения уровня, так что у разницы могут быть другие причины.
chart-drift-shown = С первых двух недель ({ $mean } в день) число выросло; показано { $day }.
chart-drift-none = Роста с первых двух недель ({ $mean } в день) не показано; малый рост увидеть нельзя.
chart-caveat-recorded = Посчитано то, что записано, а не то, что произошло.
chart-caveat-bounds = Инцидентов, которые утверждения не снимают со стороны: { $most }; оставляют только за ней: { $least }.
chart-unseen-days = Дней без инцидентов, о которых нельзя сказать, спокойны ли они: { $n }. В { $kept } из них наблюдателей не допускали, в { $less } наблюдали меньше. Они заштрихованы; если что-то произошло незамеченным, уровни выше указанных.
chart-caveat-single-days = Отдельные дни, несоразмерные соседним и не входящие ни в какой уровень: { $n }.
chart-caveat-unwatched = Дней без записей: { $n } из { $days }. Неизвестно, смотрел ли кто-нибудь; они опущены. Если они были спокойны, каждый уровень ниже указанного.
chart-caveat-quiet-days = Почти в каждом посчитанном дне есть инцидент: тихие дни почти не отмечались, поэтому уровень говорит, сколько приносит день с инцидентами.
chart-caveat-exercises = Опущено, потому что все утверждения говорят об учениях: { $n }.
chart-caveat-inexact = Сообщено с точностью хуже двух дней, отнесено к последнему: { $n }.
chart-caveat-excited = Инциденты влекут друг друга ({ $children } от каждого), поэтому границы расширены.
chart-key-counted = инциденты за день
chart-key-unwatched = неизвестно или нельзя сказать, спокойно ли
chart-key-level = уровень
chart-key-level-range = уровень здесь, 95 %
chart-key-dating = изменение здесь, 95 %
chart-key-signed = подписанная дата
chart-alarms-title = Тревоги по районам
chart-alarm-stands = Тревога: { $areas }. Посчитано больше обычного.
chart-alarm-noted = Принято к сведению: { $areas }.
chart-watch-stands = Наблюдение: { $areas }. Есть признаки роста, для тревоги мало.
chart-learning = Пока нельзя сказать: { $areas }. Известно слишком мало дней, чтобы знать обычное.
chart-unseen = Спокойно ли, сказать нельзя: { $areas }. За половину последних 14 дней или более записей нет, либо ничего не посчитано, когда наблюдателей не допускали или наблюдали меньше; эти дни заштрихованы, а не спокойны.
chart-alarms-none = Там, где можно судить, тревоги нет.
chart-serious = { $area }, { $day }: за один день { $n } при ожидаемых { $usual }. Один день не уровень; о нём сообщают отдельно.
chart-serious-earlier = Более ранние тяжёлые дни, отмеченные на полосе: { $n }.
chart-serious-of = { $area }: { $day }
chart-serious-killed = { $area }, { $day }: по сообщениям, погибло не менее { $n }. О таком дне сообщают отдельно.
chart-serious-killed-differ = { $area }, { $day }: погибло не менее { $fewest } по самым низким сообщениям и { $most } по самым высоким. О таком дне сообщают отдельно.
chart-alarm-of = { $area }: { $from } – { $through }
chart-promise = Обещано ложных тревог в год по всем районам вместе, самое большее: { $year }; на дни с записями (их { $days }) приходится { $allowed }.
chart-promise-judged = Тревог до сих пор: признано верными { $real }, ложными { $wrong }, не рассмотрено { $open }.
chart-promise-broken = Обещание нарушено: тревогам нужна другая настройка.
chart-promise-broken-if-false = Если бы все нерассмотренные были ложными, обещание было бы нарушено.
chart-caveat-alarms = Тревога говорит, что больше обычного; не почему и не от кого. Район, за которым никто не смотрит, тревоги не поднимает.
chart-key-calm = спокойно
chart-key-learning = неизвестно или нельзя сказать, спокойно ли
chart-key-watch = наблюдение
chart-key-alarm = тревога
chart-key-acknowledged = принято к сведению
chart-key-serious = один тяжёлый день
chart-key-raised = тревога поднята
chart-key-eased = замечен спад
chart-forecast-title = Что могут принести ближайшие дни: { $area }
chart-forecast-next = { $day }: середина { $middle }; в девяти случаях из десяти число инцидентов в записях будет от { $low } до { $high }.
chart-forecast-model = Показана модель: в последние дни она была лучше последних 28 дней на { $percent } %.
chart-forecast-history = Показана история: в последние дни модель была не лучше.
chart-forecast-unproven = Показана история: дней, за которые модель можно оценить: { $n }; нужно: 30.
chart-forecast-untested = Показана модель, непроверенная: из последних 365 дней записей слишком мало для сравнения.
chart-forecast-no-model = Показана история: модель ничего не даёт.
chart-forecast-scored = Из последних дней с записями ({ $n }) в пределы девяти из десяти попало { $within }. Средняя оценка (меньше лучше): модель { $model }, история { $history }.
chart-past-title = Что предсказано накануне и что пришло: с { $from } по { $through }
chart-caveat-forecast = Предсказано то, что будет записано в дни с записями. Известно дней: { $n }; без записей между ними: { $unwatched }. Совет, не вывод.
chart-caveat-set-right = Прогноз модели поправлен по тому, куда попадали числа раньше.
series-weekly = Почти всё стоит на одном дне недели, как в списке, который пополняют раз в неделю. Дни между ними с нулём взяты за дни, когда ничего не записывали: { $n }. Уровни и прогноз относятся к такому списку, а не к дню.
series-zeros = Смотрел ли кто-нибудь, неизвестно: в таблице событий нет строк о спокойных днях. Дней без события, взятых за 0: { $zero } из { $n }.
series-undated = События, день которых неизвестен, не учтены: { $left }. Дней, взятых за 0, в которые было одно из них, не меньше: { $wrong }.
series-undated-some = События, день которых неизвестен, не учтены: { $left }. Некоторые из них могли быть в дни, взятые за 0.
series-no-rates = Как часто на день наблюдения, сказать нельзя, и ни один день нельзя заштриховать как невиденный: для этого нужны дни, о которых известно, что кто-то смотрел.
series-forecast-known = Предсказано то, что будет в таблице. Известно дней: { $n }; из них взято за 0, хотя неизвестно, смотрел ли кто-нибудь: { $zero }. Совет, не вывод.
series-sides-ucdp = Стороны в UCDP GED говорят, кто воевал, а не кто это сделал: в насилии с участием государства сторона A по определению государство. Ничьих действий из них не вычитать, и кто за кем следует, не спрашивается.
series-sides-acled = Actor 1 в выгрузке ACLED — тот, кто назван первым. Там, где воевали обе стороны, это не говорит, кто это сделал.
forecast-party = Только то, чего утверждения не снимают со стороны: { $actor }.
chart-key-nine-in-ten = девять раз из десяти
chart-key-one-in-two = один раз из двух
chart-key-middle = середина
chart-key-came-within = пришло, в пределах
chart-key-came-outside = пришло, вне пределов
chart-key-unscored = без записи или без предсказания
chart-matrix-title = Кто следует за кем в течение трёх дней
chart-matrix-none = Ни в одном районе направление установить нельзя.
chart-matrix-untested = Проверить ничего нельзя: нигде действия двух сторон не посчитаны достаточно часто (по 20, за 60 дней).
chart-followed = { $area }: за действиями «{ $first }» следуют действия «{ $then }» чаще, чем объясняет общая волна (вероятность не больше { $chance }).
chart-column-then = { $actor }
chart-column-first = после: { $actor }
chart-column = { $then }, { $first }
chart-cell-detectable = видно от { $n }
chart-key-followed = следует, по обеим проверкам
chart-key-undirected = проверки не сходятся: направления нет
chart-key-untested = слишком мало для проверки
chart-caveat-follows = Следовать не значит быть вызванным или оправданным. За сторонами могут смотреть неодинаково; обеими могут двигать третьи силы и исключённые группы. «Видно от» — число ответов на каждое действие, которое заметили бы четыре раза из пяти.
chart-caveat-drawn = Авторы, которых утверждения не называют, 20 раз выбраны жребием из сторон.
chart-lists-title = Два списка рядом: { $one } и { $other }
chart-lists-told = Дней, когда сообщили оба: { $days }. В одном { $one }, в другом { $other }; считаются одними и теми же: { $both } (от { $least } до { $most } по сопоставлению).
chart-lists-between = Всего может быть от { $low } до { $high }. Берите всю полосу.
chart-lists-unbounded = Всего не меньше { $low }; верхней границы нет.
chart-lists-refused = Сколько упускают оба, сказать нельзя: общего в списках слишком мало.
chart-lists-on-record = записано
chart-odds = отношение шансов { $odds }
chart-key-one-list = только в одном списке
chart-key-both-lists = в обоих
chart-key-neither-list = всего может быть здесь, с учётом сопоставления
chart-key-in-all = всего, и 95 %
chart-key-no-bound = продолжается
chart-caveat-lists = Считаются только дни, когда сообщили оба. Списки враждебных сторон избегают друг друга (меньше 1: упущено меньше); списки из одних новостей слишком согласны (больше 1: упущено больше). Что верно, неизвестно.
chart-reliability-title = Надёжность: как часто числа попадали в каждую десятую предсказанного
chart-reliability-even = Прогнозы надёжны, насколько можно судить по числу дней: { $n }; десятых вне пределов случая: { $outside }.
chart-reliability-uneven = Прогнозы отклонялись: дней { $n }, десятых вне пределов случая: { $outside }.
chart-reliability-untold = О надёжности судить рано: оценено дней: { $n }; нужно: { $needed }.
chart-key-tenth = доля дней в этой десятой
chart-key-by-chance = случай держит здесь 19 из 20
chart-caveat-reliability = На день вперёд, с тем, что было известно. Внутри вероятности числа место выбрано жребием, одинаковым для всех.
nav-signals = Сигналы
nav-alarms = Тревоги
live-alarms = Есть новости о тревоге. Показать.
on-this-page = На этой странице
signals-lead = Оценки и советы, не выводы; ничего здесь нет в записях.
load-anew = Загрузить страницу заново
signals-reckoned = Сигналы по этим записям сейчас рассчитываются. Страница покажет их, как только они будут.
signals-older = Показано рассчитанное для прежней версии записей; новая рассчитывается.
signals-nothing = Ни за один прошедший день ничего не записано. О спокойствии это не говорит.
signals-holding = Держится ли перемирие?
signals-next = Что дальше?
signals-follows = Кто следует за кем?
signals-unreported = Чего нет в записях?
signals-quiet = Тихо, потому что не видно?
signals-quiet-none = Ни в одном районе числа за последние 14 дней не упали вдвое вместе с известным наблюдением.
signals-quiet-area = { $area }: спокойно ли, неизвестно. Числа упали с { $before } до { $after }, но упало и наблюдение.
signals-told-by = Записано: { $n }; только от одной группы источников: { $one }, от двух: { $two }.
signals-at-least = По этому всего не меньше примерно { $least }; с 95 % эта граница лежит между { $low } и { $high }. Источники, списывающие друг у друга, занижают; несопоставленное завышает.
signals-at-least-none = Этого мало, чтобы сказать, сколько не записано нигде.
signals-lists-none = Ни у каких двух сторон собственные источники не сообщали о событиях одного дня: сопоставлять нечего.
signals-all-parties = все стороны
signals-all-acts = все действия
signals-party = Сторона
signals-incidents = Инциденты за этим
signals-no-forecast = Предсказать ничего нельзя: записано слишком мало.
alarms-since = около { $onset }, замечено { $on }
alarms-col-state = Состояние
alarms-col-since = С
alarms-col-counted = Инциденты
alarms-col-watched = Дни с записями
alarms-learning = известно мало
alarms-unseen = спокойно ли, сказать нельзя
alarms-put = Ваше слово внесено как { $at }. Страница сейчас покажет, что из этого следует.
alarms-narrowed = Здесь видно только то, что подходит под этот выбор по утверждениям, и обещание здесь своё. В том, что рассылают людям, учтено всё.
alarms-noted = Что предпринимается
alarms-unnoted = Никто ещё не принял к сведению.
alarms-said = { $seat }, { $day }: { $says }.
alarms-seen = принято к сведению
alarms-real = рост действительно был
alarms-false = роста не было
alarms-what-is-done = Что предпринимается
alarms-say-seen = Принято к сведению
alarms-say-real = Тревога верна
alarms-say-false = Тревога ложная
alarms-may-not = Дежурный этой миссии, чья должность это позволяет, может после входа принять тревогу к сведению.
alarms-with-key = Вы подписываете ключом, которого у этого экрана нет. На машине, где он есть:
told-watch = Наблюдение
told-watch-over = Наблюдение окончено
told-alarm = Тревога
told-alarm-over = Тревога окончена
told-acknowledged = Тревога принята к сведению
told-headline = { $event }: { $area }
told-headline-exercise = Учение. { $event }: { $area }
told-more = { $area }: инцидентов в записях больше обычного.
told-signs = { $area }: есть признаки, что инцидентов больше обычного; для тревоги мало.
told-is-usual = { $area }: в записях то, что теперь обычно.
told-since = Вероятнее всего, началось около { $onset } ({ $iso }).
told-noted = Принято к сведению: { $seat }.
told-serious = Тяжёлый день
told-serious-over = Сообщение о тяжёлом дне отозвано
told-serious-count = { $area }, { $day } ({ $iso }): инцидентов в записях: { $n }; ожидалось: { $usual }.
told-serious-count-only = { $area }, { $day } ({ $iso }): инцидентов в записях: { $n }.
told-serious-killed = Погибло, по сообщениям, не менее: { $n }.
told-serious-killed-differ = Погибло не менее: { $fewest } по самым низким сообщениям, { $most } по самым высоким.
told-serious-acts = О чём сообщают: { $acts }.
told-serious-reports = Сообщения, на которых это основано: { $reports }.
told-serious-reports-more = Сообщения, на которых это основано: { $reports } и ещё { $n }.
told-serious-caveat = Один день не уровень и тревоги не поднимает. Этим ничего не установлено: не сказано ни почему, ни от кого, ни было ли нарушено обязательство.
told-serious-gone = Сказанное о дне { $day } ({ $iso }), { $area }, больше не верно в прежнем виде: записи изменились.
signals-many-lists = Чего нет ни в одном списке?
signals-late = Что ещё не сообщено?
signals-clusters = Где инциденты скучиваются?
signals-lots = Говорят ли имена, разданные по жребию, то же самое?
note-lists-models = По собственным спискам миссий (их { $n }), в среднем по моделям, где два списка зависят друг от друга, всего { $all } (95 %: от { $low } до { $high }).
note-lists-classes = По скрытым видам инцидентов, с учётом того, что сопоставление оставляет открытым, всего { $all } (95 %: от { $low } до { $high }).
note-lists-none = Сказать ничего нельзя: нужны собственные списки трёх миссий, 30 инцидентов, из них десять в двух списках или больше; здесь миссий со списками: { $n }.
note-lists-caveat = Где часть инцидентов почти никто не видит, каждая модель занижает, и её границы говорят меньше, чем обещают.
note-recent = { $day }: сообщено { $told }, обычно к этому времени сообщено { $share } %; в конце будет от { $low } до { $high } в девяти случаях из десяти.
note-recent-all = О последних днях сообщено почти всё, если сообщения идут как раньше.
note-recent-none = Сказать ничего нельзя: слишком мало инцидентов последнего полугодия внесено в течение 14 дней.
note-recent-caveat = Считается, что задержки остались прежними. Обрыв связи это нарушает и выглядит как затишье, которого нет.
note-cluster = { $areas }: { $n } с { $since }, ожидалось { $expected }; случай сам заходит так далеко один раз за столько дней: { $days }.
note-clusters-none = Нигде не скучиваются сильнее, чем часто бывает случайно.
note-clusters-untold = Сказать ничего нельзя: контуры есть менее чем у двух районов.
note-clusters-caveat = Ожидается то, что следует из итогов районов и дней. Районы, где наблюдение изменилось, похожи на скопления.
note-lots-more = { $first } и { $then }: если раздать имена по жребию внутри района и недели, действия следуют за действиями так же однобоко в { $chance } розыгрышей. Порядок двух сторон больше, чем игра жребия.
note-lots-no-more = { $first } и { $then }: если раздать имена по жребию внутри района и недели, действия следуют за действиями так же однобоко в { $chance } розыгрышей. Порядок двух сторон не отличить от игры жребия.
note-lots-few = Сказать ничего нельзя: каждой из двух сторон все утверждения оставляют менее 20 инцидентов.
note-lots-caveat = Только инциденты, которые все утверждения оставляют одной стороне. Больше, чем игра жребия, ещё не причина.
signals-rates = Как часто, на каждый день наблюдения?
signals-fairness = Что держится на одном источнике и честны ли показатели?
chart-funnel-title = Инциденты за 100 дней с записями, по районам
chart-funnel-title-party = Инциденты, оставленные только за «{ $party }», за 100 дней с записями
chart-funnel-within = Все районы в пределах того, что допускает случай вокруг общей частоты { $common } за 100 дней.
chart-funnel-above = Больше, чем показали бы все, кроме двух из тысячи, районы с общей частотой ({ $common } за 100 дней): { $areas }.
chart-funnel-below = Меньше, чем показали бы все, кроме двух из тысячи, районы с общей частотой ({ $common } за 100 дней): { $areas }.
chart-funnel-above-inner = Больше, чем показали бы 19 из 20 районов с общей частотой ({ $common } за 100 дней): { $areas }.
chart-funnel-below-inner = Меньше, чем показали бы 19 из 20 районов с общей частотой ({ $common } за 100 дней): { $areas }.
chart-funnel-none = Частоту назвать нельзя: нужны три района с записями и хотя бы один инцидент.
chart-funnel-bursts = Инциденты идут сериями (дисперсия к среднему { $n }), поэтому пределы расширены.
chart-funnel-days = дни с записями
chart-caveat-funnel = Частоты относятся к записям. Районы не ранжируются: из двух, чьи интервалы пересекаются, ни один нельзя назвать более тяжёлым. У района без записей нет частоты, и это не спокойствие. Дни, о которых есть запись лишь потому, что что-то случилось, завышают частоту.
chart-caveat-funnel-party = За стороной считается то, что все сообщения оставляют только за ней; то, чего они с неё не снимают, стоит рядом. Стороны, за которыми наблюдают неодинаково, сравнивать нельзя.
chart-key-funnel-inner = 19 из 20 районов с общей частотой
chart-key-funnel-outer = все, кроме двух из тысячи
chart-key-funnel-within = район в пределах
chart-key-funnel-above = район вне пределов, больше
chart-key-funnel-below = район вне пределов, меньше
chart-key-funnel-common = общая частота
rates-col-rate = За 100 дней
rates-col-between = С вероятностью 90 %
between-numbers = от { $low } до { $high }
rates-col-raw = По счёту
rates-col-alone = Остаётся только за ней
rates-col-days = Дни
rates-col-most = Не снято со стороны
note-rate-none = Частоты нет, потому что нет записей: { $areas }.
note-without = Без источника { $source }, который один сообщает о { $n }, частота ({ $area }) была бы { $without } вместо { $rate } за 100 дней. Районов, где она изменится: { $areas }.
note-without-rate = Без источника { $source } в записях не было бы { $n }; частоту назвать нельзя.
note-without-turns = Без источника { $source } больше инцидентов оставалось бы за другой из первых двух сторон либо поровну.
note-without-none = Ни один инцидент не держится на одном источнике.
note-without-caveat = Дни наблюдения оставлены как есть. Источник не ошибается оттого, что сообщает один.
note-where-more = Места инцидентов, оставленных за «{ $first }» и за «{ $then }», различаются сильнее, чем при метках по жребию внутри каждой недели: так же далеко в { $chance } жеребьёвок.
note-where-no-more = Места инцидентов, оставленных за «{ $first }» и за «{ $then }», различаются не сильнее, чем при метках по жребию внутри каждой недели: так же далеко в { $chance } жеребьёвок.
note-where-few = Лежат ли инциденты сторон в разных районах, проверить нельзя: за каждой из двух сторон все сообщения оставляют меньше 20.
note-exchanged = Если поменять местами первые две стороны, частоты меняются местами до последней цифры.
note-not-exchanged = Если поменять местами первые две стороны, частоты не меняются местами: пользоваться ими нельзя.
signals-foretold = Что было предсказано и случилось ли это?
signals-trends = Куда клонится каждый район?
foretold-happened = Такой инцидент записан за { $on }.
foretold-did-not = Такого не записано, и за всеми днями наблюдали.
foretold-not-due = Срок не вышел: дни не прошли или сообщения ещё могут прийти.
foretold-not-watched = Сказать нельзя: дней, когда никто не смотрел: { $n }.
foretold-too-late = Сказать нельзя: внесено в записи, когда его дни уже прошли.
foretold-only-announcer = Сказать нельзя: о таком инциденте ({ $on }) не сообщает никто, кроме источника, который его предсказал.
foretold-as-told = { $late } Если считать, что это сказано { $told }, чего запись не доказывает: { $outcome }
foretold-base = До этого такой инцидент был в { $share } % отрезков той же длины (отрезков: { $n }).
foretold-base-none = Как часто такое там бывает и так, сказать нельзя: раньше наблюдали слишком мало дней.
note-foretold = { $source }, в записях с { $recorded }: { $act }, { $area }, с { $from } по { $by }. { $outcome } { $base }
note-foretold-open = { $source }, в записях с { $recorded }: { $act }, { $area }; день не назван, поэтому взяты следующие дни ({ $days }), по { $by }. { $outcome } { $base }
note-foretold-none = Предсказаний в записях нет.
note-foretold-more = Перечислены последние { $listed } из { $n }.
note-foretold-again = Повторено тем же источником для смежных дней и посчитано один раз: { $n }.
note-foretold-source = { $source }: случилось { $happened }, не случилось { $not }, сказать нельзя { $untold }. По тому, как часто такое бывает и так, случилось бы { $expected }; случай сам даёт столько же или больше в доле { $chance } таких рядов.
note-foretold-source-untold = { $source }: ни об одном нельзя сказать, случилось ли оно (в записях { $untold }).
note-foretold-caveat = Считается день, когда предсказание внесено и подписано, и инциденты после него, о которых сообщают не только его источник. Если объявленное случилось, это не значит ни что это сделал названный автор, ни что объявивший об этом знал.
note-trend-rising = { $area }: рост. С { $since } по { $mean } в день; каждые 30 дней в { $times } раза (от { $low } до { $high }, 95 %).
note-trend-falling = { $area }: спад. С { $since } по { $mean } в день; каждые 30 дней в { $times } раза (от { $low } до { $high }, 95 %).
note-trend-level = { $area }: ни роста, ни спада различить нельзя. С { $since } по { $mean } в день; каждые 30 дней в { $times } раза (от { $low } до { $high }, 95 %).
note-trend-untold = Известно слишком мало, или уровень не стоит на месте: { $areas }.
note-trends-none = Сказать ничего нельзя: ни в одном районе нет устойчивого уровня.
note-trends-caveat = С последней смены уровня каждого района, с поправкой на другие районы. Если наклона не различить, это ещё не затишье.
chart-chains-title = Сколько здесь фона и сколько следует за другим
chart-chains-few = Сказать ничего нельзя: нужно 50 инцидентов с районом и возможным автором за 60 дней; здесь { $n }, дней: { $days }.
chart-chains-not-reached = Сказать ничего нельзя: не нашлось чисел, которые описывают счёт.
chart-chains-fit-untold = Описывает ли модель счёт, сказать нельзя, поэтому по ней ничего не говорится.
chart-chains-fits-days = Модель описывает счёт: по числам ({ $n }) ни одна десятая не отклоняется больше чем на { $off } % (допустимо { $allowed } %).
chart-chains-not-days = Модель не описывает счёт: по числам ({ $n }) одна десятая отклоняется на { $off } % (допустимо { $allowed } %). Поэтому по ней ничего не говорится.
chart-chains-fits-hours = Модель описывает моменты: по промежуткам ({ $n }) наибольшее расстояние { $off }, случай даёт столько же в доле { $chance } таких рядов.
chart-chains-not-hours = Модель не описывает моменты: по промежуткам ({ $n }) наибольшее расстояние { $off }, случай даёт столько же лишь в доле { $chance } таких рядов. Поэтому по ней ничего не говорится.
chart-chains-by-day = По дням: у того, что случилось в один день, порядка нет, и оно ни в какую тягу не входит.
chart-chains-by-hour = По моментам, потому что почти все инциденты известны с точностью до часа; опущено как неизвестное так точно: { $n }.
chart-chains-background = Из инцидентов, отнесённых к стороне «{ $party }» ({ $n }), фон составляет { $share } %, смотря по тому, как быстро может двигаться его волна (от { $low } до { $high } % со всеми сомнениями). Если считать его неподвижным, было бы { $constant } %: волна сошла бы за ответы.
chart-chains-own = «{ $party }»: { $share } % следует за прежними действиями своей стороны (от { $low } до { $high } %).
chart-chains-other = «{ $party }»: { $share } % следует за действиями «{ $other }» (от { $low } до { $high } %).
chart-chains-name = { $party }
chart-chains-percent = { $n } %
chart-key-background = фон: волна и неделя
chart-key-either = одно или другое, по волне
chart-key-follows = следует за действиями стороны
chart-key-background-range = конец фона, со всеми сомнениями
chart-key-if-constant = если бы фон не двигался
chart-caveat-chains = Суммы по районам и дням; ни об одном инциденте нельзя сказать, за чем он следует. О направлении они не говорят ничего: для этого нужны обе проверки выше. Что вообще что-то следует, утверждается (интервал не от 0) только там, где дни, перемешанные внутри недель, дают меньше. Только записанное; что движет несколькими районами сразу и не входит в волну, сходит за ответ. Авторы и дни, которые утверждения оставляют открытыми, выбраны жребием.
chart-date-unsteady = { $date }: изменение проверить нельзя, потому что ни один уровень не стоит на месте.
chart-date-few = { $date }: сказать ничего нельзя; посчитано слишком мало инцидентов.
chart-date-outside = { $date }: сказать ничего нельзя; дата вне посчитанных дней или на их краю.
chart-date-naive-alone = { $date }: изменение проверить нельзя, потому что ни один уровень не стоит на месте. Простое сравнение 28 дней дало бы { $ratio } (от { $low } до { $high }) и приписывает дате всякую волну.
note-watching = Только { $seat } говорит, что за тихими днями районов наблюдали: { $n }, ни в одном районе не больше, чем в районе { $where } ({ $most }); внесено больше чем через 14 дней: { $late }. Без них было бы { $without } вместо { $rate } инцидентов за 100 дней с записями.
note-no-area = Без района, поэтому ни в одной частоте: { $n }.
