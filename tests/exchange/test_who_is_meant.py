"""Whom rows mean, and when they take place: the same wherever a row stands, told where it cannot be known."""

from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import UTC, datetime
from itertools import permutations
from pathlib import Path
from threading import Event

import pytest

from industrack_core.desk.desk import Desk
from industrack_core.domain.acts.acts import SaveRecord, Undo
from industrack_core.domain.outcomes import Done
from industrack_core.domain.records.customer import Customer
from industrack_core.domain.records.job import Job
from industrack_core.domain.records.listing import ListQuery
from industrack_core.domain.records.office import Employee
from industrack_core.exchange.imports import customer_import, job_import
from industrack_core.exchange.imports.customer_import import open_customers
from industrack_core.exchange.imports.import_report import ImportReport
from industrack_core.exchange.imports.job_import import open_jobs
from tests.exchange.offices import empty_desk, plain_map

MAP = """
name = "test"
zone = "America/New_York"
key = { columns = ["No"] }
start = { columns = ["When"], formats = ["%Y-%m-%d %H:%M"] }
[fields]
customer = "Client"
"""


@pytest.fixture
def desk(sqlite_url: str) -> Iterator[Desk]:
    with closing(empty_desk(sqlite_url)) as opened:
        yield opened


def written(directory: Path, *lines: str) -> Path:
    file = directory / "file.csv"
    file.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return file


def import_jobs(
    desk: Desk | None, directory: Path, text: str, lines: Sequence[str], *, dry: bool = False
) -> ImportReport:
    with open_jobs(written(directory, *lines), plain_map(directory, text)) as jobs:
        return job_import.import_jobs(desk, jobs, dry_run=dry)


def import_customers(desk: Desk, directory: Path, *lines: str, dry: bool = False) -> ImportReport:
    with open_customers(written(directory, *lines)) as customers:
        return customer_import.import_customers(desk, customers, dry_run=dry)


def counts(report: ImportReport) -> tuple[int, int, int, int]:
    return report.new, report.changed, report.unchanged, report.bad_count


def told(report: ImportReport) -> list[str]:
    return [bad.sentence for bad in report.bad] + [f"line {each.line}: {each.text}" for each in report.remarks]


def jobs_of(desk: Desk) -> dict[str, Job]:
    waiting = [desk.job(entry.job_id) for entry in desk.queue().entries]
    every = [*(listed.job for listed in desk.jobs()), *waiting]
    return {job.external_key or "": job for job in every if job is not None}


def customer_of(desk: Desk, job: Job) -> Customer:
    found = desk.records("customer", [job.customer_id])[job.customer_id]
    assert isinstance(found, Customer)
    return found


def names_of(desk: Desk) -> list[str]:
    return sorted(match.name for match in desk.find_customers("", 50))


# -- customers of jobs -------------------------------------------------------------------------

NAMESAKES = ("Number,Name,Address", "1,Pat Doe,1 Elm St", "2,Pat Doe,9 Oak Ave")
SIGNS = MAP + 'location = "Address"\nphone = "Phone"\nemail = "Mail"\ncustomer_number = "Nr"\n'
SIGNED = "No,Client,Address,Phone,Mail,Nr,When"


def test_the_address_tells_namesakes_apart_on_both_engines(database_url: str, tmp_path: Path) -> None:
    with closing(empty_desk(database_url)) as desk:
        import_customers(desk, tmp_path, *NAMESAKES)
        lines = (SIGNED, "1,Pat Doe,9 oak ave.,,,,2026-03-02 09:00")
        for dry in (True, False):
            assert counts(import_jobs(desk, tmp_path, SIGNS, lines, dry=dry)) == (1, 0, 0, 0)
        assert customer_of(desk, jobs_of(desk)["1"]).number == "2"
        assert desk.list_count(ListQuery("location", "address")) == 2
        assert counts(import_jobs(desk, tmp_path, SIGNS, lines)) == (0, 0, 1, 0)


@pytest.mark.parametrize("dry", [True, False])
def test_without_any_sign_namesakes_make_a_bad_row_that_names_both(desk: Desk, tmp_path: Path, dry: bool) -> None:
    import_customers(desk, tmp_path, *NAMESAKES)
    lines = (SIGNED, "1,Pat Doe,,,,,", "2,Bo,,,,,", "3,PAT DOE,7 New Rd,,,,")
    report = import_jobs(desk, tmp_path, SIGNS, lines, dry=dry)
    assert counts(report) == (1, 0, 0, 2)
    both = "it could be customer 1 Pat Doe (1 Elm St) or customer 2 Pat Doe (9 Oak Ave): which one is meant?"
    assert told(report) == [f'line 2, "1": {both}', f'line 4, "3": {both}']
    assert report.made_too == "New: 1 customer (Bo)."


