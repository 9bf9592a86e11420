"""Taking a list out as a file: which columns, which kind, how far it is, stop."""
