"""What is computed for the board."""
