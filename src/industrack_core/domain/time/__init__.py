"""Clocks, and what is typed for them."""
