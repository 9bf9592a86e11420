-- Books and who may number in them, the quarantine after a restore, acts of two persons, the audit.
CREATE TABLE book (
    id INTEGER PRIMARY KEY,
    agency_id INTEGER NOT NULL REFERENCES agency (id),
    direction TEXT NOT NULL,
    series TEXT NOT NULL,
    year INTEGER NOT NULL,
    title TEXT NOT NULL,
    holder TEXT NOT NULL, -- name of a desk; empty: nobody
    generation INTEGER NOT NULL,
    grant_number INTEGER NOT NULL,
    last INTEGER NOT NULL,
    UNIQUE (agency_id, direction, series, year)
);
CREATE TABLE book_grant (
    book_id INTEGER NOT NULL REFERENCES book (id),
    generation INTEGER NOT NULL,
    grant_number INTEGER NOT NULL,
    starts_after INTEGER NOT NULL, -- the last number given before this grant
    PRIMARY KEY (book_id, generation, grant_number)
) WITHOUT ROWID;
CREATE TABLE book_wish (
    book_id INTEGER NOT NULL REFERENCES book (id),
    desk_id INTEGER NOT NULL REFERENCES desk (id),
    at TEXT NOT NULL,
    PRIMARY KEY (book_id, desk_id)
) WITHOUT ROWID;
CREATE TABLE conflict (
    id INTEGER PRIMARY KEY,
    agency_id INTEGER NOT NULL REFERENCES agency (id),
    at TEXT NOT NULL,
    kind TEXT NOT NULL,
    about TEXT NOT NULL,
    settled_by TEXT NOT NULL DEFAULT '',
    settled_at TEXT NOT NULL DEFAULT ''
);
CREATE TABLE act (
    id INTEGER PRIMARY KEY,
    agency_id INTEGER NOT NULL REFERENCES agency (id),
    kind TEXT NOT NULL,
    facts TEXT NOT NULL, -- JSON: what the first person stated
    reason TEXT NOT NULL,
    proposed_by TEXT NOT NULL,
    proposed_at TEXT NOT NULL,
    decided_by TEXT NOT NULL DEFAULT '',
    decided_at TEXT NOT NULL DEFAULT '',
    outcome TEXT NOT NULL DEFAULT '' -- done, refused, outrun; empty: waits for the second person
);
CREATE TABLE administrator (
    login TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    password TEXT NOT NULL, -- Argon2id
    added_at TEXT NOT NULL,
    session_from TEXT NOT NULL DEFAULT '' -- sessions begun before are over
);
CREATE TABLE audit (
    id INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    who TEXT NOT NULL,
    what TEXT NOT NULL,
    about TEXT NOT NULL
);
ALTER TABLE desk ADD COLUMN lost INTEGER NOT NULL DEFAULT 0; -- two persons said so
ALTER TABLE desk ADD COLUMN waiting INTEGER NOT NULL DEFAULT 0; -- has to speak before quarantine ends
ALTER TABLE desk ADD COLUMN seen_at TEXT NOT NULL DEFAULT '';
ALTER TABLE desk ADD COLUMN read_to INTEGER NOT NULL DEFAULT 0; -- of the feed
ALTER TABLE agency ADD COLUMN quarantine INTEGER NOT NULL DEFAULT 0;
ALTER TABLE agency ADD COLUMN behind INTEGER NOT NULL DEFAULT 0;
