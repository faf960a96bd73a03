"""One sync: reports are taken, then what the phone lacks is handed out."""

from dataclasses import replace
from functools import partial

from starlette.requests import Request
from starlette.responses import Response

from industrack_core.domain.field.job_document import Documents
from industrack_core.domain.field.records import DeviceState
from industrack_core.domain.field.told import MOST_REPORTS, Caller, Contact, Result, SentReport, Taken
from industrack_field.answers import in_json
from industrack_field.errors import Wrong
from industrack_field.gateway import Gateway, lost, signed_out, unknown_device
from industrack_field.limits import MOST_BODY, receive_body
from industrack_field.wire import ReportAsked, SyncAnswer, SyncAsked, read_sync

HOLD_S = 0.0075
"""Seconds of one transaction, after which no further report is begun in it: more would save a commit, and keep a
console's act waiting for all of them."""
MOST_ANSWER = 200_000
"""Bytes of job documents in one answer, before it is packed."""


async def sync(gateway: Gateway, request: Request) -> Response:
    """Everything between a phone and the office. Raises Wrong and the DatabaseError tree."""
    caller = await gateway.caller(request)
    asked = read_sync(await receive_body(request, MOST_BODY))
    if caller.state is DeviceState.LEAVING and not asked.reports:
        raise signed_out()
    taken = await _take(gateway, caller, asked)
    if taken.state is None:
        raise unknown_device()
    if taken.state is DeviceState.LOST:
        raise lost()
    if taken.state is DeviceState.LEAVING:
        answer = await gateway.work.read(lambda: _answer(gateway, taken))
    else:
        answer = await _handed(gateway, caller, asked, taken)
    return in_json(request, answer)


async def _take(gateway: Gateway, caller: Caller, asked: SyncAsked) -> Taken:
    """Take the reports, some in one transaction. Raises Wrong where one is another than the office has by its
    number."""
    writes = bool(asked.reports) or asked.first > 1  # a gap before the first is written down
    results: list[Result] = []
    left = [_sent(each) for each in asked.reports]
    while True:
        part = left[:MOST_REPORTS]
        call = partial(
            gateway.desk.take_reports, caller.device, part, now_ms=asked.now, first=asked.first, hold_s=HOLD_S
        )
        taken = await (gateway.work.write(call) if writes else gateway.work.read(call))
        results += taken.results
        if taken.reused:
            raise Wrong(409, "reused", "Another phone sends in the name of this one: call the office.")
        left = left[len(taken.results) :]
        if not left or (len(taken.results) < len(part) and not taken.paused):
            return replace(taken, results=tuple(results))


def _sent(report: ReportAsked) -> SentReport:
    return SentReport(report.seq, report.at, report.kind, report.job, report.entry, bytes(report.body))


async def _handed(gateway: Gateway, caller: Caller, asked: SyncAsked, taken: Taken) -> SyncAnswer:
    """What the phone lacks; that it was handed out is written before it goes."""
    desk, device = gateway.desk, caller.device
    documents = await gateway.work.read(
        lambda: desk.documents(device, asked.have, most_bytes=MOST_ANSWER, heard=gateway.poking.heard())
    )
    skew_s = round((desk.clock_ms() - asked.now) / 1000)
    contact = Contact(asked.build, skew_s, *asked.unsent, asked.storage)
    told = partial(
        desk.synced, device, documents, seen=asked.seen, next_hash=asked.next, by_next=caller.by_next, state=contact
    )
    is_news = documents.handed or documents.got or asked.seen or asked.next or caller.by_next
    await (gateway.work.write(told) if is_news else gateway.work.read(told))
    return await gateway.work.read(lambda: _answer(gateway, taken, device, asked, documents))


def _answer(
    gateway: Gateway, taken: Taken, device: int = 0, asked: SyncAsked | None = None, documents: Documents | None = None
) -> SyncAnswer:
    desk = gateway.desk
    now, key, wait = desk.clock_ms(), desk.company().key, desk.settings().sync_s
    if asked is None or documents is None:
        return SyncAnswer(now, key, taken.last, wait, taken.results)
    return SyncAnswer(
        now, key, taken.last, wait, taken.results, documents.jobs, documents.gone, desk.me(device),
        desk.lists(device, asked.lists), documents.more, bool(asked.next),
    )  # fmt: skip
