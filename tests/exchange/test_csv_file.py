"""CSV files as people have them."""

import os
from pathlib import Path

import pytest

from industrack_core.exchange.csv_file import MOST_LINES_OF_A_ROW, Row, open_csv
from industrack_core.exchange.import_report import BadRow, ImportFailed


def read(path: Path, wanted: frozenset[str] = frozenset()) -> tuple[str, str, list[str], list[Row | BadRow]]:
    with open_csv(path, wanted) as file:
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
    assert read(file, frozenset({"Id", "Name"}))[2] == ["a,b,c", "Id", "Name"]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "is empty"),
        (b"\n\n", "cannot be read as column names"),
        (b'"a,b\n1,2\n', "cannot be read as column names"),
        (b"a,b\n1,\x002\n", "NUL bytes"),
        ("a,b\n1,2\n".encode("utf-16-le"), "NUL bytes"),
        (b"a,b\n\x81\xff\n", "not text in"),
        (b"\xef\xbb\xbfa\n\xff\n", "not text in"),
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
