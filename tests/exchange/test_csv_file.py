"""CSV files as people have them."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from industrack_core.exchange.imports.csv_file import MOST_LINES_OF_A_ROW, CsvFile, Row, as_csv, opened
from industrack_core.exchange.imports.import_report import BadRow, ImportFailed
from industrack_core.exchange.imports.map_file import known_in


@contextmanager
def open_csv(path: Path, *known: str) -> Iterator[CsvFile]:
    with opened(path) as file, as_csv(file, path, known_in(known)) as csv_file:
        yield csv_file


def read(path: Path, *known: str) -> tuple[str, str, list[str], list[Row | BadRow]]:
    with open_csv(path, *known) as file:
        return file.encoding, file.delimiter, file.header, list(file.rows())


def written(directory: Path, content: bytes) -> Path:
    file = directory / "file.csv"
    file.write_bytes(content)
    return file


@pytest.mark.parametrize(
    ("encoding", "name"),
    [("utf-8", "UTF-8"), ("utf-8-sig", "UTF-8"), ("utf-16", "UTF-16"), ("cp1252", "Windows-1252")],
)
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_encodings_delimiters_and_line_ends(tmp_path: Path, encoding: str, name: str, delimiter: str, end: str) -> None:
    text = end.join((f"Näme{delimiter}b", f"Zoë{delimiter}“x”", f'"two{end}lines"{delimiter}y', ""))
    found, delimiter_found, header, rows = read(written(tmp_path, text.encode(encoding)))
    assert (found, delimiter_found, header) == (name, delimiter, ["Näme", "b"])
    assert rows == [(2, ["Zoë", "“x”"]), (3, [f"two{end}lines", "y"])]


def test_delimiter_is_the_one_that_shows_the_wanted_columns(tmp_path: Path) -> None:
    file = written(tmp_path, b"a,b,c;Id;Name\n1;2;3\n")
    assert read(file)[1] == ","
    assert read(file, "Id", "Name")[2] == ["a,b,c", "Id", "Name"]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "is empty"),
        (b"\n\n", "cannot be read as column names"),
        (b'"a,b\n1,2\n', "cannot be read as column names"),
        (b"a,b\n1,\x002\n", "NUL bytes"),
        ("a,b\n1,2\n".encode("utf-16-le"), "NUL bytes"),
        (b"a,b\n\x81\xff\n", "not text in"),
    ],
)
def test_files_that_cannot_be_imported(tmp_path: Path, content: bytes, told: str) -> None:
    with pytest.raises(ImportFailed, match=told):
        read(written(tmp_path, content))


def test_places_that_are_no_files(tmp_path: Path) -> None:
    with pytest.raises(ImportFailed, match="is a directory"):
        read(tmp_path)
    with pytest.raises(ImportFailed, match="There is no file"):
        read(tmp_path / "nothing.csv")
    with pytest.raises(ImportFailed, match="cannot be read"):
        read(tmp_path / "nul\0.csv")
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(ImportFailed, match="not a regular file"):
        read(tmp_path / "pipe")


def test_header_alone_has_no_rows(tmp_path: Path) -> None:
    assert read(written(tmp_path, b"a,b"))[3] == []


def test_ragged_rows_are_told_by_line(tmp_path: Path) -> None:
    rows = read(written(tmp_path, b"a,b\n1,2\n3\n4,5,6\n\n7,8,,\n9,10\n"))[3]
    assert rows == [
        (2, ["1", "2"]),
        BadRow(3, "", "", "1 cells, but 2 columns"),
        BadRow(4, "", "", "3 cells, but 2 columns"),
        (6, ["7", "8"]),
        (7, ["9", "10"]),
    ]


def test_unclosed_quote_costs_one_row(tmp_path: Path) -> None:
    rows = read(written(tmp_path, b'a,b\n1,2\n3,"open\n5,6\n7,8\n'))[3]
    assert rows == [
        (2, ["1", "2"]),
        BadRow(3, "", "", "a quote opens in this row and is never closed"),
        (4, ["5", "6"]),
        (5, ["7", "8"]),
    ]


def test_unclosed_quote_in_a_long_file_does_not_swallow_it(tmp_path: Path) -> None:
    lines = ["a,b", '1,"open', *(f"{number},x" for number in range(5 * MOST_LINES_OF_A_ROW))]
    rows = read(written(tmp_path, "\n".join(lines).encode()))[3]
    assert isinstance(rows[0], BadRow)
    assert len(rows) == 1 + 5 * MOST_LINES_OF_A_ROW
    assert rows[-1] == (len(lines), [f"{5 * MOST_LINES_OF_A_ROW - 1}", "x"])


def test_quotes_that_do_not_match_cost_one_row(tmp_path: Path) -> None:
    rows = read(written(tmp_path, b'a,b\n"12" pipe",2\n3,4\n5,12" ok\n'))[3]
    assert rows == [BadRow(2, "", "", "its quotes do not match"), (3, ["3", "4"]), (4, ["5", '12" ok'])]


def test_large_cell_is_read_whole(tmp_path: Path) -> None:
    (row,) = read(written(tmp_path, b"a,b\n1," + b"x" * 200_000 + b"\n"))[3]
    assert not isinstance(row, BadRow)
    assert len(row[1][1]) == 200_000


def test_file_may_vanish_while_it_is_read(tmp_path: Path) -> None:
    file = written(tmp_path, b"a\n1\n2\n")
    with open_csv(file) as opened:
        file.unlink()
        assert list(opened.rows()) == [(2, ["1"]), (3, ["2"])]


# -- files as they are -------------------------------------------------------------------------


def bad_lines(rows: list[Row | BadRow]) -> list[str]:
    return [row.sentence for row in rows if isinstance(row, BadRow)]


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_one_line_of_another_encoding_is_told_and_the_rest_is_utf_8(tmp_path: Path, mark: bytes) -> None:
    lines = [mark + b"a,b", "Zoë,1".encode(), "Müller,2".encode("cp1252"), b"plain,3", "Ångström,4".encode()]
    encoding, _, _, rows = read(written(tmp_path, b"\n".join(lines)))
    assert encoding == "UTF-8"
    assert bad_lines(rows) == ["line 3: this line is written in another encoding, the rest of the file in UTF-8"]
    assert [row[1][0] for row in rows if not isinstance(row, BadRow)] == ["Zoë", "plain", "Ångström"]


def test_one_line_of_utf_8_in_a_windows_file_is_told(tmp_path: Path) -> None:
    lines = [b"a,b", "Zoë,1".encode("cp1252"), "Müller,2".encode(), "Ö,3".encode("cp1252")]
    encoding, _, _, rows = read(written(tmp_path, b"\n".join(lines)))
    assert encoding == "Windows-1252"
    assert bad_lines(rows) == ["line 3: this line is written in UTF-8, the rest of the file in Windows-1252"]
    assert [row[1][0] for row in rows if not isinstance(row, BadRow)] == ["Zoë", "Ö"]


def test_column_names_of_another_encoding_are_refused(tmp_path: Path) -> None:
    lines = ["Näme,b".encode("cp1252"), "Zoë,1".encode(), "Ö,3".encode()]
    with pytest.raises(ImportFailed, match=r"The column names of .* are in another encoding"):
        read(written(tmp_path, b"\n".join(lines)))


@pytest.mark.parametrize(
    ("said", "delimiter"),
    [("sep=;", ";"), ("SEP=,", ","), ('"sep=|"', "|"), ("sep=\t", "\t"), ("sep=,;;", ",")],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_first_line_may_say_the_delimiter(tmp_path: Path, said: str, delimiter: str, encoding: str) -> None:
    text = f'{said}\r\nName{delimiter}"b;c,d\te,f,g"\r\nAda{delimiter}1\r\n'
    _, found, header, rows = read(written(tmp_path, text.encode(encoding)))
    assert (found, header, rows) == (delimiter, ["Name", "b;c,d e,f,g"], [(3, ["Ada", "1"])])


def test_line_breaks_in_quoted_headings(tmp_path: Path) -> None:
    file = written(tmp_path, b'\n"Service\r\naddress",Name\r\n1 Elm,Ada\r\n')
    assert read(file, "Name")[2:] == (["Service address", "Name"], [(4, ["1 Elm", "Ada"])])


def test_headings_stand_under_a_title(tmp_path: Path) -> None:
    content = b"Orders of March,,\n,,\nId,Name,What\n1,Ada,fix\nId,Name,What\n2,Bo,mend\n"
    _, _, header, rows = read(written(tmp_path, content), "Id", "Name")
    assert header == ["Id", "Name", "What"]
    assert rows == [(4, ["1", "Ada", "fix"]), BadRow(5, "", "", "the column names again"), (6, ["2", "Bo", "mend"])]


def test_two_lines_of_headings_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ImportFailed, match=r"Lines 1 and 2 of .* both read as column names: leave one of them"):
        read(written(tmp_path, b"Id,Name\nName,Id\n1,Ada\n"), "Id", "Name")


def test_many_empty_lines_above_the_headings(tmp_path: Path) -> None:
    assert read(written(tmp_path, b"\n" * 2000 + b"a,b\n1,2\n"))[3] == [(2002, ["1", "2"])]


def test_a_row_with_one_word_of_a_heading_is_no_heading(tmp_path: Path) -> None:
    assert read(written(tmp_path, b"a,b\n1,2\n3,Name\n"), "Name", "Id")[2] == ["a", "b"]
