-- up
-- A venue's newest prices at each full interval. Prices are invariant text with the digits they were told with.
CREATE TABLE prices (
    at_utc_ticks      INTEGER NOT NULL,
    venue             TEXT    NOT NULL,
    symbol            TEXT    NOT NULL,
    told_at_utc_ticks INTEGER NOT NULL,
    bid               TEXT,
    ask               TEXT,
    last              TEXT,
    PRIMARY KEY (at_utc_ticks, venue, symbol)
) WITHOUT ROWID;

CREATE INDEX prices_by_symbol ON prices (symbol, at_utc_ticks);

-- down
DROP TABLE prices;
