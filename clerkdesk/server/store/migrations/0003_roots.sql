-- The province's signed word, a day, on each agency's feed.
CREATE TABLE root (
    agency_id INTEGER NOT NULL REFERENCES agency (id),
    generation INTEGER NOT NULL,
    day TEXT NOT NULL, -- in Viet Nam
    size INTEGER NOT NULL, -- entries of the feed that it covers
    root TEXT NOT NULL,
    peaks TEXT NOT NULL, -- complete subtrees, a JSON list: the next day goes on from them
    previous TEXT NOT NULL,
    signature TEXT NOT NULL,
    PRIMARY KEY (agency_id, generation, size)
) WITHOUT ROWID;
