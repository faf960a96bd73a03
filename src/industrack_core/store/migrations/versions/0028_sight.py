"""Roles of one's own go on seeing what they saw, and so do those who look: prices, billing, notes and reports take a
right of their own from now on, which the built-in viewer has not."""

from typing import Any

import msgspec
import sqlalchemy as sa
from alembic import op

from industrack_core.store.derived.anew import make_anew

revision = "0028"
down_revision = "0027"

_SIGHT = ("see.prices", "see.billing", "see.notes", "see.reports")
_NAME = "viewer of everything"


def upgrade() -> None:
    connection = op.get_bind()
    roles = connection.execute(sa.text("SELECT id, name, base, rights FROM office_role ORDER BY id")).mappings().all()
    own = [dict(each) for each in roles if each["base"] == "viewer" and each["name"] != "viewer"]
    for role in own:
        _see(connection, role)
    viewer = next((each["id"] for each in roles if each["name"] == "viewer"), None)
    having = sa.text("SELECT count(*) FROM office_user WHERE role_id = :role")
    if viewer is None or not connection.execute(having, {"role": viewer}).scalar():
        return
    wider = _made(connection, {each["name"] for each in roles})
    connection.execute(sa.text("UPDATE office_user SET role_id = :wider WHERE role_id = :role"),
                       {"wider": wider, "role": viewer})  # fmt: skip
    make_anew("list_key", "list_word")


def _see(connection: sa.Connection, role: dict[str, Any]) -> None:
    has = msgspec.json.decode(role["rights"])
    rights = msgspec.json.encode([*has, *(each for each in _SIGHT if each not in has)]).decode()
    connection.execute(sa.text("UPDATE office_role SET rights = :rights WHERE id = :id"),
                       {"rights": rights, "id": role["id"]})  # fmt: skip


def _made(connection: sa.Connection, names: set[str]) -> int:
    """The role that sees what the viewer saw; its id."""
    new: int = connection.execute(sa.text("SELECT max(next_record_id) FROM ledger")).scalar() or 1
    name, number = _NAME, 2
    while name in names:
        name, number = f"{_NAME} {number}", number + 1
    connection.execute(
        sa.text("INSERT INTO office_role (id, version, name, base, rights, retired)"
                " VALUES (:id, 1, :name, 'viewer', :rights, 0)"),
        {"id": new, "name": name, "rights": msgspec.json.encode(_SIGHT).decode()},
    )  # fmt: skip
    connection.execute(sa.text("UPDATE ledger SET next_record_id = :next"), {"next": new + 1})
    return new
