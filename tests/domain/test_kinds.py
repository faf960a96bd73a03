"""What people call the kinds of records."""

import pytest

from industrack_core.domain.kinds import Kind


@pytest.mark.parametrize(
    ("kind", "plural"),
    [
        (Kind.COMPANY, "companies"),
        (Kind.JOB, "jobs"),
        (Kind.PURCHASE_ORDER, "purchase orders"),
        (Kind.EQUIPMENT, "equipment"),
    ],
)
def test_several_of_a_kind_are_called_as_people_call_them(kind: Kind, plural: str) -> None:
    assert kind.plural == plural
