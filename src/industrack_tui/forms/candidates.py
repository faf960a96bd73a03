"""What can be picked in the job form, as lines of a list: pure."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from industrack_core.domain.acts.drafts import NewCustomer, NewEquipment, NewLocation
from industrack_core.domain.board.availability import Availability, asked_first, lacks_skill
from industrack_core.domain.records.customer import CustomerCard, CustomerKind, CustomerMatch
from industrack_core.domain.records.inventory import StockedItem
from industrack_core.domain.records.job import Priority, WorkStatus
from industrack_core.domain.records.job_parts import Attachment, AttachmentKind, ItemKind, JobItem
from industrack_core.domain.records.office import Calendar, Employee, Office
from industrack_tui.start import Files
from industrack_tui.widgets.form.pick import Candidate, matching

PICK_A_FILE = "pick a file"
_MOST_FILES = 20
FROM_SHORTAGE, EMPTY_ORDER = "shortage", "empty"


class AttachPath(str):
    """A path that somebody typed or pasted, of a file to attach."""

    __slots__ = ()


def customer_candidates(matches: Iterable[CustomerMatch], typed: str) -> list[Candidate]:
    """Matches best first, and at the end the way to a new customer of the typed name."""
    found = [
        Candidate(match.id, match.name, "  ".join(part for part in (match.number, match.phone, match.address) if part))
        for match in matches
    ]
    name = " ".join(typed.split())
    if name:
        found.append(Candidate(NewCustomer(name=name), f"+ New customer {name}", "create it with this job"))
    return found


def kind_candidates() -> list[Candidate]:
    return [Candidate(kind, kind.value.title()) for kind in CustomerKind]


def location_candidates(card: CustomerCard | None) -> list[Candidate]:
    """The customer's service locations, the main one first, and the way to a new one."""
    if card is None:
        return []
    found = [Candidate(place.id, place.label, "main location" if place.is_main else "") for place in card.locations]
    return [*found, Candidate(NewLocation(), "+ New location", "add one to this customer")]


def service_type_candidates(office: Office) -> list[Candidate]:
    """The settings list, and a way to none."""
    return [
        *(
            Candidate(each.id, each.name, ", ".join(each.skills), office.hue(each.color_id, None) or "")
            for each in office.service_types
            if not each.retired
        ),
        Candidate(None, "none"),
    ]


def priority_candidates() -> list[Candidate]:
    return [Candidate(priority, priority.label) for priority in (Priority.HIGH, Priority.MEDIUM, Priority.LOW)]


def status_candidates() -> list[Candidate]:
    return [Candidate(status, status.label) for status in WorkStatus]


def reason_candidates(office: Office, typed: str) -> list[Candidate]:
    """The hold reasons, and what is typed itself."""
    listed = [Candidate(each.name, each.name) for each in office.hold_reasons if not each.retired]
    found = matching(listed, typed)
    words = " ".join(typed.split())
    return [*found, Candidate(words, words, "as typed")] if words else found


def color_candidates(office: Office) -> list[Candidate]:
    """The named job colors, each shown as its color, and a way to the service type's."""
    return [
        *(Candidate(color.id, color.name, "", color.hue) for color in office.colors if not color.retired),
        Candidate(None, "none", "the service type's"),
    ]


def template_candidates(office: Office) -> list[Candidate]:
    return [Candidate(each, each.name, each.description) for each in office.job_templates if not each.retired]


def crew_candidates(
    office: Office,
    calendar: Calendar,
    crew: Sequence[int],
    availability: Mapping[int, Availability],
    service_type_id: int | None,
) -> list[Candidate]:
    """Who may be ticked, the free ones first, with what they have on; the groups; and a way to clear the list."""
    service_type = office.service_types_by_id.get(service_type_id or 0)
    pool = sorted(
        office.pool(calendar),
        key=lambda each: asked_first(availability.get(each.id), lacks_skill(each, service_type)),
    )
    allowed = {employee.id for employee in pool}
    found = [
        Candidate(
            employee.id,
            ("x " if employee.id in crew else "") + employee.name,
            employee_detail(office, employee, availability, service_type_id),
        )
        for employee in pool
    ]
    for group in office.groups:
        members = tuple(member for member in group.member_ids if member in allowed)
        if members:
            found.append(Candidate(members, f"Group {group.name}", f"{len(members)} employees"))
    if crew:
        found.append(Candidate((), "Clear the list", f"take all {len(crew)} off"))
    return found


def employee_detail(
    office: Office, employee: Employee, availability: Mapping[int, Availability], service_type_id: int | None
) -> str:
    """Free, busy until when, off; and the skills that are lacking; else role and skills."""
    service_type = office.service_types_by_id.get(service_type_id) if service_type_id else None
    known = availability.get(employee.id)
    lacking = lacks_skill(employee, service_type)
    parts = [known.text if known else "", f"lacks {', '.join(lacking)}" if lacking else "", employee.role]
    return ", ".join(part for part in (*parts, *employee.skills) if part)


