"""Field-service scheduling: the rules, the record, and the desk that front ends talk to."""
