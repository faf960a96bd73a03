"""The one door through which front ends read the board and act on it."""
