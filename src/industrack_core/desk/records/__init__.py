"""What is decided about all other records."""
