"""Which ending of a file's name counts."""

import pytest

from industrack_core.domain.errors import UsageError
from industrack_core.domain.text.file_endings import ending_of, is_gzip, require_office_name


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
