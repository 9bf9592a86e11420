"""Đồng bộ, USB: what waits, what the line may be used for, and bundles on a stick."""
