"""Statutory forms and registers as PDF."""
