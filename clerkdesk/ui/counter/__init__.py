"""Một cửa: dossiers at the one-stop counter, and the procedures of the office."""
