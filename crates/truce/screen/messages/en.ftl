# The screen's messages in English. One message, one idea; every language has the same ones.
# A counted message takes $n, the number as it is written, and $cat, its plural form: both come from ICU.

nav-label = Pages
nav-situation = Situation
nav-agreement = Agreement
nav-bulletins = Bulletins
nav-record = Record
skip = Skip to the content
to-situation = To the situation
live-grew = The record has grown: load the page anew
locked-band = The screen is locked: it can be read, and nothing can be changed.
choose-language = Language
choose-light = Appearance
light-auto = as the device
light-light = light
light-dark = dark

problem-foreign-page = The request came from another site
problem-foreign-page-do = Nothing was changed. Open the page here and do it again.
problem-misshapen = The request cannot be understood
problem-misshapen-do = Check the address or what was filled in.
problem-not-signed-in = You are not signed in
problem-not-signed-in-do = This page is for those who act for the seat. Sign in first.
problem-may-not = You may not do that
problem-may-not-do = Ask whoever keeps the logins of this seat.
problem-no-such-page = There is no such page
problem-no-such-page-do = Check the address, or begin from the situation.
problem-other-method = This page does not answer to that request
problem-other-method-do = Open it as a page, or read the description of the API.
problem-too-slow = The request took too long
problem-too-slow-do = Try again; if it happens again, the connection is slow or the machine is busy.
problem-too-long = The request is too long
problem-too-long-do = Send less at once.
problem-other-kind = The body of the request is of a kind not known here
problem-other-kind-do = Send a form, or what the description of the API asks for.
problem-too-often = Too many requests
problem-too-often-do = Wait a quarter of an hour and try again.
problem-locked = The screen is locked
problem-locked-do = It can be read, and nothing can be changed, until whoever keeps the logins opens it again.
problem-failed = Something failed here
problem-failed-do = Nothing on record is lost. Whoever runs this node finds the reason in its messages.
problem-not-yet = The picture is still being derived
problem-not-yet-do = This happens after a start. Try again in a moment.

situation-day-of-truce = Day { $n } of the truce
situation-before-truce = Before the truce came into force
situation-today = Today, by the duty clock:
situation-lead = Figures are as each seat registered them. No sum is made of different seats’ figures, and a day without a register is unknown, not calm.
situation-week = { $from } to { $to }
proved-heading = Proved against seats
proved-fork = its log told two histories; it counts up to where they agree. Proof:
proved-witness-fault = its mirror vouched for what cannot both be true. Proof:
day-before = The day before
day-after = The day after
registered-caption = Cases as registered by each seat, and what is known of them
col-seat = Seat
col-cases = Cases
col-known = What is known
part-matched = Matched
part-contested = Contested
part-one-sided = One-sided
part-unexplained = Unexplained
part-matched-means = an incident is on record that this seat’s and another seat’s own sources both report.
part-contested-means = another seat says that it does not confirm the case, or denies the incident.
part-one-sided-means = more cases than any other seat registered there, so no other list can hold them.
part-unexplained-means = another list may hold the same cases, but nothing on record says so.
days-without-figure = { $cat ->
    [one] without { $n } day that has no figure
   *[other] without { $n } days that have no figure
}
no-figure = no figure on record: unknown, not zero
fact-incidents = Incidents on record
fact-of-two = { $cat ->
    [one] of which { $n } is told by two seats or more
   *[other] of which { $n } are told by two seats or more
}
fact-impediments = Monitors kept away
fact-impediments-mean = silence from there says nothing
fact-watching = Watching on record
fact-patrols = { $cat ->
    [one] { $n } patrol
   *[other] { $n } patrols
}
fact-hours = { $cat ->
    [one] { $n } hour
   *[other] { $n } hours
}
fact-cameras = { $cat ->
    [one] { $n } camera
   *[other] { $n } cameras
}
fact-nothing-seen = { $cat ->
    [one] { $n } report of nothing seen
   *[other] { $n } reports of nothing seen
}
fact-not-watched = nothing on record says that anybody watched: few cases mean little
silent-days = { $cat ->
    [one] For { $n } of these days no seat’s register is on record.
   *[other] For { $n } of these days no seat’s register is on record.
}
nodes-heading = Logs and nodes
col-log = Log of
col-held = Held here
col-settled = Settled
col-node = Node
node-frozen = told two histories; counts up to entry { $n }
node-reached = reached
node-not-reached = not reached
node-own = this node, or not asked yet
withheld-heading = Withheld
withheld-nothing = Nothing on record here is sealed.
withheld-fields = { $cat ->
    [one] { $n } sealed field in its reports
   *[other] { $n } sealed fields in its reports
}
unread = { $cat ->
    [one] { $n } entry on record cannot be read by this program.
   *[other] { $n } entries on record cannot be read by this program.
}