def test_number_phone_and_mail_name_a_customer(desk: Desk, tmp_path: Path) -> None:
    import_customers(desk, tmp_path, "Number,Name,Phone,E-mail", "K1,Ada,212 555 0101,", "K2,Bo,,bo@x.com",
                     "K3,Cy,212 555 0103,", "K4,Cy Two,212 555 0103,")  # fmt: skip
    lines = (SIGNED, "1,,,,,k1,", "2,,,,BO@x.com,,", "3,,,+1 (212) 555-0101,,,", "4,,,212 555 0103,,,",
             "5,,,,,K9,", "6,New,,,,K9,", "7,,,,,K9,", "8,,,212 555 0199,,,", "9,,1 Elm,,,,")  # fmt: skip
    report = import_jobs(desk, tmp_path, SIGNS, lines)
    assert {key: customer_of(desk, job).number for key, job in jobs_of(desk).items()} == {
        "1": "K1", "2": "K2", "3": "K1", "6": "K9", "7": "K9",
    }  # fmt: skip
    assert told(report) == [
        'line 10, Client: a job needs a customer',
        'line 5, "4": it could be customer K3 Cy or customer K4 Cy Two: which one is meant?',
        'line 6, "5": there is no customer K9, and a new one needs a name',
        'line 9, "8": no customer has this phone or e-mail, and a new one needs a name',
    ]  # fmt: skip


@pytest.mark.parametrize("dry", [True, False])
def test_a_new_customer_with_somebody_s_phone_is_told(desk: Desk, tmp_path: Path, dry: bool) -> None:
    import_customers(desk, tmp_path, "Number,Name,Phone", "K1,Ada,212 555 0101")
    report = import_jobs(desk, tmp_path, SIGNS, (SIGNED, "1,Bo,,+1 212 555 0101,,,", "2,Cy,,212 555 0199,,,"), dry=dry)
    assert (counts(report), report.left) == ((2, 0, 0, 0), 0)
    assert told(report) == ["line 2: Bo is a new customer, but customer K1 Ada has the same phone"]


def test_a_stop_in_the_first_walk_leaves_nothing_behind(desk: Desk, tmp_path: Path) -> None:
    stop = Event()
    stop.set()
    with open_jobs(written(tmp_path, "No,Client,Technician,When", "1,Ada,Bo,"), plain_map(tmp_path, WORKED)) as jobs:
        run = job_import._JobRun(desk, jobs, dry_run=False, strict=False)
        run.stop = stop
        assert list(run.rows()) == []
    assert jobs_of(desk) == {}


def test_a_map_without_a_name_is_enough_and_one_without_any_sign_is_not(desk: Desk, tmp_path: Path) -> None:
    import_customers(desk, tmp_path, "Number,Name", "K1,Ada")
    text = MAP.replace('customer = "Client"', 'customer_number = "Client"')
    assert counts(import_jobs(desk, tmp_path, text, ("No,Client,When", "1,K1,"))) == (1, 0, 0, 0)


@pytest.mark.parametrize("order", list(permutations(["Alpha GmbH", "ALPHA GMBH", "alpha  gmbh", "Álpha Gmbh"]))[::5])
def test_capitals_accents_and_blanks_are_one_customer_in_any_row_and_file(
    desk: Desk, tmp_path: Path, order: tuple[str, ...]
) -> None:
    for number, name in enumerate(order):
        lines = ("No,Client,When", f"{number},{name},", f"x{number},{name.title()},")
        assert import_jobs(desk, tmp_path, MAP, lines).new == 2
    assert len(names_of(desk)) == 1
    assert len({job.customer_id for job in jobs_of(desk).values()}) == 1
    assert counts(import_customers(desk, tmp_path, "Name", "aLPHA gMBH")) == (0, 0, 1, 0)
    assert names_of(desk) == [order[0]]


@pytest.mark.parametrize("dry", [True, False])
def test_a_customer_row_that_may_mean_two_is_bad_and_signs_tell_which(desk: Desk, tmp_path: Path, dry: bool) -> None:
    import_customers(
        desk, tmp_path, "Number,Name,Address,Phone", "1,Pat Doe,1 Elm St,", "2,Pat Doe,9 Oak Ave,2125550102"
    )
    for header, row, wanted in (
        ("Name,E-mail", "pat doe,a@x.com", (0, 0, 0, 1)),
        ("Name,Phone,E-mail", '"DOE, Pat",212 555 0102,a@x.com', (0, 1, 0, 0)),
        ("Name,Address", "PAT DOE,9 OAK AVE", (0, 0, 1, 0)),
        ("Name,Address", "Pat Doe,5 New Rd", (1, 0, 0, 0)),
    ):  # fmt: skip
        report = import_customers(desk, tmp_path, header, row, dry=dry)
        assert counts(report) == wanted
        assert all("customer 1 Pat Doe (1 Elm St) or customer 2 Pat Doe" in each.reason for each in report.bad)


