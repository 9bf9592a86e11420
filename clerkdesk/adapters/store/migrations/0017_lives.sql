-- A put-back store lives on under a new incarnation, and numbers only under grants which that one took.

ALTER TABLE book ADD COLUMN accepted_in INTEGER NOT NULL DEFAULT 1;
UPDATE book SET accepted_in = coalesce((SELECT incarnation FROM desk), 1);
