"""CONTRIBUTING's recipes for a list and a card, each followed on a toy."""

from pathlib import Path

import pytest

from tests.recipes import House


@pytest.fixture
def house(tmp_path: Path) -> House:
    """The sources, to be changed."""
    return House(tmp_path)


# -- a list ------------------------------------------------------------------------------------

_LISTED = """    Kind.OUTBOX: ListKind(
        schema.outbox, _columns(schema.outbox, "job_number", "errand", "employee_id"),
        _texts(schema.outbox, "job_number"), _each(schema.outbox.c.errand, "dispatch", "recall"),
        (_own_words(schema.outbox),),
    ),
"""
_SPEC = '''"""What crews are to hear."""

from industrack_core.domain.kinds import Kind
from industrack_tui.lists import drawing
from industrack_tui.lists.spec import Column, ListSpec


def spell(screen, row):
    """Say the errand."""
    screen.say(f"It says {row.values['errand']}.")


def why_not_spell(screen, row):
    """Recalls are not spelled."""
    return "a recall says nothing" if row.values["errand"] == "recall" else ""


OUTBOX = ListSpec(
    Kind.OUTBOX, "Outbox", "message",
    (Column("job_number", "Job", 9), Column("errand", "Errand", 10, draw=drawing.as_words, sort="-"),
     Column("employee_id", "To", 14, 1.0, draw=drawing.as_people, sort="-")),
    sort="job_number", filters=(("", "All"), ("dispatch", "Dispatch"), ("recall", "Recall")), open=spell, deletes=False,
    nothing="Nothing is to be sent.",
)
'''
_ROW_COMMANDS = """    Kind.OUTBOX: (
        Command("outbox.spell", ("s",), "Spell", "say what it says", "office.outbox:spell", pane=Pane.LIST,
                needs=Needs.ROW, rank=2, writes=False, why_not="office.outbox:why_not_spell"),
    ),
"""
_MODULE = """    Command("go.outbox", ("g y",), "Outbox", "what crews are to hear", "office.modules:outbox",
            during=WHATEVER_GOES_ON),
"""
_SEEN = """
from industrack_core.domain.records.job import Delivery
from tests.console.test_acts import to_job
for _ in range(3):
    await to_job(seat, Delivery.SAVED)
    await seat.press("D")
await seat.press("g", "y")
assert seat.list.spec.title == "Outbox" and "Outbox" in seat.lines[0], seat.text
numbers = [row.values["job_number"] for row in seat.list.window.rows]
assert len(numbers) > 2 and numbers == sorted(numbers, key=int), numbers
assert "s Spell" in seat.lines[-1], seat.lines[-1]
await seat.press("O", "s")
assert numbers == [row.values["job_number"] for row in reversed(seat.list.window.rows)]
assert seat.said == "It says dispatch.", seat.said
await seat.press("full_stop", "s")
assert seat.said == "It says dispatch.", seat.said
await seat.press("question_mark")
assert "Spell: say what it says" in seat.text
await seat.press("escape", "slash")
await seat.write(numbers[0])
await seat.press("enter")
assert {row.values["job_number"] for row in seat.list.window.rows} == {numbers[0]}
await seat.press("escape", "right", "right")
assert seat.text.count("Recall") and not seat.rows and "Nothing is here under Recall" in seat.text, seat.text
await seat.press("left", "a")
assert seat.said == "Add: nothing is added here by hand.", seat.said
await seat.press("g", "b", "ctrl+p", *"outbox", "enter")
assert seat.list.spec.title == "Outbox"
"""
_IN_DOCS = """
from docs.make_docs import keys_page
page = keys_page()
assert "| `s` | Spell | say what it says |" in page and "| `g y` | Outbox |" in page, page
from tests.widgets import test_commands as checks
from industrack_tui.commands.rows import ROW_COMMANDS
for command in ROW_COMMANDS["outbox"]:
    checks.test_every_command_names_functions_that_are_there(command)
    checks.test_what_a_command_of_a_list_needs_is_what_its_functions_take(command)
"""


