"""The floors: bare Textual apps of the same size as the console, which nothing that paints can be expected to beat.

`cell`: one full-screen line-drawing widget in which a key changes 8 columns by `refresh(Region)`.
`full`: the same app refreshing its whole screen. `start`: its first paint. Both answer to the right arrow key.
`form`: the same as `full`, and `a` opens a form of as many fields as Add Job has, `f2` closes it: a modal screen beside
what it was opened over, which makes room for it, as the console's form does.
What is shown is made before any key: a key costs what the toolkit needs to bring lines to the terminal, nothing else.
Run as `python -m benchmarks.floor cell`; `--diff` puts the console's output stage under it, to weigh that alone.
"""

import argparse
import os
import random
from typing import Any

COLOURS = ("on rgb(38,70,83)", "on rgb(42,157,143)", "on rgb(233,196,106)", "on rgb(244,162,97)", "")
CELL = 8
FIELDS, FORM_WIDTH = 21, 84
"""Fields of Add Job as it opens, and cells of it in a terminal of 200 columns."""
_CSS = f"""
Sheet {{ width: 100%; height: 100%; }}
Form {{ background: transparent; }}
#fields {{ dock: right; width: {FORM_WIDTH}; height: 100%; background: $surface;
    layout: grid; grid-size: 2; grid-columns: 14 1fr; grid-rows: 1; }}
"""


def main() -> None:
    """Run one floor until it is ended."""
    parser = argparse.ArgumentParser(prog="benchmarks.floor")
    parser.add_argument("kind", choices=["cell", "full", "form"])
    parser.add_argument("--diff", action="store_true")
    chosen = parser.parse_args()
    if chosen.diff:
        from industrack_tui.terminal.compat import prepare_environment

        prepare_environment(os.environ)
    app_of(chosen.kind, chosen.diff).run()


def _sheets(width: int, height: int) -> list[list[list[Any]]]:
    """Two screens of lines of blocks, as segments; the same at every run."""
    from rich.segment import Segment
    from rich.style import Style

    styles = [Style.parse(colour) if colour else Style() for colour in COLOURS]
    dice = random.Random(5)
    return [
        [[Segment(f"{dice.randrange(10_000):>6}  ", dice.choice(styles)) for _ in range(width // CELL)] for _ in rows]
        for rows in (range(height), range(height))
    ]


def app_of(kind: str, diff: bool) -> Any:
    """A floor app, not yet running."""
    from rich.segment import Segment
    from rich.style import Style
    from textual.app import App, ComposeResult
    from textual.events import Key
    from textual.geometry import Region
    from textual.strip import Strip
    from textual.widget import Widget

    cursor = Style.parse("bold black on white")

    class Sheet(Widget):
        """Rows of coloured blocks with a cursor of eight columns."""

        can_focus = True

        def on_mount(self) -> None:
            self.column = 0
            self.turn = 0
            self.sheets: list[list[list[Any]]] = []

        def render_line(self, y: int) -> Strip:
            if not self.sheets:  # with the first frame, long before a key
                self.sheets = _sheets(self.size.width, self.size.height)
            line = self.sheets[self.turn][y][: self.size.width // CELL]
            if y == 10:
                at = self.column // CELL
                line = [*line[:at], Segment(line[at].text, cursor), *line[at + 1 :]]
            return Strip(line, CELL * len(line))  # a strip of its own: none is turned into codes before its key

        def on_key(self, event: Key) -> None:
            if event.key != "right":
                _open_form(self.app, kind, event.key)
                return
            if kind != "cell":
                self.turn = 1 - self.turn
                self.refresh()
                return
            old, self.column = self.column, (self.column + CELL) % (self.size.width // CELL * CELL)
            self.refresh(Region(old, 10, CELL, 1), Region(self.column, 10, CELL, 1))

    def compose(_: Any) -> ComposeResult:
        yield Sheet()

    body = {"compose": compose, "CSS": _CSS, "ENABLE_COMMAND_PALETTE": False}
    base: type[Any] = App
    if diff:
        from industrack_tui.terminal.output import DiffOutput

        base = DiffOutput
    return type("Floor", (base,), body)()


def _open_form(app: Any, kind: str, key: str) -> None:
    """What `a` does where there is a form."""
    if kind == "form" and key == "a":
        app.push_screen(_form())


def _form() -> Any:
    """A form as the toolkit has it, beside the screen it is opened over."""
    from textual.app import ComposeResult
    from textual.containers import Container
    from textual.events import Key
    from textual.screen import ModalScreen
    from textual.widgets import Input, Label

    class Form(ModalScreen[None]):
        """Labels and inputs of a line each."""

        def compose(self) -> ComposeResult:
            with Container(id="fields"):
                for number in range(FIELDS):
                    yield Label(f"Field {number}")
                    field = Input(placeholder="what may be typed", compact=True)
                    field.cursor_blink = False  # it would be painted again every half second
                    yield field

        def on_mount(self) -> None:
            self._under.styles.padding = (0, FORM_WIDTH, 0, 0)

        def on_key(self, event: Key) -> None:
            if event.key == "f2":
                self._under.styles.padding = 0
                self.dismiss()

        @property
        def _under(self) -> Any:
            return self.app.screen_stack[0]

    return Form()


if __name__ == "__main__":
    main()
