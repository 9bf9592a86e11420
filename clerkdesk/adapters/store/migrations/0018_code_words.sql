-- Numbers are found by code words (`domain/code_words.py`). Documents up to this position were indexed
-- without; they are indexed again while the desk is idle. No row: all of them have theirs.
CREATE TABLE without_code_words (entity TEXT PRIMARY KEY, up_to INTEGER NOT NULL) STRICT;
INSERT INTO without_code_words (entity, up_to)
SELECT 'incoming', max(position) FROM incoming HAVING count(*) > 0
UNION ALL
SELECT 'outgoing', max(position) FROM outgoing HAVING count(*) > 0;
