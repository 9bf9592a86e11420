"""The official mailbox: reading and writing mails, IMAP and SMTP."""
