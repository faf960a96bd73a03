"""The job form: Add Job and edit job."""
