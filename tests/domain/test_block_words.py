"""What stands in a block, as tables: text, cells, what is shown."""

import gc
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from industrack_core.domain.board.block_first import BlockFirst
from industrack_core.domain.board.block_lines import BlockTexts, Spoken, alarm_in, spoken
from industrack_core.domain.board.block_words import customer_in, initials, rest_of_work, street_in, work_in
from industrack_core.domain.board.short_words import without_legal_form
from industrack_core.domain.text.text import cell_width

CREAMERY = BlockTexts(
    "Hudson Valley Creamery", "company", "Replace starting batteries and coolant hoses", "12 Pier Road, Bronx", "1303"
)

WORKED = [
    (2, "HV", "St", "Pi"),
    (4, "Huds", "Star", "Pier"),
    (5, "Huds…", "Hoses", "Pier"),
    (7, "Hudson", "Replace", "Coolant"),
    (11, "Hudson", "Starting", "Pier Road"),
    (15, "Hudson Valley", "Starting", "12 Pier Road"),
    (23, "Hudson Valley Creamery", "Starting batteries", "12 Pier Road"),
    (29, "Hudson Valley Creamery", "Starting batteries coolant", "12 Pier Road"),
    (39, "Hudson Valley Creamery", "Starting batteries coolant hoses", "12 Pier Road"),
]


@pytest.mark.parametrize(("cells", "first", "second", "third"), WORKED)
def test_a_block_of_three_lines_in_all_widths(cells: int, first: str, second: str, third: str) -> None:
    said = spoken(CREAMERY, cells, 3)
    assert (said.head, said.second, said.third) == (first, second, third)
    assert said.number == ("1303" if cells >= 29 else "")


def test_what_is_kept_of_words_does_not_grow_all_day() -> None:
    """Others write texts that nobody wrote before: those of an hour are let go of for those of the next."""

    def an_hour(begin: int, texts: int) -> int:
        for number in range(begin, begin + texts):
            work, address = f"Valve {number} leaks, call ahead", f"{number} Pier Road, Bronx"
            said = BlockTexts(f"Creamery {number} & Sons", "company", work, address, str(number))
            spoken(said, 10 + number % 7, 3)
        gc.collect()
        return sys.getallocatedblocks()

    morning, noon = an_hour(0, 2200), an_hour(2200, 1000)
    assert noon - morning < 1000, "so many for each text"


