-- The chain lists the fingerprint of every row from here on (see `fingerprints.rs`). Entries from before are
-- taken on as they are found, once, by the next write; 1 until then.
ALTER TABLE archive ADD COLUMN adopting INTEGER NOT NULL DEFAULT 0;
UPDATE archive SET adopting = 1;
