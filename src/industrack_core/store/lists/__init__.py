"""How a list is read."""
