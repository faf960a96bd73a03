"""The office around the board: every list of records and every record's card, each a description of its own."""
