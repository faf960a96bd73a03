"""What Textual's own actions reach beside the screen, shut: files of pictures, a browser, the shell behind ctrl+z.

Nothing here is bound to a key. A console for people who may reach nothing but the office does not rest on that alone:
these do nothing whoever calls them, in any console.
"""

from textual.app import App


class NoWaysOut(App[int]):
    """An app that writes no file, starts no program and puts itself behind no shell."""

    def deliver_text(self, *args: object, **kwargs: object) -> None:
        """No file is written where a download would go."""

    def deliver_binary(self, *args: object, **kwargs: object) -> None:
        """The same."""

    def deliver_screenshot(self, *args: object, **kwargs: object) -> None:
        """No picture of the screen either."""

    def save_screenshot(self, *args: object, **kwargs: object) -> str:
        """Nor at a path of one's choice."""
        return ""

    def open_url(self, url: str, *, new_tab: bool = True) -> None:
        """No browser is started: it would run on the office's server."""

    def action_suspend_process(self) -> None:
        """There may be no shell behind the console."""

    async def action_simulate_key(self, key: str) -> None:
        """Keys come from a keyboard."""

    def action_command_palette(self) -> None:
        """The console has its own, which knows who may what."""

    def action_change_theme(self) -> None:
        """The same."""
