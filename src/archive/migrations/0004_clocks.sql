-- Dates of the document that kept pace with the fetches so far, as a JSON array; see `check::DateClock`.
ALTER TABLE policies ADD COLUMN clocks TEXT NOT NULL DEFAULT '[]';
