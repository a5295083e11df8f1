-- up
-- Since when a venue is this store's: what its account executed before is in the balance it was opened with.
CREATE TABLE venues (
    name            TEXT    PRIMARY KEY,
    since_utc_ticks INTEGER NOT NULL
);

-- What a store says of itself is summed together with its schema steps: the next opening sums anew.
UPDATE store SET checksum = NULL;

-- down
DROP TABLE venues;
UPDATE store SET checksum = NULL;
