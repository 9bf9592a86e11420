-- Rounds of forwarding with everyone named in them, and what each has done since.

ALTER TABLE assignment ADD COLUMN round_id TEXT NOT NULL DEFAULT '';
ALTER TABLE assignment ADD COLUMN opinion_by TEXT NOT NULL DEFAULT '';
ALTER TABLE assignment ADD COLUMN answers TEXT NOT NULL DEFAULT '';

CREATE TABLE assignee (
    uid TEXT NOT NULL REFERENCES incoming (uid),
    round INTEGER NOT NULL, -- assignment.place
    place INTEGER NOT NULL,
    name TEXT NOT NULL,
    part TEXT NOT NULL,
    due_date TEXT,
    PRIMARY KEY (uid, round, place)
) STRICT, WITHOUT ROWID;
CREATE INDEX assignee_by_name ON assignee (name);

-- A forwarding of before named one person.
INSERT INTO assignee (uid, round, place, name, part, due_date)
SELECT uid, place, 0, to_person, 'lead', due_date FROM assignment;

CREATE TABLE handling_act (
    uid TEXT NOT NULL REFERENCES incoming (uid),
    place INTEGER NOT NULL,
    act_id TEXT NOT NULL,
    deed TEXT NOT NULL,
    by TEXT NOT NULL,
    at TEXT NOT NULL,
    round_id TEXT NOT NULL,
    person TEXT NOT NULL,
    text TEXT NOT NULL,
    reply_uid TEXT NOT NULL,
    reply_code TEXT NOT NULL,
    on_paper INTEGER NOT NULL,
    PRIMARY KEY (uid, place)
) STRICT, WITHOUT ROWID;