CUSTOMERS = [
    # as it is; without article, legal form, what stands behind a dash, a colon or in brackets
    ("The Ayesha Group LLC", "company", 20, "The Ayesha Group LLC"),
    ("The Ayesha Group LLC", "company", 19, "The Ayesha Group"),
    ("The Ayesha Group LLC", "company", 12, "Ayesha Group"),
    ("Nomad Film Studios - Stage 4", "company", 18, "Nomad Film Studios"),
    ("Nomad Film (Stage 4)", "company", 10, "Nomad Film"),
    ("Kestrel Data: north hall", "company", 12, "Kestrel Data"),
    ("Müller & Söhne GmbH & Co. KG", "company", 14, "Müller & Söhne"),
    ("Rossi e.V.", "company", 5, "Rossi"),
    ("Weiss & Sons, Inc.", "company", 5, "Weiss"),
    ("Three Sons", "company", 9, "Three"),
    ("The", "company", 2, "Th"),
    ("Co", "company", 1, "C"),
    ("AG", "company", 2, "AG"),
    # a person: never the first name alone
    ("Beatriz Almeida", "person", 15, "Beatriz Almeida"),
    ("Beatriz Almeida", "person", 14, "B. Almeida"),
    ("Beatriz Almeida", "person", 9, "Almeida"),
    ("Beatriz Almeida", "person", 6, "Almei…"),
    ("Beatriz Almeida", "person", 4, "Alme"),
    ("Beatriz Almeida", "company", 9, "Beatriz"),
    ("Almeida, Beatriz", "person", 10, "B. Almeida"),
    ("Dr. Hendrik Van Dyke Jr.", "person", 11, "H. Van Dyke"),
    ("Hendrik Van Dyke", "person", 8, "Van Dyke"),
    ("Cher", "person", 3, "Che"),
    # joined, and as words are written where room is short
    ("Grand and Whitaker", "company", 16, "Grand & Whitaker"),
    ("Orchard Street Bakery", "company", 17, "Orchard St Bakery"),
    ("Orchard Street Bakery", "company", 14, "Orchard Street"),
    ("Orchard Street Bakery", "company", 10, "Orchard St"),
    ("Fulton Fish Market Co-op", "company", 15, "Fulton Fish Mkt"),
    ("Riverside Apartments Management", "company", 19, "Riverside Apts Mgmt"),
    ("Bäckerei Lange Straße", "company", 19, "Bäckerei Lange Str."),
    # whole words, never ending in a small one; short ones take a part of the next with them
    ("Bank of America", "company", 14, "Bank"),
    ("St. Brendan's School", "company", 13, "St. Brendan's"),
    ("St. Brendan's School", "company", 12, "St. Brendan…"),
    ("St. Brendan's School", "company", 7, "St. Br…"),
    ("St. Brendan's School", "company", 6, "St."),
    ("09 MANHATTAN", "company", 3, "MAN"),
    ("09 MANHATTAN", "company", 5, "MANH…"),
    ("09 MANHATTAN", "company", 8, "09 MANH…"),
    ("09 MANHATTAN", "company", 2, "MA"),
    # cut
    ("Hye-jin Foods", "company", 4, "Hye"),
    ("O'Neill", "company", 2, "ON"),
    ("Bayside", "company", 5, "Bays…"),
    # wide letters take two cells and are never halved
    ("日本電気", "company", 1, ""),
    ("日本電気", "company", 3, "日"),
    ("日本電気", "company", 6, "日本…"),
    ("日本電気", "company", 8, "日本電気"),
    ("", "company", 5, ""),
    ("X", "person", 1, "X"),
    ("Hudson", "company", 0, ""),
]


@pytest.mark.parametrize(("name", "kind", "cells", "shown"), CUSTOMERS)
def test_a_customer_in_so_many_cells(name: str, kind: str, cells: int, shown: str) -> None:
    assert customer_in(name, cells, kind) == shown


WORK = [
    ("Replace riser", 13, "Replace riser"),
    ("leak under sink", 20, "Leak under sink"),
    # up to its first part, unless that says nothing of its own
    ("Escalator stands, clean comb plates", 20, "Escalator stands"),
    ("Repair: boiler leaking", 16, "Boiler leaking"),
    # dull words go before those that tell jobs apart
    ("Quarterly escalator service, clean comb plates", 9, "Escalator"),
    ("Quarterly escalator service, clean comb plates", 8, "Escalat…"),
    ("Yearly test", 4, "Test"),
    ("Panel change 400 A", 4, "Pane"),
    # a negation stays with what it turns over
    ("No heat on second floor", 7, "No heat"),
    ("No heat on second floor", 6, "No he…"),
    ("No heat on second floor", 5, "No h…"),
    ("Not working", 5, "Not w"),
    ("Does not start when cold", 8, "Not sta…"),
    ("Pas de chauffage au salon", 16, "Pas de chauffage"),
    ("Kein warmes Wasser", 11, "Kein warmes"),
    ("No, call first", 14, "No, call first"),
    ("日本電気株式会社", 5, "日本…"),
    ("", 9, ""),
    ("ßx", 2, "ßx"),
]


@pytest.mark.parametrize(("text", "cells", "shown"), WORK)
def test_the_work_in_so_many_cells(text: str, cells: int, shown: str) -> None:
    assert work_in(text, cells) == shown


@pytest.mark.parametrize(
    ("text", "said", "rest"),
    [
        ("Replace starting batteries", "Replace", "Starting batteries"),
        ("Leak, and the sink too", "Leak", "Sink too"),
        ("Replacement of pump", "Replace", ""),
        ("Replace pump", "Pump", ""),
        ("No heat", "No heat", ""),
        ("No heat", "", ""),
    ],
)
def test_the_rest_begins_after_a_whole_word(text: str, said: str, rest: str) -> None:
    assert rest_of_work(text, said) == rest


