"""The dispatch console: a keyboard-driven terminal front end."""
