-- up
-- Which configurations were decided under: a handful among millions of facts, asked for before recovery by each start whose files changed.
CREATE INDEX facts_of_configurations ON facts (kind) WHERE kind = 'configuration-changed';

-- What a store says of itself is summed together with its schema steps: the next opening sums anew.
UPDATE store SET checksum = NULL;

-- down
DROP INDEX facts_of_configurations;
UPDATE store SET checksum = NULL;
