-- The view of that name in the file, for this connection: there, SQLite looks through all reviews to find those that were
-- moved, which are few or none. CROSS JOIN has it begin with these.
CREATE TEMP VIEW IF NOT EXISTS dated AS
    SELECT at_ms, id, question, rating, offset_s, took_ms, mode, device, due, predicted, parameters FROM main.review
    WHERE id NOT IN (SELECT review FROM main.redating)
    UNION ALL
    SELECT redating.at_ms, review.id, question, rating, offset_s, took_ms, mode, device, due, predicted, parameters
    FROM main.redating CROSS JOIN main.review ON review.id = redating.review
    WHERE redating.id = (SELECT max(id) FROM main.redating AS other WHERE other.review = review.id);
