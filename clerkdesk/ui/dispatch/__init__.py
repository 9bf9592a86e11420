"""Gửi giấy: paper that must leave, paper that has left, and what is printed for it."""
