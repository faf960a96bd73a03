"""What a migration says of tables that hold nothing of their own (derived.py)."""

from alembic import context

ANEW = "anew"


def make_anew(*tables: str) -> None:
    """After all migrations the program makes these tables anew, by the rules that it knows then."""
    context.config.attributes.setdefault(ANEW, set()).update(tables)
