-- What the sync has done: files that the province has, former lives of this desk, conflicts that a
-- person settled, what was used of the line today, and bundles carried on a stick.

CREATE TABLE sent_file (
    sha256 TEXT PRIMARY KEY,
    at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Up to which op of a former life of this desk the province, or whoever reads the feed, has them all.
CREATE TABLE former_life (
    incarnation INTEGER PRIMARY KEY,
    acked INTEGER NOT NULL
) STRICT;
INSERT INTO former_life (incarnation, acked)
SELECT DISTINCT op.incarnation, 0 FROM op, desk
WHERE op.device = desk.device AND op.incarnation < desk.incarnation;

ALTER TABLE conflict ADD COLUMN settled_at TEXT NOT NULL DEFAULT '';
CREATE INDEX conflict_open ON conflict (position) WHERE settled_by = '';

-- Ops over which a person has decided: a conflict about one of them that is heard of later is settled.
CREATE TABLE settled_op (
    op_id TEXT NOT NULL,
    field TEXT NOT NULL,
    by TEXT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (op_id, field)
) STRICT, WITHOUT ROWID;

-- Bytes by day of Viet Nam.
CREATE TABLE line_use (
    day TEXT PRIMARY KEY,
    ops INTEGER NOT NULL DEFAULT 0,
    files INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

-- Bundles written here and read here; (device, number) of a written one is this desk's own.
CREATE TABLE bundle (
    device TEXT NOT NULL,
    incarnation INTEGER NOT NULL,
    number INTEGER NOT NULL,
    direction TEXT NOT NULL CHECK (direction IN ('out', 'in')),
    at TEXT NOT NULL,
    ops INTEGER NOT NULL,
    files INTEGER NOT NULL,
    PRIMARY KEY (device, incarnation, number)
) STRICT, WITHOUT ROWID;

-- How far another desk has heard of each chain, as its newest bundle says: what it lacks goes with the next.
CREATE TABLE heard_by (
    desk TEXT NOT NULL,
    device TEXT NOT NULL,
    incarnation INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    PRIMARY KEY (desk, device, incarnation)
) STRICT, WITHOUT ROWID;

-- Ops of other desks that came on a stick and not, so far, by the feed: the province may lack them.
CREATE TABLE by_hand (
    device TEXT NOT NULL,
    incarnation INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    PRIMARY KEY (device, incarnation, seq)
) STRICT, WITHOUT ROWID;
