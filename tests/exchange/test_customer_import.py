"""Customers from files: who is new and who is meant, what is told, and that what went out comes in unchanged."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from industrack_core.desk.desk import Desk
from industrack_core.domain.acts.acts import SaveRecord, Undo
from industrack_core.domain.acts.founding import LoadRecords
from industrack_core.domain.acts.limits import cleaned
from industrack_core.domain.errors import UsageError
from industrack_core.domain.outcomes import Done
from industrack_core.domain.records.customer import Customer, CustomerKind, Location
from industrack_core.domain.text.text import clean_line
from industrack_core.exchange.exports.customer_columns import joined_tags, split_tags
from industrack_core.exchange.exports.exports import export_list
from industrack_core.exchange.imports import customer_import, import_report, import_run
from industrack_core.exchange.imports.customer_import import open_customers
from industrack_core.exchange.imports.customer_map import load_customer_map
from industrack_core.exchange.imports.import_report import ImportFailed, ImportReport
from industrack_core.exchange.imports.seen_lines import SeenLines
from tests.exchange.offices import demo_desk, empty_desk

HEADER = "Number,Name,Phone,E-mail,Address"


@pytest.fixture
def desk(sqlite_url: str) -> Iterator[Desk]:
    with closing(empty_desk(sqlite_url)) as opened:
        yield opened


def file_of(directory: Path, *lines: str, header: str = HEADER, encoding: str = "utf-8") -> Path:
    file = directory / "customers.csv"
    file.write_bytes("".join(f"{line}\n" for line in (header, *lines)).encode(encoding))
    return file


def import_customers(desk: Desk | None, path: Path, **options: Any) -> ImportReport:
    named = options.pop("map", None)
    with open_customers(path, load_customer_map(str(named)) if named else None) as customers:
        return customer_import.import_customers(desk, customers, **options)


def counts(report: ImportReport) -> tuple[int, int, int, int]:
    return report.new, report.changed, report.unchanged, report.bad_count


def told(report: ImportReport) -> list[str]:
    return [bad.sentence for bad in report.bad] + [f"line {each.line}: {each.text}" for each in report.remarks]


def customers_of(desk: Desk) -> dict[str, tuple[Customer, str]]:
    found = {}
    for match in desk.find_customers("", 50):
        card = desk.customer(match.id)
        assert card is not None
        assert card.main_location is not None
        found[card.customer.number] = (card.customer, card.main_location.address)
    return found


# -- what goes in ------------------------------------------------------------------------------


def test_new_changed_unchanged_and_one_undo_on_both_engines(database_url: str, tmp_path: Path) -> None:
    with closing(empty_desk(database_url)) as desk:
        first = file_of(tmp_path, "K1,Ada,212 555 0100,a@x.com,1 Elm St", "K2,Bo,,,2 Elm St", ",Cy,,,3 Elm St")
        assert counts(import_customers(desk, first)) == (3, 0, 0, 0)
        revision = desk.revision()
        assert counts(import_customers(desk, first)) == (0, 0, 3, 0)
        assert desk.revision() == revision
        second = file_of(tmp_path, "K1,Ada,212 555 0199,,1 Elm St", "K2,Bo,,,9 Oak St", ",Cy,,,3 Elm St", "K4,Di,,,")
        assert counts(import_customers(desk, second, dry_run=True)) == (1, 2, 1, 0)
        assert desk.revision() == revision
        assert counts(import_customers(desk, second)) == (1, 2, 1, 0)
        found = customers_of(desk)
        assert (found["K1"][0].phone, found["K1"][0].email) == ("(212) 555-0199", "a@x.com")
        assert found["K2"][1] == "9 Oak St"
        assert isinstance(desk.perform(Undo()), Done)
        assert customers_of(desk)["K2"][1] == "2 Elm St"
        assert "K4" not in customers_of(desk)


def test_chunks_are_one_undo(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(import_run, "CHUNK", 3)
    before = desk.revision()
    assert counts(import_customers(desk, file_of(tmp_path, *(f"K{n},N{n},,," for n in range(10))))) == (10, 0, 0, 0)
    assert desk.revision() == before + 4
    assert isinstance(desk.perform(Undo()), Done)
    assert customers_of(desk) == {}


def test_every_field_of_a_map(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "map.toml").write_text(
        'name = "old"\n[fields]\nname = { columns = ["Last", "First"], separator = ", " }\nnumber = "No"\n'
        'kind = { column = "Sort", values = { P = "person" }, default = "company" }\ntags = "Tags"\n'
        'payment_terms = { constant = "Net 30" }\ninternal_note = "Note"\nsite_note = "Gate"\naddress = "Where"\n',
        encoding="utf-8",
    )
    file = file_of(
        tmp_path, '7,Lee,Ann,p,"vip, ""a, b"";gold",said,code 7,1 Elm', header="No,Last,First,Sort,Tags,Note,Gate,Where"
    )
    assert counts(import_customers(desk, file, map=tmp_path / "map.toml")) == (1, 0, 0, 0)
    customer, address = customers_of(desk)["7"]
    assert (customer.name, customer.kind, customer.tags) == ("Lee, Ann", CustomerKind.PERSON, ("vip", "a, b", "gold"))
    assert (customer.payment_terms, customer.internal_note, address) == ("Net 30", "said", "1 Elm")
    place = desk.main_locations([customer.id])[customer.id]
    assert place.site_note == "code 7"
    assert {each.name for each in desk.office().tags} >= {"VIP", "a, b", "gold"}


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ('name = "x"\n[fields]\nphone = "P"', "Object missing required field `name`"),
        ('name = "x"\n[fields]\nname = "N"\ncolour = "C"', "unknown field `colour`"),
        (
            'name = "x"\n[fields]\nname = "N"\nkind = { constant = "robot" }',
            "robot is no kind; there are company, person",
        ),
        ('name = "x"\n[fields]\nname = { column = "N", columns = ["M"] }', "exactly one of column, columns"),
    ],
)
def test_mistakes_in_a_map(tmp_path: Path, text: str, wrong: str) -> None:
    (tmp_path / "map.toml").write_text(text)
    with pytest.raises(UsageError, match=wrong):
        load_customer_map(str(tmp_path / "map.toml"))


def test_columns_are_known_by_their_names_and_said(desk: Desk, tmp_path: Path) -> None:
    header = "Kundennummer;FIRMA;Telefon;E-Mail;Strasse;PLZ;Ort;Farbe"
    report = import_customers(
        desk, file_of(tmp_path, "7;Müller;030 901820;m@x.de;Weg 1;10115;Berlin;rot", header=header)
    )
    assert counts(report) == (1, 0, 0, 0)
    assert "FIRMA as name" in report.columns
    assert "Strasse + Ort + PLZ as address; not read: Farbe." in report.columns
    assert customers_of(desk)["7"][1] == "Weg 1, Berlin, 10115"


def test_kinds_in_any_capitals(desk: Desk, tmp_path: Path) -> None:
    file = file_of(tmp_path, "1,Ada,PERSON", "2,Bo,Company", "3,Cy,robot", "4,Di,", header="Number,Name,Kind")
    report = import_customers(desk, file)
    assert told(report) == ["line 4: Kind robot is left out, because it is none of company, person"]
    found = customers_of(desk)
    assert [found[number][0].kind for number in "1234"] == ["person", "company", "company", "company"]


def test_residential_and_commercial_and_what_else_a_column_says(desk: Desk, tmp_path: Path) -> None:
    lines = ["Alpha,Commercial", "Pat Doe,Residential", "Bo,Gold", "Cy,gold", "Di,Gold", "Ed,PRIVAT", "Fi,Gewerbe"]
    report = import_customers(desk, file_of(tmp_path, *lines, header="Name,Type"))
    assert counts(report) == (7, 0, 0, 0)
    kinds = {customer.name: customer.kind for customer, _ in customers_of(desk).values()}
    assert [name for name, kind in kinds.items() if kind == "person"] in (["Pat Doe", "Ed"], ["Ed", "Pat Doe"])
    assert told(report) == [
        "line 4: Type Gold is left out, because it is none of company, person",
        "line 5: Type gold is left out, because it is none of company, person",
    ]
    (tmp_path / "map.toml").write_text('name = "m"\n[fields]\nname = "Name"\nkind = "Type"\n')
    mapped = import_customers(desk, file_of(tmp_path, *lines, header="Name,Type"), map=tmp_path / "map.toml")
    assert told(mapped)[0] == 'line 4, Type, "Gold": no kind; there are company, person'


@pytest.mark.parametrize(
    ("header", "row", "name", "kind", "contact"),
    [
        ("Company,First Name,Last Name,Display Name", ",Pat,Doe,Pat Doe", "Pat Doe", "person", ""),
        ("Company,First Name,Last Name,Display Name", "Alpha,Kim,Roe,Alpha", "Alpha", "company", "Kim Roe"),
        ("Company,First Name,Last Name,Display Name", ",,,Beta", "Beta", "person", ""),
        ("Company,First Name,Last Name", ",Pat,Doe", "Pat Doe", "person", ""),
        ("Company,First Name,Last Name", "Alpha,,", "Alpha", "company", ""),
        ("First Name,Last Name", "Pat,Doe", "Pat Doe", "person", ""),
        ("First Name,Last Name", "Pat,", "Pat", "person", ""),
        ("Display Name,First Name,Last Name", '"Doe, Pat",Pat,Doe', "Doe, Pat", "person", ""),
        ("Display Name,First Name,Last Name", "Alpha,Kim,Roe", "Alpha", "company", "Kim Roe"),
        ("Company,Name", "Alpha,Kim Roe", "Alpha", "company", "Kim Roe"),
        ("Company,Name", "Alpha,Alpha", "Alpha", "company", ""),
        ("Company,Name", ",Pat Doe", "Pat Doe", "person", ""),
        ("Company,First Name,Last Name,Contact", "Alpha,Kim,Roe,Ann Lee", "Alpha", "company", "Ann Lee"),
        ("Company,First Name,Last Name,Type", "Alpha,Kim,Roe,Residential", "Alpha", "person", "Kim Roe"),
        ("Name,Vorname", "Doe,Pat", "Pat Doe", "company", ""),
        ("Name,Vorname", "Alpha,", "Alpha", "company", ""),
        ("Company,Phone", "Alpha,", "Alpha", "company", ""),
        ("Name", "Alpha", "Alpha", "company", ""),
    ],
)
def test_companies_and_people(
    desk: Desk, tmp_path: Path, header: str, row: str, name: str, kind: str, contact: str
) -> None:
    assert counts(import_customers(desk, file_of(tmp_path, row, header=header))) == (1, 0, 0, 0)
    ((customer, _),) = customers_of(desk).values()
    assert (customer.name, customer.kind, customer.contact) == (name, kind, contact)


def test_numbers_that_a_spreadsheet_wrote_its_way(desk: Desk, tmp_path: Path) -> None:
    lines = ["1,Alpha,5.55012E+09,", '2,Beta,"=""0212555010""",', "3,Cy,2.125550101E+09,", "4,Di,,\"5,55E+9\"",
             "5.1E+07,Ed,,", '"=""007""",Fi,,']  # fmt: skip
    report = import_customers(desk, file_of(tmp_path, *lines, header="Number,Name,Phone,Mobile"))
    assert told(report) == [
        'line 6, Number, "5.1E+07": a spreadsheet cut its digits off: format the column as text there',
        "line 2: Phone 5.55012E+09 is left out, because a spreadsheet cut its digits off",
        "line 5: Mobile 5,55E+9 is left out, because a spreadsheet cut its digits off",
    ]
    found = {number: customer.phone for number, (customer, _) in customers_of(desk).items()}
    assert found == {"1": "", "2": "0212555010", "3": "(212) 555-0101", "4": "", "007": ""}


