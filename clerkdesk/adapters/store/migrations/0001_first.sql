-- The first schema. It carries what SYNC.md needs, so that later files extend it and never convert it.

-- This desk, in one row: its name in books and ops, the end of its own op chain, and how far the
-- server has come with it. `agency` names the books and never changes, even where the office's
-- code is corrected: a corrected code must not start a second book of the same year.
CREATE TABLE desk (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    store_id TEXT NOT NULL,
    device TEXT NOT NULL,
    incarnation INTEGER NOT NULL,
    agency TEXT NOT NULL,
    head_seq INTEGER NOT NULL DEFAULT 0,
    head_hash TEXT NOT NULL,
    acked INTEGER NOT NULL DEFAULT 0,
    feed_generation INTEGER NOT NULL DEFAULT 0,
    feed_seq INTEGER NOT NULL DEFAULT 0
) STRICT;

-- Every op of this desk and, from the feed, of the other desks, as it was written (canonical JSON).
CREATE TABLE op (
    position INTEGER PRIMARY KEY,
    device TEXT NOT NULL,
    incarnation INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    op_id TEXT NOT NULL UNIQUE,
    entity TEXT NOT NULL,
    key TEXT NOT NULL,
    kind TEXT NOT NULL,
    message TEXT NOT NULL,
    hash TEXT NOT NULL,
    UNIQUE (device, incarnation, seq)
) STRICT;
CREATE INDEX op_of_record ON op (entity, key);
CREATE TRIGGER op_is_never_changed BEFORE UPDATE ON op
BEGIN SELECT RAISE(ABORT, 'an op is never changed'); END;
CREATE TRIGGER op_is_never_deleted BEFORE DELETE ON op
BEGIN SELECT RAISE(ABORT, 'an op is never deleted'); END;

-- Revision of a field that was changed after its record was made; 1 where there is no row.
CREATE TABLE field_revision (
    entity TEXT NOT NULL,
    key TEXT NOT NULL,
    field TEXT NOT NULL,
    revision INTEGER NOT NULL,
    PRIMARY KEY (entity, key, field)
) STRICT, WITHOUT ROWID;

