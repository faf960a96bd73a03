"""Two people's versions of one job: nothing that one typed is lost, nothing that the other saved is overwritten."""

from dataclasses import fields, replace
from datetime import UTC, datetime
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from industrack_core.domain.acts.drafts import JobDraft
from industrack_core.domain.acts.merge import differences, merge, with_mine
from industrack_core.domain.acts.saved_draft import draft_of
from industrack_core.domain.records.job import Job, Priority, WorkStatus
from industrack_core.domain.records.job_parts import Attachment, AttachmentKind, FormOnJob, JobItem, JobTask, Trigger

SETS = ("crew", "equipment", "tags")
PARTS = ("items", "attachments", "forms", "tasks")
WORDS = st.sampled_from(["", "a", "b", "c"])
IDS = st.integers(1, 4)
ITEMS = st.builds(JobItem, id=IDS, item_id=st.just(9), name=WORDS, quantity=st.integers(1, 3), price=st.integers(0, 2))
FILES = st.builds(
    Attachment, id=IDS, kind=st.sampled_from(AttachmentKind), name=WORDS, in_field_app=st.booleans(), size=st.just(0)
)
FORMS = st.builds(FormOnJob, id=IDS, form_id=st.just(5), trigger=st.sampled_from(Trigger), blocks=st.booleans())
TASKS = st.builds(JobTask, id=IDS, text=WORDS, done=st.booleans())


def parts(part: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(part, max_size=4, unique_by=lambda each: each.id).map(tuple)


DRAFTS = st.builds(
    JobDraft,
    customer=st.integers(1, 2),
    location_id=st.sampled_from([None, 1, 2]),
    number=WORDS,
    description=WORDS,
    status=st.sampled_from(WorkStatus),
    priority=st.sampled_from(Priority),
    color_id=st.sampled_from([None, 1, 2]),
    starts_at=st.sampled_from([None, datetime(2026, 11, 24, 9, tzinfo=UTC), datetime(2026, 11, 25, 9, tzinfo=UTC)]),
    minutes=st.integers(30, 32),
    recurrence=WORDS,
    crew=st.lists(IDS, unique=True).map(tuple),
    equipment=st.lists(IDS, unique=True).map(tuple),
    items=parts(ITEMS),
    attachments=parts(FILES),
    forms=parts(FORMS),
    tasks=parts(TASKS),
    note=WORDS,
)
SCALARS = [
    field.name
    for field in fields(JobDraft)
    if field.name not in (*PARTS, *SETS, "new_equipment", "new_orders", "new_location")
]


@given(DRAFTS, DRAFTS, DRAFTS)
def test_every_pair_of_edits(before: JobDraft, mine: JobDraft, theirs: JobDraft) -> None:
    merged, clashes = merge(before, mine, theirs)
    clashing = {clash.name for clash in clashes if not clash.entry}
    for name in SCALARS:
        old, my, their, now = (getattr(draft, name) for draft in (before, mine, theirs, merged))
        assert their == old or now == their, f"{name}: what they saved is overwritten"
        assert my in (old, now) or name in clashing, f"{name}: what I typed is lost"
    for name in ("crew", "equipment"):
        old, my, their, now = (set(getattr(draft, name)) for draft in (before, mine, theirs, merged))
        assert now == (their - (old - my)) | (my - old)


@given(DRAFTS, DRAFTS, DRAFTS)
def test_lists_entry_by_entry(before: JobDraft, mine: JobDraft, theirs: JobDraft) -> None:
    merged, clashes = merge(before, mine, theirs)
    clashing = {(clash.name, clash.entry) for clash in clashes if clash.entry}
    for name in PARTS:
        old, my, their = ({part.id: part for part in getattr(draft, name)} for draft in (before, mine, theirs))
        now = {part.id: part for part in getattr(merged, name)}
        for entry in old.keys() | their.keys():
            changed_by_them = their.get(entry) != old.get(entry)
            changed_by_me = entry in old and my.get(entry) != old[entry]
            if changed_by_them and not changed_by_me and not (entry in my and entry not in old):
                assert now.get(entry) == their.get(entry)
            if changed_by_me and not changed_by_them:
                assert now.get(entry) == my.get(entry)
            if changed_by_me and changed_by_them and my.get(entry) is None and their.get(entry) is not None:
                assert (name, entry) in clashing


@given(DRAFTS, DRAFTS)
def test_what_only_one_changed_is_theirs(before: JobDraft, other: JobDraft) -> None:
    assert merge(before, before, other) == (other, ())
    mine, _ = merge(before, other, before)
    for name in SCALARS:
        assert getattr(mine, name) == getattr(other, name)
    for name in SETS:
        assert set(getattr(mine, name) or ()) == set(getattr(other, name) or ())


@given(DRAFTS, DRAFTS, DRAFTS)
def test_taking_mine_everywhere_gives_back_what_i_typed(before: JobDraft, mine: JobDraft, theirs: JobDraft) -> None:
    draft, clashes = merge(before, mine, theirs)
    for clash in clashes:
        draft = with_mine(draft, clash)
    for name in SCALARS:
        if getattr(mine, name) != getattr(before, name):
            assert getattr(draft, name) == getattr(mine, name), name


def test_new_entries_of_both_stay() -> None:
    before = JobDraft(items=(JobItem(id=1, name="Filter"),))
    mine = replace(before, items=(*before.items, JobItem(name="Mine")))
    theirs = replace(before, items=(*before.items, JobItem(id=7, name="Theirs")))
    assert [item.name for item in merge(before, mine, theirs)[0].items] == ["Filter", "Theirs", "Mine"]


def test_an_attribute_each_is_no_clash() -> None:
    item = JobItem(id=1, name="Filter", quantity=1000, price=100)
    before = JobDraft(items=(item,))
    mine = replace(before, items=(replace(item, quantity=2000),))
    theirs = replace(before, items=(replace(item, price=150),))
    merged, clashes = merge(before, mine, theirs)
    assert merged.items == (replace(item, quantity=2000, price=150),)
    assert not clashes


def test_differences_name_fields_and_entries() -> None:
    before = draft_of(Job(customer_id=1, description="a", items=(JobItem(id=1, name="Filter"),), crew=(1,)))
    after = replace(before, description="b", items=(), crew=(1, 2))
    found = {(each.name, each.entry): (each.before, each.after) for each in differences(before, after)}
    assert found == {
        ("description", 0): ("a", "b"),
        ("crew", 0): ((1,), (1, 2)),
        ("items", 1): (JobItem(id=1, name="Filter"), None),
    }
