"""Founding a company: acts that insert whole records."""

from dataclasses import dataclass

from industrack_core.domain.records.record import Record


@dataclass(frozen=True, slots=True)
class LoadRecords:
    """Found a company: insert whole records with the ids they carry, which `Desk.reserve_ids` handed out. The journal
    holds one entry for the act and no single records: there is nothing to go back to."""

    records: tuple[Record, ...]
    line: str


@dataclass(frozen=True, slots=True)
class InventCompany(LoadRecords):
    """Found a company that is invented, as the demo's: in no other does a told clock date what is done."""
