"""Nothing that was typed or tapped is lost when the phone's browser is ended as when the power goes, at any moment."""

import random
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Playwright

from tests.field.soaking import rounds
from tests.gateway.running import Gateway
from tests.page.browsers import browser
from tests.page.killing import Hand, Pocket
from tests.page.office import Office, today
from tests.store.small_company import ZONE

KILLS = rounds(5)


def sent_to(office: Office) -> int:
    """Steps for many taps: a job, whose id is answered, and short ones beside it, all of today, however late it is."""
    many = KILLS // 2
    beside = 95 if today().astimezone(ZONE).hour <= 12 else -5 - many
    for number in range(many):
        office.send(f"Boiler {number}", starts_at=today() + timedelta(minutes=beside + number), minutes=1)
    return office.send("Furnace")


@pytest.mark.timeout(120 + 60 * KILLS)  # each round opens a browser and types all the time
def test_nothing_is_lost_when_the_browser_is_killed(
    playwright: Playwright, office: Office, gateway: Gateway, tmp_path: Path
) -> None:
    assert browser() is not None, "no browser: apt-get install chromium"
    pocket = Pocket(playwright, tmp_path / "phone", gateway)
    job, phone = sent_to(office), pocket.open()
    phone.pair(office.offer())
    phone.sees("Furnace")
    gateway.kill()
    hand, draft = Hand(pocket, job, random.Random(1)), ""
    unanswered = []
    for _ in range(KILLS):
        hand.works_until_killed(phone, draft)
        assert phone.complaints == []
        phone = pocket.open()
        phone.open(f"/job/{job}/note")
        draft = phone.page.get_by_label("New note").input_value()
        if hand.saved and draft == "":
            unanswered.append(hand.saved)  # it is a note by now, or the test says below that it is lost
        else:
            assert draft in hand.may_be_there()
    gateway.start()
    phone.sync_now()
    phone.sees("all sent")
    notes = Counter(text for (text,) in office.rows("SELECT text FROM field_note"))
    assert notes == Counter([*hand.kept, *unanswered])
    ((steps,),) = office.rows("SELECT count(*) FROM field_report WHERE kind = 'step'")
    assert hand.stepped <= steps <= hand.tapped
    phone.context.close()
