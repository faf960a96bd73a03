"""What is kept in step beside the records, and checked."""
