"""Phones, a wire, a gateway's desk and an office as one: whatever goes wrong, each report counts once and none is lost.

`FIELD_SOAK=1000` in the environment plays so many times as many histories.
"""

from random import Random

import pytest

from tests.field.agreeing import board_is_the_union, each_once, no_note_lost, statuses_follow, times_of, visits_of
from tests.field.histories import Faults, History
from tests.field.soaking import rounds
from tests.store.backups import backup_of

SEEDS = range(rounds(2))
TURNS = 60
ENDED = ("completed", "declined")


def ended(url: str, seed: int, faults: Faults, turns: int = TURNS) -> History:
    history = History(url, Random(seed), faults)
    history.begin()
    history.play(turns)
    history.end()
    return history


@pytest.mark.parametrize("seed", SEEDS)
def test_a_bad_wire(company_url: str, seed: int) -> None:
    history = ended(company_url, seed, Faults())
    each_once(company_url, history.phones)
    no_note_lost(company_url, history.phones)
    board_is_the_union(company_url)
    statuses_follow(company_url)


@pytest.mark.parametrize("seed", SEEDS)
def test_an_office_that_works_on(sqlite_company: str, seed: int) -> None:
    history = ended(sqlite_company, seed, Faults(office=True), 2 * TURNS)
    each_once(sqlite_company, history.phones)
    no_note_lost(sqlite_company, history.phones)
    statuses_follow(sqlite_company, ENDED)


@pytest.mark.parametrize("seed", SEEDS)
def test_stores_that_are_lost_and_cloned(sqlite_company: str, seed: int) -> None:
    history = ended(sqlite_company, seed, Faults(stores=True, office=seed % 2 == 1))
    no_note_lost(sqlite_company, history.phones)
    statuses_follow(sqlite_company, ENDED if history.faults.office else ())


@pytest.mark.parametrize("seed", SEEDS)
def test_a_backup_that_was_restored_gets_the_day_back(company_url: str, seed: int) -> None:
    history = ended(company_url, seed, Faults(restores=True), 2 * TURNS)
    each_once(company_url, history.phones)
    no_note_lost(company_url, history.phones)
    board_is_the_union(company_url)
    statuses_follow(company_url)


def test_a_restored_office_is_as_one_that_never_was(company_url: str) -> None:
    """The same day, once with a backup from noon put back in the evening."""
    known, morning = [], backup_of(company_url)
    for restores in (False, True):
        history = History(company_url, Random(5), Faults(wire=False))
        history.begin()
        history.play(TURNS)
        noon = history.restore(None)
        history.play(TURNS)
        if restores:
            history.restore(noon)
        history.end()
        known.append((visits_of(company_url), times_of(company_url)))
        if not restores:
            morning()
    assert known[0] == known[1]
    assert all(known[0])
