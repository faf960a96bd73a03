"""What a PostgreSQL server is told of who may what: groups of logins, their rights, and triggers that hold the rest."""
