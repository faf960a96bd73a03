"""What speaks to an engine."""
