"""Correcting an entry after its number: the form, and how corrections are shown."""
