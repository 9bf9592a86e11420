-- What is secret leaves nothing behind (Điều 1.2). `searched`: '' not yet, 'clean', or the stamp that was found.
ALTER TABLE arrival ADD COLUMN searched TEXT NOT NULL DEFAULT '';

-- Files that were taken out of a packet to be looked at: what must go with it.
CREATE TABLE arrival_file (
    packet TEXT NOT NULL, -- sha256 of the packet
    sha256 TEXT NOT NULL,
    PRIMARY KEY (packet, sha256)
) STRICT, WITHOUT ROWID;
CREATE INDEX arrival_file_by_file ON arrival_file (sha256);

-- Files whose keys are destroyed and which are still on the disk: noise, removed now or at the next opening.
CREATE TABLE file_to_remove (
    file_name TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;