agreement-lead = The text in force, and what of it is tested. The text and the explanations are in the language of the agreement’s files.
agreement-concluded = Concluded
agreement-in-force = In force from
agreement-digest = SHA-256 of its files
articles-heading = Articles
provisions-heading = What is tested
zones-heading = Zones
zone-whole = The whole territory.
zone-margin = { $cat ->
    [one] The outline may be wrong by { $n } metre. Areas:
   *[other] The outline may be wrong by { $n } metres. Areas:
}
zone-disputed = Whether the agreement covers it is in dispute:
view-covered = covered:
view-not-covered = not covered:
keeping-heading = How the record is kept
amendments-heading = Amendments
amendments-none = No amendment is on record.

record-lead = Each seat keeps one log, which only grows. The others hold it and sign what they hold.
heads-heading = Heads
col-entries = Entries
col-root = Root
col-files = Signed
quorum-mirrors = { $cat ->
    [one] An entry is settled when { $n } other seat holds it
   *[other] An entry is settled when { $n } other seats hold it
}
quorum-cosigners = { $cat ->
    [one] and { $n } has cosigned a head that covers it.
   *[other] and { $n } have cosigned a head that covers it.
}
recent-heading = Last entries
recent-proof = A proof of an entry that anybody can check offline:
col-address = Address
col-kind = Kind
col-recorded = Recorded at

bulletins-lead = A bulletin is made from the heads that it names. Whoever holds the same heads makes the same bytes.
bulletins-none = No register is on record yet.
bulletins-days = { $cat ->
    [one] { $n } day has a register on record.
   *[other] { $n } days have a register on record.
}
bulletins-seats = { $cat ->
    [one] { $n } seat
   *[other] { $n } seats
}
bulletin-title = Bulletin, { $day }
bulletin-incidents = { $cat ->
    [one] { $n } incident
   *[other] { $n } incidents
}
bulletin-open = Open the bulletin
bulletin-text = Text
bulletin-check = Make it again
bulletin-check-how = On any node that holds these heads, this command makes the same bytes:
bulletin-heads = The heads it was made from

api-title = API
api-lead = What the pages show, as data. Nothing here needs a key; what went wrong is told as RFC 9457 has it.
api-parameters = Parameters
api-responses = Responses

