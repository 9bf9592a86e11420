-- Hồ sơ at the one-stop counter (domain.dossiers): `content` is entry, components and steps as JSON,
-- the other columns are what lists, numbers and the scanner ask for.
CREATE TABLE dossier (
    position INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    book INTEGER REFERENCES book (id),
    year INTEGER,
    number INTEGER CHECK (number > 0),
    day TEXT NOT NULL,
    day_number INTEGER CHECK (day_number > 0),
    code TEXT NOT NULL DEFAULT '',
    online_code TEXT NOT NULL DEFAULT '',
    state TEXT NOT NULL,
    due TEXT NOT NULL DEFAULT '',
    content TEXT NOT NULL,
    created_by TEXT NOT NULL,
    created_at TEXT NOT NULL,
    folded TEXT NOT NULL,
    UNIQUE (book, number)
) STRICT;
CREATE UNIQUE INDEX dossier_code ON dossier (code) WHERE code <> '';
CREATE INDEX dossier_online_code ON dossier (online_code) WHERE online_code <> '';
CREATE INDEX dossier_by_day ON dossier (day, number);
CREATE INDEX dossier_due ON dossier (due) WHERE due <> '' AND state NOT IN ('returned', 'refused');

-- Thủ tục hành chính, as the office has imported them.
CREATE TABLE procedure (
    code TEXT PRIMARY KEY,
    withdrawn INTEGER NOT NULL DEFAULT 0,
    content TEXT NOT NULL,
    folded TEXT NOT NULL
) STRICT, WITHOUT ROWID;
