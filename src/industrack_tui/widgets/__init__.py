"""Parts of a screen: domain values come in, messages go out."""
