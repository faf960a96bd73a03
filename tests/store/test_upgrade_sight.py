"""Who could see prices, billing, notes and reports before they took a right goes on seeing them."""

from contextlib import closing
from datetime import UTC, datetime

import pytest

from industrack_core.desk.desk import open_desk
from industrack_core.domain.rights import BASE_RIGHTS, Right
from industrack_core.domain.upgrade import Upgrade
from tests.store.old_office import tables_of
from tests.store.small_company import rows

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
SIGHT = {Right.SEE_PRICES, Right.SEE_BILLING, Right.SEE_NOTES, Right.SEE_REPORTS}
USERS = {"vic": "viewer", "dora": "dispatcher", "ada": "admin", "buyer": "buyer", "planner": "planner"}


def office_of_roles(url: str, begun: bool) -> None:
    """An office with the roles that there are and two of its own, or without any."""
    tables_of(url, "0025")
    rows(url, "INSERT INTO company (id, version, name, zone, currency, first_weekday, clock24, day_first)"
              " VALUES (1, 1, 'Old', 'UTC', 'USD', 0, 1, 0)")  # fmt: skip
    rows(url, "INSERT INTO calendar (id, version, name, opens, closes, job_minutes, slot_minutes, is_default)"
              " VALUES (2, 1, 'Default', 0, 1440, 60, 30, 1)")  # fmt: skip
    roles = (("viewer", "viewer", "[]"), ("dispatcher", "dispatcher", "[]"), ("admin", "admin", "[]"),
             ("buyer", "viewer", '["order.edit"]'), ("planner", "dispatcher", "[]"))  # fmt: skip
    for number, (name, base, rights) in enumerate(roles if begun else (), 10):
        rows(url, "INSERT INTO office_role (id, version, name, base, rights) VALUES (:id, 1, :name, :base, :rights)",
             id=number, name=name, base=base, rights=rights)  # fmt: skip
        for login in (login for login, role in USERS.items() if role == name):
            rows(url, "INSERT INTO office_user (id, version, name, login, role_id, state)"
                      " VALUES (:id, 1, :login, :login, :role, 'active')",
                 id=number + 10, login=login, role=number)  # fmt: skip
    rows(url, "UPDATE ledger SET next_record_id = 100, longest_minutes = 60")


@pytest.mark.parametrize("begun", [True, False])
def test_an_upgrade_takes_no_sight_from_anybody(database_url: str, begun: bool) -> None:
    office_of_roles(database_url, begun)
    with closing(open_desk(database_url, upgrade=Upgrade(uncopied=True), clock=lambda: NOW, who="ada")) as desk:
        assert (desk.office().person is not None) is begun
    for login, role in USERS.items() if begun else ():
        with closing(open_desk(database_url, who=login, clock=lambda: NOW)) as desk:
            person = desk.office().person
        assert person is not None
        assert person.rights >= SIGHT, (login, person.rights)
        assert person.role == ("viewer of everything" if login == "vic" else role)
        if login == "vic":
            assert person.rights == SIGHT | BASE_RIGHTS["viewer"]  # type: ignore[index]
            assert {each.name for each in person.roles} == {*USERS.values(), "viewer of everything"}
    assert not SIGHT & set(BASE_RIGHTS["viewer"])  # type: ignore[index]
