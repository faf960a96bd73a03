"""The record of the company, kept in SQLite or PostgreSQL."""
