"""Sao lưu và khôi phục: the page, the watch beside every page, and what a restore leaves to do."""
