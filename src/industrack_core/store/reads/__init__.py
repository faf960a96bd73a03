"""Pictures out."""
