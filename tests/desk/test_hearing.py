"""Who sits here, as long as nobody changes it: what was read before a change is not taken for what is."""

from collections.abc import Callable
from contextlib import closing
from threading import Event, Thread

import pytest

from industrack_core.desk.desk import Desk
from industrack_core.desk.reads import hearing
from industrack_core.domain.acts.acts import SaveRecord
from industrack_core.domain.acts.founding import BeginRoles
from industrack_core.domain.records.settings import OfficeUser, UserState
from industrack_core.store.engine.engine import database_place
from industrack_core.store.engine.schema_state import HEAD
from industrack_core.store.reads import office_picture
from industrack_core.store.store import Store
from tests.desk.every_act import roles_of
from tests.desk.office import done
from tests.store.listening import PATIENCE, heard
from tests.store.small_company import NOW, desk_at


@pytest.mark.parametrize(
    ("module", "name", "read"),
    [(hearing, "read_person", Desk.sitter), (office_picture, "read_office", Desk.office)],
    ids=["person", "office"],
)
def test_who_was_read_before_a_change_and_comes_after_the_news_of_it_is_not_kept(
    company_url: str, monkeypatch: pytest.MonkeyPatch, module: object, name: str, read: Callable[[Desk], object]
) -> None:
    began, goes_on, real = Event(), Event(), getattr(module, name)

    def held(*asked: object) -> object:
        found = real(*asked)
        began.set()
        assert goes_on.wait(PATIENCE)
        return found

    # of Nora's desk nobody has asked yet who sits there
    nora = Desk(Store(database_place(company_url), read_only=False, known_schema=HEAD), "nora", lambda: NOW)
    with closing(desk_at(company_url)) as boss, closing(nora):
        done(boss.perform(BeginRoles()))
        monkeypatch.setattr(module, name, held)
        reader = Thread(target=read, args=(nora,))
        reader.start()
        assert began.wait(PATIENCE)
        monkeypatch.setattr(module, name, real)
        with heard(nora, boss.revision()) as news:
            done(boss.perform(SaveRecord(OfficeUser(name="Nora", login="nora", role_id=roles_of(boss)[-1].id))))
            news.get(timeout=PATIENCE)
        goes_on.set()
        reader.join()
        person = nora.sitter()
        assert person is not None
        assert person.state is UserState.ACTIVE
