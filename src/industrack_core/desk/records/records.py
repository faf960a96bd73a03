"""Founding a company: whole records at once."""

import secrets
from dataclasses import replace

from industrack_core.desk.plan import Decision, Setting, plan_of
from industrack_core.domain.acts.founding import LoadRecords
from industrack_core.domain.acts.limits import cleaned
from industrack_core.domain.kinds import Kind
from industrack_core.domain.outcomes import Finding, FindingKind, Refused, Weight
from industrack_core.domain.records.office import Company
from industrack_core.domain.records.record import Record
from industrack_core.domain.text.text import clean_line
from industrack_core.store.writing.transaction import Transaction


def load_records(tx: Transaction, act: LoadRecords, setting: Setting) -> Decision:
    """Insert the records as they are; a second company is refused."""
    if tx.count(Kind.COMPANY) and any(isinstance(record, Company) for record in act.records):
        text = "This database already holds a company."
        return Refused((Finding(FindingKind.NOTHING, Weight.STOPS, text),))
    return plan_of([(None, _whole(cleaned(record))) for record in act.records], clean_line(act.line))


def _whole(record: Record) -> Record:
    """A company gets the key by which phones tell it from every other."""
    if isinstance(record, Company) and not record.key:
        return replace(record, key=secrets.token_hex(8))
    return record
