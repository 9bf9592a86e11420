"""Numbered schema changes; released files are never edited."""
