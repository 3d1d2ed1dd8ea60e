-- What may be thrown away at any time, since it is folded or seen again. Made wherever it is missing; the log does not
-- depend on it.

-- The memories are those of the log at `generation`, folded by what `fingerprint` stands for; there are `count` of them.
CREATE TABLE IF NOT EXISTS cache (
    one         INTEGER PRIMARY KEY CHECK (one = 1),
    fingerprint TEXT NOT NULL,
    generation  INTEGER NOT NULL,
    count       INTEGER NOT NULL
) STRICT;

-- Stability and difficulty are the bits of an f32, days are written 20261123. The checksum covers all the others.
CREATE TABLE IF NOT EXISTS memory (
    question   INTEGER PRIMARY KEY,
    stability  INTEGER NOT NULL,
    difficulty INTEGER NOT NULL,
    last_ms    INTEGER NOT NULL,
    last_day   INTEGER NOT NULL,
    due        INTEGER NOT NULL,
    reps       INTEGER NOT NULL,
    lapses     INTEGER NOT NULL,
    step       INTEGER,
    relearning INTEGER,
    step_ms    INTEGER,
    checksum   INTEGER NOT NULL
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
