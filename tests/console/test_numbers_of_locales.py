"""Amounts of thirty locales as they come into fields: said before the field is left where they are written in another
way than shown, asked about where they could be two, and never another value."""

import os
import random
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from babel.numbers import format_currency, format_decimal, format_percent

from industrack_core.desk.values.countries import currency_of
from industrack_core.desk.values.money import decimals_of
from industrack_core.domain.acts.drafts import NewOrder
from industrack_core.domain.records.estimate import EstimateLine, new_estimate
from industrack_core.domain.records.inventory import InventoryItem
from industrack_core.domain.records.job_parts import JobItem
from industrack_core.domain.records.office import Calendar, Company, Office
from industrack_core.domain.records.purchase import OrderLine, PurchaseOrder
from industrack_tui.forms.job.model import JobModel
from industrack_tui.forms.job.spec import JOB
from industrack_tui.forms.record.model import RecordModel
from industrack_tui.office.estimate_form import ESTIMATE
from industrack_tui.office.inventory import ITEM
from industrack_tui.office.order_form import ORDER
from industrack_tui.widgets.form.form_model import FormModel
from industrack_tui.widgets.form.hand import FormHand
from tests.locales import LOCALES
from tests.widgets.test_form import CLOCK

TEXTS = int(os.environ.get("LOCALE_TEXTS", "20"))
"""For each locale, and in the whole run once: `LOCALE_TEXTS=1000`."""
pytestmark = pytest.mark.timeout(120 + TEXTS)


def _record(of: Callable[[Any], int]) -> Callable[[Any], int]:
    return lambda model: of(model.record)


Fields = tuple[tuple[str, str, Callable[[Any], int]], ...]
"""Form, field, and where the number is that was read from it."""
MONEY: Fields = (
    ("item", "price", _record(lambda item: item.price)),
    ("item", "cost", _record(lambda item: item.cost)),
    ("estimate", "discount", _record(lambda estimate: estimate.discount_amount)),
    ("estimate", "lines.0.price", _record(lambda estimate: estimate.lines[0].price)),
    ("estimate", "lines.0.discount", _record(lambda estimate: estimate.lines[0].discount.amount)),
    ("order", "lines.0.price", _record(lambda order: order.lines[0].price)),
    ("job", "items.0.price", _record(lambda job: job.items[0].price)),
    ("job", "new_orders.0.lines.0.price", _record(lambda job: job.new_orders[0].lines[0].price)),
)
QUANTITIES: Fields = (
    ("item", "reorder_point", _record(lambda item: item.reorder_point)),
    ("item", "counted", _record(lambda item: item.counted)),
    ("estimate", "lines.0.quantity", _record(lambda estimate: estimate.lines[0].quantity)),
    ("order", "lines.0.quantity", _record(lambda order: order.lines[0].quantity)),
    ("job", "items.0.quantity", _record(lambda job: job.items[0].quantity)),
    ("job", "new_orders.0.lines.0.quantity", _record(lambda job: job.new_orders[0].lines[0].quantity)),
)
RATES: Fields = (
    ("estimate", "tax_rate", _record(lambda estimate: estimate.tax_rate)),
    ("estimate", "discount", _record(lambda estimate: estimate.discount_rate)),
    ("estimate", "lines.0.discount", _record(lambda estimate: estimate.lines[0].discount.rate)),
)


def hands(country: str, currency: str) -> dict[str, FormHand]:
    """The forms of a company in that country, worked as at a terminal."""
    company = Company(name="One", country=country, currency=currency)
    office = Office(1, company, calendars=(Calendar(name="All", is_default=True),))
    ordered = OrderLine(name="Pump", quantity=1000)
    job = JobModel(JOB, office, CLOCK, None, ())
    job.set(items=(JobItem(name="Pump"),), new_orders=(NewOrder(vendor="V", lines=(ordered,)),))
    offered = replace(new_estimate(1, date(2026, 11, 24), 30), lines=(EstimateLine(text="Pump"),))
    models: dict[str, FormModel] = {
        "item": RecordModel(ITEM, InventoryItem(name="Pump"), office, CLOCK),
        "estimate": RecordModel(ESTIMATE, offered, office, CLOCK),
        "order": RecordModel(ORDER, PurchaseOrder(vendor="V", lines=(ordered,)), office, CLOCK),
        "job": job,
    }
    return {name: FormHand(model, 100) for name, model in models.items()}


def is_as_shown(text: str, value: int, places: int) -> bool:
    """Whether a text says the number in digits and a point, as fields do."""
    plain = text.replace("%", "").strip()
    return plain.isascii() and plain.replace(".", "").isdigit() and Decimal(plain).scaleb(places) == value


def given(hand: FormHand, name: str, text: str, by_key: bool) -> None:
    """Write a text into a field, over what is there."""
    hand.enter(name)
    if by_key and text.isprintable():  # a blank of another width is no key
        for char in text:
            hand.key(char, char)
    else:
        hand.paste(text)


def is_understood(hand: FormHand, field: tuple[str, str, Callable[[Any], int]], text: str, meant: int,
                  places: int, by_key: bool) -> bool:  # fmt: skip
    """Enter a text, and leave: the number that is meant and said where it is written in another way, or a question."""
    model: Any = hand.model
    _, name, read = field
    given(hand, name, text, by_key)
    if name in model.wrong:
        hand.leave()
        assert model.problems[name] == model.typing_problems()[name] == model.wrong[name]
        return False
    assert read(model) == meant, (text, name)
    shown = model.shown(name).text
    assert model.understood.get(name) == shown or is_as_shown(text, meant, places), (text, name)
    hand.leave()
    assert name not in model.typing_problems()
    given(hand, name, shown, False)
    assert (read(model), model.wrong.get(name)) == (meant, None), (text, shown, name)
    hand.leave()
    return True


def texts_of(dice: random.Random, locale: str, currency: str) -> list[tuple[Fields, str, int, int]]:
    """Amounts written in a locale: the fields for them, the text, what it means, and in how many decimals."""
    decimals = decimals_of(currency)
    digits = "default" if dice.random() < 0.5 else "latn"
    minor, units = dice.randrange(10 ** dice.randint(1, 9)), dice.randrange(1, 10 ** dice.randint(2, 9))
    rate = dice.randrange(1, 100_001)
    way: Any
    amount, way = Decimal(minor).scaleb(-decimals), {"locale": locale, "numbering_system": digits}
    return [
        (MONEY, format_decimal(amount, **way), minor, decimals),
        (MONEY, format_decimal(amount, format="#,##0." + "0" * decimals, **way), minor, decimals),
        (MONEY, format_currency(amount, currency, **way), minor, decimals),
        (QUANTITIES, format_decimal(Decimal(units).scaleb(-3), **way), units, 3),
        (RATES, format_percent(Decimal(rate).scaleb(-5), decimal_quantization=False, **way), rate, 3),
    ]


@pytest.mark.parametrize("company", LOCALES)
def test_no_amount_of_any_locale_becomes_another_one_in_a_field(company: str) -> None:
    dice = random.Random(company)
    currency = currency_of(company[-2:])
    forms = hands(company[-2:] if dice.random() < 0.9 else "", currency)
    understood = 0
    for number in range(TEXTS):
        locale = company if number % 2 else dice.choice(LOCALES)
        fields, text, meant, places = texts_of(dice, locale, currency)[number % 5]
        field = dice.choice(fields)
        understood += is_understood(forms[field[0]], field, text, meant, places, number % 3 == 0)
    assert understood > TEXTS // 2, "most are understood"
