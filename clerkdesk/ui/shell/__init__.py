"""The window's frame: rail, page stack, status bar, notices, the crash dialog."""
