"""What panes and the palette know of a screen that has commands."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from industrack_tui.commands.command import Command

if TYPE_CHECKING:
    from industrack_core.domain.acts.news import News
    from industrack_tui.themes import Look


@runtime_checkable
class HearsNews(Protocol):
    """A screen over the schedule that wants to know what anybody does."""

    def heard(self, news: "News") -> None:
        """News from the feed, one's own acts included."""


@runtime_checkable
class ShowsPeople(Protocol):
    """A screen over the schedule that shows who else is here."""

    def show_people(self) -> None:
        """Somebody came, left, or went elsewhere."""


@runtime_checkable
class KeepsTyping(Protocol):
    """A screen that can keep what is typed in it when the program must end."""

    def keep_typing(self) -> None:
        """Write it to the disk, at once."""


@runtime_checkable
class Dressed(Protocol):
    """A screen that can be dressed in another theme."""

    def restyle(self, look: "Look") -> None:
        """Draw everything in this look."""


@runtime_checkable
class CommandScreen(Protocol):
    """A screen whose commands are run by id."""

    @property
    def commands(self) -> Sequence[Command]:
        """The commands that the palette offers here."""

    def why_not(self, command: Command) -> str:
        """Why a command cannot run now, empty when it can."""

    def takes_key(self, key: str, character: str | None) -> bool:
        """Whether what goes on takes the key itself, before it is looked up as a command."""

    def action_command(self, command_id: str) -> None:
        """Run a command, or say why not."""

    def run_chosen(self, command_id: str) -> None:
        """Run a command that was chosen by its name: as its key would be, it waits for what it is about."""
