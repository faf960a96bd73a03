"""Rows of the board, made of what was read: blocks in lanes, and the hours that are shaded."""

from collections.abc import Sequence

from industrack_core.domain.board.board import Block, Row, lanes
from industrack_core.domain.board.holidays import closed_stretches
from industrack_core.domain.board.working_hours import shades
from industrack_core.domain.records.office import Employee, Office, TimeOff
from industrack_core.domain.time.span import Span


def board_rows(
    office: Office, window: Span, employee_ids: Sequence[int], blocks: Sequence[Block], time_off: Sequence[TimeOff]
) -> tuple[Row, ...]:
    """Rows of these employees, in this order."""
    by_employee: dict[int, list[Block]] = {}
    for block in blocks:
        by_employee.setdefault(block.employee_id, []).append(block)
    off: dict[int, list[TimeOff]] = {}
    for stretch in time_off:
        off.setdefault(stretch.employee_id, []).append(stretch)
    rows, closed = [], closed_stretches(office.holidays, window, office.zone)
    for employee_id in employee_ids:
        employee = office.employee(employee_id) or Employee(id=employee_id, last_name="?")
        shaded = shades(employee, window, off.get(employee_id, ()), office.zone, closed)
        rows.append(Row(employee_id, lanes(by_employee.get(employee_id, ())), shaded))
    return tuple(rows)
