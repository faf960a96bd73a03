"""Every act by every role: nothing is done beyond a role, and every refusal says what one may not."""

import random
from contextlib import closing

import pytest

from industrack_core.desk.desk import Desk
from industrack_core.desk.perform import decide
from industrack_core.desk.permitting import setting_of
from industrack_core.desk.plan import Plan, Setting
from industrack_core.domain.acts.acts import Act, Redo, SaveRecord
from industrack_core.domain.acts.field_acts import FIELD_ACTS
from industrack_core.domain.acts.founding import AskIn, BeginRoles, GiveRole, LoadRecords, MakeAdmin
from industrack_core.domain.acts.row_rights import RIGHTS
from industrack_core.domain.kinds import Kind
from industrack_core.domain.outcomes import Done, FindingKind, Refused
from industrack_core.domain.records.settings import BaseRole, OfficeUser, UserState
from industrack_core.domain.rights import BASE_RIGHTS, Right, Sitter
from industrack_core.store.writing.rehearsal import Rehearsal
from tests.desk.every_act import BY_THEMSELVES, EVERY_ACT, act_types, roles_of
from tests.desk.office import YES, done
from tests.store.small_company import NOW, ZONE, desk_at
from tests.store.test_opening import is_early


def staffed(desk: Desk) -> None:
    """Begin roles: Mika is admin; Vic looks, Dora dispatches, Kim waits, Olaf was switched off."""
    done(desk.perform(BeginRoles()))
    roles = {each.name: each.id for each in roles_of(desk)}
    for login, role, state in (
        ("vic", "viewer", UserState.ACTIVE), ("dora", "dispatcher", UserState.ACTIVE),
        ("kim", None, UserState.ASKS), ("olaf", "admin", UserState.OFF),
    ):  # fmt: skip
        user = OfficeUser(name=login.title(), login=login, role_id=roles[role] if role else None, state=state)
        done(desk.perform(SaveRecord(user)))


def test_every_act_by_every_login(desk: Desk, company_url: str) -> None:
    staffed(desk)
    others = {who: desk_at(company_url, who) for who in ("vic", "kim", "olaf", "stranger", "dora")}
    dispatches, made = BASE_RIGHTS[BaseRole.DISPATCHER], set()
    for tried in EVERY_ACT:
        act = tried.make(desk)
        made.add(type(act))
        before = desk.revision()
        for who in ("vic", "kim", "olaf", "stranger", *(() if tried.is_for(dispatches) else ("dora",))):
            outcome = others[who].perform(act)
            assert isinstance(outcome, Refused), (tried.name, who, outcome)
            assert [each.kind for each in outcome.findings] == [FindingKind.PERMISSION], (tried.name, who, outcome)
            assert outcome.sentence.endswith("."), outcome
        assert desk.revision() == before, tried.name
        able = others["dora"] if tried.is_for(dispatches) else desk
        outcome = able.perform(act)
        assert isinstance(outcome, Done), (tried.name, able.who, outcome)
        assert outcome.revision == before + 1, tried.name
    for each in others.values():
        each.close()
    assert {each for each in act_types() if each.__name__ not in FIELD_ACTS} == made | BY_THEMSELVES


def roles() -> list[frozenset[str]]:
    """The roles of every office, one for each right alone, one without it, and twenty by chance."""
    rng, every = random.Random(18), [each.value for each in Right]
    found = [frozenset[str](BASE_RIGHTS[each]) for each in BaseRole]
    for right in every:
        found += [frozenset({right}), frozenset(every) - {right}]
    return found + [frozenset(rng.sample(every, rng.randrange(1, len(every)))) for _ in range(20)]


def test_every_act_by_every_role_that_there_can_be(sqlite_company: str) -> None:
    with closing(desk_at(sqlite_company)) as desk:
        staffed(desk)
        for tried in EVERY_ACT:
            act = tried.make(desk)
            for rights in roles():
                person = Sitter("kim", "Kim", UserState.ACTIVE, "own", rights)
                with desk.store.reading() as connection:
                    assert is_early(desk.store), "no rule needs more of a connection than a driver's"
                    tx = Rehearsal(connection, desk.store.contents)
                    decision = decide(tx, act, Setting("kim", NOW, ZONE, person))
                assert isinstance(decision, Plan) == tried.is_for(rights), (tried.name, sorted(rights), decision)
                if isinstance(decision, Refused):
                    said = decision.sentence
                    assert said.startswith(("Your role (own) may not ", "Your role (own) does not see ", "Undo: ")), (
                        said
                    )


@pytest.mark.parametrize(
    "act",
    [BeginRoles(), AskIn("Zoe"), MakeAdmin("zoe"), GiveRole("zoe", "viewer"), Redo(YES)],
    ids=lambda act: type(act).__name__,
)
@pytest.mark.parametrize("begun", [False, True])
def test_what_is_tried_by_itself_is_decided_on_a_file_read_by_its_driver_alone(
    sqlite_company: str, act: Act, begun: bool
) -> None:
    """As every other act is above: what a server refuses the rule says, so a rule needs no more than reads."""
    with closing(desk_at(sqlite_company)) as desk:
        if begun:
            done(desk.perform(BeginRoles()))
    with closing(desk_at(sqlite_company, "zoe")) as desk, desk.store.reading() as connection:
        assert is_early(desk.store)
        tx = Rehearsal(connection, desk.store.contents)
        assert isinstance(decide(tx, act, setting_of(tx, "zoe", NOW)), Plan | Refused | Done)


def test_every_kind_has_its_rights() -> None:
    assert set(RIGHTS) == set(Kind)


@pytest.mark.parametrize("right", Right)
def test_every_right_is_asked_for_somewhere(right: Right) -> None:
    wanted = {each for rights in RIGHTS.values() for each in (
        *rights.otherwise, *rights.create, *rights.delete, *(one for some in rights.columns.values() for one in some)
    )}  # fmt: skip
    assert right in wanted | {Right.IMPORT, Right.EXPORT, Right.UNDO_ANY, Right.OFFICE_MOVE} or right.is_to_see
    assert right.deed


def test_a_second_company_is_nobodys_way_in(desk: Desk) -> None:
    staffed(desk)
    assert isinstance(desk.perform(LoadRecords((desk.office().company,), "Again.")), Refused)
