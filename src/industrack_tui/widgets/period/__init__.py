"""Day, week and month: views over more, or less, than the timeline shows."""
