"""Phones that are no phones: for the demo, for tests and for storms. They speak the protocol and nothing else."""
