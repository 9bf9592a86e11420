-- Books with their first number, their dates and their end; what was done to a number beside giving it.

ALTER TABLE book ADD COLUMN first INTEGER NOT NULL DEFAULT 1;
ALTER TABLE book ADD COLUMN last_on TEXT;
ALTER TABLE book ADD COLUMN starts_on TEXT;
ALTER TABLE book ADD COLUMN closed_on TEXT;
-- Place among the incoming books of one year: row ids of `incoming` are the order of the registers.
ALTER TABLE book ADD COLUMN slot INTEGER NOT NULL DEFAULT 0;
ALTER TABLE incoming ADD COLUMN series TEXT NOT NULL DEFAULT 'den';

UPDATE book SET
    first = CASE direction
        WHEN 'incoming' THEN coalesce((SELECT min(arrival_number) FROM incoming WHERE incoming.book = book.id), last + 1)
        ELSE coalesce((SELECT min(outgoing_number) FROM outgoing WHERE outgoing.book = book.id), last + 1)
    END,
    last_on = CASE direction
        WHEN 'incoming' THEN (SELECT max(arrival_date) FROM incoming WHERE incoming.book = book.id)
        ELSE (SELECT max(issued_date) FROM outgoing WHERE outgoing.book = book.id)
    END;

-- A number made void, put in late with a letter, or given out of the order of dates: each with its
-- reason. Legal records: never changed, never deleted.
CREATE TABLE number_act (
    book INTEGER NOT NULL REFERENCES book (id),
    number INTEGER NOT NULL CHECK (number > 0),
    suffix TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('void', 'late', 'out_of_order')),
    reason TEXT NOT NULL CHECK (reason <> ''),
    by TEXT NOT NULL,
    at TEXT NOT NULL,
    uid TEXT NOT NULL,
    PRIMARY KEY (book, number, suffix, kind)
) STRICT, WITHOUT ROWID;
CREATE INDEX number_act_of_document ON number_act (uid) WHERE uid <> '';
CREATE TRIGGER number_act_is_never_changed BEFORE UPDATE ON number_act
BEGIN SELECT RAISE(ABORT, 'an act on a number is never changed'); END;
CREATE TRIGGER number_act_is_never_deleted BEFORE DELETE ON number_act
BEGIN SELECT RAISE(ABORT, 'an act on a number is never deleted'); END;

CREATE INDEX outgoing_by_whole_code ON outgoing (code_notation, code_number) WHERE code_number <> '';
