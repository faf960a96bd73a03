"""What becomes of messages beside phones: sent, tried again after a pause, given up, taken off."""

import json
from dataclasses import replace

from industrack_core.desk.jobs.job_checks import stale
from industrack_core.desk.plan import Decision, Plan, Setting, plan_of
from industrack_core.domain.acts.field_acts import ClaimMessage, HookFailed, MessageTried, SettleMessage
from industrack_core.domain.acts.limits import LINE_LIMIT
from industrack_core.domain.field.messages import HOOK, PAUSES_S, STALE_S, pause_after
from industrack_core.domain.kinds import Kind
from industrack_core.domain.outcomes import Done
from industrack_core.domain.records.outbox import Channel, Errand, OutboxEntry
from industrack_core.domain.text.text import clean_line
from industrack_core.store.writing.transaction import Transaction

_WORDS = (Errand.DISPATCH, Errand.RECALL)
"""What an employee is told of a job: the newest counts."""
_DISPATCH_TOLD, _RECALL_TOLD = (f"{HOOK}:{each.value}" for each in _WORDS)
_WORDS_TOLD = (_DISPATCH_TOLD, _RECALL_TOLD)
"""To a command, which failed."""


def claim_message(tx: Transaction, act: ClaimMessage, setting: Setting) -> Decision:
    """It is sent now, and again after the pause of a failed try if nobody tells what came of it; or it is taken off,
    because a newer one follows, or nobody wants to hear any more that somebody is on the way."""
    entry = tx.get(OutboxEntry, act.entry_id)
    if entry is None or entry.version != act.version or entry.channel is not Channel.NOTIFY or entry.sent_s:
        return Done(tx.revision, "This message does not wait.")
    now_s, about = int(setting.now.timestamp()), f"the message about job {entry.job_number}"
    if entry.errand is Errand.TRAVEL and now_s - entry.due_s > STALE_S:
        return Plan(((entry, None),), f"Took {about} off: it would have come too late.")
    if entry.errand in _WORDS and any(_follows(each, entry) for each in tx.find(OutboxEntry, "job_id", [entry.job_id])):
        return Plan(((entry, None),), f"Took {about} off: a newer one follows.")
    if entry.address in _WORDS_TOLD and not _still_stands(tx, entry, now_s):
        return Plan(((entry, None),), f"Took {about} off: it is not so any more.")
    tries = entry.tries + 1
    after = replace(entry, tries=tries, next_s=now_s + (pause_after(tries) or PAUSES_S[-1]), error="")
    return Plan(((entry, after),), f"Sending {about}.")


def _follows(other: OutboxEntry, entry: OutboxEntry) -> bool:
    """Whether a message says anew what another one of the same job to the same person says."""
    is_same = (other.channel, other.employee_id) == (Channel.NOTIFY, entry.employee_id)
    return is_same and other.errand in _WORDS and other.id > entry.id


def _still_stands(tx: Transaction, entry: OutboxEntry, now_s: int) -> bool:
    """Whether what a command failed to hear is what an employee was told of the job last."""
    said = [
        each
        for each in tx.find(OutboxEntry, "job_id", [entry.job_id])
        if (each.channel, each.employee_id) == (Channel.PHONE, entry.employee_id) and each.due_s <= now_s
    ]
    newest = max(said, key=lambda each: each.id, default=None)
    if newest is None or newest.errand is Errand.RECALL:
        return entry.address == _RECALL_TOLD
    return entry.address == _DISPATCH_TOLD and json.loads(entry.payload)["said"] == json.loads(newest.payload or "{}")


def message_tried(tx: Transaction, act: MessageTried, setting: Setting) -> Decision:
    """It went, or is tried again after a pause that grows; after the last one it is given up."""
    entry = tx.get(OutboxEntry, act.entry_id)
    if entry is None or entry.channel is not Channel.NOTIFY or entry.sent_s:
        return Done(tx.revision, "This message does not wait.")
    now_s, tries = int(setting.now.timestamp()), entry.tries + (not entry.is_leaving)
    about = f"the message about job {entry.job_number}"
    if not act.error:
        after = replace(entry, sent_s=now_s, tries=tries, error="")
        return Plan(((entry, after),), f"Sent {about}.")
    pause = pause_after(tries)
    if pause is None or (entry.errand is Errand.TRAVEL and now_s + pause - entry.due_s > STALE_S):
        after = replace(entry, tries=tries, next_s=0, error=clean_line(act.error, LINE_LIMIT))
        return Plan(((entry, after),), f"Gave {about} up after {tries} tries: {after.error}")
    after = replace(entry, tries=tries, next_s=now_s + pause, error=clean_line(act.error, LINE_LIMIT))
    return Plan(((entry, after),), f"Could not send {about}: {after.error}")


def hook_failed(tx: Transaction, act: HookFailed, setting: Setting) -> Decision:
    """It waits in the outbox as a message to the command, and is tried again as every message is."""
    now_s = int(setting.now.timestamp())
    entry = OutboxEntry(
        id=tx.new_id(), job_id=act.job_id, job_number=act.job_number, employee_id=act.employee_id,
        errand=Errand.EVENT, written_at=setting.minute, payload=act.given, due_s=now_s,
        channel=Channel.NOTIFY, address=f"{HOOK}:{act.event}", tries=1, next_s=now_s + PAUSES_S[0],
        error=clean_line(act.error, LINE_LIMIT),
    )  # fmt: skip
    return Plan(((None, entry),), f"The command for {act.event} failed: {entry.error}")


def settle_message(tx: Transaction, act: SettleMessage, setting: Setting) -> Decision:
    """Tried again, as if it were new; or taken off, and nobody gets it."""
    entry = tx.get(OutboxEntry, act.entry_id)
    if entry is None or entry.version != act.version:
        return stale(tx, Kind.OUTBOX, act.entry_id, "The message", act.version, entry.version if entry else 0)
    if entry.channel is not Channel.NOTIFY or entry.sent_s:
        return Done(tx.revision, "This message has gone.")
    if not act.again:
        return plan_of([(entry, None)], f"Took the message about job {entry.job_number} off the outbox.")
    now_s = int(setting.now.timestamp())
    after = replace(entry, tries=0, next_s=now_s, due_s=now_s)
    return plan_of([(entry, after)], f"The message about job {entry.job_number} is tried again.")