@pytest.mark.parametrize("order", list(permutations(["Bo,", "Bo,2 Elm", "BÓ,3 Elm"])))
def test_rows_of_one_name_are_alike_in_any_order(desk: Desk, tmp_path: Path, order: tuple[str, ...]) -> None:
    report = import_customers(desk, tmp_path, "Name,Address", *order)
    assert counts(report) == (2, 0, 0, 1)
    assert "the same customer as in line" in told(report)[0]
    assert report.bad[0].value == "Bo"


# -- employees ---------------------------------------------------------------------------------

WORKED = MAP + 'employee = "Technician"\n'
SPELLINGS = ["Kim Roe", "Roe, Kim", "KIM ROE", "K. Roe", "kim  róe"]


@pytest.mark.parametrize("order", list(permutations(SPELLINGS))[::17])
def test_one_employee_however_the_file_writes_them(desk: Desk, tmp_path: Path, order: tuple[str, ...]) -> None:
    lines = ["No,Client,Technician,When", *(f'{n},Alpha,"{name}",' for n, name in enumerate(order))]
    for dry in (True, False):
        report = import_jobs(desk, tmp_path, WORKED, lines, dry=dry)
        assert counts(report) == (5, 0, 0, 0)
        assert report.made_too == "New: 1 customer (Alpha); 1 employee (Kim Roe)."
    (employee,) = desk.office().employees
    assert (employee.first_name, employee.last_name) == ("Kim", "Roe")
    assert all(job.crew == (employee.id,) for job in jobs_of(desk).values())
    assert counts(import_jobs(desk, tmp_path, WORKED, lines)) == (0, 0, 5, 0)
    assert isinstance(desk.perform(Undo()), Done)
    assert desk.office().employees == ()


def test_new_employees_are_named_without_a_database_too(tmp_path: Path) -> None:
    lines = ("No,Client,Technician,When", '1,Alpha,"Roe, Kim",', "2,Alpha,KIM ROE,", "3,Alpha,Pat Doe,")
    report = import_jobs(None, tmp_path, WORKED, lines)
    assert report.made_too == "New: 2 employees (Kim Roe, Pat Doe)."


@pytest.mark.parametrize(
    "cell", ["Kim Roe; Pat Doe", '"Roe, Kim|Doe, Pat"', "Kim Roe & Pat Doe", '"Kim Roe\nPat Doe\n"']
)
def test_a_cell_with_several_employees_is_a_crew(desk: Desk, tmp_path: Path, cell: str) -> None:
    lines = ("No,Client,Technician,When", f"1,Alpha,{cell},", "2,Alpha,Pat Doe; pat doe,", '3,Alpha,"Roe, Kim",')
    for office in (None, desk):
        report = import_jobs(office, tmp_path, WORKED, lines, dry=True)
        assert report.made_too.endswith("2 employees (Kim Roe, Pat Doe).")
    assert counts(import_jobs(desk, tmp_path, WORKED, lines)) == (3, 0, 0, 0)
    by_name = {each.short_name: each.id for each in desk.office().employees}
    kim, pat = by_name["Kim Roe"], by_name["Pat Doe"]
    assert [jobs_of(desk)[key].crew for key in "123"] == [(kim, pat), (pat,), (kim,)]


def test_namesakes_among_employees(desk: Desk, tmp_path: Path) -> None:
    for first, phone in (("Kim", "212 555 0101"), ("Kim", "212 555 0102"), ("Karl", "")):
        assert isinstance(desk.perform(SaveRecord(Employee(first_name=first, last_name="Roe", phone=phone))), Done)
    mail = Employee(first_name="Ann", last_name="Lee", email="ann@x.com")
    assert isinstance(desk.perform(SaveRecord(mail)), Done)
    named = ("Kim Roe", "K. Roe", "Karl Roe", "Lee Ann", "ANN@x.com", "bo@x.com")
    lines = ("No,Client,Technician,When", *(f"{number},Alpha,{name}," for number, name in enumerate(named, 1)))
    report = import_jobs(desk, tmp_path, WORKED, lines)
    assert sorted(jobs_of(desk)) == ["3", "4", "5"]
    assert [bad.line for bad in report.bad] == [2, 3, 7]
    assert "it could be Kim Roe ((212) 555-0101) or Kim Roe ((212) 555-0102)" in report.bad[0].sentence
    assert len(desk.office().employees) == 4


