"""By what an act came: kept in the journal, and told; and who may write what phones say."""

from contextlib import closing
from dataclasses import replace
from typing import Any

import pytest

from industrack_core.desk.dating import utc_now
from industrack_core.desk.desk import Desk, open_desk
from industrack_core.desk.field.field_desk import open_field_desk
from industrack_core.desk.granting import differing_rights, grant_login, grant_rights, revoke_login
from industrack_core.domain.acts.acts import AddEmployee, AddJob, SaveRecord, Undo
from industrack_core.domain.acts.founding import BeginRoles
from industrack_core.domain.acts.imported import ImportCustomers, ImportedCustomer
from industrack_core.domain.acts.log import LogQuery
from industrack_core.domain.errors import DatabaseForbidden, NotAdmitted
from industrack_core.domain.records.listing import ListQuery
from industrack_core.domain.records.settings import OfficeUser, UserState
from industrack_core.domain.rights import Via, by_whom
from industrack_core.domain.upgrade import Upgrade
from industrack_core.exchange.exports.log_listing import log_json, log_lines
from industrack_core.store.store import open_store
from tests.desk.guarded import guarded
from tests.desk.office import done, refused
from tests.desk.phones import Clock, Phone, dispatched
from tests.desk.test_insider import entry, tried
from tests.desk.test_people import users
from tests.postgres import PostgresServer
from tests.standby import ask
from tests.store.old_office import tables_of
from tests.store.small_company import NOW, desk_at, draft, rows


def ways(url: str) -> list[str]:
    return [str(via) for (via,) in rows(url, "SELECT via FROM journal WHERE revision > 1 ORDER BY revision")]


def test_the_journal_keeps_by_what_an_act_came(company_url: str) -> None:
    clock = Clock(NOW)
    with closing(desk_at(company_url)) as desk:
        done(desk.perform(AddEmployee("Eva", "Lund")))
    with closing(open_desk(company_url, who="mika", clock=clock, via=Via.CONSOLE)) as desk:
        done(desk.perform(AddEmployee("Ida", "Ek")))
        done(desk.perform(ImportCustomers((ImportedCustomer(row=1, name="Zoe"),), "zoe.csv", "b1")))
        done(desk.perform(Undo()))
        with closing(open_field_desk(company_url, clock=clock)) as field:
            phone = Phone(field, clock, office=desk)
            job = dispatched(desk, clock)
            phone.sync()
            assert phone.say("step", job.id, step="start_travel") == "applied"
        found = ways(company_url)
        assert found[:4] == ["command", "console", "import", "console"]
        by_phone = desk.log(LogQuery(via=Via.GATEWAY), 2**31 - 1, 100, with_changes=False)
        assert {each.who for each in by_phone} == {"gateway", "Ana Ruiz (phone)"}
        assert len(by_phone) == found.count("gateway")
        imported = desk.log(LogQuery(via=Via.IMPORT), 2**31 - 1, 100, with_changes=False)
        [line] = [each for each in log_lines(imported, desk.office(), ascii_only=True) if "zoe.csv" in each]
        assert line.endswith("  by import  taken back by r5")
        assert '"via":"import"' in next(iter(log_json(imported)))
        customer = desk.history("customer", imported[0].revision and _made(company_url))
        assert [by_whom(each.who, each.via) for each in customer] == ["mika", "mika, by import"]


def _made(url: str) -> int:
    [(number,)] = rows(url, "SELECT record_id FROM journal_change WHERE revision = 4 AND kind = 'customer'")
    return int(str(number))


# -- gateways ----------------------------------------------------------------------------------


def test_the_first_pairing_makes_the_gateway_a_user_who_can_be_switched_off(company_url: str) -> None:
    clock = Clock(NOW)
    with closing(desk_at(company_url)) as desk:
        done(desk.perform(BeginRoles()))
        assert "gateway" not in users(desk)
        with closing(open_field_desk(company_url, clock=clock)) as field:
            phone = Phone(field, clock, office=desk)
        gateway = users(desk)["gateway"]
        assert (gateway.name, gateway.is_gateway, gateway.role_id, gateway.state) == ("Gateway", True, None, "active")
        with closing(desk_at(company_url, "gateway")) as console:
            with pytest.raises(NotAdmitted, match="the gateway of the phones, and nobody's login at a console"):
                console.admit()
            assert "nobody's login" in refused(console.perform(AddEmployee("Eva", "Lund")))
        done(desk.perform(SaveRecord(replace(gateway, state=UserState.OFF))))
        with pytest.raises(DatabaseForbidden, match="switched off by an admin at Settings, Users: phones wait"):
            open_field_desk(company_url, clock=clock)
        done(desk.perform(SaveRecord(replace(users(desk)["gateway"], state=UserState.ACTIVE))))
        with closing(open_field_desk(company_url, clock=clock)) as field:
            phone.field = field
            assert phone.sync().jobs == ()
        twice = Phone(field_ := open_field_desk(company_url, clock=clock), clock, token="another", office=desk)
        field_.close()
        assert twice.device != phone.device
        assert [each for each in users(desk).values() if each.is_gateway] == [users(desk)["gateway"]]


def test_only_who_may_everything_makes_a_gateway(company_url: str) -> None:
    with closing(desk_at(company_url)) as desk:
        done(desk.perform(BeginRoles()))
        made = OfficeUser(name="Door", login="door", is_gateway=True)
        [(admin,)] = rows(company_url, "SELECT id FROM office_role WHERE base = 'admin'")
        outcome = refused(desk.perform(SaveRecord(replace(made, role_id=int(str(admin))))))
        assert "A gateway has no role" in outcome
        done(desk.perform(SaveRecord(made)))


