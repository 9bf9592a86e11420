"""The operating system's key store."""
