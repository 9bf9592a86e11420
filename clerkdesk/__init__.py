"""ClerkDesk, the workstation of a văn thư (registry clerk) in a commune office."""

__version__ = "0.1.0"
