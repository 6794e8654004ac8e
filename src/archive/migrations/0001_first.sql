-- Times are RFC 3339 in UTC with nine decimals, so that they sort as text and read back exactly.
-- `simulated` marks what was written under a pretended time.

-- One row about the archive itself.
CREATE TABLE archive (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    -- NULL until the first entry; an archive is real or simulated as a whole.
    simulated INTEGER,
    -- Keys the look-up of addresses, so that the archive never holds a plain hash of one.
    lookup_key BLOB NOT NULL,
    -- Length and head of the evidence chain: a chain cut off at its end is found as well.
    chain_length INTEGER NOT NULL DEFAULT 0,
    chain_head TEXT NOT NULL
) STRICT;

CREATE TABLE policies (
    id INTEGER PRIMARY KEY,
    policy TEXT NOT NULL UNIQUE,
    service TEXT NOT NULL,
    kind TEXT NOT NULL,
    role TEXT NOT NULL,
    source TEXT NOT NULL,
    current_version INTEGER REFERENCES versions (id),
    checked_at TEXT,
    outcome TEXT,
    failures INTEGER NOT NULL DEFAULT 0
) STRICT;

-- Exactly what was fetched. The body is compressed with `base` as prefix; a NULL base is a keyframe.
CREATE TABLE snapshots (
    id INTEGER PRIMARY KEY,
    policy INTEGER NOT NULL REFERENCES policies (id),
    sha256 TEXT NOT NULL,
    length INTEGER NOT NULL,
    base INTEGER REFERENCES snapshots (id),
    depth INTEGER NOT NULL,
    body BLOB NOT NULL,
    source TEXT NOT NULL,
    final_source TEXT NOT NULL,
    redirects TEXT NOT NULL,
    status INTEGER NOT NULL,
    headers TEXT NOT NULL,
    fetched_at TEXT NOT NULL,
    -- Why these bytes are not the policy; NULL when they are.
    quarantined TEXT,
    simulated INTEGER NOT NULL
) STRICT;
CREATE INDEX snapshots_of_policy ON snapshots (policy, id);

CREATE TABLE checks (
    id INTEGER PRIMARY KEY,
    policy INTEGER NOT NULL REFERENCES policies (id),
    at TEXT NOT NULL,
    outcome TEXT NOT NULL,
    verdict TEXT,
    reason TEXT,
    http_status INTEGER,
    snapshot INTEGER REFERENCES snapshots (id),
    simulated INTEGER NOT NULL
) STRICT;
CREATE INDEX checks_of_policy ON checks (policy, id);

CREATE TABLE versions (
    id INTEGER PRIMARY KEY,
    policy INTEGER NOT NULL REFERENCES policies (id),
    snapshot INTEGER NOT NULL REFERENCES snapshots (id),
    sha256 TEXT NOT NULL,
    -- JSON, zstd.
    document BLOB NOT NULL,
    words_hash TEXT NOT NULL,
    normalizer_version INTEGER NOT NULL,
    first_seen TEXT NOT NULL,
    last_seen TEXT NOT NULL,
    simulated INTEGER NOT NULL
) STRICT;
CREATE INDEX versions_of_policy ON versions (policy, id);

-- At most one state a policy waits for confirmation.
CREATE TABLE pending (
    policy INTEGER PRIMARY KEY REFERENCES policies (id),
    snapshot INTEGER NOT NULL REFERENCES snapshots (id),
    sha256 TEXT NOT NULL,
    document BLOB NOT NULL,
    words_hash TEXT NOT NULL,
    normalizer_version INTEGER NOT NULL,
    first_seen TEXT NOT NULL,
    last_seen TEXT NOT NULL,
    simulated INTEGER NOT NULL
) STRICT;

-- States that came and went before they were confirmed.
CREATE TABLE flapped (
    id INTEGER PRIMARY KEY,
    policy INTEGER NOT NULL REFERENCES policies (id),
    snapshot INTEGER NOT NULL REFERENCES snapshots (id),
    words_hash TEXT NOT NULL,
    first_seen TEXT NOT NULL,
    last_seen TEXT NOT NULL
) STRICT;
CREATE INDEX flapped_of_policy ON flapped (policy, words_hash);

