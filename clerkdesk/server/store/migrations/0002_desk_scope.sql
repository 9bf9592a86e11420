-- Registers that a desk's accounts may not see: its feed leaves their ops out (JSON list).
ALTER TABLE desk ADD COLUMN hidden TEXT NOT NULL DEFAULT '[]';
