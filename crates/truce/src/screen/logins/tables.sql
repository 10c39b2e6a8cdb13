-- Who may sign in, and what each keeps for themselves. A session stands here by the digest of its token.
CREATE TABLE IF NOT EXISTS login (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, officer TEXT, keeps INTEGER NOT NULL,
    memory_kib INTEGER NOT NULL, passes INTEGER NOT NULL, salt BLOB NOT NULL, digest BLOB NOT NULL,
    made_at INTEGER NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS session (
    token_sha256 BLOB PRIMARY KEY NOT NULL, login INTEGER NOT NULL REFERENCES login (id),
    begun_at INTEGER NOT NULL, seen_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
-- By what authenticators know a login: random bytes, and no name.
CREATE TABLE IF NOT EXISTS passkey_holder (
    login INTEGER PRIMARY KEY NOT NULL REFERENCES login (id), holder BLOB NOT NULL UNIQUE
) STRICT;
-- A passkey's public half, as COSE writes it, how often its authenticator says that it was used, and what it says of
-- copies: whether there may be some (not known of those added before this was kept), and whether there are.
CREATE TABLE IF NOT EXISTS passkey (
    id BLOB PRIMARY KEY NOT NULL, login INTEGER NOT NULL REFERENCES login (id), name TEXT NOT NULL,
    key BLOB NOT NULL, counter INTEGER NOT NULL, added_at INTEGER NOT NULL, used_at INTEGER, doubted_at INTEGER,
    eligible INTEGER, backed_up INTEGER
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS switch (
    name TEXT PRIMARY KEY NOT NULL, set_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
-- Up to which version of the record somebody said that they had seen the situation.
CREATE TABLE IF NOT EXISTS seen (
    login INTEGER PRIMARY KEY NOT NULL REFERENCES login (id), seen_at INTEGER NOT NULL, version TEXT NOT NULL
) STRICT;
-- Incidents that somebody marked as seen, and when.
CREATE TABLE IF NOT EXISTS looked_at (
    login INTEGER NOT NULL REFERENCES login (id), incident TEXT NOT NULL, at INTEGER NOT NULL,
    PRIMARY KEY (login, incident)
) STRICT, WITHOUT ROWID;
-- What somebody asks for often: a name, and the address that asks for it.
CREATE TABLE IF NOT EXISTS saved_filter (
    login INTEGER NOT NULL REFERENCES login (id), name TEXT NOT NULL, query TEXT NOT NULL,
    opens INTEGER NOT NULL, PRIMARY KEY (login, name)
) STRICT, WITHOUT ROWID;
-- What was done with logins, sessions and the lock; each line holds the digest of the line before.
CREATE TABLE IF NOT EXISTS done (
    number INTEGER PRIMARY KEY, at INTEGER NOT NULL, who TEXT NOT NULL, what TEXT NOT NULL, about TEXT NOT NULL,
    sha256 BLOB NOT NULL
) STRICT;
CREATE TRIGGER IF NOT EXISTS done_is_not_changed BEFORE UPDATE ON done
BEGIN SELECT raise(ABORT, 'what was done stays'); END;
CREATE TRIGGER IF NOT EXISTS done_is_not_removed BEFORE DELETE ON done
BEGIN SELECT raise(ABORT, 'what was done stays'); END;
