-- The province server's first schema: agencies, desks, ops and feeds, blobs, packets.

CREATE TABLE province (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    generation INTEGER NOT NULL -- grows when the server itself is restored: feeds start anew
);
INSERT INTO province (id, generation) VALUES (1, 1);

CREATE TABLE agency (
    id INTEGER PRIMARY KEY,
    code TEXT NOT NULL,
    code_key TEXT NOT NULL UNIQUE, -- the code without case: codes are compared so
    name TEXT NOT NULL,
    email TEXT NOT NULL DEFAULT '',
    parent TEXT NOT NULL DEFAULT '',
    feed_last INTEGER NOT NULL DEFAULT 0, -- bumped in the transaction that adds to the feed
    added_at TEXT NOT NULL
);

CREATE TABLE desk (
    id INTEGER PRIMARY KEY,
    agency_id INTEGER NOT NULL REFERENCES agency (id),
    name TEXT NOT NULL,
    key_id TEXT NOT NULL UNIQUE, -- RFC 7638 thumbprint of the public key
    public_key TEXT NOT NULL, -- Ed25519, base64url
    enrolled_at TEXT NOT NULL,
    incarnation INTEGER NOT NULL DEFAULT 0,
    acked INTEGER NOT NULL DEFAULT 0, -- last seq applied in this incarnation
    last_hash TEXT NOT NULL,
    UNIQUE (agency_id, name)
);

CREATE TABLE one_time_code (
    digest TEXT PRIMARY KEY,
    agency_id INTEGER NOT NULL REFERENCES agency (id),
    expires_at INTEGER NOT NULL, -- Unix time
    used_by INTEGER REFERENCES desk (id)
);

CREATE TABLE assertion (
    digest TEXT PRIMARY KEY, -- of issuer and jti: each is good for one use
    expires_at INTEGER NOT NULL
);

CREATE TABLE op (
    desk_id INTEGER NOT NULL REFERENCES desk (id),
    incarnation INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    digest TEXT NOT NULL,
    PRIMARY KEY (desk_id, incarnation, seq)
) WITHOUT ROWID;

CREATE TABLE blob (
    agency_id INTEGER NOT NULL REFERENCES agency (id),
    sha256 TEXT NOT NULL,
    size INTEGER NOT NULL,
    added_at TEXT NOT NULL,
    PRIMARY KEY (agency_id, sha256)
) WITHOUT ROWID;

CREATE TABLE packet (
    id INTEGER PRIMARY KEY,
    sender_id INTEGER NOT NULL REFERENCES agency (id),
    document_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    holder_id INTEGER NOT NULL REFERENCES agency (id), -- whose blob it is; the sender's, or one delivered to it
    header TEXT NOT NULL,
    UNIQUE (sender_id, document_id, kind, sha256)
);
CREATE INDEX packet_by_content ON packet (sha256);

CREATE TABLE delivery (
    packet_id INTEGER NOT NULL REFERENCES packet (id),
    recipient_id INTEGER NOT NULL REFERENCES agency (id),
    at TEXT NOT NULL,
    PRIMARY KEY (packet_id, recipient_id)
) WITHOUT ROWID;

CREATE TABLE feed (
    agency_id INTEGER NOT NULL REFERENCES agency (id),
    seq INTEGER NOT NULL,
    at TEXT NOT NULL,
    desk_id INTEGER REFERENCES desk (id), -- whose op it is
    op TEXT, -- canonical JSON, as it came
    packet_id INTEGER REFERENCES packet (id),
    PRIMARY KEY (agency_id, seq),
    CHECK ((op IS NULL) <> (packet_id IS NULL))
) WITHOUT ROWID;
