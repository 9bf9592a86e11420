"""Use cases, one class a verb."""