# -- when --------------------------------------------------------------------------------------

NIGHT = MAP.replace('["When"]', '["Day", "From"]').replace(
    "[fields]", 'duration = { minutes = 30, end_columns = ["Day", "To"] }\n[fields]'
)


@pytest.mark.parametrize(
    ("begins", "ends", "minutes"),
    [
        ("22:00", "02:00", 240),
        ("22:00", "00:00", 120),
        ("09:00", "00:00", 30),
        ("09:00", "09:00", 30),
        ("09:00", "", 30),
        ("09:00", "0", 30),
        ("09:00", "--", 30),
        ("14:00", "06:00", 960),
        ("09:00", "08:00", 0),
        ("09:00", "noon 9", 0),
        ("09:00", "10:30", 90),
    ],
)
def test_ends_pass_midnight_and_placeholders_are_none(
    desk: Desk, tmp_path: Path, begins: str, ends: str, minutes: int
) -> None:
    report = import_jobs(desk, tmp_path, NIGHT, ("No,Client,Day,From,To", f"1,Alpha,2026-03-02,{begins},{ends}"))
    assert [job.minutes for job in jobs_of(desk).values()] == ([minutes] if minutes else [])
    assert report.bad_count == (not minutes)
    assert bool(report.remarks) == (minutes == 30 and bool(ends))


@pytest.mark.parametrize(
    ("unit", "text", "minutes"),
    [
        ("minutes", "45", 45), ("minutes", "120", 120), ("minutes", "1h30", 90), ("minutes", "1:30", 90),
        ("minutes", "2 h", 120), ("minutes", "90 min", 90), ("minutes", "90 min.", 90), ("minutes", "1:30:00", 90),
        ("hours", "2", 120), ("hours", "1.5", 90), ("hours", "1,5", 90), ("hours", "0.33", 20), ("hours", "45m", 45),
        ("minutes", "", 60), ("minutes", "0", 60), ("minutes", "1,440", 0), ("minutes", "long", 0), ("hours", "-1", 0),
        ("hours", "9999", 0),
    ],
)  # fmt: skip
def test_durations_from_a_column(desk: Desk, tmp_path: Path, unit: str, text: str, minutes: int) -> None:
    said = MAP.replace("[fields]", f'duration = {{ column = "duration", unit = "{unit}" }}\n[fields]')
    report = import_jobs(desk, tmp_path, said, ("No,Client,When,duration", f'1,Alpha,2026-03-02 09:00,"{text}"'))
    assert [job.minutes for job in jobs_of(desk).values()] == ([minutes] if minutes else [])
    assert report.bad_count == (not minutes)


BOTH = MAP.replace('["%Y-%m-%d %H:%M"]', '["%m/%d/%Y", "%d/%m/%Y"]')


@pytest.mark.parametrize(
    ("dates", "months"),
    [
        (["03/02/2026", "25/02/2026"], [2, 2]),
        (["25/02/2026", "03/02/2026"], [2, 2]),
        (["03/02/2026", "02/25/2026"], [3, 2]),
        (["03/02/2026", "04/05/2026"], []),
        (["03/02/2026", "25/02/2026", "02/25/2026"], [2, 2]),
        (["03/03/2026"], [3]),
    ],
)
def test_two_forms_of_dates_are_decided_by_the_file_as_a_whole(
    desk: Desk, tmp_path: Path, dates: list[str], months: list[int]
) -> None:
    lines = ["No,Client,When", *(f"{n},Alpha,{date}" for n, date in enumerate(dates))]
    report = import_jobs(desk, tmp_path, BOTH, lines)
    found = [job.starts_at.month for job in jobs_of(desk).values() if job.starts_at]
    assert sorted(found) == sorted(months)
    assert report.bad_count == len(dates) - len(months)
    assert all("in one form of the map and" in bad.reason for bad in report.bad)


def test_a_night_that_the_clocks_change(desk: Desk, tmp_path: Path) -> None:
    import_jobs(desk, tmp_path, NIGHT, ("No,Client,Day,From,To", "1,Alpha,2026-03-07,22:00,06:00"))
    job = jobs_of(desk)["1"]
    assert (job.starts_at, job.minutes) == (datetime(2026, 3, 8, 3, tzinfo=UTC), 7 * 60)
