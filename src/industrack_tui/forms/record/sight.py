"""A form as somebody may see it: without the fields and sentences of what they may not."""

from collections.abc import Iterator
from dataclasses import replace

from industrack_core.domain.rights import Sitter, lacking_sight
from industrack_tui.forms.record.field_spec import FieldSpec
from industrack_tui.forms.record.spec import Beside, Content, Entries, FieldRow, RecordSpec
from industrack_tui.widgets.form.sheet import Parts


def as_seen(spec: RecordSpec, person: Sitter | None) -> RecordSpec:
    """The description with what this person sees; the same one where that is all of it."""
    lacking = frozenset(each.value for each in lacking_sight(person))
    if not lacking:
        return spec
    parts = (replace(part, content=tuple(_seen(part.content, lacking))) for part in spec.sections)
    return replace(spec, sections=tuple(parts))


def _seen(content: tuple[Content, ...], lacking: frozenset[str]) -> Iterator[Content]:
    for each in content:
        if isinstance(each, FieldRow):
            fields = tuple(field for field in each.fields if field.right not in lacking)
            if fields:
                yield each if fields == each.fields else FieldRow(fields, each.is_shown)
        elif isinstance(each, Entries):
            yield _entries(each, lacking)
        elif each.right not in lacking:
            yield each


def _entries(listed: Entries, lacking: frozenset[str]) -> Entries:
    cells: tuple[FieldSpec | Beside, ...] = tuple(cell for cell in listed.cells if cell.right not in lacking)
    if cells == listed.cells and listed.inner is None:
        return listed
    beside = [cell for cell in listed.cells if isinstance(cell, Beside)]
    captions: Parts = tuple(
        caption for cell, caption in zip(beside, listed.captions, strict=False) if cell.right not in lacking
    )
    inner = _entries(listed.inner, lacking) if listed.inner is not None else None
    return replace(listed, cells=cells, captions=captions, inner=inner)
