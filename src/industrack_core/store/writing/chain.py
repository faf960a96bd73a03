"""The chain of the journal: each entry is hashed together with the hash of the one before it.

So nothing of an entry can be changed, put in or taken out without every later one saying otherwise. Left out is what is
said of an entry later (`undone_by`), and what follows from the rest (`was_start`, `was_queued`).
"""

import hashlib
from collections.abc import Iterable

from industrack_core.store.engine.codec import RowValues

OF_ENTRY = ("revision", "act_id", "at", "who", "act", "line", "batch", "undoes")
VIA = "via"
"""By what an act came: hashed behind those, but only where it says something. Entries of before there was a column say
nothing, so their hashes hold as they are. One that is given a way later, or whose way is taken away, has another hash:
each change has nine parts, so no entry with a way has as many as one without."""
OF_CHANGE = (
    "position", "kind", "record_id", "version_before", "version_after", "before", "after", "digest_before",
    "digest_after",
)  # fmt: skip
"""The columns that are hashed, in this order. A migration never changes what stands in them."""


def chained(before: str, entry: RowValues, changes: Iterable[RowValues]) -> str:
    """The hash of an entry with its changes in their order, as 64 hexadecimal digits; `before` is that of the entry
    before it, empty for the first one."""
    parts = [before, *(entry[name] for name in OF_ENTRY), *([entry[VIA]] if entry[VIA] else [])]
    for change in changes:
        parts += [change[name] for name in OF_CHANGE]
    said = "".join(map(_said, parts))
    # letters that are none come from damaged files: they are hashed as well, and are not what was written
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()


def _said(part: str | int | None) -> str:
    """With its length in letters, so that no two rows come to the same text; a server's SQL counts them alike."""
    text = "" if part is None else str(part)
    return "-;" if part is None else f"{len(text)}:{text};"
