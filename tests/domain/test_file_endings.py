"""Which ending of a file's name counts."""

import pytest

from industrack_core.domain.errors import UsageError
from industrack_core.domain.text.file_endings import (
    ending_of,
    is_gzip,
    require_ending,
    require_office_name,
    told_endings,
)


@pytest.mark.parametrize(
    ("name", "ending"),
    [
        ("a.tar.gz", ".tar.gz"), ("office.industrack.GZ", ".industrack.GZ"), ("a.b.csv", ".csv"), ("a.gz", ".gz"),
        ("plain", ""), (".hidden", ""), ("a.", ""), ("Offer no. 12 of the winter", ""),
        ("x.of the winter before.gz", ".gz"),
    ],
)  # fmt: skip
def test_the_last_ending_and_of_what_is_packed_the_one_before(name: str, ending: str) -> None:
    assert ending_of(name) == ending


@pytest.mark.parametrize(
    ("name", "packs", "said"),
    [
        ("a.tar.gz", True, "A file is no .tar: name it a.industrack, or a.industrack.gz for a compressed one."),
        ("a.xz", True, "A file is no .xz: name it a.industrack, or a.industrack.gz for a compressed one."),
        ("a.db.gz", False, "A file is not compressed: name it a.db.industrack."),
        ("a.zip", False, "A file is no .zip: name it a.industrack."),
        ("a.doc", True, "A file is no .doc: name it a.industrack, or a.industrack.gz for a compressed one."),
        ("a.PDF", False, "A file is no .PDF: name it a.industrack."),
    ],
)
def test_a_name_that_promises_another_format_is_refused(name: str, packs: bool, said: str) -> None:
    with pytest.raises(UsageError) as refused:
        require_office_name(name, "A file", packs=packs)
    assert str(refused.value) == said


def test_other_names_are_as_good_as_any() -> None:
    for name in ("office", "office.db", "office.industrack", "office.db.gz", "office.2026.01"):
        require_office_name(name, "A file", packs=True)
    assert is_gzip("OFFICE.GZ")
    assert not is_gzip("office.gz.db")


@pytest.mark.parametrize(
    ("name", "endings", "said"),
    [
        ("a.doc", ("pdf",), "a.doc does not end in .pdf: name a file that does."),
        ("a", ("csv", "xlsx"), "a ends in neither .csv nor .xlsx: name a file that does."),
        ("a.pdf.odt", ("csv", "xlsx", "pdf"), "a.pdf.odt ends in neither .csv, .xlsx nor .pdf: name a file that does."),
        (".pdf", ("pdf",), ".pdf does not end in .pdf: name a file that does."),
        ("", ("ics",), "A file without a name does not end in .ics: name a file that does."),
    ],
)
def test_an_ending_that_is_not_written_is_told_which_are(name: str, endings: tuple[str, ...], said: str) -> None:
    with pytest.raises(UsageError) as refused:
        require_ending(name, endings)
    assert str(refused.value) == said


def test_letters_of_an_ending_are_of_any_size() -> None:
    assert require_ending("A.PDF", ("txt", "pdf")) == "pdf"
    assert require_ending("folder.d/a.b.Csv", ("csv",)) == "csv"


@pytest.mark.parametrize(
    ("endings", "told"), [(("pdf",), ".pdf"), (("pdf", "txt"), ".pdf or .txt"), (("a", "b", "c"), ".a, .b or .c")]
)
def test_endings_are_told(endings: tuple[str, ...], told: str) -> None:
    assert told_endings(endings) == told
