-- Lines of the small books (domain.side_books); `field_values` is a JSON object by field name.
CREATE TABLE side_record (
    position INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    side_book TEXT NOT NULL,
    book INTEGER REFERENCES book (id),
    year INTEGER NOT NULL,
    number INTEGER CHECK (number > 0),
    day TEXT NOT NULL,
    still_open INTEGER NOT NULL,
    field_values TEXT NOT NULL,
    about TEXT NOT NULL,
    recorded_by TEXT NOT NULL,
    recorded_at TEXT NOT NULL,
    cancelled TEXT NOT NULL,
    folded TEXT NOT NULL,
    UNIQUE (book, number)
) STRICT;
CREATE INDEX side_record_by_day ON side_record (side_book, day);
CREATE INDEX side_record_about ON side_record (about) WHERE about <> '';
