"""Money, phones and countries."""