def test_an_empty_cell_says_nothing(desk: Desk, tmp_path: Path) -> None:
    import_customers(desk, file_of(tmp_path, "K1,Ada,212 555 0100,a@x.com,1 Elm St"))
    assert counts(import_customers(desk, file_of(tmp_path, "K1,Ada,,,"))) == (0, 0, 1, 0)
    assert customers_of(desk)["K1"][0].email == "a@x.com"


def test_numbers_of_the_file_are_not_given_to_rows_without_one(desk: Desk, tmp_path: Path) -> None:
    """The next number is C1001 here, and a row further down has it."""
    lines = [",Ada,,,1 Elm", "C1001,Bo,,,2 Elm", ",Cy,,,3 Elm", "C1002,Di,,,4 Elm"]
    assert counts(import_customers(desk, file_of(tmp_path, *lines))) == (4, 0, 0, 0)
    names = {number: customer.name for number, (customer, _) in customers_of(desk).items()}
    assert (names["C1001"], names["C1002"]) == ("Bo", "Di")
    assert set(names.values()) == {"Ada", "Bo", "Cy", "Di"}
    assert counts(import_customers(desk, file_of(tmp_path, *lines))) == (0, 0, 4, 0)


# -- duplicates --------------------------------------------------------------------------------


@pytest.mark.parametrize("dry_run", [True, False])
def test_the_same_customer_twice_in_a_file(desk: Desk, tmp_path: Path, dry_run: bool) -> None:
    lines = ["K1,Ada,,,1 Elm", "K1,Eve,,,9 Oak", ",Bo,,,2 Elm", ",BÓ,,,2  elm", ",Bo,,,", ",Bo,,,3 Elm"]
    report = import_customers(desk, file_of(tmp_path, *lines), dry_run=dry_run)
    assert counts(report) == (3, 0, 0, 3)
    assert told(report) == [
        "line 3, \"K1\": the same customer as in line 2",
        'line 5, "BÓ": the same customer as in line 4',
        'line 6, "Bo": the same customer as in line 4',
        "line 7: probably the same customer as in line 4 (name)",
    ]  # fmt: skip


