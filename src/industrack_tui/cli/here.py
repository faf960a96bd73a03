"""`industrack here`: who has the company open in a console now. Nothing here needs a terminal."""

import argparse

import msgspec

from industrack_core.desk.desk import Desk
from industrack_core.domain.kinds import noun_of
from industrack_core.domain.presence import Whereabouts
from industrack_core.domain.records.office import Office
from industrack_core.domain.rights import known_as
from industrack_core.domain.text.text import pad
from industrack_core.domain.time.span import clock_text, local_day
from industrack_tui.cli.admitting import admitted_desk
from industrack_tui.cli.guarding import say_json, warn
from industrack_tui.cli.scripts import print_lines


def print_here(given: argparse.Namespace) -> int:
    """A line for each console; with --json one object a line."""
    with admitted_desk(given) as desk:
        people, office = desk.here(), desk.office()
        if given.json:
            for each in people:
                say_json(f"{msgspec.json.encode(_document(each, office)).decode()}\n")
            return 0
        if not people:
            warn("Nobody has a console open here.")
            return 0
        names = [known_as(office.person, each.login) for each in people]
        widest = max(map(len, names))
        print_lines(
            f"{pad(name, widest)}  {_said(each, desk, office)}" for name, each in zip(names, people, strict=True)
        )
    return 0


def _document(each: Whereabouts, office: Office) -> dict[str, str | int]:
    at = each.since.isoformat().replace("+00:00", "Z")
    return {
        "login": each.login, "name": known_as(office.person, each.login), "session": each.session, "since": at,
        "kind": each.kind, "id": each.id, "field": each.field,
    }  # fmt: skip


def _said(each: Whereabouts, desk: Desk, office: Office) -> str:
    """Since when they are here, or what they have open."""
    since = each.since.astimezone(office.zone)
    day, today = since.date(), local_day(desk.clock(), office.zone)
    when = clock_text(since) if day == today else f"{day:%a} {day.day} {day:%b} {clock_text(since)}"
    if not each.kind:
        return f"since {when}"
    typing = f", types in {each.field}" if each.field else ""
    return f"has {_record(each, desk)} open since {when}{typing}"


def _record(each: Whereabouts, desk: Desk) -> str:
    """A record by its number or name."""
    found = desk.records(each.kind, [each.id]).get(each.id)
    called = getattr(found, "number", "") or getattr(found, "name", "") or ""
    return f"{noun_of(each.kind)} {called}".rstrip()
