-- up
-- One row: what this store is.
CREATE TABLE store (
    id                   INTEGER PRIMARY KEY CHECK (id = 1),
    epoch                INTEGER NOT NULL CHECK (epoch > 0),
    boot                 INTEGER NOT NULL,
    created_at_utc_ticks INTEGER NOT NULL
);

-- The truth: facts in their order, each row's checksum chained to the one before.
CREATE TABLE facts (
    sequence        INTEGER PRIMARY KEY,
    at_utc_ticks    INTEGER NOT NULL,
    kind            TEXT    NOT NULL,
    client_order_id TEXT,
    payload         TEXT    NOT NULL,
    checksum        INTEGER NOT NULL
);

-- Projections of facts, written in the same transaction. Money is invariant text, enums are names.
CREATE TABLE intents (
    sequence        INTEGER PRIMARY KEY REFERENCES facts (sequence),
    at_utc_ticks    INTEGER NOT NULL,
    client_order_id TEXT    NOT NULL UNIQUE,
    strategy        TEXT    NOT NULL,
    symbol          TEXT    NOT NULL,
    venue           TEXT    NOT NULL,
    side            TEXT    NOT NULL,
    terms           TEXT    NOT NULL,
    quantity        TEXT    NOT NULL,
    price           TEXT,
    is_reduce_only  INTEGER NOT NULL,
    decision_bid    TEXT    NOT NULL,
    decision_ask    TEXT    NOT NULL,
    reason          TEXT    NOT NULL
);

CREATE TABLE fills (
    sequence           INTEGER PRIMARY KEY REFERENCES facts (sequence),
    at_utc_ticks       INTEGER NOT NULL,
    venue              TEXT    NOT NULL,
    execution_id       TEXT    NOT NULL,
    execution_sequence INTEGER NOT NULL,
    client_order_id    TEXT    NOT NULL,
    strategy           TEXT    NOT NULL,
    symbol             TEXT    NOT NULL,
    side               TEXT    NOT NULL,
    price              TEXT    NOT NULL,
    quantity           TEXT    NOT NULL,
    fee                TEXT    NOT NULL,
    fee_currency       TEXT    NOT NULL,
    liquidity          TEXT    NOT NULL,
    is_simulated       INTEGER NOT NULL,
    UNIQUE (venue, execution_id)
);

CREATE TABLE refusals (
    sequence     INTEGER PRIMARY KEY REFERENCES facts (sequence),
    at_utc_ticks INTEGER NOT NULL,
    strategy     TEXT    NOT NULL,
    symbol       TEXT    NOT NULL,
    signal       TEXT    NOT NULL,
    rule         TEXT    NOT NULL,
    limit_value  TEXT    NOT NULL,
    asked_value  TEXT    NOT NULL,
    detail       TEXT    NOT NULL
);

-- down
DROP TABLE refusals;
DROP TABLE fills;
DROP TABLE intents;
DROP TABLE facts;
DROP TABLE store;
