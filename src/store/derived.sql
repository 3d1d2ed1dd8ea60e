-- What may be thrown away at any time, since it is folded or seen again. Made wherever it is missing; the log does not
-- depend on it.

-- The memories are those of the log at `generation`, folded by what `fingerprint` stands for; there are `count` of them.
CREATE TABLE IF NOT EXISTS memories (
    one         INTEGER PRIMARY KEY CHECK (one = 1),
    fingerprint TEXT NOT NULL,
    generation  INTEGER NOT NULL,
    count       INTEGER NOT NULL
) STRICT;

-- The memories of the questions whose numbers, divided by 72, give `number`: see cache/page.rs.
CREATE TABLE IF NOT EXISTS memory_page (
    number   INTEGER PRIMARY KEY,
    checksum INTEGER NOT NULL,
    records  BLOB NOT NULL
) STRICT;

-- How many reviews each study day has, in days after 1970 began, as of `generation`; days begin `start_ms` after midnight, and
-- there are `total` reviews.
CREATE TABLE IF NOT EXISTS counted (
    one        INTEGER PRIMARY KEY CHECK (one = 1),
    generation INTEGER NOT NULL,
    start_ms   INTEGER NOT NULL,
    total      INTEGER NOT NULL
) STRICT;

CREATE TABLE IF NOT EXISTS study_day (
    day     INTEGER PRIMARY KEY,
    reviews INTEGER NOT NULL
) STRICT;

-- How a question read when it was last asked, to know it again when its card is reworded.
CREATE TABLE IF NOT EXISTS seen (
    question INTEGER PRIMARY KEY,
    prompt   TEXT NOT NULL,
    answer   TEXT NOT NULL
) STRICT;

-- The decks as they were when the texts of all their learned questions were last kept, and under the id '' how far the log
-- had come.
CREATE TABLE IF NOT EXISTS remembered (
    deck   TEXT PRIMARY KEY,
    digest INTEGER NOT NULL
) STRICT;
