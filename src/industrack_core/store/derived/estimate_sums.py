"""Keeps `estimate_sum`, how many estimates stand in each status and what they come to, as differences of records."""

from collections.abc import Sequence

from sqlalchemy import Connection, bindparam, select, update

from industrack_core.domain.records.estimate import Estimate, EstimateStatus, EstimateSums
from industrack_core.domain.records.record import Change
from industrack_core.store.engine import schema
from industrack_core.store.engine.prepared import Prepared
from industrack_core.store.engine.statements import insertion

_sum = schema.estimate_sum
_ALL = Prepared(select(_sum.c.status, _sum.c.count, _sum.c.total).order_by(_sum.c.status))
_ADD = Prepared(
    update(_sum)
    .where(_sum.c.status == bindparam("which"))
    .values(count=_sum.c.count + bindparam("more"), total=_sum.c.total + bindparam("money"))
)


def keep_sums(connection: Connection, changes: Sequence[Change]) -> None:
    """Bring the sums up to date with `changes`, which are written already."""
    moves: dict[str, list[int]] = {}
    for change in changes:
        for estimate, sign in zip(change, (-1, 1), strict=True):
            if isinstance(estimate, Estimate):
                move = moves.setdefault(estimate.status.value, [0, 0])
                move[0] += sign
                move[1] += sign * estimate.total
    if not moves:
        return
    known = {status for status, _, _ in _ALL.rows(connection)}
    for status, (count, total) in moves.items():
        if status not in known:
            insertion(_sum).run(connection, status=status, count=count, total=total)
        elif count or total:
            _ADD.run(connection, which=status, more=count, money=total)


def read_sums(connection: Connection) -> list[EstimateSums]:
    """The sums of every status that an estimate ever had."""
    return [EstimateSums(EstimateStatus(status), count, total) for status, count, total in _ALL.rows(connection)]
