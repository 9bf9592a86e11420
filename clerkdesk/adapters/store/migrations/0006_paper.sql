-- Where and how an outgoing document goes: kind and address of recipients, what was decided about
-- paper (Điều 8, 9), and the paper that has left (NĐ 30/2020, Phụ lục IV).

ALTER TABLE recipient ADD COLUMN kind TEXT NOT NULL DEFAULT 'state';
ALTER TABLE recipient ADD COLUMN address TEXT NOT NULL DEFAULT '';
ALTER TABLE delivery ADD COLUMN kind TEXT NOT NULL DEFAULT 'state';
ALTER TABLE delivery ADD COLUMN address TEXT NOT NULL DEFAULT '';

ALTER TABLE outgoing ADD COLUMN paper_decision TEXT;
ALTER TABLE outgoing ADD COLUMN paper_proposed TEXT;
ALTER TABLE outgoing ADD COLUMN paper_basis TEXT NOT NULL DEFAULT '';
ALTER TABLE outgoing ADD COLUMN paper_reason TEXT NOT NULL DEFAULT '';
-- How many recipients wait for their paper; written with the document, so that the day's list is found.
ALTER TABLE outgoing ADD COLUMN paper_waiting INTEGER NOT NULL DEFAULT 0;
CREATE INDEX outgoing_paper_waiting ON outgoing (position) WHERE paper_waiting > 0;

CREATE TABLE paper_dispatch (
    uid TEXT NOT NULL REFERENCES outgoing (uid),
    place INTEGER NOT NULL,
    dispatch_id TEXT NOT NULL,
    name TEXT NOT NULL,
    code TEXT NOT NULL,
    address TEXT NOT NULL,
    copies INTEGER NOT NULL,
    way TEXT NOT NULL,
    sent_on TEXT NOT NULL,
    by TEXT NOT NULL,
    at TEXT NOT NULL,
    envelope TEXT NOT NULL,
    envelopes INTEGER NOT NULL,
    tracking TEXT NOT NULL,
    received_by TEXT NOT NULL,
    note TEXT NOT NULL,
    cancelled INTEGER NOT NULL,
    PRIMARY KEY (uid, place)
) STRICT, WITHOUT ROWID;
CREATE INDEX paper_dispatch_of_day ON paper_dispatch (sent_on);
