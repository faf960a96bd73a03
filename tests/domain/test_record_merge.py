"""Two people's versions of one record: what one changed is taken, where both did theirs stands."""

from dataclasses import replace
from datetime import date

from industrack_core.domain.acts.merge import differences, merge, with_mine
from industrack_core.domain.records.estimate import Estimate, EstimateLine
from industrack_core.domain.records.office import Group

PIPE, PUMP = EstimateLine(id=11, text="Pipe", price=500), EstimateLine(id=12, text="Pump", price=9000)
BEFORE = Estimate(
    id=5, version=3, number="E1", customer_id=1, description="Boiler", made_on=date(2026, 11, 1), lines=(PIPE, PUMP)
)


def test_what_each_changed_alone_is_taken() -> None:
    mine, theirs = replace(BEFORE, note="Mine"), replace(BEFORE, version=4, description="Boiler, new")
    merged, clashes = merge(BEFORE, mine, theirs)
    assert merged == replace(theirs, note="Mine")
    assert clashes == ()


def test_where_both_changed_it_theirs_stands_and_mine_can_be_put_back() -> None:
    mine, theirs = replace(BEFORE, description="A"), replace(BEFORE, version=4, description="B")
    merged, clashes = merge(BEFORE, mine, theirs)
    assert merged.description == "B"
    assert [(clash.name, clash.mine, clash.theirs) for clash in clashes] == [("description", "A", "B")]
    assert with_mine(merged, clashes[0]).description == "A"


def test_the_same_change_is_no_clash() -> None:
    mine, theirs = replace(BEFORE, note="Same"), replace(BEFORE, version=4, note="Same")
    assert merge(BEFORE, mine, theirs) == (theirs, ())


def test_lines_are_compared_one_by_one() -> None:
    added = EstimateLine(text="Valve", price=100)
    mine = replace(BEFORE, lines=(replace(PIPE, price=550), PUMP, added))
    theirs = replace(BEFORE, version=4, lines=(replace(PIPE, quantity=2000),))
    merged, clashes = merge(BEFORE, mine, theirs)
    assert merged.lines == (replace(PIPE, price=550, quantity=2000), added)
    assert clashes == ()


def test_one_line_changed_by_both() -> None:
    mine = replace(BEFORE, lines=(replace(PIPE, price=1), PUMP))
    theirs = replace(BEFORE, version=4, lines=(replace(PIPE, price=2), PUMP))
    merged, clashes = merge(BEFORE, mine, theirs)
    assert merged.lines == theirs.lines
    assert [(clash.name, clash.entry) for clash in clashes] == [("lines", 11)]
    assert with_mine(merged, clashes[0]).lines[0].price == 1


def test_plain_lists_are_sets() -> None:
    before = Group(id=1, version=1, name="Heating", member_ids=(1, 2, 3))
    mine, theirs = replace(before, member_ids=(2, 3, 7)), replace(before, version=2, member_ids=(1, 2, 3, 9))
    merged, clashes = merge(before, mine, theirs)
    assert merged == replace(before, version=2, member_ids=(2, 3, 9, 7))
    assert clashes == ()


def test_differences_name_what_was_changed() -> None:
    after = replace(BEFORE, version=4, note="N", lines=(PIPE, replace(PUMP, price=1)))
    assert [(each.name, each.entry) for each in differences(BEFORE, after)] == [("lines", 12), ("note", 0)]
