-- Times that the law asks for: when validity was confirmed (Điều 13), how urgent an arrival says it
-- is, and when the inbox was looked at (Điều 10.1).
ALTER TABLE parcel ADD COLUMN confirmed_at TEXT; -- UTC; only of answers to a sender
CREATE INDEX parcel_confirmed ON parcel (confirmed_at) WHERE confirmed_at IS NOT NULL;
ALTER TABLE arrival ADD COLUMN urgency INTEGER NOT NULL DEFAULT 0;

-- Looks that follow each other closely are one row; of this desk alone, never an op.
CREATE TABLE inbox_check (
    position INTEGER PRIMARY KEY,
    by TEXT NOT NULL,
    first_at TEXT NOT NULL, -- UTC
    last_at TEXT NOT NULL, -- UTC
    looks INTEGER NOT NULL,
    unread INTEGER NOT NULL
) STRICT;
CREATE INDEX inbox_check_by_time ON inbox_check (last_at);
