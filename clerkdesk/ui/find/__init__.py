"""Tra cứu: one search over both registers."""
