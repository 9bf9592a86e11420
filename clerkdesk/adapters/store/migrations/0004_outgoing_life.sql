-- The life of an outgoing document: rounds of approval, reasons, answers of recipients, what it
-- replaces or corrects, remarks on drafts; and correction acts of both registers.

ALTER TABLE outgoing ADD COLUMN rounds INTEGER NOT NULL DEFAULT 1;
ALTER TABLE outgoing ADD COLUMN reason TEXT NOT NULL DEFAULT '';
ALTER TABLE delivery ADD COLUMN answer TEXT NOT NULL DEFAULT '';
ALTER TABLE delivery ADD COLUMN answer_at TEXT;
ALTER TABLE delivery ADD COLUMN answer_text TEXT NOT NULL DEFAULT '';

CREATE TABLE relation (
    uid TEXT NOT NULL REFERENCES outgoing (uid),
    place INTEGER NOT NULL,
    kind TEXT NOT NULL,
    about TEXT NOT NULL,
    code TEXT NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (uid, place)
) STRICT, WITHOUT ROWID;
CREATE INDEX relation_about ON relation (about);

CREATE TABLE remark (
    remark_id TEXT PRIMARY KEY,
    uid TEXT NOT NULL,
    kind TEXT NOT NULL,
    text TEXT NOT NULL,
    by TEXT NOT NULL,
    at TEXT NOT NULL,
    version TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX remark_of_document ON remark (uid, at);

-- A correction is evidence: it is added, never changed.
CREATE TABLE correction (
    act_id TEXT NOT NULL,
    field TEXT NOT NULL,
    entity TEXT NOT NULL,
    uid TEXT NOT NULL,
    old TEXT NOT NULL,
    new TEXT NOT NULL,
    reason TEXT NOT NULL,
    by TEXT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (act_id, field)
) STRICT, WITHOUT ROWID;
CREATE INDEX correction_of_entry ON correction (entity, uid, at);
CREATE TRIGGER correction_is_never_changed BEFORE UPDATE ON correction
BEGIN SELECT RAISE(ABORT, 'a correction is never changed'); END;
CREATE TRIGGER correction_is_never_deleted BEFORE DELETE ON correction
BEGIN SELECT RAISE(ABORT, 'a correction is never deleted'); END;
