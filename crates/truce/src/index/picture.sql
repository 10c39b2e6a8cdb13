-- What follows from the record, kept by `truce index` and `truce serve`: `meta` says as of which heads (picture_cut), and
-- has one digest of all of it (picture_digest). Lists in one column are set off by blanks.

CREATE TABLE incident (
    number INTEGER PRIMARY KEY,      -- in order of time: minutes since 1970 of `latest` * 2^37 + seat * 2^32 + log * 2^27 + entry
    id TEXT NOT NULL UNIQUE,         -- the address of the report that names it
    earliest INTEGER NOT NULL,       -- it lies between these two moments
    latest INTEGER NOT NULL,
    day TEXT NOT NULL,               -- of `latest`, as the agreement's clock cuts days, 2017-05-07
    act TEXT NOT NULL,               -- of the first report that asserts it
    area TEXT,                       -- of the place as told most exactly
    place TEXT NOT NULL,             -- that place's name; may be empty
    lat REAL,                        -- middle of the disc in which it lies, by whoever tells the place most exactly
    lon REAL,
    radius_m INTEGER,
    reports INTEGER NOT NULL,        -- how many
    independent INTEGER NOT NULL,    -- how many independent sources assert it
    logs TEXT NOT NULL,              -- the seats in whose logs they stand
    asserted_by TEXT NOT NULL,       -- the seats whose own sources assert it
    denied_by TEXT NOT NULL,         -- the seats whose own sources deny that it happened
    observed INTEGER NOT NULL,       -- 1: a source saw, heard or recorded it
    alleged INTEGER NOT NULL,        -- 1: a source says so
    denied INTEGER NOT NULL,         -- 1: a source denies that it happened
    accused TEXT NOT NULL,           -- whom sources blame: actors' ids
    killed_least INTEGER,            -- the least that any source tells; NULL: none says, which is not zero
    killed_most INTEGER,             -- the most
    injured_least INTEGER,
    injured_most INTEGER,
    outcomes TEXT NOT NULL,          -- JSON: by provision, what its versions would mean: apparent breach, consistent, ...
    contested INTEGER NOT NULL,      -- 1: its versions would mean different things for a provision
    between_seats TEXT,              -- matched, contested, one-sided; NULL: no seat's own source tells it
    case_id TEXT,                    -- case_row.id: the last case about it
    case_state TEXT,
    least_link INTEGER,              -- millibans by which the least certain report is in; NULL: a single report
    to_review INTEGER NOT NULL,      -- 1: a report is in, or out of, it with odds of less than ten to one
    recorded_at INTEGER NOT NULL,    -- when its first report was put on record
    changed_at INTEGER NOT NULL,     -- when its last report was put on record
    facets TEXT NOT NULL,            -- all that it can be filtered by: area:hama act:shelling ...
    told_from INTEGER NOT NULL,      -- the first moment of which a claim tells, or at which its source sent it
    told_until INTEGER NOT NULL      -- the last one
);

CREATE TABLE incident_page (
    number INTEGER PRIMARY KEY,      -- incident.number
    assessed TEXT NOT NULL,          -- assessed.id of each version, set off by blanks
    page TEXT NOT NULL               -- JSON: claims, differences, independent, links, versions
);

-- What versions of incidents would mean, provision by provision; many mean the same.
CREATE TABLE assessed (
    id INTEGER PRIMARY KEY,          -- from the digest of the text
    uses INTEGER NOT NULL,           -- by how many versions
    assessments TEXT NOT NULL        -- JSON
);

-- Which incident holds a report; an incident's earlier name is one of its reports, so it still finds it.
CREATE TABLE incident_report (
    report TEXT PRIMARY KEY,         -- its address
    incident TEXT NOT NULL,          -- incident.id
    replaced INTEGER NOT NULL        -- 1: a later report replaces it, which is in the incident
) WITHOUT ROWID;

-- Incidents with a position, each as a box that holds its disc; hours since 1970. Bounds are rounded outwards.
CREATE VIRTUAL TABLE incident_space USING rtree(
    number, min_lat, max_lat, min_lon, max_lon, min_hour, max_hour
);

-- Full text by incident.number over all its reports, levelled as in report_text; it keeps no text itself.
CREATE VIRTUAL TABLE incident_text USING fts5(
    account, place, names, reference,
    content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 0'
);
INSERT INTO incident_text (incident_text, rank) VALUES ('hashsize', 16777216);

CREATE TABLE reconciled_day (
    day TEXT PRIMARY KEY,            -- for which a register is on record
    overlap_at_most INTEGER NOT NULL,-- the most cases that could stand in two lists
    lists TEXT NOT NULL              -- JSON: two seats' own reports, event by event
) WITHOUT ROWID;

