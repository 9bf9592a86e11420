"""Danh bạ: the directory of agencies."""
