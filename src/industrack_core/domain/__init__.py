"""The rules of scheduling as frozen values and pure functions."""
