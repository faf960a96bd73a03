"""A screen over others that is left once, whatever comes twice: a double click, two keys in one piece."""

from typing import TYPE_CHECKING, Generic, TypeVar

from textual.await_complete import AwaitComplete

Result = TypeVar("Result")

if TYPE_CHECKING:
    from textual.screen import ModalScreen as _Base
else:

    class _Base(Generic[Result]):
        """No node: Textual looks for a widget's styles along its first base that is one."""


class LeftOnce(_Base[Result]):
    """Mixed in before a screen of Textual's, which takes away whatever lies on top, and answers again each time."""

    def dismiss(self, result: Result | None = None) -> AwaitComplete:
        """Leave with a result, and with what was opened over it; nothing when it was left already."""
        app = self.app
        if self not in app.screen_stack:
            return AwaitComplete()
        while app.screen is not self:
            app.pop_screen()
        return super().dismiss(result)
