"""Thiết lập: office, accounts, pictures, server."""
