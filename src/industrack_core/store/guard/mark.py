"""What tells the guard of one program from that of another: a newer one has other tables, rights or functions."""

from functools import cache
from hashlib import blake2b

from industrack_core.domain.acts.row_rights import RIGHTS
from industrack_core.domain.rights import BASE_RIGHTS
from industrack_core.store.engine.schema_state import HEAD
from industrack_core.store.guard.functions import FUNCTIONS, triggers
from industrack_core.store.guard.privileges import Logins, privileges_of


@cache
def guard_mark() -> str:
    """The schema, and a digest of all that `industrack grant` goes by: whatever changes, it has to be run again."""
    rights = [(kind, of.otherwise, of.create, of.delete, sorted(of.columns.items())) for kind, of in RIGHTS.items()]
    bases = [(base, sorted(has)) for base, has in BASE_RIGHTS.items()]
    groups = [(group, sorted(privileges_of(group))) for group in Logins]
    said = repr((rights, bases, groups, FUNCTIONS, list(triggers(map(str, RIGHTS)))))
    return f"{HEAD} {blake2b(said.encode(), digest_size=8).hexdigest()}"