def test_probably_the_same_is_told_and_goes_in(database_url: str, tmp_path: Path) -> None:
    with closing(empty_desk(database_url)) as desk:
        check_likeness(desk, tmp_path)


def check_likeness(desk: Desk, tmp_path: Path) -> None:
    import_customers(desk, file_of(tmp_path, "A1,Ada Co,(212) 555-0100,ada@x.com,1 Elm", "A2,Bo,,,2 Elm"))
    lines = ["B1,Other,+1 212 555 0100,,", "B2,Third,,ADA@x.com,", "B3,bo,,,9 Oak", "B4,Di,312 555 0100,,",
             "B5,Ed,312-555-0100,,", "B6,Fi,,fi@x.com,", "B7,Gus,,FI@x.com,", "A2,Bo,,,2 Elm"]  # fmt: skip
    for dry_run in (True, False):
        report = import_customers(desk, file_of(tmp_path, *lines), dry_run=dry_run)
        assert counts(report) == (7, 0, 1, 0)
        assert told(report) == [
            "line 2: probably there already: customer A1 Ada Co has the same phone",
            "line 3: probably there already: customer A1 Ada Co has the same e-mail",
            "line 4: probably there already: customer A2 Bo has the same name",
            "line 6: probably the same customer as in line 5 (phone)",
            "line 8: probably the same customer as in line 7 (e-mail)",
        ]


