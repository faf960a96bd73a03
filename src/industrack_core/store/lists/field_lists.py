"""The lists of phones: devices, what they reported, times, and what waits for them."""

from collections.abc import Mapping

from sqlalchemy import Integer, and_, exists, func, literal_column, or_, select, type_coerce, union_all

from industrack_core.domain.field.entries import EntryKind
from industrack_core.domain.kinds import Kind
from industrack_core.store.engine import schema
from industrack_core.store.lists.list_parts import Filter, ListKind, Sort, WordIndex
from industrack_core.store.reads.kept_rows import their_rows

_device, _state, _report, _time = schema.device, schema.device_state, schema.field_report, schema.time_entry
_outbox, _crew, _job, _employee = schema.outbox, schema.job_crew, schema.job, schema.employee
_key, _word, _settings = schema.list_key, schema.list_word, schema.field_settings
_VERDICTS = ("review", "applied", "settled", "dismissed")
_names = _key.alias("sorted")
_link, _link_state, _links = schema.calendar_link, _state.alias("read"), _key.alias("sorted_links")
_JOB_WORDS = WordIndex(schema.job_word.c.word, schema.job_word.c.job_id, _report.c.job_id)
_TIMES_JOB = WordIndex(schema.job_word.c.word, schema.job_word.c.job_id, _time.c.job_id)
_WAITING_JOB = WordIndex(schema.job_word.c.word, schema.job_word.c.job_id, _outbox.c.job_id)

# Of what is not sent only the newest of a job and member goes to a phone, and none of a job that is done.
_FOR_A_PHONE = exists(
    select(_crew.c.job_id)
    .join(_job, _job.c.id == _crew.c.job_id)
    .where(
        _crew.c.job_id == _outbox.c.job_id,
        _crew.c.employee_id == _outbox.c.employee_id,
        _crew.c.entry_id == _outbox.c.id,
        _job.c.status != literal_column("'completed'"),
    )
)
_WAITS = and_(
    _outbox.c.sent_s == literal_column("0"), or_(_outbox.c.channel == literal_column("'notify'"), _FOR_A_PHONE)
)
# The newest entries of jobs that are not done, and messages: by indexes of their own, however much was never sent.
_LIVE_ENTRIES = (
    select(_crew.c.entry_id)
    .join(_job, _job.c.id == _crew.c.job_id)
    .where(_job.c.status != literal_column("'completed'"), _crew.c.receipt == literal_column("1"))
)
_MESSAGES = select(_outbox.c.id).where(
    _outbox.c.channel == literal_column("'notify'"), _outbox.c.sent_s == literal_column("0")
)
_THEIR_PHONES = (_device.c.employee_id == _outbox.c.employee_id, _device.c.state == literal_column("'active'"))
_PHONES = select(func.count()).where(*_THEIR_PHONES).scalar_subquery()
_HEARD = (
    select(func.coalesce(func.max(_state.c.last_sync_s), 0))
    .join(_device, _device.c.id == _state.c.device_id)
    .where(*_THEIR_PHONES)
    .scalar_subquery()
)
_AHEAD = select(func.coalesce(func.max(_settings.c.days_ahead), 7)).scalar_subquery()

WAITING = "waiting"
"""What was dispatched and no phone has fetched, and messages that have not gone: entries of the outbox."""

FIELD_LISTS: Mapping[str, ListKind] = {
    Kind.DEVICE: ListKind(
        _device,
        {
            **{name: _device.c[name] for name in ("employee_id", "name", "state", "paired_at")},
            **{
                name: _state.c[name]
                for name in ("last_sync_s", "build", "skew_s", "unsent_reports", "unsent_files", "storage")
            },
        },
        {"name": Sort((_names.c.key, _names.c.record_id), _names, _names.c.list == "device.name", _names.c.facet)},
        {value: Filter(_device.c.state == value, value) for value in ("active", "leaving", "lost")},
        (WordIndex(_word.c.word, _word.c.record_id, _device.c.id, _word.c.list == Kind.DEVICE.value),),
        ((_state, _state.c.device_id == _device.c.id, True),),
        parent=_device.c.employee_id,
        theirs=their_rows(_device),
    ),
    Kind.CALENDAR_LINK: ListKind(
        _link,
        {
            **{name: _link.c[name] for name in ("employee_id", "name", "made_at")},
            "last_sync_s": _link_state.c.last_sync_s,
        },
        {"name": Sort((_links.c.key, _links.c.record_id), _links, _links.c.list == "calendar_link.name")},
        words=(WordIndex(_word.c.word, _word.c.record_id, _link.c.id, _word.c.list == Kind.CALENDAR_LINK.value),),
        joined=((_link_state, _link_state.c.device_id == _link.c.id, True),),
        parent=_link.c.employee_id,
        theirs=their_rows(_link),
    ),
    Kind.FIELD_REPORT: ListKind(
        _report,
        {
            **{name: _report.c[name] for name in ("received_s", "at_s", "said_s", "employee_id", "kind", "verdict")},
            **{name: _report.c[name] for name in ("text", "job_id", "body")},
            "number": _job.c.number,
        },
        {"received_s": Sort((_report.c.received_s, _report.c.id), _report, facets=frozenset(_VERDICTS))},
        {value: Filter(_report.c.verdict == value, value) for value in _VERDICTS},
        (_JOB_WORDS,),
        ((_job, _job.c.id == _report.c.job_id, True),),
        theirs=their_rows(_report),
    ),
    Kind.TIME_ENTRY: ListKind(
        _time,
        {
            **{name: _time.c[name] for name in ("employee_id", "kind", "starts_at", "ends_at", "mark")},
            "number": _job.c.number,
            "who": _employee.c.last_name,
        },
        {"starts_at": Sort((_time.c.starts_at, _time.c.id), _time)},
        {
            **{value: Filter(_time.c.kind == value) for value in (each.value for each in EntryKind)},
            "marked": Filter(_time.c.mark != literal_column("'[]'")),
        },
        (_TIMES_JOB,),
        ((_job, _job.c.id == _time.c.job_id, True), (_employee, _employee.c.id == _time.c.employee_id, False)),
        parent=_time.c.employee_id,
        theirs=their_rows(_time),
    ),
    WAITING: ListKind(
        _outbox,
        {
            **{name: _outbox.c[name] for name in ("job_id", "job_number", "employee_id", "written_at", "due_s")},
            **{name: _outbox.c[name] for name in ("channel", "address", "payload", "tries", "next_s", "error")},
            "starts_at": _job.c.starts_at,
            "phones": type_coerce(_PHONES, Integer),
            "heard_s": type_coerce(_HEARD, Integer),
            "days_ahead": type_coerce(_AHEAD, Integer),
        },
        {"due_s": Sort((_outbox.c.due_s, _outbox.c.id), _outbox)},
        words=(_WAITING_JOB,),
        joined=((_job, _job.c.id == _outbox.c.job_id, True),),
        always=_WAITS,
        ids=union_all(_LIVE_ENTRIES, _MESSAGES),
        parent=_outbox.c.employee_id,
        theirs=their_rows(_outbox),
    ),
}
