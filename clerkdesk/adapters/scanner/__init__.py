"""Scanners: drivers run in a child process, the program sees one device list and pages."""
