"""Composition root: the one file that knows every class."""
