"""Honest signed files of many kinds, from an authority of our own: all of them should be valid."""
