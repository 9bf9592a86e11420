-- Numbers are found by code words (`domain/code_words.py`). Documents up to this position were indexed
-- without; they are indexed again while the desk is idle. No row: all of them have theirs.
CREATE TABLE without_code_words (entity TEXT PRIMARY KEY, up_to INTEGER NOT NULL) STRICT;
INSERT INTO without_code_words (entity, up_to)
SELECT 'incoming', max(position) FROM incoming HAVING count(*) > 0
UNION ALL
SELECT 'outgoing', max(position) FROM outgoing HAVING count(*) > 0;

-- Segments of the index are merged while the desk is idle (`search_upkeep`), not while a number is
-- given: by itself FTS5 merges at every twelfth document, and where 16 large ones meet for a minute.
INSERT INTO incoming_search (incoming_search, rank) VALUES ('automerge', 0), ('crisismerge', 64);
INSERT INTO outgoing_search (outgoing_search, rank) VALUES ('automerge', 0), ('crisismerge', 64);
