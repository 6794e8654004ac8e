-- A case: one duty to give notice. Its opening never changes; events are only added.
CREATE TABLE cases (
    -- Id of the change that opened it; of a plan, derived from policy and text.
    id TEXT PRIMARY KEY,
    policy INTEGER NOT NULL REFERENCES policies (id),
    change TEXT REFERENCES changes (id),
    opened_at TEXT NOT NULL,
    facts TEXT NOT NULL,
    -- Of a plan: the text announced with its comparison (JSON, zstd) and the hash of its words.
    plan BLOB,
    words_hash TEXT,
    simulated INTEGER NOT NULL
) STRICT;
CREATE INDEX cases_of_policy ON cases (policy, opened_at);

CREATE TABLE case_events (
    id INTEGER PRIMARY KEY,
    case_id TEXT NOT NULL REFERENCES cases (id),
    at TEXT NOT NULL,
    event TEXT NOT NULL,
    -- A message that was handed in, as it came, zstd; sealed where it names one of our recipients.
    file BLOB,
    -- Whose key sealed the file; outlives the person, hence no foreign key.
    person TEXT,
    simulated INTEGER NOT NULL
) STRICT;
CREATE INDEX events_of_case ON case_events (case_id, id);

-- The case a notice discharges, and the recipient's zone on the day it was queued.
ALTER TABLE deliveries ADD COLUMN notice TEXT REFERENCES cases (id);
ALTER TABLE deliveries ADD COLUMN zone TEXT;
CREATE INDEX deliveries_of_notice ON deliveries (notice);
