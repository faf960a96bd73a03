"""Lists for scripts: JSON that any reader takes, with names as well as ids."""

import json
from contextlib import closing
from datetime import date, datetime

from industrack_core.domain.time.span import day_span
from industrack_core.exchange.exports.job_listing import jobs_json, jobs_table, queue_json
from tests.exchange.offices import demo_desk


def test_jobs_as_one_document(database_url: str) -> None:
    with closing(demo_desk(database_url)) as desk:
        office = desk.office()
        listed = list(desk.jobs(day_span(date(2026, 11, 24), office.zone)))
        document = json.loads("".join(jobs_json(office, listed)))
        table = list(jobs_table(office, listed))
    assert document["zone"] == "America/New_York"
    assert [job["number"] for job in document["jobs"]] == [each.job.number for each in listed]
    noted = {each.job.number: [note.text for note in each.job.field_notes] for each in listed if each.job.field_notes}
    assert noted
    assert noted == {job["number"]: [note["text"] for note in job["field_notes"]]
                     for job in document["jobs"] if job["field_notes"]}  # fmt: skip
    first, crews = document["jobs"][1], {len(job["crew"]) for job in document["jobs"]}
    assert datetime.fromisoformat(first["start"]) == listed[1].job.starts_at
    assert first["start"].endswith("-05:00")
    assert first["customer"]["name"] == listed[1].customer
    assert first["service_type"]["name"]
    assert crews >= {1, 2}
    assert len(table) == len(listed)


def test_queue_as_one_document(sqlite_url: str) -> None:
    with closing(demo_desk(sqlite_url)) as desk:
        queue = desk.queue()
        document = json.loads("".join(queue_json(desk.office(), queue.entries)))
        nothing = json.loads("".join(queue_json(desk.office(), ())))
    assert [job["number"] for job in document["queue"]] == [entry.number for entry in queue.entries]
    assert {job["lacks"] for job in document["queue"]} == {"no time", "no crew", "no time no crew"}
    assert nothing["queue"] == []
