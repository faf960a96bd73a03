"""Backups of a company as one file, and what is put in place from it."""
