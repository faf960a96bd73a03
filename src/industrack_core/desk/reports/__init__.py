"""The reports, each read from the records and counted up; loaded when one is asked for."""
