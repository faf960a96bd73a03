"""Full screens and modal forms of the console."""