sign-in = Sign in
sign-in-title = Sign in
sign-in-lead = For those who act for this seat. Everybody else reads the public pages.
sign-out = Sign out
sign-out-everywhere = Sign out everywhere
set-up-title = Set up the first login
set-up-lead = This login keeps the others: it adds them, ends their sessions and locks the screen. This page works once.
set-up-do = Set up and sign in
field-name = Name
field-name-how = Lower-case letters, digits and hyphens.
field-officer = Officer
field-officer-how = For which officer of the seat it stands; leave it empty if for none. What an officer may do stands on record.
field-password = Password
field-password-how = At least 12 characters; several words are best.
field-old-password = Present password
field-new-password = New password
account-title = Your login
account-no-officer = none: nothing can be put on record
account-may = May
account-may-nothing = nothing beyond reading
account-may-how = By the appointments on record; another appointment changes it at once.
sessions-heading = Where you are signed in
col-begun = Since
col-seen = Last used
session-end = End
session-this = this browser
password-heading = Password
password-change = Change it; every other session ends
passkeys-heading = Passkeys
passkeys-lead = With a passkey a phone, a laptop or a security key signs you in, without a password. The password goes on working.
passkeys-no-address = A passkey is tied to a name, and this screen was given none. Whoever runs it can give it one:
passkey-add = Add a passkey
passkey-remove = Remove
passkey-remove-how = When a passkey is removed, every other session ends. Remove it from the device too.
passkey-doubted = Opens nothing any more: it may have been copied. Remove it, and add a new one.
passkey-or = Or without a password
passkey-sign-in = Sign in with a passkey
passkey-script = Passkeys need scripts; the password works without.
passkey-elsewhere = A passkey is tied to a name, and this page was opened under another, or by a number. Open it here:
passkey-none = This browser knows no passkeys. Use the password.
passkey-again = Nothing was confirmed. Try again, or use the password.
passkey-already = This device has a passkey of this login already.
field-passkey-name = Name of the passkey
field-passkey-name-how = By which you know the device: “work phone”.
col-added = Added
col-passkeys = Passkeys
passkeys-remove-all = Remove passkeys
logins-title = Logins
logins-lead = Who may sign in here. Offices are given by appointments on record, not on this page.
col-sessions = Sessions
login-keeps = keeps the logins
login-add = Add a login
lock-heading = Lock
lock-lead = While the screen is locked it can be read, and nothing can be changed through it. The node goes on signing and fetching.
lock-do = Lock the screen
lock-open = Open the screen again
done-heading = What was done here
done-lead = Sign-ins, sessions, logins and the lock. Lines are only added; each holds a digest of the one before.
done-broken = Line { $number } does not fit the one before: something was changed or taken out.
done-added = added the login
done-ended = ended a session
done-ended-all = ended every session
done-locked = locked the screen
done-opened = opened the screen again
done-passkey-added = added a passkey:
done-passkey-doubted = used a passkey whose counter went back: it may have been copied, and opens nothing any more
done-passkey-refused = was refused with a passkey:
done-passkey-removed = removed a passkey:
done-passkeys-removed = removed every passkey of
done-password-changed = changed the password
done-signed-in = signed in
done-signed-in-by-passkey = signed in with the passkey
refused-wrong = The name or the password is wrong.
refused-no-invitation = This address is not valid, or was used already.
refused-not-a-name = A name has 1 to 64 lower-case letters, digits and hyphens.
refused-taken = Another login has this name.
refused-not-a-passkey-name = Give the passkey a name of at most 60 characters.
refused-passkey = The passkey was not accepted. Use the password.
refused-passkey-late = That took too long, or was sent before. Try again.
refused-passkey-went-back = This passkey may have been copied, and opens nothing any more. Sign in with the password, remove it and add a new one.
refused-too-many-passkeys = A login has at most 20 passkeys. Remove one first.
refused-short = { $cat ->
    [one] A password has at least { $n } character.
   *[other] A password has at least { $n } characters.
}
nav-map = Map
map-day = Last day
map-stretch = Time
map-days-1 = One day
map-days-7 = 7 days
map-days-30 = 30 days
map-days-all = All days
map-standing = Between the seats
map-any = Any
map-act = Act
map-area = Area
map-text = Words
map-show = Show
map-bars = Incidents by day
map-play = Play
map-pause = Pause
map-close = Close
map-zoom-in = Zoom in
map-zoom-out = Zoom out
map-no-script = The map needs a browser with script and WebGL. The list says the same.
map-no-seat = No seat’s own source asserts it
map-disc = Lies somewhere within
map-zone = Zone in force that day
map-layers = The mission’s layers
map-source = Land and borders: Natural Earth, public domain, drawn coarsely. Areas and zones: the agreement’s own outlines. No line is an opinion on where a border runs.
map-unplaced = no position on record
map-zones = Zones in force that day
map-zones-none = No provision names a zone with an outline that day.
map-count = { $cat ->
    [one] { $n } incident
   *[other] { $n } incidents
}
map-only = { $cat ->
    [one] The last { $n } is listed.
   *[other] The last { $n } are listed.
}
map-reports = { $cat ->
    [one] { $n } report
   *[other] { $n } reports
}
map-within = { $cat ->
    [one] within { $n } m
   *[other] within { $n } m
}

