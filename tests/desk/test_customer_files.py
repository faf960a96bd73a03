"""What is attached to a customer: kept, refused where its content is nowhere, joined by a merge, undone."""

from dataclasses import replace
from pathlib import Path

import pytest

from industrack_core.desk.desk import Desk
from industrack_core.domain.acts.acts import MergeCustomers, SaveRecord, Undo
from industrack_core.domain.outcomes import Stale
from industrack_core.domain.records.customer import Customer
from industrack_core.domain.records.job_parts import LIST_LIMIT, Attachment, AttachmentKind
from tests.desk.office import done, fields_refused, refused
from tests.store.small_company import LINDQVIST, MORA

LINK = Attachment(kind=AttachmentKind.LINK, name="Site plan", url="https://example.org/plan")


def customer(desk: Desk, customer_id: int = LINDQVIST) -> Customer:
    card = desk.customer(customer_id)
    assert card is not None
    return card.customer


def attach(desk: Desk, *attachments: Attachment, to: int = LINDQVIST) -> Customer:
    """The customer with these attachments, saved."""
    done(desk.perform(SaveRecord(replace(customer(desk, to), attachments=attachments))))
    return customer(desk, to)


def test_files_links_and_tools_are_kept_with_ids_of_their_own(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "contract.txt").write_text("Twice a year")
    file = desk.attach(str(tmp_path / "contract.txt"))
    tool = Attachment(kind=AttachmentKind.TOOL, name="Ladder", quantity=2)
    saved = attach(desk, file, LINK, tool)
    assert [replace(each, id=0) for each in saved.attachments] == [file, LINK, tool]
    assert len({each.id for each in saved.attachments} - {0}) == 3
    assert desk.attachment_bytes(saved.attachments[0]) == b"Twice a year"
    again = attach(desk, *saved.attachments[1:])
    assert again.attachments == saved.attachments[1:]
    done(desk.perform(Undo()))
    assert customer(desk).attachments == saved.attachments


@pytest.mark.parametrize(
    ("attachment", "field"),
    [
        (Attachment(name="nowhere.txt", digest="0" * 64, size=5), "attachments.0"),
        (Attachment(name="no digest", digest="../../etc/passwd", size=5), "attachments.0"),
        (Attachment(kind=AttachmentKind.LINK, name=" "), "attachments.0.name"),
        (Attachment(kind=AttachmentKind.TOOL, name="Ladder", quantity=0), "attachments.0.quantity"),
    ],
)
def test_what_cannot_be_attached_is_refused_at_its_place(desk: Desk, attachment: Attachment, field: str) -> None:
    before = customer(desk)
    assert fields_refused(desk.perform(SaveRecord(replace(before, attachments=(attachment,))))) == [field]
    assert customer(desk) == before


def test_more_than_anybody_looks_through_are_refused(desk: Desk) -> None:
    many = replace(customer(desk), attachments=(LINK,) * (LIST_LIMIT + 1))
    assert str(LIST_LIMIT) in refused(desk.perform(SaveRecord(many)))


def test_a_merge_keeps_those_of_both_and_one_undo_parts_them(desk: Desk) -> None:
    mine = attach(desk, LINK)
    theirs = attach(desk, replace(LINK, name="Roof plan"), to=MORA)
    merge = MergeCustomers(MORA, theirs.version, LINDQVIST, mine.version)
    done(desk.perform(merge))
    assert customer(desk).attachments == (*mine.attachments, *theirs.attachments)
    done(desk.perform(Undo()))
    assert customer(desk).attachments == mine.attachments
    assert customer(desk, MORA).attachments == theirs.attachments


def test_a_merge_with_more_than_one_may_have_is_refused(desk: Desk) -> None:
    mine = attach(desk, *(LINK,) * (LIST_LIMIT - 1))
    theirs = attach(desk, LINK, LINK, to=MORA)
    said = refused(desk.perform(MergeCustomers(MORA, theirs.version, LINDQVIST, mine.version)))
    assert f"more than {LIST_LIMIT} attachments" in said
    assert customer(desk, MORA) == theirs


def test_two_people_who_attach_do_not_lose_either(desk: Desk) -> None:
    seen = customer(desk)
    attach(desk, LINK)
    assert isinstance(desk.perform(SaveRecord(replace(seen, attachments=(LINK,)))), Stale)


def test_the_history_names_what_was_attached(desk: Desk) -> None:
    attach(desk, LINK)
    (change,) = desk.history("customer", LINDQVIST)[0].changes
    assert (change.field, change.after) == ("Attachment", "link Site plan")
