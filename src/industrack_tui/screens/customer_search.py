"""Looking customers up while their name is typed."""

import asyncio

from industrack_tui.bridge import Bridge
from industrack_tui.screens.job_draft import customer_candidates
from industrack_tui.screens.tasks import Tasks
from industrack_tui.widgets.fields.pick_field import PickField


class CustomerSearch:
    """Offers a field the customers that its text may mean; never two look-ups at once."""

    def __init__(self, bridge: Bridge, tasks: Tasks) -> None:
        self._bridge, self._tasks = bridge, tasks
        self._search: asyncio.Task[None] | None = None

    def look_up(self, field: PickField) -> None:
        """Look up what is typed; a look-up under way goes on to it by itself."""
        if self._search is None or self._search.done():
            self._search = self._tasks.spawn(self._find(field))

    async def _find(self, field: PickField) -> None:
        """Look up what is typed; while it was typed on meanwhile, look again."""
        asked = None
        while asked != field.value:
            asked = field.value
            matches = await self._bridge.find_customers(asked)
            if asked == field.value:
                field.offer(customer_candidates(matches, asked))
