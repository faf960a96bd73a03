"""What somebody does, and what became of it."""
