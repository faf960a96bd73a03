"""What the console costs at the terminal: measured around the installed command, never inside it."""