def test_a_server_lets_gateways_alone_write_what_phones_say(postgres_server: PostgresServer) -> None:
    with guarded(postgres_server) as office:
        assert users_of(office.owners)[office.logins["gateway"]] == (1, "active")
        as_phone: dict[str, Any] = {"who": "Ana Ruiz (phone)", "act": "TakeReport"}
        for login in ("dispatcher", "admin"):
            lies: tuple[tuple[str, dict[str, Any]], ...] = (
                ("IT014", {"via": "gateway"} | as_phone), ("IT003", as_phone), ("IT005", {"via": ""}),
                ("IT005", {"via": "telepathy"}),
            )  # fmt: skip
            for state, lie in lies:
                assert tried(office, login, *entry(office, login, **lie)) == state, (login, lie)
        others: tuple[tuple[str, dict[str, Any]], ...] = (
            ("IT003", {"who": "Eve Nobody (phone)"}), ("IT003", {"who": "Ana Ruiz (phone)", "via": "console"}),
            ("IT003", {"who": office.logins["admin"]}),
        )  # fmt: skip
        for state, lie in others:
            assert tried(office, "gateway", *entry(office, "gateway", **{"via": "gateway"} | lie)) == state, lie
        assert tried(office, "gateway", *entry(office, "gateway", via="gateway", **as_phone)) == ""
        with (
            closing(open_desk(office.url("dispatcher"), clock=utc_now, via=Via.GATEWAY)) as desk,
            pytest.raises(DatabaseForbidden, match="Only a gateway writes what phones say"),
        ):
            desk.perform(AddJob(draft(starts_at=None, crew=())))
        with pytest.raises(DatabaseForbidden, match="is no gateway: who owns the database makes it one"):
            open_field_desk(office.url("dispatcher"), clock=utc_now)
        assert revoke_login(office.owners, office.logins["gateway"], utc_now) == [
            f"Switched {office.logins['gateway']} off."
        ]
        assert tried(office, "gateway", "SELECT 1 FROM journal") == "42P01"
        assert grant_login(office.owners, office.logins["gateway"], "gateway", utc_now)[0].startswith("Made gateway_")
        assert grant_rights(office.owners) == differing_rights(office.owners) == []
        assert tried(office, "gateway", "SELECT 1 FROM journal") == ""


def users_of(url: str) -> dict[str, tuple[object, ...]]:
    return {str(login): tuple(rest) for login, *rest in rows(url, "SELECT login, is_gateway, state FROM office_user")}


@pytest.mark.parametrize("begun", [True, False])
def test_an_office_with_phones_has_its_gateway_after_the_upgrade(database_url: str, begun: bool) -> None:
    tables_of(database_url, "0028")
    rows(database_url, "INSERT INTO company (id, version, name, zone, currency, first_weekday, clock24, day_first)"
                       " VALUES (1, 1, 'Old', 'UTC', 'USD', 0, 1, 0)")  # fmt: skip
    rows(database_url, "INSERT INTO calendar (id, version, name, opens, closes, job_minutes, slot_minutes, is_default)"
                       " VALUES (2, 1, 'Default', 0, 1440, 60, 30, 1)")  # fmt: skip
    if begun:
        rows(database_url, "INSERT INTO office_role (id, version, name, base) VALUES (3, 1, 'admin', 'admin')")
        rows(database_url, "INSERT INTO office_user (id, version, name, login, role_id, state)"
                           " VALUES (4, 1, 'mika', 'mika', 3, 'active')")  # fmt: skip
    rows(database_url, "INSERT INTO employee (id, version, first_name, last_name, state)"
                       " VALUES (5, 1, 'Ana', 'Ruiz', 'active')")  # fmt: skip
    rows(database_url, "INSERT INTO device (id, version, employee_id, name, token_hash, state, paired_at)"
                       " VALUES (6, 1, 5, 'Phone', 'x', 'active', 0)")  # fmt: skip
    rows(database_url, "UPDATE ledger SET next_record_id = 100, longest_minutes = 60")
    open_store(database_url, upgrade=Upgrade(uncopied=True)).close()
    assert users_of(database_url) == ({"mika": (0, "active"), "gateway": (1, "active")} if begun else {})
    with closing(Desk(open_store(database_url), "mika", lambda: NOW)) as desk:
        assert (desk.office().person is not None) is begun
        assert [each.values["login"] for each in desk.list_page(ListQuery("office_user", "name")).rows] == (
            ["gateway", "mika"] * begun
        )


def test_a_server_from_before_knows_its_gateways_after_the_upgrade(postgres_server: PostgresServer) -> None:
    """Who was in the group of gateways is a user of the office from then on."""
    with guarded(postgres_server) as office:
        login = office.logins["gateway"]
        rows(office.owners, "DELETE FROM office_user WHERE is_gateway = 1")
        rows(office.owners, "ALTER TABLE journal DROP COLUMN via")
        rows(office.owners, "ALTER TABLE office_user DROP COLUMN is_gateway")
        rows(office.owners, "DROP INDEX ix_field_report_employee_id")
        rows(office.owners, "DROP INDEX ix_job_crew_starts_at")
        rows(office.owners, "ALTER TABLE crew_sum RENAME COLUMN week TO day")
        weeks = ", ".join(f"DROP COLUMN day{day}" for day in range(7))
        rows(office.owners, f"ALTER TABLE crew_sum {weeks}, ADD jobs INTEGER DEFAULT 0, ADD minutes INTEGER DEFAULT 0")
        rows(office.owners, "UPDATE alembic_version SET version_num = '0028'")
        ask(postgres_server, f'GRANT "{office.database}_gateway" TO "{login}"')
        open_store(office.owners, upgrade=Upgrade(uncopied=True)).close()
        assert users_of(office.owners)[login] == (1, "active")
