"""The small company with dispatched jobs, and phones that are paired at a real gateway."""

import base64
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any

from industrack_core.desk.desk import Desk
from industrack_core.desk.field.field_desk import FieldDesk
from industrack_core.domain.acts.acts import AddJob, DispatchJob
from industrack_core.domain.acts.field_acts import OfferPairing, SignOutDevice
from industrack_core.domain.field.codes import new_code, secret_hash
from industrack_core.domain.outcomes import Done
from tests.gateway.running import Answer, Gateway
from tests.store import small_company
from tests.store.small_company import draft


def now_ms() -> int:
    """The machine's time: what is done in a company that is not invented bears it."""
    return round(time.time() * 1000)


def token_of(name: str) -> str:
    """A token, the same for the same name."""
    return base64.urlsafe_b64encode(sha256(name.encode()).digest()).decode().rstrip("=")


@contextmanager
def office(url: str) -> Iterator[Desk]:
    """Mika's desk."""
    with closing(small_company.desk_at(url, clock=lambda: datetime.now(UTC))) as desk:
        yield desk


def dispatch(url: str, employee_id: int, description: str = "Fix the tap") -> int:
    """A job that begins in an hour, and that was sent to an employee an hour ago; answers its id."""
    with closing(small_company.desk_at(url, clock=lambda: datetime.now(UTC) - timedelta(hours=1))) as desk:
        starts_at = datetime.now(UTC).replace(second=0, microsecond=0) + timedelta(hours=1)
        wanted = draft(
            description=description,
            crew=(employee_id,),
            starts_at=starts_at,
        )
        added = done(desk.perform(AddJob(wanted)))
        job = desk.job(added.changed_id("job"))
        assert job is not None
        done(desk.perform(DispatchJob(job.id, job.version)))
    return job.id


def done(outcome: object) -> Any:
    assert isinstance(outcome, Done), outcome
    return outcome


@dataclass
class Paired:
    """A phone that is paired: who asks by its token."""

    gateway: Gateway
    token: str
    device: int = 0
    seq: int = 0

    def sync(self, *reports: dict[str, Any], **more: Any) -> Answer:
        asked = {"v": 1, "now": now_ms(), "reports": list(reports), **more}
        return self.gateway.ask("POST", "/v1/sync", asked, token=self.token)

    def report(self, kind: str, body: object, job: dict[str, Any] | None = None, **more: Any) -> dict[str, Any]:
        """The next report of this phone, on a job as its document says it."""
        self.seq += 1
        about = {"job": job["job"], "entry": job["entry"]} if job else {}
        return {"seq": self.seq, "at": now_ms() - 60_000, "kind": kind, "body": body, **about, **more}


def pair(url: str, gateway: Gateway, employee_id: int, name: str, code: str = "7KQ2M9XD") -> Paired:
    """A phone of an employee, paired with a code of its own."""
    with office(url) as desk:
        expires_s = now_ms() // 1000 + 600
        done(desk.perform(OfferPairing(employee_id, secret_hash(code), expires_s)))
    token = token_of(name)
    asked = {"code": code, "token_sha256": secret_hash(token), "name": name, "build": "test"}
    answer = gateway.ask("POST", "/v1/pair", asked)
    assert answer.status == 201, answer.body
    return Paired(gateway, token, answer.json["device"])


def pair_at_desk(url: str, gateway: Gateway, employee_id: int, name: str) -> Paired:
    """A phone of an employee that came by its code without asking the gateway: who pairs is counted there."""
    token, code = token_of(name), secret_hash(new_code())
    with office(url) as desk:
        done(desk.perform(OfferPairing(employee_id, code, now_ms() // 1000 + 600)))
        paired = FieldDesk(desk).pair(code, secret_hash(token), name)
    assert paired is not None
    return Paired(gateway, token, paired.device)


def sign_out(url: str, paired: Paired, *, lost: bool) -> None:
    """The office signs the phone out."""
    with office(url) as desk:
        row = small_company.rows(url, "SELECT version FROM device WHERE id = :id", id=paired.device)
        done(desk.perform(SignOutDevice(paired.device, int(str(row[0][0])), lost)))
