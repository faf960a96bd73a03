"""Who is meant: by every sign, the same whatever order they are known in, and never a guess."""

from itertools import permutations

import pytest

from industrack_core.domain.acts.who import (  # fmt: skip
    Known,
    Signs,
    Unclear,
    each_named,
    initials_fit,
    near_name,
    same_address,
    same_name,
    same_phone,
    who_is_meant,
)

ELM = Known(1, "customer 1 Pat Doe (1 Elm St)", Signs("Pat Doe", "1", addresses=("1 Elm St",)))
OAK = Known(2, "customer 2 Pat Doe (9 Oak Ave)",
            Signs("Pat Doe", "2", "pat@oak.com", ("(212) 555-0102",), ("9 Oak Ave, Boston",)))  # fmt: skip
ALPHA = Known(3, "customer 3 Alpha GmbH", Signs("Alpha GmbH", "K3", "a@alpha.de", ("+49 30 901820",), ("Weg 1",)))
BETA = Known(4, "customer 4 Beta", Signs("Beta", "4", phones=("030 901820",), addresses=("Weg 1",)))
EVERYBODY = (ELM, OAK, ALPHA, BETA)


@pytest.mark.parametrize(
    ("row", "meant"),
    [
        (Signs("Pat Doe", addresses=("9 Oak Ave",)), OAK),
        (Signs("DOE,  pat", addresses=("9 oak ave., Boston",)), OAK),
        (Signs("Pat Doe", phones=("+1 212 555 0102",)), OAK),
        (Signs("Pat Doe", email="PAT@oak.com"), OAK),
        (Signs("Pat Doe", "1"), ELM),
        (Signs("", "k3"), ALPHA),
        (Signs("Alpha Inc. of another name", "K3"), ALPHA),
        (Signs("alpha gmbh"), ALPHA),
        (Signs("ÁLPHA  GmbH", addresses=("Weg 7",)), ALPHA),
        (Signs("Alpha", email="a@alpha.de"), ALPHA),
        (Signs("Alpha"), None),
        (Signs("P. Doe", phones=("2125550102",)), OAK),
        (Signs("", email="pat@oak.com"), OAK),
        (Signs("", email="nobody@oak.com"), None),
        (Signs("", email="a@alpha.de", phones=("030 901820",)), ALPHA),
        (Signs("Beta", phones=("030 901820",)), BETA),
        (Signs("Alpha GmbH", phones=("030 901820",)), ALPHA),
        (Signs("Gamma", phones=("030 901820",), addresses=("Weg 1",)), None),
        (Signs("Gamma", "99"), None),
    ],
)
def test_one_is_meant(row: Signs, meant: Known | None) -> None:
    for order in permutations(EVERYBODY):
        assert who_is_meant(row, order) is meant


@pytest.mark.parametrize(
    ("row", "named"),
    [
        (Signs("Pat Doe"), ("customer 1 Pat Doe (1 Elm St)", "customer 2 Pat Doe (9 Oak Ave)")),
        (Signs("Pat Doe", addresses=("5 New Rd",)), ("customer 1", "customer 2")),
        (Signs("Pat Doe", phones=("212 555 0102",), addresses=("1 Elm St",)), ("customer 1", "customer 2")),
        (Signs("", phones=("030 901820",)), ("customer 3", "customer 4")),
        (Signs("Beta", "K3"), ("customer 3", "customer 4")),
        (Signs("Beta", "99"), ("99", "customer 4")),
        (Signs("Alpha GmbH", phones=("212 555 0102",)), ("customer 3", "customer 2")),
    ],
)
def test_several_may_be_meant_and_are_named(row: Signs, named: tuple[str, ...]) -> None:
    for order in permutations(EVERYBODY):
        with pytest.raises(Unclear) as unclear:
            who_is_meant(row, order)
        assert all(name in str(unclear.value) for name in named), str(unclear.value)


@pytest.mark.parametrize(
    ("same", "one", "other", "expected"),
    [
        (same_name, "Roe, Kim", "kim  ROE", True),
        (same_name, "Smith, Jones & Co", "Smith Jones Co.", True),
        (same_name, "Kim Roe", "Roe Kim", False),
        (same_name, "", "", False),
        (same_name, "Łucja Dąbrowska", "DABROWSKA, Lucja", True),
        (near_name, "Alpha GmbH & Co. KG", "Alpha", True),
        (near_name, "Alpha Bakery", "Alpha", False),
        (near_name, "Pat Doe", "Pam Doe", False),
        (near_name, "Co", "Inc", False),
        (initials_fit, "K. Roe", "Kim Roe", True),
        (initials_fit, "Roe, K.", "Kim Roe", True),
        (initials_fit, "Roe", "Kim Roe", False),
        (same_phone, "+1 (212) 555-0101", "212.555.0101", True),
        (same_phone, "0049 30 901820", "030 901820", True),
        (same_phone, "555", "555", False),
        (same_address, "9 Oak Ave", "9 OAK Ave., Boston", True),
        (same_address, "9 Oak Ave", "99 Oak Ave", False),
        (same_address, "Main Street", "Main Street 5", False),
        (same_address, "", "", False),
    ],
)
def test_signs(same: object, one: str, other: str, expected: bool) -> None:
    assert callable(same)
    assert same(one, other) is expected
    assert same(other, one) is expected


@pytest.mark.parametrize(
    ("cell", "people"),
    [
        ("Kim Roe", ("Kim Roe",)), ("Roe, Kim", ("Roe, Kim",)), ("", ()), (" ; ", ()),
        ("Kim Roe; Pat Doe", ("Kim Roe", "Pat Doe")), ("Roe, Kim;Doe, Pat;", ("Roe, Kim", "Doe, Pat")),
        ("Kim|Pat", ("Kim", "Pat")), ("K. Roe|", ("K. Roe",)),
        ("Kim Roe / Pat Doe", ("Kim Roe", "Pat Doe")), ("Kim Roe und Pat Doe & Bo Fe", ("Kim Roe", "Pat Doe", "Bo Fe")),
        ("Smith & Sons", ("Smith & Sons",)), ("A/C team", ("A/C team",)), ("Ramón y Cajal", ("Ramón y Cajal",)),
        ("Ann Anderson", ("Ann Anderson",)), ("kim@roe.com; Pat Doe", ("kim@roe.com", "Pat Doe")),
    ],
)  # fmt: skip
def test_one_cell_may_name_several(cell: str, people: tuple[str, ...]) -> None:
    assert each_named(cell) == people
