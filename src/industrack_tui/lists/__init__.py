"""The one list screen and its parts; it knows no kind of record."""
