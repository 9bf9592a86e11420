-- How many sheets of a pile were counted by hand (0: nobody did), and the document that a pile was filed
-- with: its pages wait on until the program ends, so that filing can be taken back.
ALTER TABLE scan_batch ADD COLUMN sheets INTEGER NOT NULL DEFAULT 0;
ALTER TABLE scan_batch ADD COLUMN filed_with TEXT NOT NULL DEFAULT '';
