"""Sổ và số: books, series, issuers, the new year, reconciliation; and acts on a number elsewhere."""
