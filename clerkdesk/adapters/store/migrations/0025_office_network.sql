-- Colleagues' desks in the office's network: how far each has told and was told, numbers that were asked
-- for, and ops of newer desks that wait for an update of this one.

CREATE TABLE colleague (
    desk TEXT PRIMARY KEY,
    incarnation INTEGER NOT NULL,
    heard INTEGER NOT NULL,
    said INTEGER NOT NULL,
    at TEXT NOT NULL DEFAULT ''
) STRICT, WITHOUT ROWID;

CREATE TABLE number_asked (
    uid TEXT PRIMARY KEY,
    by TEXT NOT NULL,
    device TEXT NOT NULL,
    at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Ops of which something was not understood when they came (names of fields, or none: all of it); a newer
-- program reads them again.
CREATE TABLE op_unread (
    position INTEGER PRIMARY KEY,
    fields TEXT NOT NULL
) STRICT;
