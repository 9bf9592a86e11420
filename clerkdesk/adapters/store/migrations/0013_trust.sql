-- Signatures in the last check of each file: what new trust data may settle or strike down.
CREATE TABLE signed_file (
    sha256 TEXT NOT NULL,
    place INTEGER NOT NULL,
    issuer TEXT NOT NULL,
    serial TEXT NOT NULL, -- of the certificate, hex; '' in checks of older programs
    root TEXT NOT NULL, -- SHA-256 of the root it led to
    open INTEGER NOT NULL, -- more trust data may settle the file's verdict
    result TEXT NOT NULL,
    points TEXT NOT NULL, -- JSON: where revocation lists are published
    PRIMARY KEY (sha256, place)
) STRICT, WITHOUT ROWID;
CREATE INDEX signed_file_open ON signed_file (open) WHERE open;
CREATE INDEX signed_file_by_certificate ON signed_file (serial, issuer, root, result);
INSERT INTO signed_file (sha256, place, issuer, serial, root, open, result, points)
SELECT c.sha256, s.key, coalesce(json_extract(s.value, '$.issuer'), ''), '', '',
    json_extract(c.message, '$.verdict') = 'indeterminate'
        AND json_extract(c.message, '$.integrity') IN ('intact', 'allowed-changes')
        AND (json_extract(s.value, '$.revocation') = 'unknown'
            OR json_extract(s.value, '$.certificate') IN ('untrusted', 'unknown')),
    json_extract(c.message, '$.verdict'), '[]'
FROM signature_check AS c, json_each(c.message, '$.signatures') AS s
WHERE c.position = (SELECT max(position) FROM signature_check WHERE sha256 = c.sha256);

-- Which key has signed under a name: trust on first use.
CREATE TABLE known_key (
    named TEXT NOT NULL, -- folded name and organisation
    key TEXT NOT NULL,
    name TEXT NOT NULL,
    organisation TEXT NOT NULL,
    issuer TEXT NOT NULL,
    first_at TEXT NOT NULL,
    PRIMARY KEY (named, key)
) STRICT, WITHOUT ROWID;

-- Results of registered documents that a later check of the same bytes has changed.
CREATE TABLE judged_again (
    uid TEXT PRIMARY KEY,
    sha256 TEXT NOT NULL,
    before TEXT NOT NULL,
    after TEXT NOT NULL,
    why TEXT NOT NULL,
    at TEXT NOT NULL,
    seen_by TEXT NOT NULL
) STRICT, WITHOUT ROWID;
