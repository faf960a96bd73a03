"""Fields of records' forms in which one picks: one of a list, some of it, a text that others have too."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from enum import Enum
from typing import TYPE_CHECKING

from industrack_core.domain.records.held import Held
from industrack_tui.forms.record.field_spec import FieldSpec, Owner
from industrack_tui.forms.record.fields import phrases_of, text
from industrack_tui.widgets.form.pick import Candidate, matching
from industrack_tui.widgets.form.picture import Shown
from industrack_tui.widgets.form.sheet import SlotKind

if TYPE_CHECKING:
    from industrack_core.desk.desk import Desk
    from industrack_tui.forms.record.state import RecordState


def chosen(name: str, label: str, offered: "Callable[[RecordState], Sequence[Candidate]]", **layout: Held) -> FieldSpec:
    """One of a list: the attribute is the candidate's value."""

    def show(model: "RecordState", owner: Owner) -> Shown:
        value = getattr(owner, name)
        found = next((each for each in offered(model) if each.value == value), None)
        if found is not None and value is not None:
            return Shown(found.text, found.hue)
        return Shown("" if value is None else str(getattr(value, "label", "no longer listed")))

    return FieldSpec(
        name, label, SlotKind.PICK, show=show,
        offer=lambda model, owner, said: matching(offered(model), said),
        pick=lambda model, owner, value: replace(owner, **{name: value}),
        **layout,
    )  # fmt: skip


def choice(name: str, label: str, options: Sequence[Enum], **layout: Held) -> FieldSpec:
    """One of a few: an enumeration's members by their labels."""
    found = [Candidate(each, str(getattr(each, "label", each.value))) for each in options]
    return chosen(name, label, lambda model: found, **layout)


def ticks(
    name: str, label: str, offered: "Callable[[RecordState], Sequence[Candidate]]", *, new: bool = False, **layout: Held
) -> FieldSpec:
    """Held of a list: the attribute is a tuple of the candidates' values.

    With `new` what is typed can be added; with commas it is several, since that is how they are shown.
    """

    def show(model: "RecordState", owner: Owner) -> Shown:
        names = {each.value: each.text for each in offered(model)}
        return Shown(", ".join(names.get(value, str(value)) for value in getattr(owner, name)))

    def offer(model: "RecordState", owner: Owner, said: str) -> list[Candidate]:
        have = getattr(owner, name)
        listed = [*offered(model)]
        known = {each.value for each in listed}
        listed += [Candidate(value, str(value)) for value in have if value not in known]
        found = matching(
            [replace(each, text=f"x {each.text}" if each.value in have else each.text) for each in listed], said
        )
        tidy = " ".join(said.split())
        if new and tidy and tidy.casefold() not in {each.text.casefold() for each in listed}:
            found.append(Candidate(tidy, f"+ {tidy}", "add it"))
        return found

    def pick(model: "RecordState", owner: Owner, value: Held) -> Owner:
        have = getattr(owner, name)
        listed = [each.value for each in offered(model)]
        if value in have:
            now = tuple(each for each in have if each != value)
        elif new and value not in listed:
            known = {each.casefold(): each for each in (*listed, *have)}
            now = tuple(dict.fromkeys([*have, *(known.get(each.casefold(), each) for each in phrases_of(value))]))
        else:
            now = (*have, value)
        return replace(owner, **{name: now})

    return FieldSpec(name, label, SlotKind.PICK, show=show, offer=offer, pick=pick, stays=True, **layout)


def suggested(
    name: str, label: str, known: "Callable[[Desk, str], Sequence[str]]", new: str = "", **layout: Held
) -> FieldSpec:
    """A text, with those offered that are known already; `new` is said of one that is not."""

    def seek(desk: "Desk", model: "RecordState", said: str) -> list[Candidate]:
        found = known(desk, said)
        tidy = " ".join(said.split())
        mine = [Candidate(tidy, tidy, new)] if tidy and tidy not in found else []
        return [*(Candidate(each, each) for each in found), *mine]

    return replace(
        text(name, label, **layout), kind=SlotKind.PICK, seek=seek,
        pick=lambda model, owner, value: replace(owner, **{name: value}),
    )  # fmt: skip
