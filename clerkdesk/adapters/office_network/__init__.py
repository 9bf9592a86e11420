"""The office's own network: desks find each other, prove who they are, and speak where nobody else can read."""
