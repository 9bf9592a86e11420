"""The outside world behind the ports; siblings do not import each other."""
