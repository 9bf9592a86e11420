"""Ký số: the leader's and the organisation's signatures, numbers, issue."""
