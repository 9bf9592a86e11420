-- Who opened which document; only grows.
CREATE TABLE access (
    position INTEGER PRIMARY KEY,
    at TEXT NOT NULL, -- UTC
    day TEXT NOT NULL, -- in Viet Nam
    login TEXT NOT NULL,
    entity TEXT NOT NULL,
    uid TEXT NOT NULL,
    act TEXT NOT NULL,
    what TEXT NOT NULL,
    folded TEXT NOT NULL
) STRICT;
CREATE INDEX access_of_document ON access (entity, uid, position);
CREATE INDEX access_by_day ON access (day);
CREATE TRIGGER access_is_never_changed BEFORE UPDATE ON access
BEGIN SELECT RAISE(ABORT, 'an access is never changed'); END;
CREATE TRIGGER access_is_never_deleted BEFORE DELETE ON access
BEGIN SELECT RAISE(ABORT, 'an access is never deleted'); END;
