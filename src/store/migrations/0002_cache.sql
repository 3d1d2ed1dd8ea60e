-- What may be thrown away at any time: it is folded or seen again.

-- The memories are those of the log at `generation`, folded by what `fingerprint` stands for.
CREATE TABLE cache (
    one         INTEGER PRIMARY KEY CHECK (one = 1),
    fingerprint TEXT NOT NULL,
    generation  INTEGER NOT NULL
) STRICT;

-- Stability and difficulty are the bits of an f32, days are written 20261123.
CREATE TABLE memory (
    question   INTEGER PRIMARY KEY REFERENCES question,
    stability  INTEGER NOT NULL,
    difficulty INTEGER NOT NULL,
    last_ms    INTEGER NOT NULL,
    last_day   INTEGER NOT NULL,
    due        INTEGER NOT NULL,
    reps       INTEGER NOT NULL,
    lapses     INTEGER NOT NULL,
    step       INTEGER,
    relearning INTEGER,
    step_ms    INTEGER
) STRICT;

-- How a question read when it was last asked, to know it again when its card is reworded.
CREATE TABLE seen (
    question INTEGER PRIMARY KEY REFERENCES question,
    prompt   TEXT NOT NULL,
    answer   TEXT NOT NULL
) STRICT;
