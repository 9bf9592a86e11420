"""Content of packets, by agency and SHA-256: a folder here, S3 in production, behind one protocol."""
