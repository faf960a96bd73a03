"""What a record holds, for code that goes by the names of its fields: merging, cleaning, telling changes."""

from typing import Any

Held = Any
"""A field's value, or an entry of a list, whatever it is."""
Fields = dict[str, Held]
"""Values by the names of fields."""
