"""What the use cases need of the outside world, one Protocol file a concern."""
