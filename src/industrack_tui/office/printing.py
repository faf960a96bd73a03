"""Papers of the office on the screen, as a text file or as PDF; and files that an export writes."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from industrack_core.desk.values.new_file import new_private_file
from industrack_core.domain.records.estimate import Estimate
from industrack_core.domain.records.purchase import PurchaseOrder
from industrack_core.domain.text.file_endings import PAPERS, told_endings
from industrack_tui.dialogs.menu import Choice, Menu
from industrack_tui.dialogs.page import Page
from industrack_tui.dialogs.prompt import Prompt
from industrack_tui.terminal.awaiting import Coming

if TYPE_CHECKING:
    from industrack_core.desk.desk import Desk
    from industrack_core.exchange.papers.documents import Document
    from industrack_tui.lists.spec import OpenList

Compose = Callable[["Desk"], "Document"]


def print_estimate(screen: "OpenList", estimate: Estimate) -> None:
    """Look at an estimate, or write it to a file."""

    def compose(desk: "Desk") -> "Document":
        from industrack_core.exchange.papers.documents import estimate_document

        return estimate_document(desk, estimate)

    _choose(screen, f"Estimate {estimate.number}", f"estimate-{estimate.number}", compose)


def print_order(screen: "OpenList", order: PurchaseOrder) -> None:
    """Look at a purchase order, or write it to a file."""

    def compose(desk: "Desk") -> "Document":
        from industrack_core.exchange.papers.documents import order_document

        return order_document(desk, order)

    _choose(screen, f"Purchase order {order.number}", f"order-{order.number}", compose)


def _choose(screen: "OpenList", title: str, name: str, compose: Compose) -> None:
    choices = [
        Choice("look", "l", "Look", "on the screen"),
        Choice("pdf", "p", "PDF", "to a file"),
        Choice("txt", "t", "Text", "to a file"),
    ]
    told = screen.session.start.files.told
    tidy = "".join(each if each.isalnum() or each in "-_." else "-" for each in name)

    def chosen(choice: str | None) -> None:
        if choice == "look":
            screen.bring(_look(screen, title, compose))
        elif choice is not None:
            suggested = f"{tidy}.{choice}"

            def write(desk: "Desk", path: Path) -> str:
                return _write(desk, path, told(path), compose)

            ask_file(screen, f"Print {title} to", suggested, write, PAPERS)

    screen.app.push_screen(Menu(screen.look, screen.glyphs, f"Print {title}", choices), chosen)


async def _look(screen: "OpenList", title: str, compose: Compose) -> None:
    from industrack_core.exchange.papers.documents_text import document_text

    document = await screen.bridge.ask(compose)
    lines = [[(f" {line}", "panel")] for line in document_text(document).splitlines()]
    screen.app.push_screen(Page(screen.look, screen.glyphs, title, lines))


def _write(desk: "Desk", path: Path, told: str, compose: Compose) -> str:
    from industrack_core.exchange.papers.documents_pdf import write_document
    from industrack_core.exchange.papers.documents_text import document_text

    document, unprinted = compose(desk), ""
    with new_private_file(path) as file:
        if path.suffix.lower() == ".pdf":
            unprinted = write_document(document, file)
        else:
            file.write(document_text(document).encode())
    return f"{unprinted} Wrote {told}.".strip()


# -- files -------------------------------------------------------------------------------------


def export_shown(screen: "OpenList") -> None:
    """Ask where to, and write the list, all of it; or what the list writes instead."""
    if screen.spec.write is not None:
        screen.spec.write(screen)
        return
    from industrack_core.exchange.exports.sheet_out import FORMATS

    kind, title = screen.spec.export, screen.spec.exported or screen.spec.title.lower()

    def write(desk: "Desk", path: Path) -> str:
        from industrack_core.exchange.exports.exports import export_list

        return f"Wrote {export_list(desk, kind, path).counted} to {screen.session.start.files.told(path)}."

    today = f"{screen.bridge.desk.clock().astimezone(screen.office.zone):%Y-%m-%d}"
    suggested = f"{title.replace(' ', '-')}-{today}.csv"
    ask_file(screen, f"Export all {title} to", suggested, write, FORMATS)


def ask_file(
    screen: "OpenList", title: str, suggested: str, write: "Callable[[Desk, Path], str]", endings: Sequence[str]
) -> None:
    """Ask for a path that ends in one of `endings`, then let `write` write it beside the event loop; it answers the
    sentence to say.

    Who does not want to wait for it gets no file.
    """

    files = screen.session.start.files  # a file that is there is never written over

    def typed(text: str | None) -> None:
        if text:
            screen.bring(_written(screen, files.target(text), write), Coming.FILLS)

    hint, explain = f"a file that ends in {told_endings(endings)}", partial(files.explain, endings=endings)
    prompt = Prompt(screen.look, screen.glyphs, title, hint, explain, text=suggested)
    screen.app.push_screen(prompt, typed)


async def _written(screen: "OpenList", path: Path, write: "Callable[[Desk, Path], str]") -> None:
    try:
        said = await screen.bridge.beside(lambda desk: write(desk, path))
    except OSError as error:
        screen.say(f"{screen.session.start.files.called(path)} cannot be written: {error.strerror}.", "panel_error")
    else:
        screen.say(said, "panel_good" if said.startswith("Wrote") else "panel_warning")
