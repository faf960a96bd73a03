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
    with ThreadPoolExecutor(1, "opener") as beside:
        if is_server:
            opened = beside.submit(open_early, url, create=create, read_only=read_only, upgrade=upgrade)
        from industrack_core.desk.desk import desk_on

        store = opened.result() if is_server else open_early(url, create=create, read_only=read_only, upgrade=upgrade)
    return desk_on(store, read_only=read_only, who=who, clock=clock, founding_act=founding_act, via=via)
