-- What lists filter and sort by, as small numbers in one narrow row a document: a filter that is
-- found nowhere near the top of a sort must look at every row, and 1,000,000 wide rows are too many.

-- Names and subjects in their order: `place` grows with (sort_key, name), so a list sorts by it.
-- `kind` is the table and column that holds the place, e.g. «incoming_listed.doc_type».
CREATE TABLE listed_name (
    kind TEXT NOT NULL,
    sort_key TEXT NOT NULL, -- folded (domain.vietnamese.fold), or the order of an enumeration
    name TEXT NOT NULL, -- '' for a subject, which is compared by its folded form alone
    place INTEGER NOT NULL,
    PRIMARY KEY (kind, sort_key, name)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX listed_name_of_column ON listed_name (kind, name) WHERE name <> '';

-- What filters look at, and dates by which lists sort; the fewer bytes the better, because a list
-- whose filters match hardly anything is found by reading all of it. Days are counted from
-- 2000-01-01 (two bytes a day until 2089).
CREATE TABLE incoming_listed (
    position INTEGER PRIMARY KEY,
    doc_type INTEGER,
    state INTEGER,
    channel INTEGER,
    signature_result INTEGER,
    urgency INTEGER,
    issuing_org INTEGER,
    field INTEGER,
    registered_by INTEGER,
    arrival_date INTEGER,
    issued_date INTEGER,
    due_date INTEGER
) STRICT;
CREATE TABLE outgoing_listed (
    position INTEGER PRIMARY KEY,
    year INTEGER,
    state INTEGER,
    doc_type INTEGER,
    series INTEGER,
    drafting_unit INTEGER,
    signer_name INTEGER,
    field INTEGER,
    urgency INTEGER,
    issued_date INTEGER,
    due_date INTEGER
) STRICT;

-- What lists sort by and no filter looks at.
CREATE TABLE incoming_order (
    position INTEGER PRIMARY KEY,
    subject INTEGER,
    code_order INTEGER,
    code_notation INTEGER
) STRICT;
CREATE TABLE outgoing_order (
    position INTEGER PRIMARY KEY,
    subject INTEGER,
    code_order INTEGER,
    code_notation INTEGER,
    book_year INTEGER,
    book_series INTEGER,
    book_number INTEGER
) STRICT;

-- How many documents stand in each run of 4,096 positions: a list is scrolled anywhere at once.
CREATE TABLE incoming_run (run INTEGER PRIMARY KEY, documents INTEGER NOT NULL) STRICT;
CREATE TABLE outgoing_run (run INTEGER PRIMARY KEY, documents INTEGER NOT NULL) STRICT;

-- Who has to do with a document: to whom it was forwarded, to whom it goes.
CREATE TABLE incoming_party (
    name TEXT NOT NULL,
    position INTEGER NOT NULL,
    PRIMARY KEY (name, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX incoming_party_of_document ON incoming_party (position);
CREATE TABLE outgoing_party (
    name TEXT NOT NULL,
    position INTEGER NOT NULL,
    PRIMARY KEY (name, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX outgoing_party_of_document ON outgoing_party (position);

-- The words of each search index: beginnings of words and misspelt words are looked up here.
CREATE TABLE incoming_word (word TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
CREATE TABLE outgoing_word (word TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;

-- Text of the pages, deflated and in rows that lie several on a page: a register of 1,000,000
-- documents had more than a page for each.
ALTER TABLE page_text RENAME TO page_text_as_it_was;
CREATE TABLE page_text (
    id INTEGER PRIMARY KEY,
    entity TEXT NOT NULL,
    uid TEXT NOT NULL,
    deflated BLOB NOT NULL,
    UNIQUE (entity, uid)
) STRICT;
INSERT INTO page_text (entity, uid, deflated)
SELECT entity, uid, deflate(full_text) FROM page_text_as_it_was;
DROP TABLE page_text_as_it_was;

-- A page of SQLCipher has 4,016 bytes for us: a leaf of the index must fit on one.
INSERT INTO incoming_search (incoming_search, rank) VALUES ('pgsz', 3900);
INSERT INTO outgoing_search (outgoing_search, rank) VALUES ('pgsz', 3900);

-- What was registered before this file. Places leave room between names for those to come.
INSERT INTO listed_name (kind, sort_key, name, place)
SELECT kind, sort_key, name, (row_number() OVER (PARTITION BY kind ORDER BY sort_key, name) - 16) << 10
FROM (
    SELECT
        kind,
        CASE kind || ' ' || name
            WHEN 'incoming_listed.signature_result paper' THEN '00'
            WHEN 'incoming_listed.signature_result valid' THEN '01'
            WHEN 'incoming_listed.signature_result invalid' THEN '02'
            WHEN 'incoming_listed.signature_result indeterminate' THEN '03'
            WHEN 'incoming_listed.signature_result unsigned' THEN '04'
            WHEN 'incoming_listed.state to_forward' THEN '00'
            WHEN 'incoming_listed.state forwarded' THEN '01'
            WHEN 'incoming_listed.state in_work' THEN '02'
            WHEN 'incoming_listed.state done' THEN '03'
            WHEN 'incoming_listed.state cancelled' THEN '04'
            ELSE fold(name)
        END AS sort_key,
        name
    FROM (
        SELECT DISTINCT 'incoming_listed.issuing_org' AS kind, issuing_org AS name FROM incoming WHERE issuing_org <> ''
        UNION ALL
        SELECT DISTINCT 'incoming_listed.doc_type' AS kind, doc_type AS name FROM incoming WHERE doc_type <> ''
        UNION ALL
        SELECT DISTINCT 'incoming_listed.field' AS kind, field AS name FROM incoming WHERE field <> ''
        UNION ALL
        SELECT DISTINCT 'incoming_listed.channel' AS kind, channel AS name FROM incoming WHERE channel <> ''
        UNION ALL
        SELECT DISTINCT 'incoming_listed.signature_result' AS kind, signature_result AS name FROM incoming WHERE signature_result <> ''
        UNION ALL
        SELECT DISTINCT 'incoming_listed.state' AS kind, state AS name FROM incoming WHERE state <> ''
        UNION ALL
        SELECT DISTINCT 'incoming_listed.registered_by' AS kind, registered_by AS name FROM incoming WHERE registered_by <> ''
        UNION ALL
        SELECT DISTINCT 'incoming_order.code_notation' AS kind, code_notation AS name FROM incoming WHERE code_notation <> ''
    )
);
INSERT INTO listed_name (kind, sort_key, name, place)
SELECT 'incoming_order.subject', sort_key, '', row_number() OVER (ORDER BY sort_key) << 26
FROM (SELECT DISTINCT fold(subject) AS sort_key FROM incoming WHERE subject <> '');
INSERT INTO listed_name (kind, sort_key, name, place)
SELECT kind, sort_key, name, (row_number() OVER (PARTITION BY kind ORDER BY sort_key, name) - 16) << 10
FROM (
    SELECT
        kind,
        CASE kind || ' ' || name
            WHEN 'outgoing_listed.state draft' THEN '00'
            WHEN 'outgoing_listed.state approved' THEN '01'
            WHEN 'outgoing_listed.state signed' THEN '02'
            WHEN 'outgoing_listed.state numbered' THEN '03'
            WHEN 'outgoing_listed.state sealed' THEN '04'
            WHEN 'outgoing_listed.state issued' THEN '05'
            ELSE fold(name)
        END AS sort_key,
        name
    FROM (
        SELECT DISTINCT 'outgoing_listed.series' AS kind, series AS name FROM outgoing WHERE series <> ''
        UNION ALL
        SELECT DISTINCT 'outgoing_order.book_series' AS kind, series AS name FROM outgoing WHERE series <> ''
        UNION ALL
        SELECT DISTINCT 'outgoing_listed.doc_type' AS kind, doc_type AS name FROM outgoing WHERE doc_type <> ''
        UNION ALL
        SELECT DISTINCT 'outgoing_listed.drafting_unit' AS kind, drafting_unit AS name FROM outgoing WHERE drafting_unit <> ''
        UNION ALL
        SELECT DISTINCT 'outgoing_listed.signer_name' AS kind, signer_name AS name FROM outgoing WHERE signer_name <> ''
        UNION ALL
        SELECT DISTINCT 'outgoing_listed.field' AS kind, field AS name FROM outgoing WHERE field <> ''
        UNION ALL
        SELECT DISTINCT 'outgoing_listed.state' AS kind, state AS name FROM outgoing WHERE state <> ''
        UNION ALL
        SELECT DISTINCT 'outgoing_order.code_notation' AS kind, code_notation AS name FROM outgoing WHERE code_notation <> ''
    )
);
INSERT INTO listed_name (kind, sort_key, name, place)
SELECT 'outgoing_order.subject', sort_key, '', row_number() OVER (ORDER BY sort_key) << 26
FROM (SELECT DISTINCT fold(subject) AS sort_key FROM outgoing WHERE subject <> '');

INSERT INTO incoming_listed
SELECT
    position,
    (SELECT place FROM listed_name WHERE kind = 'incoming_listed.doc_type' AND name = incoming.doc_type AND name <> ''),
    (SELECT place FROM listed_name WHERE kind = 'incoming_listed.state' AND name = incoming.state AND name <> ''),
    (SELECT place FROM listed_name WHERE kind = 'incoming_listed.channel' AND name = incoming.channel AND name <> ''),
    (SELECT place FROM listed_name WHERE kind = 'incoming_listed.signature_result' AND name = incoming.signature_result AND name <> ''),
    urgency,
    (SELECT place FROM listed_name WHERE kind = 'incoming_listed.issuing_org' AND name = incoming.issuing_org AND name <> ''),
    (SELECT place FROM listed_name WHERE kind = 'incoming_listed.field' AND name = incoming.field AND name <> ''),
    (SELECT place FROM listed_name WHERE kind = 'incoming_listed.registered_by' AND name = incoming.registered_by AND name <> ''),
    CAST(julianday(arrival_date) - 2451544.5 AS INTEGER),
    CAST(julianday(issued_date) - 2451544.5 AS INTEGER),
    CAST(julianday(settle_by) - 2451544.5 AS INTEGER)
FROM incoming;
INSERT INTO incoming_order
SELECT
    position,
    (SELECT place FROM listed_name WHERE kind = 'incoming_order.subject' AND sort_key = fold(incoming.subject) AND name = ''),
    number_order(code_number, code_notation),
    (SELECT place FROM listed_name WHERE kind = 'incoming_order.code_notation' AND name = incoming.code_notation AND name <> '')
FROM incoming;
INSERT INTO outgoing_listed
SELECT
    position,
    coalesce(year, CAST(substr(register_date, 1, 4) AS INTEGER)),
    (SELECT place FROM listed_name WHERE kind = 'outgoing_listed.state' AND name = outgoing.state AND name <> ''),
    (SELECT place FROM listed_name WHERE kind = 'outgoing_listed.doc_type' AND name = outgoing.doc_type AND name <> ''),
    (SELECT place FROM listed_name WHERE kind = 'outgoing_listed.series' AND name = outgoing.series AND name <> ''),
    (SELECT place FROM listed_name WHERE kind = 'outgoing_listed.drafting_unit' AND name = outgoing.drafting_unit AND name <> ''),
    (SELECT place FROM listed_name WHERE kind = 'outgoing_listed.signer_name' AND name = outgoing.signer_name AND name <> ''),
    (SELECT place FROM listed_name WHERE kind = 'outgoing_listed.field' AND name = outgoing.field AND name <> ''),
    urgency,
    CAST(julianday(issued_date) - 2451544.5 AS INTEGER),
    CAST(julianday(due_date) - 2451544.5 AS INTEGER)
FROM outgoing;
INSERT INTO outgoing_order
SELECT
    position,
    (SELECT place FROM listed_name WHERE kind = 'outgoing_order.subject' AND sort_key = fold(outgoing.subject) AND name = ''),
    number_order(code_number, code_notation),
    (SELECT place FROM listed_name WHERE kind = 'outgoing_order.code_notation' AND name = outgoing.code_notation AND name <> ''),
    year,
    (SELECT place FROM listed_name WHERE kind = 'outgoing_order.book_series' AND name = outgoing.series AND name <> ''),
    outgoing_number
FROM outgoing;
INSERT INTO incoming_run (run, documents)
SELECT position >> 12, count(*) FROM incoming_listed GROUP BY position >> 12;
INSERT INTO outgoing_run (run, documents)
SELECT position >> 12, count(*) FROM outgoing_listed GROUP BY position >> 12;
INSERT OR IGNORE INTO incoming_party (name, position)
SELECT to_person, position FROM assignment JOIN incoming USING (uid);
INSERT OR IGNORE INTO outgoing_party (name, position)
SELECT name, position FROM recipient JOIN outgoing USING (uid);
CREATE VIRTUAL TABLE temp.words_of_incoming USING fts5vocab ('main', 'incoming_search', 'row');
INSERT INTO incoming_word (word) SELECT term FROM temp.words_of_incoming;
DROP TABLE temp.words_of_incoming;
CREATE VIRTUAL TABLE temp.words_of_outgoing USING fts5vocab ('main', 'outgoing_search', 'row');
INSERT INTO outgoing_word (word) SELECT term FROM temp.words_of_outgoing;
DROP TABLE temp.words_of_outgoing;

CREATE INDEX incoming_listed_by_arrival_date ON incoming_listed (arrival_date);
CREATE INDEX incoming_listed_by_issued_date ON incoming_listed (issued_date);
CREATE INDEX incoming_listed_by_due_date ON incoming_listed (due_date);
CREATE INDEX incoming_listed_by_issuing_org ON incoming_listed (issuing_org);
CREATE INDEX incoming_listed_by_doc_type ON incoming_listed (doc_type);
CREATE INDEX incoming_listed_by_urgency ON incoming_listed (urgency);
CREATE INDEX incoming_listed_by_signature_result ON incoming_listed (signature_result);
CREATE INDEX incoming_listed_by_state ON incoming_listed (state);
CREATE INDEX incoming_listed_by_arrival_number ON incoming_listed (position % 10000000);
CREATE INDEX incoming_order_by_subject ON incoming_order (subject);
CREATE INDEX incoming_order_by_code ON incoming_order (code_order, code_notation);
CREATE INDEX outgoing_listed_by_issued_date ON outgoing_listed (issued_date);
CREATE INDEX outgoing_listed_by_doc_type ON outgoing_listed (doc_type);
CREATE INDEX outgoing_listed_by_drafting_unit ON outgoing_listed (drafting_unit);
CREATE INDEX outgoing_listed_by_signer_name ON outgoing_listed (signer_name);
CREATE INDEX outgoing_listed_by_urgency ON outgoing_listed (urgency);
CREATE INDEX outgoing_listed_by_state ON outgoing_listed (state);
CREATE INDEX outgoing_listed_by_due_date ON outgoing_listed (due_date);
CREATE INDEX outgoing_order_by_subject ON outgoing_order (subject);
CREATE INDEX outgoing_order_by_code ON outgoing_order (code_order, code_notation);
CREATE INDEX outgoing_order_by_book ON outgoing_order (book_year, book_series, book_number);

CREATE TRIGGER incoming_listed_is_counted AFTER INSERT ON incoming_listed
BEGIN
    INSERT INTO incoming_run (run, documents) VALUES (new.position >> 12, 1)
    ON CONFLICT (run) DO UPDATE SET documents = documents + 1;
END;
CREATE TRIGGER incoming_listed_is_counted_off AFTER DELETE ON incoming_listed
BEGIN
    UPDATE incoming_run SET documents = documents - 1 WHERE run = old.position >> 12;
END;

CREATE TRIGGER outgoing_listed_is_counted AFTER INSERT ON outgoing_listed
BEGIN
    INSERT INTO outgoing_run (run, documents) VALUES (new.position >> 12, 1)
    ON CONFLICT (run) DO UPDATE SET documents = documents + 1;
END;
CREATE TRIGGER outgoing_listed_is_counted_off AFTER DELETE ON outgoing_listed
BEGIN
    UPDATE outgoing_run SET documents = documents - 1 WHERE run = old.position >> 12;
END;