@pytest.mark.parametrize(
    ("address", "cells", "shown"),
    [("12 Pier Road, Bronx", 12, "12 Pier Road"), ("12 Pier Road", 11, "Pier Road"), ("88 Kent Avenue", 8, "Kent Ave"),
     ("88 Kent Avenue", 4, "Kent"), ("12", 2, "12"), ("", 5, "")],
)  # fmt: skip
def test_a_street_in_so_many_cells(address: str, cells: int, shown: str) -> None:
    assert street_in(address, cells) == shown


ONE_LINE = [
    (15, "", ("Hudson Valley", "", "", "")),
    (20, "", ("Hudson", "Starting", "", "")),
    (39, "", ("Hudson Valley", "Starting batteries", "1303", "")),
    (80, "", ("Hudson Valley Creamery", CREAMERY.work, "1303", "")),
    (10, "40m late", ("Hudson", "", "", "")),
    (11, "40m late", ("Hudson", "", "", "40m")),
    (20, "40m late", ("Hudson", "Starting", "", "40m")),
    (17, "40m late", ("Hudson Valley", "", "", "40m")),
]


@pytest.mark.parametrize(("cells", "alarm", "shown"), ONE_LINE)
def test_one_line(cells: int, alarm: str, shown: tuple[str, ...]) -> None:
    assert spoken(CREAMERY, cells, 1, alarm)[:4] == shown


@pytest.mark.parametrize(
    ("cells", "shown"), [(3, ""), (4, "40m"), (8, "40m"), (9, "40m late"), (0, "")], ids=str
)  # fmt: skip
def test_alarm_words_go_whole_or_as_their_first_or_not(cells: int, shown: str) -> None:
    assert alarm_in("40m late", cells) == shown


def test_an_alarm_takes_the_second_line_before_the_work() -> None:
    assert spoken(CREAMERY, 15, 2, "40m late")[3:5] == ("40m late", "Hoses")
    assert spoken(CREAMERY, 9, 2, "40m late")[3:5] == ("40m late", "")
    assert spoken(CREAMERY, 2, 2, "40m late")[3:5] == ("", "St")


@pytest.mark.parametrize(
    ("first", "shown"),
    [(BlockFirst.CUSTOMER, ("Hudson Valley", "Starting", "12 Pier Road")),
     (BlockFirst.WORK, ("Starting", "Hudson Valley", "12 Pier Road")),
     (BlockFirst.PLACE, ("12 Pier Road", "Starting", "Hudson Valley"))],
)  # fmt: skip
def test_what_a_block_says_first_is_a_setting(first: BlockFirst, shown: tuple[str, ...]) -> None:
    said = spoken(CREAMERY, 15, 3, first=first)
    assert (said.head, said.second, said.third) == shown


def test_a_place_that_is_not_known_leaves_its_line_to_the_customer() -> None:
    assert spoken(CREAMERY._replace(address=""), 15, 1, first=BlockFirst.PLACE).head == "Hudson Valley"


TEXTS = st.text(st.sampled_from("abE .,-'&()日本e\u0301👩‍🚒1No"), max_size=40)


@given(TEXTS, TEXTS, st.integers(0, 60), st.integers(1, 3), st.sampled_from(["person", "company", ""]))
def test_nothing_is_ever_wider_than_its_room(name: str, work: str, cells: int, lines: int, kind: str) -> None:
    said: Spoken = spoken(BlockTexts(name, kind, work, name, "1303"), cells, lines, "2h30 late")
    assert cell_width(customer_in(name, cells, kind)) <= cells
    assert cell_width(initials(name, cells)) <= cells
    assert cell_width(said.head) + cell_width(said.number and f" {said.number}") <= cells
    assert cell_width(said.second) + (cell_width(said.alarm) + 1 if said.alarm and said.second else 0) <= cells
    assert cell_width(said.third) <= cells
    if lines == 1:
        parts = [part for part in (said.head, said.alarm, said.beside, said.number) if part]
        assert sum(map(cell_width, parts)) + len(parts) - 1 <= cells


@given(TEXTS)
def test_a_legal_form_never_is_all_there_is(name: str) -> None:
    assert without_legal_form(f"{name} x GmbH & Co. KG").strip()
