"""A found job in the width there is: for whom and where before anything else."""

from zoneinfo import ZoneInfo

import pytest

from industrack_core.domain.records.found_job import FoundJob
from industrack_core.domain.text.text import cell_width
from industrack_tui.widgets.found_job_text import FoundColumns, found_line, found_whole

JOB = FoundJob(
    1, "1308", "Annual boiler service", "Hudson Valley Creamery", "not_started", 29_860_000, 3, "12 Pier Road, Bronx"
)


@pytest.mark.parametrize(("width", "said"), [
    (30, ("1308", "Hudson", "Pier Road")), (40, ("1308", "Hudson", "Pier Road")),
    (56, ("1308", "Hudson", "12 Pier Road", "10 Oct 26")), (74, ("1308", "Hudson", "Pier", "10 Oct 26", "Ana")),
    (114, ("1308", "Hudson Valley", "12 Pier Road", "boiler", "10 Oct 26", "Ana Ruiz", "Not Started")),
    (160, ("1308", "Hudson Valley Creamery", "12 Pier Road", "Annual boiler service", "10 Oct 26", "Ana Ruiz")),
])  # fmt: skip
def test_for_whom_and_where_are_said_in_any_width(width: int, said: tuple[str, ...]) -> None:
    line = found_line(JOB, "Ana Ruiz", ZoneInfo("UTC"), FoundColumns.of(width, [JOB]), "…")
    assert cell_width(line) <= width
    for each in said:
        assert each in line


@pytest.mark.parametrize("width", [0, 3, 12, 25])
def test_a_line_is_never_wider_than_its_room_but_for_a_number(width: int) -> None:
    wide = JOB._replace(customer="日本電気" * 9, address="東京都" * 9, number="J-123456789012345678")
    line = found_line(wide, "Ana", ZoneInfo("UTC"), FoundColumns.of(width, [wide]), "…")
    assert cell_width(line) <= max(width, 17)


def test_what_has_no_room_is_told_whole() -> None:
    told = found_whole(JOB)
    assert told == "Hudson Valley Creamery · 12 Pier Road, Bronx · Annual boiler service · Not Started"
