-- The log. Rows are only ever added, and an id means the same on every device, so that two logs merge by union.

-- `generation` goes up with every append; `last` is the newest time and `serial` the first unused number this
-- device has given to an id.
CREATE TABLE head (
    one        INTEGER PRIMARY KEY CHECK (one = 1),
    device     INTEGER NOT NULL,
    generation INTEGER NOT NULL DEFAULT 0,
    last       INTEGER NOT NULL DEFAULT 0,
    serial     INTEGER NOT NULL DEFAULT 0
) STRICT;

-- The numbers are of this file only; everything that leaves it names questions by their key.
CREATE TABLE question (
    number INTEGER PRIMARY KEY,
    key    TEXT NOT NULL UNIQUE
) STRICT;

-- Lies on disk in the order it is read in.
CREATE TABLE review (
    at_ms    INTEGER NOT NULL,
    id       BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    question INTEGER NOT NULL REFERENCES question,
    rating   INTEGER NOT NULL CHECK (rating BETWEEN 1 AND 4),
    offset_s INTEGER NOT NULL,
    took_ms  INTEGER NOT NULL,
    mode     TEXT NOT NULL,
    device   INTEGER NOT NULL,
    due      TEXT,
    model    TEXT NOT NULL,
    PRIMARY KEY (at_ms, id)
) STRICT, WITHOUT ROWID;

CREATE INDEX review_of_question ON review (question);

-- Taken back, or given again: the mark with the highest id counts.
CREATE TABLE mark (
    id        BLOB PRIMARY KEY CHECK (length(id) = 16),
    review    BLOB NOT NULL CHECK (length(review) = 16),
    retracted INTEGER NOT NULL CHECK (retracted IN (0, 1)),
    at_ms     INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- `sort` is suspend, flag, bury or carry; `value` is yes or no, a date or nothing, a key.
CREATE TABLE decision (
    id       BLOB PRIMARY KEY CHECK (length(id) = 16),
    question INTEGER NOT NULL REFERENCES question,
    sort     TEXT NOT NULL,
    value    TEXT,
    at_ms    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
