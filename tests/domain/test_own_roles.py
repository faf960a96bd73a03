"""Roles of one's own: begun like one of the three, then a right more or less."""

from dataclasses import replace

import pytest

from industrack_core.domain.acts.merge import merge
from industrack_core.domain.errors import UsageError
from industrack_core.domain.own_roles import (
    all_deeds,
    begun_like,
    most_like,
    right_called,
    ticked,
    told_rights,
    with_rights,
)
from industrack_core.domain.records.settings import BaseRole, OfficeRole
from industrack_core.domain.rights import BASE_RIGHTS, Right, rights_of


@pytest.mark.parametrize("base", BaseRole)
def test_a_role_begins_with_all_that_one_of_the_three_may(base: BaseRole) -> None:
    role = begun_like(OfficeRole(name="Own"), base)
    assert (rights_of(role), ticked(role), most_like(role)) == (BASE_RIGHTS[base], BASE_RIGHTS[base], base)
    assert role.base is not BaseRole.ADMIN


def test_one_right_is_taken_and_one_is_given() -> None:
    role = begun_like(OfficeRole(name="Own"), BaseRole.DISPATCHER)
    assert role.rights == ()
    role = with_rights(role, ticked(role) - {Right.JOB_DELETE} | {Right.IMPORT})
    assert role.rights == ("import", "-job.delete")
    assert rights_of(role) == BASE_RIGHTS[BaseRole.DISPATCHER] - {Right.JOB_DELETE} | {Right.IMPORT}
    assert told_rights((*role.rights, "job.fly", "-job.fly")) == "import, not delete jobs"
    assert "delete jobs" not in all_deeds(role)
    assert most_like(role) is BaseRole.DISPATCHER


def test_what_a_role_changes_it_sees_though_that_was_taken() -> None:
    assert Right.SEE_PRICES in rights_of(OfficeRole(name="Own", base=BaseRole.DISPATCHER, rights=("-see.prices",)))


def test_a_right_is_called_by_its_name_or_by_what_it_lets_one_do() -> None:
    assert right_called("job.delete") is right_called(" Delete  JOBS ") is Right.JOB_DELETE
    with pytest.raises(UsageError, match=r"There is no right fly\. There are: see\.prices \(see prices\), "):
        right_called("fly")


@pytest.mark.parametrize("is_mine", [True, False])
def test_of_two_who_change_a_role_what_each_took_stays_taken(is_mine: bool) -> None:
    """One lets it begin like a dispatcher, who plans jobs; the other takes just that, and gives another right."""
    before = OfficeRole(id=1, version=1, name="Own", rights=("job.plan", "job.status"))
    like = begun_like(before, BaseRole.DISPATCHER)
    less = replace(with_rights(before, ticked(before) - {Right.JOB_PLAN} | {Right.IMPORT}), version=2)
    mine, theirs = (like, less) if is_mine else (less, like)
    merged, clashes = merge(before, mine, theirs)
    assert (merged.base, clashes) == (BaseRole.DISPATCHER, ())
    assert ticked(merged) == BASE_RIGHTS[BaseRole.DISPATCHER] - {Right.JOB_PLAN} | {Right.IMPORT}
    assert (merged.name, merged.version) == ("Own", theirs.version)
