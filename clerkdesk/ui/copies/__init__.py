"""Sao văn bản: the form over a register, and what stands beside a document that is a copy."""
