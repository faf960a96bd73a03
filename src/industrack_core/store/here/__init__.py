"""Who is here, said and seen without a table: over the connection that listens, or by locked files beside an SQLite
file."""
