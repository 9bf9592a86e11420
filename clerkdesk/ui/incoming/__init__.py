"""Văn bản đến: the register, the form beside the page, forwarding."""
