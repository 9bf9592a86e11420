"""What the lists of both registers and of Tra cứu have in common: rows, filters, export."""
