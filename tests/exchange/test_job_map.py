"""Maps: every mistake in one is said with the key it is in."""

from pathlib import Path

import pytest

from industrack_core.domain.errors import UsageError
from industrack_core.exchange.imports.job_map_check import load_job_map
from industrack_core.exchange.imports.map_file import shipped_maps
from tests.exchange.offices import PLAIN_MAP, plain_map


def test_shipped_maps_are_good() -> None:
    assert "nyc311" in shipped_maps()
    for name in shipped_maps():
        assert load_job_map(name).columns()


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (('"Customer"', '{ colum = "Customer" }'), "fields.customer: Object contains unknown field `colum`"),
        (('customer = "Customer", ', ""), "fields: name the customer by one of customer,"),
        (('"Customer"', '{ column = "A", constant = "B" }'), "fields.customer: write exactly one of"),
        (('"Customer"', "{ }"), "fields.customer: write exactly one of"),
        (('"Customer"', "7"), "fields.customer: Expected"),
        (("America/New_York", "America/Gotham"), "zone: there is no time zone America/Gotham"),
        (("America/New_York", "../../etc/passwd"), "zone: there is no time zone"),
        (('["Id"]', "[]"), "key.columns: name at least one"),
        (("%Y-%m-%d %H:%M", "%Y-%Q"), "start.formats: %Y-%Q is no date form"),
        (('["%Y-%m-%d %H:%M"]', "[]"), "start.formats: say how"),
        (('"What"', '"What", status = { column = "S", values = { x = "done" } }'), "fields.status: done is no status"),
        (("start =", "duration = { minutes = 0 }\nstart ="), "duration.minutes: minutes from 1"),
        (("start =", "duration = { longest = 99999999 }\nstart ="), "duration.longest: minutes from 1"),
        (("start =", 'when = [{ column = "S", set = { note = "x" } }]\nstart ='), "when, number 1: write either"),
        (
            ("start =", 'when = [{ column = "S", is = "filled", set = { hue = "x" } }]\nstart ='),
            "when, number 1: there is no field hue",
        ),
        (("start =", 'when = [{ column = "S", is = "full", set = {} }]\nstart ='), "when[0].is: Invalid enum value"),
        (("name =", "nmae ="), "Object contains unknown field `nmae`"),
        (('name = "test"', 'name = "test'), "is not valid TOML"),
    ],
)
def test_mistakes_are_told_with_their_key(tmp_path: Path, change: tuple[str, str], told: str) -> None:
    text = PLAIN_MAP.replace(*change)
    assert text != PLAIN_MAP
    with pytest.raises(UsageError) as refused:
        plain_map(tmp_path, text)
    assert told in str(refused.value)
    assert "map.toml" in str(refused.value)


def test_end_needs_a_start(tmp_path: Path) -> None:
    text = PLAIN_MAP.split("start =")[0] + 'duration = { end_columns = ["End"] }\n'
    with pytest.raises(UsageError, match="an end needs a start"):
        plain_map(tmp_path, text)


def test_missing_map_names_the_shipped_ones() -> None:
    with pytest.raises(UsageError, match="or one of nyc311"):
        load_job_map("nowhere.toml")


def test_unreadable_maps(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be read"):
        load_job_map(str(tmp_path))
    (tmp_path / "latin.toml").write_bytes("name = 'é'".encode("latin-1"))
    with pytest.raises(UsageError, match="not UTF-8"):
        load_job_map(str(tmp_path / "latin.toml"))
