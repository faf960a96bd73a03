"""The card in columns: everything in its place, at any width, with its alarm."""

from zoneinfo import ZoneInfo

import pytest

from industrack_core.domain.board.alarms import Alarm, ExceptionKind
from industrack_core.domain.records.office import Company, Employee, Office
from industrack_core.domain.text.text import cell_width
from industrack_tui.glyphs import UNICODE
from industrack_tui.themes import Look
from industrack_tui.widgets.card_columns import CardSubject, card_lines
from tests.widgets.boards import block

ZONE = ZoneInfo("America/New_York")
OFFICE = Office(
    1, Company(name="Northwind", zone=ZONE.key), employees=(Employee(id=1, first_name="Ana", last_name="Ruiz"),)
)
JOB = block(
    1, 600, 660, customer="Nomad Film Studios", number="1298", description="Quarterly escalator service",
    address="71 Depot Road, Bronx", phone="555-0132", site_note="Ring twice.", note="Bring the long ladder",
    priority="high", delivery="dispatched",
)  # fmt: skip
LATE = Alarm(ExceptionKind.LATE_START, 40, is_red=True)
SUBJECT = CardSubject(JOB, LATE, "Contact Philip Yoon   Items 2 Anode rod")
WORDS = (
    "Nomad Film Studios", "1298", "Quarterly escalator service", "71 Depot Road", "555-0132", "Ring twice.",
    "Bring the long ladder", "Ana Ruiz", "! 40m late", "Not Started", "dispatched", "Philip Yoon", "Anode rod", "▲",
)  # fmt: skip


def text(width: int, height: int) -> list[str]:
    return ["".join(part for part, _ in line) for line in card_lines(SUBJECT, OFFICE, UNICODE, width, height)]


@pytest.mark.parametrize(("width", "height"), [(200, 4), (250, 4), (199, 3), (140, 4)])
def test_all_of_it_is_said_where_there_is_room(width: int, height: int) -> None:
    said = "\n".join(text(width, height))
    for word in WORDS if (width, height) != (199, 3) else WORDS[:-2]:
        assert word in said, word


@pytest.mark.parametrize("width", [40, 80, 99, 100, 120, 159, 160, 250])
@pytest.mark.parametrize("height", [3, 4])
def test_a_card_has_its_size_and_roles_that_every_theme_knows(width: int, height: int) -> None:
    lines = card_lines(SUBJECT, OFFICE, UNICODE, width, height)
    assert len(lines) <= height
    look = Look("dark")
    for line in lines:
        assert all(look[role] for _, role in line)
        if width >= 100:
            assert sum(cell_width(part) for part, _ in line) == sum(
                int(width * share) for share in ((0.38, 0.27, 0.35) if width >= 160 else (0.48, 0.52))
            )


def test_columns_stand_under_each_other() -> None:
    _, second, third = text(160, 3)
    assert second.index("Ana Ruiz") == third.index("! 40m late") - 1


def test_a_note_takes_no_line_where_there_is_none() -> None:
    bare = CardSubject(JOB._replace(site_note="", note=""))
    lines = card_lines(bare, OFFICE, UNICODE, 120, 3)
    assert "Site" not in "".join(part for line in lines for part, _ in line)
