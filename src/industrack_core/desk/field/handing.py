"""What a sync and an upload write: how far the office's word got, a token that changes, a content that came."""

from dataclasses import replace

from industrack_core.desk.plan import Decision, Plan, Setting
from industrack_core.domain.acts.field_acts import FieldSync, FileStored
from industrack_core.domain.field.records import Device, FieldFile
from industrack_core.domain.kinds import Kind
from industrack_core.domain.outcomes import Done
from industrack_core.domain.records.outbox import Channel, OutboxEntry
from industrack_core.domain.records.record import Change
from industrack_core.domain.text.text import how_many
from industrack_core.store.writing.field_lookups import device_by_hash
from industrack_core.store.writing.transaction import Transaction


def field_sync(tx: Transaction, act: FieldSync, setting: Setting) -> Decision:
    """Times of the entries that the phone was handed, has received or seen, each once; and its token."""
    device = tx.get(Device, act.device_id)
    if device is None:
        return Done(tx.revision, "Nothing new.")
    now_s = int(setting.now.timestamp())
    found = tx.get_many(OutboxEntry, sorted({*act.handed, *act.received, *act.seen}))
    changes: list[Change] = []
    for entry in found.values():
        if (entry.employee_id, entry.channel) != (device.employee_id, Channel.PHONE):
            continue
        seen = entry.id in act.seen
        received = seen or entry.id in act.received
        after = replace(
            entry, sent_s=entry.sent_s or now_s, received_s=entry.received_s or (now_s if received else 0),
            seen_s=entry.seen_s or (now_s if seen else 0),
        )  # fmt: skip
        if after != entry:
            changes.append((entry, after))
    has = how_many(len(changes), Kind.JOB.noun) if changes else "a new key"
    turned = _turned(tx, act, device)
    changes += [(device, turned)] if turned != device else []
    return Plan(tuple(changes), f"{device.name} has {has}.") if changes else Done(tx.revision, "Nothing new.")


def _turned(tx: Transaction, act: FieldSync, device: Device) -> Device:
    """The device with the token that it uses from now on, or will use."""
    if act.by_next and device.next_hash:
        device = replace(device, token_hash=device.next_hash, next_hash="")
    if not act.next_hash or device_by_hash(tx, act.next_hash) is not None:  # its own, too
        return device
    return replace(device, next_hash=act.next_hash)


def file_stored(tx: Transaction, act: FileStored, setting: Setting) -> Decision:
    """Everything that names the content has it now."""
    files = [each for each in tx.find(FieldFile, "digest", [act.digest]) if not each.stored]
    if not files:
        return Done(tx.revision, "Nothing waits for this file.")
    return Plan(tuple((each, replace(each, stored=True)) for each in files), f"{files[0].name or 'A file'} has come.")
