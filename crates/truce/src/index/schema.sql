-- The index of a truce node: derived from the logs, and may be deleted at any time.
-- `.schema` in the sqlite3 shell shows these remarks. Moments are seconds since
-- 1970-01-01T00:00:00Z: datetime(earliest, 'unixepoch') shows them in UTC.

CREATE TABLE meta (
    -- schema (a number), agreement_sha256, and of the picture: picture_cut (heads), picture_digest, picture_heads
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE log (
    number INTEGER PRIMARY KEY,
    seat TEXT NOT NULL UNIQUE,       -- whose log
    indexed INTEGER NOT NULL,        -- how many of its entries stand here
    unread INTEGER NOT NULL,         -- how many of these this program could not read
    peaks BLOB NOT NULL              -- RFC 6962 subtree roots over them, to notice another log
);

CREATE TABLE report (
    id INTEGER PRIMARY KEY,          -- log.number * 2^40 + entry
    log TEXT NOT NULL,               -- in whose log it stands
    entry INTEGER NOT NULL,          -- as which entry, from 0
    address TEXT GENERATED ALWAYS AS (log || '/' || entry) VIRTUAL,
    source TEXT NOT NULL,            -- who tells it: source.source
    basis TEXT NOT NULL,             -- observed, alleged, predicted, nothing-seen, impediment
    stance TEXT NOT NULL,            -- asserts, denies-event, denies-authorship
    act TEXT NOT NULL,               -- what kind of act
    exemption TEXT,                  -- why it was allowed, as the source has it
    earliest INTEGER NOT NULL,       -- the event lies between these two moments
    latest INTEGER NOT NULL,
    area TEXT,                       -- province
    place TEXT NOT NULL,             -- as the source wrote it; may be empty
    lat REAL,                        -- middle of a disc, in degrees
    lon REAL,
    radius_m INTEGER NOT NULL,       -- how far from it the event may lie
    killed_least INTEGER,            -- NULL: the source does not say, which is not zero
    killed_most INTEGER,
    injured_least INTEGER,
    injured_most INTEGER,
    accused TEXT NOT NULL,           -- whom it blames, as written, set off by '; '
    accused_actors TEXT NOT NULL,    -- whom that was taken to mean, set off by blanks
    target TEXT NOT NULL,            -- who or what was hit, as written
    target_actors TEXT NOT NULL,
    account TEXT NOT NULL,           -- what the source tells
    language TEXT NOT NULL,          -- of the account, BCP 47; may be empty
    reference TEXT,                  -- the source's own id for it
    doubts TEXT NOT NULL,            -- what the importer was not sure of, one a line
    file TEXT NOT NULL,              -- where it was read
    line INTEGER NOT NULL,
    sent_at INTEGER,                 -- when the source sent it
    recorded_at INTEGER NOT NULL,    -- when it was put on record, by the seat's clock
    corrects TEXT,                   -- the address of the report that it replaces
    corrected_by TEXT                -- the address of the last report that replaces it
);

-- The orders in which reports are looked up stand in orders.sql.

-- Reports with a position, each as a box that holds its disc; hours since 1970. Bounds are
-- rounded outwards: check again on `report`.
CREATE VIRTUAL TABLE report_space USING rtree(
    id, min_lat, max_lat, min_lon, max_lon, min_hour, max_hour
);

-- Full text by report.id, over levelled text (see docs/index.md); it keeps no text itself.
CREATE VIRTUAL TABLE report_text USING fts5(
    account, place, names, reference,
    content = '', columnsize = 0, tokenize = 'unicode61 remove_diacritics 0'
);

-- Terms gather in memory up to so many bytes, which halves the work of a first build.
INSERT INTO report_text (report_text, rank) VALUES ('hashsize', 16777216);

CREATE TABLE register (
    id INTEGER PRIMARY KEY,          -- log.number * 2^40 + entry
    log TEXT NOT NULL,
    entry INTEGER NOT NULL,
    address TEXT GENERATED ALWAYS AS (log || '/' || entry) VIRTUAL,
    seat TEXT NOT NULL,              -- whose register it is
    told_by TEXT NOT NULL,           -- which source tells it
    day TEXT NOT NULL,               -- the day on which the period ends, 2017-05-07
    hours INTEGER NOT NULL,          -- how long the period is
    total INTEGER,                   -- as stated; NULL: not stated, which is not zero
    file TEXT NOT NULL,
    line INTEGER NOT NULL,
    recorded_at INTEGER NOT NULL
);

CREATE INDEX register_day ON register (day, seat);

CREATE TABLE register_count (
    register INTEGER NOT NULL,       -- register.id
    position INTEGER NOT NULL,       -- as which line of its list, from 0
    area TEXT,                       -- NULL: the agreement knows no such area
    written TEXT NOT NULL,           -- the area as written
    cases INTEGER,                   -- NULL: named without a figure
    PRIMARY KEY (register, position)
) WITHOUT ROWID;

CREATE TABLE source (
    id INTEGER PRIMARY KEY,          -- log.number * 2^40 + entry; a later entry replaces an earlier
    log TEXT NOT NULL,
    entry INTEGER NOT NULL,
    address TEXT GENERATED ALWAYS AS (log || '/' || entry) VIRTUAL,
    source TEXT NOT NULL,            -- its name in files
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    reliability TEXT NOT NULL,       -- A to F
    aligned_with TEXT,               -- the actor to whose side it leans
    independence_group TEXT NOT NULL,-- sources of one group count once
    seat TEXT,                       -- the seat whose own it is
    recorded_at INTEGER NOT NULL
);
