"""What a front end asks the desk."""
