-- What people say of single edits of a change; only ever added. `review` is JSON.
CREATE TABLE reviews (
    id INTEGER PRIMARY KEY,
    change TEXT NOT NULL REFERENCES changes (id),
    at TEXT NOT NULL,
    review TEXT NOT NULL,
    simulated INTEGER NOT NULL
) STRICT;
CREATE INDEX reviews_of_change ON reviews (change, id);
