"""Sổ khác: letters, envelopes, loans, hand-overs, meetings."""
