"""Dialogs: each asks one thing and knows no record."""
