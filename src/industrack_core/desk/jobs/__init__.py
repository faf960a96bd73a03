"""What is decided about jobs."""
