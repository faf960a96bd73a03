"""What a desk answers, without what who asks may not see: a walk over the values, loaded where something is hidden."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import is_dataclass, replace
from datetime import date, datetime, timedelta
from functools import cache
from types import GeneratorType
from typing import TypeVar

from industrack_core.domain.acts.history import FieldChange, HistoryEntry
from industrack_core.domain.acts.log import LogChange, LogEntry, OthersAct, OwnAct
from industrack_core.domain.acts.news import Changes
from industrack_core.domain.errors import NotAdmitted
from industrack_core.domain.hidden import (
    HIDDEN_LISTS,
    INSTEAD,
    hidden_fields,
    hidden_labels,
    hidden_names,
    said_without,
)
from industrack_core.domain.outcomes import Done, Finding, FindingKind, Trial
from industrack_core.domain.records.held import Held
from industrack_core.domain.records.inventory import StockMove
from industrack_core.domain.records.listing import ListQuery, ListRow
from industrack_core.domain.rights import Right, Sitter

V = TypeVar("V")
Lacking = tuple[Right, ...]
_PLAIN = frozenset({int, str, bool, float, bytes, type(None), datetime, date, timedelta})
_FLAT = frozenset({int, str, bool, int | None, str | None})


def veil(value: V, lacking: Lacking) -> V:
    """The value with nothing in it that takes one of these rights to be seen."""
    seen: V = _seen(value, lacking)
    return seen


def refuse_hidden(query: ListQuery, person: Sitter, lacking: Lacking) -> None:
    """Raise NotAdmitted for a list that is not shown to somebody, or an order by what is not."""
    right = HIDDEN_LISTS.get(query.name)
    if right is None or right not in lacking:
        right = next((each for each in lacking if query.sort in hidden_names((each,))), None)
    if right is not None:
        raise NotAdmitted(person.may_not((right,)))


def _seen(value: Held, lacking: Lacking) -> Held:
    kind: Held = type(value)
    if kind in _PLAIN:
        return value
    own = _OWN.get(kind)
    if own is not None:
        return own(value, lacking)
    walk = _walk_of(kind)
    return value if walk is None else walk(value, lacking)


@cache
def _walk_of(kind: Held) -> Callable[[Held, Lacking], Held] | None:
    """How values of a type are gone through; None where there is nothing in them."""
    if issubclass(kind, GeneratorType):
        return _each
    if issubclass(kind, tuple) and hasattr(kind, "_fields"):
        flat = all(each in _FLAT for each in kind.__annotations__.values())
        return _flat if flat else _named
    if issubclass(kind, Mapping):
        return _mapping
    if issubclass(kind, list | tuple):
        return _sequence
    return _record if is_dataclass(kind) else None


def _each(values: Iterator[Held], lacking: Lacking) -> Iterator[Held]:
    for value in values:
        yield _seen(value, lacking)


def _sequence(values: Sequence[Held], lacking: Lacking) -> Sequence[Held]:
    seen = [_seen(each, lacking) for each in values]
    if all(one is other for one, other in zip(seen, values, strict=True)):
        return values
    return tuple(seen) if isinstance(values, tuple) else seen


def _mapping(values: Mapping[Held, Held], lacking: Lacking) -> Mapping[Held, Held]:
    return {key: _seen(each, lacking) for key, each in values.items()}


def _flat(value: Held, lacking: Lacking) -> Held:
    names = hidden_fields(lacking).get(type(value))
    return value._replace(**{name: INSTEAD[name] for name in names}) if names else value


def _named(value: Held, lacking: Lacking) -> Held:
    return _flat(type(value)(*(_seen(each, lacking) for each in value)), lacking)


def _record(value: Held, lacking: Lacking) -> Held:
    """A record, or what is made of some; the same one where nothing of it is hidden."""
    hidden = hidden_fields(lacking).get(type(value), ())
    others: dict[str, Held] = {}
    for name in value.__dataclass_fields__:
        held = getattr(value, name)
        seen = INSTEAD[name] if name in hidden else _seen(held, lacking)
        if seen is not held:
            others[name] = seen
    return replace(value, **others) if others else value


# -- what is made of columns and of sentences ----------------------------------------------------


def _row(row: ListRow, lacking: Lacking) -> ListRow:
    """A line of a list has columns as the database has them; items are a text with their prices in it."""
    hidden = hidden_names(lacking)
    values = {name: None if name in hidden else value for name, value in row.values.items()}
    if "items" in values and Right.SEE_PRICES in lacking:
        values["items"] = "[]"
    line = values.get("line")
    if isinstance(line, str):  # the log's sentence
        values["line"] = said_without(line, lacking)
    return replace(row, values=values)


def _columns(value: Held, hidden: frozenset[str]) -> Held:
    """Columns of the journal without those that are hidden, also within lists, and those that are still texts."""
    if isinstance(value, Mapping):
        return {name: _columns(each, hidden) for name, each in value.items() if name not in hidden}
    if isinstance(value, list):
        return [_columns(each, hidden) for each in value]
    if isinstance(value, str) and value.startswith("[{"):
        return json.dumps(_columns(json.loads(value), hidden), ensure_ascii=False, separators=(",", ":"))
    return value


def _changes(changes: Sequence[FieldChange], lacking: Lacking) -> tuple[FieldChange, ...]:
    labels = hidden_labels(lacking)
    return tuple(each for each in changes if each.field not in labels)


def _log_change(change: LogChange, lacking: Lacking) -> LogChange:
    hidden = hidden_names(lacking)
    before, after = (_columns(side, hidden) for side in (change.before, change.after))
    return replace(change, before=before, after=after, told=_changes(change.told, lacking))


def _history(entry: HistoryEntry, lacking: Lacking) -> HistoryEntry:
    return replace(entry, line=said_without(entry.line, lacking), changes=_changes(entry.changes, lacking))


def _log_entry(entry: LogEntry, lacking: Lacking) -> LogEntry:
    changes = tuple(_log_change(each, lacking) for each in entry.changes)
    return replace(entry, line=said_without(entry.line, lacking), changes=changes)


def _finding(finding: Finding, lacking: Lacking) -> Finding:
    """What billing stands in the way of is not said by its state; others' acts that are named are said as the log says
    them."""
    if finding.kind is not FindingKind.BILLED or Right.SEE_BILLING not in lacking:
        text = said_without(finding.text, lacking)
        return finding if text == finding.text else replace(finding, text=text)
    return replace(finding, text="Billing stands in the way of that: somebody who sees it takes it back first.")


def _trial(trial: Trial, lacking: Lacking) -> Trial:
    """Why an act would not be done is said by its findings as well."""
    findings = tuple(_finding(each, lacking) for each in trial.findings)
    sentence = trial.sentence
    for was, now in zip(trial.findings, findings, strict=True):
        sentence = sentence.replace(was.text, now.text)
    return replace(trial, sentence=sentence, findings=findings)


def _line(said: Held, lacking: Lacking) -> Held:
    return replace(said, line=said_without(said.line, lacking))


def _done(done: Done, lacking: Lacking) -> Done:
    warnings = tuple(_finding(each, lacking) for each in done.warnings)
    return replace(done, line=said_without(done.line, lacking), warnings=warnings)


def _move(move: StockMove, lacking: Lacking) -> StockMove:
    return move._replace(line=said_without(move.line, lacking)) if move.line else move


_OWN: Mapping[type, Callable[[Held, Lacking], Held]] = {
    ListRow: _row,
    LogChange: _log_change,
    HistoryEntry: _history,
    LogEntry: _log_entry,
    OwnAct: _line,
    OthersAct: _line,
    Changes: _line,
    Done: _done,
    Finding: _finding,
    Trial: _trial,
    StockMove: _move,
}
"""Types that are gone through in a way of their own."""
