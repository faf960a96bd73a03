"""Named values that people read."""

from enum import StrEnum


class Labelled(StrEnum):
    """A value whose words are what is shown: `not_started` reads Not Started."""

    @property
    def label(self) -> str:
        return self.value.replace("_", " ").title()
