"""The terminal: what is written to it, the keys that come from it in order, and what keys wait for."""
