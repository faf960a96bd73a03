"""What must be so at the end of a history: every report once, no note lost, the board what the phones say."""

import json
from collections import defaultdict
from collections.abc import Container, Iterable
from typing import Any

from industrack_core.domain.field.job_status import job_status
from industrack_core.domain.field.member import Member, Review, VisitState, after
from industrack_core.domain.field.shifts import ShiftStep, take_shift
from industrack_core.domain.field.steps import Step, take_step
from industrack_core.domain.records.job import WorkStatus
from tests.field.phones import Phone
from tests.store.small_company import rows

Visits = dict[tuple[int, int], tuple[object, ...]]


def each_once(url: str, phones: Iterable[Phone]) -> None:
    """Of every device exactly the reports that its phone numbered, in order, each with what was said."""
    for phone in phones:
        found = rows(
            url, "SELECT seq, kind, body FROM field_report WHERE device_id = :device ORDER BY id", device=phone.device
        )
        told = [(seq, kind, json.loads(str(body))) for seq, kind, body in found if kind != "lost"]
        said = [(report.seq, report.kind, json.loads(report.body)) for report in phone.reports]
        assert told == said, f"device {phone.device}"


def no_note_lost(url: str, phones: Iterable[Phone]) -> None:
    """Every note that a phone has was taken by the office, or lies before it as it was said; the job has the newest.

    A phone whose store was copied has the words from before the copy, which the other one may have changed since.
    """
    kept = {str(key): text for key, text in rows(url, "SELECT key, text FROM field_note")}
    taken: dict[str, list[str]] = defaultdict(list)
    in_review = set()
    for body, verdict in rows(url, "SELECT body, verdict FROM field_report WHERE kind = 'note' ORDER BY id"):
        note = json.loads(str(body))
        if verdict == "review":
            in_review.add(note["text"])
        else:
            taken[note["key"]].append(note["text"])
    for key, texts in taken.items():
        assert kept[key] == texts[-1], (key, texts, kept[key])
    for phone in phones:
        for key, text in phone.notes.items():
            assert text in taken[key] or text in in_review, (key, text, kept.get(key))


def visits_of(url: str) -> Visits:
    """How far everybody is, by job and employee."""
    found = rows(url, "SELECT job_id, employee_id, status, reason, arrived, since_at FROM visit")
    return {(int(str(job)), int(str(who))): tuple(rest) for job, who, *rest in found}


def times_of(url: str) -> list[tuple[object, ...]]:
    """Everybody's times, by what they say."""
    return sorted(
        rows(
            url, "SELECT employee_id, coalesce(job_id, 0), kind, starts_at, coalesce(ends_at, 0), mark FROM time_entry"
        ),
        key=str,
    )


def board_is_the_union(url: str) -> None:
    """Visits, times and verdicts are what the pure rules make of the reports, in the order in which they were taken.

    Only where the office said nothing of the work itself.
    """
    members: dict[int, Member] = defaultdict(Member)
    closed: dict[int, list[object]] = defaultdict(list)
    taken = rows(
        url, "SELECT employee_id, job_id, kind, at_s, body, verdict FROM field_report"
        " WHERE kind IN ('step', 'shift') ORDER BY id",
    )  # fmt: skip
    for who, job, kind, at_s, body, verdict in taken:
        member, said = members[int(str(who))], json.loads(str(body))
        effect = _effect(member, int(str(job)), str(kind), int(str(at_s)), said)
        assert (verdict == "review") is isinstance(effect, Review), (who, job, kind, said, verdict)
        if not isinstance(effect, Review):
            members[int(str(who))] = after(member, effect)
            closed[int(str(who))] += [
                each.after for each in effect.entries if each.after and each.after.ends is not None
            ]
    expected = {
        (job, who): (visit.status.value, visit.reason, int(visit.arrived), visit.since // 60)
        for who, member in members.items()
        for job, visit in member.visits.items()
    }
    assert visits_of(url) == expected
    spells = [(who, spell) for who, member in members.items() for spell in member.open]
    spells += [(who, spell) for who, several in closed.items() for spell in several]  # type: ignore[misc]
    assert times_of(url) == sorted(
        (
            (
                who, spell.job, spell.kind.value, spell.starts // 60, 0 if spell.ends is None else spell.ends // 60,
                json.dumps(sorted(spell.marks), separators=(",", ":")),
            )
            for who, spell in spells
        ),
        key=str,
    )  # fmt: skip


def _effect(member: Member, job: int, kind: str, at_s: int, said: dict[str, Any]) -> Any:
    if kind == "shift":
        return take_shift(member, ShiftStep(said["step"]), at_s)
    return take_step(member, job, Step(said["step"]), at_s, reason=said["reason"])


def statuses_follow(url: str, stays: Container[object] = ()) -> None:
    """The status of every job is the one that follows from the visits of its crew, and each row of the board's says
    its member's. `stays`: statuses that a changed crew does not change."""
    visits = visits_of(url)
    crew: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for job, who, told in rows(url, "SELECT job_id, employee_id, status FROM job_crew ORDER BY employee_id"):
        crew[int(str(job))].append((int(str(who)), str(told)))
    for job, status, billing in rows(url, "SELECT id, status, billing FROM job"):
        members = crew[int(str(job))]
        for who, told in members:
            visit = visits.get((int(str(job)), who))
            assert told == (visit[0] if visit else ""), (job, who)
        known = [visits.get((int(str(job)), who)) for who, _ in members]
        if any(known) and billing == "none" and status not in stays:
            said = [VisitState(WorkStatus(str(visit[0]))) if visit else VisitState() for visit in known]
            assert status == job_status(said), (job, status, known)
