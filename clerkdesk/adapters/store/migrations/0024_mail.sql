-- The official mailbox: what waits to leave by it, and up to where each folder was taken in.

ALTER TABLE arrival ADD COLUMN by_mail INTEGER NOT NULL DEFAULT 0;

CREATE TABLE mail_out (
    position INTEGER PRIMARY KEY,
    mail_id TEXT NOT NULL UNIQUE,
    message_id TEXT NOT NULL UNIQUE,
    about TEXT NOT NULL,
    mail TEXT NOT NULL, -- domain.mails.OutgoingMail as JSON
    state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'in_doubt', 'sent', 'refused')),
    queued_at TEXT NOT NULL,
    confirmed_at TEXT, -- UTC; only of notices to a sender (Điều 13)
    tries INTEGER NOT NULL DEFAULT 0,
    next_try_at TEXT, -- UTC
    last_error TEXT NOT NULL DEFAULT '',
    sent_at TEXT, -- UTC; when the SMTP server took it (Điều 12.1)
    reply TEXT NOT NULL DEFAULT '',
    filed INTEGER NOT NULL DEFAULT 0 -- whether a copy lies in the mailbox
) STRICT;
CREATE INDEX mail_out_waiting ON mail_out (position) WHERE state IN ('waiting', 'in_doubt');
CREATE INDEX mail_out_unfiled ON mail_out (position) WHERE state = 'sent' AND filed = 0;
CREATE INDEX mail_out_about ON mail_out (about);
CREATE INDEX mail_out_confirmed ON mail_out (confirmed_at) WHERE confirmed_at IS NOT NULL;

CREATE TABLE mail_folder (
    account TEXT NOT NULL,
    folder TEXT NOT NULL,
    validity INTEGER NOT NULL,
    last INTEGER NOT NULL,
    PRIMARY KEY (account, folder)
) STRICT;