def test_a_list_is_an_entry_a_description_and_its_commands(house: House) -> None:
    words = "industrack_core/domain/text/list_words.py"
    house.change(
        words,
        '    Kind.JOB: ("number", "description", "starts_at"),\n',
        '    Kind.JOB: ("number", "description", "starts_at"),\n    Kind.OUTBOX: ("job_number",),\n',
    )
    house.change(
        words,
        '    Kind.FORM_ANSWER: ("who",),\n',
        '    Kind.FORM_ANSWER: ("who",),\n    Kind.OUTBOX: ("job_number",),\n',
    )
    house.change(words, '    "deletion": "part",\n', '    "deletion": "part", Kind.OUTBOX: "errand",\n')
    house.add("industrack_core/store/lists/list_kinds.py", "    Kind.FORM_ANSWER:", _LISTED)
    house.write("industrack_tui/office/outbox.py", _SPEC)
    house.add("industrack_tui/commands/rows.py", "    Kind.FORM:", _ROW_COMMANDS)
    house.add("industrack_tui/commands/board.py", '    Command("go.settings"', _MODULE)
    house.change(
        "industrack_tui/commands/lists.py", '"go.groups", "go.deleted",', '"go.groups", "go.deleted", "go.outbox",'
    )
    modules = "industrack_tui/office/modules.py"
    house.change(modules, '"office.deleted:DELETED",', '"office.deleted:DELETED", "office.outbox:OUTBOX",')
    house.change(modules, "deleted, log = map", "deleted, outbox, log = map")
    house.asked(_IN_DOCS)
    house.at_the_console(_SEEN)


# -- a card ------------------------------------------------------------------------------------

_CARD = '''"""Tags on cards."""

from industrack_core.domain.kinds import Kind
from industrack_core.domain.records.settings import Tag
from industrack_tui.forms.record import fields
from industrack_tui.forms.record.spec import RecordSpec, across, section
from industrack_tui.lists import drawing, opening
from industrack_tui.lists.spec import Column, ListSpec

CARD = RecordSpec(
    Kind.TAG, "tag", (section("tag", "Tag", across(fields.text("name", "What it says"))),),
    title=lambda model: "New tag" if model.is_new else f"Tag {model.original.name}", first="name", keeps=(Tag,),
)
CARDS = ListSpec(
    Kind.TAG, "Cards", "tag", (Column("name", "Name", 20, 1.0),), sort="name", filters=drawing.IN_USE, can_retire=True,
    open=opening.opens("office.cards:CARD"), add=opening.adds("office.cards:CARD", lambda screen: Tag(name="")),
)
'''
_SAVED = """
from contextlib import closing
from dataclasses import replace
from industrack_core.domain.acts.acts import SaveRecord
from industrack_tui.late import late
from industrack_tui.lists.opening import show_list
show_list(seat.app.session, late("office.cards:CARDS"))
await seat.settle()
await seat.press("a", "f2")
assert "needs a name" in seat.text, seat.text
await seat.press(*"Gated", "f2")
assert "Gated" in [row.values["name"] for row in seat.list.window.rows], seat.text
await seat.press("enter")
assert seat.record.text("name") == "Gated" and "What it says" in seat.text
await seat.press("end", "!")
with closing(other_desk("demo.db")) as desk:
    tag = next(tag for tag in desk.office().tags if tag.name == "Gated")
    desk.perform(SaveRecord(replace(tag, name="Theirs")))
await seat.settle()
await seat.press("f2")
assert "Theirs" in seat.text and "Gated!" in seat.text, seat.text
await seat.press("escape")
seat.record.keep_typing()
"""
_KEPT = """
from industrack_tui.dialogs.menu import Menu
await seat.until(lambda: isinstance(seat.app.screen, Menu))
await seat.settle()
await seat.press("o")
assert "You had: Gated!" in seat.text, seat.text
"""


def test_a_card_is_a_description(house: House) -> None:
    house.write("industrack_tui/office/cards.py", _CARD)
    house.add("industrack_tui/office/kept_records.py", "    Kind.EMPLOYEE:", '    Kind.TAG: "office.cards:CARD",\n')
    house.at_the_console(_SAVED, drafts='Path("drafts")')
    house.at_the_console(_KEPT, drafts='Path("drafts")')
