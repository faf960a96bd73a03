"""Money of estimates: what stands at the foot is what a person reckons with exact decimals, half up."""

import random
from dataclasses import replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from industrack_core.domain.records.estimate import (
    WHOLE,
    Discount,
    Estimate,
    EstimateLine,
    EstimateStatus,
    EstimateSums,
    copied,
    job_items,
    sum_of,
)

CASES = 10_000
ONE = Decimal(1)


def half_up(amount: Decimal) -> Decimal:
    return amount.quantize(ONE, ROUND_HALF_UP)


def off(total: Decimal, rate: int, amount: int) -> Decimal:
    """What a discount takes off: the part by the rate, rounded, and the amount; never more than there is."""
    return min(total, half_up(total * Decimal(rate) / Decimal(100_000)) + Decimal(amount))


def reference(estimate: Estimate) -> tuple[list[Decimal], Decimal, Decimal, Decimal, Decimal]:
    """Line totals, their sum, discount, tax and total, with nothing of the code that is tested."""
    lines = []
    for line in estimate.lines:
        full = half_up(Decimal(line.quantity) * Decimal(line.price) / Decimal(1000))
        lines.append(full - off(full, line.discount.rate, line.discount.amount))
    whole = sum(lines, Decimal())
    discount = off(whole, estimate.discount_rate, estimate.discount_amount)
    tax = half_up((whole - discount) * Decimal(estimate.tax_rate) / Decimal(100_000))
    return lines, whole, discount, tax, whole - discount + tax


def discount(rng: random.Random, most: int) -> Discount:
    kind = rng.randrange(4)
    rate = rng.choice((0, WHOLE, 50_000, rng.randint(0, WHOLE))) if kind & 1 else 0
    return Discount(rate=rate, amount=rng.choice((0, most, rng.randint(0, most))) if kind & 2 else 0)


def line(rng: random.Random) -> EstimateLine:
    quantity = rng.choice((1, 500, 1000, rng.randint(1, 9999), rng.randint(1, 10**9)))
    price = rng.choice((0, 1, 5, rng.randint(0, 99_999), rng.randint(0, 10**10)))
    full = int(half_up(Decimal(quantity) * Decimal(price) / Decimal(1000)))
    return EstimateLine(text="x", quantity=quantity, price=price, discount=discount(rng, full))


def made(rng: random.Random) -> Estimate:
    lines = tuple(line(rng) for _ in range(rng.choice((0, 1, 2, 3, 7))))
    whole = discount(rng, rng.randint(0, 10**6))
    return Estimate(
        customer_id=1, made_on=date(2026, 11, 24), lines=lines, discount_rate=whole.rate, discount_amount=whole.amount,
        tax_rate=rng.choice((0, 8875, 19_000, WHOLE, rng.randint(0, WHOLE))),
    )  # fmt: skip


def test_totals_equal_a_decimal_reference_on_ten_thousand_estimates() -> None:
    rng = random.Random(5)
    halves = 0
    for _ in range(CASES):
        estimate = made(rng)
        lines, whole, taken, tax, total = reference(estimate)
        assert [each.total for each in estimate.lines] == lines
        sums = estimate.sums
        assert [sums.lines, sums.discount, sums.tax, sums.total] == [*map(int, (whole, taken, tax, total))], estimate
        assert 0 <= sums.discount <= sums.lines
        halves += any(each.quantity * each.price % 1000 == 500 for each in estimate.lines)
    assert halves > 100, "amounts that lie exactly between two are among them"


def test_a_half_is_rounded_up_line_by_line() -> None:
    half = EstimateLine(text="x", quantity=500, price=1)
    estimate = Estimate(customer_id=1, made_on=date(2026, 11, 24), lines=(half, half), tax_rate=50_000)
    assert [each.total for each in estimate.lines] == [1, 1]
    assert (estimate.sums.lines, estimate.sums.tax, estimate.sums.total) == (2, 1, 3)


def test_the_items_of_a_job_come_to_what_was_offered() -> None:
    """To within half a minor unit for each of the quantity: a job's item has a price for one, and no discount."""
    rng = random.Random(6)
    exact = several = 0
    for _ in range(1000):
        estimate = made(rng)
        for offered, item in zip(estimate.lines, job_items(estimate), strict=True):
            assert item.quantity == offered.quantity
            assert abs(item.total - offered.total) * 2000 <= offered.quantity + 2000
            if not offered.discount.rate and not offered.discount.amount:
                assert (item.price, item.total) == (offered.price, offered.total)
            exact += item.total == offered.total
            several += 1
    assert exact > several // 2


def test_a_copy_says_the_same_and_is_new() -> None:
    estimate = replace(made(random.Random(7)), id=5, version=3, number="E7", status=EstimateStatus.SCHEDULED)
    copy = copied(estimate, date(2027, 1, 2))
    assert (copy.id, copy.version, copy.number, copy.status) == (0, 0, "", EstimateStatus.DRAFT)
    assert copy.made_on == date(2027, 1, 2)
    assert (copy.lines, copy.sums) == (tuple(replace(each, id=0) for each in estimate.lines), estimate.sums)


def test_the_header_says_nothing_as_zero() -> None:
    sums = [EstimateSums(EstimateStatus.WON, 2, 500)]
    assert sum_of(sums, EstimateStatus.WON) == (2, 500)
    assert sum_of(sums, EstimateStatus.LOST) == (0, 0)
