"""The lock of the window."""
