"""Văn bản đi: the register and the form of a draft."""
