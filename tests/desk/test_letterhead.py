"""What the company puts on its papers: kept, undone, refused where it cannot be; and until when an estimate holds."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from industrack_core.desk.desk import Desk
from industrack_core.domain.acts.acts import SaveRecord, Undo
from industrack_core.domain.outcomes import Done, Refused
from industrack_core.domain.records.estimate import EstimateLine, copied, new_estimate
from industrack_core.domain.records.job_parts import Attachment, AttachmentKind
from tests.store.small_company import LINDQVIST

NOBODYS = Attachment(name="logo.png", digest="0" * 64, size=3)


def test_letterhead_is_kept_and_undone(desk: Desk, tmp_path: Path) -> None:
    before = desk.office().company
    (tmp_path / "logo.JPG").write_bytes(b"\xff\xd8\xff")
    logo = desk.attach(str(tmp_path / "logo.JPG"))
    told = replace(before, address="1 Yard Lane", phone="030 901820", email="a@b.example", tax_number="DE 1",
                   country="de", logo=(logo,), estimate_days=14)  # fmt: skip
    assert isinstance(desk.perform(SaveRecord(told)), Done)
    after = desk.office().company
    assert (after.address, after.phone, after.tax_number, after.country) == ("1 Yard Lane", "030 901820", "DE 1", "DE")
    assert after.logo[0].id > 0
    assert desk.attachment_bytes(after.logo[0]) == b"\xff\xd8\xff"
    assert isinstance(desk.perform(Undo()), Done)
    assert replace(desk.office().company, version=before.version) == before


@pytest.mark.parametrize(
    ("changed", "field", "said"),
    [
        ({"email": "nobody"}, "email", "no e-mail address"),
        ({"logo": (replace(NOBODYS, name="logo.svg"),)}, "logo.0", "ends in .png or .jpg"),
        ({"logo": (Attachment(kind=AttachmentKind.TOOL, name="x.png"),)}, "logo.0", "A logo is a picture"),
        ({"logo": (NOBODYS,)}, "logo.0", "attach it again"),
        ({"logo": (NOBODYS, NOBODYS)}, "logo.1", "One logo is enough"),
        ({"estimate_days": -1}, "estimate_days", "0 is for ever"),
        ({"estimate_days": 4000}, "estimate_days", "0 is for ever"),
        ({"tax_number": "9" * 201}, "tax_number", "200"),
    ],
)
def test_what_cannot_stand_on_a_paper_is_refused(desk: Desk, changed: dict[str, object], field: str, said: str) -> None:
    outcome = desk.perform(SaveRecord(replace(desk.office().company, **changed)))  # type: ignore[arg-type]
    assert isinstance(outcome, Refused)
    assert any(said in each.text for each in outcome.findings if each.field == field)


def test_estimates_hold_for_as_long_as_the_company_says(desk: Desk) -> None:
    made = new_estimate(LINDQVIST, date(2026, 11, 24), desk.office().company.estimate_days)
    assert made.valid_until == date(2026, 12, 24)
    assert new_estimate(LINDQVIST, date(2026, 11, 24), 0).valid_until is None
    assert copied(made, date(2027, 1, 1)).valid_until == date(2027, 1, 31)
    assert copied(replace(made, valid_until=None), date(2027, 1, 1)).valid_until is None
    made = replace(made, number="E-9", lines=(EstimateLine(text="Work", price=100),))
    assert isinstance(desk.perform(SaveRecord(made)), Done)
    outcome = desk.perform(SaveRecord(replace(made, number="E-10", valid_until=date(2026, 11, 23))))
    assert isinstance(outcome, Refused)
    assert outcome.findings[0].field == "valid_until"