nav-incidents = Incidents
nav-reconciliation = Reconciliation
nav-cases = Cases
order-newest = latest first
order-oldest = earliest first
order-reports = most reports first
order-changed = last changed first
outcome-apparent-breach = apparent breach (not determined)
outcome-consistent = consistent with the provision
outcome-outside-coverage = outside coverage
outcome-insufficient = not enough is known
state-awaiting-admission = awaiting admission
state-not-admitted = not admitted
state-awaiting-reply = awaiting reply
state-awaiting-findings = awaiting findings
state-awaiting-opening = awaiting the opening of findings
state-determined = determined
state-awaiting-remedy = awaiting remedy
state-closed = closed
act-small-arms = small-arms fire
act-shelling = shelling
act-air-strike = air strike
act-explosion = explosive device
act-prohibited-weapon = prohibited weapon
act-fire = fire of an unstated kind
act-clash = exchange of fire
act-seizure = ground attack or seizing of a position
act-movement = forward movement or new post
act-weapon-holding = weapon held inside a zone
act-overflight = overflight
act-killing = killing
act-abduction = abduction or detention
act-intimidation = intimidation or looting
act-aid-blocked = aid blocked
act-movement-blocked = movement of civilians blocked
act-utility-cut = water or another utility cut or damaged
act-mixing = mixing with an excluded group
act-monitors-hindered = monitors hindered
act-staging = staging of an event
act-unstated = act not stated
aspect-happening = Whether it happened
aspect-act = What
aspect-author = Who did it
aspect-place = Where
aspect-time = When
aspect-killed = Killed
aspect-injured = Injured
aspect-exemption = Whether it was allowed
point-act = act
point-time = time
point-place = place
point-excluded-group = excluded group
point-exemption = exception
point-author = author
point-event = event
point-first-shot = first shot
truth-yes = yes
truth-no = no
truth-unknown = not known
action-admit = admit the case
action-ask-reply = ask for the reply
action-reply = reply
action-find = give or open the finding
action-verify = verify
action-ask-remedy = agree to the remedy
action-check-remedy = check the remedy
area-none = area not stated
place-no-position = no position told
place-within = known to within { $metres } m
standing-none = told by no seat’s own source
incidents-lead = Reports that are held to be one event. Every claim keeps its claimant; nothing here decides what happened.
incidents-table = Table of incidents
incidents-none = No incident on record is as asked for. That does not mean that nothing happened.
told-by = Told by the own sources of
denied-by = Denied by
between-seats = Between the seats
col-case = Case
no-seats-source = no seat’s own source
versions-differ = versions differ
case-none = no case
filter-text = Words
filter-area = Area
filter-any = any
filter-since = From
filter-until = To
filter-outcome = A version would mean
filter-order = Order
filter-contested = only where versions would mean different things
filter-do = Show
filter-clear = Show all
search-not-understood = The words cannot be understood: quotation marks and parentheses come in pairs, and OR and NOT want a word on both sides.
next-page = Next page
filters-heading = Your filters
filters-none = You have saved none.
filters-opens = the page opens with it
filters-name = A name for what is asked for now
filters-new-name = Name
filters-save = Save
filters-change = Change this filter
filters-rename = Rename
filters-forget = Delete
filters-open-with = Open the page with it
filters-open-with-all = Open the page with all incidents
triage-heading = With the chosen incidents
triage-choose = Choose incident { $id }
triage-seen = seen
triage-reason-how = A judgement needs a reason. It stands on record for each pair.
triage-different = They are different events
triage-mark-seen = Mark as seen
triage-mark-unseen = Take the mark back
triage-undo = Take them back
triage-judged = { $cat ->
    [one] { $n } judgement is on record. The page shows what follows from it in a moment.
   *[other] { $n } judgements are on record. The page shows what follows from them in a moment.
}
keys-heading = Keys
keys-where = They work while the table has the focus.
keys-next = the next incident
keys-previous = the incident before
keys-choose = choose it, or not
keys-open = open it
judged-band = Your judgement is on record as { $at }. The page shows what follows from it in a moment.
nobody = nobody
claims-heading = The claims, side by side
claims-lead = Each as its source tells it. Where sources differ, the answer is marked.
log-of = in the log of
differs = differs
how-exact = How exact
not-said = not said
stance-asserts = says that it happened
stance-denies = says that it did not happen
differences-heading = Where they differ
links-heading = Why these reports are one
links-none = There is a single report, so nothing was joined.
links-lead = Weights are in bans: +1.0 makes one event ten times as likely. Who is blamed is never weighed.
links-with = with
versions-heading = What each version would mean
versions-lead = Claims that agree make one version; each is assessed apart, and only ever apparent. A determination is the seats’.
version-of = Version told by
versions-none = No provision is touched by what is told.
question-covered = Was it covered?
question-happened = Did it happen?
question-who = Is it known who did it?
would-settle = Would settle it:
nearby-heading = How it was watched there
judgements-heading = Judgements
judgements-lead = An officer’s word that two reports tell of one event or of two goes before the machine’s. It stands on record with its reason, and can be taken back.
judgements-none = None on these reports.
judged-same = held to be one event
judged-different = held to be two events
judge-reason = Reason
judge-take-back = Take it back
judge-one = A report of this incident
judge-other = The other report’s address
judge-join = They are one event
judge-split = They are two events
judge-may-not = An officer of this seat whose office may judge can join or split reports after signing in.
entries-heading = Its entries
entry-replaced = replaced by a later report
behind-heading = Behind the figure: { $area }, { $seat }
behind-lead = Incidents on record that the seats’ own sources put there. A register states numbers; which incidents it counts, it does not say.
behind-asserted = Told by the seat’s own sources
behind-asserted-none = None on record.
behind-others = Told by other seats’ sources only
behind-others-none = None on record.
behind-denied = Denied by the seat’s own sources
behind-denied-none = None on record.
behind-more = There are more; these are the latest. Choose a shorter period.
reconciliation-lead = What each seat states, area by area. No sum is made of different seats’ figures. Choose a figure to see what stands behind it.
matrix-heading = Areas and seats
matrix-none = No register names an area in this period: unknown, not calm.
matrix-all = All areas
cell-named-only = named without a figure
cell-no-list = no list that would say
cell-not-listed = not in a list that is whole
cell-no-register = no register
contradictions-heading = Where registers contradict themselves
contradictions-none = Nowhere in this period.
cases-lead = Incidents that the seats took up together. This page is for reading; deeds are put on record with the commands.
cases-none = No case is on record in this state.
col-state = State
col-due = Due
case-accused = Accused
case-changed = Last deed
case-overdue = run out
case-no-clock = no clock runs
case-title = Case { $id }
case-incident = Incident
case-provisions = Provisions
case-opened = Opened
case-admitted = Admitted by
due-admission = Admission
due-reply = Reply
due-findings = Findings
due-reveal = Opening of findings
replies-heading = Replies
case-asked = Asked
case-late = late
replies-none = No reply is on record.
parts-heading = What each seat did
parts-none = No finding is due yet.
seat-part-due = finding due
seat-part-sealed = finding sealed
seat-part-to-reveal = finding to be opened
seat-part-gave = gave its finding
seat-part-abstained = did not open its finding in time: an abstention
seat-part-silent = gave none in time
seat-part-recused = stood aside
outcome-heading = Joint outcome
outcome-by-clock = ended by the clock
outcome-none = Not determined.
outcome-dissent = Dissent of
remedies-heading = Remedies and tasks
remedy-of = asked of
remedies-none = No remedy is asked for.
case-task = Task of
waiting-heading = What waits for you
waiting-none = Nothing that your offices may do waits.
changed-heading = What came in the last 24 hours
changed-none = Nothing was put on record.
changed-new-incident = new incident
changed-more = another report of an incident
changed-case = a deed in a case
changed-register = a register
changed-since-heading = What changed since you last looked
changed-seen-at = You said that you had seen this page at
changed-see = I have seen this
changed-see-means = The list then begins with what comes after this page.
changed-now = now:
changed-joined = judged to be one event, in incident
changed-split = judged to be two events, from incident
changed-taken-back = a judgement taken back, in incident
changed-case-opened = case opened
changed-reply = a reply in a case
changed-determined = case determined
changed-fork = proof that a log told two histories
changed-witness-fault = proof that a mirror vouched for what cannot both be true
changed-absent = a seat was said to be absent
changed-present = a seat was said to be there again
changed-all = There is more than is shown.
incident-reports = { $cat ->
    [one] { $n } report
   *[other] { $n } reports
}

