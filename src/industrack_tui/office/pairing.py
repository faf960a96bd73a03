"""The code by which a phone is paired, large and as a QR code; it counts down, and goes when the phone is there."""

from rich.segment import Segment
from textual.app import ComposeResult
from textual.containers import Vertical

from industrack_core.domain.acts.news import Changes, News
from industrack_core.domain.field.codes import shown_code
from industrack_core.domain.kinds import Kind
from industrack_tui.dialogs.dialog import Dialog, wrapped
from industrack_tui.office.qr_pane import qr_pane
from industrack_tui.session import Session
from industrack_tui.widgets.lines import LinePane

_WIDTH = 60
_OTHERS = 9
"""Lines of the box that are not the QR code."""


class PairDialog(Dialog[str]):
    """Dismissed with the name of the phone that came, or None when it was left or the code is too old."""

    mode_name = "PAIR"

    def __init__(self, session: Session, of: str, code: str, address: str, expires_s: int) -> None:
        super().__init__(session.look, session.glyphs, f"Pair a phone of {of}")
        self.session, self.code, self.expires_s = session, code, expires_s
        self.address = address.rstrip("/")
        self._employee_id, self._known = 0, frozenset[int]()

    def waits_for(self, employee_id: int, known: frozenset[int]) -> None:
        """It goes when the employee has a phone beside these."""
        self._employee_id, self._known = employee_id, known

    def compose(self) -> ComposeResult:
        where = f"On the phone, open {self.address} and type" if self.address else "Type on the phone's page"
        lines = [[(f" {each}", "panel")] for each in wrapped(f"{where} this code:", self.inner_width(_WIDTH) - 2)]
        with Vertical(classes="box"):
            yield self.title_pane()
            yield self.pane([*lines, [(f"   {shown_code(self.code)}", "panel_strong")]])
            yield self.pane([[(self._left(), "panel_muted")]], "left")
            yield from self._code_pane()
            yield self.pane([[(" esc ", "panel_accent"), ("back: the code stays good", "panel")]])

    def _code_pane(self) -> ComposeResult:
        pane = qr_pane(self, f"{self.address}/#pair={self.code}", _OTHERS) if self.address else None
        if pane is None:
            missing = " The address of the gateway (g s, Phones) is needed for a QR code." if not self.address else ""
            pane = self.pane([[(each, "panel_muted")] for each in wrapped(missing, self.inner_width(_WIDTH) - 2)])
        yield pane

    def on_mount(self) -> None:
        super().on_mount()
        if not self.app.is_headless:
            self.set_interval(1.0, self._count_down)

    def _left(self) -> str:
        left = max(0, int(self.expires_s - self.session.now.timestamp()))
        return f"   good for {left // 60}:{left % 60:02}"

    def _count_down(self) -> None:
        if self.expires_s <= self.session.now.timestamp():
            self.action_leave()
            return
        for pane in self.query("#left").results(LinePane):
            pane.show_lines([[Segment(self._left(), self.look["panel_muted"])]])

    def heard(self, news: News) -> None:
        """A phone became a device: maybe this one."""
        super().heard(news)
        if isinstance(news, Changes) and news.touches(Kind.DEVICE):
            self.tasks.spawn(self._look_for_it())

    async def _look_for_it(self) -> None:
        phones = await self.session.bridge.ask(lambda desk: desk.phones())
        new = [each for each in phones if each.employee_id == self._employee_id and each.id not in self._known]
        if new and self.is_current:
            self.dismiss(new[-1].name)
