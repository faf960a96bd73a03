"""The demo company: invented, the same for the same seed and moment, and told relative to today."""

import random
from collections.abc import Callable
from datetime import datetime
from itertools import count

from industrack_core.domain.acts.founding import HeardOf, InventCompany
from industrack_core.domain.time.minute import minute_of
from industrack_core.exchange.demo.demo_jobs import DemoJobs
from industrack_core.exchange.demo.demo_known import DemoKnown
from industrack_core.exchange.demo.demo_office import demo_office
from industrack_core.exchange.demo.demo_papers import DemoPapers
from industrack_core.exchange.demo.demo_parts import DemoParts
from industrack_core.exchange.demo.demo_phones import DemoPhones
from industrack_core.exchange.demo.demo_pictures import CAPTIONS, demo_picture

MOST_RECORDS = 12000
"""Ids reserved at once; the company takes about a third of them."""


def demo_company(
    reserve_ids: Callable[[int], int], now: datetime, seed: int = 1, *, phones: bool = False
) -> InventCompany:
    """The whole demo company as one act, for `open_desk(..., founding_act=)`.

    In: `Desk.reserve_ids`; `now` aware, any zone, which the jobs are told as of (see demo_jobs); a seed. With `phones`
    its technicians have some, and reported what they did.
    Jobs are numbered from 1001, customers from C1001: the numbering of the store goes on after them.
    """
    rng = random.Random(seed)
    ids = count(reserve_ids(MOST_RECORDS))
    office = demo_office(ids, now, rng)
    jobs = DemoJobs(office, ids, now, rng).all_jobs()
    parts = DemoParts(office, ids, now, random.Random(seed))
    records = (*office.records, *parts.records(jobs))
    papers = DemoPapers(office, records, ids, random.Random(seed))
    known = DemoKnown(papers.laid_over())
    heard: tuple[HeardOf, ...] = ()
    pictures: tuple[bytes, ...] = ()
    if phones:
        pictures = tuple(map(demo_picture, CAPTIONS))
        heard = DemoPhones(known, ids, minute_of(now), office.zone, random.Random(seed)).add()
    return InventCompany(known.everything(), "Founded the demo company.", heard, pictures)
