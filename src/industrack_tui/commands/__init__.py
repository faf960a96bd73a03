"""What can be done, told once for each command."""
