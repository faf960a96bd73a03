"""Opening a desk while what stands on it is still being loaded: a server needs a while until it answers."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import TYPE_CHECKING

from industrack_core.domain.upgrade import Upgrade
from industrack_core.store.opening import load_driver, open_early

if TYPE_CHECKING:
    from industrack_core.desk.desk import Desk
    from industrack_core.domain.acts.founding import LoadRecords
    from industrack_core.domain.rights import Via
    from industrack_core.store.arriving import Arrival
    from industrack_core.store.store import Store


def open_while_loading(
    url: str,
    *,
    create: bool,
    read_only: bool,
    who: str | None,
    clock: Callable[[], datetime],
    founding_act: "Callable[[Desk], LoadRecords] | None",
    upgrade: Upgrade | None,
    via: "Via",
) -> "Desk":
    """A desk, as `open_desk` opens it; the database is opened by another thread while the desk's modules load.

    Raises what `open_desk` raises.
    """
    is_server = load_driver(url)

    def opened() -> "tuple[Store, Arrival]":
        store = open_early(url, create=create, read_only=read_only, upgrade=upgrade)
        from industrack_core.store.arriving import arrive

        return store, arrive(store, to_a_board=is_server)

    with ThreadPoolExecutor(1, "opener") as beside:
        if is_server:
            opening = beside.submit(opened)
        from industrack_core.desk.desk import desk_on

        store, said = opening.result() if is_server else opened()
    return desk_on(store, said, read_only=read_only, who=who, clock=clock, founding_act=founding_act, via=via)
