"""CONTRIBUTING's recipes, followed on a copy of the sources: what they say comes by itself does."""

import subprocess
import sys
from pathlib import Path
from shutil import copytree, ignore_patterns

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """The sources, to be changed."""
    for name in ("src", "docs", "tests"):
        copytree(ROOT / name, tmp_path / name, ignore=ignore_patterns("__pycache__", "*.svg", "*.raw"))
    (tmp_path / "README.md").write_text((ROOT / "README.md").read_text(encoding="utf-8"), encoding="utf-8")
    return tmp_path


def add(path: Path, before: str, text: str) -> None:
    """Put text before the first line that begins so, as a person would."""
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    at = next(place for place, line in enumerate(lines) if line.startswith(before))
    path.write_text("".join([*lines[:at], text, *lines[at:]]), encoding="utf-8")


def asked(house: Path, program: str) -> str:
    """What a program prints that runs on the changed sources."""
    run = subprocess.run(
        [sys.executable, "-c", f"import sys; sys.path[:0] = [{str(house)!r}, {str(house / 'src')!r}]\n{program}"],
        capture_output=True, text=True, check=False, cwd=house,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    return run.stdout


_COMMAND = """    Command("board.greet", ("ctrl+y",), "Greet", "say good morning", "board.moves:greet",
            pane=Pane.BOARD, rank=2),
"""
_FUNCTION = '''def greet(screen: Schedule) -> None:
    """Say good morning."""
    screen.say("Good morning.")


'''
_SHOWN = """
from docs.make_docs import keys_page
from industrack_tui.commands.board import footer_commands
from industrack_tui.commands.command import Pane
from industrack_tui.dialogs.help import help_lines
from industrack_tui.glyphs import glyphs_for
assert "board.greet" in [each.id for each in footer_commands(Pane.BOARD)], "footer"
assert any("Greet" in text for line in help_lines(Pane.BOARD, glyphs_for("unicode")) for text, _ in line), "help"
assert "| `ctrl+y` | Greet | say good morning |" in keys_page(), "keys.md"
"""
_PRESSED = """
import asyncio
from pathlib import Path
from tests.console.seat import seated
from tests.exchange.offices import demo_desk
from tests.console.seat import NOW

async def main():
    demo_desk("demo.db", NOW).close()
    async with seated("demo.db") as seat:
        await seat.press("ctrl+y")
        assert seat.status == "Good morning.", seat.status
        await seat.press("ctrl+p", "g", "r", "e", "e", "t", "enter")
        assert seat.status == "Good morning.", seat.status

asyncio.run(main())
"""


@pytest.mark.parametrize("check", [_SHOWN, _PRESSED], ids=["shown", "pressed"])
def test_a_command_is_a_literal_and_a_function(house: Path, check: str) -> None:
    console = house / "src/industrack_tui"
    add(console / "commands/board.py", "    Command(", _COMMAND)
    add(console / "board/moves.py", "def ", _FUNCTION)
    asked(house, check)


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


def test_an_act_is_a_value_a_rule_and_a_line(house: Path) -> None:
    core = house / "src/industrack_core"
    acts = core / "domain/acts/acts.py"
    add(acts, "Act = (", _ACT)
    acts.write_text(
        acts.read_text(encoding="utf-8").replace("| MergeCustomers |", "| ShoutTag | MergeCustomers |"),
        encoding="utf-8",
    )
    (core / "desk/records/tags.py").write_text(_RULE, encoding="utf-8")
    add(core / "desk/perform.py", "from industrack_core.domain", "from industrack_core.desk.records import tags\n")
    add(core / "desk/perform.py", "    acts.Undo:", "    acts.ShoutTag: tags.shout_tag,\n")
    asked(house, _ACTED)
