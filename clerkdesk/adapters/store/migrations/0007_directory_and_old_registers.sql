-- The directory knows old names and successors; registers from before this program come in.

ALTER TABLE agency ADD COLUMN short_name TEXT NOT NULL DEFAULT '';
ALTER TABLE agency ADD COLUMN address TEXT NOT NULL DEFAULT '';
ALTER TABLE agency ADD COLUMN kind TEXT NOT NULL DEFAULT 'state';
ALTER TABLE agency ADD COLUMN level TEXT NOT NULL DEFAULT '';
ALTER TABLE agency ADD COLUMN predecessors TEXT NOT NULL DEFAULT '[]'; -- JSON list of keys
ALTER TABLE agency ADD COLUMN aliases TEXT NOT NULL DEFAULT '[]'; -- JSON list
ALTER TABLE agency ADD COLUMN merged_into TEXT NOT NULL DEFAULT ''; -- key of the entry that stayed
ALTER TABLE agency ADD COLUMN withdrawn INTEGER NOT NULL DEFAULT 0;

-- Every name and code of an entry, folded: by these it is found.
CREATE TABLE agency_name (
    folded TEXT NOT NULL,
    key TEXT NOT NULL,
    PRIMARY KEY (folded, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX agency_name_of ON agency_name (key);
INSERT INTO agency_name (folded, key)
    SELECT substr(folded, 1, length(folded) - length(code) - 1), folded_code FROM agency;
INSERT OR IGNORE INTO agency_name (folded, key) SELECT folded_code, folded_code FROM agency;

-- Who came before whom, and which duplicate went into which entry; `said_by` is the entry whose row
-- says so: the later one names its predecessors, a duplicate names the entry that stayed.
CREATE TABLE agency_link (
    said_by TEXT NOT NULL,
    key TEXT NOT NULL,
    before TEXT NOT NULL,
    PRIMARY KEY (said_by, key, before)
) STRICT, WITHOUT ROWID;
CREATE INDEX agency_link_key ON agency_link (key, before);
CREATE INDEX agency_link_before ON agency_link (before, key);

-- Imports of the directory on this desk, with what stood there before: for undoing the last one.
CREATE TABLE directory_import (
    position INTEGER PRIMARY KEY,
    import_id TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    by TEXT NOT NULL,
    at TEXT NOT NULL,
    undone INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TABLE directory_import_row (
    import_id TEXT NOT NULL REFERENCES directory_import (import_id),
    key TEXT NOT NULL,
    before TEXT, -- JSON; NULL where the entry is new
    after TEXT NOT NULL,
    PRIMARY KEY (import_id, key)
) STRICT, WITHOUT ROWID;

-- A register that was kept before this program, as one import.
CREATE TABLE register_import (
    position INTEGER PRIMARY KEY,
    import_id TEXT NOT NULL UNIQUE,
    direction TEXT NOT NULL CHECK (direction IN ('incoming', 'outgoing')),
    name TEXT NOT NULL,
    by TEXT NOT NULL,
    at TEXT NOT NULL,
    rows INTEGER NOT NULL,
    undone INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TABLE imported_document (
    uid TEXT PRIMARY KEY,
    import_id TEXT NOT NULL, -- the last import that wrote it
    op_id TEXT NOT NULL -- its last op when that import ended: a later one means that it was used
) STRICT, WITHOUT ROWID;
CREATE INDEX imported_document_of ON imported_document (import_id);

-- Asked before every number that is given: did an old register of this year come as far?
CREATE INDEX outgoing_of_old_register ON outgoing (year, code_notation) WHERE series = 'so-cu';
