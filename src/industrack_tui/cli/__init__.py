"""The command line: scripts use the Desk, the console is one of its commands."""
