"""The official mailbox: meetings in the background, and its settings."""