-- A remote value that was not taken, kept until a person has looked at it.
CREATE TABLE conflict (
    position INTEGER PRIMARY KEY,
    op_id TEXT NOT NULL,
    entity TEXT NOT NULL,
    key TEXT NOT NULL,
    field TEXT NOT NULL,
    mine TEXT,
    theirs TEXT,
    settled_by TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE book (
    id INTEGER PRIMARY KEY,
    agency TEXT NOT NULL,
    direction TEXT NOT NULL CHECK (direction IN ('incoming', 'outgoing')),
    series TEXT NOT NULL,
    year INTEGER NOT NULL,
    title TEXT NOT NULL,
    holder TEXT NOT NULL,
    generation INTEGER NOT NULL,
    grant_number INTEGER NOT NULL,
    last INTEGER NOT NULL,
    UNIQUE (agency, direction, series, year)
) STRICT;

-- Row ids are the order of the register: year * 10,000,000 + arrival_number.
CREATE TABLE incoming (
    position INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    book INTEGER NOT NULL REFERENCES book (id),
    year INTEGER NOT NULL,
    arrival_number INTEGER NOT NULL CHECK (arrival_number > 0),
    arrival_date TEXT NOT NULL,
    received_at_actual TEXT NOT NULL,
    received_at_legal TEXT NOT NULL,
    issuing_org TEXT NOT NULL,
    issuing_org_code TEXT NOT NULL,
    code_number TEXT NOT NULL,
    code_notation TEXT NOT NULL,
    issued_date TEXT,
    field TEXT NOT NULL,
    doc_type TEXT NOT NULL,
    subject TEXT NOT NULL,
    urgency INTEGER NOT NULL,
    sheet_count INTEGER,
    page_count INTEGER,
    due_date TEXT,
    signer_name TEXT NOT NULL,
    signer_position TEXT NOT NULL,
    storage_location TEXT NOT NULL,
    note TEXT NOT NULL,
    channel TEXT NOT NULL,
    signature_result TEXT NOT NULL,
    packet_id TEXT NOT NULL,
    state TEXT NOT NULL,
    registered_by TEXT NOT NULL,
    settle_by TEXT, -- the date that holds: the last forwarding's, else due_date
    UNIQUE (book, arrival_number)
) STRICT;
CREATE INDEX incoming_by_packet ON incoming (packet_id) WHERE packet_id <> '';
CREATE INDEX incoming_open ON incoming (settle_by) WHERE state NOT IN ('done', 'cancelled');
CREATE INDEX incoming_by_state ON incoming (state); -- and the narrow index by which rows are counted
CREATE INDEX incoming_by_code ON incoming (code_number, code_notation);

CREATE TABLE assignment (
    uid TEXT NOT NULL REFERENCES incoming (uid),
    place INTEGER NOT NULL,
    to_person TEXT NOT NULL,
    instruction TEXT NOT NULL,
    due_date TEXT,
    by TEXT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (uid, place)
) STRICT, WITHOUT ROWID;

-- Row ids are the order of the list: a document moves to the end with every change.
CREATE TABLE outgoing (
    position INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    book INTEGER REFERENCES book (id),
    year INTEGER,
    outgoing_number INTEGER CHECK (outgoing_number > 0),
    series TEXT NOT NULL,
    code_number TEXT NOT NULL,
    code_notation TEXT NOT NULL,
    issued_date TEXT,
    issued_at TEXT,
    register_date TEXT NOT NULL,
    issuing_org_name TEXT NOT NULL,
    field TEXT NOT NULL,
    drafting_unit TEXT NOT NULL,
    doc_type TEXT NOT NULL,
    subject TEXT NOT NULL,
    signer_name TEXT NOT NULL,
    signer_position TEXT NOT NULL,
    competence TEXT NOT NULL,
    storage_location TEXT NOT NULL,
    note TEXT NOT NULL,
    urgency INTEGER NOT NULL,
    sheet_count INTEGER,
    page_count INTEGER,
    due_date TEXT,
    copies INTEGER,
    state TEXT NOT NULL,
    UNIQUE (book, outgoing_number)
) STRICT;
CREATE INDEX outgoing_by_code ON outgoing (code_notation) WHERE code_number <> '';
CREATE INDEX outgoing_by_state ON outgoing (state);

CREATE TABLE recipient (
    uid TEXT NOT NULL REFERENCES outgoing (uid),
    place INTEGER NOT NULL,
    name TEXT NOT NULL,
    code TEXT NOT NULL,
    channel TEXT NOT NULL,
    email TEXT NOT NULL,
    paper_copies INTEGER NOT NULL,
    PRIMARY KEY (uid, place)
) STRICT, WITHOUT ROWID;

CREATE TABLE delivery (
    uid TEXT NOT NULL REFERENCES outgoing (uid),
    place INTEGER NOT NULL,
    name TEXT NOT NULL,
    code TEXT NOT NULL,
    channel TEXT NOT NULL,
    email TEXT NOT NULL,
    paper_copies INTEGER NOT NULL,
    status TEXT NOT NULL,
    sent_at TEXT,
    status_at TEXT,
    description TEXT NOT NULL,
    PRIMARY KEY (uid, place)
) STRICT, WITHOUT ROWID;

-- Files of documents of either register; the bytes may still be on their way from another desk.
CREATE TABLE attachment (
    entity TEXT NOT NULL,
    uid TEXT NOT NULL,
    place INTEGER NOT NULL,
    name TEXT NOT NULL,
    media_type TEXT NOT NULL,
    role TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    size INTEGER NOT NULL,
    PRIMARY KEY (entity, uid, place)
) STRICT, WITHOUT ROWID;
CREATE INDEX attachment_by_file ON attachment (sha256);

-- Text of the pages; apart, because lists never show it.
CREATE TABLE page_text (
    entity TEXT NOT NULL,
    uid TEXT NOT NULL,
    full_text TEXT NOT NULL,
    PRIMARY KEY (entity, uid)
) STRICT, WITHOUT ROWID;

-- Folded text (domain.vietnamese.fold) under the row id of its document.
CREATE VIRTUAL TABLE incoming_search USING fts5 (
    folded, content = '', contentless_delete = 1,
    tokenize = 'unicode61 remove_diacritics 0', prefix = '2 3'
);
CREATE VIRTUAL TABLE outgoing_search USING fts5 (
    folded, content = '', contentless_delete = 1,
    tokenize = 'unicode61 remove_diacritics 0', prefix = '2 3'
);

-- A file outside the database: its own key, and its name on the disk (an HMAC, no oracle).
CREATE TABLE blob (
    sha256 TEXT PRIMARY KEY,
    file_name TEXT NOT NULL UNIQUE,
    key BLOB NOT NULL CHECK (length(key) = 32),
    size INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE scan_batch (
    position INTEGER PRIMARY KEY,
    batch_id TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL,
    device TEXT NOT NULL,
    started_at TEXT NOT NULL
) STRICT;

CREATE TABLE scan_page (
    page_id TEXT PRIMARY KEY,
    batch_id TEXT NOT NULL REFERENCES scan_batch (batch_id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    file_name TEXT NOT NULL UNIQUE,
    key BLOB NOT NULL CHECK (length(key) = 32),
    sha256 TEXT NOT NULL,
    media_type TEXT NOT NULL,
    dpi INTEGER NOT NULL,
    width INTEGER NOT NULL,
    height INTEGER NOT NULL,
    turned INTEGER NOT NULL DEFAULT 0,
    dropped INTEGER NOT NULL DEFAULT 0,
    UNIQUE (batch_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE signature_check (
    position INTEGER PRIMARY KEY,
    sha256 TEXT NOT NULL,
    checked_at TEXT,
    message TEXT NOT NULL
) STRICT;
CREATE INDEX signature_check_of_file ON signature_check (sha256);

CREATE TABLE setting (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL -- JSON
) STRICT, WITHOUT ROWID;

-- Of this desk alone (its key for the server): never an op, and no op of another desk reaches it.
CREATE TABLE desk_setting (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL -- JSON
) STRICT, WITHOUT ROWID;

CREATE TABLE agency (
    folded_code TEXT PRIMARY KEY, -- codes are compared without case
    code TEXT NOT NULL,
    name TEXT NOT NULL,
    email TEXT NOT NULL,
    parent TEXT NOT NULL,
    valid_from TEXT,
    valid_to TEXT,
    folded TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE person (
    login TEXT PRIMARY KEY,
    full_name TEXT NOT NULL,
    position TEXT NOT NULL,
    roles TEXT NOT NULL -- JSON list
) STRICT, WITHOUT ROWID;

CREATE TABLE parcel (
    position INTEGER PRIMARY KEY,
    parcel_id TEXT NOT NULL UNIQUE,
    header TEXT NOT NULL,
    about TEXT NOT NULL,
    queued_at TEXT NOT NULL,
    tries INTEGER NOT NULL DEFAULT 0,
    last_error TEXT NOT NULL DEFAULT '',
    sent_at TEXT
) STRICT;
CREATE INDEX parcel_waiting ON parcel (position) WHERE sent_at IS NULL;

CREATE TABLE arrival (
    position INTEGER PRIMARY KEY,
    arrival_id TEXT NOT NULL UNIQUE,
    sha256 TEXT NOT NULL UNIQUE,
    header TEXT NOT NULL,
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    code TEXT NOT NULL,
    received_at TEXT NOT NULL,
    sent_at TEXT,
    settled TEXT NOT NULL DEFAULT '',
    problem TEXT NOT NULL
) STRICT;
CREATE INDEX arrival_waiting ON arrival (position) WHERE settled = '';
