-- The hashes of applied ops, a row a push instead of a row an op: only runs are ever asked for.
CREATE TABLE op_run (
    desk_id INTEGER NOT NULL REFERENCES desk (id),
    incarnation INTEGER NOT NULL,
    last INTEGER NOT NULL, -- seq of the last op of the run
    first INTEGER NOT NULL,
    digests TEXT NOT NULL, -- 64 hexadecimal digits an op
    PRIMARY KEY (desk_id, incarnation, last)
) WITHOUT ROWID;
INSERT INTO op_run (desk_id, incarnation, last, first, digests)
SELECT desk_id, incarnation, seq, seq, digest FROM op;
DROP TABLE op;
