-- Ids become a logical clock, and `at_ms` the time of day. Marks, decisions and choices count by id; the reviews of a
-- question fold by time, then id.

-- The recall that was expected when the review was given, 0 to 1, and the row of the parameters it was calculated by: none
-- for the standard ones.
ALTER TABLE review ADD COLUMN predicted REAL;
ALTER TABLE review ADD COLUMN parameters BLOB CHECK (length(parameters) = 16);

-- A review that a wrong clock stamped counts as given at `at_ms`. The row with the highest id counts; `made_ms` is when it
-- was made.
CREATE TABLE redating (
    id      BLOB PRIMARY KEY CHECK (length(id) = 16),
    review  BLOB NOT NULL CHECK (length(review) = 16),
    at_ms   INTEGER NOT NULL,
    made_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Reviews under the time they count for. In this order, so that one pass merges both halves.
CREATE VIEW dated AS
    SELECT at_ms, id, question, rating, offset_s, took_ms, mode, device, due, predicted, parameters FROM review
    WHERE id NOT IN (SELECT review FROM redating)
    UNION ALL
    SELECT redating.at_ms, review.id, question, rating, offset_s, took_ms, mode, device, due, predicted, parameters
    FROM redating JOIN review ON review.id = redating.review
    WHERE redating.id = (SELECT max(id) FROM redating AS other WHERE other.review = review.id);

-- What the learner's memory is computed by: a JSON list of numbers for `model`. The highest id counts.
CREATE TABLE parameters (
    id     BLOB PRIMARY KEY CHECK (length(id) = 16),
    device INTEGER NOT NULL,
    model  TEXT NOT NULL,
    value  TEXT NOT NULL,
    at_ms  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- What was chosen about a deck, an exam, the learner or the schedule. Of each subject and `what` the highest id counts;
-- no value takes the choice back.
CREATE TABLE choice (
    id      BLOB PRIMARY KEY CHECK (length(id) = 16),
    device  INTEGER NOT NULL,
    subject TEXT NOT NULL,
    what    TEXT NOT NULL,
    value   TEXT,
    at_ms   INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- `last` was the newest time; now it is the highest time in an id, which was the same in all rows until here.
UPDATE head SET last = max(last,
    coalesce((SELECT max(at_ms) FROM review), 0), coalesce((SELECT max(at_ms) FROM mark), 0),
    coalesce((SELECT max(at_ms) FROM decision), 0), coalesce((SELECT max(at_ms) FROM sitting), 0),
    coalesce((SELECT max(at_ms) FROM step), 0));

-- Their new shape stands in derived.sql, which makes them wherever they are missing.
DROP TABLE cache;
DROP TABLE memory;
