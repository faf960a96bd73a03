"""CONTRIBUTING's recipes, followed on a copy of the sources: what they say comes by itself does."""

from pathlib import Path

import pytest

from tests.recipes import House


@pytest.fixture
def house(tmp_path: Path) -> House:
    """The sources, to be changed."""
    return House(tmp_path)


_COMMAND = """    Command("board.greet", ("ctrl+y",), "Greet", "say good morning", "board.moves:greet",
            pane=Pane.BOARD, rank=2),
"""
_FUNCTION = '''def greet(screen: Schedule) -> None:
    """Say good morning."""
    screen.say("Good morning.")


'''
_SHOWN = """
from docs.make_docs import keys_page
from industrack_tui.board.frame import footer_commands
from industrack_tui.commands.command import Pane
from industrack_tui.dialogs.help import help_lines
from industrack_tui.glyphs import glyphs_for
assert "board.greet" in [each.id for each in footer_commands(Pane.BOARD)], "footer"
assert any("Greet" in line.text for line in help_lines(Pane.BOARD, glyphs_for("unicode"))), "help"
assert "| `ctrl+y` | Greet | say good morning |" in keys_page(), "keys.md"
"""
_PRESSED = """
await seat.press("ctrl+y")
assert seat.status == "Good morning.", seat.status
await seat.press("ctrl+p", "g", "r", "e", "e", "t", "enter")
assert seat.status == "Good morning.", seat.status
"""


def test_a_command_is_a_literal_and_a_function(house: House) -> None:
    house.add("industrack_tui/commands/board.py", "    Command(", _COMMAND)
    house.add("industrack_tui/board/moves.py", "def ", _FUNCTION)
    house.asked(_SHOWN)
    house.at_the_console(_PRESSED)


_ACT = '''
@dataclass(frozen=True, slots=True)
class ShoutTag:
    """Write a tag in capitals."""

    tag_id: int
    version: int


'''
_RULE = '''"""Acts on tags."""

from industrack_core.desk.plan import Decision, Setting, plan_of
from industrack_core.domain.acts.acts import ShoutTag
from industrack_core.domain.outcomes import Finding, FindingKind, Refused, Weight
from industrack_core.domain.records.settings import Tag
from industrack_core.store.writing.transaction import Transaction


def shout_tag(tx: Transaction, act: ShoutTag, setting: Setting) -> Decision:
    """The tag in capitals."""
    tag = tx.get(Tag, act.tag_id)
    if tag is None or tag.name.isupper():
        return Refused((Finding(FindingKind.NOTHING, Weight.STOPS, "It is in capitals already."),))
    return plan_of([(tag, Tag(id=tag.id, version=tag.version, name=tag.name.upper()))], f"Shouted {tag.name}.")
'''
_ACTED = """
from datetime import UTC, datetime
from threading import Event
from industrack_core.desk.desk import open_desk
from industrack_core.domain.acts.acts import Redo, SaveRecord, ShoutTag, Undo
from industrack_core.domain.kinds import Kind
from industrack_core.domain.records.settings import Tag
desk = open_desk("office.db", create=True, clock=lambda: datetime(2026, 11, 24, 9, tzinfo=UTC))
made = desk.perform(SaveRecord(Tag(name="loud")))
tag_id = made.changes[0].id
name = lambda: desk.records(Kind.TAG, [tag_id])[tag_id].name
done = desk.perform(ShoutTag(tag_id, 1))
assert (done.line, name()) == ("Shouted loud.", "LOUD"), done
assert desk.perform(ShoutTag(tag_id, 2)).sentence == "It is in capitals already."
assert desk.perform(Undo()).line == "Undid: Shouted loud." and name() == "loud"
assert desk.perform(Redo()) and name() == "LOUD"
assert len(desk.history(Kind.TAG, tag_id)) > 1 and next(desk.changes(0, Event())).revision == desk.revision()
desk.close()
"""


def test_an_act_is_a_value_a_rule_and_a_line(house: House) -> None:
    house.add("industrack_core/domain/acts/acts.py", "Act = (", _ACT)
    house.change("industrack_core/domain/acts/acts.py", "| MergeCustomers |", "| ShoutTag | MergeCustomers |")
    house.write("industrack_core/desk/records/tags.py", _RULE)
    perform = "industrack_core/desk/perform.py"
    house.add(perform, "from industrack_core.domain", "from industrack_core.desk.records import tags\n")
    house.add(perform, "    acts.Undo:", "    acts.ShoutTag: tags.shout_tag,\n")
    house.asked(_ACTED)