# -- bad files ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("row", "wrong"),
    [
        ("K9,,,,", "line 3, Name: a customer needs a name"),
        ("K9,Ada,,", "line 3: 4 cells, but 5 columns"),
        ("K9,Ada,,,,x", "line 3: 6 cells, but 5 columns"),
        ('K9,"Ada,,,', "line 3: a quote opens in this row and is never closed"),
        (f"K9,{'x' * 201},,,", "too long: 201 characters, 200 at most"),
        ("K9,Ada,,no-mail,", "line 3"),
    ],
)
def test_a_bad_row_is_told_and_the_rest_goes_in(desk: Desk, tmp_path: Path, row: str, wrong: str) -> None:
    report = import_customers(desk, file_of(tmp_path, "K1,Bo,,,", row, "K3,Cy,,,"))
    assert counts(report) == (2, 0, 0, 1)
    assert wrong in told(report)[0]
    assert set(customers_of(desk)) == {"K1", "K3"}
    assert counts(import_customers(desk, file_of(tmp_path, "K1,Bo,,,", row, "K3,Cy,,,"), dry_run=True)) == (0, 0, 2, 1)


@pytest.mark.parametrize(
    ("content", "wrong"),
    [
        (b"", "is empty"),
        (b"Number,Name\nK1,A\x00da\n", "NUL"),
        (b"\xff\xfeN\x00\x00\xd8", "is not text in UTF-8"),
        (b"K1,Ada,1 Elm\nK2,Bo,2 Elm\n", "has no column for the customer's name, only: K1, Ada, 1 Elm"),
        (b"Number,Phone\nK1,555\n", "has no column for the customer's name, only: Number, Phone"),
        (b"Name,Name\nA,B\n", "the column Name twice"),
    ],
)
def test_files_that_cannot_be_read_at_all(desk: Desk, tmp_path: Path, content: bytes, wrong: str) -> None:
    file = tmp_path / "bad.csv"
    file.write_bytes(content)
    with pytest.raises(ImportFailed, match=wrong):
        import_customers(desk, file)
    assert customers_of(desk) == {}


