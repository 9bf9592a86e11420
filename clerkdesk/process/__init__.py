"""Child processes for vendor code and untrusted files."""
