"""Files and texts that go out."""
