"""What a record's form reads while it is open: what is shown beside it, and the record that somebody changed."""

from collections.abc import Iterable

from industrack_core.domain.acts.news import Blocked, Changes, Found, Lost, News, Outdated
from industrack_core.domain.kinds import SAYS_WHO
from industrack_core.domain.records.held import Held
from industrack_tui.forms.record.entry import RecordEntry
from industrack_tui.forms.record.model import RecordModel
from industrack_tui.forms.record.spec import Reading
from industrack_tui.late import late
from industrack_tui.terminal.awaiting import Coming


def hear_rights(form: RecordEntry, model: RecordModel, news: News) -> None:
    """Where who sits here may see more or less than before, the form is read again."""
    if isinstance(news, Found) or (isinstance(news, Changes) and news.touches(*SAYS_WHO)):
        form.tasks.spawn(late("forms.record.seen_again:see_again")(form, model, news))


class RecordFetching:
    """Reads for one form: never more than one reading of a name at once."""

    def __init__(self, form: RecordEntry, model: RecordModel) -> None:
        self._form, self._model = form, model
        self._under_way: set[str] = set()
        self._asked_again: set[str] = set()

    def ask(self, names: Iterable[str]) -> None:
        """Read what is shown beside the record under these names; what is being read, once more afterwards."""
        for name in names:
            if name in self._under_way:
                self._asked_again.add(name)
                continue
            self._under_way.add(name)
            reading = self._model.spec.readings[name]
            work = self._read(name, reading)
            if reading.meanwhile:
                self._form.tasks.spawn(work)
            else:
                self._form.bring(work, Coming.FILLS)

    async def _read(self, name: str, reading: Reading) -> None:
        model = self._model
        try:
            while True:
                self._asked_again.discard(name)
                about = reading.about(model)
                found = reading.otherwise if about is None else await self._found(reading, about)
                if name not in self._asked_again and reading.about(model) == about:
                    break
        finally:
            self._under_way.discard(name)
        model.put_beside(found)
        self._show(reading)

    async def _found(self, reading: Reading, about: Held) -> Held:
        bridge, record = self._form.bridge, self._model.record
        read = bridge.weigh if reading.weighs else bridge.seek
        return await read(lambda desk: reading.read(desk, record, about))

    def _show(self, reading: Reading) -> None:
        form = self._form
        if not form.is_attached or (reading.meanwhile and not form.is_current):
            return
        if not reading.meanwhile and not form.hand.is_typing:
            form.hand.begin_again()
        form.draw()

    def hear(self, news: News) -> None:
        """Somebody's change of this very record is said at once; what is shown beside it is read again."""
        if isinstance(news, Lost | Blocked | Outdated):
            return
        record, kind = self._model.original, self._model.spec.kind
        # a database that is found again does not tell what happened meanwhile
        records = news.records if isinstance(news, Changes) else None
        if record.id and (records is None or record.id in records.get(kind, ())):
            self._form.tasks.spawn(
                self._check_version(self._form.session.called(news.who) if isinstance(news, Changes) else "")
            )
        self.ask(self._model.spec.readings)

    async def _check_version(self, who: str) -> None:
        form, model = self._form, self._model
        kind, record_id = model.spec.kind, model.original.id
        latest: Held = (await form.bridge.seek(lambda desk: desk.records(kind, [record_id]))).get(record_id)
        # the form may have gone on with the latest version while it was read
        if latest is None or latest.version == model.original.version or not form.is_attached:
            return
        if not model.is_dirty:
            model.begin_with(latest)
            form.hand.begin_again()
        else:
            form.changed_by = who or "Somebody"
        form.draw()
