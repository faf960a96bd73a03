"""The company of the demo."""
