"""Whom the office believes: the section of Thiết lập, and the watch that keeps it fresh."""
