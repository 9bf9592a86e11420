"""The list of a register: rows of domain values, columns as data."""