# Signals and alarms
chart-number = { $n }
chart-percent = { $n } %
chart-day = { $day }
chart-area = { $area }
chart-all-areas = all areas
chart-between-names = , 
chart-timeline-title = What was counted day by day, and its levels: { $area }
chart-level-changed = Number of changes of level: { $n }; the last about { $day } (between { $from } and { $through }). Since then it is { $mean } a day.
chart-level-same = The counts show no change of level: { $mean } a day.
chart-level-of = Level from { $from } to { $through }: { $mean } a day
chart-no-answer-days = No answer: days with anything on record: { $n }; needed: { $needed }.
chart-no-answer-incidents = No answer: incidents counted: { $n }; needed: { $needed }.
chart-no-answer-unstable = No answer: incidents follow so much from incidents ({ $children } from each) that no level stands still.
chart-no-answer-outside = No answer: the date lies outside the days counted, or at their edge.
chart-date-same = { $date }: no change can be told. Before { $before } a day, after { $after }; ratio { $ratio } ({ $low } to { $high }).
chart-date-fell = { $date }: less after than before. Before { $before } a day, after { $after }; ratio { $ratio } ({ $low } to { $high }).
chart-date-rose = { $date }: more after than before. Before { $before } a day, after { $after }; ratio { $ratio } ({ $low } to { $high }).
chart-date-untold = { $date }: nothing can be told; too few days beside it are known.
chart-date-naive = The simple comparison of 28 days gives { $ratio } and misleads: it credits the date with what it did not bring.
chart-date-undated = No change of level is dated near it, so the difference may have other causes.
chart-drift-shown = Since the first two weeks ({ $mean } a day) counts have risen; shown on { $day }.
chart-drift-none = No rise since the first two weeks ({ $mean } a day) is shown; a small one could not be seen.
chart-caveat-recorded = Counted is what is on record, not what happened.
chart-caveat-bounds = Incidents that the claims do not take from the party: { $most }; left to it alone: { $least }.
chart-caveat-unwatched = Days without any record: { $n } of { $days }. Nobody is known to have looked; they are left out. If they were calm, every level is lower than it stands here.
chart-caveat-quiet-days = Nearly every day counted has an incident: quiet days were hardly noted, so a level says how much a day with incidents brings.
chart-caveat-exercises = Left out, because every claim says exercise: { $n }.
chart-caveat-inexact = Told with more than two days of margin, counted on the last: { $n }.
chart-caveat-excited = Incidents follow from incidents ({ $children } from each), so the bounds are widened.
chart-key-counted = incidents counted on a day
chart-key-unwatched = nothing on record: not known
chart-key-level = level
chart-key-level-range = the level lies here, 95 %
chart-key-dating = the change lies here, 95 %
chart-key-signed = signed date
chart-alarms-title = Alarms, area by area
chart-alarm-stands = Alarm: { $areas }. More is counted than was usual.
chart-alarm-noted = Acknowledged: { $areas }. Somebody has taken note.
chart-watch-stands = Watch: { $areas }. There are signs of a rise, not enough for an alarm.
chart-learning = Nothing can be said yet of: { $areas }. Too few days are known to say what is usual.
chart-alarms-none = No alarm stands where it can be told.
chart-serious = { $area }, { $day }: a single day with { $n }, where { $usual } were to be expected. One day is not a level; it goes to people by itself.
chart-alarm-of = { $area }: { $from } to { $through }
chart-promise = Promised are at most { $year } false alarms a year over all areas together: { $allowed } for the { $days } days with a record.
chart-promise-judged = Alarms so far: judged real { $real }, judged false { $wrong }, not judged { $open }.
chart-promise-broken = The promise is broken: the alarms need another setting.
chart-promise-broken-if-false = If all that are not judged were false, the promise would be broken.
chart-caveat-alarms = An alarm says that there is more than was usual; not why, and not by whom. An area that nobody watches raises none.
chart-key-calm = calm
chart-key-learning = not known yet, or nothing on record
chart-key-watch = watch
chart-key-alarm = alarm
chart-key-acknowledged = acknowledged
chart-key-serious = a single day out of proportion
chart-key-raised = alarm raised
chart-key-eased = fall made sure
chart-forecast-title = What the next days may bring: { $area }
chart-forecast-next = { $day }: the middle is { $middle }; nine times in ten there are { $low } to { $high } incidents on record.
chart-forecast-model = The model is shown: over the last days it did better than the last 28 days, by { $percent } %.
chart-forecast-history = History is shown: over the last days the model did not do better.
chart-forecast-unproven = History is shown: days on which the model could be scored: { $n }; needed: 30.
chart-forecast-untested = The model is shown, unproven: too few of the last 28 days have a record to hold it against.
chart-forecast-no-model = History is shown: the model gives nothing.
chart-forecast-scored = Of the last { $n } days with a record, { $within } came within the nine-in-ten range. Mean score (lower is better): model { $model }, history { $history }.
chart-past-title = Last month: what was foretold the day before, and what came
chart-caveat-forecast = Foretold is what will be on record, on days of which anything is. Days known: { $n }; without a record between them: { $unwatched }. An advice, no finding.
chart-caveat-set-right = The model’s forecast is set right by where counts fell in its forerunners.
chart-key-nine-in-ten = nine times in ten
chart-key-one-in-two = one time in two
chart-key-middle = middle
chart-key-came-within = came, within the range
chart-key-came-outside = came, outside it
chart-matrix-title = Who follows whom within three days
chart-matrix-none = No direction can be established, in any area.
chart-matrix-untested = Nothing can be tested: nowhere were two parties’ acts counted often enough (20 of each, on 60 days).
chart-followed = { $area }: acts of { $first } are followed by acts of { $then } more than the shared wave explains (chance at most { $chance }).
chart-column-then = { $actor }
chart-column-first = after { $actor }
chart-cell-detectable = seen from { $n }
chart-key-followed = follows, by both tests
chart-key-undirected = the tests do not agree: no direction
chart-key-untested = too little to test
chart-caveat-follows = To follow is not to be caused by, nor to be justified by. The sides may not be watched alike; third parties and excluded groups may drive both. “Seen from” is the number of responses to each act that would have been seen four times in five.
chart-caveat-drawn = Authors that the claims leave open were drawn by lot among the parties, 20 times.
chart-lists-title = Two lists held against each other: { $one } and { $other }
chart-lists-told = Days on which both reported: { $days }. The one lists { $one }, the other { $other }; held to be the same: { $both } ({ $least } to { $most } by the matcher).
chart-lists-between = In all there may be { $low } to { $high }. Take the whole band.
chart-lists-unbounded = In all there are at least { $low }; there is no upper bound.
chart-lists-refused = How much both leave out cannot be told: too little is in both lists.
chart-lists-on-record = on record
chart-odds = odds ratio { $odds }
chart-key-one-list = in one list only
chart-key-both-lists = in both
chart-key-neither-list = in all may be here, with what matching leaves open
chart-key-in-all = in all, and 95 %
chart-key-no-bound = goes on
chart-caveat-lists = Only days on which both reported are counted. Lists of hostile sides avoid each other (below 1: fewer are left out); lists fed by the same news agree too much (above 1: more are left out). Which holds is not known.
chart-reliability-title = Reliability: how often counts fell in each tenth of what was foretold
chart-reliability-even = The forecasts were reliable as far as { $n } days can tell; tenths outside what chance does: { $outside }.
chart-reliability-uneven = The forecasts strayed: over { $n } days, tenths outside what chance does: { $outside }.
chart-reliability-untold = Reliability cannot be told yet: days scored: { $n }; needed: { $needed }.
chart-key-tenth = share of days in this tenth
chart-key-by-chance = chance keeps 19 of 20 here
chart-caveat-reliability = One day ahead, with what was known then. Within a count’s own probability its place is drawn by lot, the same for everybody.
nav-signals = Signals
nav-alarms = Alarms
live-alarms = There is news of an alarm. Show it.
signals-lead = Estimates and advice, no finding; nothing here is on record.
load-anew = Load the page anew
signals-reckoned = The signals of this record are being reckoned. The page shows them as soon as they are there.
signals-older = Shown is what was reckoned for an earlier version of the record; the new one is being reckoned.
signals-nothing = Nothing is on record for any day that is over. It says nothing about calm.
signals-holding = Is it holding?
signals-next = What comes next?
signals-follows = Who follows whom?
signals-unreported = What is not on record?
signals-quiet = Quiet because unseen?
signals-quiet-none = In no area did counts of the last 14 days fall by half together with what is known of watching.
signals-quiet-area = { $area }: not known to be calm. Counts fell from { $before } to { $after }, and so did watching.
signals-told-by = On record: { $n }; told by one group of sources only: { $one }, by two: { $two }.
signals-at-least = By that there are at least { $least } in all (95 %: { $low } to { $high }). Sources that copy each other make this too low; what should have been matched and was not makes it too high.
signals-at-least-none = That is too little to say how many are on no record.
signals-lists-none = No two seats’ own sources reported events of the same day: nothing can be held against each other.
signals-all-parties = all parties
signals-all-acts = all acts
signals-party = Party
signals-incidents = The incidents behind it
signals-no-forecast = Nothing can be foretold: too little is on record.
alarms-since = about { $onset }, seen { $on }
alarms-col-state = Stands
alarms-col-since = Since
alarms-col-counted = Incidents
alarms-col-watched = Days with a record
alarms-learning = too little is known
alarms-put = Your word is on record as { $at }. The page shows what follows from it in a moment.
alarms-noted = What is done about it
alarms-unnoted = Nobody has taken note yet.
alarms-said = { $seat }, { $day }: { $says }.
alarms-seen = seen
alarms-real = there was a rise indeed
alarms-false = there was no rise
alarms-what-is-done = What is done about it
alarms-say-seen = It was seen
alarms-say-real = It was real
alarms-say-false = It was false
alarms-may-not = An officer of this seat whose office allows it can take note of an alarm after signing in.
alarms-with-key = You sign with a key, which this screen does not have. On the machine that has it:
told-watch = Watch
told-watch-over = Watch over
told-alarm = Alarm
told-alarm-over = Alarm over
told-acknowledged = Alarm acknowledged
told-headline = { $event }: { $area }
told-headline-exercise = Exercise. { $event }: { $area }
told-more = More incidents are on record in { $area } than was usual.
told-signs = There are signs of more incidents in { $area } than was usual, not enough for an alarm.
told-is-usual = What is on record in { $area } is what is usual now.
told-since = It most likely began about { $onset } ({ $iso }).
told-noted = { $seat } has taken note.
signals-many-lists = What do all lists leave out?
signals-late = What is still to be told?
signals-clusters = Where do incidents crowd together?
signals-lots = Do labels drawn by lot say the same?
note-lists-models = By the own lists of { $n } seats, averaged over models of which two lists depend, there are { $all } in all (95 %: { $low } to { $high }).
note-lists-classes = By hidden kinds of incidents, with what matching leaves open carried through, there are { $all } in all (95 %: { $low } to { $high }).
note-lists-none = Nothing can be said: it takes the own lists of three seats, with 30 incidents, ten of them in two lists or more; here { $n } seats have lists.
note-lists-caveat = Where some incidents are hardly seen by anybody, every model is too low, and its interval says less than it claims.
note-recent = Of { $day } { $told } are told, and by now { $share } % usually are; in the end it will be { $low } to { $high }, nine times in ten.
note-recent-all = Of the last days nearly everything is told, if reports come as they did.
note-recent-none = Nothing can be said: too few incidents of the last half year were put on record within 14 days.
note-recent-caveat = Delays are taken to stay what they were. A cut of communications breaks that, and shows as a calm that is none.
note-cluster = { $areas }: { $n } incidents since { $since } where { $expected } were to be expected; chance alone goes as far once in { $days } days.
note-clusters-none = No areas crowd together beyond what chance often brings.
note-clusters-untold = Nothing can be said: fewer than two areas have an outline.
note-clusters-caveat = Expected is what the totals of areas and days let expect. Areas whose watching changed look like clusters.
note-lots-more = { $first } and { $then }: with labels drawn by lot within area and week, acts follow acts as lopsidedly in { $chance } of the draws. The order of the two is more than a play of lots.
note-lots-no-more = { $first } and { $then }: with labels drawn by lot within area and week, acts follow acts as lopsidedly in { $chance } of the draws. The order of the two cannot be told from a play of lots.
note-lots-few = Nothing can be said: fewer than 20 incidents are left by all claims to each of two parties.
note-lots-caveat = Only incidents that all claims leave to one party. More than a play of lots is not a cause.
