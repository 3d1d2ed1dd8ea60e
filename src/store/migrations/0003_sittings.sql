-- Quizzes. Rows are only ever added, as in the log; what a sitting has come to is folded from its steps.

-- `paper` and `terms` are JSON: everything that is asked, so that a sitting outlives its decks.
CREATE TABLE sitting (
    id       BLOB PRIMARY KEY CHECK (length(id) = 16),
    at_ms    INTEGER NOT NULL,
    offset_s INTEGER NOT NULL,
    device   INTEGER NOT NULL,
    paper    TEXT NOT NULL,
    terms    TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- `used_ms` is the time by the clock of the sitting, `at_ms` the time of day; `act` is JSON.
CREATE TABLE step (
    id      BLOB PRIMARY KEY CHECK (length(id) = 16),
    sitting BLOB NOT NULL CHECK (length(sitting) = 16),
    at_ms   INTEGER NOT NULL,
    used_ms INTEGER NOT NULL,
    act     TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX step_of_sitting ON step (sitting);

-- Right in a quiz before they were ever studied: few, and asked for at every start.
CREATE INDEX trial ON review (question) WHERE mode = 'trial';
