"""What the window remembers on this machine: sizes and choices, nothing of a document."""
