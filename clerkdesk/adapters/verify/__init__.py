"""The check of PDF signatures, in a child process without network."""
