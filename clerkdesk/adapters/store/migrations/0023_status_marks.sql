-- Everything that a recipient said about a document stays, not only the last word (QĐ 28/2018, Điều 10).

ALTER TABLE delivery ADD COLUMN marks TEXT NOT NULL DEFAULT '[]';