def test_the_second_line_of_headings_is_found(desk: Desk, tmp_path: Path) -> None:
    lines = ["Name,Phone,Street,City", "Alpha,212 555 0101,1 Elm St,Boston"]
    report = import_customers(desk, file_of(tmp_path, *lines, header="Customer,,Site,"))
    assert (counts(report), report.under) == ((1, 0, 0, 0), 2)
    ((customer, address),) = customers_of(desk).values()
    assert (customer.name, customer.phone, address) == ("Alpha", "(212) 555-0101", "1 Elm St, Boston")


def test_other_encodings_are_told(desk: Desk, tmp_path: Path) -> None:
    for encoding, name in (("cp1252", "Windows-1252"), ("utf-16", "UTF-16"), ("utf-8-sig", "UTF-8")):
        report = import_customers(desk, file_of(tmp_path, "K1,Müller,,,", encoding=encoding))
        assert report.encoding == name
        assert customers_of(desk)["K1"][0].name == "Müller"


def test_control_characters_and_formulas_are_text(desk: Desk, tmp_path: Path) -> None:
    import_customers(desk, file_of(tmp_path, 'K1,"\x1b[31mA\u202e\x07da",\'+1 212 555 0100,,=1+1'))
    customer, address = customers_of(desk)["K1"]
    assert (customer.name, customer.phone, address) == ("[31mAda", "(212) 555-0100", "=1+1")


