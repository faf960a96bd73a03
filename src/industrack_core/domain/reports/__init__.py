"""Reports: what is counted over a period, by what, and on which basis."""
