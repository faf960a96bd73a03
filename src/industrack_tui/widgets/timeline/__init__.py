"""The timeline: employees down, time across, jobs as blocks."""
