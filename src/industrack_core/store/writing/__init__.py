"""What happens under the write lock."""
