"""Qt widgets, item models and presenters, one folder a workplace."""