def tag_candidates(office: Office, tags: Sequence[str], typed: str) -> list[Candidate]:
    """The tag list, ticked ones marked; what is typed becomes a new tag."""
    names = list(dict.fromkeys([*tags, *(tag.name for tag in office.tags if not tag.retired)]))
    found = matching([Candidate(name, ("x " if name in tags else "") + name) for name in names], typed)
    words = " ".join(typed.split())
    if words and words.casefold() not in {name.casefold() for name in names}:
        found.append(Candidate(words, f"+ New tag {words}", "create it"))
    return found


def item_candidates(found: Iterable[StockedItem], typed: str, money: Callable[[int], str]) -> list[Candidate]:
    """Inventory items with price and stock; at the end, one of each kind to create, and a line for this job alone."""
    from industrack_core.desk.values.money import quantity_text

    lines = []
    for each in found:
        item = each.item
        left = f"{quantity_text(each.stock.available)} left" if item.kind.is_stocked else item.kind.label.lower()
        detail = "  ".join(part for part in (item.sku, money(item.price), left) if part)
        lines.append(Candidate(each, item.name, detail))
    name = " ".join(typed.split())
    if name:
        for kind in ItemKind:
            new = JobItem(name=name, kind=kind)
            lines.append(Candidate(new, f"+ New {kind.label.lower()} {name}", "create it in the inventory"))
        one_off = JobItem(name=name, kind=ItemKind.SERVICE, one_off=True)
        lines.append(Candidate(one_off, f"+ {name}", "for this job alone, not of the inventory"))
    return lines


def equipment_candidates(card: CustomerCard | None, ticked: Sequence[int], typed: str) -> list[Candidate]:
    """The customer's equipment, ticked ones marked, and the way to a new piece."""
    listed = card.equipment if card else ()
    found = [Candidate(each.id, ("x " if each.id in ticked else "") + each.label) for each in listed]
    found = matching(found, typed)
    name = " ".join(typed.split())
    if name:
        found.append(Candidate(NewEquipment(name=name), f"+ New equipment {name}", "add it to this customer"))
    return found


def attachment_candidates(typed: str, files: Files) -> list[Candidate]:
    """What a typed or pasted text may be: a link, a file, a tool to bring; and a way to the file picker."""
    text = typed.strip()
    if files.is_restricted:
        return _of_the_folder(text, files)
    picker = Candidate(PICK_A_FILE, "Choose a file", "look through the folders")
    if not text:
        return [picker, Candidate(None, "or type: a path, a link, or a tool to bring")]
    link = Candidate(Attachment(kind=AttachmentKind.LINK, name=text, url=text), f"+ Link {text}")
    path = text.removeprefix("file://").strip("'\"")
    file = Candidate(AttachPath(path), f"+ File {path}", "copied into the company's attachments")
    tool = Candidate(Attachment(kind=AttachmentKind.TOOL, name=text), f"+ Tool {text}", "to bring along")
    if text.lower().startswith(("http://", "https://", "www.")):
        return [link, tool]
    if text.startswith(("/", "~", "./", "../", "file://", "'/", '"/')) or "/" in text:
        return [file, tool, picker]
    return [tool, file, link, picker]


def _of_the_folder(text: str, files: Files) -> list[Candidate]:
    """Where a file is a name in a folder: the one that is called so first, others that begin so, and no path."""
    picker = Candidate(PICK_A_FILE, "Choose a file", "of your folder in")
    if not text:
        return [picker, Candidate(None, "or type: a name in your folder in, a link, or a tool to bring")]
    link = Candidate(Attachment(kind=AttachmentKind.LINK, name=text, url=text), f"+ Link {text}")
    tool = Candidate(Attachment(kind=AttachmentKind.TOOL, name=text), f"+ Tool {text}", "to bring along")
    if text.lower().startswith(("http://", "https://", "www.")):
        return [link, tool]
    meaning, can_be = files.explain_source(text)
    if not can_be:
        return [Candidate(None, meaning), tool, picker]
    begun = [each for each in files.sources() if each.casefold().startswith(text.casefold())][:_MOST_FILES]
    found = [Candidate(AttachPath(each), f"+ File {each}", "out of your folder in") for each in begun]
    exact = [each for each in found if str(each.value).casefold() == text.casefold()]
    return [*exact, tool, *(each for each in found if each not in exact), link, picker]


def form_candidates(office: Office) -> list[Candidate]:
    listed = (each for each in office.forms if not each.retired)
    return [Candidate(each.id, each.name, f"{len(each.questions)} questions") for each in listed]


def task_candidates(office: Office, typed: str) -> list[Candidate]:
    """What is typed as a task, and the task templates."""
    words = " ".join(typed.split())
    listed = [
        Candidate(each.lines, f"Template {each.name}", f"{len(each.lines)} tasks")
        for each in office.task_templates
        if not each.retired
    ]
    mine = [Candidate((words,), f"+ {words}", "add this task")] if words else []
    return [*mine, *matching(listed, typed)]


def order_candidates(short: int) -> list[Candidate]:
    """A purchase order from the items that lack stock, or an empty one."""
    found = [Candidate(FROM_SHORTAGE, "+ Order what is short", f"{short} item{'s' if short > 1 else ''}")]
    return [*(found if short else []), Candidate(EMPTY_ORDER, "+ New order", "fill it by hand")]
