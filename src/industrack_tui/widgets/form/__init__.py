"""The drawn form: fields, their editing, their places, and the one widget that shows them."""
