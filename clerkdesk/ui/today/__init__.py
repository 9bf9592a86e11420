"""Hôm nay: what waits, what is late, what must leave."""
