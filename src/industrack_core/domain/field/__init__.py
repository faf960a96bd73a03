"""What technicians report, as values and pure rules: standard library only, and no clock of its own."""
