"""What a record's form reads while it is open: what is shown beside it, and the record that somebody changed."""

from collections.abc import Mapping

from industrack_core.domain.acts.news import Changes, Lost, News, Outdated
from industrack_core.domain.records.held import Held
from industrack_tui.forms.record.entry import RecordEntry
from industrack_tui.forms.record.model import RecordModel
from industrack_tui.terminal.awaiting import Coming


class RecordFetching:
    """Reads for one form."""

    def __init__(self, form: RecordEntry, model: RecordModel) -> None:
        self._form, self._model = form, model
        self._is_reading = self._asked_again = False

    def ask(self) -> None:
        """Read what is shown beside the record; while it is read, once more afterwards."""
        if self._is_reading:
            self._asked_again = True
        elif self._model.spec.fetch is not None:
            self._is_reading = True
            self._form.bring(self._read(), Coming.FILLS)

    async def _read(self) -> None:
        try:
            self._asked_again = True
            while self._asked_again:
                self._asked_again = False
                self._show(await self._beside(self._model.record))
        finally:
            self._is_reading = False

    async def _beside(self, record: Held) -> Mapping[str, object]:
        fetch = self._model.spec.fetch
        assert fetch is not None
        return await self._form.bridge.seek(lambda desk: fetch(desk, record))

    def _show(self, found: Mapping[str, object]) -> None:
        form = self._form
        self._model.extra |= found
        if form.is_attached:
            if form.hand.is_typing:
                form.hand.refresh(form.form_width)
            else:
                form.hand.begin_again()
            form.draw()

    def hear(self, news: News) -> None:
        """Somebody's change of this very record is said at once; what is shown beside it is read again."""
        if isinstance(news, Lost | Outdated):
            return
        record, kind = self._model.original, self._model.spec.kind
        # a database that is found again does not tell what happened meanwhile
        records = news.records if isinstance(news, Changes) else None
        if record.id and (records is None or record.id in records.get(kind, ())):
            self._form.tasks.spawn(self._check_version(news.who if isinstance(news, Changes) else ""))
        self.ask()

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
