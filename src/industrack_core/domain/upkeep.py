"""What a check of a database finds."""

from industrack_core.domain.dataclass import dataclass

MOST_EXAMPLES = 3


@dataclass(frozen=True, slots=True)
class Damage:
    """Something in a record that cannot be read, and that nothing else says: no repair can make it."""

    noun: str
    record: int
    name: str
    column: str

    @property
    def sentence(self) -> str:
        kind = self.noun[0].upper() + self.noun[1:]
        name = f" {self.name}" if self.name else ""
        return f"{kind}{name} (id {self.record}): its {self.column} cannot be read."


@dataclass(frozen=True, slots=True)
class NotCompared:
    """Something that could not be compared, because what it is made of cannot be read."""

    sentence: str


@dataclass(frozen=True, slots=True)
class NotMended:
    """A difference that a repair had to leave, because a server lets its owner alone make it good."""

    what: str
    owner: str

    @property
    def sentence(self) -> str:
        return f"{self.what}: not made anew. The server leaves that to {self.owner}, who owns the database."


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


@dataclass(frozen=True, slots=True)
class Broken:
    """Something that is not as it was written, and that nothing else says: `count` of it, with some examples."""

    what: str
    count: int
    examples: tuple[str, ...] = ()

    @property
    def sentence(self) -> str:
        return f"{self.what}: {self.count:,}, for example {'; '.join(self.examples)}."


Found = Damage | NotCompared | NotMended | Mismatch | Broken
"""What a check has to say; a repair makes differences good, and nothing else."""
