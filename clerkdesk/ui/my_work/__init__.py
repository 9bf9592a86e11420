"""Việc của tôi: what waits for the account that is logged in, by its roles."""
