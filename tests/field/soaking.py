"""How often a random test tries: a few hundred times in the suite, more when a soak says so."""

import os

TIMES = "FIELD_SOAK"


def rounds(usual: int) -> int:
    """`usual`, times what `make soak-field` puts into the environment."""
    return usual * int(os.environ.get(TIMES, "1"))
