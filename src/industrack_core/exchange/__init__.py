"""Files coming in and going out: imports, exports and plain listings."""
