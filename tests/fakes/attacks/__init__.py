"""Attacks on signed PDFs: one function each, after the attack classes of pdf-insecurity.org.

`bases.py` makes what is attacked, `update.py` writes incremental updates byte by byte, the other
files hold the attacks by class. Each list is a dictionary from name to function.
"""
