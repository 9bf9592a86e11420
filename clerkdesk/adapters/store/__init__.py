"""The encrypted store: SQLCipher for records, AES-GCM files for content, marks outside of both."""
