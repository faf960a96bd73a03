"""What a check of a database finds."""

from dataclasses import dataclass

MOST_EXAMPLES = 3


@dataclass(frozen=True, slots=True)
class Mismatch:
    """Something kept beside the records that does not say what they say: `count` entries, with some examples."""

    what: str
    count: int
    examples: tuple[str, ...] = ()

    @property
    def sentence(self) -> str:
        told = f"{self.what}: {self.count:,} {'differs' if self.count == 1 else 'differ'}"
        return f"{told}, for example {'; '.join(self.examples)}." if self.examples else f"{told}."
