"""What phones and the gateway do, and how the office's own acts stand to it."""
