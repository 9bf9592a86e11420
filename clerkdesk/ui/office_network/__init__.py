"""The office's own network on screen: who is there, what was exchanged, and whether this desk takes part."""