CREATE TABLE seat_day (
    day TEXT NOT NULL,
    seat TEXT NOT NULL,
    register TEXT,                   -- the address of the register that is used; NULL: none on record
    own INTEGER NOT NULL,            -- 1: it stands in the seat's own log
    cases INTEGER,                   -- as stated in all; NULL: no figure
    PRIMARY KEY (day, seat)
) WITHOUT ROWID;

-- How registers contradict themselves, the one used and others.
CREATE TABLE contradiction (
    day TEXT NOT NULL,
    seat TEXT NOT NULL,
    register TEXT NOT NULL,
    position INTEGER NOT NULL,
    words TEXT NOT NULL,
    PRIMARY KEY (day, seat, register, position)
) WITHOUT ROWID;

CREATE TABLE cell (
    day TEXT NOT NULL,
    area TEXT NOT NULL,              -- empty: cases that the registers assign to no area
    seat TEXT NOT NULL,
    stated TEXT NOT NULL,            -- figure, named-only, not-listed, no-list
    cases INTEGER,                   -- the figure; the four parts add up to it
    matched INTEGER,
    contested INTEGER,
    one_sided INTEGER,
    unexplained INTEGER,
    PRIMARY KEY (day, area, seat)
) WITHOUT ROWID;

-- The incidents behind the cells of an area and day: those that a seat's own source put there.
CREATE TABLE cell_incident (
    day TEXT NOT NULL,
    area TEXT NOT NULL,
    incident TEXT NOT NULL,          -- incident.id
    PRIMARY KEY (day, area, incident)
) WITHOUT ROWID;

CREATE TABLE case_row (
    id TEXT PRIMARY KEY,             -- the address of the deed that opened it
    about TEXT NOT NULL,             -- a report of its incident
    incident TEXT,                   -- incident.id, if one holds that report now
    accused TEXT,
    provisions TEXT NOT NULL,
    urgency TEXT NOT NULL,
    state TEXT NOT NULL,
    opened_at INTEGER NOT NULL,
    opened_by TEXT NOT NULL,         -- which seat
    due_at INTEGER,                  -- when the clock of its stage runs out; NULL: none runs
    determined_at INTEGER,
    agreed INTEGER,                  -- 1: something is agreed, 0: nothing; NULL: not determined
    reopens TEXT,                    -- the earlier case
    changed_at INTEGER NOT NULL,     -- when something was last done in it
    detail TEXT NOT NULL             -- JSON: the whole case
) WITHOUT ROWID;
CREATE INDEX case_row_changed ON case_row (changed_at);

-- What is to be done next in cases, and by which seat; who may do it there is the offices' table.
CREATE TABLE waiting (
    case_id TEXT NOT NULL,
    position INTEGER NOT NULL,
    seat TEXT NOT NULL,
    action TEXT NOT NULL,            -- admit, reply, find, ...
    due_at INTEGER NOT NULL,
    what TEXT NOT NULL,              -- the task or what is asked; may be empty
    PRIMARY KEY (case_id, position)
) WITHOUT ROWID;
CREATE INDEX waiting_seat ON waiting (seat, due_at);

CREATE TABLE effort (
    address TEXT PRIMARY KEY,
    source TEXT NOT NULL,
    seat TEXT,                       -- whose own source that is
    area TEXT,                       -- NULL: the whole country
    earliest INTEGER NOT NULL,
    latest INTEGER NOT NULL,
    patrols INTEGER,
    hours INTEGER,
    cameras INTEGER,
    note TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX effort_time ON effort (latest, earliest);

CREATE TABLE impediment (
    address TEXT PRIMARY KEY,
    source TEXT NOT NULL,
    seat TEXT,
    area TEXT,
    place TEXT NOT NULL,
    lat REAL,
    lon REAL,
    radius_m INTEGER,
    earliest INTEGER NOT NULL,
    latest INTEGER NOT NULL,
    account TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX impediment_time ON impediment (latest, earliest);

-- Reports that stand and tell of no event: what somebody is said to plan, that nothing was seen, that monitors were kept away.
CREATE TABLE report_apart (
    address TEXT PRIMARY KEY,
    basis TEXT NOT NULL,             -- predicted, nothing-seen, impediment
    told_from INTEGER NOT NULL,      -- as of an incident
    told_until INTEGER NOT NULL,
    claim TEXT NOT NULL              -- JSON: the report with its source
) WITHOUT ROWID;
CREATE INDEX report_apart_time ON report_apart (told_until, told_from);

CREATE TABLE misconduct (
    address TEXT PRIMARY KEY,        -- the entry that holds the proof
    accused TEXT NOT NULL,           -- whose signatures they are
    what TEXT NOT NULL               -- fork, witness-fault
) WITHOUT ROWID;

-- A digest of what was kept, unit by unit, so that only what changed is written.
CREATE TABLE kept (
    kind TEXT NOT NULL,              -- incident, day, case, effort, impediment, apart, misconduct
    key TEXT NOT NULL,
    digest BLOB NOT NULL,
    PRIMARY KEY (kind, key)
) WITHOUT ROWID;
