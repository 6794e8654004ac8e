-- Several pages can make one policy: the place of a page among them, counted from 0.
ALTER TABLE snapshots ADD COLUMN part INTEGER NOT NULL DEFAULT 0;

-- Every snapshot a state was made from, in order, as a JSON array of ids; `snapshot` is the first.
-- `reading` says how the pages were cut; empty when they count as a whole.
ALTER TABLE versions ADD COLUMN parts TEXT NOT NULL DEFAULT '[]';
ALTER TABLE versions ADD COLUMN reading TEXT NOT NULL DEFAULT '';
UPDATE versions SET parts = json_array(snapshot);
ALTER TABLE pending ADD COLUMN parts TEXT NOT NULL DEFAULT '[]';
ALTER TABLE pending ADD COLUMN reading TEXT NOT NULL DEFAULT '';
UPDATE pending SET parts = json_array(snapshot);

-- How a check came about (watched, imported, accepted), what the page was instead of the policy, and
-- every snapshot that was kept.
ALTER TABLE checks ADD COLUMN origin TEXT NOT NULL DEFAULT 'watched';
ALTER TABLE checks ADD COLUMN quarantine TEXT;
ALTER TABLE checks ADD COLUMN parts TEXT NOT NULL DEFAULT '[]';
UPDATE checks SET parts = json_array(snapshot) WHERE snapshot NOT NULL;
ALTER TABLE changes ADD COLUMN origin TEXT NOT NULL DEFAULT 'watched';

-- A time in which the policy could not be seen: its first check, and the quarantines in a row.
ALTER TABLE policies ADD COLUMN troubled_since TEXT;
ALTER TABLE policies ADD COLUMN quarantine TEXT;
ALTER TABLE policies ADD COLUMN quarantines INTEGER NOT NULL DEFAULT 0;
UPDATE policies SET troubled_since = checked_at WHERE outcome IN ('failed', 'quarantined');
