"""The one form of every record, told by a description."""
