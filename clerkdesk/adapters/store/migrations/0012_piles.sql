-- What is known of a pile beside its pages: whose backs it holds, how it is to be stored, the entry of a
-- register that its cover sheet names, and the file it was bound to (so that a break attaches none twice).
ALTER TABLE scan_batch ADD COLUMN backs_of TEXT NOT NULL DEFAULT '';
ALTER TABLE scan_batch ADD COLUMN two_sided INTEGER NOT NULL DEFAULT 0;
ALTER TABLE scan_batch ADD COLUMN archive TEXT NOT NULL DEFAULT '';
ALTER TABLE scan_batch ADD COLUMN cover TEXT NOT NULL DEFAULT '';
ALTER TABLE scan_batch ADD COLUMN bound TEXT NOT NULL DEFAULT '';
