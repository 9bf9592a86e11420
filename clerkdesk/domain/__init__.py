"""Values, rules and state machines of the registry; standard library only."""