def test_a_file_that_is_bad_throughout_is_counted(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(import_report, "MOST_TOLD", 5)
    report = import_customers(desk, file_of(tmp_path, *(f"K{n},,,," for n in range(20)), "K,Ada,,,"))
    assert (counts(report), len(report.bad)) == ((1, 0, 0, 20), 5)


def test_interrupted_and_completed(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(import_run, "CHUNK", 4)
    file, stop = file_of(tmp_path, *(f"K{n},N{n},,," for n in range(20)), ",Ada,,,"), Event()

    def stopping(report: ImportReport, done: int, size: int) -> None:
        if report.new >= 8:
            stop.set()

    first = import_customers(desk, file, progress=stopping, stop=stop)
    assert (first.interrupted, first.new) == (True, 8)
    assert len(customers_of(desk)) == 8
    assert counts(import_customers(desk, file)) == (13, 0, 8, 0)


# -- round trip --------------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_the_demo_goes_out_and_comes_in_unchanged(sqlite_url: str, tmp_path: Path, form: str) -> None:
    with closing(demo_desk(sqlite_url)) as desk:
        file = tmp_path / f"customers.{form}"
        count = export_list(desk, "customer", file).rows
        revision = desk.revision()
        report = import_customers(desk, file)
        assert counts(report) == (0, 0, count, 0)
        assert (desk.revision(), report.remarks) == (revision, [])


HOSTILE = st.text(alphabet="=+-@'\"\t\r\n,; aZ9\u202eü😀👨\u200d👩שלوم＝<[{%\\\x1b\x00|", max_size=12)
FIELDS = {
    **dict.fromkeys(("contact", "phone", "mobile", "billing_address", "payment_terms", "internal_note"), HOSTILE),
    "kind": st.sampled_from(CustomerKind),
    "tags": st.lists(HOSTILE.map(clean_line).filter(bool), max_size=3, unique=True).map(tuple),
    "name": HOSTILE.map(lambda text: f"{text}x"),
}


@settings(max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    people=st.lists(st.fixed_dictionaries(FIELDS), min_size=6, max_size=12),
    places=st.lists(HOSTILE, min_size=12, max_size=12),
)
@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_hostile_texts_go_out_and_come_in_unchanged(
    tmp_path_factory: pytest.TempPathFactory, form: str, people: list[dict[str, Any]], places: list[str]
) -> None:
    directory = tmp_path_factory.mktemp("trip")
    with closing(empty_desk(f"sqlite:///{directory / 'a.db'}")) as desk:
        first = desk.reserve_ids(2 * len(people))
        records: list[Customer | Location] = []
        for place, person in enumerate(people):
            customer = cleaned(Customer(id=first + 2 * place, number=f"=K{place}", **person))
            records.append(customer)
            records.append(cleaned(Location(id=customer.id + 1, customer_id=customer.id, is_main=True,
                                            address=places[place], site_note=places[-place])))  # fmt: skip
        assert isinstance(desk.perform(LoadRecords(tuple(records), "made")), Done)
        file = directory / f"customers.{form}"
        export_list(desk, "customer", file)
        before, revision = customers_of(desk), desk.revision()
        assert counts(import_customers(desk, file)) == (0, 0, len(people), 0)
        assert (customers_of(desk), desk.revision()) == (before, revision)


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_what_went_out_makes_the_same_customers_elsewhere(tmp_path: Path, form: str) -> None:
    with closing(empty_desk(f"sqlite:///{tmp_path / 'a.db'}")) as desk:
        note = "=first\n+second \"quoted\", 'single'\n😀 שלום"
        for number in ("=1", "+49 30", "'=x"):
            customer = Customer(number=number, name=f"@{number}", phone="+49 30 901820", internal_note=note,
                                tags=("a, b", 'c"d', "e;f"))  # fmt: skip
            assert isinstance(desk.perform(SaveRecord(customer, address="-1 Elm, ünïcode")), Done)
        export_list(desk, "customer", tmp_path / f"c.{form}")
        expected = customers_of(desk)
    with closing(empty_desk(f"sqlite:///{tmp_path / 'b.db'}")) as other:
        import_customers(other, tmp_path / f"c.{form}")
        found = customers_of(other)
    assert found.keys() == expected.keys()
    for number, (customer, address) in expected.items():
        there, where = found[number]
        assert where == address
        for name in ("name", "phone", "internal_note", "tags", "kind"):
            assert getattr(there, name) == getattr(customer, name)


@given(st.lists(st.text(alphabet='ab,;" \n', min_size=1).map(str.strip).filter(bool), unique=True))
def test_tags_in_one_text_are_the_same_tags(tags: list[str]) -> None:
    assert split_tags(joined_tags(tags)) == tuple(tags)


@given(st.lists(st.text(max_size=3), max_size=60))
def test_first_lines_are_remembered(keys: list[str]) -> None:
    seen = SeenLines()
    for line, key in enumerate(keys, 1):
        assert seen.first(key, line) == keys.index(key) + 1


def test_many_keys_take_little_room() -> None:
    seen = SeenLines(most=5000)
    assert [seen.first(f"a key that is not short: {key}", key) for key in range(20_000)] == list(range(20_000))
    assert seen.first("a key that is not short: 4000", 1) == 4000
    assert seen.first("a key that is not short: 6000", 1) == 1, "it was beyond the most"
    assert seen.room <= 16 * 8192
