"""A desk is opened while what stands on it is loaded: it is the same desk, and fails in the same words."""

from contextlib import closing

import pytest

from industrack_core.desk.desk import Desk, open_desk
from industrack_core.desk.opening import open_while_loading
from industrack_core.domain.errors import DatabaseError
from industrack_core.domain.rights import Via
from tests.store.small_company import NOW


def opened(url: str) -> Desk:
    return open_while_loading(
        url, create=False, read_only=False, who="ana", clock=lambda: NOW, founding_act=None, upgrade=None,
        via=Via.CONSOLE,
    )  # fmt: skip


def test_a_desk_that_was_opened_so_is_as_any_other(company_url: str) -> None:
    with closing(opened(company_url)) as desk, closing(open_desk(company_url, who="ana", clock=lambda: NOW)) as other:
        assert (desk.who, desk.place, desk.store.via) == ("ana", other.place, "console")
        assert desk.office() == other.office()


def test_what_cannot_be_opened_says_why(company_url: str) -> None:
    nowhere = company_url.replace(company_url.rpartition("/")[2].partition("?")[0], "nowhere")
    with pytest.raises(DatabaseError) as usual:
        open_desk(nowhere)
    with pytest.raises(DatabaseError) as told:
        opened(nowhere)
    assert (type(told.value), str(told.value)) == (type(usual.value), str(usual.value))
