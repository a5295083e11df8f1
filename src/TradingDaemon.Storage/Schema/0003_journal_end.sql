-- up
-- One row on a page of its own: where the journal ends. The chain of checksums cannot tell that its newest rows are gone; this can.
CREATE TABLE journal_end (
    id       INTEGER PRIMARY KEY CHECK (id = 1),
    sequence INTEGER NOT NULL,
    checksum INTEGER NOT NULL
);

INSERT INTO journal_end (id, sequence, checksum)
SELECT 1, coalesce(max(sequence), 0), coalesce((SELECT checksum FROM facts ORDER BY sequence DESC LIMIT 1), 0) FROM facts;

-- What a store says of itself is summed together with its schema steps from here on: the next opening sums anew.
UPDATE store SET checksum = NULL;

-- down
DROP TABLE journal_end;
UPDATE store SET checksum = NULL;