CREATE TABLE changes (
    id TEXT PRIMARY KEY,
    policy INTEGER NOT NULL REFERENCES policies (id),
    check_id INTEGER NOT NULL REFERENCES checks (id),
    old_version INTEGER REFERENCES versions (id),
    new_version INTEGER REFERENCES versions (id),
    -- As shown on the day of the change.
    service TEXT NOT NULL,
    kind TEXT NOT NULL,
    role TEXT NOT NULL,
    source TEXT NOT NULL,
    comparison TEXT NOT NULL,
    assessment TEXT NOT NULL,
    outlook TEXT NOT NULL,
    rules_version INTEGER NOT NULL,
    old_sha256 TEXT NOT NULL,
    new_sha256 TEXT NOT NULL,
    last_seen_old TEXT NOT NULL,
    first_seen TEXT NOT NULL,
    confirmed_at TEXT NOT NULL,
    seen_before INTEGER NOT NULL,
    simulated INTEGER NOT NULL
) STRICT;
CREATE INDEX changes_by_time ON changes (confirmed_at);
CREATE INDEX changes_of_policy ON changes (policy, confirmed_at);

-- What names a person is sealed under that person's key. Deleting the row erases the person.
CREATE TABLE person_keys (
    id TEXT PRIMARY KEY,
    key BLOB NOT NULL,
    lookup BLOB NOT NULL UNIQUE,
    address BLOB NOT NULL
) STRICT;

CREATE TABLE subscribers (
    id TEXT PRIMARY KEY,
    person TEXT NOT NULL REFERENCES person_keys (id),
    relation TEXT NOT NULL,
    cadence TEXT NOT NULL,
    -- JSON array of policy ids; empty means all.
    policies TEXT NOT NULL,
    zone TEXT NOT NULL,
    since TEXT NOT NULL,
    simulated INTEGER NOT NULL,
    UNIQUE (person, relation)
) STRICT;

CREATE TABLE deliveries (
    id TEXT PRIMARY KEY,
    -- Order of queueing.
    position INTEGER NOT NULL UNIQUE,
    message_key TEXT NOT NULL UNIQUE,
    -- Outlive the rows they name, hence no foreign keys.
    person TEXT NOT NULL,
    recipient TEXT NOT NULL,
    stream TEXT NOT NULL,
    kind TEXT NOT NULL,
    policy INTEGER REFERENCES policies (id),
    change TEXT REFERENCES changes (id),
    -- The message as JSON, zstd, sealed.
    message BLOB NOT NULL,
    state TEXT NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    enqueued_at TEXT NOT NULL,
    due_at TEXT NOT NULL,
    leased_until TEXT,
    changed_at TEXT NOT NULL,
    simulated INTEGER NOT NULL
) STRICT;
CREATE INDEX deliveries_due ON deliveries (state, due_at);
CREATE INDEX deliveries_of_change ON deliveries (change);
CREATE INDEX deliveries_of_person ON deliveries (person);

-- Every change of a delivery's state; what the server answered may name the person, so it is sealed.
CREATE TABLE delivery_states (
    id INTEGER PRIMARY KEY,
    delivery TEXT NOT NULL REFERENCES deliveries (id),
    at TEXT NOT NULL,
    state TEXT NOT NULL,
    attempt INTEGER NOT NULL,
    answer BLOB
) STRICT;
CREATE INDEX states_of_delivery ON delivery_states (delivery, id);

CREATE TABLE digests (
    subscriber TEXT NOT NULL,
    period_start TEXT NOT NULL,
    period_end TEXT NOT NULL,
    made_at TEXT NOT NULL,
    PRIMARY KEY (subscriber, period_start)
) STRICT;
CREATE INDEX digests_by_end ON digests (subscriber, period_end);

-- hash = SHA-256(hash of the record before, as 64 hex digits || record).
CREATE TABLE evidence (
    seq INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    record TEXT NOT NULL,
    hash TEXT NOT NULL,
    simulated INTEGER NOT NULL
) STRICT;
