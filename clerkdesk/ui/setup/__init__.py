"""First start and login: what stands before the main window."""
